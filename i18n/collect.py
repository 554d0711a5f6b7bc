"""Bring the catalogues up to date with the sentences in the code: ``python i18n/collect.py`` or ``make strings``.

New sentences arrive untranslated, translations that are there stay, sentences no longer said are dropped. The output
holds no dates and no line numbers, so that a commit shows sentences and nothing else. Country overrides such as
``ar_MA.po`` are written by hand and left alone.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po, write_po

TOP = Path(__file__).resolve().parent.parent
LANGUAGES = ("fr", "ar", "en")

SAYERS = {"message": 1, "plural": 2, "label": 2, "text": 1, "said": 1}
"""The functions that say something, and how many of their first arguments are it: see ``desktop/language.py``."""

PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "en": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
"""The plural rules gettext documents. Babel's own rule for Arabic swaps the last two forms, which translators and their
tools expect in this order: zero, one, two, few (3-10), many (11-99), other (100)."""

HEADERS_KEPT = ("Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")


def sources() -> Iterator[Path]:
    """The files in which sentences are looked for, in a stable order."""
    yield TOP / "main.py"
    yield from sorted((TOP / "desktop").rglob("*.py"))


def collect() -> Catalog:
    """Every sentence said in the code, without translations."""
    template = Catalog()
    for path in sources():
        if path.exists():
            place = path.relative_to(TOP).as_posix()
            for line, said, context in sentences(path.read_text(encoding="utf-8")):
                template.add(said, locations=[(place, line)], context=context)
    return template


def sentences(source: str) -> Iterator[tuple[int, str | tuple[str, ...], str | None]]:
    """What a module says: on which line, the sentence (or its two forms), and its context.

    The tree is read, not the tokens: sentences also stand inside f-strings, and SQLAlchemy's ``sa.text`` says none.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="sa"))):
                continue
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[*given]) if name in SAYERS:
                first = given[: SAYERS[name]]
                said = tuple(
                    each.value for each in first if isinstance(each, ast.Constant) and isinstance(each.value, str)
                )
                if len(said) < SAYERS[name]:
                    continue
                if name == "label":
                    yield node.lineno, said[1], said[0]
                else:
                    yield node.lineno, said if name == "plural" else said[0], None


def read(path: Path, language: str) -> Catalog:
    """The catalogue in ``path``, an empty one where there is none yet."""
    empty = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: {PLURALS[language[:2]]}\\n"\n'
    return read_po(io.BytesIO(path.read_bytes() if path.exists() else empty.encode()), language)


def updated(catalogue: Catalog, template: Catalog) -> Catalog:
    """``catalogue`` with the sentences of ``template``; English is its own translation."""
    catalogue.update(template, no_fuzzy_matching=True)
    if str(catalogue.locale) == "en":
        for entry in catalogue:
            if entry.id:
                entry.string = entry.id
    return catalogue


def as_text(catalogue: Catalog) -> str:
    """The catalogue as it stands in its file."""
    buffer = io.BytesIO()
    write_po(
        buffer, catalogue, width=120, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False
    )
    kept = [f'"{name}: {value}\\n"' for name, value in catalogue.mime_headers if name in HEADERS_KEPT]
    return "\n".join(['msgid ""', 'msgstr ""', *kept, "", buffer.getvalue().decode().strip(), ""])


def main() -> None:
    """Rewrite the three catalogues and say what is left to translate."""
    template = collect()
    for language in LANGUAGES:
        path = TOP / "i18n" / f"{language}.po"
        catalogue = updated(read(path, language), template)
        path.write_text(as_text(catalogue), encoding="utf-8")
        untranslated = sum(1 for entry in catalogue if entry.id and not is_translated(entry))
        print(f"{path.relative_to(TOP)}: {len(catalogue)} sentences, {untranslated} to translate")


def is_translated(entry: Entry) -> bool:
    """Whether a translation is there, in all its forms, and sure."""
    return bool(forms(entry.string)) and all(forms(entry.string)) and not entry.fuzzy


def forms(said: Any) -> tuple[str, ...]:
    """The forms of a sentence or of its translation: one, or one for each plural; none where it is not translated."""
    return (said,) if isinstance(said, str) else tuple(said or ())


if __name__ == "__main__":
    main()

"""The templates of documents: which sections a document has and in which order, its standard sentences, who signs.

They are small TOML files in ``resources/templates/``. A commission changes what it wants in a copy, which its register
keeps: so the whole office writes alike. What a copy does not say is said by the file that came with the application.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from desktop import paths
from desktop.codes import Paper
from desktop.language import LANGUAGE_CODES, LanguageCode, Message, Refusal, Wording, message

Phrase = str | Mapping[str, str]
"""A sentence with its fields in braces; where it depends on how many, one for each plural category (UTS 35)."""

Texts = Mapping[str, Mapping[str, Phrase]]
"""By its key, then by language, or by language and country: "ar", "ar_TN"."""

PLURALS = ("zero", "one", "two", "few", "many", "other")
ENTRIES = ("sections", "also", "signatories", "fields", "texts")
OWN_SIGNATORIES = ("secretary", "signatory")
"""Those the commission's profile names."""

LONGEST = 100_000
"""Characters of a template; the longest that comes with the application has a tenth of it."""

_LOCALE = re.compile(rf"({'|'.join(LANGUAGE_CODES)})(_[A-Z]{{2}})?")
_FIELD = re.compile(r"\{([^{}]*)\}")
_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True)
class Signer:
    """Somebody who signs and is not in the commission's profile."""

    title: Wording
    name: Wording


@dataclass(frozen=True)
class Template:
    """What one kind of document is made after."""

    sections: tuple[str, ...]
    signatories: tuple[str | Signer, ...]
    """One of :data:`OWN_SIGNATORIES`, or somebody else."""
    own: Texts
    usual: Texts
    """What comes with the application, where the commission's own says nothing."""

    def phrase(self, key: str, code: LanguageCode, country: str | None) -> Phrase:
        """The sentence in a language as its country says it; the commission's own words before all others."""
        for texts in (self.own, self.usual):
            known = texts.get(key, {})
            for locale in (f"{code}_{country}", code):
                if locale in known:
                    return known[locale]
        return ""


def read_template(paper: Paper, text: str | None, name: str = "") -> Template:
    """The template of a document, as a commission has changed it, or as it came.

    ``name`` is what a refusal calls the file. Raises :class:`Refusal` with the line of what is wrong.
    """
    return _read(paper, text or "", name or file_name(paper))


def shipped_source(paper: Paper) -> str:
    """The file as it comes with the application."""
    return (paths.resources() / "templates" / file_name(paper)).read_text(encoding="utf-8")


def file_name(paper: Paper) -> str:
    return f"{paper.value}.toml"


# --- reading ----------------------------------------------------------------------------------------------------------


@cache
def _shipped(paper: Paper) -> Mapping[str, Any]:
    return tomllib.loads(shipped_source(paper))


@lru_cache(64)
def _read(paper: Paper, text: str, name: str) -> Template:
    usual = _shipped(paper)
    reader = _Reader(text, name, usual)
    own = reader.parse()
    return Template(
        sections=reader.sections(own) if "sections" in own else tuple(usual["sections"]),
        signatories=reader.signatories(own) if "signatories" in own else tuple(usual["signatories"]),
        own=reader.texts(own),
        usual=usual["texts"],
    )


class _Reader:
    """Reads a commission's file; whatever is wrong with it is said with its line."""

    def __init__(self, text: str, name: str, usual: Mapping[str, Any]) -> None:
        self.text, self.name, self.usual = text, name, usual

    def parse(self) -> Mapping[str, Any]:
        if len(self.text) > LONGEST:
            raise Refusal(message("{name} is too long for a template. Nothing was changed.", name=self.name))
        try:
            read = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            found = _LINE.search(str(error))
            line = int(found[1]) if found else max(self.text.count("\n") + 1, 1)
            raise self._refusal(
                line,
                message(
                    "this line cannot be read. A text stands between quotation marks, a list between square brackets "
                    "with commas, and each key once."
                ),
            ) from error
        for key in read:
            if key not in ENTRIES:
                known = _listed(("sections", "signatories", "texts"))
                raise self._at(message("“{key}” is not known here. Known are: {known}.", key=key, known=known), key)
        return read

    def sections(self, own: Mapping[str, Any]) -> tuple[str, ...]:
        known = (*self.usual["sections"], *self.usual.get("also", ()))
        given = own["sections"]
        if not isinstance(given, list) or not given or not all(isinstance(each, str) for each in given):
            raise self._at(message("a list of names of sections is expected here."), "sections")
        for place, each in enumerate(given):
            if each not in known:
                unknown = message("there is no section “{key}”. There are: {known}.", key=each, known=_listed(known))
                raise self._at(unknown, "sections", f'"{each}"')
            if each in given[:place]:
                raise self._at(message("the section “{key}” stands there twice.", key=each), "sections", f'"{each}"')
        return tuple(given)

    def signatories(self, own: Mapping[str, Any]) -> tuple[str | Signer, ...]:
        given = own["signatories"]
        if not isinstance(given, list):
            raise self._at(message("a list of those who sign is expected here."), "signatories")
        return tuple(self._signer(each) for each in given)

    def _signer(self, given: Any) -> str | Signer:
        if given in OWN_SIGNATORIES:
            return given
        if isinstance(given, dict) and set(given) <= {"title", "name"} and "name" in given:
            parts = {key: given.get(key, {}) for key in ("title", "name")}
            if all(
                isinstance(part, dict)
                and set(part) <= set(LANGUAGE_CODES)
                and all(isinstance(said, str) for said in part.values())
                for part in parts.values()
            ):
                return Signer(Wording(**parts["title"]), Wording(**parts["name"]))
        raise self._at(
            message(
                "who signs is “secretary”, “signatory”, or a title and a name in each language: {example}",
                example='{ title.fr = "…", name.fr = "…" }',
            ),
            "signatories",
            f'"{given}"' if isinstance(given, str) else "",
        )

    def texts(self, own: Mapping[str, Any]) -> Texts:
        given = own.get("texts", {})
        if not isinstance(given, dict):
            raise self._at(message("a text between quotation marks is expected here."), "texts")
        for key, by_locale in given.items():
            if key not in self.usual["texts"]:
                known = _listed(self.usual["texts"])
                raise self._at(
                    message("there is no text “{key}”. There are: {known}.", key=key, known=known), "texts", key
                )
            if not isinstance(by_locale, dict):
                raise self._at(
                    message("say in which language it is: {example}", example=f'{key}.fr = "…"'), "texts", key
                )
            for locale, phrase in by_locale.items():
                self._check_text(key, locale, phrase)
        return given

    def _check_text(self, key: str, locale: str, phrase: Any) -> None:
        if not _LOCALE.fullmatch(locale):
            raise self._at(
                message("“{key}” is no language of documents: fr, ar, en, or with a country, as ar_TN.", key=locale),
                "texts", key, locale,
            )  # fmt: skip
        forms = phrase if isinstance(phrase, dict) else {"other": phrase}
        counted = any(isinstance(each, dict) for each in self.usual["texts"][key].values())
        for form, said in forms.items():
            if isinstance(phrase, dict) and not (counted and form in PLURALS and "other" in phrase):
                raise self._at(
                    message(
                        "a text that depends on how many has these forms, “other” among them: {known}.",
                        known=_listed(PLURALS),
                    )
                    if counted
                    else message("a text between quotation marks is expected here."),
                    "texts", key, locale,
                )  # fmt: skip
            if not isinstance(said, str):
                raise self._at(message("a text between quotation marks is expected here."), "texts", key, locale)
            self._check_fields(said, key, locale)

    def _check_fields(self, said: str, *way: str) -> None:
        known = self.usual["fields"]
        for field in _FIELD.findall(said):
            if field not in known:
                braced = _listed(f"{{{each}}}" for each in known)
                raise self._at(
                    message("there is no field “{key}”. There are: {known}.", key=f"{{{field}}}", known=braced),
                    "texts", *way, f"{{{field}}}",
                )  # fmt: skip
        if re.search(r"[{}]", _FIELD.sub("", said)):
            raise self._at(message("a brace stands alone; a field is written as {example}.", example=f"{{{known[0]}}}"),
                           "texts", *way, )  # fmt: skip

    # --- where it is -------------------------------------------------------------------------------------------------

    def _at(self, wrong: Message, *way: str) -> Refusal:
        """A refusal with the line where the last of ``way`` stands, each looked for after the one before."""
        lines = self.text.splitlines()
        line = place = 0
        for step in way:
            pattern = re.compile(rf"(?<!\w){re.escape(step)}(?!\w)") if step.isidentifier() else None
            for number in range(line, len(lines)):
                said = lines[number] if number > line else lines[number][place:]
                code = said if said.lstrip()[:1] != "#" else ""
                found = pattern.search(code) if pattern else None
                start = found.start() if found else code.find(step) if step and not pattern else -1
                if start >= 0:
                    place = start + len(step) + (place if number == line else 0)
                    line = number
                    break
        return self._refusal(line + 1, wrong)

    def _refusal(self, line: int, wrong: Message) -> Refusal:
        return Refusal(message("{name}, line {line}: {wrong}", name=self.name, line=line, wrong=wrong))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)

"""Every sentence the application says is there in every language, with its places and its plural forms."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from babel.messages import Catalog
from babel.messages.catalog import Message as Entry

from desktop.language import LANGUAGE_CODES
from i18n import collect

FOLDER = collect.TOP / "i18n"
OVERRIDES = sorted(path for path in FOLDER.glob("*.po") if path.stem not in collect.LANGUAGES)

FIRST_FORM_WITH_COUNT = {"fr": 1, "ar": 3, "en": 1}
"""From which plural form on a translation has to give the count: "one action" and the Arabic dual say it in words."""

in_every_language = pytest.mark.parametrize("language", LANGUAGE_CODES)


def catalogue_of(path: Path) -> Catalog:
    return collect.read(path, path.stem)


def entries(catalogue: Catalog) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Entry]]:
    """Each sentence's English forms, its translated forms, and its entry."""
    for entry in catalogue:
        if entry.id:
            yield collect.forms(entry.id), collect.forms(entry.string), entry


def sentences(catalogue: Catalog) -> set[tuple[str | None, tuple[str, ...]]]:
    """Each sentence's context and English forms."""
    return {(entry.context, english) for english, _, entry in entries(catalogue)}


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def edges(sentence: str) -> tuple[str, str]:
    """The white space a sentence begins and ends with."""
    return sentence[: len(sentence) - len(sentence.lstrip())], sentence[len(sentence.rstrip()) :]


def test_the_languages_collected_are_the_languages_spoken() -> None:
    assert set(collect.LANGUAGES) == set(LANGUAGE_CODES)


@in_every_language
def test_a_catalogue_holds_the_sentences_of_the_code_and_no_others(language: str) -> None:
    path = FOLDER / f"{language}.po"
    before = catalogue_of(path)
    after = collect.updated(catalogue_of(path), collect.collect())
    assert sentences(after) - sentences(before) == set(), "new sentences: run make strings"
    assert sentences(before) - sentences(after) == set(), "no longer said: run make strings"
    as_collected = path.read_text(encoding="utf-8") == collect.as_text(after)
    assert as_collected, "run make strings"  # not compared here: all that differs would be printed


@in_every_language
def test_every_sentence_is_translated_in_all_its_plural_forms(language: str) -> None:
    catalogue = catalogue_of(FOLDER / f"{language}.po")
    assert catalogue.num_plurals == {"fr": 2, "ar": 6, "en": 2}[language]
    missing = [
        (entry.context, english[0])
        for english, translated, entry in entries(catalogue)
        if not collect.is_translated(entry) or len(translated) != (catalogue.num_plurals if entry.pluralizable else 1)
    ]
    assert missing == []


@pytest.mark.parametrize("language", [code for code in LANGUAGE_CODES if code != "en"])
def test_no_sentence_is_left_in_english(language: str) -> None:
    # Single words may be the same: "absent", "Actions". A sentence of three words never is.
    left = [
        said[0]
        for english, said, _ in entries(catalogue_of(FOLDER / f"{language}.po"))
        if said[:1] == english[:1] and len(re.findall(r"[A-Za-z]{2,}", re.sub(r"\{\w+\}", "", english[0]))) >= 3
    ]
    assert left == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.po")), ids=lambda path: path.stem)
def test_a_translation_keeps_the_places_of_its_sentence(path: Path) -> None:
    first_with_count = FIRST_FORM_WITH_COUNT[path.stem.partition("_")[0]]
    wrong: list[tuple[str, str]] = []
    for english, translated, entry in entries(catalogue_of(path)):
        all_places = set[str]().union(*map(places, english))
        for number, form in enumerate(translated):
            optional = {"count"} if entry.pluralizable and number < first_with_count else set[str]()
            if form and not all_places - optional <= places(form) <= all_places:
                wrong.append((english[0], form))
    assert wrong == []


@in_every_language
def test_a_translation_begins_and_ends_with_the_white_space_of_its_sentence(language: str) -> None:
    wrong = [
        (english[0], form)
        for english, translated, _ in entries(catalogue_of(FOLDER / f"{language}.po"))
        for form in translated
        if edges(form) != edges(english[0])
    ]
    assert wrong == []


@pytest.mark.parametrize("path", OVERRIDES, ids=lambda path: path.stem)
def test_a_country_words_anew_only_sentences_that_exist(path: Path) -> None:
    language, _, country = path.stem.partition("_")
    assert len(country) == 2, f"{path.name} is neither a language nor a language in a country"
    assert sentences(catalogue_of(path)) <= sentences(catalogue_of(FOLDER / f"{language}.po"))


def test_sentences_are_found_wherever_they_stand_and_queries_are_none() -> None:
    source = """f"{said('late')} {plural('one', 'many', n)}"; label('menu', 'Save'); text(name); sa.text('select 1')"""
    found = {(said, context) for _, said, context in collect.sentences(source)}
    assert found == {("late", None), (("one", "many"), None), ("Save", "menu")}


def test_collecting_keeps_what_is_translated_and_drops_what_is_no_longer_said() -> None:
    catalogue, template = Catalog("fr"), Catalog()
    catalogue.add("Meeting", "Réunion", context="menu")
    catalogue.add("Gone", "Disparu")
    for context in ("menu", None):
        template.add("Meeting", context=context)
    updated = collect.updated(catalogue, template)
    assert cast(Entry, updated.get("Meeting", "menu")).string == "Réunion"
    assert not collect.is_translated(cast(Entry, updated.get("Meeting")))
    assert "Disparu" not in collect.as_text(updated)

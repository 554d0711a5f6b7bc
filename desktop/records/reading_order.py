"""The SQL of what a list is sorted by where a record stores something else than is read: codes, countries, names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import sqlalchemy as sa

from desktop.codes import Code
from desktop.language import Language, LanguageCode
from desktop.records.search.words import sort_key

_BARE = dict(zip("ÉÈÊÀÂÎÔÇéèêàâîôç", "EEEAAIOCeeeaaioc", strict=True))
"""The letters of French names; SQLite nests functions no deeper than some thirty."""


def by_stage(column: Any, codes: Iterable[Code]) -> sa.ColumnElement[int]:
    """In the order in which the codes follow one another: planned before held, high before low."""
    return sa.case({code.value: place for place, code in enumerate(codes)}, value=column)


def by_word(column: Any, codes: type[Code], code: LanguageCode) -> sa.ColumnElement[int]:
    """In the order of the words that stand for the codes."""
    return sa.case(_places(codes, code), value=column)


def by_country(column: Any, code: LanguageCode) -> sa.ColumnElement[int]:
    """In the order of the countries' names."""
    return sa.case(_countries(code), value=column)


def by_letters(text: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """A text of which no key to sort by is kept, without the accents of French and without regard to capitals."""
    for accented, bare in _BARE.items():
        text = sa.func.replace(text, accented, bare, type_=sa.String)
    return sa.func.lower(text)


@cache
def _places(codes: type[Code], code: LanguageCode) -> dict[str, int]:
    language = Language(code)
    return _ranked({each.value: language.text(each.label) for each in codes}, code)


@cache
def _countries(code: LanguageCode) -> dict[str, int]:
    named = {str(each): str(name) for each, name in Language(code).locale.territories.items()}
    return _ranked({each: name for each, name in named.items() if len(each) == 2 and each.isalpha()}, code)


def _ranked(words: dict[str, str], code: LanguageCode) -> dict[str, int]:
    ordered = sorted(words, key=lambda each: sort_key(words[each], code))
    return {each: place for place, each in enumerate(ordered)}

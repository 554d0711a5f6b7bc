"""Every kind of record has a table that a reader understands and that loses nothing."""

from __future__ import annotations

import itertools

import pytest

from desktop.language import LANGUAGE_CODES, Language, LanguageCode
from desktop.records import journal
from desktop.records.everything.shape import Holds
from desktop.records.everything.shapes import in_order_of_reference, shapes


def test_every_kind_of_record_has_a_table() -> None:
    assert set(shapes()) == set(in_order_of_reference()) == set(journal.kinds())


def test_a_kind_comes_after_those_it_refers_to() -> None:
    order = list(in_order_of_reference())
    for shape in shapes().values():
        for column in shape.columns:
            if column.refers_to not in (None, shape.kind):
                assert order.index(str(column.refers_to)) < order.index(shape.kind)


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("country", [None, "MA", "TN", "JO", "LB", "MD"])
def test_no_two_codes_of_a_column_have_the_same_word(code: LanguageCode, country: str | None) -> None:
    """Or what was written as a word could not be read back."""
    language = Language(code, country)
    columns = itertools.chain.from_iterable(shape.columns for shape in shapes().values())
    for codes in {column.codes for column in columns if column.codes is not None}:
        words = [language.text(each.label).casefold() for each in codes]
        assert len(set(words)) == len(words), codes
        values = {each.value: language.text(each.label).casefold() for each in codes}
        # Nor may a word be what the register calls another of them.
        assert all(values.get(word, word) == word for word in words), codes
    assert language.text("yes").casefold() != language.text("no").casefold()


def test_what_others_refer_to_has_a_key() -> None:
    targets = {column.refers_to for shape in shapes().values() for column in shape.columns} - {None}
    assert {shape.kind for shape in shapes().values() if shape.key} == targets
    assert {column.holds for shape in shapes().values() for column in shape.columns} == set(Holds)


@pytest.mark.parametrize(("code", "where", "rank"), [("fr", "Lieu", "Rang"), ("ar", "المكان", "الترتيب")])
def test_where_a_meeting_is_held_is_not_called_its_rank(code: LanguageCode, where: str, rank: str) -> None:
    """English says "place" of both."""
    language = Language(code, "MA")
    called = {
        (shape.kind, column.name): language.text(column.words)
        for shape in shapes().values()
        for column in shape.columns
    }
    assert called["meeting", f"place_{code}"] == where
    assert called["attendance", "position"] == rank

"""The place of a text in a list: the order a reader of its language expects, beside ICU's collation as the peer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCollator, QLocale, Qt

from desktop.language import LanguageCode
from desktop.records.search.words import sort_key

ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
LATIN = "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùû"


def names(letters: str) -> st.SearchStrategy[str]:
    word = st.text(st.sampled_from(letters), min_size=1, max_size=6)
    return st.lists(word, min_size=1, max_size=3).map(" ".join)


def collator(tag: str) -> QCollator:
    peer = QCollator(QLocale(tag))
    peer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return peer


@pytest.mark.parametrize(
    ("code", "ordered"),
    [
        ("ar", ["آسية", "ابتسام", "إبراهيم", "أحمد", "بثينة", "رئيس", "مؤسسة", "مدرسة", "هيئة", "وزارة العدل", "يحيى"]),
        ("ar", ["وزارة العدل", "CNDH", "Ministère de la Justice"]),
        ("fr", ["Église", "élu", "Embassy", "Zurich", "وزارة العدل"]),
        ("fr", ["2021", "Action"]),
    ],
)
def test_names_stand_in_the_order_of_their_language(code: LanguageCode, ordered: list[str]) -> None:
    disordered = ordered[::-1]
    assert sorted(disordered, key=lambda name: sort_key(name, code)) == ordered


@given(names(ARABIC), names(ARABIC))
def test_arabic_names_stand_as_icu_sorts_them(one: str, other: str) -> None:
    mine, theirs = sort_key(one, "ar"), sort_key(other, "ar")
    if mine != theirs:
        assert (mine < theirs) is (collator("ar_MA").compare(one, other) < 0)


@given(names(LATIN), names(LATIN))
def test_french_names_stand_as_icu_sorts_them(one: str, other: str) -> None:
    mine, theirs = sort_key(one, "fr"), sort_key(other, "fr")
    if mine != theirs:
        assert (mine < theirs) is (collator("fr_FR").compare(one, other) < 0)


@given(names(ARABIC), names(LATIN))
def test_in_arabic_lists_arabic_names_stand_first(arabic: str, latin: str) -> None:
    assert sort_key(arabic, "ar") < sort_key(latin, "ar")
    assert sort_key(latin, "fr") < sort_key(arabic, "fr")

"""The order of mixed lines, against the annex's own examples and against another implementation."""

from __future__ import annotations

import pytest
from bidi import get_display
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.documents.bidi import embedding_levels, is_even, visual_order
from desktop.documents.bidi_rules import by_all_rules, paragraph_level

LETTERS = "abcXYZ" + "אבג" + "ابتثم"
SIGNS = "0123456789٠١٢٣ .,:;-+/%€$()[]{}«»<>\"'!?" + "\u064e\u0651\u0301" + "\u00a0\u202f\u200d"
"""No tab: a line that documents set holds none, and the other implementation leaves one in a line of Latin alone."""
CONTROLS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
REMOVED = set("\u202a\u202b\u202c\u202d\u202e\u200d")

mixed = st.text(st.sampled_from(LETTERS + SIGNS + CONTROLS), max_size=60)


def displayed(text: str, base: int) -> str:
    return "".join(text[position] for position in visual_order(embedding_levels(text, base)))


def without_removed(text: str) -> str:
    """Characters that take no part stand anywhere (UAX #9, X9): two right answers may put them in two places."""
    return "".join(char for char in text if char not in REMOVED)


def settled(text: str) -> str:
    """``text`` up to its last letter or sign.

    Spaces and isolates at the end of a line go with the paragraph (UAX #9, L1); where an embedding is still open, the
    other implementation leaves them in it.
    """
    return text.rstrip(" \u00a0\u202f\u2066\u2067\u2068\u2069" + "".join(REMOVED))


@given(mixed, st.sampled_from("LR"))
def test_mixed_text_is_ordered_as_another_implementation_orders_it(text, base):
    text = settled(text)
    theirs = get_display(text, base_dir=base)
    assert without_removed(displayed(text, int(base == "R"))) == without_removed(str(theirs))


@given(mixed, st.sampled_from([0, 1]))
def test_every_character_is_shown_once(text, base):
    levels = embedding_levels(text, base)
    assert len(levels) == len(text)
    assert sorted(visual_order(levels)) == list(range(len(text)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("قرار REC-2021-014 اليوم", "مويلا REC-2021-014 رارق"),
        ("بتاريخ 24/02/2021 م", "م 24/02/2021 خيراتب"),
        ("نسبة 62 %", "% 62 ةبسن"),
        ("برنامج GLO.ACT (المنفذ)", ")ذفنملا( GLO.ACT جمانرب"),
    ],
)
def test_numbers_and_names_stay_whole_in_an_arabic_line(text, shown):
    assert displayed(text, 1) == shown


def test_spaces_at_the_end_of_a_line_go_with_the_paragraph():
    assert without_removed(displayed("0\u202d ", 1)) == " 0"


def test_an_isolated_name_does_not_pull_its_neighbours_along():
    plain, isolated = "من 09:30 إلى abc 16:45", "من 09:30 إلى \u2068abc\u2069 16:45"
    assert displayed(plain, 1).startswith("abc 16:45")
    assert displayed(isolated, 1).startswith("16:45")


def test_brackets_follow_the_paragraph_when_they_hold_both_directions():
    assert displayed("ا (abc ب) د", 1) == "د )ب abc( ا"


def test_a_paragraph_takes_the_direction_of_its_first_letter_outside_isolates():
    assert paragraph_level("123 abc عربي") == 0
    assert paragraph_level("123 عربي abc") == 1
    assert paragraph_level("\u2067عربي\u2069 abc") == 0
    assert paragraph_level("123", default=1) == 1


def test_embeddings_deeper_than_the_limit_are_ignored():
    assert max(embedding_levels("\u202b\u202a" * 200 + "a", 0)) <= 126


SIGNS_OF_AN_OFFICE = "()[]«»{}" + "-/.,:%+№$ \u00a0\n" + "\u2066\u2067\u2068\u2069\u2068\u2069"
ARABIC_OFFICE = st.text(alphabet="ابت ،؛؟وَّ" + "abçÉ" + "0159٠٥۳" + SIGNS_OF_AN_OFFICE, max_size=24)


@settings(max_examples=1500, deadline=None)
@given(ARABIC_OFFICE)
@example("\u2066 \u2069")
def test_stretch_by_stretch_is_the_same_as_all_at_once(text):
    assert embedding_levels(text, 1) == by_all_rules(text, 1)
    assert embedding_levels(text, 0) == by_all_rules(text, 0)


@settings(max_examples=1500, deadline=None)
@given(ARABIC_OFFICE | st.text(alphabet=st.characters(max_codepoint=0x21FF), max_size=4))
def test_what_is_said_to_run_one_way_does(text):
    for base in (0, 1):
        if is_even(text, base):
            assert {level % 2 for level in by_all_rules(text, base)} <= {base}

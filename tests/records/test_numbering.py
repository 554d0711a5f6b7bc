"""Numbers are given once, in order, and never again."""

from __future__ import annotations

import datetime as dt
import re
import threading

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from desktop.language import Refusal
from desktop.records.base import new_id, withdraw
from desktop.records.follow_up.action import Action, assign_action
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.records.journal import list_changes
from desktop.records.listing import Sort
from desktop.records.numbering import (
    DEFAULT_PATTERNS,
    KINDS,
    NUMBER_LENGTH,
    NumberPattern,
    check_pattern,
    list_patterns,
    serial,
    set_pattern,
    written,
)
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import STEP, french


def number_of(register: Register, action_id: str) -> str:
    with register.reading() as session:
        return session.get_one(Action, action_id).number


def test_numbers_follow_one_another_within_their_kind_and_year(register: Register) -> None:
    with register.changing(STEP) as session:
        actions = [sample.new_action(session).number for _ in range(3)]
        recommendation = sample.new_recommendation(session).number
        meetings = [sample.new_meeting(session, start=dt.date(year, 1, 1)).number for year in (2021, 2020, 2021)]
    assert actions == ["ACT-2021-001", "ACT-2021-002", "ACT-2021-003"]
    assert recommendation == "REC-2021-001"
    assert [number[-8:] for number in meetings] == ["2021-001", "2020-001", "2021-002"]


def test_a_number_is_not_given_again_after_undo_or_withdrawing(register: Register) -> None:
    sample.new_action_id(register)
    register.undo()
    second = sample.new_action_id(register)
    with register.changing(STEP) as session:
        withdraw(session, Action, second)
    assert number_of(register, second) == "ACT-2021-002"
    assert number_of(register, sample.new_action_id(register)) == "ACT-2021-003"


def test_redo_gives_a_record_back_its_own_number(register: Register) -> None:
    action_id = sample.new_action_id(register)
    register.undo()
    register.redo()
    assert number_of(register, action_id) == "ACT-2021-001"
    assert number_of(register, sample.new_action_id(register)) == "ACT-2021-002"


def test_what_is_refused_takes_no_number(register: Register) -> None:
    with pytest.raises(Refusal), register.changing(STEP) as session:
        sample.new_action(session)
        sample.new_action(session, title="")
    assert number_of(register, sample.new_action_id(register)) == "ACT-2021-001"


def test_desks_that_number_at_once_get_numbers_without_gap_or_twin(location: str) -> None:
    numbers: list[str] = []
    troubles: list[BaseException] = []
    start = threading.Barrier(4)

    def take_down() -> None:
        try:
            with Register.open(location) as register:
                start.wait()
                for _ in range(5):
                    with register.changing(STEP) as session:
                        numbers.append(sample.new_action(session).number)
        except BaseException as trouble:
            troubles.append(trouble)

    desks = [threading.Thread(target=take_down) for _ in range(4)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join(60)
    assert troubles == []
    assert sorted(numbers) == [f"ACT-2021-{place:03}" for place in range(1, 21)]


def test_a_list_by_number_counts_and_does_not_spell(register: Register) -> None:
    with register.changing(STEP) as session:
        set_pattern(session, "action", "{number}/{year}")
    with register.changing(STEP) as session:
        for year in (2020, 2021):
            for _ in range(11):
                assign_action(session, {"title": french("Former")}, year)
    with register.reading() as session:
        newest = list_actions(session, list_action_ids(session, ActionFilter(), "fr"))
        oldest = list_actions(session, list_action_ids(session, ActionFilter(), "fr", Sort("number")))
    assert [row.number for row in oldest] == [f"{place}/{year}" for year in (2020, 2021) for place in range(1, 12)]
    assert newest == oldest[::-1]


def test_a_new_pattern_holds_from_now_on_is_told_in_the_history_and_can_be_undone(register: Register) -> None:
    with register.changing(STEP) as session:
        old = sample.new_action(session).number
    with register.changing(STEP) as session:
        set_pattern(session, "action", " ACTION {number}/{year} ")
        new = sample.new_action(session).number
    assert (old, new) == ("ACT-2021-001", "ACTION 2/2021")
    with register.reading() as session:
        pattern = session.scalars(sa.select(NumberPattern).where(NumberPattern.kind == "action")).one()
        assert list_changes(session, NumberPattern, pattern.id)[0].new == "ACTION {number}/{year}"
        assert list_patterns(session) == {**DEFAULT_PATTERNS, "action": "ACTION {number}/{year}"}
    register.undo()
    with register.reading() as session:
        assert list_patterns(session) == DEFAULT_PATTERNS


@pytest.mark.parametrize("pattern", ["ACT-{number}", "ACT-{year}", "", "A" * NUMBER_LENGTH + "{year}{number}"])
def test_a_pattern_that_would_not_number_is_refused_and_the_old_one_stays(register: Register, pattern: str) -> None:
    with pytest.raises(Refusal, match="numbering pattern"), register.changing(STEP) as session:
        set_pattern(session, "action", pattern)
    with register.reading() as session:
        assert list_patterns(session) == DEFAULT_PATTERNS


# --- patterns ---------------------------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=6)
NUMBER_PLACES = st.sampled_from(["{number}", *(f"{{number:0{width}}}" for width in range(1, 10))])


@st.composite
def patterns(draw: st.DrawFn) -> str:
    places = draw(st.permutations(["{year}", draw(NUMBER_PLACES)]))
    return draw(TEXTS) + places[0] + draw(TEXTS) + places[1] + draw(TEXTS)


@given(patterns(), st.integers(1000, 9999), st.integers(1, 10**6))
def test_every_pattern_that_is_accepted_holds_the_year_and_the_number(pattern: str, year: int, number: int) -> None:
    check_pattern(pattern)
    shape = re.escape(pattern).replace(r"\{year\}", "(?P<year>[0-9]+)")
    shape = re.sub(r"\\\{number(:0[1-9])?\\\}", "(?P<number>[0-9]+)", shape)
    assert re.fullmatch(shape, written(pattern, year, number))


@given(
    patterns(),
    st.tuples(st.integers(1000, 9999), st.integers(1, 999)),
    st.tuples(st.integers(1000, 9999), st.integers(1, 999)),
)
def test_no_two_numbers_of_a_separated_pattern_are_alike(
    pattern: str, one: tuple[int, int], two: tuple[int, int]
) -> None:
    separated = pattern.replace("}", "}-")
    assert (written(separated, *one) == written(separated, *two)) == (one == two)


@given(
    st.tuples(st.integers(1, 9999), st.integers(1, 999_999)), st.tuples(st.integers(1, 9999), st.integers(1, 999_999))
)
def test_serials_are_in_the_order_of_year_and_number(one: tuple[int, int], two: tuple[int, int]) -> None:
    assert (serial(*one) < serial(*two)) == (one < two)


@pytest.mark.parametrize(
    "pattern",
    ["", "REC", "{year}", "{number}", "{year}-{number:3}", "{year}-{number:03d}", "{year}-{number}-{kind}",
     "{year.__class__}-{number}", "{0}-{year}-{number}", "{year}-{number", "{{year}}-{number}", "{year}-{number:010}"],
)  # fmt: skip
def test_a_pattern_without_year_or_number_or_with_anything_else_is_refused(pattern: str) -> None:
    with pytest.raises(Refusal):
        check_pattern(pattern)


def test_every_numbered_kind_has_a_pattern_that_is_accepted() -> None:
    assert set(DEFAULT_PATTERNS) == set(KINDS)
    for pattern in DEFAULT_PATTERNS.values():
        check_pattern(pattern)


def test_ids_made_one_after_the_other_sort_in_that_order() -> None:
    ids = []
    for _ in range(200):
        ids.append(new_id())
        sum(range(100))  # more than the quarter of a microsecond that an id tells apart
    assert ids == sorted(ids) and len(set(ids)) == 200
    assert {(len(each), each[12], each[16] in "89ab") for each in ids} == {(32, "7", True)}

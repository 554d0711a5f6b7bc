"""A recommendation to several: each has a state of its own, and the whole follows from them by one rule."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.codes import Implementation, Position
from desktop.language import Refusal
from desktop.records.base import change_values
from desktop.records.follow_up.addressee import RecommendationCountry, set_implementation
from desktop.records.follow_up.implementation import CLOSED, derive_implementation, derive_position
from desktop.records.follow_up.recommendation import (
    Recommendation,
    address,
    address_countries,
    list_recommendations,
    supersede,
    take_recommendation,
)
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import STEP, french

STATES = st.lists(st.sampled_from(Implementation), min_size=1, max_size=6)
ORDER = (Implementation.NOT_STARTED, Implementation.IN_PROGRESS, Implementation.REPORTED, Implementation.VERIFIED)

State = Implementation


def to_countries(session: Session, *countries: str) -> Recommendation:
    values = {"text": french("Coopérer.")}
    return take_recommendation(session, values, 2021, countries=countries)


# --- the rule ---------------------------------------------------------------------------------------------------------


@given(STATES, st.randoms())
def test_the_whole_depends_neither_on_the_order_nor_on_how_many_say_the_same(
    states: list[State], random: Random
) -> None:
    whole = derive_implementation(states)
    shuffled = list(states)
    random.shuffle(shuffled)
    assert derive_implementation(shuffled) is whole
    assert derive_implementation(states + states) is whole


@given(st.sampled_from(Implementation), st.integers(1, 5))
def test_where_all_say_the_same_so_does_the_whole(state: State, count: int) -> None:
    assert derive_implementation([state] * count) is state


@given(STATES)
def test_the_whole_is_verified_only_where_every_addressee_that_counts_is(states: list[State]) -> None:
    counted = [state for state in states if state is not State.SUPERSEDED]
    assert (derive_implementation(states) is State.VERIFIED) == (bool(counted) and set(counted) == {State.VERIFIED})


@given(STATES)
def test_the_whole_is_closed_only_where_nothing_is_expected_of_anybody(states: list[State]) -> None:
    counted = {state for state in states if state is not State.SUPERSEDED} or {State.SUPERSEDED}
    closed = derive_implementation(states) in CLOSED
    assert closed == (counted <= CLOSED)


@given(st.lists(st.sampled_from(ORDER), min_size=1, max_size=6), st.integers(0, 5))
def test_a_step_forward_of_one_addressee_never_takes_the_whole_back(states: list[State], place: int) -> None:
    place %= len(states)
    further = list(states)
    further[place] = ORDER[min(ORDER.index(states[place]) + 1, len(ORDER) - 1)]
    assert ORDER.index(derive_implementation(further)) >= ORDER.index(derive_implementation(states))


@given(st.lists(st.sampled_from(Position), min_size=1, max_size=6))
def test_a_position_is_pending_as_long_as_one_is(positions: list[Position]) -> None:
    if Position.PENDING in positions:
        assert derive_position(positions) is Position.PENDING
    if derive_position(positions) is Position.ACCEPTED:
        assert set(positions) == {Position.ACCEPTED}


# --- kept in step -----------------------------------------------------------------------------------------------------


def test_each_country_has_its_own_state_and_the_whole_follows(register: Register) -> None:
    with register.changing(STEP) as session:
        recommendation = to_countries(session, "MA", "TN", "JO")
        morocco, tunisia, jordan = recommendation.countries
        begun, reported, verified = State.IN_PROGRESS, State.REPORTED, State.VERIFIED
        for country, state, whole in (
            (morocco, begun, begun), (morocco, reported, begun), (tunisia, reported, begun),
            (jordan, reported, reported), (morocco, verified, reported), (tunisia, verified, reported),
            (jordan, verified, verified),
        ):  # fmt: skip
            set_implementation(session, country, state)
            assert recommendation.status is whole
    with register.reading() as session:
        (row,) = list_recommendations(session, [recommendation.id])
    assert row.status is State.VERIFIED
    assert {answer.country: answer.status for answer in row.answers} == dict.fromkeys(
        ("MA", "TN", "JO"), State.VERIFIED
    )


def test_a_forbidden_step_of_one_addressee_is_refused_and_changes_nothing(register: Register) -> None:
    with register.changing(STEP) as session:
        recommendation = to_countries(session, "MA", "TN")
    with pytest.raises(Refusal), register.changing(STEP) as session:
        set_implementation(session, session.get_one(Recommendation, recommendation.id).countries[0], State.VERIFIED)
    with pytest.raises(Refusal, match="reason"), register.changing(STEP) as session:
        set_implementation(session, session.get_one(Recommendation, recommendation.id).countries[0], State.NOT_CLOSED)


def test_what_is_said_of_the_whole_is_said_of_everyone_it_can_be_said_of(register: Register) -> None:
    with register.changing(STEP) as session:
        recommendation = to_countries(session, "MA", "TN")
        set_implementation(session, recommendation.countries[0], State.REPORTED)
        set_implementation(session, recommendation.countries[0], State.VERIFIED)
        change_values(session, Recommendation, recommendation.id, {"status": State.REPORTED})
        assert [each.status for each in recommendation.countries] == [State.VERIFIED, State.REPORTED]
        assert recommendation.status is State.REPORTED
        change_values(
            session, Recommendation, recommendation.id, {"status": State.PARTLY_CLOSED, "status_reason": french("Fin")}
        )
        assert [each.status for each in recommendation.countries] == [State.VERIFIED, State.PARTLY_CLOSED]
        assert recommendation.countries[1].status_reason == french("Fin")
    with pytest.raises(Refusal), register.changing(STEP) as session:
        change_values(session, Recommendation, recommendation.id, {"status": State.NOT_STARTED})


def test_the_first_addressees_take_over_what_was_said_and_later_ones_start_anew(register: Register) -> None:
    with register.changing(STEP) as session:
        recommendation = sample.new_recommendation(session, status=State.VERIFIED)
        one, two = (sample.new_institution(session, name).id for name in ("ONE", "TWO"))
        address(session, recommendation.id, [one])
        assert recommendation.status is State.VERIFIED
        address(session, recommendation.id, [one, two])
        assert recommendation.status is State.IN_PROGRESS
        address(session, recommendation.id, [one])
        assert recommendation.status is State.VERIFIED
        address_countries(session, recommendation.id, ["MA"])
        assert recommendation.status is State.IN_PROGRESS


def test_undo_puts_back_the_addressee_and_the_whole(register: Register) -> None:
    with register.changing(STEP) as session:
        recommendation = to_countries(session, "MA", "TN")
    with register.changing(STEP) as session:
        found = session.get_one(Recommendation, recommendation.id)
        set_implementation(session, found.countries[0], State.IN_PROGRESS)
        assert found.status is State.IN_PROGRESS
    register.undo()
    with register.reading() as session:
        found = session.get_one(Recommendation, recommendation.id)
        assert (found.status, found.countries[0].status) == (State.NOT_STARTED, State.NOT_STARTED)


def test_the_whole_follows_where_a_step_is_undone_out_of_turn(register: Register) -> None:
    with register.changing(STEP) as session:
        recommendation = to_countries(session, "MA", "TN")
        first, second = (each.id for each in recommendation.countries)
        recommendation_id = recommendation.id
    for each in (first, second):
        with register.changing(STEP) as session:
            set_implementation(session, session.get_one(RecommendationCountry, each), State.IN_PROGRESS)
    register.undo(register.steps_done[1])
    with register.reading() as session:
        found = session.get_one(Recommendation, recommendation_id)
        assert sorted(each.status for each in found.answers) == [State.IN_PROGRESS, State.NOT_STARTED]
        assert found.status is State.IN_PROGRESS
    register.redo()
    register.undo(register.steps_done[1])
    with register.reading() as session:
        assert session.get_one(Recommendation, recommendation_id).status is State.IN_PROGRESS


def test_a_superseded_recommendation_gives_way_for_all(register: Register) -> None:
    with register.changing(STEP) as session:
        old, new = to_countries(session, "MA", "TN"), to_countries(session, "MA")
        supersede(session, old.id, new.id)
        assert old.status is State.SUPERSEDED and new.supersedes_id == old.id
        assert {each.status for each in old.countries} == {State.SUPERSEDED}


def test_a_recommendation_from_outside_keeps_its_number_and_bears_it_once(register: Register) -> None:
    from desktop.codes import SourceKind
    from desktop.records.framework.source import Source, list_sources

    with register.changing(STEP) as session:
        source = Source(code="GRETA", title=french("Rapport"), kind=SourceKind.REPORT)
        session.add(source)
        session.flush()
        given = {"text": french("Former."), "source_id": source.id, "source_number": "12", "cycle": "3",
                 "paragraph": "88"}  # fmt: skip
        recommendation = take_recommendation(session, given, 2021)
    with pytest.raises(Refusal), register.changing(STEP) as session:
        take_recommendation(session, given, 2022)
    with pytest.raises(Refusal), register.changing(STEP) as session:
        take_recommendation(session, {"text": french("Former."), "paragraph": "88"}, 2021)
    with pytest.raises(Refusal), register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        take_recommendation(session, given | {"source_number": "13", "meeting_id": meeting.id}, 2021)
    with register.reading() as session:
        (row,) = list_recommendations(session, [recommendation.id])
        assert [each.recommendations for each in list_sources(session)] == [1]
    assert (row.source, row.source_number, row.paragraph, row.cycle, row.meeting) == ("GRETA", "12", "88", "3", None)

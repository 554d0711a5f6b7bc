"""The votes of a decision agree with how it was taken, and with the attendance list."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from desktop.codes import DecisionMethod
from desktop.language import Refusal
from desktop.records.base import change_values
from desktop.records.follow_up.recommendation import take_recommendation
from desktop.records.meetings.decision import Decision, take_decision
from desktop.records.register import Register
from tests.records.sample import (
    DAY,
    STEP,
    french,
    new_attendance,
    new_decision,
    new_institution,
    new_item,
    new_meeting,
)


def take(register: Register, voters: int, **values: Any) -> None:
    with register.changing(STEP) as session:
        meeting = new_meeting(session)
        for place in range(voters):
            new_attendance(session, meeting, new_institution(session, f"M{place}"))
        take_decision(session, new_item(session, meeting).id, {"text": french("Adopté."), **values})


@pytest.mark.parametrize(
    "values",
    [
        {"method": DecisionMethod.UNANIMITY, "votes_for": 8, "votes_against": 2},
        {"method": DecisionMethod.UNANIMITY, "votes_for": 8, "abstentions": 1},
        {"method": DecisionMethod.CONSENSUS, "votes_for": 8, "votes_against": 2},
        {"method": DecisionMethod.MAJORITY, "votes_for": 2, "votes_against": 2},
    ],
)
def test_votes_that_contradict_how_it_was_decided_are_refused(register: Register, values: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        take(register, 0, **values)


def test_there_are_no_more_votes_than_members_who_vote(register: Register) -> None:
    with pytest.raises(Refusal, match="more votes"):
        take(register, 3, method=DecisionMethod.MAJORITY, votes_for=2, votes_against=1, abstentions=1)
    take(register, 3, method=DecisionMethod.MAJORITY, votes_for=2, votes_against=1)


def test_without_voting_members_on_the_list_any_count_is_taken(register: Register) -> None:
    take(register, 0, method=DecisionMethod.MAJORITY, votes_for=20, votes_against=1)
    with register.reading() as session:
        decision = session.scalars(sa.select(Decision)).one()
        assert (decision.votes_for, decision.votes_against) == (20, 1)


def test_a_count_is_held_against_the_list_when_it_is_changed_too(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = new_meeting(session)
        new_attendance(session, meeting, new_institution(session))
        decision_id = new_decision(session, new_item(session, meeting)).id
    with pytest.raises(Refusal, match="more votes"), register.changing(STEP) as session:
        change_values(session, Decision, decision_id, {"votes_for": 2})


def test_a_recommendation_needs_its_wording_and_no_title(register: Register) -> None:
    with register.changing(STEP) as session:
        take_recommendation(session, {"text": french("Former les magistrats.")}, DAY.year)
    with pytest.raises(Refusal), register.changing(STEP) as session:
        take_recommendation(session, {"title": french("Former")}, DAY.year)

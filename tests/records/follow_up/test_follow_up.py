"""Actions and what is reported of them: deadlines, progress, verification."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from desktop.codes import ActionStatus
from desktop.language import Refusal, Wording
from desktop.records.base import change_values
from desktop.records.follow_up.action import Action, revise_deadline, support
from desktop.records.follow_up.action_list import list_actions
from desktop.records.follow_up.progress import list_progress, report_progress, verify_action
from desktop.records.follow_up.tracker import find_tracker
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import DAY, STEP, french

LATER = DAY + dt.timedelta(days=30)


def report(register: Register, action_id: str, status: ActionStatus, on: dt.date = DAY, **values: Any) -> None:
    with register.changing(STEP) as session:
        report_progress(session, action_id, {"status": status, "reported_on": on, **values})


def state(register: Register, action_id: str) -> tuple[ActionStatus, int]:
    with register.reading() as session:
        (row,) = list_actions(session, [action_id])
    return row.status, row.progress


def test_an_action_takes_over_what_is_reported_of_it(register: Register) -> None:
    action_id = sample.new_action_id(register)
    report(register, action_id, ActionStatus.IN_PROGRESS, progress=40)
    assert state(register, action_id) == (ActionStatus.IN_PROGRESS, 40)
    report(register, action_id, ActionStatus.BLOCKED, LATER)
    assert state(register, action_id) == (ActionStatus.BLOCKED, 40), "no percentage reported: the last one stays"


def test_what_is_reported_done_is_at_a_hundred_per_cent(register: Register) -> None:
    action_id = sample.new_action_id(register)
    report(register, action_id, ActionStatus.REPORTED, progress=80)
    assert state(register, action_id) == (ActionStatus.REPORTED, 100)


def test_an_older_report_is_history_only(register: Register) -> None:
    action_id = sample.new_action_id(register)
    report(register, action_id, ActionStatus.IN_PROGRESS, LATER, progress=60)
    report(register, action_id, ActionStatus.BLOCKED, DAY, progress=10)
    assert state(register, action_id) == (ActionStatus.IN_PROGRESS, 60)
    with register.reading() as session:
        assert [row.reported_on for row in list_progress(session, action_id)] == [LATER, DAY]


def test_an_institution_cannot_report_its_own_action_verified(register: Register) -> None:
    action_id = sample.new_action_id(register, status=ActionStatus.REPORTED)
    with pytest.raises(Refusal, match="only the secretariat"):
        report(register, action_id, ActionStatus.VERIFIED, progress=100)
    assert state(register, action_id)[0] is ActionStatus.REPORTED


@pytest.mark.parametrize("progress", [-1, 101])
def test_progress_is_a_percentage(register: Register, progress: int) -> None:
    action_id = sample.new_action_id(register)
    with pytest.raises(Refusal):
        report(register, action_id, ActionStatus.IN_PROGRESS, progress=progress)
    with pytest.raises(Refusal), register.changing(STEP) as session:
        change_values(session, Action, action_id, {"progress": progress})
    with register.reading() as session:
        assert list_progress(session, action_id) == []


def test_a_report_needs_a_date(register: Register) -> None:
    action_id = sample.new_action_id(register)
    with pytest.raises(Refusal, match="date"), register.changing(STEP) as session:
        report_progress(session, action_id, {"status": ActionStatus.PLANNED, "reported_on": None})


@pytest.mark.parametrize("status", [each for each in ActionStatus if each is not ActionStatus.REPORTED])
def test_only_an_action_reported_done_can_be_verified(register_file: Any, status: ActionStatus) -> None:
    with Register.open(register_file) as register:
        action_id = sample.new_action_id(register, status=status)
        with pytest.raises(Refusal), register.changing(STEP) as session:
            verify_action(session, action_id, DAY)
        assert state(register, action_id)[0] is status


def test_verifying_validates_the_last_report_and_undo_takes_both_back(register: Register) -> None:
    action_id = sample.new_action_id(register)
    report(register, action_id, ActionStatus.IN_PROGRESS, progress=50)
    report(register, action_id, ActionStatus.REPORTED, LATER)
    with register.changing(STEP) as session:
        verify_action(session, action_id, LATER)
    assert state(register, action_id) == (ActionStatus.VERIFIED, 100)
    with register.reading() as session:
        assert [row.validated_on for row in list_progress(session, action_id)] == [LATER, None]
    register.undo()
    assert state(register, action_id) == (ActionStatus.REPORTED, 100)
    with register.reading() as session:
        assert [row.validated_on for row in list_progress(session, action_id)] == [None, None]


# --- deadlines and leads ----------------------------------------------------------------------------------------------


def test_a_revised_deadline_counts_and_the_first_one_stays_on_record(register: Register) -> None:
    action_id = sample.new_action_id(register, due=DAY)
    with register.changing(STEP) as session:
        revise_deadline(session, action_id, LATER, french("Budget tardif"))
    with register.reading() as session:
        found = session.get_one(Action, action_id)
        assert (found.due, found.revised_due, found.revision_reason) == (DAY, LATER, french("Budget tardif"))
        assert list_actions(session, [action_id])[0].due == LATER


def test_a_deadline_is_not_revised_without_a_reason_or_a_first_deadline(register: Register) -> None:
    with_deadline, without = sample.new_action_id(register, due=DAY), sample.new_action_id(register)
    for action_id, reason in ((with_deadline, french("")), (without, french("Budget tardif"))):
        with pytest.raises(Refusal), register.changing(STEP) as session:
            revise_deadline(session, action_id, LATER, reason)


def test_no_deadline_lies_before_the_start(register: Register) -> None:
    with pytest.raises(Refusal, match="before the start"):
        sample.new_action_id(register, start=LATER, due=DAY)
    action_id = sample.new_action_id(register, start=DAY, due=LATER)
    with pytest.raises(Refusal, match="before the start"), register.changing(STEP) as session:
        revise_deadline(session, action_id, DAY - dt.timedelta(1), french("Erreur"))


def test_a_cost_is_not_below_zero(register: Register) -> None:
    with pytest.raises(Refusal, match="below zero"):
        sample.new_action_id(register, cost=-1)


def test_the_lead_does_not_support_itself_whichever_is_set_last(register: Register) -> None:
    with register.changing(STEP) as session:
        one, two = (sample.new_institution(session, acronym).id for acronym in "AB")
        action_id = sample.new_action(session, lead_id=one).id
        support(session, action_id, [two])
    with pytest.raises(Refusal), register.changing(STEP) as session:
        support(session, action_id, [two, one])
    with pytest.raises(Refusal), register.changing(STEP) as session:
        change_values(session, Action, action_id, {"lead_id": two})
    with register.changing(STEP) as session:
        change_values(session, Action, action_id, {"lead_id": None})


# --- the tracker ------------------------------------------------------------------------------------------------------


def test_a_tracker_holds_what_an_institution_leads_or_supports_with_its_last_report(register: Register) -> None:
    with register.changing(STEP) as session:
        one, two = (sample.new_institution(session, acronym).id for acronym in ("A", "B"))
        recommendation = sample.new_recommendation(session)
        led = sample.new_action(session, "mené", [recommendation.id], lead_id=one, due=DAY)
        revise_deadline(session, led.id, LATER, french("Budget"))
        supported = sample.new_action(session, "appuyé", lead_id=two)
        support(session, supported.id, [one])
        sample.new_action(session, "autre", lead_id=two)
    report(register, led.id, ActionStatus.IN_PROGRESS, LATER, progress=60, narrative=french("Deux sessions"))
    report(register, led.id, ActionStatus.IN_PROGRESS, DAY, progress=20, narrative=french("Une session"))

    with register.reading() as session:
        tracker = find_tracker(session, "a", today=DAY)
        everything = find_tracker(session)

    assert tracker.institution is not None and tracker.institution.acronym == "A"
    assert [row.title.fr for row in tracker.rows] == ["mené", "appuyé"]
    first, second = tracker.rows
    assert (first.due, first.progress, first.narrative, first.reported_on) == (
        LATER,
        60,
        french("Deux sessions"),
        LATER,
    )
    assert (first.recommendation_numbers, first.recommendation) == (("REC-2021-001",), french("Former les magistrats."))
    assert (second.lead, second.supporting, second.reported_on, second.narrative) == ("B", ("A",), None, Wording())
    assert everything.institution is None and len(everything.rows) == 3


def test_a_tracker_of_nobody_is_refused(register: Register) -> None:
    with pytest.raises(Refusal, match="acronym"), register.reading() as session:
        find_tracker(session, "nobody")

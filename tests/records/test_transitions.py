"""Who may take a step, and what has to be said for it."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.codes import ActionStatus, Channel, Implementation, MeetingStatus, Party
from desktop.language import Refusal, Wording
from desktop.records import journal
from desktop.records.base import change_values
from desktop.records.follow_up.action import ACTION_LIFECYCLE, Action, revise_deadline
from desktop.records.follow_up.recommendation import Recommendation
from desktop.records.lifecycle import take_step
from desktop.records.meetings.meeting import Meeting
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import DAY, STEP, french

REASONED = [
    (Action, {"status": ActionStatus.IN_PROGRESS}, ActionStatus.CANCELLED),
    (Action, {"status": ActionStatus.VERIFIED}, ActionStatus.IN_PROGRESS),
    (Recommendation, {"status": Implementation.IN_PROGRESS}, Implementation.NOT_CLOSED),
    (Recommendation, {"status": Implementation.IN_PROGRESS}, Implementation.PARTLY_CLOSED),
    (Recommendation, {"status": Implementation.VERIFIED}, Implementation.IN_PROGRESS),
    (Meeting, {"status": MeetingStatus.CONVENED}, MeetingStatus.POSTPONED),
    (Meeting, {"status": MeetingStatus.PLANNED}, MeetingStatus.CANCELLED),
]


@pytest.mark.parametrize(("kind", "values", "state"), REASONED)
def test_a_step_backwards_or_to_an_early_end_needs_a_reason_which_is_kept_and_journalled(
    register: Register, kind: type[Action | Recommendation | Meeting], values: dict[str, object], state: object
) -> None:
    make = {Action: sample.new_action, Recommendation: sample.new_recommendation, Meeting: sample.new_meeting}[kind]
    with register.changing(STEP) as session:
        record_id = make(session, **values).id
    for reason in ({}, {"status_reason": Wording()}):
        with pytest.raises(Refusal, match="reason"), register.changing(STEP) as session:
            change_values(session, kind, record_id, {"status": state, **reason})
    with register.changing(STEP) as session:
        change_values(session, kind, record_id, {"status": state, "status_reason": french("Budget")})
    with register.reading() as session:
        record = session.get_one(kind, record_id)
        assert (record.status, record.status_reason) == (state, french("Budget"))
        lines = journal.list_changes(session, kind, record_id)
    assert ("status_reason_fr", "Budget") in [(line.field, line.new) for line in lines]


def test_a_reason_left_over_from_an_earlier_step_does_not_do_for_the_next(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        take_step(session, meeting, MeetingStatus.POSTPONED, french("Grève"))
    with pytest.raises(Refusal), register.changing(STEP) as session:
        take_step(session, session.get_one(Meeting, meeting.id), MeetingStatus.CANCELLED)
    with register.changing(STEP) as session:
        found = session.get_one(Meeting, meeting.id)
        take_step(session, found, MeetingStatus.PLANNED)
        assert not found.status_reason, "what explained the old state does not explain the new one"


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [(ActionStatus.IN_PROGRESS, ActionStatus.REPORTED, False), (ActionStatus.REPORTED, ActionStatus.VERIFIED, True),
     (ActionStatus.PLANNED, ActionStatus.CANCELLED, True), (ActionStatus.REPORTED, ActionStatus.IN_PROGRESS, False)],
)  # fmt: skip
def test_an_institutions_tracker_reports_but_neither_verifies_nor_cancels(
    register: Register, old: ActionStatus, new: ActionStatus, refused: bool
) -> None:
    values = {"status": new, "status_reason": french("Fait")}
    with register.changing(STEP) as session:
        action_id = sample.new_action(session, status=old).id
    if refused:
        with pytest.raises(Refusal, match="secretariat"), register.changing(STEP, Channel.TRACKER) as session:
            change_values(session, Action, action_id, values)
    else:
        with register.changing(STEP, Channel.TRACKER) as session:
            change_values(session, Action, action_id, values)
    assert (new in ACTION_LIFECYCLE.next_states(old, Party.INSTITUTION)) is not refused
    assert new in ACTION_LIFECYCLE.next_states(old)


def test_each_revision_of_a_deadline_needs_a_reason_of_its_own(register: Register) -> None:
    with register.changing(STEP) as session:
        action_id = sample.new_action(session, due=DAY).id
        revise_deadline(session, action_id, DAY + dt.timedelta(30), french("Budget"))
    for reason in (french("Budget"), Wording()):
        with pytest.raises(Refusal), register.changing(STEP) as session:
            revise_deadline(session, action_id, DAY + dt.timedelta(60), reason)
    with register.changing(STEP) as session:
        revise_deadline(session, action_id, DAY + dt.timedelta(60), french("Marché infructueux"))


def test_undo_of_a_reasoned_step_asks_for_no_reason(register: Register) -> None:
    with register.changing(STEP) as session:
        action = sample.new_action(session)
    with register.changing(STEP) as session:
        take_step(session, session.get_one(Action, action.id), ActionStatus.CANCELLED, french("Doublon"))
    register.undo()
    with register.reading() as session:
        found = session.get_one(Action, action.id)
        assert found.status is ActionStatus.PLANNED and not found.status_reason
    register.redo()
    with register.reading() as session:
        assert session.get_one(Action, action.id).status_reason == french("Doublon")

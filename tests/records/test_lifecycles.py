"""What may follow what: of an action, a recommendation, a meeting and its minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.codes import ActionStatus, Code, Implementation, MeetingStatus, MinutesStatus
from desktop.language import LANGUAGE_CODES, Language, Refusal
from desktop.records.base import Record, change_values
from desktop.records.follow_up.action import ACTION_LIFECYCLE, Action
from desktop.records.follow_up.recommendation import RECOMMENDATION_LIFECYCLE, Recommendation
from desktop.records.lifecycle import Lifecycle
from desktop.records.meetings.meeting import MEETING_LIFECYCLE, MINUTES_LIFECYCLE, Meeting
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import STEP, french

Make = Callable[[Session, Any], Record]

LIFECYCLES: dict[str, tuple[type[Record], str, Lifecycle, type[Code], Make]] = {
    "action": (Action, "status", ACTION_LIFECYCLE, ActionStatus,
               lambda session, state: sample.new_action(session, status=state)),
    "recommendation": (Recommendation, "status", RECOMMENDATION_LIFECYCLE, Implementation,
                       lambda session, state: sample.new_recommendation(session, status=state)),
    "meeting": (Meeting, "status", MEETING_LIFECYCLE, MeetingStatus,
                lambda session, state: sample.new_meeting(session, status=state)),
    "minutes": (Meeting, "minutes_status", MINUTES_LIFECYCLE, MinutesStatus,
                lambda session, state: sample.new_meeting(session, minutes_status=state)),
}  # fmt: skip


def reason_for(lifecycle: Lifecycle, old: Code, new: Code) -> dict[str, Any]:
    return {"status_reason": french("Budget")} if lifecycle.needs_reason(old, new) else {}


@pytest.mark.parametrize("name", LIFECYCLES)
def test_each_state_can_be_followed_by_its_next_ones_and_by_no_other(register_file: Any, name: str) -> None:
    kind, attribute, lifecycle, states, make = LIFECYCLES[name]
    with Register.open(register_file) as register:
        for old in states:
            for new in states:
                with register.changing(STEP) as session:
                    record_id = make(session, old).id
                allowed = new == old or new in lifecycle.next_states(old)
                try:
                    with register.changing(STEP) as session:
                        change_values(session, kind, record_id, {attribute: new, **reason_for(lifecycle, old, new)})
                except Refusal as refusal:
                    assert not allowed, f"{old} → {new}"
                    said = {Language(code).text(refusal.message) for code in LANGUAGE_CODES}
                    assert all(said)
                else:
                    assert allowed, f"{old} → {new}"
                with register.reading() as session:
                    state = getattr(session.get_one(kind, record_id), attribute)
                assert state is (new if allowed else old)


@pytest.mark.parametrize("name", LIFECYCLES)
def test_every_state_can_be_reached(name: str) -> None:
    _, _, lifecycle, states, _ = LIFECYCLES[name]
    first = next(iter(states))
    reached, waiting = {first}, [first]
    while waiting:
        new = set(lifecycle.next_states(waiting.pop())) - reached
        reached |= new
        waiting += new
    assert reached == set(states)


def test_only_what_was_reported_done_can_be_verified() -> None:
    for lifecycle, reported, verified in (
        (ACTION_LIFECYCLE, ActionStatus.REPORTED, ActionStatus.VERIFIED),
        (RECOMMENDATION_LIFECYCLE, Implementation.REPORTED, Implementation.VERIFIED),
    ):
        assert [state for state in lifecycle.after if verified in lifecycle.next_states(state)] == [reported]


def test_nothing_follows_adopted_minutes() -> None:
    assert MINUTES_LIFECYCLE.next_states(MinutesStatus.ADOPTED) == []

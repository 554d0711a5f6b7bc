"""What is gathered for the minutes beside agenda and attendance: the course of the quorum, other meetings, annexes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.codes import Audience, Capacity, Level
from desktop.records.attachment import attach_file
from desktop.records.meetings.convocation import convene_again
from desktop.records.meetings.headcount import count_heads
from desktop.records.meetings.meeting import Meeting
from desktop.records.meetings.minutes import find_minutes
from desktop.records.meetings.minutes_version import adopt_minutes, circulate_minutes
from desktop.records.register import Register
from desktop.records.subject import Subject
from tests.records import sample
from tests.records.sample import DAY, STEP, french


def body_meeting(session: Session, present: int, of: int = 5) -> Meeting:
    """A meeting that takes more than half of its five voting members."""
    body = sample.new_body(session, second_call_days=7)
    meeting = sample.new_meeting(session, body_id=body.id, opened_at=dt.time(9), closed_at=dt.time(12))
    for number in range(of):
        line = sample.new_attendance(session, meeting, sample.new_institution(session, f"M{number}"))
        if number >= present:
            line.presence = line.presence.ABSENT
    session.flush()
    return meeting


def test_the_moments_are_told_at_which_the_quorum_was_lost_and_reached_again(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = body_meeting(session, 4)
        lines = meeting.attendance
        lines[0].left_at, lines[1].left_at, lines[2].arrived_at = dt.time(10), dt.time(10, 30), dt.time(9, 30)
    with register.reading() as session:
        minutes = find_minutes(session, meeting.id, "fr")
    turns = [(turn.at, turn.present, turn.reached) for turn in minutes.quorum_turns]
    assert turns == [(dt.time(10, 30), 2, False)]


def test_the_two_calls_of_a_meeting_name_each_other(register: Register) -> None:
    with register.changing(STEP) as session:
        first = body_meeting(session, 2)
        second = convene_again(session, first.id, DAY + dt.timedelta(days=8))
    with register.reading() as session:
        before, after = (find_minutes(session, each, "fr") for each in (first.id, second.id))
    assert before.called_again is not None and before.called_again.number == second.number and not before.first_call
    assert after.first_call is not None and after.first_call.number == first.number and not after.called_again


def test_a_second_call_that_may_not_be_seen_is_not_named(register: Register) -> None:
    with register.changing(STEP) as session:
        first = body_meeting(session, 2)
        first.level = Level.PUBLIC
        convene_again(session, first.id, DAY + dt.timedelta(days=8), {"level": Level.RESTRICTED})
    with register.reading() as session:
        assert find_minutes(session, first.id, "fr", Audience.PUBLIC).called_again is None


def test_adopted_minutes_know_when_and_where(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        later = sample.new_meeting(session, start=DAY + dt.timedelta(days=30))
        circulate_minutes(session, meeting.id)
        adopt_minutes(session, meeting.id, later.id)
    with register.reading() as session:
        minutes = find_minutes(session, meeting.id, "fr")
    assert minutes.adopted_on == later.start
    assert minutes.adopted_at is not None and minutes.adopted_at.number == later.number


@pytest.mark.parametrize(("audience", "seen"), [(Audience.RESTRICTED, 3), (Audience.INTERNAL, 2)])
def test_annexes_are_those_of_the_meeting_its_items_and_decisions_that_may_be_seen(
    register: Register, tmp_path: Path, audience: Audience, seen: int
) -> None:
    file = tmp_path / "note.pdf"
    file.write_bytes(b"%PDF-1.7")
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        sample.new_item(session, meeting)
        item = sample.new_item(session, meeting)
        attach_file(session, Subject("decision", sample.new_decision(session, item).id), file)
        attach_file(session, Subject("agenda_item", item.id), file, {"level": Level.RESTRICTED})
        attach_file(session, Subject("meeting", meeting.id), file, {"title": french("Note")})
        attach_file(session, Subject("institution", sample.new_institution(session).id), file)
    with register.reading() as session:
        annexes = find_minutes(session, meeting.id, "fr", audience).annexes
    assert (annexes[0].title, annexes[0].position) == (french("Note"), None)
    assert len(annexes) == seen and all(each.position == 2 for each in annexes[1:])


def test_those_who_are_counted_are_told_and_small_counts_are_not_shown_to_partners(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session, level=Level.PARTNERS)
        institution = sample.new_institution(session, level=Level.PUBLIC)
        count_heads(session, meeting.id, institution.id, Capacity.TRAINEE, women=12, men=3)
    with register.reading() as session:
        found = [
            find_minutes(session, meeting.id, "fr", each).headcounts for each in (Audience.INTERNAL, Audience.PARTNERS)
        ]
    assert [[(row.women, row.men) for row in rows] for rows in found] == [[(12, 3)], [(12, None)]]

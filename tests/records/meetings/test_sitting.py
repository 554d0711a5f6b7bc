"""A meeting while it sits: opened, suspended, resumed, closed; who comes and goes, and the quorum meanwhile."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.codes import Capacity, MeetingStatus, MinutesStatus, Presence
from desktop.language import Refusal
from desktop.records.meetings import sitting
from desktop.records.meetings.attendance import (
    find_quorum,
    list_attendance,
    mark_departure,
    mark_presence,
    name_representative,
)
from desktop.records.meetings.convocation import advise_on_day, call_again
from desktop.records.meetings.meeting import Meeting
from desktop.records.meetings.minutes import find_minutes
from desktop.records.meetings.minutes_text import read_text, write_text
from desktop.records.meetings.quorum import quorum_over_time
from desktop.records.people.body import list_bodies
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import DAY, STEP


def at(hour: int, minute: int = 0) -> dt.time:
    return dt.time(hour, minute)


@pytest.fixture
def meeting_id(register: Register) -> str:
    """A plenary session of four voting members and three items."""
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session, body_id=list_bodies(session)[0].id, status=MeetingStatus.CONVENED)
        for acronym in ("A", "B", "C", "D"):
            line = sample.new_attendance(session, meeting, sample.new_institution(session, acronym))
            line.presence, line.capacity = Presence.EXPECTED, Capacity.MEMBER
        for title in ("Ouverture", "Guide", "Divers"):
            sample.new_item(session, meeting, title)
        return meeting.id


def lines(register: Register, meeting_id: str) -> list[str]:
    with register.reading() as session:
        return [row.id for row in list_attendance(session, meeting_id, "fr")]


def test_opening_makes_a_meeting_held_and_closing_closes_it(register: Register, meeting_id: str) -> None:
    with register.changing(STEP) as session:
        sitting.open_sitting(session, meeting_id, at(10))
        sitting.open_sitting(session, meeting_id, at(11))
    with register.reading() as session:
        minutes = find_minutes(session, meeting_id, "fr")
        assert (minutes.meeting.status, minutes.opened_at) == (MeetingStatus.HELD, at(10))
    with register.changing(STEP) as session:
        sitting.close_sitting(session, meeting_id, at(12, 30))
    with register.reading() as session:
        minutes = find_minutes(session, meeting_id, "fr")
        assert (minutes.meeting.status, minutes.closed_at) == (MeetingStatus.CLOSED, at(12, 30))


def test_the_time_it_was_planned_for_gives_way_to_the_time_it_was_opened(register: Register, meeting_id: str) -> None:
    with register.changing(STEP) as session:
        meeting = session.get(Meeting, meeting_id)
        assert meeting is not None
        meeting.opened_at, meeting.closed_at = at(9, 30), at(12)
    with pytest.raises(Refusal), register.changing(STEP) as session:
        sitting.suspend(session, meeting_id, at(9, 45))
    with register.changing(STEP) as session:
        sitting.open_sitting(session, meeting_id, at(10, 5))
    with register.reading() as session:
        minutes = find_minutes(session, meeting_id, "fr")
    assert (minutes.opened_at, minutes.closed_at) == (at(10, 5), None)


def test_a_planned_meeting_is_convened_and_held_in_one_step(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting_id = sample.new_meeting(session).id
    with register.changing(STEP) as session:
        sitting.open_sitting(session, meeting_id, at(9))
    register.undo()
    with register.reading() as session:
        meeting = session.get(Meeting, meeting_id)
        assert meeting is not None and (meeting.status, meeting.opened_at) == (MeetingStatus.PLANNED, None)


def test_what_does_not_sit_is_neither_suspended_nor_closed(register: Register, meeting_id: str) -> None:
    for refused in (sitting.suspend, sitting.resume, sitting.close_sitting):
        with pytest.raises(Refusal), register.changing(STEP) as session:
            refused(session, meeting_id, at(10))
    with register.changing(STEP) as session:
        sitting.open_sitting(session, meeting_id, at(10))
        sitting.suspend(session, meeting_id, at(11))
    with pytest.raises(Refusal), register.changing(STEP) as session:
        sitting.suspend(session, meeting_id, at(11, 5))


def test_suspensions_are_in_the_minutes_and_in_their_versions(register: Register, meeting_id: str) -> None:
    with register.changing(STEP) as session:
        sitting.open_sitting(session, meeting_id, at(10))
        sitting.suspend(session, meeting_id, at(11))
        sitting.resume(session, meeting_id, at(11, 15))
        sitting.suspend(session, meeting_id, at(12))
        sitting.close_sitting(session, meeting_id, at(12, 10))
    with register.reading() as session:
        minutes = find_minutes(session, meeting_id, "fr")
    assert [(each.since, each.until) for each in minutes.suspensions] == [(at(11), at(11, 15)), (at(12), at(12, 10))]
    assert read_text(write_text(minutes)) == minutes


def test_adopted_minutes_freeze_suspensions(register: Register, meeting_id: str) -> None:
    with register.changing(STEP) as session:
        sitting.open_sitting(session, meeting_id, at(10))
        meeting = session.get(Meeting, meeting_id)
        assert meeting is not None
        for status in (MinutesStatus.CIRCULATED, MinutesStatus.ADOPTED):
            meeting.minutes_status = status
            session.flush()
    with pytest.raises(Refusal), register.changing(STEP) as session:
        sitting.suspend(session, meeting_id, at(11))


def test_minutes_spent_on_an_item_end_with_the_next_and_leave_out_what_was_suspended(
    register: Register, meeting_id: str
) -> None:
    with register.reading() as session:
        first, second, third = (item.id for item in find_minutes(session, meeting_id, "fr").agenda)
    with register.changing(STEP) as session:
        sitting.open_sitting(session, meeting_id, at(10))
        sitting.take_up(session, first, at(10, 5))
        sitting.take_up(session, second, at(10, 20))
        sitting.take_up(session, first, at(10, 30))  # gone back to: it keeps its time
        sitting.suspend(session, meeting_id, at(10, 30))
        sitting.resume(session, meeting_id, at(10, 45))
    with register.reading() as session:
        minutes = find_minutes(session, meeting_id, "fr")
    taken = sitting.count_minutes(minutes.agenda, minutes.suspensions, at(11))
    assert taken == {first: 15, second: 25}
    assert third not in taken


def test_who_comes_late_has_a_time_and_who_was_there_from_the_start_has_none(
    register: Register, meeting_id: str
) -> None:
    early, late, represented, _ = lines(register, meeting_id)
    with register.changing(STEP) as session:
        mark_presence(session, early, Presence.PRESENT)
        mark_presence(session, late, Presence.PRESENT, at(10, 20))
        name_representative(session, represented, "Mme Alami", at(10, 30))
    with register.reading() as session:
        rows = {row.id: row for row in list_attendance(session, meeting_id, "fr")}
    assert [rows[each].arrived_at for each in (early, late, represented)] == [None, at(10, 20), at(10, 30)]
    with register.changing(STEP) as session:
        mark_departure(session, late, at(11))
        mark_presence(session, early, Presence.PRESENT, at(11))
    with register.reading() as session:
        rows = {row.id: row for row in list_attendance(session, meeting_id, "fr")}
    assert (rows[late].left_at, rows[early].arrived_at) == (at(11), None)
    with register.changing(STEP) as session:
        mark_presence(session, late, Presence.PRESENT, at(11, 30))  # back again
        mark_presence(session, represented, Presence.ABSENT, at(11, 30))  # a slip of the key
    with register.reading() as session:
        rows = {row.id: row for row in list_attendance(session, meeting_id, "fr")}
    assert (rows[late].arrived_at, rows[late].left_at) == (at(10, 20), None)
    assert (rows[represented].arrived_at, rows[represented].represented_by) == (None, None)


def test_who_never_came_cannot_leave(register: Register, meeting_id: str) -> None:
    line = lines(register, meeting_id)[0]
    with pytest.raises(Refusal), register.changing(STEP) as session:
        mark_departure(session, line, at(11))


def test_the_quorum_is_told_over_time(register: Register, meeting_id: str) -> None:
    a, b, c, _ = lines(register, meeting_id)
    with register.changing(STEP) as session:
        mark_presence(session, a, Presence.PRESENT)
        mark_presence(session, b, Presence.PRESENT, at(10, 10))
        mark_presence(session, c, Presence.PRESENT, at(10, 40))
        mark_departure(session, b, at(10, 40))
        mark_departure(session, c, at(11, 30))
    with register.reading() as session:
        rule = find_quorum(session, meeting_id)
        rows = list_attendance(session, meeting_id, "fr")
    assert rule is not None
    told = quorum_over_time(rows, rule, at(10), at(12))
    # One comes as another goes at 10:40: nothing changes for the quorum.
    assert [(moment, quorum.present, quorum.reached) for moment, quorum in told] == [
        (at(10), 1, False), (at(10, 10), 2, True), (at(11, 30), 1, False),
    ]  # fmt: skip
    assert len(quorum_over_time(rows, rule, at(10), at(11))) == 2


def test_without_quorum_a_meeting_is_called_again_and_postponed_or_closed(register: Register, meeting_id: str) -> None:
    with register.changing(STEP) as session:
        second = call_again(session, meeting_id, DAY + dt.timedelta(days=7), at(11))
        assert second.second_call and len(second.agenda) == 3
    with register.reading() as session:
        first = session.get(Meeting, meeting_id)
        assert first is not None and first.status is MeetingStatus.POSTPONED
        assert not first.status_reason.missing() and second.number in (first.status_reason.fr or "")
    register.undo()
    with register.changing(STEP) as session:
        sitting.open_sitting(session, meeting_id, at(10))
        call_again(session, meeting_id, DAY + dt.timedelta(days=7), at(11))
    with register.reading() as session:
        first = session.get(Meeting, meeting_id)
        assert first is not None and (first.status, first.closed_at) == (MeetingStatus.CLOSED, at(11))


def test_a_day_is_known_by_its_holiday_its_weekend_and_the_notice(register: Register, meeting_id: str) -> None:
    with register.reading() as session:
        body_id = list_bodies(session)[0].id
        labour_day = advise_on_day(session, dt.date(2026, 5, 1), body_id)
        sunday = advise_on_day(session, dt.date(2026, 5, 3))
        taken = advise_on_day(session, DAY, body_id)
        itself = advise_on_day(session, DAY, body_id, meeting_id)
    assert labour_day.holiday is not None and labour_day.holiday.fr == "Fête du travail"
    assert (labour_day.works, labour_day.next_working_day) == (False, dt.date(2026, 5, 4))
    assert labour_day.notice_days == 15
    assert labour_day.notice_by == dt.date(2026, 4, 16)
    assert (sunday.works, sunday.holiday, sunday.notice_by) == (False, None, None)
    assert taken.others == ("REU-2021-001",)
    assert itself.others == ()

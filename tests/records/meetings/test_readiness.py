"""The next meeting, and what it still lacks."""

from __future__ import annotations

import datetime as dt

from desktop.codes import Lack, MeetingMode, MeetingStatus
from desktop.language import Wording
from desktop.records.base import withdraw
from desktop.records.meetings.meeting import Meeting
from desktop.records.meetings.readiness import find_coming_meeting
from desktop.records.people.person import Person
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import STEP, french

TODAY = dt.date(2026, 11, 25)
DAY = dt.timedelta(days=1)


def test_no_meeting_is_coming_where_none_is_planned(register: Register) -> None:
    with register.changing(STEP) as session:
        sample.new_meeting(session, start=TODAY - DAY)
        sample.new_meeting(session, start=TODAY + DAY, status=MeetingStatus.HELD)
        gone = sample.new_meeting(session, start=TODAY + DAY)
        withdraw(session, Meeting, gone.id)
    with register.reading() as session:
        assert find_coming_meeting(session, TODAY) is None


def test_the_next_one_is_the_first_to_come_or_the_one_going_on(register: Register) -> None:
    with register.changing(STEP) as session:
        sample.new_meeting(session, start=TODAY + 9 * DAY)
        going_on = sample.new_meeting(session, start=TODAY - DAY, end=TODAY)
    with register.reading() as session:
        found = find_coming_meeting(session, TODAY)
    assert found is not None and found.row.id == going_on.id


def test_what_it_lacks_is_named_and_what_it_has_is_not(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session, start=TODAY, mode=MeetingMode.HYBRID)
    with register.reading() as session:
        bare = find_coming_meeting(session, TODAY)
    assert bare is not None
    assert set(bare.lacks) == set(Lack)
    with register.changing(STEP) as session:
        chair = Person(name_latin="Présidente")
        session.add(chair)
        session.flush()
        found = session.get_one(Meeting, meeting.id)
        sample.new_item(session, found)
        sample.new_attendance(session, found, sample.new_institution(session))
        found.place, found.link, found.chair_id = french("Rabat"), "https://example.org/x", chair.id
        found.status = MeetingStatus.CONVENED
    with register.reading() as session:
        ready = find_coming_meeting(session, TODAY)
    assert ready is not None and ready.lacks == ()


def test_a_remote_meeting_needs_a_link_and_no_place(register: Register) -> None:
    with register.changing(STEP) as session:
        sample.new_meeting(session, start=TODAY, mode=MeetingMode.REMOTE, place=Wording())
    with register.reading() as session:
        found = find_coming_meeting(session, TODAY)
    assert found is not None
    assert Lack.LINK in found.lacks and Lack.PLACE not in found.lacks

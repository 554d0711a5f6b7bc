"""The next meeting, and what it still lacks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from desktop.codes import Lack, MeetingMode, MeetingStatus, Presence
from desktop.language import Wording
from desktop.records.attachment import attach_file
from desktop.records.base import withdraw
from desktop.records.meetings.attendance import Attendance
from desktop.records.meetings.meeting import Meeting
from desktop.records.meetings.readiness import find_coming_meeting
from desktop.records.people.person import Person
from desktop.records.register import Register
from desktop.records.subject import Subject
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


def test_what_it_lacks_is_named_and_what_it_has_is_not(register: Register, tmp_path: Path) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session, start=TODAY, mode=MeetingMode.HYBRID)
    with register.reading() as session:
        bare = find_coming_meeting(session, TODAY)
    assert bare is not None
    assert set(bare.lacks) == set(Lack) - {Lack.QUORUM}, "where nobody is on the list, that is what it lacks"
    with register.changing(STEP) as session:
        chair = Person(name_latin="Présidente")
        session.add(chair)
        session.flush()
        found = session.get_one(Meeting, meeting.id)
        sample.new_item(session, found)
        sample.new_attendance(session, found, sample.new_institution(session))
        file = tmp_path / "note.txt"
        file.write_text("Note de présentation")
        attach_file(session, Subject("meeting", meeting.id), file)
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


def test_the_quorum_is_lacking_once_too_many_have_sent_their_apologies(register: Register) -> None:
    def lacks() -> bool:
        with register.reading() as session:
            found = find_coming_meeting(session, TODAY)
        assert found is not None
        return Lack.QUORUM in found.lacks

    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session, start=TODAY, body_id=sample.new_body(session).id)
        invited = [
            sample.new_attendance(session, meeting, sample.new_institution(session, acronym)) for acronym in "ABCD"
        ]
        for each in invited:
            each.presence = Presence.EXPECTED
        ids = [each.id for each in invited]
    assert not lacks(), "nobody has declined"
    for place, lacking in ((0, False), (1, True)):
        with register.changing(STEP) as session:
            session.get_one(Attendance, ids[place]).presence = Presence.EXCUSED
        assert lacks() is lacking, "more than half of four are three"

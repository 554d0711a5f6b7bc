"""Calendar entries, read back by other programs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from desktop.codes import MeetingMode, MeetingStatus
from desktop.documents.calendar_ics import write_calendar
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Wording
from desktop.records.meetings.rows import Convocation
from tests.documents.convocation_sample import days, session


def read(convocations: list[Convocation], target: Path, code: LanguageCode = "fr"):
    write_calendar(convocations, Language(code, "MA"), target)
    return vobject.readOne(target.read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_an_entry_says_what_when_and_where(tmp_path: Path, code: LanguageCode) -> None:
    rows = session()
    event = read([rows], tmp_path / "a.ics", code).vevent
    assert rows.meeting.number in event.summary.value and rows.meeting.title.get(code) in event.summary.value
    assert event.location.value == rows.meeting.place.get(code)
    assert event.url.value == rows.meeting.link
    assert rows.agenda[0].title.get(code) in event.description.value
    # Morocco keeps UTC+1 all year but for Ramadan; 14 July 2021 is not in it.
    assert event.dtstart.value == dt.datetime(2021, 7, 14, 8, 30, tzinfo=dt.UTC)
    assert event.dtend.value == dt.datetime(2021, 7, 14, 11, 45, tzinfo=dt.UTC)


def test_the_hour_of_an_office_is_that_of_its_ramadan(tmp_path: Path) -> None:
    rows = replace(session(), meeting=replace(session().meeting, start=dt.date(2021, 4, 20)))
    assert read([rows], tmp_path / "a.ics").vevent.dtstart.value == dt.datetime(2021, 4, 20, 9, 30, tzinfo=dt.UTC)


def test_days_without_an_hour_are_whole_days(tmp_path: Path) -> None:
    event = read([replace(days(3), opens_at=None)], tmp_path / "a.ics").vevent
    assert event.dtend.value - event.dtstart.value == dt.timedelta(days=3)
    assert not isinstance(event.dtstart.value, dt.datetime)


def test_an_entry_sent_again_takes_the_place_of_the_first(tmp_path: Path) -> None:
    first, again = (read([replace(session(), changes=changes)], tmp_path / "a.ics").vevent for changes in (1, 3))
    assert first.uid.value == again.uid.value
    assert int(again.sequence.value) > int(first.sequence.value)


def test_a_cancelled_meeting_says_so_and_rings_no_bell(tmp_path: Path) -> None:
    rows = session()
    called_off = replace(rows, meeting=replace(rows.meeting, status=MeetingStatus.CANCELLED))
    event = read([called_off], tmp_path / "a.ics").vevent
    assert event.status.value == "CANCELLED" and not hasattr(event, "valarm")


def test_a_meeting_called_off_alone_takes_its_entry_back(tmp_path: Path) -> None:
    """RFC 5546, 3.2.5: METHOD:CANCEL, the same UID, a SEQUENCE that is no lower."""
    first = session()
    called_off = replace(
        first, meeting=replace(first.meeting, status=MeetingStatus.CANCELLED), changes=first.changes + 1
    )
    published, cancelled = read([first], tmp_path / "a.ics"), read([called_off], tmp_path / "b.ics")
    assert (published.method.value, cancelled.method.value) == ("PUBLISH", "CANCEL")
    assert published.vevent.uid.value == cancelled.vevent.uid.value
    assert int(cancelled.vevent.sequence.value) > int(published.vevent.sequence.value)
    other = replace(days(2), meeting=replace(days(2).meeting, id="m9"))
    assert read([called_off, other], tmp_path / "c.ics").method.value == "PUBLISH", "one file has one method"


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_hours_need_no_description_of_a_clock(tmp_path: Path, code: LanguageCode) -> None:
    """RFC 5545, 3.6.5: whoever names a TZID brings its VTIMEZONE. All hours are in UTC, and none is named."""
    write_calendar([session(), days(3)], Language(code, "MA"), tmp_path / "a.ics")
    content = (tmp_path / "a.ics").read_text(encoding="utf-8")
    assert "TZID" not in content and "VTIMEZONE" not in content
    hours = [line for line in content.splitlines() if line.startswith(("DTSTART", "DTEND", "DTSTAMP"))]
    assert len(hours) == 6
    assert all(line.endswith("Z") or ";VALUE=DATE:" in line for line in hours), hours


def test_long_arabic_is_folded_between_letters(tmp_path: Path) -> None:
    rows = session()
    title = "اجتماع اللجنة الوطنية المكلفة بتنسيق إجراءات مكافحة الاتجار بالبشر والوقاية منه (GRETA)، الدورة 12؛ " * 6
    long = replace(rows, meeting=replace(rows.meeting, title=Wording(ar=title.strip())))
    event = read([long], tmp_path / "a.ics", "ar").vevent
    assert event.summary.value == f"{title.strip()} ({rows.meeting.number})"
    folded = (tmp_path / "a.ics").read_bytes().split(b"\r\n")
    assert sum(line.startswith(b" ") for line in folded) > 10
    assert max(map(len, folded)) <= 75
    assert all(line.decode("utf-8") is not None for line in folded), "no letter is cut in two"


def test_a_remote_meeting_is_where_its_link_is(tmp_path: Path) -> None:
    rows = session()
    remote = replace(rows, meeting=replace(rows.meeting, mode=MeetingMode.REMOTE))
    assert read([remote], tmp_path / "a.ics").vevent.location.value == rows.meeting.link


def test_several_meetings_stand_in_one_file(tmp_path: Path) -> None:
    other = replace(days(2), meeting=replace(days(2).meeting, id="m9"))
    assert len(read([session(), other], tmp_path / "a.ics").vevent_list) == 2


@given(title=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200).filter(str.strip))
def test_whatever_a_meeting_is_called_lines_keep_to_the_standard(tmp_path_factory, title: str) -> None:
    """RFC 5545, 3.1: lines end in CRLF and are no longer than 75 octets."""
    rows = session()
    target = tmp_path_factory.mktemp("ics") / "a.ics"
    write_calendar(
        [replace(rows, meeting=replace(rows.meeting, title=Wording(fr=title)))], Language("fr", "MA"), target
    )
    content = target.read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    plain = "".join(char for char in title if char not in "\u2066\u2067\u2068\u2069")
    event = vobject.readOne(content.decode()).vevent
    assert event.summary.value == f"{plain} ({rows.meeting.number})"

"""Meetings as calendar entries (iCalendar, RFC 5545), which Outlook and Thunderbird open.

Hours are written in UTC: an invited expert abroad sees the hour of their own clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vText

from desktop.codes import MeetingMode, MeetingStatus
from desktop.documents.papers.meeting_parts import MeetingParts
from desktop.documents.papers.wordings import Wordings
from desktop.language import Language
from desktop.paths import write_whole
from desktop.records.meetings.rows import Convocation

ZONES = {
    "JO": "Asia/Amman",
    "LB": "Asia/Beirut",
    "MA": "Africa/Casablanca",
    "MD": "Europe/Chisinau",
    "TN": "Africa/Tunis",
}
"""The clock of each country (IANA time zone database)."""

DAY_BEFORE = dt.timedelta(days=-1)


def write_calendar(convocations: Sequence[Convocation], language: Language, target: Path) -> None:
    """Write an entry for each meeting; one that was cancelled says so, and alone takes its entry out of calendars.

    Raises :class:`OSError` where ``target`` cannot be written.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Tawsiya//Tawsiya//" + language.code.upper())
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    called_off = all(each.meeting.status is MeetingStatus.CANCELLED for each in convocations) and convocations
    calendar.add("method", "CANCEL" if called_off else "PUBLISH")
    for convocation in convocations:
        calendar.add_component(_event(convocation, language))
    write_whole(target, calendar.to_ical())


def _event(convocation: Convocation, language: Language) -> Event:
    meeting, said = convocation.meeting, language.text
    words = Wordings(convocation.commission, language)
    event = Event()
    event.add("uid", f"{meeting.id}@tawsiya")
    event.add("dtstamp", convocation.changed_at or dt.datetime.combine(meeting.start, dt.time(), dt.UTC))
    event.add("sequence", max(convocation.changes - 1, 0))
    event.add("status", "CANCELLED" if meeting.status is MeetingStatus.CANCELLED else "CONFIRMED")
    event.add("summary", _text(f"{language.best(meeting.title)} ({meeting.number})", language))
    for name, when in _times(convocation).items():
        event.add(name, when)
    place = language.best(meeting.place)
    if place and meeting.mode is not MeetingMode.REMOTE:
        event.add("location", _text(place, language))
    elif meeting.link:
        event.add("location", meeting.link)
    if meeting.link and meeting.mode is not MeetingMode.IN_PERSON:
        event.add("url", meeting.link)
    lines = [_plain(MeetingParts(convocation, words).dates())]
    if meeting.body:
        lines.insert(0, language.best(meeting.body))
    if meeting.link and meeting.mode is not MeetingMode.IN_PERSON:
        lines.append(meeting.link)
    if convocation.agenda:
        lines += ["", said("Agenda")]
        lines += [f"{point.position}. {language.best(point.title)}" for point in convocation.agenda]
    event.add("description", _text("\n".join(lines), language))
    event.add("categories", [language.text(meeting.kind.label)])
    if meeting.status is not MeetingStatus.CANCELLED:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _text(language.best(meeting.title), language))
        alarm.add("trigger", DAY_BEFORE)
        event.add_component(alarm)
    return event


def _times(convocation: Convocation) -> dict[str, dt.date | dt.datetime]:
    """From when to when: in UTC, or whole days where no hour is known. The end of whole days is the day after."""
    meeting = convocation.meeting
    last = meeting.end or meeting.start
    zone = ZONES.get(convocation.commission.country)
    if convocation.opens_at is None or zone is None:
        return {"dtstart": meeting.start, "dtend": last + dt.timedelta(days=1)}
    opens = dt.datetime.combine(meeting.start, convocation.opens_at, ZoneInfo(zone)).astimezone(dt.UTC)
    if convocation.closes_at is None:
        closes = opens + (dt.timedelta(hours=2) if last == meeting.start else last - meeting.start)
    else:
        closes = dt.datetime.combine(last, convocation.closes_at, ZoneInfo(zone)).astimezone(dt.UTC)
    return {"dtstart": opens, "dtend": closes}


def _text(said: str, language: Language) -> vText:
    text = vText(_plain(said))
    text.params["LANGUAGE"] = language.tag
    return text


def _plain(said: str) -> str:
    """Without the marks that hold a line of two directions together, which few calendars know."""
    return "".join(char for char in said if char not in "\u2066\u2067\u2068\u2069")

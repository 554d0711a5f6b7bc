"""The next meeting, and what it still lacks before it can be held."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import Lack, MeetingMode, MeetingStatus
from desktop.records.meetings.agenda import AgendaItem
from desktop.records.meetings.attendance import Attendance
from desktop.records.meetings.meeting import Meeting, list_meetings
from desktop.records.rows import MeetingRow


@dataclass(frozen=True)
class ComingMeeting:
    row: MeetingRow
    lacks: tuple[Lack, ...]


def find_coming_meeting(session: Session, today: dt.date) -> ComingMeeting | None:
    """The next meeting that is to be held, today's or one going on among them; None where none is planned."""
    agenda = sa.exists().where(AgendaItem.meeting_id == Meeting.id)
    people = sa.exists().where(Attendance.meeting_id == Meeting.id)
    found = session.execute(
        sa.select(Meeting, agenda, people)
        .where(
            Meeting.withdrawn_on.is_(None),
            Meeting.status.in_((MeetingStatus.PLANNED, MeetingStatus.CONVENED)),
            sa.func.coalesce(Meeting.end, Meeting.start) >= today,
        )
        .order_by(Meeting.start, Meeting.serial)
        .limit(1)
    ).first()
    if found is None:
        return None
    meeting, has_agenda, has_people = found
    [row] = list_meetings(session, [meeting.id])
    return ComingMeeting(row, tuple(_lacks(meeting, bool(has_agenda), bool(has_people))))


def _lacks(meeting: Meeting, has_agenda: bool, has_people: bool) -> list[Lack]:
    remote = meeting.mode is MeetingMode.REMOTE
    missing = {
        Lack.AGENDA: not has_agenda,
        Lack.PEOPLE: not has_people,
        Lack.PLACE: not remote and not meeting.place,
        Lack.LINK: meeting.mode is not MeetingMode.IN_PERSON and not meeting.link,
        Lack.CHAIR: meeting.chair_id is None,
        Lack.NOTICE: meeting.status is MeetingStatus.PLANNED,
    }
    return [lack for lack, is_missing in missing.items() if is_missing]

"""The next meeting, and what it still lacks before it can be held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import Lack, MeetingMode, MeetingStatus, Presence
from desktop.records.attachment import Attachment
from desktop.records.meetings.agenda import AgendaItem
from desktop.records.meetings.attendance import Attendance, find_quorum
from desktop.records.meetings.meeting import Meeting, list_meetings
from desktop.records.meetings.quorum import VOTING_CAPACITIES
from desktop.records.rows import MeetingRow


@dataclass(frozen=True)
class ComingMeeting:
    row: MeetingRow
    lacks: tuple[Lack, ...]


def find_coming_meeting(session: Session, today: dt.date) -> ComingMeeting | None:
    """The next meeting that is to be held, today's or one going on among them; None where none is planned."""
    agenda = sa.exists().where(AgendaItem.meeting_id == Meeting.id)
    documents = sa.exists().where(
        Attachment.withdrawn_on.is_(None),
        sa.or_(
            Attachment.meeting_id == Meeting.id,
            Attachment.agenda_item_id.in_(sa.select(AgendaItem.id).where(AgendaItem.meeting_id == Meeting.id)),
        ),
    )
    people = sa.exists().where(Attendance.meeting_id == Meeting.id)
    found = session.execute(
        sa.select(Meeting, agenda, people, documents)
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
    meeting, has_agenda, has_people, has_documents = found
    [row] = list_meetings(session, [meeting.id])
    has = {Lack.AGENDA: has_agenda, Lack.PEOPLE: has_people, Lack.DOCUMENTS: has_documents}
    has[Lack.QUORUM] = not has_people or _can_have_quorum(session, meeting)
    return ComingMeeting(row, tuple(_lacks(meeting, has)))


def _can_have_quorum(session: Session, meeting: Meeting) -> bool:
    """Whether enough may vote of those who have not sent their apologies, under the rule of the body, if any."""
    rule = find_quorum(session, meeting.id)
    if rule is None:
        return True
    away = sa.select(sa.func.count()).where(
        Attendance.meeting_id == meeting.id,
        Attendance.votes,
        Attendance.capacity.in_(VOTING_CAPACITIES),
        Attendance.presence.in_((Presence.EXCUSED, Presence.ABSENT)),
    )
    return rule.voting - (session.scalar(away) or 0) >= max(rule.required, 1)


def _lacks(meeting: Meeting, has: Mapping[Lack, bool]) -> list[Lack]:
    remote = meeting.mode is MeetingMode.REMOTE
    missing = {
        **{lack: not there for lack, there in has.items()},
        Lack.PLACE: not remote and not meeting.place,
        Lack.LINK: meeting.mode is not MeetingMode.IN_PERSON and not meeting.link,
        Lack.CHAIR: meeting.chair_id is None,
        Lack.NOTICE: meeting.status is MeetingStatus.PLANNED,
    }
    return [lack for lack, is_missing in missing.items() if is_missing]

"""A meeting before it is held: what its notice, its agenda, its attendance sheet and its calendar entry say."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import Audience, MeetingStatus
from desktop.language import LanguageCode, Refusal, Wording, message
from desktop.records.attachment import list_attachments
from desktop.records.audience import is_visible, sees
from desktop.records.base import find
from desktop.records.commission.commission import find_commission
from desktop.records.follow_up.recommendation import list_recommendations
from desktop.records.journal import Change, Step
from desktop.records.meetings.agenda import AgendaItem
from desktop.records.meetings.attendance import find_quorum, list_attendance
from desktop.records.meetings.convocation import earliest_second_call
from desktop.records.meetings.meeting import Meeting, list_meetings, meeting_row
from desktop.records.meetings.rows import AgendaPoint, Convocation, QuorumRule
from desktop.records.people.person import Person
from desktop.records.rows import MeetingRow
from desktop.records.subject import Subject


def find_convocation(
    session: Session, meeting_id: str, code: LanguageCode, audience: Audience = Audience.INTERNAL
) -> Convocation:
    """A meeting as it is convened; ``code`` is the language it is convened in, which chooses the script of names.

    What ``audience`` may not see is left out, people are counted. Raises :class:`Refusal` for a meeting it may not see.
    """
    meeting = find(session, Meeting, meeting_id)
    if not sees(audience, meeting):
        raise Refusal(
            message("This meeting is “{level}”: no notice of it is made for {audience}.",
                    level=meeting.level, audience=audience)
        )  # fmt: skip
    invited = tuple(list_attendance(session, meeting_id, code, audience))
    changes, changed_at = session.execute(
        sa.select(sa.func.count(sa.distinct(Change.step_id)), sa.func.max(Step.at))
        .join(Step, Step.id == Change.step_id)
        .where(Change.kind == "meeting", Change.record_id == meeting_id)
    ).one()
    programmes = (link.programme for link in meeting.programmes if sees(audience, link.programme))
    return Convocation(
        commission=find_commission(session),
        meeting=meeting_row(meeting, 0, audience),
        opens_at=meeting.opened_at or _first_hour(meeting),
        closes_at=meeting.closed_at,
        chair=_name(meeting.chair, code, audience),
        rapporteur=_name(meeting.rapporteur, code, audience),
        organisers=tuple(each.institution.name for each in meeting.organisers if sees(audience, each.institution)),
        programmes=tuple(programme.name for programme in sorted(programmes, key=lambda each: each.code)),
        countries=tuple(each.country for each in meeting.countries),
        invited=invited,
        agenda=tuple(_point(session, item, code, audience) for item in meeting.agenda),
        documents=_documents(session, Subject("meeting", meeting_id), audience),
        quorum=_rule(session, meeting),
        second_call_of=_row(session, meeting.first_call_id, audience),
        changes=changes,
        changed_at=changed_at,
        withheld=len(meeting.attendance) - len(invited),
    )


def list_convened_ids(session: Session, since: dt.date, audience: Audience = Audience.INTERNAL) -> list[str]:
    """The ids of the meetings from a day on that stand in a calendar, the next one first: those called off too."""
    query = (
        sa.select(Meeting.id)
        .where(
            Meeting.withdrawn_on.is_(None),
            Meeting.status != MeetingStatus.POSTPONED,
            sa.func.coalesce(Meeting.end, Meeting.start) >= since,
            is_visible(Meeting, audience),
        )
        .order_by(Meeting.start, Meeting.serial)
    )
    return list(session.scalars(query))


def _first_hour(meeting: Meeting) -> dt.time | None:
    """When the first item of the first day begins, where the meeting itself has no hour."""
    hours = [item.starts_at for item in meeting.agenda if item.starts_at and item.day in (None, meeting.start)]
    return min(hours, default=None)


def _point(session: Session, item: AgendaItem, code: LanguageCode, audience: Audience) -> AgendaPoint:
    seen = [each.recommendation for each in item.followed_up if sees(audience, each.recommendation)]
    earlier = item.carried_from.meeting if item.carried_from else None
    return AgendaPoint(
        id=item.id,
        position=item.position,
        title=item.title,
        kind=item.kind,
        rapporteur=_name(item.rapporteur, code, audience) or item.rapporteur_name,
        day=item.day,
        starts_at=item.starts_at,
        adopts=_row(session, item.adopts_id, audience),
        carried_from=earlier.number if earlier is not None and sees(audience, earlier) else None,
        follow_up=tuple(list_recommendations(session, [each.id for each in seen], audience=audience)),
        documents=_documents(session, Subject("agenda_item", item.id), audience),
    )


def _documents(session: Session, subject: Subject, audience: Audience) -> tuple[Wording, ...]:
    rows = list_attachments(session, subject, audience)
    return tuple(row.title or Wording(row.file_name, row.file_name, row.file_name) for row in rows)


def _row(session: Session, meeting_id: str | None, audience: Audience) -> MeetingRow | None:
    if meeting_id is None or not sees(audience, find(session, Meeting, meeting_id)):
        return None
    return list_meetings(session, [meeting_id], audience)[0]


def _rule(session: Session, meeting: Meeting) -> QuorumRule | None:
    quorum = find_quorum(session, meeting.id)
    if quorum is None:
        return None
    again = None if meeting.second_call else earliest_second_call(session, meeting.id)
    return QuorumRule(quorum.voting, quorum.required, quorum.share, quorum.threshold, again)


def _name(person: Person | None, code: LanguageCode, audience: Audience) -> str | None:
    return person.name(code) if person is not None and sees(audience, person) else None

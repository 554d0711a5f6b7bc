"""Who is invited to a meeting: the members of its body as they sit on the day, whoever was there last time, others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from desktop.codes import Capacity
from desktop.language import LanguageCode, Wording
from desktop.records.base import find
from desktop.records.meetings.attendance import Attendance
from desktop.records.meetings.meeting import Meeting
from desktop.records.people.body import Membership
from desktop.records.people.institution import Institution
from desktop.records.people.person import Person


class Invited(Enum):
    """Why somebody is on the list."""

    LISTED = "listed"
    """The meeting's own attendance list has them."""
    MEMBER = "member"
    LAST_TIME = "last_time"
    """Was on the list of the meeting before, without being a member."""
    CHOSEN = "chosen"


@dataclass(frozen=True)
class Invitation:
    """One line of an attendance list to be."""

    why: Invited
    institution_id: str | None
    person_id: str | None
    capacity: Capacity
    votes: bool
    acronym: str | None
    name: Wording
    """The institution's."""
    person_latin: str | None
    person_arabic: str | None
    line_id: str | None = None
    """The line of the attendance list, where there is one."""

    def person(self, code: LanguageCode) -> str:
        """The person's name in the script of the language, or in the other one."""
        first, second = self.person_latin, self.person_arabic
        return (second or first or "") if code == "ar" else (first or second or "")

    @property
    def who(self) -> tuple[str | None, str | None]:
        """Two lines with the same institution and person invite the same."""
        return self.institution_id, self.person_id


def propose_invitations(
    session: Session,
    on: dt.date,
    *,
    body_id: str | None = None,
    series_id: str | None = None,
    meeting_id: str | None = None,
) -> list[Invitation]:
    """Whoever is on the list of the meeting already, the members of the body on that day, then last time's others."""
    found: dict[tuple[str | None, str | None], Invitation] = {}
    if meeting_id is not None:
        for line in _lines(session, meeting_id):
            found.setdefault((line.institution_id, line.person_id), _of_line(line, Invited.LISTED, line.id))
    if body_id is not None:
        seats = session.scalars(
            sa.select(Membership)
            .where(Membership.body_id == body_id)
            .options(joinedload(Membership.institution), joinedload(Membership.person))
            .order_by(Membership.position, Membership.id)
        )
        for seat in (seat for seat in seats if seat.sits_on(on)):
            invitation = _invitation(
                Invited.MEMBER,
                seat.institution,
                seat.person,
                Capacity.CHAIR if seat.chairs else Capacity.MEMBER,
                seat.votes,
            )
            found.setdefault(invitation.who, invitation)
    if (last := _last_meeting(session, on, body_id, series_id, meeting_id)) is not None:
        for line in _lines(session, last):
            if not line.votes:
                found.setdefault((line.institution_id, line.person_id), _of_line(line, Invited.LAST_TIME))
    return list(found.values())


def choose(session: Session, *, institution_id: str | None = None, person_id: str | None = None) -> Invitation:
    """The invitation of an institution, or of a person with the institution they belong to; as a guest."""
    person = find(session, Person, person_id) if person_id is not None else None
    if institution_id is None and person is not None:
        institution_id = person.institution_id
    institution = find(session, Institution, institution_id) if institution_id is not None else None
    return _invitation(Invited.CHOSEN, institution, person, Capacity.GUEST, False)


def invite(session: Session, meeting_id: str, invited: Sequence[Invitation]) -> None:
    """Make these the lines of a meeting's attendance list, in this order; lines not among them are taken off it."""
    lines = {line.id: line for line in _lines(session, meeting_id)}
    kept = {each.line_id for each in invited}
    for line in (line for line_id, line in lines.items() if line_id not in kept):
        session.delete(line)
    session.flush()
    for position, each in enumerate(invited, start=1):
        if each.line_id is not None and each.line_id in lines:
            lines[each.line_id].position = position
            continue
        session.add(
            Attendance(
                meeting_id=meeting_id,
                institution_id=each.institution_id,
                person_id=each.person_id,
                capacity=each.capacity,
                votes=each.votes,
                position=position,
            )
        )
    session.flush()


def _lines(session: Session, meeting_id: str) -> Sequence[Attendance]:
    return session.scalars(
        sa.select(Attendance)
        .where(Attendance.meeting_id == meeting_id)
        .options(joinedload(Attendance.institution), joinedload(Attendance.person))
        .order_by(Attendance.position, Attendance.id)
    ).all()


def _last_meeting(
    session: Session, on: dt.date, body_id: str | None, series_id: str | None, but: str | None
) -> str | None:
    if body_id is None and series_id is None:
        return None
    query = sa.select(Meeting.id).where(
        Meeting.body_id == body_id if body_id is not None else Meeting.series_id == series_id,
        Meeting.start < on,
        Meeting.withdrawn_on.is_(None),
    )
    if but is not None:
        query = query.where(Meeting.id != but)
    return session.scalar(query.order_by(Meeting.start.desc(), Meeting.serial.desc()).limit(1))


def _of_line(line: Attendance, why: Invited, line_id: str | None = None) -> Invitation:
    return _invitation(why, line.institution, line.person, line.capacity, line.votes, line_id)


def _invitation(
    why: Invited,
    institution: Institution | None,
    person: Person | None,
    capacity: Capacity,
    votes: bool,
    line_id: str | None = None,
) -> Invitation:
    return Invitation(
        why=why,
        institution_id=institution.id if institution else None,
        person_id=person.id if person else None,
        capacity=capacity,
        votes=votes,
        acronym=institution.acronym if institution else None,
        name=institution.name if institution else Wording(),
        person_latin=person.name_latin if person else None,
        person_arabic=person.name_arabic if person else None,
        line_id=line_id,
    )

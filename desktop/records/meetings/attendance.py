"""Who is expected at a meeting, who came, who sent apologies, who was represented by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from desktop.codes import Audience, Capacity, Presence
from desktop.language import LanguageCode, Refusal, Wording, label, message
from desktop.records.audience import sees
from desktop.records.base import Record, find, reference
from desktop.records.meetings.meeting import Meeting, check_minutes_open
from desktop.records.meetings.quorum import COUNTED_PRESENCES, VOTING_CAPACITIES, count_quorum
from desktop.records.people.body import Body, Membership
from desktop.records.people.institution import Institution
from desktop.records.people.person import Person
from desktop.records.rows import AttendanceRow, Quorum
from desktop.records.search.words import Indexed


class Attendance(Record, Indexed):
    """One line of the attendance list: a person, or an institution whose representative is not named."""

    singular = label("record", "attendance")
    searched = ("representative_name",)
    shares = "meeting_id"

    meeting_id: Mapped[str] = reference("meeting")
    institution_id: Mapped[str | None] = reference("institution", nullable=True)
    person_id: Mapped[str | None] = reference("person", nullable=True)
    capacity: Mapped[Capacity] = mapped_column(default=Capacity.MEMBER)
    presence: Mapped[Presence] = mapped_column(default=Presence.EXPECTED)
    representative_id: Mapped[str | None] = reference("person", nullable=True)
    representative_name: Mapped[str | None] = mapped_column(default=None)
    """For a representative who is not among the people of the register."""
    arrived_at: Mapped[dt.time | None] = mapped_column(default=None)
    left_at: Mapped[dt.time | None] = mapped_column(default=None)
    votes: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        sa.CheckConstraint("institution_id is not null or person_id is not null", name="somebody"),
        sa.CheckConstraint('left_at >= arrived_at', name="times"),
        sa.CheckConstraint("not votes or capacity in ('chair', 'member')", name="voters"),
    )  # fmt: skip

    meeting: Mapped[Meeting] = relationship(back_populates="attendance")
    institution: Mapped[Institution | None] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    representative: Mapped[Person | None] = relationship(foreign_keys=[representative_id])

    def check(self, session: Session) -> None:
        check_minutes_open(session, self.meeting_id)
        if not (self.institution_id or self.person_id or self.institution or self.person):
            raise Refusal(
                message("A line of the attendance list needs an institution or a person.").at("institution_id")
            )
        if self.votes and self.capacity not in VOTING_CAPACITIES:
            raise Refusal(message("Only the chair and members vote: observers, experts and guests do not.").at("votes"))
        if self.arrived_at and self.left_at and self.left_at < self.arrived_at:
            raise Refusal(message("Nobody leaves before they arrive.").at("left_at"))

    def check_removal(self, session: Session) -> None:
        check_minutes_open(session, self.meeting_id)


def expect_members(session: Session, meeting: Meeting) -> None:
    """Put the members of the meeting's body, as they sit on the day, on its attendance list."""
    assert meeting.body_id is not None
    seats = session.scalars(
        sa.select(Membership).where(Membership.body_id == meeting.body_id).order_by(Membership.position, Membership.id)
    )
    for position, seat in enumerate((seat for seat in seats if seat.sits_on(meeting.start)), start=1):
        session.add(
            Attendance(
                meeting_id=meeting.id,
                institution_id=seat.institution_id,
                person_id=seat.person_id,
                capacity=Capacity.CHAIR if seat.chairs else Capacity.MEMBER,
                votes=seat.votes,
                position=position,
            )
        )
    session.flush()


def add_attendance(session: Session, meeting_id: str, values: Mapping[str, Any]) -> Attendance:
    """A new line at the end of a meeting's attendance list; ``values`` are attributes of :class:`Attendance`."""
    find(session, Meeting, meeting_id)
    last = session.scalar(sa.select(sa.func.max(Attendance.position)).where(Attendance.meeting_id == meeting_id))
    line = Attendance(meeting_id=meeting_id, position=(last or 0) + 1, **values)
    session.add(line)
    session.flush()
    return line


def mark_presence(session: Session, attendance_id: str, presence: Presence, at: dt.time | None = None) -> None:
    """Say whether someone is there. Only someone who is represented keeps a representative.

    ``at`` is when, while the meeting sits: who comes then has arrived late, who had left is back. Who is not there
    after all has no times.
    """
    line = find(session, Attendance, attendance_id)
    _come(line, presence, at)
    if presence is not Presence.REPRESENTED:
        line.representative_id = line.representative_name = None
    session.flush()


def name_representative(session: Session, attendance_id: str, name: str, at: dt.time | None = None) -> None:
    """Say who sits in for someone, which makes the one represented; ``at`` as in :func:`mark_presence`."""
    line = find(session, Attendance, attendance_id)
    _come(line, Presence.REPRESENTED, at)
    line.representative_id, line.representative_name = None, name.strip() or None
    session.flush()


def _come(line: Attendance, presence: Presence, at: dt.time | None) -> None:
    if presence not in COUNTED_PRESENCES:
        line.arrived_at = line.left_at = None
    elif at is not None and line.presence not in COUNTED_PRESENCES:
        line.arrived_at = at
    elif at is not None:
        line.left_at = None
    line.presence = presence


def mark_departure(session: Session, attendance_id: str, at: dt.time) -> None:
    """Say that someone who is there leaves. Raises :class:`Refusal` for someone who never came."""
    line = find(session, Attendance, attendance_id)
    if line.presence not in COUNTED_PRESENCES:
        raise Refusal(message("Only who came can leave: mark the arrival first. Nothing was changed."))
    line.left_at = at
    session.flush()


def note_times(session: Session, attendance_id: str, arrived_at: dt.time | None, left_at: dt.time | None) -> None:
    """Say when someone arrived and left; who came is present, unless represented. None is from or to the end."""
    line = find(session, Attendance, attendance_id)
    line.arrived_at, line.left_at = arrived_at, left_at
    if (arrived_at or left_at) and line.presence not in COUNTED_PRESENCES:
        line.presence = Presence.PRESENT
    session.flush()


def list_attendance(
    session: Session, meeting_id: str, code: LanguageCode, audience: Audience | None = None
) -> list[AttendanceRow]:
    """The attendance list in its own order; ``code`` chooses the script of representatives' names.

    A person or an institution that ``audience`` may not see is not in its line, and a line without either is left out.
    """
    found = session.scalars(
        sa.select(Attendance)
        .where(Attendance.meeting_id == meeting_id)
        .options(
            joinedload(Attendance.institution), joinedload(Attendance.person), joinedload(Attendance.representative)
        )
        .order_by(Attendance.position, Attendance.id)
    )
    return [
        _row(line, code, audience) for line in found if sees(audience, line.institution) or sees(audience, line.person)
    ]


def find_quorum(session: Session, meeting_id: str, at: dt.time | None = None) -> Quorum | None:
    """The quorum of a meeting as its attendance list stands; none for an event that no body holds.

    ``at`` asks who is in the room at that moment; without it, whoever came at all is counted.
    """
    meeting = find(session, Meeting, meeting_id)
    if meeting.body_id is None:
        return None
    body = find(session, Body, meeting.body_id)
    rows = list_attendance(session, meeting_id, "fr")
    return count_quorum(rows, body.quorum_share(meeting.second_call), body.quorum_threshold, at)


def _row(line: Attendance, code: LanguageCode, audience: Audience | None) -> AttendanceRow:
    person = line.person if sees(audience, line.person) else None
    institution = line.institution if sees(audience, line.institution) else None
    representative = line.representative if sees(audience, line.representative) else None
    return AttendanceRow(
        id=line.id,
        person_latin=person.name_latin if person else None,
        person_arabic=person.name_arabic if person else None,
        person_position=person.position if person else Wording(),
        institution=institution.name if institution else Wording(),
        institution_acronym=institution.acronym if institution else None,
        capacity=line.capacity,
        presence=line.presence,
        represented_by=representative.name(code) if representative else line.representative_name,
        votes=line.votes,
        arrived_at=line.arrived_at,
        left_at=line.left_at,
    )

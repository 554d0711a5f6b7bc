"""How many women and men an institution sent to a meeting, in which capacity: figures, where names are not kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from desktop.codes import Audience, Capacity, Presence, Sex
from desktop.language import Refusal, label, message
from desktop.records.audience import is_visible, masked, sees
from desktop.records.base import Record, find, reference
from desktop.records.commission.commission import find_smallest_count
from desktop.records.meetings.attendance import Attendance
from desktop.records.meetings.meeting import Meeting, list_meetings
from desktop.records.people.institution import Institution
from desktop.records.people.person import Person
from desktop.records.rows import HeadcountRow, MeetingRow


class Headcount(Record):
    """A training is reported by its trainees' institution and sex; the register need not know each by name."""

    singular = label("record", "headcount")
    __table_args__ = (
        sa.UniqueConstraint("meeting_id", "institution_id", "capacity"),
        sa.CheckConstraint("women >= 0 and men >= 0", name="people"),
    )

    meeting_id: Mapped[str] = reference("meeting")
    institution_id: Mapped[str] = reference("institution")
    capacity: Mapped[Capacity] = mapped_column(default=Capacity.TRAINEE)
    women: Mapped[int] = mapped_column(default=0)
    men: Mapped[int] = mapped_column(default=0)

    institution: Mapped[Institution] = relationship()

    def check(self, session: Session) -> None:
        if (self.women or 0) < 0 or (self.men or 0) < 0:
            raise Refusal(message("A count of people is a whole number, and not below zero."))


def count_heads(
    session: Session, meeting_id: str, institution_id: str, capacity: Capacity, *, women: int, men: int
) -> Headcount:
    """Say how many an institution sent to a meeting in a capacity; said again, it replaces what was said before."""
    found = session.scalar(
        sa.select(Headcount).where(
            Headcount.meeting_id == meeting_id,
            Headcount.institution_id == institution_id,
            Headcount.capacity == capacity,
        )
    )
    if found is None:
        found = Headcount(meeting_id=meeting_id, institution_id=institution_id, capacity=capacity)
        session.add(found)
    found.women, found.men = women, men
    session.flush()
    return found


def list_headcounts(session: Session, meeting_id: str, audience: Audience | None = None) -> list[HeadcountRow]:
    """The headcounts of a meeting, by institution and capacity; none of a meeting that ``audience`` may not see.

    A count too small to be shown is None.
    """
    if not sees(audience, find(session, Meeting, meeting_id)):
        return []
    threshold = find_smallest_count(session)
    query = (
        sa.select(Headcount)
        .join(Institution, Institution.id == Headcount.institution_id)
        .where(Headcount.meeting_id == meeting_id, is_visible(Institution, audience))
        .order_by(Institution.acronym, Headcount.capacity)
    )
    return [
        HeadcountRow(
            each.id,
            each.institution.acronym,
            each.capacity,
            masked(each.women, audience, threshold),
            masked(each.men, audience, threshold),
        )
        for each in session.scalars(query)
    ]


@dataclass(frozen=True)
class TrainingRow:
    """A training, with how many it trained."""

    id: str
    meeting: MeetingRow
    women: int | None
    """None for a number too small to be shown."""
    men: int | None
    institutions: tuple[str, ...]
    """Acronyms of those that sent trainees."""


def find_trainings(session: Session, ids: Sequence[str], audience: Audience | None = None) -> list[TrainingRow]:
    """The rows with these ids that ``audience`` may see, in this order: trainees in figures, and those present by name.

    Those sent by an institution that it may not see are not counted. Small counts are masked, and so is a total of
    which a part is: the one could be worked out from the other.
    """
    counts: dict[str, list[tuple[int, int]]] = {}
    sent: dict[str, set[str]] = {}
    figures = (
        sa.select(Headcount.meeting_id, Institution.acronym, Headcount.women, Headcount.men)
        .join(Institution, Institution.id == Headcount.institution_id)
        .where(Headcount.meeting_id.in_(ids), Headcount.capacity == Capacity.TRAINEE, is_visible(Institution, audience))
    )
    named = (
        sa.select(
            Attendance.meeting_id,
            Institution.acronym,
            sa.func.count().filter(Person.sex == Sex.FEMALE),
            sa.func.count().filter(Person.sex == Sex.MALE),
        )
        .select_from(Attendance)
        .outerjoin(Institution, Institution.id == Attendance.institution_id)
        .outerjoin(Person, Person.id == Attendance.person_id)
        .where(
            Attendance.meeting_id.in_(ids),
            Attendance.capacity == Capacity.TRAINEE,
            Attendance.presence == Presence.PRESENT,
            sa.or_(Attendance.institution_id.is_(None), is_visible(Institution, audience)),
        )
        .group_by(Attendance.meeting_id, Institution.acronym)
    )
    for query in (figures, named):
        for meeting_id, acronym, women, men in session.execute(query):
            counts.setdefault(meeting_id, []).append((women, men))
            if acronym is not None:
                sent.setdefault(meeting_id, set()).add(acronym)
    threshold = find_smallest_count(session)

    def total(parts: Sequence[int]) -> int | None:
        telling = any(masked(part, audience, threshold) is None for part in parts)
        return None if telling else masked(sum(parts), audience, threshold)

    return [
        TrainingRow(
            row.id,
            row,
            total([women for women, _ in counts.get(row.id, ())]),
            total([men for _, men in counts.get(row.id, ())]),
            tuple(sorted(sent.get(row.id, ()))),
        )
        for row in list_meetings(session, ids, audience)
    ]

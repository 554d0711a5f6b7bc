"""Good practices: what worked, where, at which meeting it was told, and whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from desktop.codes import Audience, Level
from desktop.language import LanguageCode, Refusal, Wording, label, message
from desktop.records.audience import is_visible, sees
from desktop.records.base import Levelled, Record, Withdrawable, reference, wording
from desktop.records.commission.commission import Pillar
from desktop.records.listing import Sort, in_order, ordered, read_ids
from desktop.records.meetings.meeting import Meeting
from desktop.records.people.institution import Institution
from desktop.records.people.person import Person
from desktop.records.reading_order import by_country
from desktop.records.search.words import Searchable, contains, sort_text


class GoodPractice(Record, Levelled, Withdrawable, Searchable):
    singular = label("record", "good practice")
    searched = ("title", "description")
    shares = "meeting_id"
    part_of = ("meeting_id",)

    title: Mapped[Wording] = wording("title")
    description: Mapped[Wording] = wording("description")
    country: Mapped[str | None] = mapped_column(sa.String(2), default=None)
    institution_id: Mapped[str | None] = reference("institution", nullable=True)
    meeting_id: Mapped[str | None] = reference("meeting", nullable=True)
    """Where it was told."""
    contact_id: Mapped[str | None] = reference("person", nullable=True)
    """Whom to ask."""
    pillar_id: Mapped[str | None] = reference("pillar", nullable=True)

    institution: Mapped[Institution | None] = relationship()
    meeting: Mapped[Meeting | None] = relationship()
    contact: Mapped[Person | None] = relationship()
    pillar: Mapped[Pillar | None] = relationship()

    def check(self, session: Session) -> None:
        if not self.title:
            raise Refusal(message("A good practice needs a title in one language at least.").at("title"))


@dataclass(frozen=True)
class GoodPracticeRow:
    id: str
    title: Wording
    description: Wording
    country: str | None
    institution: str | None
    """Acronym."""
    meeting: str | None
    """Number."""
    contact_latin: str | None
    contact_arabic: str | None
    pillar: Wording | None
    level: Level


def list_good_practices(
    session: Session,
    search: str = "",
    country: str | None = None,
    pillar_id: str | None = None,
    audience: Audience | None = None,
) -> list[GoodPracticeRow]:
    """The good practices that ``audience`` may see, the latest entered first."""
    query = sa.select(GoodPractice).where(GoodPractice.withdrawn_on.is_(None), is_visible(GoodPractice, audience))
    query = query.order_by(GoodPractice.id.desc())
    if search:
        query = query.where(contains(GoodPractice, search))
    if country:
        query = query.where(GoodPractice.country == country)
    if pillar_id:
        query = query.where(GoodPractice.pillar_id == pillar_id)
    return _rows(session, query, audience)


@dataclass(frozen=True)
class GoodPracticeFilter:
    search: str = ""
    country: str | None = None
    pillar_id: str | None = None
    institution_id: str | None = None
    meeting_id: str | None = None
    """Those told at this meeting."""


SORTS = {
    "title": lambda code: sort_text(GoodPractice, code),
    "country": lambda code: by_country(GoodPractice.country, code),
    "institution": lambda code: (
        sa.select(Institution.acronym).where(Institution.id == GoodPractice.institution_id).scalar_subquery()
    ),
    "meeting": lambda code: sa.select(Meeting.serial).where(Meeting.id == GoodPractice.meeting_id).scalar_subquery(),
    "pillar": lambda code: sa.select(Pillar.position).where(Pillar.id == GoodPractice.pillar_id).scalar_subquery(),
}


def list_good_practice_ids(
    session: Session, chosen: GoodPracticeFilter, code: LanguageCode, sort: Sort | None = None
) -> list[str]:
    """The ids of the good practices chosen, in order (the latest entered first when nothing else is said)."""
    return read_ids(session, ordered(chosen_practices(chosen), SORTS, sort, code, GoodPractice.id.desc()))


def chosen_practices(chosen: GoodPracticeFilter) -> sa.Select[str]:
    """The SQL of the ids of the good practices chosen."""
    query = sa.select(GoodPractice.id).where(GoodPractice.withdrawn_on.is_(None))
    if chosen.search:
        query = query.where(contains(GoodPractice, chosen.search))
    for name in ("country", "pillar_id", "institution_id", "meeting_id"):
        if (value := getattr(chosen, name)) is not None:
            query = query.where(getattr(GoodPractice, name) == value)
    return query


def find_good_practices(
    session: Session, ids: Sequence[str], audience: Audience | None = None
) -> list[GoodPracticeRow]:
    """The rows with these ids that ``audience`` may see, in this order."""
    query = sa.select(GoodPractice).where(GoodPractice.id.in_(ids), is_visible(GoodPractice, audience))
    return in_order(ids, _rows(session, query, audience))


def _rows(session: Session, query: sa.Select[GoodPractice], audience: Audience | None = None) -> list[GoodPracticeRow]:
    return [
        GoodPracticeRow(
            id=each.id,
            title=each.title,
            description=each.description,
            country=each.country,
            institution=each.institution.acronym if each.institution and sees(audience, each.institution) else None,
            meeting=each.meeting.number if each.meeting and sees(audience, each.meeting) else None,
            contact_latin=each.contact.name_latin if each.contact and sees(audience, each.contact) else None,
            contact_arabic=each.contact.name_arabic if each.contact and sees(audience, each.contact) else None,
            pillar=each.pillar.name if each.pillar else None,
            level=each.level,
        )
        for each in session.scalars(query)
    ]

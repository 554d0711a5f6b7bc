"""Cooperation programmes: who pays, who carries them out, where, for how much."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from desktop.codes import Audience, Frequency, Level
from desktop.language import LanguageCode, Refusal, Wording, label, message
from desktop.records.audience import is_visible, sees
from desktop.records.base import Levelled, Record, Withdrawable, find, reference, wording
from desktop.records.commission.working_calendar import later_by_months
from desktop.records.listing import Sort, in_order, ordered, read_ids
from desktop.records.people.institution import Institution
from desktop.records.search.words import Indexed, Searchable, contains, sort_text


class Programme(Record, Levelled, Withdrawable, Searchable):
    singular = label("record", "programme")
    searched = ("code", "name")
    dated = "start"
    __table_args__ = (sa.CheckConstraint('"end" >= start', name="period"),)

    code: Mapped[str] = mapped_column(sa.String(32), unique=True)
    name: Mapped[Wording] = wording("name")
    start: Mapped[dt.date | None] = mapped_column(default=None)
    end: Mapped[dt.date | None] = mapped_column(default=None)
    budget: Mapped[int | None] = mapped_column(sa.BigInteger, default=None)
    """Whole euros."""

    institutions: Mapped[list[ProgrammeInstitution]] = relationship(cascade="all, delete-orphan")
    countries: Mapped[list[ProgrammeCountry]] = relationship(cascade="all, delete-orphan")
    obligations: Mapped[list[ProgrammeObligation]] = relationship(
        back_populates="programme", cascade="all, delete-orphan", order_by="ProgrammeObligation.due"
    )

    def check(self, session: Session) -> None:
        if not self.name:
            raise Refusal(message("A programme needs a name in one language at least.").at("name"))
        if self.start and self.end and self.end < self.start:
            raise Refusal(message("The end is before the start.").at("end"))


class ProgrammeInstitution(Record):
    """A donor or an implementing partner of a programme."""

    singular = label("record", "partner of a programme")
    __table_args__ = (sa.UniqueConstraint("programme_id", "institution_id", "donor"),)

    programme_id: Mapped[str] = reference("programme")
    institution_id: Mapped[str] = reference("institution")
    donor: Mapped[bool] = mapped_column(default=False)

    institution: Mapped[Institution] = relationship()


class ProgrammeObligation(Record, Indexed):
    """What the donors of a programme ask for, and when: a narrative report, figures, an audit."""

    singular = label("record", "obligation of a programme")
    searched = ("title",)
    dated = "due"
    shares = "programme_id"

    programme_id: Mapped[str] = reference("programme")
    institution_id: Mapped[str | None] = reference("institution", nullable=True)
    """The donor that asks."""
    title: Mapped[Wording] = wording("title")
    due: Mapped[dt.date] = mapped_column(index=True)
    frequency: Mapped[Frequency | None] = mapped_column(default=None)
    """How often it comes round; none for what is asked for once."""
    delivered_on: Mapped[dt.date | None] = mapped_column(default=None)

    institution: Mapped[Institution | None] = relationship()
    programme: Mapped[Programme] = relationship(back_populates="obligations")

    def check(self, session: Session) -> None:
        if not self.title:
            raise Refusal(message("What a donor asks for needs a title in one language at least.").at("title"))
        if self.due is None:
            raise Refusal(message("What a donor asks for needs a deadline.").at("due"))


class ProgrammeCountry(Record):
    singular = label("record", "country of a programme")
    __table_args__ = (sa.UniqueConstraint("programme_id", "country"),)

    programme_id: Mapped[str] = reference("programme")
    country: Mapped[str] = mapped_column(sa.String(2))


def list_programmes(session: Session, audience: Audience | None = None) -> list[tuple[str, str, Wording]]:
    """The id, code and name of each programme that ``audience`` may see, by code."""
    chosen = sa.select(Programme).where(Programme.withdrawn_on.is_(None), is_visible(Programme, audience))
    found = session.scalars(chosen.order_by(Programme.code))
    return [(programme.id, programme.code, programme.name) for programme in found]


@dataclass(frozen=True)
class ProgrammeRow:
    id: str
    code: str
    name: Wording
    start: dt.date | None
    end: dt.date | None
    budget: int | None
    """Whole euros."""
    donors: tuple[str, ...]
    """Acronyms."""
    partners: tuple[str, ...]
    countries: tuple[str, ...]
    """ISO codes."""
    next_due: dt.date | None
    """When the donors next expect something."""
    level: Level


@dataclass(frozen=True)
class ProgrammeFilter:
    search: str = ""
    institution_id: str | None = None
    """Those this institution pays for or carries out."""
    country: str | None = None


SORTS = {
    "code": lambda code: Programme.code,
    "title": lambda code: sort_text(Programme, code),
    "start": lambda code: Programme.start,
    "end": lambda code: Programme.end,
    "budget": lambda code: Programme.budget,
}


def list_programme_ids(
    session: Session, chosen: ProgrammeFilter, code: LanguageCode, sort: Sort | None = None
) -> list[str]:
    """The ids of the programmes chosen, in order (by code when nothing else is said)."""
    query = ordered(chosen_programmes(chosen), SORTS, sort, code, Programme.code)
    return read_ids(session, query)


def chosen_programmes(chosen: ProgrammeFilter) -> sa.Select[str]:
    """The SQL of the ids of the programmes chosen."""
    query = sa.select(Programme.id).where(Programme.withdrawn_on.is_(None))
    if chosen.search:
        query = query.where(contains(Programme, chosen.search))
    if chosen.institution_id:
        taking_part = sa.select(ProgrammeInstitution.programme_id).where(
            ProgrammeInstitution.institution_id == chosen.institution_id
        )
        query = query.where(Programme.id.in_(taking_part))
    if chosen.country:
        reached = sa.select(ProgrammeCountry.programme_id).where(ProgrammeCountry.country == chosen.country)
        query = query.where(Programme.id.in_(reached))
    return query


def find_programmes(session: Session, ids: Sequence[str], audience: Audience | None = None) -> list[ProgrammeRow]:
    """The rows with these ids that ``audience`` may see, in this order."""
    query = sa.select(Programme).where(Programme.id.in_(ids), is_visible(Programme, audience))
    return in_order(ids, (_row(each, audience) for each in session.scalars(_loaded(query))))


def bring_together(session: Session, programme_id: str, institution_ids: Sequence[str], *, donors: bool) -> None:
    """Set the donors of a programme, or the institutions that carry it out."""
    programme = find(session, Programme, programme_id)
    kept = {each.institution_id: each for each in programme.institutions if each.donor is donors}
    others = [each for each in programme.institutions if each.donor is not donors]
    chosen = [kept.get(each) or ProgrammeInstitution(institution_id=each, donor=donors) for each in institution_ids]
    programme.institutions = [*others, *chosen]
    session.flush()


def reach(session: Session, programme_id: str, countries: Sequence[str]) -> None:
    """Set the countries (ISO codes) a programme reaches."""
    programme = find(session, Programme, programme_id)
    kept = {each.country: each for each in programme.countries}
    programme.countries = [kept.get(each) or ProgrammeCountry(country=each) for each in dict.fromkeys(countries)]
    session.flush()


def list_all_obligations(session: Session, programme_id: str) -> list[ObligationRow]:
    """What the donors of a programme ask for, delivered or not, by deadline."""
    query = (
        sa.select(ProgrammeObligation)
        .where(ProgrammeObligation.programme_id == programme_id)
        .options(selectinload(ProgrammeObligation.programme), selectinload(ProgrammeObligation.institution))
        .order_by(ProgrammeObligation.due, ProgrammeObligation.id)
    )
    return [_obligation_row(each) for each in session.scalars(query)]


@dataclass(frozen=True)
class ObligationRow:
    id: str
    programme: str
    """Code."""
    institution: str | None
    """Acronym of the donor that asks."""
    title: Wording
    due: dt.date
    frequency: Frequency | None
    delivered_on: dt.date | None


def list_programme_rows(
    session: Session, on: dt.date | None = None, audience: Audience | None = None
) -> list[ProgrammeRow]:
    """The programmes that ``audience`` may see in full, or those of them that run on a day, by code.

    A donor or partner that it may not see is not among theirs.
    """
    query = sa.select(Programme).where(Programme.withdrawn_on.is_(None), is_visible(Programme, audience))
    query = query.order_by(Programme.code)
    if on is not None:
        query = query.where(
            sa.or_(Programme.start.is_(None), Programme.start <= on),
            sa.or_(Programme.end.is_(None), Programme.end >= on),
        )
    return [_row(each, audience) for each in session.scalars(_loaded(query))]


def _loaded(query: sa.Select[Programme]) -> sa.Select[Programme]:
    return query.options(
        selectinload(Programme.institutions).selectinload(ProgrammeInstitution.institution),
        selectinload(Programme.countries),
        selectinload(Programme.obligations),
    )


def list_obligations(
    session: Session,
    until: dt.date | None = None,
    programme_id: str | None = None,
    audience: Audience | None = None,
) -> list[ObligationRow]:
    """What donors ask for and have not received yet, the next deadline first; up to ``until`` where it is given.

    Nothing of a programme that ``audience`` may not see, and not the name of such a donor.
    """
    query = (
        sa.select(ProgrammeObligation)
        .join(Programme, Programme.id == ProgrammeObligation.programme_id)
        .where(ProgrammeObligation.delivered_on.is_(None), Programme.withdrawn_on.is_(None))
        .where(is_visible(Programme, audience))
        .order_by(ProgrammeObligation.due, Programme.code, ProgrammeObligation.id)
    )
    if until is not None:
        query = query.where(ProgrammeObligation.due <= until)
    if programme_id is not None:
        query = query.where(ProgrammeObligation.programme_id == programme_id)
    return [_obligation_row(each, audience) for each in session.scalars(query)]


def _obligation_row(found: ProgrammeObligation, audience: Audience | None = None) -> ObligationRow:
    return ObligationRow(
        id=found.id,
        programme=found.programme.code,
        institution=found.institution.acronym if found.institution and sees(audience, found.institution) else None,
        title=found.title,
        due=found.due,
        frequency=found.frequency,
        delivered_on=found.delivered_on,
    )


def deliver(session: Session, obligation_id: str, on: dt.date) -> ProgrammeObligation | None:
    """Say that a donor received what it asked for; what comes round is due again, while the programme runs.

    Returns the next one, or None where there is none.
    """
    delivered = find(session, ProgrammeObligation, obligation_id)
    delivered.delivered_on = on
    following = None
    if delivered.frequency is not None:
        due = later_by_months(delivered.due, delivered.frequency.months)
        end = delivered.programme.end
        if end is None or due <= end:
            following = ProgrammeObligation(
                programme_id=delivered.programme_id,
                institution_id=delivered.institution_id,
                title=delivered.title,
                due=due,
                frequency=delivered.frequency,
            )
            session.add(following)
    session.flush()
    return following


def _row(found: Programme, audience: Audience | None = None) -> ProgrammeRow:
    shown = [each for each in found.institutions if sees(audience, each.institution)]
    return ProgrammeRow(
        id=found.id,
        code=found.code,
        name=found.name,
        start=found.start,
        end=found.end,
        budget=found.budget,
        donors=tuple(sorted(each.institution.acronym for each in shown if each.donor)),
        partners=tuple(sorted(each.institution.acronym for each in shown if not each.donor)),
        countries=tuple(sorted(each.country for each in found.countries)),
        next_due=min((each.due for each in found.obligations if each.delivered_on is None), default=None),
        level=found.level,
    )

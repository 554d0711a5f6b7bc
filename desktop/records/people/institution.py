"""Institutions: ministries, judiciary, civil society, partners; who leads, who supports, who is addressed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from desktop.codes import Audience, InstitutionKind, Standing
from desktop.language import LanguageCode, Refusal, Wording, label, message
from desktop.records.audience import is_visible, sees
from desktop.records.base import Levelled, Record, Withdrawable, reference, wording
from desktop.records.listing import Sort, ordered, read_ids
from desktop.records.reading_order import by_country, by_word
from desktop.records.rows import InstitutionRow
from desktop.records.search.words import Searchable, contains, is_called, sort_text

ACRONYM_LENGTH = 32


class Institution(Record, Levelled, Withdrawable, Searchable):
    singular = label("record", "institution")
    searched = ("acronym", "name")
    __table_args__ = (
        sa.CheckConstraint("valid_to >= valid_from", name="validity"),
        sa.CheckConstraint("predecessor_id <> id", name="predecessor"),
    )

    acronym: Mapped[str] = mapped_column(sa.String(ACRONYM_LENGTH), unique=True)
    name: Mapped[Wording] = wording("name")
    kind: Mapped[InstitutionKind]
    country: Mapped[str | None] = mapped_column(sa.String(2), default=None)
    """ISO 3166 code; none for an international organisation."""
    standing: Mapped[Standing]
    votes: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[dt.date | None] = mapped_column(default=None)
    valid_to: Mapped[dt.date | None] = mapped_column(default=None)
    predecessor_id: Mapped[str | None] = reference("institution", nullable=True)
    """The institution whose tasks it took over: ministries are renamed, split and merged."""

    predecessor: Mapped[Institution | None] = relationship(remote_side="Institution.id")

    def check(self, session: Session) -> None:
        if not (self.acronym or "").strip():
            raise Refusal(message("An institution needs an acronym.").at("acronym"))
        if len(self.acronym) > ACRONYM_LENGTH:
            raise Refusal(message("An acronym has {length} letters at most.", length=ACRONYM_LENGTH).at("acronym"))
        if not self.name:
            raise Refusal(message("An institution needs a name in one language at least.").at("name"))
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise Refusal(message("The end lies before the beginning.").at("valid_to"))
        if self.predecessor_id is not None and self.predecessor_id == self.id:
            raise Refusal(message("An institution cannot take over from itself.").at("predecessor_id"))
        with session.no_autoflush:
            twin = session.scalar(
                sa.select(Institution.id).where(is_called(Institution.acronym, self.acronym), Institution.id != self.id)
            )
        if twin:
            raise Refusal(
                message("The acronym {acronym} already belongs to another institution.", acronym=self.acronym).at(
                    "acronym"
                )
            )


@dataclass(frozen=True)
class InstitutionFilter:
    search: str = ""
    kinds: Sequence[InstitutionKind] = ()
    standings: Sequence[Standing] = ()
    institution_id: str | None = None
    """This one alone."""
    on: dt.date | None = None
    """Those that exist on this day."""
    audience: Audience | None = None
    """Those this audience may see; everything where none is named."""


SORTS = {
    "acronym": lambda code: Institution.acronym,
    "title": lambda code: sort_text(Institution, code),
    "kind": lambda code: by_word(Institution.kind, InstitutionKind, code),
    "country": lambda code: by_country(Institution.country, code),
    "status": lambda code: by_word(Institution.standing, Standing, code),
}


def list_institution_ids(
    session: Session, chosen: InstitutionFilter, code: LanguageCode, sort: Sort | None = None
) -> list[str]:
    """The ids of the institutions chosen, in order (by acronym when nothing else is said)."""
    query = sa.select(Institution.id).where(Institution.withdrawn_on.is_(None))
    if chosen.audience:
        query = query.where(is_visible(Institution, chosen.audience))
    if chosen.institution_id:
        query = query.where(Institution.id == chosen.institution_id)
    if chosen.search:
        query = query.where(contains(Institution, chosen.search))
    if chosen.kinds:
        query = query.where(Institution.kind.in_(chosen.kinds))
    if chosen.standings:
        query = query.where(Institution.standing.in_(chosen.standings))
    if chosen.on:
        query = query.where(
            sa.or_(Institution.valid_from.is_(None), Institution.valid_from <= chosen.on),
            sa.or_(Institution.valid_to.is_(None), Institution.valid_to >= chosen.on),
        )
    return read_ids(session, ordered(query, SORTS, sort, code, Institution.acronym))


def list_institutions(session: Session, ids: Sequence[str], audience: Audience | None = None) -> list[InstitutionRow]:
    """The rows with these ids, in this order; those and the predecessors ``audience`` may not see are left out."""
    seen = sa.select(Institution).where(Institution.id.in_(ids), is_visible(Institution, audience))
    query = seen.options(selectinload(Institution.predecessor))
    found = {each.id: _row(each, audience) for each in session.scalars(query)}
    return [found[record_id] for record_id in ids if record_id in found]


def find_institution(session: Session, acronym: str, audience: Audience | None = None) -> InstitutionRow:
    """The institution with this acronym, whatever its case. Raises :class:`Refusal` where there is none."""
    found = session.scalar(sa.select(Institution).where(is_called(Institution.acronym, acronym)))
    # One that may not be seen is refused in the same words as one that does not exist.
    if found is None or not sees(audience, found):
        raise Refusal(message("No institution of this register has the acronym {acronym}.", acronym=acronym))
    return _row(found, audience)


def _row(found: Institution, audience: Audience | None) -> InstitutionRow:
    before = found.predecessor
    return InstitutionRow(
        id=found.id,
        acronym=found.acronym,
        name=found.name,
        kind=found.kind,
        country=found.country,
        standing=found.standing,
        votes=found.votes,
        level=found.level,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
        predecessor=before.acronym if before and sees(audience, before) else None,
    )

"""Cooperation programmes: who pays, who carries them out, where, for how much."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from desktop.language import Refusal, Wording, label, message
from desktop.records.base import Levelled, Record, Withdrawable, reference, wording
from desktop.records.institution import Institution
from desktop.records.search import Searchable


class Programme(Record, Levelled, Withdrawable, Searchable):
    singular = label("record", "programme")
    searched = ("code", "name")

    code: Mapped[str] = mapped_column(sa.String(32), unique=True)
    name: Mapped[Wording] = wording("name")
    start: Mapped[dt.date | None] = mapped_column(default=None)
    end: Mapped[dt.date | None] = mapped_column(default=None)
    budget: Mapped[int | None] = mapped_column(sa.BigInteger, default=None)
    """Whole euros."""

    institutions: Mapped[list[ProgrammeInstitution]] = relationship(cascade="all, delete-orphan")
    countries: Mapped[list[ProgrammeCountry]] = relationship(cascade="all, delete-orphan")

    def check(self, session: Session) -> None:
        if not self.name:
            raise Refusal(message("A programme needs a name in one language at least."))
        if self.start and self.end and self.end < self.start:
            raise Refusal(message("The end is before the start."))


class ProgrammeInstitution(Record):
    """A donor or an implementing partner of a programme."""

    singular = label("record", "partner of a programme")
    __table_args__ = (sa.UniqueConstraint("programme_id", "institution_id", "donor"),)

    programme_id: Mapped[str] = reference("programme")
    institution_id: Mapped[str] = reference("institution")
    donor: Mapped[bool] = mapped_column(default=False)

    institution: Mapped[Institution] = relationship()


class ProgrammeCountry(Record):
    singular = label("record", "country of a programme")
    __table_args__ = (sa.UniqueConstraint("programme_id", "country"),)

    programme_id: Mapped[str] = reference("programme")
    country: Mapped[str] = mapped_column(sa.String(2))


def list_programmes(session: Session) -> list[tuple[str, str, Wording]]:
    """Each programme's id, code and name, by code."""
    found = session.scalars(sa.select(Programme).where(Programme.withdrawn_on.is_(None)).order_by(Programme.code))
    return [(programme.id, programme.code, programme.name) for programme in found]

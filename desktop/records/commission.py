"""The commission whose register this is, and the pillars its work is sorted under."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.language import LanguageCode, Wording, label
from desktop.records.base import Record, wording
from desktop.records.rows import CommissionRow


class Commission(Record):
    """One row: the profile of the commission, as documents and numbering need it."""

    singular = label("record", "commission")

    name: Mapped[Wording] = wording("name")
    acronym: Mapped[str | None] = mapped_column(default=None)
    country: Mapped[str] = mapped_column(sa.String(2))
    language: Mapped[LanguageCode] = mapped_column(sa.String(2))
    letterhead: Mapped[Wording] = wording("letterhead")
    city: Mapped[Wording] = wording("city")
    signatory_name: Mapped[Wording] = wording("signatory_name")
    signatory_title: Mapped[Wording] = wording("signatory_title")
    secretary_name: Mapped[Wording] = wording("secretary_name")
    secretary_title: Mapped[Wording] = wording("secretary_title")


class Pillar(Record):
    """One of the pillars: prevention, protection, prosecution, partnership (Palermo's "four Ps") and others."""

    singular = label("record", "pillar")

    code: Mapped[str] = mapped_column(sa.String(32), unique=True)
    name: Mapped[Wording] = wording("name")
    position: Mapped[int] = mapped_column(default=0)


def find_commission(session: Session) -> CommissionRow:
    """The commission's profile; a register has exactly one."""
    found = session.scalars(sa.select(Commission)).one()
    return CommissionRow(
        id=found.id,
        name=found.name,
        acronym=found.acronym,
        country=found.country,
        language=found.language,
        letterhead=found.letterhead,
        city=found.city,
        signatory_name=found.signatory_name,
        signatory_title=found.signatory_title,
        secretary_name=found.secretary_name,
        secretary_title=found.secretary_title,
    )


def list_pillars(session: Session) -> list[tuple[str, Wording]]:
    """Each pillar's id and name, in the commission's order."""
    return [(pillar.id, pillar.name) for pillar in session.scalars(sa.select(Pillar).order_by(Pillar.position))]

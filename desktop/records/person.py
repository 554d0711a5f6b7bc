"""People: officials, experts and trainers. Never a victim: the register holds no case files."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from desktop.codes import PersonRole
from desktop.language import LanguageCode, Refusal, Wording, label, message
from desktop.records.base import Levelled, Record, Withdrawable, reference, wording
from desktop.records.institution import Institution
from desktop.records.rows import PersonRow
from desktop.records.search import Searchable, contains


class Person(Record, Levelled, Withdrawable, Searchable):
    singular = label("record", "person")
    searched = ("name_latin", "name_arabic", "position")

    name_latin: Mapped[str | None] = mapped_column(default=None)
    name_arabic: Mapped[str | None] = mapped_column(default=None)
    position: Mapped[Wording] = wording("position")
    institution_id: Mapped[str | None] = reference("institution", nullable=True)
    role: Mapped[PersonRole] = mapped_column(default=PersonRole.MEMBER)
    email: Mapped[str | None] = mapped_column(default=None)
    telephone: Mapped[str | None] = mapped_column(default=None)

    institution: Mapped[Institution | None] = relationship()

    def check(self, session: Session) -> None:
        if not (self.name_latin or self.name_arabic):
            raise Refusal(message("A person needs a name in Latin or in Arabic script."))

    def title_in(self, code: LanguageCode) -> str:
        return self.name(code)

    def name(self, code: LanguageCode) -> str:
        first, second = (self.name_arabic, self.name_latin) if code == "ar" else (self.name_latin, self.name_arabic)
        return first or second or ""


def list_people(session: Session, search: str = "") -> list[PersonRow]:
    """Everyone whose name or position holds the words searched, by name."""
    query = (
        sa.select(Person)
        .options(selectinload(Person.institution))
        .where(Person.withdrawn_on.is_(None))
        .order_by(Person.sort_fr, Person.id)
    )
    if search:
        query = query.where(contains(Person, search))
    return [
        PersonRow(
            id=person.id,
            name_latin=person.name_latin,
            name_arabic=person.name_arabic,
            position=person.position,
            institution_id=person.institution_id,
            institution=person.institution.acronym if person.institution else None,
        )
        for person in session.scalars(query)
    ]

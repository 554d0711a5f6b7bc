"""People: officials, experts and trainers. Never a victim: the register holds no case files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from desktop.codes import Audience, PersonRole, Sex
from desktop.language import LanguageCode, Refusal, Wording, label, message
from desktop.records.audience import is_visible, sees
from desktop.records.base import Levelled, Record, Withdrawable, find, reference, wording
from desktop.records.commission.commission import Theme
from desktop.records.listing import Sort, in_order, ordered, read_ids
from desktop.records.people.institution import Institution
from desktop.records.reading_order import by_word
from desktop.records.rows import PersonRow
from desktop.records.search.words import Indexed, Searchable, contains, sort_text


class Person(Record, Levelled, Withdrawable, Searchable):
    singular = label("record", "person")
    searched = ("name_latin", "name_arabic", "position")
    noted = ("email", "telephone")

    name_latin: Mapped[str | None] = mapped_column(default=None)
    name_arabic: Mapped[str | None] = mapped_column(default=None)
    position: Mapped[Wording] = wording("position")
    institution_id: Mapped[str | None] = reference("institution", nullable=True)
    role: Mapped[PersonRole] = mapped_column(default=PersonRole.MEMBER)
    email: Mapped[str | None] = mapped_column(default=None)
    telephone: Mapped[str | None] = mapped_column(default=None)
    sex: Mapped[Sex | None] = mapped_column(default=None)
    """Only to count by: trainees are reported by institution and sex. None where it was not stated."""

    institution: Mapped[Institution | None] = relationship()
    affiliations: Mapped[list[Affiliation]] = relationship(
        cascade="all, delete-orphan", order_by="Affiliation.since, Affiliation.id"
    )
    languages: Mapped[list[PersonLanguage]] = relationship(
        cascade="all, delete-orphan", order_by="PersonLanguage.language"
    )
    expertise: Mapped[list[Expertise]] = relationship(cascade="all, delete-orphan")

    def check(self, session: Session) -> None:
        if not (self.name_latin or self.name_arabic):
            raise Refusal(message("A person needs a name in Latin or in Arabic script.").at("name_latin"))

    def title_in(self, code: LanguageCode) -> str:
        return self.name(code)

    def name(self, code: LanguageCode) -> str:
        first, second = (self.name_arabic, self.name_latin) if code == "ar" else (self.name_latin, self.name_arabic)
        return first or second or ""


class Affiliation(Record, Indexed):
    """Where a person served, as what, from a day to a day. The person's own record says where they serve now."""

    singular = label("record", "affiliation")
    searched = ("position",)
    dated = "since"
    shares = "person_id"
    __table_args__ = (sa.CheckConstraint("until >= since", name="period"),)

    person_id: Mapped[str] = reference("person")
    institution_id: Mapped[str] = reference("institution")
    position: Mapped[Wording] = wording("position")
    since: Mapped[dt.date | None] = mapped_column(default=None)
    until: Mapped[dt.date | None] = mapped_column(default=None)

    institution: Mapped[Institution] = relationship()

    def check(self, session: Session) -> None:
        if self.since and self.until and self.until < self.since:
            raise Refusal(message("The end lies before the beginning.").at("until"))


class PersonLanguage(Record):
    """A language a person speaks, by its ISO 639 code: an expert for a mission is chosen by it."""

    singular = label("record", "language of a person")
    __table_args__ = (sa.UniqueConstraint("person_id", "language"),)

    person_id: Mapped[str] = reference("person")
    language: Mapped[str] = mapped_column(sa.String(3))

    def check(self, session: Session) -> None:
        if not (self.language.isascii() and self.language.isalpha() and 2 <= len(self.language) <= 3):
            raise Refusal(message("“{code}” is no code of a language: write, for example, “fr”.", code=self.language))


class Expertise(Record):
    """A theme a person is an expert or a trainer in."""

    singular = label("record", "field of expertise")
    __table_args__ = (sa.UniqueConstraint("person_id", "theme_id"),)

    person_id: Mapped[str] = reference("person")
    theme_id: Mapped[str] = reference("theme")

    theme: Mapped[Theme] = relationship()


@dataclass(frozen=True)
class AffiliationRow:
    id: str
    institution: str
    """Acronym."""
    position: Wording
    since: dt.date | None
    until: dt.date | None


def transfer_person(
    session: Session, person_id: str, institution_id: str | None, position: Wording, on: dt.date
) -> None:
    """A person serves elsewhere from a day on; where they served until then stays on record."""
    person = find(session, Person, person_id)
    current = next((each for each in person.affiliations if each.until is None), None)
    if current is None and person.institution_id is not None:
        current = Affiliation(person_id=person.id, institution_id=person.institution_id, position=person.position)
        person.affiliations.append(current)
    if current is not None:
        if current.since and on <= current.since:
            raise Refusal(message("A person cannot be transferred before the day they came. Nothing was changed."))
        current.until = on - dt.timedelta(days=1)
    if institution_id is not None:
        person.affiliations.append(Affiliation(institution_id=institution_id, position=position, since=on))
    person.institution_id, person.position = institution_id, position
    session.flush()


def speak(session: Session, person_id: str, languages: Sequence[str]) -> None:
    """Set the languages a person speaks, by ISO 639 code."""
    person = find(session, Person, person_id)
    kept = {each.language: each for each in person.languages}
    person.languages = [kept.get(code) or PersonLanguage(language=code) for code in dict.fromkeys(languages)]
    session.flush()


def know(session: Session, person_id: str, theme_ids: Sequence[str]) -> None:
    """Set the themes a person is an expert in."""
    person = find(session, Person, person_id)
    kept = {each.theme_id: each for each in person.expertise}
    person.expertise = [kept.get(each) or Expertise(theme_id=each) for each in dict.fromkeys(theme_ids)]
    session.flush()


def list_affiliations(session: Session, person_id: str, audience: Audience | None = None) -> list[AffiliationRow]:
    """Where a person served, the oldest first; none of a person or at an institution ``audience`` may not see."""
    person = find(session, Person, person_id)
    if not sees(audience, person):
        return []
    return [
        AffiliationRow(each.id, each.institution.acronym, each.position, each.since, each.until)
        for each in person.affiliations
        if sees(audience, each.institution)
    ]


def list_experts(
    session: Session, theme_id: str | None = None, language: str | None = None, audience: Audience | None = None
) -> list[PersonRow]:
    """The people ``audience`` may see who know a theme and speak a language (ISO 639 code), by name."""
    query = _people(audience)
    if theme_id:
        query = query.where(Person.id.in_(sa.select(Expertise.person_id).where(Expertise.theme_id == theme_id)))
    else:
        query = query.where(Person.role.in_((PersonRole.EXPERT, PersonRole.TRAINER)))
    if language:
        spoken = sa.select(PersonLanguage.person_id).where(PersonLanguage.language == language)
        query = query.where(Person.id.in_(spoken))
    return [person_row(person, audience) for person in session.scalars(query)]


@dataclass(frozen=True)
class PersonFilter:
    search: str = ""
    roles: Sequence[PersonRole] = ()
    institution_id: str | None = None
    theme_id: str | None = None
    """Those who are experts in it."""
    language: str | None = None
    """Those who speak it; ISO 639 code."""
    audience: Audience | None = None
    """Those whom it may see; all where none is named."""


def _acronym(_code: LanguageCode) -> Any:
    return sa.select(Institution.acronym).where(Institution.id == Person.institution_id).scalar_subquery()


SORTS = {
    "title": lambda code: sort_text(Person, code),
    "role": lambda code: by_word(Person.role, PersonRole, code),
    "institution": _acronym,
}


def chosen_people(chosen: PersonFilter) -> sa.Select[str]:
    """The SQL of the ids of the people chosen."""
    query = sa.select(Person.id).where(Person.withdrawn_on.is_(None), is_visible(Person, chosen.audience))
    if chosen.search:
        query = query.where(contains(Person, chosen.search))
    if chosen.roles:
        query = query.where(Person.role.in_(chosen.roles))
    if chosen.institution_id:
        query = query.where(Person.institution_id == chosen.institution_id)
    if chosen.theme_id:
        query = query.where(Person.id.in_(sa.select(Expertise.person_id).where(Expertise.theme_id == chosen.theme_id)))
    if chosen.language:
        spoken = sa.select(PersonLanguage.person_id).where(PersonLanguage.language == chosen.language)
        query = query.where(Person.id.in_(spoken))
    return query


def list_person_ids(session: Session, chosen: PersonFilter, code: LanguageCode, sort: Sort | None = None) -> list[str]:
    """The ids of the people chosen, in order (by name when nothing else is said)."""
    query = ordered(chosen_people(chosen), SORTS, sort, code, sort_text(Person, code), Person.id)
    return read_ids(session, query)


def list_person_rows(session: Session, ids: Sequence[str], audience: Audience | None = None) -> list[PersonRow]:
    """The rows with these ids, in this order; those and the institutions ``audience`` may not see are left out."""
    query = sa.select(Person).where(Person.id.in_(ids), is_visible(Person, audience)).options(*PERSON_LOADED)
    return in_order(ids, (person_row(person, audience) for person in session.scalars(query)))


def list_people(session: Session, search: str = "", audience: Audience | None = None) -> list[PersonRow]:
    """Everyone ``audience`` may see whose name or position holds the words searched, by name."""
    query = _people(audience)
    if search:
        query = query.where(contains(Person, search))
    return [person_row(person, audience) for person in session.scalars(query)]


def _people(audience: Audience | None) -> sa.Select[Person]:
    visible = sa.select(Person).where(Person.withdrawn_on.is_(None), is_visible(Person, audience))
    return visible.options(*PERSON_LOADED).order_by(Person.sort_fr, Person.id)


PERSON_LOADED = (
    selectinload(Person.institution),
    selectinload(Person.languages),
    selectinload(Person.expertise).selectinload(Expertise.theme),
)
"""What a row says of a person, read for all of them at once."""


def person_row(person: Person, audience: Audience | None = None) -> PersonRow:
    """A person as rows hold them, without what ``audience`` may not see."""
    institution = person.institution if sees(audience, person.institution) else None
    return PersonRow(
        id=person.id,
        name_latin=person.name_latin,
        name_arabic=person.name_arabic,
        position=person.position,
        institution_id=institution.id if institution else None,
        institution=institution.acronym if institution else None,
        role=person.role,
        email=person.email,
        telephone=person.telephone,
        languages=tuple(each.language for each in person.languages),
        expertise=tuple(each.theme.name for each in sorted(person.expertise, key=lambda link: link.theme.position)),
        level=person.level,
    )

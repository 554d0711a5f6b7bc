"""Letters: what was sent to whom, when, about which records, which reminder it is, and when it was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship, selectinload

from desktop.codes import Audience, LetterKind, Level
from desktop.language import LanguageCode, Refusal, Wording, label, message
from desktop.records.audience import is_visible, sees
from desktop.records.base import Levelled, Record, Withdrawable, find, reference, wording
from desktop.records.listing import Sort, in_order, in_pages, ordered, read_ids
from desktop.records.numbering import Numbered, give_number
from desktop.records.people.institution import Institution
from desktop.records.people.person import Person
from desktop.records.reading_order import by_word
from desktop.records.search.index import indexed_kinds, level_of
from desktop.records.search.words import Searchable, contains, sort_text
from desktop.records.subject import SUBJECTS, Concerning, Subject, one_subject


class Letter(Record, Numbered, Levelled, Withdrawable, Searchable):
    singular = label("record", "letter")
    searched = ("number", "subject", "answer")
    dated = "sent_on"
    __table_args__ = (
        sa.CheckConstraint("answered_on >= sent_on", name="answered"),
        sa.CheckConstraint("answer_due >= sent_on", name="answer_due"),
        sa.CheckConstraint("reminder >= 0", name="reminder"),
        sa.CheckConstraint(
            "(kind = 'reminder') = (reminder > 0) and (kind = 'reminder') = (reminds_id is not null)", name="reminds"
        ),
    )

    kind: Mapped[LetterKind]
    institution_id: Mapped[str] = reference("institution")
    person_id: Mapped[str | None] = reference("person", nullable=True)
    """The person addressed."""
    sent_on: Mapped[dt.date] = mapped_column(index=True)
    language: Mapped[LanguageCode | None] = mapped_column(sa.String(2), default=None)
    subject: Mapped[Wording] = wording("subject")
    answer_due: Mapped[dt.date | None] = mapped_column(default=None)
    answered_on: Mapped[dt.date | None] = mapped_column(default=None)
    answer: Mapped[Wording] = wording("answer")
    """What the answer says, in a sentence."""
    reminds_id: Mapped[str | None] = reference("letter", nullable=True)
    """The letter it reminds of: always the first one."""
    reminder: Mapped[int] = mapped_column(default=0)
    """0 for a first letter, then 1 for the first reminder, 2 for the second."""

    institution: Mapped[Institution] = relationship()
    reminds: Mapped[Letter | None] = relationship(remote_side="Letter.id")
    person: Mapped[Person | None] = relationship()
    about: Mapped[list[LetterSubject]] = relationship(
        cascade="all, delete-orphan", foreign_keys="LetterSubject.about_letter_id", order_by="LetterSubject.position"
    )

    def check(self, session: Session) -> None:
        if not self.subject:
            raise Refusal(message("A letter needs a subject in one language at least.").at("subject"))
        for name in ("answered_on", "answer_due"):
            day: dt.date | None = getattr(self, name)
            if day is not None and day < self.sent_on:
                raise Refusal(message("A letter is answered after it was sent, not before.").at(name))
        is_reminder = self.kind is LetterKind.REMINDER
        if not is_reminder == bool(self.reminder) == (self.reminds_id is not None):
            raise Refusal(message("A reminder, and no other letter, says which letter it reminds of."))


class LetterSubject(Record, Concerning):
    """A record that a letter is about."""

    singular = label("record", "subject of a letter")
    part_of = tuple(f"{kind}_id" for kind in SUBJECTS)
    leads_to = ("about_letter_id",)
    __table_args__ = (one_subject(),)

    about_letter_id: Mapped[str] = reference("letter")
    position: Mapped[int] = mapped_column(default=0)

    def check(self, session: Session) -> None:
        self.check_subject()


@dataclass(frozen=True)
class LetterRow:
    id: str
    number: str
    kind: LetterKind
    institution_id: str
    institution: str
    """Acronym; both are empty for those who may not see the institution."""
    person_latin: str | None
    person_arabic: str | None
    sent_on: dt.date
    subject: Wording
    answer_due: dt.date | None
    answered_on: dt.date | None
    answer: Wording
    reminder: int
    """0 for a first letter, then 1 for the first reminder, 2 for the second."""
    reminds_id: str | None
    about: tuple[Subject, ...]
    overdue: bool
    """It asks for an answer, the day has passed and nothing came."""
    level: Level


@dataclass(frozen=True)
class LetterFilter:
    search: str = ""
    kinds: Sequence[LetterKind] = ()
    institution_id: str | None = None
    institution_ids: Sequence[str] = ()
    """Those sent to any of these."""
    unanswered: bool = False
    overdue: bool = False
    """Those that ask for an answer, of which the day has passed and none came."""
    matters: bool = False
    """As ``overdue``, but of a letter and its reminders the last one alone."""
    person_id: str | None = None
    """Those addressed to this person."""
    chain_of: str | None = None
    """This first letter and its reminders."""
    about: Subject | None = None
    audience: Audience | None = None
    """Those this audience may see; everything where none is named."""


def send_letter(session: Session, values: Mapping[str, Any], about: Sequence[Subject] = ()) -> Letter:
    """Write down a letter that was sent; it gets the next number of its year.

    ``values`` are attributes of :class:`Letter`; ``kind``, ``institution_id``, ``sent_on`` and ``subject`` are needed.
    """
    letter = Letter(**values)
    letter.about = [
        LetterSubject(position=position, **{each.column: each.id}) for position, each in enumerate(about, start=1)
    ]
    letter.check(session)
    give_number(session, letter, "letter", letter.sent_on.year)
    session.add(letter)
    session.flush()
    return letter


def remind(session: Session, letter_id: str, values: Mapping[str, Any]) -> Letter:
    """Write down a reminder of a letter that was not answered: the first, the second, and so on.

    ``values`` are attributes of :class:`Letter`; ``sent_on`` is needed. It goes to the same institution, about the same
    records, with the same subject where no other is given. Raises :class:`Refusal` where an answer has come.
    """
    reminded = find(session, Letter, letter_id)
    first = find(session, Letter, reminded.reminds_id) if reminded.reminds_id else reminded
    if first.answered_on:
        raise Refusal(
            message("{number} was answered on {date}: there is nothing to remind of.", number=first.number,
                    date=first.answered_on)
        )  # fmt: skip
    last = session.scalar(
        sa.select(sa.func.max(Letter.reminder)).where(Letter.reminds_id == first.id, Letter.withdrawn_on.is_(None))
    )
    given = {
        "kind": LetterKind.REMINDER,
        "institution_id": first.institution_id,
        "person_id": first.person_id,
        "language": first.language,
        "subject": first.subject,
        "level": first.level,
        "reminds_id": first.id,
        "reminder": (last or 0) + 1,
        **values,
    }
    return send_letter(session, given, [subject for each in first.about if (subject := each.subject)])


def answer_letter(session: Session, letter_id: str, on: dt.date, answer: Wording | None = None) -> None:
    """Say that a letter was answered; its reminders are answered with it."""
    letter = find(session, Letter, letter_id)
    first_id = letter.reminds_id or letter.id
    chain = session.scalars(sa.select(Letter).where(sa.or_(Letter.id == first_id, Letter.reminds_id == first_id)))
    for each in chain:
        if each.answered_on is None and each.sent_on <= on:
            each.answered_on = on
            if answer:
                each.answer = answer
    session.flush()


def list_letters(session: Session, chosen: LetterFilter, today: dt.date | None = None) -> list[LetterRow]:
    """The letters chosen, the latest first."""
    day = today or dt.date.today()
    ids = chosen_letters(chosen, day).order_by(Letter.sent_on.desc(), Letter.serial.desc())
    return find_letters(session, list(session.scalars(ids)), day, chosen.audience)


SORTS = {
    "number": lambda code: Letter.serial,
    "title": lambda code: sort_text(Letter, code),
    "kind": lambda code: by_word(Letter.kind, LetterKind, code),
    "institution": lambda code: (
        sa.select(Institution.acronym).where(Institution.id == Letter.institution_id).scalar_subquery()
    ),
    "sent": lambda code: Letter.sent_on,
    "due": lambda code: Letter.answer_due,
    "answered": lambda code: Letter.answered_on,
}


def list_letter_ids(session: Session, chosen: LetterFilter, code: LanguageCode, sort: Sort | None = None) -> list[str]:
    """The ids of the letters chosen, in order (the latest first when nothing else is said)."""
    query = ordered(chosen_letters(chosen), SORTS, sort, code, Letter.sent_on.desc(), Letter.serial.desc())
    return read_ids(session, query)


def chosen_letters(chosen: LetterFilter, today: dt.date | None = None) -> sa.Select[str]:
    """The SQL of the ids of the letters chosen; ``today`` decides what is late."""
    query = sa.select(Letter.id).where(Letter.withdrawn_on.is_(None), is_visible(Letter, chosen.audience))
    if chosen.search:
        query = query.where(contains(Letter, chosen.search))
    if chosen.kinds:
        query = query.where(Letter.kind.in_(chosen.kinds))
    if chosen.institution_id:
        query = query.where(Letter.institution_id == chosen.institution_id)
    if chosen.institution_ids:
        query = query.where(Letter.institution_id.in_(chosen.institution_ids))
    if chosen.unanswered:
        query = query.where(Letter.answer_due.is_not(None), Letter.answered_on.is_(None))
    if chosen.about:
        column = getattr(LetterSubject, chosen.about.column)
        query = query.where(Letter.id.in_(sa.select(LetterSubject.about_letter_id).where(column == chosen.about.id)))
    if chosen.person_id:
        query = query.where(Letter.person_id == chosen.person_id)
    if chosen.overdue:
        query = query.where(Letter.answer_due < (today or dt.date.today()), Letter.answered_on.is_(None))
    if chosen.matters:
        query = query.where(Letter.id.in_(_last_of_each_matter(today or dt.date.today(), chosen.audience)))
    if chosen.chain_of:
        query = query.where(sa.or_(Letter.id == chosen.chain_of, Letter.reminds_id == chosen.chain_of))
    return query


def _last_of_each_matter(today: dt.date, audience: Audience | None) -> sa.Select[str]:
    """The SQL of the letters without an answer in time, each with its reminders once. Ids are given in order."""
    late = sa.and_(Letter.answered_on.is_(None), Letter.answer_due < today, Letter.withdrawn_on.is_(None))
    return (
        sa.select(sa.func.max(Letter.id))
        .where(late, is_visible(Letter, audience))
        .group_by(Letter.institution_id, sa.func.coalesce(Letter.reminds_id, Letter.id))
    )


def find_letters(
    session: Session, ids: Sequence[str], today: dt.date | None = None, audience: Audience | None = None
) -> list[LetterRow]:
    """The rows with these ids that ``audience`` may see, in this order."""
    day = today or dt.date.today()
    loaded = (selectinload(Letter.institution), selectinload(Letter.person), selectinload(Letter.about))

    def read(some: Sequence[str]) -> list[LetterRow]:
        seen = sa.select(Letter).where(Letter.id.in_(some), is_visible(Letter, audience))
        found = session.scalars(seen.options(*loaded))
        return [_row(each, day, audience) for each in found]

    return in_order(ids, in_pages(ids, read))


def count_reminders(session: Session, letter_id: str) -> int:
    """How many letters remind of this one."""
    counted = sa.select(sa.func.count()).where(Letter.reminds_id == letter_id, Letter.withdrawn_on.is_(None))
    return session.scalar(counted) or 0


def list_about(session: Session, letter_id: str) -> tuple[Subject, ...]:
    """The records that a letter is about, in order."""
    about = find(session, Letter, letter_id).about
    return tuple(subject for each in about if (subject := each.subject) is not None)


def write_about(session: Session, letter_id: str, subjects: Sequence[Subject]) -> None:
    """Set the records that a letter is about."""
    letter = find(session, Letter, letter_id)
    kept = {each.subject: each for each in letter.about}
    letter.about = [kept.get(each) or LetterSubject(**{each.column: each.id}) for each in dict.fromkeys(subjects)]
    for position, each in enumerate(letter.about, start=1):
        each.position = position
    session.flush()


def _row(found: Letter, today: dt.date, audience: Audience | None) -> LetterRow:
    return LetterRow(
        id=found.id,
        number=found.number,
        kind=found.kind,
        institution_id=found.institution_id if sees(audience, found.institution) else "",
        institution=found.institution.acronym if sees(audience, found.institution) else "",
        person_latin=found.person.name_latin if found.person and sees(audience, found.person) else None,
        person_arabic=found.person.name_arabic if found.person and sees(audience, found.person) else None,
        sent_on=found.sent_on,
        subject=found.subject,
        answer_due=found.answer_due,
        answered_on=found.answered_on,
        answer=found.answer,
        reminder=found.reminder,
        reminds_id=found.reminds_id if audience is None or sees(audience, found.reminds) else None,
        about=tuple(subject for each in found.about if (subject := each.subject) and _shown(found, subject, audience)),
        overdue=found.answered_on is None and found.answer_due is not None and found.answer_due < today,
        level=found.level,
    )


def _shown(found: Letter, subject: Subject, audience: Audience | None) -> bool:
    """Whether ``audience`` may see a record that a letter is about."""
    if audience is None:
        return True
    session = object_session(found)
    assert session is not None
    return level_of(session, session.get(indexed_kinds()[subject.kind], subject.id)) in audience.levels

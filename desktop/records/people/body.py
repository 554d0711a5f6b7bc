"""Bodies of the commission - plenary, bureau, committees - with their rules as data and their members over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from desktop.codes import Audience, BodyKind, Frequency, MajorityOf, Threshold
from desktop.language import LanguageCode, Refusal, Wording, label, message
from desktop.records.audience import sees
from desktop.records.base import Record, Withdrawable, in_language, reference, wording
from desktop.records.listing import Sort, in_order, ordered
from desktop.records.meetings.voting import DecisionRules
from desktop.records.people.institution import Institution
from desktop.records.people.person import PERSON_LOADED, Person, person_row
from desktop.records.reading_order import by_word
from desktop.records.rows import BodyRow, MemberRow, PersonRow
from desktop.records.search.words import Indexed, as_read, holds


class Body(Record, Withdrawable, Indexed):
    """A share is kept as two whole numbers: a third is exactly a third."""

    singular = label("record", "body")
    searched = ("name",)
    noted = ("rules_basis",)

    name: Mapped[Wording] = wording("name")
    kind: Mapped[BodyKind]
    quorum_part: Mapped[int] = mapped_column(default=1)
    quorum_whole: Mapped[int] = mapped_column(default=2)
    quorum_threshold: Mapped[Threshold] = mapped_column(default=Threshold.MORE_THAN)
    second_call_days: Mapped[int | None] = mapped_column(default=None)
    """How many days after a meeting without quorum the second one may be held; none where there is no second call."""
    second_call_part: Mapped[int | None] = mapped_column(default=None)
    second_call_whole: Mapped[int | None] = mapped_column(default=None)
    """The share a second call needs; 0 of 1 where it is valid whatever the attendance."""

    majority_part: Mapped[int] = mapped_column(default=1, server_default="1")
    majority_whole: Mapped[int] = mapped_column(default=2, server_default="2")
    majority_threshold: Mapped[Threshold] = mapped_column(
        # Named apart: the check of the quorum's threshold bears the usual name already.
        sa.Enum(
            Threshold,
            name="majority_threshold",
            native_enum=False,
            length=32,
            create_constraint=True,
            values_callable=lambda codes: [code.value for code in codes],
        ),
        default=Threshold.MORE_THAN,
        server_default="more_than",
    )
    majority_of: Mapped[MajorityOf] = mapped_column(default=MajorityOf.VOTES, server_default="votes")
    casting_vote: Mapped[bool] = mapped_column(default=False, server_default=sa.text("false"))
    """In a tie, the side the chair voted with has it."""
    meets_every: Mapped[Frequency | None] = mapped_column(default=None)
    notice_days: Mapped[int | None] = mapped_column(default=None)
    """How many days before a meeting its notice is sent at the latest; none where no rule says."""
    rules_basis: Mapped[Wording] = wording("rules_basis")
    """The text that its rules rest on: a law, a decree, rules of procedure."""

    members: Mapped[list[Membership]] = relationship(
        back_populates="body", cascade="all, delete-orphan", order_by="Membership.position"
    )

    __table_args__ = (
        sa.CheckConstraint("quorum_whole > 0 and quorum_part between 0 and quorum_whole", name="quorum_share"),
        sa.CheckConstraint("majority_part > 0 and majority_part <= majority_whole", name="majority"),
        sa.CheckConstraint(
            "second_call_part is null and second_call_whole is null or coalesce(second_call_whole, 0) > 0 and "
            "coalesce(second_call_part, 0) between 0 and second_call_whole",
            name="second_call",
        ),
        sa.CheckConstraint("second_call_days >= 0", name="second_call_days"),
        sa.CheckConstraint("notice_days >= 0", name="notice_days"),
    )

    def check(self, session: Session) -> None:
        if not self.name:
            raise Refusal(message("A body needs a name in one language at least.").at("name"))
        if not (self.quorum_whole > 0 and 0 <= self.quorum_part <= self.quorum_whole):
            raise Refusal(message("A quorum is a share of the members between none and all.").at("quorum"))
        second = (self.second_call_part, self.second_call_whole)
        if second != (None, None) and not (second[1] and 0 <= (second[0] or 0) <= second[1]):
            raise Refusal(message("A quorum is a share of the members between none and all.").at("second_call"))
        if self.second_call_days is not None and self.second_call_days < 0:
            raise Refusal(message("A second call cannot come before the first.").at("second_call_days"))
        if self.notice_days is not None and self.notice_days < 0:
            raise Refusal(message("The notice of a meeting is sent before it, not after.").at("notice_days"))
        if self.majority_whole is not None and not 0 < self.majority_part <= self.majority_whole:
            raise Refusal(message("A majority is a share of the votes between none and all.").at("majority"))

    def quorum_share(self, second_call: bool) -> Fraction:
        """The share of voting members it takes, at a first or at a second call."""
        if second_call and self.second_call_part is not None and self.second_call_whole:
            return Fraction(self.second_call_part, self.second_call_whole)
        return Fraction(self.quorum_part, self.quorum_whole)

    @property
    def decision_rules(self) -> DecisionRules:
        """How it decides when something is put to the vote."""
        share = Fraction(self.majority_part, self.majority_whole)
        return DecisionRules(share, self.majority_threshold, self.majority_of, self.casting_vote)


class Membership(Record):
    """A seat: an institution (and who sits there for it) in a body, from a day to a day."""

    singular = label("record", "member")
    __table_args__ = (sa.CheckConstraint("until >= since", name="period"),)

    body_id: Mapped[str] = reference("body")
    institution_id: Mapped[str] = reference("institution")
    person_id: Mapped[str | None] = reference("person", nullable=True)
    alternate_id: Mapped[str | None] = reference("person", nullable=True)
    position: Mapped[int] = mapped_column(default=0)
    votes: Mapped[bool] = mapped_column(default=True)
    chairs: Mapped[bool] = mapped_column(default=False)
    since: Mapped[dt.date | None] = mapped_column(default=None)
    until: Mapped[dt.date | None] = mapped_column(default=None)

    body: Mapped[Body] = relationship(back_populates="members")
    institution: Mapped[Institution] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    alternate: Mapped[Person | None] = relationship(foreign_keys=[alternate_id])

    def check(self, session: Session) -> None:
        if self.since and self.until and self.until < self.since:
            raise Refusal(message("The end lies before the beginning.").at("until"))

    def sits_on(self, day: dt.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def list_bodies(session: Session) -> list[BodyRow]:
    """The commission's bodies, the oldest first."""
    return [
        _row(body) for body in session.scalars(sa.select(Body).where(Body.withdrawn_on.is_(None)).order_by(Body.id))
    ]


def _row(body: Body) -> BodyRow:
    return BodyRow(
        id=body.id,
        name=body.name,
        kind=body.kind,
        quorum_share=body.quorum_share(False),
        quorum_threshold=body.quorum_threshold,
        second_call_days=body.second_call_days,
        second_call_share=None if body.second_call_days is None else body.quorum_share(True),
        majority_share=body.decision_rules.share,
        majority_threshold=body.majority_threshold,
        majority_of=body.majority_of,
        casting_vote=body.casting_vote,
        meets_every=body.meets_every,
        notice_days=body.notice_days,
    )


@dataclass(frozen=True)
class BodyFilter:
    search: str = ""
    kinds: Sequence[BodyKind] = ()


SORTS = {
    "title": lambda code: in_language(Body.name, code),
    "kind": lambda code: by_word(Body.kind, BodyKind, code),
    "meets": lambda code: Body.meets_every,
}


def list_body_ids(session: Session, chosen: BodyFilter, code: LanguageCode, sort: Sort | None = None) -> list[str]:
    """The ids of the bodies chosen, in order (the oldest first when nothing else is said)."""
    query = sa.select(Body).where(Body.withdrawn_on.is_(None))
    if chosen.kinds:
        query = query.where(Body.kind.in_(chosen.kinds))
    found = session.scalars(ordered(query, SORTS, sort, code, Body.id))
    read = as_read(found, sort, code, lambda body: body.name)
    return [body.id for body in read if holds(chosen.search, body.name)]


def list_body_rows(session: Session, ids: Sequence[str], audience: Audience | None = None) -> list[BodyRow]:
    """The rows with these ids, in this order; they are no secret to any audience."""
    return in_order(ids, (_row(body) for body in session.scalars(sa.select(Body).where(Body.id.in_(ids)))))


def seat(
    session: Session,
    body_id: str,
    institution_ids: Sequence[str],
    *,
    votes: bool = True,
    chairs: bool = False,
    since: dt.date | None = None,
) -> list[Membership]:
    """Give each of these institutions a seat in a body, after those there are; one that has a seat keeps it.

    Raises :class:`Refusal` where every one of them has a seat already.
    """
    day = since or dt.date.today()
    seats = list(session.scalars(sa.select(Membership).where(Membership.body_id == body_id)))
    seated = {each.institution_id for each in seats if each.until is None or each.until >= day}
    last = max((each.position for each in seats), default=0)
    made = [
        Membership(
            body_id=body_id, institution_id=each, position=place, votes=votes, chairs=chairs, since=since
        )
        for place, each in enumerate(
            (each for each in dict.fromkeys(institution_ids) if each not in seated), start=last + 1
        )
    ]  # fmt: skip
    if institution_ids and not made:
        raise Refusal(message("These institutions have a seat in this body already.").at("institutions"))
    session.add_all(made)
    session.flush()
    return made


def list_members(
    session: Session, body_id: str, on: dt.date | None = None, audience: Audience | None = None
) -> list[MemberRow]:
    """The seats of a body in order: all there ever were, or those held on a day.

    The seat of an institution that ``audience`` may not see is left out, and so is the name of such a person.
    """
    seats = session.scalars(
        sa.select(Membership)
        .where(Membership.body_id == body_id)
        .options(
            selectinload(Membership.institution),
            selectinload(Membership.person).options(*PERSON_LOADED),
            selectinload(Membership.alternate).options(*PERSON_LOADED),
        )
        .order_by(Membership.position, Membership.since)
    )
    return [
        MemberRow(
            id=seat.id,
            institution=seat.institution.acronym,
            person_id=seat.person_id if sees(audience, seat.person) else None,
            alternate_id=seat.alternate_id if sees(audience, seat.alternate) else None,
            votes=seat.votes,
            chairs=seat.chairs,
            since=seat.since,
            until=seat.until,
            institution_name=seat.institution.name,
            person=_person(seat.person, audience),
            alternate=_person(seat.alternate, audience),
        )
        for seat in seats
        if (on is None or seat.sits_on(on)) and sees(audience, seat.institution)
    ]


def _person(found: Person | None, audience: Audience | None) -> PersonRow | None:
    return person_row(found, audience) if found is not None and sees(audience, found) else None

"""Recommendations: what a meeting, or a body outside, asks of institutions and countries, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from desktop.codes import ActionStatus, Implementation, Position, Priority
from desktop.language import LanguageCode, Refusal, Wording, label, message
from desktop.records.agenda import AgendaItem
from desktop.records.base import Levelled, Record, Withdrawable, find, has_changed, reference, wording
from desktop.records.commission import Pillar
from desktop.records.institution import Institution
from desktop.records.lifecycle import Lifecycle, Staged
from desktop.records.listing import Sort, ordered
from desktop.records.meeting import Meeting, check_minutes_open
from desktop.records.numbering import Numbered, give_number
from desktop.records.programme import Programme
from desktop.records.rows import RecommendationRow
from desktop.records.search import Searchable, contains, sort_text

RECOMMENDATION_LIFECYCLE = Lifecycle(
    {
        Implementation.NOT_STARTED: (
            Implementation.IN_PROGRESS, Implementation.REPORTED, Implementation.NOT_CLOSED, Implementation.SUPERSEDED,
        ),
        Implementation.IN_PROGRESS: (
            Implementation.REPORTED, Implementation.PARTLY_CLOSED, Implementation.NOT_CLOSED,
            Implementation.SUPERSEDED, Implementation.NOT_STARTED,
        ),
        Implementation.REPORTED: (
            Implementation.VERIFIED, Implementation.IN_PROGRESS, Implementation.PARTLY_CLOSED,
            Implementation.SUPERSEDED,
        ),
        Implementation.VERIFIED: (Implementation.IN_PROGRESS,),
        Implementation.PARTLY_CLOSED: (Implementation.IN_PROGRESS,),
        Implementation.NOT_CLOSED: (Implementation.IN_PROGRESS,),
    }
)  # fmt: skip


_IN_MINUTES = (
    "title_fr", "title_ar", "title_en", "text_fr", "text_ar", "text_en", "agenda_item_id", "meeting_id", "addressees",
    "countries", "withdrawn_on",
)  # fmt: skip
"""What the minutes say of a recommendation; the rest is its follow-up, which goes on after they are adopted."""


class Recommendation(Record, Numbered, Levelled, Withdrawable, Staged, Searchable):
    singular = label("record", "recommendation")
    searched = ("number", "title", "text")
    lifecycles = {"status": RECOMMENDATION_LIFECYCLE}  # noqa: RUF012

    title: Mapped[Wording] = wording("title")
    text: Mapped[Wording] = wording("text")
    meeting_id: Mapped[str | None] = reference("meeting", nullable=True)
    agenda_item_id: Mapped[str | None] = reference("agenda_item", nullable=True)
    programme_id: Mapped[str | None] = reference("programme", nullable=True)
    priority: Mapped[Priority] = mapped_column(default=Priority.MEDIUM)
    position: Mapped[Position] = mapped_column(default=Position.PENDING)
    status: Mapped[Implementation] = mapped_column(default=Implementation.NOT_STARTED)
    repeats_id: Mapped[str | None] = reference("recommendation", nullable=True)
    supersedes_id: Mapped[str | None] = reference("recommendation", nullable=True)

    __table_args__ = (sa.Index("ix_recommendation_list", "withdrawn_on", "serial", "status", "id"),)

    meeting: Mapped[Meeting | None] = relationship()
    programme: Mapped[Programme | None] = relationship()
    addressees: Mapped[list[Addressee]] = relationship(cascade="all, delete-orphan", order_by="Addressee.order")
    countries: Mapped[list[RecommendationCountry]] = relationship(
        cascade="all, delete-orphan", order_by="RecommendationCountry.country"
    )
    pillars: Mapped[list[RecommendationPillar]] = relationship(cascade="all, delete-orphan")

    def check(self, session: Session) -> None:
        if not self.text:
            raise Refusal(message("A recommendation needs a wording in one language at least."))
        if self in session.new or has_changed(self, _IN_MINUTES):
            check_minutes_open(session, self.meeting_id)

    def check_removal(self, session: Session) -> None:
        check_minutes_open(session, self.meeting_id)


class Addressee(Record):
    """An institution a recommendation is addressed to."""

    singular = label("record", "addressee")
    __table_args__ = (sa.UniqueConstraint("recommendation_id", "institution_id"),)

    recommendation_id: Mapped[str] = reference("recommendation")
    institution_id: Mapped[str] = reference("institution")
    order: Mapped[int] = mapped_column(default=0)

    institution: Mapped[Institution] = relationship()


class RecommendationCountry(Record):
    """A country a recommendation is addressed to."""

    singular = label("record", "country of a recommendation")
    __table_args__ = (sa.UniqueConstraint("recommendation_id", "country"),)

    recommendation_id: Mapped[str] = reference("recommendation")
    country: Mapped[str] = mapped_column(sa.String(2))


class RecommendationPillar(Record):
    singular = label("record", "pillar of a recommendation")
    __table_args__ = (sa.UniqueConstraint("recommendation_id", "pillar_id"),)

    recommendation_id: Mapped[str] = reference("recommendation")
    pillar_id: Mapped[str] = reference("pillar")

    pillar: Mapped[Pillar] = relationship()


# --- changes ----------------------------------------------------------------------------------------------------------


def take_recommendation(
    session: Session,
    values: Mapping[str, Any],
    year: int,
    *,
    agenda_item_id: str | None = None,
    addressees: Sequence[str] = (),
    pillars: Sequence[str] = (),
) -> Recommendation:
    """A new recommendation with the next number of ``year``; taken down under an agenda item, or from outside.

    ``values`` are attributes of :class:`Recommendation`; ``addressees`` and ``pillars`` are ids.
    """
    recommendation = Recommendation(**values)
    if agenda_item_id is not None:
        item = find(session, AgendaItem, agenda_item_id)
        recommendation.agenda_item_id, recommendation.meeting_id = item.id, item.meeting_id
    with session.no_autoflush:
        recommendation.check(session)
        check_minutes_open(session, recommendation.meeting_id)
    give_number(session, recommendation, "recommendation", year)
    session.add(recommendation)
    session.flush()
    address(session, recommendation.id, addressees)
    put_under_pillars(session, recommendation.id, pillars)
    return recommendation


def address(session: Session, recommendation_id: str, institution_ids: Sequence[str]) -> None:
    """Set the institutions a recommendation is addressed to, in this order."""
    recommendation = find(session, Recommendation, recommendation_id)
    kept = {each.institution_id: each for each in recommendation.addressees}
    recommendation.addressees = [
        kept.get(each) or Addressee(institution_id=each) for each in dict.fromkeys(institution_ids)
    ]
    for order, each in enumerate(recommendation.addressees, start=1):
        each.order = order
    session.flush()


def put_under_pillars(session: Session, recommendation_id: str, pillar_ids: Sequence[str]) -> None:
    """Set the pillars a recommendation belongs to."""
    recommendation = find(session, Recommendation, recommendation_id)
    kept = {each.pillar_id: each for each in recommendation.pillars}
    recommendation.pillars = [
        kept.get(each) or RecommendationPillar(pillar_id=each) for each in dict.fromkeys(pillar_ids)
    ]
    session.flush()


# --- lists ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RecommendationFilter:
    search: str = ""
    statuses: Sequence[Implementation] = ()
    institution_id: str | None = None
    """Those addressed to this institution."""
    pillar_id: str | None = None
    meeting_id: str | None = None


def _meeting_serial(_code: LanguageCode) -> Any:
    return sa.select(Meeting.serial).where(Meeting.id == Recommendation.meeting_id).scalar_subquery()


SORTS = {
    "number": lambda code: Recommendation.serial,
    "title": lambda code: sort_text(Recommendation, code),
    "priority": lambda code: sa.case({"high": 0, "medium": 1, "low": 2}, value=Recommendation.priority),
    "status": lambda code: sa.case(
        {status.value: place for place, status in enumerate(Implementation)}, value=Recommendation.status
    ),
    "meeting": _meeting_serial,
}


def list_recommendation_ids(
    session: Session, chosen: RecommendationFilter, code: LanguageCode, sort: Sort | None = None
) -> list[str]:
    """The ids of the recommendations chosen, in order (the latest number first when nothing else is said)."""
    query = sa.select(Recommendation.id).where(Recommendation.withdrawn_on.is_(None))
    if chosen.search:
        query = query.where(contains(Recommendation, chosen.search))
    if chosen.statuses:
        query = query.where(Recommendation.status.in_(chosen.statuses))
    if chosen.meeting_id:
        query = query.where(Recommendation.meeting_id == chosen.meeting_id)
    if chosen.institution_id:
        addressed = sa.select(Addressee.recommendation_id).where(Addressee.institution_id == chosen.institution_id)
        query = query.where(Recommendation.id.in_(addressed))
    if chosen.pillar_id:
        under = sa.select(RecommendationPillar.recommendation_id).where(
            RecommendationPillar.pillar_id == chosen.pillar_id
        )
        query = query.where(Recommendation.id.in_(under))
    return list(session.scalars(ordered(query, SORTS, sort, code, Recommendation.serial.desc())))


def list_recommendations(session: Session, ids: Sequence[str]) -> list[RecommendationRow]:
    """The rows with these ids, in this order."""
    from desktop.records.action import Action, ActionRecommendation

    counted = session.execute(
        sa.select(
            ActionRecommendation.recommendation_id,
            sa.func.count(),
            sa.func.count().filter(Action.status == ActionStatus.VERIFIED),
        )
        .join(Action, Action.id == ActionRecommendation.action_id)
        .where(ActionRecommendation.recommendation_id.in_(ids), Action.withdrawn_on.is_(None))
        .group_by(ActionRecommendation.recommendation_id)
    )
    counts = {recommendation_id: (total, verified) for recommendation_id, total, verified in counted}
    query = (
        sa.select(Recommendation)
        .where(Recommendation.id.in_(ids))
        .options(
            selectinload(Recommendation.meeting),
            selectinload(Recommendation.addressees).selectinload(Addressee.institution),
            selectinload(Recommendation.pillars).selectinload(RecommendationPillar.pillar),
            selectinload(Recommendation.countries),
        )
    )
    found = {each.id: _row(each, *counts.get(each.id, (0, 0))) for each in session.scalars(query)}
    return [found[record_id] for record_id in ids if record_id in found]


def _row(found: Recommendation, actions: int, verified: int) -> RecommendationRow:
    return RecommendationRow(
        id=found.id,
        number=found.number,
        title=found.title,
        text=found.text,
        status=found.status,
        position=found.position,
        priority=found.priority,
        meeting=found.meeting.number if found.meeting else None,
        pillars=tuple(each.pillar.name for each in sorted(found.pillars, key=lambda link: link.pillar.position)),
        addressees=tuple(each.institution.acronym for each in found.addressees),
        countries=tuple(each.country for each in found.countries),
        actions=actions,
        actions_verified=verified,
        level=found.level,
    )

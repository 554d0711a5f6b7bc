"""Recommendations: what a meeting, or a body outside, asks of institutions and countries, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from desktop.codes import ActionStatus, Audience, Implementation, Level, Position, Priority
from desktop.language import LanguageCode, Refusal, Wording, label, message
from desktop.records.audience import is_visible, sees
from desktop.records.base import Levelled, Record, Withdrawable, find, has_changed, reference, wording
from desktop.records.commission.commission import Pillar, Theme
from desktop.records.follow_up.addressee import Addressee, RecommendationCountry, keep_in_step, settle_whole
from desktop.records.follow_up.implementation import RECOMMENDATION_LIFECYCLE, SETTLED
from desktop.records.framework.plan import Objective
from desktop.records.framework.programme import Programme
from desktop.records.framework.source import Source, SourceArticle, cite
from desktop.records.lifecycle import Staged
from desktop.records.listing import Sort, ordered, read_ids
from desktop.records.meetings.agenda import AgendaItem
from desktop.records.meetings.meeting import Meeting, check_minutes_open
from desktop.records.numbering import Numbered, give_number
from desktop.records.period import Period
from desktop.records.reading_order import by_stage
from desktop.records.rows import AnswerRow, RecommendationRow
from desktop.records.search.words import Searchable, contains, sort_text

_IN_MINUTES = (
    "title_fr", "title_ar", "title_en", "text_fr", "text_ar", "text_en", "agenda_item_id", "meeting_id", "addressees",
    "countries", "withdrawn_on",
)  # fmt: skip
"""What the minutes say of a recommendation; the rest is its follow-up, which goes on after they are adopted."""


class Recommendation(Record, Numbered, Levelled, Withdrawable, Staged, Searchable):
    singular = label("record", "recommendation")
    searched = ("number", "title", "text")
    noted = ("source_number", "paragraph", "cycle", "status_reason")
    shares = "meeting_id"
    part_of = ("meeting_id", "agenda_item_id")
    lifecycles = {"status": RECOMMENDATION_LIFECYCLE}  # noqa: RUF012
    reasons = {"status": "status_reason"}  # noqa: RUF012
    __table_args__ = (
        sa.Index("ix_recommendation_list", "withdrawn_on", "serial", "status", "id"),
        sa.Index("ix_recommendation_overview", "withdrawn_on", "level", "status", "programme_id", "meeting_id", "id"),
        # Two recommendations of one report do not bear the same number.
        sa.Index("uq_recommendation_source_number", "source_id", "cycle", "source_number", unique=True),
        sa.CheckConstraint("meeting_id is null or source_id is null", name="origin"),
        sa.CheckConstraint("repeats_id <> id and supersedes_id <> id", name="earlier"),
        sa.CheckConstraint(
            "source_id is not null or source_number = '' and paragraph = '' and cycle = ''",
            name="outside",
        ),
    )

    title: Mapped[Wording] = wording("title")
    text: Mapped[Wording] = wording("text")
    meeting_id: Mapped[str | None] = reference("meeting", nullable=True)
    agenda_item_id: Mapped[str | None] = reference("agenda_item", nullable=True)
    programme_id: Mapped[str | None] = reference("programme", nullable=True)
    source_id: Mapped[str | None] = reference("source", nullable=True)
    """The report, treaty body or conference it came from, where it was not made at a meeting of the register."""
    source_number: Mapped[str | None] = mapped_column(sa.String(64), default=None)
    """The number it has there."""
    paragraph: Mapped[str | None] = mapped_column(sa.String(64), default=None)
    cycle: Mapped[str | None] = mapped_column(sa.String(64), default=None)
    """The round of a monitoring body: "3", "2022"."""
    article_id: Mapped[str | None] = reference("source_article", nullable=True)
    """The article of a treaty or a law that it refers to, wherever it was made."""
    priority: Mapped[Priority] = mapped_column(default=Priority.MEDIUM)
    position: Mapped[Position] = mapped_column(default=Position.PENDING)
    status: Mapped[Implementation] = mapped_column(default=Implementation.NOT_STARTED)
    status_reason: Mapped[Wording] = wording("status_reason")
    """Why it was closed without full implementation, or opened again."""
    repeats_id: Mapped[str | None] = reference("recommendation", nullable=True)
    supersedes_id: Mapped[str | None] = reference("recommendation", nullable=True)

    meeting: Mapped[Meeting | None] = relationship()
    programme: Mapped[Programme | None] = relationship()
    addressees: Mapped[list[Addressee]] = relationship(cascade="all, delete-orphan", order_by="Addressee.order")
    countries: Mapped[list[RecommendationCountry]] = relationship(
        cascade="all, delete-orphan", order_by="RecommendationCountry.country"
    )
    pillars: Mapped[list[RecommendationPillar]] = relationship(cascade="all, delete-orphan")
    themes: Mapped[list[RecommendationTheme]] = relationship(cascade="all, delete-orphan")
    source: Mapped[Source | None] = relationship()
    article: Mapped[SourceArticle | None] = relationship()
    repeats: Mapped[Recommendation | None] = relationship(foreign_keys=[repeats_id], remote_side="Recommendation.id")
    supersedes: Mapped[Recommendation | None] = relationship(
        foreign_keys=[supersedes_id], remote_side="Recommendation.id"
    )
    objectives: Mapped[list[RecommendationObjective]] = relationship(cascade="all, delete-orphan")

    @property
    def answers(self) -> list[Addressee | RecommendationCountry]:
        """Those it is addressed to, each with a position and a state of its own."""
        return [*self.addressees, *self.countries]

    def check_steps(self) -> None:
        # Where somebody is addressed, theirs are the steps that are checked: the whole follows from them.
        if not self.answers:
            super().check_steps()

    def check(self, session: Session) -> None:
        if not self.text:
            raise Refusal(message("A recommendation needs a wording in one language at least.").at("text"))
        if self.meeting_id and self.source_id:
            raise Refusal(
                message("A recommendation comes from a meeting or from outside, not from both.").at("source_id")
            )
        if not self.source_id and (self.source_number or self.paragraph or self.cycle):
            raise Refusal(message("A number, paragraph or cycle of a source needs the source.").at("source_id"))
        if self.id is not None and self.id in (self.repeats_id, self.supersedes_id):
            about = "repeats_id" if self.id == self.repeats_id else "supersedes_id"
            raise Refusal(message("A recommendation cannot repeat or supersede itself.").at(about))
        keep_in_step(session, self)
        if self in session.new or has_changed(self, _IN_MINUTES):
            check_minutes_open(session, self.meeting_id)

    def check_removal(self, session: Session) -> None:
        check_minutes_open(session, self.meeting_id)

    def settle(self, session: Session) -> None:
        settle_whole(session, self.id)


class RecommendationPillar(Record):
    singular = label("record", "pillar of a recommendation")
    __table_args__ = (sa.UniqueConstraint("recommendation_id", "pillar_id"),)

    recommendation_id: Mapped[str] = reference("recommendation")
    pillar_id: Mapped[str] = reference("pillar")

    pillar: Mapped[Pillar] = relationship()


class RecommendationTheme(Record):
    singular = label("record", "theme of a recommendation")
    __table_args__ = (sa.UniqueConstraint("recommendation_id", "theme_id"),)

    recommendation_id: Mapped[str] = reference("recommendation")
    theme_id: Mapped[str] = reference("theme")

    theme: Mapped[Theme] = relationship()


class RecommendationObjective(Record):
    """An objective of a plan that a recommendation was turned into, or serves."""

    singular = label("record", "objective of a recommendation")
    __table_args__ = (sa.UniqueConstraint("recommendation_id", "objective_id"),)

    recommendation_id: Mapped[str] = reference("recommendation")
    objective_id: Mapped[str] = reference("objective")

    objective: Mapped[Objective] = relationship()


# --- changes ----------------------------------------------------------------------------------------------------------


def take_recommendation(
    session: Session,
    values: Mapping[str, Any],
    year: int,
    *,
    agenda_item_id: str | None = None,
    addressees: Sequence[str] = (),
    countries: Sequence[str] = (),
    pillars: Sequence[str] = (),
    themes: Sequence[str] = (),
) -> Recommendation:
    """A new recommendation with the next number of ``year``; taken down under an agenda item, or from outside.

    ``values`` are attributes of :class:`Recommendation`; ``addressees``, ``pillars`` and ``themes`` are ids,
    ``countries`` ISO codes. Whoever is addressed starts from the position and the state given.
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
    first = _first_answer(recommendation)
    recommendation.addressees = [
        Addressee(institution_id=each, order=order, **first)
        for order, each in enumerate(dict.fromkeys(addressees), start=1)
    ]
    recommendation.countries = [RecommendationCountry(country=each, **first) for each in dict.fromkeys(countries)]
    session.flush()
    put_under_pillars(session, recommendation.id, pillars)
    put_under_themes(session, recommendation.id, themes)
    return recommendation


def address(session: Session, recommendation_id: str, institution_ids: Sequence[str]) -> None:
    """Set the institutions a recommendation is addressed to, in this order.

    The first ones addressed take over what was said of the recommendation so far; whoever joins later starts anew.
    """
    recommendation = find(session, Recommendation, recommendation_id)
    first = _first_answer(recommendation)
    kept = {each.institution_id: each for each in recommendation.addressees}
    recommendation.addressees = [
        kept.get(each) or Addressee(institution_id=each, **first) for each in dict.fromkeys(institution_ids)
    ]
    for order, each in enumerate(recommendation.addressees, start=1):
        each.order = order
    keep_in_step(session, recommendation)
    session.flush()


def address_countries(session: Session, recommendation_id: str, countries: Sequence[str]) -> None:
    """Set the countries (ISO codes) a recommendation is addressed to; see :func:`address`."""
    recommendation = find(session, Recommendation, recommendation_id)
    first = _first_answer(recommendation)
    kept = {each.country: each for each in recommendation.countries}
    recommendation.countries = [
        kept.get(each) or RecommendationCountry(country=each, **first) for each in dict.fromkeys(countries)
    ]
    keep_in_step(session, recommendation)
    session.flush()


def _first_answer(recommendation: Recommendation) -> dict[str, Any]:
    if recommendation.answers:
        return {"position": Position.PENDING, "status": Implementation.NOT_STARTED}
    return {name: getattr(recommendation, name) for name in ("position", "status", "status_reason")}


def supersede(session: Session, recommendation_id: str, by_id: str) -> None:
    """Say that a recommendation gave way to a later one, for all it was addressed to."""
    old, new = find(session, Recommendation, recommendation_id), find(session, Recommendation, by_id)
    if old.id == new.id:
        raise Refusal(message("A recommendation cannot repeat or supersede itself."))
    new.supersedes_id = old.id
    old.status = Implementation.SUPERSEDED
    session.flush()


def put_under_themes(session: Session, recommendation_id: str, theme_ids: Sequence[str]) -> None:
    """Set the themes a recommendation is about."""
    recommendation = find(session, Recommendation, recommendation_id)
    kept = {each.theme_id: each for each in recommendation.themes}
    recommendation.themes = [kept.get(each) or RecommendationTheme(theme_id=each) for each in dict.fromkeys(theme_ids)]
    session.flush()


def turn_into_objectives(session: Session, recommendation_id: str, objective_ids: Sequence[str]) -> None:
    """Set the objectives of plans that a recommendation serves."""
    recommendation = find(session, Recommendation, recommendation_id)
    kept = {each.objective_id: each for each in recommendation.objectives}
    recommendation.objectives = [
        kept.get(each) or RecommendationObjective(objective_id=each) for each in dict.fromkeys(objective_ids)
    ]
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
    series_id: str | None = None
    body_id: str | None = None
    """Those made at meetings of this body; ``series_id`` likewise."""
    source_id: str | None = None
    article_id: str | None = None
    """Those that refer to this article."""
    theme_id: str | None = None
    programme_id: str | None = None
    objective_id: str | None = None
    """Those turned into this objective of a plan."""
    country: str | None = None
    """Those addressed to this country (ISO code)."""
    made: Period | None = None
    """Those made at meetings that began in this period."""
    before: dt.date | None = None
    """Those made at meetings before this day."""
    open: bool = False
    """Those of which something is still expected."""
    audience: Audience | None = None
    """Those this audience may see; everything where none is named."""


def _meeting_serial(_code: LanguageCode) -> Any:
    return sa.select(Meeting.serial).where(Meeting.id == Recommendation.meeting_id).scalar_subquery()


SORTS = {
    "number": lambda code: Recommendation.serial,
    "title": lambda code: sort_text(Recommendation, code),
    "priority": lambda code: by_stage(Recommendation.priority, Priority),
    "status": lambda code: by_stage(Recommendation.status, Implementation),
    "meeting": _meeting_serial,
    "position": lambda code: by_stage(Recommendation.position, Position),
    "source_number": lambda code: Recommendation.source_number,
    "cycle": lambda code: Recommendation.cycle,
    "level": lambda code: by_stage(Recommendation.level, Level),
}


def list_recommendation_ids(
    session: Session, chosen: RecommendationFilter, code: LanguageCode, sort: Sort | None = None
) -> list[str]:
    """The ids of the recommendations chosen, in order (the latest number first when nothing else is said)."""
    query = ordered(chosen_recommendations(chosen), SORTS, sort, code, Recommendation.serial.desc())
    return read_ids(session, query)


def chosen_recommendations(chosen: RecommendationFilter) -> sa.Select[str]:
    """The SQL of the ids of the recommendations chosen."""
    query = sa.select(Recommendation.id).where(Recommendation.withdrawn_on.is_(None))
    if chosen.audience:
        query = query.where(is_visible(Recommendation, chosen.audience))
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
    if chosen.series_id or chosen.body_id or chosen.before or chosen.made:
        query = query.join(Meeting, Meeting.id == Recommendation.meeting_id)
    if chosen.series_id:
        query = query.where(Meeting.series_id == chosen.series_id)
    if chosen.body_id:
        query = query.where(Meeting.body_id == chosen.body_id)
    if chosen.made:
        query = query.where(chosen.made.holds(Meeting.start))
    if chosen.before:
        query = query.where(Meeting.start < chosen.before)
    if chosen.source_id:
        query = query.where(Recommendation.source_id == chosen.source_id)
    if chosen.article_id:
        query = query.where(Recommendation.article_id == chosen.article_id)
    if chosen.theme_id:
        about = sa.select(RecommendationTheme.recommendation_id).where(RecommendationTheme.theme_id == chosen.theme_id)
        query = query.where(Recommendation.id.in_(about))
    if chosen.country:
        addressed = sa.select(RecommendationCountry.recommendation_id).where(
            RecommendationCountry.country == chosen.country
        )
        query = query.where(Recommendation.id.in_(addressed))
    if chosen.open:
        query = query.where(Recommendation.status.not_in(SETTLED))
    if chosen.programme_id:
        query = query.where(Recommendation.programme_id == chosen.programme_id)
    if chosen.objective_id:
        serving = sa.select(RecommendationObjective.recommendation_id).where(
            RecommendationObjective.objective_id == chosen.objective_id
        )
        query = query.where(Recommendation.id.in_(serving))
    return query


def list_recommendations(
    session: Session, ids: Sequence[str], audience: Audience | None = None
) -> list[RecommendationRow]:
    """The rows with these ids, in this order; they and what they are linked to only where ``audience`` may see it."""
    from desktop.records.follow_up.action import Action, ActionRecommendation

    counted = session.execute(
        sa.select(
            ActionRecommendation.recommendation_id,
            sa.func.count(),
            sa.func.count().filter(Action.status == ActionStatus.VERIFIED),
        )
        .join(Action, Action.id == ActionRecommendation.action_id)
        .where(
            ActionRecommendation.recommendation_id.in_(ids),
            Action.withdrawn_on.is_(None),
            is_visible(Action, audience),
        )
        .group_by(ActionRecommendation.recommendation_id)
    )
    counts = {recommendation_id: (total, verified) for recommendation_id, total, verified in counted}
    query = (
        sa.select(Recommendation)
        .where(Recommendation.id.in_(ids), is_visible(Recommendation, audience))
        .options(
            selectinload(Recommendation.meeting),
            selectinload(Recommendation.addressees).selectinload(Addressee.institution),
            selectinload(Recommendation.pillars).selectinload(RecommendationPillar.pillar),
            selectinload(Recommendation.countries),
            selectinload(Recommendation.themes).selectinload(RecommendationTheme.theme),
            selectinload(Recommendation.source),
            selectinload(Recommendation.article).selectinload(SourceArticle.source),
            selectinload(Recommendation.programme),
            selectinload(Recommendation.repeats),
            selectinload(Recommendation.supersedes),
        )
    )
    found = {each.id: _row(each, *counts.get(each.id, (0, 0)), audience) for each in session.scalars(query)}
    return [found[record_id] for record_id in ids if record_id in found]


def _row(found: Recommendation, actions: int, verified: int, audience: Audience | None) -> RecommendationRow:
    return RecommendationRow(
        id=found.id,
        number=found.number,
        title=found.title,
        text=found.text,
        status=found.status,
        position=found.position,
        priority=found.priority,
        meeting=found.meeting.number if found.meeting and sees(audience, found.meeting) else None,
        pillars=tuple(each.pillar.name for each in sorted(found.pillars, key=lambda link: link.pillar.position)),
        addressees=tuple(each.institution.acronym for each in found.addressees if sees(audience, each.institution)),
        countries=tuple(each.country for each in found.countries),
        actions=actions,
        actions_verified=verified,
        level=found.level,
        source=found.source.code if found.source and sees(audience, found.source) else None,
        source_number=found.source_number,
        paragraph=found.paragraph,
        cycle=found.cycle,
        legal_basis=cite(found.article, audience),
        programme=found.programme.code if found.programme and sees(audience, found.programme) else None,
        repeats=found.repeats.number if found.repeats and sees(audience, found.repeats) else None,
        supersedes=found.supersedes.number if found.supersedes and sees(audience, found.supersedes) else None,
        themes=tuple(each.theme.name for each in sorted(found.themes, key=lambda link: link.theme.position)),
        status_reason=found.status_reason,
        answers=_answer_rows(found, audience),
    )


def list_answers(session: Session, recommendation_id: str) -> tuple[AnswerRow, ...]:
    """What each of those a recommendation is addressed to says and does: the institutions, then the countries."""
    return _answer_rows(find(session, Recommendation, recommendation_id), None)


def _answer_rows(found: Recommendation, audience: Audience | None) -> tuple[AnswerRow, ...]:
    return tuple(
        AnswerRow(
            id=each.id,
            institution=each.institution.acronym if isinstance(each, Addressee) else None,
            country=each.country if isinstance(each, RecommendationCountry) else None,
            position=each.position,
            status=each.status,
            status_reason=each.status_reason,
        )
        for each in found.answers
        if isinstance(each, RecommendationCountry) or sees(audience, each.institution)
    )

"""Sources: treaties, laws and reports of monitoring bodies, their articles, and since when they bind which country."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from desktop.codes import Audience, Level, SourceKind
from desktop.language import LanguageCode, Refusal, Wording, label, message
from desktop.records.audience import is_visible, sees
from desktop.records.base import Levelled, Record, Withdrawable, reference, wording
from desktop.records.listing import Sort, in_order, ordered, read_ids
from desktop.records.people.institution import Institution
from desktop.records.reading_order import by_word
from desktop.records.search.words import Indexed, Searchable, contains, holds, sort_text


class Source(Record, Levelled, Withdrawable, Searchable):
    singular = label("record", "source")
    searched = ("code", "title")
    noted = ("address",)
    dated = "adopted_on"
    __table_args__ = (sa.CheckConstraint("in_force_on >= adopted_on", name="dates"),)

    code: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """What it is called in short: "CETS 197", "27-14"."""
    title: Mapped[Wording] = wording("title")
    kind: Mapped[SourceKind]
    institution_id: Mapped[str | None] = reference("institution", nullable=True)
    """Whose instrument or report it is."""
    adopted_on: Mapped[dt.date | None] = mapped_column(default=None)
    """The day it was adopted, signed or published."""
    in_force_on: Mapped[dt.date | None] = mapped_column(default=None)
    address: Mapped[str | None] = mapped_column(default=None)
    """Where the text is published. It is never opened by the application itself."""

    institution: Mapped[Institution | None] = relationship()
    articles: Mapped[list[SourceArticle]] = relationship(
        back_populates="source", cascade="all, delete-orphan", order_by="SourceArticle.position"
    )
    countries: Mapped[list[SourceCountry]] = relationship(
        cascade="all, delete-orphan", order_by="SourceCountry.country"
    )

    def check(self, session: Session) -> None:
        if not (self.code or "").strip() or not self.title:
            raise Refusal(
                message("A source needs a short name and a title in one language at least.").at(
                    "title" if (self.code or "").strip() else "code"
                )
            )
        if self.adopted_on and self.in_force_on and self.in_force_on < self.adopted_on:
            raise Refusal(message("A source enters into force after it was adopted, not before.").at("in_force_on"))


class SourceArticle(Record, Indexed):
    """An article that decisions rest on and recommendations refer to."""

    singular = label("record", "article")
    searched = ("number", "title")
    shares = "source_id"
    __table_args__ = (sa.UniqueConstraint("source_id", "number"),)

    source_id: Mapped[str] = reference("source")
    number: Mapped[str] = mapped_column(sa.String(32))
    title: Mapped[Wording] = wording("title")
    position: Mapped[int] = mapped_column(default=0)

    source: Mapped[Source] = relationship(back_populates="articles")

    def check(self, session: Session) -> None:
        if not (self.number or "").strip():
            raise Refusal(message("An article needs its number.").at("number"))


class SourceCountry(Record):
    """Since when a source is in force in a country."""

    singular = label("record", "entry into force")
    __table_args__ = (sa.UniqueConstraint("source_id", "country"),)

    source_id: Mapped[str] = reference("source")
    country: Mapped[str] = mapped_column(sa.String(2))
    since: Mapped[dt.date]


@dataclass(frozen=True)
class ArticleRow:
    id: str
    number: str
    title: Wording


@dataclass(frozen=True)
class SourceRow:
    id: str
    code: str
    title: Wording
    kind: SourceKind
    institution: str | None
    """Acronym."""
    adopted_on: dt.date | None
    in_force_on: dt.date | None
    countries: tuple[tuple[str, dt.date], ...]
    """The countries in which it is in force, by ISO code, and since when."""
    articles: tuple[ArticleRow, ...]
    recommendations: int
    level: Level

    def in_force_in(self, country: str, on: dt.date) -> bool:
        return any(code == country and since <= on for code, since in self.countries)


def list_sources(
    session: Session, search: str = "", kinds: Sequence[SourceKind] = (), audience: Audience | None = None
) -> list[SourceRow]:
    """The sources that ``audience`` may see, with their articles, by short name."""
    query = sa.select(Source).where(Source.withdrawn_on.is_(None), is_visible(Source, audience)).order_by(Source.code)
    if search:
        query = query.where(contains(Source, search))
    if kinds:
        query = query.where(Source.kind.in_(kinds))
    return _rows(session, query, audience)


def _rows(session: Session, query: sa.Select[Source], audience: Audience | None = None) -> list[SourceRow]:
    from desktop.records.follow_up.recommendation import Recommendation

    counts = dict(
        session.execute(
            sa.select(Recommendation.source_id, sa.func.count())
            .where(
                Recommendation.source_id.is_not(None),
                Recommendation.withdrawn_on.is_(None),
                is_visible(Recommendation, audience),
            )
            .group_by(Recommendation.source_id)
        ).all()
    )
    loaded = query.options(
        selectinload(Source.institution), selectinload(Source.articles), selectinload(Source.countries)
    )
    return [_row(each, counts.get(each.id, 0), audience) for each in session.scalars(loaded)]


@dataclass(frozen=True)
class SourceFilter:
    search: str = ""
    kinds: Sequence[SourceKind] = ()
    institution_id: str | None = None
    country: str | None = None
    """Those in force in this country."""


SORTS = {
    "code": lambda code: Source.code,
    "title": lambda code: sort_text(Source, code),
    "kind": lambda code: by_word(Source.kind, SourceKind, code),
    "adopted": lambda code: Source.adopted_on,
    "in_force": lambda code: Source.in_force_on,
    "institution": lambda code: (
        sa.select(Institution.acronym).where(Institution.id == Source.institution_id).scalar_subquery()
    ),
}


def list_source_ids(session: Session, chosen: SourceFilter, code: LanguageCode, sort: Sort | None = None) -> list[str]:
    """The ids of the sources chosen, in order (by short name when nothing else is said)."""
    query = sa.select(Source.id).where(Source.withdrawn_on.is_(None))
    if chosen.search:
        query = query.where(contains(Source, chosen.search))
    if chosen.kinds:
        query = query.where(Source.kind.in_(chosen.kinds))
    if chosen.institution_id:
        query = query.where(Source.institution_id == chosen.institution_id)
    if chosen.country:
        bound = sa.select(SourceCountry.source_id).where(SourceCountry.country == chosen.country)
        query = query.where(Source.id.in_(bound))
    return read_ids(session, ordered(query, SORTS, sort, code, Source.code))


def find_sources(session: Session, ids: Sequence[str], audience: Audience | None = None) -> list[SourceRow]:
    """The rows with these ids that ``audience`` may see, in this order."""
    query = sa.select(Source).where(Source.id.in_(ids), is_visible(Source, audience))
    return in_order(ids, _rows(session, query, audience))


def list_articles(session: Session, source_id: str) -> list[ArticleRow]:
    """The articles of a source, in their order."""
    query = sa.select(SourceArticle).where(SourceArticle.source_id == source_id)
    found = session.scalars(query.order_by(SourceArticle.position, SourceArticle.id))
    return [ArticleRow(each.id, each.number, each.title) for each in found]


@dataclass(frozen=True)
class ForceRow:
    """Since when a source is in force in a country."""

    id: str
    country: str
    since: dt.date


def list_entries_into_force(session: Session, source_id: str) -> list[ForceRow]:
    """The countries in which a source is in force, the first one first."""
    query = sa.select(SourceCountry).where(SourceCountry.source_id == source_id)
    found = session.scalars(query.order_by(SourceCountry.since, SourceCountry.country))
    return [ForceRow(each.id, each.country, each.since) for each in found]


@dataclass(frozen=True)
class CitedArticle:
    """An article as it is offered to be chosen: with its source."""

    id: str
    source: str
    """Short name."""
    number: str
    title: Wording


def list_article_ids(session: Session, search: str = "") -> list[str]:
    """The ids of the articles whose source, number or title holds these words, by the source's short name."""
    query = (
        sa.select(SourceArticle)
        .join(Source, Source.id == SourceArticle.source_id)
        .where(Source.withdrawn_on.is_(None))
        .options(selectinload(SourceArticle.source))
        .order_by(Source.code, SourceArticle.position, SourceArticle.id)
    )
    return [each.id for each in session.scalars(query) if holds(search, each.source.code, each.number, each.title)]


def find_articles(session: Session, ids: Sequence[str]) -> list[CitedArticle]:
    """The rows with these ids, in this order."""
    query = sa.select(SourceArticle).where(SourceArticle.id.in_(ids)).options(selectinload(SourceArticle.source))
    found = session.scalars(query)
    return in_order(ids, (CitedArticle(each.id, each.source.code, each.number, each.title) for each in found))


def cite(article: SourceArticle | None, audience: Audience | None = None) -> str | None:
    """An article as it is cited, "27-14, art. 6"; None where there is none, or its source may not be seen."""
    if article is None or not sees(audience, article.source):
        return None
    return f"{article.source.code}, {article.number}"


def _row(found: Source, recommendations: int, audience: Audience | None) -> SourceRow:
    return SourceRow(
        id=found.id,
        code=found.code,
        title=found.title,
        kind=found.kind,
        institution=found.institution.acronym if found.institution and sees(audience, found.institution) else None,
        adopted_on=found.adopted_on,
        in_force_on=found.in_force_on,
        countries=tuple((each.country, each.since) for each in found.countries),
        articles=tuple(ArticleRow(each.id, each.number, each.title) for each in found.articles),
        recommendations=recommendations,
        level=found.level,
    )

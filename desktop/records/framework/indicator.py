"""Indicators: what is counted to see whether a plan works, and the value of each period.

Counts of people are aggregates only: a number for a period and a group, never a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from desktop.codes import Audience, Dimension, Frequency, Level
from desktop.language import LanguageCode, Refusal, Wording, label, message
from desktop.records.audience import is_visible, masked, sees
from desktop.records.base import Levelled, Record, Withdrawable, find, reference, wording
from desktop.records.commission.commission import find_smallest_count
from desktop.records.framework.plan import Objective
from desktop.records.listing import Sort, in_order, ordered, read_ids
from desktop.records.people.institution import Institution
from desktop.records.search.words import Indexed, Searchable, contains, sort_text


class Indicator(Record, Levelled, Withdrawable, Searchable):
    singular = label("record", "indicator")
    searched = ("code", "name")
    noted = ("unit",)
    __table_args__ = (
        sa.CheckConstraint(
            "not counts_people or baseline >= 0 and baseline = round(baseline) "
            "and target >= 0 and target = round(target)",
            name="people",
        ),
    )

    code: Mapped[str] = mapped_column(sa.String(32), unique=True)
    name: Mapped[Wording] = wording("name")
    unit: Mapped[Wording] = wording("unit")
    counts_people: Mapped[bool] = mapped_column(default=False)
    """Whole numbers; small ones are masked in what goes to partners or the public."""
    baseline: Mapped[float | None] = mapped_column(default=None)
    baseline_on: Mapped[dt.date | None] = mapped_column(default=None)
    target: Mapped[float | None] = mapped_column(default=None)
    target_on: Mapped[dt.date | None] = mapped_column(default=None)
    frequency: Mapped[Frequency] = mapped_column(default=Frequency.YEARLY)
    dimension: Mapped[Dimension | None] = mapped_column(default=None)
    """What its values are broken down by."""
    objective_id: Mapped[str | None] = reference("objective", nullable=True)
    institution_id: Mapped[str | None] = reference("institution", nullable=True)
    """Who supplies the values."""

    objective: Mapped[Objective | None] = relationship()
    institution: Mapped[Institution | None] = relationship()

    def check(self, session: Session) -> None:
        if not (self.code or "").strip() or not self.name:
            raise Refusal(
                message("An indicator needs a code and a name in one language at least.").at(
                    "name" if (self.code or "").strip() else "code"
                )
            )
        if self.counts_people:
            for value in (self.baseline, self.target):
                _check_people(value)


class IndicatorValue(Record, Indexed):
    """The value of an indicator in a period, of everyone or of one group."""

    singular = label("record", "value of an indicator")
    searched = ("note", "group")
    dated = "end"
    shares = "indicator_id"
    __table_args__ = (
        sa.UniqueConstraint("indicator_id", "start", "end", "group"),
        sa.CheckConstraint('"end" >= start', name="period"),
    )

    indicator_id: Mapped[str] = reference("indicator")
    start: Mapped[dt.date]
    end: Mapped[dt.date]
    group: Mapped[str] = mapped_column(sa.String(64), default="")
    """The group within the indicator's dimension ("women", "Oriental"); empty for everyone together."""
    value: Mapped[float]
    note: Mapped[Wording] = wording("note")

    indicator: Mapped[Indicator] = relationship()

    def check(self, session: Session) -> None:
        if self.end < self.start:
            raise Refusal(message("The end lies before the beginning.").at("end"))
        with session.no_autoflush:
            indicator = find(session, Indicator, self.indicator_id)
        if self.group and indicator.dimension is None:
            raise Refusal(message("{code} is not broken down: enter one value for everyone.", code=indicator.code))
        if indicator.counts_people:
            _check_people(self.value)


@dataclass(frozen=True)
class IndicatorValueRow:
    id: str
    start: dt.date
    end: dt.date
    group: str
    value: float | None
    """None for a count of people too small to be shown."""
    note: Wording


@dataclass(frozen=True)
class IndicatorRow:
    id: str
    code: str
    name: Wording
    unit: Wording
    counts_people: bool
    baseline: float | None
    baseline_on: dt.date | None
    target: float | None
    target_on: dt.date | None
    frequency: Frequency
    dimension: Dimension | None
    objective: str | None
    """The objective's number in its plan."""
    institution: str | None
    """Acronym."""
    latest: IndicatorValueRow | None
    """The last value of everyone together."""
    level: Level


def _check_people(value: float | None) -> None:
    if value is not None and (value < 0 or value != int(value)):
        raise Refusal(message("A count of people is a whole number, and not below zero."))


def enter_value(session: Session, indicator_id: str, values: Mapping[str, Any]) -> IndicatorValue:
    """Enter the value of a period, or correct the one that is there.

    ``values`` are attributes of :class:`IndicatorValue`: ``start``, ``end``, ``value`` and perhaps ``group``, ``note``.
    """
    found = session.scalar(
        sa.select(IndicatorValue).where(
            IndicatorValue.indicator_id == indicator_id,
            IndicatorValue.start == values["start"],
            IndicatorValue.end == values["end"],
            IndicatorValue.group == values.get("group", ""),
        )
    )
    if found is None:
        found = IndicatorValue(indicator_id=indicator_id)
        session.add(found)
    for name, value in values.items():
        setattr(found, name, value)
    session.flush()
    return found


def list_indicators(
    session: Session, search: str = "", objective_id: str | None = None, audience: Audience | None = None
) -> list[IndicatorRow]:
    """The indicators ``audience`` may see, with their last value, by code. Small counts of people are masked."""
    query = sa.select(Indicator).where(Indicator.withdrawn_on.is_(None), is_visible(Indicator, audience))
    query = query.order_by(Indicator.code)
    if search:
        query = query.where(contains(Indicator, search))
    if objective_id:
        query = query.where(Indicator.objective_id == objective_id)
    return _rows(session, query, audience)


def _rows(session: Session, query: sa.Select[Indicator], audience: Audience | None = None) -> list[IndicatorRow]:
    threshold = find_smallest_count(session)
    return [
        _row(each, next(_of_everyone(session, each, audience), None), audience, threshold)
        for each in session.scalars(query).all()
    ]


@dataclass(frozen=True)
class IndicatorFilter:
    search: str = ""
    institution_id: str | None = None
    """Those whose values this institution supplies."""
    objective_id: str | None = None


SORTS = {
    "code": lambda code: Indicator.code,
    "title": lambda code: sort_text(Indicator, code),
    "target": lambda code: Indicator.target,
    "target_on": lambda code: Indicator.target_on,
}


def list_indicator_ids(
    session: Session, chosen: IndicatorFilter, code: LanguageCode, sort: Sort | None = None
) -> list[str]:
    """The ids of the indicators chosen, in order (by code when nothing else is said)."""
    query = ordered(chosen_indicators(chosen), SORTS, sort, code, Indicator.code)
    return read_ids(session, query)


def chosen_indicators(chosen: IndicatorFilter) -> sa.Select[str]:
    """The SQL of the ids of the indicators chosen."""
    query = sa.select(Indicator.id).where(Indicator.withdrawn_on.is_(None))
    if chosen.search:
        query = query.where(contains(Indicator, chosen.search))
    if chosen.institution_id:
        query = query.where(Indicator.institution_id == chosen.institution_id)
    if chosen.objective_id:
        query = query.where(Indicator.objective_id == chosen.objective_id)
    return query


def find_indicators(session: Session, ids: Sequence[str], audience: Audience | None = None) -> list[IndicatorRow]:
    """The rows with these ids that ``audience`` may see, in this order."""
    query = sa.select(Indicator).where(Indicator.id.in_(ids), is_visible(Indicator, audience))
    return in_order(ids, _rows(session, query, audience))


def _of_everyone(session: Session, found: Indicator, audience: Audience | None) -> Iterator[IndicatorValueRow]:
    """The values of everyone together, the latest first."""
    return (row for row in reversed(list_values(session, found.id, audience)) if not row.group)


def list_values(session: Session, indicator_id: str, audience: Audience | None = None) -> list[IndicatorValueRow]:
    """The values of an indicator by period, and within a period everyone first, then the groups.

    Small counts of people are masked. Where one group's is, so is everyone's in that period: the one could be worked
    out from the other. None at all for an audience that may not see the indicator.
    """
    if not sees(audience, find(session, Indicator, indicator_id)):
        return []
    query = (
        sa.select(IndicatorValue)
        .where(IndicatorValue.indicator_id == indicator_id)
        .order_by(IndicatorValue.end, IndicatorValue.start, IndicatorValue.group)
    )
    found = session.scalars(query).all()
    threshold = find_smallest_count(session)
    rows = [_value_row(each, audience, threshold) for each in found]
    telling = {(row.start, row.end) for row in rows if row.group and row.value is None}
    return [replace(row, value=None) if not row.group and (row.start, row.end) in telling else row for row in rows]


def _value_row(found: IndicatorValue, audience: Audience | None, threshold: int) -> IndicatorValueRow:
    value = _shown(found.indicator, found.value, audience, threshold)
    return IndicatorValueRow(found.id, found.start, found.end, found.group, value, found.note)


def _shown(indicator: Indicator, value: float | None, audience: Audience | None, threshold: int) -> float | None:
    """A value as this audience may see it."""
    if value is None or not indicator.counts_people or masked(int(value), audience, threshold) is not None:
        return value
    return None


def _row(found: Indicator, latest: IndicatorValueRow | None, audience: Audience | None, threshold: int) -> IndicatorRow:
    return IndicatorRow(
        id=found.id,
        code=found.code,
        name=found.name,
        unit=found.unit,
        counts_people=found.counts_people,
        baseline=_shown(found, found.baseline, audience, threshold),
        baseline_on=found.baseline_on,
        target=_shown(found, found.target, audience, threshold),
        target_on=found.target_on,
        frequency=found.frequency,
        dimension=found.dimension,
        objective=found.objective.number if found.objective and sees(audience, found.objective.plan) else None,
        institution=found.institution.acronym if found.institution and sees(audience, found.institution) else None,
        latest=latest,
        level=found.level,
    )

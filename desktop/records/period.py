"""A stretch of days, with an open end or two: what lists are narrowed to, what a calendar shows."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa


@dataclass(frozen=True)
class Period:
    """From one day to another, both of them in it; None for an end that is open."""

    first: dt.date | None = None
    last: dt.date | None = None

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def read(cls, code: object) -> Period | None:
        """The period that :attr:`code` stands for; None for anything that is none."""
        ends = code.split("..") if isinstance(code, str) else []
        if len(ends) != 2 or not any(ends):
            return None
        try:
            first, last = (dt.date.fromisoformat(end) if end else None for end in ends)
        except ValueError:
            return None
        return cls(first, last) if first is None or last is None or first <= last else None

    @property
    def code(self) -> str:
        """The period as a text: ``2026-11-01..2026-11-30``, or ``..2026-11-30`` for one without a beginning."""
        return "..".join(end.isoformat() if end else "" for end in (self.first, self.last))

    @property
    def whole_month(self) -> bool:
        return self.first is not None and self == Period.month(self.first.year, self.first.month)

    def holds(self, day: Any) -> sa.ColumnElement[bool]:
        """The SQL of "this day is in the period"."""
        ends = []
        if self.first is not None:
            ends.append(day >= self.first)
        if self.last is not None:
            ends.append(day <= self.last)
        return sa.and_(sa.true(), *ends) if len(ends) != 2 else day.between(self.first, self.last)

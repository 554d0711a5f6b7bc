"""Numbers such as ``REC-2021-014``: given once, in order, within a year, and never given again."""

from __future__ import annotations

import re
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.language import Refusal, message
from desktop.records.base import Base

KINDS = ("meeting", "decision", "recommendation", "action", "letter", "corrigendum")

DEFAULT_PATTERNS: Mapping[str, str] = {
    "meeting": "REU-{year}-{number:03}",
    "decision": "DEC-{year}-{number:03}",
    "recommendation": "REC-{year}-{number:03}",
    "action": "ACT-{year}-{number:03}",
    "letter": "LET-{year}-{number:03}",
    "corrigendum": "COR-{year}-{number:03}",
}

# SQLite and PostgreSQL agree on this statement, and SQLAlchemy has none that suits both.
_NEXT = sa.text(
    "insert into counter (kind, year, last) values (:kind, :year, 1) "
    "on conflict (kind, year) do update set last = counter.last + 1 returning last"
)

_PLACE = re.compile(r"\{(?P<name>year|number)(?:(?<=number):0(?P<width>[1-9]))?\}")


class Numbered:
    """A record with a number, which it keeps for good."""

    number: Mapped[str] = mapped_column(sa.String(64), unique=True, sort_order=-9)
    serial: Mapped[int] = mapped_column(sa.BigInteger, sort_order=-8)
    """The year and the place in it as one whole number, 2021000014: lists are sorted on it, whatever the pattern."""


class Counter(Base):
    """The last number given for a kind of record in a year.

    It is no record: undoing the change that made a record takes the record away, but its number stays used.
    """

    __tablename__ = "counter"

    kind: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class NumberPattern(Base):
    """How the numbers of a kind of record are written in this register."""

    __tablename__ = "number_pattern"

    kind: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    pattern: Mapped[str]


def check_pattern(pattern: str) -> None:
    """Raise :class:`Refusal` unless ``pattern`` has the year and the number and no other place to fill in."""
    places = {place["name"] for place in _PLACE.finditer(pattern)}
    if places != {"year", "number"} or set("{}") & set(_PLACE.sub("", pattern)):
        raise Refusal(
            message("“{pattern}” is not a valid numbering pattern. Write, for example, {example}.",
                    pattern=pattern, example=DEFAULT_PATTERNS["recommendation"])
        )  # fmt: skip


def give_number(session: Session, record: Numbered, kind: str, year: int) -> None:
    """Give a record the next number of this kind in this year. ``kind`` is one of :data:`KINDS`.

    The counter's row is changed in the caller's own transaction, which makes two desks wait for one another, even for
    the first number of a year.
    """
    with session.no_autoflush:
        last = session.execute(_NEXT, {"kind": kind, "year": year}).scalar_one()
        pattern = session.scalar(sa.select(NumberPattern.pattern).where(NumberPattern.kind == kind))
    record.number = written(pattern or DEFAULT_PATTERNS[kind], year, last)
    record.serial = serial(year, last)


def serial(year: int, number: int) -> int:
    """The order of numbers, over the years: a year has room for a million."""
    return year * 1_000_000 + number


def written(pattern: str, year: int, number: int) -> str:
    """The number as the pattern writes it: ``REC-{year}-{number:03}`` gives ``REC-2021-014``.

    Not ``str.format``: a pattern may come from a register somebody else made, and could then ask for more than digits.
    """
    places = {"year": year, "number": number}
    return _PLACE.sub(lambda place: f"{places[place['name']]:0{place['width'] or 1}}", pattern)

"""Numbers such as ``REC-2021-014``: given once, in order, within a year, and never given again."""

from __future__ import annotations

import re
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.language import Refusal, message
from desktop.records.base import Base

KINDS = ("meeting", "decision", "recommendation", "action")

DEFAULT_PATTERNS: Mapping[str, str] = {
    "meeting": "REU-{year}-{number:03}",
    "decision": "DEC-{year}-{number:03}",
    "recommendation": "REC-{year}-{number:03}",
    "action": "ACT-{year}-{number:03}",
}

_PLACE = re.compile(r"\{(?P<name>year|number)(?:(?<=number):0(?P<width>[1-9]))?\}")


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
            message("“{pattern}” is no pattern for numbers. Write, for example, {example}.",
                    pattern=pattern, example=DEFAULT_PATTERNS["recommendation"])
        )  # fmt: skip


def give_number(session: Session, kind: str, year: int) -> str:
    """The next number of this kind in this year. ``kind`` is one of :data:`KINDS`.

    The counter's row is changed in the caller's own transaction, which makes two desks wait for one another.
    """
    last = session.scalar(
        sa.update(Counter).where(Counter.kind == kind, Counter.year == year).values(last=Counter.last + 1)
        .returning(Counter.last)
    )  # fmt: skip
    if last is None:
        last = 1
        session.execute(sa.insert(Counter).values(kind=kind, year=year, last=last))
    pattern = session.scalar(sa.select(NumberPattern.pattern).where(NumberPattern.kind == kind))
    return written(pattern or DEFAULT_PATTERNS[kind], year, last)


def written(pattern: str, year: int, number: int) -> str:
    """The number as the pattern writes it: ``REC-{year}-{number:03}`` gives ``REC-2021-014``.

    Not ``str.format``: a pattern may come from a register somebody else made, and could then ask for more than digits.
    """
    places = {"year": year, "number": number}
    return _PLACE.sub(lambda place: f"{places[place['name']]:0{place['width'] or 1}}", pattern)

"""Numbers such as ``REC-2021-014``: given once, in order, within a year, and never given again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.language import Refusal, label, message
from desktop.records import guard
from desktop.records.base import Base, Record

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
    "insert into counter (kind, year, last) values (:kind, :year, :count) "
    "on conflict (kind, year) do update set last = counter.last + :count returning last"
)

_PLACE = re.compile(r"\{(?P<name>year|number)(?:(?<=number):0(?P<width>[1-9]))?\}")


NUMBER_LENGTH = 64


class Numbered:
    """A record with a number, which it keeps for good."""

    number: Mapped[str] = mapped_column(sa.String(NUMBER_LENGTH), unique=True, sort_order=-9)
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


class NumberPattern(Record):
    """How the numbers of a kind of record are written in this register, from now on: numbers given stay as they are."""

    singular = label("record", "numbering pattern")

    kind: Mapped[str] = mapped_column(sa.String(32), unique=True)
    """One of :data:`KINDS`."""
    pattern: Mapped[str]

    def check(self, session: Session) -> None:
        check_pattern(self.pattern)


def check_pattern(pattern: str) -> None:
    """Raise :class:`Refusal` unless ``pattern`` has the year and the number, no other place to fill in, and is short
    enough for what it writes to be kept."""
    places = {place["name"] for place in _PLACE.finditer(pattern)}
    too_long = len(written(pattern, 9999, 999_999)) > NUMBER_LENGTH
    if places != {"year", "number"} or set("{}") & set(_PLACE.sub("", pattern)) or too_long:
        raise Refusal(
            message("“{pattern}” is not a valid numbering pattern. Write, for example, {example}.",
                    pattern=pattern, example=DEFAULT_PATTERNS["recommendation"])
        )  # fmt: skip


def check_new_pattern(session: Session, kind: str, pattern: str, others: Mapping[str, str] | None = None) -> None:
    """Raise :class:`Refusal` where a pattern is none, or could give a number that is given already.

    A pattern repeats no number of its own: the year has four digits and the number what is left. But two kinds could
    have the same pattern, and a number given under an older pattern could read like one that is yet to be given.
    ``others`` are the patterns of all kinds as they are to be; those of the register where none are given.
    """
    check_pattern(pattern)
    for other, theirs in (list_patterns(session) if others is None else others).items():
        if other != kind and _shape(theirs) == _shape(pattern):
            raise Refusal(
                message(
                    "Another kind of record has the pattern “{pattern}” already: the same number would be given twice. "
                    "Write another.",
                    pattern=theirs,
                )
            )
    shape = re.compile(_shape(pattern))
    for number, given in _numbers(session, kind):
        found = shape.fullmatch(number)
        if found and serial(int(found["year"]), int(found["number"])) > given:
            raise Refusal(
                message(
                    "The number {number} is given already, and “{pattern}” would give it once more. Write another.",
                    number=number,
                    pattern=pattern,
                )
            )


def _shape(pattern: str) -> str:
    """A regular expression that what the pattern writes matches, whatever number of digits it is filled up to."""
    parts, last, seen = [], 0, set()
    for place in _PLACE.finditer(pattern):
        parts.append(re.escape(pattern[last : place.start()].casefold()))
        name, last = place["name"], place.end()
        digits = "[0-9]{4}" if name == "year" else "[0-9]+"
        parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>{digits})")
        seen.add(name)
    return "".join(parts) + re.escape(pattern[last:].casefold())


def _numbers(session: Session, kind: str) -> Iterator[tuple[str, int]]:
    """The numbers given to a kind of record, as they are compared, and their serials."""
    for mapper in Base.registry.mappers:
        numbered = mapper.class_
        if issubclass(numbered, Numbered) and mapper.persist_selectable.description == kind:
            for number, given in session.execute(sa.select(numbered.number, numbered.serial)):
                yield number.casefold(), given


def list_patterns(session: Session) -> dict[str, str]:
    """The pattern of each of :data:`KINDS`: the commission's own, or the usual one."""
    own = dict(session.execute(sa.select(NumberPattern.kind, NumberPattern.pattern)).all())
    return {kind: own.get(kind, DEFAULT_PATTERNS[kind]) for kind in KINDS}


def set_pattern(session: Session, kind: str, pattern: str) -> None:
    """Write the numbers of a kind of record differently from now on; those given stay as they are.

    Raises :class:`Refusal` for a pattern without year and number, and for one that could give a number twice.
    """
    check_new_pattern(session, kind, pattern.strip())
    found = session.scalar(sa.select(NumberPattern).where(NumberPattern.kind == kind))
    if found is None:
        session.add(NumberPattern(kind=kind, pattern=pattern.strip()))
    else:
        found.pattern = pattern.strip()
    session.flush()


def give_number(session: Session, record: Numbered, kind: str, year: int) -> None:
    """Give a record the next number of this kind in this year. ``kind`` is one of :data:`KINDS`.

    The counter's row is changed in the caller's own transaction, which makes two desks wait for one another, even for
    the first number of a year.
    """
    give_numbers(session, (record,), kind, year)


def give_numbers(session: Session, records: Sequence[Numbered], kind: str, year: int) -> None:
    """Give these records the next numbers of this kind in this year, in their order; see :func:`give_number`."""
    if not records:
        return
    with session.no_autoflush:
        counted = {"kind": kind, "year": year, "count": len(records)}
        last = guard.write_unjournalled(session, _NEXT, counted).scalar_one()
        pattern = session.scalar(sa.select(NumberPattern.pattern).where(NumberPattern.kind == kind))
    for number, record in enumerate(records, last - len(records) + 1):
        record.number = written(pattern or DEFAULT_PATTERNS[kind], year, number)
        record.serial = serial(year, number)


_RAISE = sa.text(
    "insert into counter (kind, year, last) values (:kind, :year, :last) "
    "on conflict (kind, year) do update set last = :last where counter.last < :last"
)


def raise_counter(session: Session, kind: str, year: int, last: int) -> None:
    """Give no number of this kind and year up to ``last`` any more: they were given elsewhere."""
    guard.write_unjournalled(session, _RAISE, {"kind": kind, "year": year, "last": last})


def serial(year: int, number: int) -> int:
    """The order of numbers, over the years: a year has room for a million."""
    return year * 1_000_000 + number


def written(pattern: str, year: int, number: int) -> str:
    """The number as the pattern writes it: ``REC-{year}-{number:03}`` gives ``REC-2021-014``.

    Not ``str.format``: a pattern may come from a register somebody else made, and could then ask for more than digits.
    """
    places = {"year": year, "number": number}
    return _PLACE.sub(lambda place: f"{places[place['name']]:0{place['width'] or 1}}", pattern)

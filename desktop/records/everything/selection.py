"""Which records an audience gets of a register, and what each is called where others refer to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping
from sqlalchemy.orm import Session

from desktop.codes import Audience, Level
from desktop.language import LANGUAGE_CODES, LanguageCode
from desktop.records.attachment import Attachment
from desktop.records.audience import masked
from desktop.records.base import Levelled, Record
from desktop.records.commission.commission import find_smallest_count
from desktop.records.everything import shape
from desktop.records.everything.shape import Column, Holds
from desktop.records.everything.shapes import in_order_of_reference, shapes
from desktop.records.framework.indicator import Indicator, IndicatorValue
from desktop.records.journal import kinds
from desktop.records.meetings.attendance import Attendance
from desktop.records.meetings.headcount import Headcount
from desktop.records.names import name_of
from desktop.records.people.body import Body
from desktop.records.subject import Concerning

LONGEST_KEY = 80
"""Letters of a key, without the figure that tells it from another."""

_FROM_WITHIN = frozenset({"minutes_version", "returned_line"})
"""What says all there was to say, whatever the level of what it hangs on: for those only who may see everything."""


@dataclass
class Selection:
    """The ids of the records of each kind that an audience may see, with the key of each; an empty one for a kind that
    nothing refers to."""

    keys: dict[str, dict[str, str]] = field(default_factory=dict)
    withheld: int = 0

    def holds(self, kind: str, record_id: str | None) -> bool:
        return record_id is not None and record_id in self.keys[kind]


def select_records(session: Session, audience: Audience, code: LanguageCode) -> Selection:
    """Choose what ``audience`` may see: what is on its level or below, and hangs on nothing that is not.

    What has no number is called by its title, in the language ``code`` where it has one in it.
    """
    selection = Selection()
    for name in in_order_of_reference():
        _Chooser(session, kinds()[name], audience, code, selection).choose()
    return selection


class _Chooser:
    """Chooses among the records of one kind; those of the kinds it refers to are chosen already."""

    def __init__(
        self, session: Session, kind: type[Record], audience: Audience, code: LanguageCode, selection: Selection
    ) -> None:
        self.session, self.kind, self.audience, self.selection = session, kind, audience, selection
        self.code: LanguageCode = code
        self.name = kind.__tablename__
        self.shape = shapes()[self.name]
        self.references = [column for column in self.shape.columns if column.holds is Holds.REFERENCE]

    def choose(self) -> None:
        keys: dict[str, str] = {}
        self.selection.keys[self.name] = keys
        hidden, taken = self._hidden(), dict[str, int]()
        for row in self._rows():
            if row["id"] in hidden or not self._is_seen(row):
                self.selection.withheld += 1
                continue
            keys[row["id"]] = self._key(row, taken)

    def _key(self, row: RowMapping, taken: dict[str, int]) -> str:
        match self.shape.key:
            case None:
                return ""
            case shape.KEY:
                return _unlike(self._called(row), taken)
            case own:
                return row[own]

    def _rows(self) -> Iterator[RowMapping]:
        """Their ids, levels and references, and what they are called by, in the order in which they were made."""
        columns = sa.inspect(self.kind).columns
        named = (
            "id", "number", "acronym", "code", "name_latin", "name_arabic", "file_name", "position", "reported_on",
            *(f"{name}_{code}" for name in ("title", "name", "subject", "text") for code in LANGUAGE_CODES),
        )  # fmt: skip
        wanted = {name: columns[name] for name in named if name in columns}
        wanted |= {column.name: columns[column.name] for column in self.references}
        if issubclass(self.kind, Levelled):
            wanted["level"] = columns["level"]
        query = sa.select(*(column.label(name) for name, column in wanted.items())).order_by(columns["id"])
        yield from self.session.execute(query).mappings()

    def _is_seen(self, row: RowMapping) -> bool:
        if row.get("level", Level.PUBLIC) not in self.audience.levels:
            return False
        if self.name in _FROM_WITHIN and self.audience is not Audience.RESTRICTED:
            return False
        # What must be said of a record and may not be: without it the record could not be.
        return all(self._may_say(row, column) for column in self.references if self._hangs_on(column)) and (
            self.kind is not Attendance or self._somebody(row)
        )

    def _hangs_on(self, column: Column) -> bool:
        concerned = issubclass(self.kind, Concerning) and column.name in self.kind.part_of
        return column.needed or concerned

    def _may_say(self, row: RowMapping, column: Column) -> bool:
        assert column.refers_to is not None
        if row[column.name] is None:
            return True
        if self.kind is Attachment and column.refers_to == Body.__tablename__:
            # No secret itself, a body opens nothing that hangs on it to others: see ``search.index.level_of``.
            return Level.INTERNAL in self.audience.levels
        return self._holds(column.refers_to, row[column.name])

    def _holds(self, kind: str, record_id: str | None) -> bool:
        return self.selection.holds(kind, record_id)

    def _somebody(self, row: RowMapping) -> bool:
        """A line of an attendance list is about a person or an institution that may be named."""
        return self._holds("institution", row["institution_id"]) or self._holds("person", row["person_id"])

    def _called(self, row: RowMapping) -> str:
        """What a record is called: by its number, by its title, or by what it is a part of and its place there."""
        own = name_of({**row})
        words = own.number or own.title.best(self.code)[0]
        owner = getattr(self.kind, "shares", "")
        if not issubclass(self.kind, Levelled) and owner:
            target = next(column.refers_to for column in self.references if column.name == owner)
            assert target is not None
            above = self.selection.keys[target][row[owner]]
            said = own.number or row.get("position") or row.get("reported_on") or words
            words = f"{above} / {said}"
        return " ".join(words.split())[:LONGEST_KEY].strip() or self.name

    def _hidden(self) -> set[str]:
        """The ids of counts of people so small that they may say who they are."""
        if masked(1, self.audience) is not None:
            return set()
        threshold = find_smallest_count(self.session)

        def small(count: float) -> bool:
            return masked(int(count), self.audience, threshold) is None

        if self.kind is Headcount:
            counts = self.session.execute(sa.select(Headcount.id, Headcount.women, Headcount.men))
            return {each for each, women, men in counts if small(women) or small(men)}
        if self.kind is IndicatorValue:
            return _small_values(self.session, small)
        return set()


def _small_values(session: Session, small: Callable[[float], bool]) -> set[str]:
    """Where a group's value is small, everyone's in that period goes with it: the one could be worked out from it."""
    query = (
        sa.select(
            IndicatorValue.id, IndicatorValue.indicator_id, IndicatorValue.start, IndicatorValue.end,
            IndicatorValue.group, IndicatorValue.value,
        )
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
        .where(Indicator.counts_people)
    )  # fmt: skip
    rows = session.execute(query).all()
    telling = {(row.indicator_id, row.start, row.end) for row in rows if row.group and small(row.value)}
    return {
        row.id
        for row in rows
        if small(row.value) or (not row.group and (row.indicator_id, row.start, row.end) in telling)
    }


def _unlike(words: str, taken: dict[str, int]) -> str:
    """``words``, with a figure behind it where another is called so; case does not tell two apart."""
    folded = words.casefold()
    taken[folded] = count = taken.get(folded, 0) + 1
    return words if count == 1 else _unlike(f"{words} ({count})", taken)

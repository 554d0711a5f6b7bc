"""Takes a whole register, as it was read out of tables, into one that is still empty.

It is one step, like any other change: either all of it comes in or nothing, and it is undone as a whole. What comes
from outside is trusted in nothing: every value must fit its column, every reference must lead somewhere, and every
record is asked for its own rules, once all are there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm import Session

from desktop.language import Message, Refusal, message
from desktop.records import journal
from desktop.records.base import ID_LENGTH, Record, new_id
from desktop.records.content import keep_bytes
from desktop.records.everything.reading import FILE_COLUMNS
from desktop.records.everything.shape import Column, Given, Holds, Shape, Taken, TakenRow
from desktop.records.everything.shapes import in_order_of_reference, shapes
from desktop.records.numbering import Numbered, raise_counter

FOUNDED = frozenset({"body", "commission", "holiday", "number_pattern", "pillar", "reporting_date", "term"})
"""What a new register begins with: it makes place for what comes in."""

MOST_PROBLEMS = 100
"""How many are told of; whoever made the workbook knows by then."""

_BATCH = 200

Tell = Callable[[int, int], bool]


@dataclass(frozen=True)
class Problem:
    """Why a record cannot come in as it is."""

    kind: str
    line: int
    column: str | None
    why: Message


class NotTaken(Refusal):
    """Something of it cannot come in, so nothing did."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(message("Some of it cannot be taken in as it is. Nothing was entered."))
        self.problems = tuple(problems)


class Stopped(Refusal):
    """Whoever imports has stopped it."""

    def __init__(self) -> None:
        super().__init__(message("The import was stopped. Nothing was entered."))


def check_empty(session: Session) -> None:
    """Raise :class:`Refusal` unless the register holds no more than a new one begins with."""
    for name, kind in journal.kinds().items():
        if name not in FOUNDED and session.scalar(sa.select(kind.id).limit(1)) is not None:
            raise Refusal(
                message(
                    "A whole register is taken in by an empty one only, and this one holds records already. Make a new "
                    "register and import the workbook there. Nothing was entered."
                )
            )


def fill_register(session: Session, taken: Taken, tell: Tell = lambda _done, _of: True) -> None:
    """Enter all there is. What the new register began with goes: commission, rules and terms are those that come.

    Raises :class:`NotTaken` with every reason, :class:`Refusal` where the register is not empty, :class:`Stopped`.
    """
    check_empty(session)
    _Filling(session, taken, tell).fill()


class _Filling:
    def __init__(self, session: Session, taken: Taken, tell: Tell) -> None:
        self.session, self.taken, self.tell = session, taken, tell
        self.problems: list[Problem] = []
        self.ids: dict[str, dict[str, str]] = {}
        """By kind, the id of the record with each key."""
        self.done = 0
        self.made: list[tuple[Shape, TakenRow, Record]] = []

    def fill(self) -> None:
        if len(self.taken.rows.get("commission", ())) != 1:
            raise Refusal(message("A register has one commission, on a sheet of its own. Nothing was entered."))
        for name in in_order_of_reference():
            self._know(shapes()[name])
        records = {name: list(self._records(shapes()[name])) for name in in_order_of_reference()}
        self._check_alike(records)
        self._give_up()
        with journal.rules_aside(self.session):
            self._make_room()
            for data in self.taken.files.values():
                keep_bytes(self.session, data)
            for name in in_order_of_reference():
                self._enter(shapes()[name], records[name])
            self._raise_counters()
            self._check_rules()
        self._give_up()

    # --- before anything is written ----------------------------------------------------------------------------------

    def _know(self, shape: Shape) -> None:
        """Learn the ids of a kind's records by their keys."""
        known = self.ids.setdefault(shape.kind, {})
        seen: set[str] = set()
        for row in self.taken.rows.get(shape.kind, ()):
            record_id = row.id or new_id()
            if not re.fullmatch(f"[0-9a-f]{{{ID_LENGTH}}}", record_id):
                self._say(shape, row, None, message("The identifier in the hidden column was altered."))
            elif record_id in seen:
                self._say(shape, row, None, message("Another row has the same identifier: empty it in one of the two."))
            seen.add(record_id)
            key = row.key if row.key is not None else f"\0{row.line}"
            if key in known:
                self._say(shape, row, shape.key, message("“{key}” is on this sheet twice.", key=key))
            elif not key.strip():
                self._say(shape, row, shape.key, message("This cell must not be empty."))
            known[key] = record_id

    def _records(self, shape: Shape) -> Iterator[tuple[TakenRow, str, dict[str, Any]]]:
        """The rows of a kind with their ids and the values that the register keeps."""
        table = sa.inspect(journal.kinds()[shape.kind]).columns
        for row in self.taken.rows.get(shape.kind, ()):
            key = row.key if row.key is not None else f"\0{row.line}"
            values: dict[str, Any] = {}
            for column in shape.columns:
                value = row.values.get(column.name)
                if column.holds is Holds.REFERENCE and value is not None:
                    value = self._referred(shape, row, column, value)
                if (why := _unfit(value, table[column.name])) is not None:
                    self._say(shape, row, column.name, why)
                elif column.name in FILE_COLUMNS and value is not None and value not in self.taken.files:
                    self._say(shape, row, column.name, message("The content of this file is not in the workbook."))
                elif value is not None or column.nullable:
                    values[column.name] = value
            yield row, self.ids[shape.kind][key], values

    def _referred(self, shape: Shape, row: TakenRow, column: Column, key: str) -> str | None:
        assert column.refers_to is not None
        found = self.ids[column.refers_to].get(key)
        if found is None:
            other = shapes()[column.refers_to].singular
            why = message("“{key}” is not among the records of the kind “{kind}”.", key=key, kind=other)
            self._say(shape, row, column.name, why)
        return found

    def _check_alike(self, records: Mapping[str, Sequence[tuple[TakenRow, str, dict[str, Any]]]]) -> None:
        """What must not be alike in two records of a kind."""
        for name, rows in records.items():
            table = journal.kinds()[name].__table__
            assert isinstance(table, sa.Table)
            for rule in table.constraints:
                if isinstance(rule, sa.UniqueConstraint):
                    self._check_unlike(shapes()[name], [column.name for column in rule.columns], rows)

    def _check_unlike(
        self, shape: Shape, names: Sequence[str], rows: Sequence[tuple[TakenRow, str, dict[str, Any]]]
    ) -> None:
        first: dict[tuple[Any, ...], int] = {}
        for row, _, values in rows:
            said = tuple(values.get(name) for name in names)
            if None in said:
                continue
            if said in first:
                why = message("This is the same as in row {row}, and must not be.", row=first[said])
                self._say(shape, row, names[-1], why)
            first.setdefault(said, row.line)

    # --- writing -----------------------------------------------------------------------------------------------------

    def _make_room(self) -> None:
        for name in reversed(in_order_of_reference()):
            if name in FOUNDED:
                for record in self.session.scalars(sa.select(journal.kinds()[name])).all():
                    self.session.delete(record)
                self.session.flush()

    def _enter(self, shape: Shape, records: Sequence[tuple[TakenRow, str, dict[str, Any]]]) -> None:
        kind = journal.kinds()[shape.kind]
        references = [column for column in shape.columns if column.holds is Holds.REFERENCE]
        own = [column.name for column in references if column.refers_to == shape.kind]
        later: list[tuple[Record, str, str]] = []
        batch: list[tuple[TakenRow, Record]] = []
        there: set[str] = set()
        for row, record_id, values in _parents_first(records, own):
            for name in own:
                # Two that refer to one another: one is there first, and learns of the other when that is there, too.
                if values.get(name) is not None and values[name] not in there:
                    later.append((kind(id=record_id), name, values.pop(name)))
            there.add(record_id)
            record = kind(id=record_id, **values)
            if not references:
                # Some rules look at what is about to change only; one that refers to nothing can be asked already.
                self._ask(shape, row, record)
            batch.append((row, record))
            if len(batch) == _BATCH:
                self._write(shape, batch)
                batch = []
        self._write(shape, batch)
        for known, name, value in later:
            record = self.session.get(kind, known.id)
            assert record is not None
            setattr(record, name, value)
        self.session.flush()

    def _write(self, shape: Shape, batch: Sequence[tuple[TakenRow, Record]]) -> None:
        if not batch:
            return
        self._give_up()  # what breaks a rule may break one of the database's, which says less
        if not self.tell(self.done, self.taken.count):
            raise Stopped
        try:
            self.session.add_all(record for _, record in batch)
            self.session.flush()
        except (exc.IntegrityError, exc.DataError) as error:
            # The database says which rule, in its own words, and not of which record.
            row, last = batch[0][0], batch[-1][0]
            why = message("Something in the rows {first} to {last} is not what the register takes.",
                          first=row.line, last=last.line)  # fmt: skip
            raise NotTaken([Problem(shape.kind, row.line, None, why)]) from error
        self.made += [(shape, row, record) for row, record in batch]
        self.done += len(batch)

    def _raise_counters(self) -> None:
        """No number that is there is given again, nor one that the workbook says was given."""
        last: dict[tuple[str, int], int] = {}
        given = [*self.taken.numbers, *(_given(record) for _, _, record in self.made if isinstance(record, Numbered))]
        for each in given:
            last[each.kind, each.year] = max(each.last, last.get((each.kind, each.year), 0))
        for (kind, year), number in last.items():
            raise_counter(self.session, kind, year, number)

    def _check_rules(self) -> None:
        for shape, row, record in self.made:
            self._ask(shape, row, record)

    def _ask(self, shape: Shape, row: TakenRow, record: Record) -> None:
        """Ask a record for its rules."""
        try:
            record.check(self.session)
        except Refusal as refusal:
            self._say(shape, row, refusal.message.about or None, refusal.message)
        except (AttributeError, TypeError, ValueError):
            # What a register keeps as JSON may come in any shape.
            name = next((column.name for column in shape.columns if column.holds is Holds.LIST), None)
            self._say(
                shape, row, name, message("“{said}” is not understood here.", said=str(row.values.get(name or ""))[:60])
            )

    # --- what is wrong -----------------------------------------------------------------------------------------------

    def _say(self, shape: Shape, row: TakenRow, column: str | None, why: Message) -> None:
        self.problems.append(Problem(shape.kind, row.line, column, why))
        if len(self.problems) >= MOST_PROBLEMS:
            self._give_up()

    def _give_up(self) -> None:
        if self.problems:
            raise NotTaken(self.problems)


def _parents_first(
    records: Sequence[tuple[TakenRow, str, dict[str, Any]]], own: Sequence[str]
) -> Iterator[tuple[TakenRow, str, dict[str, Any]]]:
    """The records, each after those of its own kind that it refers to, as far as they do not refer to one another."""
    if not own:
        yield from records
        return
    by_id = {record_id: (row, record_id, values) for row, record_id, values in records}
    done: set[str] = set()
    for _, first, _ in records:
        path = [first]
        entered: set[str] = set()
        while path:
            record_id = path[-1]
            entered.add(record_id)
            ahead = [
                other
                for name in own
                if (other := by_id[record_id][2].get(name)) is not None and other not in done and other not in entered
            ]
            if ahead and record_id not in done:
                path.append(ahead[0])
                continue
            path.pop()
            if record_id not in done:
                done.add(record_id)
                yield by_id[record_id]


def _unfit(value: Any, column: sa.Column[Any]) -> Message | None:
    """Why a value does not fit the column of a database, which not every database says by itself."""
    if value is None:
        return None
    if isinstance(value, str):
        length = getattr(column.type, "length", None)
        if not isinstance(column.type, sa.Enum) and length is not None and len(value) > length:
            return message("This is too long: {count} characters at most.", count=length)
        if "\0" in value:
            return message("“{said}” is not understood here.", said=value.replace("\0", "�"))
    if isinstance(value, int) and not isinstance(value, bool):
        bits = 63 if isinstance(column.type, sa.BigInteger) else 31
        if not -(1 << bits) <= value < 1 << bits:
            return message("“{said}” is not understood here.", said=str(value)[:60])
    return None


def _given(record: Numbered) -> Given:
    assert isinstance(record, Record)
    year, number = divmod(record.serial, 1_000_000)
    return Given(record.__tablename__, year, number)

"""The journal told in words: codes by their words, ids by what they stand for, dates as one reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import Channel, Code
from desktop.language import LANGUAGE_CODES, OWN_NAMES, isolate, message
from desktop.records.field_words import find_words
from desktop.records.journal import ALTERED, MADE, kinds
from desktop.records.names import Key, RecordName, name_records
from desktop.records.rows import ChangeRow
from desktop.windows.desk import Desk

LONGEST = 160
"""Characters shown of a text that was changed."""

MOST_LINES = 400
"""Lines told of one step: an import may have changed a hundred thousand values."""


@dataclass(frozen=True)
class Tale:
    """Lines of the journal, and what the records they speak of are called."""

    changes: Sequence[ChangeRow] = ()
    names: Mapping[Key, RecordName] = field(default_factory=dict)
    left_out: int = 0
    """How many lines of the same there are that are not told."""


def read_tale(session: Session, changes: Sequence[ChangeRow], left_out: int = 0) -> Tale:
    """Look up all that is needed to tell these changes. It may be done in a thread."""
    return Tale(changes, name_records(session, set(_keys(changes))), left_out)


def _keys(changes: Iterable[ChangeRow]) -> Iterator[Key]:
    for change in changes:
        yield change.kind, change.record_id
        for name, old, new in _values(change):
            target = _target(change.kind, name)
            if target is not None:
                yield from ((target, value) for value in (old, new) if isinstance(value, str))


def _values(change: ChangeRow) -> Iterator[tuple[str, Any, Any]]:
    """Each value that a line speaks of: its name, what it was, what it is."""
    if change.operation == ALTERED:
        yield change.field or "", change.old, change.new
    elif isinstance(made := change.new if change.operation == MADE else change.old, Mapping):
        for name, value in made.items():
            yield name, None, value


@cache
def _column(kind: str, name: str) -> sa.Column[Any] | None:
    model = kinds().get(kind)
    return None if model is None else sa.inspect(model).columns.get(name)


def _target(kind: str, name: str) -> str | None:
    """The kind of record that a value refers to."""
    column = _column(kind, name)
    keys = column.foreign_keys if column is not None else ()
    target = next((key.column.table.name for key in keys), None)
    return target if target in kinds() else None


@cache
def _code_type(kind: str, name: str) -> type[Code] | None:
    column = _column(kind, name)
    enum = getattr(column.type, "enum_class", None) if column is not None else None
    return enum if isinstance(enum, type) and issubclass(enum, Code) else None


class Telling:
    """Tells changes as rich text, in the language spoken."""

    def __init__(self, desk: Desk, has_door: Callable[[str], bool] = lambda kind: False) -> None:
        """``has_door`` says of which kinds of record a name leads to the record."""
        self._desk, self._has_door = desk, has_door

    def tell(self, tale: Tale, own: Key | None = None) -> str:
        """One block a step; what is said of ``own`` needs no name, for it stands beside that record."""
        steps = [list(lines) for _, lines in groupby(tale.changes, key=lambda change: change.step)]
        return "".join(self.tell_step(lines, tale.names, own) for lines in steps)

    def tell_step(self, lines: Sequence[ChangeRow], names: Mapping[Key, RecordName], own: Key | None = None) -> str:
        """One step: what, when, who, through what; then each record it touched, and how."""
        first, desk = lines[0], self._desk
        by = [desk.language.moment(first.at)]
        by += [isolate(first.who)] if first.who else []
        by += [desk.say(first.channel.label)] if first.channel is not Channel.FORM else []
        return (
            f"<p style='margin: 0 0 12px 0'><b>{escape(desk.say(first.label))}</b><br>"
            f"<span style='color: {desk.theme.muted}'>{escape(' · '.join(by))}</span>"
            f"{self.tell_lines(lines, names, own)}</p>"
        )

    def tell_lines(self, lines: Sequence[ChangeRow], names: Mapping[Key, RecordName], own: Key | None = None) -> str:
        """What a step did to each record."""
        told: list[str] = []
        by_record: dict[Key, list[ChangeRow]] = {}
        for line in reversed(lines[:MOST_LINES]):  # in the order in which it was done
            by_record.setdefault((line.kind, line.record_id), []).append(line)
        for key, changes in by_record.items():
            said = [part for change in changes for part in self._parts(change, names)]
            if key != own:
                told.append(self._head(key, changes, names))
            elif changes[0].operation != ALTERED:
                said = []  # that it was entered is what the step is called; its values stand beside it
            told += said
        if len(lines) > MOST_LINES:
            more = message("… and {count} more lines", count=len(lines) - MOST_LINES)
            told.append(escape(self._desk.say(more)))
        return "".join(f"<br>{each}" for each in told if each)

    def name(self, key: Key, names: Mapping[Key, RecordName]) -> str:
        """What a record is called: "Action ACT-2021-003 · Train magistrates"."""
        kind = kinds().get(key[0])
        words = [self._desk.say(kind.singular)] if kind is not None else []
        called = names.get(key)
        if called:
            words.append(isolate(" · ".join(each for each in (called.number, self._best(called)) if each)))
        return " ".join(words)

    def _best(self, name: RecordName) -> str:
        return self._cut(self._desk.language.best(name.title))

    def _head(self, key: Key, changes: Sequence[ChangeRow], names: Mapping[Key, RecordName]) -> str:
        name = self.name(key, names)
        operations = {change.operation for change in changes}
        if MADE in operations:
            name = self._desk.language.text("Entered: {record}", record=name)
        elif ALTERED not in operations:
            name = self._desk.language.text("Removed: {record}", record=name)
        said = escape(name)
        if self._has_door(key[0]):
            said = f"<a href='{key[0]}/{key[1]}' style='color: {self._desk.theme.accent}'>{said}</a>"
        return said

    def _parts(self, change: ChangeRow, names: Mapping[Key, RecordName]) -> Iterator[str]:
        muted, altered = self._desk.theme.muted, change.operation == ALTERED
        arrow = "←" if self._desk.language.right_to_left else "→"
        named = change.kind, change.record_id
        for name, old, new in _values(change):
            found = find_words(change.kind, name)
            if found is None or (not altered and self._is_in_name(named, name, new, names)):
                continue
            words, code = found
            title = self._desk.say(words) + (f" ({code})" if code else "")
            said = escape(isolate(self.value(change.kind, name, new, names)))
            if altered:
                before = escape(isolate(self.value(change.kind, name, old, names)))
                said = f"<span style='color: {muted}'>{before}</span> {arrow} {said}"
            name = f"<span style='color: {muted}'>{escape(title)}</span>"
            yield self._desk.language.text("{name}: {value}", name=name, value=said)

    def _is_in_name(self, key: Key, name: str, value: Any, names: Mapping[Key, RecordName]) -> bool:
        """Whether a value of a record that was entered or removed is told by its name already."""
        called = names.get(key)
        if called is None or value is None:
            return value is None
        if value == called.number or value in called.title.as_dict().values():
            return True
        return bool(not called.number and _target(key[0], name))

    def value(self, kind: str, name: str, value: Any, names: Mapping[Key, RecordName]) -> str:
        """One value in words."""
        language = self._desk.language
        if value is None or value == "":
            return "–"
        if (target := _target(kind, name)) is not None:
            called = names.get((target, value))
            return (called.number or self._best(called)) if called else "–"
        if (codes := _code_type(kind, name)) is not None:
            found = next((code for code in codes if code.value == value), None)
            return self._desk.say(found.label) if found is not None else str(value)
        match value:
            case bool():
                return language.text("yes") if value else language.text("no")
            case int() if name == "progress":
                return language.percent(value)
            case int():
                return str(value)
            case str() if name == "country":
                return language.country_name(value)
            case str() if name == "language" and value in LANGUAGE_CODES:
                return OWN_NAMES[value]
            case str() if name == "language":
                return str(language.locale.languages.get(value, value))
            case str():
                return self._text(kind, name, value)
            case list():
                return language.list([str(each) for each in value])
            case _:
                return str(value)

    def _text(self, kind: str, name: str, value: str) -> str:
        column = _column(kind, name)
        try:
            if column is not None and isinstance(column.type, sa.Date):
                return self._desk.language.date(dt.date.fromisoformat(value), "short")
            if column is not None and isinstance(column.type, sa.Time):
                return dt.time.fromisoformat(value).strftime("%H:%M")
        except ValueError:
            pass
        return self._cut(value)

    def _cut(self, text: str) -> str:
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

"""What records are called: by number and title, whether they are still in the register or only in its journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.language import LANGUAGE_CODES, Wording
from desktop.records.base import Record
from desktop.records.journal import REMOVED, Change, kinds
from desktop.records.listing import PAGE

Key = tuple[str, str]
"""A kind of record and an id."""


@dataclass(frozen=True)
class RecordName:
    number: str
    """Number, acronym or short name; empty for what has none."""
    title: Wording

    def __bool__(self) -> bool:
        return bool(self.number or self.title)


_NUMBERS = ("number", "acronym", "code")
_TITLES = ("title", "name", "subject", "text")


def name_of(values: Mapping[str, Any]) -> RecordName:
    """The name that a record's own values give it."""
    number = next((str(values[name]) for name in _NUMBERS if values.get(name)), "")
    if values.get("name_latin") or values.get("name_arabic"):
        latin = values.get("name_latin")
        return RecordName(number, Wording(latin, values.get("name_arabic"), latin))
    for name in _TITLES:
        title = Wording(*(values.get(f"{name}_{code}") for code in LANGUAGE_CODES))
        if title:
            return RecordName(number, title)
    if file_name := values.get("file_name"):
        return RecordName(number, Wording(file_name, file_name, file_name))
    return RecordName(number, Wording())


def name_records(session: Session, wanted: Iterable[Key], depth: int = 2) -> dict[Key, RecordName]:
    """The names of records. One without a name of its own is called by those it refers to: a link, an attendance."""
    by_kind: dict[str, set[str]] = {}
    for kind, record_id in wanted:
        by_kind.setdefault(kind, set()).add(record_id)
    known = kinds()
    found: dict[Key, Mapping[str, Any]] = {}
    for kind, ids in by_kind.items():
        if kind in known:
            found.update({(kind, key): values for key, values in _read(session, known[kind], sorted(ids)).items()})
    names = {key: name_of(values) for key, values in found.items()}
    if depth > 1:
        _name_by_others(session, names, found, depth)
    return names


def _name_by_others(session: Session, names: dict[Key, RecordName], found: dict[Key, Any], depth: int) -> None:
    known = kinds()
    referred = {
        key: [
            (next(iter(column.foreign_keys)).column.table.name, found[key][name])
            for name, column in sa.inspect(known[key[0]]).columns.items()
            if column.foreign_keys and found[key].get(name)
        ]
        for key, name in names.items()
        if not name
    }
    others = name_records(session, {each for each_of in referred.values() for each in each_of}, depth - 1)
    for key, targets in referred.items():
        parts = [others[each] for each in targets if others.get(each)]
        words = {code: " – ".join(part.number or part.title.best(code)[0] for part in parts) for code in LANGUAGE_CODES}
        names[key] = RecordName("", Wording(**words) if parts else Wording())


def _read(session: Session, kind: type[Record], ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """The values of records that their names are made of: those of the register, or of the journal's last removal."""
    columns = sa.inspect(kind).columns
    wanted = [
        column
        for name, column in columns.items()
        if name in ("id", *_NUMBERS, "name_latin", "name_arabic", "file_name")
        or name.rpartition("_")[0] in _TITLES
        or column.foreign_keys
    ]
    found: dict[str, Mapping[str, Any]] = {}
    for first in range(0, len(ids), PAGE):
        page = ids[first : first + PAGE]
        rows = session.execute(sa.select(*wanted).where(columns["id"].in_(page))).mappings()
        found.update({row["id"]: dict(row) for row in rows})
        gone = [each for each in page if each not in found]
        if gone:
            removals = session.execute(
                sa.select(Change.record_id, Change.old)
                .where(
                    Change.kind == kind.__tablename__,
                    Change.record_id.in_(gone),
                    Change.operation == sa.literal_column(f"'{REMOVED}'"),
                )
                .order_by(Change.id)
            )
            found.update(dict(removals.all()))
    return found

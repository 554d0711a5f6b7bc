"""From a record to where it is shown: what it is called, and which records it hangs on, one above the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.language import Wording
from desktop.records.base import Base, Record, Withdrawable
from desktop.records.meetings.meeting import Meeting, MeetingSeries
from desktop.records.search.index import COLUMNS, indexed_kinds
from desktop.records.search.words import Indexed


@dataclass(frozen=True)
class Named:
    """A record by what it is called."""

    kind: str
    id: str
    number: str
    """Its number, acronym or code; empty for what has none."""
    title: Wording


def find_way(session: Session, kind: str, record_id: str) -> list[tuple[str, str]]:
    """Kind and id of a record, then of what it hangs on, and so on: an agenda item, its meeting.

    A series hangs on its last meeting.
    """
    way: list[tuple[str, str]] = []
    record = _find(session, kind, record_id)
    while record is not None and len(way) < len(indexed_kinds()):
        way.append((record.__tablename__, record.id))
        assert isinstance(record, Indexed)
        if isinstance(record, MeetingSeries):
            record = _last_meeting(session, record)
            continue
        owner_id = getattr(record, record.shared) if record.shared else None
        record = _find(session, _target(type(record), record.shared), owner_id) if owner_id else None
    return way


def list_named(session: Session, records: Sequence[tuple[str, str]]) -> list[Named]:
    """What these records (kind and id) are called, in this order; those that are gone or withdrawn are left out."""
    found = []
    for kind, record_id in records:
        record = _find(session, kind, record_id)
        if record is not None and not (isinstance(record, Withdrawable) and record.withdrawn_on is not None):
            found.append(_named(record))
    return found


def _find(session: Session, kind: str, record_id: str) -> Record | None:
    known = indexed_kinds().get(kind)
    return None if known is None else session.get(known, record_id)


def _last_meeting(session: Session, series: MeetingSeries) -> Meeting | None:
    meetings = sa.select(Meeting).where(Meeting.series_id == series.id, Meeting.withdrawn_on.is_(None))
    return session.scalars(meetings.order_by(Meeting.start.desc(), Meeting.serial.desc()).limit(1)).first()


def _target(kind: type[Record], reference: str) -> str:
    [key] = sa.inspect(kind).columns[reference].foreign_keys
    table = key.column.table
    return next(mapper.class_.__tablename__ for mapper in Base.registry.mappers if mapper.local_table is table)


def _named(record: Record) -> Named:
    assert isinstance(record, Indexed)
    number, title = "", Wording()
    for name in record.searched:
        value = getattr(record, name)
        if isinstance(value, Wording):
            title = title or value
        elif COLUMNS.get(name) == "number":
            number = number or value or ""
        elif name == "name_latin":
            arabic = getattr(record, "name_arabic", None)
            title = Wording(fr=value, ar=arabic, en=value)
    return Named(record.__tablename__, record.id, number, title)

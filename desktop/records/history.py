"""Reading the journal: what happened to a meeting with all that hangs on it, and to the register; and back again.

What hangs on what is read from the references between records (``part_of`` and ``leads_to`` of
:class:`~desktop.records.base.Record` say what they cannot), so a new kind of record has its history by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import Channel
from desktop.language import Language, Refusal, message
from desktop.records.base import Base, Record, Withdrawable
from desktop.records.journal import REMOVED, Change, Step, kinds, read_changes, revived, unpack_message
from desktop.records.listing import PAGE
from desktop.records.names import name_of, name_records
from desktop.records.rows import ChangeRow, RemovedRow, StepRow
from desktop.records.search.words import fold

# --- what hangs on a record -------------------------------------------------------------------------------------------


@cache
def _parts_of(kind: str) -> list[tuple[type[Record], str]]:
    """The kinds of records that hang on this kind, each with the reference by which it does."""
    found = []
    for part in kinds().values():
        for name, column in sa.inspect(part).columns.items():
            points = any(key.column.table.name == kind for key in column.foreign_keys)
            if points and (not column.nullable or name in part.part_of):
                found.append((part, name))
    return found


def find_parts(session: Session, kind: type[Record], record_id: str) -> dict[str, set[str]]:
    """The ids of a record and of all that hangs, or hung until it was removed, on it, by kind.

    Of a meeting: its agenda, attendance, decisions, recommendations, their actions, the actions' updates.
    """
    found: dict[str, set[str]] = {}
    reached = {kind.__tablename__: {record_id}}
    while reached:
        further: dict[str, set[str]] = {}
        for name, ids in reached.items():
            found.setdefault(name, set()).update(ids)
            for part, reference in _parts_of(name):
                for values in (*_living(session, part, reference, ids), *_gone(session, part, reference, ids)):
                    further.setdefault(part.__tablename__, set()).add(values["id"])
                    for led in part.leads_to:
                        if led != reference and values.get(led):
                            further.setdefault(_target(part, led), set()).add(values[led])
        reached = {name: new for name, ids in further.items() if (new := ids - found.get(name, set()))}
    return found


def _target(kind: type[Record], reference: str) -> str:
    [key] = sa.inspect(kind).columns[reference].foreign_keys
    return key.column.table.name


def _living(session: Session, part: type[Record], reference: str, ids: set[str]) -> Iterator[Any]:
    columns = sa.inspect(part).columns
    wanted = [columns["id"], *(columns[name] for name in part.leads_to)]
    for page in _pages(ids):
        yield from session.execute(sa.select(*wanted).where(columns[reference].in_(page))).mappings()


def _gone(session: Session, part: type[Record], reference: str, ids: set[str]) -> Iterator[dict[str, Any]]:
    removed = sa.select(Change.record_id, Change.old).where(
        Change.kind == part.__tablename__, Change.operation == sa.literal_column(f"'{REMOVED}'")
    )
    for record_id, old in session.execute(removed):
        if old.get(reference) in ids:
            yield {"id": record_id, **old}


def _pages(ids: Iterable[str]) -> Iterator[list[str]]:
    every = sorted(ids)
    return (every[first : first + PAGE] for first in range(0, len(every), PAGE))


# --- the history of a record with all that hangs on it ----------------------------------------------------------------


def list_change_ids(session: Session, kind: type[Record], record_id: str) -> list[int]:
    """The lines of the journal about a record and about all that hangs on it, the newest first."""
    found: list[int] = []
    for name, ids in find_parts(session, kind, record_id).items():
        for page in _pages(ids):
            found += session.scalars(sa.select(Change.id).where(Change.kind == name, Change.record_id.in_(page)))
    return sorted(found, reverse=True)


def list_changes_by_id(session: Session, ids: Sequence[int]) -> list[ChangeRow]:
    """These lines of the journal, the newest first."""
    return read_changes(session, Change.id.in_(ids))


# --- the history of the register --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class HistoryFilter:
    """Which steps of the journal: all conditions hold together, and an empty one holds always."""

    kinds: Sequence[str] = ()
    """Those that touched a record of one of these kinds."""
    who: str = ""
    channels: Sequence[Channel] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    """Days in this computer's time zone, both included."""
    words: str = ""
    """Those whose sentence, in the language spoken, or whose author holds all these words."""
    only: Sequence[int] | None = None
    """No others than these."""


def list_step_ids(session: Session, chosen: HistoryFilter, language: Language | None = None) -> list[int]:
    """The ids of the steps chosen, the newest first. ``language`` is the one in which words are looked for."""
    query = sa.select(Step.id).order_by(Step.id.desc())
    if chosen.kinds:
        query = query.where(sa.exists().where(Change.step_id == Step.id, Change.kind.in_(chosen.kinds)))
    if chosen.who:
        query = query.where(Step.who == chosen.who)
    if chosen.channels:
        query = query.where(Step.channel.in_(chosen.channels))
    if chosen.since:
        query = query.where(Step.at >= _midnight(chosen.since))
    if chosen.until:
        query = query.where(Step.at < _midnight(chosen.until + dt.timedelta(days=1)))
    if chosen.only is not None:
        query = query.where(Step.id.in_(chosen.only))
    if words := fold(chosen.words).split():
        return _holding(session, query, words, language or Language("en"))
    return list(session.scalars(query))


def _holding(session: Session, query: sa.Select[int], words: Sequence[str], language: Language) -> list[int]:
    """The steps whose sentence holds all these words. Sentences lie in the journal in no language yet."""
    # A number stands in the journal as one reads it: the database can leave out most of what does not hold it.
    for word in words:
        if word.isascii() and any(letter.isdigit() for letter in word):
            query = query.where(sa.cast(Step.label, sa.Text).ilike(f"%{_literal(word)}%", escape="\\"))
    said: dict[str, str] = {}
    found: list[int] = []
    for step_id, who, label in session.execute(query.with_only_columns(Step.id, Step.who, Step.label)):
        key = str(label)
        if key not in said:
            said[key] = fold(language.text(unpack_message(label)))
        if all(word in said[key] or word in fold(who) for word in words):
            found.append(step_id)
    return found


def _literal(word: str) -> str:
    return "".join(f"\\{letter}" if letter in "%_\\" else letter for letter in word)


def list_later_steps(session: Session, step_id: int) -> list[StepRow]:
    """The steps that touched a record of this one after it and still stand, the newest first."""
    touched = sa.select(Change.kind, Change.record_id).where(Change.step_id == step_id).distinct().subquery()
    query = (
        sa.select(Change.step_id)
        .join(touched, sa.and_(Change.kind == touched.c.kind, Change.record_id == touched.c.record_id))
        .where(Change.step_id > step_id)
        .distinct()
    )
    ids = set(session.scalars(query))
    undoing = dict(
        session.execute(sa.select(Step.id, Step.undoes).where(Step.id > step_id, Step.undoes.is_not(None))).all()
    )
    # The newest first: what is undone stands no more, nor does what undid it; a redone step undoes its undoing.
    gone: set[int] = set()
    for each, undone in sorted(undoing.items(), reverse=True):
        if each not in gone and undone is not None:
            gone |= {each, undone}
    return list_steps(session, sorted(ids - gone, reverse=True))


def list_steps(session: Session, ids: Sequence[int]) -> list[StepRow]:
    """The steps with these ids, in this order."""
    touched = (
        sa.select(Change.step_id, Change.kind, Change.record_id).where(Change.step_id.in_(ids)).distinct().subquery()
    )
    counts = dict(session.execute(sa.select(touched.c.step_id, sa.func.count()).group_by(touched.c.step_id)).all())
    steps = {step.id: step for step in session.scalars(sa.select(Step).where(Step.id.in_(ids)))}
    undone = {step.undoes for step in steps.values() if step.undoes is not None}
    undoings = set(session.scalars(sa.select(Step.id).where(Step.id.in_(undone), Step.undoes.is_not(None))))
    return [
        StepRow(
            id=step.id,
            at=step.at,
            who=step.who,
            channel=step.channel,
            label=unpack_message(step.label),
            undoes=step.undoes,
            records=counts.get(step.id, 0),
            redoes=step.undoes in undoings,
        )
        for step in (steps[each] for each in ids if each in steps)
    ]


def list_step_changes(session: Session, step_id: int, limit: int | None = None) -> list[ChangeRow]:
    """What one step changed, the last first; no more lines than ``limit``."""
    return read_changes(session, Change.step_id == step_id, limit=limit)


def list_authors(session: Session) -> list[str]:
    """Everybody who ever changed something, by name."""
    return sorted(session.scalars(sa.select(Step.who).distinct()))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min).astimezone()


# --- what was removed, and its return ---------------------------------------------------------------------------------


def list_removed(session: Session, of: Sequence[str] = ()) -> list[RemovedRow]:
    """The records that can be restored, of these kinds or of all: the last removed first, then those withdrawn.

    What was removed together with what it belonged to is restored with it, and has no row of its own.
    """
    chosen = {name: kind for name, kind in kinds().items() if not of or name in of}
    rows = [*_removed(session, chosen), *_withdrawn(session, chosen)]
    # A link, an attendance: it is called by what it is about.
    names = name_records(session, {(row.kind, row.id) for row in rows if not row.number and not row.title})
    return [
        replace(row, title=name.title) if (name := names.get((row.kind, row.id))) is not None else row for row in rows
    ]


def _removed(session: Session, chosen: dict[str, type[Record]]) -> Iterator[RemovedRow]:
    query = (
        sa.select(Change, Step)
        .join(Step, Change.step_id == Step.id)
        .where(Change.operation == sa.literal_column(f"'{REMOVED}'"))
        .order_by(Change.id.desc())
    )
    lines = session.execute(query).all()
    together = {(change.step_id, change.record_id) for change, _ in lines}
    seen: set[str] = set()
    for change, step in lines:
        kind = chosen.get(change.kind)
        if kind is None or change.record_id in seen:
            continue
        seen.add(change.record_id)
        belongs_to = [change.old.get(name) for name in _belongs_by(kind)]
        if any((change.step_id, owner) in together for owner in belongs_to) or session.get(kind, change.record_id):
            continue
        name = name_of(change.old)
        yield RemovedRow(change.kind, change.record_id, name.number, name.title, step.at, step.who, withdrawn=False)


def _belongs_by(kind: type[Record]) -> list[str]:
    """The references by which a record hangs on others."""
    columns = sa.inspect(kind).columns.items()
    return [name for name, column in columns if column.foreign_keys and (not column.nullable or name in kind.part_of)]


def _withdrawn(session: Session, chosen: dict[str, type[Record]]) -> Iterator[RemovedRow]:
    for name, kind in chosen.items():
        if not issubclass(kind, Withdrawable):
            continue
        columns = sa.inspect(kind).columns
        last = {
            record_id: (at, who)
            for record_id, at, who in session.execute(
                sa.select(Change.record_id, Step.at, Step.who)
                .join(Step, Change.step_id == Step.id)
                .where(Change.kind == name, Change.field == "withdrawn_on")
                .order_by(Change.id)
            )
        }
        for row in session.execute(
            sa.select(*columns).where(columns["withdrawn_on"].is_not(None)).order_by(columns["withdrawn_on"].desc())
        ).mappings():
            at, who = last.get(row["id"], (None, ""))
            called = name_of(dict(row))
            yield RemovedRow(name, row["id"], called.number, called.title, at, who, withdrawn=True)


def restore(session: Session, kind: type[Record], record_id: str) -> None:
    """Bring back a record that was withdrawn, or removed with what hung on it then.

    Raises :class:`Refusal` where it is there, where the journal does not know it, or where a rule forbids its return.
    """
    present = session.get(kind, record_id)
    if isinstance(present, Withdrawable) and present.withdrawn_on is not None:
        present.withdrawn_on = None
        session.flush()
        return
    if present is not None:
        raise Refusal(message("This record is in the register: there is nothing to restore."))
    removal = session.scalar(
        sa.select(Change)
        .where(Change.kind == kind.__tablename__, Change.record_id == record_id, Change.operation == REMOVED)
        .order_by(Change.id.desc())
        .limit(1)
    )
    if removal is None:
        raise Refusal(message("The journal does not know this record: there is nothing to restore."))
    for change in _removed_with(session, removal):
        session.add(revived(kinds()[change.kind], change.record_id, change.old))
        session.flush()


def _removed_with(session: Session, removal: Change) -> list[Change]:
    """A removal, and those of the same step that hung on what it removed: parents first."""
    query = sa.select(Change).where(Change.step_id == removal.step_id, Change.operation == REMOVED).order_by(Change.id)
    order = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    others = sorted(session.scalars(query), key=lambda change: (order[change.kind], change.id))
    back, ids = [removal], {removal.record_id}
    for change in others:
        if change is not removal and any(change.old.get(name) in ids for name in _belongs_by(kinds()[change.kind])):
            back.append(change)
            ids.add(change.record_id)
    return back

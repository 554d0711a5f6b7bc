"""The journal: every change to every record is written down by the session itself, so that no caller can forget it.

A *step* is one transaction of one person: "deadline of ACT-2021-003 revised". It holds *changes*, one for each record
that was made or removed (with all its values) and one for each field that was altered (old and new value). History and
undo read nothing else.
"""

from __future__ import annotations

import base64
import datetime as dt
import getpass
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.orm import InstanceState, Mapped, Mapper, Session, mapped_column, object_session

from desktop.codes import Channel
from desktop.language import LANGUAGE_CODES, Message, Refusal, Wording, message
from desktop.records import going_on
from desktop.records.base import Base, Record
from desktop.records.lifecycle import Staged
from desktop.records.rows import ChangeRow

MADE, ALTERED, REMOVED = "made", "altered", "removed"

_REMOVED = "removed"
"""Where a session keeps, during a flush, what the flush removes."""


class Step(Base):
    """One transaction: who did what, when and through what."""

    __tablename__ = "step"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    who: Mapped[str]
    channel: Mapped[Channel]
    label: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    """The sentence that says what was done, as :func:`pack_message` writes it: it reads in any language."""
    undoes: Mapped[int | None] = mapped_column(sa.ForeignKey("step.id"), default=None)


class Change(Base):
    """One line of the journal."""

    __tablename__ = "change"
    __table_args__ = (
        sa.Index("ix_change_record", "kind", "record_id"),
        # Few records are ever removed, and whoever looks for what hung on a record has to find those, too.
        sa.Index(
            "ix_change_removed",
            "kind",
            sqlite_where=sa.text("operation = 'removed'"),
            postgresql_where=sa.text("operation = 'removed'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(sa.ForeignKey("step.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(64))
    record_id: Mapped[str] = mapped_column(sa.String(32))
    operation: Mapped[str] = mapped_column(
        sa.Enum(MADE, ALTERED, REMOVED, native_enum=False, create_constraint=True, name="operation")
    )
    field: Mapped[str | None] = mapped_column(sa.String(64))
    old: Mapped[Any] = mapped_column(sa.JSON(none_as_null=True), nullable=True)
    new: Mapped[Any] = mapped_column(sa.JSON(none_as_null=True), nullable=True)


@dataclass
class Pen:
    """What a session writes into the journal with: it lies in ``session.info`` from the session's first moment."""

    label: Message
    channel: Channel
    who: str
    undoes: int | None = None
    step: int | None = None
    """The id of the step, once anything has been written."""
    goes_on: int | None = None
    """The step that this one goes on with, as the next words of one text do: taken into this one where it fits."""
    took_in: bool = False
    """Whether it was."""
    rules_aside: bool = False
    """Whether the rules of the records written are asked later, when all of them are there."""


def pen_of_this_user(label: Message, channel: Channel, undoes: int | None = None) -> Pen:
    try:
        who = getpass.getuser()
    except (OSError, KeyError):  # a service account without a name
        who = ""
    return Pen(label, channel, who, undoes)


def kinds() -> dict[str, type[Record]]:
    """Every journalled kind of record, by the name its lines carry (its table's)."""
    return {
        mapper.class_.__tablename__: mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Record)
    }


# --- writing ----------------------------------------------------------------------------------------------------------


def attend(session: Session) -> None:
    """Make a session journal all it writes."""
    event.listen(session, "before_flush", _check_records)
    event.listen(session, "after_flush", _write_changes)


@event.listens_for(Record, "before_delete", propagate=True)
def _see_removal(_mapper: Mapper[Any], _connection: sa.Connection, record: Record) -> None:
    # Here and not before the flush: only the flush knows which records it removes because they lost their parent.
    session = object_session(record)
    assert session is not None
    if _pen(session).undoes is None:
        record.check_removal(session)
    session.info.setdefault(_REMOVED, {})[record.__tablename__, record.id] = _snapshot(record)


@event.listens_for(Record, "mapper_configured", propagate=True)
def _keep_old_values(mapper: Mapper[Any], kind: type[Record]) -> None:
    # Without this, setting an attribute that is not loaded forgets what was there, and the journal would not know it.
    for attribute in mapper.column_attrs:
        getattr(kind, attribute.key).impl.active_history = True


@contextmanager
def rules_aside(session: Session) -> Iterator[None]:
    """Let records be written that follow their rules only once all of them are there; whoever asks for it checks them.

    Inside, minutes that are adopted are so from the outset, and what belongs to them may come after them.
    """
    pen = _pen(session)
    pen.rules_aside = True
    try:
        yield
    finally:
        pen.rules_aside = False


def are_rules_aside(session: Session) -> bool:
    """Whether :func:`rules_aside` is going on."""
    pen: Pen | None = session.info.get("pen")
    return pen is not None and pen.rules_aside


def _check_records(session: Session, *_: object) -> None:
    undoing = _pen(session).undoes is not None
    for record in session.dirty:
        if isinstance(record, Record) and sa.inspect(record).attrs["id"].history.has_changes():
            raise RuntimeError("a record keeps its id: everything the journal says of it hangs on that")
    if are_rules_aside(session):
        return
    for record in (*session.new, *session.dirty):
        if not isinstance(record, Record) or not (record in session.new or session.is_modified(record)):
            continue
        if isinstance(record, Staged) and not undoing:
            record.check_steps()
        record.check(session)


def _write_changes(session: Session, *_: object) -> None:
    lines = list(_changes(session))
    if not lines:
        return
    pen = _pen(session)
    connection = session.connection()
    earlier = None if pen.step is not None else _gone_on_with(connection, pen, lines)
    if earlier is not None:
        lines = earlier
    if pen.step is None:
        pen.step = connection.scalar(
            sa.insert(Step)
            .values(
                at=dt.datetime.now(dt.UTC),
                who=pen.who,
                channel=pen.channel,
                label=pack_message(pen.label),
                undoes=pen.undoes,
            )
            .returning(Step.id)
        )
    connection.execute(sa.insert(Change), [{"step_id": pen.step, **line} for line in lines])
    if earlier is not None:
        # After the new one is there: the latest step's number tells other desks that something has happened.
        connection.execute(sa.delete(Change).where(Change.step_id == pen.goes_on))
        connection.execute(sa.delete(Step).where(Step.id == pen.goes_on))
        pen.took_in = True


def _gone_on_with(connection: sa.Connection, pen: Pen, lines: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
    """The lines of the step gone on with and these as one; None where the two are not one work."""
    if pen.goes_on is None:
        return None
    step = connection.execute(sa.select(Step.who, Step.label, Step.undoes).where(Step.id == pen.goes_on)).one_or_none()
    if step is None or step.undoes is not None or (step.who, step.label) != (pen.who, pack_message(pen.label)):
        return None
    columns = [Change.__table__.c[name] for name in going_on.NAMES]
    found = connection.execute(sa.select(*columns).where(Change.step_id == pen.goes_on).order_by(Change.id))
    before: list[dict[str, Any]] = [dict(zip(going_on.NAMES, row, strict=True)) for row in found]
    return going_on.join_lines(before, lines)


def _pen(session: Session) -> Pen:
    pen = session.info.get("pen")
    if pen is None:
        raise RuntimeError("records are changed inside Register.changing() only: this session has no journal")
    return pen


def _changes(session: Session) -> Iterator[dict[str, Any]]:
    removed: dict[tuple[str, str], dict[str, Any]] = session.info.pop(_REMOVED, {})
    for record in session.new:
        if isinstance(record, Record):
            yield _line(record.__tablename__, record.id, MADE, new=_snapshot(record))
    for record in session.dirty:
        if isinstance(record, Record) and (record.__tablename__, record.id) not in removed:
            state: InstanceState[Any] = sa.inspect(record)
            for name in _fields(type(record)):
                history = state.attrs[name].history
                if history.has_changes():
                    old = history.deleted[0] if history.deleted else None
                    new = history.added[0] if history.added else None
                    if old != new:
                        yield _line(record.__tablename__, record.id, ALTERED, name, encode(old), encode(new))
    for (kind, record_id), values in removed.items():
        yield _line(kind, record_id, REMOVED, old=values)


def _line(
    kind: str, record_id: str, operation: str, field: str | None = None, old: Any = None, new: Any = None
) -> dict[str, Any]:
    return {
        "kind": kind,
        "record_id": record_id,
        "operation": operation,
        "field": field,
        "old": old,
        "new": new,
    }


def _fields(kind: type[Record]) -> list[str]:
    """The journalled columns of a kind of record, by attribute name."""
    return [
        attribute.key
        for attribute in sa.inspect(kind).column_attrs
        if attribute.key != "id" and attribute.key not in kind.unjournalled
    ]


def _snapshot(record: Record) -> dict[str, Any]:
    values = ((name, getattr(record, name)) for name in _fields(type(record)))
    return {name: encode(value) for name, value in values if value is not None}


# --- values in JSON ---------------------------------------------------------------------------------------------------


def encode(value: Any) -> Any:
    """A column's value as JSON holds it."""
    match value:
        case Enum():
            return value.value
        case dt.date() | dt.time():
            return value.isoformat()
        case Decimal():
            return str(value)
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case _:
            return value


def decode(kind: type[Record], field: str, value: Any) -> Any:
    """The inverse of :func:`encode`, by the type of the column."""
    if value is None:
        return None
    wanted = sa.inspect(kind).column_attrs[field].columns[0].type.python_type
    if issubclass(wanted, Enum):
        return wanted(value)
    if issubclass(wanted, dt.date | dt.time):
        return wanted.fromisoformat(value)
    if issubclass(wanted, bytes):
        return base64.b64decode(value)
    return wanted(value) if issubclass(wanted, Decimal) else value


def pack_message(said: Message) -> dict[str, Any]:
    """A message as JSON, to be said later in the language of whoever reads it."""
    values: dict[str, Any] = {}
    for name, value in said.values.items():
        match value:
            case Message():
                values[name] = {"message": pack_message(value)}
            case Wording():
                values[name] = {"wording": value.as_dict()}
            case dt.date():
                values[name] = {"date": value.isoformat()}
            case _ if isinstance(coded := getattr(value, "label", None), Message):
                values[name] = {"message": pack_message(coded)}
            case None | bool() | int() | float() | str():
                values[name] = value
            case _:  # a path, for example
                values[name] = str(value)
    return {"text": said.text, "values": values, "context": said.context, "many": said.many, "count": said.count}


def unpack_message(packed: Mapping[str, Any]) -> Message:
    """The inverse of :func:`pack_message`."""
    values: dict[str, object] = {}
    for name, value in packed["values"].items():
        match value:
            case {"message": inner}:
                values[name] = unpack_message(inner)
            case {"wording": texts}:
                values[name] = Wording(**texts)
            case {"date": day}:
                values[name] = dt.date.fromisoformat(day)
            case _:
                values[name] = value
    return Message(packed["text"], values, packed["context"], packed["many"], packed["count"])


# --- reading and undoing ----------------------------------------------------------------------------------------------


def list_changes(session: Session, kind: type[Record], record_id: str, limit: int | None = None) -> list[ChangeRow]:
    """The history of a record, newest first; no more lines than ``limit``."""
    return read_changes(session, Change.kind == kind.__tablename__, Change.record_id == record_id, limit=limit)


def read_changes(session: Session, *chosen: sa.ColumnElement[bool], limit: int | None = None) -> list[ChangeRow]:
    """The lines of the journal that meet all these conditions, newest first."""
    found = session.execute(
        sa.select(Change, Step)
        .join(Step, Change.step_id == Step.id)
        .where(*chosen)
        .order_by(Change.id.desc())
        .limit(limit)
    )
    return [
        ChangeRow(
            step.id, step.at, step.who, step.channel, unpack_message(step.label), change.kind, change.record_id,
            change.operation, change.field, change.old, change.new,
        )
        for change, step in found
    ]  # fmt: skip


def find_step(session: Session, step_id: int) -> Step:
    step = session.get(Step, step_id)
    if step is None:
        raise LookupError(f"no step {step_id} in the journal")
    return step


def find_last_step(session: Session) -> int:
    """The id of the latest step, 0 where nothing has happened yet: it tells whether anything has since."""
    return session.scalar(sa.select(sa.func.max(Step.id))) or 0


def undo_step(session: Session, step_id: int) -> None:
    """Put back everything a step changed. The session's own pen writes that down as a step of its own.

    Raises :class:`Refusal` where a later change stands on top of it; then nothing is undone.
    """
    changes = session.scalars(sa.select(Change).where(Change.step_id == step_id).order_by(Change.id)).all()
    touched: list[Record] = []
    for part in reversed(_parts(changes)):
        touched += _undo_part(session, part[::-1])
    # Undone out of turn, what is derived may follow from more than this step.
    for record in touched:
        record.settle(session)
    _flush(session)


def _parts(changes: Iterable[Change]) -> list[list[Change]]:
    """A step's changes, parted where records were made after others had been removed, as their place was then free.

    A flush writes down what it made before what it altered, and that before what it removed.
    """
    parts: list[list[Change]] = []
    for change in changes:
        if not parts or (parts[-1][-1].operation == REMOVED and change.operation != REMOVED):
            parts.append([])
        parts[-1].append(change)
    return parts


def _undo_part(session: Session, changes: list[Change]) -> list[Record]:
    """Put back what these changed, the latest of them first; gives the records concerned."""
    by_kind = kinds()
    touched: list[Record] = []
    order = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    # Parents come back before their children, and children go before their parents; foreign keys ask for it.
    for change in sorted((c for c in changes if c.operation == REMOVED), key=lambda c: (order[c.kind], c.id)):
        touched.append(revived(by_kind[change.kind], change.record_id, change.old))
        session.add(touched[-1])
        _flush(session)
    # A record half put back may break its own rules: it is written once all its fields are what they were.
    with session.no_autoflush:
        for change in (c for c in changes if c.operation == ALTERED):
            kind = by_kind[change.kind]
            record = session.get(kind, change.record_id)
            assert change.field is not None
            if record is None or encode(getattr(record, change.field)) != change.new:
                raise Overtaken
            _put_back(record, change.field, decode(kind, change.field, change.old))
            touched.append(record)
    _flush(session)
    for change in sorted((c for c in changes if c.operation == MADE), key=lambda c: (-order[c.kind], -c.id)):
        record = session.get(by_kind[change.kind], change.record_id)
        if record is None or _snapshot(record) != change.new or _has_parts(record):
            raise Overtaken
        session.delete(record)
        _flush(session)
        touched.append(record)
    return touched


def revived(kind: type[Record], record_id: str, values: Mapping[str, Any]) -> Record:
    """A record as the journal kept it. Columns that it had in an older register and has no more are left out."""
    known = set(_fields(kind))
    return kind(id=record_id, **{name: decode(kind, name, value) for name, value in values.items() if name in known})


def _flush(session: Session) -> None:
    try:
        session.flush()
    except exc.IntegrityError as error:  # its number was given to another, or what it belonged to is gone
        raise Overtaken from error


def _put_back(record: Record, field: str, value: Any) -> None:
    """Set a column. One of a wording is set through the wording, which would not notice otherwise."""
    name, _, code = field.rpartition("_")
    # "answer_due" is a column of its own, though "answer" is a wording.
    if code in LANGUAGE_CODES and name in sa.inspect(type(record)).composites:
        setattr(record, name, replace(getattr(record, name), **{code: value}))
    else:
        setattr(record, field, value)


def _has_parts(record: Record) -> bool:
    """Whether records would be removed together with this one: parts it got since it was made."""
    return any(
        relation.cascade.delete and getattr(record, relation.key) for relation in sa.inspect(type(record)).relationships
    )


class Overtaken(Refusal):
    """What is to be undone has been changed, or built upon, by a later step."""

    def __init__(self) -> None:
        super().__init__(
            message("This change cannot be undone any more: something was changed after it. Nothing was altered.")
        )

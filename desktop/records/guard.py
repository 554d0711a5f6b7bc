"""Nothing is written round the journal: a statement that would change a record is let through only by a flush.

The session's own events see what it writes record by record. What they cannot see - a bulk statement, SQL on the
connection, a forgotten ``execute`` - is stopped one floor below, where every statement of every connection passes.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from desktop.records.base import Base, Record

OPEN = "tawsiya_open"
"""The execution option of a connection that may write without a journal: a migration's, which changes no record but its
shape, and that of a register which is filled for measuring."""

KEPT_BY_THE_JOURNAL = ("step", "change", "search_entry")
"""Tables that are no records, and that only a flush may write all the same."""

_WRITING = "tawsiya_flush"

# The name after a verb of writing, wherever in the statement: a common table expression may delete, too. Quotes and a
# schema's name may stand before it. What stands in quotes is a value, and is taken out first.
_VALUE = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
_WRITTEN = re.compile(
    r"\b(?:insert\s+(?:or\s+\w+\s+)?into|replace\s+into|update(?:\s+or\s+(?:rollback|abort|replace|fail|ignore))?"
    r"|delete\s+from|merge\s+into|truncate(?:\s+table)?|copy|alter\s+table|drop\s+table)"
    r"\s+(?:if\s+exists\s+)?(?:only\s+)?(?:[\"`\[]?\w+[\"`\]]?\s*\.\s*)?[\"`\[]?(\w+)",
    re.IGNORECASE,
)


class Unjournalled(RuntimeError):
    """A statement would have changed records without a journal entry: a mistake in the program, never a user's."""


def watch(engine: sa.Engine) -> None:
    """Refuse, on every connection of ``engine``, what would change a record outside a flush."""
    event.listen(engine, "before_cursor_execute", _check_statement)
    event.listen(engine, "checkin", _forget)


def attend(session: Session) -> None:
    """Let a session's flushes write. To be called after whatever else listens to them: they write last."""
    event.listen(session, "before_flush", lambda session, *_: _connection_info(session).__setitem__(_WRITING, True))
    event.listen(session, "after_flush_postexec", _stop_writing)
    event.listen(session, "after_soft_rollback", _stop_writing)


def _connection_info(session: Session) -> dict[Any, Any]:
    return session.connection().info


def _stop_writing(session: Session, *_: object) -> None:
    if session.in_transaction() and session.is_active:
        _connection_info(session).pop(_WRITING, None)


def _forget(_connection: object, record: ConnectionPoolEntry) -> None:
    # A flush that failed gives its connection back as it is.
    record.info.pop(_WRITING, None)


def _check_statement(connection: sa.Connection, _cursor: object, statement: str, *_: object) -> None:
    if connection.info.get(_WRITING) or connection.get_execution_options().get(OPEN):
        return
    written = tables_written(statement) & guarded_tables()
    if written:
        raise Unjournalled(
            f"this would leave no entry in the journal: change the records of “{', '.join(sorted(written))}” instead"
        )


@lru_cache(maxsize=2000)
def tables_written(statement: str) -> frozenset[str]:
    """The names that stand where a statement of SQL names a table it writes."""
    return frozenset(name.lower() for name in _WRITTEN.findall(_VALUE.sub("''", statement)))


@cache
def guarded_tables() -> frozenset[str]:
    """The tables of all kinds of records, and those that only the journal writes."""
    kinds = (mapper.class_ for mapper in Base.registry.mappers)
    return frozenset({kind.__tablename__ for kind in kinds if issubclass(kind, Record)} | {*KEPT_BY_THE_JOURNAL})

"""Nothing is written round the journal: the database itself refuses what no flush writes.

The session's own events see what it writes record by record. What they cannot see - a bulk statement, SQL on the
connection, a cursor of the driver - is refused one floor below. Every connection to a SQLite file is ``query_only`` but
while a flush lasts. On PostgreSQL a trigger on each table asks for a setting that is on while a flush lasts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.orm import Session

WRITES = "tawsiya_writes"
"""The execution option of a connection whose flushes may write."""

OPEN = "tawsiya_open"
"""The execution option of a connection that may write without a journal: a migration's, which changes no record but its
shape, and that of a register which is filled for measuring."""

_OPENED = "tawsiya_opened"

_REFUSED = "TW001"
_READ_ONLY = "25006"  # https://www.postgresql.org/docs/15/errcodes-appendix.html

_TRIGGER = "tawsiya_guard"
_FUNCTION = f"""
create or replace function {_TRIGGER}() returns trigger language plpgsql as $$ begin
    if current_setting('tawsiya.flush', true) is distinct from 'on' then
        raise exception 'this would leave no entry in the journal' using errcode = '{_REFUSED}';
    end if;
    return null;
end $$
"""


class Unjournalled(RuntimeError):
    """A statement would have changed the register without a journal entry: a mistake in the program, never a user's."""


class JournalledSession(Session):
    """A session that writes while it flushes, and at no other time."""

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        try:
            super().flush(objects)
        finally:
            connection: sa.Connection | None = self.info.pop(_OPENED, None)
            if connection is not None:
                _close(connection)


def attend(session: Session) -> None:
    """Let a session's flushes write. To be called last: the rules of a record, asked before, may not."""
    event.listen(session, "before_flush", _open_for_flush)


def write_unjournalled(session: Session, statement: sa.Executable, values: Mapping[str, Any]) -> sa.Result[Any]:
    """Write what is no record and has no history: the last number given, the content of a file."""
    connection = session.connection()
    if connection.info.get(_OPENED):
        return session.execute(statement, values)
    _open(connection)
    try:
        return session.execute(statement, values)
    finally:
        _close(connection)


def install(connection: sa.Connection) -> None:
    """Give every table on PostgreSQL its trigger. After each migration, so that nobody has to think of a new table."""
    if connection.dialect.name == "sqlite":
        return
    connection.exec_driver_sql(_FUNCTION)
    quote = connection.dialect.identifier_preparer.quote
    for table in sa.inspect(connection).get_table_names():
        connection.exec_driver_sql(
            f"create or replace trigger {_TRIGGER} before insert or update or delete or truncate on {quote(table)} "
            f"for each statement execute function {_TRIGGER}()"
        )


# --- the connections --------------------------------------------------------------------------------------------------


def watch(engine: sa.Engine) -> None:
    """Refuse, on every connection of ``engine``, what would change the register outside a flush."""
    event.listen(engine, "handle_error", _explain)
    event.listen(engine, "rollback", _see_rollback)
    event.listen(engine, "rollback_savepoint", _see_rollback)
    event.listen(engine, "begin", _begin)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _forbid_writing)
        event.listen(engine, "checkin", _forbid_writing)


def _begin(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    is_open = bool(options.get(OPEN))
    if connection.dialect.name == "sqlite":
        # A writer asks for the lock at once: one that only read at first could not be let in later
        # (SQLITE_BUSY_SNAPSHOT). And the lock is given only to who may write at that moment.
        writes = is_open or bool(options.get(WRITES))
        _let_write(connection, writes)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
        _let_write(connection, is_open)
    elif is_open:
        _let_write(connection, True)
    connection.info[_OPENED] = is_open


def _open_for_flush(session: Session, *_: object) -> None:
    connection = session.connection()
    if not connection.info.get(_OPENED):
        _open(connection)
        session.info[_OPENED] = connection


def _open(connection: sa.Connection) -> None:
    _let_write(connection, True)
    connection.info[_OPENED] = True


def _close(connection: sa.Connection) -> None:
    # What failed has been rolled back by now, or will be: PostgreSQL then forgets the setting by itself.
    if connection.closed or not connection.info.get(_OPENED):
        return
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" and driver.info.transaction_status.name == "INERROR":
        return
    _let_write(connection, False)
    connection.info[_OPENED] = False


def _let_write(connection: sa.Connection, allowed: bool) -> None:
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        driver.execute(f"pragma query_only = {'off' if allowed else 'on'}")
    else:
        connection.exec_driver_sql(f"set local tawsiya.flush = '{'on' if allowed else 'off'}'")


def _see_rollback(connection: sa.Connection, *_: object) -> None:
    if connection.dialect.name == "sqlite":
        _let_write(connection, False)
    connection.info[_OPENED] = False


def _forbid_writing(driver: Any, _record: object) -> None:
    if driver is not None:
        driver.execute("pragma query_only = on")


def _explain(context: ExceptionContext) -> None:
    """Say what was wrong, instead of what the database says of it: that somebody may not write there."""
    error, connection = context.original_exception, context.connection
    if isinstance(error, sqlite3.Error):
        refused = (
            getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY
            and connection is not None
            and not connection.info.get(_OPENED)
        )
    else:
        code = getattr(error, "sqlstate", None)
        reads = connection is not None and connection.get_execution_options().get("postgresql_readonly")
        refused = code == _REFUSED or (code == _READ_ONLY and bool(reads))
    if refused:
        raise Unjournalled(
            "this would leave no entry in the journal: change records, inside Register.changing()"
        ) from error

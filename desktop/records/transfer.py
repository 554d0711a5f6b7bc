"""A register as one file, out of whichever database it lies in: every table copied row by row, the journal with them.

It is for a register on an office's server, which has no file of its own to copy.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import exc

from desktop.language import Refusal, message
from desktop.paths import replacing
from desktop.records import sqlite_file
from desktop.records.backup import Stopped, is_whole
from desktop.records.migrations import upgrade
from desktop.records.register import Register
from desktop.records.schema import METADATA
from desktop.records.search.index import in_bulk

Tell = Callable[[int, int], bool]

_ROWS = 1000

UNLIKE = message("The copy was not like the register when it was looked through. It was not kept.")


def copy_into_file(register: Register, target: Path, tell: Tell | None = None) -> None:
    """Write all that a register holds, as it is at one moment, into a new register file at ``target``.

    Raises :class:`Refusal` where it cannot be written or the copy is not like the register, and
    :class:`~desktop.records.backup.Stopped`; then there is no file.
    """
    sqlite_file.check_new_file(target)
    try:
        with replacing(target) as aside:
            # An engine of its own: rows point at rows that come later, so the whole is looked through at the end.
            engine = sa.create_engine(sa.URL.create("sqlite", database=str(aside)))
            try:
                with register.reading() as session, engine.begin() as connection:
                    upgrade(connection)
                    _copy_tables(session.connection(), connection, tell)
            finally:
                engine.dispose()
            with closing(sqlite3.connect(aside)) as marked:
                marked.execute(f"pragma application_id = {sqlite_file.APPLICATION_ID}")
            if not is_whole(aside):
                raise Refusal(UNLIKE)
            with closing(sqlite3.connect(aside)) as marked:
                sqlite_file.mark_as_register(marked)
    except (OSError, sqlite3.Error, exc.OperationalError) as error:
        raise Refusal(
            message("The copy could not be written whole into {folder}. Nothing was kept of it.", folder=target.parent)
        ) from error


def _copy_tables(source: sa.Connection, target: sa.Connection, tell: Tell | None) -> None:
    tables = METADATA.sorted_tables
    counts = {table.name: source.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables}
    whole, done = sum(counts.values()), 0
    with in_bulk(target):
        for table in tables:
            rows = source.execution_options(yield_per=_ROWS).execute(sa.select(table))
            for part in rows.mappings().partitions(_ROWS):
                target.execute(sa.insert(table), [dict(row) for row in part])
                done += len(part)
                if tell is not None and not tell(done, whole):
                    raise Stopped
    for table in tables:
        if target.scalar(sa.select(sa.func.count()).select_from(table)) != counts[table.name]:
            raise Refusal(UNLIKE)

"""A register as one SQLite file: what is looked at before it is opened, and how each connection is set up."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from desktop.language import Refusal, message

SUFFIX = ".tawsiya"

APPLICATION_ID = 0x54575359
"""Marks the file as ours (the letters TWSY), at offset 68 of its header: https://www.sqlite.org/fileformat.html."""

_HEADER = b"SQLite format 3\x00"
_HEADER_LENGTH = 100
_BUSY_MILLISECONDS = 5000
_MANY_ROWS = 10_000
_ROWS_LOOKED_AT = 400
"""What SQLite's own pages advise: enough to choose among indexes by, and milliseconds in a file of any size."""


def check_register_file(path: Path) -> None:
    """Raise :class:`Refusal` where ``path`` cannot be opened as a register. The file is read, never written."""
    check_readable(path)
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise unwritable(path)


def check_readable(path: Path) -> None:
    """Raise :class:`Refusal` where ``path`` is no register, or a part of one only; it need not be writable.

    Looks at the first hundred bytes only, so that a file of any size and any kind is refused at once.
    """
    if path.is_dir():
        raise Refusal(message("{path} is a folder, not a register.", path=path))
    if not path.exists():
        raise Refusal(message("There is no register at {path}.", path=path))
    try:
        with path.open("rb") as stream:
            header = stream.read(_HEADER_LENGTH)
        size = path.stat().st_size
    except OSError as error:
        raise Refusal(
            message("{path} cannot be read: you do not have permission to open it, or the disk is failing.", path=path)
        ) from error
    if len(header) < _HEADER_LENGTH or header[:16] != _HEADER or _number(header, 68) != APPLICATION_ID:
        if header[:16] == _HEADER[: len(header)] and 0 < len(header) < _HEADER_LENGTH:
            raise truncated(path)
        raise Refusal(message("{path} is not a register of Tawsiya. It was left as it is.", path=path))
    page_size = int.from_bytes(header[16:18], "big")
    pages = _number(header, 28)
    # A write-ahead log may hold the pages that the file itself has not got yet.
    if size < (65536 if page_size == 1 else page_size) * pages and not _log_of(path).exists():
        raise truncated(path)


def check_new_file(path: Path) -> None:
    """Raise :class:`Refusal` where no register can be made at ``path``."""
    if path.is_dir():
        raise Refusal(message("{path} is a folder, not a register.", path=path))
    if path.exists():
        raise Refusal(message("{path} exists already. It was left as it is; choose another name.", path=path))
    if not path.parent.is_dir():
        raise Refusal(message("The folder {path} does not exist.", path=path.parent))
    if not os.access(path.parent, os.W_OK):
        raise unwritable(path)


def truncated(path: Path | str) -> Refusal:
    return Refusal(
        message(
            "The register {path} is damaged: a part of it is missing. It was left as it is: open the last copy "
            "instead.",
            path=path,
        )
    )


def unwritable(path: Path | str) -> Refusal:
    return Refusal(
        message(
            "{path} cannot be written: the place is read-only, or you may not write there. Nothing was changed.",
            path=path,
        )
    )


def _number(header: bytes, offset: int) -> int:
    return int.from_bytes(header[offset : offset + 4], "big")


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def set_up_connection(connection: Any, _record: object) -> None:
    """What every connection to a register's file needs; SQLAlchemy calls it on connect."""
    assert isinstance(connection, sqlite3.Connection)
    # SQLAlchemy begins transactions itself (see Register), so the driver must not.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def take_stock_if_filled(connection: Any, record: Any) -> None:
    """Count again what there is once a connection has written very many rows; SQLAlchemy calls it on checkin.

    SQLite chooses among indexes by what it counted last, and counts nothing by itself. (PostgreSQL does.)
    """
    if isinstance(connection, sqlite3.Connection):
        counted = record.info.get("counted", 0)
        if connection.total_changes - counted > _MANY_ROWS:
            record.info["counted"] = connection.total_changes
            _take_stock(connection, "ANALYZE")


def take_stock(connection: Any, _record: object) -> None:
    """Count again what has grown since it was counted last; SQLAlchemy calls it before a connection is closed."""
    # Whoever has only read leaves the file as it was, to the last byte.
    if isinstance(connection, sqlite3.Connection) and connection.total_changes:
        _take_stock(connection, "PRAGMA optimize")


def _take_stock(connection: sqlite3.Connection, how: str) -> None:
    # Whoever writes just now, or has taken the disk away, is not waited for: another time will do.
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA query_only = OFF")
        connection.execute(f"PRAGMA analysis_limit = {_ROWS_LOOKED_AT}")
        connection.execute(how)
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")


def mark_as_register(connection: sqlite3.Connection) -> None:
    """Set what a new file keeps for good: whose it is, and that readers and a writer work side by side."""
    connection.execute("PRAGMA query_only = OFF")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA journal_mode = WAL")


def copy_file(source: Path, target: Path) -> None:
    """A consistent copy of a register's file, its write-ahead log included."""
    with sqlite3.connect(source) as origin, sqlite3.connect(target) as copy:
        origin.backup(copy)
    origin.close()
    copy.close()

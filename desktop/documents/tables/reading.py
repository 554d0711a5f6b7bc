"""Reads a file with tables, whichever program wrote it: a look at what it is, then a process of its own reads it."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from typing import Any

from desktop.documents.tables import child
from desktop.documents.tables.gate import BOMB, DAMAGED, PASSWORD, look_at
from desktop.documents.tables.workbook import Fault, Sheet, Unreadable, Value, Workbook
from desktop.language import Message, message
from desktop.paths import own_program

PATIENCE = 60
"""Seconds a file may take."""

SENTENCES: dict[str, Message] = {
    child.DAMAGED: DAMAGED,
    child.PASSWORD: PASSWORD,
    child.BOMB: BOMB,
    child.ENTITIES: BOMB,
    child.TOO_MANY: message("This file holds more than a table of recommendations or actions can. Nothing was read."),
    child.SCATTERED: message(
        "A cell far away from the table holds something. Delete the rows and columns beyond the table, save, and retry."
    ),
}
TOO_SLOW = message("Reading this file takes too long, and was given up.")


def read_workbook(path: Path, stopped: Callable[[], bool] = lambda: False) -> Workbook:
    """All sheets of a file, as plain values.

    ``stopped`` is asked now and then whether to give up; the answer is then an empty workbook. Raises
    :class:`Unreadable` with the reason, for files of other kinds, damaged, closed by a password or made to do harm.
    """
    kind = look_at(path)
    process = subprocess.Popen(
        [*own_program(), child.VERB, kind.value, str(path.resolve())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0,
    )
    late: list[bool] = []

    def give_up() -> None:
        late.append(True)
        process.kill()

    clock = Timer(PATIENCE, give_up)
    clock.daemon = True
    clock.start()
    try:
        assert process.stdout is not None
        sheets = _take(process.stdout, stopped)
    finally:
        clock.cancel()
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
    if sheets is None:
        raise Unreadable(TOO_SLOW if late else DAMAGED)
    return Workbook(tuple(sheets))


def _take(lines: Any, stopped: Callable[[], bool]) -> list[Sheet] | None:
    """The sheets that are said; ``None`` where the process fell over before it said that this is all."""
    heads: list[dict[str, Any]] = []
    rows: list[list[list[Value]]] = []
    for number, line in enumerate(lines):
        if number % 500 == 0 and stopped():
            return []
        try:
            said = json.loads(line)
        except ValueError:
            return None  # it fell over in the middle of a line
        if isinstance(said, list):
            rows[-1].append([_value(each) for each in said])
        elif "sheet" in said:
            heads.append(said)
            rows.append([])
        elif "refused" in said:
            raise Unreadable(SENTENCES[said["refused"]])
        else:
            return list(_sheets(heads, rows))
    return None


def _sheets(heads: list[dict[str, Any]], rows: list[list[list[Value]]]) -> Iterator[Sheet]:
    for head, found in zip(heads, rows, strict=True):
        width = max((len(row) for row in found), default=0)
        while found and not found[-1]:
            found.pop()
        yield Sheet(
            name=head["sheet"],
            rows=tuple((*row, *[None] * (width - len(row))) for row in found),
            hidden=head["hidden"],
            merged=tuple(tuple(each) for each in head["merged"]),
        )


def _value(said: Any) -> Value:
    if not isinstance(said, dict):
        return said
    match said:
        case {"at": text}:
            return dt.datetime.fromisoformat(text)
        case {"day": text}:
            return dt.date.fromisoformat(text)
        case {"time": text}:
            return dt.time.fromisoformat(text)
        case {"fault": text}:
            return Fault(text)
        case _:
            return str(said.get("text", ""))

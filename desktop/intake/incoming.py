"""A file that comes in, before anybody has said what it is: a tracker that came back, a whole register, or a matrix."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.documents.tables.reading import read_workbook
from desktop.intake.matrix.finding import Table, find_table
from desktop.intake.register_workbook import RegisterWorkbook, read_register
from desktop.intake.returned_tracker import NoTracker, read_tracker
from desktop.intake.review import Review, compare
from desktop.records.register import Register


@dataclass(frozen=True)
class Incoming:
    """What a file turned out to be; nothing of it where reading was stopped."""

    review: Review | None = None
    table: Table | None = None
    whole: RegisterWorkbook | None = None


def read_incoming(
    register: Register, path: Path, today: dt.date, stopped: Callable[[], bool] = lambda: False
) -> Incoming:
    """Read a file and say what it is. Raises :class:`~desktop.documents.tables.workbook.Unreadable` where it is no
    tracker of this register, no whole register and no table of recommendations or actions."""
    book = read_workbook(path, stopped)
    if stopped():
        return Incoming()
    if (whole := read_register(book, path)) is not None:
        return Incoming(whole=whole)
    try:
        tracker = read_tracker(book)
    except NoTracker:
        return Incoming(table=find_table(book))
    return Incoming(review=compare(register, path, tracker, today))

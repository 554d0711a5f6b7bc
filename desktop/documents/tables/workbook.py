"""What is read of a file with tables: sheets of plain values, and nothing of what the file could do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.language import Refusal

Value = None | bool | int | float | str | dt.date | dt.datetime | dt.time
"""What a cell holds. A formula is what it came to when the file was saved, a :class:`Fault` where it came to none."""


class Fault(str):
    """What a cell shows whose formula came to no value, such as ``#REF!``: nobody wrote it, and nobody means it."""

    __slots__ = ()


class Unreadable(Refusal):
    """The file cannot be read; the sentence says why and what to do."""


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: tuple[tuple[Value, ...], ...]
    """From the first row and column of the sheet, all equally long."""
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged cells as first row, first column, last row and last column from 0, where the format says them."""


@dataclass(frozen=True)
class Workbook:
    sheets: tuple[Sheet, ...] = field(default_factory=tuple)

    def visible(self) -> Sequence[Sheet]:
        """The sheets a user sees."""
        return [sheet for sheet in self.sheets if not sheet.hidden]

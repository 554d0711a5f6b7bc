"""Where the table of a matrix is: below which headings, in one row or two, past titles and logos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.documents.tables.workbook import Sheet, Unreadable, Value, Workbook
from desktop.intake.answers import text
from desktop.intake.matrix.columns import Part, guess, of_heading
from desktop.intake.matrix.known_formats import recognise
from desktop.language import message
from desktop.records.search.words import fold

LOOKED_AT = 60
"""Rows from the top among which the headings are."""


@dataclass(frozen=True)
class Table:
    """A table that was found, and what its columns are taken for."""

    sheet: str
    headings: tuple[str, ...]
    parts: tuple[Part, ...]
    rows: tuple[tuple[Value, ...], ...]
    """What stands below the headings, without rows in which there is nothing."""
    numbers: tuple[int, ...]
    """Where each of them is, as the sheet counts, from 1."""

    @property
    def first_row(self) -> int:
        return self.numbers[0]

    @property
    def known_format(self) -> bool:
        """Whether it was exported from a database whose columns are known."""
        return recognise(self.headings) is not None

    @property
    def guessed(self) -> str | None:
        """The heading of the column that is taken for the recommendations for no other reason than its long texts."""
        if any(of_heading(heading) in (Part.TEXT, Part.ACTION) for heading in self.headings):
            return None
        return next(
            (heading for heading, part in zip(self.headings, self.parts, strict=True) if part is Part.TEXT), None
        )


def find_table(book: Workbook) -> Table:
    """The table with the most headings that are known. Raises :class:`Unreadable` where there is none."""
    found = [table for sheet in book.visible() if (table := _in_sheet(sheet)) is not None]
    if not found:
        raise Unreadable(message("No table of recommendations or actions was found in this file. Nothing was read."))
    return max(found, key=lambda table: (sum(part is not Part.IGNORED for part in table.parts), len(table.rows)))


def _in_sheet(sheet: Sheet) -> Table | None:
    rows = _spread(sheet)
    scores = [_known(row) for row in rows[:LOOKED_AT]]
    best = max(range(len(scores)), key=lambda place: (scores[place], -place), default=None)
    if best is None or scores[best] == 0:
        return None
    headings, first = _headings(rows, best)
    filled = [place for place in range(first, len(rows)) if any(value not in (None, "") for value in rows[place])]
    if not filled:
        return None
    body = tuple(tuple(rows[place]) for place in filled)
    parts = guess(headings, body[:200])
    if (known := recognise(headings)) is not None:
        parts = [
            Part.IGNORED if fold(heading) in known.left_out else part
            for heading, part in zip(headings, parts, strict=True)
        ]
    if not {Part.TEXT, Part.ACTION} & set(parts):
        return None
    return Table(sheet.name, tuple(headings), tuple(parts), body, tuple(place + 1 for place in filled))


def _spread(sheet: Sheet) -> list[list[Value]]:
    """The rows, where each cell that others were merged into says what the merged cell says.

    What is merged over more than half of the columns is a title or the heading of a section, and no value of theirs.
    """
    rows = [list(row) for row in sheet.rows]
    for first, start, last, end in sheet.merged:
        if first >= len(rows) or start >= len(rows[first]):
            continue
        wide = end - start + 1 > max(2, len(rows[first]) // 2)
        value = None if wide else rows[first][start]
        for row in range(first, min(last, len(rows) - 1) + 1):
            for column in range(start, min(end, len(rows[row]) - 1) + 1):
                rows[row][column] = value
    return rows


def _known(row: Sequence[Value]) -> int:
    """How many different headings of ours a row holds; a title over the whole width counts once."""
    return len({part for value in row if isinstance(value, str) and (part := of_heading(value)) is not None})


def _headings(rows: Sequence[Sequence[Value]], place: int) -> tuple[list[str], int]:
    """The headings, and the row below them. Two rows are read together where the second says what the first leaves
    open: "Timetable" over "start" and "end"."""
    upper = [text(value) or "" for value in rows[place]]
    lower = [text(value) or "" for value in rows[place + 1]] if place + 1 < len(rows) else []
    if lower and _is_second_row(upper, lower):
        both = [
            under if under and (of_heading(under) is not None or not over) else over
            for over, under in zip(upper, lower, strict=True)
        ]
        return both, place + 2
    above = [text(value) or "" for value in rows[place - 1]] if place else []
    # The row found may itself be the second: what it leaves open stands above.
    filled = [under or (over if above.count(over) == 1 or of_heading(over) else "") for over, under in
              zip(above, upper, strict=True)] if above else upper  # fmt: skip
    return filled, place + 1


def _is_second_row(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a row goes on with the headings: nothing in it that is longer, and some of it known or merged."""
    if not any(lower) or any(len(each) > 60 for each in lower):
        return False
    same = sum(over == under for over, under in zip(upper, lower, strict=True) if over)
    known = sum(of_heading(each) is not None for each in lower if each)
    return known > 0 and known + same >= sum(bool(each) for each in lower) - 1

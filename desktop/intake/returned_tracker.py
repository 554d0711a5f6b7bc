"""A tracker that has come back: where its table is, which line is which action, and what is written in each cell.

Lines are known by the hidden number of their record, else by the action's own number; columns by their headings in any
of the three languages, else by where they stand between those that are known. Sorted, filtered, moved, renamed and
inserted rows and columns do no harm. What could be two things is said to be unclear.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

from desktop.documents.excel import tracker_columns as columns
from desktop.documents.excel import tracker_sent
from desktop.documents.excel.tracker_columns import COLUMNS, Column
from desktop.documents.excel.tracker_sent import Sent
from desktop.documents.excel.two_languages import BETWEEN
from desktop.documents.tables.workbook import Sheet, Unreadable, Value, Workbook
from desktop.intake import answers
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Message, message
from desktop.records.search.words import fold

FIELDS: Mapping[str, tuple[Column, Callable[[Any], Any]]] = {
    "status": (columns.STATUS, answers.status),
    "progress": (columns.PROGRESS, answers.percentage),
    "narrative": (columns.NARRATIVE, answers.words),
    "obstacles": (columns.OBSTACLES, answers.words),
    "next_step": (columns.NEXT_STEP, answers.words),
    "evidence": (columns.EVIDENCE, answers.words),
    "reported_on": (columns.REPORTED_ON, answers.day),
}
"""What an institution fills in: its column, and what understands its cells."""

_ROWS_LOOKED_AT = 40
"""The headings stand among the first rows, even where somebody has put a letter above them."""
_FEWEST_HEADINGS = 4


@dataclass(frozen=True)
class Cell:
    """What an institution wrote into one cell."""

    said: str
    """As it stands there."""
    value: Any = None
    """What that means: a status, per cent, words, a day; ``None`` for nothing."""
    unclear: Message | None = None
    """Why it is not understood."""


@dataclass(frozen=True)
class Line:
    """One row of the table."""

    row: int
    """As the sheet counts it, from 1."""
    action_id: str | None
    number: str
    title: str
    """What the row calls the action."""
    cells: Mapping[str, Cell]
    """By the names in :data:`FIELDS`."""
    due: Cell = Cell("")
    recommendations: str = ""
    unclear: Message | None = None
    """Why it cannot be said which action this is."""


@dataclass(frozen=True)
class ReturnedTracker:
    sent: Sent | None
    """What was sent; ``None`` where the file no longer says so."""
    lines: Sequence[Line] = field(default_factory=tuple)
    languages: Sequence[LanguageCode] = ()
    """That most of its headings are in: one, or two that stand together."""


class NoTracker(Unreadable):
    """The file is no tracker, but may be another table."""


def read_tracker(book: Workbook) -> ReturnedTracker:
    """What stands in a tracker that has come back. Raises :class:`NoTracker` where the file is none."""
    sent = next((found for sheet in book.sheets if (found := tracker_sent.read(sheet.rows))), None)
    for sheet in sorted(book.sheets, key=lambda each: each.hidden):
        had = sent.columns if sent is not None and sent.whole else COLUMNS
        if sheet.name != tracker_sent.SHEET and (found := _find_headings(sheet, had)) is not None:
            return ReturnedTracker(sent, tuple(_lines(sheet, *found)), _languages(sheet.rows[found[0]]))
    raise NoTracker(
        message("No table of a tracker is in this file: its headings are not there. Nothing was read."),
    )


# --- columns ----------------------------------------------------------------------------------------------------------


def _headings() -> dict[str, Column]:
    languages = [Language(code) for code in LANGUAGE_CODES]
    return {fold(language.text(column.heading)): column for column in COLUMNS for language in languages}


def _languages(headings: Sequence[Value]) -> tuple[LanguageCode, ...]:
    """The languages that most headings are in. A file that no longer says what was sent says so in this way only."""
    often: Counter[tuple[LanguageCode, ...]] = Counter()
    words = {code: {fold(Language(code).text(column.heading)): column for column in COLUMNS} for code in LANGUAGE_CODES}
    for said in headings:
        if isinstance(said, str):
            parts = [fold(part) for part in said.split(BETWEEN.strip())]
            for codes in permutations(LANGUAGE_CODES, len(parts)) if len(parts) <= 2 else ():
                named = {words[code].get(part) for code, part in zip(codes, parts, strict=True)}
                if len(named) == 1 and None not in named:
                    often[codes] += 1
    return often.most_common(1)[0][0] if often else ()


def _find_headings(sheet: Sheet, had: Sequence[Column]) -> tuple[int, dict[Column, int]] | None:
    """In which row, from 0, the headings stand, and in which column each; ``had`` are those it was made with."""
    known = _headings()
    best: tuple[int, dict[Column, int]] | None = None
    for number, row in enumerate(sheet.rows[:_ROWS_LOOKED_AT]):
        places: dict[Column, int] = {}
        for place, value in enumerate(row):
            column = _heading(value, known) if isinstance(value, str) else None
            if column is not None:
                places.setdefault(column, place)
        if len(places) >= _FEWEST_HEADINGS and (best is None or len(places) > len(best[1])):
            best = number, places
    if best is None or not ({columns.NUMBER, columns.RECORD} & _between(best[1], had).keys()):
        return None
    return best[0], _between(best[1], had)


def _heading(said: str, known: Mapping[str, Column]) -> Column | None:
    """The column that a heading names, in one language or in two."""
    if (column := known.get(fold(said))) is not None:
        return column
    named = {known.get(fold(part)) for part in said.split(BETWEEN.strip())}
    return named.pop() if len(named) == 1 else None


def _between(places: Mapping[Column, int], had: Sequence[Column]) -> dict[Column, int]:
    """The columns, and those whose heading was typed anew: they stand where they must, between two that are known."""
    found = dict(places)
    taken = set(places.values())
    for index, column in enumerate(had):
        if column in found:
            continue
        before = _known_place(found, had, index, -1)
        after = _known_place(found, had, index, 1)
        if before is None or after is None:
            continue
        # As many columns lie between the two as did when it was made: none was put in, none taken out.
        if after[1] - before[1] == after[0] - before[0]:
            place = before[1] + index - before[0]
            if place not in taken:
                found[column] = place
                taken.add(place)
    return found


def _known_place(found: Mapping[Column, int], had: Sequence[Column], index: int, step: int) -> tuple[int, int] | None:
    """The nearest known column in a direction: its index among all, and its place in the sheet."""
    index += step
    while 0 <= index < len(had):
        if had[index] in found:
            return index, found[had[index]]
        index += step
    return None


# --- lines ------------------------------------------------------------------------------------------------------------

_RECORD = re.compile(r"[0-9a-f]{32}")


def _lines(sheet: Sheet, heading_row: int, places: Mapping[Column, int]) -> list[Line]:
    merged = {
        (row, column): (first, start)
        for first, start, last, end in sheet.merged
        for row in range(first, last + 1)
        for column in range(start, end + 1)
    }

    def values(row: int) -> dict[Column, Value]:
        cells = sheet.rows[row]
        if not merged:
            return {column: cells[place] for column, place in places.items()}
        found: dict[Column, Value] = {}
        for column, place in places.items():
            # One answer over several rows, in merged cells, is the answer of each of them.
            first, start = merged.get((row, place), (row, place))
            found[column] = sheet.rows[max(first, heading_row + 1)][start]
        return found

    found = [_line(number, values(number).get) for number in range(heading_row + 1, len(sheet.rows))]
    lines = [line for line in found if line is not None]
    often = Counter(line.action_id or line.number for line in lines if line.action_id or line.number)
    return [_once(line, often) for line in lines]


def _line(number: int, value: Callable[[Column], Value]) -> Line | None:
    """A row, or ``None`` where nothing stands in it."""
    record = str(value(columns.RECORD) or "").strip()
    action_number = str(value(columns.NUMBER) or "").strip()
    title = _cell(value(columns.ACTION), answers.words).value or ""
    cells = {name: _cell(value(column), understand) for name, (column, understand) in FIELDS.items()}
    if not (record or action_number or title or any(cell.said for cell in cells.values())):
        return None
    return Line(
        row=number + 1,
        action_id=record if _RECORD.fullmatch(record) else None,
        number=action_number,
        title=title,
        cells=cells,
        due=_cell(value(columns.DEADLINE), answers.day),
        recommendations=_cell(value(columns.RECOMMENDATION), answers.words).value or "",
    )


def _cell(value: Value, understand: Callable[[Any], Any]) -> Cell:
    said = answers.text(value) or ""
    try:
        return Cell(said, understand(value))
    except answers.Unclear as unclear:
        return Cell(said, unclear=unclear.message)


def _once(line: Line, often: Mapping[str, int]) -> Line:
    key = line.action_id or line.number
    if key and often[key] > 1:
        why = message("This action stands {count} times in the file. Say which line counts.", count=often[key])
        return Line(**{**line.__dict__, "unclear": why})
    return line

"""A workbook that holds a whole register: found out, read, and taken in by an empty register.

Columns are found by their names in the hidden first row, so that sheets may be moved and renamed, columns moved and
rows sorted. What is missing or not understood is said with its sheet and row, and then nothing is taken in.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.codes import Channel
from desktop.documents.excel.register_cells import FILES, MARK, NUMBERS, from_cell
from desktop.documents.tables.workbook import Fault, Sheet, Unreadable, Value, Workbook
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Message, Refusal, message, plural
from desktop.records.everything import filling
from desktop.records.everything.shape import ID, KEY, Given, Shape, Taken, TakenRow
from desktop.records.everything.shapes import shapes
from desktop.records.numbering import KINDS
from desktop.records.register import Register

FIRST_LINE = 3
"""The row of a sheet on which the first record stands."""
_MOST_PROBLEMS = filling.MOST_PROBLEMS


@dataclass(frozen=True)
class Problem:
    """Why a cell, or a row, cannot come in as it is."""

    sheet: str
    line: int
    heading: str
    """Of the column; nothing where the whole row is meant."""
    why: Message


@dataclass(frozen=True)
class RegisterWorkbook:
    """What was read, and what of it was not understood."""

    name: str
    """Of the file."""
    language: LanguageCode
    taken: Taken
    sheets: Mapping[str, tuple[str, Mapping[str, str]]]
    """By kind: what its sheet is called, and its headings by column."""
    problems: tuple[Problem, ...]


class Incomprehensible(Refusal):
    """Some of the workbook cannot be taken in, so nothing is."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        where = message("Sheet “{sheet}”, row {row}", sheet=first.sheet, row=first.line)
        super().__init__(
            plural(
                "There is {count} thing in the workbook that cannot be taken in, so nothing was entered. "
                "{where}: {why}",
                "There are {count} things in the workbook that cannot be taken in, so nothing was entered. The first: "
                "{where}: {why}",
                len(problems),
                where=where,
                why=first.why,
            )
        )
        self.problems = tuple(problems)


def read_register(book: Workbook, path: Path) -> RegisterWorkbook | None:
    """What a workbook says of a whole register; None where it is another workbook.

    Raises :class:`Unreadable` where it was made by a newer version, or what it begins with was altered.
    """
    front = next((sheet for sheet in book.sheets if sheet.rows and _word(sheet.rows[0][0]).startswith(MARK[:-1])), None)
    if front is None:
        return None
    mark, code, country = (*map(_word, front.rows[0][:3]), "", "")[:3]
    if mark != MARK:
        raise Unreadable(
            message("This workbook was made by a newer version of Tawsiya. Install that one to import it.")
        )
    if code not in LANGUAGE_CODES:
        raise Unreadable(message("What this workbook says of itself was altered, so it cannot be read."))
    return _Reading(book, path, Language(code, country or None)).read()


def take_in(register: Register, found: RegisterWorkbook, tell: filling.Tell, *, dry: bool = False) -> None:
    """Fill an empty register with what was read, in one step that is undone as a whole.

    With ``dry`` it is tried and taken back. Raises :class:`Incomprehensible` with every problem, and :class:`Refusal`
    where the register is not empty or ``tell`` asks to stop; then nothing is entered.
    """
    with register.reading() as session:
        filling.check_empty(session)
    if found.problems:
        raise Incomprehensible(found.problems)
    label = message("Everything taken in from {file}", file=found.name)
    try:
        with register.changing(label, Channel.IMPORT) as session:
            filling.fill_register(session, found.taken, tell)
            if dry:
                raise _TakenBack
    except _TakenBack:
        return
    except filling.NotTaken as refused:
        raise Incomprehensible([_placed(found, each) for each in refused.problems]) from refused


class _TakenBack(Exception):
    """It was a trial."""


def _placed(found: RegisterWorkbook, problem: filling.Problem) -> Problem:
    sheet, headings = found.sheets.get(problem.kind, ("", {}))
    name = problem.column or ""
    heading = headings.get(name) or next((headings[f"{name}_{code}"] for code in LANGUAGE_CODES
                                          if f"{name}_{code}" in headings), "")  # fmt: skip
    return Problem(sheet, problem.line, heading, problem.why)


class _Reading:
    def __init__(self, book: Workbook, path: Path, language: Language) -> None:
        self.book, self.path, self.language = book, path, language
        self.problems: list[Problem] = []
        self.sheets: dict[str, tuple[str, Mapping[str, str]]] = {}

    def read(self) -> RegisterWorkbook:
        rows: dict[str, list[TakenRow]] = {}
        files: dict[str, bytes] = {}
        numbers: list[Given] = []
        for sheet in self.book.sheets:
            kind, places = _columns(sheet)
            if kind == FILES:
                files = self._files(sheet, places)
            elif kind == NUMBERS:
                numbers = list(self._numbers(sheet, places))
            elif kind in rows:
                why = message("Another sheet holds these records already. Leave one of the two out.")
                self._say(sheet.name, 1, "", why)
            elif kind in shapes():
                rows[kind] = self._rows(sheet, shapes()[kind], places)
        return RegisterWorkbook(
            self.path.name,
            self.language.code,
            Taken(rows, numbers, files),
            self.sheets,
            tuple(self.problems[:_MOST_PROBLEMS]),
        )

    def _say(self, sheet: str, line: int, heading: str, why: Message) -> None:
        self.problems.append(Problem(sheet, line, heading, why))

    def _rows(self, sheet: Sheet, shape: Shape, places: Mapping[str, int]) -> list[TakenRow]:
        titles = sheet.rows[1] if len(sheet.rows) > 1 else ()
        headings = {name: _word(titles[place]) for name, place in places.items() if place < len(titles)}
        self.sheets[shape.kind] = sheet.name, headings
        missing = [name for name in shape.names if name not in places]
        if missing:
            words = next((column.words for column in shape.columns if column.name == missing[0]), shape.singular)
            self._say(sheet.name, 1, "", message("The column “{column}” is missing.", column=words))
            return []
        found: list[TakenRow] = []
        for line, cells in _joined(sheet, shape, places):
            values: dict[str, Any] = {}
            for column in shape.columns:
                try:
                    values[column.name] = from_cell(column, cells[column.name], self.language)
                except Refusal as refusal:
                    self._say(sheet.name, line, headings.get(column.name, ""), refusal.message)
            key = None if shape.key is None else _word(cells[KEY]) if shape.key == KEY else values.get(shape.key)
            found.append(TakenRow(line, _word(cells[ID]).strip() or None, key, values))
        return found

    def _files(self, sheet: Sheet, places: Mapping[str, int]) -> dict[str, bytes]:
        """What files hold, by their SHA-256. One that is not whole is left out: whatever refers to it says so."""
        parts: dict[str, dict[int, bytes]] = {}
        for row in sheet.rows[1:]:
            sha256, part, data = (row[places[name]] if name in places else None for name in ("sha256", "part", "data"))
            if isinstance(part, int):
                try:
                    parts.setdefault(_word(sha256), {})[part] = base64.b64decode(_word(data), validate=True)
                except (binascii.Error, ValueError):
                    continue
        whole = {sha256: b"".join(data for _, data in sorted(found.items())) for sha256, found in parts.items()}
        return {sha256: data for sha256, data in whole.items() if hashlib.sha256(data).hexdigest() == sha256}

    def _numbers(self, sheet: Sheet, places: Mapping[str, int]) -> Iterator[Given]:
        for line, row in enumerate(sheet.rows[1:], 2):
            kind, year, last = (row[places[name]] if name in places else None for name in ("kind", "year", "last"))
            sound = isinstance(year, int) and isinstance(last, int) and 0 < year < 10_000 and 0 <= last < 1_000_000
            if kind in KINDS and sound:
                yield Given(_word(kind), int(_word(year)), int(_word(last)))
            elif any(each is not None for each in row):
                self._say(sheet.name, line, "", message("“{said}” is not understood here.", said=_word(kind)))


def _columns(sheet: Sheet) -> tuple[str, dict[str, int]]:
    """The kind that a sheet holds, and where each column stands; nothing for a sheet that somebody added."""
    names = [_word(cell).partition(".") for cell in sheet.rows[0]] if sheet.rows else []
    kinds = {kind for kind, dot, _ in names if dot}
    if len(kinds) != 1:
        return "", {}
    return kinds.pop(), {name: place for place, (_, dot, name) in enumerate(names) if dot}


def _joined(sheet: Sheet, shape: Shape, places: Mapping[str, int]) -> Iterator[tuple[int, dict[str, Value]]]:
    """The records of a sheet with the row each stands on. A text that goes on in further rows is put together."""
    found: list[tuple[int, dict[str, Value]]] = []
    more: dict[str, list[tuple[int, dict[str, Value]]]] = {}
    for line, row in enumerate(sheet.rows[FIRST_LINE - 1 :], FIRST_LINE):
        cells = {name: row[places[name]] for name in shape.names}
        if all(cell is None for cell in cells.values()):
            continue
        record_id, mark, part = _word(cells[ID]).partition("#")
        if mark and part.isdecimal():
            more.setdefault(record_id, []).append((int(part), cells))
        else:
            found.append((line, cells))
    for line, cells in found:
        for _, further in sorted(more.get(_word(cells[ID]), ()), key=lambda each: each[0]):
            for name, cell in further.items():
                if name != ID and cell is not None:
                    cells[name] = cell if isinstance(cell, Fault) else f"{_word(cells[name])}{_word(cell)}"
        yield line, cells


def _word(cell: Value) -> str:
    return "" if cell is None else str(cell)

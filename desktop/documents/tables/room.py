"""How far apart the cells of a sheet are that hold something, and which of them show a fault such as ``#REF!``.

A cell at XFD1048576 costs a file a few bytes, and a reader, which makes room for all between, all memory there is. A
fault is an empty cell to the reader, and would be taken for one. So each sheet is looked through first, in the way its
format keeps it.
"""

from __future__ import annotations

import re
from typing import IO, Any
from xml.parsers import expat

MOST_ROOM = 30_000_000
"""Cells between the first and the last that hold something, empty ones as well."""


Faults = dict[tuple[int, int], str]
"""What cells show whose formulas came to no value, by row and column from 1."""


class Scattered(Exception):
    """Cells of the sheet are too far apart."""


class Room:
    """The rectangle from the first cell of a sheet to the last that holds something."""

    def __init__(self) -> None:
        self.rows = self.columns = 0

    def take(self, row: int, column: int) -> None:
        """Take a cell into it, counted from 1. Raises :class:`Scattered`."""
        if row > self.rows or column > self.columns:
            self.rows, self.columns = max(self.rows, row), max(self.columns, column)
            if self.rows * self.columns > MOST_ROOM:
                raise Scattered


def column_number(letters: str) -> int:
    """1 for A, 28 for AB."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


# --- workbooks in XML (ECMA-376) --------------------------------------------------------------------------------------

_CELL = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>]*?(/?)>')
_NOT_PLAIN = (b"<c>", b"<c/", b"<c\t", b"<c\n", b"<c\r", b":c ", b":c>", b"\0", b't="e"', b"t='e'")
_LONGEST = 1 << 20
"""Bytes between two tags: a cell holds 32,767 characters."""


class SheetRoom:
    """Looks through the XML of a worksheet, chunk by chunk.

    Where each cell says its place as programs write it, and none may show a fault, a search for these places is enough,
    and quick. Else a parser has to count them: then :attr:`plain` is False, and the sheet is to be counted anew.
    """

    def __init__(self) -> None:
        self.room, self.plain = Room(), True
        self._kept = b""

    def feed(self, chunk: bytes) -> None:
        if not self.plain:
            return
        text = self._kept + chunk
        end = text.rfind(b">") + 1
        text, self._kept = text[:end], text[end:]
        cells = _CELL.findall(text)
        self.plain = (
            text.count(b"<c ") == len(cells)
            and not any(other in text for other in _NOT_PLAIN)
            and len(self._kept) < _LONGEST
        )
        for letters, number, empty in cells:
            if not empty:
                self.room.take(int(number), column_number(letters.decode()))


def count_sheet(stream: IO[bytes]) -> dict[str, Faults]:
    """Count the cells of a worksheet in XML as a reader does, whatever its encoding; its faults, under no name.

    Raises :class:`Scattered`.
    """
    room, row, column = Room(), 0, 0
    faults: Faults = {}
    faulty = shown = False

    def start(name: str, attributes: dict[str, Any]) -> None:
        nonlocal row, column, faulty, shown
        match name.rpartition(":")[2]:
            case "row":
                row = int(said) if (said := str(attributes.get("r", ""))).isdecimal() else row + 1
                column = 0
            case "c":
                place = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", str(attributes.get("r", "")))
                column = column_number(place[1]) if place else column + 1
                row = int(place[2]) if place else row
                faulty = attributes.get("t") == "e"
            case "v" | "is" | "f":
                room.take(row, column)
        shown = name.rpartition(":")[2] == "v"

    def read(text: str) -> None:
        if faulty and shown:
            faults[row, column] = (faults.get((row, column), "") + text)[:_LONGEST_FAULT]

    _parse(stream, start, read)
    return {"": faults}


# --- OpenDocument (ISO 26300) -----------------------------------------------------------------------------------------


def count_tables(stream: IO[bytes]) -> dict[str, Faults]:
    """Count the cells of an OpenDocument's tables, where a repeated one counts as often; the faults of each, by name.

    Of rows and cells that are repeated, the first alone is told. Raises :class:`Scattered`.
    """
    room, rows, row, column = Room(), 0, 0, 0
    faults: dict[str, Faults] = {}
    table: Faults = {}
    first_row = first_column = 0
    faulty = False

    def start(name: str, attributes: dict[str, Any]) -> None:
        nonlocal room, rows, row, column, table, first_row, first_column, faulty

        def times(what: str) -> int:
            said = str(attributes.get(f"table:number-{what}-repeated", "1"))
            return int(said) if said.isdecimal() and len(said) < 9 else 1

        match name:
            case "table:table":
                room, rows, row, column = Room(), 0, 0, 0
                table = faults.setdefault(str(attributes.get("table:name", "")), {})
            case "table:table-row":
                first_row, row, rows, column = rows + 1, rows + times("rows"), rows + times("rows"), 0
            case "table:table-cell" | "table:covered-table-cell":
                first_column, column = column + 1, column + times("columns")
                faulty = attributes.get("calcext:value-type") == "error"
                if "office:value-type" in attributes or "table:formula" in attributes:
                    room.take(row, column)
            case "text:p":
                room.take(row, column)

    def read(text: str) -> None:
        place = first_row, first_column
        if faulty and (text := text.strip()):
            table[place] = (table.get(place, "") + text)[:_LONGEST_FAULT]

    _parse(stream, start, read)
    return faults


_LONGEST_FAULT = 60
"""Letters of what a cell shows: programs show few, a file made by hand could hold any number."""


def _parse(stream: IO[bytes], start: Any, read: Any) -> None:
    # Entities cannot be meant: whoever looks through the file has refused those before.
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = read
    parser.ParseFile(stream)


# --- binary workbooks ([MS-XLSB], section 2.1.4: records of a type, a size, and what they hold) -----------------------

_ROW_HEADER, _CELLS, _FAULTY, _BUNDLED_SHEET = 0, range(2, 12), (3, 11), 156
"""BrtRowHdr; the records of cells that hold something (1 is a blank one), and of them BrtCellError and BrtFmlaError;
BrtBundleSh."""
FAULTS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
"""BErr, section 2.5.97.2. The byte stands behind the column and the style of a cell, four bytes each."""


def count_records(stream: IO[bytes]) -> dict[str, Faults]:
    """Count the cells of a sheet in binary records; its faults, under no name.

    Raises :class:`Scattered`, or :class:`EOFError` at a cut.
    """
    room, row = Room(), 0
    faults: Faults = {}
    data = stream.read()
    place, end = 0, len(data)
    while place < end:
        kind, place = _number(data, place, 2)
        size, place = _number(data, place, 4)
        if kind == _ROW_HEADER and size >= 4:
            row = int.from_bytes(data[place : place + 4], "little")
        elif kind in _CELLS and size >= 4:
            column = int.from_bytes(data[place : place + 4], "little")
            room.take(row + 1, column + 1)
            if kind in _FAULTY and size > 8 and place + 8 < end:
                faults[row + 1, column + 1] = FAULTS.get(data[place + 8], "#?")
        place += size
    return {"": faults}


def sheet_names_in_records(stream: IO[bytes]) -> dict[str, str]:
    """The names of a binary workbook's sheets, by what the list of its parts calls them (BrtBundleSh)."""
    data = stream.read()
    found: dict[str, str] = {}
    place, end = 0, len(data)
    while place < end:
        kind, place = _number(data, place, 2)
        size, place = _number(data, place, 4)
        if kind == _BUNDLED_SHEET:
            part, after = _text(data, place + 8)
            found[part], _ = _text(data, after)
        place += size
    return found


def _text(data: bytes, place: int) -> tuple[str, int]:
    """An XLWideString and where it ends: four bytes with the number of letters, then two bytes for each."""
    end = place + 4 + 2 * int.from_bytes(data[place : place + 4], "little")
    return data[place + 4 : end].decode("utf-16-le", "replace"), end


def _number(data: bytes, place: int, longest: int) -> tuple[int, int]:
    """A number of up to so many bytes, seven bits each, the lowest first; and where the next begins."""
    number = 0
    for shift in range(longest):
        if place >= len(data):
            raise EOFError
        byte = data[place]
        place += 1
        number |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:
            break
    return number, place

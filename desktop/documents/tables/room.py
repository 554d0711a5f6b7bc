"""How far apart the cells of a sheet are that hold something: a reader makes room for all between them.

A cell at XFD1048576 costs a file a few bytes, and a reader all memory there is. So each sheet is looked through first,
in the way its format keeps it.
"""

from __future__ import annotations

import re
from typing import IO, Any
from xml.parsers import expat

MOST_ROOM = 30_000_000
"""Cells between the first and the last that hold something, empty ones as well."""


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
_LONGEST = 1 << 20
"""Bytes between two tags: a cell holds 32,767 characters."""


class SheetRoom:
    """Looks through the XML of a worksheet, chunk by chunk.

    Where each cell says its place as programs write it, a search for these places is enough, and quick. Where one does
    not, it has to be counted, which a parser does: then :attr:`plain` is False, and the sheet is to be counted anew.
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
            and not any(other in text for other in (b"<c>", b"<c/", b"<c\t", b"<c\n", b"<c\r", b":c ", b":c>", b"\0"))
            and len(self._kept) < _LONGEST
        )
        for letters, number, empty in cells:
            if not empty:
                self.room.take(int(number), column_number(letters.decode()))


def count_sheet(stream: IO[bytes]) -> None:
    """Count the cells of a worksheet in XML as a reader does, whatever its encoding. Raises :class:`Scattered`."""
    room, row, column = Room(), 0, 0

    def start(name: str, attributes: dict[str, Any]) -> None:
        nonlocal row, column
        match name.rpartition(":")[2]:
            case "row":
                row = int(said) if (said := str(attributes.get("r", ""))).isdecimal() else row + 1
                column = 0
            case "c":
                place = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", str(attributes.get("r", "")))
                column = column_number(place[1]) if place else column + 1
                row = int(place[2]) if place else row
            case "v" | "is" | "f":
                room.take(row, column)

    _parse(stream, start)


# --- OpenDocument (ISO 26300) -----------------------------------------------------------------------------------------


def count_tables(stream: IO[bytes]) -> None:
    """Count the cells of an OpenDocument's tables, where a repeated one counts as often. Raises :class:`Scattered`."""
    room, rows, row, column = Room(), 0, 0, 0

    def start(name: str, attributes: dict[str, Any]) -> None:
        nonlocal room, rows, row, column

        def times(what: str) -> int:
            said = str(attributes.get(f"table:number-{what}-repeated", "1"))
            return int(said) if said.isdecimal() and len(said) < 9 else 1

        match name:
            case "table:table":
                room, rows, row, column = Room(), 0, 0, 0
            case "table:table-row":
                row, rows, column = rows + times("rows"), rows + times("rows"), 0
            case "table:table-cell" | "table:covered-table-cell":
                column += times("columns")
                if "office:value-type" in attributes or "table:formula" in attributes:
                    room.take(row, column)
            case "text:p":
                room.take(row, column)

    _parse(stream, start)


def _parse(stream: IO[bytes], start: Any) -> None:
    # Entities cannot be meant: whoever looks through the file has refused those before.
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.ParseFile(stream)


# --- binary workbooks ([MS-XLSB], section 2.1.4: records of a type, a size, and what they hold) -----------------------

_ROW_HEADER, _CELLS = 0, range(2, 12)
"""BrtRowHdr, and the records of cells that hold something; 1 is a blank one."""
_MARKED_SIZE = 16
"""Bytes of a record that are looked at."""


def count_records(stream: IO[bytes]) -> None:
    """Count the cells of a sheet in binary records. Raises :class:`Scattered`, or :class:`EOFError` at a cut."""
    room, row = Room(), 0
    data = stream.read()
    place, end = 0, len(data)
    while place < end:
        kind, place = _number(data, place, 2)
        size, place = _number(data, place, 4)
        if kind == _ROW_HEADER and size >= 4:
            row = int.from_bytes(data[place : place + 4], "little")
        elif kind in _CELLS and size >= 4:
            room.take(row + 1, int.from_bytes(data[place : place + 4], "little") + 1)
        place += size


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

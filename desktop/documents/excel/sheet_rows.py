"""Rows of worksheets as XML, poured into a workbook that openpyxl has laid out without any.

openpyxl makes an object for each cell, which is most of what a large workbook costs. So it lays out everything that is
small (styles, tables, validations, charts, print set-up) in a workbook whose sheets hold no cell, and the rows go
straight into the sheets' XML. Texts are inline strings: whatever a user has typed, ``=cmd|…`` as well, stays a text.

The markup is ECMA-376 part 1, section 18.3.1 (``row``, ``c``, ``is``); limits are those of Excel's specification.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import get_column_letter

LONGEST_TEXT = 32_767
"""How many UTF-16 units a cell holds; Excel calls a file with a longer one damaged."""

CUT = " […]"
"""What ends a text that did not fit."""


class Formula(NamedTuple):
    """A formula, without its ``=``, and what it comes to today, for readers that do not calculate."""

    text: str
    value: int | float


Value = str | int | float | dt.date | Formula | None


class Cell(NamedTuple):
    style: int
    """Index of a cell format in the workbook, as ``openpyxl``'s ``style_id`` gives it."""
    value: Value = None


class Row(NamedTuple):
    """Cells from column A onwards, without a gap, and how high the row opens, in points.

    Excel fits a row without a height to its text as it opens the file, LibreOffice does not. Both fit it anew when
    something is typed into it.
    """

    cells: Sequence[tuple[int, Value]]
    height: float | None = None
    hidden: bool = False


def pour(laid_out: bytes, target: Path, sheets: Sequence[Iterable[Row]]) -> None:
    """Write the workbook ``laid_out`` to ``target`` with these rows, one iterable for each sheet in the sheets' order.

    Raises :class:`ValueError` where a sheet has cells already, :class:`OSError` where the place cannot be written.
    """
    rows_of = {f"xl/worksheets/sheet{number}.xml": rows for number, rows in enumerate(sheets, 1)}
    with ZipFile(io.BytesIO(laid_out)) as source, ZipFile(target, "w", ZIP_DEFLATED) as workbook:
        for part in source.namelist():
            content = source.read(part)
            if part not in rows_of:
                workbook.writestr(part, content)
                continue
            head, tail = _around_rows(content)
            with workbook.open(part, "w") as stream:
                stream.write(head + b"<sheetData>")
                for chunk in rows_xml(rows_of[part]):
                    stream.write(chunk)
                stream.write(b"</sheetData>" + tail)


_NO_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")
_DIMENSION = re.compile(rb"<dimension [^>]*/>")


def _around_rows(sheet: bytes) -> tuple[bytes, bytes]:
    """What stands before and after the rows of an empty sheet."""
    head, *tail = _NO_ROWS.split(sheet)
    if len(tail) != 1:
        raise ValueError("the sheet has rows already")
    # The dimension is optional, and some readers stop where one that is too small ends.
    return _DIMENSION.sub(b"", head), tail[0]


def rows_xml(rows: Iterable[Row]) -> Iterator[bytes]:
    """The rows as UTF-8 XML, numbered from 1, some hundred rows at a time."""
    letters: list[str] = []
    parts: list[str] = []
    for number, (cells, height, hidden) in enumerate(rows, 1):
        while len(letters) < len(cells):
            letters.append(get_column_letter(len(letters) + 1))
        opening = f'<row r="{number}"' if height is None else f'<row r="{number}" ht="{height}"'
        parts.append(f'{opening} hidden="1">' if hidden else f"{opening}>")
        for letter, (style, value) in zip(letters, cells, strict=False):
            start = f'<c r="{letter}{number}" s="{style}"'
            if value is None or value == "":
                parts.append(f"{start}/>")
            elif isinstance(value, str):
                parts.append(f'{start} t="inlineStr"><is><t xml:space="preserve">{escaped(value)}</t></is></c>')
            elif isinstance(value, dt.date):
                parts.append(_date_cell(start, value))
            elif isinstance(value, Formula):
                parts.append(f"{start}><f>{escaped(value.text)}</f><v>{value.value!r}</v></c>")
            else:
                parts.append(f"{start}><v>{value!r}</v></c>")
        parts.append("</row>")
        if len(parts) > 8_000:
            yield "".join(parts).encode()
            parts.clear()
    yield "".join(parts).encode()


_DAY_ZERO = dt.date(1899, 12, 30).toordinal()
_FIRST_DAY = dt.date(1900, 3, 1)


def _date_cell(start: str, day: dt.date) -> str:
    """Days are numbers to Excel, which takes 1900 for a leap year: what lies before 1 March 1900 is written as text."""
    if day < _FIRST_DAY:
        return f'{start} t="inlineStr"><is><t>{day:%d/%m}/{day.year:04}</t></is></c>'
    return f"{start}><v>{day.toordinal() - _DAY_ZERO}</v></c>"


# A control character, which XML cannot hold, is written _xHHHH_ (ECMA-376 part 1, 22.9.2.19), and so is a text that
# looks like that. Half a surrogate pair and the two non-characters stand for nothing.
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(text: str) -> str:
    """``text`` as the content of an XML element, cut to what a cell holds. Line ends become line feeds, as in Excel."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST_TEXT // 2:
        text = _cut(text)
    return _SPECIAL.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character >= "\ud800":
        return "\N{REPLACEMENT CHARACTER}"
    return _ENTITIES.get(character) or f"_x{ord(character):04X}_"


def _cut(text: str) -> str:
    """The text if it fits into a cell, else as much of its beginning as does, and a mark."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    kept = units[: 2 * (LONGEST_TEXT - len(CUT))].decode("utf-16-le", "ignore")
    return kept + CUT

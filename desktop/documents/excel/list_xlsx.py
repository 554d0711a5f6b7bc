"""A list as it is on the screen, as a workbook: its columns, its order, its filter, one table that sorts and filters.

openpyxl lays the workbook out, :mod:`desktop.documents.excel.sheet_rows` writes the rows, so that nothing in them is a
formula. Import this module where a list is exported: openpyxl is slow to load.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from desktop import paths
from desktop.documents.excel import workbook_style as look
from desktop.documents.excel.sheet_rows import Row, Value, pour
from desktop.documents.listed import Listed, ListedCell
from desktop.language import Language

STEP = 250
"""After how many rows the progress is told."""
HEADING_ROW = 4

_FORMATS = {
    ListedCell.TEXT: "General",
    ListedCell.DATE: "dd/mm/yyyy",
    ListedCell.NUMBER: "#,##0",
    ListedCell.PERCENT: "0%",
}


class Stopped(Exception):
    """The user has stopped the writing; what was at the target is still there."""


def write_list(
    listed: Listed,
    rows: Iterable[Sequence[Value]],
    language: Language,
    target: Path,
    progress: Callable[[int, int], bool] | None = None,
) -> None:
    """Write a list with these rows, each with a value a column: a text, a day, a number, or a share from 0 to 1.

    ``progress`` is told now and then how many rows of how many are written; when it answers False the writing ends with
    :class:`Stopped`. Raises :class:`OSError` where ``target`` cannot be written. Either way what was there stays.
    """
    workbook = Workbook()
    sheet: Worksheet = workbook.active  # type: ignore[assignment]  # a new workbook has a worksheet
    # What Excel does not take in the name of a sheet, and no more letters than it takes.
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", look.plain(listed.title))[:31]
    workbook.properties.title = look.plain(listed.title)
    workbook.properties.creator = workbook.properties.lastModifiedBy = look.plain(listed.commission)
    workbook.properties.language = language.tag
    look.set_up(sheet, language, listed.title, landscape=True)
    sheet.protection.sheet = False  # nobody is to be kept from working with their own list
    _lay_out_table(sheet, listed)
    poured = _rows(sheet, listed, rows, language, progress)
    laid_out = io.BytesIO()
    workbook.save(laid_out)
    with paths.replacing(target) as aside:
        pour(laid_out.getvalue(), aside, (poured,))


def _lay_out_table(sheet: Worksheet, listed: Listed) -> None:
    last = get_column_letter(len(listed.columns))
    last_row = HEADING_ROW + max(listed.count, 1)  # a table without a single row would be damaged
    for number, column in enumerate(listed.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    everything = f"A{HEADING_ROW}:{last}{last_row}"
    table = Table(displayName="List", ref=everything, autoFilter=AutoFilter(ref=everything))
    # Excel repairs a table whose column names are not what the heading cells say, letter for letter.
    headings = [column.heading for column in listed.columns]
    table.tableColumns = [TableColumn(id=number, name=name) for number, name in enumerate(headings, 1)]
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
    sheet.freeze_panes = f"B{HEADING_ROW + 1}"
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"


def _rows(
    sheet: Worksheet,
    listed: Listed,
    rows: Iterable[Sequence[Value]],
    language: Language,
    progress: Callable[[int, int], bool] | None,
) -> Iterator[Row]:
    """The title block, the headings, the rows. The cell formats are made before the first row is asked for."""
    reading = look.direction(language.code)
    name = look.style(sheet, size=11, colour=look.GREY, vertical="center", reading=reading)
    strong = look.style(sheet, size=15, bold=True, colour=look.TEAL, vertical="center", reading=reading)
    note = look.style(sheet, size=9, colour=look.GREY, vertical="center", reading=reading)
    head = look.style(
        sheet, bold=True, colour=look.WHITE, fill=look.TEAL, border=True, horizontal="center", vertical="center",
        wrap=True, reading=reading,
    )  # fmt: skip
    formats = [
        look.style(
            sheet, border=True, wrap=column.kind is ListedCell.TEXT, number_format=_FORMATS[column.kind],
            horizontal=None if column.kind is ListedCell.TEXT else "center", locked=False,
        )
        for column in listed.columns
    ]  # fmt: skip
    block = [
        Row([(name, listed.commission)], 18),
        Row([(strong, listed.title)], 26),
        Row([(note, listed.note)], 16),
        Row([(head, column.heading) for column in listed.columns], 32),
    ]
    letters = [int(column.width * 1.1) for column in listed.columns]
    return _stream(block, formats, letters, listed.count, rows, progress)


def _stream(
    block: Sequence[Row],
    formats: Sequence[int],
    letters: Sequence[int],
    count: int,
    rows: Iterable[Sequence[Value]],
    progress: Callable[[int, int], bool] | None,
) -> Iterator[Row]:
    yield from block
    done = 0
    for values in rows:
        if progress and done % STEP == 0 and not progress(done, count):
            raise Stopped
        done += 1
        yield Row(list(zip(formats, values, strict=True)), _height(values, letters))
    if not done:
        yield Row([(each, None) for each in formats])
    if progress:
        progress(count, count)


_LINE, _HIGHEST = 13.5, 409
"""Height of a line of text, and the most Excel gives a row, in points."""


def _height(values: Sequence[Value], letters: Sequence[int]) -> float:
    """How high a row must be to show its texts, near enough, where about so many letters make a line of each column."""
    lines = 1
    for value, width in zip(values, letters, strict=True):
        if isinstance(value, str) and (len(value) > width or "\n" in value):
            lines = max(lines, sum(1 + len(paragraph) // width for paragraph in value.split("\n")))
    return min(4 + _LINE * lines, _HIGHEST)

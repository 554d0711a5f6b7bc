"""A whole register as one workbook: a sheet for each kind of record, and one in front that says what it is.

The first row of each sheet is hidden and names its columns as the register does, so that they are found again whatever
becomes of the headings. Two more sheets, hidden, hold what files contain and the last numbers given.
"""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from desktop import paths
from desktop.documents.excel import workbook_style as look
from desktop.documents.excel.list_xlsx import STEP, Stopped
from desktop.documents.excel.register_cells import FILES, MARK, NUMBERS, to_cell
from desktop.documents.excel.sheet_rows import Row, Value, pour
from desktop.documents.withheld import withheld_records
from desktop.language import Language, label, message, plural
from desktop.records.everything.shape import KEY, Column, Everything, FileContent, Given, Holds, TableRows
from desktop.records.rows import CommissionRow

Progress = Callable[[int, int], bool]

TEXT_IN_A_CELL = 15_000
"""Letters of a text that stand in one cell: twice as many of Excel's units at most. What is longer goes on below."""
BYTES_IN_A_CELL = 24_000
"""Of a file: 32,000 letters."""

_WIDTHS = {
    Holds.TEXT: 40,
    Holds.WHOLE_NUMBER: 12,
    Holds.NUMBER: 12,
    Holds.YES_OR_NO: 10,
    Holds.DAY: 13,
    Holds.TIME: 10,
    Holds.CODE: 20,
    Holds.LIST: 20,
    Holds.REFERENCE: 24,
}
"""In digits of the ordinary font."""


@dataclass(frozen=True)
class _Styles:
    """Indexes of cell formats."""

    head: int
    text: int
    day: int
    number: int
    plain: int


def write_register(
    everything: Everything,
    commission: CommissionRow,
    made_on: dt.date,
    language: Language,
    target: Path,
    progress: Progress | None = None,
) -> None:
    """Write all there is as one workbook. Its rows are read while they are written.

    ``progress`` is told now and then how many records of how many are written; when it answers False the writing ends
    with :class:`~desktop.documents.excel.list_xlsx.Stopped`. Raises :class:`OSError` where ``target`` cannot be
    written. Either way what was there stays.
    """
    workbook = Workbook()
    front: Worksheet = workbook.active  # type: ignore[assignment]  # a new workbook has a worksheet
    front.title = look.plain(language.text(label("sheet", "Contents")))[:31]
    title = look.plain(language.text("The whole register"))
    workbook.properties.title = title
    workbook.properties.creator = workbook.properties.lastModifiedBy = look.plain(language.best(commission.name))
    workbook.properties.language = language.tag
    sheets = [workbook.create_sheet(name) for name in _names(everything.tables, language, front.title)]
    hidden = [workbook.create_sheet(name) for name in (FILES, NUMBERS)]
    count = _Counting(everything.count, progress)
    poured = [_front(front, everything, sheets, commission, made_on, language)]
    for sheet, table in zip(sheets, everything.tables, strict=True):
        look.set_up(sheet, language, f"{title} – {sheet.title}", landscape=True)
        sheet.protection.sheet = False  # it is the secretariat's own
        sheet.sheet_properties.pageSetUpPr = None  # all columns of one page's width would be too small to be read
        poured.append(_table(sheet, table, language, count))
    for sheet, rows in zip(hidden, (_files(everything.files), _numbers(everything.numbers)), strict=True):
        sheet.sheet_state = "hidden"
        plain = look.style(sheet, number_format="@")
        poured.append(Row([(plain, each) for each in row]) for row in rows)
    laid_out = io.BytesIO()
    workbook.save(laid_out)
    with paths.replacing(target) as aside:
        pour(laid_out.getvalue(), aside, poured)


class _Counting:
    """Says how many records are written, and stops the writing where it is to stop."""

    def __init__(self, of: int, progress: Progress | None) -> None:
        self.done, self.of, self.progress = 0, of, progress

    def one(self) -> None:
        if self.progress and self.done % STEP == 0 and not self.progress(self.done, self.of):
            raise Stopped
        self.done += 1


def _names(tables: Sequence[TableRows], language: Language, front: str) -> list[str]:
    """What the sheets are called: what Excel takes, and no two the same."""
    names, taken = [], {front.casefold(), FILES, NUMBERS}
    for table in tables:
        words = re.sub(r"[\[\]:*?/\\']", " ", look.plain(language.text(table.shape.singular)))[:31].strip()
        words, number = words[:1].upper() + words[1:], 1
        name = words
        while name.casefold() in taken:
            number += 1
            name = f"{words[:27]} ({number})"
        taken.add(name.casefold())
        names.append(name)
    return names


# --- the sheet in front -----------------------------------------------------------------------------------------------


def _front(
    sheet: Worksheet,
    everything: Everything,
    sheets: Sequence[Worksheet],
    commission: CommissionRow,
    made_on: dt.date,
    language: Language,
) -> Iterator[Row]:
    look.set_up(sheet, language, language.text("The whole register"), landscape=False)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 60, 14
    reading = look.direction(language.code)
    name = look.style(sheet, size=11, colour=look.GREY, vertical="center", wrap=True, reading=reading)
    strong = look.style(sheet, size=15, bold=True, colour=look.TEAL, vertical="center", reading=reading)
    note = look.style(sheet, size=10, wrap=True, reading=reading)
    head = look.style(sheet, bold=True, colour=look.WHITE, fill=look.TEAL, border=True, reading=reading)
    link = look.style(sheet, colour=look.TEAL, border=True, reading=reading)
    figure = look.style(sheet, border=True, number_format="#,##0")
    notes = [language.text(each) for each in _notes(everything, made_on, language)]
    first = 5 + len(notes)
    # openpyxl hangs a link on a cell, and here are none yet: they are poured in when the workbook is laid out.
    links: list[Hyperlink] = vars(sheet)["_hyperlinks"]
    for place, other in enumerate(sheets, first + 1):
        quoted = other.title.replace("'", "''")
        links.append(Hyperlink(ref=f"A{place}", location=f"'{quoted}'!A2"))
    told = (MARK, language.code, commission.country, everything.audience.value, made_on.isoformat(), commission.id)

    def write() -> Iterator[Row]:
        yield Row([(name, each) for each in told], hidden=True)
        yield Row([(name, language.best(commission.name))], 30)
        yield Row([(strong, language.text("The whole register"))], 26)
        for each in notes:
            yield Row([(note, each)], 4 + 13.5 * -(-len(each) // 60))
        yield Row([])
        yield Row([(head, language.text(label("sheet", "Sheet"))), (head, language.text("Records"))], 20)
        for other, table in zip(sheets, everything.tables, strict=True):
            yield Row([(link, other.title), (figure, table.count)])

    return write()


def _notes(everything: Everything, made_on: dt.date, language: Language) -> list[Any]:
    notes: list[Any] = [
        message("Made on {date} for {audience}.", date=made_on, audience=everything.audience),
        message(
            "Each sheet holds the records of one kind. This workbook can be imported into an empty register. The "
            "history of the records is not in it: a copy of the register keeps it."
        ),
    ]
    if everything.withheld:
        notes.append(withheld_records(everything.withheld))
    if everything.files_left_out:
        notes.append(
            plural(
                "The content of {count} file is not in the workbook, as it would be too large.",
                "The content of {count} files is not in the workbook, as it would be too large.",
                everything.files_left_out,
            )
        )
    return notes


# --- a sheet of records -----------------------------------------------------------------------------------------------


def _table(sheet: Worksheet, table: TableRows, language: Language, count: _Counting) -> Iterator[Row]:
    shape = table.shape
    names = shape.names
    last = get_column_letter(len(names))
    columns: list[Column | None] = [*([None] if shape.key == KEY else []), *shape.columns, None]
    for number, column in enumerate(columns, 1):
        width = _WIDTHS[column.holds] if column else 30
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.column_dimensions[last].hidden = True
    sheet.auto_filter.ref = f"A2:{last}{2 + table.count}"
    sheet.freeze_panes = "B3"
    sheet.print_title_rows, sheet.print_title_cols = "2:2", "A:A"
    reading = look.direction(language.code)
    styles = _Styles(
        head=look.style(
            sheet, bold=True, colour=look.WHITE, fill=look.TEAL, border=True, vertical="center", wrap=True,
            reading=reading,
        ),
        text=look.style(sheet, border=True, number_format="@"),
        day=look.style(sheet, border=True, horizontal="center", number_format="dd/mm/yyyy"),
        number=look.style(sheet, border=True, horizontal="center"),
        plain=look.style(sheet, number_format="@"),
    )  # fmt: skip
    formats = [_format(column, styles) for column in columns]
    headings = _headings(columns, language)

    def write() -> Iterator[Row]:
        yield Row([(styles.plain, f"{shape.kind}.{name}") for name in names], hidden=True)
        yield Row([(styles.head, heading) for heading in headings], 32)
        for values in table.rows:
            count.one()
            cells = [
                to_cell(column, value, language) if column else value
                for column, value in zip(columns, values, strict=True)
            ]
            for line in _lines(cells):
                yield Row(list(zip(formats, line, strict=True)))

    return write()


def _format(column: Column | None, styles: _Styles) -> int:
    match column.holds if column else Holds.TEXT:
        case Holds.DAY:
            return styles.day
        case Holds.WHOLE_NUMBER | Holds.NUMBER:
            return styles.number
        case _:
            return styles.text


def _headings(columns: Sequence[Column | None], language: Language) -> list[str]:
    """What the columns are called; of two that would be called the same, the text is the one that is written out."""
    words = [language.text(column.words) if column else "" for column in columns]
    references = {
        said
        for column, said in zip(columns, words, strict=True)
        if column is not None and column.holds is Holds.REFERENCE
    }
    named = []
    for column, said in zip(columns, words, strict=True):
        if column is None:
            named.append(language.text("Called") if not named else language.text("Identifier"))
        elif column.code:
            named.append(f"{said} ({column.code})")
        elif column.holds is Holds.TEXT and said in references:
            named.append(language.text("{what} (written out)", what=said))
        else:
            named.append(said)
    return [said[:1].upper() + said[1:] for said in named]


def _lines(cells: list[Value]) -> Iterator[list[Value]]:
    """A record as rows, as a rule one. A text too long for a cell goes on in further ones, whose identifier says so."""
    record_id = cells[-1]
    parts = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    if parts <= TEXT_IN_A_CELL:
        yield cells
        return
    for part, first in enumerate(range(0, parts, TEXT_IN_A_CELL), 1):
        line: list[Value] = []
        for cell in cells[:-1]:
            if isinstance(cell, str):
                line.append(cell[first : first + TEXT_IN_A_CELL] or None)
            else:
                line.append(cell if part == 1 else None)
        yield [*line, record_id if part == 1 else f"{record_id}#{part}"]


# --- the sheets that nobody reads -------------------------------------------------------------------------------------


def _files(files: Iterable[FileContent]) -> Iterator[list[Value]]:
    yield [f"{FILES}.{name}" for name in ("sha256", "part", "data")]
    for each in files:
        for part, first in enumerate(range(0, max(len(each.data), 1), BYTES_IN_A_CELL), 1):
            piece = base64.b64encode(each.data[first : first + BYTES_IN_A_CELL]).decode("ascii")
            yield [each.sha256, part, piece]


def _numbers(numbers: Iterable[Given]) -> Iterator[list[Value]]:
    yield [f"{NUMBERS}.{name}" for name in ("kind", "year", "last")]
    for each in numbers:
        yield [each.kind, each.year, each.last]

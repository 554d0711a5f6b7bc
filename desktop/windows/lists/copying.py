"""Records of a list taken elsewhere: onto the clipboard for a spreadsheet or a mail, or into a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QTextEdit
from sqlalchemy.orm import Session

from desktop.codes import Audience, Level
from desktop.documents.listed import Listed, ListedCell, ListedColumn
from desktop.documents.withheld import withheld_records
from desktop.language import isolate, message, plural
from desktop.records.listing import in_pages
from desktop.windows.desk import Desk
from desktop.windows.lists.table_model import Cell, Column, ListRows, Status, TableModel

FORMULA_SIGNS = "=+-@\t\r"
"""What a text begins with that a spreadsheet would take for a formula: https://owasp.org/www-community/attacks/CSV_Injection."""

WIDTH_OF_TEXT = 60
PIXELS_OF_A_DIGIT = 7

KINDS = {Cell.DATE: ListedCell.DATE, Cell.NUMBER: ListedCell.NUMBER, Cell.PROGRESS: ListedCell.PERCENT}


def as_clipboard(model: TableModel, columns: Sequence[Column], rows: Sequence[Any], desk: Desk) -> QMimeData:
    """The rows with their headings: as lines of text, and as a table in which every cell is a text.

    Where one of them is not for everybody, the level of each stands beside it: what is pasted has left the register.
    """
    columns = with_levels(columns, rows)
    lines = [[desk.say(column.title) for column in columns]]
    lines += [[model.words(column, column.value(row, desk.language)) for column in columns] for row in rows]
    # Made by Qt: what Python has made cannot outlive it on the clipboard, and the program would end in a crash.
    copied = QTextEdit().createMimeDataFromSelection()
    copied.setText("\n".join("\t".join(_plain(cell) for cell in line) for line in lines))
    direction = "rtl" if desk.language.right_to_left else "ltr"
    html = "".join(
        "<tr>" + "".join(f"<td style='mso-number-format:\"\\@\"'>{escape(cell)}</td>" for cell in line) + "</tr>"
        for line in lines
    )
    copied.setHtml(f"<table dir='{direction}'>{html}</table>")
    return copied


def with_levels(columns: Sequence[Column], rows: Sequence[Any]) -> Sequence[Column]:
    """The columns, and after them the level where it is not among them and a row is above public."""
    above = any(getattr(row, "level", Level.PUBLIC) is not Level.PUBLIC for row in rows)
    if not above or any(column.key == "level" for column in columns):
        return columns
    return [*columns, Column("level", message("Level"), lambda row, language: language.text(row.level.label))]


def _plain(cell: str) -> str:
    """A cell in one line; what a spreadsheet would calculate is marked as a text."""
    said = " ".join(cell.split())
    return f"'{said}" if said[:1] and said[0] in FORMULA_SIGNS else said


def described(
    columns: Sequence[Column], title: str, count: int, withheld: int, audience: Audience, filtered: bool, desk: Desk
) -> Listed:
    """What a workbook of a list says above its rows: how many there are and were left out, for whom, and when."""
    language = desk.language
    note = language.text(plural("{count} record", "{count} records", count))
    if filtered:
        note = language.text(message("{count}, as searched and filtered", count=note))
    notes = [note, language.text(message("made for {audience}", audience=audience.label)), language.date(desk.today)]
    if withheld:
        notes.append(language.text(withheld_records(withheld)))
    headings: list[str] = []
    for column in columns:
        said = desk.say(column.title)
        # Two columns of one name would be damaged to Excel.
        headings.append(f"{said} ({len(headings) + 1})" if said in headings else said)
    widths = [WIDTH_OF_TEXT if each.stretch else max(10, each.width // PIXELS_OF_A_DIGIT) for each in columns]
    described = [
        ListedColumn(heading, KINDS.get(column.cell, ListedCell.TEXT), width)
        for heading, column, width in zip(headings, columns, widths, strict=True)
    ]
    commission = language.best(desk.commission.name)
    return Listed(commission, title, " · ".join(isolate(each) for each in notes), described, count)


def values_of(
    model: TableModel,
    columns: Sequence[Column],
    ids: Sequence[str],
    session: Session,
    list_rows: ListRows,
    audience: Audience,
    desk: Desk,
) -> Iterator[list[Any]]:
    """The values of the rows with these ids that an audience may see, as a workbook takes them, a page at a time."""
    language = desk.language
    for row in in_pages(ids, lambda page: list_rows(session, page, audience=audience)):
        yield [_value(model, column, column.value(row, language)) for column in columns]


def _value(model: TableModel, column: Column, value: Any) -> Any:
    match value:
        case dt.date():
            return value
        case int() if column.cell is Cell.PROGRESS:
            return value / 100
        case int() if column.cell is Cell.NUMBER:
            return value
        case Status() | None:
            return model.words(column, value) or None
        case _:
            return str(value) or None

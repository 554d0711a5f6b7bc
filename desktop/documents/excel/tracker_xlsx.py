"""The tracker: a workbook in which an institution sees its actions, and writes what has become of them.

The first sheet is a table of the actions, locked but for the columns the institution fills in; then come a summary with
a chart, and a page on how to fill it in. openpyxl lays the workbook out, :mod:`.sheet_rows` writes the
rows. Import this module where a tracker is asked for: openpyxl is slow to load.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from desktop import paths
from desktop.codes import FINISHED, Code
from desktop.documents.excel import tracker_sent, tracker_summary
from desktop.documents.excel import workbook_style as look
from desktop.documents.excel.sheet_rows import Row, Value, pour
from desktop.documents.excel.tracker_columns import (
    DEADLINE,
    EVERY_COLUMN,
    FIRST_ROW,
    HEADING_ROW,
    NUMBER,
    PROGRESS,
    RECORD,
    REPORTED_ON,
    STATUS,
    STATUSES_OFFERED,
    TABLE_NAME,
    Column,
    Layout,
    Part,
)
from desktop.language import Language, LanguageCode, Wording, label, message
from desktop.records.rows import Tracker, TrackerRow

STEP = 250
"""After how many rows the progress is told."""


class Stopped(Exception):
    """The user has stopped the writing; what was at the target is still there."""


def write_tracker(
    tracker: Tracker,
    language: Language,
    target: Path,
    progress: Callable[[int, int], bool] | None = None,
    layout: Layout = EVERY_COLUMN,
) -> None:
    """Write the tracker as an Excel workbook in this language, or in two that stand together
    (:class:`~desktop.documents.excel.two_languages.TwoLanguages`), with the columns of ``layout``.

    ``progress`` is told now and then how many actions of how many are written; when it answers False the writing ends
    with :class:`Stopped`. Raises :class:`OSError` where ``target`` cannot be written. Either way what was there stays.
    """
    workbook = Workbook()
    actions: Worksheet = workbook.active  # type: ignore[assignment]  # a new workbook has a worksheet
    first = language.each[0]  # the name of a sheet has little room
    actions.title = first.text(label("sheet", "Actions"))
    summary = workbook.create_sheet(first.text(label("sheet", "Summary")))
    guide = workbook.create_sheet(first.text(label("sheet", "How to fill this in")))
    sent = workbook.create_sheet(tracker_sent.SHEET)

    heading = in_lines(language, lambda each: title(tracker, each))
    commission = language.best(tracker.commission.name)
    last_row = max(FIRST_ROW, HEADING_ROW + len(tracker.rows))  # a table without a single row would be damaged
    _describe(workbook, heading, commission, language)
    for sheet in (actions, summary, guide, sent):
        look.set_up(sheet, language, title(tracker, first), landscape=sheet is not guide)
    _lay_out_table(actions, language, layout, last_row)
    _add_validations(actions, language, layout, last_row)
    _add_colours(actions, language, layout, last_row)
    ranges = tracker_summary.Ranges(actions.title, layout.letter(STATUS), layout.letter(DEADLINE), FIRST_ROW, last_row)
    rows = (
        _action_rows(actions, tracker, language, heading, layout, progress),
        tracker_summary.lay_out(summary, tracker, language, heading, ranges),
        tracker_summary.lay_out_guide(guide, language, layout),
        tracker_sent.rows(sent, tracker, language, layout),
    )
    laid_out = io.BytesIO()
    workbook.save(laid_out)
    with paths.replacing(target) as aside:
        pour(laid_out.getvalue(), aside, rows)


def in_lines(language: Language, say: Callable[[Language], str]) -> str:
    """What is said in each language, a line each."""
    return "\n".join(map(say, language.each))


def title(tracker: Tracker, language: Language) -> str:
    """What this tracker is: all actions, or one institution's; or those of a programme, a plan or a body."""
    scope = language.best(tracker.scope) if tracker.scope else ""
    if tracker.institution is None and not scope:
        return language.text(message("Action tracker: all institutions"))
    whose = tracker.institution
    name = (language.best(whose.name) or whose.acronym) if whose else ""
    said = " – ".join(part for part in (name, scope) if part)
    return language.text(message("Action tracker: {institution}", institution=said))


def _describe(workbook: Workbook, heading: str, commission: str, language: Language) -> None:
    workbook.properties.title = look.plain(heading)
    workbook.properties.creator = workbook.properties.lastModifiedBy = look.plain(commission)
    workbook.properties.language = language.tag


# --- the table of actions ---------------------------------------------------------------------------------------------


def _lay_out_table(sheet: Worksheet, language: Language, layout: Layout, last_row: int) -> None:
    letter = layout.letter
    for column in layout.columns:
        sheet.column_dimensions[letter(column)].width = column.width
    sheet.column_dimensions[letter(RECORD)].hidden = True

    everything = f"A{HEADING_ROW}:{letter(layout.columns[-1])}{last_row}"
    table = Table(displayName=TABLE_NAME, ref=everything, autoFilter=AutoFilter(ref=everything))
    # Excel repairs a table whose column names are not what the heading cells say, letter for letter.
    headings = [language.text(column.heading) for column in layout.columns]
    table.tableColumns = [TableColumn(id=number, name=name) for number, name in enumerate(headings, 1)]
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)

    if len(language.each) > 1:
        # Two lines show only where they may wrap, which the first column alone would do far too often.
        for row in range(1, HEADING_ROW - 1):
            sheet.merged_cells.add(f"A{row}:{letter(layout.last_filled_in)}{row}")
    sheet.freeze_panes = f"C{FIRST_ROW}"  # number and action stay in sight
    begin = sheet.sheet_view.selection[-1]
    begin.activeCell = begin.sqref = f"{letter(STATUS)}{FIRST_ROW}"  # the first cell to fill in
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    # What lies beyond the answers is for the screen: on A4 it would make everything too small to read.
    sheet.print_area = f"A1:{letter(layout.last_filled_in)}{last_row}"


def _add_validations(sheet: Worksheet, language: Language, layout: Layout, last_row: int) -> None:
    def add(column: Column, prompt: str, **rule: Any) -> None:
        if column not in layout.columns:
            return
        heading = language.text(column.heading)
        # Excel takes 32 characters of a title and 255 of a text, and calls a file with more damaged.
        validation = DataValidation(
            allow_blank=True,
            showInputMessage=True,
            showErrorMessage=True,
            errorStyle="stop",
            promptTitle=heading[:32],
            prompt=prompt[:255],
            errorTitle=heading[:32],
            error=prompt[:255],
            **rule,
        )
        letter = layout.letter(column)
        validation.add(f"{letter}{FIRST_ROW}:{letter}{last_row}")
        sheet.add_data_validation(validation)

    words = ",".join(language.text(status.label) for status in STATUSES_OFFERED)
    add(STATUS, language.text(message("Choose one of the words in the list.")), type="list", formula1=f'"{words}"')
    add(
        PROGRESS,
        language.text(message("Enter a percentage from 0% to 100%.")),
        type="decimal",
        operator="between",
        formula1="0",
        formula2="1",
    )
    add(
        REPORTED_ON,
        language.text(message("Enter a date as day/month/year, not later than today: 24/02/2021.")),
        type="date",
        operator="between",
        formula1="DATE(2000,1,1)",
        formula2="TODAY()",
    )


def _add_colours(sheet: Worksheet, language: Language, layout: Layout, last_row: int) -> None:
    letter = layout.letter
    status, deadline = f"${letter(STATUS)}{FIRST_ROW}", f"${letter(DEADLINE)}{FIRST_ROW}"

    def add(column: Column, formula: str, **format: Any) -> None:
        cells = f"{letter(column)}{FIRST_ROW}:{letter(column)}{last_row}"
        sheet.conditional_formatting.add(cells, FormulaRule(formula=[formula], **format))

    for code, tint in look.STATUS_TINT.items():
        add(STATUS, f"{status}={quoted(language.text(code.label))}", fill=PatternFill(bgColor=tint))
    still_open = ",".join(f"{status}<>{quoted(language.text(code.label))}" for code in FINISHED)
    late = f"AND(ISNUMBER({deadline}),{deadline}<TODAY(),{still_open})"
    for column in (NUMBER, DEADLINE):
        add(column, late, font=Font(bold=True, color=look.RED), fill=PatternFill(bgColor=look.RED_LIGHT))


def quoted(text: str) -> str:
    """A text as a formula says it."""
    return '"' + text.replace('"', '""') + '"'


# --- its rows ---------------------------------------------------------------------------------------------------------

_Styles = dict[look.Direction, int]


def _action_rows(
    sheet: Worksheet,
    tracker: Tracker,
    language: Language,
    heading: str,
    layout: Layout,
    progress: Callable[[int, int], bool] | None,
) -> Iterator[Row]:
    """The title block, the headings, the actions. The cell formats are made before the first row is asked for."""
    block = _title_block(sheet, tracker, language, heading, layout)
    styles = {column: _column_styles(sheet, column) for column in layout.columns}
    return _stream(block, tracker.rows, styles, language, progress)


def _stream(
    block: Sequence[Row],
    actions: Sequence[TrackerRow],
    styles: Mapping[Column, _Styles],
    language: Language,
    progress: Callable[[int, int], bool] | None,
) -> Iterator[Row]:
    yield from block
    if not actions:
        yield Row([(style[look.BY_CONTENT], None) for style in styles.values()])
    write = partial(_cell, language=language, words={})
    letters = [int(column.width * _LETTERS_IN_A_DIGIT) for column in styles]
    for done, action in enumerate(actions):
        if progress and done % STEP == 0 and not progress(done, len(actions)):
            raise Stopped
        cells = [write(column.value(action), column, style) for column, style in styles.items()]
        yield Row(cells, _height(cells, letters))
    if progress:
        progress(len(actions), len(actions))


def _cell(value: Any, column: Column, styles: _Styles, language: Language, words: dict[Code, str]) -> tuple[int, Value]:
    """One cell: its format, which follows the direction of what is in it, and its content."""
    if value is None:
        return styles[look.BY_CONTENT], None
    if isinstance(value, Wording):
        return _worded(value, column, styles, language)
    if isinstance(value, Code):
        if value not in words:
            words[value] = language.text(value.label)
        reading = look.direction(language.code) if len(language.each) == 1 else look.BY_CONTENT
        return styles[reading], words[value]
    return styles[look.LEFT_TO_RIGHT], value


def _worded(value: Wording, column: Column, styles: _Styles, language: Language) -> tuple[int, Value]:
    """A text that exists in several languages; where the tracker is in two, a line in each that it exists in."""
    codes = language.codes
    text, code = value.best(codes[0])
    if not text:
        return styles[look.BY_CONTENT], None
    if len(codes) > 1 and any(value.get(each) for each in codes):
        write = tracker_sent.answer if column.part is Part.FILLED_IN else tracker_sent.in_each
        text = write(value, codes)
        said: list[LanguageCode] = [each for each in codes if value.get(each)]
        return styles[look.direction(said[0]) if len(said) == 1 else look.BY_CONTENT], text
    # An answer comes back from the institution, so no mark of ours is put into it.
    if code not in codes and column.part is not Part.FILLED_IN:
        text = f"[{code.upper()}] {text}"
    return styles[look.direction(code)], text


_LINE, _HIGHEST = 13.5, 409
"""Height of a line of text, and the most Excel gives a row, in points."""

_LETTERS_IN_A_DIGIT = 1.1
"""The widths of columns are counted in digits, which are wider than most letters."""


def _height(cells: Sequence[tuple[int, Value]], letters: Sequence[int]) -> float:
    """How high a row must be to show its texts, near enough, where about so many letters make a line of each column."""
    lines = 1
    for (_, value), width in zip(cells, letters, strict=True):
        if isinstance(value, str) and (len(value) > width or "\n" in value):
            lines = max(lines, sum(1 + len(paragraph) // width for paragraph in value.split("\n")))
    return min(4 + _LINE * lines, _HIGHEST)


def _column_styles(sheet: Worksheet, column: Column) -> _Styles:
    filled_in = column.part is Part.FILLED_IN
    centred, number_format = column.kind.value
    side: dict[look.Direction, Any] = {look.BY_CONTENT: None, look.LEFT_TO_RIGHT: "left", look.RIGHT_TO_LEFT: "right"}
    return {
        reading: look.style(
            sheet,
            border=True,
            wrap=True,
            fill=look.CREAM if filled_in else None,
            colour=look.INK if column.part is not Part.MORE else look.GREY,
            bold=column is NUMBER,
            horizontal=centred or side[reading],
            indent=0 if centred or reading == look.BY_CONTENT else 1,
            number_format=number_format,
            reading=reading,
            locked=not filled_in,
        )
        for reading in (look.BY_CONTENT, look.LEFT_TO_RIGHT, look.RIGHT_TO_LEFT)
    }


def _title_block(sheet: Worksheet, tracker: Tracker, language: Language, heading: str, layout: Layout) -> list[Row]:
    """Whose tracker, of what, made when; then the bands over the groups of columns, and the headings."""
    reading = look.direction(language.code)
    lines = len(language.each)
    block = {"vertical": "center", "wrap": lines > 1, "reading": look.BY_CONTENT if lines > 1 else reading}
    if lines > 1:
        block["horizontal"] = "right" if language.right_to_left else "left"
    name = look.style(sheet, size=11, colour=look.GREY, **block)
    strong = look.style(sheet, size=15, bold=True, colour=look.TEAL, **block)
    note = look.style(sheet, size=9, colour=look.GREY, **block)
    made = message(
        "Prepared on {day}. Please fill in the columns under the amber headings and send the file back.",
        day=tracker.made_on,
    )
    bands, headings = [], []
    previous: Part | None = None
    for column in layout.columns:
        said, colour = column.part.value
        band = look.style(sheet, size=9, bold=True, colour=colour, vertical="center", reading=reading)
        bands.append((band, None if column.part is previous else language.text(said)))
        previous = column.part
        head = look.style(
            sheet,
            bold=True,
            colour=look.WHITE,
            fill=colour,
            border=True,
            horizontal="center",
            vertical="center",
            wrap=True,
            reading=reading,
        )
        headings.append((head, language.text(column.heading)))
    return [
        Row([(name, in_lines(language, lambda each: each.best(tracker.commission.name)))], 18 * lines),
        Row([(strong, heading)], 2 + 24 * lines),
        Row([(note, in_lines(language, lambda each: each.text(made)))], 2 + 14 * lines),
        Row(bands, 18),
        Row(headings, 32 if len(language.each) == 1 else 46),
    ]

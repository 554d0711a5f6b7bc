"""What a tracker of ten thousand actions costs, beside the same workbook written with XlsxWriter in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import xlsxwriter
from pytest_benchmark.fixture import BenchmarkFixture
from python_calamine import CalamineWorkbook

from desktop.codes import ActionStatus, Code, Priority
from desktop.documents.excel import tracker_columns, tracker_sent, tracker_xlsx
from desktop.documents.excel import workbook_style as look
from desktop.documents.excel.tracker_columns import COLUMNS, FIRST_ROW, HEADING_ROW, Kind, Part
from desktop.documents.excel.tracker_xlsx import write_tracker
from desktop.language import Language, Wording
from desktop.records.rows import Tracker
from tests.documents.excel.tracker_sample import tracker

ACTIONS, ROUNDS, MOST = 10_000, 5, 0.7


def test_a_tracker_costs_little_beside_xlsxwriter(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """The two take turns, so that whatever else the machine does falls on both; the ratio is of the medians."""
    told, language = tracker(ACTIONS), Language("ar", "MA")
    ours, theirs = tmp_path / "ours.xlsx", tmp_path / "theirs.xlsx"
    seconds: list[float] = []

    def peer() -> None:
        seconds.append(timed(lambda: write_with_xlsxwriter(told, language, theirs)))

    write_tracker(tracker(1), language, ours)  # neither pays for the first use of anything
    write_with_xlsxwriter(tracker(1), language, theirs)
    benchmark.pedantic(write_tracker, args=(told, language, ours), setup=peer, rounds=ROUNDS)

    assert cells(ours) == cells(theirs), "the two workbooks must hold the same"
    mine = median(benchmark.stats.stats.data) if benchmark.stats else timed(lambda: write_tracker(told, language, ours))
    ratio = mine / median(seconds)
    benchmark.extra_info["ratio to XlsxWriter"] = round(ratio, 2)
    print(f"\n{ACTIONS} actions: {mine:.2f} s, XlsxWriter {median(seconds):.2f} s, ratio {ratio:.2f}")
    assert ratio <= MOST


def timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def cells(path: Path) -> list[Any]:
    """What the table holds, headings included."""
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)[HEADING_ROW - 1 :]


# --- the peer ---------------------------------------------------------------------------------------------------------


def write_with_xlsxwriter(told: Tracker, language: Language, target: Path) -> None:
    """The tracker as one would write it with XlsxWriter: same cells, formats, rules, chart and print set-up."""
    workbook = xlsxwriter.Workbook(target)
    sheet: Any = workbook.add_worksheet("Actions")
    summary = workbook.add_worksheet("Summary")
    last, last_column = HEADING_ROW - 1 + len(told.rows), len(COLUMNS) - 1
    statuses = [language.text(status.label) for status in ActionStatus]
    if language.right_to_left:
        sheet.right_to_left()
        summary.right_to_left()

    heading = workbook.add_format(
        {
            "font_name": look.FONT,
            "font_size": 10,
            "bold": True,
            "font_color": "#FFFFFF",
            "bg_color": f"#{look.TEAL}",
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
            "border": 1,
            "border_color": f"#{look.LINE}",
        }
    )
    formats = []
    for index, column in enumerate(COLUMNS):
        options = {
            "font_name": look.FONT,
            "font_size": 10,
            "border": 1,
            "border_color": f"#{look.LINE}",
            "valign": "top",
            "text_wrap": True,
            "locked": column.part is not Part.FILLED_IN,
            "num_format": column.kind.value[1],
        }
        if column.part is Part.FILLED_IN:
            options["bg_color"] = f"#{look.CREAM}"
        if column.kind not in (Kind.TEXT, Kind.ANSWER):
            options["align"] = "center"
        formats.append([workbook.add_format({**options, "reading_order": order}) for order in (0, 1, 2)])
        sheet.set_column(index, index, column.width, None, {"hidden": column is tracker_columns.RECORD})

    sheet.write_string(1, 0, tracker_xlsx.title(told, language))
    letters = [int(column.width * 1.1) for column in COLUMNS]
    words: dict[Code, str] = {code: language.text(code.label) for code in (*ActionStatus, *Priority)}
    for number, row in enumerate(told.rows, HEADING_ROW):
        lines = 1
        for index, column in enumerate(COLUMNS):
            value: Any = column.value(row)
            order = 1
            if isinstance(value, Wording):
                value, shown = value.best(language.code)
                if value and shown != language.code and column.part is not Part.FILLED_IN:
                    value = f"[{shown.upper()}] {value}"
                order = 2 if shown == "ar" else 1
            elif isinstance(value, Code):
                value, order = words[value], 2 if language.right_to_left else 1
            if not value and value != 0:
                sheet.write_blank(number, index, None, formats[index][0])
            elif isinstance(value, str):
                sheet.write_string(number, index, value, formats[index][order])
                lines = max(lines, sum(1 + len(part) // letters[index] for part in value.split("\n")))
            elif column.kind is Kind.DAY:
                sheet.write_datetime(number, index, value, formats[index][order])
            else:
                sheet.write_number(number, index, value, formats[index][order])
        sheet.set_row(number, min(409, 4 + 13.5 * lines))

    columns = [{"header": language.text(column.heading), "header_format": heading} for column in COLUMNS]
    table = {"name": tracker_columns.TABLE_NAME, "columns": columns, "style": "Table Style Light 1"}
    sheet.add_table(HEADING_ROW - 1, 0, last, last_column, table)
    ruled = (tracker_columns.STATUS, tracker_columns.DEADLINE, tracker_columns.PROGRESS, tracker_columns.REPORTED_ON)
    status, deadline, progress, reported_on = map(COLUMNS.index, ruled)
    offered = [word for code, word in zip(ActionStatus, statuses, strict=True) if code is not ActionStatus.VERIFIED]
    rules = {
        status: {"validate": "list", "source": offered},
        progress: {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1},
        reported_on: {
            "validate": "date",
            "criteria": "between",
            "minimum": "=DATE(2000,1,1)",
            "maximum": "=TODAY()",
        },
    }
    for index, rule in rules.items():
        sheet.data_validation(HEADING_ROW, index, last, index, {**rule, "error_message": "?", "input_message": "?"})
    for code, word in zip(ActionStatus, statuses, strict=True):
        tint = workbook.add_format({"bg_color": f"#{look.STATUS_TINT[code]}"})
        formula = {"type": "formula", "criteria": f'=$G{FIRST_ROW}="{word}"', "format": tint}
        sheet.conditional_format(HEADING_ROW, status, last, status, formula)
    red = workbook.add_format({"bold": True, "font_color": f"#{look.RED}"})
    late = f'=AND(ISNUMBER($F{FIRST_ROW}),$F{FIRST_ROW}<TODAY(),$G{FIRST_ROW}<>"{statuses[4]}")'
    for index in (0, deadline):
        sheet.conditional_format(HEADING_ROW, index, last, index, {"type": "formula", "criteria": late, "format": red})
    sheet.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})
    sheet.freeze_panes(HEADING_ROW, 2)
    sheet.repeat_rows(HEADING_ROW - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&RPage &P of &N")

    summary.write_row(0, 0, ["Status", "Actions"], heading)
    for line, word in enumerate(statuses, 1):
        summary.write_string(line, 0, word)
        summary.write_formula(line, 1, f"=COUNTIF(Actions!$G${FIRST_ROW}:$G${last + 1},A{line + 1})")
    chart: Any = workbook.add_chart({"type": "bar"})
    points = [{"fill": {"color": f"#{look.STATUS_COLOUR[code]}"}} for code in ActionStatus]
    chart.add_series(
        {
            "categories": "=Summary!$A$2:$A$7",
            "values": "=Summary!$B$2:$B$7",
            "points": points,
            "data_labels": {"value": True},
        }
    )
    chart.set_title({"name": "Actions by status"})
    chart.set_x_axis({"reverse": language.right_to_left})
    summary.insert_chart("D2", chart)
    sent = workbook.add_worksheet(tracker_sent.SHEET)
    sent.very_hidden()
    for number, row in enumerate(told.rows, 1):
        for index, value in enumerate(tracker_sent.cells(row, language.codes)):
            sent.write_string(number, index, value)
    workbook.close()

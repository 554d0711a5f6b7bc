"""A tracker, read back by python-calamine (what is in it), openpyxl (how it behaves) and LibreOffice (both)."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from python_calamine import CalamineWorkbook

from desktop.codes import ActionStatus
from desktop.documents.excel import sheet_rows, tracker_sent
from desktop.documents.excel.tracker_columns import COLUMNS, FIRST_ROW, HEADING_ROW, Part
from desktop.documents.excel.tracker_xlsx import Stopped, write_tracker
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Wording
from desktop.records.rows import Tracker
from tests.documents.excel.tracker_sample import COMMISSION, MADE_ON, action, tracker

FRENCH = Language("fr", "MA")
in_every_language = pytest.mark.parametrize("code", LANGUAGE_CODES)

HEADINGS = [column.heading.text for column in COLUMNS]
LAST = get_column_letter(len(COLUMNS))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def written(folder: Path, told: Tracker, language: Language = FRENCH) -> Path:
    target = folder / "tracker.xlsx"
    write_tracker(told, language, target)
    return target


def values(path: Path, sheet: int = 0) -> list[list[object]]:
    """The sheet's cells as a reader that does not calculate sees them."""
    found = CalamineWorkbook.from_path(path).get_sheet_by_index(sheet)
    return [list(row) for row in found.to_python(skip_empty_area=False)]


def table(path: Path) -> list[dict[str, object]]:
    """The actions, by the English name of the column."""
    return [dict(zip(HEADINGS, row, strict=True)) for row in values(path)[HEADING_ROW:]]


def letter(heading: str) -> str:
    return get_column_letter(HEADINGS.index(heading) + 1)


def sheet_of(path: Path, index: int = 0) -> Any:
    """A sheet as openpyxl reads it; its annotations miss half of what it has."""
    return load_workbook(path).worksheets[index]


# --- what is in it ----------------------------------------------------------------------------------------------------


@in_every_language
def test_each_action_stands_in_its_row_in_the_language_asked_for(tmp_path: Path, code: LanguageCode) -> None:
    language, told = Language(code, "MA"), tracker(40)
    for row, found in zip(told.rows, table(written(tmp_path, told, language)), strict=True):
        assert found["Record"] == row.id
        assert found["Number"] == row.number
        assert str(found["Action"]).endswith(language.best(row.title))
        assert found["Status"] == language.text(row.status.label)
        assert found["Progress"] == row.progress / 100
        assert found["Progress made"] == language.best(row.narrative)


def test_days_are_days_and_a_missing_one_is_an_empty_cell(tmp_path: Path) -> None:
    rows = (
        action(0, due=dt.date(2021, 2, 24), start=dt.date(1900, 3, 1)),
        action(1, due=None, start=dt.date(1899, 5, 6)),
    )
    first, second = table(written(tmp_path, replace(tracker(0), rows=rows)))
    assert (first["Deadline"], first["Start"]) == (dt.date(2021, 2, 24), dt.date(1900, 3, 1))
    assert (second["Deadline"], second["Start"]) == ("", "06/05/1899")  # Excel has no day before 1900


def test_a_text_missing_in_the_language_is_shown_in_another_and_marked(tmp_path: Path) -> None:
    told = replace(tracker(0), rows=(action(0, title=Wording(ar="تكوين القضاة"), narrative=Wording(ar="أنجز")),))
    (row,) = table(written(tmp_path, told))
    assert row["Action"] == "[AR] تكوين القضاة"
    # an answer comes back to us: no mark of ours in it
    assert row["Progress made"] == "أنجز"


def test_the_title_block_says_whose_tracker_it_is_and_when_it_was_made(tmp_path: Path) -> None:
    block = values(written(tmp_path, tracker(1)))[:3]
    assert block[0][0] == COMMISSION.name.fr
    assert "Ministère de la Justice" in str(block[1][0])
    assert FRENCH.date(MADE_ON) in str(block[2][0])


# --- texts, whatever they are -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["=1+1", "=cmd|' /C calc'!A0", "+3", "-4", "@SUM(A1)", "\t=1", "- un tiret"])
def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path, typed: str) -> None:
    wording = Wording(fr=typed)
    told = replace(tracker(0), rows=(action(0, title=wording, narrative=wording),))
    told = replace(told, commission=replace(COMMISSION, name=wording))
    path = written(tmp_path, told)
    (row,) = table(path)
    assert (row["Action"], row["Progress made"]) == (typed, typed)
    sheet = sheet_of(path)
    assert [sheet[cell].data_type for cell in ("A1", f"B{FIRST_ROW}", f"I{FIRST_ROW}")] == ["s", "s", "s"]


def expected(text: str) -> str:
    """The documented changes: line ends are line feeds, and what is no character is replaced."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\ud800-\udfff\ufffe\uffff]", "\N{REPLACEMENT CHARACTER}", text)


any_text = st.text(st.characters(codec=None, exclude_categories=()), max_size=60) | st.sampled_from(
    ["_x0041_", "__x000A_", "_x005F_x0000_", "<b>&amp;</b>", "]]>", "\x00\x1f\x7f", " two  spaces ", "a\r\n\rb\n", "🇲🇦"]
)


@given(st.lists(any_text.filter(lambda text: bool(Wording(fr=text))), min_size=1, max_size=20))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_comes_back_as_it_went_in(tmp_path: Path, texts: list[str]) -> None:
    rows = tuple(action(index, narrative=Wording(fr=text)) for index, text in enumerate(texts))
    found = table(written(tmp_path, replace(tracker(0), rows=rows)))
    assert [row["Progress made"] for row in found] == [expected(text) for text in texts]


@pytest.mark.parametrize("letter", ["x", "ت", "😀", "&", "\x01"])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(tmp_path: Path, letter: str) -> None:
    told = replace(tracker(0), rows=(action(0, narrative=Wording(fr=letter * 40_000)),))
    (row,) = table(written(tmp_path, told))
    found = str(row["Progress made"])
    assert found == letter * (len(found) - len(sheet_rows.CUT)) + sheet_rows.CUT
    units = len(found.encode("utf-16-le")) // 2
    assert sheet_rows.LONGEST_TEXT - 1 <= units <= sheet_rows.LONGEST_TEXT


def test_a_text_that_just_fits_is_whole(tmp_path: Path) -> None:
    text = "é" * sheet_rows.LONGEST_TEXT
    (row,) = table(written(tmp_path, replace(tracker(0), rows=(action(0, narrative=Wording(fr=text)),))))
    assert row["Progress made"] == text


# --- how it behaves ---------------------------------------------------------------------------------------------------


@in_every_language
def test_only_what_the_institution_fills_in_is_unlocked(tmp_path: Path, code: LanguageCode) -> None:
    workbook = load_workbook(written(tmp_path, tracker(12), Language(code)))
    assert all(sheet.protection.sheet for sheet in workbook.worksheets)
    sheet = workbook.worksheets[0]
    assert not sheet.protection.autoFilter  # False: not forbidden
    unlocked = {cell.column for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {number for number, column in enumerate(COLUMNS, 1) if column.part is Part.FILLED_IN}
    for row in sheet.iter_rows(max_row=HEADING_ROW):
        assert all(cell.protection.locked for cell in row)


@in_every_language
def test_the_status_is_chosen_among_the_words_of_the_language_but_verified(tmp_path: Path, code: LanguageCode) -> None:
    language = Language(code)
    rules = {
        rule.type: rule for rule in sheet_of(written(tmp_path, tracker(9), language)).data_validations.dataValidation
    }
    offered = [language.text(status.label) for status in ActionStatus if status is not ActionStatus.VERIFIED]
    assert rules["list"].formula1.strip('"').split(",") == offered
    assert len(rules["list"].formula1) <= 257  # Excel's limit for a list, and its quotes
    assert str(rules["list"].sqref) == f"{letter('Status')}6:{letter('Status')}14"
    assert str(rules["decimal"].sqref) == f"{letter('Progress')}6:{letter('Progress')}14"
    assert (rules["decimal"].formula1, rules["decimal"].formula2) == ("0", "1")
    assert str(rules["date"].sqref) == f"{letter('Reported on')}6:{letter('Reported on')}14"
    for rule in rules.values():
        assert rule.showErrorMessage and rule.error and len(rule.error) <= 255 and len(rule.errorTitle) <= 32


@in_every_language
def test_the_table_names_its_columns_as_the_headings_do(tmp_path: Path, code: LanguageCode) -> None:
    """Excel offers to repair a file in which they differ, are empty, or the same but for capitals."""
    sheet = sheet_of(written(tmp_path, tracker(9), Language(code)))
    (found,) = sheet.tables.values()
    assert found.ref == found.autoFilter.ref == f"A5:{LAST}14"
    headings = [cell.value for cell in sheet[HEADING_ROW]]
    assert [column.name for column in found.tableColumns] == headings
    assert len({str(heading).casefold() for heading in headings}) == len(COLUMNS)
    assert all(heading and "\n" not in str(heading) for heading in headings)
    assert sheet.auto_filter.ref is None  # one filter only, the table's
    assert not sheet.merged_cells.ranges


@in_every_language
def test_every_sheet_reads_in_the_direction_of_the_language(tmp_path: Path, code: LanguageCode) -> None:
    workbook = load_workbook(written(tmp_path, tracker(9), Language(code)))
    assert [bool(sheet.sheet_view.rightToLeft) for sheet in workbook.worksheets] == [code == "ar"] * 4
    (chart,) = sheet_of(tmp_path / "tracker.xlsx", 1)._charts
    assert chart.y_axis.scaling.orientation == ("maxMin" if code == "ar" else "minMax")


def test_a_cell_reads_in_the_direction_of_its_content(tmp_path: Path) -> None:
    told = replace(tracker(0), rows=(action(0, title=Wording(fr="Former"), narrative=Wording(ar="تكوين")),))
    sheet = sheet_of(written(tmp_path, told, Language("ar")))
    readings = {name: sheet[f"{letter(name)}{FIRST_ROW}"].alignment.readingOrder for name in HEADINGS}
    assert readings["Number"] == readings["Deadline"] == readings["Progress"] == readings["Action"] == 1
    assert readings["Progress made"] == readings["Lead institution"] == readings["Status"] == 2


@in_every_language
def test_status_and_lateness_are_coloured(tmp_path: Path, code: LanguageCode) -> None:
    language = Language(code)
    sheet = sheet_of(written(tmp_path, tracker(9), language))
    rules = {str(cells.sqref): [rule.formula[0] for rule in cells.rules] for cells in sheet.conditional_formatting}
    status = letter("Status")
    assert rules[f"{status}6:{status}14"] == [f'${status}6="{language.text(code.label)}"' for code in ActionStatus]
    (late,) = rules[f"{letter('Deadline')}6:{letter('Deadline')}14"]
    settled = (ActionStatus.REPORTED, ActionStatus.VERIFIED, ActionStatus.CANCELLED)
    assert "<TODAY()" in late
    assert re.findall('<>"([^"]*)"', late) == [language.text(code.label) for code in settled]


def test_it_is_ready_for_the_screen_and_for_paper(tmp_path: Path) -> None:
    sheet = sheet_of(written(tmp_path, tracker(9)))
    assert sheet.freeze_panes == "C6"
    assert sheet.sheet_view.selection[-1].activeCell == f"{letter('Status')}{FIRST_ROW}"
    assert sheet.print_title_rows == "$5:$5"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert "&P" in sheet.oddFooter.right.text and "&N" in sheet.oddFooter.right.text
    assert sheet.column_dimensions[letter("Record")].hidden
    properties = sheet.parent.properties
    assert (properties.creator, properties.language) == (COMMISSION.name.fr, "fr-MA")
    assert "Ministère de la Justice" in properties.title


def test_a_row_opens_as_high_as_its_longest_text_needs(tmp_path: Path) -> None:
    texts = ("court", "long " * 60, "très long " * 3_000)
    rows = tuple(action(index, narrative=Wording(fr=text)) for index, text in enumerate(texts))
    sheet = sheet_of(written(tmp_path, replace(tracker(0), rows=rows)))
    low, high, highest = (sheet.row_dimensions[FIRST_ROW + index].height for index in range(3))
    assert low < high < highest == 409  # Excel's limit


@in_every_language
def test_sheets_have_names_that_excel_takes(tmp_path: Path, code: LanguageCode) -> None:
    names = load_workbook(written(tmp_path, tracker(1), Language(code))).sheetnames
    assert len({name.casefold() for name in names}) == 4 and names[-1] == tracker_sent.SHEET
    for name in names:
        assert 0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) and name.strip("'") == name


# --- the summary ------------------------------------------------------------------------------------------------------


def test_the_summary_shows_its_counts_to_readers_that_do_not_calculate(tmp_path: Path) -> None:
    told = tracker(50)
    counts = [row[1] for row in values(written(tmp_path, told), sheet=1)[4:12]]
    by_status = [sum(row.status is status for row in told.rows) for status in ActionStatus]
    open_ones = (ActionStatus.PLANNED, ActionStatus.IN_PROGRESS, ActionStatus.BLOCKED)
    late = sum(row.due is not None and row.due < MADE_ON and row.status in open_ones for row in told.rows)
    assert late > 0
    assert counts == [*by_status, 50, late]


def test_the_summary_counts_by_formulas_and_its_chart_draws_them(tmp_path: Path) -> None:
    sheet = sheet_of(written(tmp_path, tracker(50)), 1)
    assert sheet["B5"].value == f"=COUNTIF({quote_sheetname(sheet.parent.sheetnames[0])}!$G$6:$G$55,A5)"
    (chart,) = sheet._charts
    (series,) = chart.series
    assert series.val.numRef.f.endswith("!$B$5:$B$10") and series.cat.strRef.f.endswith("!$A$5:$A$10")
    assert len({point.spPr.solidFill.srgbClr for point in series.dPt}) == len(ActionStatus)


def test_a_tracker_without_actions_is_still_a_whole_table(tmp_path: Path) -> None:
    path = written(tmp_path, tracker(0, institution=None))
    (found,) = sheet_of(path).tables.values()
    assert found.ref == f"A5:{LAST}6"
    assert [row[1] for row in values(path, sheet=1)[4:12]] == [0] * 8


# --- the file ---------------------------------------------------------------------------------------------------------

SHEET_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
    "extLst",
)  # fmt: skip
"""ECMA-376 part 1, 18.3.1.99: another order is damage to Excel."""


def test_the_parts_of_the_file_are_what_the_standard_asks_for(tmp_path: Path) -> None:
    with ZipFile(written(tmp_path, tracker(30), Language("ar"))) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
        trees = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
    types = {override.get("PartName", "") for override in trees["[Content_Types].xml"]}
    for number in (1, 2, 3):
        sheet = trees[f"xl/worksheets/sheet{number}.xml"]
        assert f"/xl/worksheets/sheet{number}.xml" in types
        order = [SHEET_ORDER.index(element.tag.removeprefix(MAIN)) for element in sheet]
        assert order == sorted(order)
        formats = len(trees["xl/styles.xml"].findall(f"{MAIN}cellXfs/{MAIN}xf"))
        for index, row in enumerate(sheet.findall(f"{MAIN}sheetData/{MAIN}row"), 1):
            assert row.get("r") == str(index)
            cells = [cell.get("r", "") for cell in row]
            assert cells == [f"{get_column_letter(column)}{index}" for column in range(1, len(cells) + 1)]
            assert all(int(cell.get("s", "")) < formats for cell in row)


def test_writing_over_a_tracker_that_is_stopped_leaves_it_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "tracker.xlsx"
    target.write_bytes(b"what was there")
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 500

    with pytest.raises(Stopped):
        write_tracker(tracker(1_000), FRENCH, target, progress)
    assert told == [(0, 1_000), (250, 1_000), (500, 1_000)]
    assert target.read_bytes() == b"what was there"
    assert list(tmp_path.glob(".tracker*")) == []


def test_progress_ends_with_all_actions_done(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_tracker(tracker(300), FRENCH, tmp_path / "t.xlsx", lambda done, total: told.append((done, total)) or True)
    assert told[-1] == (300, 300)


def test_a_place_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        write_tracker(tracker(1), FRENCH, tmp_path / "no such folder" / "tracker.xlsx")


def test_rows_are_not_poured_into_a_sheet_that_has_some(tmp_path: Path) -> None:
    buffer, workbook = io.BytesIO(), Workbook()
    workbook.worksheets[0]["A1"] = "already here"
    workbook.save(buffer)
    with pytest.raises(ValueError, match="rows already"):
        sheet_rows.pour(buffer.getvalue(), tmp_path / "workbook.xlsx", [[]])


# --- LibreOffice ------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_calculates_and_saves_it(tmp_path: Path) -> None:
    path, saved = written(tmp_path, tracker(23), Language("ar")), tmp_path / "saved"
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run([*command, "--convert-to", "xlsx", "--outdir", saved, path], check=True, capture_output=True)
    again = saved / path.name
    assert values(again) == values(path)
    assert [row[:2] for row in values(again, 1)[4:11]] == [row[:2] for row in values(path, 1)[4:11]]
    before, after = sheet_of(path), sheet_of(again)
    assert after.sheet_view.rightToLeft and after.protection.sheet and not after.protection.autoFilter
    assert [rule.formula1 for rule in after.data_validations.dataValidation] == [
        rule.formula1 for rule in before.data_validations.dataValidation
    ]
    assert list(after.tables) == ["Tracker"]
    assert len(list(after.conditional_formatting)) == len(list(before.conditional_formatting))
    assert len(sheet_of(again, 1)._charts) == 1

"""A tracker in two languages, every row in both; and one with only the columns that were asked for."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from desktop.codes import ActionStatus
from desktop.documents.excel.tracker_columns import (
    CHOOSABLE,
    COLUMNS,
    FIRST_ROW,
    HEADING_ROW,
    STATUSES_OFFERED,
    Layout,
)
from desktop.documents.excel.tracker_xlsx import write_tracker
from desktop.documents.excel.two_languages import TwoLanguages
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Refusal, Wording
from tests.documents.excel.tracker_sample import tracker

PAIRS = list(permutations(LANGUAGE_CODES, 2))
COUNTRIES = ["MA", "TN", "JO", "LB", "MD"]


def both(codes: tuple[LanguageCode, ...] = ("fr", "ar"), country: str = "MA") -> TwoLanguages:
    return TwoLanguages(*(Language(code, country) for code in codes))


def test_all_is_said_in_both(tmp_path: Path) -> None:
    path, told, language = tmp_path / "t.xlsx", tracker(40), both()
    write_tracker(told, language, path)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    headings = rows[HEADING_ROW - 1]
    for heading, column in zip(headings, COLUMNS, strict=True):
        for each in language.each:
            assert each.text(column.heading) in str(heading)
    places = {column.name: place for place, column in enumerate(COLUMNS)}
    for row, found in zip(told.rows, rows[HEADING_ROW:], strict=True):
        title = str(found[places["action"]])
        assert all(text in title for code in ("fr", "ar") if (text := row.title.get(code)))
        assert found[places["status"]] == " / ".join(each.text(row.status.label) for each in language.each)


@pytest.mark.parametrize("codes", PAIRS)
@pytest.mark.parametrize("country", COUNTRIES)
def test_excel_takes_what_is_said_twice(tmp_path: Path, codes: tuple[LanguageCode, ...], country: str) -> None:
    """A list of words has 255 characters at most, a heading is there once, and a name of a sheet has 31 characters."""
    language = both(codes, country)
    assert len(",".join(language.text(status.label) for status in STATUSES_OFFERED)) <= 255
    headings = [language.text(column.heading).casefold() for column in COLUMNS]
    assert len(set(headings)) == len(headings)
    words = [language.text(status.label) for status in ActionStatus]
    assert len(set(words)) == len(words)
    assert not any("," in word for word in words)


def test_what_is_in_one_of_the_two_stands_alone_and_in_neither_is_marked() -> None:
    language = both()
    assert language.best(Wording(fr="Oui", en="Yes")) == "Oui"
    assert language.best(Wording(fr="Oui", ar="نعم")) == "Oui / نعم"
    assert language.best(Wording(en="Yes")) == "Yes"


@pytest.mark.parametrize("names", [[], ["lead", "narrative"], [column.name for column in CHOOSABLE]])
def test_a_tracker_has_the_columns_asked_for(tmp_path: Path, names: list[str]) -> None:
    path, layout = tmp_path / "t.xlsx", Layout.with_columns(names)
    write_tracker(tracker(5), both(), path, layout=layout)
    sheet = load_workbook(path).worksheets[0]
    assert sheet.max_column == len(layout.columns) == len(COLUMNS) - len(CHOOSABLE) + len(names)
    [table] = sheet.tables.values()
    assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[HEADING_ROW]]
    last = layout.letter(layout.last_filled_in)
    assert str(sheet.print_area).endswith(f"${last}${FIRST_ROW + 4}")
    ruled = {str(each.sqref).split(":")[0] for each in sheet.data_validations.dataValidation}
    assert f"{layout.letter(next(c for c in COLUMNS if c.name == 'status'))}{FIRST_ROW}" in ruled
    assert sheet.column_dimensions[layout.letter(COLUMNS[-1])].hidden


def test_a_column_nobody_knows_is_refused() -> None:
    with pytest.raises(Refusal, match="colour"):
        Layout.with_columns(["colour"])

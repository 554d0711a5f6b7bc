"""A whole register, written from the window and taken in by a new one: dropped, entered, undone; or what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.codes import Audience
from desktop.language import LANGUAGE_CODES, LanguageCode
from desktop.records.follow_up.action import Action
from desktop.windows.importing.problems_window import ProblemsWindow
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.main_window import MainWindow
from tests.registers import new_register
from tests.windows.frame import Ear, copy_demonstration, open_dialog, open_window


@pytest.fixture
def written(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demonstration register as a workbook, written by its window."""
    window = open_window(qtbot, copy_demonstration(tmp_path))
    ear = Ear(window.desk)
    target = tmp_path / "tout.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.exports.everything()
    dialog = open_dialog()
    dialog.form.editors["audience"].set_value(Audience.RESTRICTED)
    dialog.accept()
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=60_000)
    assert not ear.heard[-1].refused
    window.close()
    window.desk.register.close()
    return target


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The window of a new register."""
    path = tmp_path / "new.tawsiya"
    new_register(path, "TN", "fr").close()
    shown = open_window(qtbot, path)
    yield shown
    shown.jobs.stop_all()
    shown.close()


def count(window: MainWindow) -> int:
    with window.desk.reading() as session:
        return session.scalar(sa.select(sa.func.count(Action.id))) or 0


def test_it_is_taken_in_and_undone(qtbot: QtBot, written: Path, window: MainWindow) -> None:
    ear = Ear(window.desk)
    window.go("actions")
    window.intake.open(written)
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=60_000)
    assert not ear.heard[-1].refused
    assert count(window) == len(window.page_of(ActionsPage).model.ids) > 50
    assert window.desk.commission.country == "MA"
    ear.heard[-1].doors[0].go()
    assert count(window) == 0
    assert window.desk.commission.country == "TN"


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_what_cannot_come_in_is_shown_cell_by_cell(
    qtbot: QtBot, written: Path, window: MainWindow, language: LanguageCode
) -> None:
    book = openpyxl.load_workbook(written)
    sheet = next(each for each in book if str(each["A1"].value).startswith("action."))
    headings = {str(cell.value): place for place, cell in enumerate(sheet[1], 1)}
    sheet.cell(3, headings["action.status"], "peut-être")
    sheet.cell(5, headings["action.lead_id"], "ZZZ")
    book.save(written)
    window.desk.speak(language)
    window.intake.open(written)

    def shown() -> list[ProblemsWindow]:
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, ProblemsWindow)]

    qtbot.waitUntil(lambda: bool(shown()), timeout=60_000)
    [problems] = shown()
    items = [problems.list.topLevelItem(row) for row in range(problems.list.topLevelItemCount())]
    told = [[item.text(place) for place in range(4)] for item in items if item is not None]
    assert [line[:2] for line in told] == [["Action", "3"]]
    assert "peut-être" in told[0][3]
    assert count(window) == 0
    problems.close()


def test_one_that_holds_records_takes_in_nothing(qtbot: QtBot, written: Path, tmp_path: Path) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path))
    ear, before = Ear(window.desk), count(window)
    window.intake.open(written)
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=60_000)
    assert ear.heard[-1].refused
    assert count(window) == before
    window.close()

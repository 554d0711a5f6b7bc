"""With large text or on a small screen list and record take turns, chips go on in a second line, columns give way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.language import LANGUAGE_CODES, LanguageCode
from desktop.settings import TEXT_SIZES, Settings
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.lists.list_page import ListPage
from desktop.windows.main_window import MainWindow
from desktop.windows.page import ElidedLine
from tests.windows.frame import copy_demonstration, open_window

LISTS = ("meetings", "recommendations", "actions", "institutions")


def open_large(qtbot: QtBot, folder: Path, code: LanguageCode = "fr", text_size: int = 200) -> MainWindow:
    window = open_window(qtbot, copy_demonstration(folder), code, Settings(look="light", text_size=text_size))
    window.resize(1280, 800)
    window.go("actions")
    QApplication.processEvents()
    return window


def actions(window: MainWindow) -> ActionsPage:
    page = window.page
    assert isinstance(page, ActionsPage)
    return page


def test_the_record_takes_the_lists_place_and_escape_leads_back(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_large(qtbot, tmp_path)
    page = actions(window)
    assert page.table.isVisible()
    assert not page.pane.isVisible()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.pane.isVisible()
    assert not page.table.isVisible()
    assert page.pane.isAncestorOf(window.focusWidget())
    qtbot.keyClick(page.pane, Qt.Key.Key_Escape)
    assert page.table.isVisible()
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.mouseClick(page.pane.back_button, Qt.MouseButton.LeftButton)
    assert page.table.isVisible()
    window.close()


def test_a_door_leads_to_the_record_and_not_to_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_large(qtbot, tmp_path)
    chosen = actions(window).model.id_at(3)
    assert chosen is not None
    window.go("today")
    window.open_record("actions", chosen)
    assert actions(window).pane.isVisible()
    assert actions(window).pane.record_id == chosen
    window.close()


def test_at_the_usual_size_both_stand_side_by_side(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_large(qtbot, tmp_path, text_size=100)
    page = actions(window)
    assert page.table.isVisible() and page.pane.isVisible()
    assert not page.pane.back_button.isVisible()
    window.desk.enlarge(200)
    QApplication.processEvents()
    assert page.table.isVisible() and not page.pane.isVisible()
    window.desk.enlarge(100)
    QApplication.processEvents()
    assert page.table.isVisible() and page.pane.isVisible()
    window.close()


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_no_button_and_no_line_of_a_list_page_is_cut_off_at_twice_the_size(
    qtbot: QtBot, tmp_path: Path, code: LanguageCode
) -> None:
    window = open_large(qtbot, tmp_path, code)
    cut = []
    for key in LISTS:
        window.go(key)
        QApplication.processEvents()
        page = window.page
        buttons = [button for button in page.findChildren(QPushButton) if button.isVisible() and button.text()]
        for button in buttons:
            centre = page.mapFromGlobal(button.mapToGlobal(button.rect().center()))
            if button.width() < button.minimumSizeHint().width() or not page.rect().contains(centre):
                cut.append((key, button.text()))
        lines = [line for line in page.findChildren(QLabel) if line.isVisible() and not line.wordWrap()]
        cut += [
            (key, line.text())
            for line in lines
            if not isinstance(line, ElidedLine) and line.width() < line.sizeHint().width()
        ]
    assert cut == []
    window.close()


def test_columns_are_as_wide_as_their_text_and_kept_at_the_usual_size(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_large(qtbot, tmp_path)
    header = actions(window).table.header
    number = next(place for place, column in enumerate(header.columns) if column.key == "number")
    assert header.sectionSize(number) == window.desk.scaled(header.columns[number].width)
    kept = header.place()["widths"]["number"]
    assert kept == header.columns[number].width
    window.desk.enlarge(100)
    assert header.sectionSize(number) == kept
    window.close()


def test_columns_that_gave_way_to_larger_text_come_back_as_wide_as_they_were(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_large(qtbot, tmp_path, text_size=100)
    header = actions(window).table.header
    before = header.place()["widths"]
    for text_size in (200, 100, 150, 200, 100):
        window.desk.enlarge(text_size)
        QApplication.processEvents()
    assert header.place()["widths"] == before
    window.close()


@pytest.mark.parametrize("text_size", TEXT_SIZES)
def test_the_button_of_the_views_has_room_for_its_word_at_every_size(
    qtbot: QtBot, tmp_path: Path, text_size: int
) -> None:
    views = actions(open_large(qtbot, tmp_path, "fr", text_size)).views
    views.resize(views.sizeHint())
    assert views.text() == "Vues"
    assert views.width() >= QToolButton.sizeHint(views).width()


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_tab_of_a_record_is_in_sight(qtbot: QtBot, tmp_path: Path, code: LanguageCode) -> None:
    window = open_large(qtbot, tmp_path, code, 100)
    for key in ("recommendations", "sources", "people", "bodies"):
        window.go(key)
        window.desk.reads.wait()
        QApplication.processEvents()
        page = window.page
        assert isinstance(page, ListPage)
        bar = page.pane.tabs.tabBar()
        last = bar.tabRect(bar.count() - 1)
        assert bar.rect().contains(last), f"{key}: {last} in {bar.rect()}"
    window.close()


def test_the_list_says_who_leads_beside_a_record(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_large(qtbot, tmp_path, "fr", 100)
    window.desk.reads.wait()
    QApplication.processEvents()
    page = actions(window)
    assert page.pane.isVisible()
    assert "lead" in [column.key for column in page.table.header.shown()]
    window.close()

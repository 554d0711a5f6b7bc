"""The columns of a list: as many as there is room for, or those chosen, in the order chosen, kept for the register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from pytestqt.qtbot import QtBot

from desktop.records.listing import Sort
from desktop.settings import Settings
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.lists.column_header import LEAST_STRETCH, ColumnHeader
from desktop.windows.lists.list_page import ListPage
from desktop.windows.main_window import MainWindow
from desktop.windows.pages import PAGES
from tests.windows.frame import copy_demonstration, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    shown.go("actions")
    yield shown
    shown.desk.close()


def keys(header: ColumnHeader) -> list[str]:
    return [column.key for column in header.shown()]


def tick(header: ColumnHeader, key: str) -> None:
    """Tick or untick a column in the menu, as a user does."""
    menu = header.menu()
    title = header.desk.say(next(column.title for column in header.columns if column.key == key))
    next(action for action in menu.actions() if action.text() == title).trigger()
    menu.close()


def test_a_list_offers_more_columns_than_it_shows_at_first(window: MainWindow) -> None:
    header = window.page_of(ActionsPage).table.header
    assert "priority" not in keys(header)
    tick(header, "priority")
    assert "priority" in keys(header)
    tick(header, "due")
    assert "due" not in keys(header)


def test_the_column_that_stretches_cannot_be_taken_away_and_takes_the_room_that_is_left(window: MainWindow) -> None:
    table = window.page_of(ActionsPage).table
    header: ColumnHeader = table.header
    title = window.desk.language.text("Title")
    stretching = next(action for action in header.menu().actions() if action.text() == title)
    assert not stretching.isEnabled()
    assert header.length() == table.viewport().width()


def test_columns_that_were_chosen_stay_where_there_is_no_room_and_the_table_scrolls(window: MainWindow) -> None:
    table = window.page_of(ActionsPage).table
    table.header.choose([column.key for column in table.header.columns])
    assert len(keys(table.header)) == len(table.header.columns)
    assert table.header.sectionSize(1) == LEAST_STRETCH
    assert table.header.length() > table.viewport().width()
    table.header.choose(None)
    assert table.header.length() == table.viewport().width()


def test_columns_order_widths_and_sorting_are_kept_for_the_register(qtbot: QtBot, tmp_path: Path) -> None:
    path = copy_demonstration(tmp_path)
    window = open_window(qtbot, path, settings=Settings(look="light"))
    window.go("actions")
    table = window.page_of(ActionsPage).table
    tick(table.header, "start")
    table.header.moveSection(table.header.visualIndex(0), 3)
    table.sort_by(["due", True])
    shown = keys(table.header)
    window.close()
    again = open_window(qtbot, path, settings=Settings.load()).page_of(ActionsPage)
    assert keys(again.table.header) == shown
    assert shown[0] == "title" and "start" in shown
    assert again.model.sorted_by == Sort("due", True)
    again.table.header.choose(None)
    assert keys(again.table.header)[0] == "number" and "start" not in keys(again.table.header)
    again.desk.close()


def test_columns_are_ordered_by_keyboard_in_their_menu_which_stays_open(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page_of(ActionsPage)
    header = page.table.header
    before = header.order()
    assert page.columns_button.focusPolicy() & Qt.FocusPolicy.TabFocus
    menu = header.menu()
    menu.popup(page.columns_button.mapToGlobal(page.columns_button.rect().bottomLeft()))
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    assert menu.activeAction() is not None
    qtbot.keyPress(menu, Qt.Key.Key_Alt)
    assert menu.isVisible()
    for _ in range(2):
        qtbot.keyClick(menu, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert header.order()[:3] == [before[1], before[2], before[0]]
    assert [each.text() for each in menu.actions()[:3]] == [
        header.desk.say(next(column.title for column in header.columns if column.key == key))
        for key in header.order()[:3]
    ]
    assert menu.isVisible()
    qtbot.keyClick(menu, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert header.order()[1] == before[0]
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert before[0] not in keys(header) and menu.isVisible()
    kept = page.views.shown()
    menu.close()
    header.choose(None)
    header.return_to(kept)
    assert header.order()[1] == before[0], "a view keeps the order"


@pytest.mark.parametrize("key", [key for key, page in PAGES.items() if page.add is not None])
def test_every_column_that_sorts_is_sorted_by_the_register(window: MainWindow, key: str) -> None:
    window.go(key)
    page = window.page
    assert isinstance(page, ListPage)
    for place, column in enumerate(page.model.columns):
        if column.sorts:
            before = sorted(page.model.id_at(row) or "" for row in range(page.model.rowCount()))
            page.table.sort_by([column.key, False])
            assert page.model.sorted_by == Sort(column.key), column.key
            assert sorted(page.model.id_at(row) or "" for row in range(page.model.rowCount())) == before
            assert page.table.header.sortIndicatorSection() == place


def test_every_cell_of_every_column_can_be_said(window: MainWindow) -> None:
    for key in PAGES:
        window.go(key)
        if not isinstance(window.page, ListPage):
            continue
        model: QAbstractItemModel = window.page.model
        for place in range(model.columnCount()):
            said = [
                model.data(model.index(row, place), Qt.ItemDataRole.AccessibleTextRole)
                for row in range(min(5, model.rowCount()))
            ]
            assert all(isinstance(each, str) for each in said), (key, place)

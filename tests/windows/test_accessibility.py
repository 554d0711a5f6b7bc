"""What a screen reader is told, and what the keyboard reaches: read from the accessibility tree of each page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.language import LANGUAGE_CODES, LanguageCode
from desktop.windows.main_window import MainWindow
from desktop.windows.pages import PAGES
from tests.windows.frame import copy_demonstration, open_window

MANY = 60
"""Of a table with more cells than this, the cells are not walked through one by one."""

EVERY_LANGUAGE = pytest.mark.parametrize("code", LANGUAGE_CODES)


@pytest.fixture(autouse=True)
def _screen_reader() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def told(element: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything a screen reader can come to below ``element``."""
    for place in range(element.childCount()):
        child = element.child(place)
        if child is None or child.state().invisible:  # type: ignore[attr-defined]
            continue
        yield child
        if child.childCount() < MANY:
            yield from told(child)


def tree(window: QWidget) -> Iterator[QAccessibleInterface]:
    element = QAccessible.queryAccessibleInterface(window)
    assert element is not None
    return told(element)


def described(element: QAccessibleInterface) -> str:
    shown = element.object()
    return f"{element.role()} {type(shown).__name__} {shown.objectName() if shown else ''}"


def nameless(window: QWidget) -> list[str]:
    """What can have the focus and says nothing of itself."""
    return [
        described(element)
        for element in tree(window)
        if element.state().focusable and not element.text(QAccessible.Text.Name).strip()  # type: ignore[attr-defined]
    ]


def show(window: MainWindow, key: str) -> None:
    window.go(key)
    for _ in range(3):
        QApplication.processEvents()


@EVERY_LANGUAGE
def test_whatever_can_have_the_focus_says_what_it_is(qtbot: QtBot, tmp_path: Path, code: LanguageCode) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), code)
    for key in PAGES:
        show(window, key)
        assert nameless(window) == [], key
    window.close()


@EVERY_LANGUAGE
def test_whatever_can_have_the_focus_on_a_meetings_page_says_what_it_is(
    qtbot: QtBot, tmp_path: Path, code: LanguageCode
) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), code)
    show(window, "meetings")
    chosen = window.page.meeting_id
    assert chosen is not None
    window.open_meeting(chosen)
    QApplication.processEvents()
    assert nameless(window) == []
    window.close()


def test_roles_are_those_of_what_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), "fr")
    show(window, "actions")
    roles = {element.role() for element in tree(window)}
    assert {
        QAccessible.Role.Table,
        QAccessible.Role.Button,
        QAccessible.Role.EditableText,
        QAccessible.Role.PageTab,
        QAccessible.Role.MenuBar,
        QAccessible.Role.StatusBar,
    } <= roles
    window.close()


def test_a_table_tells_its_headings_and_the_words_of_its_cells(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), "ar")
    show(window, "actions")
    [table] = [element for element in tree(window) if element.role() == QAccessible.Role.Table]
    cells = [table.child(place) for place in range(min(table.childCount(), MANY))]
    words = [cell.text(QAccessible.Text.Name) for cell in cells if cell is not None]
    assert "الوضعية" in words or "الحالة" in words
    assert sum(bool(word) for word in words) > len(words) // 2
    window.close()


def test_tab_goes_through_the_page_and_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), "fr")
    for key in PAGES:
        show(window, key)
        visited: list[QWidget] = []
        for _ in range(200):
            focused = window.focusWidget()
            assert focused is not None
            if focused in visited:
                break
            visited.append(focused)
            qtbot.keyClick(focused, Qt.Key.Key_Tab)
        else:
            pytest.fail(f"Tab never comes back on the page {key}")
        assert len(visited) > 3, key
        assert all(widget.isVisible() for widget in visited)
    window.close()

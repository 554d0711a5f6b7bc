"""What the window tells lies over the page and moves nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.language import message
from desktop.windows.main_window import MainWindow
from tests.windows.frame import copy_demonstration, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.desk.register.close()


def test_a_notice_moves_nothing_on_the_page(qtbot: QtBot, window: MainWindow) -> None:
    window.go("actions")
    before = window.stack.geometry()
    window.desk.tell(message("Something was done"))
    qtbot.waitUntil(lambda: window.notices.isVisible() and window.shelf.height() > 20)
    assert window.stack.geometry() == before
    assert window.shelf.geometry().bottom() < window.stack.geometry().bottom()
    window.notices.dismiss()
    qtbot.waitUntil(lambda: window.shelf.height() == 0)
    assert window.stack.geometry() == before

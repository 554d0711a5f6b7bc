"""The commission's logo at the foot of the window: there where it has one, small, and seen in the dark as well."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop.records.commission.logo import set_logo
from desktop.settings import Look, Settings
from desktop.windows.main_window import MainWindow
from desktop.windows.status_bar import StatusBar
from tests.records.sample import STEP
from tests.windows.frame import copy_demonstration, open_window


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    """A picture drawn in black on nothing, much wider than high."""
    picture = QImage(600, 60, QImage.Format.Format_ARGB32)
    picture.fill(QColor(0, 0, 0, 0))
    for x in range(600):
        picture.setPixelColor(x, 30, QColor("black"))
    path = tmp_path / "logo.png"
    assert picture.save(str(path))
    return path


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_logo_comes_goes_and_comes_back(qtbot: QtBot, tmp_path: Path, logo: Path, look: Look) -> None:
    window: MainWindow = open_window(qtbot, copy_demonstration(tmp_path), settings=Settings(look=look))
    foot = window.findChild(StatusBar)
    assert foot is not None
    emblem = foot.emblem
    height = foot.height()
    assert not emblem.isVisible()
    assert window.desk.change(STEP, lambda session: set_logo(session, logo))
    assert emblem.isVisible()
    assert emblem.pixmap().height() <= 20 and emblem.pixmap().width() <= 90
    assert foot.height() == height, "nothing gives way to it"
    assert emblem.grab().toImage().pixelColor(emblem.width() // 2, emblem.height() // 2 - 1).lightness() > 200
    window.desk.undo()
    assert not emblem.isVisible()
    window.desk.redo()
    assert emblem.isVisible()
    window.close()
    again = open_window(qtbot, tmp_path / "demo.tawsiya")
    there = again.findChild(StatusBar)
    assert there is not None and there.emblem.isVisible()
    again.close()

"""The tour: through the whole window in every language, over in a key, and offered once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.language import LANGUAGE_CODES, LanguageCode
from desktop.records.register import Register
from desktop.settings import Settings
from desktop.windows.application import Windows
from desktop.windows.guide.tour import STOPS, Tour
from desktop.windows.main_window import MainWindow
from tests.windows.frame import copy_demonstration, open_window


def tour_of(window: MainWindow) -> Tour | None:
    return next((tour for tour in window.findChildren(Tour) if tour.isVisible()), None)


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_it_leads_through_the_window_by_enter_alone(qtbot: QtBot, tmp_path: Path, code: LanguageCode) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), code)
    window.show_tour()
    tour = tour_of(window)
    assert tour is not None
    said, inside = set(), window.rect()
    for place in range(len(STOPS)):
        assert tour.place == place
        assert inside.contains(tour.geometry())
        said.add(tour.accessibleName())
        qtbot.keyClick(tour.next_button, Qt.Key.Key_Return)
    assert len(said) == len(STOPS)
    assert tour_of(window) is None
    window.close()


def test_escape_ends_it_and_the_page_has_the_keyboard_again(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path))
    window.show_tour()
    tour = tour_of(window)
    assert tour is not None
    tour.go_on()
    qtbot.keyClick(tour.next_button, Qt.Key.Key_Escape)
    assert tour_of(window) is None
    assert window.page.isAncestorOf(window.focusWidget()) or window.focusWidget() is window.page
    window.close()


def test_asked_for_again_it_begins_anew(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path))
    window.show_tour()
    window.show_tour()
    qtbot.wait(10)
    assert len([tour for tour in window.findChildren(Tour) if tour.isVisible()]) == 1
    window.close()


def test_the_demonstration_is_shown_round_the_first_time_only(qtbot: QtBot, tmp_path: Path) -> None:
    windows = Windows(Settings(look="light", language="fr"))
    for expected in (True, False):
        windows.show_demonstration(Register.open(copy_demonstration(tmp_path)))
        assert isinstance(windows.shown, MainWindow)
        qtbot.addWidget(windows.shown)
        assert (tour_of(windows.shown) is not None) is expected
        windows.shown.close()
    assert windows.settings.toured

"""Nothing is cut off, covered or out of reach: on every page, in every language, at any size of text.

A walk takes most of a minute. French has the longest words, Arabic the other direction: they are walked at both ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.language import LanguageCode
from desktop.records.meetings.meeting import MeetingFilter, list_meeting_ids
from desktop.settings import Settings
from desktop.windows.main_window import MainWindow
from desktop.windows.meeting.meeting_page import HISTORY
from desktop.windows.pages import PAGES
from desktop.windows.preparing.preparation_dialog import PreparationDialog
from desktop.windows.settings.settings_window import SettingsWindow
from tests.windows.frame import copy_demonstration, open_window
from tests.windows.geometry import find_faults

Kind = TypeVar("Kind", bound=QWidget)

SCREENS = ((1280, 800), (1024, 700))


def scenes(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Every place of the window, one after the other, with what is to be looked at there."""
    for key in PAGES:
        window.go(key)
        yield key, window
    with window.desk.reading() as session:
        meeting = list_meeting_ids(session, MeetingFilter(), window.desk.language.code)[0]
    window.open_meeting(meeting)
    for tab in range(HISTORY + 1):
        window.meeting_page.show_tab(tab)
        yield f"meeting, tab {tab}", window
    window.hold_meeting(meeting)
    yield "live", window
    window.live_page.go_back()
    window.show_settings()
    settings = opened(window, SettingsWindow)
    for key in settings.sections:
        settings.go(key)
        yield f"settings, {key}", settings
    settings.close()
    window.prepare()
    preparation = opened(window, PreparationDialog)
    for place in range(len(preparation.steps)):
        window.desk.reads.wait()
        yield f"preparation, step {place + 1}", preparation
        if place < len(preparation.steps) - 1:
            preparation.go_on()
    preparation.close()
    window.search_everywhere()
    yield "everywhere", window.everywhere
    window.everywhere.close()
    window.show_guide()
    guide = opened(window, QWidget)
    yield "guide", guide
    guide.close()


def opened(window: MainWindow, kind: type[Kind]) -> Kind:
    """What is open beside the window."""
    return next(
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, kind) and each.isVisible() and each is not window and each is not window.everywhere
    )


def settle(window: MainWindow) -> None:
    """Lay everything out: a text that wraps asks for its height when it knows its width."""
    for _ in range(6):
        QApplication.processEvents()
        window.desk.reads.wait()


@pytest.mark.parametrize(("code", "text_size"), [("fr", 100), ("fr", 200), ("ar", 100), ("ar", 200), ("en", 150)])
def test_every_word_of_every_page_can_be_read(qtbot: QtBot, tmp_path: Path, code: LanguageCode, text_size: int) -> None:
    settings = Settings(look="light", text_size=text_size, toured=True)
    window = open_window(qtbot, copy_demonstration(tmp_path), code, settings)
    faults = []
    for screen in SCREENS:
        window.resize(*screen)
        for name, shown in scenes(window):
            settle(window)
            faults += [f"{name}, {screen[0]} px: {fault}" for fault in find_faults(shown)]
    assert faults == []
    window.close()


def test_a_word_without_room_a_widget_out_of_reach_and_one_over_another_are_found(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    cut, beyond, below, above = QLabel("Recommendations"), QPushButton("Beyond"), QLabel("below"), QLabel("above")
    row = QHBoxLayout()
    row.addWidget(cut)
    row.addWidget(beyond)
    column = QVBoxLayout(ground)
    column.addLayout(row)
    column.addWidget(below)
    column.addWidget(above)
    ground.show()
    assert find_faults(ground) == []
    cut.resize(20, cut.height())
    beyond.move(ground.width() - 10, beyond.y())
    above.move(below.pos())
    said = "\n".join(find_faults(ground))
    assert "'Recommendations' in QWidget: 20 px wide" in said
    assert "'Beyond' in QWidget: lies from" in said
    assert "lies over" in said

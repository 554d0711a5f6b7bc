"""Today: each number on it is that of the list behind it, and it says what the next meeting still lacks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.codes import Lack
from desktop.language import LANGUAGE_CODES
from desktop.records.follow_up.standing import count_silences
from desktop.records.meetings.readiness import find_coming_meeting
from desktop.windows.lists.list_page import ListPage
from desktop.windows.main_window import MainWindow
from desktop.windows.today_page import CARDS, TodayPage
from tests.windows.frame import copy_demonstration, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    shown.go("today")
    yield shown
    shown.close()


def counted(window: MainWindow) -> int:
    """How many records the list that is shown has."""
    window.desk.reads.wait()
    assert isinstance(window.page, ListPage)
    return window.page.model.rowCount()


@pytest.mark.parametrize("card", ["overdue", "due_soon", "reported", "minutes"])
def test_see_all_lists_as_many_records_as_the_card_counts(window: MainWindow, card: str) -> None:
    view = window.page_of(TodayPage).cards[card]
    shown = int(view._count.text() or 0)
    view.all_button.click()
    assert counted(window) == shown >= len(view.lines.buttons) > 0


def test_who_has_not_answered_leads_to_what_was_not(window: MainWindow) -> None:
    page = window.page_of(TodayPage)
    with window.desk.reading() as session:
        silences = count_silences(session, window.desk.today)
    card = page.cards["silences"]
    assert card._count.text() == str(len(silences)) and silences
    for place in range(len(card.lines.buttons)):
        window.go("today")
        window.page_of(TodayPage).cards["silences"].lines.buttons[place].click()
        assert counted(window) == (silences[place].actions or silences[place].letters)
    window.go("today")
    card.all_button.click()
    assert window.key == "dashboard"


def test_what_the_next_meeting_lacks_is_said_in_every_language(window: MainWindow) -> None:
    with window.desk.reading() as session:
        coming = find_coming_meeting(session, window.desk.today)
    assert coming is not None and Lack.DOCUMENTS in coming.lacks
    for code in LANGUAGE_CODES:
        window.desk.speak(code)
        said = [label.text() for label in window.page_of(TodayPage).findChildren(QLabel)]
        missing = window.desk.say(Lack.DOCUMENTS.label)
        assert any(missing in each for each in said), code


def test_while_it_is_read_each_card_says_what_it_is_about_and_the_page_that_it_is_busy(window: MainWindow) -> None:
    """A picture of the window is taken once the page is no longer busy: then it holds what was read."""
    window.desk.reads.patience = 0
    page = window.page_of(TodayPage)
    new = TodayPage(window.desk, window)
    said = {label.text() for label in new.findChildren(QLabel)}
    assert all(window.desk.say(card.title) in said for card in CARDS)
    page.refresh()
    assert page.busy
    window.desk.reads.wait()
    assert not page.busy

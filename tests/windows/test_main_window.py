"""The main window: its pages in every language, its keyboard, undo, and coming back to where one was."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QMessageBox, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.codes import ActionStatus
from desktop.language import LANGUAGE_CODES, LanguageCode, Wording
from desktop.records.base import read_values
from desktop.records.follow_up.action import Action
from desktop.records.rows import ActionRow
from desktop.settings import Settings
from desktop.windows.about import show_about
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.lists.list_page import ListPage
from desktop.windows.lists.meetings_page import MeetingsPage
from desktop.windows.lists.panes import next_pane
from desktop.windows.main_window import MainWindow
from desktop.windows.pages import PAGES
from desktop.windows.today_page import TodayPage
from tests.windows.frame import copy_demonstration, open_window

AT_TOP = [key for key, page in PAGES.items() if page.group is None][:9]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.desk.register.close()


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_every_page_opens_in_every_language(qtbot: QtBot, tmp_path: Path, language: LanguageCode) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), language)
    for key in PAGES:
        assert window.go(key)
        assert window.page.isVisible()
        assert window.side.buttons[key].isChecked()
        assert window.side.buttons[key].text() == window.desk.say(window.pages[key].title)
    window.close()


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_every_form_of_a_new_record_opens_in_every_language(
    qtbot: QtBot, tmp_path: Path, language: LanguageCode
) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), language)
    for key in [key for key, page in PAGES.items() if page.add is not None]:
        window.go(key)
        window.page.add()
        [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
        assert dialog.windowTitle()
        dialog.reject()
        qtbot.waitUntil(lambda dialog=dialog: not dialog.isVisible())
    window.close()


def test_arabic_mirrors_the_whole_window_and_french_turns_it_back(qtbot: QtBot, window: MainWindow) -> None:
    window.go("actions")

    def from_left_to_right() -> list[QWidget]:
        panes = (window.side, window.page_of(ActionsPage).table, window.page_of(ActionsPage).pane)
        return sorted(panes, key=lambda pane: pane.mapTo(window, QPoint(0, 0)).x())

    side, table, pane = from_left_to_right()
    assert (side, table, pane) == (window.side, window.page_of(ActionsPage).table, window.page_of(ActionsPage).pane)
    window.desk.speak("ar")
    qtbot.waitUntil(lambda: from_left_to_right() == [pane, table, side])
    window.desk.speak("fr")
    qtbot.waitUntil(lambda: from_left_to_right() == [side, table, pane])


def test_a_language_chosen_is_spoken_everywhere_and_kept(window: MainWindow) -> None:
    window.bar.languages.tabs["ar"].click()
    assert window.menuBar().actions()[0].text() == window.desk.language.text("&File")
    assert window.page_of(ActionsPage).add_button.text() == window.desk.language.text("New action")
    assert Settings.load().language == "ar"


def test_every_page_and_every_button_has_a_name_to_be_read_aloud(window: MainWindow) -> None:
    for key in PAGES:
        window.go(key)
        nameless = [
            widget
            for widget in window.page.findChildren(QWidget)
            if isinstance(widget, QAbstractButton | QLineEdit)
            and widget.isVisible()
            and not widget.objectName().startswith("qt_")
            and not isinstance(widget.parent(), QLineEdit)
            and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        ]
        assert nameless == [], key


def test_numbers_with_control_go_to_the_pages(qtbot: QtBot, window: MainWindow) -> None:
    for place, key in enumerate(AT_TOP, start=1):
        qtbot.keyClick(window, Qt.Key(ord("0") + place), Qt.KeyboardModifier.ControlModifier)
        assert window.page is window.pages[key]


def test_f6_goes_round_the_panes(qtbot: QtBot, window: MainWindow) -> None:
    window.go("actions")
    page = window.page_of(ActionsPage)
    assert page.table.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert page.pane.isAncestorOf(_focused(window))
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.side.isAncestorOf(_focused(window))
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert page.table.hasFocus()


def row_at(window: MainWindow, place: int) -> ActionRow:
    row = window.page_of(ActionsPage).model.row(place)
    assert isinstance(row, ActionRow)
    return row


def _focused(window: MainWindow) -> QWidget:
    found = window.focusWidget()
    assert found is not None
    return found


def test_what_was_changed_is_undone_and_done_again(qtbot: QtBot, window: MainWindow) -> None:
    window.go("actions")
    action_id = window.page_of(ActionsPage).table.chosen_id
    assert action_id is not None
    pane = window.page_of(ActionsPage).pane
    pane.form.editors["funding"].set_value("Budget général")
    assert pane.save()
    assert _value(window, action_id, "funding") == "Budget général"
    window.go("meetings")
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _value(window, action_id, "funding") is None
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert _value(window, action_id, "funding") == "Budget général"


def _value(window: MainWindow, action_id: str, name: str) -> object:
    with window.desk.reading() as session:
        return read_values(session, Action, action_id, [name])[name]


def test_the_menu_says_what_undo_would_undo(window: MainWindow) -> None:
    undo = window.menus.undo
    assert not undo.isEnabled()
    window.go("actions")
    window.page_of(ActionsPage).pane.withdraw()
    assert undo.isEnabled()
    assert "ACT-" in undo.text()


def test_the_side_bar_counts_the_actions_that_are_late(window: MainWindow) -> None:
    shown = window.side.buttons["actions"].count.text()
    window.open_list("actions", {"overdue": True})
    assert int(shown) == window.page_of(ActionsPage).model.rowCount() > 0


def test_a_line_of_today_is_a_door_to_its_record(window: MainWindow) -> None:
    window.go("today")
    line = window.page_of(TodayPage).cards["reported"].lines.buttons[0]
    line.click()
    assert window.page is window.page_of(ActionsPage)
    chosen = row_at(window, window.page_of(ActionsPage).table.currentIndex().row())
    assert chosen.status is ActionStatus.REPORTED
    assert line.accessibleName().startswith(chosen.number)


def test_see_all_sets_the_filter_of_the_card(window: MainWindow) -> None:
    window.go("today")
    window.page_of(TodayPage).cards["overdue"].all_button.click()
    page = window.page_of(ActionsPage)
    assert page.filters() == {"overdue": True}
    assert all(row_at(window, place).overdue for place in range(page.model.rowCount()))


def test_a_meeting_opens_on_its_own_page_with_enter_and_leads_back(qtbot: QtBot, window: MainWindow) -> None:
    window.go("meetings")
    qtbot.keyClick(window.page_of(MeetingsPage).table, Qt.Key.Key_Return)
    assert window.page is window.meeting_page
    assert window.meeting_page.meeting_id == window.page_of(MeetingsPage).table.chosen_id
    window.meeting_page.closed.emit()
    assert window.page is window.page_of(MeetingsPage)


def test_one_comes_back_to_where_one_was(qtbot: QtBot, tmp_path: Path) -> None:
    path, settings = copy_demonstration(tmp_path), Settings(look="light")
    window = open_window(qtbot, path, settings=settings)
    window.go("actions")
    page = window.page_of(ActionsPage)
    page.set_filters({"status": (ActionStatus.IN_PROGRESS,)}, "former")
    page.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    page.table.choose(page.model.id_at(1))
    page.table.setColumnWidth(0, 150)
    page.pane.tab = 1
    chosen = page.table.chosen_id
    window.close()

    again = open_window(qtbot, path, settings=Settings.load()).page_of(ActionsPage)
    assert again.isVisible()
    assert again.filters() == {"status": (ActionStatus.IN_PROGRESS,)}
    assert again.search.text() == "former"
    assert again.model.sorted_by == page.model.sorted_by
    assert again.table.chosen_id == again.pane.record_id == chosen is not None
    assert again.table.columnWidth(0) == 150
    assert again.pane.tab == 1


def test_a_place_that_makes_no_sense_is_passed_over(qtbot: QtBot, tmp_path: Path) -> None:
    path = copy_demonstration(tmp_path)
    nonsense = {
        "page": "nowhere",
        "frame": "¤",
        "meeting": "0" * 32,
        "actions": {"filters": {"status": ["gone"], "overdue": "x"}, "sort": ["nothing", 1], "record": 7, "panes": [1]},
        "meetings": "list",
    }
    window = open_window(qtbot, path, settings=Settings(look="light", places={str(path): nonsense}))
    assert window.page is window.page_of(TodayPage)
    assert window.go("actions")
    assert window.page_of(ActionsPage).filters() == {}


def test_the_window_stays_open_while_what_is_typed_cannot_be_saved(window: MainWindow) -> None:
    window.go("actions")
    window.page_of(ActionsPage).pane.form.editors["title"].set_value(Wording())
    assert not window.close()
    assert window.isVisible()
    window.page_of(ActionsPage).pane.discard()
    assert window.close()


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, window: MainWindow) -> None:
    window.side.buttons["actions"].setFocus()
    qtbot.keyClick(window.side.buttons["actions"], Qt.Key.Key_Return)
    assert window.page is window.page_of(ActionsPage)
    window.page_of(ActionsPage).filter_bar.chips["overdue"].setFocus()
    qtbot.keyClick(window.page_of(ActionsPage).filter_bar.chips["overdue"], Qt.Key.Key_Enter)
    assert window.page_of(ActionsPage).filters() == {"overdue": True}


def test_f6_goes_from_the_side_bar_to_the_list_to_the_first_field(window: MainWindow) -> None:
    window.go("actions")
    page = window.page_of(ActionsPage)
    assert page.table.hasFocus()
    next_pane(window)
    title = page.pane.form.editors["title"]
    focused = QApplication.focusWidget()
    assert focused is not None and title.isAncestorOf(focused)
    next_pane(window)
    assert window.side.buttons["actions"].hasFocus()
    next_pane(window)
    assert page.table.hasFocus()


def test_f6_leads_to_the_text_of_a_meeting(window: MainWindow) -> None:
    window.go("meetings")
    window.open_meeting(window.page_of(MeetingsPage).model.id_at(3) or "")
    agenda = window.meeting_page.agenda
    agenda.list.setFocus()
    next_pane(window)
    focused = QApplication.focusWidget()
    assert focused is not None and agenda.pane.editor.isAncestorOf(focused)


def test_today_fits_a_small_screen_in_every_language(qtbot: QtBot, window: MainWindow) -> None:
    for code in ("fr", "ar", "en"):
        window.desk.speak(code)
        for width in (1024, 1600):
            window.resize(width, 700)
            qtbot.waitUntil(lambda width=width: window.width() == width)
            page = window.page_of(TodayPage)
            area = page.findChild(QScrollArea)
            assert area is not None
            cards, room = area.widget(), area.viewport()
            assert cards is not None
            qtbot.waitUntil(lambda cards=cards, room=room: cards.width() <= room.width())
            lines = [each for card in page.cards.values() for each in card.lines.buttons]
            assert lines
            # The cards go beside or under one another a turn of the loop after the window has another width.
            qtbot.waitUntil(lambda lines=lines: all(each.head_width <= each.width() for each in lines))
        assert window.page_of(TodayPage).columns == 2, code


def test_the_words_of_the_file_chooser_are_translated(window: MainWindow) -> None:
    assert QCoreApplication.translate("QFileDialog", "&Look in:").startswith("Voir")
    assert QCoreApplication.translate("QFileDialog", "Files of &type:").startswith("Fichiers")
    assert QCoreApplication.translate("QFileDialog", "no such sentence") == "no such sentence"


def test_menus_keep_their_words_when_the_language_changes(window: MainWindow) -> None:
    gc.collect()
    window.desk.speak("ar")
    window.desk.look("dark")
    titles = [action.text() for action in window.menuBar().actions()]
    assert len(titles) == 6 and all("\u0600" <= title[-1] <= "\u06ff" or "(" in title for title in titles)


def test_making_a_page_shows_no_window_beside_this_one(qtbot: QtBot, window: MainWindow) -> None:
    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(watched)
            return False

    application, watch = QApplication.instance(), Watch()
    shown: list[QWidget] = []
    assert application is not None
    application.installEventFilter(watch)
    for key in PAGES:
        window.go(key)
    application.removeEventFilter(watch)
    assert shown == [] and window.isActiveWindow()


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_each_menu_has_a_letter_of_its_own_and_none_looks_misspelt(window: MainWindow, language: LanguageCode) -> None:
    """A line under an alif is read as a hamza."""
    window.desk.speak(language)
    titles = [action.text() for action in window.menuBar().actions() if action.isVisible()]
    letters = [title[title.index("&") + 1].casefold() for title in titles]
    assert len(set(letters)) == len(letters), titles
    assert "ا" not in letters


def test_about_shows_the_logo(window: MainWindow) -> None:
    show_about(window.desk, window)
    (box,) = window.findChildren(QMessageBox)
    drawn = box.iconPixmap().toImage().pixelColor(box.iconPixmap().width() // 2, 6)
    assert drawn == QColor("#0f6a65")
    box.close()


def test_pages_out_of_sight_are_let_go_before_all_is_drawn_anew_and_come_back_as_they_were(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """With every page open, another look took the window seconds."""
    window = open_window(qtbot, copy_demonstration(tmp_path))
    window.go("recommendations")
    hidden, shown = window.page_at("actions"), window.page_at("recommendations")
    assert isinstance(hidden, ListPage)
    hidden.search.setText("formation")
    hidden.refresh()
    count = len(QApplication.allWidgets())
    window.desk.look("dark")
    assert window.page is shown and list(window.pages) == ["recommendations"]
    assert len(QApplication.allWidgets()) < count - 100
    window.desk.enlarge(150)
    assert window.go("actions")
    again = window.page_at("actions")
    assert isinstance(again, ListPage) and again is not hidden
    assert again.search.text() == "formation"
    window.desk.speak("ar")
    assert window.page is again and list(window.pages) == ["actions"]
    window.close()

"""The history in the window: told in words, searched, undone out of turn, and what was removed brought back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.codes import Channel, Priority
from desktop.language import LANGUAGE_CODES, LanguageCode, Wording, message
from desktop.records.base import change_values, withdraw
from desktop.records.field_words import UNTOLD, find_words
from desktop.records.follow_up.action import Action, serve, support
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids
from desktop.records.history import HistoryFilter, list_step_changes, list_step_ids
from desktop.records.journal import kinds
from desktop.records.meetings.agenda import AgendaItem, add_agenda_item, remove_agenda_item
from desktop.records.meetings.meeting import MeetingFilter, list_meeting_ids
from desktop.records.people.institution import Institution
from desktop.windows.history.history_page import REMOVED, HistoryPage
from desktop.windows.history.telling import Telling, read_tale
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.main_window import MainWindow
from tests.windows.frame import Ear, copy_demonstration, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return open_window(qtbot, copy_demonstration(tmp_path))


@pytest.fixture
def action_id(window: MainWindow) -> str:
    with window.desk.reading() as session:
        return list_action_ids(session, ActionFilter(), "fr")[0]


def history(qtbot: QtBot, window: MainWindow, tab: int = 0) -> HistoryPage:
    """The page, on the screen and read."""
    window.go("history")
    page = window.page_of(HistoryPage)
    page.tabs.setCurrentIndex(tab)
    model = (page.removed if tab == REMOVED else page.steps).model
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    return page


def set_priority(window: MainWindow, action_id: str, priority: Priority) -> int:
    """One step; its id."""
    assert window.desk.change(
        message("Priority set"), lambda session: change_values(session, Action, action_id, {"priority": priority})
    )
    return window.desk.register.steps_done[0]


# --- told in words ----------------------------------------------------------------------------------------------------


def test_a_sentence_stands_on_the_side_of_its_language_though_it_begins_with_an_acronym(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), "ar")
    with window.desk.reading() as session:
        action_id = list_action_ids(session, ActionFilter(), "fr")[0]
    assert window.desk.change(
        message("{name}: {value}", name="MJ", value="حاضر"),
        lambda session: change_values(session, Action, action_id, {"start": date(1999, 1, 1)}),
    )
    table = history(qtbot, window).steps.table
    index = table.model().index(0, 1)
    qtbot.waitUntil(lambda: "MJ" in str(index.data()))
    option = QStyleOptionViewItem()
    option.direction = Qt.LayoutDirection.RightToLeft  # type: ignore[attr-defined]
    delegate = table.itemDelegateForIndex(index)
    assert isinstance(delegate, QStyledItemDelegate)
    delegate.initStyleOption(option, index)
    assert option.direction == Qt.LayoutDirection.RightToLeft  # type: ignore[attr-defined]


def test_every_value_the_journal_keeps_has_a_name_a_reader_knows() -> None:
    nameless = [
        f"{name}.{column.key}"
        for name, kind in kinds().items()
        for column in sa.inspect(kind).column_attrs
        if column.key not in {"id", *UNTOLD, *kind.unjournalled} and find_words(name, column.key) is None
    ]
    assert nameless == []


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_step_is_told_with_words_for_codes_and_names_for_ids(
    qtbot: QtBot, tmp_path: Path, code: LanguageCode
) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), code)
    desk = window.desk
    with desk.reading() as session:
        [action_id, *_] = list_action_ids(session, ActionFilter(), code)
        old = session.get_one(Action, action_id)
        number, lead_id, priority = old.number, old.lead_id, old.priority
        other = next(each for each in session.scalars(sa.select(Institution)) if each.id != lead_id)
        other_id, acronym = other.id, other.acronym
    wanted = Priority.LOW if priority is not Priority.LOW else Priority.HIGH

    def work(session: Session) -> None:
        change_values(session, Action, action_id, {"priority": wanted, "lead_id": other_id})
        support(session, action_id, [])
        serve(session, action_id, [])

    assert desk.change(message("Something was done"), work)
    with desk.reading() as session:
        tale = read_tale(session, list_step_changes(session, desk.register.steps_done[0]))
    told = Telling(desk).tell(tale)
    assert desk.say(wanted.label) in told and acronym in told and number in told
    assert all(line.record_id not in told for line in tale.changes)
    assert wanted.value not in told or wanted.value == desk.say(wanted.label)
    assert ("←" in told) == (code == "ar")
    for line in tale.changes:
        for value in (line.old, line.new):
            if isinstance(value, str) and len(value) == 32:
                assert value not in told


def test_the_history_beside_a_record_is_read_when_it_is_looked_at(
    qtbot: QtBot, window: MainWindow, action_id: str
) -> None:
    set_priority(window, action_id, Priority.LOW)
    window.open_record("actions", action_id)
    pane = window.page_of(ActionsPage).pane
    assert pane.history.text() == ""
    pane.tabs.setCurrentIndex(pane.tabs.count() - 1)
    qtbot.waitUntil(lambda: "Priority set" in pane.history.text())
    assert window.desk.say(Priority.LOW.label) in pane.history.text()


def test_the_history_of_a_meeting_tells_of_all_that_hangs_on_it(qtbot: QtBot, window: MainWindow) -> None:
    with window.desk.reading() as session:
        action = next(each for each in session.query(Action).all() if each.recommendations)
        meeting_id = action.recommendations[0].recommendation.meeting_id
        action_id, number, old = action.id, action.number, action.priority
    assert meeting_id is not None
    set_priority(window, action_id, Priority.LOW if old is not Priority.LOW else Priority.HIGH)
    window.open_meeting(meeting_id)
    page = window.meeting_page
    page.tabs.setCurrentIndex(page.tabs.count() - 1)
    qtbot.waitUntil(lambda: number in page.history.text())
    assert f"href='action/{action_id}'" in page.history.text()


# --- found ------------------------------------------------------------------------------------------------------------


def test_steps_are_found_by_words_of_the_language_spoken_by_number_and_by_who(window: MainWindow) -> None:
    desk = window.desk
    with desk.reading() as session:
        everything = list_step_ids(session, HistoryFilter(), desk.language)
        who = list_step_ids(session, HistoryFilter(words="nobody-of-this-name"), desk.language)
        pane_words = list_step_ids(session, HistoryFilter(words="demonstration"), desk.language)
    assert everything and who == []
    assert set(pane_words) <= set(everything)
    assert desk.change(
        message("{record} changed", record="ACT-2021-003"),
        lambda session: change_values(
            session, Action, list_action_ids(session, ActionFilter(), "fr")[0], {"funding": "x_y%"}
        ),
    )
    step = desk.register.steps_done[0]
    with desk.reading() as session:
        said = desk.say(message("{record} changed", record="")).strip(" :").upper()
        assert step in list_step_ids(session, HistoryFilter(words=f"act-2021-003 {said}"), desk.language)
        assert step not in list_step_ids(session, HistoryFilter(words="act-2021-003 changed"), desk.language)
        assert list_step_ids(session, HistoryFilter(words="act_2021%003"), desk.language) == []


def test_the_page_narrows_down_by_channel_and_to_this_session(qtbot: QtBot, window: MainWindow, action_id: str) -> None:
    step = set_priority(window, action_id, Priority.LOW)
    page = history(qtbot, window)
    panel = page.steps
    panel.session.setChecked(True)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    qtbot.waitUntil(lambda: panel.pane.step is not None and panel.pane.step.id == step)
    panel.session.setChecked(False)
    panel.channel.set_value((Channel.DEMONSTRATION,))
    panel.apply_filter()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1 and panel.model.position_of(str(step)) < 0)
    panel.search.setText("aucune opération de ce nom")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)


# --- undone -----------------------------------------------------------------------------------------------------------


def priority(window: MainWindow, action_id: str) -> Priority:
    with window.desk.reading() as session:
        return session.get_one(Action, action_id).priority


def test_any_step_of_the_session_is_undone_and_done_again_from_its_page(
    qtbot: QtBot, window: MainWindow, action_id: str
) -> None:
    before = priority(window, action_id)
    wanted = Priority.LOW if before is not Priority.LOW else Priority.HIGH
    step = set_priority(window, action_id, wanted)
    window.desk.change(
        message("Funding set"), lambda session: change_values(session, Action, action_id, {"funding": "État"})
    )
    page = history(qtbot, window)
    page.steps.show_step(step)
    pane = page.steps.pane
    qtbot.waitUntil(lambda: pane.step is not None and pane.step.id == step)
    assert pane.undo_button.isVisible() and not pane.redo_button.isVisible()
    qtbot.mouseClick(pane.undo_button, Qt.MouseButton.LeftButton)
    assert priority(window, action_id) is before
    qtbot.waitUntil(lambda: page.steps.table.chosen_id is not None and not page.steps.model.position_of(str(step)) < 0)
    page.steps.show_step(step)
    qtbot.waitUntil(pane.redo_button.isVisible)
    qtbot.mouseClick(pane.redo_button, Qt.MouseButton.LeftButton)
    assert priority(window, action_id) is wanted


def test_a_step_that_was_overtaken_is_explained_by_what_came_after_it(
    qtbot: QtBot, window: MainWindow, action_id: str
) -> None:
    ear = Ear(window.desk)
    first = set_priority(window, action_id, Priority.LOW)
    second = set_priority(window, action_id, Priority.HIGH)
    page = history(qtbot, window)
    page.steps.show_step(first)
    page.steps.pane.undo()
    notice = ear.heard[-1]
    assert notice.refused and "Priority set" in window.desk.say(notice.words)
    [door] = notice.doors
    door.go()
    pane = page.steps.pane
    qtbot.waitUntil(lambda: pane.step is not None and pane.step.id == second)
    assert priority(window, action_id) is Priority.HIGH


def test_a_step_of_another_session_says_why_it_cannot_be_undone(qtbot: QtBot, window: MainWindow) -> None:
    page = history(qtbot, window)
    pane = page.steps.pane
    qtbot.waitUntil(lambda: pane.step is not None)
    assert not pane.undo_button.isVisible() and not pane.redo_button.isVisible() and pane.why_not.isVisible()
    qtbot.waitUntil(lambda: pane.told.toPlainText() != "")


# --- brought back -----------------------------------------------------------------------------------------------------


def test_what_was_withdrawn_is_found_and_restored(qtbot: QtBot, window: MainWindow, action_id: str) -> None:
    ear = Ear(window.desk)
    with window.desk.reading() as session:
        number = session.get_one(Action, action_id).number
    window.desk.change(message("Withdrawn"), lambda session: withdraw(session, Action, action_id))
    page = history(qtbot, window, REMOVED)
    panel = page.removed
    panel.search.setText(number)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1 and panel.chosen_row() is not None)
    qtbot.waitUntil(panel.restore_button.isVisible)
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with window.desk.reading() as session:
        assert session.get_one(Action, action_id).withdrawn_on is None
    assert number in window.desk.say(ear.last)
    show, undo = ear.heard[-1].doors
    show.go()
    assert window.page is window.page_of(ActionsPage)
    undo.go()
    with window.desk.reading() as session:
        assert session.get_one(Action, action_id).withdrawn_on is not None


def test_what_was_removed_comes_back_with_what_hung_on_it(qtbot: QtBot, window: MainWindow) -> None:
    made: list[str] = []
    with window.desk.reading() as session:
        meeting_id = list_meeting_ids(session, MeetingFilter(), "fr")[0]

    def add_item(session: Session) -> None:
        made.append(add_agenda_item(session, meeting_id, {"title": Wording(fr="Point ôté")}).id)

    assert window.desk.change(message("Item added"), add_item)
    assert window.desk.change(message("Item removed"), lambda session: remove_agenda_item(session, made[0]))
    panel = history(qtbot, window, REMOVED).removed
    panel.search.setText("point ote")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    qtbot.waitUntil(lambda: panel.chosen_row() is not None and panel.restore_button.isVisible())
    qtbot.mouseClick(panel.restore_button, Qt.MouseButton.LeftButton)
    with window.desk.reading() as session:
        assert session.get_one(AgendaItem, made[0]).title.fr == "Point ôté"

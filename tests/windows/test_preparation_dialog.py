"""Preparing a meeting: a few steps by keyboard only, forth and back without loss, and one change with one undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.codes import MeetingKind, MeetingStatus, Presence
from desktop.language import LANGUAGE_CODES, LanguageCode, Wording
from desktop.records.meetings.meeting import Meeting, MeetingFilter, list_meeting_ids, list_meetings
from desktop.records.meetings.minutes import find_minutes
from desktop.records.people.body import list_bodies, list_members
from desktop.records.rows import Minutes
from desktop.windows.main_window import MainWindow
from desktop.windows.preparing.agenda_step import children_of
from desktop.windows.preparing.day_step import advise
from desktop.windows.preparing.preparation_dialog import PreparationDialog
from tests.records.sample import STEP
from tests.registers import new_register
from tests.windows.frame import copy_demonstration, open_dialog, open_window
from tests.windows.session import write

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def assistant() -> PreparationDialog:
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, PreparationDialog)]
    (found,) = [each for each in shown if each.isVisible()]
    return found


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def newest(window: MainWindow) -> Minutes:
    with window.desk.reading() as session:
        rows = list_meetings(session, list_meeting_ids(session, MeetingFilter(), "fr"))
        return find_minutes(session, max(row.id for row in rows), "fr")


def go_on(qtbot: QtBot, dialog: PreparationDialog) -> None:
    before = dialog.place
    qtbot.keyClick(focus(), Qt.Key.Key_PageDown, CONTROL)
    dialog.desk.reads.wait()
    assert dialog.place == before + 1


@pytest.fixture
def demo(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    window = open_window(qtbot, copy_demonstration(tmp_path))
    yield window
    window.close()


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "new.tawsiya"
    new_register(path).close()
    window = open_window(qtbot, path)
    yield window
    window.close()


def start(qtbot: QtBot, window: MainWindow) -> PreparationDialog:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(focus() if QApplication.focusWidget() else window, Qt.Key.Key_N, CONTROL | SHIFT)
    dialog = assistant()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_a_meeting_is_prepared_by_keyboard_only_and_undone_as_one(qtbot: QtBot, demo: MainWindow) -> None:
    register = demo.desk.register
    before = len(register.steps_done)
    with demo.desk.reading() as session:
        meetings = len(list_meeting_ids(session, MeetingFilter(), "fr"))
    dialog = start(qtbot, demo)
    go_on(qtbot, dialog)
    assert dialog.step is dialog.day
    go_on(qtbot, dialog)
    assert dialog.step is dialog.agenda
    proposed = dialog.agenda.tree.topLevelItemCount()
    assert proposed and dialog.agenda.tree.hasFocus()
    first = dialog.agenda.tree.lines()[0].text(0)
    qtbot.keyClick(dialog.agenda.tree, Qt.Key.Key_Down, ALT)
    assert dialog.agenda.tree.lines()[0].text(0) != first or proposed == 1
    dialog.agenda.new_item.setFocus()
    qtbot.keyClicks(dialog.agenda.new_item, "Divers")
    qtbot.keyClick(dialog.agenda.new_item, Qt.Key.Key_Return)
    assert dialog.step is dialog.agenda, "Enter adds the item"
    go_on(qtbot, dialog)
    assert dialog.step is dialog.invitations
    invited = dialog.invitations.list
    count = invited.topLevelItemCount()
    qtbot.keyClick(invited, Qt.Key.Key_Space)
    assert len(dialog.invitations.invitations()) == count - 1
    qtbot.keyClick(invited, Qt.Key.Key_Space)
    go_on(qtbot, dialog)
    assert dialog.step is dialog.summary
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    minutes = newest(demo)
    assert minutes.meeting.status is MeetingStatus.PLANNED
    assert [item.title.fr for item in minutes.agenda][-1] == "Divers"
    assert len(minutes.agenda) == proposed + 1
    assert len(minutes.attendance) == count
    assert demo.page is demo.meeting_page and demo.meeting_page.meeting_id == minutes.meeting.id
    assert len(register.steps_done) == before + 1
    register.undo()
    with demo.desk.reading() as session:
        assert len(list_meeting_ids(session, MeetingFilter(), "fr")) == meetings


def test_going_back_loses_nothing(qtbot: QtBot, demo: MainWindow) -> None:
    dialog = start(qtbot, demo)
    go_on(qtbot, dialog)
    go_on(qtbot, dialog)
    tree = dialog.agenda.tree
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    write(dialog.agenda.new_item, "Été")
    dialog.agenda.add()
    qtbot.keyClick(tree, Qt.Key.Key_Up, ALT)
    agenda = dialog.agenda.agenda()
    go_on(qtbot, dialog)
    qtbot.keyClick(dialog.invitations.list, Qt.Key.Key_Space)
    invited = dialog.invitations.invitations()
    for _ in range(3):
        qtbot.keyClick(focus(), Qt.Key.Key_PageUp, CONTROL)
    assert dialog.step is dialog.matter
    for _ in range(3):
        go_on(qtbot, dialog)
    assert dialog.step is dialog.invitations
    assert dialog.agenda.agenda() == agenda
    assert dialog.invitations.invitations() == invited
    # Another day proposes anew, and still keeps what was done.
    for _ in range(2):
        qtbot.keyClick(focus(), Qt.Key.Key_PageUp, CONTROL)
    day = dialog.day.form.editors["start"].value()
    dialog.day.form.editors["start"].set_value(day + dt.timedelta(days=1))
    go_on(qtbot, dialog)
    assert dialog.agenda.agenda() == agenda
    dialog.reject()
    dialog.reject()


def test_each_open_recommendation_is_taken_over_or_not(qtbot: QtBot, demo: MainWindow) -> None:
    dialog = start(qtbot, demo)
    go_on(qtbot, dialog)
    go_on(qtbot, dialog)
    tree = dialog.agenda.tree
    parent = next(item for item in tree.lines() if item.childCount() > 1)
    count = parent.childCount()
    tree.setCurrentItem(children_of(parent)[0])
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    taken = [entry for entry in dialog.agenda.agenda() if not isinstance(entry, str) and entry.recommendations]
    assert len(taken[0].recommendations) == count - 1
    tree.setCurrentItem(parent)
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert children_of(parent)[1].checkState(0) is Qt.CheckState.Unchecked
    assert not [entry for entry in dialog.agenda.agenda() if not isinstance(entry, str) and entry.recommendations]
    dialog.reject()
    dialog.reject()


def test_escape_asks_nothing_where_nothing_was_entered(qtbot: QtBot, demo: MainWindow) -> None:
    dialog = start(qtbot, demo)
    go_on(qtbot, dialog)
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    dialog = start(qtbot, demo)
    go_on(qtbot, dialog)
    go_on(qtbot, dialog)
    qtbot.keyClick(dialog.agenda.tree, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.agenda.tree, Qt.Key.Key_Escape)
    assert dialog.isVisible() and dialog.error.isVisible()
    qtbot.keyClick(dialog.agenda.tree, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_calendar_and_the_rules_speak_of_the_day(qtbot: QtBot, demo: MainWindow) -> None:
    dialog = start(qtbot, demo)
    go_on(qtbot, dialog)
    start_field = dialog.day.form.editors["start"]
    start_field.set_value(dt.date(2027, 5, 1))
    start_field.edited.emit()
    said = " ".join(dialog.day.said)
    assert "Fête du travail" in said and "convocation" in said
    assert dialog.day.take_button.isVisible()
    dialog.day.take_button.click()
    assert start_field.value() == dt.date(2027, 5, 3)
    assert not dialog.day.take_button.isVisible()
    start_field.set_value(demo.desk.today + dt.timedelta(days=1))
    start_field.edited.emit()
    assert any("trop tard" in line for line in dialog.day.said)
    dialog.reject()
    dialog.reject()


def test_a_title_is_proposed_and_never_written_over(qtbot: QtBot, demo: MainWindow) -> None:
    dialog = start(qtbot, demo)
    go_on(qtbot, dialog)
    field, title = dialog.day.form.editors["start"], dialog.day.form.editors["title"]
    field.set_value(dt.date(2027, 3, 10))
    field.edited.emit()
    assert title.value().fr == "Session ordinaire – mars 2027"
    assert title.value().ar
    field.set_value(dt.date(2027, 4, 14))
    field.edited.emit()
    assert title.value().fr == "Session ordinaire – avril 2027"
    title.set_value(Wording(fr="Session du printemps"))
    field.set_value(dt.date(2027, 6, 16))
    field.edited.emit()
    assert title.value() == Wording(fr="Session du printemps")
    dialog.reject()
    dialog.reject()


def test_on_an_empty_register_members_are_entered_on_the_way(qtbot: QtBot, empty: MainWindow) -> None:
    dialog = start(qtbot, empty)
    go_on(qtbot, dialog)
    go_on(qtbot, dialog)
    assert "Aucune réunion antérieure" in dialog.agenda.said.text()
    assert dialog.agenda.new_item.hasFocus()
    write(dialog.agenda.new_item, "Ouverture")
    qtbot.keyClick(dialog.agenda.new_item, Qt.Key.Key_Return)
    go_on(qtbot, dialog)
    step = dialog.invitations
    assert "pas de membre" in step.said.text()
    assert not step.members_box.isHidden()
    for acronym in ("MJ", "MI", "MS"):
        step.new_button.click()
        form = open_dialog()
        form.form.editors["acronym"].set_value(acronym)
        form.form.editors["name"].set_value(Wording(fr=f"Ministère {acronym}"))
        form.accept()
        qtbot.waitUntil(dialog.isActiveWindow)
    assert [each.acronym for each in step.invitations()] == ["MJ", "MI", "MS"]
    assert step.quorum() is not None and step.quorum().required == 2  # type: ignore[union-attr]
    go_on(qtbot, dialog)
    dialog.next_button.click()
    minutes = newest(empty)
    assert [row.votes for row in minutes.attendance] == [True, True, True]
    assert [row.presence for row in minutes.attendance] == [Presence.EXPECTED] * 3
    with empty.desk.reading() as session:
        members = list_members(session, list_bodies(session)[0].id)
    assert [each.institution for each in members] == ["MJ", "MI", "MS"]


def test_a_planned_meeting_without_an_agenda_is_prepared_from_its_page(qtbot: QtBot, demo: MainWindow) -> None:
    with demo.desk.register.changing(STEP) as session:
        from desktop.records.meetings.meeting import create_meeting

        meeting = create_meeting(
            session,
            {"title": Wording(fr="Session"), "kind": MeetingKind.ORDINARY_SESSION, "start": dt.date(2027, 6, 16),
             "body_id": list_bodies(session)[0].id},
        )  # fmt: skip
        meeting_id, number = meeting.id, meeting.number
    demo.desk.register_changed.emit()
    demo.open_meeting(meeting_id)
    button = demo.meeting_page.header.next_button
    assert button.text() == "Préparer la réunion"
    button.click()
    dialog = assistant()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert number in dialog.windowTitle()
    for _ in range(4):
        go_on(qtbot, dialog)
    dialog.next_button.click()
    with demo.desk.reading() as session:
        minutes = find_minutes(session, meeting_id, "fr")
        assert session.get(Meeting, meeting_id) is not None
    assert minutes.agenda and minutes.meeting.number == number
    assert button.text() == "Convoquer"


def test_new_meeting_on_the_list_leads_through_the_steps(qtbot: QtBot, demo: MainWindow) -> None:
    demo.go("meetings")
    qtbot.keyClick(focus(), Qt.Key.Key_N, CONTROL)
    assistant().reject()


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_step_speaks_every_language(qtbot: QtBot, demo: MainWindow, code: LanguageCode) -> None:
    demo.desk.speak(code)
    dialog = start(qtbot, demo)
    for _ in range(5):
        assert dialog.grab().width()
        for button in dialog.findChildren(QPushButton):
            if button.isVisible():
                assert button.text() or button.accessibleName()
        if dialog.step is not dialog.summary:
            go_on(qtbot, dialog)
    assert dialog.isRightToLeft() is (code == "ar")
    other = LANGUAGE_CODES[(LANGUAGE_CODES.index(code) + 1) % 3]
    demo.desk.speak(other)
    assert dialog.isVisible()
    dialog.reject()
    demo.desk.speak("fr")


def test_a_day_in_the_past_is_said() -> None:
    from desktop.records.meetings.convocation import DayAdvice

    day, today = dt.date(2021, 6, 10), dt.date(2021, 7, 1)
    advice = DayAdvice(None, True, day, dt.date(2021, 5, 26), 15, None, ())
    assert [warns for warns, _ in advise(day, advice, today, str)] == [True]


def test_the_hour_is_asked_and_the_meeting_begins_then(qtbot: QtBot, demo: MainWindow) -> None:
    dialog = start(qtbot, demo)
    go_on(qtbot, dialog)
    dialog.day.form.editors["opened_at"].set_value(dt.time(9, 30))
    for _ in range(3):
        go_on(qtbot, dialog)
    said = [words.text() for words in dialog.summary.findChildren(QLabel, "fact")]
    assert any(line.endswith("à \u206809:30\u2069") for line in said), said
    dialog.next_button.click()
    assert newest(demo).opened_at == dt.time(9, 30)


def test_days_are_spoken_of_in_both_calendars(qtbot: QtBot, demo: MainWindow) -> None:
    dialog = start(qtbot, demo)
    go_on(qtbot, dialog)
    day = dialog.day.form.editors["start"]
    day.set_value(dt.date(2027, 5, 1))
    day.edited.emit()
    for date, said in (("samedi 1er mai 2027", dialog.day.said[0]), ("3 mai 2027", dialog.day.take_button.text())):
        assert date in said and "1448" in said, said
    dialog.reject()


def test_lists_say_what_stands_in_their_columns_and_which_step_it_is(qtbot: QtBot, demo: MainWindow) -> None:
    dialog = start(qtbot, demo)
    for _ in range(3):
        go_on(qtbot, dialog)
    for tree in (dialog.agenda.tree, dialog.invitations.list):
        heading = tree.headerItem()
        assert heading is not None and not tree.isHeaderHidden()
        assert all(heading.text(column) for column in range(tree.columnCount()))
    followed = next(item for item in dialog.agenda.tree.lines() if item.childCount())
    assert all(child.isFirstColumnSpanned() for child in children_of(followed)), "a title has the whole width"
    dialog.agenda.tree.setCurrentItem(followed)
    dialog.agenda.move_item(-1)
    assert all(child.isFirstColumnSpanned() for child in children_of(followed))
    demo.desk.enlarge(200)
    QApplication.processEvents()
    line = dialog.invitations.list.visualItemRect(dialog.invitations.list.lines()[0])
    assert dialog.invitations.list.viewport().height() >= 4 * line.height(), "some of it can be read"
    strip = dialog.findChild(QLabel, "muted")
    assert strip is not None and strip.accessibleName() == "Étape 4 sur 5\u00a0: Invitations"
    dialog.reject()

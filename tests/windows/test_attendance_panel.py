"""The attendance list: one key a line, and the quorum counted live."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from desktop.codes import Capacity, Presence
from desktop.records.people.person import Person
from desktop.windows.meeting.attendance_model import Column
from desktop.windows.meeting.attendance_panel import AttendancePanel
from desktop.windows.meeting.meeting_page import ATTENDANCE
from tests.records.sample import STEP
from tests.windows.session import MEMBERS, Session, open_dialog, open_session, write


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    shown = open_session(qtbot, tmp_path)
    shown.page.show_tab(ATTENDANCE)
    yield shown
    shown.register.close()


@pytest.fixture
def panel(session: Session) -> AttendancePanel:
    return session.page.attendance


def presences(session: Session) -> list[Presence]:
    return [row.presence for row in session.minutes().attendance]


def test_one_key_marks_a_line_and_hands_on_to_the_next(qtbot: QtBot, session: Session, panel: AttendancePanel) -> None:
    for key in (Qt.Key.Key_P, Qt.Key.Key_E, Qt.Key.Key_A):
        qtbot.keyClick(panel.table, key)
    assert presences(session)[:4] == [Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT, Presence.EXPECTED]
    assert panel.table.currentIndex().row() == 3


def test_the_quorum_is_counted_as_one_ticks(qtbot: QtBot, session: Session, panel: AttendancePanel) -> None:
    for _ in range(3):
        qtbot.keyClick(panel.table, Qt.Key.Key_P)
    assert panel.quorum_bar.accessibleName().startswith("Quorum non atteint")
    qtbot.keyClick(panel.table, Qt.Key.Key_P)
    quorum = session.minutes().quorum
    assert quorum is not None and quorum.reached
    assert panel.quorum_bar.accessibleName().startswith("Quorum atteint")


def test_whoever_is_represented_is_named_in_the_line_itself(
    qtbot: QtBot, session: Session, panel: AttendancePanel
) -> None:
    qtbot.keyClick(panel.table, Qt.Key.Key_R)
    editor = panel.table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    write(editor, "سهام الرحموني")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.table.currentIndex().row() == 1)
    row = session.minutes().attendance[0]
    assert (row.presence, row.represented_by) == (Presence.REPRESENTED, "سهام الرحموني")


def test_one_enter_is_enough_while_names_are_offered(qtbot: QtBot, session: Session, panel: AttendancePanel) -> None:
    with session.register.changing(STEP) as changing:
        changing.add(Person(name_latin="Siham Rahmouni"))
    qtbot.keyClick(panel.table, Qt.Key.Key_R)
    editor = panel.table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "Siham")
    popup = editor.completer().popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.table.currentIndex().row() == 1)
    assert session.minutes().attendance[0].represented_by == "Siham"


def test_escape_leaves_a_line_as_it_was_when_nobody_is_named(
    qtbot: QtBot, session: Session, panel: AttendancePanel
) -> None:
    qtbot.keyClick(panel.table, Qt.Key.Key_R)
    editor = panel.table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert presences(session)[0] is Presence.EXPECTED


def test_the_space_bar_takes_presence_back(qtbot: QtBot, session: Session, panel: AttendancePanel) -> None:
    qtbot.keyClick(panel.table, Qt.Key.Key_Space)
    assert presences(session)[0] is Presence.PRESENT
    qtbot.keyClick(panel.table, Qt.Key.Key_Space)
    assert presences(session)[0] is Presence.EXPECTED


@pytest.mark.parametrize(
    ("letter", "presence"),
    [("ح", Presence.PRESENT), ("ع", Presence.EXCUSED), ("غ", Presence.ABSENT), ("ش", Presence.ABSENT)],
)
def test_letters_of_an_arabic_keyboard_mark_too(session: Session, letter: str, presence: Presence) -> None:
    write(session.page.attendance.table, letter)
    assert presences(session)[0] is presence


def test_several_lines_are_marked_in_one_step(qtbot: QtBot, session: Session, panel: AttendancePanel) -> None:
    panel.table.selectAll()
    qtbot.keyClick(panel.table, Qt.Key.Key_P)
    assert set(presences(session)) == {Presence.PRESENT}
    session.desk.undo()
    assert set(presences(session)) == {Presence.EXPECTED}


def test_undo_brings_the_line_back_and_stays_where_one_is(
    qtbot: QtBot, session: Session, panel: AttendancePanel
) -> None:
    for _ in range(4):
        qtbot.keyClick(panel.table, Qt.Key.Key_P)
    session.desk.undo()
    assert presences(session)[3] is Presence.EXPECTED
    assert panel.table.currentIndex().row() == 4
    assert panel.table.hasFocus()
    assert panel.quorum_bar.accessibleName().startswith("Quorum non atteint")


def test_the_list_is_filtered_as_one_types(qtbot: QtBot, session: Session, panel: AttendancePanel) -> None:
    qtbot.keyClicks(panel.search, "dgsn")
    assert panel.model.rowCount() == 1
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    assert panel.table.hasFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_P)
    assert presences(session)[MEMBERS.index("DGSN")] is Presence.PRESENT
    panel.search.clear()
    assert panel.model.rowCount() == len(MEMBERS)


def test_a_click_on_the_presence_offers_all_of_them(qtbot: QtBot, session: Session, panel: AttendancePanel) -> None:
    cell = panel.table.visualRect(panel.model.index(2, Column.PRESENCE)).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    menu = panel.table.findChild(QMenu)
    assert isinstance(menu, QMenu)
    menu.actions()[2].trigger()
    menu.close()
    assert presences(session)[2] is Presence.ABSENT


def test_a_line_is_added_from_the_form_and_removed_by_a_key(
    qtbot: QtBot, session: Session, panel: AttendancePanel
) -> None:
    panel.add()
    dialog = open_dialog(session.page)
    dialog.accept()
    assert dialog.isVisible()  # somebody has to be named
    assert any(error.isVisible() and error.text() for error in dialog.form.errors.values())
    institution = dialog.form.editors["institution_id"]
    with session.register.reading() as reading:
        from desktop.records.people.institution import find_institution

        institution.set_value(find_institution(reading, "GR").id)
    dialog.form.editors["capacity"].set_value(Capacity.OBSERVER)
    dialog.form.editors["votes"].set_value(False)
    dialog.accept()
    assert len(session.minutes().attendance) == len(MEMBERS) + 1
    assert panel.table.currentIndex().row() == len(MEMBERS)
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert len(session.minutes().attendance) == len(MEMBERS)


def test_an_event_without_a_body_shows_no_quorum(qtbot: QtBot, tmp_path: Path) -> None:
    event = open_session(qtbot, tmp_path, body=False)
    event.page.show_tab(ATTENDANCE)
    assert not event.page.attendance.quorum_bar.isVisible()
    event.register.close()


def test_the_list_runs_from_right_to_left_in_arabic(session: Session, panel: AttendancePanel) -> None:
    session.desk.speak("ar")
    assert panel.table.isRightToLeft()
    first, last = (panel.table.visualRect(panel.model.index(0, column)) for column in (0, Column.REPRESENTED_BY))
    assert first.left() > last.left()
    assert panel.marks[Presence.PRESENT].text().endswith("(ح)")
    session.desk.speak("fr")


def test_a_figure_marks_on_a_keyboard_of_any_script(session: Session, panel: AttendancePanel) -> None:
    write(panel.table, "3")
    assert presences(session)[0] is Presence.ABSENT


def test_the_vote_follows_the_capacity_of_who_is_added(session: Session, panel: AttendancePanel) -> None:
    panel.add()
    form = open_dialog(session.page).form
    for capacity, votes in ((Capacity.GUEST, False), (Capacity.MEMBER, True), (Capacity.EXPERT, False)):
        form.editors["capacity"].set_value(capacity)
        form.editors["capacity"].edited.emit()
        assert form.values()["votes"] is votes

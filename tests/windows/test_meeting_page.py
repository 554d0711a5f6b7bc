"""The page of a meeting: its stages, its next step, what adoption freezes, its languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.codes import MeetingStatus, MinutesStatus, Presence
from desktop.language import LANGUAGE_CODES, Wording
from desktop.records.demonstration.demonstration import create_demonstration
from desktop.records.meetings.attendance import mark_presence
from desktop.records.meetings.meeting import Meeting, MeetingFilter, list_meeting_ids
from desktop.settings import Settings
from desktop.windows.desk import Desk
from desktop.windows.meeting.meeting_page import AGENDA, ATTENDANCE, FILES, HISTORY, VERSIONS, MeetingPage
from desktop.windows.meeting.meeting_step import list_steps
from tests.records.sample import STEP
from tests.windows.session import Session, open_dialog, open_session, write


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    shown = open_session(qtbot, tmp_path)
    yield shown
    shown.register.close()


def put(session: Session, **values: object) -> None:
    """Put the meeting into a state, and show it."""
    with session.register.changing(STEP) as changing:
        meeting = changing.get(Meeting, session.meeting_id)
        for name, value in values.items():
            setattr(meeting, name, value)
            changing.flush()
    session.desk.register_changed.emit()


def adopt(session: Session) -> None:
    for status in (MeetingStatus.CONVENED, MeetingStatus.HELD, MeetingStatus.CLOSED):
        put(session, status=status)
    put(session, minutes_status=MinutesStatus.CIRCULATED)
    put(session, minutes_status=MinutesStatus.ADOPTED)


def test_the_next_step_leads_from_planned_to_adopted(qtbot: QtBot, session: Session) -> None:
    button = session.page.header.next_button
    passed = []
    held: list[str] = []
    session.page.live_asked.connect(held.append)
    for _ in range(5):
        assert button.isVisible()
        button.click()
        if held and session.minutes().meeting.status is MeetingStatus.CONVENED:
            # Holding it leads to the page for that; here it is marked as held from the menu of other steps.
            menu = session.page.header.more_button.menu()
            assert menu is not None
            menu.actions()[0].trigger()
        if session.minutes().meeting.minutes_status is MinutesStatus.CIRCULATED:
            open_dialog(session.page).accept()
        qtbot.waitUntil(lambda: not session.desk.jobs.running, timeout=20_000)
        meeting = session.minutes().meeting
        passed.append((meeting.status, meeting.minutes_status))
    assert not button.isVisible()
    assert passed == [
        (MeetingStatus.CONVENED, MinutesStatus.DRAFT),
        (MeetingStatus.HELD, MinutesStatus.DRAFT),
        (MeetingStatus.CLOSED, MinutesStatus.DRAFT),
        (MeetingStatus.CLOSED, MinutesStatus.CIRCULATED),
        (MeetingStatus.CLOSED, MinutesStatus.ADOPTED),
    ]


def test_there_is_one_prominent_button(session: Session) -> None:
    prominent = [
        each for each in session.page.findChildren(QPushButton) if each.property("primary") and each.isVisible()
    ]
    assert prominent == [session.page.header.next_button]


def test_what_leads_aside_stands_in_the_menu(session: Session) -> None:
    menu = session.page.header.more_button.menu()
    assert [action.text() for action in menu.actions()] == ["Reporter", "Annuler la réunion"]
    menu.actions()[0].trigger()
    dialog = open_dialog(session.page)
    dialog.accept()
    assert dialog.isVisible() and session.minutes().meeting.status is MeetingStatus.PLANNED, "a reason is asked for"
    dialog.form.editors["status_reason"].set_value(Wording(fr="Absence du président"))
    dialog.accept()
    assert session.minutes().meeting.status is MeetingStatus.POSTPONED
    assert session.minutes().meeting.status_reason == Wording(fr="Absence du président")
    assert "reportée" in session.page.header.strip.accessibleName()
    session.page.header.next_button.click()
    assert session.minutes().meeting.status is MeetingStatus.PLANNED


def test_minutes_are_circulated_only_of_a_meeting_that_was_held(session: Session) -> None:
    assert not any(isinstance(step.state, MinutesStatus) for step in list_steps(session.minutes().meeting))
    put(session, status=MeetingStatus.CONVENED)
    put(session, status=MeetingStatus.HELD)
    assert any(isinstance(step.state, MinutesStatus) for step in list_steps(session.minutes().meeting))


def test_adopted_minutes_freeze_what_they_say(qtbot: QtBot, session: Session) -> None:
    page = session.page
    adopt(session)
    assert page.agenda.pane.editor.texts["fr"].isReadOnly()
    assert any("adopté" in label.text() for label in page.findChildren(QLabel) if label.isVisible())
    qtbot.keyClick(
        page.agenda.list, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert session.told[-1].refused
    page.show_tab(ATTENDANCE)
    qtbot.keyClick(page.attendance.table, Qt.Key.Key_P)
    assert session.told[-1].refused
    assert session.minutes().attendance[0].presence is Presence.EXPECTED
    qtbot.keyClick(page.attendance.table, Qt.Key.Key_R)
    assert not page.attendance.table.isPersistentEditorOpen(page.attendance.table.currentIndex())


def test_undoing_the_adoption_opens_the_minutes_again(session: Session) -> None:
    adopt(session)
    session.desk.undo()
    assert session.minutes().meeting.minutes_status is MinutesStatus.CIRCULATED
    assert not session.page.agenda.pane.editor.texts["fr"].isReadOnly()


def test_what_is_typed_is_saved_before_the_minutes_are_adopted(qtbot: QtBot, session: Session) -> None:
    for status in (MeetingStatus.CONVENED, MeetingStatus.HELD, MeetingStatus.CLOSED):
        put(session, status=status)
    put(session, minutes_status=MinutesStatus.CIRCULATED)
    write(session.page.agenda.pane.editor.texts["fr"], "Dernier mot.")
    session.page.header.next_button.click()
    assert session.minutes().agenda[0].minutes.fr == "Dernier mot."
    open_dialog(session.page).accept()
    qtbot.waitUntil(lambda: session.minutes().meeting.minutes_status is MinutesStatus.ADOPTED, timeout=20_000)
    qtbot.waitUntil(lambda: not session.desk.jobs.running)
    assert session.minutes().agenda[0].minutes.fr == "Dernier mot."


def test_the_meeting_is_edited_in_its_form(session: Session) -> None:
    session.page.header.edit_button.click()
    dialog = open_dialog(session.page)
    dialog.form.editors["title"].set_value(Wording(fr="Session extraordinaire", ar="دورة استثنائية"))
    dialog.form.editors["place"].set_value(Wording(fr="Rabat"))
    dialog.accept()
    meeting = session.minutes().meeting
    assert (meeting.title.ar, meeting.place.fr) == ("دورة استثنائية", "Rabat")
    assert session.page.header.title.text() == "Session extraordinaire"


def test_the_language_changes_while_one_works(session: Session) -> None:
    page = session.page
    session.choose_item(2)
    write(page.agenda.pane.editor.texts["fr"], "À moitié écrit")
    for code in ("ar", "en", "fr"):
        session.desk.speak(code)
        assert page.agenda.list.currentIndex().row() == 1
        assert page.agenda.pane.editor.texts["fr"].toPlainText() == "À moitié écrit"
    assert page.isLeftToRight()


def test_arabic_mirrors_the_page(qtbot: QtBot, session: Session) -> None:
    page = session.page
    session.desk.speak("ar")
    items = page.agenda.list
    qtbot.waitUntil(lambda: items.mapTo(page, items.rect().center()).x() > page.width() / 2)
    header = page.header
    qtbot.waitUntil(lambda: header.next_button.x() < header.title.x())
    session.desk.speak("fr")


def test_the_minutes_are_asked_for_in_a_language_after_saving(qtbot: QtBot, session: Session) -> None:
    write(session.page.agenda.pane.editor.texts["fr"], "Dit.")
    menu = session.page.header.minutes_button.menu()
    assert menu is not None
    with qtbot.waitSignal(session.page.minutes_asked) as asked:
        [*menu.actions()][3 + LANGUAGE_CODES.index("ar")].trigger()
    assert asked.args == [session.meeting_id, "ar"]
    assert session.minutes().agenda[0].minutes.fr == "Dit."


def test_escape_leads_back_to_the_list(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.page.closed):
        qtbot.keyClick(session.page.agenda.list, Qt.Key.Key_Escape)


def test_escape_leaves_the_text_before_it_leaves_the_page(qtbot: QtBot, session: Session) -> None:
    text = session.page.agenda.pane.editor.texts["fr"]
    text.setFocus()
    write(text, "Il a été dit.")
    with qtbot.assertNotEmitted(session.page.closed):
        qtbot.keyClick(text, Qt.Key.Key_Escape)
    assert session.page.agenda.list.hasFocus()
    assert session.minutes().agenda[0].minutes.fr == "Il a été dit."


def test_escape_clears_the_search_before_it_leaves_the_list(qtbot: QtBot, session: Session) -> None:
    session.page.focus_search()
    search = session.page.attendance.search
    qtbot.keyClicks(search, "mj")
    with qtbot.assertNotEmitted(session.page.closed):
        qtbot.keyClick(search, Qt.Key.Key_Escape)
        assert search.text() == ""
        qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert session.page.attendance.table.hasFocus()


def test_keys_lead_from_part_to_part(qtbot: QtBot, session: Session) -> None:
    page = session.page
    for tab in (ATTENDANCE, FILES, VERSIONS, HISTORY):
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert page.tabs.currentIndex() == tab
    page.focus_search()
    assert page.attendance.search.hasFocus()
    page.show_tab(AGENDA)
    assert page.agenda.list.hasFocus()


def test_every_control_says_what_it_is(session: Session) -> None:
    page = session.page
    for tab in (AGENDA, ATTENDANCE, FILES, VERSIONS):
        page.show_tab(tab)
        for button in page.findChildren(QPushButton):
            if button.isVisible():
                assert button.text() or button.accessibleName()
    for named in (page.agenda.list, page.attendance.table, page.attendance.search, page.agenda.pane.editor.texts["ar"]):
        assert named.accessibleName()


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_meeting_of_the_demonstration_is_shown(qtbot: QtBot, tmp_path: Path, code: str) -> None:
    with create_demonstration(tmp_path / "demo.tawsiya") as register:
        desk = Desk(register, Settings(), "fr")
        desk.speak(code)  # type: ignore[arg-type]
        page = MeetingPage(desk)
        qtbot.addWidget(page)
        page.show()
        with register.reading() as reading:
            meetings = list_meeting_ids(reading, MeetingFilter(), "fr")
        for meeting_id in meetings:
            page.show_meeting(meeting_id)
            for tab in (AGENDA, ATTENDANCE, FILES, VERSIONS, HISTORY):
                page.show_tab(tab)
                page.grab()
            assert page.header.title.text()


def test_closing_says_how_many_are_not_marked_and_leads_to_them(session: Session) -> None:
    for status in (MeetingStatus.CONVENED, MeetingStatus.HELD):
        put(session, status=status)
    session.page.header.next_button.click()
    assert session.minutes().meeting.status is MeetingStatus.CLOSED
    assert session.last_said().count == 7
    session.told[-1].doors[0].go()
    assert session.page.tabs.currentIndex() == ATTENDANCE


def test_closing_says_nothing_of_marks_where_everybody_is_marked(session: Session) -> None:
    for status in (MeetingStatus.CONVENED, MeetingStatus.HELD):
        put(session, status=status)
    with session.register.changing(STEP) as changing:
        for row in session.minutes().attendance:
            mark_presence(changing, row.id, Presence.PRESENT)
    session.desk.register_changed.emit()
    session.page.header.next_button.click()
    assert session.minutes().meeting.status is MeetingStatus.CLOSED
    assert session.last_said().many is None


def test_a_step_of_the_minutes_is_said_of_the_minutes(qtbot: QtBot, session: Session) -> None:
    for status in (MeetingStatus.CONVENED, MeetingStatus.HELD, MeetingStatus.CLOSED):
        put(session, status=status)
    session.page.header.next_button.click()
    qtbot.waitUntil(lambda: bool(session.told), timeout=20_000)
    assert session.minutes().meeting.minutes_status is MinutesStatus.CIRCULATED
    assert session.last_said().text.startswith("Minutes of")

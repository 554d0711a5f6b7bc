"""A meeting held on the live page, by keyboard only: attendance, quorum, notes, what is taken down, times."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.codes import DecisionMethod, MeetingStatus, Presence
from desktop.language import LanguageCode
from desktop.records.meetings.meeting import Meeting
from desktop.records.meetings.minutes import find_minutes
from desktop.records.meetings.quorum import quorum_rule
from desktop.records.rows import Minutes
from desktop.windows.live.live_page import LivePage
from desktop.windows.main_window import MainWindow
from tests.records.sample import DAY, STEP
from tests.windows.frame import open_window
from tests.windows.session import _made, write

SHIFT, CONTROL, NONE = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)


@dataclass
class Held:
    """A meeting held in the window, with a clock of the test's own."""

    window: MainWindow
    meeting_id: str
    qtbot: QtBot

    @property
    def page(self) -> LivePage:
        return self.window.live_page

    def at(self, hour: int, minute: int = 0) -> None:
        self.page.clock = lambda: dt.datetime.combine(DAY, dt.time(hour, minute))

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.qtbot.keyClick(self.focus(), key, modifiers)

    def press_letter(self, letter: str) -> None:
        write(self.focus(), letter)

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def go_to_attendance(self) -> None:
        for _ in range(4):
            if self.focus() is self.page.roll.table:
                return
            self.press(Qt.Key.Key_F6)
        raise AssertionError("F6 does not lead to the attendance list")

    def minutes(self) -> Minutes:
        with self.window.desk.reading() as session:
            return find_minutes(session, self.meeting_id, "fr")

    def notes(self) -> QWidget:
        return self.page.item.editor.texts[self.page.item.editor.language]


def hold(qtbot: QtBot, folder: Path, language: LanguageCode = "fr", *, body: bool = True) -> Held:
    path = folder / "register.tawsiya"
    content, meeting_id = _made(body)
    path.write_bytes(content)
    window = open_window(qtbot, path, language)
    held = Held(window, meeting_id, qtbot)
    held.at(9, 55)
    window.open_meeting(meeting_id)
    held.press(Qt.Key.Key_F5)
    assert window.page is held.page
    return held


@pytest.fixture
def held(qtbot: QtBot, tmp_path: Path) -> Iterator[Held]:
    shown = hold(qtbot, tmp_path)
    yield shown
    shown.window.close()


@pytest.fixture
def held_in_arabic(qtbot: QtBot, tmp_path: Path) -> Iterator[Held]:
    shown = hold(qtbot, tmp_path, "ar")
    yield shown
    shown.window.close()


def test_f5_leads_there_and_back(held: Held) -> None:
    assert held.notes().hasFocus()
    held.press(Qt.Key.Key_F5)
    assert held.window.page is held.window.meeting_page
    assert held.window.meeting_page.meeting_id == held.meeting_id


def test_a_meeting_that_is_planned_for_an_hour_is_not_opened_yet(held: Held) -> None:
    with held.window.desk.register.changing(STEP) as session:
        meeting = session.get(Meeting, held.meeting_id)
        assert meeting is not None
        meeting.opened_at = dt.time(9, 30)
    held.window.desk.register_changed.emit()
    assert held.page.sitting_time() is None
    held.at(10, 5)
    held.press(Qt.Key.Key_F9)
    assert held.minutes().opened_at == dt.time(10, 5)


def test_a_whole_meeting_by_keyboard_only(held: Held) -> None:
    held.go_to_attendance()
    for _ in range(4):
        held.press_letter("p")
    held.press_letter("e")
    held.at(10)
    held.press(Qt.Key.Key_F9)
    minutes = held.minutes()
    assert (minutes.opened_at, minutes.meeting.status) == (dt.time(10), MeetingStatus.HELD)
    assert minutes.agenda[0].taken_up_at == dt.time(10)
    assert held.page.quorum() is not None and held.page.quorum().reached  # type: ignore[union-attr]
    held.press(Qt.Key.Key_F6)
    assert held.notes().hasFocus()
    held.qtbot.keyClicks(held.notes(), "Le president ouvre.")
    held.press(Qt.Key.Key_F2)
    held.qtbot.keyClicks(held.focus(), "La commission adopte l'ordre du jour.")
    held.press(Qt.Key.Key_Tab)
    held.qtbot.keyClicks(held.focus(), "3-1")
    held.press(Qt.Key.Key_Return)
    assert held.notes().hasFocus()
    held.qtbot.keyClicks(held.notes(), " On passe.")
    held.at(10, 20)
    held.press(Qt.Key.Key_F8)
    held.press(Qt.Key.Key_F3)
    held.qtbot.keyClicks(held.focus(), "Former les magistrats.")
    held.press(Qt.Key.Key_Tab)
    held.qtbot.keyClicks(held.focus(), "mj gr")
    held.press(Qt.Key.Key_Return)
    held.press(Qt.Key.Key_F4)
    held.qtbot.keyClicks(held.focus(), "Ecrire le programme")
    held.press(Qt.Key.Key_Tab)
    held.qtbot.keyClicks(held.focus(), "MJ 30/09")
    held.press(Qt.Key.Key_Return)
    held.at(11)
    held.press(Qt.Key.Key_F9)
    held.at(11, 10)
    held.press(Qt.Key.Key_F9)
    held.at(12)
    held.press(Qt.Key.Key_F9, CONTROL)
    minutes = held.minutes()
    assert (minutes.closed_at, minutes.meeting.status) == (dt.time(12), MeetingStatus.CLOSED)
    assert [(each.since, each.until) for each in minutes.suspensions] == [(dt.time(11), dt.time(11, 10))]
    first, second, _ = minutes.agenda
    assert first.minutes.fr == "Le president ouvre. On passe."
    (decision,) = first.decisions
    assert (decision.method, decision.votes_for, decision.votes_against) == (DecisionMethod.MAJORITY, 3, 1)
    assert second.taken_up_at == dt.time(10, 20)
    (recommendation,) = second.recommendations
    assert len(recommendation.addressees) == 2
    (action,) = recommendation.actions
    assert (action.lead, action.due) == ("MJ", dt.date(2021, 9, 30))


def test_arabic_keys_mark_and_arabic_words_are_taken_down(held_in_arabic: Held) -> None:
    held = held_in_arabic
    assert held.window.isRightToLeft()
    held.go_to_attendance()
    # As an Arabic keyboard writes them: by their meaning, and in the places of P, E, A, R.
    for letter in ("ح", "ث", "غ", "ش"):
        held.press_letter(letter)
    held.at(10)
    held.press(Qt.Key.Key_F9)
    held.press_letter("ح")
    held.page.roll.table.select_row(0)
    held.at(10, 45)
    held.press_letter("خ")
    rows = held.minutes().attendance
    assert [row.presence for row in rows[:5]] == [
        Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT, Presence.ABSENT, Presence.PRESENT,
    ]  # fmt: skip
    assert (rows[0].left_at, rows[4].arrived_at) == (dt.time(10, 45), dt.time(10))
    held.press(Qt.Key.Key_F6)
    write(held.notes(), "افتتح الرئيس الجلسة.")
    held.press(Qt.Key.Key_F2)
    write(held.focus(), "تصادق اللجنة على الدليل")
    held.press(Qt.Key.Key_Tab)
    write(held.focus(), "٣-١")
    held.press(Qt.Key.Key_Return)
    held.press(Qt.Key.Key_F4)
    write(held.focus(), "ترجمة الاستمارات")
    held.press(Qt.Key.Key_Tab)
    write(held.focus(), "MI، +3ش")
    held.press(Qt.Key.Key_Return)
    item = held.minutes().agenda[0]
    assert item.minutes.ar == "افتتح الرئيس الجلسة."
    (decision,) = item.decisions
    assert (decision.text.ar, decision.votes_for) == ("تصادق اللجنة على الدليل", 3)
    (action,) = decision.actions
    assert (action.title.ar, action.lead, action.due) == ("ترجمة الاستمارات", "MI", dt.date(2021, 9, 10))


def test_who_comes_late_and_who_leaves_counts_for_the_quorum_now_and_over_time(held: Held) -> None:
    held.go_to_attendance()
    for _ in range(3):
        held.press_letter("p")
    held.at(10)
    held.press(Qt.Key.Key_F9)
    verdict = held.page.board.verdict
    assert "non atteint" in verdict.text()
    held.at(10, 15)
    held.press_letter("p")
    assert verdict.text() == "Quorum atteint"
    held.page.roll.table.select_row(0)
    held.at(10, 40)
    held.press_letter("d")
    assert "non atteint" in verdict.text()
    assert held.page.board.rule.text() == "Règle : au moins la moitié des membres ayant voix délibérative (7), soit 4."
    for told in ("10:00", "10:15", "10:40"):
        assert told in held.page.board.told.text()


def test_a_time_can_be_corrected(held: Held) -> None:
    held.at(10)
    held.press(Qt.Key.Key_F9)
    held.go_to_attendance()
    held.press_letter("p")
    line = held.minutes().attendance[0]
    assert line.arrived_at == dt.time(10)
    held.page.roll.model.timed.emit(line.id, 5, "9h45")
    assert held.minutes().attendance[0].arrived_at == dt.time(9, 45)
    held.page.roll.model.timed.emit(line.id, 5, "")
    assert held.minutes().attendance[0].arrived_at is None


def test_what_is_typed_is_saved_by_itself_as_one_step(held: Held) -> None:
    before = len(held.window.desk.register.steps_done)
    for words in ("Le ministere", " presente", " le guide."):
        held.qtbot.keyClicks(held.notes(), words)
        expected = held.page.item.editor.texts["fr"].toPlainText()
        held.qtbot.waitUntil(lambda expected=expected: held.minutes().agenda[0].minutes.fr == expected, timeout=5000)
    assert len(held.window.desk.register.steps_done) == before + 1
    assert held.page.item.editor.state.text().startswith("enregistré")
    held.press(Qt.Key.Key_F6)
    held.window.menus.undo.trigger()
    assert not held.minutes().agenda[0].minutes
    assert held.page.item.editor.texts["fr"].toPlainText() == ""


def test_only_an_item_written_under_is_said_to_be_saved(held: Held) -> None:
    editor = held.page.item.editor
    held.qtbot.keyClicks(held.notes(), "Le ministere presente le guide.")
    held.qtbot.waitUntil(lambda: editor.state.text().startswith("enregistré"), timeout=5000)
    held.press(Qt.Key.Key_F8)
    assert editor.state.text() == ""
    held.press(Qt.Key.Key_F7)
    assert editor.state.text().startswith("enregistré")


def test_the_meetings_page_shows_what_was_typed_live(held: Held) -> None:
    held.qtbot.keyClicks(held.notes(), "Dit en direct.")
    held.press(Qt.Key.Key_F5)
    assert held.window.meeting_page.agenda.pane.editor.texts["fr"].toPlainText() == "Dit en direct."


def test_the_cursor_is_where_it_was_after_something_is_taken_down(held: Held) -> None:
    text = held.page.item.editor.texts["fr"]
    held.qtbot.keyClicks(text, "abcdef")
    for _ in range(3):
        held.press(Qt.Key.Key_Left)
    held.press(Qt.Key.Key_F2)
    held.qtbot.keyClicks(held.focus(), "Oui.")
    held.press(Qt.Key.Key_Return)
    held.qtbot.keyClicks(held.focus(), "X")
    assert text.toPlainText() == "abcXdef"


def test_escape_leads_back_to_the_notes_and_keeps_what_was_half_written(held: Held) -> None:
    held.press(Qt.Key.Key_F3)
    held.qtbot.keyClicks(held.focus(), "Former")
    held.press(Qt.Key.Key_Escape)
    assert held.notes().hasFocus() and not held.page.item.capture.isVisible()
    held.press(Qt.Key.Key_F2)
    assert held.page.item.capture.wording.text() == ""
    held.press(Qt.Key.Key_F3)
    assert held.page.item.capture.wording.text() == "Former"


def test_what_is_not_understood_is_said_and_stays(held: Held) -> None:
    held.press(Qt.Key.Key_F3)
    held.qtbot.keyClicks(held.focus(), "Former")
    held.press(Qt.Key.Key_Tab)
    held.qtbot.keyClicks(held.focus(), "XYZ")
    held.press(Qt.Key.Key_Return)
    assert "XYZ" in held.page.item.capture.echo.text()
    assert held.page.item.capture.short.hasFocus()
    assert not held.minutes().agenda[0].recommendations
    held.page.item.capture.short.clear()
    held.press(Qt.Key.Key_Return)
    assert len(held.minutes().agenda[0].recommendations) == 1


def test_a_refusal_is_said_in_the_line_itself(held: Held) -> None:
    held.press(Qt.Key.Key_F2)
    held.qtbot.keyClicks(held.focus(), "Non")
    held.press(Qt.Key.Key_Tab)
    held.qtbot.keyClicks(held.focus(), "1-5")
    held.press(Qt.Key.Key_Return)
    assert held.page.item.capture.isVisible() and "majorité" in held.page.item.capture.echo.text()
    assert held.page.item.capture.wording.text() == "Non"


def test_an_action_needs_something_to_stand_under(held: Held) -> None:
    held.press(Qt.Key.Key_F4)
    assert not held.page.item.capture.isVisible()
    assert "Une action se rattache" in held.window.notices.words.text()


def test_what_was_taken_down_is_edited_and_removed_with_undo(held: Held) -> None:
    held.press(Qt.Key.Key_F2)
    held.qtbot.keyClicks(held.focus(), "Oui.")
    held.press(Qt.Key.Key_Return)
    held.press(Qt.Key.Key_F6)
    assert held.page.item.outcomes.hasFocus()
    held.press(Qt.Key.Key_Down)
    held.press(Qt.Key.Key_Delete)
    assert not held.minutes().agenda[0].decisions
    held.window.menus.undo.trigger()
    assert len(held.minutes().agenda[0].decisions) == 1


def test_going_back_to_an_item_does_not_change_when_it_was_taken_up(held: Held) -> None:
    held.at(10)
    held.press(Qt.Key.Key_F9)
    held.at(10, 30)
    held.press(Qt.Key.Key_F8)
    held.press(Qt.Key.Key_F7)
    held.at(10, 50)
    held.press(Qt.Key.Key_F8)
    assert [item.taken_up_at for item in held.minutes().agenda] == [dt.time(10), dt.time(10, 30), None]
    assert "20 minutes" in held.page.item._facts.text()


def test_without_quorum_a_second_call_is_offered(held: Held) -> None:
    assert held.page.bar.second_call_button.isVisible()
    held.page.bar.second_call_button.click()
    dialog = held.window.findChildren(QWidget, "dialog") or QApplication.activeModalWidget()
    assert dialog is not None
    QApplication.activeModalWidget().accept()  # type: ignore[attr-defined]
    assert held.minutes().meeting.status is MeetingStatus.POSTPONED
    held.window.notices.doors[0].click()
    assert held.window.page is held.window.meeting_page
    second = held.window.meeting_page.meeting_id
    with held.window.desk.reading() as session:
        minutes = find_minutes(session, second or "", "fr")
    assert minutes.second_call and minutes.meeting.start == dt.date(2021, 6, 17)
    assert quorum_rule(minutes.quorum, True).text.startswith("Second call")  # type: ignore[arg-type]


def test_an_event_without_a_body_has_no_quorum_and_is_held_all_the_same(qtbot: QtBot, tmp_path: Path) -> None:
    held = hold(qtbot, tmp_path, body=False)
    held.at(10)
    held.press(Qt.Key.Key_F9)
    assert held.minutes().opened_at == dt.time(10)
    assert not held.page.board.isVisible()
    held.window.close()


def test_on_another_day_nothing_is_stamped_and_times_are_entered_by_hand(held: Held) -> None:
    held.page.clock = lambda: dt.datetime(2026, 1, 5, 15, 0)
    held.go_to_attendance()
    held.press_letter("p")
    held.press(Qt.Key.Key_F9)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()
    minutes = held.minutes()
    assert (minutes.opened_at, minutes.attendance[0].arrived_at) == (None, None)


def test_the_languages_change_while_one_types(held: Held) -> None:
    held.qtbot.keyClicks(held.notes(), "Moitie")
    held.press(Qt.Key.Key_Tab, CONTROL)
    assert held.page.item.editor.language == "ar" and held.notes().hasFocus()
    write(held.notes(), "نصف")
    held.press(Qt.Key.Key_F8)
    assert (held.minutes().agenda[0].minutes.fr, held.minutes().agenda[0].minutes.ar) == ("Moitie", "نصف")
    for code in ("ar", "en", "fr"):
        held.window.desk.speak(code)
        assert held.page.grab().width()


def test_the_head_says_the_day_in_both_calendars(held: Held) -> None:
    minutes = held.minutes()
    facts = held.page.bar._title.facts.text()
    assert held.window.desk.day(minutes.meeting.start) in facts
    assert (hijri := held.window.desk.hijri(minutes.meeting.start)) and hijri in facts


def test_a_long_title_leaves_the_buttons_beside_it_their_words(held: Held) -> None:
    held.window.resize(1280, 800)
    for text_size in (100, 150):
        held.window.desk.enlarge(text_size)
        QApplication.processEvents()
        held.page._next_title.setText("Ensuite : " + "un point au titre fort long, " * 6)
        QApplication.processEvents()
        for button in (held.page.back_button, held.page.next_button):
            assert button.width() >= button.sizeHint().width()


def test_f11_makes_it_large_and_leaving_makes_it_small_again(held: Held) -> None:
    before = held.page.item.title.fontInfo().pixelSize()
    held.press(Qt.Key.Key_F11)
    assert not held.window.side.isVisible()
    held.qtbot.waitUntil(lambda: held.page.item.title.fontInfo().pixelSize() > before)
    held.press(Qt.Key.Key_F5)
    assert held.window.side.isVisible() and not held.page.large


def test_live_keys_are_left_to_other_pages(held: Held) -> None:
    held.press(Qt.Key.Key_F5)
    page = held.window.meeting_page
    page.take_focus()
    held.press(Qt.Key.Key_F2)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None, "F2 edits the agenda item on the meeting's own page"
    dialog.close()


def test_adopted_minutes_are_only_read(held: Held) -> None:
    from tests.windows.test_meeting_page import adopt

    class Shown:
        register, desk, meeting_id = held.window.desk.register, held.window.desk, held.meeting_id

    adopt(Shown)  # type: ignore[arg-type]
    held.page.refresh()
    assert held.page.item.editor.texts["fr"].isReadOnly()
    held.press(Qt.Key.Key_F2)
    assert not held.page.item.capture.isVisible()


def test_every_control_says_what_it_is(held: Held) -> None:
    for button in held.page.findChildren(QPushButton):
        assert button.text() or button.accessibleName()
    shown = " ".join(label.text() for label in held.page.findChildren(QLabel))
    for key in ("F2", "F3", "F4", "F6", "F7 F8", "F9", "F5"):
        assert key in shown


def test_a_crash_takes_the_last_second_at_most(tmp_path: Path) -> None:
    path = tmp_path / "register.tawsiya"
    content, meeting_id = _made(True)
    path.write_bytes(content)
    program = f"""
        import sys, time
        from pathlib import Path
        from PySide6.QtCore import QTimer
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication
        from desktop.records.register import Register
        from desktop.settings import Settings
        from desktop.windows.desk import Desk
        from desktop.windows.main_window import MainWindow
        application = QApplication([])
        window = MainWindow(Desk(Register.open(Path({str(path)!r})), Settings(), "fr"))
        window.show()
        window.hold_meeting({meeting_id!r})
        text = window.live_page.item.editor.texts["fr"]
        count = 0
        def type_on():
            global count
            count += 1
            QTest.keyClick(text, "x")
            print(count, time.monotonic(), flush=True)
        timer = QTimer()
        timer.timeout.connect(type_on)
        timer.start(40)  # without a pause: whoever writes fast must not wait for one
        application.exec()
    """
    typed: list[tuple[int, float]] = []
    environment = os.environ | {"PYTHONPATH": str(Path.cwd()), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            count, moment = line.split()
            typed.append((int(count), float(moment)))
            if len(typed) == 100:
                break
        process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        process.wait()
    from desktop.records.register import Register

    with Register.open(path) as register, register.reading() as session:
        kept = len(find_minutes(session, meeting_id, "fr").agenda[0].minutes.fr or "")
    # What is lost was typed within the last two seconds before the end.
    assert kept >= sum(moment <= typed[-1][1] - 2 for _, moment in typed)
    assert kept > 0


def test_a_key_event_of_an_unknown_script_marks_nobody(held: Held) -> None:
    held.go_to_attendance()
    event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, NONE, "ж")
    QApplication.sendEvent(held.page.roll.table, event)
    assert held.minutes().attendance[0].presence is Presence.EXPECTED

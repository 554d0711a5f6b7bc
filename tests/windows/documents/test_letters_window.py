"""Letters to institutions from the window: to whom, looked at, written, entered, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.codes import LetterKind
from desktop.language import LANGUAGE_CODES
from desktop.outputs.letters import LetterForm, LetterPurpose
from desktop.records.follow_up.letter import LetterFilter, list_letters
from desktop.records.meetings.meeting import find_meeting_id
from desktop.windows.documents.document_window import DocumentWindow
from desktop.windows.documents.institutions_window import COUNT, NAME, SINCE
from desktop.windows.documents.letters_window import LettersWindow
from desktop.windows.main_window import MainWindow
from tests.windows.frame import Ear, copy_demonstration, open_window

HELD = "REU-2021-002"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.jobs.stop_all()
    shown.close()


def opened(qtbot: QtBot, window: MainWindow, meeting: str | None = None) -> LettersWindow:
    if meeting is not None:
        with window.desk.reading() as session:
            meeting = find_meeting_id(session, meeting)
    window.exports.letters(meeting)
    tops = QApplication.topLevelWidgets()
    shown = next(each for each in tops if isinstance(each, LettersWindow) and each.isVisible())
    qtbot.waitUntil(lambda: shown.list.topLevelItemCount() > 0, timeout=10_000)
    return shown


def sent_today(window: MainWindow) -> list[LetterKind]:
    with window.desk.reading() as session:
        return [row.kind for row in list_letters(session, LetterFilter()) if row.sent_on == window.desk.today]


def text(shown: LettersWindow, row: int, column: int) -> str:
    item = shown.list.topLevelItem(row)
    assert item is not None
    return item.text(column)


def test_those_who_are_late_are_listed_and_for_how_long(qtbot: QtBot, window: MainWindow) -> None:
    shown = opened(qtbot, window)
    assert shown.wish.purpose is LetterPurpose.REMINDER
    assert len(shown.ticked) == shown.list.topLevelItemCount()
    assert all("jour" in text(shown, row, SINCE) for row in range(shown.list.topLevelItemCount()))
    assert not shown.meetings.isEnabled()
    shown.close()


def test_from_a_meeting_its_recommendations_are_handed_on(qtbot: QtBot, window: MainWindow) -> None:
    shown = opened(qtbot, window, HELD)
    assert shown.wish.purpose is LetterPurpose.TRANSMISSION
    assert HELD in shown.meetings.currentText()
    assert int(text(shown, 0, COUNT)) > 0
    assert shown.list.isColumnHidden(SINCE)
    shown.close()


def test_who_is_not_ticked_gets_none_and_what_is_done_can_be_undone(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    shown = opened(qtbot, window)
    shown.none_button.click()
    assert not shown.write_button.isEnabled()
    for row in (0, 2):
        item = shown.list.topLevelItem(row)
        assert item is not None
        item.setCheckState(NAME, Qt.CheckState.Checked)
    assert "2" in shown.note.text()
    shown.forms.setCurrentIndex(list(LetterForm).index(LetterForm.MAIL))
    ear = Ear(window.desk)
    shown.write_button.click()
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=60_000)
    assert not ear.heard[-1].refused
    assert len(list(folder.glob("*.eml"))) == 2
    assert sent_today(window) == [LetterKind.REQUEST] * 2
    undo = ear.heard[-1].doors[-1]
    undo.go()
    assert sent_today(window) == []


def test_a_letter_is_looked_at_before_and_nothing_is_entered(qtbot: QtBot, window: MainWindow) -> None:
    shown = opened(qtbot, window)
    shown.look_button.click()
    tops = QApplication.topLevelWidgets()
    seen = next(each for each in tops if isinstance(each, DocumentWindow) and each.isVisible())
    qtbot.waitUntil(lambda: seen.save_button.isEnabled() and not seen.pages.picture.pixmap().isNull(), timeout=30_000)
    assert sent_today(window) == []
    seen.close()
    shown.close()


def test_no_folder_no_letter(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    shown = opened(qtbot, window)
    shown.write_button.click()
    assert shown.isVisible()
    assert sent_today(window) == []
    shown.close()


def test_it_speaks_each_language_and_keeps_what_is_chosen(qtbot: QtBot, window: MainWindow) -> None:
    shown = opened(qtbot, window)
    shown.forms.setCurrentIndex(1)
    said = set()
    for code in LANGUAGE_CODES:
        window.desk.speak(code)
        qtbot.waitUntil(lambda: shown.list.topLevelItemCount() > 0)
        said.add((shown.windowTitle(), shown.purposes.currentText(), text(shown, 0, SINCE)))
        assert shown.form is LetterForm.WORD
    assert len(said) == 3
    shown.close()


def test_the_menu_leads_there(qtbot: QtBot, window: MainWindow) -> None:
    action = next(each for each in window.menus.offered() if each[0].text == "Letters to institutions…")
    action[3]()
    assert any(isinstance(each, LettersWindow) and each.isVisible() for each in QApplication.topLevelWidgets())

"""The templates of documents in the settings: written, checked, taken from a file, saved, put back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.codes import Paper
from desktop.records.commission.own_templates import find_template_source
from desktop.records.commission.template import shipped_source
from desktop.windows.main_window import MainWindow
from desktop.windows.settings.templates_section import TemplatesSection
from tests.windows.frame import copy_demonstration, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return open_window(qtbot, copy_demonstration(tmp_path))


@pytest.fixture
def section(qtbot: QtBot, window: MainWindow) -> TemplatesSection:
    window.show_settings("templates")
    shown = window.settings_window
    assert shown is not None
    qtbot.waitUntil(shown.isActiveWindow)
    assert isinstance(shown.section, TemplatesSection)
    return shown.section


def kept(window: MainWindow, paper: Paper) -> str | None:
    with window.desk.reading() as session:
        return find_template_source(session, paper)


def choose(section: TemplatesSection, paper: Paper) -> None:
    section.choice.setCurrentIndex(list(Paper).index(paper))
    section.choice.activated.emit(section.choice.currentIndex())


def test_what_came_with_the_application_is_there_to_be_changed(section: TemplatesSection, window: MainWindow) -> None:
    assert section.editor.toPlainText() == shipped_source(Paper.MINUTES)
    assert section.foot.isHidden() and not section.dirty
    choose(section, Paper.LETTER)
    assert section.editor.toPlainText() == shipped_source(Paper.LETTER)
    section.check()
    assert section.error.isHidden() and section.verdict.text()
    assert kept(window, Paper.LETTER) is None


def test_a_mistake_is_said_and_its_line_marked_and_nothing_is_saved(
    section: TemplatesSection, window: MainWindow
) -> None:
    text = shipped_source(Paper.MINUTES).replace('"attendance"', '"atendance"')
    section.editor.setPlainText(text)
    section.check()
    assert "atendance" in section.error.text() and section.verdict.isHidden()
    assert "atendance" in section.editor.textCursor().selectedText()
    assert not section.leave()
    assert kept(window, Paper.MINUTES) is None
    choose(section, Paper.LETTER)
    assert section.paper is Paper.MINUTES and section.choice.currentIndex() == 0
    assert section.editor.toPlainText() == text, "what is written stays"
    section.discard()
    assert section.error.isHidden() and not section.dirty


def test_it_is_saved_as_one_step_and_put_back(section: TemplatesSection, window: MainWindow) -> None:
    choose(section, Paper.LETTER)
    section.editor.setPlainText('[texts]\nclosing.fr = "Cordialement."\n')
    assert not section.foot.isHidden()
    section.foot.save_button.click()
    assert kept(window, Paper.LETTER) == '[texts]\nclosing.fr = "Cordialement."\n'
    section.usual_button.click()
    assert section.dirty
    assert section.leave()
    assert kept(window, Paper.LETTER) is None
    assert window.desk.attempt_undo() is None
    assert kept(window, Paper.LETTER) == '[texts]\nclosing.fr = "Cordialement."\n'
    assert section.editor.toPlainText() == kept(window, Paper.LETTER)


def test_a_file_is_taken_and_given(
    section: TemplatesSection, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('signatories = ["secretary"]\r\n', encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    section.import_button.click()
    assert section.editor.toPlainText() == 'signatories = ["secretary"]\n'
    assert section.dirty and not section.verdict.isHidden()
    out = tmp_path / "out.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    section.export_button.click()
    assert out.read_text(encoding="utf-8") == kept(window, Paper.MINUTES) == 'signatories = ["secretary"]\n'
    file.write_bytes(b"\xff\xff")
    section.take(file)
    assert "UTF-8" in section.error.text()

"""What is entered and not saved outlives the program, also one that is killed."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.language import Wording
from desktop.records.base import find
from desktop.records.follow_up.action import Action
from desktop.windows.drafts.drafts import DraftPlace, Drafts
from desktop.windows.forms.editors import DateEditor, TextEditor
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.lists.list_page import ListPage
from desktop.windows.main_window import MainWindow
from tests.records.sample import STEP
from tests.windows.frame import Ear, copy_demonstration, open_dialog, open_window


def kill_while(what: str, register: Path) -> None:
    """Run the program, have it written in for two seconds, and kill it as a power cut would."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.windows.drafts.writer", str(register), what],
        cwd=paths.root(), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert program.stdout is not None
    assert program.stdout.readline() == "written\n"
    program.kill()
    program.wait()
    program.stdout.close()


@contextmanager
def opened(qtbot: QtBot, register: Path) -> Iterator[MainWindow]:
    window = open_window(qtbot, register)
    yield window
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, FormDialog):
            dialog.done(0)
    window.desk.close()


def files() -> list[Path]:
    return list((paths.settings_file().parent / "drafts").glob("*.json"))


def test_a_new_record_half_entered_is_offered_after_the_program_was_killed(qtbot: QtBot, tmp_path: Path) -> None:
    register = copy_demonstration(tmp_path)
    kill_while("enter", register)
    with opened(qtbot, register) as window:
        bar = window.draft_bar
        assert bar.isVisible()
        assert window.desk.language.text("New action") in bar.words.text()
        bar.go_button.click()
        assert not bar.isVisible()
        dialog = open_dialog()
        form = dialog.form
        assert form.editors["title"].value() == Wording(fr="Former les juges", ar="تكوين القضاة")
        due = form.editors["due"]
        assert isinstance(due, DateEditor) and due.line.text() == "31/1"
        due.line.setText("31/12/2027")
        dialog.accept()
        assert not dialog.isVisible()
        assert not files(), "what is saved is no draft any more"
        made = window.page_of(ActionsPage).table.chosen_id
        with window.desk.reading() as session:
            assert find(session, Action, made or "").title.fr == "Former les juges"
    with opened(qtbot, register) as window:
        assert not window.draft_bar.isVisible()


def test_a_change_not_saved_is_offered_again_and_knows_what_it_was_made_of(qtbot: QtBot, tmp_path: Path) -> None:
    register = copy_demonstration(tmp_path)
    kill_while("change", register)
    with opened(qtbot, register) as window:
        assert window.draft_bar.draft is not None
        page, action_id = window.page_of(ActionsPage), window.draft_bar.draft.place.record_id
        with window.desk.reading() as session:
            before = find(session, Action, action_id).funding
        assert before != "Fonds des victimes", "nothing was saved"
        with window.desk.register.changing(STEP) as session:
            find(session, Action, action_id).funding = "Autre fonds"
        window.draft_bar.go_button.click()
        assert page.pane.record_id == action_id
        assert page.pane.form.editors["funding"].value() == "Fonds des victimes"
        ear = Ear(window.desk)
        assert not page.pane.save(), "somebody else changed it in the meantime"
        assert ear.heard[-1].doors
        assert page.pane.save_over()
        assert not files()
        with window.desk.reading() as session:
            assert find(session, Action, action_id).funding == "Fonds des victimes"


def test_what_is_discarded_is_gone_and_what_nobody_decided_on_stays(qtbot: QtBot, tmp_path: Path) -> None:
    register = copy_demonstration(tmp_path)
    kill_while("enter", register)
    with opened(qtbot, register) as window:
        assert window.draft_bar.isVisible()
        window.page_of(ActionsPage).add()
        dialog = open_dialog()
        assert dialog.form.editors["title"].value() == Wording(), "nobody has asked for it"
        dialog.form.editors["title"].set_value(Wording(fr="Autre"))
        dialog.form.editors["title"].edited.emit()
        window.desk.drafts.write()
        dialog.reject()
        dialog.reject()
    with opened(qtbot, register) as window:
        assert window.draft_bar.isVisible()
        window.draft_bar.discard_button.click()
        assert not window.draft_bar.isVisible()
    assert not files()
    with opened(qtbot, register) as window:
        assert not window.draft_bar.isVisible()


def test_a_draft_is_offered_in_its_own_register_only_and_nobody_else_can_read_it(qtbot: QtBot, tmp_path: Path) -> None:
    register = copy_demonstration(tmp_path)
    kill_while("enter", register)
    [file] = files()
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with opened(qtbot, copy_demonstration(elsewhere)) as window:
        assert not window.draft_bar.isVisible()
    with opened(qtbot, register) as window:
        assert window.draft_bar.isVisible()


def test_two_programs_on_one_register_keep_their_drafts_apart(qtbot: QtBot) -> None:
    first, second = Drafts("r", "c"), Drafts("r", "c")
    for each, words in ((first, "one"), (second, "two")):
        each.note(DraftPlace("actions"), "", lambda words=words: {"values": {"title": words}})
        each.write()
    assert len(files()) == 2
    second.look()
    assert not second.waiting, "the first still runs"
    first.forget(DraftPlace("actions"))
    second.forget(DraftPlace("actions"))
    assert not files()
    first.close()
    second.close()


def test_a_file_that_makes_no_sense_keeps_nobody_from_working(qtbot: QtBot, tmp_path: Path) -> None:
    register = copy_demonstration(tmp_path)
    kill_while("enter", register)
    [file] = files()
    for nonsense in ("", "{", "[1, {}]", '[{"place": {"page": "actions", "record_id": "", "door": ""}, "name": "x", '
                     '"content": {"values": {"title": ["no", 1], "due": 7, "nothing": 1}}}]'):  # fmt: skip
        file.write_text(nonsense, encoding="utf-8")
        with opened(qtbot, register) as window:
            if window.draft_bar.isVisible():
                window.draft_bar.go_button.click()
                assert open_dialog().form.editors["title"].value() == Wording()


@pytest.mark.parametrize("key", ["plans", "bodies", "programmes"])
def test_a_part_half_entered_is_gone_on_with_in_its_record(qtbot: QtBot, tmp_path: Path, key: str) -> None:
    register = copy_demonstration(tmp_path)
    with opened(qtbot, register) as window:
        window.go(key)
        page = window.page_at(key)
        assert isinstance(page, ListPage)
        page.show_record(page.model.id_at(0) or "")
        place = next(at for at, each in enumerate(page.pane.part_lists) if each.parts.add is not None)
        page.pane.part_lists[place].add()
        form = open_dialog().form
        name, editor = next((name, each) for name, each in form.editors.items() if isinstance(each, TextEditor))
        editor.type("12/12/2027")
        editor.edited.emit()
        written = form.editors[name].value()
        record_id = page.pane.record_id
        window.desk.drafts.write()
        window.desk.drafts.close()  # as if the program had ended here
    with opened(qtbot, register) as window:
        window.draft_bar.go_button.click()
        page = window.page_at(key)
        assert isinstance(page, ListPage) and page.pane.record_id == record_id
        assert open_dialog().form.editors[name].value() == written

"""Copies from the window: on closing, daily, on demand; a missing stick is a sentence; a copy is put back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Wording
from desktop.records.backup import Keep, back_up, list_copies, usual_folder
from desktop.records.commission.commission import find_commission
from desktop.records.commission.rules import change_commission_rules
from desktop.records.register import Register
from desktop.settings import Settings
from desktop.windows.application import Windows
from desktop.windows.backups import CopyPlan, when_last
from desktop.windows.desk import Desk
from desktop.windows.main_window import MainWindow
from desktop.windows.settings.backups_section import BackupsSection
from tests.records.sample import STEP, french
from tests.windows.frame import Ear, copy_demonstration, open_window


def rename(window: MainWindow, name: str) -> None:
    assert window.desk.change(STEP, lambda session: change_commission_rules(session, {"name": french(name)}))


def name_in(path: Path) -> str | None:
    with Register.open(path) as register, register.reading() as session:
        return find_commission(session).name.fr


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copy_demonstration(tmp_path)


def copies_of(path: Path) -> list[Path]:
    return [copy.path for copy in list_copies(usual_folder(path), path)]


def test_closing_makes_a_copy_where_something_was_changed(qtbot: QtBot, path: Path) -> None:
    window = open_window(qtbot, path)
    rename(window, "Changed and closed")
    assert window.close()
    [copy] = copies_of(path)
    assert name_in(copy) == "Changed and closed"


def test_closing_makes_none_where_nothing_was_changed_or_none_is_wanted(qtbot: QtBot, path: Path) -> None:
    window = open_window(qtbot, path)
    assert window.close()
    window = open_window(qtbot, path)
    window.backups.change_plan(CopyPlan(on_closing=False))
    rename(window, "Changed")
    assert window.close()
    assert copies_of(path) == []


def test_a_missing_stick_is_said_once_and_does_not_hold_the_register(qtbot: QtBot, path: Path) -> None:
    window = open_window(qtbot, path)
    window.backups.change_plan(CopyPlan(folder=str(path.parent / "stick")))
    ear = Ear(window.desk)
    rename(window, "Changed")
    assert not window.close()
    assert window.isVisible()
    assert ear.heard[-1].refused and "USB" in ear.last.text
    [door] = ear.heard[-1].doors
    door.go()
    assert not window.isVisible()
    assert name_in(path) == "Changed"


def test_a_copy_on_demand_is_told_and_stands_in_the_status_bar(qtbot: QtBot, path: Path) -> None:
    window = open_window(qtbot, path)
    window.desk.reads.wait()
    ear = Ear(window.desk)
    assert window.bar.last_copy.text() == window.desk.language.text("no copy yet")
    with qtbot.waitSignal(window.backups.changed, timeout=20_000):
        window.backups.make_now()
    [copy] = copies_of(path)
    assert copy.name in window.desk.say(ear.last)
    made = window.backups.last
    assert made is not None
    assert window.bar.last_copy.text() == window.desk.language.text(
        "last copy today {time}", time=made.at.strftime("%H:%M")
    )


def test_a_day_without_a_copy_gets_one(qtbot: QtBot, path: Path) -> None:
    old = back_up(path, usual_folder(path), Keep(), now=dt.datetime.now() - dt.timedelta(days=3))
    window = open_window(qtbot, path)
    window.desk.reads.wait()
    with qtbot.waitSignal(window.backups.changed, timeout=20_000):
        window.backups._on_time()
    assert len(copies_of(path)) == 2
    window.backups._on_time()
    assert not window.jobs.running
    assert window.backups.last is not None and window.backups.last.at > old.at


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_the_last_copy_is_said_by_its_day(qtbot: QtBot, path: Path, language: LanguageCode) -> None:
    window = open_window(qtbot, path)
    copy = back_up(path, usual_folder(path), Keep(), now=dt.datetime(2026, 6, 1, 9, 12))
    window.backups.last = copy
    said = [
        when_last(window.backups, Language(language), dt.date(2026, 6, 1) + dt.timedelta(days=days))
        for days in range(3)
    ]
    assert "09:12" in said[0] and "09:12" in said[1] and "01/06/2026" in said[2]
    assert len(set(said)) == 3


def test_a_plan_that_makes_no_sense_is_the_usual_one() -> None:
    assert CopyPlan.of({"folder": 3, "daily": "yes", "days": True, "more": 1}) == CopyPlan()
    assert CopyPlan.of({"folder": "/x", "daily": False, "days": 2}) == replace(
        CopyPlan(), folder="/x", daily=False, days=2
    )


# --- the section ------------------------------------------------------------------------------------------------------


def backups(qtbot: QtBot, window: MainWindow) -> BackupsSection:
    window.show_settings("backups")
    shown = window.settings_window
    assert shown is not None
    qtbot.waitUntil(shown.isActiveWindow)
    window.desk.reads.wait()
    return shown.backups


def test_copies_are_listed_with_their_state_and_damage_is_found(qtbot: QtBot, path: Path) -> None:
    first = back_up(path, usual_folder(path), Keep(), now=dt.datetime(2026, 5, 1, 9, 0))
    back_up(path, usual_folder(path), Keep(), now=dt.datetime(2026, 6, 1, 9, 0))
    content = bytearray(first.path.read_bytes())
    content[50_000] ^= 0xFF
    first.path.write_bytes(content)
    window = open_window(qtbot, path, "en")
    section = backups(qtbot, window)
    assert [section.list.item(row).text().count("verified") for row in range(2)] == [1, 1]
    ear = Ear(window.desk)
    with qtbot.waitSignal(window.jobs.ended, timeout=20_000):
        section.check_button.click()
    assert "damaged" in section.list.item(1).text() and "damaged" not in section.list.item(0).text()
    assert ear.heard[-1].refused


def test_the_plan_is_kept_on_this_computer(qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window(qtbot, path)
    section = backups(qtbot, window)
    chosen = path.parent / "elsewhere"
    chosen.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(chosen))
    section.choose_button.click()
    section.form.editors["days"].set_value(3)
    section.form.edited.emit()
    kept = CopyPlan.of(Settings.load().copies[str(path)])
    assert kept == replace(CopyPlan(), folder=str(chosen), days=3)
    assert not window.desk.register.can_undo
    section.usual_button.click()
    assert window.backups.folder == usual_folder(path)


def test_a_copy_is_put_back_after_a_question_and_the_present_is_kept(qtbot: QtBot, path: Path) -> None:
    windows = Windows(Settings(look="light", language="fr"))
    window = windows.show_register(Register.open(path))
    before = name_in_desk(window)
    back_up(path, usual_folder(path), Keep())
    rename(window, "Written since")
    section = backups(qtbot, window)
    section.put_back_button.click()
    assert section.question.isVisible()
    section.yes_button.click()
    new = windows.shown
    assert isinstance(new, MainWindow) and new is not window
    qtbot.addWidget(new)
    assert name_in_desk(new) == before
    assert not window.isVisible()
    [kept] = path.parent.glob("*-before-*")
    assert name_in(kept) == "Written since"


def test_a_damaged_copy_is_refused_and_the_window_goes_on(qtbot: QtBot, path: Path) -> None:
    copy = back_up(path, usual_folder(path), Keep())
    copy.path.write_bytes(copy.path.read_bytes()[:-5000] + bytes(5000))
    window = open_window(qtbot, path)
    ear = Ear(window.desk)
    window.put_back(copy.path)
    assert ear.heard[-1].refused
    rename(window, "Goes on")
    assert name_in_desk(window) == "Goes on"


def test_a_copy_is_opened_as_a_new_register(qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    windows = Windows(Settings(look="light", language="fr"))
    window = windows.show_register(Register.open(path))
    back_up(path, usual_folder(path), Keep())
    section = backups(qtbot, window)
    target = path.parent / "again.tawsiya"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(window.reopened, timeout=20_000):
        section.new_button.click()
    new = windows.shown
    assert isinstance(new, MainWindow)
    qtbot.addWidget(new)
    assert new.desk.register.path == target
    assert path.exists()


def test_a_register_on_a_server_says_who_makes_its_copies(
    qtbot: QtBot, empty_postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = Register.create(empty_postgresql, country_code="TN", language="fr")
    window = MainWindow(Desk(register, Settings(look="light"), "fr"))
    qtbot.addWidget(window)
    window.show()
    section = backups(qtbot, window)
    assert section.server.isVisible() and not section.make_button.isVisible()
    assert not window.bar.last_copy.isVisible()
    target = tmp_path / "taken.tawsiya"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(window.jobs.ended, timeout=30_000):
        section.take_button.click()
    assert name_in(target) == name_in_desk(window)


def name_in_desk(window: MainWindow) -> str | None:
    name: Wording = window.desk.commission.name
    return name.fr

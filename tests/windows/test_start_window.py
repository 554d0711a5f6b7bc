"""The first window, and what follows from it: new, open, demonstration, recent; files that are no register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Refusal, Wording, message
from desktop.records.address import PasswordNeeded, without_password
from desktop.records.commission.commission import find_commission
from desktop.records.register import Register
from desktop.settings import Settings
from desktop.windows import application
from desktop.windows.application import Windows
from desktop.windows.desk import Surroundings
from desktop.windows.main_window import MainWindow
from desktop.windows.start_window import StartWindow
from tests.windows.frame import copy_demonstration
from tests.windows.geometry import find_faults


def open_start(qtbot: QtBot, language: LanguageCode = "fr", recent: tuple[str, ...] = ()) -> StartWindow:
    window = StartWindow(Surroundings(Settings(look="light", recent=list(recent)), Language(language)))
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def windows(qtbot: QtBot) -> Iterator[Windows]:
    kept = Windows(Settings(look="light", language="fr"))
    yield kept
    if isinstance(kept.shown, MainWindow):
        kept.shown.desk.register.close()
    if kept.shown is not None:
        kept.shown.close()


def choose_to_save(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_it_opens_in_every_language_and_changes_to_any(qtbot: QtBot, language: LanguageCode) -> None:
    window = open_start(qtbot, language)
    window.describe_new()
    for code in LANGUAGE_CODES:
        window.languages.tabs[code].click()
        assert window.new_button.text() == Language(code).text("New register")
        assert window.layoutDirection() == QApplication.layoutDirection()
        assert window.isRightToLeft() is (code == "ar")


def test_a_new_register_carries_the_name_and_the_country(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_start(qtbot)
    choose_to_save(monkeypatch, tmp_path / "commission")
    window.new_button.click()
    form = window.new_form.form
    form.editors["country"].set_value("TN")
    form.editors["language"].set_value("ar")
    form.editors["name"].set_value(Wording(fr="Instance nationale", ar="الهيئة الوطنية"))
    with qtbot.waitSignal(window.opened) as opened:
        window.new_form.done_button.click()
    assert opened.args is not None
    register = opened.args[0]
    with register.reading() as session:
        commission = find_commission(session)
    assert register.path == tmp_path / "commission.tawsiya"
    assert (commission.country, commission.language, commission.name.ar) == ("TN", "ar", "الهيئة الوطنية")
    assert not register.can_undo
    register.close()


def test_the_demonstration_is_made_where_the_user_says(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_start(qtbot)
    choose_to_save(monkeypatch, tmp_path / "essai.tawsiya")
    with qtbot.waitSignal(window.demonstrated, timeout=30_000) as opened:
        window.demonstration_button.click()
    assert opened.args is not None
    opened.args[0].close()
    assert (tmp_path / "essai.tawsiya").exists()


def test_a_file_chooser_that_is_cancelled_changes_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_start(qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(window.opened):
        window.demonstration_button.click()
        window.open_button.click()
    assert not window.notices.isVisible()


@pytest.mark.parametrize("content", [b"", b"not a register", b"SQLite format 3\x00" + b"\x00" * 50])
def test_a_file_that_is_no_register_is_refused_with_a_sentence(qtbot: QtBot, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.tawsiya"
    path.write_bytes(content)
    window = open_start(qtbot)
    window.open_location(str(path))
    assert window.notices.isVisible()
    assert str(path) in window.notices.words.text()
    assert path.read_bytes() == content


def test_a_register_that_is_gone_is_refused_with_a_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_start(qtbot, recent=(str(tmp_path / "gone.tawsiya"),))
    window.recent_buttons[0].click()
    assert window.notices.isVisible()


def test_a_register_opened_becomes_the_main_window_and_is_remembered(windows: Windows, tmp_path: Path) -> None:
    path = copy_demonstration(tmp_path)
    windows.start().open_location(str(path))
    assert isinstance(windows.shown, MainWindow)
    assert Settings.load().recent == [str(path)]


@pytest.fixture
def guarded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The address of a server that wants the password "secret"; behind it lies the demonstration."""
    path, opening = copy_demonstration(tmp_path), Register.open

    def ask(location: str) -> Register:
        if "secret@" not in location:
            raise PasswordNeeded
        register = opening(path)
        register.location = without_password(location)
        return register

    monkeypatch.setattr(Register, "open", ask)
    return "postgresql://salma@server/register"


def test_a_new_window_stays_within_the_screen(windows: Windows, tmp_path: Path) -> None:
    window = windows.show_register(Register.open(str(copy_demonstration(tmp_path))))
    room = window.screen().availableGeometry()
    assert window.height() <= room.height() - 40


def test_a_servers_password_is_asked_for_until_it_is_right_and_is_kept_nowhere(
    windows: Windows, guarded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = iter([("wrong", True), ("secret", True)])
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: next(given))
    windows.open_register(guarded)
    assert isinstance(windows.shown, MainWindow)
    assert next(given, None) is None
    assert Settings.load().recent == [guarded]
    assert "secret" not in paths.settings_file().read_text(encoding="utf-8")


def test_nobody_is_asked_for_a_password_twice_who_thinks_better_of_it(
    windows: Windows, guarded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QInputDialog, "getText", lambda *told: (asked.append(told[2]), ("", False))[1])
    windows.open_register(guarded)
    assert isinstance(windows.shown, StartWindow) and windows.shown.notices.isVisible()
    assert len(asked) == 1 and guarded in asked[0]
    windows.open_register(guarded, attended=False)
    assert len(asked) == 1, "nobody is there to answer"


def test_closing_the_register_leads_back_to_the_first_window(windows: Windows, tmp_path: Path) -> None:
    path = copy_demonstration(tmp_path)
    windows.open_register(str(path))
    assert isinstance(windows.shown, MainWindow)
    windows.shown.close_register()
    assert isinstance(windows.shown, StartWindow)
    assert windows.shown.recent_buttons[0].toolTip() == str(path)
    Register.open(path).close()


def test_a_register_that_cannot_be_opened_leads_to_the_first_window_with_the_sentence(
    windows: Windows, tmp_path: Path
) -> None:
    windows.open_register(str(tmp_path))
    assert isinstance(windows.shown, StartWindow)
    assert windows.shown.notices.isVisible()


def test_a_picture_of_the_window_is_saved_instead_of_waiting(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "catch_strays", lambda _tell: None)
    target = tmp_path / "window.png"
    assert application.run(str(copy_demonstration(tmp_path)), target) == 0
    assert target.read_bytes().startswith(b"\x89PNG")


def test_enter_presses_a_button_of_the_first_window(qtbot: QtBot) -> None:
    window = open_start(qtbot)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.new_button.setFocus()
    qtbot.keyClick(window.new_button, Qt.Key.Key_Return)
    assert window.new_form.isVisible()


def test_it_says_that_a_register_is_being_made(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_start(qtbot)
    choose_to_save(monkeypatch, tmp_path / "demo.tawsiya")
    told: list[tuple[str, bool]] = []

    def make(*_: object) -> Register:
        told.append((window.notices.words.text(), QApplication.overrideCursor() is not None))
        raise Refusal(message("This field cannot stay empty."))

    monkeypatch.setattr("desktop.records.demonstration.demonstration.create_demonstration", make)
    window.make_demonstration()
    assert told == [(window.surroundings.language.text("The register is being made…"), True)]
    assert QApplication.overrideCursor() is None


@pytest.mark.parametrize("language", LANGUAGE_CODES)
@pytest.mark.parametrize("text_size", [100, 200])
def test_everything_on_it_can_be_read_at_any_size_of_text(qtbot: QtBot, language: LanguageCode, text_size: int) -> None:
    settings = Settings(look="light", text_size=text_size, recent=["/home/amina/commission.tawsiya"])
    window = StartWindow(Surroundings(settings, Language(language)))
    qtbot.addWidget(window)
    window.resize(min(window.width(), 1366), min(window.height(), 728))
    window.show()
    assert not window.logo.pixmap().isNull()
    for show in (lambda: None, window.describe_new):
        show()
        for _ in range(5):
            QApplication.processEvents()
        assert find_faults(window) == []
    assert window.new_form.form.editors["country"].visibleRegion().boundingRect().height() > 20
    Surroundings(Settings(look="light"), Language("fr"))  # or what comes after it would be written as large

"""Trackers for institutions from the window: who is asked, written into a folder, or nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.language import LANGUAGE_CODES
from desktop.windows.documents.institutions_window import COUNT, NAME
from desktop.windows.documents.trackers_window import TrackersWindow
from desktop.windows.main_window import MainWindow
from tests.windows.frame import Ear, copy_demonstration, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.jobs.stop_all()
    shown.close()


def opened(qtbot: QtBot, window: MainWindow) -> TrackersWindow:
    action = next(each for each in window.menus.offered() if each[0].text == "Trackers for institutions…")
    action[3]()
    tops = QApplication.topLevelWidgets()
    shown = next(each for each in tops if isinstance(each, TrackersWindow) and each.isVisible())
    qtbot.waitUntil(lambda: shown.list.topLevelItemCount() > 0, timeout=10_000)
    return shown


def test_those_who_are_ticked_get_one(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    shown = opened(qtbot, window)
    assert len(shown.ticked) == shown.list.topLevelItemCount() > 3
    shown.none_button.click()
    assert not shown.write_button.isEnabled()
    for row in (0, 2):
        item = shown.list.topLevelItem(row)
        assert item is not None and int(item.text(COUNT)) > 0
        item.setCheckState(NAME, Qt.CheckState.Checked)
    assert "2" in shown.note.text()
    acronyms = {each.institution.acronym for each in shown.ticked}
    ear = Ear(window.desk)
    shown.write_button.click()
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=60_000)
    assert not ear.heard[-1].refused
    names = [path.name for path in folder.iterdir()]
    assert len(names) == 2 and all(any(f"-{acronym}-" in name for name in names) for acronym in acronyms)


def test_a_programme_or_a_body_is_chosen_of_which_they_are(qtbot: QtBot, window: MainWindow) -> None:
    shown = opened(qtbot, window)
    everybody = len(shown.ticked)
    counts = set()
    for place in range(1, shown.scopes.count()):
        assert shown.scopes.itemText(place)
        shown.scopes.setCurrentIndex(place)
        assert shown.scope is not None
        counts.add(len(shown.ticked))
        assert shown.write_button.isEnabled() == bool(shown.ticked)
    assert max(counts) <= everybody and len(counts) > 1
    shown.close()


def test_no_folder_no_tracker(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    shown = opened(qtbot, window)
    shown.write_button.click()
    assert shown.isVisible()
    shown.close()


def test_a_file_that_is_there_already_is_said(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    (tmp_path / "out").mkdir()
    shown = opened(qtbot, window)
    acronym = shown.ticked[0].institution.acronym
    (tmp_path / "out" / f"suivi-{acronym}-fr.xlsx").write_bytes(b"mine")
    name = window.desk.language.text("tracker")
    (tmp_path / "out" / f"{name}-{acronym}-fr.xlsx").write_bytes(b"mine")
    ear = Ear(window.desk)
    shown.write_button.click()
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=60_000)
    assert ear.heard[-1].refused
    assert all(path.read_bytes() == b"mine" for path in (tmp_path / "out").iterdir())


def test_it_speaks_each_language(qtbot: QtBot, window: MainWindow) -> None:
    shown = opened(qtbot, window)
    said = set()
    for code in LANGUAGE_CODES:
        window.desk.speak(code)
        said.add((shown.windowTitle(), shown.write_button.text(), shown.note.text()))
    assert len(said) == 3
    shown.close()

"""Documents written from the window, beside it, with a way out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import docx
import pypdf
import pytest
import vobject
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from desktop.language import Refusal, message
from desktop.outputs.minutes import MinutesPaper
from desktop.records.meetings.meeting import find_meeting_id
from desktop.windows.jobs import Job, Jobs, Tell
from desktop.windows.lists.meetings_page import MeetingsPage
from desktop.windows.main_window import MainWindow
from tests.windows.frame import Ear, copy_demonstration, open_dialog, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.jobs.stop_all()
    shown.desk.register.close()


def answer(window: MainWindow, monkeypatch: pytest.MonkeyPatch, target: Path, **values: object) -> None:
    """Answer the form that is open, and the file chooser after it."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog = open_dialog()
    for name, value in values.items():
        dialog.form.editors[name].set_value(value)
    dialog.accept()


def test_the_minutes_of_the_meeting_chosen_are_written_in_the_language_chosen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear(window.desk)
    window.go("meetings")
    window.menus.minutes.trigger()
    answer(window, monkeypatch, tmp_path / "pv", language="ar")
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=30_000)
    number = window.page_of(MeetingsPage).pane.number.text()
    reader = pypdf.PdfReader(tmp_path / "pv.pdf")
    assert number in "".join(page.extract_text() for page in reader.pages)
    assert [window.desk.say(door.words) for door in ear.heard[-1].doors] == ["Ouvrir", "Afficher dans le dossier"]


def test_the_tracker_of_one_institution_is_written(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear(window.desk)
    window.exports.tracker("DGSN")
    answer(window, monkeypatch, tmp_path / "suivi.xlsx", languages="fr")
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=30_000)
    assert not ear.heard[-1].refused
    cells = [cell for row in CalamineWorkbook.from_path(tmp_path / "suivi.xlsx").get_sheet_by_index(0).to_python()
             for cell in row]  # fmt: skip
    assert any(str(cell).startswith("ACT-") for cell in cells)


def test_a_tracker_is_written_in_two_languages_with_the_columns_chosen_which_are_kept(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear(window.desk)
    window.exports.tracker("DGSN")
    answer(window, monkeypatch, tmp_path / "suivi.xlsx", languages="fr+ar", columns=["narrative", "lead"])
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=30_000)
    assert not ear.heard[-1].refused
    headings = CalamineWorkbook.from_path(tmp_path / "suivi.xlsx").get_sheet_by_index(0).to_python()[4]
    assert len(headings) == 8 and headings[0] == "Numéro / الرقم"
    window.exports.tracker()
    assert set(open_dialog().form.editors["columns"].value()) == {"narrative", "lead"}
    open_dialog().reject()


def test_a_place_that_cannot_be_written_is_refused_with_a_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear(window.desk)
    window.exports.tracker()
    answer(window, monkeypatch, tmp_path / "nowhere" / "suivi.xlsx")
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=30_000)
    assert ear.heard[-1].refused
    assert not window.job_bar.isVisible()


def test_a_job_says_how_far_it_is_and_stops_when_asked(qtbot: QtBot, window: MainWindow) -> None:
    begun, seen = threading.Event(), []

    def work(tell: Tell) -> None:
        done = 0
        while tell(done, 100):
            done = min(done + 1, 99)
            begun.set()

    window.jobs.progressed.connect(lambda _job, done, _of: seen.append(done))
    job = Job(message("The tracker is being written…"), work, lambda: pytest.fail("it was stopped"))
    window.jobs.start(job)
    assert window.job_bar.isVisible()
    qtbot.waitUntil(lambda: begun.is_set() and bool(seen))
    with qtbot.waitSignal(window.jobs.ended):
        window.job_bar.stop_button.click()
    qtbot.waitUntil(lambda: not window.job_bar.isVisible())


def test_who_stops_a_job_too_late_is_told_that_it_is_done(qtbot: QtBot) -> None:
    jobs, begun, stopped, done = Jobs(QApplication.instance()), threading.Event(), threading.Event(), []

    def work(tell: Tell) -> None:
        assert tell(0, 1)
        begun.set()
        stopped.wait(10)  # what is left is not to be stopped any more: the file is put into its place

    job = Job(message("The tracker is being written…"), work, lambda: done.append(True))
    jobs.start(job)
    assert begun.wait(10)
    jobs.stop(job)
    stopped.set()
    qtbot.waitUntil(lambda: bool(done))
    jobs.stop_all()


def test_a_job_that_fails_ends_in_the_main_thread_with_a_sentence(qtbot: QtBot) -> None:
    jobs, threads, reasons = Jobs(QApplication.instance()), [], []

    def refuse(_tell: Tell) -> None:
        raise Refusal(message("The disk is full. Nothing was changed: make room and try again."))

    jobs.refused.connect(lambda reason: (reasons.append(reason), threads.append(threading.current_thread())))
    jobs.start(Job(message("The tracker is being written…"), refuse, lambda: pytest.fail("it was refused")))
    qtbot.waitUntil(lambda: bool(reasons))
    assert "disk" in reasons[0].text
    assert threads == [threading.main_thread()]
    jobs.stop_all()


def test_an_extract_is_asked_for_with_its_institution_languages_and_audience(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear(window.desk)
    with window.desk.reading() as session:
        meeting_id = find_meeting_id(session, "REU-2021-002")
    window.exports.minutes_paper(meeting_id, MinutesPaper.EXTRACT)
    answer(window, monkeypatch, tmp_path / "extrait", institution="MJ", languages="fr+ar", numbered=True)
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=30_000)
    assert not ear.heard[-1].refused
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "extrait.pdf").pages)
    assert "Extrait de procès-verbal" in text and "(MJ)" in text


@pytest.mark.parametrize("annexes", [False, True])
def test_an_extract_is_written_for_word_unless_annexes_are_to_follow(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, annexes: bool
) -> None:
    ear, offered = Ear(window.desk), []
    with window.desk.reading() as session:
        meeting_id = find_meeting_id(session, "REU-2021-002")

    def choose(_parent: object, _title: str, proposed: str, kinds: str) -> tuple[str, str]:
        offered.extend(kinds.split(";;"))
        return str(Path(proposed).with_name("extrait")), offered[-1]

    window.desk.place["folder"] = str(tmp_path)
    window.exports.minutes_paper(meeting_id, MinutesPaper.EXTRACT)
    dialog = open_dialog()
    for key, value in {"institution": "MJ", "languages": "ar", "annexes": annexes}.items():
        dialog.form.editors[key].set_value(value)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog.accept()
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=30_000)
    assert not ear.heard[-1].refused
    assert offered == (["PDF (*.pdf)"] if annexes else ["PDF (*.pdf)", "Word (*.docx)"])
    if annexes:
        assert pypdf.PdfReader(tmp_path / "extrait.pdf").pages
    else:
        said = "".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "extrait.docx")).paragraphs)
        assert "مستخرج" in said


def test_a_meeting_is_written_as_a_calendar_entry(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear(window.desk)
    with window.desk.reading() as session:
        meeting_id = find_meeting_id(session, "REU-2026-002")
    window.open_meeting(meeting_id)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "session"), ""))
    window.meeting_page.header.calendar_asked.emit()
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=30_000)
    entry = next(vobject.readComponents((tmp_path / "session.ics").read_text(encoding="utf-8"))).vevent
    assert "REU-2026-002" in entry.summary.value + entry.description.value

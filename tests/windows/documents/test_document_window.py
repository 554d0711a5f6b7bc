"""The documents of a meeting, looked at in the window, saved and printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdf
import pytest
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.codes import Audience, Level
from desktop.language import LANGUAGE_CODES, LanguageCode, message
from desktop.records.base import find
from desktop.records.meetings.meeting import Meeting, MeetingFilter, find_meeting_id, list_meeting_ids
from desktop.windows.documents.document_window import AUDIENCES, DocumentWindow, all_languages
from desktop.windows.documents.printing import Printing
from desktop.windows.main_window import MainWindow
from tests.windows.frame import Ear, copy_demonstration, open_window

HELD, TO_COME = "REU-2021-002", "REU-2026-002"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.jobs.stop_all()
    shown.close()


def meeting(window: MainWindow, number: str) -> str:
    with window.desk.reading() as session:
        return find_meeting_id(session, number)


def opened(qtbot: QtBot, window: MainWindow, number: str, key: str | None = None) -> DocumentWindow:
    window.exports.documents(meeting(window, number), key)
    return visible(qtbot)


def visible(qtbot: QtBot) -> DocumentWindow:
    windows = QApplication.topLevelWidgets()
    shown = next(each for each in windows if isinstance(each, DocumentWindow) and each.isVisible())
    wait_for_page(qtbot, shown)
    return shown


def wait_for_page(qtbot: QtBot, shown: DocumentWindow) -> None:
    qtbot.waitUntil(
        lambda: shown.save_button.isEnabled() and not shown.pages.picture.pixmap().isNull() and shown.pages.isVisible(),
        timeout=30_000,
    )


def choose(monkeypatch: pytest.MonkeyPatch, target: Path, kind: str = "PDF (*.pdf)") -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), kind))


def saved(qtbot: QtBot, shown: DocumentWindow) -> None:
    ear = Ear(shown.desk)
    shown.save_button.click()
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=30_000)
    assert not ear.heard[-1].refused


@pytest.mark.parametrize(("number", "first"), [(HELD, "minutes"), (TO_COME, "notice")])
def test_what_is_next_is_shown_first(qtbot: QtBot, window: MainWindow, number: str, first: str) -> None:
    shown = opened(qtbot, window, number)
    assert shown.paper.key == first
    assert number in shown.windowTitle()
    shown.close()


def test_every_paper_is_shown_in_every_language(qtbot: QtBot, window: MainWindow) -> None:
    shown = opened(qtbot, window, TO_COME)
    for place in range(shown.paper_choice.count()):
        shown.paper_choice.setCurrentIndex(place)
        shown.audiences.setCurrentIndex(0)
        wanted: tuple[tuple[LanguageCode, ...], ...] = (("ar",), ("fr", "ar"))
        for codes in wanted:
            shown.languages.setCurrentIndex(all_languages().index(codes))
            shown.pages.picture.clear()
            wait_for_page(qtbot, shown)
            assert shown.codes == codes
    assert shown.paper_choice.count() == 9
    shown.close()


def test_pages_are_leafed_through(qtbot: QtBot, window: MainWindow) -> None:
    shown = opened(qtbot, window, HELD, "minutes")
    assert shown.pages.pages > 1
    shown.pages.on.click()
    shown.pages.picture.clear()
    wait_for_page(qtbot, shown)
    assert shown.pages.page == 1
    shown.close()


@pytest.mark.parametrize(("name", "kind"), [("pv", "PDF (*.pdf)"), ("pv.pdf", ""), ("pv.pdf", "PDF (*.pdf)")])
def test_it_is_saved_as_pdf(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    shown = opened(qtbot, window, HELD, "minutes")
    shown.languages.setCurrentIndex(all_languages().index(("ar",)))
    choose(monkeypatch, tmp_path / name, kind)
    saved(qtbot, shown)
    assert HELD in "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "pv.pdf").pages)
    shown.close()


@pytest.mark.parametrize(("name", "kind"), [("pv", "Word (*.docx)"), ("pv.docx", ""), ("pv.pdf", "Word (*.docx)")])
def test_it_is_saved_for_word(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    shown = opened(qtbot, window, HELD, "minutes")
    choose(monkeypatch, tmp_path / name, kind)
    saved(qtbot, shown)
    package: Any = docx.Document(str(tmp_path / "pv.docx"))
    assert any(HELD in paragraph.text for paragraph in package.paragraphs)
    shown.close()


def test_a_password_is_typed_twice_and_closes_the_pdf(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = opened(qtbot, window, HELD, "minutes")
    choose(monkeypatch, tmp_path / "pv.pdf")
    assert not shown.password.isVisible()
    shown.protect.setChecked(True)
    for first, second in (("", ""), ("secret", "sceret")):
        shown.password.setText(first)
        shown.again.setText(second)
        shown.save_button.click()
        assert shown.error.isVisible()
        assert not (tmp_path / "pv.pdf").exists()
    shown.again.setText("secret")
    saved(qtbot, shown)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / "pv.pdf")
    pikepdf.open(tmp_path / "pv.pdf", password="secret").close()
    shown.protect.setChecked(False)
    assert shown.password.text() == ""
    shown.close()


def test_what_an_audience_may_not_see_is_said_in_the_pages_place(qtbot: QtBot, window: MainWindow) -> None:
    with window.desk.register.changing(message("test")) as session:
        find(session, Meeting, find_meeting_id(session, HELD)).level = Level.INTERNAL
    shown = opened(qtbot, window, HELD, "minutes")
    shown.audiences.setCurrentIndex(AUDIENCES.index(Audience.PUBLIC))
    qtbot.waitUntil(lambda: bool(shown.words.text()) and not shown.pages.isVisible())
    assert not shown.save_button.isEnabled()
    shown.audiences.setCurrentIndex(0)
    wait_for_page(qtbot, shown)
    shown.close()


def test_it_is_printed_page_by_page_as_it_lies(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    for key, lies in (("minutes", False), ("plates", True)):
        shown = opened(qtbot, window, HELD, key)
        pages = shown.pages.pages
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / f"{key}.pdf"))
        assert shown._file is not None
        printing = Printing(window.desk, shown._file, "Test", shown)
        with qtbot.waitSignal(printing.finished, timeout=60_000):
            printing.print_on(printer)
        printed = pypdf.PdfReader(tmp_path / f"{key}.pdf")
        assert len(printed.pages) == pages
        assert (printer.pageLayout().orientation() is QPageLayout.Orientation.Landscape) == lies
        shown.close()


def test_only_the_pages_asked_for_are_printed(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    shown = opened(qtbot, window, HELD, "minutes")
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "one.pdf"))
    printer.setFromTo(2, 2)
    assert shown._file is not None
    printing = Printing(window.desk, shown._file, "Test", shown)
    with qtbot.waitSignal(printing.finished, timeout=60_000):
        printing.print_on(printer)
    assert len(pypdf.PdfReader(tmp_path / "one.pdf").pages) == 1
    shown.close()


def test_it_speaks_the_windows_language_and_goes_on_when_that_changes(qtbot: QtBot, window: MainWindow) -> None:
    shown = opened(qtbot, window, HELD, "minutes")
    said = set()
    for code in LANGUAGE_CODES:
        window.desk.speak(code)
        said.add((shown.save_button.text(), shown.paper_choice.currentText(), shown.languages.itemText(3)))
        assert shown.paper.key == "minutes"
        assert shown.codes == ("fr",)
    assert len(said) == 3
    shown.close()


def test_the_page_of_a_meeting_leads_to_its_documents(qtbot: QtBot, window: MainWindow) -> None:
    with window.desk.reading() as session:
        chosen = list_meeting_ids(session, MeetingFilter(), "fr")[0]
    window.open_meeting(chosen)
    menu = window.meeting_page.header.minutes_button.menu()
    assert menu is not None
    menu.actions()[0].trigger()
    visible(qtbot).close()


def test_reports_are_offered_by_year_programme_source_and_institution(qtbot: QtBot, window: MainWindow) -> None:
    window.exports.reports()
    shown = visible(qtbot)
    keys = [paper.key for paper in shown.papers]
    assert {key.split()[0] for key in keys} == {"annual", "programme", "cycle", "institution"}
    assert shown.audience is Audience.PARTNERS
    shown.paper_choice.setCurrentIndex(keys.index("institution MSISF"))
    shown.pages.picture.clear()
    wait_for_page(qtbot, shown)
    shown.close()

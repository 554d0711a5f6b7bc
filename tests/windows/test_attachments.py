"""The files of a record in the window: dropped on it, seen, opened with care, saved, taken away and brought back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.codes import AttachmentKind
from desktop.records.attachment import AttachmentRow, list_attachments
from desktop.records.content import Content
from desktop.records.subject import Subject
from desktop.windows.attachments import attachment_panel, copies, pdf_process, preview
from desktop.windows.attachments.attachment_panel import AttachmentPanel, free_name
from desktop.windows.lists.action_pane import ActionPane
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.lists.meetings_page import MeetingsPage
from desktop.windows.main_window import MainWindow
from tests.windows.frame import Ear, copy_demonstration, open_dialog, open_window
from tests.windows.pdf_sample import write_encrypted_pdf, write_many_pages, write_pdf, write_truncated_pdf


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    window = open_window(qtbot, copy_demonstration(tmp_path))
    window.go("actions")
    return window


@pytest.fixture
def panel(window: MainWindow) -> AttachmentPanel:
    """The files of the first action of the list, on the screen."""
    pane = window.page_of(ActionsPage).pane
    assert isinstance(pane, ActionPane) and pane.attachments is not None
    pane.tabs.setCurrentWidget(pane.attachments)
    return pane.attachments


def drop(target: QWidget, *paths: Path) -> bool:
    """Drag files over a widget and let them go, as a file manager does; whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(QPoint(5, 5), actions, data, buttons, keys)
    QApplication.sendEvent(target, enter)
    event = QDropEvent(QPointF(5, 5), actions, data, buttons, keys)
    QApplication.sendEvent(target, event)
    return enter.isAccepted() and event.isAccepted() and event.dropAction() == Qt.DropAction.CopyAction


def rows(window: MainWindow, panel: AttachmentPanel) -> list[AttachmentRow]:
    """What the register says hangs on the action."""
    with window.desk.reading() as session:
        return list_attachments(session, next(iter(panel.subjects)))


def contents(window: MainWindow) -> int:
    """How many different contents the register keeps."""
    with window.desk.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Content)) or 0


def attach(qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, *paths: Path) -> None:
    before = len(rows(window, panel))
    panel.attach(paths)
    qtbot.waitUntil(lambda: len(rows(window, panel)) == before + len(paths))
    qtbot.waitUntil(lambda: not window.jobs.running)


# --- coming in --------------------------------------------------------------------------------------------------------


def test_a_file_dropped_on_the_record_is_attached_and_undo_takes_it_away(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path
) -> None:
    ear = Ear(window.desk)
    path = write_pdf(tmp_path / "preuve – دليل.pdf")
    assert drop(window.page_of(ActionsPage).pane, path)
    qtbot.waitUntil(lambda: bool(ear.heard))
    [row] = rows(window, panel)
    assert (row.file_name, row.kind) == (path.name, AttachmentKind.EVIDENCE)
    assert panel.list.current() == row
    number = window.page_of(ActionsPage).pane.number.text()
    assert window.desk.say(ear.last) == f"{path.name} joint à {number}"
    assert window.page_of(ActionsPage).pane.tabs.tabText(2) == "Pièces (1)"
    window.desk.undo()
    assert rows(window, panel) == []
    assert panel.list.attachments.rowCount() == 0 and panel.nothing.isVisible()
    window.desk.redo()
    assert [each.file_name for each in rows(window, panel)] == [path.name]


def test_a_file_dropped_on_a_text_field_is_attached_and_its_address_not_written_into_the_text(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path
) -> None:
    pane = window.page_of(ActionsPage).pane
    pane.tabs.setCurrentIndex(0)
    field = next(each for each in pane.form.findChildren(QLineEdit) if each.isVisible() and not each.isReadOnly())
    before = field.text()
    assert drop(field, write_pdf(tmp_path / "a.pdf"))
    qtbot.waitUntil(lambda: len(rows(window, panel)) == 1)
    assert field.text() == before and not pane.dirty


def test_several_files_are_one_step_and_the_same_content_is_stored_once(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path
) -> None:
    first = write_pdf(tmp_path / "a.pdf")
    second = tmp_path / "b.pdf"
    second.write_bytes(first.read_bytes())
    before = contents(window)
    attach(qtbot, window, panel, first, second)
    assert len({row.sha256 for row in rows(window, panel)}) == 1
    assert contents(window) == before + 1
    window.desk.undo()
    assert rows(window, panel) == []


def test_200_megabytes_are_refused_with_a_sentence_and_not_read_and_the_rest_is_attached(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear(window.desk)
    large = tmp_path / "film.mp4"
    with large.open("wb") as stream:
        stream.truncate(200_000_000)
    opened: list[Path] = []
    real = Path.open
    monkeypatch.setattr(Path, "open", lambda self, *a, **k: (opened.append(self), real(self, *a, **k))[1])
    assert drop(panel, large, write_pdf(tmp_path / "a.pdf"))
    assert ear.heard[0].refused and "200 Mo" in window.desk.say(ear.heard[0].words)
    qtbot.waitUntil(lambda: len(rows(window, panel)) == 1)
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert large not in opened


def test_a_folder_is_refused_with_a_sentence(window: MainWindow, panel: AttachmentPanel, tmp_path: Path) -> None:
    ear = Ear(window.desk)
    assert drop(panel, tmp_path)
    assert ear.heard[-1].refused and "dossier" in window.desk.say(ear.last)
    assert rows(window, panel) == []


def test_adding_says_how_far_it_is_and_stopped_it_leaves_nothing(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path
) -> None:
    large = tmp_path / "large.bin"
    large.write_bytes(bytes(range(256)) * 100_000)
    before = contents(window)
    told: list[tuple[int, int]] = []
    waiting = threading.Event()

    def on_progress(_job: object, done: int, of: int) -> None:
        told.append((done, of))
        window.jobs.stop(window.jobs.running[0])
        waiting.set()

    window.jobs.progressed.connect(on_progress, Qt.ConnectionType.DirectConnection)
    panel.attach([large])
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert waiting.is_set() and told[0][1] == 51_200 and 0 < told[0][0] <= told[0][1]
    assert rows(window, panel) == []
    assert contents(window) == before
    assert not window.job_bar.isVisible()


def test_a_picture_copied_elsewhere_is_pasted_as_a_file(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel
) -> None:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    data = QMimeData()
    data.setImageData(image)
    QGuiApplication.clipboard().setMimeData(data)
    panel.add_button.setFocus()
    qtbot.keyClick(panel.add_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(rows(window, panel)) == 1)
    assert rows(window, panel)[0].file_name.endswith(".png")
    qtbot.waitUntil(lambda: not window.jobs.running)


def test_pasting_without_a_file_says_so(window: MainWindow, panel: AttachmentPanel) -> None:
    ear = Ear(window.desk)
    QGuiApplication.clipboard().setText("un texte")
    panel.paste()
    assert ear.heard[-1].refused


def test_a_file_goes_to_the_progress_update_that_is_chosen(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path
) -> None:
    page = window.page_of(ActionsPage)
    for position in range(page.model.rowCount()):
        page.table.choose(page.model.id_at(position))
        if len(panel.subjects) > 1:
            break
    update = list(panel.subjects)[1]
    assert update.kind == "progress_update"
    panel.whose.set_value(update)
    panel.attach([write_pdf(tmp_path / "a.pdf")])
    qtbot.waitUntil(lambda: panel.list.attachments.rowCount() == 1)
    [line] = panel.list.attachments.lines
    assert line.row.subject == update and line.whose == panel.subjects[update]
    assert panel.whose.value() == update


# --- what is said of it -----------------------------------------------------------------------------------------------


def test_a_file_is_described_and_a_date_after_today_is_refused_in_the_form(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path
) -> None:
    attach(qtbot, window, panel, write_pdf(tmp_path / "a.pdf"))
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_F2)
    dialog = open_dialog()
    form = dialog.form
    form.editors["kind"].set_value(AttachmentKind.REPORT)
    form.editors["language"].set_value("ar")
    form.editors["document_date"].set_value(window.desk.today.replace(year=window.desk.today.year + 1))
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible() and form.errors["document_date"].isVisible()
    day = window.desk.today.replace(year=window.desk.today.year - 1, day=1)
    form.editors["document_date"].set_value(day)
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    [row] = rows(window, panel)
    assert (row.kind, row.language, row.document_date) == (AttachmentKind.REPORT, "ar", day)
    assert row.added_on == window.desk.today
    facts = panel.list.attachments.facts(panel.list.attachments.lines[0])
    assert "rapport" in facts and "العربية" in facts


def test_taking_a_file_away_can_be_undone(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path
) -> None:
    ear = Ear(window.desk)
    attach(qtbot, window, panel, write_pdf(tmp_path / "a.pdf"))
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert rows(window, panel) == []
    [undo] = ear.heard[-1].doors
    undo.go()
    assert [row.file_name for row in rows(window, panel)] == ["a.pdf"]


# --- opening and saving -----------------------------------------------------------------------------------------------


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the computer's programs were asked to open."""
    asked: list[Path] = []

    def open_url(url: QUrl) -> bool:
        asked.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(attachment_panel.QDesktopServices, "openUrl", open_url)
    return asked


def test_what_is_opened_is_a_read_only_copy_in_a_private_folder_that_goes_with_the_window(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path, opened: list[Path]
) -> None:
    path = write_pdf(tmp_path / "a.pdf")
    attach(qtbot, window, panel, path)
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    [copy] = opened
    assert copy.read_bytes() == path.read_bytes() and copy != path
    assert copy.stat().st_mode & 0o777 == 0o400
    assert copies.Copies.of(window.desk).folder.stat().st_mode & 0o777 == 0o700
    window.close()
    assert not copy.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("facture.pdf.exe", b"anything"),
        ("rapport.pdf", b"MZ\x90\x00 a Windows program"),
        ("rapport.txt", b"\x7fELF"),
        ("aide.DESKTOP", b"[Desktop Entry]"),
        ("a\u202efdp.exe", b"anything"),
    ],
)
def test_a_program_is_not_opened(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path, opened: list[Path], name: str,
    content: bytes,
) -> None:  # fmt: skip
    ear = Ear(window.desk)
    path = tmp_path / name
    path.write_bytes(content)
    attach(qtbot, window, panel, path)
    heard = len(ear.heard)
    panel.open(rows(window, panel)[0])
    qtbot.waitUntil(lambda: len(ear.heard) > heard)
    assert ear.heard[-1].refused and not ear.heard[-1].doors and not opened
    assert "\u202e" not in window.desk.say(ear.last)


def test_a_document_that_may_hold_a_program_is_opened_only_after_a_warning(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path, opened: list[Path]
) -> None:
    ear = Ear(window.desk)
    path = tmp_path / "tableau.xlsm"
    path.write_bytes(b"PK\x03\x04")
    attach(qtbot, window, panel, path)
    heard = len(ear.heard)
    panel.open(rows(window, panel)[0])
    qtbot.waitUntil(lambda: len(ear.heard) > heard)
    assert not opened
    [door] = ear.heard[-1].doors
    door.go()
    assert [each.name for each in opened] == ["tableau.xlsm"]


def test_all_files_are_saved_into_a_folder_and_none_there_is_written_over(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = tmp_path / "1" / "a.txt", tmp_path / "2" / "a.txt"
    for path, text in ((one, "un"), (other, "deux")):
        path.parent.mkdir()
        path.write_text(text)
        attach(qtbot, window, panel, path)
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_text("already there")
    monkeypatch.setattr(attachment_panel.QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    panel.save_all()
    qtbot.waitUntil(lambda: not window.jobs.running)
    found = {path.name: path.read_text() for path in folder.iterdir()}
    assert found == {"a.txt": "already there", "a (2).txt": "un", "a (3).txt": "deux"}


def test_a_free_name_is_one_that_nobody_has(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert free_name(tmp_path / "a.pdf", {tmp_path / "a (2).pdf"}) == tmp_path / "a (3).pdf"
    assert free_name(tmp_path / "b.pdf", set()) == tmp_path / "b.pdf"


# --- seeing -----------------------------------------------------------------------------------------------------------


def is_drawn(panel: AttachmentPanel) -> bool:
    return panel.preview.shown is panel.preview.pages and not panel.preview.pages.picture.pixmap().isNull()


def test_a_pdf_is_shown_page_by_page_with_the_keyboard_and_made_larger(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path
) -> None:
    attach(qtbot, window, panel, write_pdf(tmp_path / "a.pdf", pages=2))
    qtbot.waitUntil(lambda: is_drawn(panel))
    pages = panel.preview.pages
    # the bar of the first page is dark green, that of the second a light one
    assert pages.picture.pixmap().toImage().pixelColor(100, 60).green() == 102
    width = pages.picture.width()
    pages.setFocus()
    qtbot.keyClick(pages, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: pages.picture.pixmap().toImage().pixelColor(100, 60).green() == 204)
    assert pages.page == 1 and not pages.on.isEnabled() and "2" in pages.where.text()
    qtbot.keyClick(pages, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: pages.picture.width() > width * 1.2)
    qtbot.keyClick(pages, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: pages.picture.width() == width)
    qtbot.keyClick(pages, Qt.Key.Key_Home)
    assert pages.page == 0


def sentence(qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, path: Path) -> str:
    """What the preview says in place of a file."""
    attach(qtbot, window, panel, path)
    being_read = window.desk.language.text("Being read…")
    qtbot.waitUntil(lambda: panel.preview.shown is None and panel.preview.words.text() != being_read)
    return panel.preview.words.text()


def test_a_pdf_that_is_locked_or_damaged_costs_a_sentence(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path
) -> None:
    assert "mot de passe" in sentence(qtbot, window, panel, write_encrypted_pdf(tmp_path / "locked.pdf"))
    window.desk.undo()
    assert "endommagé" in sentence(qtbot, window, panel, write_truncated_pdf(tmp_path / "cut.pdf"))


def test_a_pdf_of_ten_thousand_pages_and_one_with_a_huge_page_are_shown_as_any_other(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path
) -> None:
    attach(qtbot, window, panel, write_many_pages(tmp_path / "many.pdf", 10_000))
    qtbot.waitUntil(lambda: is_drawn(panel), timeout=20_000)
    assert panel.preview.pages.pages == 10_000
    panel.preview.pages.turn(9_999)
    assert panel.preview.pages.page == 9_999
    window.desk.undo()
    attach(qtbot, window, panel, write_pdf(tmp_path / "huge.pdf", 1, size=(3, 1_000_000)))
    qtbot.waitUntil(lambda: panel.preview.pages.pages == 1 and is_drawn(panel), timeout=20_000)
    drawn = panel.preview.pages.picture.pixmap()
    assert drawn.width() * drawn.height() <= 12_000_000


def test_a_pdf_that_brings_down_what_draws_it_costs_a_sentence(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "falls_over.py"
    program.write_text("import os, sys\nprint('{\"pages\": 2}', flush=True)\nsys.stdin.readline()\nos.abort()\n")
    real = pdf_process.own_program()
    monkeypatch.setattr(pdf_process, "own_program", lambda: [real[0], str(program)])
    assert "endommagé" in sentence(qtbot, window, panel, write_pdf(tmp_path / "a.pdf"))


def test_a_page_that_is_never_drawn_is_given_up(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "never_ends.py"
    program.write_text("import time\nprint('{\"pages\": 2}', flush=True)\ntime.sleep(600)\n")
    real = pdf_process.own_program()
    monkeypatch.setattr(pdf_process, "own_program", lambda: [real[0], str(program)])
    panel.preview.pdf._clock.setInterval(300)
    assert "trop de temps" in sentence(qtbot, window, panel, write_pdf(tmp_path / "a.pdf"))


def test_a_picture_is_shown_and_a_damaged_one_costs_a_sentence(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path
) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    image.save(str(tmp_path / "a.png"))
    attach(qtbot, window, panel, tmp_path / "a.png")
    qtbot.waitUntil(lambda: is_drawn(panel))
    assert panel.preview.pages.picture.pixmap().toImage().pixelColor(20, 20) == QColor("blue")
    damaged = tmp_path / "b.png"
    damaged.write_bytes((tmp_path / "a.png").read_bytes()[:20])
    assert "endommagée" in sentence(qtbot, window, panel, damaged)


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("Procès-verbal".encode(), "Procès-verbal"),
        ("Procès-verbal".encode("cp1252"), "Procès-verbal"),
        ("محضر الاجتماع".encode(), "محضر الاجتماع"),
        ("محضر الاجتماع".encode("cp1256"), "محضر الاجتماع"),
        ("محضر".encode("utf-16"), "محضر"),
    ],
)
def test_a_text_is_read_in_whatever_encoding_it_came(tmp_path: Path, content: bytes, shown: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert preview.read_text(path) == shown


def test_what_cannot_be_shown_says_what_it_is(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04\0\0\0\0")
    assert "Word" in sentence(qtbot, window, panel, path)


def test_out_of_sight_a_preview_lets_go_of_its_process(
    qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path
) -> None:
    attach(qtbot, window, panel, write_pdf(tmp_path / "a.pdf"))
    qtbot.waitUntil(lambda: is_drawn(panel))
    window.go("today")
    assert panel.preview.pdf._process is None
    window.go("actions")
    qtbot.waitUntil(lambda: is_drawn(panel) and panel.preview.pdf._process is not None)


def test_space_shows_a_file_large(qtbot: QtBot, window: MainWindow, panel: AttachmentPanel, tmp_path: Path) -> None:
    attach(qtbot, window, panel, write_pdf(tmp_path / "a.pdf"))
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    large = panel.large
    assert large is not None
    qtbot.waitUntil(lambda: large.preview.shown is large.preview.pages)
    qtbot.keyClick(large, Qt.Key.Key_Escape)
    assert not large.isVisible() and large.preview.pdf._process is None


def test_the_page_of_a_meeting_has_the_files_of_its_items_and_decisions(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.go("meetings")
    shown = window.page_of(MeetingsPage).table.chosen_id
    assert shown is not None
    window.open_meeting(shown)
    files = window.meeting_page.files
    assert {subject.kind for subject in files.subjects} >= {"meeting", "agenda_item"}
    item = next(subject for subject in files.subjects if subject.kind == "agenda_item")
    window.meeting_page.show_tab(2)
    files.whose.set_value(item)
    assert drop(window.meeting_page, write_pdf(tmp_path / "projet.pdf"))
    qtbot.waitUntil(lambda: files.list.attachments.rowCount() == 1)
    with window.desk.reading() as session:
        [row] = list_attachments(session, Subject("agenda_item", item.id))
    assert (row.file_name, row.kind) == ("projet.pdf", AttachmentKind.AGENDA_DOCUMENT)
    assert window.meeting_page.tabs.tabText(2) == "Pièces (1)"

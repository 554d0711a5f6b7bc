"""A returned tracker in the window: dropped or chosen, looked through, put right, taken in, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.codes import ActionStatus
from desktop.documents.excel import tracker_columns as columns
from desktop.documents.excel.tracker_columns import COLUMNS, FIRST_ROW
from desktop.intake.comparison import LineKind
from desktop.intake.returned_tracker import FIELDS
from desktop.language import LANGUAGE_CODES
from desktop.outputs.trackers import export_tracker
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.windows.main_window import MainWindow
from desktop.windows.review.line_detail import PROPOSED, REMARK
from desktop.windows.review.review_window import ReviewWindow
from tests.windows.frame import Ear, copy_demonstration, open_window

K = LineKind


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.jobs.stop_all()
    shown.close()


@pytest.fixture
def returned(window: MainWindow, tmp_path: Path) -> Path:
    """The Ministry of Justice's tracker, with four of its running actions answered in different ways."""
    path = tmp_path / "suivi MJ.xlsx"
    export_tracker(window.desk.register, "MJ", ["fr"], path)
    book = openpyxl.load_workbook(path)
    sheet: Any = book.worksheets[0]

    def place(column: columns.Column) -> int:
        return COLUMNS.index(column) + 1

    running = [row for row in range(FIRST_ROW, sheet.max_row + 1)
               if sheet.cell(row, place(columns.STATUS)).value == "en cours"]  # fmt: skip
    answers = (
        (columns.STATUS, "fait"), (columns.OBSTACLES, "قلة الموارد"), (columns.STATUS, "presque"),
        (columns.STATUS, "vérifiée"),
    )  # fmt: skip
    for row, (column, value) in zip(running, answers, strict=False):
        sheet.cell(row, place(column)).value = value
    book.save(path)
    return path


def reviewed(qtbot: QtBot, window: MainWindow, path: Path) -> ReviewWindow:
    window.intake.open(path)
    return opened(qtbot)


def opened(qtbot: QtBot) -> ReviewWindow:
    def find() -> list[ReviewWindow]:
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, ReviewWindow) and each.isVisible()]

    qtbot.waitUntil(lambda: len(find()) == 1, timeout=20_000)
    return find()[0]


def statuses(window: MainWindow) -> list[ActionStatus]:
    with window.desk.reading() as session:
        ids = list_action_ids(session, ActionFilter(), "fr")
        return [row.status for row in list_actions(session, ids)]


def place_of(shown: ReviewWindow, kind: LineKind) -> int:
    return next(place for place, line in enumerate(shown.review.lines) if line.kind is kind)


def look_at(shown: ReviewWindow, place: int) -> None:
    shown.lines.setCurrentItem(next(item for item in shown.lines._items() if shown.lines._place(item) == place))


def test_what_is_ticked_is_taken_in_and_can_be_undone(qtbot: QtBot, window: MainWindow, returned: Path) -> None:
    before, ear = statuses(window), Ear(window.desk)
    shown = reviewed(qtbot, window, returned)
    assert len(shown.lines.ticked) == 2 and shown.accept_button.isEnabled()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    qtbot.keyClick(shown.lines, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(shown.review.of_kind(K.CHANGED)) == 0, timeout=20_000)
    assert ear.last.count == 2
    assert statuses(window).count(ActionStatus.REPORTED) == before.count(ActionStatus.REPORTED) + 1
    assert not shown.lines.ticked and not shown.accept_button.isEnabled()
    window.desk.undo()
    assert statuses(window) == before
    assert len(shown.review.of_kind(K.CHANGED)) == 2, "the window compares anew"


def test_a_cell_is_put_right_by_typing(qtbot: QtBot, window: MainWindow, returned: Path) -> None:
    shown = reviewed(qtbot, window, returned)
    place = place_of(shown, K.UNCLEAR)
    look_at(shown, place)
    table, row = shown.detail.table, list(FIELDS).index("status")
    remark = table.item(row, REMARK)
    assert remark is not None and "presque" in remark.text()

    table.setFocus()
    table.setCurrentCell(row, PROPOSED)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    (editor,) = table.viewport().findChildren(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "done")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.review.lines[place].kind is K.CHANGED)
    assert place in shown.lines.ticked
    assert shown.lines.looked_at == place, "one goes on where one was"
    item = shown.detail.table.item(row, PROPOSED)
    assert item is not None and item.text() == "déclarée réalisée"


def test_what_is_emptied_is_left_out(qtbot: QtBot, window: MainWindow, returned: Path) -> None:
    shown = reviewed(qtbot, window, returned)
    place = place_of(shown, K.REFUSED)
    look_at(shown, place)
    item = shown.detail.table.item(list(FIELDS).index("status"), PROPOSED)
    assert item is not None
    item.setText("")
    assert shown.review.lines[place].kind is K.UNCHANGED


def test_what_is_refused_is_remembered(qtbot: QtBot, window: MainWindow, returned: Path) -> None:
    shown = reviewed(qtbot, window, returned)
    look_at(shown, place_of(shown, K.UNCLEAR))
    qtbot.mouseClick(shown.refuse_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(shown.review.of_kind(K.DECIDED)) == 1, timeout=20_000)
    shown.close()
    again = reviewed(qtbot, window, returned)
    assert not again.review.of_kind(K.UNCLEAR)
    again.close()


def test_a_tick_on_a_heading_takes_all_of_its_kind(qtbot: QtBot, window: MainWindow, returned: Path) -> None:
    shown = reviewed(qtbot, window, returned)
    head = shown.lines.topLevelItem(0)
    assert head is not None
    head.setCheckState(0, Qt.CheckState.Unchecked)
    assert not shown.lines.ticked
    shown.lines.setFocus()
    shown.lines.setCurrentItem(head)
    qtbot.keyClick(shown.lines, Qt.Key.Key_Space)
    assert len(shown.lines.ticked) == 2


def test_a_tracker_dropped_on_the_window_is_read(qtbot: QtBot, window: MainWindow, returned: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(returned))])
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(QPoint(5, 5), actions, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, enter)
    drop = QDropEvent(QPointF(5, 5), actions, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, drop)
    assert enter.isAccepted() and drop.dropAction() == Qt.DropAction.CopyAction
    opened(qtbot).close()


def test_a_file_that_is_none_gets_a_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lettre.xlsx"
    path.write_bytes(b"%PDF-1.7 ...")
    ear = Ear(window.desk)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    window.intake.choose_tracker()
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=20_000)
    assert ear.heard[-1].refused


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_it_speaks_every_language(qtbot: QtBot, window: MainWindow, returned: Path, code: str) -> None:
    shown = reviewed(qtbot, window, returned)
    window.desk.speak(code)  # type: ignore[arg-type]
    titles = {"fr": "Tableau de suivi retourné", "ar": "جدول تتبع معاد", "en": "Tracker that came back"}
    assert shown.windowTitle() == titles[code]
    names = {"fr": "Réponse de l’institution", "ar": "جواب المؤسسة", "en": "From the institution"}
    heading = shown.detail.table.horizontalHeaderItem(PROPOSED)
    assert heading is not None and heading.text() == names[code]
    assert (shown.layoutDirection() == Qt.LayoutDirection.RightToLeft) == (code == "ar")
    shown.close()

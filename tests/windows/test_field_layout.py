"""The fields of a form stand in pairs where there is room, and one under the other where there is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.language import Language, LanguageCode, message
from desktop.settings import Settings
from desktop.windows.desk import Surroundings
from desktop.windows.forms.field_layout import FieldLayout
from desktop.windows.forms.form import Field, Form, Kind

KEPT: list[QWidget] = []
"""The forms of a test: without anybody to hold them they would be gone before they are looked at."""


@pytest.fixture(autouse=True)
def _let_go() -> Iterator[None]:
    yield
    KEPT.clear()


def cells(qtbot: QtBot, halves: list[bool], width: int, least: int = 100) -> list[QWidget]:
    form = QWidget()
    KEPT.append(form)
    qtbot.addWidget(form)
    layout = FieldLayout(form, 12)
    made = []
    for half in halves:
        cell = QLabel("x")
        cell.setMinimumWidth(least)
        layout.add_field(cell, half)
        made.append(cell)
    form.resize(width, 400)
    form.show()
    QApplication.processEvents()
    return made


def test_two_halves_share_a_line_where_both_have_room(qtbot: QtBot) -> None:
    first, second, whole = cells(qtbot, [True, True, False], 400)
    assert first.y() == second.y()
    assert first.width() == second.width() == 194
    assert whole.y() > first.y()
    assert whole.width() == 400


def test_a_pair_without_room_stands_one_under_the_other_at_full_width(qtbot: QtBot) -> None:
    first, second = cells(qtbot, [True, True], 300, least=160)
    assert second.y() > first.y()
    assert first.width() == second.width() == 300


def test_a_half_alone_takes_half_a_line_and_none_that_is_hidden_is_counted(qtbot: QtBot) -> None:
    first, hidden, third = cells(qtbot, [True, True, True], 400)
    hidden.hide()
    QApplication.processEvents()
    assert first.y() == third.y()
    [alone, _] = cells(qtbot, [True, False], 400)
    assert alone.width() == 194


def test_right_to_left_the_first_of_a_pair_stands_at_the_right(qtbot: QtBot) -> None:
    first, second = cells(qtbot, [True, True], 400)
    KEPT[-1].setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    assert first.x() > second.x()
    assert first.geometry().right() == 399


@pytest.mark.parametrize("code", ["fr", "ar"])
@pytest.mark.parametrize("text_size", [100, 200])
def test_no_label_is_cut_off_whatever_the_size_of_text(qtbot: QtBot, code: LanguageCode, text_size: int) -> None:
    spoken = Surroundings(Settings(look="light", text_size=text_size), Language(code, "MA"))
    fields = (
        Field("one", message("Second call after (days)"), Kind.NUMBER, half=True),
        Field("two", message("Share of the voting members"), half=True),
        Field("three", message("Institution"), half=True),
    )
    form = Form(spoken, fields)
    qtbot.addWidget(form)
    form.resize(max(form.minimumSizeHint().width(), 300), 600)
    form.show()
    QApplication.processEvents()
    labels = [label for label in form.findChildren(QLabel) if label.isVisible() and label.text()]
    assert len(labels) >= 3
    for label in labels:
        if label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
        else:
            assert label.width() >= label.sizeHint().width(), label.text()
    Surroundings(Settings(look="light"), Language("fr", "MA"))

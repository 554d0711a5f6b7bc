"""The table reads what is looked at and no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.language import message
from desktop.settings import Settings
from desktop.windows.desk import Desk
from desktop.windows.lists.record_table import RecordTable
from desktop.windows.lists.table_model import PAGE, Column, TableModel
from desktop.windows.look.direction import LEFT_TO_RIGHT, RIGHT_TO_LEFT, direction_of
from tests.registers import new_register


class Row:
    def __init__(self, record_id: str) -> None:
        self.id = record_id


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with new_register(tmp_path / "r.tawsiya") as register:
        yield Desk(register, Settings(look="light"), "fr")


def model_of(desk: Desk, count: int, asked: list[int]) -> TableModel:
    ids = [f"{number:06}" for number in range(count)]

    def rows(_session: object, wanted: object) -> list[Row]:
        assert isinstance(wanted, list)
        asked.append(len(wanted))
        return [Row(each) for each in wanted]

    columns = (Column("number", message("Number"), lambda row, _: row.id, stretch=True),)
    return TableModel(desk, columns, lambda *_: ids, rows)


def test_a_hundred_thousand_records_are_shown_by_reading_a_few_pages(qtbot: QtBot, desk: Desk) -> None:
    asked: list[int] = []
    model = model_of(desk, 100_000, asked)
    table = RecordTable(desk, model)
    qtbot.addWidget(table)
    table.resize(600, 600)
    table.show()
    model.refresh()
    table.repaint()
    assert model.rowCount() == 100_000
    table.scrollToBottom()
    table.repaint()
    assert model.data(model.index(99_999, 0)) == "099999"
    assert len(asked) <= 6
    assert max(asked) <= PAGE


def test_roles_that_are_not_served_read_nothing(desk: Desk) -> None:
    asked: list[int] = []
    model = model_of(desk, 1000, asked)
    model.refresh()
    asked.clear()
    for role in (Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.FontRole, Qt.ItemDataRole.TextAlignmentRole):
        assert model.data(model.index(500, 0), role) is None
    assert asked == []


def test_it_keeps_the_rules_of_a_model(qtbot: QtBot, desk: Desk) -> None:
    model = model_of(desk, 250, [])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.refresh()
    model.say_anew()
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(QModelIndex()) == 1
    tester.deleteLater()


def test_a_record_removed_meanwhile_leaves_an_empty_line(desk: Desk) -> None:
    model = TableModel(
        desk, (Column("n", message("Number"), lambda row, _: row.id),), lambda *_: ["a", "b"], lambda *_: [Row("b")]
    )
    model.refresh()
    assert model.data(model.index(0, 0)) is None
    assert model.data(model.index(1, 0)) == "b"


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Réunion", LEFT_TO_RIGHT),
        ("محضر", RIGHT_TO_LEFT),
        ("12 توصية", RIGHT_TO_LEFT),
        ("«REC-2021-001» توصية", LEFT_TO_RIGHT),
        ("24/02/2021", RIGHT_TO_LEFT),
        ("", RIGHT_TO_LEFT),
    ],
)
def test_a_cell_runs_as_its_first_letter_does(text: str, direction: Qt.LayoutDirection) -> None:
    assert direction_of(text, RIGHT_TO_LEFT) == direction

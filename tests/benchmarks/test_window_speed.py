"""A list of a hundred thousand actions painted, sorted and filtered in the window, beside the barest that could be.

The peer is a table view on a model that holds the same ids from sqlite3 and reads pages of a hundred rows, with nothing
in between. They take turns, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import datetime as dt
import gc
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QTableView
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from desktop.records.register import Register
from desktop.settings import Settings
from desktop.windows.desk import Desk
from desktop.windows.lists.actions_page import ActionsPage

TODAY = dt.date.today()
PAGE, ROUNDS = 100, 9
MOST = 1.5
"""Of the peer's processor time, for painting, sorting and filtering alike."""

LATE = f"coalesce(revised_due, due) < '{TODAY}' and status not in ('reported', 'verified', 'cancelled')"
BARE = {
    "painted": "order by serial desc",
    "sorted": "order by coalesce(revised_due, due) nulls last, serial desc",
    "filtered": f"and {LATE} order by serial desc",
}
COLUMNS = "id, number, title_fr, lead_id, due, status, progress"


class BareModel(QAbstractTableModel):
    """Ids, and pages of rows as they come into sight."""

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__()
        self.database, self.ids, self.pages = database, [], {}

    def read(self, rest: str) -> None:
        statement = f"select id from action where withdrawn_on is null {rest}"  # noqa: S608 - the constants above
        ids = [action_id for (action_id,) in self.database.execute(statement)]
        self.beginResetModel()
        self.ids, self.pages = ids, {}
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self.ids)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 6

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if role != 0:
            return None
        number, offset = divmod(index.row(), PAGE)
        if number not in self.pages:
            wanted = self.ids[number * PAGE : (number + 1) * PAGE]
            places = ",".join("?" * len(wanted))
            statement = f"select {COLUMNS} from action where id in ({places})"  # noqa: S608 - placeholders only
            found = {row[0]: row for row in self.database.execute(statement, wanted)}
            self.pages[number] = [found[each] for each in wanted]
        return self.pages[number][offset][index.column() + 1]


@pytest.fixture
def page(qtbot: QtBot, whole: Register) -> Iterator[ActionsPage]:
    desk = Desk(whole, Settings(look="light"), "fr")
    desk.reads.patience = 600
    page = ActionsPage(desk)
    qtbot.addWidget(page)
    page.resize(1060, 700)
    yield page
    desk.close()


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """By the clock, and of this process's time on a processor."""
    start = (time.perf_counter(), time.process_time())
    work()
    return time.perf_counter() - start[0], time.process_time() - start[1]


def test_a_list_in_the_window_beside_a_bare_table(
    qtbot: QtBot, benchmark: BenchmarkFixture, whole: Register, page: ActionsPage
) -> None:
    bare = BareModel(sqlite3.connect(whole.path or Path()))
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(bare)
    view.resize(700, 600)
    # Nothing is painted, whatever is asked, before a window is on the screen.
    with qtbot.waitExposed(page), qtbot.waitExposed(view):
        page.show()
        view.show()

    def ours(name: str) -> None:
        match name:
            case "painted":
                page.table.sort_by(None)
                page.model.refresh(from_top=True)
            case "sorted":
                page.table.sort_by(["due", False])
            case "filtered":
                page.set_filters({"overdue": True})
        page.table.viewport().repaint()

    def theirs(name: str) -> None:
        bare.read(BARE[name])
        view.viewport().repaint()
        assert bare.pages, "nothing was painted"

    taken: dict[str, list[tuple[tuple[float, float], tuple[float, float]]]] = {name: [] for name in BARE}

    def turn() -> None:
        # The window collects when it rests, never while it works; so it is here.
        gc.collect()
        for name, times in taken.items():
            page.filter_bar.set_values({})
            page.model.chosen = page.listing.choose("", {})
            page.table.sort_by(None)
            times.append((seconds(lambda name=name: theirs(name)), seconds(lambda name=name: ours(name))))

    gc.disable()
    try:
        benchmark.pedantic(turn, rounds=ROUNDS, warmup_rounds=1)
    finally:
        gc.enable()
    ratios: dict[str, float] = {}
    for name, times in taken.items():
        for kind, place in (("clock", 0), ("processor", 1)):
            ratio = statistics.median(our[place] for _, our in times) / statistics.median(
                bar[place] for bar, _ in times
            )
            benchmark.extra_info[f"{name}, ratio by the {kind}"] = ratios[f"{name}, {kind}"] = round(ratio, 2)
    bare.database.close()
    assert len(bare.ids) == page.model.rowCount() > 0
    assert all(ratios[f"{name}, processor"] <= MOST for name in BARE), ratios

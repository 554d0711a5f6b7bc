"""The peer of a first list: PySide6 and SQLAlchemy's ORM imported, the models mapped, a list read and painted.

The register's path is the argument. It says when the list was painted, by the clock and in processor time, and ends.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

# Before Qt, whose import hook reads the source of everything that comes after it.
import sqlalchemy as sa
from sqlalchemy.orm import Session, configure_mappers

import desktop.records.schema  # noqa: F401 - all models
from desktop.records.follow_up.action import Action

# isort: split
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

COLUMNS = (Action.number, Action.title, Action.lead_id, Action.due, Action.status, Action.progress)

configure_mappers()
with Session(sa.create_engine(f"sqlite:///{sys.argv[1]}")) as session:
    chosen = sa.select(Action.id).where(Action.withdrawn_on.is_(None)).order_by(Action.serial.desc())
    ids = session.scalars(chosen).all()
    rows = session.execute(sa.select(*COLUMNS).where(Action.id.in_(ids[:100]))).all()


class Model(QAbstractTableModel):
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(ids)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        return str(rows[index.row() % 100][index.column()]) if role == 0 else None


class Table(QTableView):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        print(json.dumps([time.monotonic(), time.process_time()]), flush=True)
        QApplication.quit()


application = QApplication(sys.argv)
model, table, window = Model(), Table(), QMainWindow()
table.setModel(model)
window.setCentralWidget(table)
window.resize(1280, 800)
window.show()
application.exec()

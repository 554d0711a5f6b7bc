"""A table dropped on the window is taken in, wherever nothing else takes files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.documents.tables import suffixes


class TableDrop(QObject):
    """Watches ``ground``; each file that looks like a table is handed on."""

    def __init__(self, ground: QWidget, dropped: Callable[[Path], object]) -> None:
        super().__init__(ground)
        self._dropped = dropped
        ground.setAcceptDrops(True)
        ground.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            return super().eventFilter(watched, event)
        assert isinstance(event, QDropEvent)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if not paths or not all(suffixes.is_table(path) for path in paths):
            return super().eventFilter(watched, event)
        # A file that is dragged here is read: "move" would make the file manager delete it.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            for path in paths:
                self._dropped(path)
        return True

"""Files dropped anywhere on a record: also on its fields, which would write the file's address into their text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.windows.attachments.adding import holds_files


class FileDrop(QObject):
    """Takes the files dropped on ``ground`` or on anything in it."""

    def __init__(self, ground: QWidget, dropped: Callable[[list[Path]], object]) -> None:
        super().__init__(ground)
        self._ground, self._dropped = ground, dropped
        ground.setAcceptDrops(True)
        self.cover()

    def cover(self) -> None:
        """Watch what has come into the ground since, too: to be called when it has changed."""
        for widget in (self._ground, *self._ground.findChildren(QWidget)):
            if widget.acceptDrops():
                widget.installEventFilter(self)  # once, however often it is asked for

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and holds_files(event.mimeData()):
            # A file that is dragged here is copied: "move" would make the file manager delete it.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            # A move is also an event of what is dropped: only the last of them is the drop.
            if not isinstance(event, QDragMoveEvent | QDragEnterEvent):
                self._mark(False)
                self._dropped([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
            else:
                self._mark(True)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._mark(False)
        return super().eventFilter(watched, event)

    def _mark(self, on: bool) -> None:
        if bool(self._ground.property("dropping")) != on:
            self._ground.setProperty("dropping", on)
            self._ground.style().unpolish(self._ground)
            self._ground.style().polish(self._ground)

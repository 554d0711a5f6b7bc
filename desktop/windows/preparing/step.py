"""What all steps of preparing a meeting have in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTreeWidget, QWidget

from desktop.language import Message
from desktop.windows.desk import Desk


@dataclass
class Draft:
    """What has been said so far: the attributes of the meeting, and the meeting itself where there is one already."""

    values: dict[str, Any] = field(default_factory=dict)
    meeting_id: str | None = None
    number: str = ""


PADDING = 12
"""Pixels above and below the words of a line, at the usual size of text."""
LEAST_LINES = 6
"""How many lines of a list are always there to be seen."""


class Step(QWidget):
    """One page of the assistant. It is entered again and again, and loses nothing of what was done on it."""

    title: ClassVar[Message]

    edited = Signal()

    def __init__(self, desk: Desk, draft: Draft) -> None:
        super().__init__()
        self.desk, self.draft = desk, draft

    def enter(self) -> None:
        """Show what follows from the steps before, and put the keyboard where one begins."""

    def check(self) -> bool:
        """Whether one can go on; what is missing is shown. What was said here is in the draft then."""
        return True

    def keep_lines(self, tree: QTreeWidget) -> None:
        """Leave a list so high that it can be read: the step is scrolled where there is no room for it."""
        tree.setMinimumHeight(LEAST_LINES * (tree.fontMetrics().height() + self.desk.scaled(PADDING)))

    def retranslate(self) -> None:
        """Say every word in the language now spoken."""

"""What all steps of preparing a meeting have in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.language import Message
from desktop.windows.desk import Desk


@dataclass
class Draft:
    """What has been said so far: the attributes of the meeting, and the meeting itself where there is one already."""

    values: dict[str, Any] = field(default_factory=dict)
    meeting_id: str | None = None
    number: str = ""


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

    def retranslate(self) -> None:
        """Say every word in the language now spoken."""

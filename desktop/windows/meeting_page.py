"""A meeting on a page of its own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.language import message
from desktop.windows.desk import Desk
from desktop.windows.page import Page


class MeetingPage(Page):
    key = "meeting"
    title = message("Meeting")
    icon = "calendar-dots"

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.meeting_id: str | None = None

    def show_meeting(self, meeting_id: str) -> None:
        self.meeting_id = meeting_id

"""How a status looks: always icon, word and colour. Late is a red word beside it, not a status."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.codes import ActionStatus, Code, Implementation, MeetingStatus, MinutesStatus, Presence, Priority
from desktop.windows.desk import Surroundings

# Codes are texts: those of two kinds with the same value are equal, so each kind has a table of its own.
LOOKS: Mapping[type[Code], Mapping[Code, tuple[str, str]]] = {
    ActionStatus: {
        ActionStatus.PLANNED: ("status-empty", "grey"),
        ActionStatus.IN_PROGRESS: ("status-quarter", "blue"),
        ActionStatus.BLOCKED: ("status-blocked", "amber"),
        ActionStatus.REPORTED: ("status-half", "accent"),
        ActionStatus.VERIFIED: ("status-full", "green"),
        ActionStatus.CANCELLED: ("status-none", "grey"),
    },
    Implementation: {
        Implementation.NOT_STARTED: ("status-empty", "grey"),
        Implementation.IN_PROGRESS: ("status-quarter", "blue"),
        Implementation.REPORTED: ("status-half", "accent"),
        Implementation.VERIFIED: ("status-full", "green"),
        Implementation.PARTLY_CLOSED: ("status-partly", "amber"),
        Implementation.NOT_CLOSED: ("status-none", "red"),
        Implementation.SUPERSEDED: ("status-none", "grey"),
    },
    MeetingStatus: {
        MeetingStatus.PLANNED: ("status-empty", "grey"),
        MeetingStatus.CONVENED: ("status-quarter", "blue"),
        MeetingStatus.HELD: ("status-half", "accent"),
        MeetingStatus.CLOSED: ("status-full", "green"),
        MeetingStatus.POSTPONED: ("status-partly", "amber"),
        MeetingStatus.CANCELLED: ("status-none", "grey"),
    },
    MinutesStatus: {
        MinutesStatus.DRAFT: ("status-empty", "grey"),
        MinutesStatus.CIRCULATED: ("status-quarter", "blue"),
        MinutesStatus.AMENDED: ("status-half", "accent"),
        MinutesStatus.ADOPTED: ("status-full", "green"),
    },
    Presence: {
        Presence.EXPECTED: ("status-empty", "grey"),
        Presence.PRESENT: ("status-full", "green"),
        Presence.EXCUSED: ("status-partly", "amber"),
        Presence.ABSENT: ("status-none", "red"),
        Presence.REPRESENTED: ("status-half", "accent"),
    },
    Priority: {
        Priority.HIGH: ("arrow-up", "red"),
        Priority.MEDIUM: ("status-none", "grey"),
        Priority.LOW: ("arrow-down", "blue"),
    },
}
"""For each code of a status, its drawing and the role of its colour."""


def look_of(code: Code) -> tuple[str, str] | None:
    """The drawing and the role of the colour of a code; ``None`` for one that is no status."""
    return LOOKS.get(type(code), {}).get(code)


def code_icon(surroundings: Surroundings, code: Code) -> QIcon | None:
    """The icon of a code in its colour."""
    look = look_of(code)
    return None if look is None else surroundings.icon(look[0], getattr(surroundings.theme, look[1]))


class StatusLabel(QWidget):
    """A status in a line of text: icon, word, and "late" beside it."""

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.surroundings = surroundings
        self._icon, self._word, self._late = QLabel(self), QLabel(self), QLabel(self)
        self._late.setObjectName("late")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for label in (self._icon, self._word, self._late):
            row.addWidget(label)
        row.addStretch(1)

    def show_status(self, code: Code, late: bool = False) -> None:
        look = look_of(code)
        colour = getattr(self.surroundings.theme, look[1]) if look else self.surroundings.theme.text
        icon = code_icon(self.surroundings, code)
        size = self.surroundings.scaled(16)
        self._icon.setPixmap(icon.pixmap(size, size) if icon else QIcon().pixmap(size, size))
        self._word.setText(self.surroundings.say(code.label))
        self._word.setStyleSheet(f"color: {colour};")
        self._late.setText(self.surroundings.language.text("late"))
        self._late.setVisible(late)

"""A line of words that runs as what is typed in it does: an Arabic name from the right in a French window, and back."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.windows.look.direction import LEFT_TO_RIGHT, RIGHT_TO_LEFT, direction_of


class WordLine(QLineEdit):
    """The first letter with a direction decides; a line without one runs as the window does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textChanged.connect(self._follow)

    def _follow(self, text: str) -> None:
        # Qt would go by the keyboard that happens to be on when the field gets the focus.
        either = {direction_of(text, otherwise) for otherwise in (LEFT_TO_RIGHT, RIGHT_TO_LEFT)}
        if len(either) == 1:
            self.setLayoutDirection(either.pop())
        else:
            self.unsetLayoutDirection()

"""Enter presses the button that has the focus, in windows as in dialogs; Qt itself does so in dialogs only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton


def press_focused(event: QKeyEvent) -> bool:
    """Press the focused button if ``event`` is Enter, which nobody else wanted; whether there was one to press."""
    if (
        event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    ):
        return False
    button = QApplication.focusWidget()
    if isinstance(button, QToolButton) and button.menu() is not None:
        button.showMenu()
    elif isinstance(button, QPushButton | QToolButton) and button.isEnabled():
        button.click()
    else:
        return False
    return True

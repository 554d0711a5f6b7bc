"""Which way a text runs, whatever way the window does: its first letter with a direction decides (UAX #9, P2 and P3)."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt

LEFT_TO_RIGHT = Qt.LayoutDirection.LeftToRight
RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft


def direction_of(text: str, otherwise: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """The direction of ``text``; ``otherwise`` where it holds figures and signs only, or nothing but isolated words."""
    isolates = 0
    for character in text:
        match unicodedata.bidirectional(character):
            case "LRI" | "RLI" | "FSI":
                isolates += 1
            case "PDI":
                isolates = max(isolates - 1, 0)
            case "L" if not isolates:
                return LEFT_TO_RIGHT
            case "R" | "AL" if not isolates:
                return RIGHT_TO_LEFT
    return otherwise

"""Which way a text runs, whatever way the window does: its first letter with a direction decides (UAX #9, P2, P3)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from PySide6.QtCore import Qt

from desktop.language import isolate

LEFT_TO_RIGHT = Qt.LayoutDirection.LeftToRight
RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft
LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"


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


def side_by_side(words: Iterable[str], right_to_left: bool) -> str:
    """Several things in one line, in the window's direction and each in its own: "REC-2021-004 · توصية · MJ"."""
    mark = RIGHT_TO_LEFT_MARK if right_to_left else LEFT_TO_RIGHT_MARK
    return mark + " · ".join(isolate(word) for word in words if word)

"""Icons: line drawings from ``resources/icons`` in the colour of a role, mirrored where they point somewhere.

The drawings are Phosphor's (MIT licence, beside them) but for those of a status, of charts, tables and printers, which
are our own.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop import paths

SIZES = (16, 20, 24, 32, 40, 48)
"""Pixels. Twice a size is drawn by another of them, so that a sharp screen gets sharp icons."""

DIRECTIONAL = frozenset(
    {
        "arrow-left", "arrow-right", "arrow-u-up-left", "arrow-u-up-right", "caret-left", "caret-right", "chat-text",
        "list-checks", "megaphone-simple", "magnifying-glass", "play", "book-open", "status-quarter", "status-half",
        "scroll", "clock-counter-clockwise", "pencil-simple", "presentation", "arrow-square-out", "text-indent",
        "text-outdent", "chart-line-up", "paper-plane-tilt", "books",
    }
)  # fmt: skip
"""Drawings that point, read or fill from one side to the other: right to left they are mirrored."""


@cache
def icon(name: str, colour: str, disabled: str | None = None, mirrored: bool = False) -> QIcon:
    """The drawing ``name`` in a colour; ``mirrored`` turns it round if it is one that points somewhere."""
    found = QIcon()
    for size in SIZES:
        found.addPixmap(pixmap(name, colour, size, mirrored))
        if disabled is not None:
            found.addPixmap(pixmap(name, disabled, size, mirrored), QIcon.Mode.Disabled)
    return found


@cache
def pixmap(name: str, colour: str, size: int, mirrored: bool = False) -> QPixmap:
    """The drawing as a square of ``size`` pixels."""
    renderer = _drawing(name, colour)
    drawn = QPixmap(size, size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    if mirrored and name in DIRECTIONAL:
        painter.translate(size, 0)
        painter.scale(-1, 1)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn


@cache
def _drawing(name: str, colour: str) -> QSvgRenderer:
    source = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))

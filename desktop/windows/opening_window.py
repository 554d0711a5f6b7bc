"""What is on the screen first: the window's frame in its place and colours, while everything else is loaded behind it.

It knows neither the register nor SQLAlchemy, whose loading takes several times as long as showing a window does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QLabel, QMainWindow

from desktop.language import Language, isolate, message, system_language
from desktop.settings import Settings
from desktop.windows.look.appearance import chosen_theme
from desktop.windows.look.theme import palette


class OpeningWindow(QMainWindow):
    """Where the main window will be, it says what is being opened."""

    def __init__(self, settings: Settings, location: str | None) -> None:
        super().__init__()
        language = Language(settings.language or system_language())
        name = "Tawsiya" if location is None else Path(location).stem
        said = language.text(message("Opening {name}…", name=isolate(name)))
        self.setWindowTitle("Tawsiya")
        self.setPalette(palette(chosen_theme(settings.look)))
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if language.right_to_left else Qt.LayoutDirection.LeftToRight
        )
        words = QLabel(said, self)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setCentralWidget(words)
        self.resize(1280, 800)
        place: dict[str, Any] = settings.places.get(location or "", {})
        if isinstance(frame := place.get("frame"), str):
            self.restoreGeometry(QByteArray.fromBase64(frame.encode("ascii", "ignore")))

"""What is on the screen first: the window's frame in its place and colours, while everything else is loaded behind it.

It knows neither the register nor SQLAlchemy, whose loading takes several times as long as showing a window does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QGridLayout, QLabel, QMainWindow, QWidget

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
        middle = QWidget(self)
        layout = QGridLayout(middle)
        layout.addWidget(QLabel(said, middle), 1, 1)
        for edge in (0, 2):
            layout.setRowStretch(edge, 1)
            layout.setColumnStretch(edge, 1)
        self.setCentralWidget(middle)
        if language.right_to_left:
            # Loaded where it is needed: Qt's namespace takes as long as a window.
            from PySide6.QtCore import Qt

            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.resize(1280, 800)
        place: dict[str, Any] = settings.places.get(location or "", {})
        if isinstance(frame := place.get("frame"), str):
            self.restoreGeometry(QByteArray.fromBase64(frame.encode("ascii", "ignore")))

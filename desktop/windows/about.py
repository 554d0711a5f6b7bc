"""What the application is, which version, and under which licence."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSize, qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

import desktop
from desktop import paths
from desktop.windows.desk import Desk
from desktop.windows.look.appearance import application_icon

LOGO = 56
"""Pixels, at the usual size of text."""


def show_about(desk: Desk, parent: QWidget) -> None:
    """Open the window that says so."""
    say = desk.language.text
    box = QMessageBox(parent)
    box.setWindowTitle(say("About Tawsiya"))
    size = desk.scaled(LOGO)
    box.setIconPixmap(application_icon().pixmap(QSize(size, size), parent.devicePixelRatioF()))
    box.setText(say("Tawsiya {version}", version=desktop.__version__))
    box.setInformativeText(
        "\n\n".join(
            (
                say("From the meeting to its minutes, its recommendations and their follow-up, on this computer."),
                say("Licence: European Union Public Licence 1.2. Icons: Phosphor, MIT licence."),
                say("Settings and log file: {folder}", folder=paths.settings_file().parent),
                f"Qt {qVersion()} · Python {sys.version.split()[0]}",
            )
        )
    )
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.open()

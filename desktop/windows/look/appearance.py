"""The application put into a language and a look: direction, fonts, Qt's own words, colours."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from desktop import paths
from desktop.language import Language
from desktop.settings import Look
from desktop.windows.look.theme import DARK, LIGHT, Theme, palette, stylesheet

_DRESSED = "in colours of ours"
_USUAL_SIZE = "usual size of text"


LINUX_FONTS = ("Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", "DejaVu Sans")
"""Linux has no one system font: of these, the ones that are there. Windows' and macOS's own have Arabic letters."""


def chosen_theme(look: Look) -> Theme:
    """The theme of a look; "system" follows the computer's."""
    if look == "system":
        return DARK if _is_dark() else LIGHT
    return DARK if look == "dark" else LIGHT


def _is_dark() -> bool:
    """Whether this computer's own colours are dark."""
    # Qt answers with an enumeration of its namespace, which takes longer to load than a window to show: what it chose
    # for windows says as much, before colours of ours are in their place.
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    if application.property(_DRESSED):
        from PySide6.QtCore import Qt

        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def set_up_style(application: QApplication) -> None:
    """The widgets' style and font, once at the start."""
    application.setStyle("Fusion")
    if sys.platform.startswith("linux"):
        font = QFont()
        font.setFamilies(list(LINUX_FONTS))
        font.setPointSizeF(10)
        application.setFont(font)


def application_icon() -> QIcon:
    """The icon of the windows in the task bar."""
    return QIcon(str(paths.resources() / "icons" / "tawsiya.svg"))


def dress(language: Language, theme: Theme, text_size: int = 100) -> None:
    """Put every window into this language's direction, this theme's colours and this size of text, in per cent."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    from desktop.windows.look.qt_words import speak_qt  # it takes as long to load as a window to show

    speak_qt(application, language)
    from PySide6.QtCore import Qt

    # On purpose and after Qt's own words: their arrival would set the direction too, when it is not set already.
    application.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if language.right_to_left else Qt.LayoutDirection.LeftToRight
    )
    application.setPalette(palette(theme))
    application.setProperty(_DRESSED, True)
    _enlarge(application, text_size)
    sheet = stylesheet(theme, text_size)
    # It takes a moment, for every widget is looked at; another language has no need of it.
    if application.styleSheet() != sheet:
        application.setStyleSheet(sheet)


def _enlarge(application: QApplication, text_size: int) -> None:
    """Set the size of all text that the stylesheet does not set itself."""
    usual = application.property(_USUAL_SIZE)
    if usual is None:
        usual = application.font().pointSizeF()
        application.setProperty(_USUAL_SIZE, usual)
    wanted = usual * text_size / 100
    if abs(application.font().pointSizeF() - wanted) > 0.01:
        font = application.font()
        font.setPointSizeF(wanted)
        application.setFont(font)

"""The application put into a language and a look: direction, fonts, Qt's own words, colours."""

from __future__ import annotations

import sys

from PySide6.QtCore import QLibraryInfo, Qt, QTranslator
from PySide6.QtGui import QFont, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from desktop import paths
from desktop.language import Language
from desktop.settings import Look
from desktop.windows.look.theme import DARK, LIGHT, Theme, palette, stylesheet

_QT_WORDS = "words of Qt"
_USUAL_SIZE = "usual size of text"


class QtWords(QTranslator):
    """Qt's own catalogue. Where it has a sentence only without its mnemonic - "&Look in:" - that one is said."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:  # type: ignore[override]
        said = super().translate(context, source, disambiguation, n)
        if not said and "&" in source:
            said = super().translate(context, source.replace("&", ""), disambiguation, n)
        # Nothing said is not the same to Qt as an empty sentence said.
        return said or None


LINUX_FONTS = ("Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", "DejaVu Sans")
"""Linux has no one system font: of these, the ones that are there. Windows' and macOS's own have Arabic letters."""


def chosen_theme(look: Look) -> Theme:
    """The theme of a look; "system" follows the computer's."""
    if look == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if look == "dark" else LIGHT


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
    _speak_qt(application, language)
    # On purpose and after Qt's own words: their arrival would set the direction too, when it is not set already.
    application.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if language.right_to_left else Qt.LayoutDirection.LeftToRight
    )
    application.setPalette(palette(theme))
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


def _speak_qt(application: QApplication, language: Language) -> None:
    """Qt's own words - in file choosers, calendars, context menus - in this language."""
    from PySide6.QtCore import QLocale  # its lists of languages and countries take longer than to show a window

    locale = QLocale(language.tag.replace("-", "_"))
    if locale.zeroDigit() != "0":
        # The register writes Western digits in every country; Qt would write ١٢٣ in Jordan and in Lebanon.
        locale = QLocale(QLocale.Language.Arabic, QLocale.Country.Tunisia)
    QLocale.setDefault(locale)
    for old in application.findChildren(QTranslator, _QT_WORDS):
        application.removeTranslator(old)
        old.deleteLater()
    translator = QtWords(application)
    translator.setObjectName(_QT_WORDS)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language.code}", folder):
        application.installTranslator(translator)

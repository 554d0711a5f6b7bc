"""Qt's own words - in file choosers, calendars, context menus - in the language spoken."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.language import Language

_QT_WORDS = "words of Qt"


class QtWords(QTranslator):
    """Qt's own catalogue. Where it has a sentence only without its mnemonic - "&Look in:" - that one is said."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:  # type: ignore[override]
        said = super().translate(context, source, disambiguation, n)
        if not said and "&" in source:
            said = super().translate(context, source.replace("&", ""), disambiguation, n)
        # Nothing said is not the same to Qt as an empty sentence said.
        return said or None


def speak_qt(application: QApplication, language: Language) -> None:
    """Qt's own words - in file choosers, calendars, context menus - in this language."""
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

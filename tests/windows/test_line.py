"""Lines to write in: Arabic stands where Latin does, and an empty line begins where its language does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.language import Language, LanguageCode, Wording
from desktop.records.register import Register
from desktop.settings import Settings
from desktop.windows.desk import Desk, Surroundings
from desktop.windows.forms.editors import DateEditor
from desktop.windows.forms.line import FigureLine, TextLine, WordLine
from desktop.windows.forms.wording_editor import WordingEditor
from desktop.windows.look.appearance import LINUX_FONTS
from tests.windows.session import write


def ink(line: QLineEdit) -> tuple[range, range]:
    """The columns and the rows in which something dark is drawn."""
    line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    line.clearFocus()
    image = line.grab().toImage()
    dark = [
        (x, y)
        for x in range(4, image.width() - 4)
        for y in range(3, image.height() - 3)
        if image.pixelColor(x, y).lightness() < 150
    ]
    across, down = sorted(x for x, _ in dark), sorted(y for _, y in dark)
    return range(across[0], across[-1] + 1), range(down[0], down[-1] + 1)


def caret(line: QLineEdit) -> float:
    """Where the caret stands, as a share of the width."""
    line.grab()  # it is placed when it is drawn
    return line.cursorRect().center().x() / line.width()


@pytest.fixture
def own_fonts() -> Iterator[None]:
    """The fonts of the program itself: elsewhere tests draw with whatever Qt finds."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    before = application.font()
    font = QFont(before)
    font.setFamilies(list(LINUX_FONTS))
    application.setFont(font)
    yield
    application.setFont(before)


@pytest.mark.usefixtures("own_fonts")
@pytest.mark.parametrize("kind", [TextLine, WordLine, FigureLine])
@pytest.mark.parametrize("code", ["fr", "ar"])
def test_both_scripts_stand_on_one_base_line(qtbot: QtBot, code: LanguageCode, kind: type[TextLine]) -> None:
    Surroundings(Settings(look="light"), Language(code))
    base = set()
    for text in ("H", "ااا", "Hااا"):
        line = kind()
        qtbot.addWidget(line)
        line.resize(200, line.sizeHint().height())
        line.setText(text)
        line.show()
        base.add(ink(line)[1].stop)
    assert max(base) - min(base) <= 1, "but for what is rounded"


@pytest.mark.parametrize("kind", [TextLine, WordLine])
def test_an_empty_line_begins_where_the_window_does_whatever_the_keyboard(qtbot: QtBot, kind: type[TextLine]) -> None:
    place = Surroundings(Settings(look="light"), Language("ar"))
    line = kind()
    qtbot.addWidget(line)
    line.resize(200, 30)
    line.show()
    assert caret(line) > 0.8
    line.setText("REC-2021-014")
    assert ink(line)[0].start < 30, "Latin words stand at the left"
    line.clear()
    place.speak("fr")
    assert caret(line) < 0.2
    line.setText("توصية")
    assert ink(line)[0].stop > 170


@pytest.mark.parametrize("long", [False, True])
def test_the_empty_arabic_text_of_a_french_form_begins_at_the_right(qtbot: QtBot, long: bool) -> None:
    editor = WordingEditor(Surroundings(Settings(look="light"), Language("fr")), long=long)
    qtbot.addWidget(editor)
    editor.resize(400, 200)
    editor.show()
    editor.show_language("ar")
    field = editor.texts["ar"]

    def begins() -> float:
        if isinstance(field, QPlainTextEdit):
            return field.cursorRect().center().x() / field.viewport().width()
        return caret(field)

    qtbot.waitUntil(lambda: field.width() > 200)
    assert begins() > 0.8
    write(field, "Texte")
    field.grab()
    if isinstance(field, QPlainTextEdit):
        assert begins() < 0.3, "what is written in Latin letters runs from the left"
    else:
        assert ink(field)[0].start < 30
    editor.set_value(Wording(ar="نص"))
    if isinstance(field, QPlainTextEdit):
        assert begins() > 0.8


@pytest.mark.parametrize(("country", "said"), [("MA", "12 rejeb 1442"), ("MD", "")])
def test_the_hijri_day_follows_a_date_while_it_is_typed(qtbot: QtBot, tmp_path: Path, country: str, said: str) -> None:
    with Register.create(tmp_path / "new.tawsiya", country_code=country, language="fr") as register:
        editor = DateEditor(Desk(register, Settings(look="light"), "fr"))
        qtbot.addWidget(editor)
        editor.show()
        height = editor.sizeHint().height()
        assert editor.hijri.isVisible() == bool(said)
        qtbot.keyClicks(editor.line, "24/02/2021")
        assert editor.hijri.text() == editor.line.accessibleDescription() == said
        assert editor.sizeHint().height() == height, "nothing moves while one types"
        editor.line.setText("31/02/2021")
        assert editor.hijri.text() == ""
        editor.set_value(dt.date(2021, 2, 24))
        assert editor.hijri.text() == said

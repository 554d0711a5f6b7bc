"""The colours: read well in light and dark, all named in the stylesheet, mirrored where Qt does not."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.language import Language
from desktop.settings import TEXT_SIZES, Settings
from desktop.windows.desk import Surroundings
from desktop.windows.look.icons import DIRECTIONAL, icon, pixmap
from desktop.windows.look.status import LOOKS
from desktop.windows.look.theme import DARK, LIGHT, Theme, stylesheet

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    shade = QColor(colour)
    channels = (shade.redF(), shade.greenF(), shade.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@BOTH
def test_text_reads_on_every_ground_it_stands_on(theme: Theme) -> None:
    for ground in (theme.window, theme.side, theme.surface, theme.raised, theme.hover, theme.selection):
        for words in (theme.text, theme.muted):
            assert contrast(words, ground) >= 4.5, (words, ground)
    for words in (theme.accent, theme.red, theme.amber, theme.blue, theme.green, theme.grey):
        assert contrast(words, theme.surface) >= 4.5, words
        assert contrast(words, theme.selection) >= 4.5, words
    for words, ground in (
        (theme.on_accent, theme.accent),
        (theme.accent, theme.accent_soft),
        (theme.text, theme.red_soft),
        (theme.text, theme.green_soft),
        (theme.red, theme.side),
    ):
        assert contrast(words, ground) >= 4.5, (words, ground)


@BOTH
def test_the_edge_of_what_can_be_used_is_seen(theme: Theme) -> None:
    for ground in (theme.window, theme.surface):
        assert contrast(theme.edge, ground) >= 3
        assert contrast(theme.accent, ground) >= 3


@BOTH
def test_the_stylesheet_knows_every_role_it_names(theme: Theme) -> None:
    sheet = stylesheet(theme)
    assert "$" not in sheet
    assert theme.accent in sheet


def test_the_stylesheet_says_neither_left_nor_right() -> None:
    """But for text-align, which Qt mirrors, and the tabs' own distance, which it mirrors too."""
    sheet = stylesheet(LIGHT).replace("text-align: left", "").replace("QTabWidget::tab-bar { left:", "")
    assert re.findall(r"\b(?:left|right)\b[^-]*:", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)) == []


def test_every_status_has_a_drawing_and_a_colour(qtbot: QtBot) -> None:
    roles = {field.name for field in fields(Theme)}
    for kind, looks in LOOKS.items():
        assert set(looks) == set(kind), kind
        for drawing, role in looks.values():
            assert role in roles
            assert not icon(drawing, "#000000").isNull()


def test_what_points_somewhere_is_mirrored_and_what_does_not_is_not(qtbot: QtBot) -> None:
    assert pixmap("arrow-right", "#000000", 32, True).toImage() != pixmap("arrow-right", "#000000", 32).toImage()
    assert pixmap("bank", "#000000", 32, True).toImage() == pixmap("bank", "#000000", 32).toImage()


def test_every_drawing_that_is_mirrored_exists() -> None:
    assert {name for name in DIRECTIONAL if not (paths.resources() / "icons" / f"{name}.svg").exists()} == set()


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_every_distance_grows_with_the_text_and_every_line_stays_a_line(size: int) -> None:
    usual, larger = (re.findall(r"(\d+)px", stylesheet(LIGHT, each)) for each in (100, size))
    for before, after in zip(map(int, usual), map(int, larger), strict=False):
        assert after == (before if before <= 2 else round(before * size / 100))


def test_text_is_larger_at_once_and_is_kept(qtbot: QtBot) -> None:
    desk = Surroundings(Settings(look="light"), Language("fr"))
    field, button = QLineEdit(), QPushButton("Enregistrer")
    for widget in (field, button):
        qtbot.addWidget(widget)
        widget.show()
    before = (field.sizeHint().height(), button.sizeHint().width(), button.fontMetrics().height())
    try:
        desk.enlarge(200)
        after = (field.sizeHint().height(), button.sizeHint().width(), button.fontMetrics().height())
        assert all(larger > 1.7 * usual for larger, usual in zip(after, before, strict=True))
        assert Settings.load().text_size == 200
    finally:
        desk.enlarge(100)
    assert (field.sizeHint().height(), button.sizeHint().width(), button.fontMetrics().height()) == before

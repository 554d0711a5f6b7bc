"""How the windows look: colours by the role they play, light and dark, and the one stylesheet drawn from them.

Text on its ground keeps a contrast of 4.5 to 1 at least, edges of what can be used 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtGui import QColor, QPalette

from desktop import paths


@dataclass(frozen=True)
class Theme:
    """Colours by role. Greys are slightly warm; there is one accent, a deep teal."""

    name: str
    window: str
    """The ground of a page."""
    side: str
    """The ground of the side bar."""
    surface: str
    """The ground of what stands on a page: tables, fields, cards."""
    raised: str
    """The ground of what floats: menus, pop-ups."""
    hover: str
    border: str
    """A line that only divides."""
    edge: str
    """A line around something that can be used."""
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    selection: str
    red: str
    red_soft: str
    amber: str
    amber_soft: str
    blue: str
    green: str
    green_soft: str
    grey: str


LIGHT = Theme(
    name="light",
    window="#f8f7f4", side="#f0eeea", surface="#ffffff", raised="#ffffff", hover="#f3f1ed",
    border="#e3e0d9", edge="#938d83", text="#23211d", muted="#656056",
    accent="#0f6a65", accent_hover="#0b5652", accent_soft="#dfeeec", on_accent="#ffffff", selection="#dcebe9",
    red="#b02a1f", red_soft="#fbeae7", amber="#8d5800", amber_soft="#fcf2de", blue="#23609f",
    green="#2a6b3c", green_soft="#e5f2e7", grey="#6d675d",
)  # fmt: skip

DARK = Theme(
    name="dark",
    window="#1d1c1a", side="#171614", surface="#252422", raised="#2d2b28", hover="#302e2b",
    border="#3a3835", edge="#7f7a71", text="#ece9e3", muted="#b0aaa0",
    accent="#63c2ba", accent_hover="#82d2cb", accent_soft="#1f3e3b", on_accent="#0a2b28", selection="#213d3a",
    red="#f39c93", red_soft="#42211d", amber="#eabb6b", amber_soft="#3d2f17", blue="#92bdec",
    green="#8fd0a0", green_soft="#1f3826", grey="#b4aea4",
)  # fmt: skip


def palette(theme: Theme) -> QPalette:
    """The colours Qt itself draws with, where no stylesheet does."""
    colours = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.hover,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Button: theme.surface,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.red,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.LinkVisited: theme.accent,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Light: theme.surface,
        QPalette.ColorRole.Midlight: theme.hover,
        QPalette.ColorRole.Mid: theme.border,
        QPalette.ColorRole.Dark: theme.edge,
        QPalette.ColorRole.Shadow: theme.edge,
    }
    for role, colour in roles.items():
        colours.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        colours.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.edge))
    return colours


def stylesheet(theme: Theme, text_size: int = 100) -> str:
    """The stylesheet of the application, in the theme's colours; ``text_size`` is a percentage of the usual one.

    Every distance grows with the text but the width of a line: what holds words is as much larger as they are.
    """
    source = (paths.resources() / "styles" / "window.qss").read_text(encoding="utf-8")
    drawings = (paths.resources() / "styles").as_posix()
    if text_size != 100:
        source = _PIXELS.sub(lambda found: f"{enlarged(int(found[1]), text_size)}px", source)
        source += f"QPushButton, QToolButton, QListView {{ icon-size: {enlarged(16, text_size)}px; }}\n"
        source += f"#side-button {{ icon-size: {enlarged(20, text_size)}px; }}\n"
    return Template(source).substitute(asdict(theme), drawings=drawings)


_PIXELS = re.compile(r"\b(\d+)px")
_LINE = 2
"""Pixels: what is no wider than this is a line, and stays one."""


def enlarged(pixels: int, text_size: int) -> int:
    """A distance where text has ``text_size`` per cent of its usual size."""
    return pixels if pixels <= _LINE else round(pixels * text_size / 100)

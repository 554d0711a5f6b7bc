"""How a page looks: its colours, and the sizes and distances of its texts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from desktop.documents.document import TextStyle, Tone
from desktop.documents.pdf.typesetting import INK, Style
from desktop.language import LanguageCode

ACCENT = "#0f5c5c"
MUTED = "#6a645d"
WARNING = "#8a4b08"
FRAME = "#c9934f"
RULE = "#cfcac3"
GROUND = "#f2f0ec"
WATERMARK = "#ececec"

COLOURS: Mapping[Tone, str] = {"ink": INK, "muted": MUTED, "accent": ACCENT, "warning": WARNING}


@cache
def style_of(style: TextStyle, code: LanguageCode) -> Style:
    """What a text of this style in this language is set in."""
    # Amiri's Arabic looks smaller than its Latin at the same size, and its vowel signs need room.
    size, leading = (12.2, 19.5) if code == "ar" else (11, 15.5)
    match style:
        case "body":
            return Style(size=size, leading=leading, align="justify", after=5)
        case "plain":
            return Style(size=size, leading=leading, after=2)
        case "cell":
            return Style(size=size - 1.4, leading=leading - 3)
        case "quiet":
            return Style(size=size - 1.4, leading=leading - 3, color=MUTED)

"""No character of a text is silently missing from a page."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from desktop.documents.pdf.typeface import typefaces

UNSEEN = frozenset("\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that steer where lines break and which way they run, and are not drawn."""

_BREAKING_SPACES = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_IGNORABLE = re.compile(r"[\u00ad\u2060\ufeff\ufe00-\ufe0f\U000e0000-\U000e0fff]")


@cache
def _known_characters() -> frozenset[str]:
    return frozenset().union(*(face.characters for bold in (False, True) for face in typefaces(bold)), UNSEEN)


@cache
def _everyday() -> re.Pattern[str]:
    """Texts of characters that are known, stand for themselves and hide nothing: most are nothing else."""
    plain = [
        char
        for char in sorted(_known_characters() | {" "})
        if unicodedata.normalize("NFC", f"a{char}") == f"a{char}" and not unicodedata.combining(char)
        and not _IGNORABLE.match(char) and (char == " " or not _BREAKING_SPACES.match(char))
    ]  # fmt: skip
    starts = [
        char for char, before in zip(plain, ["", *plain], strict=False) if not before or ord(char) - ord(before) > 1
    ]
    ends = [
        char for char, after in zip(plain, [*plain[1:], ""], strict=True) if not after or ord(after) - ord(char) > 1
    ]
    ranges = "".join(f"{re.escape(start)}-{re.escape(end)}" for start, end in zip(starts, ends, strict=True))
    return re.compile(f"[{ranges}]*")


def printable(text: str) -> str:
    """``text`` with single spaces between words, and each character no typeface has as its visible code.

    A rectangle, or nothing, would leave the reader guessing what was written there.
    """
    if _everyday().fullmatch(text) and "  " not in text:
        return text
    text = _IGNORABLE.sub("", _BREAKING_SPACES.sub(" ", unicodedata.normalize("NFC", text)))
    strange = {char for char in set(text) - _known_characters() if char != " "}
    for char in strange:
        hidden = unicodedata.category(char) in ("Cc", "Cf")
        text = text.replace(char, "" if hidden else f"[U+{ord(char):04X}]")
    return text

"""Text as it is printed, whoever typed it: the spaces French punctuation wants, the marks Arabic has of its own.

Only spaces and the form of marks change, never a word; and nothing in the register does, for this is done where a text
is set. What was set once may be set again: it stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from desktop.language import LanguageCode

NARROW, FIRM = "\u202f", "\u00a0"
"""Spaces at which no line breaks."""

_SPACE = f"[ {FIRM}{NARROW}]"
_LATIN = r"[^\W\u0600-\u06ff]"
_ARABIC = r"[\u0621-\u064a\u066e-\u06d3]"
_MARKED = "[\u064b-\u065f\u0670]"
"""Vowel signs, which stand on a letter."""

_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_TITLES = r"MM?\.|M(?:me|lle)s?|Me|Dr|Pr"
_NUMBERED = r"art\.|articles?|p\.|pages?|points?|paragraphes?|annexes?"

_FRENCH = (
    (re.compile(f"«{_SPACE}*"), f"«{NARROW}"),
    (re.compile(f"{_SPACE}*»"), f"{NARROW}»"),
    (re.compile(f"{_SPACE}+(?=[;:!?])"), NARROW),
    # Only where a sentence goes on or ends after it: not in 10:30, not in https://.
    (re.compile(rf"(?<={_LATIN}|[)\]»%])(?=[;:!?](?:[\s;:!?»)\]]|$))"), NARROW),
    (re.compile(r"(?<=\d) (?=[%€°])"), NARROW),
    (re.compile(r"(?<!\d)(\d{1,3}) (?=\d{3}(?: \d{3})*(?![\d ]\d))"), rf"\1{NARROW}"),
    (re.compile(rf"(?<!\w)([nN][°º]s?){_SPACE}*(?=\d)"), rf"\1{NARROW}"),
    (re.compile(rf"(?<!\w)({_TITLES}) (?=[^\W\d_])"), rf"\1{FIRM}"),
    (re.compile(rf"(?<!\w)({_NUMBERED}) (?=\d)", re.IGNORECASE), rf"\1{FIRM}"),
    (re.compile(rf"(?<![\w/])(1er|\d{{1,2}}) (?=(?:{_MONTHS})\b)", re.IGNORECASE), rf"\1{FIRM}"),
)

_ARABIC_MARK = re.compile(
    rf"(?<={_ARABIC}|{_MARKED}|[)\]»”])([,;?])(?=[?!؟…»”)\]]*(?:\s*$|\s*[«“(\[]*{_ARABIC}|\s+\d))", re.MULTILINE
)
_ADDRESS = re.compile(r"(\S*://\S*)")
_OWN = {",": "،", ";": "؛", "?": "؟"}


def typeset(text: str, code: LanguageCode) -> str:
    """``text`` with the spaces and marks of its language."""
    match code:
        case "fr":
            return narrow_spaces(text)
        case "ar":
            return arabic_marks(text)
        case _:
            return text


def narrow_spaces(text: str) -> str:
    """French: a narrow no-break space before ``; : ! ?`` and inside « », in figures and after n°, where a full one or
    none stands; a firm one between what must not be parted, as M. and the name, the day and the month."""
    return _outside_addresses(text, _french)


def arabic_marks(text: str) -> str:
    """Arabic: ، ؛ ؟ where a Latin comma, semicolon or question mark was typed after an Arabic word and before another.

    Left alone: what stands by figures or Latin words, as in 3,5 or GLO.ACT, UNODC.
    """
    return _outside_addresses(text, _arabic)


def _outside_addresses(text: str, put: Callable[[str], str]) -> str:
    """Addresses of the web are left as they are."""
    return "".join(part if "://" in part else put(part) for part in _ADDRESS.split(text))


def _french(text: str) -> str:
    for pattern, wanted in _FRENCH:
        text = pattern.sub(wanted, text)
    return text


def _arabic(text: str) -> str:
    return _ARABIC_MARK.sub(lambda found: _OWN[found[0]] if _follows_arabic(text, found.start()) else found[0], text)


def _follows_arabic(text: str, place: int) -> bool:
    """Whether the last letter before this place is Arabic, whatever brackets close after it."""
    before = re.search(r"[^\W\d_](?=[^\w]*$)", re.sub(_MARKED, "", text[max(place - 60, 0) : place]))
    return bool(before and re.match(_ARABIC, before[0]))

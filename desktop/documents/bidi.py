"""The order in which a line of mixed Arabic and Latin is written, by the Unicode Bidirectional Algorithm (UAX #9).

Most paragraphs need few of its rules; what these are told by here, the others by all of them (``bidi_rules.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from desktop.documents.bidi_rules import (
    CLOSERS,
    CLOSING,
    MAX_DEPTH,
    MAX_OPEN_BRACKETS,
    bidi_class,
    bracket_pairs,
    by_all_rules,
)


class _Letters(dict[int, str]):
    """For each character a letter that stands for its class, so that paragraphs can be looked through by patterns."""

    def __missing__(self, code: int) -> str:
        kind = bidi_class(chr(code))
        bracket = kind == "ON" and (chr(code) in CLOSING or chr(code) in CLOSERS)
        self[code] = "K" if bracket else _LETTER_OF.get(kind, "X")
        return self[code]


_LETTER_OF = {
    "L": "L", "R": "R", "AL": "A", "EN": "E", "AN": "N", "NSM": "M",
    "WS": "W", "ON": "O", "ES": "S", "ET": "T", "CS": "C", "LRI": "I", "RLI": "I", "FSI": "I", "PDI": "P",
}  # fmt: skip
_LETTERS = _Letters()
_TURNS = re.compile(r"[^LEMWOSTCK]")
"""What may make a left-to-right paragraph turn."""
_EXPLICIT = re.compile("X")
_STRETCH = re.compile(r"[^RA]*[LENIPK][^RA]*")
_FORWARD = re.compile(r"[LENI]")
_ISOLATE = re.compile(r"I[^IP]*P")
_BRACKET = re.compile("K")
_ALIKE = str.maketrans(
    dict.fromkeys("bcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "a") | dict.fromkeys("123456789", "0")
)
"""Letters and figures that count for the same, so that stretches are alike."""


# Characters of texts that are written every day, and turn nothing: in a paragraph that runs left to right letters,
# signs, figures and isolates of these; in one that runs right to left letters, vowel signs and signs without figures.
_EVEN = (
    re.compile(
        "[ -~\u00a0-\u00ac\u00ae-\u058f\u2010-\u2027\u202f-\u205e\u2066\u2068\u2069\u20a0-\u20bf\u2100-\u214f]*"
    ),
    re.compile(
        "[ -/:-@\\[-`{-~\u00a0\u00ab\u00bb\u060c\u061b\u061e-\u065f\u066a\u066d-\u06d5\u2010-\u2027\u202f\u2039\u203a]*"
    ),
)


def is_even(text: str, base: int) -> bool:
    """Whether a paragraph at level ``base`` is quickly seen to run one way from end to end."""
    return _EVEN[base].fullmatch(text) is not None


def embedding_levels(text: str, base: int) -> list[int]:
    """The level of every character of a paragraph at level ``base``: even runs left to right, odd right to left.

    Spaces at the end of the paragraph are at the base level (L1); whoever breaks it into lines leaves the spaces at
    line ends out, or puts them there too.
    """
    classes = text.translate(_LETTERS)
    if base == 0 and not _TURNS.search(classes):
        return [0] * len(text)
    if base == 1 and not _EXPLICIT.search(classes) and (levels := _by_stretches(text, classes)):
        return levels
    return by_all_rules(text, base)


def _by_stretches(text: str, classes: str) -> list[int] | None:
    """The levels of a right-to-left paragraph without embeddings, by its stretches between right-to-left letters.

    What stands between two such letters, words from the left, numbers and signs, knows nothing of what lies beyond
    them, unless brackets or an isolate reach from one stretch to another: these are one. Stretches come again.
    """
    wholes = _wholes(text, classes)
    if wholes is None:
        return None
    levels = [1] * len(text)
    stretches = _STRETCH.finditer(classes)
    for stretch in stretches:
        start, end = stretch.span()
        while wholes and wholes[-1][0] < end:
            reach = wholes.pop()[1]
            while reach >= end:
                end = next(stretches).end()
        if _FORWARD.search(classes, start, end):
            before = "\u0627" if start and classes[start - 1] == "A" else "\u05d0"
            levels[start:end] = _levels_between(before, text[start:end].translate(_ALIKE))
    last = len(classes.rstrip("WIP"))
    levels[last:] = [1] * (len(text) - last)  # L1
    return levels


def _wholes(text: str, classes: str) -> list[tuple[int, int]] | None:
    """From where to where isolates and pairs of brackets reach, the last first; ``None`` for isolates within others."""
    isolates = [found.span() for found in _ISOLATE.finditer(classes)] if "I" in classes else []
    if classes.count("I") != len(isolates) or classes.count("P") != len(isolates):
        return None
    places = [found.start() for found in _BRACKET.finditer(classes)]
    if len(places) >= MAX_OPEN_BRACKETS:
        return None
    places = [place for place in places if not any(start < place < end for start, end in isolates)]
    pairs = bracket_pairs(["ON"] * len(places), [text[place] for place in places])
    wholes = [(places[opening], places[closing]) for opening, closing in pairs]
    return sorted([*wholes, *((start, end - 1) for start, end in isolates)], reverse=True)


@lru_cache(20_000)
def _levels_between(before: str, text: str) -> tuple[int, ...]:
    """The levels of ``text`` between a letter and another, in a right-to-left paragraph."""
    return tuple(by_all_rules(f"{before}{text}\u05d0", 1)[1:-1])


def visual_order(levels: Sequence[int]) -> list[int]:
    """The positions of a line's characters, or runs, from left to right (L2)."""
    order, marks = list(range(len(levels))), bytes(levels)
    lowest_odd = 1 if 1 in marks else min((level for level in levels if level & 1), default=MAX_DEPTH + 2)
    for level in range(max(marks, default=0), lowest_odd - 1, -1):
        for run in _at_least(level).finditer(marks):  # a run of deeper levels within it is where it was
            start, end = run.span()
            order[start:end] = order[start:end][::-1]
    return order


@cache
def _at_least(level: int) -> re.Pattern[bytes]:
    """Characters of this level or a deeper one."""
    return re.compile(b"[\\x%02x-\\xff]{2,}" % level)

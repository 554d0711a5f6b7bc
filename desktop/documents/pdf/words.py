"""Words ready to be set: ordered, shaped, cut where a line may break. The same words come again, and are kept."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from desktop.documents.bidi import embedding_levels, is_even
from desktop.documents.pdf.printable import UNSEEN
from desktop.documents.pdf.typeface import Shaped, Typeface, choose, typefaces

MOST = 50_000
"""Words that are kept at the most."""

_BREAK_INSIDE = re.compile(  # after a hyphen, a slash or a dash between letters; never inside REC-2021-014
    r"(?<=[^\W\d_]{2}[-/])(?=[^\W\d_]{2})|(?<=[—\u200b])(?=.)"
)


class Piece(NamedTuple):
    """Part of a word in one direction, one typeface and one colour."""

    level: int
    shaped: Shaped
    color: str


class Stretch(NamedTuple):
    """Characters that look the same, each with its level."""

    text: str
    levels: bytes
    bold: bool
    color: str


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    typeface: Typeface
    color: str


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """What is never broken but where it is wider than the line; widths in thousandths of the type size."""

    stretches: tuple[Stretch, ...]
    pieces: tuple[Piece, ...]
    width: float
    gap: int | None
    """The level of the space before it, ``None`` where there is none."""
    look: Look | None
    """The typeface and colour of all of it; ``None`` where it has several."""
    level: int | None
    """That of all of it and of the space before it, where it is drawn at one go; else ``None``."""

    @property
    def text(self) -> str:
        return "".join(stretch.text for stretch in self.stretches)

    def fitting(self, limit: float) -> list[Unit]:
        """As many parts of it as it takes for each to be no wider than ``limit``, at least a character each."""
        text, parts, start, gap = self.text, [], 0, self.gap
        while start < len(text):
            ends = [
                end
                for end in range(start + 1, len(text) + 1)
                if end == len(text) or not unicodedata.combining(text[end])
            ]
            count = bisect_right(ends, limit, key=lambda end: self._part(start, end, None).width)
            end = ends[max(count - 1, 0)]
            parts.append(self._part(start, end, gap))
            start, gap = end, None
        return parts

    def _part(self, start: int, end: int, gap: int | None) -> Unit:
        cut, place = [], 0
        for stretch in self.stretches:
            left, right = max(start - place, 0), end - place
            if left < len(stretch.text) and right > 0:
                cut.append(stretch._replace(text=stretch.text[left:right], levels=stretch.levels[left:right]))
            place += len(stretch.text)
        return _unit(tuple(cut), gap)


class Words(dict[str, tuple[Unit, ...]]):
    """The words of one look that run one way, and spaces before them too: what of each a line may break between."""

    def __init__(self, level: int, bold: bool, color: str) -> None:
        super().__init__()
        self.level, self.bold, self.color = level, bold, color

    def __missing__(self, word: str) -> tuple[Unit, ...]:
        if len(self) > MOST:
            self.clear()
        whole = Stretch(word, bytes([self.level]) * len(word), self.bold, self.color)
        made = self[word] = tuple(_units((whole,), self.level))
        return made


_words = cache(Words)


def set_words(runs: Sequence[tuple[str, bool, str]], right_to_left: bool) -> list[Unit]:
    """A paragraph, given as texts that are bold or not in a colour, as what a line may break between."""
    base = int(right_to_left)
    text, bold, color = runs[0]
    if len(runs) > 1:
        text = "".join([run[0] for run in runs])
    elif is_even(text, base):
        known = _words(base, bold, color)
        return [unit for word in text.split(" ") if word for unit in known[word]]
    return list(_mixed(text, runs, base))


def _mixed(text: str, runs: Sequence[tuple[str, bool, str]], base: int) -> Iterator[Unit]:
    levels = bytes([base]) * len(text) if is_even(text, base) else bytes(embedding_levels(text, base))
    number, end_of_run, known = -1, 0, _words(base, *runs[0][1:])
    end = -1
    for word in text.split(" "):
        start, end = end + 1, end + 1 + len(word)
        if not word:
            continue
        while end_of_run <= start:
            number += 1
            end_of_run += len(runs[number][0])
            known = _words(base, *runs[number][1:])
        before = start - 1 if start else 0
        if end <= end_of_run and levels.count(base, before, end) == end - before:
            yield from known[word]
            continue
        gap, said = levels[start - 1] if start else base, levels[start:end]
        if end > end_of_run:
            yield from _units(tuple(_stretches(text, levels, start, end, runs)), gap)
        elif said.count(gap) == len(said):
            yield from _words(gap, known.bold, known.color)[word]
        else:
            yield from _turning(word, said, gap, known.bold, known.color)


def _stretches(
    text: str, levels: bytes, start: int, end: int, runs: Sequence[tuple[str, bool, str]]
) -> Iterator[Stretch]:
    """A word whose characters belong to several runs."""
    place = 0
    for run, bold, color in runs:
        left, right = max(start, place), min(end, place + len(run))
        if left < right:
            yield Stretch(text[left:right], levels[left:right], bold, color)
        place += len(run)


@lru_cache(MOST)
def _turning(text: str, levels: bytes, gap: int, bold: bool, color: str) -> tuple[Unit, ...]:
    """A word that does not run one way."""
    return tuple(_units((Stretch(text, levels, bold, color),), gap))


def _units(stretches: tuple[Stretch, ...], gap: int) -> Iterator[Unit]:
    word = "".join(stretch.text for stretch in stretches)
    cuts = [cut.start() for cut in _BREAK_INSIDE.finditer(word) if cut.start()]
    whole = _unit(stretches, gap)
    if not cuts:
        yield whole
        return
    for left, right in pairwise((0, *cuts, len(word))):
        yield whole._part(left, right, None if left else gap)


def _unit(stretches: tuple[Stretch, ...], gap: int | None) -> Unit:
    pieces = tuple(piece for stretch in stretches for piece in _pieces(*stretch))
    looks = {_look(piece.shaped.typeface, piece.color) for piece in pieces}
    level = pieces[0].level if len(pieces) == 1 and gap in (pieces[0].level, None) else None
    width = sum(piece.shaped.width for piece in pieces)
    return Unit(stretches, pieces, width, gap, looks.pop() if len(looks) == 1 else None, level)


_look = cache(Look)


def _pieces(text: str, levels: bytes, bold: bool, color: str) -> Iterator[Piece]:
    """Text of one look, cut where its direction or its typeface changes."""
    candidates = typefaces(bold)
    left = 0
    while left < len(text):
        right = left + 1
        if text[left] not in UNSEEN:
            level = levels[left]
            while right < len(text) and levels[right] == level and text[right] not in UNSEEN:
                right += 1
            yield from _in_typefaces(text[left:right], level, candidates, color)
        left = right


def _in_typefaces(text: str, level: int, candidates: Sequence[Typeface], color: str) -> Iterator[Piece]:
    if whole := choose(text, candidates):
        yield Piece(level, whole.shape(text, bool(level & 1)), color)
        return
    left = 0
    while left < len(text):
        typeface = choose(text[left], candidates) or candidates[0]
        right = left + 1
        while right < len(text) and choose(text[right], candidates) is typeface:
            right += 1
        yield Piece(level, typeface.shape(text[left:right], bool(level & 1)), color)
        left = right

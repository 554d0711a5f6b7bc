"""What stays together on a page: a heading with what follows it, the signatures with what they are put to."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer
from reportlab.platypus import PageBreak as NextPage

from desktop.documents.pdf.ruled_table import RuledTable
from desktop.documents.pdf.side_by_side import SideBySide
from desktop.documents.pdf.typesetting import Paragraph

TALL = 10_000
"""Higher than any page: what is measured with it is measured whole."""
ALONG = 20 * mm
"""How much of what is signed stands above the signatures at least, where there is as much."""
LONG = 30 * mm
"""What is higher can be parted: its end goes along."""
MOST_ALONG = 110 * mm


class HeadingRoom(CondPageBreak):
    """Goes on to the next page where a heading and the beginning of what follows it have no room on this one."""


def keep_headings(story: Sequence[Flowable], width: float, most: float) -> None:
    """Let every heading ask for the room it takes with what follows it, ``most`` points at the most."""
    for place, room in enumerate(story):
        if isinstance(room, HeadingRoom):
            room.height = min(max(room.height, _needed(story, place + 1, width, most)), most)


def _needed(story: Sequence[Flowable], place: int, width: float, most: float) -> float:
    """The height of what must not be parted, from this place on; what is above ``most`` is not measured."""
    height = 0.0
    for number in range(place, len(story)):
        part = story[number]
        if height >= most:
            return height
        if isinstance(part, NextPage):
            return height
        if isinstance(part, CondPageBreak):
            return height + max(part.height, _needed(story, number + 1, width, most - height))
        height += part.getSpaceBefore()
        if not isinstance(part, Spacer) and not is_heading(part):
            return height + _beginning(part, width, most - height)
        height += part.wrap(width, TALL)[1] + part.getSpaceAfter()
    return height


def is_heading(part: Flowable) -> bool:
    return isinstance(part, Paragraph | SideBySide) and part.is_heading


def _beginning(part: Flowable, width: float, most: float = TALL) -> float:
    """How much of it must stand below a heading."""
    if isinstance(part, Paragraph | SideBySide):
        return part.least_height(width)
    if isinstance(part, Closing):
        return part.least_height(width)
    if isinstance(part, Together):
        return _needed(part.parts, 0, width, most)
    if isinstance(part, RuledTable):
        return part.least_height()
    return part.wrap(width, TALL)[1]


def keep_signatures(story: Sequence[Flowable], signatures: Sequence[Flowable], width: float) -> list[Flowable]:
    """The whole story. No page holds the signatures alone: some of what they are put to goes along with them."""
    before, along, height = list(story), [], 0.0
    while before and not isinstance(before[-1], NextPage):
        tall = before[-1].wrap(width, TALL)[1]
        if tall > LONG or height + tall > MOST_ALONG:
            return [*before[:-1], Closing(before[-1], [*along, *signatures])]
        height += tall
        along.insert(0, before.pop())
        if height > ALONG and not (before and is_heading(before[-1])):
            break
    return [*before, Together([*along, *signatures])]


class Together(KeepTogether):
    """What stands on one page."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__(list(parts))
        self.parts = list(parts)


class Closing(Flowable):
    """Something long, and what must not stand on a page without the end of it."""

    def __init__(self, long: Flowable, last: Sequence[Flowable]) -> None:
        super().__init__()
        self.long = long
        self.last = list(last)

    def getSpaceBefore(self) -> float:
        return self.long.getSpaceBefore()

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        return aW, TALL  # always split

    def least_height(self, width: float) -> float:
        """How much of it must stand below a heading: all of it, where its end cannot be parted from it."""
        height = self.long.wrap(width, TALL)[1]
        parted = height > LONG and len(self.long.split(width, height - ALONG)) == 2
        return _beginning(self.long, width) if parted else height + self._rest(width)

    def _rest(self, width: float) -> float:
        return sum(part.getSpaceBefore() + part.wrap(width, TALL)[1] + part.getSpaceAfter() for part in self.last)

    def split(self, aW: float, aH: float) -> list[Flowable]:
        height = self.long.wrap(aW, aH)[1]
        rest = self._rest(aW)
        if height + rest <= aH:
            return [self.long, *self.last]
        if height > aH:
            parts = self.long.split(aW, aH)
            return [parts[0], Closing(parts[1], self.last)] if len(parts) == 2 else []
        parts = self.long.split(aW, height - ALONG) if height > LONG else []
        if len(parts) == 2:
            return [parts[0], NextPage(), parts[1], *self.last]
        return [self.long, *self.last] if self._at_top() else []

    def _at_top(self) -> bool:
        return bool(getattr(getattr(self, "_frame", None), "_atTop", False))

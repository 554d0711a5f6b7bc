"""Two texts side by side and level, which break across pages together."""

from __future__ import annotations

import copy

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from desktop.documents.pdf.pen import paint
from desktop.documents.pdf.structure import marked, write
from desktop.documents.pdf.typesetting import BAR_GAP, Paragraph

GUTTER = 14
"""Points between two languages side by side."""
BAR_WIDTH = 2


class SideBySide(Flowable):
    """A paragraph on the left and one on the right, or nothing beside one; ``bar`` is the colour of a bar at both
    outer sides, which joins that of the next pair."""

    def __init__(self, left: Paragraph | None, right: Paragraph | None, bar: str | None = None) -> None:
        super().__init__()
        self.left = left
        self.right = right
        self.bar = bar
        self._inner = 9 if bar else 0

    @property
    def is_heading(self) -> bool:
        """Whether it stands in the outline."""
        return any(part.is_heading for part in (self.left, self.right) if part)

    def getSpaceBefore(self) -> float:
        return max((part.getSpaceBefore() for part in (self.left, self.right) if part), default=0)

    def getSpaceAfter(self) -> float:
        return max((part.getSpaceAfter() for part in (self.left, self.right) if part), default=0)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        side = self._side(aW)
        self.width = aW
        self.height = max((part.wrap(side, aH)[1] for part in (self.left, self.right) if part), default=0)
        return aW, self.height

    def least_height(self, width: float) -> float:
        """How much of it stands at the foot of a page at least."""
        side = self._side(width)
        return max((part.least_height(side) for part in (self.left, self.right) if part), default=0)

    def split(self, aW: float, aH: float) -> list[Flowable]:
        side = self._side(aW)
        if self.wrap(aW, aH)[1] <= aH + 1e-6:
            return [self]
        halves = [self._halves(part, side, aH) for part in (self.left, self.right)]
        if any(half is None for half in halves):
            return []
        (left, more_left), (right, more_right) = (half for half in halves if half)
        return [self._with(left, right), self._with(more_left, more_right)]

    @staticmethod
    def _halves(
        part: Paragraph | None, width: float, height: float
    ) -> tuple[Paragraph | None, Paragraph | None] | None:
        """What of a paragraph stands above the break, and what below it; ``None`` where it cannot be broken there."""
        if part is None or part.wrap(width, height)[1] <= height + 1e-6:
            return part, None
        halves = part.split(width, height)
        if len(halves) != 2:
            return None
        above, below = halves
        assert isinstance(above, Paragraph) and isinstance(below, Paragraph)
        return above, below

    def _with(self, left: Paragraph | None, right: Paragraph | None) -> SideBySide:
        part = copy.copy(self)
        part.__dict__.pop("_postponed", None)  # reportlab's note on this pair; on the part it would be an error
        part.left, part.right = left, right
        return part

    def _side(self, width: float) -> float:
        return (width - GUTTER) / 2 - self._inner

    def draw(self) -> None:
        canvas: Canvas = self.canv
        side = self._side(self.width)
        if self.bar:
            with marked(canvas, None):
                for x in (0, self.width - BAR_WIDTH):
                    bar = f"{x:.2f} {-BAR_GAP} {BAR_WIDTH} {self.height + BAR_GAP:.2f} re"
                    write(canvas, f"q {paint(self.bar)} {bar} f Q")
        places = ((self.left, self._inner), (self.right, self.width - self._inner - side))
        # Lines side by side are one line in the margin: those of the longer text are counted.
        longer = max(
            (part for part, _ in places if part), key=lambda part: part.wrap(side, self.height)[1], default=None
        )
        for part, x in places:
            if part:
                part.counted = part is longer
                _, height = part.wrapOn(canvas, side, self.height)
                part.drawOn(canvas, x, self.height - height)

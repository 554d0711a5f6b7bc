"""A name plate: a sheet folded across its middle, with the name on both sides."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop.documents.pdf.look import RULE
from desktop.documents.pdf.structure import marked
from desktop.documents.pdf.typesetting import Paragraph

ROOM = 0.86
"""How much of a half's height its texts fill at the most."""


class NamePlate(Flowable):
    """Fills the frame of a page. ``far`` is what those across the table read: it stands on its head above the fold."""

    def __init__(self, near: Sequence[Paragraph], far: Sequence[Paragraph], height: float) -> None:
        super().__init__()
        self._near, self._far = near, far
        self.height = height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width = aW
        return aW, self.height

    def draw(self) -> None:
        canvas, half = self.canv, self.height / 2
        with marked(canvas, None):
            canvas.setStrokeColor(HexColor(RULE))
            canvas.setLineWidth(0.5)
            canvas.setDash(3, 3)
            canvas.line(-10 * mm, half, self.width + 10 * mm, half)
            canvas.setDash()
        self._draw_half(self._near)
        canvas.saveState()
        canvas.translate(self.width, self.height)
        canvas.rotate(180)
        self._draw_half(self._far)
        canvas.restoreState()

    def _draw_half(self, texts: Sequence[Paragraph]) -> None:
        half = self.height / 2
        heights = [text.wrapOn(self.canv, self.width, half)[1] for text in texts]
        top = (half + min(sum(heights), half * ROOM)) / 2
        for text, height in zip(texts, heights, strict=True):
            top -= height
            text.drawOn(self.canv, 0, top)

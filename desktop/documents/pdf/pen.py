"""What writes shaped text on a page: the operators of a PDF, as few as will do."""

from __future__ import annotations

from functools import cache

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.pdf.embedding import embedded
from desktop.documents.pdf.structure import write
from desktop.documents.pdf.typeface import Shaped, Typeface


class Pen:
    """Writes the text operators of one paragraph, as few as will do."""

    def __init__(self, canvas: Canvas, size: float) -> None:
        self._canvas = canvas
        self._size = self._scale = size
        self._typeface: Typeface | None = None
        self._color: str | None = None
        self._array: list[str] = []

    def move(self, x: float, y: float) -> None:
        write(self._canvas, f"1 0 0 1 {x:.2f} {y:.2f} Tm")

    def show(self, shaped: Shaped, color: str, stretch: float = 0) -> None:
        """Draw glyphs, and move ``stretch`` thousandths further than they are wide."""
        if shaped.typeface is not self._typeface or color != self._color:
            self._choose(shaped.typeface, color)
        for height, glyphs in self._show(shaped):
            if height:
                self.finish()
                rise = height * self._scale / 1000
                write(self._canvas, f"{rise:.3f} Ts [{glyphs}] TJ 0 Ts")
            else:
                self._array.append(glyphs)
        if stretch:
            self._array.append(f" {-stretch:.5g}")

    def _choose(self, typeface: Typeface, color: str) -> None:
        self.finish()
        if color != self._color:
            write(self._canvas, paint(color))
        if typeface is not self._typeface:
            font = embedded(self._canvas, typeface)
            self._scale = self._size * typeface.adjustment
            self._show = font.show
            write(self._canvas, f"/{font.name} {self._scale:g} Tf")
        self._typeface, self._color = typeface, color

    def finish(self) -> None:
        if self._array:
            write(self._canvas, f"[{''.join(self._array)}] TJ")
            self._array = []


@cache
def paint(color: str) -> str:
    """The operator that chooses a colour to fill with."""
    return " ".join(f"{part:.3f}" for part in HexColor(color).rgb()) + " rg"

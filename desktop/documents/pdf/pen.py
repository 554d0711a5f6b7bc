"""What writes shaped text on a page: the operators of a PDF, as few as will do."""

from __future__ import annotations

from collections.abc import Mapping
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
        self._size = size
        self._typeface: Typeface | None = None
        self._color: str | None = None
        self._shown: Mapping[Shaped, str] = {}
        self._array: list[str] = []

    def move(self, x: float, y: float) -> None:
        write(self._canvas, f"1 0 0 1 {x:.3f} {y:.3f} Tm")

    def choose(self, typeface: Typeface, color: str) -> Mapping[Shaped, str]:
        """What follows is in this typeface and colour. Gives what :meth:`show` takes for a piece of text."""
        if color != self._color:
            self.finish()
            self._color = color
            write(self._canvas, paint(color))
        if typeface is not self._typeface:
            self.finish()
            self._typeface = typeface
            font, size = embedded(self._canvas, typeface), self._size * typeface.adjustment
            self._shown = font.shown_at(size)
            write(self._canvas, f"/{font.name} {size:g} Tf")
        return self._shown

    def show(self, text: str) -> None:
        self._array.append(text)

    def finish(self) -> None:
        """End of a line."""
        if self._array:
            write(self._canvas, f"[{''.join(self._array)}] TJ")
            self._array = []


@cache
def paint(color: str) -> str:
    """The operator that chooses a colour to fill with."""
    return " ".join(f"{part:.3f}" for part in HexColor(color).rgb()) + " rg"

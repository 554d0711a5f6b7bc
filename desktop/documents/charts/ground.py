"""What a chart is drawn on, whoever draws: words, rectangles, lines and marks at a place, mirrored where one reads from
the right.

Places count from where reading begins, at the top. The window and Word have pictures (``canvas.py``); a PDF is drawn
into with its own letters (``pdf/figure.py``).
"""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Literal

from desktop.documents.charts.chart import Palette, Pattern

Anchor = Literal["start", "middle", "end"]

Dashes = str | tuple[int, tuple[float, ...]]
"""How a line is broken: "-", "--", "-.", ":", or where it begins and how long each stroke and gap is, in widths."""


def cleaned(text: str) -> str:
    """``text`` on one line and without signs that have no shape: marks of direction would be drawn as empty boxes."""
    return "".join(
        each for each in " ".join(text.split()) if unicodedata.category(each) != "Cf" or each in "\u200c\u200d"
    )


class Ground(ABC):
    """``width`` of what is drawn; its height grows with it."""

    def __init__(self, width: float, size: float, palette: Palette, right_to_left: bool) -> None:
        """``size`` is that of the letters, in the same measure as ``width``."""
        self.width, self.size, self.palette, self.right_to_left = width, size, palette, right_to_left
        self.height = 0.0

    # --- measures ----------------------------------------------------------------------------------------------------

    @abstractmethod
    def measure(self, text: str, size: float | None = None, bold: bool = False) -> float:
        """How wide a line of text is."""

    def wrap(self, text: str, width: float, lines: int) -> list[str]:
        """``text`` in at most ``lines`` lines of ``width``, with an ellipsis where there is more."""
        wrapped: list[str] = []
        rest = cleaned(text).split()
        while rest and len(wrapped) < lines:
            count = len(rest)
            last = len(wrapped) == lines - 1
            while count > 1 and self.measure(" ".join(rest[:count])) > width:
                count -= 1
            line, rest = " ".join(rest[:count]), rest[count:]
            if (last and rest) or self.measure(line) > width:
                line = self._shortened(line, width)
            wrapped.append(line)
        return wrapped

    def _shortened(self, line: str, width: float) -> str:
        while len(line) > 1 and self.measure(f"{line}…") > width:
            line = line[:-1].rstrip()
        return f"{line}…"

    # --- drawing -----------------------------------------------------------------------------------------------------

    def colour(self, role: str) -> str:
        """The colour of a role, or of the text, the ground, a line."""
        named = {"text": self.palette.text, "muted": self.palette.muted, "ground": self.palette.ground}
        return self.palette.colours.get(role) or named.get(role, self.palette.line)

    @abstractmethod
    def words(
        self,
        text: str,
        x: float,
        y: float,
        anchor: Anchor = "start",
        *,
        colour: str = "text",
        size: float | None = None,
        bold: bool = False,
        boxed: bool = False,
        name: str | None = None,
    ) -> None:
        """One line of text, ``y`` at the middle of its letters. ``boxed`` puts the ground behind it."""

    @abstractmethod
    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: str,
        pattern: Pattern = Pattern.PLAIN,
        name: str | None = None,
    ) -> None:
        """A rectangle; ``name`` is what the picture calls it."""

    @abstractmethod
    def line(self, places: Sequence[tuple[float, float]], colour: str, width: float = 1, dashes: Dashes = "-") -> None:
        """A line from place to place."""

    @abstractmethod
    def area(self, places: Sequence[tuple[float, float]], base: float, colour: str) -> None:
        """What lies between a line and its base, faintly."""

    @abstractmethod
    def point(self, x: float, y: float, colour: str, shape: str, name: str) -> None:
        """A mark on a line: "o" a circle, "s" a square, "^" and "v" triangles, "D" a diamond, "P" a cross."""

    def _x(self, x: float) -> float:
        return self.width - x if self.right_to_left else x

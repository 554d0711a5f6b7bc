"""A sheet of pixels to draw charts on, which becomes a picture in a file.

It is drawn by matplotlib, without a window system and without ``pyplot``, whose figures live on in a global list. One
sheet is drawn at a time: matplotlib's settings are global.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib import resources
from threading import RLock
from typing import Any, Literal

from desktop import paths
from desktop.documents.charts.chart import Palette, Pattern
from desktop.documents.charts.ground import Anchor, Dashes, Ground, cleaned

Format = Literal["svg", "png", "pdf"]

SYSTEM_FONTS = {
    "win32": ("Segoe UI", "Tahoma"),
    "darwin": ("Helvetica Neue", "Geeza Pro"),
}
LINUX_FONTS = ("Noto Sans", "Noto Sans Arabic")
OWN_FONTS = ("Amiri", "PT Serif", "DejaVu Sans")
"""For letters the system's own fonts lack: these come with the application."""

SHARPNESS = 3
"""Pixels of a PNG for each of the sheet's: enough for a printer."""

_drawing = RLock()


@cache
def _families() -> tuple[str, ...]:
    """The font families to look for a letter in, one after the other; all of them are there."""
    import fontpkg_amiri
    import fontpkg_pt_serif
    from matplotlib.font_manager import fontManager

    for package, stem in ((fontpkg_amiri, "Amiri"), (fontpkg_pt_serif, "PT_Serif-Web")):
        for weight in ("Regular", "Bold"):
            with resources.as_file(resources.files(package) / "files" / f"{stem}-{weight}.ttf") as path:
                fontManager.addfont(path)
    known = set(fontManager.get_font_names())
    wanted = (*SYSTEM_FONTS.get(sys.platform, LINUX_FONTS), *OWN_FONTS)
    return tuple(name for name in wanted if name in known)


@contextmanager
def drawing() -> Iterator[None]:
    """While this lasts, matplotlib is ours: its settings are those it comes with, whatever file of its own it found."""
    with _drawing:
        if "matplotlib" not in sys.modules:
            # Where it keeps its list of fonts. In its own folder somebody's settings for it might lie, and the
            # stand-alone program would have it make the list anew at every start.
            os.environ["MPLCONFIGDIR"] = str(paths.cache_folder() / "matplotlib")
        import matplotlib

        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            matplotlib.rcParams.update(
                {
                    "font.family": _families(),
                    "svg.fonttype": "path",
                    "svg.hashsalt": "tawsiya",
                    "pdf.fonttype": 42,
                    "hatch.linewidth": 1.1,
                }
            )
            yield


@lru_cache(maxsize=4096)
def _width(text: str, size: float, bold: bool, families: tuple[str, ...]) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=list(families), size=size, weight="bold" if bold else "normal")
    return text_to_path.get_text_width_height_descent(text, font, False)[0]


class Sheet(Ground):
    """A sheet of ``width`` pixels; its height grows with what is drawn. Only within :func:`drawing`."""

    def __init__(self, width: float, size: float, palette: Palette, right_to_left: bool) -> None:
        """``size`` is that of the letters, in pixels."""
        from matplotlib.figure import Figure

        super().__init__(width, size, palette, right_to_left)
        # At 72 to the inch, a point is a pixel.
        self._figure: Any = Figure(figsize=(width / 72, 1), dpi=72, facecolor=palette.ground)
        self._axes: Any = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()

    # --- measures ----------------------------------------------------------------------------------------------------

    def measure(self, text: str, size: float | None = None, bold: bool = False) -> float:
        text = cleaned(text)
        return _width(text, size or self.size, bold, _families()) if text else 0.0

    # --- drawing -----------------------------------------------------------------------------------------------------

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
        text = cleaned(text)
        if not text:
            return
        size = size or self.size
        sides = {"start": "left", "middle": "center", "end": "right"}
        if self.right_to_left:
            sides = {"start": "right", "middle": "center", "end": "left"}
        if boxed:
            self.box(
                x - self.measure(text, size, bold) * {"start": 0, "middle": 0.5, "end": 1}[anchor] - 3,
                y - size * 0.6,
                self.measure(text, size, bold) + 6,
                size * 1.2,
                "ground",
            )
        self._axes.text(
            self._x(x),
            y + size * 0.36,
            text.replace("$", r"\$"),
            color=self.colour(colour),
            fontsize=size,
            fontweight="bold" if bold else "normal",
            ha=sides[anchor],
            va="baseline",
            gid=name,
        )

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
        from matplotlib.patches import Rectangle

        hollow = pattern is Pattern.HOLLOW
        inset = 0.75 if hollow else 0
        left = self._x(x + width) if self.right_to_left else x
        self._axes.add_patch(
            Rectangle(
                (left + inset, y + inset),
                max(width - 2 * inset, 0.5),
                height - 2 * inset,
                facecolor=self.palette.ground if hollow else self.colour(colour),
                edgecolor=self.colour(colour) if hollow else "none",
                hatchcolor=self.palette.ground,
                linewidth=1.5 if hollow else 0,
                hatch=pattern.value if pattern.value and not hollow else None,
                gid=name,
            )
        )

    def line(self, places: Sequence[tuple[float, float]], colour: str, width: float = 1, dashes: Dashes = "-") -> None:
        across, down = zip(*((self._x(x), y) for x, y in places), strict=True)
        self._axes.plot(
            across, down, color=self.colour(colour), linewidth=width, linestyle=dashes, solid_capstyle="round"
        )

    def area(self, places: Sequence[tuple[float, float]], base: float, colour: str) -> None:
        across, down = zip(*((self._x(x), y) for x, y in places), strict=True)
        self._axes.fill_between(across, down, base, color=self.colour(colour), alpha=0.12, linewidth=0)

    def point(self, x: float, y: float, colour: str, shape: str, name: str) -> None:
        from matplotlib.markers import MarkerStyle
        from matplotlib.patches import PathPatch
        from matplotlib.transforms import Affine2D

        style = MarkerStyle(shape)
        # Not a marker of matplotlib's own: in an SVG those are drawn elsewhere and only pointed at.
        place = Affine2D().scale(self.size * 0.52).translate(self._x(x), y)
        outline = style.get_path().transformed(style.get_transform() + place)
        self._axes.add_patch(
            PathPatch(
                outline, facecolor=self.colour(colour), edgecolor=self.palette.ground, linewidth=1, zorder=3, gid=name
            )
        )

    # --- the picture -------------------------------------------------------------------------------------------------

    def picture(self, form: Format, title: str) -> bytes:
        """What was drawn, as a file's content."""
        self._figure.set_size_inches(self.width / 72, self.height / 72)
        self._axes.set_xlim(0, self.width)
        self._axes.set_ylim(self.height, 0)
        stream = io.BytesIO()
        match form:
            case "svg":
                from matplotlib.backends.backend_svg import FigureCanvasSVG

                FigureCanvasSVG(self._figure).print_svg(stream, metadata={"Title": title, "Date": None})
                return _without_blanks(stream.getvalue())
            case "pdf":
                from matplotlib.backends.backend_pdf import FigureCanvasPdf

                FigureCanvasPdf(self._figure).print_pdf(
                    stream, metadata={"Title": title, "Creator": "Tawsiya", "CreationDate": None}
                )
            case "png":
                from matplotlib.backends.backend_agg import FigureCanvasAgg

                self._figure.dpi = 72 * SHARPNESS
                FigureCanvasAgg(self._figure).print_png(stream, metadata={"Title": title})
        return stream.getvalue()


_BLANK = re.compile(rb'<path id="([^"]+)" transform="[^"]*"/>\s*')


def _without_blanks(svg: bytes) -> bytes:
    """``svg`` without the glyphs that have no outline - spaces -, of which some readers complain."""
    for name in set(_BLANK.findall(svg)):
        svg = re.sub(rb'<use xlink:href="#' + re.escape(name) + rb'"[^>]*/>\s*', b"", svg)
    return _BLANK.sub(b"", svg)

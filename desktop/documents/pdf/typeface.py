"""The typefaces documents are set in: shaping with HarfBuzz, and embedding what was used into a PDF.

Amiri has Latin and Arabic of one hand; what it lacks (Romanian ș, Cyrillic, №) comes from PT Serif. A character that
neither has is written as its code, so nothing a person wrote ever vanishes from a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

import fontpkg_amiri
import fontpkg_pt_serif
import uharfbuzz

hb: Any = uharfbuzz  # compiled, without type stubs

_REGULAR = ((fontpkg_amiri, "Amiri-Regular", 1), (fontpkg_pt_serif, "PT_Serif-Web-Regular", 0.86))
_BOLD = ((fontpkg_amiri, "Amiri-Bold", 1), (fontpkg_pt_serif, "PT_Serif-Web-Bold", 0.86))

GAP = 60
"""Thousandths of the type size; readers see a space from about 100."""


GlyphKey = tuple[int, str, float]
"""A glyph, the text it stands for, and how wide it is said to be: what a document has a code for."""


@dataclass(frozen=True)
class Glyph:
    """One glyph of a shaped piece of text; lengths in thousandths of the type size."""

    index: int
    text: str
    """The characters it stands for, so that the document can be searched; empty where another glyph stands for them."""
    advance: float
    x_offset: float
    y_offset: float
    width: float
    """How wide the document says it is: its own width, or up to the next letter where kerning leaves a gap.

    Readers take a gap for a space, and would cut the word in two.
    """


@dataclass(frozen=True, eq=False)
class Shaped:
    """A piece of text in one typeface and one direction, glyphs from left to right.

    Glyphs are in thousandths of the size the typeface is set at, ``width`` in thousandths of the size asked for: the
    two differ where the typeface is adjusted.
    """

    typeface: Typeface
    glyphs: tuple[Glyph, ...]
    width: float

    @cached_property
    def shown(self) -> tuple[tuple[float, str, tuple[GlyphKey, ...]], ...]:
        """Pieces of a ``TJ`` array: the height above the base line each stands at, what it is with a ``%s`` for the
        code of each glyph, and these glyphs."""
        pieces: list[tuple[float, list[str], list[GlyphKey]]] = []
        for glyph in self.glyphs:
            if not pieces or pieces[-1][0] != glyph.y_offset:
                pieces.append((glyph.y_offset, [], []))
            _, parts, keys = pieces[-1]
            if glyph.x_offset:
                parts.append(f" {-glyph.x_offset:.5g}")
            parts.append("<%s>")
            keys.append((glyph.index, glyph.text, glyph.width))
            back = glyph.width - glyph.advance + glyph.x_offset
            if abs(back) > 0.01:
                parts.append(f" {back:.5g}")
        return tuple((height, "".join(parts).replace("><", ""), tuple(keys)) for height, parts, keys in pieces)


class Typeface:
    """One font file: its measures, and text shaped with it. Lengths in thousandths of the type size."""

    def __init__(self, name: str, data: bytes, adjustment: float = 1) -> None:
        """``adjustment`` of the type size makes its letters as high as those of the typeface it stands in for."""
        self.name = name
        self.adjustment = adjustment
        self.face = hb.Face(hb.Blob(data))
        self._font = hb.Font(self.face)
        self._scale = 1000 / self.face.upem
        extents = self._font.get_font_extents("ltr")
        self.ascender, self.descender = extents.ascender * self._scale, extents.descender * self._scale
        self._shaped: dict[tuple[str, bool], Shaped] = {}

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters it has glyphs for."""
        return frozenset(chr(code) for code in self.face.unicodes)

    def shape(self, text: str, right_to_left: bool) -> Shaped:
        """``text`` of one direction, its letters joined; the same words come again and again, so they are kept."""
        key = (text, right_to_left)
        if (known := self._shaped.get(key)) is None:
            if len(self._shaped) > 50_000:
                self._shaped.clear()
            known = self._shaped[key] = self._shape(text, right_to_left)
        return known

    def advance(self, glyph: int) -> float:
        """A glyph's own width, as the font says it."""
        return self._font.get_glyph_h_advance(glyph) * self._scale

    def _shape(self, text: str, right_to_left: bool) -> Shaped:
        buffer = hb.Buffer()
        buffer.add_str(text)
        # Said, not guessed: digits alone tell no script, and HarfBuzz would ask the computer's settings.
        buffer.direction = "rtl" if right_to_left else "ltr"
        buffer.script = "Arab" if right_to_left else "Latn"
        buffer.language = "ar" if right_to_left else "en"
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        hb.shape(self._font, buffer, {"kern": True, "liga": True})
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        starts = sorted({info.cluster for info in infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        texts, said = [], set()
        for info in infos:
            texts.append("" if info.cluster in said else text[info.cluster : ends[info.cluster]])
            said.add(info.cluster)
        widths = self._declared_widths([info.codepoint for info in infos], texts, positions)
        glyphs = tuple(
            Glyph(
                index=info.codepoint,
                text=text,
                advance=position.x_advance * self._scale,
                x_offset=position.x_offset * self._scale,
                y_offset=position.y_offset * self._scale,
                width=width,
            )
            for info, text, position, width in zip(infos, texts, positions, widths, strict=True)
        )
        return Shaped(self, glyphs, sum(glyph.advance for glyph in glyphs) * self.adjustment)

    def _declared_widths(self, indices: Sequence[int], texts: Sequence[str], positions: Sequence[Any]) -> list[float]:
        widths = [self.advance(index) for index in indices]
        origin, reach = sum(position.x_advance for position in positions) * self._scale, None
        for i in range(len(indices) - 1, -1, -1):  # from the right, so that what follows is known
            end = origin
            origin -= positions[i].x_advance * self._scale
            if texts[i] and positions[i].x_advance:
                start = origin + positions[i].x_offset * self._scale
                following = end if reach is None else reach
                if following - start - widths[i] > GAP:
                    widths[i] = round(following - start)
                reach = start
        return widths


@cache
def typefaces(bold: bool = False) -> tuple[Typeface, ...]:
    """The typeface text is set in, then those that stand in for what it lacks."""
    return tuple(
        Typeface(name, (resources.files(package) / "files" / f"{name}.ttf").read_bytes(), adjustment)
        for package, name, adjustment in (_BOLD if bold else _REGULAR)
    )


def choose(text: str, candidates: Sequence[Typeface]) -> Typeface | None:
    """The first typeface that has every character of ``text``."""
    return next((typeface for typeface in candidates if typeface.characters.issuperset(text)), None)

"""The typefaces documents are set in: shaping with HarfBuzz, and embedding what was used into a PDF.

Amiri has Latin and Arabic of one hand; what it lacks (Romanian ș, Cyrillic, №) comes from PT Serif. A character that
neither has is written as its code, so nothing a person wrote ever vanishes from a document.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

import fontpkg_amiri
import fontpkg_pt_serif
import uharfbuzz
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

hb: Any = uharfbuzz  # compiled, without type stubs

_REGULAR = ((fontpkg_amiri, "Amiri-Regular", 1), (fontpkg_pt_serif, "PT_Serif-Web-Regular", 0.86))
_BOLD = ((fontpkg_amiri, "Amiri-Bold", 1), (fontpkg_pt_serif, "PT_Serif-Web-Bold", 0.86))
_LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "DSIG", "kern")
"""What a PDF has no use for: the glyphs in it are chosen and placed."""


GAP = 60
"""Thousandths of the type size; readers see a space from about 100."""


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


# --- in a document ---------------------------------------------------------------------------------------------------


class _Written(pdfdoc.PDFObject):
    """A PDF object given as it is to be written."""

    __RefOnly__ = 1

    def __init__(self, source: str) -> None:
        self.source = source

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        return self.source.encode("ascii")


class EmbeddedTypeface:
    """What one document uses of a typeface: a composite font (ISO 32000-1, 9.7) of just those glyphs.

    A character code is given to each glyph with its text rather than to each glyph: Arabic fonts draw different
    letters with one glyph, and each must still be found by a search.
    """

    def __init__(self, typeface: Typeface, name: str) -> None:
        self.typeface = typeface
        self.name = name
        self._codes: dict[tuple[int, str, float], int] = {}
        self._shows: dict[Shaped, list[tuple[float, str]]] = {}

    def show(self, shaped: Shaped) -> list[tuple[float, str]]:
        """Pieces of a ``TJ`` array, each with the height above the base line it stands at (thousandths)."""
        if (known := self._shows.get(shaped)) is None:
            known = self._shows[shaped] = self._show(shaped)
        return known

    def _show(self, shaped: Shaped) -> list[tuple[float, str]]:
        pieces: list[tuple[float, list[str]]] = []
        for glyph in shaped.glyphs:
            if not pieces or pieces[-1][0] != glyph.y_offset:
                pieces.append((glyph.y_offset, []))
            parts = pieces[-1][1]
            if glyph.x_offset:
                parts.append(f" {-glyph.x_offset:.5g}")
            parts.append(f"<{self._code(glyph):04X}>")
            back = glyph.width - glyph.advance + glyph.x_offset
            if abs(back) > 0.01:
                parts.append(f" {back:.5g}")
        return [(height, "".join(parts).replace("><", "")) for height, parts in pieces]

    def _code(self, glyph: Glyph) -> int:
        return self._codes.setdefault((glyph.index, glyph.text, glyph.width), len(self._codes) + 1)

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:  # reportlab calls it when all pages are set
        """Write the font into the document."""
        base = f"{self._subset_tag()}+{self.typeface.name}"
        face = self.typeface
        data = self._subset()
        file = _stream(document, data, {"Length1": len(data)})
        descriptor = _reference(
            document,
            f"<< /Type /FontDescriptor /FontName /{base} /Flags 4 /FontBBox [-1000 -1000 3000 1500] /ItalicAngle 0 "
            f"/Ascent {face.ascender:.0f} /Descent {face.descender:.0f} /CapHeight 650 /StemV 80 /FontFile2 {file} >>",
        )
        widths = " ".join(f"{width:.5g}" for _, _, width in self._codes)
        glyph_of_code = b"\0\0" + b"".join(index.to_bytes(2, "big") for index, _, _ in self._codes)
        descendant = _reference(
            document,
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{base} /FontDescriptor {descriptor} "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/DW 0 /W [1 [{widths}]] /CIDToGIDMap {_stream(document, glyph_of_code)} >>",
        )
        font = _Written(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H "
            f"/DescendantFonts [{descendant}] /ToUnicode {_stream(document, self._to_unicode())} >>"
        )
        fonts: Any = document.idToObject["BasicFonts"]
        fonts.dict[self.name] = document.Reference(font)

    def _subset(self) -> bytes:
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update({0, *(index for index, _, _ in self._codes)})
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
            int.from_bytes(tag.encode(), "big") for tag in _LAYOUT_TABLES
        )
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
        return hb.subset(self.typeface.face, wanted).blob.data

    def _subset_tag(self) -> str:
        """Six capitals that tell this subset from another one (9.6.4)."""
        number = zlib.crc32(repr(sorted(self._codes)).encode())
        return "".join(chr(65 + number // 26**place % 26) for place in range(6))

    def _to_unicode(self) -> bytes:
        entries = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for (_, text, _), code in self._codes.items()
            if text
        ]
        blocks = [
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar"
            for block in (entries[start : start + 100] for start in range(0, len(entries), 100))
        ]
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            + "\n".join(blocks)
            + "\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode("ascii")


def embedded(canvas: Canvas, typeface: Typeface) -> EmbeddedTypeface:
    """The typeface as the canvas's document uses it; embedded when the document is saved."""
    document: Any = canvas
    document = document._doc
    fonts: dict[str, EmbeddedTypeface] = document.__dict__.setdefault("embedded_typefaces", {})
    if typeface.name not in fonts:
        fonts[typeface.name] = EmbeddedTypeface(typeface, f"T{len(fonts) + 1}")
        document.delayedFonts.append(fonts[typeface.name])
    return fonts[typeface.name]


def _reference(document: pdfdoc.PDFDocument, source: str) -> str:
    return _formatted(document, _Written(source))


def _stream(document: pdfdoc.PDFDocument, content: bytes, entries: dict[str, int] | None = None) -> str:
    stream = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
    for key, value in (entries or {}).items():
        stream.dictionary[key] = value
    return _formatted(document, stream)


def _formatted(document: pdfdoc.PDFDocument, thing: pdfdoc.PDFObject) -> str:
    return document.Reference(thing).format(document).decode("ascii")

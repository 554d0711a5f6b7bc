"""A typeface as a PDF carries it: just the glyphs that are used, each with its text, so that words can be searched."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import uharfbuzz
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph as Outline
from fontTools.ttLib.tables._g_l_y_f import GlyphComponent
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.pdf.objects import Written, reference, stream
from desktop.documents.pdf.typeface import GlyphKey, Shaped, Typeface

hb: Any = uharfbuzz  # compiled, without type stubs

_UNUSED_TABLES = ("GSUB", "GPOS", "GDEF", "DSIG", "kern", "post", "name", "OS/2", "cmap")
"""What a PDF has no use for: the glyphs in it are chosen and placed."""


_ROUNDED_TO_GRID = 0x0004
"""Of a glyph made of another: its place is in whole units (OpenType, glyf)."""


class _Codes(dict[GlyphKey, str]):
    """The code of each glyph in four hexadecimal figures, counted from 1 in the order they are used."""

    def __missing__(self, key: GlyphKey) -> str:
        made = self[key] = f"{len(self) + 1:04X}"
        return made


class _Shown(dict[Shaped, str]):
    """What stands between the brackets of a ``TJ`` operator to draw a piece of text at a size."""

    def __init__(self, codes: _Codes, size: float) -> None:
        super().__init__()
        self._codes, self._size = codes, size

    def __missing__(self, shaped: Shaped) -> str:
        parts = []
        for height, pattern, keys in shaped.shown:
            glyphs = pattern % tuple([self._codes[key] for key in keys])
            rise = f"{height * self._size / 1000:.3f}"
            parts.append(f"] TJ {rise} Ts [{glyphs}] TJ 0 Ts [" if height else glyphs)
        made = self[shaped] = "".join(parts)
        return made


class EmbeddedTypeface:
    """What one document uses of a typeface: a composite font (ISO 32000-1, 9.7) of just those glyphs.

    A character code is given to each glyph with its text rather than to each glyph: Arabic fonts draw different
    letters with one glyph, and each must still be found by a search.
    """

    def __init__(self, typeface: Typeface, name: str) -> None:
        self.typeface = typeface
        self.name = name
        self._codes = _Codes()
        self._shown: dict[float, _Shown] = {}

    def shown_at(self, size: float) -> Mapping[Shaped, str]:
        """What draws each piece of text at this size."""
        if size not in self._shown:
            self._shown[size] = _Shown(self._codes, size)
        return self._shown[size]

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:  # reportlab calls it when all pages are set
        """Write the font into the document."""
        base = f"{self._subset_tag()}+{self.typeface.name}"
        face = self.typeface
        data, glyphs = self._program()
        file = stream(document, data, {"Length1": len(data)})
        descriptor = reference(
            document,
            f"<< /Type /FontDescriptor /FontName /{base} /Flags 4 /FontBBox [-1000 -1000 3000 1500] /ItalicAngle 0 "
            f"/Ascent {face.ascender:.0f} /Descent {face.descender:.0f} /CapHeight 650 /StemV 80 /FontFile2 {file} >>",
        )
        widths = " ".join(f"{width:.5g}" for _, _, width in self._codes)
        glyph_of_code = b"\0\0" + b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)
        descendant = reference(
            document,
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{base} /FontDescriptor {descriptor} "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/DW 0 /W [1 [{widths}]] /CIDToGIDMap {stream(document, glyph_of_code)} >>",
        )
        font = Written(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H "
            f"/DescendantFonts [{descendant}] /ToUnicode {stream(document, self._to_unicode())} >>"
        )
        fonts: Any = document.idToObject["BasicFonts"]
        fonts.dict[self.name] = document.Reference(font)

    def _program(self) -> tuple[bytes, list[int]]:
        """The font program of just the glyphs used, and which of its glyphs each code shows, in the codes' order.

        A glyph said to be wider than it is stands in the program once more with that width: what a document says of its
        glyphs and what its font says must be the same to the thousandth (ISO 19005-3, 6.2.11.5).
        """
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update({0, *(index for index, _, _ in self._codes)})
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
            int.from_bytes(tag.encode(), "big") for tag in _UNUSED_TABLES
        )
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
        plan = hb.SubsetPlan(self.typeface.face, wanted)
        program = plan.execute().blob.data
        place: dict[int, int] = plan.old_to_new_glyph_mapping
        own = {index: self.typeface.advance(index) for index, _, _ in self._codes}
        wide = tuple({(place[index], width): None for index, _, width in self._codes if width != own[index]})
        wider: dict[tuple[int, float], int] = {}
        if wide:
            program, places = _with_wider(program, wide)
            wider = dict(zip(wide, places, strict=True))
        return program, [wider.get((place[index], width), place[index]) for index, _, width in self._codes]

    def _subset_tag(self) -> str:
        """Six capitals that tell this subset from another one (9.6.4)."""
        number = zlib.crc32(repr(sorted(self._codes)).encode())
        return "".join(chr(65 + number // 26**place % 26) for place in range(6))

    def _to_unicode(self) -> bytes:
        entries = [f"<{code}> <{text.encode('utf-16-be').hex().upper()}>" for (_, text, _), code in self._codes.items()]
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


def _with_wider(program: bytes, wider: Sequence[tuple[int, float]]) -> tuple[bytes, range]:
    """A font program with glyphs that stand in it once more, each with a width in thousandths; and where they stand."""
    font: Any = TTFont(BytesIO(program), recalcTimestamp=False, recalcBBoxes=False)
    names, outlines, widths, scale = font.getGlyphOrder(), font["glyf"], font["hmtx"], font["head"].unitsPerEm / 1000
    count = len(names)
    for number, (index, width) in enumerate(wider, start=count):
        name = f"glyph{number:05d}"
        outline, of = Outline(), outlines[names[index]]
        if of.numberOfContours:
            part = GlyphComponent()
            part.glyphName, part.x, part.y, part.flags = names[index], 0, 0, _ROUNDED_TO_GRID
            outline.numberOfContours, outline.components = -1, [part]
            outline.xMin, outline.yMin, outline.xMax, outline.yMax = of.xMin, of.yMin, of.xMax, of.yMax
        outlines[name] = outline
        widths[name] = (round(width * scale), widths[names[index]][1])
    font.setGlyphOrder([*names, *(f"glyph{number:05d}" for number in range(count, count + len(wider)))])
    written = BytesIO()
    font.save(written)
    return written.getvalue(), range(count, count + len(wider))


def embedded(canvas: Canvas, typeface: Typeface) -> EmbeddedTypeface:
    """The typeface as the canvas's document uses it; embedded when the document is saved."""
    document: Any = canvas
    document = document._doc
    fonts: dict[str, EmbeddedTypeface] = document.__dict__.setdefault("embedded_typefaces", {})
    if typeface.name not in fonts:
        fonts[typeface.name] = EmbeddedTypeface(typeface, f"T{len(fonts) + 1}")
        document.delayedFonts.append(fonts[typeface.name])
    return fonts[typeface.name]

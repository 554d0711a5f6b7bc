"""The parts of a document as Word has them: headings, paragraphs, lists, tables."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from docx.document import Document as Package
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from PIL import Image as Pixels

from desktop.documents.document import (
    Addressee,
    Block,
    Cell,
    Document,
    Figure,
    Grid,
    Heading,
    Inset,
    Letterhead,
    Listed,
    Notice,
    PageBreak,
    Pair,
    Particulars,
    Plate,
    Prose,
    Row,
    Run,
    Signatures,
    Space,
    Text,
    Title,
)
from desktop.documents.word.columns import column_widths
from desktop.documents.word.look import ACCENT
from desktop.documents.word.name_plate import write_plate
from desktop.documents.word.text import storable, write_text
from desktop.documents.word.xml import element, put

FIGURE_SIZE = 9
"""Points of the letters in a chart."""

LOGO_HEIGHT = 22
"""Millimetres at most."""

Place = Package | _Cell
"""Where parts are written: the document, or one of two columns side by side."""


class Parts:
    """Writes the parts of one document into ``package``, ``width`` millimetres wide."""

    def __init__(self, package: Package, document: Document, width: float) -> None:
        self.package = package
        self.document = document
        self.right_to_left = document.language.right_to_left
        self._place: Place = package
        self._width = width
        self._write: dict[type, Callable[..., None]] = {
            Letterhead: self._letterhead,
            Title: self._title,
            Notice: lambda block: self._texts((block.text,), "NoticeLine"),
            Heading: self._heading,
            Prose: lambda block: self._texts(block.texts),
            Inset: lambda block: self._texts(block.texts, "DecisionText"),
            Listed: self._listed,
            Particulars: self._particulars,
            Grid: self._grid,
            Figure: self._figure,
            Signatures: self._signatures,
            Addressee: self._addressee,
            Plate: self._plate,
            Space: self._space,
            PageBreak: self._break,
        }

    def write(self) -> None:
        """Write the whole document."""
        for kind, blocks in groupby(self.document.blocks, _gathered):
            if kind is Pair:
                self._facing([block for block in blocks if isinstance(block, Pair)])
            else:
                for block in blocks:
                    if isinstance(block, Pair):
                        self._facing_particulars(block)
                    else:
                        self.block(block)

    def block(self, block: Block) -> None:
        self._write[type(block)](block)

    # --- text --------------------------------------------------------------------------------------------------------

    def _paragraph(self) -> Paragraph:
        """A new paragraph; the one an empty cell has already, the first time."""
        place = self._place
        if isinstance(place, _Cell) and len(place._tc) <= 2 and place.paragraphs and not len(place.paragraphs[0]._p):
            return place.paragraphs[0]
        return place.add_paragraph()

    def _text(self, text: Text, style: str | None = None) -> Paragraph:
        made = self._paragraph()
        write_text(made, text, style, base_right_to_left=self.right_to_left)
        return made

    def _texts(self, texts: Sequence[Text], style: str | None = None) -> None:
        for text in texts:
            self._text(text, style)

    def _heading(self, block: Heading) -> None:
        number = (Run(f"{block.number} "),) if block.number else ()
        self._text(block.text.but(runs=(*number, *block.text.runs)), f"Heading{block.level}")

    def _title(self, block: Title) -> None:
        self._text(block.name, "Title")
        if block.number.plain:
            self._text(block.number.but(align="center"), "BodyText3")
        if block.subject.plain:
            self._text(block.subject, "Subtitle")

    def _letterhead(self, block: Letterhead) -> None:
        if block.logo:
            self._logo(block.logo)
        self._texts(block.lines, "Letterhead")
        name = self._text(block.name, "Commission")
        put(name._p.get_or_add_pPr(), "pBdr", element("bottom", val="thickThinSmallGap", sz=18, space=6, color=ACCENT))

    def _logo(self, content: bytes) -> None:
        with Pixels.open(io.BytesIO(content)) as picture:
            width, height = picture.size
            plain = io.BytesIO()
            picture.convert("RGBA").save(plain, "PNG")
        tall = min(LOGO_HEIGHT, self._width * height / width)
        paragraph = self._paragraph()
        put(paragraph._p.get_or_add_pPr(), "pStyle", val="Letterhead")
        plain.seek(0)
        drawn: Any = paragraph.add_run().add_picture(plain, height=Mm(tall))
        drawn._inline.docPr.set("descr", self.document.author)

    def _figure(self, block: Figure) -> None:
        """A picture sharp enough for a printer, and what is said under it."""
        from desktop.documents.charts.drawing import draw

        drawn = draw(block.chart, block.language, width=Mm(self._width).pt, form="png", size=FIGURE_SIZE)
        paragraph = self._paragraph()
        properties = paragraph._p.get_or_add_pPr()
        put(properties, "pStyle", val="NoSpacing")
        put(properties, "keepNext")
        put(properties, "jc", val="center")
        picture: Any = paragraph.add_run().add_picture(io.BytesIO(drawn.content), width=Mm(self._width))
        picture._inline.docPr.set("descr", storable(block.told))
        self._text(block.caption.but(align="center"), "Caption")

    def _addressee(self, block: Addressee) -> None:
        """At the end side, where an envelope's window is."""
        for number, line in enumerate(block.lines):
            properties = self._text(line, "AddressLine")._p.get_or_add_pPr()
            put(properties, "ind", left=round(self._width / 2 / 25.4 * 1440))
            if number in (0, len(block.lines) - 1):
                put(properties, "spacing", before=240 if not number else 0, after=0 if not number else 160)

    def _space(self, block: Space) -> None:
        properties = self._paragraph()._p.get_or_add_pPr()
        put(properties, "spacing", before=0, after=0, line=max(round(20 * block.height), 20), lineRule="exact")

    def _break(self, block: PageBreak) -> None:
        """Before a line that is not seen: a break in a line leaves the rest of it at the head of the next page."""
        put(self._hairline(), "pageBreakBefore")

    def _hairline(self) -> Any:
        """The lowest line there is. Gives its properties."""
        properties = self._paragraph()._p.get_or_add_pPr()
        put(properties, "spacing", before=0, after=0, line=20, lineRule="exact")
        return properties

    # --- lists and tables --------------------------------------------------------------------------------------------

    def _listed(self, block: Listed) -> None:
        if not block.items:
            return
        number = self._new_numbering()
        for text in block.items:
            properties = self._text(text, "ListItem")._p.get_or_add_pPr()
            put(properties, "numPr", element("ilvl", val=0), element("numId", val=number))

    def _new_numbering(self) -> int:
        """A numbering that begins at 1."""
        numbering: Any = self.package.part.numbering_part.element
        abstract = numbering.xpath("./w:abstractNum[@w:abstractNumId='900']")
        if not abstract:
            made = element(
                "abstractNum",
                element("multiLevelType", val="singleLevel"),
                element(
                    "lvl",
                    element("start", val=1),
                    element("numFmt", val="decimal"),
                    element("lvlText", val="%1."),
                    element("lvlJc", val="left"),
                    element("pPr", element("ind", left=510, hanging=510)),
                    element("rPr", element("b"), element("color", val=ACCENT)),
                    ilvl=0,
                ),
                abstractNumId=900,
            )
            numbering.insert(0, made)
        numbers = [int(each) for each in numbering.xpath("./w:num/@w:numId")]
        number = max(numbers, default=0) + 1
        start = element("lvlOverride", element("startOverride", val=1), ilvl=0)
        numbering.append(element("num", element("abstractNumId", val=900), start, numId=number))
        return number

    def _table(self, rows: int, widths: Sequence[float], style: str | None, turned: bool | None = None) -> Table:
        """A table of these widths, in millimetres; turned where it runs right to left."""
        made = self._place.add_table(rows, len(widths)) if isinstance(self._place, _Cell) else None
        if made is None:
            made = self.package.add_table(rows, len(widths))
        made.autofit = False
        properties: Any = made._tbl.tblPr
        if style:
            put(properties, "tblStyle", val=style)
        put(properties, "tblW", w=round(sum(widths) / 25.4 * 1440), type="dxa")
        if self.right_to_left if turned is None else turned:
            put(properties, "bidiVisual")
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)
        return made

    def _fill(self, cell: _Cell, texts: Cell, style: str | None = None) -> None:
        place, self._place = self._place, cell
        self._texts(texts, style)
        self._place = place

    def _particulars(self, block: Particulars) -> None:
        if not block.rows:
            return
        made = self._table(len(block.rows), [self._width * 0.24, self._width * 0.76], None)
        for row, (_, name, value) in zip(made.rows, block.rows, strict=True):
            self._fill(row.cells[0], (_bold(name),))
            self._fill(row.cells[1], (value,))
        self._after_table()

    def _grid(self, block: Grid) -> None:
        widths = column_widths(block, self._width)
        made = self._table(len(block.rows) + 1, widths, "RegisterTable")
        put(
            made._tbl.tblPr,
            "tblLook",
            val="0020",
            firstRow=1,
            lastRow=0,
            firstColumn=0,
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        )
        if block.ruled:
            sides = ("top", "left", "bottom", "right", "insideH", "insideV")
            lines = [element(side, val="single", sz=4, space=0, color="CFCAC3") for side in sides]
            put(made._tbl.tblPr, "tblBorders", *lines)
        all_cells = [list(row.cells) for row in made.rows]
        for cell, heading in zip(all_cells[0], block.headings, strict=True):
            self._fill(cell, heading, "TableHead")
        put(made.rows[0]._tr.get_or_add_trPr(), "tblHeader")
        for line, cells, row in zip(list(made.rows)[1:], all_cells[1:], block.rows, strict=True):
            properties = line._tr.get_or_add_trPr()
            put(properties, "cantSplit")
            if block.row_height:
                put(properties, "trHeight", val=round(20 * block.row_height), hRule="atLeast")
            if isinstance(row, Row):
                for cell, given in zip(cells, row.cells, strict=True):
                    self._fill(cell, given, None)
                    if block.row_height:
                        put(cell._tc.get_or_add_tcPr(), "vAlign", val="center")
            else:
                self._fill(cells[0].merge(cells[-1]), row.cell, "TableGroup")
        if len(block.rows) > 1:
            # No page holds the last row alone.
            for cell in all_cells[-2]:
                for paragraph in cell.paragraphs:
                    put(paragraph._p.get_or_add_pPr(), "keepNext")
        self._after_table()

    def _after_table(self, kept: bool = False) -> None:
        """Two tables with nothing between them are one to Word; ``kept`` where the next must follow on the page."""
        properties = self._place.add_paragraph()._p.get_or_add_pPr()
        if kept:
            put(properties, "keepNext")
        put(properties, "spacing", before=0, after=0, line=120, lineRule="exact")

    # --- two languages side by side ----------------------------------------------------------------------------------

    def _facing(self, pairs: Sequence[Pair]) -> None:
        """Each pair a row of a table without lines, so that its two sides begin level."""
        half = self._width / 2
        made = self._table(len(pairs), [half, half], None, turned=False)
        width, place = self._width, self._place
        self._width = half - 4
        for row, pair in zip(made.rows, pairs, strict=True):
            for cell, block in zip(row.cells, (pair.left, pair.right), strict=True):
                self._place = cell
                self.block(block)
        self._width, self._place = width, place
        self._after_table(kept=isinstance(pairs[-1].left, Heading))

    def _facing_particulars(self, pair: Pair) -> None:
        """Names outside, values inside, a row for each."""
        assert isinstance(pair.left, Particulars)
        assert isinstance(pair.right, Particulars)
        if not pair.left.rows:
            return
        widths = [self._width * share for share in (0.17, 0.33, 0.33, 0.17)]
        made = self._table(len(pair.left.rows), widths, None, turned=False)
        for row, (_, name, value), (_, other_name, other_value) in zip(
            made.rows, pair.left.rows, pair.right.rows, strict=True
        ):
            for cell, text in zip(row.cells, (_bold(name), value, other_value, _bold(other_name)), strict=True):
                self._fill(cell, (text,))
        self._after_table()

    # --- the end -----------------------------------------------------------------------------------------------------

    def _signatures(self, block: Signatures) -> None:
        """With the last lines of the text before them: no page holds them alone."""
        before = self.package.paragraphs
        if before:
            put(before[-1]._p.get_or_add_pPr(), "keepNext")
        for text in block.done:
            properties = self._text(text, "NoSpacing")._p.get_or_add_pPr()
            put(properties, "keepNext")
            put(properties, "spacing", before=360, after=160)
        if not block.people:
            return
        made = self._table(1, [self._width / len(block.people)] * len(block.people), None)
        put(made.rows[0]._tr.get_or_add_trPr(), "cantSplit")
        for cell, person in zip(made.rows[0].cells, block.people, strict=True):
            place, self._place = self._place, cell
            self._texts(person.title, "SignatoryTitle")
            for number, text in enumerate(person.name):
                paragraph = self._text(text, "SignatoryName")
                if number:
                    put(paragraph._p.get_or_add_pPr(), "spacing", before=0, after=0)
            self._place = place
        self._after_table()

    def _plate(self, block: Plate) -> None:
        """A sheet for itself."""
        write_plate(self._table(1, [self._width / 2] * 2, None, turned=False), block, self._fill)
        self._hairline()


def _gathered(block: Block) -> type | None:
    """What stands in one table of two columns: parts side by side, as far as they have no table of their own."""
    return Pair if isinstance(block, Pair) and not isinstance(block.left, Particulars) else None


def _bold(text: Text) -> Text:
    return text.but(runs=tuple(replace(run, bold=True) for run in text.runs))

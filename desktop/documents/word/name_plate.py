"""A name plate in Word: a sheet folded along its middle, with the name on both sides.

Word turns no line upside down, but lines in the cells of a table by a quarter: the halves stand side by side on an
upright sheet, each with its heads towards the fold. Lying on its side it is the plate as it stands on a table.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.table import Table, _Cell

from desktop.documents.document import Cell, Plate
from desktop.documents.word.columns import measure
from desktop.documents.word.look import RULE
from desktop.documents.word.xml import element, put

ALONG = 264
"""Millimetres of the fold, in the middle of a sheet of 297."""

STYLES = {"PlateName": 54, "PlateLine": 22}
"""The sizes of the two styles, in points."""

MEASURED = 9.5
"""Points of the letters that :func:`measure` measures."""

READ_FROM_THE_LEFT, READ_FROM_THE_RIGHT = "tbRl", "btLr"


def write_plate(table: Table, block: Plate, fill: Callable[[_Cell, Cell, str], None]) -> None:
    """Fill a table of one row and two columns; ``fill`` writes texts of a style into a cell."""
    # Said in so many words: LibreOffice takes the direction of a table that says nothing from its paragraphs.
    put(table._tbl.tblPr, "bidiVisual", val=0)
    put(table.rows[0]._tr.get_or_add_trPr(), "trHeight", val=round(ALONG / 25.4 * 1440), hRule="exact")
    sides = ((READ_FROM_THE_LEFT, "right"), (READ_FROM_THE_RIGHT, "left"))
    for cell, (turn, fold) in zip(table.rows[0].cells, sides, strict=True):
        fill(cell, (block.name,), "PlateName")
        fill(cell, block.below, "PlateLine")
        for paragraph in cell.paragraphs:
            _fit(paragraph._p)
        line = element(fold, val="dashed", sz=4, space=0, color=RULE)
        put(cell._tc.get_or_add_tcPr(), "tcBorders", line)
        put(cell._tc.get_or_add_tcPr(), "textDirection", val=turn)
        put(cell._tc.get_or_add_tcPr(), "vAlign", val="center")


def _fit(paragraph: Any) -> None:
    """The largest size at which a long text stands on one line, but never less than half of its style's."""
    text = "".join(part.text or "" for part in paragraph.xpath(".//w:t"))
    size = STYLES[paragraph.pPr.pStyle.val]
    code = "ar" if any("\u0600" <= char <= "\u06ff" for char in text) else "fr"
    fitting = ALONG / max(measure(text, code) * size / MEASURED, 1)
    if fitting >= 1:
        return
    smaller = size * max(fitting, 0.5)
    for run in paragraph.r_lst:
        put(run.get_or_add_rPr(), "sz", val=round(2 * smaller))
        put(run.get_or_add_rPr(), "szCs", val=round(2.5 * smaller))

"""The paper: an A4 document whose pages carry a header and a footer that knows how many pages there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from desktop.documents.structure import Element, StructureTree

# Streams as they are: text encoding makes every file a quarter larger for mail systems of the last century.
rl_config.useA85 = 0

MARGIN = 24 * mm
TOP, BOTTOM = 27 * mm, 26 * mm
WIDTH = A4[0] - 2 * MARGIN
"""The width text is set in, in points."""

Furniture = Callable[[Canvas, int, int], None]
"""Draws what stands around a page's text: canvas, page from 1, number of pages."""


@dataclass(frozen=True)
class Properties:
    """What a file manager and a screen reader say about the document."""

    title: str
    author: str
    subject: str
    language: str
    """BCP 47 tag."""
    right_to_left: bool


class Sheet(Canvas):
    """reportlab's canvas without what it puts into every page unasked: Helvetica, never embedded, and a transition."""

    def __init__(self, *args: Any, furniture: Furniture, structure: Element, **options: Any) -> None:
        self._furniture = furniture
        self._structure = structure
        super().__init__(*args, **options)

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"

    def _document(self) -> Any:
        return self.__dict__["_doc"]  # not in reportlab's type stubs

    def save(self) -> None:
        """Now that the pages are counted, draw what says so, and write the file."""
        pages = self.getPageNumber() - 1
        document = self._document()
        StructureTree(document, self._structure).write()
        for page in range(1, pages + 1):
            sheet = document.idToObject[f"Page{page}"]
            sheet.stream += self._drawn(page, pages)
            sheet.Trans = None
            sheet.__NoDefault__ = [*sheet.__NoDefault__, "StructParents", "Tabs"]
            sheet.StructParents, sheet.Tabs = page - 1, pdfdoc.PDFName("S")
        super().save()

    def _drawn(self, page: int, pages: int) -> str:
        """The furniture of a page as operators."""
        before, self._code = self._code, []
        self._furniture(self, page, pages)
        drawn, self._code = self._code, before
        return "\n".join(drawn) + "\n"


def write_document(
    story: Sequence[Flowable], target: Path, properties: Properties, furniture: Furniture, structure: Element
) -> None:
    """Set ``story`` on as many A4 pages as it takes and write them to ``target``."""
    document = BaseDocTemplate(
        str(target),
        pagesize=A4,
        title=properties.title,
        author=properties.author,
        subject=properties.subject,
        creator="Tawsiya",
        producer="Tawsiya",
        lang=properties.language,
        pageCompression=1,
    )
    frame = Frame(
        MARGIN, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )
    document.addPageTemplates(PageTemplate("page", [frame], onPage=partial(_prefer, properties.right_to_left)))
    document.build(list(story), canvasmaker=partial(Sheet, furniture=furniture, structure=structure))


def _prefer(right_to_left: bool, canvas: Canvas, _document: BaseDocTemplate) -> None:
    """A viewer shows the title rather than the file name, the sections beside the pages, and turns pages our way."""
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("Direction", "R2L" if right_to_left else "L2R")
    canvas.showOutline()

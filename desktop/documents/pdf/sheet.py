"""The paper: an A4 document whose pages carry a header and a footer that knows how many pages there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from desktop.documents.pdf.archive import VERSION, AttachedFile, declare
from desktop.documents.pdf.objects import compressed
from desktop.documents.pdf.structure import Element, StructureTree

# Streams as they are: text encoding makes every file a quarter larger for mail systems of the last century.
rl_config.useA85 = 0


@dataclass(frozen=True)
class Paper:
    """A page's measures, in points."""

    size: tuple[float, float] = A4
    margin: float = 24 * mm
    top: float = 27 * mm
    bottom: float = 26 * mm

    @property
    def width(self) -> float:
        """The width text is set in."""
        return self.size[0] - 2 * self.margin

    @property
    def height(self) -> float:
        """The height text is set in."""
        return self.size[1] - self.top - self.bottom


UPRIGHT = Paper()
ACROSS = Paper(landscape(A4), margin=18 * mm)
BARE = Paper(landscape(A4), margin=18 * mm, top=14 * mm, bottom=14 * mm)


class Furniture(Protocol):
    """What stands around the text of each page, and what lies under it. Pages are counted from 1."""

    def around(self, canvas: Canvas, page: int, pages: int) -> None: ...

    def under(self, canvas: Canvas) -> None: ...

    def beside(self, canvas: Canvas, heights: Sequence[float], first: int) -> None:
        """The numbers of lines, the first of them ``first``, at these heights from the foot of the page."""
        ...

    numbers_lines: bool


@dataclass(frozen=True)
class Properties:
    """What a file manager and a screen reader say about the document."""

    title: str
    author: str
    subject: str
    language: str
    """BCP 47 tag."""
    right_to_left: bool
    archived: bool = True
    """Whether it says that it is PDF/A."""


class Sheet(Canvas):
    """reportlab's canvas without what it puts into every page unasked: Helvetica, never embedded, and a transition."""

    def __init__(
        self,
        *args: Any,
        furniture: Furniture | None,
        structure: Element,
        properties: Properties,
        attached: Sequence[AttachedFile],
        **options: Any,
    ) -> None:
        self._furniture = furniture
        self._structure = structure
        self._properties = properties
        self._attached = attached
        self._heights: dict[int, set[int]] = {}
        """Of the lines drawn on each page, in tenths of a point."""
        super().__init__(*args, pdfVersion=VERSION, **options)

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"

    def _document(self) -> Any:
        return self.__dict__["_doc"]  # not in reportlab's type stubs

    def count_lines(self, x: float, y: float, leading: float, count: int) -> None:
        """Lines one below the other, the first of them under this point: those of a draft are numbered."""
        if self._furniture is not None and self._furniture.numbers_lines:
            top = self.absolutePosition(x, y)[1] - leading * 0.72
            on_page = self._heights.setdefault(self.getPageNumber(), set())
            on_page.update(round(10 * (top - number * leading)) for number in range(count))

    def save(self) -> None:
        """Now that the pages are counted, draw what says so, and write the file."""
        pages = self.getPageNumber() - 1
        document = self._document()
        StructureTree(document, self._structure).write()
        lines = 1
        for page in range(1, pages + 1):
            sheet = document.idToObject[f"Page{page}"]
            if (furniture := self._furniture) is not None:
                heights = _apart(self._heights.get(page, ()))
                with self._aside() as under:
                    furniture.under(self)
                with self._aside() as over:
                    furniture.around(self, page, pages)
                    furniture.beside(self, heights, lines)
                sheet.stream = "\n".join([*under, sheet.stream, *over, ""])
                lines += len(heights)
            sheet.Contents = compressed(sheet.stream.encode("ascii"))
            sheet.Trans = None
            sheet.__NoDefault__ = [*sheet.__NoDefault__, "StructParents", "Tabs"]
            sheet.StructParents, sheet.Tabs = page - 1, pdfdoc.PDFName("S")
        declare(document, self._properties, self._attached)
        super().save()

    @contextmanager
    def _aside(self) -> Iterator[list[str]]:
        """What is drawn inside, as operators that are not on the page yet."""
        before, self._code = self._code, []
        yield self._code
        self._code = before


def _apart(heights: Sequence[int] | set[int]) -> list[float]:
    """The heights of lines, from the top down, in points; those side by side, in two columns or cells, once."""
    apart: list[float] = []
    for height in sorted(heights, reverse=True):
        if not apart or apart[-1] - height / 10 > 7:
            apart.append(height / 10)
    return apart


def write_document(
    story: Sequence[Flowable],
    target: Path,
    properties: Properties,
    furniture: Furniture | None,
    structure: Element,
    paper: Paper = UPRIGHT,
    attached: Sequence[AttachedFile] = (),
) -> int:
    """Set ``story`` on as many pages as it takes and write them to ``target``, with the files attached.

    Gives how many pages they are.
    """
    document = BaseDocTemplate(
        str(target),
        pagesize=paper.size,
        title=properties.title,
        author=properties.author,
        subject=properties.subject,
        creator="Tawsiya",
        producer="Tawsiya",
        lang=properties.language,
        pageCompression=1,
    )
    bare: dict[str, Any] = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
    frame = Frame(paper.margin, paper.bottom, paper.width, paper.height, **bare)
    document.addPageTemplates(PageTemplate("page", [frame], onPage=partial(_prefer, properties.right_to_left)))
    document.build(
        list(story),
        canvasmaker=partial(Sheet, furniture=furniture, structure=structure, properties=properties, attached=attached),
    )
    return document.page


def _prefer(right_to_left: bool, canvas: Canvas, _document: BaseDocTemplate) -> None:
    """A viewer shows the title rather than the file name, the sections beside the pages, and turns pages our way."""
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("Direction", "R2L" if right_to_left else "L2R")
    canvas.showOutline()

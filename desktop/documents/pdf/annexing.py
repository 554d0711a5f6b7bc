"""PDFs of others behind a document of ours: each page on a sheet of ours, under a line that says which annex it is.

They may come from anywhere. What is laid on our sheets is what their pages show, never their scripts, links, forms or
structure; what cannot be opened is told beforehand, and not annexed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pikepdf
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from reportlab.platypus import PageBreak as NextPage

from desktop.documents.document import Run, Text
from desktop.documents.pdf.setting import Setting
from desktop.language import Message, message

MOST_PAGES = 300
"""A file with more of them is not annexed."""


class NotMerged(Enum):
    """Why a file is not annexed page by page."""

    NOT_PDF = message("not merged: it is not a PDF")
    CLOSED = message("not merged: a password protects it")
    DAMAGED = message("not merged: it is damaged")
    LONG = message("not merged: it has too many pages")

    @property
    def label(self) -> Message:
        return self.value


@dataclass(frozen=True)
class Annex:
    """A PDF to be annexed, which can be opened."""

    title: str
    """What stands above each of its pages, in the language of the document."""
    content: bytes
    pages: int


def look_into(content: bytes) -> int | NotMerged:
    """How many pages a file has that can be annexed, or why it cannot be."""
    if b"%PDF-" not in content[:1024]:
        return NotMerged.NOT_PDF
    try:
        with pikepdf.open(io.BytesIO(content)) as found:
            count = len(found.pages)
            if 0 < count <= MOST_PAGES:
                for page in found.pages:
                    page.as_form_xobject()
                    _ = [float(side) for side in page.trimbox]
    except pikepdf.PasswordError:
        return NotMerged.CLOSED
    # What a damaged file makes of the library is not told beforehand: no error of it may reach the minutes.
    except Exception:
        return NotMerged.DAMAGED
    return count if 0 < count <= MOST_PAGES else NotMerged.LONG if count else NotMerged.DAMAGED


class AnnexPages:
    """The sheets of a document's annexes: empty at first, filled once the document is written."""

    def __init__(self, annexes: Sequence[Annex]) -> None:
        self.annexes = annexes
        self._slots: list[_Slot] = []

    def story(self, setting: Setting) -> list[Flowable]:
        """A sheet for each page, with its line above it."""
        made: list[Flowable] = []
        for annex in self.annexes:
            for number in range(annex.pages):
                said = annex.title if annex.pages == 1 else f"{annex.title} – {number + 1}/{annex.pages}"
                line = Text((Run(said),), setting.code, "quiet")
                slot = _Slot(annex, number)
                self._slots.append(slot)
                made += [NextPage(), setting.annex_line(line, outlined=number == 0), slot]
        return made

    def fill(self, file: Path) -> None:
        """Lay the pages on their sheets, in a document that is written."""
        opened: dict[int, pikepdf.Pdf] = {}
        with pikepdf.open(file, allow_overwriting_input=True) as document:
            for slot in self._slots:
                source = opened.get(id(slot.annex))
                if source is None:
                    source = opened[id(slot.annex)] = _flattened(slot.annex.content)
                _lay(document, document.pages[slot.page - 1], source.pages[slot.number], slot.area)
            document.save(file)
        for source in opened.values():
            source.close()


class _Slot(Flowable):
    """The room for a page of an annex: what is left of the sheet."""

    def __init__(self, annex: Annex, number: int) -> None:
        super().__init__()
        self.annex = annex
        self.number = number
        """From 0."""
        self.page = 0
        self.area: tuple[float, float, float, float] = (0, 0, 0, 0)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width, self.height = aW, aH - 1
        return self.width, self.height

    def draw(self) -> None:
        canvas: Canvas = self.canv
        left, bottom = canvas.absolutePosition(0, 0)
        self.page = canvas.getPageNumber()
        self.area = (left, bottom, left + self.width, bottom + self.height)


def _flattened(content: bytes) -> pikepdf.Pdf:
    """A PDF whose notes and filled-in fields are part of its pages, as far as that can be done."""
    source = pikepdf.open(io.BytesIO(content))
    try:
        source.generate_appearance_streams()
        source.flatten_annotations("screen")
    except Exception:  # a damaged form is no reason to leave the pages out
        source.close()
        source = pikepdf.open(io.BytesIO(content))
    return source


def _lay(
    document: pikepdf.Pdf, sheet: pikepdf.Page, page: pikepdf.Page, area: tuple[float, float, float, float]
) -> None:
    form = document.copy_foreign(page.as_form_xobject())
    for name in ("/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/AF"):
        if name in form:
            del form[name]
    name = sheet.add_resource(form, pikepdf.Name.XObject)
    placed = sheet.calc_form_xobject_placement(form, name, pikepdf.Rectangle(*area), invert_transformations=True)
    sheet.contents_add(b"/Artifact BMC\n" + placed + b"\nEMC\n")

"""The logical structure of a PDF: headings, paragraphs, tables, in reading order (ISO 32000-1, 14.7 and 14.8).

A screen reader follows it; without it a table is a heap of words. What is drawn for an element is marked with it, and
everything else (rules, page numbers, repeated table headings) is marked as artifact.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.pdf.objects import Written, reference

Kind = Literal["Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure"]


class Element:
    """One element of the structure; ``lang`` where its language is not the document's."""

    def __init__(self, kind: Kind, parent: Element | None = None, lang: str | None = None) -> None:
        self.kind: Kind = kind
        self.scope: Literal["Column", "Row"] = "Column"
        """Of what a table heading (TH) is the heading."""
        self.lang = lang
        self.told = ""
        """What a figure shows, in words."""
        self.bounds: tuple[float, float, float, float] | None = None
        """Where a figure stands on its page: left, bottom, right, top."""
        self.children: list[Element] = []
        self.marks: list[tuple[int, int]] = []
        """Page (from 1) and number on that page of each piece of content drawn for it."""
        self.root: Element = parent.root if parent else self
        self.marks_on_page: dict[int, list[Element]] = {}
        """On the root: which element each piece of content belongs to, by page."""
        if parent:
            parent.children.append(self)

    def child(self, kind: Kind, lang: str | None = None) -> Element:
        return Element(kind, self, lang)


def write(canvas: Canvas, operators: str) -> None:
    """Put content stream operators on the page as they are."""
    page: Any = canvas  # reportlab has no public way for this
    page._code.append(operators)


def begin(canvas: Canvas, element: Element | None) -> None:
    """What is drawn from here to :func:`end` belongs to ``element``, or to nothing that is read."""
    if element is None:
        write(canvas, "/Artifact BMC")
        return
    page = canvas.getPageNumber()
    on_page = element.root.marks_on_page.setdefault(page, [])
    write(canvas, f"/{element.kind} <</MCID {len(on_page)}>> BDC")
    element.marks.append((page, len(on_page)))
    on_page.append(element)


def end(canvas: Canvas) -> None:
    write(canvas, "EMC")


@contextmanager
def marked(canvas: Canvas, element: Element | None) -> Iterator[None]:
    """What is drawn inside belongs to ``element``, or to nothing that is read."""
    begin(canvas, element)
    yield
    end(canvas)


class StructureTree:
    """Writes the structure into a document whose pages are all drawn."""

    def __init__(self, document: pdfdoc.PDFDocument, root: Element) -> None:
        self._document: Any = document  # half of its attributes are unknown to its type stubs
        self._root = root
        self._references: dict[int, str] = {}
        self._pages: dict[int, str] = {}

    def write(self) -> None:
        document, catalog = self._document, self._document.Catalog
        tree = Written()
        tree_reference = reference(document, tree)
        root = self._write(self._root, tree_reference)
        parents = []
        for page, elements in sorted(self._root.marks_on_page.items()):
            owners = " ".join(self._references[id(element)] for element in elements)
            parents.append(f"{page - 1} {reference(document, f'[{owners}]')}")
        owned = reference(document, f"<< /Nums [{' '.join(parents)}] >>")
        following = max(self._root.marks_on_page, default=0)
        tree.source = f"<< /Type /StructTreeRoot /K {root} /ParentTree {owned} /ParentTreeNextKey {following} >>"
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "StructTreeRoot", "MarkInfo"]
        catalog.StructTreeRoot = tree
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

    def _write(self, element: Element, parent: str) -> str:
        """Write an element and those in it; there are thousands, so they are written as they stand in the file."""
        entries = Written()
        own = self._references[id(element)] = reference(self._document, entries)
        kids = [f"<< /Type /MCR /Pg {self._page(page)} /MCID {number} >>" for page, number in element.marks]
        kids += [self._write(child, own) for child in element.children]
        language = f" /Lang ({element.lang})" if element.lang else ""
        entries.source = (
            f"<< /Type /StructElem /S /{element.kind} /P {parent} /K [{' '.join(kids)}]{language}{_said(element)} >>"
        )
        return own

    def _page(self, number: int) -> str:
        if number not in self._pages:
            self._pages[number] = pdfdoc.PDFObjectReference(f"Page{number}").format(self._document).decode("ascii")
        return self._pages[number]


def _said(element: Element) -> str:
    """What is said of a heading of a table, and of a figure."""
    if element.kind == "TH":
        return f" /A << /O /Table /Scope /{element.scope} >>"
    said = f" /Alt <FEFF{element.told.encode('utf-16-be').hex().upper()}>" if element.told else ""
    if element.bounds:
        said += f" /A << /O /Layout /Placement /Block /BBox [{' '.join(f'{each:.2f}' for each in element.bounds)}] >>"
    return said

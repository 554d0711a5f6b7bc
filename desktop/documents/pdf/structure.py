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

Kind = Literal["Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD"]


class Element:
    """One element of the structure; ``lang`` where its language is not the document's."""

    def __init__(self, kind: Kind, parent: Element | None = None, lang: str | None = None) -> None:
        self.kind: Kind = kind
        self.scope: Literal["Column", "Row"] = "Column"
        """Of what a table heading (TH) is the heading."""
        self.lang = lang
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


@contextmanager
def marked(canvas: Canvas, element: Element | None) -> Iterator[None]:
    """What is drawn inside belongs to ``element``, or to nothing that is read."""
    if element is None:
        write(canvas, "/Artifact BMC")
    else:
        page = canvas.getPageNumber()
        on_page = element.root.marks_on_page.setdefault(page, [])
        write(canvas, f"/{element.kind} <</MCID {len(on_page)}>> BDC")
        element.marks.append((page, len(on_page)))
        on_page.append(element)
    yield
    write(canvas, "EMC")


class StructureTree:
    """Writes the structure into a document whose pages are all drawn."""

    def __init__(self, document: pdfdoc.PDFDocument, root: Element) -> None:
        self._document: Any = document  # half of its attributes are unknown to its type stubs
        self._root = root
        self._references: dict[int, pdfdoc.PDFObjectReference] = {}

    def write(self) -> None:
        document, catalog = self._document, self._document.Catalog
        tree = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        tree_reference = document.Reference(tree)
        tree["K"] = self._write(self._root, tree_reference)
        parents = []
        for page, elements in sorted(self._root.marks_on_page.items()):
            owners = pdfdoc.PDFArray([self._references[id(element)] for element in elements])
            parents += [page - 1, document.Reference(owners)]
        tree["ParentTree"] = document.Reference(pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(parents)}))
        tree["ParentTreeNextKey"] = max(self._root.marks_on_page, default=0)
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "StructTreeRoot", "MarkInfo"]
        catalog.StructTreeRoot = tree_reference
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

    def _write(self, element: Element, parent: pdfdoc.PDFObjectReference) -> pdfdoc.PDFObjectReference:
        entries = pdfdoc.PDFDictionary(
            {"Type": pdfdoc.PDFName("StructElem"), "S": pdfdoc.PDFName(element.kind), "P": parent}
        )
        reference = self._references[id(element)] = self._document.Reference(entries)
        kids: list[pdfdoc.PDFObject] = [
            pdfdoc.PDFDictionary(
                {
                    "Type": pdfdoc.PDFName("MCR"),
                    "Pg": pdfdoc.PDFObjectReference(f"Page{page}"),
                    "MCID": number,
                }
            )
            for page, number in element.marks
        ]
        kids += [self._write(child, reference) for child in element.children]
        entries["K"] = pdfdoc.PDFArray(kids)
        if element.lang:
            entries["Lang"] = pdfdoc.PDFString(element.lang)
        if element.kind == "TH":
            entries["A"] = pdfdoc.PDFDictionary({"O": pdfdoc.PDFName("Table"), "Scope": pdfdoc.PDFName(element.scope)})
        return reference

"""What stands around the text of each page: whose it is, what it is, which page of how many; and that it is a draft."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.document import Document
from desktop.documents.facing import BETWEEN
from desktop.documents.pdf.look import MUTED, RULE, WATERMARK, style_of
from desktop.documents.pdf.pen import Pen
from desktop.documents.pdf.sheet import Paper
from desktop.documents.pdf.structure import begin, end, marked, write
from desktop.documents.pdf.typeface import typefaces
from desktop.documents.pdf.typesetting import Paragraph, Style
from desktop.documents.typography import typeset
from desktop.language import isolate


class PageFurniture:
    """Header, footer, the word across a draft and the numbers of its lines."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self.document = document
        self.paper = paper
        self.right_to_left = document.language.right_to_left
        self.numbers_lines = bool(document.draft)
        body = style_of("body", document.language.code)
        self._known: dict[str, str] = {}
        self.small = Style(size=body.size - 2.2, leading=body.leading - 4, color=MUTED)

    def _line(self, canvas: Canvas, text: str, style: Style, bottom: float) -> None:
        paragraph = Paragraph(self._typeset(text), style, self.right_to_left)
        paragraph.wrapOn(canvas, self.paper.width, self.paper.size[1])
        paragraph.drawOn(canvas, self.paper.margin, bottom)

    def _typeset(self, text: str) -> str:
        """Most of it is the same on every page."""
        if text not in self._known:
            self._known[text] = typeset(text, self.document.language.code)
        return self._known[text]

    def _shortened(self, text: str, room: float) -> str:
        """As many words of a text as stand on one line."""
        words = text.split(" ")
        while len(words) > 1 and Paragraph(" ".join(words), self.small, self.right_to_left).natural_width > room:
            words = [*words[:-2], words[-2].rstrip(",;:") + "…"] if words[-1].endswith("…") else [*words[:-1], "…"]
        return " ".join(words).replace(" …", "…")

    def around(self, canvas: Canvas, page: int, pages: int) -> None:
        if self.document.bare:
            return
        paper, document, small = self.paper, self.document, self.small
        top, foot = paper.size[1] - paper.top + 5 * mm, paper.bottom - 7 * mm
        with marked(canvas, None):
            canvas.setLineWidth(0.4)
            canvas.setStrokeColor(HexColor(RULE))
            for height in (foot, top) if page > 1 else (foot,):
                canvas.line(paper.margin, height, paper.size[0] - paper.margin, height)
        end = small.but(align="end")
        if page > 1:
            number = isolate(document.number)
            room = paper.width - Paragraph(number, end, self.right_to_left).natural_width - 12
            self._line(canvas, self._shortened(document.author, room), small, top + 2)
            if document.number:
                self._line(canvas, number, end, top + 2)
        below = foot - small.leading - 2
        self._line(
            canvas, f"{document.name} {isolate(document.number)}" if document.number else document.name, small, below
        )
        languages = [document.language, *([document.facing] if document.facing else [])]
        counted = BETWEEN.join(each.text("Page {page} of {pages}", page=page, pages=pages) for each in languages)
        self._line(canvas, counted, end, below)

    def under(self, canvas: Canvas) -> None:
        """The word across a draft."""
        if not self.document.draft:
            return
        width, height = self.paper.size
        style = Style(size=72, leading=100, align="center", bold=True, color=WATERMARK)
        paragraph = Paragraph(self.document.draft, style, self.right_to_left)
        room = (width**2 + height**2) ** 0.5 * 0.9
        size = min(1.0, room / max(paragraph.natural_width, 1)) * style.size
        paragraph = Paragraph(self.document.draft, style.but(size=size, leading=size * 1.4), self.right_to_left)
        canvas.saveState()
        canvas.translate(width / 2, height / 2)
        canvas.rotate(52)
        _, tall = paragraph.wrapOn(canvas, room, height)
        paragraph.drawOn(canvas, -room / 2, -tall / 2)
        canvas.restoreState()

    def beside(self, canvas: Canvas, heights: Sequence[float], first: int) -> None:
        """The number of every fifth line, in the margin at its start."""
        paper, style, face = self.paper, Style(size=7.5, leading=9), typefaces()[0]
        pen = Pen(canvas, style.size)
        begin(canvas, None)
        write(canvas, "q BT")
        for number, height in enumerate(heights, start=first):
            if number % 5 == 0:
                figures = face.shape(str(number), False)
                width = figures.width * style.size / 1000
                left = paper.size[0] - paper.margin + 4 * mm if self.right_to_left else paper.margin - 4 * mm - width
                pen.move(left, height - 2.5 + style.leading - style.depth)
                pen.show(pen.choose(face, MUTED)[figures])
                pen.finish()
        write(canvas, "ET Q")
        end(canvas)

"""The commission's stationery: how its documents look, and the parts they share.

Letterhead, headings, particulars, tables, signatures, page header and footer, in the direction of the language.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, KeepTogether, Spacer, Table

from desktop.documents.ruled_table import column_widths, table
from desktop.documents.sheet import BOTTOM, MARGIN, TOP, WIDTH, Furniture
from desktop.documents.structure import Element, Kind, marked
from desktop.documents.typesetting import BAR_GAP, Bookmark, Paragraph, Run, Style
from desktop.documents.typography import narrow_spaces
from desktop.language import Language, LanguageCode, Wording, isolate
from desktop.records.rows import CommissionRow

ACCENT = "#0f5c5c"
MUTED = "#6a645d"
RULE = "#cfcac3"
GROUND = "#f2f0ec"

Runs = Sequence[Run]


class Stationery:
    """Makes the parts of one document; what it makes is also put into the document's structure, in the order made."""

    def __init__(self, commission: CommissionRow, language: Language) -> None:
        self.commission = commission
        self.language = language
        self.right_to_left = language.right_to_left
        self.structure = Element("Document", lang=language.tag)
        # Amiri's Arabic looks smaller than its Latin at the same size, and its vowel signs need room
        size, leading = (12.2, 19.5) if self.right_to_left else (11, 15.5)
        self.body = Style(size=size, leading=leading, align="justify", after=5)
        self.plain = self.body.but(align="start", after=2)
        self.cell = Style(size=size - 1.4, leading=leading - 3)
        self.quiet = self.cell.but(color=MUTED)
        self._sections = 0

    # --- words -------------------------------------------------------------------------------------------------------

    def typeset(self, text: str, code: LanguageCode | None = None) -> str:
        """``text`` with the punctuation of its language, which is the document's unless another is given."""
        return narrow_spaces(text) if (code or self.language.code) == "fr" else text

    def wording(self, wording: Wording, bold: bool | None = None) -> list[Run]:
        """A text in the document's language; in another one, marked as such and kept in its own direction."""
        text, code = wording.best(self.language.code)
        text = self.typeset(text, code)
        if code == self.language.code or not text:
            return [Run(text, bold)]
        return [Run(isolate(text), bold), self._borrowed(code)]

    def _borrowed(self, code: LanguageCode) -> Run:
        return Run(" " + isolate(f"[{code.upper()}]"), bold=False, color=MUTED)

    def joined(self, wordings: Sequence[Wording], separator: str = " · ") -> list[Run]:
        """Several texts one after the other."""
        runs: list[Run] = []
        for wording in wordings:
            if runs:
                runs.append(Run(separator))
            runs += self.wording(wording)
        return runs

    def own_name(self) -> str:
        return self.language.best(self.commission.name)

    # --- text --------------------------------------------------------------------------------------------------------

    def paragraph(self, text: str | Runs, style: Style, kind: Kind = "P", parent: Element | None = None) -> Paragraph:
        element = (parent or self.structure).child(kind)
        if isinstance(text, str):
            text = self.typeset(text)
        return Paragraph(text, style, self.right_to_left, element)

    def paragraphs(self, wording: Wording, style: Style) -> list[Flowable]:
        """A long text, a paragraph a line; one in another language runs in that language's direction."""
        text, code = wording.best(self.language.code)
        lines = [self.typeset(line, code) for line in text.splitlines() if line.strip()]
        made: list[Flowable] = []
        for number, line in enumerate(lines, start=1):
            runs = [Run(line)]
            if code == self.language.code:
                element = self.structure.child("P")
            else:
                element = self.structure.child("P", lang=code)
                if number == len(lines):
                    runs.append(self._borrowed(code))
            made.append(Paragraph(runs, style, code == "ar", element))
        return made

    def heading(self, text: str, lines: int = 5) -> list[Flowable]:
        """A section's heading, which also stands in the outline; ``lines`` must fit under it on the page."""
        style = Style(
            size=self.body.size + 3, leading=self.body.leading + 4, bold=True, color=ACCENT, before=12, after=4
        )
        return self._heading(self.typeset(text), style, "H2", 0, lines)

    def subheading(self, number: int, wording: Wording, lines: int = 4) -> list[Flowable]:
        """A numbered heading under a section's; one in another language is marked, as everywhere."""
        style = self.plain.but(size=self.body.size + 0.6, bold=True, before=8, after=2)
        text = f"{number}. {isolate(self.typeset(self.language.best(wording)))}"
        return self._heading(text, style, "H3", 1, lines, [Run(f"{number}. "), *self.wording(wording)])

    def _heading(
        self, text: str, style: Style, kind: Kind, level: int, lines: int, runs: Runs | None = None
    ) -> list[Flowable]:
        """``text`` is what the outline says, and the page as well where it has no ``runs`` of its own."""
        self._sections += 1
        bookmark = Bookmark(f"section-{self._sections}", text, level)
        element = self.structure.child(kind)
        room = style.before + style.leading + style.after + lines * self.body.leading
        return [CondPageBreak(room), Paragraph(runs or text, style, self.right_to_left, element, bookmark)]

    # --- parts -------------------------------------------------------------------------------------------------------

    def letterhead(self) -> list[Flowable]:
        """The state, the ministry, the commission, and a rule under them."""
        lines = [line for line in self.language.best(self.commission.letterhead).splitlines() if line.strip()]
        above = self.plain.but(align="center", leading=self.body.leading - 0.5, after=0)
        name = above.but(size=self.body.size + 2, leading=self.body.leading + 4, bold=True, color=ACCENT, before=3)
        return [
            *(self.paragraph(line, above) for line in lines),
            self.paragraph(self.wording(self.commission.name), name),
            Spacer(1, 7),
            _Rule(ACCENT, 1.6),
            Spacer(1, 1.6),
            _Rule(ACCENT, 0.4),
        ]

    def title(self, text: str, number: str, subject: Wording) -> list[Flowable]:
        large = Style(
            size=self.body.size + 10, leading=self.body.leading + 15, align="center", bold=True, before=16, after=0
        )
        below = self.plain.but(size=self.body.size + 2, leading=self.body.leading + 4, align="center", after=0)
        return [
            self.paragraph(text, large, "H1"),
            self.paragraph(isolate(number), below.but(color=MUTED, size=self.body.size)),
            self.paragraph(self.wording(subject), below.but(before=4, bold=True)),
        ]

    def notice(self, text: str) -> list[Flowable]:
        """A line in a frame: what the reader must know before anything else."""
        style = self.cell.but(align="center", bold=True, color="#8a4b08")
        framed = table(
            [[self.paragraph(text, style)]],
            [WIDTH * 0.62],
            self.right_to_left,
            [("BOX", (0, 0), (-1, -1), 0.6, HexColor("#c9934f"))],
        )
        framed.hAlign = "CENTER"
        return [Spacer(1, 9), framed]

    def particulars(self, pairs: Sequence[tuple[str, str | Runs]]) -> Table:
        """What it is about, when, where, who: a name and a value a line."""
        whole = self.structure.child("Table")
        rows = []
        for name, value in pairs:
            row = whole.child("TR")
            rows.append(
                [
                    self.paragraph(name, self.quiet, "TH", row),
                    self.paragraph(value, self.cell, "TD", row),
                ]
            )
            row.children[0].scope = "Row"
        rules = [
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(RULE)),
            ("LINEABOVE", (0, 0), (-1, 0), 0.4, HexColor(RULE)),
        ]
        return table(rows, [WIDTH * 0.24, WIDTH * 0.76], self.right_to_left, rules)

    def grid(
        self,
        headings: Sequence[str],
        rows: Sequence[str | Sequence[Runs]],
        shares: Sequence[float | None],
    ) -> Table:
        """A table with a heading repeated on every page. A row that is one text names the group of rows under it.

        ``shares`` says how what is left of the width is shared among the columns; ``None`` for a column whose texts,
        numbers and dates, are not broken.
        """
        whole = self.structure.child("Table")
        top = whole.child("TR")
        head = self.cell.but(bold=True, color="#ffffff")
        laid: list[list[Paragraph]] = [[self.paragraph(text, head, "TH", top) for text in headings]]
        for row in rows:
            element = whole.child("TR")
            if isinstance(row, str):
                laid.append([self.paragraph(row, self.cell.but(bold=True, color=ACCENT), "TD", element)])
            else:
                laid.append([self.paragraph(runs, self.cell, "TD", element) for runs in row])
        commands: list[tuple[object, ...]] = [
            ("BACKGROUND", (0, 0), (-1, 0), HexColor(ACCENT)),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, HexColor(RULE)),
        ]
        widths = column_widths(laid, shares, WIDTH)
        return table(laid, widths, self.right_to_left, commands, headings=1, ground=HexColor(GROUND))

    def numbered(self, items: Sequence[Runs]) -> Table:
        """A numbered list."""
        whole = self.structure.child("L")
        rows = []
        for number, runs in enumerate(items, start=1):
            row = whole.child("LI")
            rows.append(
                [
                    self.paragraph(f"{number}.", self.plain.but(color=ACCENT, bold=True, after=0), "Lbl", row),
                    self.paragraph(runs, self.plain.but(after=0), "LBody", row),
                ]
            )
        return table(rows, [9 * mm, WIDTH - 9 * mm], self.right_to_left, padding=3)

    def inset(self, paragraphs: Sequence[tuple[str | Runs | Wording, Style]]) -> list[Flowable]:
        """Paragraphs set off by a bar at the start side: what was decided or recommended."""
        made: list[Flowable] = []
        for number, (text, style) in enumerate(paragraphs, start=1):
            after = 10 if number == len(paragraphs) else BAR_GAP
            style = style.but(indent=11, bar=ACCENT, before=7 if number == 1 else 0, after=after)
            if isinstance(text, Wording):
                made += self.paragraphs(text, style)
            else:
                made.append(self.paragraph(text, style))
        height = sum(part.wrap(WIDTH, A4[1])[1] + BAR_GAP for part in made)
        return [CondPageBreak(height if height < 80 * mm else 25 * mm), *made]

    def signatures(self, done: str, people: Sequence[tuple[Wording, Wording]]) -> list[Flowable]:
        """Where and when, and side by side the title and name of each who signs, with room for the signature."""
        center = self.plain.but(align="center", after=0)
        columns = [
            [
                self.paragraph(self.wording(title), center.but(bold=True)),
                Spacer(1, 21 * mm),
                _Rule(MUTED, 0.4, "70%"),
                Spacer(1, 2),
                self.paragraph(self.wording(name), center),
            ]
            for title, name in people
        ]
        width = WIDTH / max(len(columns), 1)
        return [
            Spacer(1, 18),
            self.paragraph(done, self.plain.but(after=8)),
            table([columns], [width] * len(columns), self.right_to_left, [("ALIGN", (0, 0), (-1, -1), "CENTER")]),
        ]

    def closing(self, story: Sequence[Flowable], signatures: Sequence[Flowable]) -> list[Flowable]:
        """The whole story. No page holds the signatures alone: some of what they are put to goes along with them."""
        before, along, height = list(story), [], 0.0
        while before:
            height += before[-1].wrap(WIDTH, A4[1] * 10)[1]
            if height > 110 * mm:
                break
            along.insert(0, before.pop())
            follows_heading = bool(before) and isinstance(before[-1], Paragraph) and before[-1].is_heading
            if height > 20 * mm and not follows_heading:
                break
        return [*before, KeepTogether([*along, *signatures])]

    def furniture(self, name: str, number: str) -> Furniture:
        """What stands around the text of each page: ``name`` of the document, its ``number``, the page."""
        small = Style(size=self.body.size - 2.2, leading=self.body.leading - 4, color=MUTED)
        end = small.but(align="end")
        said = self.language.text

        def draw(canvas: Canvas, page: int, pages: int) -> None:
            def line(text: str, style: Style, bottom: float) -> None:
                paragraph = Paragraph(self.typeset(text), style, self.right_to_left)
                paragraph.wrapOn(canvas, WIDTH, A4[1])
                paragraph.drawOn(canvas, MARGIN, bottom)

            top, foot = A4[1] - TOP + 5 * mm, BOTTOM - 7 * mm
            with marked(canvas, None):
                canvas.setLineWidth(0.4)
                canvas.setStrokeColor(HexColor(RULE))
                for height in (foot, top) if page > 1 else (foot,):
                    canvas.line(MARGIN, height, A4[0] - MARGIN, height)
            if page > 1:
                line(self.own_name(), small, top + 2)
                line(isolate(number), end, top + 2)
            line(f"{name} {isolate(number)}", small, foot - small.leading - 2)
            line(said("Page {page} of {pages}", page=page, pages=pages), end, foot - small.leading - 2)

        return draw


class _Rule(HRFlowable):
    """A line across the page that a screen reader skips."""

    def __init__(self, color: str, thickness: float, width: str = "100%") -> None:
        super().__init__(width=width, thickness=thickness, color=HexColor(color), spaceBefore=0, spaceAfter=0)

    def draw(self) -> None:
        with marked(self.canv, None):
            super().draw()

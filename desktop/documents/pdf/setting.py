"""The parts of a document set on pages: each becomes what reportlab places, and stands in the document's structure."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, Spacer, Table
from reportlab.platypus import PageBreak as NextPage

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
    Runs,
    Signatures,
    Space,
    Text,
    Title,
)
from desktop.documents.pdf.figure import Drawing
from desktop.documents.pdf.keeping import TALL, HeadingRoom, Together, keep_headings, keep_signatures
from desktop.documents.pdf.logo import Logo
from desktop.documents.pdf.look import ACCENT, COLOURS, FRAME, GROUND, MUTED, RULE, style_of
from desktop.documents.pdf.name_plate import NamePlate
from desktop.documents.pdf.pair_setting import PairSetting
from desktop.documents.pdf.ruled_table import column_widths, table
from desktop.documents.pdf.sheet import Paper
from desktop.documents.pdf.structure import Element, Kind, marked
from desktop.documents.pdf.typesetting import BAR_GAP, Bookmark, Paragraph, Style
from desktop.documents.pdf.typesetting import Run as SetRun
from desktop.language import LanguageCode

NUMBER_WIDTH = 26
"""Points that the number of a paragraph has before it."""


class Setting:
    """Sets one document; what it makes is also put into the document's structure, in the order made."""

    LINES = (
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(RULE)),
        ("LINEABOVE", (0, 0), (-1, 0), 0.4, HexColor(RULE)),
    )

    def __init__(self, document: Document, paper: Paper) -> None:
        self.document = document
        self.paper = paper
        self.width = paper.width
        self.code: LanguageCode = document.language.code
        self.right_to_left = document.language.right_to_left
        self.structure = Element("Document", lang=document.language.tag)
        self._sections = 0
        self._depth = -1
        self._unpaired: dict[type, Callable[..., list[Flowable]]] = {
            Letterhead: self._letterhead,
            Title: self._title,
            Notice: self._notice,
            Heading: self._heading,
            Prose: self._prose,
            Inset: self._inset,
            Listed: self._listed,
            Particulars: self._particulars,
            Grid: self._grid,
            Figure: lambda block: [Together(self.figure(block, self.width)), Spacer(1, 6)],
            Addressee: self._addressee,
            Plate: self._plate,
            Pair: PairSetting(self).pair,
            Space: lambda block: [Spacer(1, block.height)],
            PageBreak: lambda block: [NextPage()],
        }

    def story(self) -> list[Flowable]:
        """The whole document, as reportlab places it."""
        story: list[Flowable] = []
        for block in self.document.blocks:
            if isinstance(block, Signatures):
                story = keep_signatures(story, self._signatures(block), self.width)
            else:
                story += self.set(block)
        keep_headings(story, self.width, self.paper.height * 0.7)
        return story

    def set(self, block: Block) -> list[Flowable]:
        return self._unpaired[type(block)](block)

    # --- text --------------------------------------------------------------------------------------------------------

    def paragraph(
        self,
        text: Text,
        style: Style | None = None,
        kind: Kind = "P",
        parent: Element | None = None,
        bookmark: Bookmark | None = None,
    ) -> Paragraph:
        """A text set in ``style``, or in its own."""
        code = None if text.code == self.code else text.code
        element = (parent or self.structure).child(kind, lang=code)
        style = style or style_of(text.style, text.code)
        if text.align:
            style = style.but(align=text.align)
        marker = None
        if text.number:
            style = style.but(indent=style.indent + NUMBER_WIDTH)
            marker = Paragraph(text.number, style.but(indent=0, align="start", color=MUTED), text.code == "ar", element)
        return Paragraph(_runs(text.runs), style, text.code == "ar", element, bookmark, marker)

    def _prose(self, block: Prose) -> list[Flowable]:
        return [self.paragraph(text) for text in block.texts]

    def _heading(self, block: Heading) -> list[Flowable]:
        paragraph, room = self.headed(block)
        return [HeadingRoom(room), paragraph]

    def headed(self, block: Heading, outlined: bool = True) -> tuple[Paragraph, float]:
        """The heading, and how much room must be left on the page for it to stand there."""
        body = style_of("body", block.text.code)
        number = f"{block.number} " if block.number else ""
        if block.level == 1:
            style = Style(size=body.size + 3, leading=body.leading + 4, bold=True, color=ACCENT, before=12, after=4)
        else:
            style = Style(size=body.size + 0.6, leading=body.leading, bold=True, before=8, after=2)
        bookmark = None
        if outlined:
            self._sections += 1
            self._depth = min(block.level - 1, self._depth + 1)  # an outline leaves no level out
            bookmark = Bookmark(f"section-{self._sections}", f"{number}{block.text.plain}", self._depth)
        text = block.text.but(runs=(Run(number), *block.text.runs)) if number else block.text
        room = style.before + style.leading + style.after + block.lines * body.leading
        return self.paragraph(text, style, "H2" if block.level == 1 else "H3", bookmark=bookmark), room

    def annex_line(self, text: Text, outlined: bool) -> Paragraph:
        """What stands above a page of an annex; the first one is a section of the document."""
        bookmark = None
        if outlined:
            self._sections += 1
            self._depth = 0
            bookmark = Bookmark(f"section-{self._sections}", text.plain, 0)
        return self.paragraph(text, None, "H2" if outlined else "P", bookmark=bookmark)

    # --- parts -------------------------------------------------------------------------------------------------------

    def _letterhead(self, block: Letterhead) -> list[Flowable]:
        logo: list[Flowable] = [Logo(block.logo, self.width), Spacer(1, 5)] if block.logo else []
        return [*logo, *self.heads(block), *self.rules()]

    def heads(self, block: Letterhead) -> list[Flowable]:
        plain = style_of("plain", block.name.code)
        above = plain.but(align="center", leading=plain.leading - 0.5, after=0)
        name = above.but(size=plain.size + 2, leading=plain.leading + 4, bold=True, color=ACCENT, before=3)
        return [*(self.paragraph(line, above) for line in block.lines), self.paragraph(block.name, name)]

    def rules(self) -> list[Flowable]:
        return [Spacer(1, 7), Rule(ACCENT, 1.6), Spacer(1, 1.6), Rule(ACCENT, 0.4)]

    def _title(self, block: Title) -> list[Flowable]:
        body = style_of("body", block.name.code)
        large = Style(size=body.size + 10, leading=body.leading + 15, align="center", bold=True, before=16, after=0)
        if len(block.name.plain) > 40:
            large = large.but(size=body.size + 6, leading=body.leading + 10)
        below = Style(size=body.size + 2, leading=body.leading + 4, align="center")
        made: list[Flowable] = [self.paragraph(block.name, large, "H1")]
        if block.number.plain:
            made.append(self.paragraph(block.number, below.but(color=MUTED, size=body.size)))
        if block.subject.plain:
            made.append(self.paragraph(block.subject, below.but(before=4, bold=True)))
        return made

    def _notice(self, block: Notice) -> list[Flowable]:
        return [Spacer(1, 9), self.framed(self.noticed(block), self.width * 0.62)]

    def noticed(self, block: Notice) -> Paragraph:
        style = style_of("cell", block.text.code).but(align="center", bold=True, color=COLOURS["warning"])
        return self.paragraph(block.text, style)

    def framed(self, text: Flowable, width: float) -> Table:
        """A frame of this width around a text, in the middle."""
        framed = table([[text]], [width], False, [("BOX", (0, 0), (-1, -1), 0.6, HexColor(FRAME))])
        framed.hAlign = "CENTER"
        return framed

    def _addressee(self, block: Addressee) -> list[Flowable]:
        """At the end side, where an envelope's window is."""
        lines: list[Flowable] = [self.paragraph(line) for line in block.lines]
        return [
            Spacer(1, 12),
            table([[Spacer(0, 0), lines]], [self.width * 0.5, self.width * 0.5], self.right_to_left),
            Spacer(1, 8),
        ]

    def _plate(self, block: Plate) -> list[Flowable]:
        """A screen reader reads one side of it only."""
        name = _as_large_as_fits(block.name, Style(size=58, leading=80, bold=True, align="center"), self.width)
        below = Style(size=22, leading=32, align="center", color=MUTED)
        styled = [(block.name, name), *((text, _as_large_as_fits(text, below, self.width)) for text in block.below)]
        near = [self.paragraph(text, style, "P" if number else "H1") for number, (text, style) in enumerate(styled)]
        return [NamePlate(near, [_unread(text, style) for text, style in styled], self.paper.height)]

    def _particulars(self, block: Particulars) -> list[Flowable]:
        whole = self.structure.child("Table")
        rows = []
        for _, name, value in block.rows:
            row = whole.child("TR")
            rows.append([self.name(name, row), self.paragraph(value, kind="TD", parent=row)])
        if not rows:
            return []
        return [table(rows, [self.width * 0.24, self.width * 0.76], self.right_to_left, self.LINES)]

    def name(self, name: Text, row: Element) -> Paragraph:
        """The heading of a row."""
        made = self.paragraph(name, kind="TH", parent=row)
        row.children[-1].scope = "Row"
        return made

    def _grid(self, block: Grid) -> list[Flowable]:
        whole = self.structure.child("Table")
        top = whole.child("TR")

        def cell(given: Cell, row: Element, kind: Kind, **changes: object) -> Flowable | list[Flowable]:
            made: list[Flowable] = [
                self.paragraph(text, style_of(text.style, text.code).but(**changes), kind if first else "P",
                               row if first else row.children[-1])
                for first, text in ((not number, text) for number, text in enumerate(given))
            ]  # fmt: skip
            if not made:
                return Spacer(0, block.row_height or 0)
            return made[0] if len(made) == 1 else made

        head = [cell(given, top, "TH", bold=True, color="#ffffff") for given in block.headings]
        laid: list[list[Flowable | list[Flowable]]] = [head]
        for row in block.rows:
            element = whole.child("TR")
            if isinstance(row, Row):
                laid.append([cell(given, element, "TD") for given in row.cells])
            else:
                laid.append([cell(row.cell, element, "TD", bold=True, color=ACCENT)])
        commands: list[tuple[object, ...]] = [
            ("BACKGROUND", (0, 0), (-1, 0), HexColor(ACCENT)),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, HexColor(RULE)),
        ]
        if block.ruled:
            commands.append(("INNERGRID", (0, 1), (-1, -1), 0.4, HexColor(RULE)))
            commands.append(("BOX", (0, 1), (-1, -1), 0.4, HexColor(RULE)))
        if block.row_height:
            commands.append(("VALIGN", (0, 1), (-1, -1), "MIDDLE"))
        widths = column_widths(laid, block.shares, self.width)
        return [table(laid, widths, self.right_to_left, commands, headings=1, ground=HexColor(GROUND))]

    def figure(self, block: Figure, width: float) -> list[Flowable]:
        """The drawing, and what is said under it."""
        element = self.structure.child("Figure", lang=None if block.caption.code == self.code else block.caption.code)
        element.told = block.told
        style = style_of(block.caption.style, block.caption.code)
        caption = self.paragraph(block.caption, style.but(align="center", before=2, after=4))
        return [Drawing(block, style.size - 0.6, width, element), caption]

    def _listed(self, block: Listed) -> list[Flowable]:
        whole = self.structure.child("L")
        rows = []
        for number, text in enumerate(block.items, start=1):
            row = whole.child("LI")
            rows.append([self.number(number, text, row), self.item(text, row)])
        if not rows:
            return []
        return [table(rows, [9 * mm, self.width - 9 * mm], self.right_to_left, padding=3)]

    def number(self, number: int, text: Text, row: Element) -> Paragraph:
        style = style_of("plain", text.code).but(color=ACCENT, bold=True, after=0)
        return self.paragraph(Text((Run(f"{number}."),), text.code), style, "Lbl", row)

    def item(self, text: Text, row: Element) -> Paragraph:
        return self.paragraph(text, style_of("plain", text.code).but(after=0), "LBody", row)

    def _inset(self, block: Inset) -> list[Flowable]:
        made: list[Flowable] = []
        for number, text in enumerate(block.texts, start=1):
            style = style_of(text.style, text.code)
            after = 10 if number == len(block.texts) else BAR_GAP
            style = style.but(indent=11, bar=ACCENT, before=7 if number == 1 else 0, after=after)
            made.append(self.paragraph(text, style))
        height = sum(part.wrap(self.width, TALL)[1] + BAR_GAP for part in made)
        return [CondPageBreak(height if height < 80 * mm else 25 * mm), *made]

    # --- the end -----------------------------------------------------------------------------------------------------

    def _signatures(self, block: Signatures) -> list[Flowable]:
        columns: list[list[Flowable]] = []
        for person in block.people:
            columns.append(
                [
                    *self._centred(person.title, bold=True),
                    Spacer(1, 21 * mm),
                    Rule(MUTED, 0.4, "70%"),
                    Spacer(1, 2),
                    *self._centred(person.name),
                ]
            )
        signed: list[Flowable] = [Spacer(1, 18)]
        signed += [self.paragraph(text, style_of("plain", text.code).but(after=8)) for text in block.done]
        if columns:
            centred = [("ALIGN", (0, 0), (-1, -1), "CENTER")]
            signed.append(table([columns], [self.width / len(columns)] * len(columns), self.right_to_left, centred))
        return signed

    def _centred(self, cell: Cell, bold: bool = False) -> list[Flowable]:
        return [
            self.paragraph(text, style_of("plain", text.code).but(align="center", after=0, bold=bold)) for text in cell
        ]


class Rule(HRFlowable):
    """A line across the page that a screen reader skips."""

    def __init__(self, color: str, thickness: float, width: str = "100%") -> None:
        super().__init__(width=width, thickness=thickness, color=HexColor(color), spaceBefore=0, spaceAfter=0)

    def draw(self) -> None:
        with marked(self.canv, None):
            super().draw()


def _runs(runs: Runs) -> list[SetRun]:
    return [SetRun(run.text, run.bold, COLOURS[run.tone] if run.tone else None) for run in runs]


def _unread(text: Text, style: Style) -> Paragraph:
    """A text that a screen reader skips."""
    return Paragraph(_runs(text.runs), style, text.code == "ar")


def _as_large_as_fits(text: Text, style: Style, width: float) -> Style:
    """``style`` in the largest size at which the text stands on one line, but never in less than half of it."""
    size = max(style.size / 2, min(style.size, style.size * width / max(_unread(text, style).natural_width, 1)))
    return style.but(size=size, leading=style.leading * size / style.size)

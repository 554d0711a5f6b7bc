"""The parts of a document set on pages: each becomes what reportlab places, and stands in the document's structure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, KeepTogether, Spacer, Table
from reportlab.platypus import PageBreak as NextPage

from desktop.documents.document import (
    Addressee,
    Block,
    Cell,
    Document,
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
from desktop.documents.pdf.logo import Logo
from desktop.documents.pdf.look import ACCENT, COLOURS, FRAME, GROUND, MUTED, RULE, style_of
from desktop.documents.pdf.name_plate import NamePlate
from desktop.documents.pdf.ruled_table import column_widths, table
from desktop.documents.pdf.sheet import Paper
from desktop.documents.pdf.structure import Element, Kind, marked
from desktop.documents.pdf.typesetting import BAR_GAP, Bookmark, Paragraph, Style
from desktop.documents.pdf.typesetting import Run as SetRun
from desktop.language import LanguageCode

GUTTER = 14
"""Points between two languages side by side."""
NUMBER_WIDTH = 26
"""Points that the number of a paragraph has before it."""
TALL = 10_000
"""Higher than any page: what is measured with it is measured whole."""


class Setting:
    """Sets one document; what it makes is also put into the document's structure, in the order made."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self.document = document
        self.paper = paper
        self.width = paper.width
        self.code: LanguageCode = document.language.code
        self.right_to_left = document.language.right_to_left
        self.structure = Element("Document", lang=document.language.tag)
        self._sections = 0
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
            Addressee: self._addressee,
            Plate: self._plate,
            Pair: self._pair,
            Space: lambda block: [Spacer(1, block.height)],
            PageBreak: lambda block: [NextPage()],
        }

    def story(self) -> list[Flowable]:
        """The whole document, as reportlab places it."""
        story: list[Flowable] = []
        for block in self.document.blocks:
            if isinstance(block, Signatures):
                story = self._closing(story, self._signatures(block))
            else:
                story += self._set(block)
        return story

    def _set(self, block: Block) -> list[Flowable]:
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
        paragraph, room = self._headed(block)
        return [CondPageBreak(room), paragraph]

    def _headed(self, block: Heading, outlined: bool = True) -> tuple[Paragraph, float]:
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
            bookmark = Bookmark(f"section-{self._sections}", f"{number}{block.text.plain}", block.level - 1)
        text = block.text.but(runs=(Run(number), *block.text.runs)) if number else block.text
        room = style.before + style.leading + style.after + block.lines * body.leading
        return self.paragraph(text, style, "H2" if block.level == 1 else "H3", bookmark=bookmark), room

    # --- parts -------------------------------------------------------------------------------------------------------

    def _letterhead(self, block: Letterhead) -> list[Flowable]:
        logo: list[Flowable] = [Logo(block.logo, self.width), Spacer(1, 5)] if block.logo else []
        return [*logo, *self._heads(block), *self._rules()]

    def _heads(self, block: Letterhead) -> list[Flowable]:
        plain = style_of("plain", block.name.code)
        above = plain.but(align="center", leading=plain.leading - 0.5, after=0)
        name = above.but(size=plain.size + 2, leading=plain.leading + 4, bold=True, color=ACCENT, before=3)
        return [*(self.paragraph(line, above) for line in block.lines), self.paragraph(block.name, name)]

    def _rules(self) -> list[Flowable]:
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
        return [Spacer(1, 9), self._framed([self._noticed(block)], self.width * 0.62)]

    def _noticed(self, block: Notice) -> Paragraph:
        style = style_of("cell", block.text.code).but(align="center", bold=True, color=COLOURS["warning"])
        return self.paragraph(block.text, style)

    def _framed(self, cells: Sequence[Flowable], width: float) -> Table:
        """A frame of this width around texts side by side, in the middle."""
        box = [("BOX", (0, 0), (-1, -1), 0.6, HexColor(FRAME)), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        framed = table([cells], [width / len(cells)] * len(cells), False, box)
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
            rows.append([self._name(name, row), self.paragraph(value, kind="TD", parent=row)])
        if not rows:
            return []
        return [table(rows, [self.width * 0.24, self.width * 0.76], self.right_to_left, _LINES)]

    def _name(self, name: Text, row: Element) -> Paragraph:
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

    def _listed(self, block: Listed) -> list[Flowable]:
        whole = self.structure.child("L")
        rows = []
        for number, text in enumerate(block.items, start=1):
            row = whole.child("LI")
            rows.append([self._number(number, text, row), self._item(text, row)])
        if not rows:
            return []
        return [table(rows, [9 * mm, self.width - 9 * mm], self.right_to_left, padding=3)]

    def _number(self, number: int, text: Text, row: Element) -> Paragraph:
        style = style_of("plain", text.code).but(color=ACCENT, bold=True, after=0)
        return self.paragraph(Text((Run(f"{number}."),), text.code), style, "Lbl", row)

    def _item(self, text: Text, row: Element) -> Paragraph:
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

    # --- two languages side by side ----------------------------------------------------------------------------------

    def _pair(self, block: Pair) -> list[Flowable]:
        match block.left, block.right:
            case Letterhead() as left, Letterhead() as right:
                logo = left.logo or right.logo
                middle = self.width * 0.2 if logo else GUTTER
                side = (self.width - middle) / 2
                cells = [self._heads(left), [Logo(logo, middle)] if logo else [], self._heads(right)]
                heads = table([cells], [side, middle, side], False, [("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
                return [heads, *self._rules()]
            case Heading() as left, Heading() as right:
                (first, room), (second, more) = self._headed(left), self._headed(right, outlined=False)
                space = max(first.style.before, second.style.before)
                return [CondPageBreak(max(room, more)), Spacer(1, space), self._level([(first, second)])]
            case Notice() as left, Notice() as right:
                return [Spacer(1, 9), self._framed([self._noticed(left), self._noticed(right)], self.width)]
            case Prose(left), Prose(right):
                return [self._level(self._pairs(left, right))] if left or right else []
            case Inset(left), Inset(right):
                bars = [
                    ("LINEBEFORE", (0, 0), (0, -1), 2, HexColor(ACCENT)),
                    ("LINEAFTER", (-1, 0), (-1, -1), 2, HexColor(ACCENT)),
                ]
                return [Spacer(1, 7), self._level(self._pairs(left, right), bars, inner=9), Spacer(1, 10)]
            case Listed(left), Listed(right):
                return self._listed_pair(left, right)
            case Particulars(left), Particulars(right):
                return self._particulars_pair(left, right)
            case left, right:
                return [self._level([(self._set(left), self._set(right))])]

    def _pairs(self, left: Sequence[Text], right: Sequence[Text]) -> Iterator[tuple[Flowable, Flowable]]:
        """Paragraphs beside each other; where one language has more of them, beside nothing."""
        for first, second in zip_longest(left, right):
            yield (
                self.paragraph(first) if first else Spacer(0, 0),
                self.paragraph(second) if second else Spacer(0, 0),
            )

    def _level(
        self,
        rows: Iterator[tuple[Flowable, Flowable]]
        | Sequence[tuple[Flowable | list[Flowable], Flowable | list[Flowable]]],
        commands: Sequence[tuple[object, ...]] = (),
        inner: float = 0,
    ) -> Table:
        """Rows of two halves, left and right on the page, with the gutter between them."""
        side = self.width / 2
        half = GUTTER / 2
        return table(
            list(rows),
            [side, side],
            False,
            [
                ("LEFTPADDING", (0, 0), (0, -1), inner),
                ("RIGHTPADDING", (0, 0), (0, -1), half),
                ("LEFTPADDING", (1, 0), (1, -1), half),
                ("RIGHTPADDING", (1, 0), (1, -1), inner),
                *commands,
            ],
        )

    def _listed_pair(self, left: Sequence[Text], right: Sequence[Text]) -> list[Flowable]:
        first, second = self.structure.child("L"), self.structure.child("L")
        rows = []
        for number, (one, other) in enumerate(zip_longest(left, right), start=1):
            row: list[Flowable] = []
            for text, whole in ((one, first), (other, second)):
                element = whole.child("LI")
                cells: list[Flowable] = (
                    [self._number(number, text, element), self._item(text, element)] if text else [Spacer(0, 0)] * 2
                )
                row += cells if whole is first else reversed(cells)
            rows.append(row)
        side = self.width / 2 - 9 * mm
        return [table(rows, [9 * mm, side, side, 9 * mm], False, padding=3)] if rows else []

    def _particulars_pair(
        self, left: Sequence[tuple[str, Text, Text]], right: Sequence[tuple[str, Text, Text]]
    ) -> list[Flowable]:
        whole = self.structure.child("Table")
        rows = []
        for (_, name, value), (_, other_name, other_value) in zip(left, right, strict=True):
            row = whole.child("TR")
            rows.append(
                [
                    self._name(name, row),
                    self.paragraph(value, kind="TD", parent=row),
                    self.paragraph(other_value, kind="TD", parent=row),
                    self._name(other_name, row),
                ]
            )
        shares = [self.width * share for share in (0.16, 0.34, 0.34, 0.16)]
        return [table(rows, shares, False, _LINES)] if rows else []

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

    def _closing(self, story: Sequence[Flowable], signatures: Sequence[Flowable]) -> list[Flowable]:
        """The whole story. No page holds the signatures alone: some of what they are put to goes along with them."""
        before, along, height = list(story), [], 0.0
        while before and not isinstance(before[-1], NextPage):
            height += before[-1].wrap(self.width, TALL)[1]
            if height > 110 * mm:
                break
            along.insert(0, before.pop())
            follows_heading = bool(before) and isinstance(before[-1], Paragraph) and before[-1].is_heading
            if height > 20 * mm and not follows_heading:
                break
        return [*before, KeepTogether([*along, *signatures])]


class Rule(HRFlowable):
    """A line across the page that a screen reader skips."""

    def __init__(self, color: str, thickness: float, width: str = "100%") -> None:
        super().__init__(width=width, thickness=thickness, color=HexColor(color), spaceBefore=0, spaceAfter=0)

    def draw(self) -> None:
        with marked(self.canv, None):
            super().draw()


_LINES = [
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(RULE)),
    ("LINEABOVE", (0, 0), (-1, 0), 0.4, HexColor(RULE)),
]


def _runs(runs: Runs) -> list[SetRun]:
    return [SetRun(run.text, run.bold, COLOURS[run.tone] if run.tone else None) for run in runs]


def _unread(text: Text, style: Style) -> Paragraph:
    """A text that a screen reader skips."""
    return Paragraph(_runs(text.runs), style, text.code == "ar")


def _as_large_as_fits(text: Text, style: Style, width: float) -> Style:
    """``style`` in the largest size at which the text stands on one line, but never in less than half of it."""
    size = max(style.size / 2, min(style.size, style.size * width / max(_unread(text, style).natural_width, 1)))
    return style.but(size=size, leading=style.leading * size / style.size)

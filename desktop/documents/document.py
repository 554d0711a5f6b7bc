"""What a document says, part by part and before anything is set: the same for pages and for Word.

A paper (``papers/``) makes a :class:`Document` of rows; ``pdf/`` sets it on pages, ``word/`` writes it for somebody who
goes on working on it. Texts are text: nothing in them is taken for markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from desktop.documents.charts.chart import Chart
from desktop.language import Language, LanguageCode

Tone = Literal["ink", "muted", "accent", "warning"]
"""What a colour means; each way of writing has colours of its own for them."""

TextStyle = Literal["body", "plain", "quiet", "cell"]
"""Running text, lines that belong together, what is said aside, and what stands in a table."""


@dataclass(frozen=True)
class Run:
    """A stretch of text that looks the same; ``None`` means as the text around it."""

    text: str
    bold: bool | None = None
    tone: Tone | None = None
    borrowed: LanguageCode | None = None
    """The language it stands in for want of one in the document's."""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Text:
    """A paragraph. It runs in the direction of its language, which may be another than the document's."""

    runs: Runs
    code: LanguageCode
    style: TextStyle = "body"
    number: str = ""
    """The paragraph's number, which stands before it."""
    align: Literal["start", "center", "end"] | None = None
    """Where it stands; ``None`` as its style wants."""

    @property
    def plain(self) -> str:
        """Its words alone."""
        return "".join(run.text for run in self.runs)

    @property
    def is_borrowed(self) -> bool:
        """Whether it stands in another language for want of one in the document's; what is said beside it aside."""
        told = [run for run in self.runs if run.text.strip() and (run.borrowed or run.tone != "muted")]
        return bool(told) and all(run.borrowed for run in told)

    def but(self, **changes: object) -> Text:
        """The same text with some of it changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


Cell = tuple[Text, ...]
"""What stands in one cell of a table: nothing, a text, or one in each of two languages."""


@dataclass(frozen=True)
class Letterhead:
    """The state, the ministry, the commission, and a rule under them."""

    lines: tuple[Text, ...]
    """Above the name, from the state downwards."""
    name: Text
    logo: bytes | None = None
    """A PNG or JPEG picture."""


@dataclass(frozen=True)
class Title:
    """What the document is; ``number`` and ``subject`` may be empty."""

    name: Text
    number: Text
    subject: Text


@dataclass(frozen=True)
class Notice:
    """A line in a frame: what the reader must know before anything else."""

    text: Text


@dataclass(frozen=True)
class Heading:
    """A section's heading (level 1), or one under it (level 2). It stays with what follows."""

    text: Text
    level: Literal[1, 2] = 1
    number: str = ""
    """Before it, with its full stop: "3."."""
    lines: int = 5
    """How many lines of text must fit under it on the page."""


@dataclass(frozen=True)
class Prose:
    """Paragraphs one after the other."""

    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Inset:
    """Paragraphs set off by a bar at the start side: what was decided or recommended."""

    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Listed:
    """A list, numbered from 1."""

    items: tuple[Text, ...]


@dataclass(frozen=True)
class Particulars:
    """What it is about, when, where, who: a name and a value a line."""

    rows: tuple[tuple[str, Text, Text], ...]
    """Each with a key: what it tells, whatever the language."""


@dataclass(frozen=True)
class Row:
    """A row of a table; ``key`` is the same in every language."""

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    """A row over all columns: what those under it have in common. It stays with the first of them."""

    key: str
    cell: Cell


@dataclass(frozen=True)
class Grid:
    """A table whose headings are repeated on every page."""

    headings: tuple[Cell, ...]
    rows: tuple[Row | Group, ...]
    shares: tuple[float | None, ...]
    """How what is left of the width is shared among the columns; ``None`` for one whose texts, numbers and dates, are
    not broken."""
    row_height: float | None = None
    """Points that each row has at least: room to sign or to write in."""
    ruled: bool = False
    """Lines between the columns, too."""


@dataclass(frozen=True)
class Figure:
    """A chart with what is said under it; a table of its numbers follows it."""

    chart: Chart
    language: Language
    caption: Text
    told: str
    """What it is and shows, for whoever does not see it."""


@dataclass(frozen=True)
class Signatory:
    title: Cell
    name: Cell


@dataclass(frozen=True)
class Signatures:
    """Where and when, and side by side each who signs. No page holds them alone."""

    done: Cell
    people: tuple[Signatory, ...]


@dataclass(frozen=True)
class Addressee:
    """To whom a letter goes: lines at the end side, under the letterhead."""

    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Space:
    """Empty height, in points."""

    height: float


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a page of its own."""


@dataclass(frozen=True)
class Plate:
    """A name plate of half a page's height, folded so that it is read from both sides."""

    name: Text
    below: tuple[Text, ...]


@dataclass(frozen=True)
class Pair:
    """The same part in two languages, side by side and level; ``left`` and ``right`` on the page."""

    left: Block
    right: Block


Block = (
    Letterhead | Title | Notice | Heading | Prose | Inset | Listed | Particulars | Grid | Figure | Signatures
    | Addressee | Space | PageBreak | Plate | Pair
)  # fmt: skip


@dataclass(frozen=True)
class Document:
    """One document in one language, or in two: what it is, and its parts in the order they are read."""

    name: str
    """What kind it is: "Minutes"."""
    number: str
    subject: str
    author: str
    """The commission."""
    language: Language
    blocks: tuple[Block, ...]
    facing: Language | None = None
    """The language beside the first, where it is in two."""
    draft: str = ""
    """The word across each page of a draft, whose lines are numbered; empty where it is none."""
    landscape: bool = False
    bare: bool = False
    """Nothing stands around the text: no header, no footer, no page number."""

    @property
    def title(self) -> str:
        return " ".join(part for part in (self.name, self.number) if part)


def words(blocks: Sequence[Block]) -> str:
    """Every word of these parts, for a search or a test: a paragraph a line, whatever keeps its words together."""
    said = "\n".join(text.plain for block in blocks for text in texts_of(block) if text.plain)
    return said.replace("\u00a0", " ")


def texts_of(block: Block) -> tuple[Text, ...]:
    """The texts of a part, in the order they are read."""
    match block:
        case Letterhead(lines, name):
            return (*lines, name)
        case Title(name, number, subject):
            return (name, number, subject)
        case Notice(text) | Heading(text):
            return (text,)
        case Prose(texts) | Inset(texts) | Listed(texts) | Addressee(texts):
            return texts
        case Figure(caption=caption):
            return (caption,)
        case Particulars(rows):
            return tuple(text for _, name, value in rows for text in (name, value))
        case Grid(headings, rows):
            cells = [*headings]
            for row in rows:
                cells += row.cells if isinstance(row, Row) else [row.cell]
            return tuple(text for cell in cells for text in cell)
        case Signatures(done, people):
            return (*done, *(text for person in people for text in (*person.title, *person.name)))
        case Plate(name, below):
            return (name, *below)
        case Pair(left, right):
            return (*texts_of(left), *texts_of(right))
        case _:
            return ()

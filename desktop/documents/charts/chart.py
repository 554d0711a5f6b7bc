"""What a chart says, before anybody draws it: rows and series in words, a value for each, and the same as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from desktop.language import Language


class ChartKind(Enum):
    STACKED = "stacked"
    """A bar for each row, its parts one after the other."""
    GROUPED = "grouped"
    """A bar for each value, those of a row together."""
    LINES = "lines"
    """A line for each series over the rows, which follow one another in time."""
    MULTIPLES = "multiples"
    """As lines, each series in a panel and on a scale of its own."""


class Pattern(Enum):
    """What tells a series apart where colours do not: for those who see none, and on paper printed in black."""

    PLAIN = ""
    STRIPES = "////"
    DOTS = "..."
    CROSSES = "xxxx"
    RAYS = "----"
    HOLLOW = "hollow"


@dataclass(frozen=True)
class Series:
    name: str
    colour: str
    """A role of the palette: "green"."""
    pattern: Pattern = Pattern.PLAIN


@dataclass(frozen=True)
class Row:
    name: str
    """As it stands at the axis: an acronym."""
    values: tuple[int | None, ...]
    """One for each series; None for a count too small to be shown."""
    full: str = ""
    """The whole name, where ``name`` is short for it."""
    look: tuple[str, Pattern] | None = None
    """Colour and pattern of its bars, where rows are told apart by them and not series."""
    flag: str = ""
    """What is said at the end of the bar, in red: "3 late"."""

    @property
    def whole(self) -> str:
        return self.full or self.name


@dataclass(frozen=True, order=True)
class Mark:
    """A value in the picture; the flag of a row counts as the series after the last."""

    row: int
    series: int

    @property
    def id(self) -> str:
        """What the picture calls it: the ``id`` of its element in the SVG."""
        return f"mark-{self.row}-{self.series}"


@dataclass(frozen=True)
class Chart:
    kind: ChartKind
    title: str
    heading: str
    """What the rows are: "Pillar"."""
    series: tuple[Series, ...]
    rows: tuple[Row, ...]
    nothing: str
    """What will be here, said where there is nothing to show yet."""
    flag: str = ""
    """What the rows' flags are called as a column of the table."""
    masked: str = "–"
    """What stands for a value that is not shown."""
    note: str = ""
    """A sentence under the picture."""
    totals: bool = True
    """Whether the sum of a bar means anything."""

    @property
    def empty(self) -> bool:
        return not any(value is None or value for row in self.rows for value in row.values)

    def marks(self) -> list[Mark]:
        """Everything that is drawn, row after row. Nothing stands for nothing."""
        found = []
        for place, row in enumerate(self.rows):
            found += [Mark(place, number) for number, value in enumerate(row.values) if value is None or value]
            if row.flag:
                found.append(Mark(place, len(self.series)))
        return found

    def value(self, mark: Mark, language: Language) -> str:
        """A value in words."""
        row = self.rows[mark.row]
        if mark.series == len(self.series):
            return row.flag
        value = row.values[mark.series]
        return self.masked if value is None else language.number(value)

    def said(self, mark: Mark, language: Language) -> str:
        """A value with what it is the value of: "Prevention · verified: 12"."""
        row, value = self.rows[mark.row].whole, self.value(mark, language)
        if mark.series == len(self.series):
            return language.text("{name}: {value}", name=row, value=value)
        series = self.series[mark.series].name
        name = f"{row} · {series}" if len(self.series) > 1 else row
        return language.text("{name}: {value}", name=name, value=value)

    def table(self, language: Language) -> Table:
        """The same values, to be read as figures."""
        numbers = range(len(self.series))
        headings = (self.heading, *(each.name for each in self.series), *((self.flag,) if self.flag else ()))
        lines = tuple(
            (
                row.whole,
                *(self.value(Mark(place, number), language) for number in numbers),
                *((row.flag or language.number(0),) if self.flag else ()),
            )
            for place, row in enumerate(self.rows)
        )
        return Table(headings, lines)


@dataclass(frozen=True)
class Table:
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Palette:
    """The colours a chart is drawn in: those of the window's look, or of paper."""

    ground: str
    text: str
    muted: str
    line: str
    colours: Mapping[str, str]


PAPER = Palette(
    ground="#ffffff",
    text="#23211d",
    muted="#656056",
    line="#d8d4cc",
    colours={
        "accent": "#0f6a65",
        "green": "#2a6b3c",
        "blue": "#23609f",
        "amber": "#8d5800",
        "red": "#b02a1f",
        "grey": "#6d675d",
    },
)
"""Black on white, in the colours of the light window: what is printed or goes into a document."""

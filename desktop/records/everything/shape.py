"""What the tables look like that hold a whole register: for each kind of record its columns, and what they hold.

This module imports no SQLAlchemy: whoever writes a table, or reads one back, knows it by this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from desktop.codes import Audience, Code
from desktop.language import LanguageCode, Message

KEY = "key"
"""The first column of a table that others refer to and that has no number or short name of its own: what a record is
called there, which no other of its kind is."""
ID = "id"
"""The last column: what the register calls the record. One without gets a new one."""


class Holds(Enum):
    """What a column holds."""

    TEXT = auto()
    WHOLE_NUMBER = auto()
    NUMBER = auto()
    YES_OR_NO = auto()
    DAY = auto()
    TIME = auto()
    CODE = auto()
    LIST = auto()
    """What a register keeps as JSON."""
    REFERENCE = auto()
    """The key of a record of another kind, or of the same."""


@dataclass(frozen=True)
class Column:
    name: str
    """As the record calls it."""
    holds: Holds
    words: Message
    """What a reader calls it."""
    code: LanguageCode | None = None
    """Of a text that exists in three languages: which it is."""
    nullable: bool = True
    needed: bool = False
    """Whether nothing stands in for it where it is empty."""
    codes: type[Code] | None = None
    refers_to: str | None = None
    """The kind whose keys it holds."""


@dataclass(frozen=True)
class Shape:
    """A kind of record as a table."""

    kind: str
    singular: Message
    columns: tuple[Column, ...]
    key: str | None
    """The column by which others refer to such records: one of its own, or :data:`KEY` before all; None where nothing
    refers to them."""

    @property
    def names(self) -> list[str]:
        """What its columns are called, from the first to the last."""
        return [*([KEY] if self.key == KEY else []), *(column.name for column in self.columns), ID]


@dataclass(frozen=True)
class TableRows:
    """The records of a kind that an audience may see: how many, and of each a value a column.

    The columns are those of :attr:`Shape.names`.
    """

    shape: Shape
    count: int
    rows: Iterable[Sequence[Any]]


@dataclass(frozen=True)
class Given:
    """The last number given for a kind of record in a year."""

    kind: str
    year: int
    last: int


@dataclass(frozen=True)
class FileContent:
    """What a file holds that a record refers to."""

    sha256: str
    data: bytes


@dataclass(frozen=True)
class Everything:
    """A register as tables, for as long as the session is open that it is read with."""

    tables: Sequence[TableRows]
    numbers: Sequence[Given]
    files: Iterable[FileContent]
    files_left_out: int
    """Files whose content is too much for a workbook; the records that refer to them are there."""
    withheld: int
    """Records above the audience's level, or that hang on one."""
    audience: Audience

    @property
    def count(self) -> int:
        return sum(table.count for table in self.tables)


@dataclass(frozen=True)
class TakenRow:
    """A record as a table says it, with the line it stands on."""

    line: int
    id: str | None
    key: str | None
    values: Mapping[str, Any]
    """By column; references are keys."""


@dataclass(frozen=True)
class Taken:
    """A register as it was read out of tables."""

    rows: Mapping[str, Sequence[TakenRow]]
    """By kind."""
    numbers: Sequence[Given] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    """By their SHA-256, which is right."""

    @property
    def count(self) -> int:
        return sum(map(len, self.rows.values()))

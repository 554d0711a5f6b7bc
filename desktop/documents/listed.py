"""A list to be written as a workbook: its headings and what each column holds. Its rows come apart from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto


class ListedCell(Enum):
    """What a column holds."""

    TEXT = auto()
    DATE = auto()
    NUMBER = auto()
    PERCENT = auto()
    """A share from 0 to 1."""


@dataclass(frozen=True)
class ListedColumn:
    heading: str
    """No other column of the list has the same."""
    kind: ListedCell
    width: int
    """In digits of the ordinary font."""


@dataclass(frozen=True)
class Listed:
    commission: str
    title: str
    note: str
    """What the list leaves out, and when it was written."""
    columns: Sequence[ListedColumn]
    count: int
    """How many rows it has."""

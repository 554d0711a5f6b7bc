"""A document in two languages side by side, kept level part by part: made of the same document in each of them.

A paper says the same parts in the same order in every language. Texts stand beside each other; a table is one table,
with both languages in its cells, for two halves of a page are too narrow for two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desktop.documents.borrowing import said_once
from desktop.documents.document import (
    Block,
    Cell,
    Document,
    Grid,
    Group,
    Letterhead,
    PageBreak,
    Pair,
    Particulars,
    Plate,
    Row,
    Signatory,
    Signatures,
    Space,
    Text,
)

BETWEEN = " · "
"""What stands between the same thing said in two languages on one line."""


def facing(first: Document, second: Document) -> Document:
    """``first`` with ``second`` beside it: the right-to-left one on the right.

    Raises :class:`ValueError` where they do not have the same parts.
    """
    if len(first.blocks) != len(second.blocks):
        raise ValueError("the two documents do not have the same parts")
    swapped = first.language.right_to_left and not second.language.right_to_left
    paired = (
        _beside(*said_once(mine, theirs, first.language, second.language), swapped)
        for mine, theirs in zip(first.blocks, second.blocks, strict=True)
    )
    return replace(
        first,
        name=_both(first.name, second.name),
        subject=_both(first.subject, second.subject),
        author=_both(first.author, second.author),
        draft=_both(first.draft, second.draft),
        facing=second.language,
        blocks=tuple(paired),
    )


def _both(first: str, second: str) -> str:
    return BETWEEN.join(dict.fromkeys(text for text in (first, second) if text))


def _beside(first: Block, second: Block, swapped: bool) -> Block:
    """The parts that say ``first`` and ``second``; ``swapped`` where the first stands on the right."""

    def pair(mine: Block, theirs: Block) -> Pair:
        return Pair(theirs, mine) if swapped else Pair(mine, theirs)

    match first, second:
        case (Space() | PageBreak(), _):
            return first
        case Grid(), Grid():
            return _one_grid(first, second)
        case Signatures(), Signatures():
            return _one_signature(first, second)
        case Plate(), Plate():
            return replace(first, below=(second.name, *first.below, *second.below))
        case Particulars(), Particulars():
            theirs = {row[0]: row for row in second.rows}
            mine = tuple(row for row in first.rows if row[0] in theirs)
            return pair(Particulars(mine), Particulars(tuple(theirs[row[0]] for row in mine)))
        case Letterhead(), Letterhead():
            return pair(first, replace(second, logo=first.logo))
        case _:
            if type(first) is not type(second):
                raise ValueError(f"{type(first).__name__} stands beside {type(second).__name__}")
            return pair(first, second)


def _one_grid(first: Grid, second: Grid) -> Grid:
    theirs: Mapping[str, Row | Group] = {row.key: row for row in second.rows}
    rows: list[Row | Group] = []
    for row in first.rows:
        other = theirs.get(row.key)
        if isinstance(row, Row) and isinstance(other, Row):
            rows.append(Row(row.key, tuple(_one_cell(a, b) for a, b in zip(row.cells, other.cells, strict=True))))
        elif isinstance(row, Group) and isinstance(other, Group):
            rows.append(Group(row.key, _one_cell(row.cell, other.cell, on_one_line=True)))
        else:
            raise ValueError(f"the row {row.key} is missing in one language")
    headings = tuple(_one_cell(a, b) for a, b in zip(first.headings, second.headings, strict=True))
    return replace(first, headings=headings, rows=tuple(rows))


def _one_cell(first: Cell, second: Cell, on_one_line: bool = False) -> Cell:
    """Both, one under the other; once where they say the same, as numbers and acronyms do, or only one says it."""
    said = {_bare(text) for text in first}
    other = tuple(text for text in second if text.plain and _bare(text) not in said)
    if first and all(text.is_borrowed for text in other):
        return first
    if other and all(text.is_borrowed for text in first):
        return other
    if on_one_line and len(first) == len(other) == 1:
        between = first[0].runs[:1] and (replace(first[0].runs[0], text=BETWEEN),)
        return (first[0].but(runs=(*first[0].runs, *between, *other[0].runs)),)
    return (*first, *other)


def _bare(text: Text) -> str:
    """A text by which two languages can be compared: "MI, EN" is the same in both."""
    return text.plain.translate(_SAME)


_SAME = str.maketrans("،؛", ",;", "\u2068\u2069")


def _one_signature(first: Signatures, second: Signatures) -> Signatures:
    people = tuple(
        Signatory(_one_cell(mine.title, theirs.title), _one_cell(mine.name, theirs.name))
        for mine, theirs in zip(first.people, second.people, strict=True)
    )
    return Signatures(_one_cell(first.done, second.done), people)

"""Reads all that a register holds and an audience may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import Audience
from desktop.language import LanguageCode
from desktop.records.audience import masked
from desktop.records.commission.commission import find_smallest_count
from desktop.records.content import Content, read_content
from desktop.records.everything.selection import Selection, select_records
from desktop.records.everything.shape import KEY, Everything, FileContent, Given, Holds, Shape, TableRows
from desktop.records.everything.shapes import shapes
from desktop.records.framework.indicator import Indicator
from desktop.records.journal import kinds
from desktop.records.numbering import Counter

MOST_FILE_BYTES = 30_000_000
"""What the files in a workbook may hold together: as text they take a third more, and Excel reads all of it."""

FILE_COLUMNS = ("sha256", "document_sha256", "logo_sha256")


def read_everything(session: Session, audience: Audience, code: LanguageCode) -> Everything:
    """All that ``audience`` may see. Its rows are read as they are asked for, with the same session.

    A reference to a record that it may not see is empty; a record that could not be without it is withheld.
    ``code`` is the language that records without a number are called by their titles in.
    """
    chosen = select_records(session, audience, code)
    tables = [
        TableRows(shape, len(chosen.keys[name]), _rows(session, shape, chosen, audience))
        for name, shape in shapes().items()
        if chosen.keys[name]
    ]
    files, left_out = _files(session, chosen)
    # How many numbers were given says how many records there are that may not be seen.
    counted = session.scalars(sa.select(Counter).order_by(Counter.kind, Counter.year)) if _sees_all(audience) else ()
    numbers = [Given(each.kind, each.year, each.last) for each in counted]
    return Everything(tables, numbers, _contents(session, files), left_out, chosen.withheld, audience)


def _sees_all(audience: Audience) -> bool:
    return audience is Audience.RESTRICTED


def _rows(session: Session, shape: Shape, chosen: Selection, audience: Audience) -> Iterator[Sequence[Any]]:
    kind = kinds()[shape.kind]
    attributes = sa.inspect(kind).columns
    columns = [attributes[column.name] for column in shape.columns]
    query = sa.select(attributes["id"], *columns).order_by(attributes["id"]).execution_options(yield_per=1000)
    keys = [
        chosen.keys[column.refers_to] if column.holds is Holds.REFERENCE and column.refers_to else None
        for column in shape.columns
    ]
    own = chosen.keys[shape.kind]
    hide = _hides_small_counts(session, shape, audience)
    for record_id, *values in session.execute(query):
        key = own.get(record_id)
        if key is None:
            continue
        said = [
            value if known is None or value is None else known.get(value)
            for value, known in zip(values, keys, strict=True)
        ]
        yield (*([key] if shape.key == KEY else ()), *hide(said), record_id)


def _hides_small_counts(session: Session, shape: Shape, audience: Audience) -> Callable[[list[Any]], list[Any]]:
    """Takes out of an indicator's row the counts of people that are too small for the audience."""
    if shape.kind != Indicator.__tablename__ or masked(1, audience) is not None:
        return lambda values: values
    threshold = find_smallest_count(session)
    names = [column.name for column in shape.columns]
    counts, figures = names.index("counts_people"), [names.index("baseline"), names.index("target")]

    def hide(values: list[Any]) -> list[Any]:
        if values[counts]:
            for place in figures:
                value = values[place]
                if value is not None and masked(int(value), audience, threshold) is None:
                    values[place] = None
        return values

    return hide


def _files(session: Session, chosen: Selection) -> tuple[list[str], int]:
    """The SHA-256 of the files whose content goes along, and how many do not."""
    wanted: set[str] = set()
    for name, shape in shapes().items():
        attributes = sa.inspect(kinds()[name]).columns
        for column in shape.columns:
            if column.name in FILE_COLUMNS:
                query = sa.select(attributes["id"], attributes[column.name]).where(attributes[column.name].is_not(None))
                wanted |= {sha for record_id, sha in session.execute(query) if record_id in chosen.keys[name]}
    sizes = session.execute(sa.select(Content.sha256, Content.size).order_by(Content.size, Content.sha256))
    carried, room = [], MOST_FILE_BYTES
    for sha256, size in sizes:
        if sha256 in wanted and size <= room:
            carried.append(sha256)
            room -= size
    return carried, len(wanted) - len(carried)


def _contents(session: Session, files: Sequence[str]) -> Iterator[FileContent]:
    for sha256 in files:
        yield FileContent(sha256, b"".join(read_content(session, sha256)))

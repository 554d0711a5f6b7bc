"""How lists are sorted: by SQL, on a named column, then on one that is unique, so that an order never wavers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import GenericFunction

from desktop.language import LanguageCode

Sorts = Mapping[str, Callable[[LanguageCode], Any]]
"""For each column a list can be sorted by, the SQL of what it is sorted on, in a language."""

S = TypeVar("S", bound=sa.Select[Any])
Row = TypeVar("Row")

PAGE = 400
"""How many ids one statement names; SQLite takes 32,766 and slows down long before."""


@dataclass(frozen=True)
class Sort:
    column: str
    descending: bool = False


def ordered(query: S, sorts: Sorts, sort: Sort | None, code: LanguageCode, *default: Any) -> S:
    """``query`` in the order asked for; ``default`` is the order where none is, and settles what is equal.

    Empty values come last in both directions, on SQLite as on PostgreSQL.
    """
    if sort is None:
        return query.order_by(*default)
    by = sorts[sort.column](code)
    if isinstance(by.type, sa.String):
        by = _in_order_of_codes(by)
    return query.order_by((by.desc() if sort.descending else by.asc()).nulls_last(), *default)


class _in_order_of_codes(GenericFunction[str]):
    """A text by the codes of its letters, as SQLite sorts it, whatever language an office's database sorts in."""

    inherit_cache = True


@compiles(_in_order_of_codes)
def _as_it_is(element: Any, compiler: Any, **options: Any) -> str:
    return compiler.process(element.clauses.clauses[0], **options)


@compiles(_in_order_of_codes, "postgresql")
def _with_collation(element: Any, compiler: Any, **options: Any) -> str:
    return f'({compiler.process(element.clauses.clauses[0], **options)}) collate "C"'


def in_order(ids: Sequence[str], rows: Iterable[Row]) -> list[Row]:
    """The rows, each with an ``id``, in the order of these ids; an id without a row is left out."""
    found = {getattr(row, "id"): row for row in rows}  # noqa: B009 - a row of any kind
    return [found[record_id] for record_id in ids if record_id in found]


def read_ids(session: Session, query: sa.Select[str]) -> list[str]:
    """The ids a query chooses, in its order.

    They come as the driver gives them: a hundred thousand rows of SQLAlchemy's cost more than finding them does.
    """
    if session.autoflush:
        session.flush()
    connection = session.connection()
    result = connection.execute(query)
    cursor: Any = result.cursor
    try:
        # One at a time: a list of a hundred thousand rows beside the list of ids costs as much again.
        return [record_id for (record_id,) in cursor]
    except connection.dialect.loaded_dbapi.Error as error:
        # A file damaged further in, or a question stopped half-way, is told of as if SQLAlchemy had read it.
        raise DBAPIError.instance(str(query), None, error, connection.dialect.loaded_dbapi.Error) from error
    finally:
        result.close()


def count(session: Session, chosen: sa.Select[Any]) -> int:
    """How many records a query chooses."""
    return session.scalar(sa.select(sa.func.count()).select_from(chosen.order_by(None).subquery())) or 0


def in_pages(ids: Sequence[str], rows: Callable[[Sequence[str]], Sequence[Row]]) -> Iterator[Row]:
    """All the rows with these ids, fetched a page at a time."""
    for first in range(0, len(ids), PAGE):
        yield from rows(ids[first : first + PAGE])

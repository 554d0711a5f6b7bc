"""The shape of each kind's table, worked out of its model: a new column or a new kind is there by itself."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import NamedColumn

from desktop.codes import Code
from desktop.language import label, message
from desktop.records import schema
from desktop.records.base import Record
from desktop.records.everything.shape import KEY, Column, Holds, Shape
from desktop.records.field_words import find_words
from desktop.records.journal import kinds

WORDS = {
    "position": label("in a row", "Place"),
    "order": label("in a row", "Place"),
    "serial": message("Order of the number"),
    "sha256": message("Content of the file (SHA-256)"),
    "document_sha256": message("Document (SHA-256)"),
    "logo_sha256": message("Logo (SHA-256)"),
    "templates": message("Templates"),
    "fingerprint": message("Fingerprint"),
}
"""What is called nothing where a history is told, as it says nothing to a reader of one."""

_FIRST = (
    "commission", "institution", "person", "body", "meeting_series", "meeting", "agenda_item", "attendance", "decision",
    "recommendation", "action", "progress_update", "letter", "plan", "objective", "programme", "source", "indicator",
    "indicator_value", "good_practice", "attachment",
)  # fmt: skip
"""What a reader looks for first; all other kinds follow."""

_HOLDS: dict[type, Holds] = {
    bool: Holds.YES_OR_NO,
    int: Holds.WHOLE_NUMBER,
    float: Holds.NUMBER,
    dt.date: Holds.DAY,
    dt.time: Holds.TIME,
    str: Holds.TEXT,
}


@cache
def shapes() -> dict[str, Shape]:
    """By kind; those that a reader looks for come first."""
    known = kinds()
    referred = {
        key.column.table.name
        for kind in known.values()
        for column in _table(kind).columns
        for key in column.foreign_keys
    }
    order = (*(kind for kind in _FIRST if kind in known), *sorted(known.keys() - set(_FIRST)))
    return {kind: _shape(known[kind], kind in referred) for kind in order}


@cache
def in_order_of_reference() -> tuple[str, ...]:
    """The kinds, each after those that it refers to."""
    known = kinds()
    return tuple(table.name for table in schema.METADATA.sorted_tables if table.name in known)


def _shape(kind: type[Record], keyed: bool) -> Shape:
    name = kind.__tablename__
    columns = tuple(
        _column(name, attribute.key, attribute.columns[0])
        for attribute in sa.inspect(kind).column_attrs
        if attribute.key != "id" and attribute.key not in kind.unjournalled
    )
    return Shape(name, kind.singular, columns, _key(kind) if keyed else None)


def _key(kind: type[Record]) -> str:
    columns = sa.inspect(kind).columns
    return next((name for name in ("number", "acronym", "code") if name in columns and columns[name].unique), KEY)


def _column(kind: str, name: str, column: NamedColumn[Any]) -> Column:
    words, code = find_words(kind, name) or (WORDS[name], None)
    target = next((key.column.table.name for key in column.foreign_keys), None)
    needed = not column.nullable and column.default is None
    said = (words, code, bool(column.nullable), needed)
    if target in kinds():
        return Column(name, Holds.REFERENCE, *said, refers_to=target)
    if isinstance(column.type, sa.JSON):
        return Column(name, Holds.LIST, *said)
    held = column.type.python_type
    if issubclass(held, Code):
        return Column(name, Holds.CODE, *said, codes=held)
    return Column(name, _HOLDS[held], *said)


def _table(kind: type[Record]) -> sa.Table:
    table = kind.__table__
    assert isinstance(table, sa.Table)
    return table

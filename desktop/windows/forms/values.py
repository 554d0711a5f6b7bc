"""The values of described fields, read from a record and written to it: its attributes, and its links to others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from desktop.records.base import Record, change_values, merge, read_values
from desktop.windows.forms.form import Field


def read_fields(session: Session, kind: type[Record], record_id: str, fields: Sequence[Field]) -> dict[str, Any]:
    """What the fields of a record's form show."""
    own = [field.name for field in fields if field.read is None]
    values = read_values(session, kind, record_id, own)
    linked = {field.name: field.read(session, record_id) for field in fields if field.read is not None}
    return {**values, **linked}


def write_fields(
    session: Session,
    kind: type[Record],
    record_id: str,
    fields: Sequence[Field],
    values: Mapping[str, Any],
    loaded: Mapping[str, Any],
) -> None:
    """Write the values that are not what was loaded; what somebody else changed since is not written over."""
    named = {field.name: field for field in fields}
    changes = {name: value for name, value in values.items() if value != loaded.get(name)}
    own = {name: value for name, value in changes.items() if named[name].write is None}
    change_values(session, kind, record_id, own, loaded)
    for name, value in changes.items():
        field = named[name]
        if field.write is not None:
            stored = field.read(session, record_id) if field.read is not None else loaded[name]
            field.write(session, record_id, merge(stored, loaded[name], value))


def make_linked(session: Session, record_id: str, fields: Sequence[Field], values: Mapping[str, Any]) -> None:
    """Write the links of a record that was just made; its attributes it has already."""
    for field in fields:
        if field.write is not None and values.get(field.name) not in (None, ()):
            field.write(session, record_id, values[field.name])


def own_values(fields: Sequence[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are attributes of the record itself."""
    linked = {field.name for field in fields if field.write is not None}
    return {name: value for name, value in values.items() if name not in linked}

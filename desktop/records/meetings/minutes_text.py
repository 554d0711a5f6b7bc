"""The text of minutes as it is kept: the same minutes always give the same bytes, and the bytes give the minutes back.

It is JSON (RFC 8259) in UTF-8 with its keys sorted, so that its SHA-256 stands for what was adopted.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import types
from enum import Enum
from fractions import Fraction
from typing import Any, Union, get_args, get_origin, get_type_hints

from desktop.records import rows
from desktop.records.rows import Minutes


def write_text(minutes: Minutes) -> bytes:
    """The minutes as they are kept."""
    return json.dumps(_plain(minutes), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_text(text: bytes) -> Minutes:
    """The minutes as they were when they were kept; what older ones did not say yet is left at its default."""
    return _revive(Minutes, json.loads(text))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    match value:
        case tuple() | list():
            return [_plain(each) for each in value]
        case Enum():
            return value.value
        case Fraction():
            return str(value)
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return value


def _revive(wanted: Any, value: Any) -> Any:
    """``value`` as JSON holds it, as the type ``wanted``."""
    if value is None:
        return None
    arguments = get_args(wanted)
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        return _revive(next(each for each in arguments if each is not types.NoneType), value)
    if origin is tuple:
        return tuple(_revive(arguments[0], each) for each in value)
    if dataclasses.is_dataclass(wanted) and isinstance(wanted, type):
        hints = get_type_hints(wanted, dict(vars(rows)))
        known = {field.name for field in dataclasses.fields(wanted)}
        return wanted(**{name: _revive(hints[name], each) for name, each in value.items() if name in known})
    if isinstance(wanted, type):
        if issubclass(wanted, dt.date | dt.time):
            return wanted.fromisoformat(value)
        if issubclass(wanted, Enum) or wanted is Fraction:
            return wanted(value)
    return value

"""The values of fields as JSON holds them, and back: days, codes and texts in three languages among them."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from desktop import codes
from desktop.language import LANGUAGE_CODES, Wording


def as_kept(value: Any) -> Any:
    """A field's value in what JSON knows: what it has no type for becomes ``[type, …]``."""
    match value:
        case None | bool() | int() | float():
            return value
        case codes.Code():
            return ["code", type(value).__name__, value.value]
        case str():
            return value
        case dt.date():
            return ["date", value.isoformat()]
        case dt.time():
            return ["time", value.isoformat()]
        case Fraction():
            return ["fraction", value.numerator, value.denominator]
        case Wording():
            return ["wording", value.as_dict()]
        case tuple() | list():
            return ["several", *(as_kept(each) for each in value)]
    raise TypeError(f"no draft keeps a {type(value).__name__}")


def from_kept(kept: Any) -> Any:
    """The value again. Raises :class:`ValueError` for what :func:`as_kept` did not make."""
    match kept:
        case None | bool() | int() | float() | str():
            return kept
        case ["code", str(kind), str(value)] if isinstance(found := getattr(codes, kind, None), type):
            if issubclass(found, codes.Code):
                return found(value)
        case ["date", str(day)]:
            return dt.date.fromisoformat(day)
        case ["time", str(time)]:
            return dt.time.fromisoformat(time)
        case ["fraction", int(part), int(whole)] if whole:
            return Fraction(part, whole)
        case ["wording", dict(texts)]:
            said = {code: texts.get(code) for code in LANGUAGE_CODES}
            return Wording(**{code: text for code, text in said.items() if isinstance(text, str)})
        case ["several", *values]:
            return tuple(from_kept(each) for each in values)
    raise ValueError(f"not a kept value: {kept!r}")

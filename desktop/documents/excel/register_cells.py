"""How a value of a register stands in a cell of the workbook that holds a whole one, and how it is read back.

Whoever writes such a workbook and whoever reads one share this page. Words stand for codes, in the language of the
workbook, and keys for references: people read it, and may work in it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import lru_cache
from typing import Any

from desktop.codes import Code
from desktop.documents.excel.sheet_rows import Value
from desktop.documents.tables.workbook import Fault
from desktop.documents.tables.workbook import Value as Found
from desktop.language import Language, Refusal, message
from desktop.records.everything.shape import Column, Holds

MARK = "tawsiya-register-1"
"""The first cell of the first sheet; the number grows when the workbook is laid out anew."""
FILES, NUMBERS = "file", "given"
"""The sheets besides those of records, as their columns are called."""

_EXACT = 10**15
"""Numbers of a workbook are exact below it."""
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")


def to_cell(column: Column, value: Any, language: Language) -> Value:
    """A value as its cell holds it."""
    if value is None:
        return None
    match column.holds:
        case Holds.YES_OR_NO:
            return language.text("yes") if value else language.text("no")
        case Holds.CODE:
            return language.text(value.label)
        case Holds.TIME:
            return value.isoformat()
        case Holds.LIST:
            return json.dumps(value, ensure_ascii=False)
        case Holds.WHOLE_NUMBER if abs(value) >= _EXACT:
            return str(value)
        case _:
            return value


def from_cell(column: Column, found: Found, language: Language) -> Any:
    """The value that a cell holds; a reference is its key. Raises :class:`Refusal` where it cannot be understood."""
    if found is None or (isinstance(found, str) and not found.strip() and column.holds is not Holds.TEXT):
        if column.needed:
            raise Refusal(message("This cell must not be empty."))
        return "" if column.holds is Holds.TEXT and not column.nullable else None
    if isinstance(found, Fault):
        raise Refusal(message("“{said}” is not understood here.", said=found))
    try:
        return _understood(column, found, language)
    except (ValueError, OverflowError, RecursionError) as error:
        raise Refusal(message("“{said}” is not understood here.", said=_shortened(found))) from error


def _understood(column: Column, found: Found, language: Language) -> Any:
    match column.holds:
        case Holds.TEXT | Holds.REFERENCE:
            return _text(found)
        case Holds.WHOLE_NUMBER:
            return _whole(found)
        case Holds.NUMBER:
            if isinstance(found, bool) or not isinstance(found, int | float | str):
                raise ValueError
            return float(found)
        case Holds.YES_OR_NO:
            return _yes_or_no(found, language)
        case Holds.DAY:
            return _day(found)
        case Holds.TIME:
            return found if isinstance(found, dt.time) else dt.time.fromisoformat(_text(found))
        case Holds.CODE:
            assert column.codes is not None
            said = _folded(_text(found))
            return _words(column.codes, language)[said] if said in _words(column.codes, language) else _none()
        case Holds.LIST:
            return json.loads(_text(found))


def _none() -> Any:
    raise ValueError


def _text(found: Found) -> str:
    if isinstance(found, dt.datetime) and not found.time():
        found = found.date()
    return (
        found if isinstance(found, str) else found.isoformat() if isinstance(found, dt.date | dt.time) else str(found)
    )


def _whole(found: Found) -> int:
    if isinstance(found, bool) or not isinstance(found, int | float | str):
        raise ValueError
    if isinstance(found, float) and not found.is_integer():
        raise ValueError
    return int(found)


def _yes_or_no(found: Found, language: Language) -> bool:
    if isinstance(found, bool):
        return found
    words = {_folded(language.text("yes")): True, _folded(language.text("no")): False}
    said = _folded(_text(found))
    return words[said] if said in words else _none()


def _day(found: Found) -> dt.date:
    if isinstance(found, dt.datetime):
        return found.date() if not found.time() else _none()
    if isinstance(found, dt.date):
        return found
    said = _text(found).strip()
    # Days before those that a workbook knows stand as text.
    if figures := _DAY.fullmatch(said):
        day, month, year = map(int, figures.groups())
        return dt.date(year, month, day)
    return dt.date.fromisoformat(said)


@lru_cache(maxsize=200)
def _words(codes: type[Code], language: Language) -> dict[str, Code]:
    """The codes by their words, and by what the register calls them."""
    own = {code.value: code for code in codes}
    return own | {_folded(language.text(code.label)): code for code in codes}


def _folded(said: str) -> str:
    return " ".join(said.split()).casefold()


def _shortened(found: Found) -> str:
    said = " ".join(_text(found).split())
    return said if len(said) <= 60 else said[:59] + "…"

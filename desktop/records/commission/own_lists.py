"""The commission's own lists - pillars, themes, public holidays, reporting dates - added to and put in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.language import Refusal, Wording, message
from desktop.records.base import Record, find
from desktop.records.commission.commission import Pillar, Theme
from desktop.records.search.words import fold

K = TypeVar("K", bound=Record)

_CODE_LENGTH = 32


def add_entry(session: Session, kind: type[K], values: Mapping[str, Any]) -> K:
    """A new entry, at the end of a list that has an order. A pillar or a theme without a code is given one made of its
    name."""
    entry = kind(**values)
    if isinstance(entry, Pillar | Theme):
        if not entry.name:
            raise Refusal(message("A name in one language at least is needed.").at("name"))
        if not entry.code:
            entry.code = _free_code(session, type(entry), entry.name)
        entry.position = (session.scalar(sa.select(sa.func.max(type(entry).position))) or 0) + 1
    session.add(entry)
    session.flush()
    return entry


def move_entry(session: Session, kind: type[Pillar] | type[Theme], entry_id: str, by: int) -> None:
    """Move a pillar or a theme up (-1) or down (1); at an end it stays where it is."""
    entries = list(session.scalars(sa.select(kind).order_by(kind.position, kind.code)))
    entry = find(session, kind, entry_id)
    place = entries.index(entry)
    entries.insert(min(max(place + by, 0), len(entries) - 1), entries.pop(place))
    for position, each in enumerate(entries, start=1):
        if each.position != position:
            each.position = position
    session.flush()


def _free_code(session: Session, kind: type[Pillar] | type[Theme], name: Wording) -> str:
    said = next((text for code in ("en", "fr") if (text := name.get(code))), "")
    stem = re.sub(r"[^a-z0-9]+", "_", fold(said)).strip("_")[: _CODE_LENGTH - 4] or kind.__tablename__
    known = set(session.scalars(sa.select(kind.code)))
    numbered = (f"{stem}_{number}" for number in range(2, 1000))
    return next(code for code in (stem, *numbered) if code not in known)


def read_entries(session: Session, kind: type[K]) -> list[K]:
    """Every entry of a list, in its order; for as long as the session lasts."""
    order = [getattr(kind, name) for name in ("position", "month", "day", "code") if hasattr(kind, name)]
    return list(session.scalars(sa.select(kind).order_by(*order)))

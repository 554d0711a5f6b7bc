"""The parts of a record in an order, or in a tree, that its user gives them: added, moved, put under one another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.records.base import Record, find

R = TypeVar("R", bound=Record)


def add_part(
    session: Session, kind: type[R], owner: str, owner_id: str, values: Mapping[str, Any], ordered: str = ""
) -> R:
    """A new part of a record, at the end where its parts have an order.

    ``owner`` names the reference to the record, ``ordered`` the attribute that holds a part's place.
    """
    part = kind(**{owner: owner_id}, **values)
    if ordered:
        place = getattr(kind, ordered)
        last = session.scalar(sa.select(sa.func.max(place)).where(getattr(kind, owner) == owner_id))
        setattr(part, ordered, (last or 0) + 1)
    session.add(part)
    session.flush()
    return part


def move_part(
    session: Session, kind: type[Record], part_id: str, by: int, owner: str, ordered: str, parent: str = ""
) -> None:
    """Move a part up (-1) or down (1) among those that stand beside it; at an end it stays where it is."""
    part = find(session, kind, part_id)
    parts = _parts(session, part, owner, ordered)
    beside = [each for each in parts if not parent or getattr(each, parent) == getattr(part, parent)]
    place = beside.index(part)
    if not 0 <= place + by < len(beside):
        return
    beside[place], beside[place + by] = beside[place + by], beside[place]
    under = {getattr(part, parent) if parent else None: beside}
    _number(_in_order(parts, parent, under), ordered)
    session.flush()


def shift_part(
    session: Session, kind: type[Record], part_id: str, by: int, owner: str, ordered: str, parent: str
) -> None:
    """Put a part of a tree under the one before it (1), or beside the one it stands under (-1)."""
    part = find(session, kind, part_id)
    parts = _parts(session, part, owner, ordered)
    above = getattr(part, parent)
    beside = [each for each in parts if getattr(each, parent) == above]
    place = beside.index(part)
    if by > 0 and place > 0:
        setattr(part, parent, beside[place - 1].id)
        parts.remove(part)
        _number(_in_order([*parts, part], parent), ordered)  # the last one under its new parent
    elif by < 0 and above is not None:
        holder = next(each for each in parts if each.id == above)
        setattr(part, parent, getattr(holder, parent))
        parts.remove(part)
        parts.insert(parts.index(holder) + 1, part)
        _number(_in_order(parts, parent), ordered)
    session.flush()


def _parts(session: Session, part: Record, owner: str, ordered: str) -> list[Record]:
    kind: Any = type(part)
    query = sa.select(kind).where(getattr(kind, owner) == getattr(part, owner))
    return list(session.scalars(query.order_by(getattr(kind, ordered), kind.id)))


def _in_order(parts: list[Record], parent: str, given: Mapping[str | None, list[Record]] | None = None) -> list[Record]:
    """The parts from the top of the tree, each followed by those under it; ``given`` is the new order of some."""
    under: dict[str | None, list[Record]] = {}
    for each in parts:
        under.setdefault(getattr(each, parent) if parent else None, []).append(each)
    under.update(given or {})

    def branch(above: str | None) -> list[Record]:
        return [one for each in under.get(above, []) for one in (each, *(branch(each.id) if parent else ()))]

    return branch(None)


def _number(parts: list[Record], ordered: str) -> None:
    for place, part in enumerate(parts, start=1):
        if getattr(part, ordered) != place:
            setattr(part, ordered, place)

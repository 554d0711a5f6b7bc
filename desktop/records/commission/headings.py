"""What the work is sorted under and called - pillars, themes, terms - as lists of their own: a few dozen records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import Audience
from desktop.language import LanguageCode, Wording
from desktop.records.base import in_language
from desktop.records.commission.commission import Pillar, Theme
from desktop.records.commission.term import Term
from desktop.records.listing import Sort, in_order, ordered
from desktop.records.search.words import as_read, holds


@dataclass(frozen=True)
class HeadingRow:
    """A pillar, a theme or a term."""

    id: str
    code: str
    name: Wording
    position: int = 0


def list_pillar_ids(session: Session, search: str, code: LanguageCode, sort: Sort | None = None) -> list[str]:
    """The ids of the pillars that hold these words, in the commission's order when nothing else is said."""
    return _ids(session, Pillar, Pillar.name, (Pillar.position, Pillar.id), search, code, sort)


def find_pillars(session: Session, ids: Sequence[str], audience: Audience | None = None) -> list[HeadingRow]:
    """The rows with these ids, in this order; they are no secret to any audience."""
    found = session.scalars(sa.select(Pillar).where(Pillar.id.in_(ids)))
    return in_order(ids, (HeadingRow(each.id, each.code, each.name, each.position) for each in found))


def list_theme_ids(session: Session, search: str, code: LanguageCode, sort: Sort | None = None) -> list[str]:
    """The ids of the themes that hold these words, in the commission's order when nothing else is said."""
    return _ids(session, Theme, Theme.name, (Theme.position, Theme.code), search, code, sort)


def find_themes(session: Session, ids: Sequence[str], audience: Audience | None = None) -> list[HeadingRow]:
    """The rows with these ids, in this order; they are no secret to any audience."""
    found = session.scalars(sa.select(Theme).where(Theme.id.in_(ids)))
    return in_order(ids, (HeadingRow(each.id, each.code, each.name, each.position) for each in found))


def list_term_ids(session: Session, search: str, code: LanguageCode, sort: Sort | None = None) -> list[str]:
    """The ids of the terms that hold these words, by code when nothing else is said."""
    return _ids(session, Term, Term.text, (Term.code,), search, code, sort)


def find_terms(session: Session, ids: Sequence[str], audience: Audience | None = None) -> list[HeadingRow]:
    """The rows with these ids, in this order; they are no secret to any audience."""
    found = session.scalars(sa.select(Term).where(Term.id.in_(ids)))
    return in_order(ids, (HeadingRow(each.id, each.code, each.text) for each in found))


def _ids(
    session: Session,
    kind: Any,
    name: Any,
    default: Sequence[Any],
    search: str,
    code: LanguageCode,
    sort: Sort | None,
) -> list[str]:
    sorts = {"code": lambda _code: kind.code, "title": lambda spoken: in_language(name, spoken)}
    found = session.scalars(ordered(sa.select(kind), sorts, sort, code, *default))
    read = as_read(found, sort, code, lambda each: getattr(each, name.key))
    return [each.id for each in read if holds(search, each.code, getattr(each, name.key))]

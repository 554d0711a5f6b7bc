"""The index behind the search: one entry for each record with words, kept in step by the flush that writes the record.

The entries lie in ``search_entry``; the words that are looked up lie beside them, in an FTS5 table on SQLite and in
``tsvector`` columns on PostgreSQL, which triggers of the database keep equal to the entries. Both get the words cut and
folded here, so both find the same.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column, object_session

from desktop.codes import Level
from desktop.language import LANGUAGE_CODES, Wording
from desktop.records.base import Base, Levelled, Record, Withdrawable
from desktop.records.search.words import FOLDED, Indexed, Searchable, fold

_REMOVED = "unindexed"
"""Where a session keeps, during a flush, the ids of what the flush removes."""


class SearchEntry(Base):
    """What the search knows of one record. It is worked out from the record, and can be made anew at any time."""

    __tablename__ = "search_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    """Entries are made in the order in which their records were."""
    kind: Mapped[str] = mapped_column(sa.String(64))
    record_id: Mapped[str] = mapped_column(sa.String(32), unique=True)
    owner_id: Mapped[str | None] = mapped_column(sa.String(32), index=True)
    """The record whose level and day this one shares."""
    level: Mapped[Level]
    day: Mapped[dt.date | None] = mapped_column(default=None)
    number: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    joined: Mapped[str] = mapped_column(default="")
    """Arabic words without the particles written together with them."""
    facets: Mapped[str] = mapped_column(default="")
    """The kind and the level as words, so that the index itself can tell them apart."""


# --- words ------------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_ARTICLE = re.compile(r"ال(\w{3,})")
# و and ف stand before everything else; ب, ك and ل before the article, with which ل runs together: ل + ال = لل.
_PARTICLES = re.compile(r"[وف]?(?:[بك]ال|لل|ال)(\w{3,})|[وف](\w{4,})|[وف]?[بكل](\w{4,})")
_LAM = re.compile(r"[وف]?ل(ل\w{3,})")


def words_of(text: str) -> list[str]:
    """The words of a text as the index holds them: folded, Arabic ones without their article.

    >>> words_of("REC-2021-014, l’École"), words_of("البريد")
    (['rec', '2021', '014', 'l', 'ecole'], ['بريد'])
    """
    return [without_article(word) for word in _WORD.findall(fold(text))]


def without_article(word: str) -> str:
    """``word`` without ال where enough is left of it to be a word."""
    found = _ARTICLE.fullmatch(word)
    return found[1] if found else word


@lru_cache(maxsize=20_000)
def joined_forms(word: str) -> tuple[str, ...]:
    """What a folded Arabic word may be without the particles written with it: والبريد may be بريد, للجنة also لجنه.

    Nobody can tell a particle from a first letter without a dictionary, so these forms stand beside the word and never
    instead of it.
    """
    if not _ARABIC.match(word):
        return ()
    forms = [form for pattern in (_PARTICLES, _LAM) if (found := pattern.fullmatch(word)) for form in found.groups()]
    return tuple(dict.fromkeys(without_article(form) for form in forms if form))


def facet(value: str) -> str:
    """A kind or a level as one word of the index."""
    return value.replace("_", "")


# --- entries ----------------------------------------------------------------------------------------------------------


def entry_of(session: Session, record: Record) -> dict[str, Any] | None:
    """The columns of a record's entry; None for one that is not to be found."""
    assert isinstance(record, Indexed)
    texts: dict[str, list[str]] = {"number": [], "title": [], "body": []}
    for name in (*record.searched, *record.noted):
        texts[COLUMNS.get(name, "body")] += _texts(getattr(record, name))
    if not any(texts.values()) or _is_withdrawn(session, record):
        return None
    owner = _owner(session, record)
    words = {place: cut(found) for place, found in texts.items()}
    level, day = level_of(session, record), _day_of(session, record)
    return make_entry(record.__tablename__, record.id, level, day, owner_id=owner.id if owner else None, **words)


def _is_withdrawn(session: Session, record: Record) -> bool:
    """What cannot be withdrawn by itself is with what it hangs on: the progress of an action, the reason of a state."""
    if isinstance(record, Withdrawable):
        return record.withdrawn_on is not None
    owner = _owner(session, record)
    return owner is not None and _is_withdrawn(session, owner)


def _day_of(session: Session, record: Record | None) -> dt.date | None:
    if not isinstance(record, Indexed):
        return None
    return getattr(record, record.dated) if record.dated else _day_of(session, _owner(session, record))


def level_of(session: Session, record: Record | None) -> Level:
    """Who may see a record: its own level, that of the record it hangs on, or the narrower where both count."""
    own = record.level if isinstance(record, Levelled) else None
    if not isinstance(record, Indexed) or (own is not None and not record.opens_no_more):
        return own or Level.INTERNAL
    above = level_of(session, _owner(session, record))
    return above if own is None else max(own, above, key=list(Level).index)


COLUMNS = {
    "number": "number", "acronym": "number", "code": "number", "file_name": "number", "title": "title", "name": "title",
    "subject": "title", "name_latin": "title", "name_arabic": "title",
}  # fmt: skip
"""Where the words of an attribute go; those of all others are the entry's body."""


NOTHING = ("", "")


def cut(texts: Iterable[str]) -> tuple[str, str]:
    """The words of texts as the index holds them, and the forms that stand beside them."""
    found = [word for text in texts for word in _WORD.findall(fold(text))]
    forms = dict.fromkeys(form for word in found for form in joined_forms(word))
    return " ".join(map(without_article, found)), " ".join(forms)


def make_entry(
    kind: str,
    record_id: str,
    level: Level,
    day: dt.date | None,
    owner_id: str | None = None,
    *,
    number: tuple[str, str] = NOTHING,
    title: tuple[str, str] = NOTHING,
    body: tuple[str, str] = NOTHING,
) -> dict[str, Any]:
    """The columns of an entry, from a record's texts as :func:`cut` cuts them."""
    return {
        "kind": kind,
        "record_id": record_id,
        "owner_id": owner_id,
        "level": level,
        "day": day,
        "number": number[0],
        "title": title[0],
        "body": body[0],
        "joined": " ".join(forms for _, forms in (number, title, body) if forms),
        "facets": f"{facet(kind)} {facet(level)}",
    }


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Wording):
        yield from (text for code in LANGUAGE_CODES if (text := value.get(code)))
    elif value:
        yield str(value)


@cache
def _owner_kind(kind: type[Record], column: str) -> type[Record]:
    [key] = sa.inspect(kind).columns[column].foreign_keys
    return next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is key.column.table)


def _owner(session: Session, record: Record) -> Record | None:
    assert isinstance(record, Indexed)
    shared = record.shared
    owner_id = getattr(record, shared) if shared else None
    if owner_id is None:
        return None
    kind = _owner_kind(type(record), shared)
    # Until its flush has ended, a record made together with this one is not to be got by its id.
    made = next((each for each in session.new if isinstance(each, kind) and each.id == owner_id), None)
    with session.no_autoflush:
        return made or session.get(kind, owner_id)


def indexed_kinds() -> dict[str, type[Record]]:
    """Every kind of record that can be found, by the name its entries carry."""
    kinds = (mapper.class_ for mapper in Base.registry.mappers)
    return {kind.__tablename__: kind for kind in kinds if issubclass(kind, Record) and issubclass(kind, Indexed)}


# --- keeping in step --------------------------------------------------------------------------------------------------


def attend(session: Session) -> None:
    """Make a session's flushes keep the index in step with what they write."""
    event.listen(session, "after_flush", _follow)


@event.listens_for(Indexed, "after_delete", propagate=True)
def _see_removal(_mapper: Mapper[Any], _connection: sa.Connection, record: Any) -> None:
    session = object_session(record)
    assert session is not None
    session.info.setdefault(_REMOVED, []).append(record.id)


def _follow(session: Session, *_: object) -> None:
    removed: list[str] = session.info.pop(_REMOVED, [])
    made = [each for each in session.new if isinstance(each, Indexed)]
    altered = [
        each
        for each in session.dirty
        if isinstance(each, Indexed)
        and isinstance(each, Record)
        and each.id not in removed
        and session.is_modified(each)
    ]
    if not (made or altered or removed):
        return
    altered += _sharers(session, altered)
    connection = session.connection()
    stale = removed + [each.id for each in altered]
    entries = {each.id: entry_of(session, each) for each in (*made, *altered) if isinstance(each, Record)}
    known = _known(connection, stale)
    changed = [{"known": known[key], **entry} for key, entry in entries.items() if entry and key in known]
    gone = [known[key] for key in stale if key in known and not entries.get(key)]
    new = [entry for key, entry in entries.items() if entry and key not in known]
    table = SearchEntry.__table__
    assert isinstance(table, sa.Table)
    if gone:
        connection.execute(sa.delete(table).where(table.c.id.in_(gone)))
    if changed:
        statement = sa.update(table).where(table.c.id == sa.bindparam("known"))
        connection.execute(
            statement.values({name: sa.bindparam(name) for name in changed[0] if name != "known"}), changed
        )
    if new:
        connection.execute(sa.insert(table), new)


def _known(connection: sa.Connection, record_ids: Sequence[str]) -> dict[str, int]:
    if not record_ids:
        return {}
    query = sa.select(SearchEntry.record_id, SearchEntry.id).where(SearchEntry.record_id.in_(record_ids))
    return dict(connection.execute(query).all())


def _sharers(session: Session, altered: Sequence[Any]) -> list[Any]:
    """The records that share the level or the day of one whose level or day was changed, or that was withdrawn."""
    owners = [
        each
        for each in altered
        if any(
            name in sa.inspect(each).attrs and sa.inspect(each).attrs[name].history.has_changes()
            for name in ("level", "withdrawn_on", type(each).dated)
        )
    ]
    found: list[Any] = []
    while owners:  # what hangs on an agenda item shares the level of its meeting, too
        ids: dict[str, list[str]] = {}
        for owner in owners:
            ids.setdefault(owner.__tablename__, []).append(owner.id)
        with session.no_autoflush:
            sharing = [
                each
                for above, above_ids in ids.items()
                for kind, reference in _sharing_kinds(above)
                for each in session.scalars(sa.select(kind).where(reference.in_(above_ids)))
            ]
        owners = [each for each in sharing if each not in altered and each not in found]
        found += owners
    return found


@cache
def _sharing_kinds(above: str) -> list[tuple[type[Record], sa.ColumnElement[str]]]:
    """The kinds whose records may share the level or the day of one of a table, each with its reference to it."""
    found: list[tuple[type[Record], sa.ColumnElement[str]]] = []
    for kind in indexed_kinds().values():
        columns = sa.inspect(kind).columns
        shares: str = getattr(kind, "shares")  # noqa: B009
        # What is about any of several kinds names no one reference: each of them may be the one.
        for name in [shares] if shares else kind.part_of if isinstance(vars(kind).get("shared"), property) else []:
            if any(key.column.table.name == above for key in columns[name].foreign_keys):
                found.append((kind, columns[name]))
    return found


def _has_words(kind: type[Record]) -> sa.ColumnElement[bool]:
    """Most lines of an attendance list and most addressees have none: they are not even read."""
    mapper = sa.inspect(kind)
    names: list[str] = [*getattr(kind, "searched"), *getattr(kind, "noted")]  # noqa: B009
    wordings = [f"{name}_{code}" for name in names if name in mapper.composites for code in LANGUAGE_CODES]
    texts = [mapper.columns[name] for name in (*wordings, *names) if name not in mapper.composites]
    return sa.or_(*(text != "" for text in texts))


def rebuild(session: Session) -> None:
    """Make all entries anew, and what records keep folded: after a migration, since which more kinds of records may be
    searchable, or texts folded and sorted in another way.
    """
    made: list[tuple[str, dict[str, Any]]] = []
    for kind in indexed_kinds().values():
        folded: list[dict[str, Any]] = []
        query: sa.Select[Record] = sa.select(kind)
        if not issubclass(kind, Searchable):
            query = query.where(_has_words(kind))
        for record in session.scalars(query.execution_options(yield_per=1000)):
            entry = entry_of(session, record)
            if entry:
                made.append((record.id, entry))
            if isinstance(record, Searchable):
                record.fold_texts()
                folded.append({"id": record.id, **{name: getattr(record, name) for name in FOLDED}})
        session.expunge_all()
        if folded:
            session.execute(sa.update(kind), folded)
    made.sort(key=lambda pair: pair[0])
    connection = session.connection()
    with in_bulk(connection):
        connection.execute(sa.delete(SearchEntry))
        if made:
            connection.execute(sa.insert(SearchEntry), [entry for _, entry in made])


_HASH_SIZE = sa.text("insert into search_index (search_index, rank) values ('hashsize', :bytes)")
_USUAL, _MUCH = 1 << 20, 64 << 20
"""How many bytes of words FTS5 gathers before it writes them out: with many, it has less to merge afterwards."""


@contextmanager
def in_bulk(connection: sa.Connection) -> Iterator[None]:
    """Write very many entries: SQLite takes in their words at the end, all at once, in less than half the time."""
    if connection.dialect.name != "sqlite":
        yield
        return
    query = sa.text("select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'search_entry'")
    triggers = connection.execute(query).all()
    for trigger in triggers:
        connection.execute(sa.DDL(f"drop trigger {trigger.name}"))
    yield
    connection.execute(_HASH_SIZE, {"bytes": _MUCH})
    connection.execute(sa.text("insert into search_index (search_index) values ('rebuild')"))
    connection.execute(_HASH_SIZE, {"bytes": _USUAL})
    for trigger in triggers:
        connection.exec_driver_sql(trigger.sql)

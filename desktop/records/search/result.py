"""What a search over the whole register finds: the best hits of all kinds, in all three languages.

Best is, first, what has all the words in its number; then what has them in its number and title; then what has them
anywhere; within each, the newest first. So who types a number has that record first, who types a title has the record
called so before those that mention it, and who types what everybody writes about has what was written last.

Nothing is weighed within these (bm25, ts_rank): the titles and texts of a register are of like length and say a word
once or twice, so that a weight would shuffle them without a reason its user could see; the two databases weigh
differently, and a colleague's list would not be one's own; and every hit would have to be looked at to find the best.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import Level
from desktop.language import LANGUAGE_CODES, Wording
from desktop.records.base import Record
from desktop.records.rows import SearchHit
from desktop.records.search.index import COLUMNS, SearchEntry, facet, indexed_kinds, joined_forms, words_of
from desktop.records.search.words import fold

TIERS = (("number", "A"), ("number title", "AB"), ("number title body joined", "ABCD"))
"""Where the words are looked for, one after the other: FTS5's columns, PostgreSQL's weights."""

_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
_WHOLE = 3
"""A word that is shorter is meant as it stands, unless it is the one that is being typed."""

_BEFORE, _AFTER = 6, 18
"""Words shown before and after the first one found."""


@dataclass(frozen=True)
class Term:
    """One thing looked for: words in a row, which may have been written in one of several forms."""

    forms: tuple[tuple[str, ...], ...]
    begun: bool
    """Whether the last word may go on: it was not in quotes."""


def parse(text: str) -> list[Term]:
    """What was typed, as terms that a record must all have. Whatever it holds, it is words: there is no syntax in it.

    Words in quotes are looked for as they stand, in a row; all others as beginnings of words.
    """
    found: list[Term] = []
    typed = list(_TERM.finditer(text))
    for place, match in enumerate(typed):
        words = tuple(words_of(match[1] if match[1] is not None else match[2]))
        if not words:
            continue
        forms = [words]
        if match[1] is None and len(words) == 1:
            forms += [(form,) for form in _forms(match[2])]
        begun = match[1] is None and (len(words[-1]) >= _WHOLE or place == len(typed) - 1)
        found.append(Term(tuple(dict.fromkeys(forms)), begun))
    return found


def _forms(typed: str) -> Iterator[str]:
    """Who types والبريد or للبريد means بريد as well. A lone و or ب may be a first letter, and is left."""
    folded = fold(typed)
    if re.match(r"[وف]?(?:[بك]?ال|لل)", folded):
        for word in _WORD.findall(folded):
            yield from joined_forms(word)


def search(
    session: Session,
    text: str,
    kinds: Sequence[str] = (),
    levels: Sequence[Level] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 50,
) -> list[SearchHit]:
    """The best hits for ``text``, at most ``limit``; none for a text without words.

    ``kinds`` are names of :func:`~desktop.records.search.index.indexed_kinds` and ``levels`` the levels looked through:
    all where nothing is named. ``since`` and ``until`` include their days; what has no day is then left out.
    """
    terms = parse(text)
    if not terms:
        return []
    look = _in_fts5 if session.get_bind().dialect.name == "sqlite" else _in_tsvector
    found: dict[int, None] = {}
    for columns, weights in TIERS:
        if len(found) < limit:
            chosen = look(terms, columns, weights, kinds, levels)
            query = _between(chosen, since, until).limit(limit)
            found.update(dict.fromkeys(session.scalars(query)))
    return _hits(session, list(found)[:limit], terms, levels)


# --- the question, as each database takes it --------------------------------------------------------------------------

_ENTRY = SearchEntry.__table__
_ROW: sa.ColumnElement[int] = sa.literal_column("search_index.rowid", sa.Integer)
_WORDS_OF: sa.ColumnElement[int] = sa.literal_column("search_index.id", sa.Integer)


def _in_fts5(
    terms: Iterable[Term], columns: str, _weights: str, kinds: Sequence[str], levels: Sequence[str]
) -> sa.Select[int]:
    asked = [f"{{{columns}}} : ({' AND '.join(_fts5(term) for term in terms)})"]
    asked += [
        f"facets : ({' OR '.join(_quoted([facet(each)]) for each in named)})" for named in (kinds, levels) if named
    ]
    # Rows are numbered in the order in which records were made: the newest come first, and nothing has to be sorted.
    return (
        sa.select(_ROW)
        .select_from(sa.text("search_index"))
        .where(sa.text("search_index match :asked").bindparams(asked=" AND ".join(asked)))
        .order_by(_ROW.desc())
    )


def _fts5(term: Term) -> str:
    return "(" + " OR ".join(_quoted(form) + ("*" if term.begun else "") for form in term.forms) + ")"


def _quoted(words: Iterable[str]) -> str:
    return '"' + " ".join(words) + '"'


def _in_tsvector(
    terms: Iterable[Term], _columns: str, weights: str, kinds: Sequence[str], levels: Sequence[str]
) -> sa.Select[int]:
    asked = " & ".join(_tsquery(term, weights) for term in terms)
    query = (
        sa.select(_WORDS_OF)
        .select_from(sa.text("search_index"))
        .where(sa.text("search_index.words @@ cast(:asked as tsquery)").bindparams(asked=asked))
        .order_by(_WORDS_OF.desc())
    )
    for column, named in ((_ENTRY.c.kind, kinds), (_ENTRY.c.level, levels)):
        if named:
            query = query.where(_WORDS_OF.in_(sa.select(_ENTRY.c.id).where(column.in_(named))))
    return query


def _tsquery(term: Term, weights: str) -> str:
    end = f":*{weights}" if term.begun else f":{weights}"
    forms = (
        " <-> ".join([*(f"'{word}':{weights}" for word in form[:-1]), f"'{form[-1]}'{end}"]) for form in term.forms
    )
    return "(" + " | ".join(f"({form})" for form in forms) + ")"


def _between(query: sa.Select[int], since: dt.date | None, until: dt.date | None) -> sa.Select[int]:
    if since is None and until is None:
        return query
    row = next(iter(query.selected_columns))
    days = [_ENTRY.c.day >= since] if since else []
    days += [_ENTRY.c.day <= until] if until else []
    return query.where(sa.exists().where(_ENTRY.c.id == row, *days))


# --- hits -------------------------------------------------------------------------------------------------------------


def _hits(session: Session, rows: Sequence[int], terms: Sequence[Term], levels: Sequence[Level]) -> list[SearchHit]:
    query = sa.select(_ENTRY.c.id, _ENTRY.c.kind, _ENTRY.c.record_id, _ENTRY.c.owner_id, _ENTRY.c.level, _ENTRY.c.day)
    entries = {entry.id: entry for entry in session.execute(query.where(_ENTRY.c.id.in_(rows)))}
    ids: dict[str, list[str]] = {}
    for entry in entries.values():
        ids.setdefault(entry.kind, []).append(entry.record_id)
    owners = {entry.owner_id for entry in entries.values() if entry.owner_id}
    if levels:
        # A record may be seen by more people than what it hangs on: these are not to learn that it exists.
        looked = sa.select(_ENTRY.c.record_id).where(_ENTRY.c.record_id.in_(owners), _ENTRY.c.level.in_(levels))
        owners = set(session.scalars(looked))
    kinds = indexed_kinds()
    texts: dict[str, _Texts] = {}
    for kind, wanted in ids.items():
        texts |= _texts(session, kinds[kind], wanted)
    found = []
    is_wanted = _wanted(terms)
    for row in rows:
        entry = entries[row]
        told = texts[entry.record_id]
        snippet, marks = _snippet(told.body, is_wanted)
        found.append(
            SearchHit(
                kind=entry.kind,
                id=entry.record_id,
                number=told.number,
                title=told.title,
                level=entry.level,
                day=entry.day,
                owner_id=entry.owner_id if entry.owner_id in owners else None,
                snippet=snippet,
                marks=marks,
            )
        )
    return found


@dataclass(frozen=True)
class _Texts:
    number: str
    title: Wording
    body: list[str]


def _texts(session: Session, kind: type[Record], ids: Sequence[str]) -> dict[str, _Texts]:
    """The words of records as they were written, without making records of them."""
    names: Sequence[str] = [*getattr(kind, "searched"), *getattr(kind, "noted")]  # noqa: B009
    mapper = sa.inspect(kind)
    parts = {name: [f"{name}_{code}" for code in LANGUAGE_CODES] for name in names if name in mapper.composites}
    columns = [mapper.columns[column] for name in names for column in parts.get(name, [name])]
    query = sa.select(mapper.columns["id"], *columns).where(mapper.columns["id"].in_(ids))
    found = {}
    for row in session.execute(query).mappings():
        told: dict[str, list[Wording]] = {"number": [], "title": [], "body": []}
        for name in names:
            said = Wording(*(row[part] for part in parts[name])) if name in parts else _in_no_language(row[name])
            if said:
                told[COLUMNS.get(name, "body")].append(said)
        # A record without a title, a decision for example, is called by its first text.
        title = next(iter(told["title"] + told["body"]), Wording())
        if "name_latin" in names:
            title = Wording(row["name_latin"], row["name_arabic"], row["name_latin"])
        number = next((said.fr for said in told["number"]), None)
        body = [text for said in told["body"] for text in dict.fromkeys(said.as_dict().values()) if text]
        found[row["id"]] = _Texts(number or "", title, body)
    return found


def _in_no_language(text: str | None) -> Wording:
    """A name or a reference, which is written the same in every language."""
    return Wording(text, text, text)


# --- where the words are ----------------------------------------------------------------------------------------------

Wanted = Callable[[str], bool]
"""Whether a word, as it was written, is one of those looked for. Words come again: it remembers its answers."""


def find_marks(text: str, searched: str) -> tuple[tuple[int, int], ...]:
    """Where in ``text`` the words searched stand, as starts and ends of the words that have them."""
    return _marks(text, _wanted(parse(searched)))


def _wanted(terms: Iterable[Term]) -> Wanted:
    whole = {word for term in terms for form in term.forms for word in (form[:-1] if term.begun else form)}
    begun = tuple({form[-1] for term in terms for form in term.forms if term.begun})

    @cache
    def is_wanted(word: str) -> bool:
        return any(form in whole or form.startswith(begun) for form in _written_forms(word))

    return is_wanted


@lru_cache(maxsize=20_000)
def _written_forms(word: str) -> tuple[str, ...]:
    return (*words_of(word), *joined_forms(fold(word)))


def _marks(text: str, is_wanted: Wanted) -> tuple[tuple[int, int], ...]:
    return tuple(word.span() for word in _WORD.finditer(text) if is_wanted(word[0]))


def _snippet(texts: Iterable[str], is_wanted: Wanted) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The passage of the texts in which a word was found first, and where the words stand in it; else nothing."""
    for text in texts:
        before: deque[int] = deque(maxlen=_BEFORE + 1)
        words = _WORD.finditer(text)
        for word in words:
            before.append(word.start())
            if is_wanted(word[0]):
                break
        else:
            continue
        start = before[0] if len(before) > _BEFORE else 0
        after = list(islice(words, _AFTER))
        end = after[-1].end() if len(after) == _AFTER else len(text)
        snippet = ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
        return snippet, _marks(snippet, is_wanted)
    return "", ()

"""Finding words whatever their accents, case, harakat or spelling of alif: text is folded, on both sides.

A searchable record keeps a folded copy of its texts in the column ``folded``, written in the same flush as the texts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from desktop.language import LANGUAGE_CODES, LanguageCode, Wording
from desktop.records.listing import Sort

T = TypeVar("T")

# Letters that Unicode does not decompose, and the spelling variants that Arabic readers take for one another.
_VARIANTS = str.maketrans(
    {
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ی": "ي",
        "ک": "ك",
        "ـ": None,
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "’": "'",
        "ʼ": "'",
        **{chr(first + digit): str(digit) for first in (0x660, 0x6F0) for digit in range(10)},
    }
)


_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc", "Cs"})
"""Marks, directions and joiners, control characters, halves of broken pairs: what no reader compares by."""

LONGEST_SEARCH = 500
"""How many letters of what is searched are looked at: a page pasted by mistake would be more than SQLite takes."""

SORTED_LETTERS = 80
"""How many letters of a text decide its place in a list."""


class _Bare(dict[int, int | None]):
    """For ``str.translate``: takes out what no reader compares by. Each character is looked up once."""

    def __missing__(self, point: int) -> int | None:
        character = chr(point)
        seen = character.isspace() or unicodedata.category(character) not in _UNSEEN
        self[point] = point if seen else None
        return self[point]


_BARE = _Bare()


def fold(text: str) -> str:
    """``text`` as it is compared: no accents, no case, no harakat or tatweel, one alif, Western digits.

    >>> fold("École"), fold("أَحْمَد"), fold("١٢")
    ('ecole', 'احمد', '12')
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())  # most words and every number: nothing in them to look up
    bare = unicodedata.normalize("NFKD", text).translate(_BARE)
    return " ".join(bare.casefold().translate(_VARIANTS).split())


# CLDR's order of Arabic: every hamza stands with alif, whatever carries it, alif madda for both, ta marbuta with ta.
_AS_SORTED = str.maketrans({**dict.fromkeys("ءأؤإئٱ", "ا"), "آ": "اا", "ة": "ت"})
_AFTER_ARABIC = {point: 0xE000 + point for point in range(ord("a"), ord("z") + 1)}


def sort_key(text: str, code: LanguageCode) -> str:
    """What a list compares to put ``text`` in its place, code by code: the first :data:`SORTED_LETTERS` of them.

    The order is that of Unicode's collation (UTS #10) with CLDR's rules for the language, to its first level: accents
    and case do not count. In Arabic, Arabic letters stand before Latin ones, elsewhere after them.
    """
    key = fold(unicodedata.normalize("NFKC", text).translate(_AS_SORTED))
    return (key.translate(_AFTER_ARABIC) if code == "ar" else key)[:SORTED_LETTERS]


class Indexed:
    """A record that the search over the whole register finds by its words."""

    searched: ClassVar[Sequence[str]] = ()
    """The attributes that hold the words."""

    noted: ClassVar[Sequence[str]] = ()
    """Attributes that hold more words - notes, reasons, contact details - in which a list does not look."""

    dated: ClassVar[str] = ""
    """The attribute that says which day the record belongs to; none where it belongs to the day of what it shares."""

    shares: ClassVar[str] = ""
    """The reference to the record whose level and day this one shares where it has none of its own."""

    opens_no_more: ClassVar[bool] = False
    """Whether its own level cannot open more than the level of the record it shares one with."""

    @property
    def shared(self) -> str:
        """The reference that :attr:`shares` names; a record that is about any of several kinds chooses it itself."""
        return self.shares


FOLDED = ("folded", "sort_fr", "sort_ar", "sort_en")
"""The columns of a searchable record that are worked out from its texts."""


class Searchable(Indexed):
    """A record that its own list finds, too: it keeps its folded words in a column."""

    folded: Mapped[str] = mapped_column(sa.Text, default="", sort_order=95)
    sort_fr: Mapped[str | None] = mapped_column(sa.Text, default=None, sort_order=96)
    sort_ar: Mapped[str | None] = mapped_column(sa.Text, default=None, sort_order=97)
    sort_en: Mapped[str | None] = mapped_column(sa.Text, default=None, sort_order=98)

    def title_in(self, code: LanguageCode) -> str:
        """What a list shows of the record and sorts it by: the first wording that says something."""
        wordings = (value for name in self.searched if isinstance(value := getattr(self, name), Wording))
        return next((wording.best(code)[0] for wording in wordings if wording), "")

    def fold_texts(self) -> None:
        """Fill the columns that are worked out from the texts: what is searched, and what is sorted by."""
        self.sort_fr, self.sort_ar, self.sort_en = (
            sort_key(self.title_in(code), code) or None for code in LANGUAGE_CODES
        )
        words: list[str] = []
        for name in self.searched:
            value: Any = getattr(self, name)
            if isinstance(value, Wording):
                words += [text for code in LANGUAGE_CODES if (text := value.get(code))]
            elif value:
                words.append(str(value))
        # Lines keep the texts apart, so that a search never matches across the end of one and the start of the next.
        self.folded = "\n".join(fold(text) for text in words)


@event.listens_for(Searchable, "before_insert", propagate=True)
@event.listens_for(Searchable, "before_update", propagate=True)
def _fold_before_writing(_mapper: Mapper[Any], _connection: sa.Connection, target: Searchable) -> None:
    target.fold_texts()


def sort_text(kind: type[Searchable], code: LanguageCode) -> Mapped[str | None]:
    """The SQL of what a kind of record is sorted by in a language: É stands with E, not after Z."""
    return {"fr": kind.sort_fr, "ar": kind.sort_ar, "en": kind.sort_en}[code]


def as_read(found: Iterable[T], sort: Sort | None, code: LanguageCode, name: Callable[[T], Wording]) -> list[T]:
    """The few records of a kind that keeps no text to sort by: as readers sort their names, where that is asked for.

    Else they stay as the database has ordered them.
    """
    if sort is None or sort.column != "title":
        return list(found)
    keyed = [(sort_key(name(each).best(code)[0], code), each) for each in found]
    said = sorted((pair for pair in keyed if pair[0]), key=lambda pair: pair[0], reverse=sort.descending)
    return [each for _, each in (*said, *(pair for pair in keyed if not pair[0]))]


def is_called(column: Mapped[str], name: str) -> sa.ColumnElement[bool]:
    """The condition that a short name is this one, whatever the case of A to Z; databases differ on other letters."""
    return sa.func.lower(column) == sa.func.lower(name.strip())


def holds(searched: str, *texts: Wording | str | None) -> bool:
    """Whether the texts together hold every word of ``searched``; for the few records that keep no folded copy."""
    said = [text if isinstance(text, str) else " ".join(each for each in text.as_dict().values() if each)
            for text in texts if text]  # fmt: skip
    folded = fold(" ".join(said))
    return all(word in folded for word in fold(searched[:LONGEST_SEARCH]).split())


def contains(kind: type[Searchable], searched: str) -> sa.ColumnElement[bool]:
    """The condition that a record holds every word of ``searched``, anywhere and in any order."""
    words = dict.fromkeys(fold(searched[:LONGEST_SEARCH]).split())
    return sa.and_(sa.true(), *(kind.folded.contains(word, autoescape=True) for word in words))

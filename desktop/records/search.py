"""Finding words whatever their accents, case, harakat or spelling of alif: text is folded, on both sides.

A searchable record keeps a folded copy of its texts in the column ``folded``, written in the same flush as the texts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from desktop.language import LANGUAGE_CODES, Wording

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


def fold(text: str) -> str:
    """``text`` as it is compared: no accents, no case, no harakat or tatweel, one alif, Western digits.

    >>> fold("École"), fold("أَحْمَد"), fold("١٢")
    ('ecole', 'احمد', '12')
    """
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(character for character in decomposed if unicodedata.category(character) not in ("Mn", "Cf"))
    return " ".join(bare.casefold().translate(_VARIANTS).split())


class Searchable:
    """A record that can be found by its words; ``searched`` names the attributes that hold them."""

    searched: ClassVar[Sequence[str]] = ()

    folded: Mapped[str] = mapped_column(sa.Text, default="", sort_order=99)

    def fold_texts(self) -> None:
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


def contains(kind: type[Searchable], searched: str) -> sa.ColumnElement[bool]:
    """The condition that a record holds every word of ``searched``, anywhere and in any order."""
    words = fold(searched).split()
    return sa.and_(sa.true(), *(kind.folded.contains(word, autoescape=True) for word in words))

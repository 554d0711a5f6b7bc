"""What is offered to choose from where there may be thousands: the first few that answer to what is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from desktop.language import Language, LanguageCode
from desktop.windows.desk import Desk
from desktop.windows.forms.chooser import Option

OFFERED = 60
"""How many are listed at most; whoever looks for another types a word of it."""


class Offer:
    """Options read from the register as they are asked for. Called with a desk, it gives the first ones."""

    def __init__(
        self,
        ids: Callable[[Session, str, LanguageCode], Sequence[str]],
        rows: Callable[[Session, Sequence[str]], Sequence[Any]],
        option: Callable[[Any, Language], Option],
        page: str = "",
    ) -> None:
        """``ids`` searches, ``rows`` reads the rows of some ids, ``option`` makes an option of a row.

        ``page`` is the key of the page that shows what is offered, for whoever wants to look at what was chosen.
        """
        self.page = page
        self._ids, self._rows, self._option = ids, rows, option

    def __call__(self, desk: Desk) -> list[Option]:
        return self.search(desk, "")

    def search(self, desk: Desk, words: str) -> list[Option]:
        """The first options that hold these words."""
        with desk.reading() as session:
            ids = self._ids(session, words, desk.language.code)[:OFFERED]
            return [self._option(row, desk.language) for row in self._rows(session, ids)]

    def find(self, desk: Desk, ids: Sequence[str]) -> list[Option]:
        """The options with these ids, as far as they are in the register."""
        with desk.reading() as session:
            return [self._option(row, desk.language) for row in self._rows(session, ids)]

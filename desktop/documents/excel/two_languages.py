"""Two languages in one place: a heading, a word of a list or a title says everything in both."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from desktop.language import Language, Message, Wording

BETWEEN = " / "


class TwoLanguages(Language):
    """Speaks two languages at once. Direction, numbers and lone dates are those of the first."""

    def __init__(self, first: Language, second: Language) -> None:
        super().__init__(first.code, first.country)
        self.first, self.second = first, second

    @property
    def each(self) -> tuple[Language, ...]:
        return (self.first, self.second)

    def text(self, said: str | Message, **values: object) -> str:
        return _together([each.text(said, **values) for each in self.each])

    def best(self, wording: Wording) -> str:
        return _together([text for code in self.codes if (text := wording.get(code))]) or self.first.best(wording)

    def date(self, day: dt.date | None, form: Literal["short", "medium", "long", "full"] = "long") -> str:
        return self.first.date(day, form)


def _together(texts: list[str]) -> str:
    return BETWEEN.join(dict.fromkeys(texts))

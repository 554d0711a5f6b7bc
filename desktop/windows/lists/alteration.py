"""What becomes of a field where several records are changed at once: set, added to, taken from, words exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop.language import LANGUAGE_CODES, Wording, message
from desktop.windows.desk import Desk
from desktop.windows.forms.chooser import Option
from desktop.windows.forms.form import Field, Kind

LISTS = frozenset({Kind.CHOICES})
TEXTS = frozenset({Kind.TEXT, Kind.WORDING, Kind.LONG_WORDING})


class How(StrEnum):
    """What is done to what a record has already."""

    ADD = "add"
    REMOVE = "remove"
    SET = "set"
    APPEND = "append"
    EXCHANGE = "exchange"


SAID = {
    How.ADD: message("Add to what each has"),
    How.REMOVE: message("Take away from what each has"),
    How.SET: message("Replace what each has"),
    How.APPEND: message("Append to what each has"),
    How.EXCHANGE: message("Exchange words in what each has"),
}


@dataclass(frozen=True)
class Alteration:
    """One change, made to whatever a record has."""

    kind: Kind
    value: Any
    how: How = How.SET
    sought: Any = None
    """The words that ``value`` is put in the place of."""

    def of(self, old: Any) -> Any:
        """What a field that held ``old`` holds afterwards."""
        if self.kind in LISTS:
            return self._of_list(tuple(old or ()))
        if self.kind is Kind.TEXT:
            return self._of_text(old, self.value, self.sought, " ")
        if self.kind in TEXTS:
            was, value, sought = old or Wording(), self.value or Wording(), self.sought or Wording()
            between = "\n\n" if self.kind is Kind.LONG_WORDING else " "
            # A language in which nothing was written is none that is to be changed.
            texts = {
                code: self._of_text(was.get(code), value.get(code), sought.get(code), between)
                if value.get(code) or (self.how is How.EXCHANGE and sought.get(code)) else was.get(code)
                for code in LANGUAGE_CODES
            }  # fmt: skip
            return Wording(**texts)
        return self.value

    def _of_list(self, old: tuple[Any, ...]) -> tuple[Any, ...]:
        match self.how:
            case How.ADD:
                return (*old, *(each for each in self.value if each not in old))
            case How.REMOVE:
                return tuple(each for each in old if each not in self.value)
            case _:
                return tuple(self.value)

    def _of_text(self, old: str | None, value: str | None, sought: str | None, between: str) -> str | None:
        match self.how:
            case How.APPEND:
                return between.join(each for each in (old, value) if each) or None
            case How.EXCHANGE:
                return (old.replace(sought, value or "").strip() or None) if old and sought else old
            case _:
                return value


def ways(kind: Kind) -> Sequence[How]:
    """What can be done to a field of this kind."""
    if kind in LISTS:
        return (How.ADD, How.REMOVE, How.SET)
    return (How.SET, How.APPEND, How.EXCHANGE) if kind in TEXTS else (How.SET,)


def way_field(kind: Kind) -> Field:
    """The field that asks what is to be done."""

    def options(desk: Desk) -> list[Option]:
        return [Option(how, desk.say(SAID[how])) for how in ways(kind)]

    return Field("how", message("What to do"), Kind.CHOICE, required=True, options=options)


def sought_field(kind: Kind) -> Field:
    """The field that asks for the words to be exchanged."""
    return Field("sought", message("Words to be exchanged"), Kind.TEXT if kind is Kind.TEXT else Kind.WORDING)

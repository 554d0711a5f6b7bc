"""Editors of figures that are no whole numbers: decimals, and shares such as two thirds."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from desktop.language import Message, message
from desktop.windows.forms.editors import WESTERN, TextEditor

_SHARE = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")
_PERCENT = re.compile(r"(\d{1,3})\s*[%٪]")


class DecimalEditor(TextEditor):
    """A number, with a comma or a point before its decimals; blank is ``None``."""

    figures = True

    def value(self) -> Any:
        return parse_decimal(self.line.text())

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else self.surroundings.language.number(value))

    def problem(self) -> Message | None:
        if self.line.text().strip() and self.value() is None:
            return message("Write a number in figures: 12 or 12.5.")
        return None

    def retranslate(self) -> None:
        # The language before wrote its own comma: a number is read before it is written anew.
        if self.problem() is None:
            self.set_value(self.value())


def parse_decimal(text: str) -> float | None:
    """The number written, whichever of comma and point stands before its decimals: the one that comes last does.

    Where there is one mark only and three figures follow it, it parts the thousands, as every language writes them.
    """
    western = re.sub(r"[\s\u00a0\u202f]", "", text.translate(WESTERN).replace("٫", ",").replace("٬", ""))
    match = re.fullmatch(r"(-?)(\d[\d.,]*)", western)
    if match is None:
        return None
    sign, figures = match.groups()
    marks = [each for each in figures if each in ".,"]
    whole, decimals = figures, ""
    if marks:
        last = marks[-1]
        before, _, after = figures.rpartition(last)
        parts_thousands = len(after) == 3 and (len(set(marks)) == 1) and (len(marks) > 1 or before != "0")
        if not parts_thousands:
            if marks.count(last) > 1 or not after:
                return None
            whole, decimals = before, after
    return float(f"{sign}{re.sub('[.,]', '', whole)}.{decimals or 0}")


class ShareEditor(TextEditor):
    """A share between none and all, as a fraction or a percentage: 2/3, 50 %; blank is ``None``."""

    figures = True

    def value(self) -> Any:
        return parse_share(self.line.text())

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))

    def problem(self) -> Message | None:
        if self.line.text().strip() and self.value() is None:
            return message("Write a share as a fraction or a percentage: 1/2, 2/3, 50 %.")
        return None


def parse_share(text: str) -> Fraction | None:
    """A share from 0 to 1; ``None`` where none is written."""
    western = text.strip().translate(WESTERN)
    if match := _SHARE.fullmatch(western):
        part, whole = int(match[1]), int(match[2])
    elif match := _PERCENT.fullmatch(western):
        part, whole = int(match[1]), 100
    elif western in ("0", "1"):
        part, whole = int(western), 1
    else:
        return None
    return Fraction(part, whole) if whole > 0 and part <= whole else None

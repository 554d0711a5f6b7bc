"""Deadlines as matrices write them: a day, a month, a quarter, a year; the last day of what is said is meant."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any

from desktop.intake import answers
from desktop.language import message
from desktop.records.search.words import fold

_ORDINALS = {
    **{str(number): number for number in range(1, 5)},
    **{"i": 1, "ii": 2, "iii": 3, "iv": 4, "premier": 1, "deuxieme": 2, "troisieme": 3, "quatrieme": 4},
    **{"first": 1, "second": 2, "third": 3, "fourth": 4},
    **{fold(word): number for number, words in enumerate((
        ("الأول", "الأولى"), ("الثاني", "الثانية"), ("الثالث", "الثالثة"), ("الرابع", "الرابعة"),
    ), 1) for word in words},
}  # fmt: skip
_ORDINAL = "|".join(sorted(map(re.escape, _ORDINALS), key=len, reverse=True))
_OF = r"(?:\s*(?:de|of|-|/|من|سنه|عام|لسنه)\s*|\s+|)"
_YEAR = r"((?:19|20|21)\d{2})"
"""Four other figures are a code or a sum, and no year of a deadline."""

_QUARTER = re.compile(
    rf"(?:t|q|trimestre|quarter)\s*({_ORDINAL}){_OF}{_YEAR}"
    rf"|({_ORDINAL})(?:er|e|eme|st|nd|rd|th)?\s*(?:trimestre|trim|quarter){_OF}{_YEAR}"
    rf"|(?:الفصل|الربع|الثلاثيه|الثلث)\s*({_ORDINAL}){_OF}{_YEAR}"
)
_YEAR_FIRST = re.compile(rf"{_YEAR}\s*[-/. ]?\s*(t|q|s|h)\s*([1-4])")
_HALF = re.compile(
    rf"(?:s|h|semestre|half)\s*({_ORDINAL}){_OF}{_YEAR}"
    rf"|({_ORDINAL})(?:er|e|eme|st|nd|rd|th)?\s*(?:semestre|half){_OF}{_YEAR}"
    rf"|(?:السداسيه|النصف|الاسدس)\s*({_ORDINAL}){_OF}{_YEAR}"
)
_BEFORE = "(?:d'ici fin|fin|end|d'ici|by end|by|courant|نهايه|اواخر|متم)"
_MONTH = re.compile(rf"(?:{_BEFORE}\s+(?:(?:de|of|شهر)\s+)?)?([^\d\s]+(?: [^\d\s]+)?){_OF}{_YEAR}")
_MONTH_NUMBER = re.compile(rf"(\d{{1,2}})\s*[/.-]\s*{_YEAR}")
_WHOLE_YEAR = re.compile(rf"(?:(?:{_BEFORE}|annee|year|سنه|عام)\s+(?:(?:de|of|سنه|عام)\s+)?)?{_YEAR}")
_SPAN = re.compile(rf"(?:de\s*)?{_YEAR}\s*(?:-|–|/|a|to|au|الى)\s*{_YEAR}")

CONTINUOUS = {
    fold(words)
    for words in (
        "en continu", "continu", "continue", "permanent", "permanente", "en permanence", "régulièrement", "ongoing",
        "continuous", "continuously", "permanently", "regular", "مستمر", "مستمرة", "بصفة مستمرة", "بشكل مستمر", "دائم",
        "دائمة",
    )
}  # fmt: skip


def is_continuous(value: Any) -> bool:
    """Whether a cell says that there is no end: "en continu", "مستمر"."""
    said = answers.text(value)
    return said is not None and fold(said).strip(" .") in CONTINUOUS


def deadline(value: Any) -> dt.date | None:
    """The last day that is meant, ``None`` for an empty cell and for what goes on without end.

    Raises :class:`~desktop.intake.answers.Unclear` for what has no year ("fin juin") or says nothing of time.
    """
    if isinstance(value, int) and not isinstance(value, bool) and 1990 <= value <= 2100:
        return dt.date(value, 12, 31)
    said = answers.words(value)
    if said is None or is_continuous(value):
        return None
    try:
        return answers.day(value)
    except answers.Unclear:
        found = _in_words(fold(said).strip(" ."))
        if found is None:
            raise answers.Unclear(message("“{said}” is not a deadline with a year.", said=said)) from None
        return found


def _in_words(plain: str) -> dt.date | None:
    for pattern, months in ((_QUARTER, 3), (_HALF, 6)):
        if found := pattern.fullmatch(plain):
            number, year = (each for each in found.groups() if each is not None)
            part = _ORDINALS[number]
            return _last_of(int(year), part * months) if part * months <= 12 else None
    if found := _YEAR_FIRST.fullmatch(plain):
        months = 3 if found[2] in "tq" else 6
        part = int(found[3]) * months
        return _last_of(int(found[1]), part) if part <= 12 else None
    if found := _SPAN.fullmatch(plain):
        return dt.date(int(found[2]), 12, 31)
    if found := _WHOLE_YEAR.fullmatch(plain):
        return dt.date(int(found[1]), 12, 31)
    if found := _MONTH_NUMBER.fullmatch(plain):
        return _last_of(int(found[2]), int(found[1])) if 1 <= int(found[1]) <= 12 else None
    if found := _MONTH.fullmatch(plain):
        month = answers.month(found[1])
        return _last_of(int(found[2]), month) if month else None
    return None


def _last_of(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])

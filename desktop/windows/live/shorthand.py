"""What is typed in short while people talk: "12-3-1" for the votes, "MJ, 30/06" or "+3m" for who does it by when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from desktop.codes import DecisionMethod
from desktop.language import LANGUAGE_CODES, Language
from desktop.records.commission.working_calendar import later_by_months
from desktop.records.rows import InstitutionRow
from desktop.records.search.words import fold
from desktop.windows.forms.editors import parse_date

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")

_UNITS: Mapping[str, tuple[str, ...]] = {
    "day": ("d", "day", "days", "j", "jour", "jours", "ي", "يوم", "أيام"),
    "week": ("w", "week", "weeks", "s", "sem", "semaine", "semaines", "أ", "أسبوع", "أسابيع"),
    "month": ("m", "mo", "month", "months", "mois", "ش", "شهر", "أشهر"),
    "year": ("y", "year", "years", "a", "an", "ans", "س", "سنة", "سنوات"),
}


@dataclass(frozen=True)
class Votes:
    """How something was decided."""

    method: DecisionMethod = DecisionMethod.CONSENSUS
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    casting_vote: bool = False

    def values(self) -> dict[str, object]:
        """The attributes of a decision."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class Assignment:
    """Who is to do something, and by when."""

    institutions: tuple[str, ...] = ()
    """Ids, in the order typed."""
    due: dt.date | None = None
    unknown: tuple[str, ...] = ()
    """What is neither an institution of the register nor a day."""


def read_votes(text: str) -> Votes | None:
    """How it was decided: nothing for a consensus, "12-3-1", or the word for it in any language. None: not understood.

    A star says that the chair's casting vote decided: "6-6*".
    """
    text = text.strip().translate(_DIGITS)
    if not text:
        return Votes()
    if found := re.fullmatch(r"(\d+)(?:\s*[-–/ ,،]\s*(\d+))?(?:\s*[-–/ ,،]\s*(\d+))?\s*(\*?)", text):
        votes_for, against, abstaining = (int(each or 0) for each in found.groups()[:3])
        casting = bool(found[4])
        whole = not against and not abstaining and not casting
        method = DecisionMethod.UNANIMITY if whole else DecisionMethod.MAJORITY
        return Votes(method, votes_for, against, abstaining, casting)
    chosen = {method for word, method in _method_words() if word.startswith(fold(text))}
    return Votes(chosen.pop()) if len(chosen) == 1 else None


@cache
def _method_words() -> tuple[tuple[str, DecisionMethod], ...]:
    return tuple(
        (fold(Language(code).text(method.label)), method) for method in DecisionMethod for code in LANGUAGE_CODES
    )


def read_due(text: str, base: dt.date) -> dt.date | None:
    """A day: "30/06", the next one after ``base``; "30/06/2027"; or "+3m", "+2 weeks", "+10j" counted from it."""
    text = text.strip().translate(_DIGITS)
    if found := re.fullmatch(r"\+\s*(\d{1,3})\s*([^\d\s]+)\.?", text):
        return _later(base, int(found[1]), fold(found[2]))
    if found := re.fullmatch(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})", text):
        days = (_day(year, int(found[2]), int(found[1])) for year in range(base.year, base.year + 5))
        return next((day for day in days if day is not None and day >= base), None)
    return parse_date(text) if re.fullmatch(r"[\d/.\-]+", text) else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _later(base: dt.date, count: int, unit: str) -> dt.date | None:
    known = next((name for name, words in _UNITS.items() if unit in map(fold, words)), None)
    match known:
        case "day":
            return base + dt.timedelta(days=count)
        case "week":
            return base + dt.timedelta(weeks=count)
        case "month":
            return later_by_months(base, count)
        case "year":
            return later_by_months(base, 12 * count)
    return None


class Directory:
    """The institutions as they may be typed: by acronym or name, in any language and script, or how these begin."""

    def __init__(self, institutions: Iterable[InstitutionRow]) -> None:
        self._acronyms: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for each in institutions:
            self._acronyms.setdefault(fold(each.acronym), each.id)
            for name in each.name.as_dict().values():
                if name:
                    self._names.setdefault(fold(name), each.id)

    def find(self, text: str) -> str | None:
        """The id of the institution meant; None where there is none, or more than one."""
        wanted = fold(text)
        if not wanted:
            return None
        for known in (self._acronyms, self._names):
            if wanted in known:
                return known[wanted]
        for known in (self._acronyms, self._names):
            meant = {found for name, found in known.items() if name.startswith(wanted)}
            if meant:
                return meant.pop() if len(meant) == 1 else None
        return None


def read_assignment(text: str, directory: Directory, base: dt.date) -> Assignment:
    """Who does it by when: institutions and a day in any order, commas or, where they are short, blanks between."""
    institutions: list[str] = []
    unknown: list[str] = []
    due: dt.date | None = None
    for part in (part.strip() for part in re.split(r"[,،;؛]", text)):
        whole = read_due(part, base) is not None or directory.find(part) is not None
        for word in [part] if whole else part.split():
            if (day := read_due(word, base)) is not None:
                due = day
            elif (found := directory.find(word)) is not None:
                institutions.append(found)
            else:
                unknown.append(word)
    return Assignment(tuple(dict.fromkeys(institutions)), due, tuple(unknown))

"""Stretches of days to filter a list by: this month, the next one, a year, or any that a picture leads to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from desktop.language import Language, Message, message
from desktop.records.commission.working_calendar import later_by_months
from desktop.records.period import Period
from desktop.records.search.words import fold
from desktop.windows.desk import Desk
from desktop.windows.forms.chooser import Option
from desktop.windows.lists.offer import Offer

NONE = "none"
"""Stands for "on no day at all" where that can be chosen."""


class Periods(Offer):
    """What is offered are a few stretches around today; a year that is typed is offered, too."""

    def __init__(self, none: Message | None = None) -> None:
        """``none`` is what a record without such a day is called, where it can be asked for."""
        super().__init__(lambda *_: (), lambda *_: (), lambda *_: Option(None, ""))
        self._none = none

    def search(self, desk: Desk, words: str) -> list[Option]:
        wanted = fold(words)
        options = [Option(code, said) for code, said in self._near(desk)]
        if wanted.isdigit() and len(wanted) == 4 and wanted != "0000":
            year = int(wanted)
            return [_option(Period(dt.date(year, 1, 1), dt.date(year, 12, 31)), desk.language)]
        return [option for option in options if wanted in fold(option.words)]

    def find(self, desk: Desk, ids: Sequence[str]) -> list[Option]:
        found = [_option(period, desk.language) for each in ids if (period := Period.read(each))]
        if self._none is not None and NONE in ids:
            found.append(Option(NONE, desk.say(self._none)))
        return found

    def _near(self, desk: Desk) -> list[tuple[str, str]]:
        language, today = desk.language, desk.today
        first = today.replace(day=1)
        before, after = later_by_months(first, -1), later_by_months(first, 1)
        months = (
            (message("This month"), first),
            (message("Last month"), before),
            (message("Next month"), after),
        )
        near = [
            (Period.month(month.year, month.month).code, f"{language.text(words)} ({language.month_and_year(month)})")
            for words, month in months
        ]
        for words, year in ((message("This year"), today.year), (message("Next year"), today.year + 1)):
            period = Period(dt.date(year, 1, 1), dt.date(year, 12, 31))
            near.append((period.code, f"{language.text(words)} ({year})"))
        if self._none is not None:
            near.append((NONE, language.text(self._none)))
        return near


def _option(period: Period, language: Language) -> Option:
    return Option(period.code, said(period, language))


def said(period: Period, language: Language) -> str:
    """A period in words: "novembre 2026", "24–25 février 2021", "until 25 November 2026"."""
    match period.first, period.last:
        case None, None:
            return ""
        case None, dt.date() as last:
            return language.text("until {date}", date=language.date(last, "medium"))
        case dt.date() as first, None:
            return language.text("from {date} on", date=language.date(first, "medium"))
        case dt.date() as first, dt.date() as last:
            if period.whole_month:
                return language.month_and_year(first)
            if first == dt.date(first.year, 1, 1) and last == dt.date(first.year, 12, 31):
                return str(first.year)
            return language.period(first, last)
    return ""

"""What stands in the cell of a day below its number: as much as there is room for, over several lines where it can."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF

from desktop.windows.calendar.entry_look import look_of, short
from desktop.windows.look.wrapped_text import WrappedText

if TYPE_CHECKING:
    from desktop.windows.calendar.month_view import MonthView

MARK = 16
"""Pixels for the drawing before an entry, with the room beside it."""
GAP = 3
"""Pixels between two of them."""
MOST_LINES = 3


@dataclass(frozen=True)
class DayWords:
    """One of the things said, and where it has one, its drawing."""

    words: WrappedText
    colour: str
    drawing: str = ""
    drawing_colour: str = ""


@dataclass
class _Wanted:
    text: str
    colour: str
    drawing: str = ""
    drawing_colour: str = ""
    lines: int = 1


def say_day(view: MonthView, day: dt.date, size: QSize, above: str = "") -> Sequence[DayWords]:
    """What fits into ``size``: ``above``, for which there was no room beside the day's number, then what falls on it.

    Where not everything fits, the last line says how much more there is.
    """
    theme, diary = view.desk.theme, view.diary
    entries, beyond = (diary.entries.get(day, ()), diary.more(day)) if diary is not None else ((), 0)
    wanted = [_Wanted(above, theme.amber if diary and day in diary.holidays else theme.muted)] if above else []
    for entry in entries:
        drawing, colour = look_of(entry, theme)
        ink = colour if entry.late else theme.text if view.in_month(day) else theme.muted
        wanted.append(_Wanted(short(entry, view.desk.language), ink, drawing, colour))
    line = QFontMetricsF(view.small).lineSpacing()
    # The tails of Arabic letters reach lower than the metrics, which are those of a Latin face, know of.
    height = size.height() - (line / 3 if view.isRightToLeft() else 0)
    room = max(int((height + GAP) // (line + GAP)), 0)
    fits = len(wanted) if len(wanted) <= room and not beyond else max(room - 1, 0)
    left = len(wanted) - fits + beyond
    del wanted[fits:]
    if left > 0 and room > 0:
        number = view.desk.language.number(left)
        wanted.append(_Wanted(f"+{number}" if fits else number, theme.accent))
    spare = int((height - len(wanted) * (line + GAP) + GAP) // line)
    for each in wanted:
        needed = round(_laid(view, each, size.width(), MOST_LINES).height / line)
        each.lines += max(min(needed - 1, spare), 0)
        spare -= each.lines - 1
    return [
        DayWords(_laid(view, each, size.width(), each.lines), each.colour, each.drawing, each.drawing_colour)
        for each in wanted
    ]


def _laid(view: MonthView, said: _Wanted, width: int, lines: int) -> WrappedText:
    own = Qt.LayoutDirection.RightToLeft if view.isRightToLeft() else Qt.LayoutDirection.LeftToRight
    return WrappedText(said.text, view.small, width - (MARK if said.drawing else 0), lines, own)

"""What a tracker says of itself on a hidden sheet: which register it came from, and what each answer was when it left.

So each cell of a tracker that comes back has what was sent, what is now, and what is proposed. A checksum tells a sheet
that was altered from one that was not. Whoever writes a tracker and whoever reads one share this page.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from desktop.codes import ActionStatus
from desktop.documents.excel import workbook_style as look
from desktop.documents.excel.sheet_rows import Row
from desktop.documents.excel.tracker_columns import COLUMNS, Column, Layout
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Wording
from desktop.records.rows import Tracker, TrackerRow

SHEET = "tawsiya"
MARK = "tawsiya-tracker-2"
"""The first cell; the number grows when the sheet is laid out anew."""
_MARKS = {"tawsiya-tracker-1": 5, MARK: 6}
"""How many cells stand before the checksum. Trackers of the first kind had all columns."""


@dataclass(frozen=True)
class SentRow:
    """The answers to one action as they stood in the tracker when it was made."""

    action_id: str
    number: str
    status: ActionStatus
    progress: int
    narrative: str
    obstacles: str
    next_step: str
    reported_on: dt.date | None
    due: dt.date | None


@dataclass(frozen=True)
class Sent:
    """What a tracker was when it was made."""

    commission_id: str
    institution_id: str | None
    made_on: dt.date
    languages: tuple[LanguageCode, ...]
    """One, or the two that stood together."""
    columns: tuple[Column, ...]
    """That it had."""
    whole: bool
    """Whether it is as it was written; where it is not, only what it came from can be believed."""
    rows: Mapping[str, SentRow] = field(default_factory=dict)
    """By the action's id."""


def answer(said: Wording, codes: Sequence[LanguageCode]) -> str:
    """What an institution reported, as its cell says it: in the language of the tracker, or in both a line each.

    French and English are not put together: of what comes back nobody could say which line is in which.
    """
    if len(codes) == 1 or "ar" not in codes:
        return said.best(codes[0])[0]
    return in_each(said, codes)


def in_each(said: Wording, codes: Sequence[LanguageCode]) -> str:
    """A text in these languages, a line each, or in another one where it is in none of them."""
    return "\n".join(dict.fromkeys(text for code in codes if (text := said.get(code)))) or said.best(codes[0])[0]


def rows(sheet: Worksheet, tracker: Tracker, language: Language, layout: Layout) -> Iterator[Row]:
    """The rows of the hidden sheet."""
    sheet.sheet_state = "veryHidden"
    plain = look.style(sheet, number_format="@")
    head = [
        MARK, tracker.commission.id, tracker.institution.id if tracker.institution else "",
        tracker.made_on.isoformat(), "+".join(language.codes), ",".join(column.name for column in layout.columns),
    ]  # fmt: skip
    lines = [cells(row, language.codes) for row in tracker.rows]

    def write() -> Iterator[Row]:
        yield Row([(plain, each) for each in (*head, _checksum([head, *lines]))])
        for line in lines:
            yield Row([(plain, each) for each in line])

    return write()


def cells(row: TrackerRow, codes: Sequence[LanguageCode]) -> list[str]:
    """What the hidden sheet says of an action."""
    return [
        row.id, row.number, row.status.value, str(row.progress), answer(row.narrative, codes),
        answer(row.obstacles, codes), answer(row.next_step, codes),
        row.reported_on.isoformat() if row.reported_on else "", row.due.isoformat() if row.due else "",
    ]  # fmt: skip


def _checksum(lines: Iterable[Sequence[str]]) -> str:
    """Of the words alone: programs differ in how they keep blanks and the ends of lines."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update("\x1f".join(" ".join(each.split()) for each in line).rstrip("\x1f").encode() + b"\n")
    return digest.hexdigest()


def read(found: Sequence[Sequence[Any]]) -> Sent | None:
    """What the rows of a sheet say of a tracker; ``None`` where it is another sheet."""
    if not found or not found[0] or found[0][0] not in _MARKS:
        return None
    before = _MARKS[found[0][0]]
    if len(found[0]) <= before:
        return None
    words = [["" if each is None else str(each) for each in row] for row in found]
    _, commission_id, institution_id, made_on, said, names, *_ = words[0]
    codes: list[LanguageCode] = [code for code in LANGUAGE_CODES if code in said.split("+")]
    codes.sort(key=said.index)
    try:
        made = dt.date.fromisoformat(made_on)
    except ValueError:
        return None
    if not codes:
        return None
    columns = COLUMNS
    if before == _MARKS[MARK]:
        columns = tuple(column for column in COLUMNS if column.name in names.split(","))
    whole = words[0][before] == _checksum([words[0][:before], *words[1:]])
    try:
        sent = {row.action_id: row for row in map(_sent_row, words[1:] if whole else ())}
    except ValueError:
        # A checksum that fits says nothing of who wrote it.
        whole, sent = False, {}
    return Sent(commission_id, institution_id or None, made, tuple(codes), columns, whole, sent)


def _sent_row(line: Sequence[str]) -> SentRow:
    """What one line says. Raises :class:`ValueError` where it is none of ours."""
    padded = [*line, *[""] * 9]
    action_id, number, status, progress, narrative, obstacles, next_step, reported_on, due = padded[:9]
    return SentRow(
        action_id, number, ActionStatus(status), int(progress), narrative, obstacles, next_step, _day(reported_on),
        _day(due),
    )  # fmt: skip


def _day(said: str) -> dt.date | None:
    return dt.date.fromisoformat(said) if said else None

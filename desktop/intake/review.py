"""A returned tracker beside the register: for each cell what was sent, what is now, and what the institution says.

Nothing is changed by looking. What the user accepts becomes progress updates reported by the institution, and proposed
actions become actions, all in one step of the journal; what the user refuses is remembered, so that the same file read
again proposes nothing new.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop.codes import Verdict
from desktop.documents.excel.tracker_sent import Sent
from desktop.documents.tables.reading import read_workbook
from desktop.documents.tables.workbook import Unreadable
from desktop.intake.comparison import Comparer, LineKind, ReviewLine
from desktop.intake.returned_tracker import ReturnedTracker, read_tracker
from desktop.language import LanguageCode, Message, message, plural
from desktop.records.commission.commission import find_commission
from desktop.records.follow_up import returned
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids
from desktop.records.follow_up.tracker import list_tracker_rows
from desktop.records.listing import in_pages
from desktop.records.people.institution import list_institutions
from desktop.records.register import Register
from desktop.records.rows import InstitutionRow

OLD = dt.timedelta(days=183)
"""A tracker sent longer ago than this is told of as an old one."""


@dataclass(frozen=True)
class Review:
    path: Path
    sent: Sent | None
    institution: InstitutionRow | None
    """Whose tracker it is; ``None`` for one of all institutions, or where the file no longer says it."""
    languages: Sequence[LanguageCode]
    """That it was made in: one, or two that stand together."""
    lines: Sequence[ReviewLine]
    tracker: ReturnedTracker
    """What was read."""
    notes: Sequence[Message] = field(default_factory=tuple)
    """What whoever decides should know of the file as a whole."""

    @property
    def latin(self) -> LanguageCode:
        """The language of what is in Latin letters; in an Arabic tracker it is French, as offices there write."""
        others: list[LanguageCode] = [code for code in self.languages if code != "ar"]
        return others[0] if others else "fr"

    def of_kind(self, *kinds: LineKind) -> list[ReviewLine]:
        return [line for line in self.lines if line.kind in kinds]


def review_file(
    register: Register, path: Path, today: dt.date | None = None, stopped: Callable[[], bool] = lambda: False
) -> Review:
    """Read a returned tracker and compare it with the register.

    Raises :class:`~desktop.documents.tables.workbook.Unreadable` where it is no tracker, or one of another register.
    """
    return compare(register, path, read_tracker(read_workbook(path, stopped)), today or dt.date.today())


def compare_again(register: Register, review: Review, today: dt.date | None = None) -> Review:
    """What was read before, beside the register as it is by now."""
    return compare(register, review.path, review.tracker, today or dt.date.today())


def compare(register: Register, path: Path, tracker: ReturnedTracker, today: dt.date) -> Review:
    """A tracker that has been read, beside the register as it is."""
    sent = tracker.sent
    with register.reading() as session:
        commission = find_commission(session)
        if sent is not None and sent.commission_id != commission.id:
            raise Unreadable(
                message("This tracker was made from another register. Open that one, and review the file there.")
            )
        institution = (
            next(iter(list_institutions(session, [sent.institution_id])), None)
            if sent is not None and sent.institution_id
            else None
        )
        ids = list_action_ids(session, ActionFilter(), "fr")
        numbers = _numbers(sent)
        wanted = set(numbers.values()) | {line.action_id for line in tracker.lines if line.action_id}
        rows = {row.id: row for row in in_pages([each for each in ids if each in wanted],
                                                lambda page: list_tracker_rows(session, page))}  # fmt: skip
        by_number = _by_number(session, tracker, numbers, ids)
        rows |= {row.id: row for row in by_number.values()}
        its = returned.takes_part(session, institution.id, list(rows)) if institution else set(rows)
        codes = sent.languages if sent is not None else tracker.languages or (commission.language,)
        comparer = Comparer(sent, rows, {each.number: each for each in rows.values()}, its, institution, codes, today)
        lines = [comparer.line(each) for each in tracker.lines]
        before = returned.decided_before(session, [line.fingerprint for line in lines if line.fingerprint])
    settled = [_settled(line, before.get(line.fingerprint)) for line in lines]
    return Review(path, sent, institution, codes, settled, tracker, tuple(_notes(sent, tracker, today)))


def _numbers(sent: Sent | None) -> dict[str, str]:
    """The actions' ids by the numbers they had when the tracker was made."""
    return {row.number: row.action_id for row in sent.rows.values()} if sent else {}


def _by_number(session: Any, tracker: ReturnedTracker, sent: Mapping[str, str], ids: Sequence[str]) -> dict[str, Any]:
    """The actions that lines name by their number only, and the file does not say more of."""
    named = {line.number for line in tracker.lines if line.number and not line.action_id and line.number not in sent}
    if not named:
        return {}
    found = in_pages(ids, lambda page: list_tracker_rows(session, page))
    return {row.number: row for row in found if row.number in named}


def _settled(line: ReviewLine, verdict: Verdict | None) -> ReviewLine:
    if verdict is None or line.kind is LineKind.UNCHANGED:
        return line
    return replace(line, kind=LineKind.DECIDED, verdict=verdict)


def _notes(sent: Sent | None, tracker: ReturnedTracker, today: dt.date) -> list[Message]:
    if sent is None:
        return [
            message(
                "The file no longer says what was sent. It is compared with the register as it is today: "
                "look closely at what would change."
            )
        ]
    notes: list[Message] = []
    if not sent.whole:
        notes.append(
            message(
                "What was sent has been altered in the file, and is not believed. It is compared with the register "
                "as it is today."
            )
        )
    if today - sent.made_on > OLD:
        notes.append(message("This tracker was made on {day}. A newer one may have been sent since.", day=sent.made_on))
    missing = len(sent.rows.keys() - {line.action_id for line in tracker.lines})
    if sent.rows and missing:
        notes.append(
            plural(
                "{count} action that was sent is missing in the file; it stays as it is.",
                "{count} actions that were sent are missing in the file; they stay as they are.",
                missing,
            )
        )
    return notes

"""Lines of a returned tracker beside the register: for each cell what was sent, what is now, and what comes back."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop.codes import ActionStatus, Code, Party, Verdict
from desktop.documents.excel.tracker_sent import Sent, SentRow, answer
from desktop.intake import answers
from desktop.intake.returned_tracker import FIELDS, Cell, Line
from desktop.language import Language, LanguageCode, Message, Refusal, label, message
from desktop.records.follow_up.action import ACTION_LIFECYCLE
from desktop.records.rows import InstitutionRow, TrackerRow
from desktop.records.search.words import fold


class LineKind(Code):
    """What a line of a returned tracker is."""

    CHANGED = "changed", label("returned line", "reported anew")
    NEW = "new", label("returned line", "proposed action")
    CONFLICT = "conflict", label("returned line", "changed here meanwhile")
    REFUSED = "refused", label("returned line", "against a rule")
    UNCLEAR = "unclear", label("returned line", "not understood")
    DECIDED = "decided", label("returned line", "decided before")
    UNCHANGED = "unchanged", label("returned line", "unchanged")


ACCEPTABLE = (LineKind.CHANGED, LineKind.NEW, LineKind.CONFLICT)


@dataclass(frozen=True)
class Comparison:
    """One cell: as sent, as it is in the register, and as the institution has it."""

    sent: Any
    """What was sent: a status, per cent, words, a day, or nothing."""
    known: bool
    """Whether the file says what was sent."""
    now: Any
    proposed: Cell
    differs: bool
    """Whether the institution says something that neither was sent nor is so already."""
    conflict: bool = False
    """Whether the register has moved on since it was sent, and elsewhere than the institution."""
    trouble: Message | None = None
    """Why this cell cannot be taken over as it is."""

    def says(self, language: Language) -> str:
        """What the institution has, as the register would say it; where it is not understood, as it stands there."""
        return self.proposed.said if self.proposed.unclear is not None else shown(self.proposed.value, language)


@dataclass(frozen=True)
class ReviewLine:
    kind: LineKind
    row: int
    """In the file, from 1."""
    number: str
    title: str
    cells: Mapping[str, Comparison]
    line: Line
    action_id: str | None = None
    trouble: Message | None = None
    """Why the line as a whole cannot be taken over."""
    remark: Message | None = None
    """What was altered in it that an institution does not report on."""
    fingerprint: str = ""
    verdict: Verdict | None = None
    """How it was decided on before."""

    def troubles(self) -> list[Message]:
        """Every reason why it cannot be taken over as it is."""
        own = [self.trouble] if self.trouble else []
        return [*own, *(cell.trouble for cell in self.cells.values() if cell.trouble)]


class Comparer:
    """Compares lines, one by one."""

    def __init__(
        self,
        sent: Sent | None,
        rows: Mapping[str, TrackerRow],
        by_number: Mapping[str, TrackerRow],
        its: set[str],
        institution: InstitutionRow | None,
        codes: Sequence[LanguageCode],
        today: dt.date,
    ) -> None:
        self.sent = sent.rows if sent is not None and sent.whole else {}
        self.rows, self.by_number, self.its = rows, by_number, its
        self.institution, self.today = institution, today
        self.codes = codes
        self.language = Language(codes[0])

    def line(self, line: Line) -> ReviewLine:
        """One line of the file, and what it is."""
        row, trouble = self._action_of(line)
        if row is None and trouble is None:
            return self._new(line)
        if row is None:
            return ReviewLine(LineKind.UNCLEAR, line.row, line.number, line.title, {}, line, trouble=trouble)
        base = self.sent.get(row.id)
        cells = {name: self._cell(name, line.cells[name], base, row) for name in FIELDS}
        cells = self._checked(cells, row.status)
        found = ReviewLine(LineKind.UNCHANGED, line.row, row.number, self.language.best(row.title), cells, line, row.id)
        remark = self._other_deadline(line, base, row)
        differs = any(cell.differs or cell.trouble for cell in cells.values())
        if not differs and trouble is None and remark is None:
            return found
        if not differs:
            # It is all the line says anew, and nothing of it can be taken over.
            trouble = trouble or remark
        what = f"{row.id}\n{line.due.said}" if remark else row.id
        found = replace(
            found, fingerprint=_fingerprint(what, cells), trouble=trouble or self._not_its(row), remark=remark
        )
        return replace(found, kind=_kind(found))

    def _action_of(self, line: Line) -> tuple[TrackerRow | None, Message | None]:
        """Which action a line is about, and why it cannot be said or taken."""
        row = self.rows.get(line.action_id or "")
        named = self.by_number.get(line.number)
        if line.action_id and row is None:
            return None, message("This action is no longer in the register.")
        if row is not None:
            if named is not None and named is not row:
                return None, message("The line's number and its hidden record are of two different actions.")
            return row, line.unclear
        if named is not None:
            # By its number alone: only if the line also calls it by its name.
            names = {fold(text) for text in named.title.as_dict().values() if text}
            said = (line.title, *line.title.split("\n"))
            if line.title and not any(fold(unmarked(each)) in names for each in said):
                return None, message("{number} is another action in the register.", number=line.number)
            return named, line.unclear
        if line.number:
            return None, message("No action has the number {number}.", number=line.number)
        return None, None

    @staticmethod
    def _other_deadline(line: Line, base: SentRow | None, row: TrackerRow) -> Message | None:
        """Where the column of the deadline, which is locked, says another one than was sent and is so now."""
        if base is None or not line.due.said or (line.due.unclear is None and line.due.value in (base.due, row.due)):
            return None
        return message(
            "The institution writes another deadline, {said}. Who agrees revises it on the action, with the reason.",
            said=line.due.said,
        )

    def _not_its(self, row: TrackerRow) -> Message | None:
        if row.id in self.its or self.institution is None:
            return None
        return message("{institution} neither leads nor supports this action.", institution=self.institution.acronym)

    def _cell(self, name: str, cell: Cell, base: SentRow | None, row: TrackerRow) -> Comparison:
        now = _now(name, row, self.codes)
        sent = _sent(name, base) if base is not None else None
        compared = Comparison(sent, base is not None, now, cell, differs=False)
        if cell.unclear is not None:
            # What was sent could be read: only what the institution has typed anew can be unclear.
            return replace(compared, differs=True, trouble=cell.unclear)
        # An answer taken out is no answer: what was reported stays on record.
        if cell.value is None or _same(cell.value, now) or (base is not None and _same(cell.value, sent)):
            return compared
        conflict = base is not None and name != "evidence" and not _same(sent, now)
        return replace(compared, differs=True, conflict=conflict)

    def _checked(self, cells: dict[str, Comparison], status: ActionStatus) -> dict[str, Comparison]:
        """The cells, with what the rules of progress updates say of those that differ."""
        if not any(cell.differs for cell in cells.values()):
            return cells
        return {
            name: replace(cell, trouble=_forbidden(name, cell.proposed.value, status, self.today))
            if cell.differs and cell.trouble is None
            else cell
            for name, cell in cells.items()
        }

    def _new(self, line: Line) -> ReviewLine:
        """A row that the institution added: an action it proposes."""
        cells = {
            name: Comparison(
                None,
                False,
                None,
                cell,
                differs=cell.value is not None or cell.unclear is not None,
                trouble=cell.unclear,
            )
            for name, cell in line.cells.items()
        }
        cells = self._checked(cells, ActionStatus.PLANNED)
        found = ReviewLine(LineKind.NEW, line.row, "", line.title, cells, line)
        trouble = line.due.unclear or (None if line.title else message("A proposed action needs a title."))
        whose = self.institution.id if self.institution else ""
        fingerprint = _fingerprint(f"{whose}\n{fold(line.title)}\n{line.due.said}", cells)
        found = replace(found, fingerprint=fingerprint, trouble=trouble)
        return replace(found, kind=_kind(found, LineKind.NEW))


_MARKED = re.compile(r"^\[(FR|AR|EN)\] ")


def unmarked(title: str) -> str:
    """A title without the mark that says in which language alone it exists."""
    return _MARKED.sub("", title)


def _kind(line: ReviewLine, sound: LineKind = LineKind.CHANGED) -> LineKind:
    """The worst that is to be said of a line."""
    cells = line.cells.values()
    if line.line.unclear or any(cell.proposed.unclear for cell in cells):
        return LineKind.UNCLEAR
    if line.troubles():
        return LineKind.REFUSED
    return LineKind.CONFLICT if any(cell.conflict for cell in cells) else sound


def _broken_step(old: ActionStatus, new: ActionStatus) -> Message | None:
    if new is ActionStatus.VERIFIED:
        return message("An institution reports an action as done; only the secretariat verifies it.")
    try:
        ACTION_LIFECYCLE.check(old, new, Party.INSTITUTION)
    except Refusal as refusal:
        return refusal.message
    return None


def _now(name: str, row: TrackerRow, codes: Sequence[LanguageCode]) -> Any:
    match name:
        case "status" | "progress" | "reported_on":
            return getattr(row, name)
        case "evidence":
            return None
        case _:
            return answer(getattr(row, name), codes) or None


def _sent(name: str, base: SentRow) -> Any:
    return None if name == "evidence" else (getattr(base, name) or None if name != "progress" else base.progress)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return " ".join(one.split()) == " ".join(other.split())
    return one == other


def _fingerprint(what: str, cells: Mapping[str, Comparison]) -> str:
    """Of what an institution says anew about an action, in whatever file and however it writes it."""
    said = [f"{name}={' '.join(_plain(cell.proposed).split())}" for name, cell in sorted(cells.items()) if cell.differs]
    return hashlib.sha256("\n".join([what, *said]).encode()).hexdigest()


def _plain(cell: Cell) -> str:
    if cell.unclear is not None:
        return cell.said
    return cell.value.value if isinstance(cell.value, Code) else str(cell.value)


def corrected(line: ReviewLine, name: str, said: str, today: dt.date) -> ReviewLine:
    """The line with a cell put right by the user; with nothing in it, the cell is left out.

    It keeps its fingerprint: what came from the institution is what is remembered as decided.
    """
    try:
        cell = Cell(said, FIELDS[name][1](said))
    except answers.Unclear as unclear:
        cell = Cell(said, unclear=unclear.message)
    before = line.cells[name]
    found = replace(
        before,
        proposed=cell,
        differs=cell.unclear is not None or cell.value is not None,
        trouble=cell.unclear or _forbidden(name, cell.value, line.cells["status"].now, today),
    )
    changed = replace(line, cells={**line.cells, name: found})
    if not any(each.differs for each in changed.cells.values()) and line.action_id:
        return replace(changed, kind=LineKind.UNCHANGED)
    return replace(changed, kind=_kind(changed, LineKind.CHANGED if line.action_id else LineKind.NEW))


def shown(value: Any, language: Language) -> str:
    """What a cell says, as the register says it."""
    match value:
        case None:
            return ""
        case ActionStatus():
            return language.text(value.label)
        case int():
            return language.percent(value)
        case dt.date():
            return language.date(value, "short")
        case _:
            return str(value)


def _forbidden(name: str, value: Any, status: ActionStatus | None, today: dt.date) -> Message | None:
    """Why the rules of progress updates forbid what a cell says."""
    if name == "status" and value is not None:
        return _broken_step(status or ActionStatus.PLANNED, value)
    if name == "reported_on" and value is not None and value > today:
        return message("The date lies in the future.")
    return None

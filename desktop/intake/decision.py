"""What the user decides about a returned tracker, entered into the register in one step."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.codes import ActionStatus, Channel, Verdict
from desktop.documents.excel.tracker_columns import EVIDENCE
from desktop.intake import answers
from desktop.intake.comparison import ReviewLine, unmarked
from desktop.intake.review import Review
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Refusal, Wording, message
from desktop.records.follow_up import returned
from desktop.records.register import Register


@dataclass(frozen=True)
class Decision:
    """What the user decided about a line."""

    line: ReviewLine
    verdict: Verdict


@dataclass(frozen=True)
class Outcome:
    accepted: int
    refused: int


def decide(register: Register, review: Review, decisions: Sequence[Decision], today: dt.date | None = None) -> Outcome:
    """Enter what was accepted and remember what was refused: one step, which is undone as a whole.

    Raises :class:`Refusal`, naming the line, where a rule forbids one; then nothing is entered.
    """
    day = today or dt.date.today()
    whose = review.institution.id if review.institution else None
    name = review.institution.acronym if review.institution else review.path.name
    outcome = Outcome(
        sum(each.verdict is Verdict.ACCEPTED for each in decisions),
        sum(each.verdict is Verdict.REFUSED for each in decisions),
    )
    if not decisions:
        return outcome
    step = message("Tracker of {institution} taken in", institution=name)
    with register.changing(step, Channel.TRACKER) as session:
        for decision in decisions:
            line = decision.line
            if decision.verdict is Verdict.REFUSED:
                returned.refuse_line(session, line.fingerprint, line.action_id, whose, day)
                continue
            try:
                values = report_values(review, decision, day)
                if line.action_id is None:
                    proposed = _proposed(review, decision, values)
                    returned.enter_action(session, proposed, whose, day)
                else:
                    returned.enter_report(
                        session, returned.Report(line.fingerprint, line.action_id, values), whose, day
                    )
            except Refusal as refusal:
                raise Refusal(
                    message(
                        "Line {row} of the file: {reason} Nothing was taken in.", row=line.row, reason=refusal.message
                    )
                ) from refusal
    return outcome


def report_values(review: Review, decision: Decision, today: dt.date) -> dict[str, Any]:
    """The progress update a line makes: what differs, and of the rest what an update cannot do without."""
    line = decision.line
    chosen = {name: cell.proposed.value for name, cell in line.cells.items() if cell.differs}
    values: dict[str, Any] = {"reported_on": chosen.get("reported_on") or today}
    status = chosen.get("status")
    values["status"] = status or (_standing(line) if line.action_id else ActionStatus.PLANNED)
    if chosen.get("progress") is not None:
        values["progress"] = chosen["progress"]
    else:
        values["progress"] = 100 if values["status"] is ActionStatus.REPORTED else _percent(line)
    for name in ("narrative", "obstacles", "next_step"):
        values[name] = _worded(chosen.get(name), review.latin)
    if chosen.get("evidence"):
        language = Language(review.languages[0])
        said = language.text(message("{heading}: {words}", heading=EVIDENCE.heading, words=chosen["evidence"]))
        values["narrative"] = _joined(values["narrative"], _worded(said, review.latin))
    return values


def _standing(line: ReviewLine) -> ActionStatus:
    """The status an update repeats where the institution says none; what was verified was reported."""
    now = line.cells["status"].now
    return ActionStatus.REPORTED if now is ActionStatus.VERIFIED else now


def _percent(line: ReviewLine) -> int:
    return line.cells["progress"].now or 0


def _joined(first: Wording, second: Wording) -> Wording:
    texts = {
        code: "\n".join(each for each in (first.get(code), second.get(code)) if each) or None for code in LANGUAGE_CODES
    }
    return Wording(**texts)


def _worded(said: str | None, latin: LanguageCode) -> Wording:
    """Words in the language of their letters; ``latin`` is that of Latin ones."""
    return answers.worded(said, latin) if said else Wording()


def _title(said: str) -> str:
    return "\n".join(unmarked(line) for line in said.split("\n"))


def _proposed(review: Review, decision: Decision, values: dict[str, Any]) -> returned.ProposedAction:
    line = decision.line.line
    reported = any(cell.differs for cell in decision.line.cells.values())
    return returned.ProposedAction(
        fingerprint=decision.line.fingerprint,
        title=_worded(_title(line.title), review.latin),
        due=line.due.value,
        recommendation_numbers=re.findall(r"[\w]+(?:[-/][\w]+)+", line.recommendations),
        values=values if reported else {},
    )

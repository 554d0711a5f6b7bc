"""Decisions of a meeting: what was decided under which item, how, and with how many votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.codes import DecisionMethod
from desktop.language import Refusal, Wording, label, message, plural
from desktop.records.agenda import AgendaItem
from desktop.records.attendance import Attendance
from desktop.records.base import Levelled, Record, Withdrawable, find, has_changed, reference, wording
from desktop.records.meeting import Meeting, check_minutes_open
from desktop.records.numbering import Numbered, give_number
from desktop.records.rows import DecisionRow
from desktop.records.search import Searchable


class Decision(Record, Numbered, Levelled, Withdrawable, Searchable):
    singular = label("record", "decision")
    searched = ("number", "text")

    meeting_id: Mapped[str] = reference("meeting")
    agenda_item_id: Mapped[str | None] = reference("agenda_item", nullable=True)
    text: Mapped[Wording] = wording("text")
    method: Mapped[DecisionMethod] = mapped_column(default=DecisionMethod.CONSENSUS)
    votes_for: Mapped[int | None] = mapped_column(default=None)
    votes_against: Mapped[int | None] = mapped_column(default=None)
    abstentions: Mapped[int | None] = mapped_column(default=None)

    __table_args__ = (sa.CheckConstraint("votes_for >= 0 and votes_against >= 0 and abstentions >= 0", name="votes"),)

    def check(self, session: Session) -> None:
        if not self.text:
            raise Refusal(message("A decision needs a wording in one language at least."))
        counted = (self.votes_for, self.votes_against, self.abstentions)
        if any(count is not None and count < 0 for count in counted):
            raise Refusal(message("A number of votes cannot be below zero."))
        if self.method is DecisionMethod.CONSENSUS and self.votes_against:
            raise Refusal(message("A decision by consensus has no votes against: with them it is taken by majority."))
        if self.method is DecisionMethod.UNANIMITY and (self.votes_against or self.abstentions):
            raise Refusal(message("A unanimous decision has no votes against and no abstentions."))
        if self.method is DecisionMethod.MAJORITY and (self.votes_for or 0) <= (self.votes_against or 0):
            raise Refusal(message("A decision by majority needs more votes for than against."))
        self._check_count(session, sum(count or 0 for count in counted))
        check_minutes_open(session, self.meeting_id)

    def _check_count(self, session: Session, votes: int) -> None:
        """Nobody votes twice; where the attendance list names nobody who votes, there is nothing to hold it against."""
        if not has_changed(self, ("votes_for", "votes_against", "abstentions")):
            return
        voting = sa.select(sa.func.count()).where(Attendance.meeting_id == self.meeting_id, Attendance.votes)
        with session.no_autoflush:
            voters = session.scalar(voting) or 0
        if voters and votes > voters:
            raise Refusal(
                plural(
                    "These are more votes than the attendance list has voting members ({count}).",
                    "These are more votes than the attendance list has voting members ({count}).",
                    voters,
                )
            )

    def check_removal(self, session: Session) -> None:
        check_minutes_open(session, self.meeting_id)


def take_decision(session: Session, agenda_item_id: str, values: Mapping[str, Any]) -> Decision:
    """Take down a decision under an agenda item; it gets the next number of the meeting's year."""
    item = find(session, AgendaItem, agenda_item_id)
    meeting = find(session, Meeting, item.meeting_id)
    decision = Decision(meeting_id=meeting.id, agenda_item_id=item.id, **values)
    decision.check(session)
    give_number(session, decision, "decision", meeting.start.year)
    session.add(decision)
    session.flush()
    return decision


def list_decisions(session: Session, meeting_ids: Sequence[str]) -> dict[str | None, list[DecisionRow]]:
    """The decisions of meetings, by number, under the id of their agenda item."""
    found: dict[str | None, list[DecisionRow]] = {}
    query = (
        sa.select(Decision)
        .where(Decision.meeting_id.in_(meeting_ids), Decision.withdrawn_on.is_(None))
        .order_by(Decision.serial)
    )
    for each in session.scalars(query):
        row = DecisionRow(
            each.id, each.number, each.text, each.method, each.votes_for, each.votes_against, each.abstentions
        )
        found.setdefault(each.agenda_item_id, []).append(row)
    return found

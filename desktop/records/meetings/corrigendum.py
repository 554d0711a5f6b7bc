"""Corrigenda: numbered corrections of minutes that were adopted. The adopted text itself stays as it is."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session

from desktop.codes import Audience, MinutesStatus
from desktop.language import Refusal, Wording, label, message
from desktop.records.audience import sees
from desktop.records.base import Record, find, reference, wording
from desktop.records.meetings.meeting import Meeting
from desktop.records.numbering import Numbered, give_number
from desktop.records.rows import CorrigendumRow
from desktop.records.search.words import Indexed


class Corrigendum(Record, Numbered, Indexed):
    singular = label("record", "corrigendum")
    searched = ("number", "text", "reason")
    dated = "issued_on"
    shares = "meeting_id"

    meeting_id: Mapped[str] = reference("meeting")
    issued_on: Mapped[dt.date]
    text: Mapped[Wording] = wording("text")
    """What is to be read instead of what."""
    reason: Mapped[Wording] = wording("reason")

    def check(self, session: Session) -> None:
        if not self.text:
            raise Refusal(message("A corrigendum needs a wording in one language at least.").at("text"))
        if not self.reason:
            raise Refusal(message("A corrigendum needs a reason.").at("reason"))
        with session.no_autoflush:
            meeting = find(session, Meeting, self.meeting_id)
        if meeting.minutes_status is not MinutesStatus.ADOPTED:
            raise Refusal(
                message(
                    "The minutes of {number} are not adopted yet: amend them instead of issuing a corrigendum.",
                    number=meeting.number,
                )
            )


def issue_corrigendum(session: Session, meeting_id: str, text: Wording, reason: Wording, on: dt.date) -> Corrigendum:
    """Correct adopted minutes; the corrigendum gets the next number of its year.

    Raises :class:`Refusal` where the minutes are not adopted, or nothing is said of what and why.
    """
    corrigendum = Corrigendum(meeting_id=meeting_id, issued_on=on, text=text, reason=reason)
    corrigendum.check(session)
    give_number(session, corrigendum, "corrigendum", on.year)
    session.add(corrigendum)
    session.flush()
    return corrigendum


def list_corrigenda(session: Session, meeting_id: str, audience: Audience | None = None) -> list[CorrigendumRow]:
    """The corrigenda to the minutes of a meeting, the oldest first; none of one that ``audience`` may not see."""
    if not sees(audience, session.get(Meeting, meeting_id)):
        return []
    query = sa.select(Corrigendum).where(Corrigendum.meeting_id == meeting_id).order_by(Corrigendum.serial)
    return [
        CorrigendumRow(each.id, each.number, each.issued_on, each.text, each.reason) for each in session.scalars(query)
    ]

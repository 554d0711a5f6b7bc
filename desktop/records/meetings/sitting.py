"""A meeting while it sits: opened, suspended, resumed and closed at what time, and how long each item took."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.codes import Audience, MeetingStatus
from desktop.language import Refusal, label, message
from desktop.records.audience import sees
from desktop.records.base import Record, find, reference
from desktop.records.meetings.agenda import AgendaItem
from desktop.records.meetings.meeting import Meeting, check_minutes_open
from desktop.records.rows import AgendaItemRow, SuspensionRow


class Suspension(Record):
    singular = label("record", "suspension of a meeting")
    __table_args__ = (sa.CheckConstraint("until >= since", name="times"),)

    meeting_id: Mapped[str] = reference("meeting")
    since: Mapped[dt.time]
    until: Mapped[dt.time | None] = mapped_column(default=None)
    """None while it lasts."""

    def check(self, session: Session) -> None:
        check_minutes_open(session, self.meeting_id)
        if self.until is not None and self.until < self.since:
            raise Refusal(message("The end is before the start.").at("until"))

    def check_removal(self, session: Session) -> None:
        check_minutes_open(session, self.meeting_id)


def open_sitting(session: Session, meeting_id: str, at: dt.time) -> None:
    """Open a meeting: it is held from now on, whatever time it was planned for.

    One that was opened before keeps its time, and goes on.
    """
    meeting = find(session, Meeting, meeting_id)
    if meeting.status in (MeetingStatus.CANCELLED, MeetingStatus.CLOSED):
        raise Refusal(message("{number} is {state}, so it is not opened.", number=meeting.number, state=meeting.status))
    goes_on = meeting.status is MeetingStatus.HELD and meeting.opened_at is not None
    _lead_to(session, meeting, MeetingStatus.HELD)
    meeting.opened_at = meeting.opened_at if goes_on else at
    meeting.closed_at = None
    session.flush()


def close_sitting(session: Session, meeting_id: str, at: dt.time) -> None:
    """Close a meeting, and with it a suspension that still lasts."""
    meeting = find(session, Meeting, meeting_id)
    if meeting.opened_at is None or meeting.status is not MeetingStatus.HELD:
        raise Refusal(message("{number} was not opened, so it cannot be closed.", number=meeting.number))
    if (lasting := _lasting(session, meeting_id)) is not None:
        lasting.until = max(at, lasting.since)
    meeting.closed_at = at
    session.flush()
    _lead_to(session, meeting, MeetingStatus.CLOSED)


def suspend(session: Session, meeting_id: str, at: dt.time) -> None:
    """Suspend a meeting that sits."""
    meeting = find(session, Meeting, meeting_id)
    sits = meeting.status is MeetingStatus.HELD and meeting.opened_at is not None and meeting.closed_at is None
    if not sits or _lasting(session, meeting_id) is not None:
        raise Refusal(message("Only a meeting that sits can be suspended. Nothing was changed."))
    session.add(Suspension(meeting_id=meeting_id, since=at))
    session.flush()


def resume(session: Session, meeting_id: str, at: dt.time) -> None:
    """Go on with a meeting that is suspended."""
    lasting = _lasting(session, meeting_id)
    if lasting is None:
        raise Refusal(message("The meeting is not suspended. Nothing was changed."))
    lasting.until = max(at, lasting.since)
    session.flush()


def take_up(session: Session, item_id: str, at: dt.time) -> None:
    """Say that the meeting has come to an item. Coming back to it later does not change when it first did."""
    item = find(session, AgendaItem, item_id)
    if item.taken_up_at is None:
        item.taken_up_at = at
        session.flush()


def list_suspensions(session: Session, meeting_id: str, audience: Audience | None = None) -> list[SuspensionRow]:
    """The suspensions of a meeting, the first one first; none of a meeting that ``audience`` may not see."""
    if not sees(audience, session.get(Meeting, meeting_id)):
        return []
    found = session.scalars(
        sa.select(Suspension).where(Suspension.meeting_id == meeting_id).order_by(Suspension.since, Suspension.id)
    )
    return [SuspensionRow(each.id, each.since, each.until) for each in found]


def count_minutes(
    agenda: Iterable[AgendaItemRow], suspensions: Sequence[SuspensionRow], until: dt.time
) -> dict[str, int]:
    """How many minutes each item took, by its id: from when it was taken up to when the next one was.

    ``until`` is when the last one ends: the closing of the meeting, or now. What was suspended does not count.
    """
    begun = sorted((item.taken_up_at, item.position, item.id) for item in agenda if item.taken_up_at is not None)
    ends = [*(start for start, _, _ in begun[1:]), until]
    taken: dict[str, int] = {}
    for (start, _, item_id), end in zip(begun, ends, strict=False):  # nothing begun, nothing to end
        pauses = sum(
            max(0, _minutes(min(end, pause.until or until)) - _minutes(max(start, pause.since)))
            for pause in suspensions
        )
        taken[item_id] = max(0, _minutes(end) - _minutes(start) - pauses)
    return taken


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _lasting(session: Session, meeting_id: str) -> Suspension | None:
    return session.scalar(
        sa.select(Suspension).where(Suspension.meeting_id == meeting_id, Suspension.until.is_(None)).limit(1)
    )


def _lead_to(session: Session, meeting: Meeting, wanted: MeetingStatus) -> None:
    """Take a meeting on to a stage by way of those between, each as the lifecycle has it."""
    if meeting.status is MeetingStatus.POSTPONED:
        meeting.status = MeetingStatus.CONVENED
        session.flush()
    stages = (MeetingStatus.PLANNED, MeetingStatus.CONVENED, MeetingStatus.HELD, MeetingStatus.CLOSED)
    for stage in stages[stages.index(meeting.status) + 1 : stages.index(wanted) + 1]:
        meeting.status = stage
        session.flush()

"""The steps a meeting and its minutes can take from where they stand, and which of them is the next one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.codes import MeetingStatus, MinutesStatus, Presence
from desktop.language import Message, message, plural
from desktop.records.base import change_values
from desktop.records.meetings.meeting import MEETING_LIFECYCLE, MINUTES_LIFECYCLE, Meeting
from desktop.records.rows import MeetingRow, Minutes
from desktop.windows.desk import Desk, Door
from desktop.windows.forms.form import Field, Kind
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.meeting.minutes_step import take_minutes_step
from desktop.windows.meeting.stage_strip import STAGES

MEETING_WORDS: Mapping[MeetingStatus, Message] = {
    MeetingStatus.PLANNED: message("Reschedule"),
    MeetingStatus.CONVENED: message("Convene"),
    MeetingStatus.HELD: message("Mark as held"),
    MeetingStatus.CLOSED: message("Close the meeting"),
    MeetingStatus.POSTPONED: message("Postpone"),
    MeetingStatus.CANCELLED: message("Cancel the meeting"),
}
MINUTES_WORDS: Mapping[MinutesStatus, Message] = {
    MinutesStatus.DRAFT: message("Back to draft"),
    MinutesStatus.CIRCULATED: message("Circulate the minutes"),
    MinutesStatus.AMENDED: message("Amend the minutes"),
    MinutesStatus.ADOPTED: message("Adopt the minutes"),
}

REASON = (Field("status_reason", message("Reason"), Kind.WORDING, required=True),)


@dataclass(frozen=True)
class MeetingStep:
    """A state the meeting, or its minutes, can be put into now."""

    state: MeetingStatus | MinutesStatus
    words: Message
    needs_reason: bool = False

    @property
    def field(self) -> str:
        """The attribute of the meeting that holds the state."""
        return "status" if isinstance(self.state, MeetingStatus) else "minutes_status"


def list_steps(meeting: MeetingRow) -> list[MeetingStep]:
    """Every step the two lifecycles allow, the meeting's own before those of its minutes."""
    steps: list[MeetingStep] = []
    for state in MEETING_LIFECYCLE.next_states(meeting.status):
        assert isinstance(state, MeetingStatus)
        reopens = meeting.status is MeetingStatus.CLOSED
        words = message("Reopen the meeting") if reopens else MEETING_WORDS[state]
        steps.append(MeetingStep(state, words, MEETING_LIFECYCLE.needs_reason(meeting.status, state)))
    # There are no minutes to circulate of a meeting that has not been held.
    if meeting.status in (MeetingStatus.HELD, MeetingStatus.CLOSED):
        for state in MINUTES_LIFECYCLE.next_states(meeting.minutes_status):
            assert isinstance(state, MinutesStatus)
            steps.append(MeetingStep(state, MINUTES_WORDS[state]))
    return steps


def find_next_step(meeting: MeetingRow) -> MeetingStep | None:
    """The step that leads on: through the stages of the meeting, then to the adoption of its minutes."""
    steps = list_steps(meeting)
    stage = STAGES.index(meeting.status) if meeting.status in STAGES else -1
    onward = [step for step in steps if step.state in STAGES and STAGES.index(step.state) > stage]
    if meeting.status not in (MeetingStatus.HELD, MeetingStatus.CLOSED) or onward:
        return onward[0] if onward else None
    minutes = [step for step in steps if isinstance(step.state, MinutesStatus)]
    adoption = [step for step in minutes if step.state is MinutesStatus.ADOPTED]
    return next(iter(adoption or minutes), None)


def take_step(
    desk: Desk, minutes: Minutes, step: MeetingStep, mark: Callable[[], object], parent: QWidget | None = None
) -> None:
    """Put the meeting, or its minutes, into the state of the step; where it needs a reason, ask for it first.

    A refusal is shown on the message bar, or in the window over ``parent`` that asks for the reason. ``mark`` leads to
    the attendance list: where the step leaves people marked as expected, it is offered.
    """
    meeting = minutes.meeting
    if isinstance(step.state, MinutesStatus):
        label = message("Minutes of {number}: {state}", number=meeting.number, state=step.state)
        told = partial(_tell, desk, minutes, step, label, mark)
        take_minutes_step(desk, meeting, step.state, step.words, label, told, parent)
        return
    label = message("{number}: {state}", number=meeting.number, state=step.state)

    def change(given: Mapping[str, Any]) -> Message | None:
        values = {step.field: step.state, **given}
        return desk.attempt(label, lambda session: change_values(session, Meeting, meeting.id, values))

    if step.needs_reason:
        dialog = FormDialog(desk, step.words, REASON, change, done=step.words, parent=parent)
        dialog.accepted.connect(lambda: _tell(desk, minutes, step, label, mark))
        dialog.start()
    elif (refused := change({})) is not None:
        desk.refuse(refused)
    else:
        _tell(desk, minutes, step, label, mark)


def _tell(desk: Desk, minutes: Minutes, step: MeetingStep, label: Message, mark: Callable[[], object]) -> None:
    meeting, of_minutes = minutes.meeting, isinstance(step.state, MinutesStatus)
    undo = Door(message("Undo"), desk.undo)
    expected = sum(row.presence is Presence.EXPECTED for row in minutes.attendance)
    if expected and step.state in (MeetingStatus.CLOSED, MinutesStatus.ADOPTED):
        unmarked = plural(
            "{done}. {count} person expected is not marked: present, represented, excused or absent.",
            "{done}. {count} people expected are not marked: present, represented, excused or absent.",
            expected,
            done=label,
        )
        # What adopted minutes say is frozen: there the way to the list leads over "Undo".
        desk.tell(unmarked, *(() if of_minutes else (Door(message("Show the attendance list"), mark),)), undo)
    elif step.state is MinutesStatus.ADOPTED:
        desk.tell(
            message("The minutes of {number} are adopted. What they say is now frozen.", number=meeting.number), undo
        )
    else:
        desk.tell(label, undo)

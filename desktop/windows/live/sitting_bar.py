"""The head of the live page: which meeting, since when it sits, and what opens, suspends, resumes and closes it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from desktop.codes import MeetingStatus
from desktop.language import Message, isolate, message
from desktop.records.rows import Minutes
from desktop.windows.desk import Desk
from desktop.windows.look.direction import side_by_side
from desktop.windows.look.flow_layout import FlowLayout
from desktop.windows.page import ElidedLine, stacked


class Sitting(StrEnum):
    """Where a meeting stands while it is held."""

    BEFORE = "before"
    SITS = "sits"
    SUSPENDED = "suspended"
    CLOSED = "closed"


def sitting_of(minutes: Minutes) -> Sitting:
    """How a meeting stands. Before it is held, its times are those it is planned for."""
    if minutes.meeting.status is MeetingStatus.CLOSED:
        return Sitting.CLOSED
    if minutes.meeting.status is not MeetingStatus.HELD or minutes.opened_at is None:
        return Sitting.BEFORE
    if minutes.closed_at is not None:
        return Sitting.CLOSED
    return Sitting.SUSPENDED if any(each.until is None for each in minutes.suspensions) else Sitting.SITS


WORDS: dict[Sitting, Message] = {
    Sitting.BEFORE: message("Open the meeting"),
    Sitting.SITS: message("Suspend"),
    Sitting.SUSPENDED: message("Resume"),
}


class _Title(QWidget):
    """Which meeting, and below it when, where and in whose chair.

    Takes what the buttons leave; a line of its own only where that is not enough to know the meeting by.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.meeting, self.facts = ElidedLine(), ElidedLine()
        self.meeting.setObjectName("subheading")
        self.facts.setObjectName("muted")
        self.setLayout(stacked(self.meeting, self.facts, spacing=0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return super().sizeHint().boundedTo(QSize(self._desk.scaled(320), 1000))


class SittingBar(QWidget):
    """What stands over the page."""

    back_asked = Signal()
    onward_asked = Signal()
    """Open, suspend or resume: whatever comes next."""
    close_asked = Signal()
    details_asked = Signal()
    """The chair and the times are to be entered."""
    second_call_asked = Signal()
    large_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._minutes: Minutes | None = None
        self.back_button, self.onward_button, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self.details_button, self.second_call_button, self.large_button = QPushButton(), QPushButton(), QPushButton()
        self.back_button.setProperty("link", True)
        self.onward_button.setProperty("primary", True)
        for button in (self.details_button, self.large_button):
            button.setProperty("flat", True)
        self._title, self._clock = _Title(desk), QLabel()
        self._clock.setObjectName("live-clock")
        for button, signal in (
            (self.back_button, self.back_asked),
            (self.onward_button, self.onward_asked),
            (self.close_button, self.close_asked),
            (self.details_button, self.details_asked),
            (self.second_call_button, self.second_call_asked),
            (self.large_button, self.large_asked),
        ):
            button.clicked.connect(signal)
        row = FlowLayout(self, 8)
        row.addWidget(self.back_button)
        row.addWidget(self._title)
        row.add_spring()
        row.addWidget(self._clock)
        for button in (self.second_call_button, self.details_button, self.large_button, self.close_button,
                       self.onward_button):  # fmt: skip
            row.addWidget(button)
        self.retranslate()

    def show_meeting(self, minutes: Minutes, now: dt.time | None, *, called_again: bool) -> None:
        """``now`` while the meeting can sit; ``called_again``: there is no quorum, and the rules know a second call."""
        self._minutes = minutes
        language, state = self._desk.language, sitting_of(minutes)
        meeting = minutes.meeting
        names = [meeting.number, language.best(meeting.title)]
        self._title.meeting.setText(side_by_side(names, language.right_to_left))
        facts = [self._desk.day(meeting.start, language.period(meeting.start, meeting.end))]
        facts += [place] if (place := language.best(meeting.place)) else []
        if minutes.chair:
            facts.append(language.text("Chair: {name}", name=isolate(minutes.chair)))
        self._title.facts.setText(side_by_side(facts, language.right_to_left))
        self.show_clock(now)
        self.onward_button.setVisible(state is not Sitting.CLOSED)
        self.close_button.setVisible(state in (Sitting.SITS, Sitting.SUSPENDED))
        self.second_call_button.setVisible(called_again and state is not Sitting.CLOSED)
        if state in WORDS:
            self.onward_button.setText(self._desk.say(WORDS[state]))
            self.onward_button.setToolTip(f"{self.onward_button.text()} (F9)")

    def show_clock(self, now: dt.time | None) -> None:
        """Say since when the meeting sits, and for how long."""
        if self._minutes is None:
            return
        said = self._desk.say(clock_of(self._minutes, now))
        if said != self._clock.text():
            self._clock.setText(said)

    def retranslate(self) -> None:
        language, desk = self._desk.language, self._desk
        self.back_button.setText(language.text("Meeting"))
        self.back_button.setIcon(desk.icon("arrow-left", desk.theme.accent))
        self.back_button.setToolTip(language.text("Back to the meeting’s page (F5)"))
        self.close_button.setText(language.text("Close the meeting"))
        self.close_button.setToolTip(f"{self.close_button.text()} (Ctrl+F9)")
        self.second_call_button.setText(language.text("Second call…"))
        for button, icon, words in (
            (self.details_button, "clock", message("Chair and times… (Shift+F9)")),
            (self.large_button, "presentation", message("Large, to be read from afar (F11)")),
        ):
            button.setIcon(desk.icon(icon))
            button.setToolTip(desk.say(words))
            button.setAccessibleName(desk.say(words))


def clock_of(minutes: Minutes, now: dt.time | None) -> Message:
    """How the meeting stands, with its time."""
    state = sitting_of(minutes)
    match state:
        case Sitting.BEFORE if minutes.opened_at is not None:
            return message("planned for {time}", time=isolate(f"{minutes.opened_at:%H:%M}"))
        case Sitting.BEFORE:
            return message("not opened yet")
        case Sitting.CLOSED if minutes.closed_at is not None:
            return message("closed at {time}", time=isolate(f"{minutes.closed_at:%H:%M}"))
        case Sitting.CLOSED:
            return message("closed")
        case Sitting.SUSPENDED:
            since = next(each.since for each in minutes.suspensions if each.until is None)
            return message("suspended since {time}", time=isolate(f"{since:%H:%M}"))
    assert minutes.opened_at is not None
    opened = isolate(f"{minutes.opened_at:%H:%M}")
    if now is None:
        return message("opened at {time}", time=opened)
    hours, rest = divmod(max(0, _minutes(now) - _minutes(minutes.opened_at)), 60)
    return message("opened at {time} · {duration}", time=opened, duration=isolate(f"{hours}:{rest:02}"))


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute

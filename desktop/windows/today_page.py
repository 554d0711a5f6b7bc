"""Today: what comes next, what is late, what falls due, what waits for the secretariat. Every line is a door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.codes import ActionStatus
from desktop.language import LanguageCode, Message, message
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.records.follow_up.standing import Silence, count_silences
from desktop.records.listing import Sort
from desktop.records.meetings.meeting import MeetingFilter, list_meeting_ids, list_meetings
from desktop.records.meetings.readiness import ComingMeeting, find_coming_meeting
from desktop.records.rows import ActionRow, MeetingRow
from desktop.windows.desk import Desk
from desktop.windows.door_list import DoorLine, DoorList
from desktop.windows.meeting.lacks import said_of_lacks
from desktop.windows.page import Page, heading, scrolled
from desktop.windows.reads import Reader

LINES = 5
"""How many records a card shows; the rest is behind its "all"."""


SPACING, CARD_MARGINS, PAGE_MARGINS = 16, 24, 60
"""Pixels between two cards, beside a card's lines, and beside the cards with their scroll bar."""


@dataclass(frozen=True)
class Card:
    """One card: some records of one page, and the filter that shows all of them there."""

    key: str
    title: Message
    page: str
    nothing: Message
    filters: dict[str, Any]


CARDS = (
    Card("overdue", message("Overdue"), "actions", message("Nothing is overdue."), {"overdue": True}),
    Card("due_soon", message("Due within 30 days"), "actions", message("Nothing falls due soon."), {"due_soon": True}),
    Card("reported", message("Reported done, to be verified"), "actions", message("Nothing waits to be verified."),
         {"status": (ActionStatus.REPORTED,)}),
    Card("minutes", message("Minutes not yet adopted"), "meetings",
         message("The minutes of every meeting held are adopted."),
         {"unadopted": True}),
    Card("silences", message("Who has not answered"), "dashboard",
         message("Everybody has answered: no letter is overdue, and there is news of every action."), {}),
)  # fmt: skip


ACTIONS = {
    "overdue": ActionFilter(overdue=True),
    "due_soon": ActionFilter(due_soon=True),
    "reported": ActionFilter(statuses=(ActionStatus.REPORTED,)),
}
"""The actions of each card that shows some."""


@dataclass(frozen=True)
class Read:
    """What the page shows, as it is in the register."""

    coming: ComingMeeting | None
    """The next meeting, and what it lacks."""
    actions: dict[str, tuple[int, Sequence[ActionRow]]]
    """For each card, how many there are, and the first of them."""
    unadopted: tuple[int, Sequence[MeetingRow]]
    """How many meetings have minutes that are not adopted yet, and the latest of them."""
    silences: Sequence[Silence]
    """The institutions that have not answered."""


def _read(session: Session, code: LanguageCode, today: dt.date) -> Read:
    def actions(chosen: ActionFilter) -> tuple[int, Sequence[ActionRow]]:
        ids = list_action_ids(session, chosen, code, Sort("due"), today)
        return len(ids), list_actions(session, ids[:LINES], today)

    unadopted = list_meeting_ids(session, MeetingFilter(unadopted=True), code, Sort("start", True))
    return Read(
        find_coming_meeting(session, today),
        {key: actions(chosen) for key, chosen in ACTIONS.items()},
        (len(unadopted), list_meetings(session, unadopted[:LINES])),
        count_silences(session, today),
    )


class CardView(QFrame):
    """A card on the screen."""

    def __init__(self, desk: Desk, card: Card, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.card = desk, card
        self.setObjectName("card")
        self._heading, self._count = heading("subheading"), heading("muted")
        self.all_button = QPushButton(self)
        self.all_button.setProperty("link", True)
        # Heads keep one height, whether there is more than the card shows or not.
        policy = self.all_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.all_button.setSizePolicy(policy)
        self.lines = DoorList(desk, self)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.setSpacing(8)
        head.addWidget(self._heading)
        head.addWidget(self._count, 1)
        head.addWidget(self.all_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 10, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.lines)
        layout.addStretch(1)

    def say_title(self) -> None:
        """Say what the card is about; what it holds may still be read."""
        self._heading.setText(self.desk.say(self.card.title))

    def show_lines(self, count: int, lines: Sequence[DoorLine]) -> None:
        self.say_title()
        self._count.setText(self.desk.language.number(count) if count else "")
        self.all_button.setText(self.desk.language.text("See all"))
        self.all_button.setAccessibleName(
            self.desk.language.text("{name}: {value}", name=self._heading.text(), value=self.all_button.text())
        )
        self.all_button.setVisible(count > len(lines))
        self.lines.show_lines(lines, self.card.nothing)


class TodayPage(Page):
    key = "today"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._heading, self._date = heading(), heading("muted")
        self._next = QFrame(self)
        self._next.setObjectName("card")
        self._next_title = heading("subheading")
        self._next_line = DoorList(desk, self)
        self._next_line.chosen.connect(lambda record_id: self.desk.record_asked.emit("meetings", record_id))
        self._lacking = heading("muted")
        self._lacking.setWordWrap(True)
        self._lacking.setContentsMargins(8, 0, 8, 0)
        self._silences: dict[str, Silence] = {}
        self.cards = {card.key: self._card(card) for card in CARDS}
        self._reader = Reader(desk.reads, self)
        self.columns = 0
        """How many cards stand side by side."""
        self._lay_out()
        self.retranslate()

    def _card(self, card: Card) -> CardView:
        view = CardView(self.desk, card, self)
        if card.key == "silences":
            view.lines.chosen.connect(self._on_silence_chosen)
        else:
            view.lines.chosen.connect(lambda record_id: self.desk.record_asked.emit(card.page, record_id))
        view.all_button.clicked.connect(lambda: self.desk.list_asked.emit(card.page, card.filters))
        return view

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._heading)
        head.addWidget(self._date, 1)
        coming = QVBoxLayout(self._next)
        coming.setContentsMargins(8, 10, 8, 8)
        coming.setSpacing(4)
        self._next_title.setContentsMargins(8, 0, 8, 0)
        coming.addWidget(self._next_title)
        coming.addWidget(self._next_line)
        coming.addWidget(self._lacking)
        cards = QWidget(self)
        self._grid = QGridLayout(cards)
        self._grid.setContentsMargins(4, 0, 4, 4)
        self._grid.setSpacing(SPACING)
        self._grid.addWidget(self._next, 0, 0, 1, 2)
        self._lay_cards()
        area = scrolled(cards)
        area.setFrameShape(area.Shape.NoFrame)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 16, 0, 0)
        top = QHBoxLayout()
        top.setContentsMargins(20, 0, 20, 0)
        top.addLayout(head)
        whole.addLayout(top)
        whole.addWidget(area, 1)

    def _lay_cards(self) -> None:
        """Put the cards two by two, or one under the other where a line of one would not fit beside another."""
        lines = [button.head_width for view in self.cards.values() for button in view.lines.buttons]
        columns = 2 if self.width() >= 2 * (max(lines, default=0) + CARD_MARGINS) + SPACING + PAGE_MARGINS else 1
        if columns == self.columns:
            return
        self.columns = columns
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)
        for place, view in enumerate(self.cards.values()):
            self._grid.removeWidget(view)
            self._grid.addWidget(view, 1 + place // columns, place % columns, 1, 3 - columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_cards()

    def refresh(self) -> None:
        code, today = self.desk.language.code, self.desk.today
        self._reader.ask(lambda session: _read(session, code, today), self._show)

    @property
    def busy(self) -> bool:
        return self._reader.waits

    def _show(self, read: Read) -> None:
        self._show_coming(read.coming)
        for key, (count, rows) in read.actions.items():
            self.cards[key].show_lines(count, [self._action(row) for row in rows])
        count, rows = read.unadopted
        self.cards["minutes"].show_lines(count, [self._meeting(row, minutes=True) for row in rows])
        self._silences = {each.id: each for each in read.silences}
        lines = [self._silence(each) for each in read.silences[:LINES]]
        self.cards["silences"].show_lines(len(read.silences), lines)
        self._lay_cards()

    def _show_coming(self, coming: ComingMeeting | None) -> None:
        nothing = message("No meeting is planned. Ctrl+N on the page of meetings plans one.")
        self._next_line.show_lines([self._meeting(coming.row)] if coming else [], nothing)
        self._lacking.setVisible(coming is not None)
        if coming is not None:
            self._lacking.setText(said_of_lacks(coming, self.desk.language))

    def _action(self, row: ActionRow) -> DoorLine:
        language = self.desk.language
        note = " · ".join(each for each in (row.lead, language.date(row.due, "short")) if each)
        return DoorLine(row.id, row.number, language.best(row.title), row.status, row.overdue, note)

    def _silence(self, silence: Silence) -> DoorLine:
        language = self.desk.language
        letters, actions = silence.letters, silence.actions
        said = [
            language.plural("{count} action without news", "{count} actions without news", actions) if actions else "",
            language.plural("{count} letter unanswered", "{count} letters unanswered", letters) if letters else "",
        ]
        note = " · ".join(each for each in said if each)
        return DoorLine(silence.id, silence.acronym, language.best(silence.name), note=note)

    def _on_silence_chosen(self, institution_id: str) -> None:
        """Show what an institution has not answered: its actions, or its letters where there are no such actions."""
        if self._silences[institution_id].actions:
            self.desk.list_asked.emit("actions", {"lead": (institution_id,), "silent": True})
        else:
            self.desk.list_asked.emit("letters", {"addressees": (institution_id,), "matters": True})

    def _meeting(self, row: MeetingRow, minutes: bool = False) -> DoorLine:
        language = self.desk.language
        when = self.desk.day(row.start, language.period(row.start, row.end))
        place = language.best(row.place)
        note = " · ".join(each for each in (when, "" if minutes else place) if each)
        return DoorLine(
            row.id, row.number, language.best(row.title), row.minutes_status if minutes else row.status, note=note
        )

    def retranslate(self) -> None:
        self._heading.setText(self.desk.say(self.title))
        today = self.desk.today
        self._date.setText(self.desk.day(today, self.desk.language.date(today, "full")))
        self._next_title.setText(self.desk.language.text("Next meeting"))
        for card in self.cards.values():
            card.say_title()
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

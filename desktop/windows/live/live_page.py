"""The page for use during a meeting, by somebody who types while people talk. F5 on the meeting's page leads here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.codes import MinutesStatus
from desktop.language import LANGUAGE_CODES, LanguageCode, Message, Refusal, isolate, message
from desktop.records.follow_up.recommendation import RecommendationFilter, list_recommendation_ids, list_recommendations
from desktop.records.meetings import sitting
from desktop.records.meetings.convocation import earliest_second_call
from desktop.records.meetings.minutes import find_minutes
from desktop.records.meetings.quorum import count_quorum, quorum_over_time
from desktop.records.rows import Minutes, Quorum, RecommendationRow
from desktop.windows.desk import Desk
from desktop.windows.live.chairing import Chairing
from desktop.windows.live.live_item import LIVE_KEYS, LiveItem
from desktop.windows.live.quorum_board import QuorumBoard
from desktop.windows.live.sitting_bar import Sitting, SittingBar, sitting_of
from desktop.windows.look.direction import side_by_side
from desktop.windows.look.turning_splitter import TurningSplitter
from desktop.windows.meeting.agenda_list import AgendaLine, list_lines
from desktop.windows.meeting.attendance_panel import AttendancePanel
from desktop.windows.meeting.attendance_table import KEYS, LEAVES, MARKED
from desktop.windows.meeting.outcome_list import OutcomeKind
from desktop.windows.page import ElidedLine, Page, rolling

BESIDE = 720
"""Pixels, at the usual size of text, from which the attendance stands beside what is said."""

TICK = 5_000
"""Milliseconds between two looks at the clock."""

LARGE = """
#live-title { font-size: 40px; }
#live-verdict { font-size: 30px; }
#live-figures, #live-clock { font-size: 22px; }
QPlainTextEdit, QListView, QTableView { font-size: 24px; }
"""
"""What is bigger where it is to be read from two metres, or from a projector."""


@dataclass(frozen=True)
class LiveKey:
    """A key of the page: every one stands in the menu, and in the line at the foot."""

    keys: str
    words: Message


class LivePage(Page):
    """Shows one meeting while it sits. What the keys do is done by the methods the menu calls."""

    key = "live"
    with_side_bar = False
    """Nobody goes to the side bar while people talk."""

    closed = Signal(str)
    """Back to the meeting's own page; its id."""
    meeting_asked = Signal(str)
    """Another meeting is to be shown: the second call."""
    large_changed = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._meeting_id: str | None = None
        self.large = False
        self.clock: Callable[[], dt.datetime] = dt.datetime.now
        self._minutes: Minutes | None = None
        self._known: Mapping[str, RecommendationRow] = {}
        self._lines: list[AgendaLine] = []
        self._place = 0
        self._second_call = False
        self._chairing = Chairing(desk, self)
        self.bar = SittingBar(desk)
        self.item = LiveItem(desk)
        self.board = QuorumBoard(desk)
        self.roll = AttendancePanel(desk, clock=self.sitting_time)
        self.back_button, self.next_button = QPushButton(), QPushButton()
        self._next_title, self._keys, self._empty = ElidedLine(), QLabel(), QLabel()
        self.splitter = TurningSplitter(desk, BESIDE)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._show_time)
        self._lay_out()
        self._chairing.meeting_asked.connect(self.meeting_asked)
        self.bar.back_asked.connect(self.go_back)
        self.bar.onward_asked.connect(self.go_onward)
        self.bar.close_asked.connect(self.close_meeting)
        self.bar.details_asked.connect(self.edit_details)
        self.bar.second_call_asked.connect(self.call_again)
        self.bar.large_asked.connect(self.toggle_large)
        self.back_button.clicked.connect(self.show_previous)
        self.next_button.clicked.connect(self.show_next)
        self.retranslate()

    def _lay_out(self) -> None:
        self._next_title.setObjectName("muted")
        self._empty.setObjectName("muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._keys.setObjectName("hint")
        self._keys.setWordWrap(True)
        way = QHBoxLayout()
        way.setSpacing(8)
        way.addWidget(self.back_button)
        way.addWidget(self._next_title, 1)
        way.addWidget(self.next_button)
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.item, 1)
        column.addWidget(self._empty, 1)
        column.addLayout(way)
        there = QFrame()
        there.setObjectName("card")
        there.setMinimumWidth(344)
        aside = QVBoxLayout(there)
        aside.setContentsMargins(12, 12, 12, 8)
        aside.setSpacing(4)
        aside.addWidget(self.board)
        aside.addWidget(self.roll, 1)
        self.splitter.setHandleWidth(16)
        self.splitter.addWidget(said)
        self.splitter.addWidget(there)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([600, 430])
        line = QFrame()
        line.setObjectName("divider")
        whole = QVBoxLayout()
        whole.setContentsMargins(20, 0, 20, 8)
        whole.setSpacing(8)
        whole.addWidget(self.bar)
        whole.addWidget(line)
        whole.addWidget(self.splitter, 1)
        whole.addWidget(self._keys)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(rolling(whole, self))

    # --- time --------------------------------------------------------------------------------------------------------

    def now(self) -> dt.time | None:
        """The time of day, to the minute, on the meeting's days; None on any other: there is nothing to stamp then."""
        moment = self.clock()
        if self._minutes is None:
            return None
        meeting = self._minutes.meeting
        on_its_day = meeting.start <= moment.date() <= (meeting.end or meeting.start)
        return moment.time().replace(second=0, microsecond=0) if on_its_day else None

    def sitting_time(self) -> dt.time | None:
        """The time while the meeting sits: it is stamped on whoever comes and goes."""
        sits = self._minutes is not None and sitting_of(self._minutes) in (Sitting.SITS, Sitting.SUSPENDED)
        return self.now() if sits else None

    def _show_time(self) -> None:
        self.bar.show_clock(self.now())
        self._show_item_times()
        self._show_quorum()

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_meeting(self, meeting_id: str) -> None:
        """Show a meeting at the item it has come to."""
        self.leave()
        another = meeting_id != self.meeting_id
        self._meeting_id, self._stale = meeting_id, False
        self.refresh()
        if another and self._minutes is not None:
            taken_up = [item for item in self._minutes.agenda if item.taken_up_at is not None]
            last = max(taken_up, key=lambda item: (item.taken_up_at, item.position), default=None)
            self._place = last.position - 1 if last else 0
            first = self._minutes.meeting.languages[:1]
            spoken: list[LanguageCode] = [code for code in LANGUAGE_CODES if code in first]
            self._show_item()
            if spoken:
                self.item.editor.speak(spoken[0])
        self.take_focus()

    def take_focus(self) -> None:
        if self._minutes is not None and self._lines:
            self.item.enter()
        else:
            self.roll.focus_list()

    def refresh(self) -> None:
        """Read the meeting anew; what is typed stays, and so does the cursor."""
        if self.meeting_id is None:
            return
        code = self.desk.language.code
        try:
            with self.desk.reading() as session:
                self._minutes = find_minutes(session, self.meeting_id, code)
                ids = list_recommendation_ids(session, RecommendationFilter(meeting_id=self.meeting_id), code)
                self._known = {row.id: row for row in list_recommendations(session, ids)}
                self._second_call = earliest_second_call(session, self.meeting_id) is not None
        except Refusal as refusal:
            meeting_id, self._meeting_id = self.meeting_id, None
            self.desk.refuse(refusal.message)
            self.closed.emit(meeting_id)
            return
        self._lines = list_lines(self._minutes)
        self._place = min(self._place, max(len(self._lines) - 1, 0))
        self.roll.show_attendance(self._minutes, self._frozen)
        self._show_item()
        self._show_quorum()

    @property
    def _frozen(self) -> bool:
        return self._minutes is not None and self._minutes.meeting.minutes_status is MinutesStatus.ADOPTED

    def _show_item(self) -> None:
        minutes = self._minutes
        if minutes is None:
            return
        line = self._lines[self._place] if self._lines else None
        self.item.setVisible(line is not None)
        self._empty.setVisible(line is None)
        for button in (self.back_button, self.next_button):
            button.setVisible(line is not None)
        self.item.show_line(minutes.meeting, line, self._known, self._frozen)
        self.item.edit_button.hide()
        self.back_button.setEnabled(self._place > 0)
        following = self._lines[self._place + 1] if self._place + 1 < len(self._lines) else None
        self.next_button.setEnabled(following is not None)
        words = ""
        if following is not None and following.item is not None:
            title = self.desk.language.best(following.item.title)
            words = self.desk.language.text(
                "Next: {number}. {title}", number=following.item.position, title=isolate(title)
            )
        self._next_title.setText(words)
        self._show_item_times()

    def _show_item_times(self) -> None:
        minutes = self._minutes
        item = self._lines[self._place].item if self._lines else None
        if minutes is None or item is None:
            return
        until = minutes.closed_at or self.now()
        taken = sitting.count_minutes(minutes.agenda, minutes.suspensions, until) if until else {}
        self.item.set_times(len(minutes.agenda), item.taken_up_at, taken.get(item.id))

    def _show_quorum(self) -> None:
        minutes = self._minutes
        if minutes is None:
            return
        quorum, at = self.quorum(), self.sitting_time()
        moments: list[tuple[dt.time, Quorum]] = []
        until = minutes.closed_at if at is None else at
        opened = sitting_of(minutes) is not Sitting.BEFORE
        if quorum is not None and opened and minutes.opened_at is not None:
            told = quorum_over_time(minutes.attendance, quorum, minutes.opened_at, minutes.closed_at)
            moments = [each for each in told if until is None or each[0] <= until]
        self.board.show_quorum(quorum, minutes.second_call, moments, until)
        missing = quorum is not None and quorum.voting > 0 and not quorum.reached
        # Nobody is missed before the hour the meeting is planned for.
        now = self.now()
        early = not opened and now is not None and minutes.opened_at is not None and now < minutes.opened_at
        self.bar.show_meeting(minutes, now, called_again=missing and self._second_call and not early)

    def quorum(self) -> Quorum | None:
        """Who is in the room now, while the meeting sits; else who came."""
        if self._minutes is None or (rule := self._minutes.quorum) is None:
            return None
        return count_quorum(self._minutes.attendance, rule.share, rule.threshold, self.sitting_time())

    def retranslate(self) -> None:
        language = self.desk.language
        for part in (self.bar, self.item, self.roll):
            part.retranslate()
        self.back_button.setText(language.text("Previous item"))
        self.back_button.setIcon(self.desk.icon("arrow-left"))
        self.back_button.setToolTip(f"{self.back_button.text()} (F7)")
        self.next_button.setText(language.text("Next item"))
        self.next_button.setIcon(self.desk.icon("arrow-right"))
        # What leads on has its arrow at its end.
        onward = Qt.LayoutDirection.LeftToRight if language.right_to_left else Qt.LayoutDirection.RightToLeft
        self.next_button.setLayoutDirection(onward)
        self.next_button.setToolTip(f"{self.next_button.text()} (F8)")
        self._empty.setText(
            language.text("The agenda is empty: go back to the meeting’s page (F5) and prepare the meeting.")
        )
        self._keys.setText(side_by_side(self._list_keys(), language.right_to_left))
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _list_keys(self) -> list[str]:
        language = self.desk.language
        letters = KEYS[language.code]
        marks = [f"{letters[presence]} {self.desk.say(presence.label)}" for presence in MARKED]
        marks.append(f"{LEAVES[language.code]} {language.text('leaves')}")
        keys = (
            (f"{LIVE_KEYS[OutcomeKind.DECISION]}", message("decision")),
            (f"{LIVE_KEYS[OutcomeKind.RECOMMENDATION]}", message("recommendation")),
            (f"{LIVE_KEYS[OutcomeKind.ACTION]}", message("action")),
            ("F6", message("notes, list, attendance")),
            ("F7 F8", message("previous, next item")),
            ("F9", message("open, suspend, resume")),
            ("Ctrl+Tab", message("language")),
            ("F5", message("back")),
        )
        return [*(f"{combination} {self.desk.say(words)}" for combination, words in keys), *marks]

    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    # --- the page ----------------------------------------------------------------------------------------------------

    def leave(self) -> bool:
        if not self.item.editor.save():
            return False
        if self.large:
            self.toggle_large()
        return True

    def go_back(self) -> None:
        """Back to the meeting's own page."""
        if self.meeting_id is not None and self.leave():
            self.closed.emit(self.meeting_id)

    def focus_search(self) -> None:
        self.roll.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.roll.search.selectAll()

    def add(self) -> None:
        """Put somebody on the attendance list: whoever comes without being expected."""
        self.roll.add()

    @property
    def title(self) -> Message:
        return message("Meeting, live")

    @property
    def meeting_id(self) -> str | None:
        return self._meeting_id

    def panes(self) -> Sequence[QWidget]:
        parts: list[QWidget] = []
        if self._lines:
            text = self.item.editor.texts[self.item.editor.language]
            parts += [each for each in (text, self.item.outcomes) if each.isVisible()]
        return [*parts, self.roll.table if self.roll.table.isVisible() else self.roll.add_button]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_escape()
            return
        super().keyPressEvent(event)

    def _on_escape(self) -> None:
        """One step back: from what is searched, to the notes. It never leads out of the meeting by accident."""
        if self.roll.search.hasFocus() and self.roll.search.text():
            self.roll.search.clear()
        elif self.roll.search.hasFocus():
            self.roll.focus_list()
        else:
            self.take_focus()

    def toggle_large(self) -> None:
        """Larger letters and no side bar, or as before."""
        self.large = not self.large
        self.setStyleSheet(LARGE if self.large else "")
        self.roll.table.verticalHeader().setDefaultSectionSize(44 if self.large else 32)
        self.roll.table.be_narrow(2 if self.large else 1)
        self._keys.setVisible(not self.large)
        self.large_changed.emit(self.large)

    # --- from item to item -------------------------------------------------------------------------------------------

    def show_previous(self) -> None:
        """Back to the item before; its time goes on as it was."""
        if self._place > 0 and self.item.editor.save():
            self._go_to(self._place - 1)

    def show_next(self) -> None:
        """On to the next item; while the meeting sits, it is taken up now."""
        if self._place + 1 >= len(self._lines) or not self.item.editor.save():
            return
        item, at = self._lines[self._place + 1].item, self.sitting_time()
        if item is not None and item.taken_up_at is None and at is not None and not self._frozen:
            label = message("Agenda item {number} taken up at {time}", number=item.position, time=f"{at:%H:%M}")
            if not self.desk.change(label, lambda session: sitting.take_up(session, item.id, at)):
                return
        self._go_to(self._place + 1)

    def _go_to(self, place: int) -> None:
        self._place = place
        self.refresh()
        self.item.enter()

    # --- the sitting -------------------------------------------------------------------------------------------------

    def go_onward(self) -> None:
        """Open the meeting, suspend it, or go on with it."""
        if self._minutes is not None and self.item.editor.save():
            item = self._lines[self._place].item if self._lines else None
            self._chairing.go_onward(self._minutes, item.id if item else None, self.now())

    def close_meeting(self) -> None:
        """Close the meeting now; undo opens it again."""
        if self._minutes is not None and self.item.editor.save():
            self._chairing.close(self._minutes, self.now())

    def edit_details(self) -> None:
        """The form of the chair, the rapporteur and the times."""
        if self._minutes is not None and self.item.editor.save():
            self._chairing.edit_details(self._minutes)

    def call_again(self) -> None:
        """The form of a second call, after a meeting without quorum."""
        if self._minutes is not None and self.item.editor.save():
            self._chairing.call_again(self._minutes, self.now())

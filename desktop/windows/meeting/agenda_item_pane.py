"""One agenda item: what was said under it, and what came out of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.language import isolate, message
from desktop.records.base import Record, withdraw
from desktop.records.follow_up.action import Action
from desktop.records.follow_up.recommendation import Recommendation
from desktop.records.meetings.decision import Decision
from desktop.records.rows import MeetingRow, RecommendationRow
from desktop.windows.desk import Desk, Door
from desktop.windows.look.direction import side_by_side
from desktop.windows.look.flow_layout import FlowLayout
from desktop.windows.look.turning_splitter import TurningSplitter
from desktop.windows.meeting.agenda_list import AgendaLine
from desktop.windows.meeting.minutes_editor import MinutesEditor
from desktop.windows.meeting.outcome_list import ICONS, Outcome, OutcomeKind, OutcomeList, list_outcomes
from desktop.windows.meeting.taking_down import TakingDown
from desktop.windows.page import heading

RECORDS: Mapping[OutcomeKind, type[Record]] = {
    OutcomeKind.DECISION: Decision,
    OutcomeKind.RECOMMENDATION: Recommendation,
    OutcomeKind.ACTION: Action,
}
KEYS = {
    OutcomeKind.DECISION: "Ctrl+Shift+D",
    OutcomeKind.RECOMMENDATION: "Ctrl+Shift+R",
    OutcomeKind.ACTION: "Ctrl+Shift+A",
}


class AgendaItemPane(QWidget):
    """Title, minutes and outcomes of the item chosen, with the buttons that take something down under it."""

    edit_asked = Signal()
    """The item itself is to be edited."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, live: bool = False) -> None:
        """``live``: what is written is saved while one types."""
        super().__init__(parent)
        self._desk = desk
        self._meeting: MeetingRow | None = None
        self._line: AgendaLine | None = None
        self._frozen = False
        self.title, self._facts = heading("record-title"), heading("muted")
        self.title.setWordWrap(True)
        self._facts.setWordWrap(True)
        self.edit_button = QPushButton()
        self.edit_button.setProperty("flat", True)
        self.edit_button.clicked.connect(self.edit_asked)
        self.editor = MinutesEditor(desk, live=live)
        self._outcomes_label, self._none = heading("subheading"), QLabel()
        self._none.setObjectName("muted")
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.buttons = {kind: QPushButton() for kind in OutcomeKind}
        takes = {
            OutcomeKind.DECISION: self.take_decision,
            OutcomeKind.RECOMMENDATION: self.take_recommendation,
            OutcomeKind.ACTION: self.take_action,
        }
        for kind, button in self.buttons.items():
            button.clicked.connect(takes[kind])
        self.outcomes = OutcomeList(desk)
        self.outcomes.opened.connect(self.edit_outcome)
        self.outcomes.removed.connect(self.withdraw_outcome)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self._facts)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.edit_button, 0, Qt.AlignmentFlag.AlignTop)
        tools = FlowLayout(None, 8)
        tools.addWidget(self._outcomes_label)
        tools.add_spring()
        for button in self.buttons.values():
            tools.addWidget(button)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(tools)
        column.addWidget(self.outcomes, 1)
        column.addWidget(self._none, 1)
        self.splitter = TurningSplitter(self._desk, 0)
        self.splitter.setHandleWidth(12)
        self.splitter.addWidget(self.editor)
        self.splitter.addWidget(below)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([500, 500])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.splitter, 1)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_line(
        self, meeting: MeetingRow, line: AgendaLine | None, known: Mapping[str, RecommendationRow], frozen: bool
    ) -> None:
        """Show an item of the agenda; ``known`` has the meeting's recommendations by id."""
        self._meeting, self._line, self._frozen = meeting, line, frozen
        item = line.item if line else None
        self.editor.setVisible(item is not None)
        self.edit_button.setVisible(item is not None and not frozen)
        if item is not None:
            self.title.setText(f"{item.position}. {self._desk.language.best(item.title)}")
            self.editor.show_minutes(item.id, item.position, item.minutes, frozen)
        elif line is not None:
            self.title.setText(self._desk.language.text("Under no agenda item"))
        self._show_facts()
        decisions = item.decisions if item else ()
        rows = list_outcomes(self._desk, decisions, line.recommendations if line else (), known)
        self.outcomes.show_rows(rows)
        self.outcomes.setVisible(bool(rows))
        self._none.setVisible(not rows)
        for kind, button in self.buttons.items():
            possible = kind is not OutcomeKind.DECISION or item is not None
            button.setEnabled(possible and (not frozen or kind is OutcomeKind.ACTION))
            button.setVisible(not frozen or kind is OutcomeKind.ACTION)

    def enter(self) -> None:
        """Put the keyboard where one writes what is said; under no item, on what came out."""
        (self.editor if self._line and self._line.item else self.outcomes).setFocus(Qt.FocusReason.TabFocusReason)

    def _show_facts(self) -> None:
        item = self._line.item if self._line else None
        words = [self._desk.say(item.kind.label)] if item else []
        if item and item.rapporteur:
            words.append(self._desk.language.text("Rapporteur: {name}", name=isolate(item.rapporteur)))
        self._facts.setText(side_by_side(words, self._desk.language.right_to_left))
        self._facts.setVisible(bool(words))

    def retranslate(self) -> None:
        language = self._desk.language
        self.editor.retranslate()
        self.edit_button.setIcon(self._desk.icon("pencil-simple"))
        self.edit_button.setToolTip(language.text("Edit the item (F2)"))
        self.edit_button.setAccessibleName(self.edit_button.toolTip())
        self._outcomes_label.setText(language.text("What came out of it"))
        self.outcomes.setAccessibleName(self._outcomes_label.text())
        self._none.setText(language.text("Nothing was taken down under this item yet."))
        words = {
            OutcomeKind.DECISION: message("Decision"),
            OutcomeKind.RECOMMENDATION: message("Recommendation"),
            OutcomeKind.ACTION: message("Action"),
        }
        for kind, button in self.buttons.items():
            button.setText(self._desk.say(words[kind]))
            button.setIcon(self._desk.icon(ICONS[kind], self._desk.theme.text))
            button.setToolTip(f"{self._desk.say(words[kind])} ({KEYS[kind]})")

    # --- taking down -------------------------------------------------------------------------------------------------

    def _taking_down(self) -> TakingDown:
        return TakingDown(self._desk, self.window(), self._on_taken)

    def _on_taken(self, outcome_id: str) -> None:
        self.outcomes.choose(outcome_id)
        self.outcomes.setFocus()

    def take_decision(self) -> None:
        """Take down a decision under the item."""
        item = self._line.item if self._line else None
        if item is None:
            self._desk.refuse(message("A decision stands under an agenda item: choose or add one first."))
        elif self._open_to_words():
            self._taking_down().take_decision(item.id)

    def take_recommendation(self) -> None:
        """Take down a recommendation under the item, or, where the meeting has none, under the meeting itself."""
        item = self._line.item if self._line else None
        if self._meeting is not None and self._open_to_words():
            self._taking_down().take_recommendation(self._meeting, item.id if item else None)

    def take_action(self) -> None:
        """Take down an action under the recommendation chosen, or under the last one of the item."""
        chosen = self.outcomes.current()
        recommendations = self._line.recommendations if self._line else ()
        wanted = chosen.recommendation_id if chosen else None
        found = [row for row in recommendations if row.id == wanted] or list(recommendations[-1:])
        if not found or self._meeting is None:
            self._desk.refuse(message("An action stands under a recommendation: take one down first."))
            return
        self.editor.save()
        self._taking_down().take_action(self._meeting, found[0].id, found[0].number)

    def _open_to_words(self) -> bool:
        """Whether the minutes may still be written in; what is typed is saved on the way."""
        if self._frozen and self._meeting is not None:
            self._desk.refuse(
                message("The minutes of {number} are adopted: nothing more is taken down.", number=self._meeting.number)
            )
            return False
        self.editor.save()
        return True

    # --- what was taken down -----------------------------------------------------------------------------------------

    def edit_outcome(self, outcome: Outcome) -> None:
        """Open the form of a line."""
        if self._frozen and outcome.kind is not OutcomeKind.ACTION:
            self._open_to_words()
            return
        forms = self._taking_down()
        opens = {
            OutcomeKind.DECISION: forms.edit_decision,
            OutcomeKind.RECOMMENDATION: forms.edit_recommendation,
            OutcomeKind.ACTION: forms.edit_action,
        }
        opens[outcome.kind](outcome.id, outcome.number)

    def withdraw_outcome(self, outcome: Outcome) -> None:
        """Take a line out; its number stays its own, and undo brings it back."""
        kind = RECORDS[outcome.kind]

        def work(session: Session) -> None:
            withdraw(session, kind, outcome.id, self._desk.today)

        if self._desk.change(message("{record} withdrawn", record=outcome.number), work):
            words = message("{record} is withdrawn. Its number stays its own.", record=outcome.number)
            self._desk.tell(words, Door(message("Undo"), self._desk.undo))

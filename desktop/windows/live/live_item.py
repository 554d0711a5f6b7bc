"""The agenda item the meeting is at: large, with the notes under it and what is taken down."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout
from sqlalchemy.orm import Session

from desktop.language import Wording, isolate, message
from desktop.records.follow_up.action import assign_action
from desktop.records.follow_up.recommendation import take_recommendation
from desktop.records.meetings.decision import take_decision
from desktop.windows.desk import Desk
from desktop.windows.live.capture_bar import CaptureBar
from desktop.windows.live.shorthand import Assignment, Votes
from desktop.windows.look.direction import side_by_side
from desktop.windows.meeting.agenda_item_pane import AgendaItemPane
from desktop.windows.meeting.outcome_list import OutcomeKind

LIVE_KEYS = {OutcomeKind.DECISION: "F2", OutcomeKind.RECOMMENDATION: "F3", OutcomeKind.ACTION: "F4"}
"""Function keys: they are the same on every keyboard, and no field for text uses them."""


class LiveItem(AgendaItemPane):
    """As on the meeting's page, but saved while one types, and with one line to take things down in."""

    taken = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, live=True)
        self.title.setObjectName("live-title")
        self._outcomes_label.hide()
        self._taken_up: tuple[dt.time | None, int | None] = (None, None)
        self._count = 0
        self.capture = CaptureBar(desk, self)
        self.capture.taken.connect(self._on_taken_down)
        self.capture.left.connect(self.write_on)
        ground = self.splitter.widget(1)
        below = ground.layout() if ground is not None else None
        assert isinstance(below, QBoxLayout)
        below.insertWidget(0, self.capture)
        self.splitter.setSizes([560, 440])

    def set_times(self, count: int, taken_up_at: dt.time | None, minutes: int | None) -> None:
        """How many items there are, when the meeting came to this one and how many minutes it has taken."""
        self._count, self._taken_up = count, (taken_up_at, minutes)
        self._show_facts()

    def _show_facts(self) -> None:
        item, language = (self._line.item if self._line else None), self._desk.language
        words: list[str] = []
        if item is not None:
            words.append(language.text("Item {number} of {count}", number=item.position, count=self._count))
            words.append(self._desk.say(item.kind.label))
            if item.rapporteur:
                words.append(language.text("Rapporteur: {name}", name=isolate(item.rapporteur)))
            at, minutes = self._taken_up
            if at is not None:
                words.append(language.text("since {time}", time=isolate(f"{at:%H:%M}")))
            if minutes is not None:
                words.append(language.plural("{count} minute", "{count} minutes", minutes))
        said = side_by_side(words, language.right_to_left)
        if said != self._facts.text():
            self._facts.setText(said)
        self._facts.setVisible(bool(words))

    def retranslate(self) -> None:
        super().retranslate()
        for kind, button in self.buttons.items():
            button.setToolTip(f"{button.text()} ({LIVE_KEYS[kind]})")
        if hasattr(self, "capture"):
            self.capture.retranslate()

    def write_on(self) -> None:
        """Back to the notes, where the cursor was."""
        self.enter()

    # --- taking down -------------------------------------------------------------------------------------------------

    def take_decision(self) -> None:
        if self._line is None or self._line.item is None:
            self._desk.refuse(message("A decision stands under an agenda item: choose or add one first."))
        else:
            self._start(OutcomeKind.DECISION)

    def take_recommendation(self) -> None:
        self._start(OutcomeKind.RECOMMENDATION)

    def take_action(self) -> None:
        above = self._above_action()
        if above is None:
            self._desk.refuse(message("An action stands under a decision or a recommendation: take one down first."))
        else:
            self._start(OutcomeKind.ACTION, above[1])

    def _start(self, kind: OutcomeKind, under: str = "") -> None:
        if self._meeting is not None and (kind is OutcomeKind.ACTION or self._open_to_words()):
            self.editor.save()
            self.capture.start(kind, self._meeting.start, under)

    def _above_action(self) -> tuple[str, str, OutcomeKind] | None:
        """What an action stands under: the line chosen in the list, else what was taken down last."""
        line = self._line
        if line is None:
            return None
        decisions = line.item.decisions if line.item else ()
        known = [(row.id, row.number, OutcomeKind.DECISION) for row in decisions]
        known += [(row.id, row.number, OutcomeKind.RECOMMENDATION) for row in line.recommendations]
        chosen = self.outcomes.current() if self.outcomes.hasFocus() else None
        for each in known:
            if chosen is not None and each[0] in (chosen.id, chosen.recommendation_id):
                return each
        # An id tells when its record was made.
        return max(known, default=None)

    def _on_taken_down(self, kind: OutcomeKind, text: str, said: Votes | Assignment) -> None:
        meeting, line = self._meeting, self._line
        if meeting is None or line is None:
            return
        item_id = line.item.id if line.item else None
        wording = Wording(**{self.editor.language: text})
        year, made = meeting.start.year, []
        above = self._above_action()

        def work(session: Session) -> None:
            match said:
                case Votes():
                    assert item_id is not None
                    made.append(take_decision(session, item_id, {"text": wording, **said.values()}).number)
                case Assignment() if kind is OutcomeKind.RECOMMENDATION:
                    own = {"text": wording} if item_id is not None else {"text": wording, "meeting_id": meeting.id}
                    taken = take_recommendation(
                        session, own, year, agenda_item_id=item_id, addressees=said.institutions
                    )
                    made.append(taken.number)
                case Assignment():
                    assert above is not None
                    lead, *supporting = said.institutions or (None,)
                    links = "decisions" if above[2] is OutcomeKind.DECISION else "recommendations"
                    values = {"title": wording, "lead_id": lead, "due": said.due}
                    made.append(
                        assign_action(session, values, year, supporting=supporting, **{links: [above[0]]}).number
                    )

        labels = {
            OutcomeKind.DECISION: message("Decision taken down"),
            OutcomeKind.RECOMMENDATION: message("Recommendation taken down"),
            OutcomeKind.ACTION: message("Action taken down"),
        }
        reason = self._desk.attempt(labels[kind], work)
        if reason is not None:
            self.capture.say_why_not(reason)
            return
        self.capture.end()
        self.outcomes.scrollToBottom()
        self.write_on()
        self.taken.emit()

    def _on_taken(self, outcome_id: str) -> None:
        self.outcomes.choose(outcome_id)
        self.outcomes.setFocus(Qt.FocusReason.OtherFocusReason)

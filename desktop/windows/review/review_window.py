"""A returned tracker: its lines by what they are, the one looked at cell by cell, and what is decided about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.codes import Verdict
from desktop.intake.comparison import ACCEPTABLE, LineKind, corrected
from desktop.intake.decision import Decision, Outcome, decide
from desktop.intake.review import Review, compare_again
from desktop.language import Message, Refusal, isolate, message, plural
from desktop.windows.desk import Desk, Door
from desktop.windows.jobs import Job
from desktop.windows.review.line_detail import LineDetail
from desktop.windows.review.line_list import LineList


class ReviewWindow(QDialog):
    """Notes above, lines and cells in the middle, what can be done below."""

    def __init__(self, desk: Desk, review: Review, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.review = desk, review
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(desk.scaled(1080), desk.scaled(760))
        self._deciding = False
        self.about, self.notes, self.count = QLabel(), QLabel(), QLabel()
        self.about.setWordWrap(True)
        self.notes.setWordWrap(True)
        self.notes.setObjectName("hint")
        self.count.setObjectName("muted")
        self.count.setWordWrap(True)
        self.lines, self.detail = LineList(desk, self), LineDetail(desk, self)
        self.accept_button, self.refuse_button, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self.accept_button.setProperty("primary", True)
        for button in (self.accept_button, self.refuse_button, self.close_button):
            button.setAutoDefault(False)
        self._lay_out()
        self.lines.ticked_changed.connect(self._offer)
        self.lines.chosen.connect(self._look)
        self.detail.corrected.connect(self._correct)
        self.accept_button.clicked.connect(lambda: self.decide(Verdict.ACCEPTED))
        self.refuse_button.clicked.connect(lambda: self.decide(Verdict.REFUSED))
        self.close_button.clicked.connect(self.close)
        # On the window: a button forgets its keys when it is given words in another language.
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda: self.decide(Verdict.ACCEPTED))
        desk.language_changed.connect(self.retranslate)
        desk.register_changed.connect(self._renew)
        self.retranslate()
        self.lines.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.notes)
        middle = QSplitter(Qt.Orientation.Vertical, self)
        middle.setChildrenCollapsible(False)
        middle.addWidget(self.lines)
        middle.addWidget(self.detail)
        middle.setStretchFactor(0, 1)
        middle.setStretchFactor(1, 1)
        column.addWidget(middle, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.count, 1)
        for button in (self.close_button, self.refuse_button, self.accept_button):
            buttons.addWidget(button)
        column.addLayout(buttons)

    # --- what is looked at -------------------------------------------------------------------------------------------

    def _look(self, place: int) -> None:
        self.detail.show_line(self.review.lines[place] if 0 <= place < len(self.review.lines) else None)

    def _correct(self, name: str, said: str) -> None:
        place = self.lines.looked_at
        if place < 0:
            return
        lines = list(self.review.lines)
        was = lines[place]
        lines[place] = corrected(was, name, said, self.desk.today)
        self.review = replace(self.review, lines=lines)
        ticked = self.lines.ticked
        if lines[place].kind in ACCEPTABLE and was.kind not in ACCEPTABLE:
            ticked.append(place)  # whoever puts a line right wants it
        self.lines.show_lines(lines, ticked)

    def _offer(self) -> None:
        ticked = self.lines.ticked
        looked_at = self.lines.looked_at
        self.accept_button.setEnabled(bool(ticked) and not self._deciding)
        self.refuse_button.setEnabled(bool(self._refusable(ticked, looked_at)) and not self._deciding)
        self.count.setText(self.desk.say(self._say_count(len(ticked))))

    def _say_count(self, count: int) -> Message:
        if not self.review.of_kind(*ACCEPTABLE, LineKind.REFUSED, LineKind.UNCLEAR):
            return message("Nothing in this file is new to the register.")
        return plural("{count} line is ticked.", "{count} lines are ticked.", count)

    def _refusable(self, ticked: Sequence[int], looked_at: int) -> list[int]:
        """What "Refuse" is about: the line looked at where it cannot be taken in, else those that are ticked."""
        lines = self.review.lines
        if 0 <= looked_at < len(lines) and lines[looked_at].kind in (LineKind.REFUSED, LineKind.UNCLEAR):
            return [looked_at] if lines[looked_at].fingerprint else []
        return list(ticked)

    # --- what is decided ---------------------------------------------------------------------------------------------

    def decide(self, verdict: Verdict) -> None:
        """Take in what is ticked, or remember it as refused."""
        places = self.lines.ticked
        if verdict is Verdict.REFUSED:
            places = self._refusable(places, self.lines.looked_at)
        if not places or self._deciding:
            return
        desk, review = self.desk, self.review
        decisions = [Decision(review.lines[place], verdict) for place in places]
        outcome: list[Outcome] = []

        def done() -> None:
            self._deciding = False
            desk.renew()
            if outcome:
                desk.tell(_say(outcome[0]), Door(message("Undo"), desk.undo))

        self._deciding = True
        self._offer()
        job = Job(
            message("The tracker is being taken in…"),
            lambda _tell: outcome.append(decide(desk.register, review, decisions, desk.today)),
            done,
        )
        desk.jobs.ended.connect(self._on_ended)
        desk.jobs.start(job)

    def _on_ended(self) -> None:
        """Whatever became of it, the buttons answer again."""
        self._deciding = False
        self._offer()

    def _renew(self) -> None:
        """The register has changed: the file is compared with it anew; what was put right by hand is forgotten."""
        try:
            self.review = compare_again(self.desk.register, self.review, self.desk.today)
        except Refusal:
            self.close()
            return
        self._show()

    # --- all ---------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        language, review = self.desk.language, self.review
        sent, institution = review.sent, review.institution
        file = isolate(review.path.name)
        if sent is None:
            about = message("Tracker that came back: {file}", file=file)
        elif institution is None:
            about = message("Tracker of all institutions, made on {day}: {file}", day=sent.made_on, file=file)
        else:
            whose = language.best(institution.name)
            about = message(
                "Tracker of {institution}, made on {day}: {file}", institution=whose, day=sent.made_on, file=file
            )
        self.about.setText(self.desk.say(about))
        self.notes.setText("\n".join(self.desk.say(note) for note in review.notes))
        self.notes.setVisible(bool(review.notes))
        self.lines.show_lines(review.lines)
        if not review.lines:
            self._look(-1)
        self._offer()

    def retranslate(self) -> None:
        text = self.desk.language.text
        self.setWindowTitle(text("Tracker that came back"))
        self.accept_button.setText(text("Take in what is ticked"))
        self.refuse_button.setText(text("Refuse"))
        self.close_button.setText(text("Close"))
        self.lines.retranslate()
        self.detail.retranslate()
        self._show()


def _say(outcome: Outcome) -> Message:
    if outcome.accepted:
        return plural("{count} line was taken in.", "{count} lines were taken in.", outcome.accepted)
    return plural("{count} line was refused.", "{count} lines were refused.", outcome.refused)

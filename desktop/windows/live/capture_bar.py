"""One line to take something down without leaving the keyboard: its wording, then in short how, who, by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.language import Message, isolate, message
from desktop.records.listing import in_pages
from desktop.records.people.institution import InstitutionFilter, list_institution_ids, list_institutions
from desktop.windows.desk import Desk
from desktop.windows.forms.line import WordLine
from desktop.windows.live.shorthand import Assignment, Directory, Votes, read_assignment, read_votes
from desktop.windows.look.direction import side_by_side
from desktop.windows.meeting.outcome_list import ICONS, OutcomeKind

TITLES: Mapping[OutcomeKind, Message] = {
    OutcomeKind.DECISION: message("Decision"),
    OutcomeKind.RECOMMENDATION: message("Recommendation"),
    OutcomeKind.ACTION: message("Action"),
}
SHORT: Mapping[OutcomeKind, Message] = {
    OutcomeKind.DECISION: message("How: empty for consensus, or 12-3-1 (for, against, abstaining)"),
    OutcomeKind.RECOMMENDATION: message("Addressed to: acronyms"),
    OutcomeKind.ACTION: message("Who, by when: MJ, 30/06 or +3m"),
}


class CaptureBar(QFrame):
    """Hidden until something is to be taken down. What is half written is kept by kind until it is taken down."""

    taken = Signal(object, str, object)
    """Take this down: the kind, the wording, and the :class:`Votes` or the :class:`Assignment`."""
    left = Signal()
    """Back to where one was."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind = OutcomeKind.DECISION
        self._base = dt.date.min
        self._under = ""
        self._drafts: dict[OutcomeKind, tuple[str, str]] = {}
        self._directory: Directory | None = None
        self._names: dict[str, str] = {}
        self.setObjectName("capture")
        self._icon, self._title = QLabel(), QLabel()
        self._title.setObjectName("subheading")
        self.wording, self.short = WordLine(self), WordLine(self)
        self.echo, self._keys = QLabel(), QLabel()
        self.echo.setObjectName("muted")
        self.echo.setWordWrap(True)
        self._keys.setObjectName("hint")
        self._keys.setWordWrap(True)
        for line in (self.wording, self.short):
            line.textChanged.connect(self._show_echo)
            line.returnPressed.connect(self._take)
        desk.register_changed.connect(self._forget_names)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._title)
        head.addStretch(1)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self.wording, 3)
        fields.addWidget(self.short, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(fields)
        column.addWidget(self.echo)
        column.addWidget(self._keys)

    def start(self, kind: OutcomeKind, base: dt.date, under: str = "") -> None:
        """Take down something of this kind; days are counted from ``base``, ``under`` is the number it stands under."""
        self._keep_draft()
        self._kind, self._base, self._under = kind, base, under
        wording, short = self._drafts.pop(kind, ("", ""))
        self.wording.setText(wording)
        self.short.setText(short)
        self.retranslate()
        self.show()
        self.wording.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def end(self) -> None:
        """It is taken down: nothing is left of it here."""
        self.wording.clear()
        self.short.clear()
        self.hide()

    def say_why_not(self, reason: Message) -> None:
        """It is not taken down; it stays as it is typed."""
        self._echo(self._desk.say(reason), wrong=True)
        self.wording.setFocus()

    def retranslate(self) -> None:
        language = self._desk.language
        title = self._desk.say(TITLES[self._kind])
        if self._under:
            title = language.text("{kind} under {number}", kind=title, number=isolate(self._under))
        self._title.setText(title)
        icon = self._desk.icon(ICONS[self._kind], self._desk.theme.accent)
        self._icon.setPixmap(icon.pixmap(20, 20))
        self._keys.setText(language.text("Tab: next field · Enter: take down · Escape: back"))
        self.wording.setPlaceholderText(language.text("Wording"))
        self.wording.setAccessibleName(f"{title}: {language.text('Wording')}")
        self.short.setPlaceholderText(self._desk.say(SHORT[self._kind]))
        self.short.setAccessibleName(f"{title}: {self.short.placeholderText()}")
        self.short.setToolTip(self.short.placeholderText())
        self._show_echo()

    # --- what is understood ------------------------------------------------------------------------------------------

    def _show_echo(self) -> None:
        if self._kind is OutcomeKind.DECISION:
            votes = read_votes(self.short.text())
            self._echo(self._desk.say(_not_understood(self.short.text())) if votes is None else self._say_votes(votes),
                       wrong=votes is None)  # fmt: skip
            return
        assigned = self._assignment()
        if assigned.unknown:
            self._echo(self._desk.say(_not_understood(assigned.unknown[0])), wrong=True)
        else:
            self._echo(self._say_assignment(assigned), wrong=False)

    def _echo(self, words: str, wrong: bool) -> None:
        self.echo.setText(words)
        self.echo.setObjectName("error" if wrong else "muted")
        self.echo.style().unpolish(self.echo)
        self.echo.style().polish(self.echo)
        self.echo.setVisible(bool(words))

    def _say_votes(self, votes: Votes) -> str:
        if votes.votes_for is None:
            return self._desk.say(votes.method.label)
        said = self._desk.say(
            message(
                "{method}: {votes_for} for, {votes_against} against, {abstentions} abstaining",
                method=votes.method,
                votes_for=votes.votes_for,
                votes_against=votes.votes_against or 0,
                abstentions=votes.abstentions or 0,
            )
        )
        return f"{said} · {self._desk.language.text('casting vote of the chair')}" if votes.casting_vote else said

    def _say_assignment(self, assigned: Assignment) -> str:
        language = self._desk.language
        names = [isolate(self._names.get(each, "")) for each in assigned.institutions]
        parts: list[str] = []
        if names and self._kind is OutcomeKind.ACTION:
            parts.append(language.text("Lead: {name}", name=names[0]))
            parts += [language.text("with {names}", names=language.row(names[1:]))] if names[1:] else []
        elif names:
            parts.append(language.text("Addressed to {names}", names=language.row(names)))
        if assigned.due is not None:
            parts.append(language.text("due {date}", date=isolate(language.date(assigned.due, "full"))))
        return side_by_side(parts, language.right_to_left) if parts else ""

    def _assignment(self) -> Assignment:
        if self._directory is None:
            with self._desk.reading() as session:
                ids = list_institution_ids(session, InstitutionFilter(), self._desk.language.code)
                rows = list(in_pages(ids, lambda page: list_institutions(session, page)))
            self._directory = Directory(rows)
            self._names = {row.id: row.acronym for row in rows}
        return read_assignment(self.short.text(), self._directory, self._base)

    def _forget_names(self) -> None:
        self._directory = None

    # --- keys --------------------------------------------------------------------------------------------------------

    def _take(self) -> None:
        wording = self.wording.text().strip()
        if not wording:
            self.say_why_not(message("This field cannot stay empty."))
            return
        said: Votes | Assignment | None = (
            read_votes(self.short.text()) if self._kind is OutcomeKind.DECISION else self._assignment()
        )
        if said is None or (isinstance(said, Assignment) and said.unknown):
            self.short.setFocus()
            return
        self.taken.emit(self._kind, wording, said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._keep_draft()
            self.hide()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _keep_draft(self) -> None:
        if self.isVisible() and (self.wording.text().strip() or self.short.text().strip()):
            self._drafts[self._kind] = (self.wording.text(), self.short.text())


def _not_understood(text: str) -> Message:
    return message("“{typed}” is not understood: nothing is taken down yet.", typed=text.strip())

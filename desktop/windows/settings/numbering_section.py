"""How the numbers of each kind of record are written, with an example of the next one as one types."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from sqlalchemy.orm import Session

from desktop.language import Message, Refusal, message
from desktop.records.commission.country_rules import RuleGroup
from desktop.records.numbering import KINDS, check_new_pattern, list_patterns, set_pattern, written
from desktop.windows.desk import Desk
from desktop.windows.everywhere.places import place_of
from desktop.windows.forms.line import FigureLine
from desktop.windows.settings.section import SaveFoot, Section

EXAMPLE = 14
"""The number that examples show."""


class NumberingSection(Section):
    key = "numbering"
    title = message("Numbering")
    explains = message(
        "How numbers are written from now on; those given stay as they are. {year} stands for the year, {number} for "
        "the number, {three} for the number in three digits.",
        year="{year}",
        number="{number}",
        three="{number:03}",
    )
    icon = "sliders-horizontal"
    group = RuleGroup.NUMBERS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.lines: dict[str, FigureLine] = {}
        self.examples: dict[str, QLabel] = {}
        self.errors: dict[str, QLabel] = {}
        self._labels: dict[str, QLabel] = {}
        self._loaded: dict[str, str] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, kind in enumerate(KINDS):
            label, line, example, error = QLabel(self), FigureLine(self), QLabel(self), QLabel(self)
            label.setObjectName("field-label")
            label.setBuddy(line)
            line.align()
            line.textEdited.connect(lambda _text, kind=kind: self._on_edited(kind))
            example.setObjectName("muted")
            error.setObjectName("error")
            error.setWordWrap(True)
            error.hide()
            example.setContentsMargins(4, 0, 4, 4)
            grid.addWidget(label, 3 * row, 0)
            grid.addWidget(line, 3 * row, 1)
            grid.addWidget(example, 3 * row + 1, 1)
            grid.addWidget(error, 3 * row + 2, 1)
            self._labels[kind], self.lines[kind], self.examples[kind], self.errors[kind] = label, line, example, error
        self.foot = SaveFoot(self)
        self.body.addLayout(grid)
        self.body.addWidget(self.foot)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        super().retranslate()
        for kind, label in self._labels.items():
            label.setText(self.desk.say(place_of(kind).title))
            self.lines[kind].setAccessibleName(label.text())
        self.foot.retranslate(self)
        for kind in KINDS:
            self._show(kind)

    def patterns(self) -> dict[str, str]:
        """What is written now."""
        return {kind: line.text().strip() for kind, line in self.lines.items()}

    @property
    def dirty(self) -> bool:
        return self.patterns() != self._loaded

    def refresh(self) -> None:
        super().refresh()
        if not self._loaded or not self.dirty:
            self.discard()

    def discard(self) -> None:
        with self.desk.reading() as session:
            self._loaded = list_patterns(session)
        for kind, pattern in self._loaded.items():
            self.lines[kind].setText(pattern)
            self._show(kind)
        self.say_why(None)
        self.foot.hide()

    def _on_edited(self, kind: str) -> None:
        self._show(kind)
        self.foot.setVisible(self.dirty)

    def _show(self, kind: str) -> None:
        """Show what the pattern would write, or why it may not be."""
        reason = self.problem(kind)
        line, error, example = self.lines[kind], self.errors[kind], self.examples[kind]
        if line.property("wrong") is not (reason is not None):
            line.setProperty("wrong", reason is not None)
            line.style().unpolish(line)
            line.style().polish(line)
        error.setText("" if reason is None else self.desk.say(reason))
        error.setVisible(reason is not None)
        number = "" if reason is not None else written(line.text().strip(), self.desk.today.year, EXAMPLE)
        example.setVisible(reason is None)
        example.setText(self.desk.language.text("for example {number}", number=number) if number else "")

    def problem(self, kind: str) -> Message | None:
        """Why a pattern may not be: it has no year or number, or could give a number twice."""
        if not self._loaded:
            return None
        patterns = self.patterns()
        try:
            with self.desk.reading() as session:
                check_new_pattern(session, kind, patterns[kind], patterns)
        except Refusal as refusal:
            return refusal.message
        return None

    def leave(self) -> bool:
        if not self.dirty:
            return self.say_why(None)
        for kind in KINDS:
            if self.problem(kind) is not None:
                self._show(kind)
                self.lines[kind].setFocus()
                return False
        patterns = self.patterns()

        def work(session: Session) -> None:
            for kind, pattern in patterns.items():
                if pattern != self._loaded[kind]:
                    set_pattern(session, kind, pattern)

        if not self.say_why(self.desk.attempt(message("Numbering changed"), work)):
            return False
        self.discard()
        return True

"""The last step: what is going to be made, in words, and the documents that are made of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout

from desktop.language import Message, label, message
from desktop.windows.desk import Desk
from desktop.windows.page import heading
from desktop.windows.preparing.step import Draft, Step

Fact = tuple[Message, str]
"""What is said, and what it is in the language spoken."""


class SummaryStep(Step):
    title = message("Summary")

    def __init__(self, desk: Desk, draft: Draft, facts: Callable[[], list[Fact]]) -> None:
        super().__init__(desk, draft)
        self._facts = facts
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._documents = heading("subheading")
        self.papers_box = QCheckBox()
        self._papers = heading("muted")  # a box's own words do not wrap
        self._papers.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._grid)
        column.addSpacing(8)
        column.addWidget(self._documents)
        column.addWidget(self.papers_box)
        column.addWidget(self._papers)
        column.addStretch(1)
        self.retranslate()

    def enter(self) -> None:
        self.retranslate()

    def retranslate(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if self.draft.values.get("start") is not None:
            for row, (name, said) in enumerate(self._facts()):
                what, words = heading("muted"), heading("fact")
                what.setText(self.desk.say(name))
                words.setText(said)
                words.setWordWrap(True)
                self._grid.addWidget(what, row, 0)
                self._grid.addWidget(words, row, 1)
        language = self.desk.language
        self._documents.setText(language.text("Documents"))
        self.papers_box.setText(language.text("Then look at the documents"))
        self._papers.setText(language.text("To send and to print: notice, agenda, attendance sheet…"))


NAMES = {
    "title": label("summary", "Meeting"),
    "when": label("summary", "Date"),
    "where": label("summary", "Place"),
    "agenda": label("summary", "Agenda"),
    "invited": label("summary", "Invited"),
    "quorum": label("summary", "Quorum"),
    "notice": label("summary", "Notice"),
}

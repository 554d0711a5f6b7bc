"""Sections that lead to a page: what is kept there, with its search and its history, is looked for here as well."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.language import Message, message
from desktop.records.commission.country_rules import RuleGroup
from desktop.windows.desk import Desk
from desktop.windows.settings.section import Section


class DoorSection(Section):
    """Says what is on the page ``key``, and opens it."""

    opened = Signal(str)
    """The page with this key is to be shown in the settings' place."""

    shows: ClassVar[Message]
    """What the button says."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.door = QPushButton(self)
        self.door.clicked.connect(lambda: self.opened.emit(self.key))
        self.body.addWidget(self.door, 0, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        super().retranslate()
        self.door.setText(self.desk.say(self.shows))
        self.door.setIcon(self.desk.icon("arrow-square-out", self.desk.theme.text))


class PillarsSection(DoorSection):
    key = "pillars"
    title = message("Pillars")
    explains = message("What recommendations, actions and plans are sorted under, in this order.")
    icon = "flag"
    shows = message("Show the pillars")


class ThemesSection(DoorSection):
    key = "themes"
    title = message("Themes")
    explains = message("What recommendations, actions and expertise are about, across the pillars.")
    icon = "list-checks"
    shows = message("Show the themes")


class TermsSection(DoorSection):
    key = "terms"
    title = message("Terms")
    explains = message(
        "What this commission calls things in its own documents. Words in braces, such as {meeting}, are filled in.",
        meeting="{meeting}",
    )
    icon = "translate"
    group = RuleGroup.TERMS
    shows = message("Show the terms")

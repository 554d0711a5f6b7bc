"""The minutes of a meeting as they were circulated, amended and adopted: each version, its PDF, and what changed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.codes import Audience, MinutesStatus
from desktop.language import (
    LANGUAGE_CODES,
    OWN_NAMES,
    LanguageCode,
    Message,
    Refusal,
    Wording,
    isolate,
    message,
    plural,
)
from desktop.records.meetings.comparison import Difference, compare_minutes
from desktop.records.meetings.corrigendum import list_corrigenda
from desktop.records.meetings.minutes import find_minutes
from desktop.records.meetings.minutes_version import MinutesVersionRow, list_versions, read_version
from desktop.records.rows import CorrigendumRow, MeetingRow
from desktop.windows.attachments.preview import Preview
from desktop.windows.desk import Desk
from desktop.windows.forms.chooser import Chooser, Option
from desktop.windows.look.direction import RIGHT_TO_LEFT, direction_of
from desktop.windows.meeting.minutes_step import correct_minutes, save_version
from desktop.windows.page import heading, scrolled
from desktop.windows.reads import Reader

NOW = "now"
"""Stands for the minutes as the register has them now."""

RULES = {
    MinutesStatus.DRAFT: message(
        "The minutes are a draft: they say what the agenda, the attendance list and the decisions say now. Circulating "
        "them keeps the first version."
    ),
    MinutesStatus.CIRCULATED: message(
        "The minutes are with the members. What is changed now is kept as the next version when they are amended or "
        "adopted."
    ),
    MinutesStatus.AMENDED: message(
        "The minutes were amended as members asked. Circulate them again, or adopt them at a later meeting or in "
        "writing."
    ),
    MinutesStatus.ADOPTED: message(
        "The minutes are adopted: what they say is frozen. A mistake is corrected by a corrigendum with a number of "
        "its own; the adopted text stays as it is."
    ),
}
"""What holds of minutes in each state."""


@dataclass(frozen=True)
class VersionDocument:
    """The document of a version, as the preview takes it."""

    sha256: str
    file_name: str
    title: Wording


class MinutesPanel(QWidget):
    """Versions and corrigenda on one side, the one chosen on the other: its PDF, and what it changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.meeting: MeetingRow | None = None
        self.versions: Sequence[MinutesVersionRow] = ()
        self._corrigenda: Sequence[CorrigendumRow] = ()
        self._reader = Reader(desk.reads, self)
        self.rule = heading("muted")
        self.rule.setWordWrap(True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.currentRowChanged.connect(lambda _row: self._show_chosen())
        self.correct_button = QPushButton()
        self.correct_button.clicked.connect(self.correct)
        self.corrigenda = QLabel()
        self.corrigenda.setWordWrap(True)
        self.corrigenda.setTextFormat(Qt.TextFormat.RichText)
        self.corrigenda.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.RichText)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.save_button = QPushButton()
        self.preview = Preview(desk)
        self.against = Chooser(desk)
        self.against.edited.connect(self.compare)
        self.against_words = QLabel()
        self.against_words.setObjectName("muted")
        self.differences = QLabel()
        self.differences.setWordWrap(True)
        self.differences.setTextFormat(Qt.TextFormat.RichText)
        self.differences.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.currentChanged.connect(lambda _tab: self.compare())
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        listed = QWidget()
        left = QVBoxLayout(listed)
        # Right to left, a splitter cuts off the last column of pixels.
        left.setContentsMargins(1, 0, 1, 0)
        left.setSpacing(8)
        left.addWidget(self.rule)
        left.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self.correct_button)
        row.addStretch(1)
        left.addLayout(row)
        left.addWidget(scrolled(self.corrigenda, 0), 1)
        compared = QWidget()
        column = QVBoxLayout(compared)
        column.setContentsMargins(0, 8, 0, 0)
        chosen = QHBoxLayout()
        chosen.addWidget(self.against_words)
        chosen.addWidget(self.against, 1)
        column.addLayout(chosen)
        column.addWidget(scrolled(self.differences, 0), 1)
        self.tabs.addTab(self.preview, "")
        self.tabs.addTab(compared, "")
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        above = QHBoxLayout()
        above.addWidget(self.facts, 1)
        above.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignTop)
        right.addLayout(above)
        right.addWidget(self.tabs, 1)
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(listed)
        self.splitter.addWidget(self._right)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([380, 680])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.addWidget(self.splitter)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_minutes(self, session: Session, meeting: MeetingRow) -> None:
        """Show the versions of a meeting's minutes; the one chosen stays so, until there is a newer one."""
        kept, known = self.chosen(), [each.id for each in self.versions]
        self.meeting = meeting
        self.versions = list_versions(session, meeting.id)
        self._corrigenda = list_corrigenda(session, meeting.id)
        same = [each.id for each in self.versions] == known
        self._fill(kept.id if kept is not None and same else None)

    def title(self) -> Message:
        """What a tab with this panel says."""
        count = len(self.versions)
        return message("Versions ({count})", count=count) if count else message("Versions")

    def chosen(self) -> MinutesVersionRow | None:
        """The version that is chosen."""
        row = self.list.currentRow()
        return self.versions[row] if 0 <= row < len(self.versions) else None

    def _fill(self, kept: str | None) -> None:
        desk, language, meeting = self.desk, self.desk.language, self.meeting
        if meeting is None:
            return
        self.rule.setText(desk.say(RULES[meeting.minutes_status]))
        self.list.blockSignals(True)
        self.list.clear()
        for version in self.versions:
            said = message("Version {number} – {state}", number=version.version, state=version.status)
            lines = [desk.say(said), desk.day(version.made_on), language.best(version.note)]
            self.list.addItem(QListWidgetItem("\n".join(line for line in lines if line)))
        places = [version.id for version in self.versions]
        if places:
            self.list.setCurrentRow(places.index(kept) if kept in places else 0)
        self.list.blockSignals(False)
        self.list.setVisible(bool(places))
        self._right.setVisible(bool(places))
        self.correct_button.setVisible(meeting.minutes_status is MinutesStatus.ADOPTED)
        self.corrigenda.setText("".join(self._corrigendum(each) for each in self._corrigenda))
        self.against.set_options(self._others)
        self._show_chosen()

    def _corrigendum(self, row: CorrigendumRow) -> str:
        language, theme = self.desk.language, self.desk.theme
        said = language.text("{number} of {day}", number=isolate(row.number), day=row.issued_on)
        reason = language.text("Reason: {reason}", reason=isolate(language.best(row.reason)))
        return (
            f"<p><b>{escape(said)}</b><br>{escape(language.best(row.text))}"
            f"<br><span style='color: {theme.muted}'>{escape(reason)}</span></p>"
        )

    def _others(self) -> list[Option]:
        """What the chosen version can be compared with: the other versions, and the minutes as they are now."""
        chosen, desk = self.chosen(), self.desk
        options = [
            Option(each.id, desk.say(message("Version {number} – {state}", number=each.version, state=each.status)))
            for each in self.versions
            if chosen is not None and each.id != chosen.id
        ]
        return [*options, Option(NOW, desk.language.text("The minutes as they are now"))]

    def _show_chosen(self) -> None:
        version, meeting = self.chosen(), self.meeting
        if version is None or meeting is None:
            self.preview.show_row(None)
            return
        language, theme = self.desk.language, self.desk.theme
        facts = [(message("Text (SHA-256)"), version.sha256)]
        if version.document_sha256 is not None:
            facts.append((message("PDF (SHA-256)"), version.document_sha256))
        self.facts.setText(
            "<br>".join(
                f"<span style='color: {theme.muted}'>{escape(self.desk.say(words))}</span> "
                f"<span style='font-family: monospace'>{isolate(' '.join(re.findall('.{16}', value)))}</span>"
                for words, value in facts
            )
        )
        if version.document_sha256 is not None:
            name = f"{meeting.number}-v{version.version}.pdf"
            self.preview.show_row(VersionDocument(version.document_sha256, name, Wording()))
        else:
            self.preview.show_row(None)
            self.preview.say(
                message("No PDF was kept with this version. Its text is: compare it, or write the minutes as PDF.")
            )
        older = [each.id for each in self.versions if each.version < version.version]
        self.against.set_value(older[0] if older else NOW)
        self.against.retranslate()
        self.setAccessibleName(language.text("Versions"))
        self.compare()

    # --- comparing ---------------------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Say what changed between the version chosen and the other one; the older is always the first."""
        version, meeting, other = self.chosen(), self.meeting, self.against.value()
        if version is None or meeting is None or other is None or self.tabs.currentIndex() != 1:
            return
        numbers = {each.id: each.version for each in self.versions}
        code = self.desk.commission.language
        newer_is_other = other == NOW or numbers[other] > version.version

        def read(session: Session) -> list[Difference] | Message:
            try:
                chosen = read_version(session, version.id)
                against = (
                    find_minutes(session, meeting.id, code, Audience.RESTRICTED)
                    if other == NOW
                    else read_version(session, other)
                )
            except Refusal as refusal:
                return refusal.message
            return compare_minutes(chosen, against) if newer_is_other else compare_minutes(against, chosen)

        self._reader.ask(read, self._show_differences)

    def _show_differences(self, found: list[Difference] | Message) -> None:
        if isinstance(found, Message):
            self.differences.setText(escape(self.desk.say(found)))
            return
        language = self.desk.language
        if not found:
            self.differences.setText(escape(language.text("Both say the same.")))
            return
        count = language.text(plural("{count} change", "{count} changes", len(found)))
        self.differences.setText(f"<p><b>{escape(count)}</b></p>" + "".join(self._difference(each) for each in found))

    def _difference(self, found: Difference) -> str:
        said = escape(self.desk.say(found.said)) + (f" ({found.language})" if found.language else "")
        # A rich text takes the direction of its first letter: what is said runs as the window does.
        own = "rtl" if self.desk.language.right_to_left else "ltr"
        if not (found.old or found.new):
            return f"<p dir='{own}'>{said}</p>"
        text = found.new or found.old
        turned = direction_of(text, self.layoutDirection()) == RIGHT_TO_LEFT
        direction = "rtl" if turned else "ltr"
        marked = self._marked(found.old, found.new)
        return f"<p dir='{own}'>{said}</p><p dir='{direction}' style='margin: 0 12px'>{marked}</p>"

    def _marked(self, old: str, new: str) -> str:
        """The newer text: what was taken out is struck through, what was put in underlined, not by colour alone."""
        theme = self.desk.theme
        before, after = (re.findall(r"\s+|[^\s]+", text) for text in (old, new))
        parts: list[str] = []
        for kind, i, j, k, end in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            gone, came = escape("".join(before[i:j])), escape("".join(after[k:end]))
            if kind == "equal":
                parts.append(came)
                continue
            if gone:
                parts.append(f"<s style='color: {theme.red}'>{gone}</s>")
            if came:
                parts.append(f"<u style='color: {theme.green}'>{came}</u>")
        return "".join(parts).replace("\n", "<br>")

    # --- saving ------------------------------------------------------------------------------------------------------

    def _menu(self) -> QMenu:
        """The PDF that was kept, and the text that was, as PDF in each language."""
        menu = QMenu(self.save_button)
        kept = menu.addAction(self.desk.language.text("The PDF that was kept…"))
        kept.triggered.connect(lambda _checked: self.save())
        menu.aboutToShow.connect(lambda: kept.setVisible(bool((row := self.chosen()) and row.document_sha256)))
        for code in LANGUAGE_CODES:
            said = message("The text that was kept – {language}…", language=OWN_NAMES[code])
            menu.addAction(self.desk.say(said)).triggered.connect(partial(self._save_in, code))
        return menu

    def _save_in(self, code: LanguageCode, _checked: bool) -> None:
        self.save(code)

    def save(self, code: LanguageCode | None = None) -> None:
        """Save the PDF that was kept with a version, or what the version says as PDF in a language."""
        if (version := self.chosen()) is not None and self.meeting is not None:
            save_version(self.desk, self.meeting, version, code, self.window())

    # --- correcting --------------------------------------------------------------------------------------------------

    def correct(self) -> None:
        """Issue a corrigendum to the adopted minutes."""
        if self.meeting is not None:
            correct_minutes(self.desk, self.meeting, self.window())

    # --- words -------------------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        (self.list if self.list.isVisible() else self).setFocus()

    def retranslate(self) -> None:
        language = self.desk.language
        self.correct_button.setText(language.text("Issue a corrigendum"))
        self.correct_button.setIcon(self.desk.icon("pencil-simple", self.desk.theme.text))
        self.list.setAccessibleName(language.text("Versions"))
        self.against_words.setText(language.text("Compared with:"))
        self.against.setAccessibleName(language.text("Compared with:"))
        self.save_button.setText(language.text("Save as…"))
        self.save_button.setIcon(self.desk.icon("download-simple", self.desk.theme.text))
        old = self.save_button.menu()
        self.save_button.setMenu(self._menu())
        if old is not None:
            old.deleteLater()
        self.tabs.setTabText(0, "PDF")
        self.tabs.setTabText(1, language.text("What changed"))
        self.preview.retranslate()
        chosen: Any = self.chosen()
        self._fill(chosen.id if chosen is not None else None)

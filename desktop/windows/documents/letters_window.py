"""Letters to several institutions at once: to whom, what for, looked at, then written and entered as sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.codes import MeetingStatus
from desktop.language import LanguageCode, Message, isolate, message, plural
from desktop.outputs.letters import (
    LetterForm,
    LetterPurpose,
    LetterWish,
    export_letter,
    list_concerned,
    write_letters,
)
from desktop.records.follow_up.letter_rows import Concerned
from desktop.records.meetings.meeting import MeetingFilter, list_meeting_ids, list_meetings
from desktop.windows.desk import Desk, Door
from desktop.windows.documents.document_window import AUDIENCES, DocumentWindow, all_languages, name_languages
from desktop.windows.documents.paper import Paper
from desktop.windows.exports import open_file
from desktop.windows.jobs import Job, Tell
from desktop.windows.reads import Reader

MEETINGS = 100
"""As many of the latest meetings are offered."""

NAME, COUNT, SINCE = range(3)
"""The columns of the list."""


class LettersWindow(QDialog):
    """Choices above, the institutions below; what is ticked gets a letter."""

    def __init__(self, desk: Desk, parent: QWidget, meeting_id: str | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.resize(desk.scaled(760), desk.scaled(640))
        self._concerned: Sequence[Concerned] = ()
        self._reader = Reader(desk.reads, self)
        self._meetings = self._find_meetings(meeting_id)
        self._make_widgets()
        self._lay_out()
        self.retranslate()
        self.languages.setCurrentIndex(all_languages().index((desk.commission.language,)))
        self.purposes.setCurrentIndex(0 if meeting_id in dict(self._meetings) else 1)
        for choice in (self.purposes, self.meetings, self.audiences):
            choice.currentIndexChanged.connect(lambda _: self.list_concerned())
        self.list.itemChanged.connect(lambda *_: self._offer())
        self.list.currentItemChanged.connect(lambda *_: self._offer())
        self.list.itemActivated.connect(lambda *_: self.look())
        desk.language_changed.connect(self.retranslate)
        desk.register_changed.connect(self.list_concerned)

    def _find_meetings(self, meeting_id: str | None) -> list[tuple[str, str]]:
        """The latest meetings that were held, and the one that is asked for."""
        with self.desk.reading() as session:
            ids = list_meeting_ids(session, MeetingFilter(), self.desk.language.code)
            rows = list_meetings(
                session, ids[:MEETINGS] if meeting_id in (None, *ids[:MEETINGS]) else [meeting_id, *ids]
            )
        held = (MeetingStatus.HELD, MeetingStatus.CLOSED)
        chosen = [row for row in rows if row.status in held]
        chosen.sort(key=lambda row: (row.id != meeting_id, -row.start.toordinal()))
        return [(row.id, f"{isolate(row.number)} · {self.desk.language.best(row.title)}") for row in chosen]

    def _make_widgets(self) -> None:
        self.purposes, self.meetings, self.languages, self.audiences, self.forms = (QComboBox() for _ in range(5))
        self._choices = (self.purposes, self.meetings, self.languages, self.audiences, self.forms)
        self._names = [QLabel() for _ in self._choices]
        for name, choice in zip(self._names, self._choices, strict=True):
            name.setBuddy(choice)
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(16)
        for _, words in self._meetings:
            self.meetings.addItem(words)
        self.list = QTreeWidget()
        self.list.setColumnCount(3)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (COUNT, SINCE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.all_button, self.none_button = QPushButton(), QPushButton()
        self.all_button.clicked.connect(lambda: self.tick(True))
        self.none_button.clicked.connect(lambda: self.tick(False))
        self.note = QLabel()
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self.look_button, self.write_button, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self.write_button.setProperty("primary", True)
        self.write_button.setDefault(True)
        self.look_button.clicked.connect(self.look)
        self.write_button.clicked.connect(self.write)
        self.close_button.clicked.connect(self.close)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for group in (self._choices[:2], self._choices[2:]):
            row = QHBoxLayout()
            row.setSpacing(12)
            for choice in group:
                pair = QVBoxLayout()
                pair.setSpacing(4)
                pair.addWidget(self._names[self._choices.index(choice)])
                pair.addWidget(choice)
                row.addLayout(pair, 1)
            column.addLayout(row)
        column.addWidget(self.list, 1)
        ticks = QHBoxLayout()
        ticks.addWidget(self.all_button)
        ticks.addWidget(self.none_button)
        ticks.addWidget(self.note, 1)
        column.addLayout(ticks)
        buttons = QHBoxLayout()
        buttons.addWidget(self.look_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.write_button)
        column.addLayout(buttons)

    # --- what is chosen ----------------------------------------------------------------------------------------------

    @property
    def codes(self) -> tuple[LanguageCode, ...]:
        return all_languages()[max(self.languages.currentIndex(), 0)]

    @property
    def form(self) -> LetterForm:
        return list(LetterForm)[max(self.forms.currentIndex(), 0)]

    @property
    def wish(self) -> LetterWish:
        purpose = list(LetterPurpose)[max(self.purposes.currentIndex(), 0)]
        meeting = self._meetings[max(self.meetings.currentIndex(), 0)][0] if self._meetings else None
        return LetterWish(
            purpose,
            self.codes,
            meeting if purpose is LetterPurpose.TRANSMISSION else None,
            AUDIENCES[max(self.audiences.currentIndex(), 0)],
            self.desk.today,
        )

    def start(self) -> None:
        self.show()
        self.list_concerned()

    def list_concerned(self) -> None:
        """List those a letter is due to."""
        wish = self.wish
        transmits = wish.purpose is LetterPurpose.TRANSMISSION
        self.meetings.setEnabled(transmits)
        self._names[1].setEnabled(transmits)

        def work(session: Session) -> Sequence[Concerned]:
            return list_concerned(session, wish)

        self._reader.ask(work, self._show)

    def _show(self, concerned: Sequence[Concerned]) -> None:
        self._concerned = concerned
        language = self.desk.language
        self.list.blockSignals(True)
        self.list.clear()
        for each in concerned:
            row = each.institution
            item = QTreeWidgetItem([f"{isolate(row.acronym)} · {isolate(language.best(row.name))}",
                                    language.number(each.count), self._say_since(each.since)])  # fmt: skip
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(NAME, Qt.CheckState.Checked)
            item.setTextAlignment(COUNT, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
        self.list.blockSignals(False)
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self._say_headings()
        self._offer()

    def _say_since(self, since: dt.date | None) -> str:
        if since is None:
            return ""
        days = (self.desk.today - since).days
        return self.desk.say(plural("{count} day", "{count} days", days))

    @property
    def ticked(self) -> list[str]:
        """Ids of the institutions that get a letter."""
        return [each.institution.id for each, item in self._lines() if item.checkState(NAME) is Qt.CheckState.Checked]

    def _lines(self) -> list[tuple[Concerned, QTreeWidgetItem]]:
        items = (self.list.topLevelItem(place) for place in range(self.list.topLevelItemCount()))
        return list(zip(self._concerned, (item for item in items if item is not None), strict=True))

    def tick(self, ticked: bool) -> None:
        """Tick all, or none."""
        for _, item in self._lines():
            item.setCheckState(NAME, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _offer(self) -> None:
        count = len(self.ticked)
        self.write_button.setEnabled(bool(count))
        self.look_button.setEnabled(self.list.currentItem() is not None)
        self.note.setText(self.desk.say(self._say_count(count)))

    def _say_count(self, count: int) -> Message:
        if not self._concerned:
            if self.wish.purpose is LetterPurpose.REMINDER:
                return message("No institution is late: there is nobody to remind.")
            return message("No recommendation of this meeting is addressed to an institution.")
        return plural(
            "{count} letter will be written and entered as sent today.",
            "{count} letters will be written and entered as sent today.",
            count,
        )

    # --- looking, writing --------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Show the letter to the institution that is chosen, as it would be."""
        if (chosen := self.list.currentItem()) is None:
            return
        place = self.list.indexOfTopLevelItem(chosen)
        institution, wish, register = self._concerned[place].institution, self.wish, self.desk.register
        paper = Paper(
            "letter",
            wish.purpose.label,
            institution.acronym,
            lambda codes, target, audience, password: export_letter(
                register,
                institution.id,
                LetterWish(wish.purpose, codes, wish.meeting_id, audience, wish.on),
                target,
                password=password,
            ),
            wish.audience,
        )
        title = message(
            "Letter to {institution}, as it would be: it is not entered yet", institution=institution.acronym
        )
        shown = DocumentWindow(self.desk, title, (paper,), self)
        shown.languages.setCurrentIndex(self.languages.currentIndex())
        shown.start()

    def write(self) -> None:
        """Ask for a folder, then write the letters and enter them."""
        desk, ids, wish, form = self.desk, self.ticked, self.wish, self.form
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        before = desk.place.get("folder")
        chosen = QFileDialog.getExistingDirectory(
            self, desk.language.text("Folder for the letters"), before if isinstance(before, str) else documents
        )
        if not chosen or not ids:
            return
        folder = Path(chosen)
        desk.place["folder"] = str(folder)
        written: list[Path] = []

        def work(tell: Tell) -> None:
            written.extend(write_letters(desk.register, ids, wish, form, folder, tell))

        def done() -> None:
            desk.renew()
            if written:
                desk.tell(
                    plural(
                        "{count} letter is written and entered.", "{count} letters are written and entered.", len(ids)
                    ),
                    Door(message("Show in folder"), lambda: open_file(folder)),
                    Door(message("Undo"), desk.undo),
                )

        desk.jobs.start(Job(message("Letters are being written…"), work, done))
        self.close()

    # --- all ---------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        language = self.desk.language
        self.setWindowTitle(language.text("Letters to institutions"))
        DocumentWindow.say_choices(self.purposes, [self.desk.say(each.label) for each in LetterPurpose])
        DocumentWindow.say_choices(self.languages, name_languages(language))
        DocumentWindow.say_choices(self.audiences, [self.desk.say(each.label) for each in AUDIENCES])
        DocumentWindow.say_choices(self.forms, [self.desk.say(each.label) for each in LetterForm])
        names = (message("What for"), message("Meeting"), message("Language"), message("For whom"), message("As"))
        for label, words in zip(self._names, names, strict=True):
            label.setText(language.text(words))
        for button, words in (
            (self.all_button, message("Tick all")), (self.none_button, message("Tick none")),
            (self.look_button, message("Look at the letter…")), (self.close_button, message("Close")),
            (self.write_button, message("Write and enter…")),
        ):  # fmt: skip
            button.setText(language.text(words))
        self.list.setAccessibleName(language.text("Institutions"))
        self._say_headings()
        self._show(self._concerned)

    def _say_headings(self) -> None:
        language = self.desk.language
        late = self.wish.purpose is LetterPurpose.REMINDER
        self.list.setHeaderLabels(
            [
                language.text("Institution"),
                language.text("Late actions") if late else language.text("Recommendations"),
                language.text("Late for") if late else "",
            ]
        )
        self.list.setColumnHidden(SINCE, not late)

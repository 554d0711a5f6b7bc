"""Letters to several institutions at once: to whom, what for, looked at, then written and entered as sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget
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
from desktop.windows.documents.institutions_window import InstitutionsWindow
from desktop.windows.documents.paper import Paper
from desktop.windows.exports import open_file
from desktop.windows.jobs import Job, Tell

MEETINGS = 100
"""As many of the latest meetings are offered."""


class LettersWindow(InstitutionsWindow):
    """What is ticked gets a letter."""

    def __init__(self, desk: Desk, parent: QWidget, meeting_id: str | None = None) -> None:
        super().__init__(desk, parent, (2, 3))
        self._meetings = self._find_meetings(meeting_id)
        self.purposes, self.meetings, self.languages, self.audiences, self.forms = self.choices
        for _, words in self._meetings:
            self.meetings.addItem(words)
        self.look_button.clicked.connect(self.look)
        self.list.itemActivated.connect(lambda *_: self.look())
        self.retranslate()
        self.languages.setCurrentIndex(all_languages().index((desk.commission.language,)))
        self.purposes.setCurrentIndex(0 if meeting_id in dict(self._meetings) else 1)
        for choice in (self.purposes, self.meetings, self.audiences):
            choice.currentIndexChanged.connect(lambda _: self.list_concerned())

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

    def list_concerned(self) -> None:
        """List those a letter is due to."""
        wish = self.wish
        transmits = wish.purpose is LetterPurpose.TRANSMISSION
        self.meetings.setEnabled(transmits)
        self.names[1].setEnabled(transmits)

        def work(session: Session) -> Sequence[Concerned]:
            return list_concerned(session, wish)

        self.reader.ask(work, self.show_concerned)

    def say_count(self, count: int) -> Message:
        if not self.concerned:
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
        institution, wish, register = self.concerned[place].institution, self.wish, self.desk.register
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
        desk, ids, wish, form = self.desk, [each.institution.id for each in self.ticked], self.wish, self.form
        folder = self.ask_for_folder(message("Folder for the letters"))
        if folder is None or not ids:
            return
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
        self.say_audiences(self.audiences)
        DocumentWindow.say_choices(self.forms, [self.desk.say(each.label) for each in LetterForm])
        names = (message("What for"), message("Meeting"), message("Language"), message("For whom"), message("As"))
        for label, words in zip(self.names, names, strict=True):
            label.setText(language.text(words))
        self.look_button.setText(language.text("Look at the letter…"))
        self.write_button.setText(language.text("Write and enter…"))
        super().retranslate()

    def say_headings(self) -> tuple[Message, Message | None]:
        if self.wish.purpose is LetterPurpose.REMINDER:
            return message("Late actions"), message("Late for")
        return message("Recommendations"), None

"""Trackers for several institutions at once, as workbooks in a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.codes import Audience
from desktop.language import Message, message, plural
from desktop.outputs.trackers import write_trackers
from desktop.records.follow_up.correspondence import list_in_charge
from desktop.records.follow_up.letter_rows import Concerned
from desktop.records.follow_up.tracker_scope import Scope, list_scopes
from desktop.windows import tracker_columns
from desktop.windows.desk import Desk, Door
from desktop.windows.documents.document_window import AUDIENCES, DocumentWindow
from desktop.windows.documents.institutions_window import InstitutionsWindow
from desktop.windows.exports import open_file, scope_name
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.jobs import Job, Tell
from desktop.windows.minutes_wish import language_options


class TrackersWindow(InstitutionsWindow):
    """What is ticked gets a tracker of its own actions."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, (1, 2))
        self.scopes, self.languages, self.audiences = self.choices
        with desk.reading() as session:
            self._scopes: tuple[Scope | None, ...] = (None, *list_scopes(session))
        self.scopes.addItems([""] * len(self._scopes))
        self.look_button.clicked.connect(self.choose_columns)
        self.retranslate()
        self._language_options = language_options(desk)
        self.languages.setCurrentIndex(
            [option.value for option in self._language_options].index(desk.commission.language)
        )
        self.audiences.setCurrentIndex(AUDIENCES.index(Audience.INTERNAL))
        for choice in (self.scopes, self.audiences):
            choice.currentIndexChanged.connect(lambda _: self.list_concerned())

    @property
    def audience(self) -> Audience:
        return AUDIENCES[max(self.audiences.currentIndex(), 0)]

    @property
    def scope(self) -> Scope | None:
        """The programme, plan or body that is chosen; none where all actions are."""
        return self._scopes[max(self.scopes.currentIndex(), 0)]

    def list_concerned(self) -> None:
        """List those who lead or support an action that is not finished."""
        today, audience, scope = self.desk.today, self.audience, self.scope

        def work(session: Session) -> Sequence[Concerned]:
            return list_in_charge(session, today, audience, scope)

        self.reader.ask(work, self.show_concerned)

    def say_count(self, count: int) -> Message:
        if not self.concerned:
            return message("No institution has an action that is not finished: there is nothing to ask for.")
        return plural("{count} tracker will be written.", "{count} trackers will be written.", count)

    def say_headings(self) -> tuple[Message, Message | None]:
        return message("Open actions"), message("Late for")

    def offer(self) -> None:
        super().offer()
        self.look_button.setEnabled(True)

    def choose_columns(self) -> None:
        """Ask which columns the trackers are to have."""
        desk = self.desk

        def keep(values: Mapping[str, Any]) -> None:
            tracker_columns.keep(desk, values["columns"])

        dialog = FormDialog(
            desk, message("Columns of the trackers"), (tracker_columns.FIELD,), keep, done=message("Keep"),
            values={"columns": tracker_columns.kept(desk)}, parent=self,
        )  # fmt: skip
        dialog.start()

    def write(self) -> None:
        """Ask for a folder, then write the trackers: all of them, or none where it is stopped."""
        desk, audience, scope = self.desk, self.audience, self.scope
        acronyms = [each.institution.acronym for each in self.ticked]
        codes = self._language_options[max(self.languages.currentIndex(), 0)].value.split("+")
        columns = tracker_columns.kept(desk)
        folder = self.ask_for_folder(message("Folder for the trackers"))
        if folder is None or not acronyms:
            return
        written: list[Path] = []

        def work(tell: Tell) -> None:
            written.extend(write_trackers(desk.register, acronyms, codes, folder, tell, audience, scope, columns))

        def done() -> None:
            if written:
                desk.tell(
                    plural("{count} tracker is written.", "{count} trackers are written.", len(written)),
                    Door(message("Show in folder"), lambda: open_file(folder)),
                )

        desk.jobs.start(Job(message("The trackers are being written…"), work, done))
        self.close()

    def retranslate(self) -> None:
        language = self.desk.language
        self.setWindowTitle(language.text("Trackers for institutions"))
        DocumentWindow.say_choices(self.languages, [option.words for option in language_options(self.desk)])
        self.say_audiences(self.audiences)
        DocumentWindow.say_choices(self.scopes, [scope_name(each, language) for each in self._scopes])
        names = (message("Of which actions"), message("Language"), message("For whom"))
        for label, words in zip(self.names, names, strict=True):
            label.setText(language.text(words))
        self.write_button.setText(language.text("Write the trackers…"))
        super().retranslate()
        self.look_button.setText(language.text("Columns…"))

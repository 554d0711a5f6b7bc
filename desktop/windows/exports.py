"""Documents written from the window: which language, of whom, into which file; then a job, then a door to the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.codes import Audience, MeetingStatus
from desktop.language import LANGUAGE_CODES, OWN_NAMES, Language, LanguageCode, Message, isolate, message
from desktop.outputs.convocations import export_calendar
from desktop.outputs.everything import export_everything
from desktop.outputs.lists import export_list
from desktop.outputs.minutes import MinutesPaper, export_minutes
from desktop.outputs.trackers import export_tracker
from desktop.records.follow_up.tracker_scope import Scope, list_scopes
from desktop.records.listing import in_pages
from desktop.records.meetings.meeting import list_meetings
from desktop.records.people.institution import InstitutionFilter, list_institution_ids, list_institutions
from desktop.windows import tracker_columns
from desktop.windows.desk import Desk, Door
from desktop.windows.forms.chooser import Option
from desktop.windows.forms.form import Field, Kind
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.jobs import Job, Jobs, Tell
from desktop.windows.minutes_wish import fields_of, first_values, language_options, languages_of, wish_of

if TYPE_CHECKING:
    from desktop.windows.lists.list_page import ListPage

LANGUAGE = Field(
    "language", message("Language"), Kind.CHOICE, required=True,
    options=lambda _desk: [Option(code, OWN_NAMES[code]) for code in LANGUAGE_CODES],
)  # fmt: skip
LANGUAGES = Field("languages", message("Language"), Kind.CHOICE, required=True, options=language_options)
AUDIENCE = Field("audience", message("For whom"), Kind.CODE, required=True, codes=tuple(Audience))


class Exports(QObject):
    """Asks what has to be asked and writes the document."""

    def __init__(self, desk: Desk, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self.desk, self.jobs, self.window = desk, jobs, window
        desk.list_written.connect(self.listed)

    # --- minutes -----------------------------------------------------------------------------------------------------

    def minutes(self, meeting_id: str, language: LanguageCode | None = None) -> None:
        """Write the minutes of a meeting as PDF; in which language is asked where it is not said."""
        with self.desk.reading() as session:
            row = list_meetings(session, [meeting_id])[0]

        def chosen(values: Mapping[str, Any]) -> None:
            code: LanguageCode = values["language"]
            target = self._target(f"{row.number}-{code}.pdf", "PDF (*.pdf)")
            if target is not None:
                self._write(
                    message("Minutes of {meeting} are being written…", meeting=row.number),
                    lambda _tell: export_minutes(self.desk.register, meeting_id, [code], target),
                    target,
                )

        if language is not None:
            chosen({"language": language})
            return
        self._ask(message("Minutes (PDF)"), (LANGUAGE,), {"language": self.desk.commission.language}, chosen)

    def minutes_paper(self, meeting_id: str, paper: MinutesPaper) -> None:
        """Write the minutes of a meeting, or a paper made of them, as PDF or for Word, once all is asked."""
        from desktop.windows.documents.file_choice import choose_document_file

        with self.desk.reading() as session:
            row = list_meetings(session, [meeting_id])[0]

        def chosen(values: Mapping[str, Any]) -> None:
            wish, codes = wish_of(paper, values), languages_of(values)
            kind = "" if paper is MinutesPaper.MINUTES else self.desk.say(paper.label)
            name = "-".join(each for each in (row.number, kind, wish.institution or "", "-".join(codes)) if each)
            # Annexes follow page by page, which only a PDF can take in.
            target = choose_document_file(self.desk, name, self.window, word=not wish.annexes)
            if target is not None:
                self._write(
                    message("{name} is being written…", name=target.name),
                    lambda _tell: export_minutes(
                        self.desk.register, meeting_id, codes, target, values["audience"], wish
                    ),
                    target,
                )

        self._ask(paper.label, fields_of(self.desk, meeting_id, paper), first_values(self.desk), chosen)

    # --- documents of a meeting ---------------------------------------------------------------------------------------

    def documents(self, meeting_id: str, key: str | None = None) -> None:
        """Show what is signed, sent and printed of a meeting, one of its papers first."""
        from desktop.windows.documents.document_window import DocumentWindow
        from desktop.windows.documents.paper import MINUTES, papers_of_meeting

        with self.desk.reading() as session:
            row = list_meetings(session, [meeting_id])[0]
        title = message("Documents of {meeting}", meeting=row.number)
        window = DocumentWindow(self.desk, title, papers_of_meeting(self.desk.register, row), self.window)
        is_over = row.status in (MeetingStatus.HELD, MeetingStatus.CLOSED)
        window.start(key or (MINUTES if is_over else None))

    def calendar_entry(self, meeting_id: str) -> None:
        """Write a meeting as a calendar entry, which mail programs open."""
        with self.desk.reading() as session:
            row = list_meetings(session, [meeting_id])[0]
        target = self._target(f"{row.number}.ics", f"{self.desk.language.text('Calendar entry')} (*.ics)")
        if target is not None:
            code = self.desk.commission.language
            self._write(
                message("The calendar entry is being written…"),
                lambda _tell: export_calendar(self.desk.register, code, target, meeting_id),
                target,
            )

    # --- reports -----------------------------------------------------------------------------------------------------

    def reports(self) -> None:
        """Show what can be reported, on whom or what one chooses."""
        from desktop.windows.documents.document_window import DocumentWindow
        from desktop.windows.documents.paper import reports_of

        papers = reports_of(self.desk.register, self.desk.today)
        DocumentWindow(self.desk, message("Reports"), papers, self.window).start()

    # --- letters -----------------------------------------------------------------------------------------------------

    def letters(self, meeting_id: str | None = None) -> None:
        """Show who is to be written to: because they are late, or to hand a meeting's recommendations on."""
        from desktop.windows.documents.letters_window import LettersWindow

        LettersWindow(self.desk, self.window, meeting_id).start()

    # --- tracker -----------------------------------------------------------------------------------------------------

    def tracker(self, acronym: str | None = None) -> None:
        """Write the tracker of an institution, or of all, as an Excel workbook."""

        def chosen(values: Mapping[str, Any]) -> None:
            codes, columns = languages_of(values), values["columns"]
            tracker_columns.keep(self.desk, columns)
            whose: str | None = values["institution"] or None
            scope = scopes[values["of"]]
            of = scope.code if scope else ""
            name = "-".join(each for each in (self.desk.language.text("tracker"), whose, of, *codes) if each)
            target = self._target(f"{name}.xlsx", "Excel (*.xlsx)")
            if target is not None:
                self._write(
                    message("The tracker is being written…"),
                    lambda tell: export_tracker(
                        self.desk.register, whose, codes, target, tell, scope=scope, columns=columns
                    ),
                    target,
                )

        whom = Field("institution", message("Institution"), Kind.CHOICE, required=True, options=_trackers)
        with self.desk.reading() as session:
            scopes: dict[str, Scope | None] = {"": None, **{each.subject.id: each for each in list_scopes(session)}}
        named = [Option(key, scope_name(scope, self.desk.language)) for key, scope in scopes.items()]
        of = Field("of", message("Of which actions"), Kind.CHOICE, required=True, options=lambda _: named)
        values = {
            "languages": self.desk.commission.language, "institution": acronym or "", "of": "",
            "columns": tracker_columns.kept(self.desk),
        }  # fmt: skip
        fields = (whom, of, LANGUAGES, tracker_columns.FIELD)
        self._ask(message("Tracker (Excel)"), fields, values, chosen)

    def trackers(self) -> None:
        """Show who has actions to report on, and write a tracker for each of them."""
        from desktop.windows.documents.trackers_window import TrackersWindow

        TrackersWindow(self.desk, self.window).start()

    # --- the whole register -------------------------------------------------------------------------------------------

    def everything(self) -> None:
        """Write all that an audience may see of the register as one workbook."""

        def chosen(values: Mapping[str, Any]) -> None:
            code: LanguageCode = values["language"]
            audience: Audience = values["audience"]
            name = f"{self.desk.language.text('register')}-{self.desk.today.isoformat()}-{code}.xlsx"
            target = self._target(name, "Excel (*.xlsx)")
            if target is not None:
                self._write(
                    message("The whole register is being written…"),
                    lambda tell: export_everything(self.desk.register, audience, code, target, self.desk.today, tell),
                    target,
                )

        values = {"language": self.desk.commission.language, "audience": Audience.INTERNAL}
        self._ask(message("The whole register (Excel)"), (LANGUAGE, AUDIENCE), values, chosen)

    # --- a list ------------------------------------------------------------------------------------------------------

    def listed(self, page: ListPage) -> None:
        """Write the list on a page, as it is searched, filtered, sorted and arranged, as a workbook for an audience."""
        from desktop.windows.lists.copying import described, values_of

        desk, model, columns, ids = self.desk, page.model, page.table.header.shown(), list(page.model.ids)
        name = desk.say(page.title)
        title = page.views.title() or name
        filtered = bool(page.search.text().strip() or page.filters())
        list_rows, language = page.listing.list_rows, desk.language

        def chosen(values: Mapping[str, Any]) -> None:
            audience: Audience = values["audience"]
            target = self._target(f"{name}.xlsx", "Excel (*.xlsx)")
            if target is None:
                return

            def work(tell: Tell) -> None:
                export_list(
                    desk.register, len(ids),
                    lambda shown: described(columns, title, shown, len(ids) - shown, audience, filtered, desk),
                    lambda session: values_of(model, columns, ids, session, list_rows, audience, desk),
                    language, target, tell,
                )  # fmt: skip

            self._write(message("The list is being written…"), work, target)

        self._ask(message("List (Excel)"), (AUDIENCE,), {"audience": Audience.INTERNAL}, chosen)

    # --- all --------------------------------------------------------------------------------------------------------

    def _ask(
        self,
        title: Message,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        chosen: Callable[[Mapping[str, Any]], None],
    ) -> None:
        answers: dict[str, Any] = {}

        def take(given: Mapping[str, Any]) -> None:
            answers.update(given)

        dialog = FormDialog(
            self.desk, title, fields, take, done=message("Choose the file…"), values=values, parent=self.window
        )
        # The file is chosen once the dialog has gone: two of them on top of one another confuse.
        dialog.accepted.connect(lambda: chosen(answers))
        dialog.start()

    def _target(self, name: str, kind: str) -> Path | None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = self.desk.place.get("folder") or documents
        proposed = str(Path(folder) / name.replace("/", "-"))
        chosen, _ = QFileDialog.getSaveFileName(self.window, self.desk.language.text("Save as"), proposed, kind)
        if not chosen:
            return None
        target = Path(chosen)
        suffix = Path(name).suffix
        if target.suffix.lower() != suffix:
            target = target.with_name(target.name + suffix)
        self.desk.place["folder"] = str(target.parent)
        return target

    def _write(self, words: Message, work: Callable[[Tell], object], target: Path) -> None:
        def done() -> None:
            self.desk.tell(
                message("{file} is written.", file=target.name),
                Door(message("Open"), lambda: open_file(target)),
                Door(message("Show in folder"), lambda: open_file(target.parent)),
            )

        self.jobs.start(Job(words, work, done))


def _trackers(desk: Desk) -> list[Option]:
    """All institutions together, and each by its acronym."""
    with desk.reading() as session:
        ids = list_institution_ids(session, InstitutionFilter(), desk.language.code)
        rows = list(in_pages(ids, lambda page: list_institutions(session, page)))
    named = [Option(row.acronym, f"{row.acronym} · {desk.language.best(row.name)}", row.acronym) for row in rows]
    return [Option("", desk.language.text("All institutions")), *named]


def scope_name(scope: Scope | None, language: Language) -> str:
    """What a programme, plan or body is called where it is chosen."""
    if scope is None:
        return language.text("All actions")
    name = language.best(scope.name)
    return f"{isolate(scope.code)} · {name}" if scope.code else name


def open_file(path: Path) -> None:
    """Open a file, or show a folder, in whatever program this computer uses for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

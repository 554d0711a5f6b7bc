"""The search over everything (Ctrl+K): one field that answers as one types, and runs commands too.

All is read beside the window's own thread; only the answer to what was typed last is shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.codes import Level
from desktop.language import Language, message
from desktop.records.rows import SearchHit
from desktop.records.search.result import find_marks, search
from desktop.records.search.way import list_named
from desktop.records.search.words import fold
from desktop.windows.desk import Desk
from desktop.windows.everywhere.found_list import FoundList, Line, title_with_marks
from desktop.windows.everywhere.places import SCOPES, find_door, place_of, reachable_kinds, unscoped
from desktop.windows.everywhere.spoken import ONLY_COMMANDS, Command, Offered, list_commands, offer_commands, title_of
from desktop.windows.forms.chooser import Chooser, Option
from desktop.windows.forms.line import TextLine
from desktop.windows.look.direction import side_by_side
from desktop.windows.page import heading
from desktop.windows.reads import Reader

A_FEW, MANY = 6, 60
"""Hits of each group where everything is searched, and of one that was chosen."""
PAGE = 8
ALL = ""
"""The value of a filter that leaves nothing out."""
RECENT = 6
WIDTH, HEIGHT, TOP = 760, 560, 56

YEARS = (1, 2, 5)
"""How many years back the filter by date offers to look."""


@dataclass(frozen=True)
class Question:
    """What is looked for."""

    text: str
    scope: int | None = None
    """A place in :data:`SCOPES`."""
    level: Level | None = None
    years: int | None = None

    @property
    def narrowed(self) -> bool:
        return self.scope is not None or self.level is not None or self.years is not None


@dataclass(frozen=True)
class Answer:
    question: Question
    commands: Sequence[Offered]
    groups: Sequence[Sequence[SearchHit]]
    recent: Sequence[Line] = ()


class Everywhere(QDialog):
    """The field, three filters, and the list of what was found. Escape leads back to where one was."""

    opened = Signal(str, str)
    """A page and a record on it."""
    settings_asked = Signal(str, str)
    """A section of the settings, and an entry of its list."""
    listed = Signal(str, str)
    """A page, and the words by which its list is to be searched."""
    answered = Signal(object)
    """What was asked for last is on the screen: the :class:`Answer`."""

    def __init__(
        self, desk: Desk, commands: Callable[[], Sequence[Command]], pages: Collection[str], over: QWidget
    ) -> None:
        """``pages`` are the keys of the window's pages; ``commands`` is asked each time the search opens."""
        super().__init__(over, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.desk, self._list_commands, self._pages = desk, commands, pages
        self._commands: Sequence[Command] = ()
        self._before: QWidget | None = None
        self.setObjectName("everywhere")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setModal(True)
        self._reader = Reader(desk.reads, self, patient=False)
        self._reader.slow.connect(self._on_slow)
        self.field = TextLine(self)
        self.field.setObjectName("everywhere-field")
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.ask)
        self.field.installEventFilter(self)
        self.scope, self.level, self.since = (Chooser(desk, parent=self) for _ in range(3))
        self.scope.set_options(self._scopes)
        self.level.set_options(self._levels)
        self.since.set_options(self._years)
        for chooser in (self.scope, self.level, self.since):
            chooser.edited.connect(self.ask)
            chooser.edited.connect(self.field.setFocus)
        self.list = FoundList(desk, self)
        self.list.clicked.connect(self._on_clicked)
        self.told = heading("muted")
        self.told.setWordWrap(True)
        self.hint = heading("muted")
        self.hint.setWordWrap(True)
        self._lay_out()
        desk.language_changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(8)
        for chooser in (self.scope, self.level, self.since):
            filters.addWidget(chooser)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 10)
        whole.setSpacing(8)
        whole.addWidget(self.field)
        whole.addLayout(filters)
        whole.addWidget(self.told)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.hint)

    # --- opening and closing -----------------------------------------------------------------------------------------

    def start(self, text: str = "") -> None:
        """Open over the window, with the cursor in the field."""
        self._before = QApplication.focusWidget()
        self._commands = self._list_commands()
        window = self.parentWidget()
        assert window is not None
        width = min(self.desk.scaled(WIDTH), window.width() - 48)
        self.resize(width, min(self.desk.scaled(HEIGHT), window.height() - TOP - 48))
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, TOP)))
        self.field.setText(text)
        for chooser in (self.scope, self.level, self.since):
            chooser.set_value(ALL)
        self.field.selectAll()
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.ask()

    def done(self, result: int) -> None:
        self._reader.forget()
        super().done(result)
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.window().activateWindow()
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- asking ------------------------------------------------------------------------------------------------------

    def question(self) -> Question:
        scope, level, years = (chooser.value() for chooser in (self.scope, self.level, self.since))
        return Question(
            self.field.text().strip(),
            None if scope == ALL else scope,
            None if level == ALL else level,
            None if years == ALL else years,
        )

    def ask(self) -> None:
        """Look for what stands in the field now."""
        if not self.isVisible():
            return
        question, language = self.question(), self.desk.language
        commands, kinds, today = self._commands, reachable_kinds(self._pages), self.desk.today
        searches, records = self._recent()

        def work(session: Session) -> Answer:
            if not question.text:
                return Answer(question, (), (), _recent_lines(session, searches, records, language))
            if question.text.startswith(ONLY_COMMANDS):
                typed = question.text.removeprefix(ONLY_COMMANDS).strip()
                return Answer(question, list_commands(commands, typed, language, session), ())
            offered = () if question.narrowed else offer_commands(commands, question.text, language, session)
            return Answer(question, offered, _find_groups(session, question, kinds, today))

        self._reader.ask(work, self._show_answer)

    def _show_answer(self, answer: Answer) -> None:
        language = self.desk.language
        lines: list[Line] = list(answer.recent)
        if answer.commands:
            lines.append(Line(language.text("Commands")))
            lines += [self._command_line(each) for each in answer.commands]
        for group in answer.groups:
            lines.append(Line(self.desk.say(place_of(group[0].kind).title)))
            lines += [self._hit_line(hit, answer.question.text) for hit in group]
        self.list.show_lines(lines)
        if not answer.question.text:
            said = language.text(
                "Write a word, a number, a name – or what you want to do: “new meeting”. “>” lists all there is."
            )
        elif not lines:
            said = language.text("Nothing was found. Try fewer words, or the beginning of one.")
        else:
            said = ""
        self._tell(said)
        self.answered.emit(answer)

    def _on_slow(self, slow: bool) -> None:
        if slow:
            self._tell(self.desk.language.text("Searching…"))

    def _tell(self, said: str) -> None:
        self.told.setText(said)
        self.told.setVisible(bool(said))

    def _command_line(self, offered: Offered) -> Line:
        command, language = offered.command, self.desk.language
        title = title_of(offered, language)
        marks = find_marks(title, self.field.text())
        return Line(title, marks, icon=command.icon or "play", note=command.keys, offered=offered)

    def _hit_line(self, hit: SearchHit, typed: str) -> Line:
        title, marks = title_with_marks(hit.title, typed, self.desk.language)
        # What is told below is not told twice: a decision is called by the text its words were found in.
        snippet = hit.snippet if hit.snippet and hit.snippet.strip("… ") not in title else ""
        note = "" if hit.level is Level.INTERNAL else self.desk.say(hit.level.label)
        return Line(
            title, marks, place_of(hit.kind).icon, hit.number, find_marks(hit.number, typed), note,
            snippet, hit.marks if snippet else (), (hit.kind, hit.id),
        )  # fmt: skip

    # --- doing -------------------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Open the record that is chosen, or do the command."""
        line = self.list.chosen
        if line is None:
            return
        if line.searched:
            self.field.setText(line.searched)
            return
        self._remember(line)
        if line.offered is not None:
            offered = line.offered
            super().accept()
            offered.command.run(offered.argument.value if offered.argument else "")
        elif line.record is not None and (section := place_of(line.record[0]).section):
            super().accept()
            self.settings_asked.emit(section, line.record[1])
        elif line.record is not None:
            with self.desk.reading() as session:
                door = find_door(session, *line.record, self._pages)
            super().accept()
            if door is None:
                self.desk.refuse(message("This record is shown with another one, which is no longer in the register."))
            else:
                self.opened.emit(*door)

    def show_all(self) -> None:
        """Show all hits of the chosen one's kind in the list of their page."""
        line = self.list.chosen
        if line is None or line.record is None:
            return
        page = place_of(line.record[0]).page
        if page not in self._pages:
            self.accept()
            return
        self._remember(line)
        text = self.question().text
        super().accept()
        self.listed.emit(page, text)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: PAGE, Qt.Key.Key_PageUp: -PAGE}
            if (step := steps.get(Qt.Key(event.key()))) is not None:
                self.list.step(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    self.show_all()
                else:
                    self.accept()
                return True
        return super().eventFilter(watched, event)

    # --- what was looked for lately ----------------------------------------------------------------------------------

    def _recent(self) -> tuple[list[str], list[tuple[str, str]]]:
        kept = self.desk.settings.found.get(self.desk.register.location, {})
        searches = [each for each in kept.get("searches", ()) if isinstance(each, str)]
        records = [(each[0], each[1]) for each in kept.get("records", ()) if len(each) == 2]
        return searches[:RECENT], records[:RECENT]

    def _remember(self, line: Line) -> None:
        searches, records = self._recent()
        if text := self.question().text:
            searches = [text, *(each for each in searches if fold(each) != fold(text))][:RECENT]
        if line.record is not None:
            records = [line.record, *(each for each in records if each != line.record)][:RECENT]
        self.desk.settings.found[self.desk.register.location] = {
            # The register's own words stay in the register: of a record only its id is kept on this computer.
            "searches": searches,
            "records": [list(each) for each in records],
        }
        self.desk.settings.save()

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        language = self.desk.language
        name = language.text("Search everywhere")
        self.setWindowTitle(name)
        self.field.setPlaceholderText(language.text("Search everything, or say what to do"))
        self.field.setAccessibleName(name)
        self.list.setAccessibleName(language.text("What was found"))
        self.scope.setAccessibleName(language.text("Kind"))
        self.level.setAccessibleName(language.text("Level"))
        self.since.setAccessibleName(language.text("Date"))
        keys = (
            language.text("Enter: open"),
            language.text("Ctrl+Enter: all of this kind in their list"),
            language.text("Esc: back"),
        )
        self.hint.setText(side_by_side(keys, language.right_to_left))
        for chooser in (self.scope, self.level, self.since):
            chooser.retranslate()

    def _scopes(self) -> list[Option]:
        every = Option(ALL, self.desk.language.text("Everything"))
        return [every, *(Option(place, self.desk.say(scope.title)) for place, scope in enumerate(SCOPES))]

    def _levels(self) -> list[Option]:
        every = Option(ALL, self.desk.language.text("Any level"))
        return [every, *(Option(level, self.desk.say(level.label)) for level in Level)]

    def _years(self) -> list[Option]:
        language = self.desk.language
        every = Option(ALL, language.text("Any date"))
        return [
            every,
            *(Option(years, language.plural("Last {count} year", "Last {count} years", years)) for years in YEARS),
        ]


def _find_groups(session: Session, question: Question, kinds: Sequence[str], today: dt.date) -> list[list[SearchHit]]:
    """The hits by kind; the kind that holds what is called so comes first, the others in the order of the scopes."""
    sought = [scope.kinds for scope in SCOPES] if question.scope is None else [SCOPES[question.scope].kinds]
    if question.scope is None:
        sought.append(tuple(unscoped(kinds)))
    limit = A_FEW if question.scope is None else MANY
    levels = () if question.level is None else (question.level,)
    since = None if question.years is None else today.replace(day=1, year=today.year - question.years)
    groups: dict[str, list[SearchHit]] = {}
    for scope in sought:
        looked = [kind for kind in scope if kind in kinds]
        if not looked:
            continue
        for hit in search(session, question.text, looked, levels, since, limit=limit):
            groups.setdefault(hit.kind, []).append(hit)
    typed = fold(question.text)
    return sorted(groups.values(), key=lambda group: not any(fold(hit.number) == typed for hit in group))


def _recent_lines(
    session: Session, searches: Sequence[str], records: Sequence[tuple[str, str]], language: Language
) -> list[Line]:
    lines: list[Line] = []
    if named := list_named(session, records):
        lines.append(Line(language.text("Opened lately")))
        lines += [
            Line(
                language.best(each.title),
                icon=place_of(each.kind).icon,
                number=each.number,
                record=(each.kind, each.id),
            )
            for each in named
        ]
    if searches:
        lines.append(Line(language.text("Searched lately")))
        lines += [Line(each, icon="clock-counter-clockwise", searched=each) for each in searches]
    return [replace(line, title=line.title or line.number) for line in lines]

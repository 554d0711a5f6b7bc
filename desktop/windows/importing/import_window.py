"""A matrix before it is taken in: its rows with what its columns hold, names to confirm, what is left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.intake.matrix.columns import Part
from desktop.intake.matrix.correcting import corrected, name_of
from desktop.intake.matrix.finding import Table
from desktop.intake.matrix.importing import Choices, ImportPlan, carry_out, plan_within
from desktop.language import Message, isolate, message, plural
from desktop.records.framework.source import list_sources
from desktop.records.people.institution import InstitutionFilter, list_institution_ids, list_institutions
from desktop.windows.desk import Desk, Door
from desktop.windows.importing.brought_form import open_form
from desktop.windows.importing.brought_list import BroughtList
from desktop.windows.importing.column_table import ColumnTable
from desktop.windows.jobs import Job, Tell
from desktop.windows.reads import Reader

KEPT = "matrix"
"""Under which name it is kept what columns hold and names mean."""
MOST_KEPT = 30
"""Of as many kinds of tables it is kept what their columns hold, the latest."""
MOST_TOLD = 500
"""As many lines that are left out are listed; whoever has more corrects a column first."""


class ImportWindow(QDialog):
    """Rows above, questions and what is left out below; at the foot what would be entered."""

    def __init__(self, desk: Desk, path: Path, table: Table, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.path = desk, path
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(desk.scaled(1080), desk.scaled(760))
        self.table = self._with_parts(table)
        self.plan: ImportPlan | None = None
        self._found: ImportPlan | None = None
        """The plan as the file has it, before anything is put right."""
        self._corrections: dict[tuple[str, ...], dict[str, Any]] = {}
        self._names: dict[str, str] = {
            said: acronym for said, acronym in self._kept["institutions"].items() if isinstance(acronym, str)
        }
        self._busy = self._shown = False
        self._reader = Reader(desk.reads, self)
        with desk.reading() as session:
            ids = list_institution_ids(session, InstitutionFilter(), desk.language.code)
            self._institutions = list_institutions(session, ids)
            self._sources = [row.code for row in list_sources(session)]
        self._make_widgets()
        self._lay_out()
        self.columns.chosen.connect(self._on_part)
        self.sources.activated.connect(lambda _: self.renew())
        self.every_country.toggled.connect(lambda _: self.renew())
        desk.language_changed.connect(self.retranslate)
        desk.register_changed.connect(self.renew)
        self.retranslate()

    @property
    def _kept(self) -> dict[str, dict[str, Any]]:
        """What was decided before: under "columns" by all headings of a table, under "institutions" by name."""
        kept: Any = self.desk.place.get(KEPT)
        kept = kept if isinstance(kept, dict) else {}
        return {name: kept[name] if isinstance(kept.get(name), dict) else {} for name in ("columns", "institutions")}

    def _with_parts(self, table: Table) -> Table:
        """The table with what was decided about one of the very same headings; a known export needs nothing decided."""
        known = {part.value: part for part in Part}
        kept = self._kept["columns"].get(_signature(table))
        if table.known_format or not isinstance(kept, list) or len(kept) != len(table.parts):
            return table
        pairs = zip(kept, table.parts, strict=True)
        return replace(table, parts=tuple(known.get(said, part) for said, part in pairs))

    def _make_widgets(self) -> None:
        self.about, self.count, self.source_label = QLabel(), QLabel(), QLabel()
        self.about.setWordWrap(True)
        self.count.setWordWrap(True)
        self.columns = ColumnTable(self.desk, self.table, self)
        self.sources, self.every_country = QComboBox(), QCheckBox()
        self.sources.addItem("–")
        self.sources.addItems(self._sources)
        self.sources.setMinimumContentsLength(14)
        self.source_label.setBuddy(self.sources)
        self.brought = BroughtList(self.desk, self)
        self.brought.ticked_changed.connect(self._say_counts)
        self.brought.edit_asked.connect(self.edit)
        self.edit_button = QPushButton()
        self.edit_button.setAutoDefault(False)
        self.edit_button.clicked.connect(self.brought.ask_edit)
        self.brought.currentItemChanged.connect(
            lambda _now, _before: self.edit_button.setEnabled(bool(self.brought.chosen_id))
        )
        self.names, self.left_out = QTreeWidget(), QTreeWidget()
        for tree in (self.names, self.left_out):
            tree.setRootIsDecorated(False)
            tree.setColumnCount(2)
            tree.setAllColumnsShowFocus(True)
        self.names.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.left_out.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.tabs = QTabWidget()
        for tab in (self._with_button(self.brought, self.edit_button), self.names, self.left_out):
            self.tabs.addTab(tab, "")
        self.enter_button, self.close_button = QPushButton(), QPushButton()
        self.enter_button.setProperty("primary", True)
        for button in (self.enter_button, self.close_button):
            button.setAutoDefault(False)
        self.enter_button.clicked.connect(self.enter)
        self.close_button.clicked.connect(self.close)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.enter)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.about)
        choices = QHBoxLayout()
        choices.addWidget(self.source_label)
        choices.addWidget(self.sources)
        choices.addSpacing(16)
        choices.addWidget(self.every_country)
        choices.addStretch(1)
        column.addLayout(choices)
        middle = QSplitter(Qt.Orientation.Vertical, self)
        middle.setChildrenCollapsible(False)
        middle.addWidget(self.columns)
        middle.addWidget(self.tabs)
        middle.setStretchFactor(0, 3)
        middle.setStretchFactor(1, 2)
        column.addWidget(middle, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.enter_button)
        column.addLayout(foot)

    @staticmethod
    def _with_button(tree: QTreeWidget, button: QPushButton) -> QWidget:
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(tree, 1)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return ground

    def start(self) -> None:
        self.show()
        self.renew()

    # --- what would be entered ---------------------------------------------------------------------------------------

    @property
    def choices(self) -> Choices:
        """What is decided so far."""
        return Choices(
            institutions=dict(self._names),
            source=self.sources.currentText() if self.sources.currentIndex() > 0 else None,
            every_country=self.every_country.isChecked(),
        )

    def _on_part(self, place: int, part: Part) -> None:
        parts = list(self.table.parts)
        if part not in (Part.IGNORED, Part.COMMENT) and part in parts:
            parts[parts.index(part)] = Part.IGNORED  # one column holds it
        parts[place] = part
        self.table = replace(self.table, parts=tuple(parts))
        columns = {**self._kept["columns"], _signature(self.table): [each.value for each in parts]}
        self._keep(columns=dict(list(columns.items())[-MOST_KEPT:]))
        self.renew()

    def _on_name(self, said: str, acronym: str) -> None:
        self._names[said] = acronym
        self._keep(institutions=dict(self._names))
        self.renew()

    def _keep(self, **decided: dict[str, Any]) -> None:
        self.desk.place[KEPT] = self._kept | decided

    def renew(self) -> None:
        """Work out what would be entered, with what is decided so far."""
        if self._busy:
            return
        table, choices = self.table, self.choices

        def work(session: Session) -> ImportPlan:
            return plan_within(session, table, choices)

        self._reader.ask(work, self._show)

    def _show(self, found: ImportPlan) -> None:
        self._found = found
        plan = self.plan = corrected(found, self._corrections)
        self.columns.show_parts(self.table.parts)
        self.names.clear()
        for match in plan.unsure:
            item = QTreeWidgetItem([match.said, ""])
            likely = match.institution.acronym if match.institution else None
            self.names.addTopLevelItem(item)
            self.names.setItemWidget(item, 1, self._chooser(match.said, likely))
        self.left_out.clear()
        self.left_out.addTopLevelItems(
            [
                QTreeWidgetItem([self.desk.language.number(problem.row), self.desk.say(problem.why)])
                for problem in plan.problems[:MOST_TOLD]
            ]
        )
        self.brought.show_brought(plan.new, {row.id: row.acronym for row in self._institutions})
        for place, title, count in (
            (0, message("To be entered"), plan.recommendations + plan.actions),
            (1, message("Names to confirm"), len(plan.unsure)),
            (2, message("Left out"), len(plan.problems)),
        ):
            self.tabs.setTabText(place, self._titled(title, count))
        if not self._shown:
            self._shown = True
            self.tabs.setCurrentIndex(1 if plan.unsure else 0)
        self._say_counts()
        self.every_country.setVisible(Part.COUNTRY in self.table.parts)
        known = plan.table.known_format
        for widget in (self.sources, self.source_label):
            widget.setVisible(not known)

    def _say_counts(self) -> None:
        """Say what would be entered of what is ticked."""
        chosen = self.chosen
        self.count.setText(" · ".join(self.desk.say(each) for each in _counts(chosen)) if chosen else "")
        self.enter_button.setEnabled(bool(chosen and chosen.new) and not self._busy)

    @property
    def chosen(self) -> ImportPlan | None:
        """The plan without what is not ticked."""
        return self.plan.without(self.brought.left_out) if self.plan is not None else None

    def _titled(self, title: Message, count: int) -> str:
        return self.desk.say(message("{kind} ({count})", kind=title, count=count))

    def _chooser(self, said: str, likely: str | None) -> QComboBox:
        """Which institution a name means: the likely one first, then all others."""
        chooser = QComboBox()
        chooser.setAccessibleName(said)
        rows = sorted(self._institutions, key=lambda row: row.acronym != likely)
        chooser.addItem(self.desk.language.text("Leave out"), "")
        for row in rows:
            name = self.desk.language.best(row.name)
            chooser.addItem(f"{isolate(row.acronym)} · {isolate(name)}", row.acronym)
        chooser.activated.connect(lambda _: self._on_name(said, chooser.currentData()))
        return chooser

    # --- what is put right -------------------------------------------------------------------------------------------

    def edit(self, record_id: str) -> None:
        """Open the form of what would be entered with this id."""
        plan = self.plan
        assert plan is not None
        new, action = next(
            (new, action) for new in plan.new for action in (None, *new.actions) if (action or new).id == record_id
        )

        def keep(values: Mapping[str, Any]) -> None:
            self._corrections[name_of(new, action)] = dict(values)
            if self._found is not None:
                self._show(self._found)

        open_form(self.desk, new, action, keep, self)

    # --- entering ----------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Enter what is planned, in one step."""
        plan, desk = self.chosen, self.desk
        if plan is None or not plan.new or self._busy:
            return
        finished: list[bool] = []

        def work(tell: Tell) -> None:
            carry_out(desk.register, plan, desk.today, tell)
            finished.append(True)

        def done() -> None:
            self._busy = False
            desk.renew()
            if finished:
                desk.tell(
                    message(
                        "{recommendations} recommendations and {actions} actions are entered.",
                        recommendations=plan.recommendations,
                        actions=plan.actions,
                    ),
                    Door(message("Undo"), desk.undo),
                )
                self.close()

        self._busy = True
        self.enter_button.setEnabled(False)
        desk.jobs.ended.connect(self._on_ended)
        desk.jobs.start(Job(message("{file} is being entered…", file=self.path.name), work, done))

    def _on_ended(self) -> None:
        self._busy = False
        self._say_counts()

    # --- all ---------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        text = self.desk.language.text
        self.setWindowTitle(text("Matrix to import"))
        self.about.setText(
            text(
                "{file}: table on the sheet “{sheet}”. Above each column stands what it is taken for; correct it "
                "where it is not so.",
                file=isolate(self.path.name),
                sheet=isolate(self.table.sheet),
            )
        )
        self.source_label.setText(text("Source of the recommendations"))
        self.every_country.setText(text("Recommendations to other countries, too"))
        self.names.setHeaderLabels([text("Name in the file"), text("Institution")])
        self.left_out.setHeaderLabels([text("Line of the file"), text("Why")])
        self.names.setAccessibleName(text("Names to confirm"))
        self.left_out.setAccessibleName(text("Left out"))
        self.enter_button.setText(text("Enter in the register"))
        self.close_button.setText(text("Close"))
        self.edit_button.setText(text("Edit…"))
        self.columns.retranslate()
        self.brought.retranslate()
        if self._found is not None:
            self._show(self._found)


def _signature(table: Table) -> str:
    """What tells tables of the same kind from others: all their headings, in their order."""
    return "\n".join(table.headings)


def _counts(plan: ImportPlan) -> list[Message]:
    counts = [
        plural("{count} recommendation", "{count} recommendations", plan.recommendations),
        plural("{count} action", "{count} actions", plan.actions),
    ]
    if plan.known_before:
        counts.append(plural("{count} line is in the register already", "{count} lines are in the register already",
                             plan.known_before))  # fmt: skip
    if plan.other_countries:
        counts.append(plural("{count} line about another country", "{count} lines about other countries",
                             plan.other_countries))  # fmt: skip
    return counts

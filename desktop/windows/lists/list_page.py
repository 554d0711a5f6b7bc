"""A page of three panes: what there is (side bar), which (search, filters, table), and this one (the record)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.language import Message, message, plural
from desktop.records.listing import in_pages
from desktop.records.several import AT_ONCE
from desktop.windows.desk import Desk
from desktop.windows.drafts.drafts import Draft
from desktop.windows.forms.line import TextLine
from desktop.windows.lists.copying import as_clipboard
from desktop.windows.lists.filter_bar import Filter, FilterBar
from desktop.windows.lists.pane_splitter import PaneSplitter
from desktop.windows.lists.record_pane import RecordPane
from desktop.windows.lists.record_table import RecordTable
from desktop.windows.lists.selection_bar import SelectionBar
from desktop.windows.lists.several_records import SeveralRecords
from desktop.windows.lists.table_model import Column, ListIds, ListRows, TableModel
from desktop.windows.lists.views import ViewsButton
from desktop.windows.look.flow_layout import FlowLayout
from desktop.windows.page import Page, heading
from desktop.windows.pages import PAGES
from desktop.windows.reads import Reader

TYPING_PAUSE = 180
"""Milliseconds after the last letter before the list is searched."""


@dataclass(frozen=True)
class Listing:
    """What a list page lists, and how."""

    columns: Sequence[Column]
    list_ids: ListIds
    list_rows: ListRows
    filters: Sequence[Filter]
    choose: Callable[[str, Mapping[str, Any]], Any]
    """The filter that ``list_ids`` takes, from the words searched and the value of each filter that is set."""
    empty: Message
    """What will be here, where the register has none yet."""


class ListPage(Page):
    """Search field, filters and table on one side, the record chosen on the other."""

    listing: ClassVar[Listing]

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        listing = self.listing
        self._wanted: str | None = None
        """The record to be chosen as soon as the list is read."""
        self.model = TableModel(desk, listing.columns, listing.list_ids, listing.list_rows)
        self.model.chosen = listing.choose("", {})
        self.table = RecordTable(desk, self.model, self)
        self.pane = self.make_pane()
        self.pane.page_key = self.key
        self._heading, self._count = heading(), heading("muted")
        self.add_button = QPushButton(self)
        self.add_button.setProperty("primary", True)
        self.add_button.clicked.connect(self.add)
        self.search = TextLine(self)
        self.search.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self._pause.timeout.connect(self.apply_filter)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.filter_bar = FilterBar(desk, listing.filters, self)
        self.filter_bar.edited.connect(self.apply_filter)
        self.filter_bar.clear_button.clicked.connect(self.clear_filters)
        self.columns_button = QToolButton(self)
        self.columns_button.clicked.connect(self.choose_columns)
        self.filter_bar.row.addWidget(self.columns_button)
        self.export_button = QToolButton(self)
        self.export_button.clicked.connect(lambda: desk.list_written.emit(self))
        self.filter_bar.row.addWidget(self.export_button)
        self.views = ViewsButton(self)
        self.several = SeveralRecords(self)
        self.selection_bar = SelectionBar(desk, self)
        self._copying = Reader(desk.reads, self)
        self.first_button = QPushButton(self)
        self.first_button.clicked.connect(self.add)
        self.nothing = QLabel(self)
        self.nothing.setObjectName("muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self._lay_out()
        self.table.chosen.connect(self._on_chosen)
        self.table.entered.connect(self.open_record)
        self.table.withdrawn.connect(self.withdraw)
        self.table.copied.connect(self.copy)
        self.table.marked.connect(self._on_marked)
        self.selection_bar.change_menu.aboutToShow.connect(self._offer_fields)
        self.selection_bar.withdraw_asked.connect(self.withdraw)
        self.selection_bar.copy_asked.connect(self.copy)
        self.selection_bar.left.connect(self.table.mark_only_chosen)
        self.pane.closed.connect(self._on_pane_closed)
        self.model.renewed.connect(self._on_renewed)
        self.model.slow.connect(self._say_slow)
        self.retranslate()

    # --- what a list of one noun adds --------------------------------------------------------------------------------

    def make_pane(self) -> RecordPane:
        """The pane that shows the record chosen."""
        raise NotImplementedError

    def open_record(self, record_id: str) -> None:
        """Enter or a double click on a record: its form gets the focus, unless the noun has a page of its own."""
        self.splitter.show_record()
        self.pane.enter()

    def _on_pane_closed(self) -> None:
        self.splitter.show_list()
        self.table.setFocus()

    @property
    def adds(self) -> Message:
        """What the button says that makes a new record, and the title of the form it opens."""
        added = PAGES[self.key].add
        assert added is not None
        return added

    def add(self) -> None:
        """Open the form of a new record, which is shown once it is made."""
        if self.leave():
            self.ask_new(self.show_record, self.window())

    # --- layout ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        titled = QWidget(self)
        self._head, self._below_head = head, below = FlowLayout(titled, 8), QHBoxLayout()
        head.addWidget(self._heading)
        head.addWidget(self._count)
        head.addWidget(self.views)
        head.add_spring()
        head.addWidget(self.search)
        head.addWidget(self.add_button)
        self.search.setMinimumWidth(92)
        self.search.setMaximumWidth(320)
        self._which = QStackedWidget(self)
        self._which.addWidget(self.table)
        self._which.addWidget(self._empty())
        listed = QWidget(self)
        layout = QVBoxLayout(listed)
        below.addStretch()
        # Right to left, a splitter cuts off the last column of pixels.
        layout.setContentsMargins(1, 0, 1, 0)
        layout.setSpacing(12)
        layout.addWidget(titled)
        layout.addLayout(below)
        self._over = QStackedWidget(self)
        # Not fixed: that would be the height of one line of chips, however many they take.
        self._over.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._over.addWidget(self.filter_bar)
        self._over.addWidget(self.selection_bar)
        layout.addWidget(self._over)
        layout.addWidget(self._which, 1)
        self.splitter = PaneSplitter(self.desk, listed, self.pane, self)
        self.splitter.narrowed.connect(self._on_narrowed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(19, 16, 19, 16)
        whole.addWidget(self.splitter)

    def _on_narrowed(self, narrow: bool) -> None:
        """Give the search field a line of its own, where heading and button need theirs."""
        self.pane.back_button.setVisible(narrow)
        if narrow:
            self._head.removeWidget(self.search)
            self._below_head.insertWidget(0, self.search, 1)
        else:
            self._below_head.removeWidget(self.search)
            self._head.insert_widget(4, self.search)
        self.search.setMaximumWidth(self.desk.scaled(640 if narrow else 320))

    def _empty(self) -> QWidget:
        """What stands in the table's place where there is nothing to list: a sentence, and the first step."""
        empty = QFrame(self)
        empty.setObjectName("pane")
        layout = QVBoxLayout(empty)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(16)
        layout.addStretch(1)
        layout.addWidget(self.nothing)
        layout.addWidget(self.first_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        return empty

    # --- filter ------------------------------------------------------------------------------------------------------

    def filters(self) -> dict[str, Any]:
        """The filters that are set, by key."""
        return self.filter_bar.values()

    def set_filters(self, values: Mapping[str, Any], search: str = "") -> None:
        self.search.setText(search)
        self.filter_bar.set_values(values)
        self.apply_filter()

    def clear_filters(self) -> None:
        self.set_filters({})
        self.search.setFocus()

    def apply_filter(self) -> None:
        """List what the search field and the filters choose."""
        self._pause.stop()
        if not self.leave():
            return
        self.model.chosen = self.listing.choose(self.search.text(), self.filters())
        if self.isVisible():
            self.model.refresh(from_top=True)
        else:
            self._stale = True

    def choose_columns(self) -> None:
        """Open the menu of the columns."""
        button = self.columns_button
        self.table.header.open_menu(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_renewed(self) -> None:
        self._say_count()
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self._choose(wanted):
            return
        if self.table.chosen_id is None and not self.pane.dirty:
            self.table.choose_first()
        if self.pane.record_id != self.table.chosen_id and not self.pane.dirty:
            self.pane.show_record(self.table.chosen_id)

    def _say_count(self) -> None:
        found, language = self.model.rowCount(), self.desk.language
        filtered = bool(self.search.text().strip() or self.filters())
        self._count.setText(language.number(found))
        self._count.setAccessibleName(language.text(plural("{count} record", "{count} records", found)))
        self.filter_bar.clear_button.setVisible(filtered)
        self.nothing.setText(
            language.text("Nothing matches the search and the filters.") if filtered
            else self.desk.say(self.listing.empty)
        )  # fmt: skip
        self.first_button.setVisible(not filtered)
        self._which.setCurrentIndex(0 if found else 1)

    def _say_slow(self, slow: bool) -> None:
        """What is shown is not yet what was asked for; nothing moves, for it would distract from what can be done."""
        if slow:
            self._count.setText(self.desk.language.text("Reading…"))
        else:
            self._say_count()

    # --- several records ---------------------------------------------------------------------------------------------

    def rows_of(self, session: Session, ids: Sequence[str]) -> Sequence[Any]:
        """The rows with these ids."""
        return type(self).listing.list_rows(session, ids)

    def _on_marked(self, count: int) -> None:
        self.selection_bar.show_count(count)
        self._over.setCurrentIndex(1 if count > 1 else 0)

    def _offer_fields(self) -> None:
        menu = self.selection_bar.change_menu
        menu.clear()
        for each in self.several.fields():
            menu.addAction(
                f"{self.desk.say(each.label)}…", lambda each=each: self.several.ask(each, self.table.marked_ids())
            )

    def withdraw(self) -> None:
        """Take what is chosen out of the list."""
        if self.table.count_marked() > 1:
            self.several.withdraw(self.table.marked_ids())
        else:
            self.pane.withdraw()

    def copy(self) -> None:
        """Copy what is chosen, with the headings of the columns shown."""
        ids, columns = self.table.marked_ids(), self.table.header.shown()
        if len(ids) > AT_ONCE:
            self.desk.refuse(message("At most {most} records are copied at once. Choose fewer of them.", most=AT_ONCE))
            return

        def take(rows: Sequence[Any]) -> None:
            QGuiApplication.clipboard().setMimeData(as_clipboard(self.model, columns, rows, self.desk))
            self.desk.tell(plural("{count} record is copied.", "{count} records are copied.", len(rows)))

        self._copying.ask(lambda session: list(in_pages(ids, lambda page: self.rows_of(session, page))), take)

    # --- the page ----------------------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        return self.model.waits

    def refresh(self) -> None:
        before = self.pane.record_id
        self.model.refresh()
        # Where the list has chosen another record meanwhile, that one was just read.
        if before is not None and self.pane.record_id == before:
            self.pane.refresh()

    def retranslate(self) -> None:
        language = self.desk.language
        self._heading.setText(self.desk.say(self.title))
        self.add_button.setText(self.desk.say(self.adds))
        self.add_button.setIcon(self.desk.icon("plus", self.desk.theme.on_accent))
        # On a small screen the search field gives way; words cut off on a button would say nothing.
        self.add_button.ensurePolished()
        self.add_button.setMinimumWidth(self.add_button.sizeHint().width())
        self.first_button.setText(self.desk.say(self.adds))
        self.first_button.setIcon(self.desk.icon("plus", self.desk.theme.text))
        self.search.setPlaceholderText(language.text("Search"))
        self.search.setAccessibleName(language.text("Search"))
        self._glass.setIcon(self.desk.icon("magnifying-glass"))
        # Qt's own cross is black in every look.
        if (cross := self.search.findChild(QAction, "_q_qlineeditclearaction")) is not None:
            cross.setIcon(self.desk.icon("x"))
        self.filter_bar.retranslate()
        self.columns_button.setIcon(self.desk.icon("columns"))
        self.columns_button.setToolTip(language.text("Columns"))
        self.columns_button.setAccessibleName(language.text("Columns"))
        self.export_button.setIcon(self.desk.icon("file-xls"))
        self.export_button.setToolTip(language.text("This list as an Excel workbook…"))
        self.export_button.setAccessibleName(language.text("This list as an Excel workbook…"))
        self.views.retranslate()
        self.selection_bar.retranslate()
        self.table.setAccessibleName(self.desk.say(self.title))
        self.model.say_anew()
        self._say_count()
        self.pane.retranslate()

    def leave(self) -> bool:
        return self.pane.save()

    def show_record(self, record_id: str) -> None:
        """Choose a record, if need be by dropping filters that leave it out."""
        self.splitter.show_record()
        if self._stale or self.model.waits:
            self._wanted = record_id
        else:
            self._choose(record_id)

    def go_on_with(self, draft: Draft) -> None:
        """Open the form a draft was written in."""
        if draft.place.record_id:
            self.show_record(draft.place.record_id)
            self.pane.go_on_with(draft)
        else:
            self.add()

    def _choose(self, record_id: str) -> bool:
        """Choose a record; ``False`` where it is not in the list as filtered, which is then read without filters."""
        if self.table.choose(record_id):
            return True
        if self.search.text() or self.filters():
            self._wanted = record_id
            self.set_filters({})
        return False

    def _on_chosen(self, record_id: str | None) -> None:
        if self.pane.save():
            self.pane.show_record(record_id)
        elif record_id != self.pane.record_id:
            # What is typed cannot be saved as it stands: one stays with it until it can, or it is discarded.
            QTimer.singleShot(0, self, lambda: self.table.choose(self.pane.record_id))

    def panes(self) -> Sequence[QWidget]:
        return (self.table, self.pane) if self.pane.record_id else (self.table,)

    def place(self) -> dict[str, Any]:
        return {
            "filters": self.filter_bar.kept(),
            "search": self.search.text(),
            "panes": [] if self.splitter.narrow else self.splitter.sizes(),
            "tab": self.pane.tab,
            **self.table.place(),
        }

    def return_to(self, place: dict[str, Any]) -> None:
        self.table.return_to(place)
        panes = place.get("panes")
        if isinstance(panes, list) and len(panes) == 2 and all(isinstance(each, int) for each in panes):
            self.splitter.setSizes(panes)
        search = place.get("search")
        self.set_filters(self.filter_bar.known(place.get("filters")), search if isinstance(search, str) else "")
        if isinstance(tab := place.get("tab"), int):
            self.pane.tab = tab

    def take_focus(self) -> None:
        self.table.setFocus()

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.table.setFocus()
            if self.table.chosen_id is None:
                self.table.choose_first()
            return
        super().keyPressEvent(event)

"""A page of three panes: what there is (side bar), which (search, filters, table), and this one (the record)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.language import Message, plural
from desktop.windows.desk import Desk
from desktop.windows.forms.chooser import FilterChip, Option
from desktop.windows.lists.offer import Offer
from desktop.windows.lists.record_pane import RecordPane
from desktop.windows.lists.record_table import RecordTable
from desktop.windows.lists.table_model import Column, ListIds, ListRows, TableModel
from desktop.windows.page import Page, heading

TYPING_PAUSE, LONGEST_PAUSE = 180, 700
"""Milliseconds after the last letter before the list is searched."""


@dataclass(frozen=True)
class Filter:
    """Something a list can be filtered by: one value of several, or with no ``options`` yes or no."""

    key: str
    title: Message
    options: Callable[[Desk], Sequence[Option]] | None = None
    several: bool = False
    shown: bool = True
    """Whether it stands above the list at all times; one that does not is there while it is set."""


@dataclass(frozen=True)
class Listing:
    """What a list page lists, and how."""

    columns: Sequence[Column]
    list_ids: ListIds
    list_rows: ListRows
    filters: Sequence[Filter]
    choose: Callable[[str, Mapping[str, Any]], Any]
    """The filter that ``list_ids`` takes, from the words searched and the value of each filter that is set."""
    add: Message
    """What the button says that makes a new record."""
    empty: Message
    """What will be here, where the register has none yet."""


class ListPage(Page):
    """Search field, filters and table on one side, the record chosen on the other."""

    listing: ClassVar[Listing]

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        listing = self.listing
        self._returning = False
        self.model = TableModel(desk, listing.columns, listing.list_ids, listing.list_rows)
        self.model.chosen = listing.choose("", {})
        self.table = RecordTable(desk, self.model, self)
        self.pane = self.make_pane()
        self._heading, self._count = heading(), heading("muted")
        self.add_button = QPushButton(self)
        self.add_button.setProperty("primary", True)
        self.add_button.clicked.connect(self.add)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self._pause.timeout.connect(self.apply_filter)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.chips: dict[str, FilterChip | QPushButton] = {each.key: self._chip(each) for each in listing.filters}
        self.clear_button = QPushButton(self)
        self.clear_button.setProperty("link", True)
        self.clear_button.clicked.connect(self.clear_filters)
        self.first_button = QPushButton(self)
        self.first_button.clicked.connect(self.add)
        self.nothing = QLabel(self)
        self.nothing.setObjectName("muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self._lay_out()
        self._show_chips()
        self.table.chosen.connect(self._on_chosen)
        self.table.entered.connect(self.open_record)
        self.table.withdrawn.connect(self.pane.withdraw)
        self.pane.closed.connect(self.table.setFocus)
        self.retranslate()

    # --- what a list of one noun adds --------------------------------------------------------------------------------

    def make_pane(self) -> RecordPane:
        """The pane that shows the record chosen."""
        raise NotImplementedError

    def open_record(self, record_id: str) -> None:
        """Enter or a double click on a record: its form gets the focus, unless the noun has a page of its own."""
        self.pane.enter()

    # --- layout ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._heading)
        head.addWidget(self._count, 1)
        head.addWidget(self.search, 2)
        head.addWidget(self.add_button)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for chip in self.chips.values():
            chips.addWidget(chip)
        chips.addWidget(self.clear_button)
        chips.addStretch(1)
        self.search.setMinimumWidth(92)
        self.search.setMaximumWidth(320)
        self._which = QStackedWidget(self)
        self._which.addWidget(self.table)
        self._which.addWidget(self._empty())
        listed = QWidget(self)
        layout = QVBoxLayout(listed)
        # Right to left, a splitter cuts off the last column of pixels.
        layout.setContentsMargins(1, 0, 1, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addLayout(chips)
        layout.addWidget(self._which, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(listed)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([700, 380])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(19, 16, 19, 16)
        whole.addWidget(self.splitter)

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

    def _chip(self, each: Filter) -> FilterChip | QPushButton:
        if each.options is None:
            button = QPushButton(self)
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.toggled.connect(lambda _on: self.apply_filter())
            return button
        chip = FilterChip(self.desk, each.several, self)
        chip.title = each.title
        options = each.options
        everything = [] if each.several else [Option(None, "–")]

        def listed() -> list[Option]:
            return [*everything, *options(self.desk)]

        if isinstance(options, Offer):
            chip.set_long_options(
                listed, lambda words: options.search(self.desk, words), lambda ids: options.find(self.desk, ids)
            )
        else:
            chip.set_options(listed)
        chip.edited.connect(self.apply_filter)
        return chip

    # --- filter ------------------------------------------------------------------------------------------------------

    def filters(self) -> dict[str, Any]:
        """The filters that are set, by key."""
        values = {
            key: chip.value() if isinstance(chip, FilterChip) else chip.isChecked() for key, chip in self.chips.items()
        }
        return {key: value for key, value in values.items() if value}

    def set_filters(self, values: Mapping[str, Any], search: str = "") -> None:
        """Set these filters and no others."""
        self._returning = True
        self.search.setText(search)
        for key, chip in self.chips.items():
            if isinstance(chip, FilterChip):
                chip.set_value(values.get(key))
            else:
                chip.setChecked(bool(values.get(key)))
        self._returning = False
        self.apply_filter()

    def clear_filters(self) -> None:
        self.set_filters({})
        self.search.setFocus()

    def apply_filter(self) -> None:
        """List what the search field and the filters choose."""
        self._pause.stop()
        if self._returning or not self.leave():
            return
        self.model.chosen = self.listing.choose(self.search.text(), self.filters())
        self._show_chips()
        for chip in self.chips.values():
            if not isinstance(chip, FilterChip):
                chip.setProperty("chosen", chip.isChecked())
                chip.style().unpolish(chip)
                chip.style().polish(chip)
        if not self.isVisible():
            self._stale = True
            return
        started = perf_counter()
        self.model.refresh()
        # A register that takes its time is asked when one has stopped typing, not between two letters.
        self._pause.setInterval(min(max(TYPING_PAUSE, int((perf_counter() - started) * 1000)), LONGEST_PAUSE))
        self._say_count()
        if self.table.chosen_id is None:
            self.table.choose_first()
        self.table.scrollToTop()

    def _show_chips(self) -> None:
        chosen = self.filters()
        for each in self.listing.filters:
            if not each.shown:
                self.chips[each.key].setVisible(each.key in chosen)

    def _say_count(self) -> None:
        found, language = self.model.rowCount(), self.desk.language
        filtered = bool(self.search.text().strip() or self.filters())
        self._count.setText(language.number(found))
        self._count.setAccessibleName(language.text(plural("{count} record", "{count} records", found)))
        self.clear_button.setVisible(filtered)
        self.nothing.setText(
            language.text("Nothing matches the search and the filters.") if filtered
            else self.desk.say(self.listing.empty)
        )  # fmt: skip
        self.first_button.setVisible(not filtered)
        self._which.setCurrentIndex(0 if found else 1)

    # --- the page ----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.model.refresh()
        self._say_count()
        if self.table.chosen_id is None and not self.pane.dirty:
            self.table.choose_first()
        if self.pane.record_id != self.table.chosen_id and not self.pane.dirty:
            self.pane.show_record(self.table.chosen_id)
        else:
            self.pane.refresh()

    def retranslate(self) -> None:
        language = self.desk.language
        self._heading.setText(self.desk.say(self.title))
        self.add_button.setText(self.desk.say(self.listing.add))
        self.add_button.setIcon(self.desk.icon("plus", self.desk.theme.on_accent))
        # On a small screen the search field gives way; words cut off on a button would say nothing.
        self.add_button.ensurePolished()
        self.add_button.setMinimumWidth(self.add_button.sizeHint().width())
        self.first_button.setText(self.desk.say(self.listing.add))
        self.first_button.setIcon(self.desk.icon("plus", self.desk.theme.text))
        self.search.setPlaceholderText(language.text("Search"))
        self.search.setAccessibleName(language.text("Search"))
        self._glass.setIcon(self.desk.icon("magnifying-glass"))
        # Qt's own cross is black in every look.
        if (cross := self.search.findChild(QAction, "_q_qlineeditclearaction")) is not None:
            cross.setIcon(self.desk.icon("x"))
        self.clear_button.setText(language.text("Clear"))
        self.table.setAccessibleName(self.desk.say(self.title))
        for each in self.listing.filters:
            chip = self.chips[each.key]
            if isinstance(chip, FilterChip):
                chip.retranslate()
            else:
                chip.setText(self.desk.say(each.title))
        self.model.say_anew()
        self._say_count()
        self.pane.retranslate()

    def leave(self) -> bool:
        return self.pane.save()

    def show_record(self, record_id: str) -> None:
        """Choose a record, if need be by dropping filters that leave it out."""
        if not self.table.choose(record_id):
            self.set_filters({})
            self.table.choose(record_id)

    def _on_chosen(self, record_id: str | None) -> None:
        if self.pane.save():
            self.pane.show_record(record_id)
        elif record_id != self.pane.record_id:
            # What is typed cannot be saved as it stands: one stays with it until it can, or it is discarded.
            QTimer.singleShot(0, self, lambda: self.table.choose(self.pane.record_id))

    def place(self) -> dict[str, Any]:
        values = {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in self.filters().items()
        }  # fmt: skip
        return {
            "filters": values,
            "search": self.search.text(),
            "panes": self.splitter.sizes(),
            "tab": self.pane.tab,
            **self.table.place(),
        }

    def return_to(self, place: dict[str, Any]) -> None:
        self.table.return_to(place)
        panes = place.get("panes")
        if isinstance(panes, list) and len(panes) == 2 and all(isinstance(each, int) for each in panes):
            self.splitter.setSizes(panes)
        filters, search = place.get("filters"), place.get("search")
        self.set_filters(
            self._known_filters(filters if isinstance(filters, dict) else {}), search if isinstance(search, str) else ""
        )
        if isinstance(tab := place.get("tab"), int):
            self.pane.tab = tab

    def _known_filters(self, kept: Mapping[str, Any]) -> dict[str, Any]:
        """The filters kept, but for values that are no longer offered; JSON's plain texts become codes again."""
        known: dict[str, Any] = {}
        for each in self.listing.filters:
            value = kept.get(each.key)
            if each.options is None:
                known[each.key] = value is True
                continue
            wanted = value if isinstance(value, list) else [value]
            if isinstance(each.options, Offer):
                options = each.options.find(self.desk, [one for one in wanted if isinstance(one, str)])
            else:
                options = each.options(self.desk)
            offered = {option.value: option.value for option in options}
            if isinstance(value, list):
                known[each.key] = tuple(offered[one] for one in value if isinstance(one, str) and one in offered)
            elif isinstance(value, str):
                known[each.key] = offered.get(value)
        return known

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

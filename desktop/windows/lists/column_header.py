"""The headings of a list: which columns are there, in which order, how wide, and by which one it is sorted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.windows.desk import Desk
from desktop.windows.lists.columns_menu import ColumnsMenu
from desktop.windows.lists.table_model import Column

LEAST_STRETCH = 160
"""Pixels the stretching column keeps; before it gets narrower, other columns give way."""
NARROWEST, WIDEST = 48, 1000


class ColumnHeader(QHeaderView):
    """Until somebody chooses columns, there are as many as there is room for; from then on, those that were chosen.

    One column stretches and is always there: a list of numbers alone would say nothing.
    """

    rearranged = Signal()
    """Other columns, or another order of them, were chosen."""

    def __init__(self, desk: Desk, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.desk, self.columns = desk, columns
        self.chosen: frozenset[str] | None = None
        """The keys of the columns chosen; ``None`` for those that are there at first."""
        self._fitting = False
        self._text_size = 100
        self.setHighlightSections(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumSectionSize(NARROWEST)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortIndicatorShown(True)
        self.setSortIndicatorClearable(True)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.sectionMoved.connect(self._on_moved)
        self.sectionResized.connect(self._on_resized)

    def take_sections(self) -> None:
        """Set the sections up, once there are any: the header stands on a model."""
        for place, column in enumerate(self.columns):
            fixed = QHeaderView.ResizeMode.Fixed if column.stretch else QHeaderView.ResizeMode.Interactive
            self.setSectionResizeMode(place, fixed)
            self.resizeSection(place, self.desk.scaled(column.width))
            self.setSectionHidden(place, not column.shown)
        self._text_size = self.desk.settings.text_size
        self.desk.language_changed.connect(self._grow)

    def _grow(self) -> None:
        """Be as wide as the size of text asks, where it has changed."""
        old, self._text_size = self._text_size, self.desk.settings.text_size
        if old == self._text_size:
            return
        for place, column in enumerate(self.columns):
            if not column.stretch:
                self._set_width(place, round(self._width(place) * self._text_size / old))
        self.fit()

    # --- which -------------------------------------------------------------------------------------------------------

    def shown(self) -> list[Column]:
        """The columns that are there, as they stand."""
        order = (self.logicalIndex(visual) for visual in range(self.count()))
        return [self.columns[place] for place in order if not self.isSectionHidden(place)]

    def choose(self, keys: Iterable[str] | None) -> None:
        """Have these columns and the one that stretches; with ``None``, those that are there at first."""
        if keys is None:
            self.chosen = None
            self.arrange([column.key for column in self.columns])
        else:
            self.chosen = frozenset(keys)
        self.fit()
        self.rearranged.emit()

    def arrange(self, keys: Sequence[str]) -> None:
        """Put the columns into this order; those not named follow."""
        known = [column.key for column in self.columns]
        order = [key for key in dict.fromkeys(keys) if key in known]
        self._fitting = True
        for visual, key in enumerate([*order, *(key for key in known if key not in order)]):
            self.moveSection(self.visualIndex(known.index(key)), visual)
        self._fitting = False

    def order(self) -> list[str]:
        """The keys of all columns, those that are hidden among them, as they stand."""
        return [self.columns[self.logicalIndex(visual)].key for visual in range(self.count())]

    def move_by(self, key: str, by: int) -> bool:
        """Move a column one place on or back; ``False`` where it is at the end already."""
        order = self.order()
        place = order.index(key)
        if not 0 <= place + by < len(order):
            return False
        self.moveSection(place, place + by)
        return True

    def menu(self) -> ColumnsMenu:
        """All columns, those ticked that are there."""
        return ColumnsMenu(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def open_menu(self, at: QPoint) -> None:
        """Open the menu of the columns, for a button or a key."""
        self.menu().popup(at)

    # --- how wide ----------------------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Show the columns chosen, or as many as there is room for; the one that stretches takes the rest."""
        if not self.count():
            return
        self._fitting = True
        room = self.viewport().width()
        used, stretching = 0, 0
        for place in sorted(range(len(self.columns)), key=lambda each: self.columns[each].rank):
            column = self.columns[place]
            if column.stretch:
                stretching = place
                continue
            width = self._width(place)
            if self.chosen is not None:
                hidden = column.key not in self.chosen
            else:
                hidden = not column.shown or (column.rank > 0 and used + width > room - self.desk.scaled(LEAST_STRETCH))
            if self.isSectionHidden(place) != hidden:
                self.setSectionHidden(place, hidden)
            used += 0 if hidden else width
        least = NARROWEST if self.chosen is None else self.desk.scaled(LEAST_STRETCH)
        self.setSectionHidden(stretching, False)
        self.resizeSection(stretching, max(room - used, least))
        self._fitting = False

    def _width(self, place: int) -> int:
        # A hidden section has no width of its own, but is given back the one it had.
        if not self.isSectionHidden(place):
            return self.sectionSize(place)
        # Showing it is no reason to fit: that would hide it again before it is asked.
        fitting, self._fitting = self._fitting, True
        self.setSectionHidden(place, False)
        width = self.sectionSize(place) or self.desk.scaled(self.columns[place].width)
        self.setSectionHidden(place, True)
        self._fitting = fitting
        return width

    def _set_width(self, place: int, width: int) -> None:
        hidden = self.isSectionHidden(place)
        self._fitting = True
        self.setSectionHidden(place, False)
        self.resizeSection(place, width)
        self.setSectionHidden(place, hidden)
        self._fitting = False

    def _on_resized(self, place: int, _old: int, _new: int) -> None:
        if not self._fitting and not self.columns[place].stretch:
            self.fit()

    def _on_moved(self) -> None:
        if not self._fitting:
            self.rearranged.emit()

    # --- where one was -----------------------------------------------------------------------------------------------

    def place(self) -> dict[str, Any]:
        """Columns, order, and widths at the usual size of text, to be returned to."""
        widths = {
            column.key: round(self._width(place) * 100 / self._text_size)
            for place, column in enumerate(self.columns)
            if not column.stretch
        }
        chosen = None if self.chosen is None else sorted(self.chosen)
        return {"columns": chosen, "order": self.order(), "widths": widths}

    def return_to(self, place: Mapping[str, Any]) -> None:
        """Columns, order and widths as they were; what makes no sense any more is passed over."""
        keys = [column.key for column in self.columns]
        widths, order, chosen = place.get("widths"), place.get("order"), place.get("columns")
        for key, width in widths.items() if isinstance(widths, dict) else ():
            if key in keys and isinstance(width, int) and NARROWEST <= width <= WIDEST:
                self.resizeSection(keys.index(key), self.desk.scaled(width))
        if isinstance(order, list):
            self.arrange([key for key in order if isinstance(key, str)])
        self.chosen = (
            frozenset(key for key in chosen if isinstance(key, str)) & set(keys) if isinstance(chosen, list) else None
        )
        self.fit()

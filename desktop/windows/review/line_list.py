"""The lines of a returned tracker, under what they are; a tick takes one in, a tick on the heading all of its kind."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.intake.comparison import ACCEPTABLE, LineKind, ReviewLine
from desktop.language import Message, isolate, message
from desktop.windows.desk import Desk

TITLE, NUMBER, ROW = range(3)
HEADINGS = (message("Action"), message("Number"), message("Line of the file"))
PLACE = Qt.ItemDataRole.UserRole
"""Where a line stands among all, on its item."""
OPEN_AT_FIRST = (*ACCEPTABLE, LineKind.REFUSED, LineKind.UNCLEAR)


class LineList(QTreeWidget):
    """Lines by kind. It knows what is ticked, and which line is being looked at."""

    ticked_changed = Signal()
    chosen = Signal(int)
    """The line at this place is looked at; -1 for none."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setColumnCount(len(HEADINGS))
        self.setAllColumnsShowFocus(True)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column in (NUMBER, ROW):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.itemChanged.connect(lambda *_: self.ticked_changed.emit())
        self.currentItemChanged.connect(lambda item, _before: self.chosen.emit(self._place(item)))

    @staticmethod
    def _place(item: QTreeWidgetItem | None) -> int:
        place = None if item is None else item.data(TITLE, PLACE)
        return -1 if place is None else int(place)

    def show_lines(self, lines: Sequence[ReviewLine], keep: Sequence[int] | None = None) -> None:
        """Show these lines; those at the places to ``keep`` are ticked, or all that are reported anew."""
        current = self._place(self.currentItem())
        self.blockSignals(True)
        self.clear()
        for kind in LineKind:
            places = [place for place, line in enumerate(lines) if line.kind is kind]
            if places:
                self._add(kind, places, lines, keep)
        self.blockSignals(False)
        self.retranslate()
        self._choose(current if current >= 0 else None)
        self.ticked_changed.emit()

    def _add(
        self, kind: LineKind, places: Sequence[int], lines: Sequence[ReviewLine], keep: Sequence[int] | None
    ) -> None:
        head = QTreeWidgetItem([self._heading(kind, len(places)), "", ""])
        font = head.font(TITLE)
        font.setBold(True)
        head.setFont(TITLE, font)
        head.setFirstColumnSpanned(True)
        self.addTopLevelItem(head)
        head.setFirstColumnSpanned(True)
        acceptable = kind in ACCEPTABLE
        for place in places:
            line = lines[place]
            item = QTreeWidgetItem([line.title or "–", isolate(line.number) if line.number else "–", str(line.row)])
            item.setData(TITLE, PLACE, place)
            item.setTextAlignment(ROW, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            if acceptable:
                # A conflict is never taken in without somebody having looked at it.
                ticked = place in keep if keep is not None else kind is not LineKind.CONFLICT
                item.setCheckState(TITLE, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            head.addChild(item)
        if acceptable:
            head.setFlags(head.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        head.setExpanded(kind in OPEN_AT_FIRST)

    def _heading(self, kind: LineKind, count: int) -> str:
        said: Message = message("{kind} ({count})", kind=kind.label, count=count)
        words = self.desk.say(said)
        return words[:1].upper() + words[1:]

    def _choose(self, place: int | None) -> None:
        items = self._items()
        chosen = next((item for item in items if self._place(item) == place), items[0] if items else None)
        if chosen is not None:
            self.setCurrentItem(chosen)
            self.chosen.emit(self._place(chosen))

    def _items(self) -> list[QTreeWidgetItem]:
        heads = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [child for head in heads if head for place in range(head.childCount()) if (child := head.child(place))]

    @property
    def ticked(self) -> list[int]:
        """The places of the lines that are ticked, in the order of the file."""
        ticked = (item for item in self._items() if item.checkState(TITLE) is Qt.CheckState.Checked)
        return sorted(self._place(item) for item in ticked if item.data(TITLE, Qt.ItemDataRole.CheckStateRole))

    @property
    def looked_at(self) -> int:
        """The place of the line that is looked at, -1 for none."""
        return self._place(self.currentItem())

    def retranslate(self) -> None:
        self.setHeaderLabels([self.desk.language.text(heading) for heading in HEADINGS])
        self.setAccessibleName(self.desk.language.text("Lines of the tracker"))

"""The fields of a form one under the other; those that take half a line stand in pairs, where both have room enough."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FieldLayout(QLayout):
    """On a narrow pane, or with large text, a pair stands one under the other: nothing is cut off."""

    def __init__(self, parent: QWidget, gap: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._half: set[QWidget] = set()
        self._gap = gap
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def add_field(self, cell: QWidget, half: bool) -> None:
        """Put a field under those that are there; ``half`` where it may share a line."""
        if half:
            self._half.add(cell)
        self.addWidget(cell)

    # --- what Qt asks ------------------------------------------------------------------------------------------------

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), moving=False)

    def sizeHint(self) -> QSize:
        shown = [item for item in self._items if not item.isEmpty()]
        width = max((item.sizeHint().width() for item in shown), default=0)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        width = max((item.minimumSize().width() for item in self._items if not item.isEmpty()), default=0)
        return QSize(width, 0)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, moving=True)

    # --- lines -------------------------------------------------------------------------------------------------------

    def _place(self, rect: QRect, moving: bool) -> int:
        """Put the fields in their places; the height they take together."""
        y = rect.top()
        for line, width in self._lines(rect.width()):
            heights = [_height(item, width) for item in line]
            for place, item in enumerate(line):
                if moving:
                    left = self._left(rect, place, width)
                    item.setGeometry(QRect(QPoint(left, y), QSize(width, heights[place])))
            y += max(heights) + self._gap
        return max(y - self._gap, rect.top()) - rect.top()

    def _lines(self, width: int) -> Iterator[tuple[list[QLayoutItem], int]]:
        """What stands in each line, and how wide each of it is."""
        room = self._room(width)
        first: QLayoutItem | None = None
        for item in [item for item in self._items if not item.isEmpty()] + [None]:
            half = item is not None and item.widget() in self._half
            if first is not None and half and item is not None:
                if max(each.minimumSize().width() for each in (first, item)) <= room:
                    yield [first, item], room
                else:
                    yield [first], width
                    yield [item], width
                first = None
                continue
            if first is not None:
                yield [first], room if first.minimumSize().width() <= room else width
                first = None
            if half:
                first = item
            elif item is not None:
                yield [item], width

    def _room(self, width: int) -> int:
        return (width - self._gap) // 2

    def _left(self, rect: QRect, place: int, width: int) -> int:
        """Right to left, the first of a pair stands at the right."""
        parent = self.parentWidget()
        if parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return rect.right() + 1 - width - place * (width + self._gap)
        return rect.left() + place * (width + self._gap)


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()

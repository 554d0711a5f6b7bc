"""A layout that puts widgets beside one another and goes on in the next line where there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QStyle, QWidget, QWidgetItem

Placed = tuple[QLayoutItem, int, QSize]
"""What stands in a line, where it begins, and how large it is."""


class FlowLayout(QLayout):
    """From where lines begin: right to left, the first widget stands at the right.

    What room a line has left goes to its springs and to the widgets that would grow; without either it stays empty.
    """

    def __init__(self, parent: QWidget | None, spacing: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self.setContentsMargins(QMargins(0, 0, 0, 0))
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert_widget(self, index: int, widget: QWidget) -> None:
        """Put a widget before the one that stands at ``index``."""
        self.addChildWidget(widget)
        self._items.insert(index, QWidgetItem(widget))
        self.invalidate()

    def add_spring(self) -> None:
        """Push what follows to the end of its line."""
        self.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), moving=False)

    def minimumHeightForWidth(self, width: int) -> int:
        return self.heightForWidth(width)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if _is_shown(item)]
        if not sizes:
            return QSize()
        width = sum(size.width() for size in sizes) + self._gap * (len(sizes) - 1)
        return QSize(width, max(size.height() for size in sizes))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if _is_shown(item):
                size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, moving=True)

    def _place(self, rect: QRect, moving: bool) -> int:
        """Put the widgets in their places; the height they take together."""
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
        y = rect.top()
        for line in self._lines(rect.width()):
            height = max(size.height() for _, _, size in line)
            for item, x, size in line if moving else ():
                place = QRect(QPoint(rect.left() + x, y + (height - size.height()) // 2), size)
                item.setGeometry(QStyle.visualRect(direction, rect, place))
            y += height + self._gap
        return max(y - self._gap - rect.top(), 0)

    def _lines(self, width: int) -> list[list[Placed]]:
        """The widgets line by line; springs are in the line whose words they push apart."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        used = 0
        for item in self._items:
            if item.spacerItem() is not None:
                lines[-1].append((item, QSize()))
                continue
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size = QSize(max(min(size.width(), width), item.minimumSize().width()), size.height())
            if used and used + size.width() > width:
                # What a spring has pushed to the end goes on there.
                spring = next((each for each, _ in lines[-1] if each.spacerItem() is not None), None)
                lines.append([(spring, QSize())] if spring is not None else [])
                used = 0
            lines[-1].append((item, size))
            used += size.width() + self._gap
        return [self._spread(line, width) for line in lines if any(_is_shown(item) for item, _ in line)]

    def _spread(self, line: list[tuple[QLayoutItem, QSize]], width: int) -> list[Placed]:
        held = [size.width() for item, size in line if _is_shown(item)]
        left = max(width - sum(held) - self._gap * (len(held) - 1), 0)
        widths = [size.width() for _, size in line]
        for place in sorted(range(len(line)), key=lambda place: line[place][0].spacerItem() is not None):
            item = line[place][0]
            if item.expandingDirections() & Qt.Orientation.Horizontal:
                most = item.maximumSize().width() - widths[place] if item.spacerItem() is None else left
                widths[place] += min(left, max(most, 0))
                left -= min(left, max(most, 0))
        placed, x = [], 0
        for (item, size), wide in zip(line, widths, strict=True):
            if item.spacerItem() is not None:
                x += wide
                continue
            placed.append((item, x, QSize(wide, size.height())))
            x += wide + self._gap
        return placed


def _is_shown(item: QLayoutItem) -> bool:
    return item.spacerItem() is None and not item.isEmpty()

"""What of a window cannot be read or reached: words cut off, widgets that lie over one another or out of sight."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QScrollBar,
    QSizeGrip,
    QSplitterHandle,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QToolButton,
    QWidget,
)

from desktop.windows.forms.chooser import Chooser
from desktop.windows.page import ElidedLine

SLACK = 1
"""Pixels that rounding may take."""
LEADING = 0.8
"""How much of its height a button needs: the stylesheet sets it, and no letter reaches into the rest."""


def find_faults(top: QWidget) -> list[str]:
    """Sentences on what is cut off, covered or out of reach in ``top``, the windows over it left out."""
    shown = [each for each in top.findChildren(QWidget) if each.isVisible() and each.window() is top]
    faults: list[str] = []
    outside: list[QWidget] = []
    for each in shown:
        if _is_qts_own(each):
            continue
        faults += [f"{_name(each)}: {fault}" for fault in _cut(each)]
        # What a widget out of reach holds is out of reach with it, and not worth a sentence of its own.
        if not any(held.isAncestorOf(each) for held in outside) and (fault := next(_outside(each), None)):
            outside.append(each)
            faults.append(f"{_name(each)}: {fault}")
    for parent in (top, *shown):
        faults += _overlaps(parent)
    return faults


def _is_qts_own(widget: QWidget) -> bool:
    """Whether it is drawn by another widget, or by none: an editor's inner line, a scroll bar, a handle."""
    kinds = (QScrollBar, QSplitterHandle, QSizeGrip)
    if isinstance(widget, kinds) or isinstance(widget.parentWidget(), (QComboBox, QAbstractSpinBox, QTabBar)):
        return True
    return widget.objectName().startswith("qt_") and not isinstance(widget, QTabBar)


# --- words -----------------------------------------------------------------------------------------------------------


def _cut(widget: QWidget) -> Iterator[str]:
    match widget:
        case ElidedLine():
            if widget.height() + SLACK < widget.sizeHint().height():
                yield f"{widget.height()} px high, needs {widget.sizeHint().height()}"
        case QLabel() if widget.text():
            yield from _cut_label(widget)
        case QTabBar():
            yield from _cut_tabs(widget)
        case QComboBox():
            yield from _cut_choice(widget)
        case QLineEdit() if widget.placeholderText() and not widget.text():
            room = _room_of(widget)
            needed = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
            if needed > room + SLACK and not widget.toolTip():
                yield f"placeholder has {room} px, needs {needed}"
        case Chooser():
            if "…" in widget.text() and not widget.toolTip():
                yield "is cut and does not say the rest"
        case QAbstractButton() if widget.text() and _says_its_text(widget):
            needed = widget.minimumSizeHint()
            if widget.width() + SLACK < needed.width():
                yield f"{widget.width()} px wide, needs {needed.width()}"
            if widget.height() < needed.height() * LEADING:
                yield f"{widget.height()} px high, needs {needed.height()}"


def _says_its_text(button: QAbstractButton) -> bool:
    return not isinstance(button, QToolButton) or (
        button.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly or button.icon().isNull()
    )


def _cut_label(label: QLabel) -> Iterator[str]:
    if not label.wordWrap():
        needed = label.sizeHint()
        if label.width() + SLACK < needed.width():
            yield f"{label.width()} px wide, needs {needed.width()}"
        if label.height() + SLACK < needed.height():
            yield f"{label.height()} px high, needs {needed.height()}"
        return
    high = label.heightForWidth(label.width())
    if label.height() + SLACK < high:
        yield f"{label.height()} px high, needs {high} in {label.width()} px"
    if label.textFormat() != Qt.TextFormat.RichText and "<" not in label.text():
        longest = max(label.fontMetrics().horizontalAdvance(word) for word in label.text().split() or [""])
        if longest > label.contentsRect().width() + SLACK:
            yield f"{label.contentsRect().width()} px wide, its longest word {longest}"


def _cut_tabs(bar: QTabBar) -> Iterator[str]:
    if bar.usesScrollButtons():
        return
    for tab in range(bar.count()):
        place = bar.tabRect(tab)
        if bar.isTabVisible(tab) and not bar.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(place):
            yield f"tab {bar.tabText(tab)!r} is cut"


def _cut_choice(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    needed = box.fontMetrics().horizontalAdvance(box.currentText())
    if needed > field.width() + SLACK and not box.toolTip() and not box.isEditable():
        yield f"{field.width()} px for its words, needs {needed}"
    if box.height() + SLACK < box.minimumSizeHint().height():
        yield f"{box.height()} px high, needs {box.minimumSizeHint().height()}"


def _room_of(line: QLineEdit) -> int:
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    inner = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    margins = line.textMargins()
    icons = [each for each in line.findChildren(QToolButton) if each.isVisible()]
    return inner.width() - margins.left() - margins.right() - 4 - sum(each.width() for each in icons)


# --- places ----------------------------------------------------------------------------------------------------------


def _outside(widget: QWidget) -> Iterator[str]:
    """What of a widget is beyond an edge behind which nothing can be scrolled to."""
    inner, held = widget, widget.rect()
    while (parent := inner.parentWidget()) is not None and not inner.isWindow():
        held = QRect(held.topLeft() + inner.pos(), held.size())
        sideways, downwards = _scrolls(parent)
        room = parent.rect()
        if not sideways and (held.left() < -SLACK or held.right() > room.right() + SLACK):
            yield f"lies from {held.left()} to {held.right()} in {_name(parent)}, {room.width()} px wide"
            return
        if not downwards and (held.top() < -SLACK or held.bottom() > room.bottom() + SLACK):
            yield f"lies from {held.top()} to {held.bottom()} in {_name(parent)}, {room.height()} px high"
            return
        if sideways or downwards:
            return
        inner = parent


def _scrolls(parent: QWidget) -> tuple[bool, bool]:
    """Whether what is beyond the edges of ``parent`` can be scrolled to: sideways, up and down."""
    area = parent.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        rolls = not isinstance(area, QScrollArea)
        return (
            rolls or area.horizontalScrollBarPolicy() != never,
            rolls or area.verticalScrollBarPolicy() != never,
        )
    return False, False


def _overlaps(parent: QWidget) -> Iterator[str]:
    """Widgets of one layout that lie over one another; what floats is in none."""
    if isinstance(parent, (QMainWindow, QAbstractScrollArea)) or parent.layout() is None:
        return
    laid = [each for each in parent.children() if isinstance(each, QWidget) and each.isVisible()]
    laid = [each for each in laid if not each.isWindow() and _is_laid_out(parent, each)]
    for one, other in combinations(laid, 2):
        both = one.geometry() & other.geometry()
        if both.width() > SLACK and both.height() > SLACK:
            yield f"{_name(one)} lies over {_name(other)} by {both.width()}x{both.height()}"


def _is_laid_out(parent: QWidget, widget: QWidget) -> bool:
    layouts = [parent.layout()]
    while layouts:
        layout = layouts.pop()
        if layout is None:
            continue
        for place in range(layout.count()):
            item = layout.itemAt(place)
            if item is None:
                continue
            if item.widget() is widget:
                return True
            if item.layout() is not None:
                layouts.append(item.layout())
    return False


def _name(widget: QWidget) -> str:
    words = ""
    for ask in ("text", "placeholderText", "currentText", "accessibleName"):
        if hasattr(widget, ask) and (words := getattr(widget, ask)()):
            break
    home = widget.parentWidget()
    within = f" in {type(home).__name__}" if home is not None else ""
    return f"{type(widget).__name__} {str(words)[:50]!r}{within}"

"""Going from pane to pane with F6: side bar, list, record, and round again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from desktop.windows.main_window import MainWindow


def next_pane(window: MainWindow) -> None:
    """Put the focus into the pane after the one that has it."""
    from desktop.windows.lists.record_pane import RecordPane

    panes = [*((window.side,) if window.page.with_side_bar else ()), *window.page.panes()]
    focused = QApplication.focusWidget()
    holds = [place for place, pane in enumerate(panes) if focused is pane or (focused and pane.isAncestorOf(focused))]
    following = panes[(holds[0] + 1) % len(panes)] if holds else panes[0]
    if isinstance(following, RecordPane):
        following.enter()
    else:
        _first_stop(following).setFocus(Qt.FocusReason.ShortcutFocusReason)


def _first_stop(pane: QWidget) -> QWidget:
    """The first widget in a pane that Tab would stop at; in the side bar, the button of the page that is shown."""
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return pane
    stops: list[QWidget] = []
    widget = pane.nextInFocusChain()
    while widget is not None and widget is not pane and len(stops) < 200:
        if pane.isAncestorOf(widget) and widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            stops.append(widget)
        widget = widget.nextInFocusChain()
    checked = [stop for stop in stops if stop.property("checked") and stop.objectName() == "side-button"]
    return (checked or stops or [pane])[0]

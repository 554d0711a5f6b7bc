"""A page of the main window: it says its words anew when the language changes and reads anew when the register does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.language import Message
from desktop.windows.desk import Desk
from desktop.windows.drafts.drafts import Draft
from desktop.windows.pages import PAGES


class Page(QWidget):
    """What all pages have in common. One that is out of sight reads, and says its words, when it comes into sight."""

    key: ClassVar[str]
    """What it is called in the settings, and in :data:`~desktop.windows.pages.PAGES`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._stale = True
        self._unsaid = False
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._name_itself()
        desk.language_changed.connect(self._name_itself)
        desk.language_changed.connect(self._on_language_changed)
        desk.register_changed.connect(self._on_register_changed)
        desk.jotted.connect(self._on_jotted)

    @property
    def title(self) -> Message:
        return PAGES[self.key].title

    def retranslate(self) -> None:
        """Say every word of the page in the language now spoken."""

    def _name_itself(self) -> None:
        """Say to a screen reader which page has the focus."""
        self.setAccessibleName(self.desk.say(self.title))

    def refresh(self) -> None:
        """Read what the page shows from the register."""

    def leave(self) -> bool:
        """Save what is being edited before the page is left; ``False`` where it cannot be saved and one must stay."""
        return True

    def place(self) -> dict[str, Any]:
        """Where one is on the page, to be returned to: only what JSON holds."""
        return {}

    def return_to(self, place: dict[str, Any]) -> None:
        """Be where one was; a place that makes no sense any more is passed over."""

    def take_focus(self) -> None:
        """Put the focus where one begins on this page, once it is shown."""
        self.setFocus()

    def focus_search(self) -> None:
        """Put the cursor where this page is searched."""

    def add(self) -> None:
        """Make a new record of what the page lists."""

    def ask_new(self, made: Callable[[str], object], parent: QWidget) -> None:
        """Open the form of a new record over ``parent``; ``made`` is told its id once there is one."""

    def go_on_with(self, draft: Draft) -> None:
        """Open the form a draft was written in, as it was left."""

    def show_record(self, record_id: str) -> None:
        """Show one of the records the page lists."""

    def set_filters(self, values: Mapping[str, Any], search: str = "") -> None:
        """List what these filters choose, and no others."""

    with_side_bar: ClassVar[bool] = True
    """Whether F6 leads to the side bar, too."""

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes through on this page."""
        return (self,)

    @property
    def meeting_id(self) -> str | None:
        """The meeting that is shown or chosen: the one whose minutes can be written."""
        return None

    @property
    def busy(self) -> bool:
        """Whether something that is shown is still being read or drawn."""
        return False

    def _on_register_changed(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _on_jotted(self) -> None:
        if not self.isVisible():
            self._stale = True

    def _on_language_changed(self) -> None:
        if self.isVisible():
            self.retranslate()
        else:
            self._unsaid = True

    def showEvent(self, event: QShowEvent) -> None:
        if self._unsaid:
            self._unsaid = False
            self.retranslate()
        if self._stale:
            self._stale = False
            self.refresh()
        super().showEvent(event)


class Line(QLabel):
    """Words of the window: they stand where its lines begin, even a number or a name that runs the other way."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.align()

    def align(self) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)


class ElidedLine(Line):
    """A line that ends in an ellipsis where there is no room for all of it; pointed at, it says the rest."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, self.alignment(), shown)


def heading(name: str = "heading") -> QLabel:
    """A label in one of the stylesheet's sizes: ``heading``, ``subheading``, ``record-title``, ``muted``."""
    label = Line()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.align()
    return label


def stacked(*widgets: QWidget, spacing: int = 4) -> QVBoxLayout:
    """Widgets one under the other without a margin."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    return layout


def rolling(layout: QLayout, parent: QWidget) -> QScrollArea:
    """What fills a page, in an area that scrolls up and down only where there is no room for all of it."""
    # In the window from the start: what came in from a window of its own would fall out of the order of Tab.
    area = QScrollArea(parent)
    ground = QWidget(parent)
    ground.setObjectName("scrolled")
    ground.setLayout(layout)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(ground)
    return area


def scrolled(widget: QWidget, margin: int = 16, *, fills: bool = False) -> QScrollArea:
    """``widget`` in an area that scrolls up and down only, with so many pixels at its sides.

    One that ``fills`` takes all the height there is, as a list does; another no more than it needs.
    """
    ground = QWidget()
    ground.setObjectName("scrolled")
    layout = QVBoxLayout(ground)
    layout.setContentsMargins(margin, min(margin, 12), margin, min(margin, 12))
    layout.addWidget(widget)
    if not fills:
        layout.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(ground)
    return area

"""The side bar: the pages of the window, and beside one what waits there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.language import Message, plural
from desktop.windows.desk import Desk
from desktop.windows.page import scrolled
from desktop.windows.pages import PAGES, page_keys

COMPACT = 900
"""Pixels of a window, at the usual size of text, below which its pages need the room of the names: icons remain."""
WIDTH = 200
"""Pixels, at the usual size of text."""


class SideButton(QPushButton):
    """One page: icon, name, and how much there is late, if anything is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("side-button")
        self.setCheckable(True)
        self.setIconSize(QSize(20, 20))
        self.count = QLabel(self)
        self.count.setObjectName("count")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 6, 0)
        row.addStretch(1)
        row.addWidget(self.count)
        self.count.hide()


class SideGroup(QPushButton):
    """The heading of a group of pages: it opens and closes the group."""

    def __init__(self, title: Message, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = title
        self.setObjectName("side-button")
        self.setIconSize(QSize(20, 20))
        self.pages = QWidget(parent)
        self.column = QVBoxLayout(self.pages)
        self.column.setContentsMargins(12, 0, 0, 4)
        self.column.setSpacing(2)
        self.pages.hide()

    @property
    def opened(self) -> bool:
        return not self.pages.isHidden()


class SideBar(QFrame):
    """One button a page, some under headings that open and close; arrow keys go from one to the next."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName("side")
        self._group = QButtonGroup(self)
        self.buttons: dict[str, SideButton] = {}
        self.groups: dict[str, SideGroup] = {}
        self._held: dict[str, SideGroup] = {}
        """For a page under a heading, the heading."""
        self._late: dict[str, int] = {}
        self.compact = False
        """Whether only the icons are shown; their names come up when one points at them."""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 4)
        self._area = scrolled(self._fill(), margin=8)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        whole.addWidget(self._area)
        desk.language_changed.connect(self._on_language_changed)
        self.retranslate()

    def _fill(self) -> QWidget:
        ground = QWidget(self)
        layout = QVBoxLayout(ground)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for key, page in PAGES.items():
            button = SideButton(ground)
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self.buttons[key] = button
            if page.group is None:
                if page.divided:
                    layout.addWidget(_divider(ground))
                layout.addWidget(button)
                continue
            group = self.groups.get(page.group.text)
            if group is None:
                group = self.groups[page.group.text] = SideGroup(page.group, ground)
                group.clicked.connect(lambda _=False, group=group: self._open(group, not group.opened))
                if len(self.groups) == 1:
                    layout.addWidget(_divider(ground))
                layout.addWidget(group)
                layout.addWidget(group.pages)
            self._held[key] = group
            group.column.addWidget(button)
        return ground

    def fit(self, width: int) -> None:
        """Leave the names out where a window of this width has no room for them."""
        compact = width < self.desk.scaled(COMPACT)
        if compact != self.compact:
            self.compact = compact
            for button in (*self.buttons.values(), *self.groups.values()):
                button.setProperty("compact", compact)
                button.style().unpolish(button)
                button.style().polish(button)
            self.retranslate()

    def _on_language_changed(self) -> None:
        self.fit(self.window().width())
        self.retranslate()

    def show_page(self, key: str) -> None:
        self.buttons[key].setChecked(True)
        if (group := self._held.get(key)) is not None:
            self._open(group, True)
        self._colour()
        # A heading that has just opened has not laid out its pages yet.
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self.buttons[key], 0, 8))

    def _open(self, group: SideGroup, opened: bool) -> None:
        group.pages.setVisible(opened)
        self._say_groups()

    def show_late(self, key: str, count: int) -> None:
        """Say beside a page how many of its records are late."""
        self._late[key] = count
        self.buttons[key].count.setText(self.desk.language.number(count))
        self.retranslate()

    def retranslate(self) -> None:
        language = self.desk.language
        # An icon with what is round it, the margins, and the scroll bar where the window is low.
        narrow = self.desk.scaled(44 + 12) + 20
        self.setFixedWidth(narrow if self.compact else self.desk.scaled(WIDTH))
        keys = page_keys()
        for key, page in PAGES.items():
            button = self.buttons[key]
            name = self.desk.say(page.title)
            button.setText("" if self.compact else name)
            button.setIconSize(QSize(self.desk.scaled(20), self.desk.scaled(20)))
            late = self._late.get(key, 0)
            said = language.text(plural("{count} late", "{count} late", late)) if late else ""
            button.setAccessibleName(f"{name}, {said}" if said else name)
            shortcut = keys[key]
            button.count.setVisible(late > 0 and not self.compact)
            told = button.accessibleName() if self.compact else said
            button.setToolTip(f"{told} ({shortcut})" if told and shortcut else told or shortcut)
        self._say_groups()
        self._colour()

    def _say_groups(self) -> None:
        language, theme = self.desk.language, self.desk.theme
        for group in self.groups.values():
            name = self.desk.say(group.title)
            group.setText("" if self.compact else name)
            group.setToolTip(name if self.compact else "")
            group.column.setContentsMargins(0 if self.compact else 12, 0, 0, 4)
            state = language.text("opened") if group.opened else language.text("closed")
            group.setAccessibleName(f"{name}, {state}")
            group.setIcon(self.desk.icon("caret-down" if group.opened else "caret-right", theme.muted))

    def _colour(self) -> None:
        for key, page in PAGES.items():
            button = self.buttons[key]
            colour = self.desk.theme.accent if button.isChecked() else self.desk.theme.muted
            if self.compact and self._late.get(key, 0):
                colour = self.desk.theme.red  # there is no room for the number
            button.setIcon(self.desk.icon(page.icon, colour))

    # --- where one was -----------------------------------------------------------------------------------------------

    def place(self) -> list[str]:
        """The headings that are open."""
        return [name for name, group in self.groups.items() if group.opened]

    def return_to(self, place: object) -> None:
        for name, group in self.groups.items():
            if isinstance(place, list) and name in place:
                self._open(group, True)

    # --- keyboard ----------------------------------------------------------------------------------------------------

    def _stops(self) -> list[QPushButton]:
        """The buttons that are to be seen, from top to bottom."""
        stops: list[QPushButton] = [self.buttons[key] for key, page in PAGES.items() if page.group is None]
        for group in self.groups.values():
            stops.append(group)
            if group.opened:
                stops += [self.buttons[key] for key, held in self._held.items() if held is group]
        return stops

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stops = self._stops()
        focused = next((place for place, button in enumerate(stops) if button.hasFocus()), 0)
        outward = Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up as key:
                following = stops[(focused + (1 if key == Qt.Key.Key_Down else -1)) % len(stops)]
            case Qt.Key.Key_Left | Qt.Key.Key_Right as key:
                following = self._turn(stops[focused], key != outward)
            case _:
                super().keyPressEvent(event)
                return
        following.setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(following, 0, 8)

    def _turn(self, button: QPushButton, opening: bool) -> QPushButton:
        """Open or close the heading that has the focus, or go from a page to its heading."""
        if isinstance(button, SideGroup):
            self._open(button, opening)
            return button
        held = next(
            (self._held[key] for key, each in self.buttons.items() if each is button and key in self._held), None
        )
        return held if held is not None and not opening else button


def _divider(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setObjectName("divider")
    return line

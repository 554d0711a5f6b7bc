"""The menu bar of the main window, and with it every shortcut: what is in no menu cannot be found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.language import LANGUAGE_CODES, OWN_NAMES, Message, message

if TYPE_CHECKING:
    from desktop.windows.main_window import MainWindow


@dataclass(frozen=True)
class Entry:
    """One line of a menu."""

    words: Message
    go: Callable[[], object]
    keys: str = ""
    icon: str = ""


class Menus:
    """Builds the menus and keeps their words and what can be undone up to date."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self._entries: list[tuple[QAction, Entry]] = []
        self._menus: list[tuple[QMenu, Message]] = []
        desk = window.desk
        self._menu(
            message("&File"),
            Entry(message("New record"), self._add, "Ctrl+N", "plus"),
            None,
            Entry(message("Close the register"), window.close, "Ctrl+W"),
        )
        edit = self._menu(
            message("&Edit"),
            Entry(message("Undo"), desk.undo, "Ctrl+Z", "arrow-u-up-left"),
            Entry(message("Redo"), desk.redo, "Ctrl+Y", "arrow-u-up-right"),
            None,
            Entry(message("Search"), self._search, "Ctrl+F", "magnifying-glass"),
        )
        self._undo, self._redo = edit.actions()[0], edit.actions()[1]
        self._redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        pages = [
            Entry(page.title, lambda key=page.key: window.go(key), f"Ctrl+{place}", page.icon)
            for place, page in enumerate(window.pages.values(), start=1)
        ]
        view = self._menu(message("&View"), *pages, None, Entry(message("Read anew"), self._refresh, "F5"), None)
        self._looks = self._choices(
            view,
            (
                (message("Light"), "light"),
                (message("Dark"), "dark"),
                (message("As the computer"), "system"),
            ),
            desk.look,
        )
        spoken = self._menu(message("&Language"))
        self._languages = self._choices(spoken, tuple((OWN_NAMES[code], code) for code in LANGUAGE_CODES), desk.speak)

    def _menu(self, title: Message, *entries: Entry | None) -> QMenu:
        menu = self.window.menuBar().addMenu("")
        self._menus.append((menu, title))
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            action = QAction(menu)
            if entry.keys:
                action.setShortcut(QKeySequence(entry.keys))
            action.triggered.connect(lambda _=False, go=entry.go: go())
            menu.addAction(action)
            self._entries.append((action, entry))
        return menu

    def _choices(
        self, menu: QMenu, choices: tuple[tuple[Message | str, str], ...], choose: Callable[..., object]
    ) -> dict[str, tuple[QAction, Message | str]]:
        group = QActionGroup(menu)
        made: dict[str, tuple[QAction, Message | str]] = {}
        for words, value in choices:
            action = QAction(menu)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, value=value: choose(value))
            group.addAction(action)
            menu.addAction(action)
            made[value] = (action, words)
        return made

    def retranslate(self) -> None:
        desk = self.window.desk
        for menu, title in self._menus:
            menu.setTitle(desk.say(title))
        for action, entry in self._entries:
            action.setText(desk.say(entry.words))
            if entry.icon:
                action.setIcon(desk.icon(entry.icon))
        for choices, current in ((self._looks, desk.settings.look), (self._languages, desk.language.code)):
            for value, (action, words) in choices.items():
                action.setText(words if isinstance(words, str) else desk.say(words))
                action.setChecked(value == current)
        self.refresh()

    def refresh(self) -> None:
        """Say what can be undone now."""
        register = self.window.desk.register
        self._undo.setEnabled(register.can_undo)
        self._redo.setEnabled(register.can_redo)

    def _add(self) -> None:
        self.window.page.add()

    def _search(self) -> None:
        self.window.page.focus_search()

    def _refresh(self) -> None:
        self.window.page.refresh()

"""The menu bar of the main window, and with it every shortcut: what is in no menu cannot be found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from desktop.language import LANGUAGE_CODES, OWN_NAMES, Message, message
from desktop.settings import TEXT_SIZES
from desktop.windows.about import show_about
from desktop.windows.lists.panes import next_pane
from desktop.windows.pages import PAGES, page_keys

if TYPE_CHECKING:
    from desktop.windows.live.live_page import LivePage
    from desktop.windows.main_window import MainWindow


SEARCH_KEYS = "Ctrl+K"


@dataclass(frozen=True)
class Entry:
    """One line of a menu."""

    words: Message
    go: Callable[[], object]
    keys: str = ""
    icon: str = ""


Choice = tuple[Message | str, str]
"""One of several lines of which one is ticked: its words, and what it stands for."""


class Menus:
    """Builds the menus and keeps their words, and what can be undone, up to date."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self._entries: list[tuple[QAction, Entry]] = []
        self._menus: list[tuple[QMenu, Message]] = []
        self._file()
        self._edit()
        self._view()
        self._meeting()
        spoken = self._menu(message("&Language"))
        own_names = [(OWN_NAMES[code], code) for code in LANGUAGE_CODES]
        self._languages = self._choices(spoken, own_names, window.desk.speak)
        self._menu(
            message("&Help"),
            Entry(message("User’s guide"), window.show_guide, "F1", "book-open"),
            Entry(message("A tour of the window"), window.show_tour, icon="presentation"),
            None,
            Entry(message("About Tawsiya"), self._about, icon="info"),
        )

    def _file(self) -> None:
        window = self.window
        menu = self._menu(
            message("&File"),
            Entry(message("New record"), self._add, "Ctrl+N", "plus"),
            None,
            Entry(message("Minutes (PDF)…"), self._export_minutes, "Ctrl+M", "file-pdf"),
            Entry(message("Documents of the meeting…"), self._show_documents, "Ctrl+Shift+M", "file-text"),
            Entry(message("Reports…"), self._show_reports, "Ctrl+Shift+B", "chart-bar"),
            Entry(message("Letters to institutions…"), self._show_letters, "Ctrl+Shift+E", "envelope-simple"),
            Entry(message("Tracker (Excel)…"), window.exports.tracker, "Ctrl+E", "file-xls"),
            Entry(message("Trackers for institutions…"), window.exports.trackers, icon="file-xls"),
            Entry(message("Tracker that came back…"), self._take_in, "Ctrl+Shift+T", "download-simple"),
            Entry(message("Import a matrix or a register…"), self._import, "Ctrl+Shift+I", "table"),
            None,
            Entry(message("The whole register (Excel)…"), window.exports.everything, icon="file-xls"),
            Entry(message("Make a copy now"), window.backups.make_now, icon="floppy-disk"),
            Entry(message("Settings…"), window.show_settings, "Ctrl+,", "sliders-horizontal"),
            None,
            Entry(message("Close the register"), window.close_register, "Ctrl+W", "x"),
            Entry(message("Quit"), window.close, "Ctrl+Q"),
        )
        self.minutes, self.documents = menu.actions()[2:4]

    def _edit(self) -> None:
        window, desk = self.window, self.window.desk
        menu = self._menu(
            message("&Edit"),
            Entry(message("Undo"), desk.undo, "Ctrl+Z", "arrow-u-up-left"),
            Entry(message("Redo"), desk.redo, "Ctrl+Y", "arrow-u-up-right"),
            None,
            Entry(message("Search"), self._search, "Ctrl+F", "magnifying-glass"),
            Entry(message("Search everywhere"), window.search_everywhere, SEARCH_KEYS, "magnifying-glass"),
        )
        self.undo, self.redo = menu.actions()[0], menu.actions()[1]
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        corner = QWidget(self.window.menuBar())
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(2)
        for action in (self.undo, self.redo):
            button = QToolButton(corner)
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        self.window.menuBar().setCornerWidget(corner)
        corner.show()

    def _view(self) -> None:
        window = self.window
        keys = page_keys()
        entries = {
            key: Entry(page.title, lambda key=key: window.go(key), keys[key], page.icon) for key, page in PAGES.items()
        }
        menu = self._menu(
            message("&View"),
            *(entries[key] for key, page in PAGES.items() if page.group is None),
            None,
            Entry(message("Next pane"), lambda: next_pane(window), "F6"),
            Entry(message("Refresh"), self._refresh, "Ctrl+R"),
            Entry(message("Languages side by side"), self._turn_sides, "Ctrl+Shift+L", "translate"),
            None,
            Entry(message("Larger text"), lambda: self._resize_text(1), "Ctrl++"),
            Entry(message("Smaller text"), lambda: self._resize_text(-1), "Ctrl+-"),
            Entry(message("Usual size of text"), lambda: window.desk.enlarge(TEXT_SIZES[0]), "Ctrl+0"),
            None,
        )
        first = menu.actions()[sum(page.group is None for page in PAGES.values())]
        groups: dict[str, QMenu] = {}
        for key, page in PAGES.items():
            if page.group is not None:
                if page.group.text not in groups:
                    groups[page.group.text] = held = QMenu(window)
                    menu.insertMenu(first, held)
                    self._menus.append((held, page.group))
                self._add_entry(groups[page.group.text], entries[key])
        looks = [(message("Light"), "light"), (message("Dark"), "dark"), (message("As the computer"), "system")]
        self._looks = self._choices(menu, looks, window.desk.look)

    def _meeting(self) -> None:
        window = self.window

        def live(do: Callable[[LivePage], object]) -> Callable[[], object]:
            # The page is made when the first meeting is held.
            return lambda: do(window.live_page)

        menu = self._menu(
            message("&Meeting"),
            Entry(message("Prepare a meeting…"), window.prepare, "Ctrl+Shift+N", "calendar-dots"),
            Entry(message("Prepare this meeting further…"), window.prepare_chosen),
            None,
            Entry(message("Hold the meeting (live)"), window.turn_live, "F5", "presentation"),
            None,
            Entry(message("Take down a decision"), live(lambda page: page.item.take_decision()), "F2", "gavel"),
            Entry(message("Take down a recommendation"), live(lambda page: page.item.take_recommendation()), "F3",
                  "megaphone-simple"),
            Entry(message("Take down an action"), live(lambda page: page.item.take_action()), "F4", "flag"),
            None,
            Entry(message("Previous item"), live(lambda page: page.show_previous()), "F7", "arrow-left"),
            Entry(message("Next item"), live(lambda page: page.show_next()), "F8", "arrow-right"),
            None,
            Entry(message("Open, suspend or resume"), live(lambda page: page.go_onward()), "F9", "play"),
            Entry(message("Close the meeting"), live(lambda page: page.close_meeting()), "Ctrl+F9"),
            Entry(message("Chair and times…"), live(lambda page: page.edit_details()), "Shift+F9", "clock"),
            Entry(message("Large, to be read from afar"), live(lambda page: page.toggle_large()), "F11",
                  "presentation"),
        )  # fmt: skip
        _, self._further, self._hold, *self._live = (action for action in menu.actions() if not action.isSeparator())
        # The keys of the meeting's own page do the same here.
        for action, letter in zip(self._live, "DRA", strict=False):
            action.setShortcuts([action.shortcut(), QKeySequence(f"Ctrl+Shift+{letter}")])

    # --- building ----------------------------------------------------------------------------------------------------

    def _menu(self, title: Message, *entries: Entry | None) -> QMenu:
        # A menu the bar makes for itself belongs to Qt alone, which may end it under our hands.
        menu = QMenu(self.window)
        self.window.menuBar().addMenu(menu)
        self._menus.append((menu, title))
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            self._add_entry(menu, entry)
        return menu

    def _add_entry(self, menu: QMenu, entry: Entry) -> None:
        action = QAction(menu)
        if entry.keys:
            action.setShortcut(QKeySequence(entry.keys))
        action.triggered.connect(lambda _=False: entry.go())
        menu.addAction(action)
        self._entries.append((action, entry))

    def _choices(
        self, menu: QMenu, choices: Sequence[Choice], choose: Callable[[Any], object]
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

    # --- words, and what can be done now -----------------------------------------------------------------------------

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

    def offered(self) -> list[tuple[Message, str, str, Callable[[], object]]]:
        """Every line that can be used now: its words, its icon, its keys, and what it does."""
        native = QKeySequence.SequenceFormat.NativeText
        lines: list[tuple[Message, str, str, Callable[[], object]]] = [
            (entry.words, entry.icon, action.shortcut().toString(native), entry.go)
            for action, entry in self._entries
            if action.isEnabled() and entry.keys != SEARCH_KEYS
        ]
        for held in (self._looks, self._languages):
            for action, words in held.values():
                lines.append((words if isinstance(words, Message) else Message(words), "", "", action.trigger))
        return lines

    def refresh(self) -> None:
        """Say what can be undone now, and offer the minutes where a meeting is chosen."""
        desk = self.window.desk
        undone, redone = desk.register.next_undo(), desk.register.next_redo()
        self.undo.setEnabled(undone is not None)
        self.redo.setEnabled(redone is not None)
        undo, redo = desk.language.text("Undo"), desk.language.text("Redo")
        for action, name, step in ((self.undo, undo, undone), (self.redo, redo, redone)):
            action.setText(desk.language.text("{name}: {value}", name=name, value=desk.say(step)) if step else name)
        for action in (self.undo, self.redo):
            action.setToolTip(f"{action.text()} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        for action in (self.minutes, self.documents):
            action.setEnabled(self.window.key == "meetings")
        self._hold.setEnabled(self.window.key == "meetings")
        self._further.setEnabled(self.window.key == "meetings")
        # Where they are not enabled, F2 and the others are left to the lists and forms that use them.
        for action in self._live:
            action.setEnabled(self.window.page.key == "live")

    # --- what entries do ---------------------------------------------------------------------------------------------

    def _add(self) -> None:
        self.window.page.add()

    def _search(self) -> None:
        self.window.page.focus_search()

    def _refresh(self) -> None:
        self.window.page.refresh()

    def _turn_sides(self) -> None:
        desk = self.window.desk
        desk.show_sides(not desk.side_by_side)

    def _resize_text(self, step: int) -> None:
        desk = self.window.desk
        place = TEXT_SIZES.index(desk.settings.text_size) + step
        desk.enlarge(TEXT_SIZES[min(max(place, 0), len(TEXT_SIZES) - 1)])

    def _about(self) -> None:
        show_about(self.window.desk, self.window)

    def _export_minutes(self) -> None:
        if (meeting := self.window.page.meeting_id) is not None and self.window.leave():
            self.window.exports.minutes(meeting)

    def _show_reports(self) -> None:
        if self.window.leave():
            self.window.exports.reports()

    def _show_letters(self) -> None:
        if self.window.leave():
            self.window.exports.letters(self.window.page.meeting_id if self.window.key == "meetings" else None)

    def _take_in(self) -> None:
        if self.window.leave():
            self.window.intake.choose_tracker()

    def _import(self) -> None:
        if self.window.leave():
            self.window.intake.choose_matrix()

    def _show_documents(self) -> None:
        if (meeting := self.window.page.meeting_id) is not None and self.window.leave():
            self.window.exports.documents(meeting)

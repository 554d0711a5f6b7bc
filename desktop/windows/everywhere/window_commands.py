"""The commands of the main window: a new record of each kind, documents of an institution or a meeting, and the menus.

What a menu offers is found here by itself; who adds a line to a menu adds a command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.language import message
from desktop.windows.everywhere.spoken import (
    GO_WORDS,
    LATE_WORDS,
    MINUTES_WORDS,
    NEW_WORDS,
    TRACKER_WORDS,
    Command,
    find_institutions,
    find_meetings,
)
from desktop.windows.pages import PAGES

if TYPE_CHECKING:
    from desktop.windows.main_window import MainWindow


def window_commands(window: MainWindow) -> list[Command]:
    """What can be done in this window now; of two that fit alike, the first is offered first."""
    commands: list[Command] = []
    for key, page in PAGES.items():
        if page.add is not None:
            commands.append(Command(page.add, lambda _, key=key: _add(window, key), "plus", also=NEW_WORDS))
    commands += [
        Command(
            message("Tracker (Excel)…"), window.exports.tracker, "file-xls", also=TRACKER_WORDS,
            find_arguments=find_institutions,
        ),
        Command(
            message("Minutes (PDF)…"), lambda meeting: _minutes(window, meeting), "file-pdf", also=MINUTES_WORDS,
            find_arguments=find_meetings,
        ),
        Command(
            message("Overdue actions"), lambda _: window.open_list("actions", {"overdue": True}), "warning",
            also=LATE_WORDS,
        ),
    ]  # fmt: skip
    titles = {page.title.text for page in PAGES.values()}
    for words, icon, keys, go in window.menus.offered():
        also = GO_WORDS if words.text in titles else None
        commands.append(Command(words, lambda _, go=go: go(), icon, keys, also))
    return commands


def _add(window: MainWindow, key: str) -> None:
    if window.go(key):
        window.page.add()


def _minutes(window: MainWindow, meeting_id: str) -> None:
    if window.leave():
        window.exports.minutes(meeting_id)

"""The pages of the main window, in the order of its side bar. One that was never looked at is not even made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.language import Message, message

if TYPE_CHECKING:
    from desktop.windows.main_window import MainWindow
    from desktop.windows.page import Page


@dataclass(frozen=True)
class PageEntry:
    """What the window says of a page before it is made, and how it is made."""

    title: Message
    icon: str
    make: Callable[[MainWindow], Page]
    """Makes it, and connects what only this page asks of the window. It imports what it needs itself: a start that
    imported every page would keep everybody waiting."""
    add: Message | None = None
    """What makes a new record of what the page lists: "New action"."""
    divided: bool = False
    """Whether the side bar draws a line above it."""
    group: Message | None = None
    """The heading under which the side bar lists it; a page without one stands at the top."""


def _today(window: MainWindow) -> Page:
    from desktop.windows.today_page import TodayPage

    return TodayPage(window.desk)


def _dashboard(window: MainWindow) -> Page:
    from desktop.windows.dashboard.dashboard_page import DashboardPage

    return DashboardPage(window.desk, window.jobs)


def _calendar(window: MainWindow) -> Page:
    from desktop.windows.calendar.calendar_page import CalendarPage

    return CalendarPage(window.desk)


def _meetings(window: MainWindow) -> Page:
    from desktop.windows.lists.meetings_page import MeetingsPage

    page = MeetingsPage(window.desk)
    page.prepare_asked.connect(window.prepare)
    return page


def _recommendations(window: MainWindow) -> Page:
    from desktop.windows.lists.recommendations_page import RecommendationsPage

    return RecommendationsPage(window.desk)


def _actions(window: MainWindow) -> Page:
    from desktop.windows.lists.actions_page import ActionsPage

    return ActionsPage(window.desk)


def _institutions(window: MainWindow) -> Page:
    from desktop.windows.lists.institutions_page import InstitutionsPage

    page = InstitutionsPage(window.desk)
    page.tracker_asked.connect(window.exports.tracker)
    return page


def _people(window: MainWindow) -> Page:
    from desktop.windows.kinds.person import PeoplePage

    return PeoplePage(window.desk)


def _bodies(window: MainWindow) -> Page:
    from desktop.windows.kinds.body import BodiesPage

    return BodiesPage(window.desk)


def _history(window: MainWindow) -> Page:
    from desktop.windows.history.history_page import HistoryPage

    return HistoryPage(window.desk)


COMMISSION = message("Commission")

PAGES: dict[str, PageEntry] = {
    "today": PageEntry(message("Today"), "house", _today),
    "dashboard": PageEntry(message("Dashboard"), "chart-bar", _dashboard),
    "calendar": PageEntry(message("Calendar"), "calendar-blank", _calendar),
    "meetings": PageEntry(message("Meetings"), "calendar-dots", _meetings, message("New meeting")),
    "recommendations": PageEntry(
        message("Recommendations"), "megaphone-simple", _recommendations, message("New recommendation")
    ),
    "actions": PageEntry(message("Actions"), "list-checks", _actions, message("New action")),
    "institutions": PageEntry(message("Institutions"), "bank", _institutions, message("New institution"), divided=True),
    "people": PageEntry(message("People"), "identification-card", _people, message("New person"), group=COMMISSION),
    "bodies": PageEntry(message("Bodies"), "users-three", _bodies, message("New body"), group=COMMISSION),
    "history": PageEntry(message("History"), "clock-counter-clockwise", _history, divided=True),
}
"""By the key of the page, which settings and doors call it by."""


def page_keys() -> dict[str, str]:
    """The shortcut of each page: Ctrl and a digit for those that stand at the top, none for the others."""
    at_top = [key for key, page in PAGES.items() if page.group is None][:9]
    return {key: f"Ctrl+{at_top.index(key) + 1}" if key in at_top else "" for key in PAGES}

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


def _plans(window: MainWindow) -> Page:
    from desktop.windows.kinds.plan import PlansPage

    return PlansPage(window.desk)


def _programmes(window: MainWindow) -> Page:
    from desktop.windows.kinds.programme import ProgrammesPage

    return ProgrammesPage(window.desk)


def _decisions(window: MainWindow) -> Page:
    from desktop.windows.kinds.decision import DecisionsPage

    return DecisionsPage(window.desk)


def _letters(window: MainWindow) -> Page:
    from desktop.windows.kinds.letter import LettersPage

    return LettersPage(window.desk)


def _sources(window: MainWindow) -> Page:
    from desktop.windows.kinds.source import SourcesPage

    return SourcesPage(window.desk)


def _indicators(window: MainWindow) -> Page:
    from desktop.windows.kinds.indicator import IndicatorsPage

    return IndicatorsPage(window.desk)


def _good_practices(window: MainWindow) -> Page:
    from desktop.windows.kinds.good_practice import GoodPracticesPage

    return GoodPracticesPage(window.desk)


def _trainings(window: MainWindow) -> Page:
    from desktop.windows.kinds.training import TrainingsPage

    return TrainingsPage(window.desk)


def _series(window: MainWindow) -> Page:
    from desktop.windows.kinds.heading import SeriesPage

    return SeriesPage(window.desk)


def _pillars(window: MainWindow) -> Page:
    from desktop.windows.kinds.heading import PillarsPage

    return PillarsPage(window.desk)


def _themes(window: MainWindow) -> Page:
    from desktop.windows.kinds.heading import ThemesPage

    return ThemesPage(window.desk)


def _terms(window: MainWindow) -> Page:
    from desktop.windows.kinds.heading import TermsPage

    return TermsPage(window.desk)


LIBRARY = message("Library")
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
    "plans": PageEntry(message("Plans"), "tree-structure", _plans, message("New plan")),
    "programmes": PageEntry(message("Programmes"), "handshake", _programmes, message("New programme")),
    "decisions": PageEntry(message("Decisions"), "gavel", _decisions, message("New decision"), group=LIBRARY),
    "letters": PageEntry(message("Letters"), "envelope-simple", _letters, message("New letter"), group=LIBRARY),
    "sources": PageEntry(message("Sources"), "books", _sources, message("New source"), group=LIBRARY),
    "indicators": PageEntry(
        message("Indicators"), "chart-line-up", _indicators, message("New indicator"), group=LIBRARY
    ),
    "good_practices": PageEntry(
        message("Good practices"), "lightbulb", _good_practices, message("New good practice"), group=LIBRARY
    ),
    "trainings": PageEntry(message("Trainings"), "graduation-cap", _trainings, message("New training"), group=LIBRARY),
    "people": PageEntry(message("People"), "identification-card", _people, message("New person"), group=COMMISSION),
    "bodies": PageEntry(message("Bodies"), "users-three", _bodies, message("New body"), group=COMMISSION),
    "series": PageEntry(
        message("Meeting series"), "repeat", _series, message("New series of meetings"), group=COMMISSION
    ),
    "pillars": PageEntry(message("Pillars"), "columns", _pillars, message("New pillar"), group=COMMISSION),
    "themes": PageEntry(message("Themes"), "tag", _themes, message("New theme"), group=COMMISSION),
    "terms": PageEntry(message("Terms"), "text-aa", _terms, message("New term"), group=COMMISSION),
    "history": PageEntry(message("History"), "clock-counter-clockwise", _history, divided=True),
}
"""By the key of the page, which settings and doors call it by."""


def page_keys() -> dict[str, str]:
    """The shortcut of each page: Ctrl and a digit for those that stand at the top, none for the others."""
    at_top = [key for key, page in PAGES.items() if page.group is None][:9]
    return {key: f"Ctrl+{at_top.index(key) + 1}" if key in at_top else "" for key in PAGES}

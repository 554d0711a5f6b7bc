"""The main window on an open register: side bar, pages, the line that tells, menus, status bar."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QEvent, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.language import Refusal
from desktop.records.follow_up.action import ActionFilter, list_action_ids
from desktop.records.journal import find_last_step
from desktop.records.meetings.meeting import list_meetings
from desktop.windows.attachments.copies import Copies
from desktop.windows.background import Background
from desktop.windows.desk import Desk
from desktop.windows.enter_key import press_focused
from desktop.windows.everywhere.everywhere import Everywhere
from desktop.windows.everywhere.window_commands import window_commands
from desktop.windows.exports import Exports
from desktop.windows.guide.guide_window import GuideWindow
from desktop.windows.guide.tour import Tour
from desktop.windows.job_bar import JobBar
from desktop.windows.kinds.body import BodiesPage
from desktop.windows.kinds.person import PeoplePage
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.lists.institutions_page import InstitutionsPage
from desktop.windows.lists.list_page import ListPage
from desktop.windows.lists.meetings_page import MeetingsPage
from desktop.windows.lists.recommendations_page import RecommendationsPage
from desktop.windows.meeting.meeting_page import MeetingPage
from desktop.windows.menus import Menus
from desktop.windows.notice_bar import NoticeBar, Shelf
from desktop.windows.page import Page
from desktop.windows.side_bar import SideBar
from desktop.windows.status_bar import StatusBar
from desktop.windows.today_page import TodayPage


class MainWindow(QMainWindow):
    """Everything a secretariat does with its register happens in here."""

    closed = Signal()
    """The window is closed, and with it the register."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._seen = 0
        """The last step of the journal that is on the screen."""
        self._guide: GuideWindow | None = None
        self._tour: Tour | None = None
        self.leads_back = False
        """Whether the first window comes after this one: where the register is closed, not the program left."""
        self.today_page = TodayPage(desk)
        self.meetings_page = MeetingsPage(desk)
        self.recommendations_page = RecommendationsPage(desk)
        self.actions_page = ActionsPage(desk)
        self.institutions_page = InstitutionsPage(desk)
        listed = (
            self.today_page,
            self.meetings_page,
            self.recommendations_page,
            self.actions_page,
            self.institutions_page,
            PeoplePage(desk),
            BodiesPage(desk),
        )
        self.pages: dict[str, Page] = {page.key: page for page in listed}
        self.meeting_page = MeetingPage(desk, self)
        self.jobs = desk.jobs
        self.exports = Exports(desk, self.jobs, self)
        self.side = SideBar(desk, listed, self)
        self.notices = NoticeBar(desk, self)
        self.job_bar = JobBar(desk, self.jobs, self)
        self.stack = QStackedWidget(self)
        for page in (*listed, self.meeting_page):
            self.stack.addWidget(page)
        self.menus = Menus(self)
        self.everywhere = Everywhere(desk, lambda: window_commands(self), self.pages.keys(), self)
        self.bar = StatusBar(desk, self)
        self.setStatusBar(self.bar)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._on_register_changed()
        self._return()

    def _lay_out(self) -> None:
        shown = QWidget(self)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        self.shelf = Shelf(shown, self.job_bar, self.notices)
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        edge = QFrame(whole)
        edge.setObjectName("side-edge")
        row.addWidget(self.side)
        row.addWidget(edge)
        row.addWidget(shown, 1)
        self.setCentralWidget(whole)
        self.setMinimumSize(960, 600)
        self.resize(1280, 800)

    def _connect(self) -> None:
        self.side.chosen.connect(self.go)
        self.desk.record_asked.connect(self.open_record)
        self.desk.list_asked.connect(self.open_list)
        self.today_page.door.connect(self.open_record)
        self.today_page.list_asked.connect(self.open_list)
        self.meetings_page.opened.connect(self.open_meeting)
        self.recommendations_page.door.connect(self.open_record)
        self.institutions_page.door.connect(self.open_record)
        self.institutions_page.tracker_asked.connect(self.exports.tracker)
        self.meeting_page.closed.connect(lambda: self.go("meetings"))
        self.meeting_page.minutes_asked.connect(self.exports.minutes)
        self.everywhere.opened.connect(self.open_record)
        self.everywhere.listed.connect(self.search_list)
        self.desk.language_changed.connect(self.retranslate)
        self.desk.register_changed.connect(self._on_register_changed)

    # --- going from page to page -------------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """What is shown: one of the pages, or a meeting."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def go(self, key: str) -> bool:
        """Show a page; ``False`` where what is typed on this one cannot be saved yet."""
        page = self.pages[key]
        if page is not self.page and not self.leave():
            self.side.show_page(self._key())
            return False
        self.side.show_page(key)
        self.stack.setCurrentWidget(page)
        page.take_focus()
        self.menus.refresh()
        return True

    def open_meeting(self, meeting_id: str) -> None:
        """Show a meeting on its own page."""
        if self.leave():
            self.meeting_page.show_meeting(meeting_id)
            self.side.show_page("meetings")
            self.stack.setCurrentWidget(self.meeting_page)
            self.meeting_page.take_focus()
            self.menus.refresh()

    def open_record(self, key: str, record_id: str) -> None:
        """Show a record: a meeting on its own page, any other on the page that lists its kind."""
        if key == self.meetings_page.key:
            self.open_meeting(record_id)
        elif self.go(key):
            page = self.pages[key]
            assert isinstance(page, ListPage)
            page.show_record(record_id)

    def open_list(self, key: str, filters: dict[str, Any]) -> None:
        """Show a page with these filters set."""
        if self.go(key):
            page = self.pages[key]
            assert isinstance(page, ListPage)
            page.set_filters(filters)

    def search_list(self, key: str, words: str) -> None:
        """Show a page searched by these words."""
        if self.go(key):
            page = self.pages[key]
            assert isinstance(page, ListPage)
            page.set_filters({}, words)

    def search_everywhere(self) -> None:
        """Search everything, or run a command by its words."""
        self.everywhere.start()

    def leave(self) -> bool:
        """Save what is being typed, on whatever page; ``False`` where it cannot be saved."""
        return self.page.leave()

    def chosen_meeting(self) -> str | None:
        """The meeting that is shown or chosen: the one whose minutes can be written."""
        if self.page is self.meeting_page:
            return self.meeting_page.meeting_id
        return self.meetings_page.table.chosen_id if self.page is self.meetings_page else None

    def _key(self) -> str:
        return "meetings" if self.page is self.meeting_page else self.page.key

    # --- help --------------------------------------------------------------------------------------------------------

    def show_guide(self) -> None:
        """Open the user's guide at what it says of this page."""
        if self._guide is None:
            self._guide = GuideWindow(self.desk, self)
        self._guide.show_page(self.page.key)

    def show_tour(self) -> None:
        """Lead through the window, from its first page on."""
        if self._tour is not None:
            self._tour.end()
        self._tour = Tour(self)
        self._tour.ended.connect(self._on_tour_ended)

    def _on_tour_ended(self) -> None:
        self._tour = None

    # --- words and counts --------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        name = self.desk.language.best(self.desk.commission.name)
        self.setWindowTitle(f"{name} – Tawsiya" if name else "Tawsiya")
        self.menus.retranslate()

    def _on_register_changed(self) -> None:
        with self.desk.reading() as session:
            self._seen = find_last_step(session)
            late = len(list_action_ids(session, ActionFilter(overdue=True), self.desk.language.code))
        self.side.show_late("actions", late)
        self.menus.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and self.isActiveWindow():
            self._look_again()

    def _look_again(self) -> None:
        """Read anew what somebody else has changed while one worked elsewhere."""
        try:
            with self.desk.reading() as session:
                last = find_last_step(session)
        except Refusal as refusal:
            self.desk.refuse(refusal.message)
            return
        if last != self._seen:
            self.desk.register_changed.emit()

    # --- where one was -----------------------------------------------------------------------------------------------

    def _return(self) -> None:
        place = self.desk.place
        self.side.return_to(place.get("side"))
        for key, page in self.pages.items():
            if isinstance(kept := place.get(key), dict):
                page.return_to(kept)
        if isinstance(frame := place.get("frame"), str):
            self.restoreGeometry(QByteArray.fromBase64(frame.encode("ascii", "ignore")))
        key = place.get("page")
        self.go(key if isinstance(key, str) and key in self.pages else next(iter(self.pages)))
        if isinstance(meeting := place.get("meeting"), str):
            with self.desk.reading() as session:
                known = bool(list_meetings(session, [meeting]))
            if known:
                self.open_meeting(meeting)

    def _keep_place(self) -> None:
        place: dict[str, Any] = {key: page.place() for key, page in self.pages.items()}
        place["side"] = self.side.place()
        place["page"] = self._key()
        place["frame"] = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        if self.page is self.meeting_page:
            place["meeting"] = self.meeting_page.meeting_id
        if isinstance(folder := self.desk.place.get("folder"), str):
            place["folder"] = folder
        self.desk.place.clear()
        self.desk.place.update(place)
        self.desk.settings.save()

    def close_register(self) -> None:
        """Close the register and go back to the first window."""
        self.leads_back = True
        self.leads_back = self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leave():
            event.ignore()
            return
        self.jobs.stop_all()
        self.everywhere.finding.forget()
        for reading in self.findChildren(Background):
            reading.wait()
        if (copies := self.desk.findChild(Copies)) is not None:
            copies.clear()
        self._keep_place()
        self.desk.register.close()
        event.accept()
        self.closed.emit()

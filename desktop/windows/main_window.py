"""The main window on an open register: side bar, pages, the line that tells, menus, status bar."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.records.action import ActionFilter, list_action_ids
from desktop.windows.actions_page import ActionsPage
from desktop.windows.desk import Desk
from desktop.windows.meeting_page import MeetingPage
from desktop.windows.meetings_page import MeetingsPage
from desktop.windows.menus import Menus
from desktop.windows.notice_bar import NoticeBar
from desktop.windows.page import Page
from desktop.windows.side_bar import SideBar
from desktop.windows.status_bar import StatusBar


class MainWindow(QMainWindow):
    """Everything a secretariat does with its register happens in here."""

    closed = Signal()
    """The window is closed, and with it the register."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.meetings_page = MeetingsPage(desk)
        self.actions_page = ActionsPage(desk)
        self.pages: dict[str, Page] = {page.key: page for page in (self.meetings_page, self.actions_page)}
        self.meeting_page = MeetingPage(desk, self)
        self.side = SideBar(desk, tuple(self.pages.values()), self)
        self.notices = NoticeBar(desk, self)
        self.stack = QStackedWidget(self)
        for page in (*self.pages.values(), self.meeting_page):
            self.stack.addWidget(page)
        self.menus = Menus(self)
        self.bar = StatusBar(desk, self)
        self.setStatusBar(self.bar)
        self._lay_out()
        self.side.chosen.connect(self.go)
        self.meetings_page.opened.connect(self.open_meeting)
        self.meeting_page.closed.connect(lambda: self.go("meetings"))
        desk.language_changed.connect(self.retranslate)
        desk.register_changed.connect(self._on_register_changed)
        self.retranslate()
        self._on_register_changed()
        self._return()

    def _lay_out(self) -> None:
        shown = QWidget(self)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        told = QVBoxLayout()
        told.setContentsMargins(20, 12, 16, 0)
        told.addWidget(self.notices)
        column.addLayout(told)
        column.addWidget(self.stack, 1)
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(shown, 1)
        self.setCentralWidget(whole)
        self.resize(1280, 800)

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
        return True

    def open_meeting(self, meeting_id: str) -> None:
        """Show a meeting on its own page."""
        if self.leave():
            self.meeting_page.show_meeting(meeting_id)
            self.side.show_page("meetings")
            self.stack.setCurrentWidget(self.meeting_page)

    def open_record(self, key: str, record_id: str) -> None:
        """Show a record on the page that lists its kind."""
        if self.go(key):
            page = self.pages[key]
            if isinstance(page, ActionsPage | MeetingsPage):
                page.show_record(record_id)

    def leave(self) -> bool:
        """Save what is being typed, on whatever page; ``False`` where it cannot be saved."""
        return self.page.leave()

    def _key(self) -> str:
        return next((key for key, page in self.pages.items() if page is self.page), "meetings")

    # --- words and counts --------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        name = self.desk.language.best(self.desk.commission.name)
        self.setWindowTitle(f"{name} – Tawsiya" if name else "Tawsiya")
        self.menus.retranslate()

    def _on_register_changed(self) -> None:
        with self.desk.reading() as session:
            late = len(list_action_ids(session, ActionFilter(overdue=True), self.desk.language.code))
        self.side.show_late("actions", late)
        self.menus.refresh()

    # --- where one was -----------------------------------------------------------------------------------------------

    def _return(self) -> None:
        place = self.desk.place
        for key, page in self.pages.items():
            if isinstance(kept := place.get(key), dict):
                page.return_to(kept)
        if isinstance(frame := place.get("frame"), str):
            self.restoreGeometry(QByteArray.fromBase64(frame.encode("ascii", "ignore")))
        key = place.get("page")
        self.go(key if isinstance(key, str) and key in self.pages else next(iter(self.pages)))
        if isinstance(meeting := place.get("meeting"), str) and self.meetings_page.model.position_of(meeting) >= 0:
            self.open_meeting(meeting)

    def _keep_place(self) -> None:
        place: dict[str, Any] = {key: page.place() for key, page in self.pages.items()}
        place["page"] = self._key()
        place["frame"] = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        if self.page is self.meeting_page:
            place["meeting"] = self.meeting_page.meeting_id
        self.desk.place.clear()
        self.desk.place.update(place)
        self.desk.settings.save()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leave():
            event.ignore()
            return
        self._keep_place()
        self.desk.register.close()
        event.accept()
        self.closed.emit()

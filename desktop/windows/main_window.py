"""The main window on an open register: side bar, pages, the line that tells, menus, status bar."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.codes import MeetingStatus
from desktop.language import Message, Refusal, message
from desktop.records.backup import restore_over
from desktop.records.follow_up.action_list import ActionFilter, count_actions
from desktop.records.journal import find_last_step
from desktop.records.meetings.meeting import list_meetings
from desktop.records.register import Register
from desktop.windows.attachments.copies import Copies
from desktop.windows.backups import Backups
from desktop.windows.desk import Desk, Door, Notice
from desktop.windows.drafts.draft_bar import DraftBar
from desktop.windows.drafts.drafts import Draft
from desktop.windows.enter_key import press_focused
from desktop.windows.everywhere.everywhere import Everywhere
from desktop.windows.everywhere.places import find_door
from desktop.windows.everywhere.window_commands import window_commands
from desktop.windows.exports import Exports
from desktop.windows.guide.guide_window import GuideWindow
from desktop.windows.guide.tour import Tour
from desktop.windows.intake import Intake
from desktop.windows.job_bar import JobBar
from desktop.windows.menus import Menus
from desktop.windows.notice_bar import NoticeBar, Shelf
from desktop.windows.page import Page
from desktop.windows.pages import PAGES
from desktop.windows.reads import Reader
from desktop.windows.side_bar import SideBar
from desktop.windows.status_bar import StatusBar
from desktop.windows.table_drop import TableDrop

if TYPE_CHECKING:
    from desktop.windows.live.live_page import LivePage
    from desktop.windows.meeting.meeting_page import MeetingPage
    from desktop.windows.settings.settings_window import SettingsWindow

P = TypeVar("P", bound=Page)


class MainWindow(QMainWindow):
    """Everything a secretariat does with its register happens in here."""

    closed = Signal()
    """The window is closed, and with it the register."""
    reopened = Signal(object, Message)
    """Another register is to take this one's place in the window, with a sentence that says why."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = self.surroundings = desk
        self._seen = 0
        """The last step of the journal that is on the screen."""
        self._guide: GuideWindow | None = None
        self._tour: Tour | None = None
        self.leads_back = False
        """Whether the first window comes after this one: where the register is closed, not the program left."""
        self._was_maximized = False
        self.pages: dict[str, Page] = {}
        """The pages made so far, by key: one is made when it is first gone to."""
        self.jobs = desk.jobs
        self.exports = Exports(desk, self.jobs, self)
        self.intake = Intake(desk, self.jobs, self)
        TableDrop(self, self.intake.open)
        self.backups = Backups(desk, self.jobs, self)
        self.settings_window: SettingsWindow | None = None
        self._uncopied = False
        """Whether the user knows that no copy could be made, and closes the register all the same."""
        self.side = SideBar(desk, self)
        self.notices = NoticeBar(desk, self)
        self.job_bar = JobBar(desk, self.jobs, self)
        self.draft_bar = DraftBar(desk, self)
        self.stack = QStackedWidget(self)
        self._counts = Reader(desk.reads, self)
        self.menus = Menus(self)
        self.everywhere = Everywhere(desk, lambda: window_commands(self), PAGES.keys(), self)
        self.bar = StatusBar(desk, self.backups, self)
        self.bar.copies_asked.connect(lambda: self.show_settings("backups"))
        self.setStatusBar(self.bar)
        self._lay_out()
        self._connect()
        self._return()
        self.retranslate()
        self._on_register_changed()
        desk.drafts.look()

    def _lay_out(self) -> None:
        shown = QWidget(self)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        self.shelf = Shelf(shown, self.draft_bar, self.job_bar, self.notices)
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
        self.desk.door_asked.connect(self.open_door)
        self.desk.list_asked.connect(self.open_list)
        self.desk.new_asked.connect(self.ask_new)
        self.draft_bar.asked.connect(self.go_on_with)
        self.everywhere.opened.connect(self.open_record)
        self.everywhere.listed.connect(self.search_list)
        self.everywhere.settings_asked.connect(self.show_settings)
        self.desk.dressing.connect(self._let_go_of_hidden)
        self.desk.language_changed.connect(self.retranslate)
        self.desk.register_changed.connect(self._on_register_changed)
        self.desk.jotted.connect(self._on_jotted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.side.fit(self.width())
        super().resizeEvent(event)

    # --- going from page to page -------------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """What is shown: one of the pages, or a meeting."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def page_at(self, key: str) -> Page:
        """The page with this key, made and put where it was left where nobody has looked at it yet."""
        if key not in self.pages:
            page = self.pages[key] = PAGES[key].make(self)
            self.stack.addWidget(page)
            if isinstance(kept := self.desk.place.get(key), dict):
                page.return_to(kept)
        return self.pages[key]

    def page_of(self, kind: type[P]) -> P:
        """The page of a kind, made where it is not yet."""
        page = self.page_at(kind.key)
        assert isinstance(page, kind)
        return page

    def _let_go_of_hidden(self) -> None:
        """Let go of the pages nobody sees: to draw all of them in another look takes seconds, to make one anew none."""
        for key, page in [*self.pages.items()]:
            if page is not self.page:
                self.desk.place[key] = page.place()
                del self.pages[key]
                self.stack.removeWidget(page)
                page.deleteLater()
                QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)

    @cached_property
    def meeting_page(self) -> MeetingPage:
        """The page of one meeting, made when the first is opened."""
        from desktop.windows.meeting.meeting_page import MeetingPage

        page = MeetingPage(self.desk, self)
        page.closed.connect(lambda: self.go("meetings"))
        page.minutes_asked.connect(self.exports.minutes)
        page.paper_asked.connect(self.exports.minutes_paper)
        page.documents_asked.connect(self.exports.documents)
        page.calendar_asked.connect(self.exports.calendar_entry)
        page.live_asked.connect(self.hold_meeting)
        page.prepare_asked.connect(self.prepare)
        self.stack.addWidget(page)
        return page

    @cached_property
    def live_page(self) -> LivePage:
        """The page of a meeting while it sits, made when the first is held."""
        from desktop.windows.live.live_page import LivePage

        page = LivePage(self.desk, self)
        page.closed.connect(self.open_meeting)
        page.meeting_asked.connect(self.open_meeting)
        page.large_changed.connect(self._on_large_changed)
        self.stack.addWidget(page)
        return page

    def go(self, key: str) -> bool:
        """Show a page; ``False`` where what is typed on this one cannot be saved yet."""
        page = self.page_at(key)
        if page is not self.page and not self.leave():
            self.side.show_page(self.key)
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

    def prepare(self, meeting_id: str | None = None) -> None:
        """Prepare a new meeting in a few steps, or go on with one that is planned."""
        from desktop.windows.preparing.preparation_dialog import PreparationDialog

        if not self.leave():
            return
        dialog = PreparationDialog(self.desk, meeting_id, self)
        dialog.prepared.connect(self._on_prepared)
        dialog.papers_asked.connect(self.exports.documents)
        dialog.start()

    def _on_prepared(self, meeting_id: str) -> None:
        if "meetings" in self.pages:
            self.pages["meetings"].show_record(meeting_id)
        self.open_meeting(meeting_id)

    def prepare_chosen(self) -> None:
        """Go on preparing the meeting that is shown or chosen."""
        meeting_id = self.page.meeting_id
        if meeting_id is None:
            return
        with self.desk.reading() as session:
            row = list_meetings(session, [meeting_id])[0]
        if row.status in (MeetingStatus.PLANNED, MeetingStatus.CONVENED, MeetingStatus.POSTPONED):
            self.prepare(meeting_id)
        else:
            self.desk.refuse(
                message("{number} is {state}: it is prepared no further.", number=row.number, state=row.status)
            )

    def hold_meeting(self, meeting_id: str) -> None:
        """Show a meeting on the page for use while it sits."""
        if self.leave():
            self.live_page.show_meeting(meeting_id)
            self.side.show_page("meetings")
            self.stack.setCurrentWidget(self.live_page)
            self.live_page.take_focus()
            self.menus.refresh()

    def turn_live(self) -> None:
        """From a meeting to the page for use while it sits, and back."""
        if self.page.key == "live":
            self.live_page.go_back()
        elif (meeting := self.page.meeting_id) is not None:
            self.hold_meeting(meeting)

    def _on_large_changed(self, large: bool) -> None:
        self.side.setVisible(not large)
        if large:
            self._was_maximized = self.isMaximized()
            self.showFullScreen()
        elif self._was_maximized:
            self.showMaximized()
        else:
            self.showNormal()

    def open_record(self, key: str, record_id: str) -> None:
        """Show a record: a meeting on its own page, any other on the page that lists its kind."""
        if key == "meetings":
            self.open_meeting(record_id)
        elif self.go(key):
            self.page.show_record(record_id)

    def open_door(self, kind: str, record_id: str) -> None:
        """Show a record of any kind, or the one it hangs on."""
        with self.desk.reading() as session:
            door = find_door(session, kind, record_id, PAGES.keys())
        if door is not None:
            self.open_record(*door)
        else:
            self.desk.refuse(message("This record is no longer in the register, or has no page of its own."))

    def open_list(self, key: str, filters: dict[str, Any]) -> None:
        """Show a page with these filters set."""
        if self.go(key):
            self.page.set_filters(filters)

    def ask_new(self, key: str, parent: QWidget, made: Callable[[str], object]) -> None:
        """Open the form of a new record of a page's kind over ``parent``; ``made`` is told its id once there is one."""
        self.page_at(key).ask_new(made, parent)

    def go_on_with(self, draft: Draft) -> None:
        """Open the form a draft was written in, as it was when the program ended."""
        key = draft.place.page
        if key in PAGES and self.go(key):
            self.desk.drafts.take_up(draft)
            self.page.go_on_with(draft)

    def search_list(self, key: str, words: str) -> None:
        """Show a page searched by these words."""
        if self.go(key):
            self.page.set_filters({}, words)

    # --- settings and copies -----------------------------------------------------------------------------------------

    def show_settings(self, section: str = "", entry_id: str = "") -> None:
        """Open the settings, at a section (and an entry of its list) or where one was last."""
        from desktop.windows.settings.settings_window import SettingsWindow

        if not self.leave():
            return
        if self.settings_window is None:
            self.settings_window = SettingsWindow(self.desk, self.backups, self.jobs, self)
            self.settings_window.backups.put_back_asked.connect(self.put_back)
            self.settings_window.backups.opened.connect(self._open_instead)
        self.settings_window.start(section, entry_id)

    def put_back(self, copy: Path) -> None:
        """Put a copy in the register's place and open it; where it cannot be, the register stays open as it is."""
        path = self.desk.register.path
        if path is None or not self._let_go():
            return
        try:
            kept = restore_over(copy, path)
            register = Register.open(path)
        except Refusal as refusal:
            self.desk.refuse(refusal.message)
            self.desk.register_changed.emit()  # what was being read was let go of
            return
        self._take_instead(
            register, message("The copy is in the register’s place. As it was, it is kept as {name}.", name=kept.name)
        )

    def _open_instead(self, path: Path) -> None:
        try:
            register = Register.open(path)
        except Refusal as refusal:
            self.desk.refuse(refusal.message)
            return
        self._take_instead(register, message("This register was made of a copy: {name}.", name=path.name))

    def _let_go(self) -> bool:
        """Have nobody read or write the register's file any more, this window's own threads included."""
        if not self.leave():
            return False
        self._fall_silent()
        self.desk.register.close()
        return True

    def _fall_silent(self) -> None:
        """Stop whatever works or reads beside the window, and wait until it has."""
        self.jobs.stop_all()
        self.desk.reads.stop_all()

    def _take_instead(self, register: Register, why: Message) -> None:
        if self.settings_window is not None:
            self.settings_window.close()
        self._uncopied = True  # what is left here was copied a moment ago
        self.reopened.emit(register, why)

    def search_everywhere(self) -> None:
        """Search everything, or run a command by its words."""
        self.everywhere.start()

    def leave(self) -> bool:
        """Save what is being typed, on whatever page; ``False`` where it cannot be saved."""
        return self.page.leave()

    @property
    def key(self) -> str:
        """The key of the page that is shown; a meeting is shown on the page of meetings."""
        return "meetings" if self.page.key in ("meeting", "live") else self.page.key

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
        self.menus.refresh()
        self._counts.ask(
            lambda session: count_actions(session, ActionFilter(overdue=True)),
            lambda late: self.side.show_late("actions", late),
        )

    def _on_jotted(self) -> None:
        with self.desk.reading() as session:
            self._seen = find_last_step(session)
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
        if isinstance(frame := place.get("frame"), str):
            self.restoreGeometry(QByteArray.fromBase64(frame.encode("ascii", "ignore")))
        key = place.get("page")
        self.go(key if isinstance(key, str) and key in PAGES else next(iter(PAGES)))
        if isinstance(meeting := place.get("meeting"), str):
            with self.desk.reading() as session:
                known = bool(list_meetings(session, [meeting]))
            if known:
                self.open_meeting(meeting)

    def _keep_place(self) -> None:
        # A page that was not looked at this time stays where it was the last time.
        place = {key: kept for key, kept in self.desk.place.items() if key in PAGES and key not in self.pages}
        place |= {key: page.place() for key, page in self.pages.items()}
        place["side"] = self.side.place()
        place["page"] = self.key
        place["frame"] = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        if self.page.key in ("meeting", "live"):
            place["meeting"] = self.page.meeting_id
        if isinstance(folder := self.desk.place.get("folder"), str):
            place["folder"] = folder
        self.desk.place.clear()
        self.desk.place.update(place)
        self.desk.settings.save()

    def close_register(self) -> None:
        """Close the register and go back to the first window."""
        self.leads_back = True
        self.leads_back = self.close()

    def _make_last_copy(self) -> bool:
        """Make the copy that is due on closing, out of sight; where it cannot be, the window stays until told again."""
        if self._uncopied or not self.backups.due_on_closing:
            return True
        self.hide()
        reason = self.backups.make_on_closing()
        if reason is None:
            return True
        self._uncopied = True
        self.show()
        leads_back = self.leads_back
        again = self.close_register if leads_back else self.close
        self.desk.told.emit(Notice(reason, refused=True, doors=(Door(message("Close without a copy"), again),)))
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leave():
            event.ignore()
            return
        self._fall_silent()
        if not self._make_last_copy():
            event.ignore()
            return
        if (copies := self.desk.findChild(Copies)) is not None:
            copies.clear()
        self._keep_place()
        self.desk.close()
        event.accept()
        self.closed.emit()

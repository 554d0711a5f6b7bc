"""A meeting page on a small register of its own: a plenary session of seven members, three items, nothing said yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.codes import Capacity
from desktop.language import LanguageCode, Message
from desktop.records.meetings.agenda import add_agenda_item
from desktop.records.meetings.attendance import add_attendance
from desktop.records.meetings.minutes import find_minutes
from desktop.records.people.body import list_bodies
from desktop.records.register import Register
from desktop.records.rows import Minutes
from desktop.settings import Settings
from desktop.windows.desk import Desk, Notice
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.meeting.meeting_page import MeetingPage
from tests.records.sample import STEP, french, new_institution, new_meeting

MEMBERS = ("MJ", "MI", "MS", "MT", "MEN", "DGSN", "GR")


@dataclass
class Session:
    """A session on the screen, and the desk it is on."""

    register: Register
    desk: Desk
    meeting_id: str
    page: MeetingPage
    told: list[Notice] = field(default_factory=list)

    def minutes(self) -> Minutes:
        """What the register says of the meeting now."""
        with self.register.reading() as session:
            return find_minutes(session, self.meeting_id, "fr")

    def choose_item(self, number: int) -> None:
        items = self.page.agenda.list
        items.setCurrentIndex(items.items.index(number - 1))

    def last_said(self) -> Message:
        return self.told[-1].words


@cache
def _made(body: bool) -> tuple[bytes, str]:
    """The register's file and the id of its meeting; made once a run, for it takes a while."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register.tawsiya"
        with Register.create(path, country_code="MA", language="fr") as register, register.changing(STEP) as session:
            held_by = {"body_id": list_bodies(session)[0].id} if body else {}
            meeting = new_meeting(session, **held_by)
            for place, acronym in enumerate(MEMBERS):
                capacity = Capacity.MEMBER if place else Capacity.CHAIR
                institution = new_institution(session, acronym)
                add_attendance(
                    session, meeting.id, {"institution_id": institution.id, "capacity": capacity, "votes": True}
                )
            for title in ("Ouverture", "Guide", "Divers"):
                add_agenda_item(session, meeting.id, {"title": french(title)})
            meeting_id = meeting.id
        return path.read_bytes(), meeting_id


def open_session(qtbot: QtBot, folder: Path, *, language: LanguageCode = "fr", body: bool = True) -> Session:
    """Show the one meeting of a register in ``folder``. Without ``body`` it is an event of no body."""
    path = folder / "register.tawsiya"
    content, meeting_id = _made(body)
    path.write_bytes(content)
    register = Register.open(path)
    desk = Desk(register, Settings(), language)
    page = MeetingPage(desk)
    qtbot.addWidget(page)
    page.resize(1060, 640)
    page.show()
    shown = Session(register, desk, meeting_id, page)
    desk.told.connect(shown.told.append)
    page.show_meeting(meeting_id)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return shown


def open_dialog(page: MeetingPage) -> FormDialog:
    """The form that is open over the page."""
    shown = [each for each in page.findChildren(FormDialog) if each.isVisible()]
    assert len(shown) == 1
    return shown[0]


def write(widget: QWidget, text: str) -> None:
    """Type into a field as a keyboard of any script does; the test robot knows ASCII only."""
    if isinstance(widget, QPlainTextEdit):
        widget.insertPlainText(text)
        return
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

"""What every window has at hand: the language spoken, the look, the settings, and - on a desk - an open register.

There is no global to reach for: whoever needs the desk is given it.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.language import Language, LanguageCode, Message, Refusal, message, system_language
from desktop.records.commission.commission import CommissionRow, find_commission
from desktop.records.register import Register
from desktop.settings import Look, Settings
from desktop.windows.drafts.drafts import Drafts
from desktop.windows.jobs import UNEXPECTED, Jobs
from desktop.windows.look.appearance import chosen_theme, dress
from desktop.windows.look.icons import icon
from desktop.windows.look.theme import Theme, enlarged
from desktop.windows.reads import Reads

log = logging.getLogger(__name__)

HELD = message("Several records are being changed just now. Nothing else was changed: try again once that is done.")


@dataclass(frozen=True)
class Door:
    """Something offered beside a sentence: "Undo", "Open", "Show in folder"."""

    words: Message
    go: Callable[[], object]


@dataclass(frozen=True)
class Notice:
    """A sentence for the user: what was done, or what was not done and why."""

    words: Message
    refused: bool = False
    doors: tuple[Door, ...] = ()


class Surroundings(QObject):
    """The language spoken, the look, the settings: what a window has even before a register is open."""

    language_changed = Signal()
    dressing = Signal()
    """Everything is about to be drawn in another look or size: whatever nobody sees had better not be there."""
    """Every text has to be said anew; also sent when the colours have changed."""
    sides_changed = Signal()
    """The languages of a text are now shown side by side, or in tabs again."""
    told = Signal(Notice)

    def __init__(self, settings: Settings, language: Language) -> None:
        super().__init__()
        self.settings = settings
        self.language = language
        self.side_by_side = False
        """Whether the three languages of a text stand side by side instead of in tabs."""
        self.theme: Theme = chosen_theme(settings.look)
        dress(self.language, self.theme, settings.text_size)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_colour_scheme_changed)

    def _on_colour_scheme_changed(self) -> None:
        if self.settings.look == "system":
            self.look("system")

    def say(self, said: Message) -> str:
        """The sentence in the language spoken."""
        return self.language.text(said)

    def speak(self, code: LanguageCode) -> None:
        """Speak this language from now on, in every window and the next time."""
        if code != self.language.code:
            self.language = self._spoken(code)
            self.settings.language = code
            self.settings.save()
            self._dress_anew()

    def show_sides(self, side_by_side: bool) -> None:
        """Show the three languages of every text side by side, or in tabs."""
        if side_by_side != self.side_by_side:
            self.side_by_side = side_by_side
            self.sides_changed.emit()

    def _spoken(self, code: LanguageCode) -> Language:
        """A language as it is spoken here."""
        return Language(code)

    def look(self, look: Look) -> None:
        """Change between light, dark and what the computer says."""
        self.settings.look = look
        self.settings.save()
        self.theme = chosen_theme(look)
        self._dress_anew()

    def enlarge(self, text_size: int) -> None:
        """Show all text in this percentage of its usual size, at once and the next time."""
        self.settings.text_size = text_size
        self.settings.save()
        self._dress_anew()

    def hijri(self, day: dt.date) -> str:
        """The day in the Hijri calendar where it is wanted beside the Gregorian one, else nothing."""
        return ""

    def scaled(self, pixels: int) -> int:
        """A distance that grows with the text, as it is now."""
        return enlarged(pixels, self.settings.text_size)

    def _dress_anew(self) -> None:
        self.dressing.emit()
        dress(self.language, self.theme, self.settings.text_size)
        self.language_changed.emit()

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """An icon in the colour of text, or in another of the theme's."""
        return icon(name, colour or self.theme.muted, self.theme.edge, self.language.right_to_left)

    def tell(self, words: Message, *doors: Door) -> None:
        """Show the user a sentence that something is done."""
        self.told.emit(Notice(words, doors=doors))

    def refuse(self, words: Message) -> None:
        """Show the user a sentence that something is not done."""
        self.told.emit(Notice(words, refused=True))


class Desk(Surroundings):
    """An open register with what a window needs to work on it."""

    register_changed = Signal()
    """Something in the register is not what it was: whoever shows it reads it anew."""
    record_asked = Signal(str, str)
    """A record is to be shown: the key of the page that lists its kind, and its id."""
    door_asked = Signal(str, str)
    """A record is to be shown, or the one it hangs on: its kind and its id."""
    list_asked = Signal(str, dict)
    """A list is to be shown: the key of its page, and the filters to be set."""
    jotted = Signal()
    """Something was saved while it is being written: whoever is out of sight reads it anew when it comes into sight."""
    new_asked = Signal(str, QWidget, object)
    """A new record is to be entered: the key of its page, the window its form opens over, and who is told its id."""
    list_written = Signal(object)
    """The list on this page is to be written as a workbook."""

    def __init__(self, register: Register, settings: Settings, language: LanguageCode | None = None) -> None:
        self.register = register
        with register.reading() as session:
            self.commission: CommissionRow = find_commission(session)
        code = language or settings.language or system_language()
        super().__init__(settings, self._spoken(code))
        self.jobs = Jobs(self)
        """The long work done at this desk."""
        self.jobs.refused.connect(self.refuse)
        self.held = False
        """Whether a long change is under way: until it is done, nothing else is changed."""
        self.reads = Reads(register, self)
        """Whatever may take its time to read is asked of these, by a :class:`~desktop.windows.reads.Reader`."""
        self.reads.refused.connect(self.refuse)
        self.drafts = Drafts(register.location, self.commission.id, self)
        """What is being entered and not yet saved."""

    def close(self) -> None:
        """Close the register, once nobody reads it any more."""
        self.drafts.close()
        self.reads.stop_all()
        self.register.close()

    @property
    def place(self) -> dict[str, Any]:
        """Where one was in this register when it was last closed; change it in place."""
        return self.settings.places.setdefault(self.register.location, {})

    @property
    def today(self) -> dt.date:
        return dt.date.today()

    def hijri(self, day: dt.date) -> str:
        return self.language.hijri(day) if self.commission.hijri_dates else ""

    def day(self, day: dt.date, written: str | None = None) -> str:
        """A day in words, with its Hijri date beside it where the commission wants that.

        ``written`` is said instead of the day's own words: a period that begins with it.
        """
        words = written or self.language.date(day)
        hijri = self.hijri(day)
        return self.language.text("{date} ({hijri})", date=words, hijri=hijri) if hijri else words

    def reading(self) -> AbstractContextManager[Session]:
        """A session that only reads, for what is read at once: a record by its id, a handful of rows."""
        return self.register.reading()

    # --- changing ----------------------------------------------------------------------------------------------------

    def attempt(self, label: Message, work: Callable[[Session], object]) -> Message | None:
        """Change the register, all or nothing: the sentence that says why not, or ``None`` when it is done.

        ``label`` is what the journal and "Undo" call the change; ``work`` does it with a session.
        """
        reason = self._work(label, work)
        if reason is None:
            self.renew()
        return reason

    def jot(self, label: Message, work: Callable[[Session], object], *, goes_on: bool) -> Message | None:
        """As :meth:`attempt`, for a text that is saved while it is written: nobody in sight reads anything anew.

        With ``goes_on`` it is one step with the words saved before.
        """
        reason = self._work(label, work, goes_on)
        if reason is None:
            self.jotted.emit()
        return reason

    def _work(self, label: Message, work: Callable[[Session], object], goes_on: bool = False) -> Message | None:
        if self.held:
            return HELD
        try:
            with self.register.changing(label, goes_on=goes_on) as session:
                work(session)
        except Refusal as refusal:
            return refusal.message
        except Exception:
            # A form must never take the window down with it; the register has changed nothing.
            log.exception("a change failed: %s", label.text)
            return UNEXPECTED
        return None

    def change(self, label: Message, work: Callable[[Session], object]) -> bool:
        """As :meth:`attempt`, but a sentence why not is shown on the window's message bar."""
        reason = self.attempt(label, work)
        if reason is not None:
            self.refuse(reason)
        return reason is None

    def undo(self) -> None:
        """Undo the last change made at this desk, and say which it was."""
        if (reason := self.attempt_undo()) is not None:
            self.refuse(reason)

    def redo(self) -> None:
        """Do again what was undone last."""
        if (reason := self.attempt_redo()) is not None:
            self.refuse(reason)

    def attempt_undo(self, step: int | None = None) -> Message | None:
        """Undo a step made at this desk, the last where none is named: the sentence why not, or ``None``."""
        return self._step(lambda: self.register.undo(step), lambda what: message("Undone: {what}", what=what))

    def attempt_redo(self, step: int | None = None) -> Message | None:
        """Do again what a step undid, the last where none is named: the sentence why not, or ``None``."""
        return self._step(lambda: self.register.redo(step), lambda what: message("Redone: {what}", what=what))

    def _step(self, step: Callable[[], Message | None], say: Callable[[Message], Message]) -> Message | None:
        if self.held:
            return HELD
        try:
            done = step()
        except Refusal as refusal:
            return refusal.message
        if done is not None:
            self.renew()
            self.tell(say(done))
        return None

    def _spoken(self, code: LanguageCode) -> Language:
        return Language(code, self.commission.country, self.commission.months)

    def renew(self) -> None:
        """Show what is in the register now: something in it was changed, here or by a job."""
        before = self.commission
        with self.register.reading() as session:
            self.commission = find_commission(session)
        if (before.country, before.months) != (self.commission.country, self.commission.months):
            self.language = self._spoken(self.language.code)
            self._dress_anew()
        elif before.hijri_dates != self.commission.hijri_dates:
            self.language_changed.emit()
        self.register_changed.emit()

"""What was said under an agenda item, written in three languages; saved as one goes, and never lost."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeySequence, QShortcut, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.language import LANGUAGE_CODES, OWN_NAMES, LanguageCode, Message, Wording, message
from desktop.records.base import CHANGED_MEANWHILE, change_values, read_values
from desktop.records.meetings.agenda import AgendaItem
from desktop.windows.desk import Desk, Door, Notice
from desktop.windows.forms.language_tabs import LanguageTabs

NEXT_LANGUAGE = "Ctrl+Tab"

PAUSE = 15_000
"""Milliseconds without a key after which what is written is saved by itself."""


LIVE_PAUSE = 800
"""Milliseconds after the first key after which what is written live is saved: so much a crash can take at most."""

BURST = 30.0
"""Seconds without a save after which what is written next is a step of its own."""


class MinutesEditor(QWidget):
    """One text in tabs of its languages. What is not saved is kept by item until it is."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, live: bool = False) -> None:
        """``live``: it is saved while one types, and what is typed in one go is one step."""
        super().__init__(parent)
        self._desk = desk
        self._live = live
        self._burst: tuple[str, float] | None = None
        """The item written under last, and when it was saved."""
        self._saved_at: dict[str, dt.datetime] = {}
        self._item_id: str | None = None
        self._wording = Wording()
        self._frozen = False
        self._drafts: dict[str, dict[LanguageCode, str]] = {}
        self._loaded: dict[str, Wording] = {}
        """What the register had where the drafts began."""
        self._numbers: dict[str, int] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(LIVE_PAUSE if live else PAUSE)
        self._pause.timeout.connect(self.save)
        self.tabs = LanguageTabs(desk)
        self.tabs.chosen.connect(self._on_tab_chosen)
        self.state, self._label = QLabel(), QLabel()
        self.state.setObjectName("muted")
        self._label.setObjectName("subheading")
        self._stack = QStackedWidget()
        self.texts: dict[LanguageCode, QPlainTextEdit] = {}
        for code in LANGUAGE_CODES:
            self.texts[code] = self._text(code)
            self._stack.addWidget(self.texts[code])
        self._spoken: LanguageCode = desk.language.code
        self._language: LanguageCode = self._spoken
        head = QHBoxLayout()
        head.addWidget(self._label)
        head.addSpacing(8)
        head.addWidget(self.state)
        head.addStretch(1)
        head.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._order_by_tab()
        shortcut = QShortcut(QKeySequence(NEXT_LANGUAGE), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.speak_next)
        self.retranslate()
        self._show_language(self._language)

    def _order_by_tab(self) -> None:
        """The languages, then the text: the order of the widgets alone leaves the languages out."""
        chain = [*self.tabs.tabs.values(), *self.texts.values()]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _text(self, code: LanguageCode) -> QPlainTextEdit:
        text = QPlainTextEdit()
        arabic = code == "ar"
        direction = Qt.LayoutDirection.RightToLeft if arabic else Qt.LayoutDirection.LeftToRight
        option = QTextOption(text.document().defaultTextOption())
        option.setTextDirection(direction)
        option.setAlignment(Qt.AlignmentFlag.AlignRight if arabic else Qt.AlignmentFlag.AlignLeft)
        text.document().setDefaultTextOption(option)
        text.setLayoutDirection(direction)
        text.setTabChangesFocus(True)
        text.setMinimumHeight(72)
        text.textChanged.connect(lambda: self._on_edited(code))
        text.installEventFilter(self)
        return text

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_minutes(self, item_id: str, position: int, wording: Wording, frozen: bool) -> None:
        """Show the text of an item; what is typed and not saved yet stays on top of what the register has."""
        other = item_id != self._item_id
        self._item_id, self._wording, self._frozen = item_id, wording, frozen
        self._numbers[item_id] = position
        drafts = self._drafts.get(item_id, {})
        for code, text in self.texts.items():
            shown = drafts.get(code, wording.get(code) or "")
            if other or _stored(text.toPlainText()) != _stored(shown):
                text.blockSignals(True)
                text.setPlainText(shown)
                text.blockSignals(False)
            # What was typed and could not be saved any more can still be taken out again.
            text.setReadOnly(frozen and code not in drafts)
        if other:
            # The language one writes in stays, unless only another one has anything.
            self._show_language(self._language if not wording else wording.best(self._language)[1])
        self._show_state()

    def retranslate(self) -> None:
        self._label.setText(self._desk.language.text("Minutes"))
        self.tabs.retranslate()
        for code, text in self.texts.items():
            name = message("Minutes of the item, {language}", language=OWN_NAMES[code])
            text.setAccessibleName(self._desk.say(name))
        if self._spoken != self._desk.language.code:
            self._spoken = self._desk.language.code
            self.speak(self._spoken)
        self._show_state()

    @property
    def language(self) -> LanguageCode:
        """The language one writes in."""
        return self._language

    def speak(self, code: LanguageCode) -> None:
        """Show the text in this language."""
        self._language = code
        self._show_language(code)

    def speak_next(self) -> None:
        """Write in the next of the three languages."""
        following = (LANGUAGE_CODES.index(self._language) + 1) % len(LANGUAGE_CODES)
        self._on_tab_chosen(LANGUAGE_CODES[following])

    def _show_language(self, code: LanguageCode) -> None:
        self.tabs.set_current(code)
        self._stack.setCurrentWidget(self.texts[code])
        self.setFocusProxy(self.texts[code])
        place = message("What was said, what was asked, what was answered.")
        self.texts[code].setPlaceholderText("" if self._frozen else self._desk.say(place))

    def _show_state(self) -> None:
        unsaved = self._item_id in self._drafts
        if not unsaved and (saved_at := self._saved_at.get(self._item_id or "")) is not None:
            self.state.setText(self._desk.language.text("saved at {time}", time=f"{saved_at:%H:%M:%S}"))
        else:
            self.state.setText(self._desk.language.text("not saved yet (Ctrl+S)") if unsaved else "")
        self.tabs.set_missing([code for code, text in self.texts.items() if not text.toPlainText().strip()])
        for tab in self.tabs.tabs.values():
            tab.setToolTip(f"{tab.accessibleName()} ({NEXT_LANGUAGE})")

    # --- saving ------------------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> bool:
        """Whether something is typed that the register does not have."""
        return bool(self._drafts)

    def save(self) -> bool:
        """Write down what was typed; ``False`` where it could not be. Then it stays here, and nothing is lost."""
        self._pause.stop()
        written = True
        for item_id, texts in list(self._drafts.items()):
            # Taken away first: saving makes the page read anew, and that must not find it unsaved.
            del self._drafts[item_id]
            reason = self._write_down(item_id, texts)
            if reason is not None:
                self._drafts[item_id] = {**texts, **self._drafts.get(item_id, {})}
                self._refuse(item_id, reason)
                written = False
            elif item_id not in self._drafts:
                del self._loaded[item_id]
        self._show_state()
        return written

    def _write_down(self, item_id: str, texts: Mapping[LanguageCode, str]) -> Message | None:
        label = message("Minutes of agenda item {number} written", number=self._numbers[item_id])
        loaded = self._loaded[item_id]
        written = Wording(**{**loaded.as_dict(), **{code: _stored(text) for code, text in texts.items()}})
        if not self._live:
            return self._desk.attempt(label, lambda session: _write(session, item_id, written, loaded))
        return self._jot(label, item_id, written, loaded)

    def _jot(self, label: Message, item_id: str, written: Wording, loaded: Wording) -> Message | None:
        now = time.monotonic()
        goes_on = self._burst is not None and self._burst[0] == item_id and now - self._burst[1] < BURST
        stored: list[Wording] = []

        def work(session: Session) -> None:
            stored.append(_write(session, item_id, written, loaded))

        reason = self._desk.jot(label, work, goes_on=goes_on)
        if reason is None:
            self._burst, self._saved_at[item_id] = (item_id, now), dt.datetime.now()
            if item_id == self._item_id:
                self._wording = stored[-1]
        return reason

    def _refuse(self, item_id: str, reason: Message) -> None:
        doors = ()
        if reason == CHANGED_MEANWHILE:
            doors = (Door(message("Show what is there now"), lambda: self.show_both(item_id)),)
        self._desk.told.emit(Notice(reason, refused=True, doors=doors))

    def show_both(self, item_id: str) -> None:
        """Put what somebody else wrote in the meantime above what is typed here: one keeps what is needed of both."""
        drafts, before = self._drafts.get(item_id, {}), self._loaded.get(item_id, Wording())
        with self._desk.reading() as session:
            now: Wording = read_values(session, AgendaItem, item_id, ["minutes"])["minutes"]
        for code, text in drafts.items():
            theirs = now.get(code)
            if theirs and theirs not in (before.get(code), _stored(text)):
                drafts[code] = f"{theirs}\n\n{text}"
        self._loaded[item_id] = now
        if item_id == self._item_id:
            self.show_minutes(item_id, self._numbers[item_id], now, self._frozen)
            self.texts[self._language].setFocus()

    def _on_edited(self, code: LanguageCode) -> None:
        if self._item_id is None:
            return
        text = self.texts[code].toPlainText()
        drafts = self._drafts.setdefault(self._item_id, {})
        loaded = self._loaded.setdefault(self._item_id, self._wording)
        drafts[code] = text
        if _stored(text) == loaded.get(code):
            del drafts[code]
        if not drafts:
            del self._drafts[self._item_id], self._loaded[self._item_id]
        # Live, the pause is counted from the first key: whoever writes without one is saved all the same.
        if not (self._live and self._pause.isActive()):
            self._pause.start()
        self._show_state()

    def _on_tab_chosen(self, code: LanguageCode) -> None:
        self.speak(code)
        self.texts[code].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A menu or a list that pops up over the text does not take one away from it.
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.save()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.save()
        super().hideEvent(event)


def _stored(text: str) -> str | None:
    """``text`` as the register keeps it: no blank ends, and nothing rather than an empty text."""
    return text.strip() or None


def _write(session: Session, item_id: str, written: Wording, loaded: Wording) -> Wording:
    change_values(session, AgendaItem, item_id, {"minutes": written}, {"minutes": loaded})
    return read_values(session, AgendaItem, item_id, ["minutes"])["minutes"]

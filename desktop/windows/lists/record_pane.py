"""The third pane: the record chosen, to be read and edited in place. What is typed is saved when one leaves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.language import Message, Refusal, message
from desktop.records.base import CHANGED_MEANWHILE, Record, Withdrawable, withdraw
from desktop.records.numbering import Numbered
from desktop.records.subject import SUBJECTS, Subject
from desktop.windows.attachments.attachment_panel import AttachmentPanel
from desktop.windows.desk import Desk, Door, Notice
from desktop.windows.drafts.drafts import Draft, DraftPlace
from desktop.windows.forms.form import Field, Form
from desktop.windows.forms.values import read_fields, write_fields
from desktop.windows.lists.history import HistoryView
from desktop.windows.lists.pane_tabs import PaneTabs
from desktop.windows.lists.parts import PartList, Parts
from desktop.windows.lists.references import ReferenceBar, Referring
from desktop.windows.page import heading, scrolled


class RecordPane(QFrame):
    """Head, tabs - the form, what the noun adds, the history - and a foot to save, while there is something to save."""

    closed = Signal()
    """Escape was pressed: back to the list."""

    page_key = ""
    """The key of the page it is on."""
    kind: ClassVar[type[Record]]
    fields: ClassVar[Sequence[Field]]
    withdraws: ClassVar[Message]
    """What the menu says that withdraws the record."""
    parts: ClassVar[Sequence[Parts]] = ()
    """The parts of the record, each kind in a tab of its own."""
    referring: ClassVar[Sequence[Referring]] = ()
    """What refers to the record: doors in its head."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.record_id: str | None = None
        self._saving = False
        self._loaded: dict[str, Any] = {}
        """What the register had when the form was filled in."""
        self.setObjectName("pane")
        self.setMinimumWidth(340)
        self.number, self.title = heading("muted"), heading("record-title")
        self.title.setWordWrap(True)
        # The menu stays at its end where a record has no number.
        policy = self.number.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.number.setSizePolicy(policy)
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.back_button = QPushButton(self)
        self.back_button.setProperty("link", True)
        self.back_button.clicked.connect(self.closed)
        self.back_button.hide()
        self.more = QToolButton(self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.form = Form(desk, self.fields, self, follow=desk.record_asked.emit)
        self.form.edited.connect(self._on_edited)
        self._expected: Draft | None = None
        """What is to be gone on with once its record is shown."""
        self.part_lists = [
            PartList(
                desk, each, self.save, self, lambda part_id, place=place: self._draft_place(f"part:{place}:{part_id}")
            )
            for place, each in enumerate(self.parts)
        ]
        self.references = ReferenceBar(desk, self.referring, self)
        self.history = HistoryView(desk, self)
        self.attachments = AttachmentPanel(desk, parent=self) if self.kind.__tablename__ in SUBJECTS else None
        self.tabs = PaneTabs(self)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.head = QVBoxLayout()
        self.head.setSpacing(8)
        self._foot = self._make_foot()
        self._nothing = QLabel(self)
        self._nothing.setObjectName("muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._lay_out()
        for keys in ("Ctrl+S", "Ctrl+Return"):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)
        self.show_record(None)

    # --- what a pane of one noun adds --------------------------------------------------------------------------------

    def read(self, session: Session, record_id: str) -> None:
        """Read and show what stands in the head and in the noun's own tabs."""

    def make_tabs(self) -> Sequence[tuple[Message, QWidget]]:
        """The noun's own tabs, between the form and the history."""
        return ()

    def subjects(self, session: Session, record_id: str) -> Mapping[Subject, str]:
        """The records whose files are shown, each with what it is called: this one, and what hangs on it."""
        return {Subject(self.kind.__tablename__, record_id): self.name}

    def menu_entries(self) -> Sequence[tuple[Message, str, Callable[[], object]]]:
        """What the menu "more" offers: words, icon, what it does."""
        return ((self.withdraws, "trash", self.withdraw),)

    # --- layout ------------------------------------------------------------------------------------------------------

    def _make_foot(self) -> QWidget:
        foot = QWidget(self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 8, 16, 12)
        self.save_button, self.discard_button = QPushButton(foot), QPushButton(foot)
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save)
        self.discard_button.clicked.connect(self.discard)
        row.addStretch(1)
        row.addWidget(self.discard_button)
        row.addWidget(self.save_button)
        foot.hide()
        return foot

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self.back_button)
        first.addWidget(self.number, 1)
        first.addWidget(self.more)
        top = QVBoxLayout()
        top.setContentsMargins(16, 10, 16, 8)
        top.setSpacing(4)
        top.addLayout(first)
        top.addWidget(self.title)
        top.addLayout(self.head)
        top.addWidget(self.references)
        self._tab_titles: list[Message] = []
        parts = [(each.parts.title, each) for each in self.part_lists]
        tabs = ((message("Details"), self.form), *parts, *self.make_tabs(), (message("History"), self.history))
        for words, widget in tabs:
            self._tab_titles.append(words)
            # A list of parts scrolls by itself.
            self.tabs.addTab(widget if isinstance(widget, PartList) else scrolled(widget), "")
        if self.attachments is not None:
            place = self.tabs.count() - 1
            self._tab_titles.insert(place, message("Attachments"))
            self.tabs.insertTab(place, self.attachments, "")
            self.attachments.counted.connect(lambda _count: self._say_tabs())
            self.attachments.take_drops(self)
        self._record = QWidget(self)
        layout = QVBoxLayout(self._record)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self._foot)
        self._which = QStackedWidget(self)
        self._which.addWidget(self._nothing)
        self._which.addWidget(self._record)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(self._which)

    @property
    def name(self) -> str:
        """What sentences and the journal call the record: its number, or its title where it has none."""
        return self.number.text() or self.title.text()

    # --- the record --------------------------------------------------------------------------------------------------

    def show_record(self, record_id: str | None) -> None:
        """Show a record, or that none is chosen. What was typed before is expected to be saved."""
        if self.record_id is not None and (self._expected is None or self._expected.place.record_id != self.record_id):
            self.desk.drafts.forget(self._draft_place())  # it is saved, or not wanted
        self.record_id = record_id
        self._which.setCurrentIndex(0 if record_id is None else 1)
        if record_id is None:
            return
        try:
            with self.desk.reading() as session:
                self._loaded = self._values(session, record_id)
                self.form.load(self._loaded)
                self.read(session, record_id)
                for each in self.part_lists:
                    each.show_parts(session, record_id, self.name)
                self.references.show_references(record_id)
                self.history.show_changes(self.kind, record_id)
                if self.attachments is not None:
                    self.attachments.show_subjects(session, self.subjects(session, record_id))
                    self.attachments.cover()
        except Refusal as refusal:
            self.desk.refuse(refusal.message)
            self.show_record(None)
            return
        self._say_tabs()
        self._show_foot()
        if self._expected is not None and self._expected.place.record_id == record_id:
            self._go_on()

    # --- drafts ------------------------------------------------------------------------------------------------------

    def _draft_place(self, door: str = "") -> DraftPlace:
        """Where a form of the record shown keeps what is written in it."""
        return DraftPlace(self.page_key, self.record_id or "", door)

    def _on_edited(self) -> None:
        self._show_foot()
        if self.record_id is not None:
            self.desk.drafts.note(self._draft_place(), self.name, self.form.draft)

    def go_on_with(self, draft: Draft) -> None:
        """Go on with a draft as soon as its record is shown."""
        self._expected = draft
        if self.record_id == draft.place.record_id:
            self._go_on()

    def _go_on(self) -> None:
        draft, self._expected = self._expected, None
        if draft is None:
            return
        if draft.place.door:
            self.open_door(draft.place.door)
        elif self.desk.drafts.taken_up(draft.place) is not None:
            # Somebody may have changed the record since: what the draft began with tells.
            self._loaded.update(self.form.take_draft(draft.content))
            self.tabs.setCurrentIndex(0)

    def open_door(self, door: str) -> None:
        """Open the form, other than its own, that a draft of this record was written in."""
        kind, *which = door.split(":")
        if kind == "part" and which[0].isdigit() and int(which[0]) < len(self.part_lists):
            place = int(which[0])
            self.tabs.setCurrentIndex(1 + place)
            self.part_lists[place].go_on(which[1])

    def _values(self, session: Session, record_id: str) -> dict[str, Any]:
        return read_fields(session, self.kind, record_id, self.fields)

    def refresh(self) -> None:
        """Read the record anew, unless something typed is waiting to be saved."""
        if not self.dirty:
            self.show_record(self.record_id)

    @property
    def dirty(self) -> bool:
        return self.record_id is not None and self.form.dirty

    def save(self) -> bool:
        """Save what was changed; ``False`` where it cannot be, which the form or the message bar explains."""
        if self._saving or not self.dirty or self.record_id is None:
            return True
        if not self.form.check():
            self.tabs.setCurrentIndex(0)
            return False
        changes, record_id = self.form.changes(), self.record_id
        loaded = self._loaded

        def write(session: Session) -> None:
            write_fields(session, self.kind, record_id, self.fields, changes, loaded)

        # While it is being saved, whoever reads the register anew leaves the record as it is.
        self._saving = True
        try:
            reason = self.desk.attempt(message("{record} changed", record=self.name), write)
        finally:
            self._saving = False
        if reason is None:
            self.show_record(record_id)
        else:
            self._refuse(reason)
        return reason is None

    def _refuse(self, reason: Message) -> None:
        if self.form.refuse(reason):
            self.tabs.setCurrentIndex(0)
            return
        doors = ()
        if reason == CHANGED_MEANWHILE:
            doors = (
                Door(message("Show what is there now"), lambda: self.show_record(self.record_id)),
                Door(message("Save mine instead"), self.save_over),
            )
        self.desk.told.emit(Notice(reason, refused=True, doors=doors))

    def save_over(self) -> bool:
        """Save what is typed over what somebody else saved in the meantime, which the history keeps."""
        if self.record_id is not None:
            with self.desk.reading() as session:
                self._loaded = self._values(session, self.record_id)
        return self.save()

    def discard(self) -> None:
        """Forget what was typed and show the record as it is in the register."""
        self.show_record(self.record_id)
        self.closed.emit()

    def withdraw(self) -> None:
        """Take the record out of the lists, at once: it can be undone."""
        record_id, name = self.record_id, self.name
        if record_id is None:
            return
        self.show_record(None)
        if not self.desk.change(
            message("{record} withdrawn", record=name), lambda session: withdraw(session, self.kind, record_id)
        ):
            self.show_record(record_id)
            return
        if issubclass(self.kind, Numbered):
            said = message("{record} is withdrawn. Its number stays its own.", record=name)
        elif issubclass(self.kind, Withdrawable):
            said = message("{record} is withdrawn from the lists.", record=name)
        else:
            said = message("{record} is removed.", record=name)
        self.desk.tell(said, Door(message("Undo"), self.desk.undo))

    def _show_foot(self) -> None:
        self._foot.setVisible(self.dirty)

    # --- moving about ------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Put the cursor into the form."""
        self.tabs.setCurrentIndex(0)
        next(iter(self.form.editors.values())).setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def tab(self) -> int:
        return self.tabs.currentIndex()

    @tab.setter
    def tab(self, place: int) -> None:
        self.tabs.setCurrentIndex(place)

    def _on_tab_changed(self) -> None:
        self._show_foot()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not self.dirty or self.save():
                self.closed.emit()
            return
        super().keyPressEvent(event)

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        language = self.desk.language
        self.form.retranslate()
        if self.attachments is not None:
            self.attachments.retranslate()
        self.save_button.setText(language.text("Save"))
        self.save_button.setToolTip(language.text("Save") + " (Ctrl+S)")
        self.discard_button.setText(language.text("Discard"))
        self.back_button.setText(language.text("List"))
        self.back_button.setIcon(self.desk.icon("arrow-left", self.desk.theme.accent))
        self.back_button.setToolTip(language.text("Back to the list") + " (Esc)")
        self.more.setIcon(self.desk.icon("dots-three"))
        self.more.setToolTip(language.text("More"))
        self.more.setAccessibleName(language.text("More"))
        menu = QMenu(self.more)
        for words, icon, go in self.menu_entries():
            menu.addAction(self.desk.icon(icon), self.desk.say(words), go)
        self.more.setMenu(menu)
        for each in self.part_lists:
            each.retranslate()
        self._say_tabs()
        self.tabs.setAccessibleName(language.text("Record"))
        self._nothing.setText(language.text("Choose a record in the list to see it here."))
        if not self.dirty:
            self.show_record(self.record_id)

    def _say_tabs(self) -> None:
        for place, words in enumerate(self._tab_titles):
            shown = self.tabs.widget(place)
            count = shown.count if isinstance(shown, PartList | AttachmentPanel) else 0
            said = self.desk.say(words)
            self.tabs.setTabText(place, f"{said} ({self.desk.language.number(count)})" if count else said)
        self.tabs.fit()

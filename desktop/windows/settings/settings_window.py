"""The settings in a window of their own: sections where lines begin, the one that is chosen beside them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.language import Message, message
from desktop.windows.backups import Backups
from desktop.windows.desk import Desk
from desktop.windows.job_bar import JobBar
from desktop.windows.jobs import Jobs
from desktop.windows.lists.record_pane import scrolled
from desktop.windows.notice_bar import NoticeBar
from desktop.windows.settings.appearance_section import AppearanceSection
from desktop.windows.settings.backups_section import BackupsSection
from desktop.windows.settings.door_section import DoorSection, PillarsSection, TermsSection, ThemesSection
from desktop.windows.settings.forms import (
    CommissionSection,
    DocumentLanguagesSection,
    MonthsSection,
    RulesSection,
    WeekSection,
)
from desktop.windows.settings.letterhead_section import LetterheadSection
from desktop.windows.settings.list_section import ListSection
from desktop.windows.settings.lists import (
    HolidaysSection,
    ReportingSection,
)
from desktop.windows.settings.numbering_section import NumberingSection
from desktop.windows.settings.section import Section
from desktop.windows.settings.templates_section import TemplatesSection

WIDTH, HEIGHT = 920, 640
SIDE = 220


class SettingsWindow(QDialog):
    """Sections of the register, then those of this computer."""

    def __init__(self, desk: Desk, copies: Backups, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setModal(True)
        self.backups = BackupsSection(desk, copies, jobs)
        groups: tuple[tuple[Message, tuple[Section, ...]], ...] = (
            (
                message("The register"),
                (
                    CommissionSection(desk), LetterheadSection(desk), TemplatesSection(desk),
                    DocumentLanguagesSection(desk),
                    NumberingSection(desk), RulesSection(desk), WeekSection(desk), HolidaysSection(desk),
                    ReportingSection(desk), TermsSection(desk), MonthsSection(desk),
                    PillarsSection(desk), ThemesSection(desk),
                ),
            ),
            (message("This computer"), (AppearanceSection(desk), self.backups)),
        )  # fmt: skip
        self.sections: dict[str, Section] = {section.key: section for _, held in groups for section in held}
        for section in self.sections.values():
            if isinstance(section, DoorSection):
                section.opened.connect(self._on_page_asked)
        self._headings: list[tuple[QListWidgetItem, Message]] = []
        self._items: dict[str, QListWidgetItem] = {}
        self.side = QListWidget(self)
        self.side.setObjectName("settings-side")
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.stack = QStackedWidget(self)
        for words, held in groups:
            heading = QListWidgetItem(self.side)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self._headings.append((heading, words))
            for section in held:
                item = QListWidgetItem(self.side)
                item.setData(Qt.ItemDataRole.UserRole, section.key)
                self._items[section.key] = item
                self.stack.addWidget(scrolled(section))
        self.side.currentItemChanged.connect(self._on_chosen)
        self.notices, self.job_bar = NoticeBar(desk, self), JobBar(desk, jobs, self)
        self.close_button = QPushButton(self)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        self._leaving = False
        self._lay_out()
        for keys, does in (("Ctrl+Z", desk.undo), ("Ctrl+Y", desk.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(does)
        desk.language_changed.connect(self.retranslate)
        desk.register_changed.connect(self._on_register_changed)
        self.retranslate()

    def _lay_out(self) -> None:
        shown = QVBoxLayout()
        shown.setContentsMargins(16, 16, 8, 12)
        shown.setSpacing(8)
        shown.addWidget(self.stack, 1)
        shown.addWidget(self.job_bar)
        shown.addWidget(self.notices)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.setContentsMargins(0, 0, 8, 0)
        shown.addLayout(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.side)
        whole.addLayout(shown, 1)

    def _on_page_asked(self, key: str) -> None:
        self.reject()
        if not self.isVisible():
            self.desk.list_asked.emit(key, {})

    # --- going from section to section -------------------------------------------------------------------------------

    @property
    def section(self) -> Section:
        """The section that is shown."""
        return list(self.sections.values())[self.stack.currentIndex()]

    def start(self, key: str = "", entry_id: str = "") -> None:
        """Open at a section, and an entry of its list, or where one was."""
        window = self.parentWidget()
        assert window is not None
        scaled = self.desk.scaled
        self.resize(min(scaled(WIDTH), window.width() - 32), min(scaled(HEIGHT), window.height() - 48))
        self.show()
        self.go(key or self.section.key)
        if entry_id and isinstance(self.section, ListSection):
            self.section.choose(entry_id)
        else:
            self.side.setFocus()

    def go(self, key: str) -> None:
        """Show a section."""
        self.side.setCurrentItem(self._items[key])
        self._show(key)

    def _on_chosen(self, item: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        key = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        if key is None or key == self.section.key or self._leaving:
            return
        if self.section.leave():
            self._show(key)
        else:
            # What is wrong is said in the section: one stays until it can be saved, or is discarded.
            self._leaving = True
            self.side.setCurrentItem(self._items[self.section.key])
            self._leaving = False

    def _show(self, key: str) -> None:
        self.stack.setCurrentIndex(list(self.sections).index(key))
        self.section.refresh()

    def _on_register_changed(self) -> None:
        if self.isVisible():
            self.section.refresh()

    def retranslate(self) -> None:
        language = self.desk.language
        self.setWindowTitle(language.text("Settings"))
        self.side.setAccessibleName(language.text("Sections of the settings"))
        self._fit_side()
        self.close_button.setText(language.text("Close"))
        for heading, words in self._headings:
            heading.setText(self.desk.say(words))
        for key, section in self.sections.items():
            section.retranslate()
            self._items[key].setText(self.desk.say(section.title))
            self._items[key].setToolTip(self.desk.say(section.title))
            self._items[key].setIcon(self.desk.icon(section.icon))

    def _fit_side(self) -> None:
        # A name that is cut is said when one points at it; a form that is cut cannot be filled in.
        self.side.setFixedWidth(min(self.desk.scaled(SIDE), max(SIDE, self.width() // 4)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_side()
        super().resizeEvent(event)

    # --- leaving -----------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Close; Escape and the window's cross ask for it, too. What cannot be saved yet keeps it open."""
        if self.section.leave():
            super().reject()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.section is self.backups:
            # A stick may have been plugged in meanwhile.
            self.backups.refresh()

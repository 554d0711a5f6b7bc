"""The window on this computer: its language, light or dark, and how large its text is. All of it holds at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget

from desktop.language import LANGUAGE_CODES, OWN_NAMES, Message, message
from desktop.settings import TEXT_SIZES
from desktop.windows.desk import Desk
from desktop.windows.look.flow_layout import FlowLayout
from desktop.windows.settings.section import Section

LOOKS = ((message("Light"), "light"), (message("Dark"), "dark"), (message("As the computer"), "system"))


class Choices(QWidget):
    """One of a few things, all of them seen at once; the arrow keys go from one to the next."""

    def __init__(self, desk: Desk, choose: Callable[[Any], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._choose = choose
        self.buttons: dict[Any, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._row = FlowLayout(self, 8)

    def add(self, value: Any) -> None:
        button = QPushButton(self)
        button.setCheckable(True)
        button.setProperty("chip", True)
        button.clicked.connect(lambda: self._choose(value))
        self._group.addButton(button)
        self._row.addWidget(button)
        self.buttons[value] = button

    def show_choice(self, value: Any, words: Callable[[Any], str]) -> None:
        """Say the words of each, and tick the one that holds."""
        for each, button in self.buttons.items():
            button.setText(words(each))
            button.setChecked(each == value)
            button.setIcon(self.desk.icon("check", self.desk.theme.accent) if each == value else QIcon())
            button.setProperty("chosen", each == value)
            button.style().unpolish(button)
            button.style().polish(button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mirrored = self.desk.language.right_to_left
        steps = {Qt.Key.Key_Right: -1 if mirrored else 1, Qt.Key.Key_Left: 1 if mirrored else -1,
                 Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        buttons = list(self.buttons.values())
        focused = next((place for place, button in enumerate(buttons) if button.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        following = buttons[(focused + step) % len(buttons)]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        following.click()


class AppearanceSection(Section):
    key = "appearance"
    title = message("Appearance")
    explains = message("Of the window on this computer; documents and other computers stay as they are.")
    icon = "sun"
    labels: ClassVar[Sequence[Message]] = (
        message("Language of the window"),
        message("Colours"),
        message("Size of text"),
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.languages = Choices(desk, desk.speak, self)
        self.looks = Choices(desk, desk.look, self)
        self.sizes = Choices(desk, desk.enlarge, self)
        for code in LANGUAGE_CODES:
            self.languages.add(code)
        for _, look in LOOKS:
            self.looks.add(look)
        for size in TEXT_SIZES:
            self.sizes.add(size)
        self._labels = [QLabel(self) for _ in self.labels]
        for label, choices in zip(self._labels, (self.languages, self.looks, self.sizes), strict=True):
            label.setObjectName("field-label")
            self.body.addWidget(label)
            self.body.addWidget(choices)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        super().retranslate()
        for label, said in zip(self._labels, self.labels, strict=True):
            label.setText(self.desk.say(said))
        for choices, label in zip((self.languages, self.looks, self.sizes), self._labels, strict=True):
            choices.setAccessibleName(label.text())
        looks = {look: words for words, look in LOOKS}
        settings, language = self.desk.settings, self.desk.language
        self.languages.show_choice(language.code, lambda code: OWN_NAMES[code])
        self.looks.show_choice(settings.look, lambda look: self.desk.say(looks[look]))
        self.sizes.show_choice(settings.text_size, language.percent)

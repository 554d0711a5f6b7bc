"""What a new register needs: a country, a working language, the commission's name in each language."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.language import LANGUAGE_CODES, OWN_NAMES, message
from desktop.records.commission.country import country_codes, load_country
from desktop.records.search.words import sort_key
from desktop.windows.desk import Surroundings
from desktop.windows.forms.chooser import Option
from desktop.windows.forms.form import Field, Form, Kind
from desktop.windows.page import heading, scrolled


def _countries(surroundings: Surroundings) -> list[Option]:
    language = surroundings.language
    options = [Option(code, language.country_name(code)) for code in country_codes()]
    return sorted(options, key=lambda option: sort_key(option.words, language.code))


FIELDS = (
    Field("country", message("Country"), Kind.CHOICE, required=True, half=True, options=_countries,
          hint=message("It brings the quorum rule, the numbering and the pillars; all can be changed.")),
    Field("language", message("Working language"), Kind.CHOICE, required=True, half=True,
          options=lambda _: [Option(code, OWN_NAMES[code]) for code in LANGUAGE_CODES],
          hint=message("The one in which documents are written when nothing else is said.")),
    Field("name", message("Name of the commission"), Kind.WORDING, required=True),
)  # fmt: skip


class NewRegisterForm(QFrame):
    """The form on the first window; the file is chosen after it."""

    accepted = Signal(object)
    """The values, by field."""
    cancelled = Signal()

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.surroundings = surroundings
        self.setObjectName("card")
        self._heading = heading("subheading")
        self.form = Form(surroundings, FIELDS, self)
        self.done_button, self.cancel_button = QPushButton(self), QPushButton(self)
        self.done_button.setProperty("primary", True)
        self.done_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.cancelled)
        self.form.editors["country"].edited.connect(self._propose_name)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.done_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(self._heading)
        layout.addWidget(scrolled(self.form, 0), 1)
        layout.addLayout(buttons)

    def start(self) -> None:
        """Propose the first country and the language spoken, and put the cursor into the form."""
        if self.form.values()["country"] is None:
            self.form.load(
                {"country": _countries(self.surroundings)[0].value, "language": self.surroundings.language.code}
            )
            self._propose_name()
        self.form.editors["country"].setFocus()

    def _propose_name(self) -> None:
        country = self.form.values()["country"]
        if country is not None:
            self.form.editors["name"].set_value(load_country(country).commission)

    def accept(self) -> None:
        if self.form.check():
            self.accepted.emit(self.form.values())

    def retranslate(self) -> None:
        language = self.surroundings.language
        self._heading.setText(language.text("New register"))
        self.form.retranslate()
        self.done_button.setText(language.text("Choose the file and create…"))
        self.cancel_button.setText(language.text("Back"))

"""The row of chips over a list: what it can be filtered by, and what it is filtered by now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.language import Message
from desktop.windows.desk import Desk
from desktop.windows.forms.chooser import FilterChip, Option
from desktop.windows.lists.offer import Offer
from desktop.windows.look.flow_layout import FlowLayout


@dataclass(frozen=True)
class Filter:
    """Something a list can be filtered by: one value of several, or with no ``options`` yes or no."""

    key: str
    title: Message
    options: Callable[[Desk], Sequence[Option]] | None = None
    several: bool = False
    shown: bool = True
    """Whether it stands above the list at all times; one that does not is there while it is set."""


class FilterBar(QWidget):
    """One chip a filter, and a button that clears them all."""

    edited = Signal()
    """The user filters by something else."""

    def __init__(self, desk: Desk, filters: Sequence[Filter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.described = desk, filters
        self.chips: dict[str, FilterChip | QPushButton] = {each.key: self._chip(each) for each in filters}
        self.clear_button = QPushButton(self)
        self.clear_button.setProperty("link", True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        # With large text or on a small screen they go on in a second line; a chip cut off would say nothing.
        held = QWidget(self)
        flow = FlowLayout(held, 8)
        for chip in (*self.chips.values(), self.clear_button):
            flow.addWidget(chip)
        self.row.addWidget(held, 1)
        self.edited.connect(self._show_chips)
        self._show_chips()

    def _chip(self, each: Filter) -> FilterChip | QPushButton:
        if each.options is None:
            button = QPushButton(self)
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.toggled.connect(lambda on: self._on_toggled(button, on))
            return button
        chip = FilterChip(self.desk, each.several, self)
        chip.title = each.title
        options = each.options
        everything = [] if each.several else [Option(None, "–")]

        def listed() -> list[Option]:
            return [*everything, *options(self.desk)]

        if isinstance(options, Offer):
            chip.set_long_options(
                listed, lambda words: options.search(self.desk, words), lambda ids: options.find(self.desk, ids)
            )
        else:
            chip.set_options(listed)
        chip.edited.connect(self.edited)
        return chip

    def _on_toggled(self, button: QPushButton, on: bool) -> None:
        button.setProperty("chosen", on)
        button.style().unpolish(button)
        button.style().polish(button)
        self.edited.emit()

    def _show_chips(self) -> None:
        chosen = self.values()
        for each in self.described:
            if not each.shown:
                self.chips[each.key].setVisible(each.key in chosen)

    def values(self) -> dict[str, Any]:
        """The filters that are set, by key."""
        values = {
            key: chip.value() if isinstance(chip, FilterChip) else chip.isChecked() for key, chip in self.chips.items()
        }
        return {key: value for key, value in values.items() if value}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Set these filters and no others; nobody is told."""
        self.blockSignals(True)
        before = self.values()
        for key, chip in self.chips.items():
            if before.get(key) == values.get(key):
                continue
            if isinstance(chip, FilterChip):
                chip.set_value(values.get(key))
            else:
                chip.setChecked(bool(values.get(key)))
        self.blockSignals(False)
        self._show_chips()

    def kept(self) -> dict[str, Any]:
        """The filters that are set, as JSON holds them."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in self.values().items()}

    def known(self, kept: Any) -> dict[str, Any]:
        """The filters kept, but for values that are no longer offered; JSON's plain texts become codes again."""
        known: dict[str, Any] = {}
        for each in self.described if isinstance(kept, dict) else ():
            value = kept.get(each.key)
            if each.options is None:
                known[each.key] = value is True
                continue
            wanted = [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
            if not wanted:
                continue
            if isinstance(each.options, Offer):
                options = each.options.find(self.desk, wanted)
            else:
                options = each.options(self.desk)
            offered = {option.value: option.value for option in options}
            found = tuple(offered[one] for one in wanted if one in offered)
            if isinstance(value, list):
                known[each.key] = found
            elif found:
                known[each.key] = found[0]
        return known

    def retranslate(self) -> None:
        for each in self.described:
            chip = self.chips[each.key]
            if isinstance(chip, FilterChip):
                chip.retranslate()
            else:
                chip.setText(self.desk.say(each.title))
        self.clear_button.setText(self.desk.language.text("Clear"))

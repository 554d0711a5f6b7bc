"""The editors a form is made of, one for each kind of value. Each can be asked for its value and told one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QRect, QRegularExpression, Qt, Signal
from PySide6.QtGui import QAction, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QAbstractSlider,
    QCalendarWidget,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSlider,
    QToolButton,
    QWidget,
)

from desktop.language import Message, message
from desktop.windows.desk import Surroundings
from desktop.windows.forms.chooser import Chooser
from desktop.windows.forms.line import FigureLine, WordLine
from desktop.windows.page import stacked

WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


class Editor(QWidget):
    """What all editors have in common."""

    edited = Signal()
    """The user has changed the value; setting it does not say so."""

    beside: QWidget | None = None
    """What belongs on the line of the label: the tabs of the languages."""

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.surroundings = surroundings
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)

    def _hold(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._row.addWidget(widget)
        self.setFocusProxy(widgets[0])

    def value(self) -> Any:
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        raise NotImplementedError

    def problem(self) -> Message | None:
        """Why what stands there is no value; ``None`` where it is one."""
        return None

    def typed(self) -> str:
        """What stands there, letter by letter, where it is no value."""
        return ""

    def type(self, text: str) -> None:
        """Let stand there what :meth:`typed` gave."""

    def retranslate(self) -> None:
        """Say every word anew in the language now spoken."""

    def set_name(self, name: str) -> None:
        """The name a screen reader says."""
        for widget in self.findChildren(QWidget):
            if isinstance(widget, QLineEdit | QPlainTextEdit | QAbstractSlider | Chooser):
                widget.setAccessibleName(name)

    def set_read_only(self, read_only: bool) -> None:
        self.setEnabled(not read_only)

    def mark_wrong(self, wrong: bool) -> None:
        for widget in (self, *self.findChildren(QWidget)):
            if isinstance(widget, QLineEdit | QPlainTextEdit | Chooser):
                widget.setProperty("wrong", wrong)
                widget.style().unpolish(widget)
                widget.style().polish(widget)


class TextEditor(Editor):
    """One line of text; blank is ``None``."""

    figures: ClassVar[bool] = False
    """Whether it holds figures rather than words."""

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(surroundings, parent)
        self.line = FigureLine(self) if self.figures else WordLine(self)
        self.line.textEdited.connect(self.edited)
        self._hold(self.line)

    def value(self) -> Any:
        return self.line.text().strip() or None

    def set_value(self, value: Any) -> None:
        self.line.setText(value or "")
        self.line.setCursorPosition(0)

    def typed(self) -> str:
        return self.line.text() if self.problem() else ""

    def type(self, text: str) -> None:
        self.line.setText(text)

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)


class DateEditor(TextEditor):
    """A day, typed in figures or picked from a calendar; blank is ``None``.

    Where the commission wants it, the day of the Hijri calendar stands under it while it is typed.
    """

    figures = True

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(surroundings, parent)
        self.line.editingFinished.connect(self._tidy)
        self._calendar = QAction(self)
        self._calendar.triggered.connect(self.pick)
        self.line.addAction(self._calendar, QLineEdit.ActionPosition.TrailingPosition)
        self.hijri = QLabel(self)
        self.hijri.setObjectName("hint")
        self.hijri.setContentsMargins(9, 0, 9, 0)
        self._row.addLayout(stacked(self.line, self.hijri, spacing=2))
        self.line.textChanged.connect(self._show_hijri)
        self.retranslate()

    def value(self) -> Any:
        return parse_date(self.line.text())

    def set_value(self, value: Any) -> None:
        self.line.setText(self.surroundings.language.date(value, "short"))

    def problem(self) -> Message | None:
        written = self.line.text().strip()
        if not written or self.value() is not None:
            return None
        if len(_date_figures(written)) == 3:
            return message("There is no such day: {day}.", day=written)
        return message("Write a date as day/month/year: 24/02/2021.")

    def _show_hijri(self) -> None:
        # A field without a day keeps the room for it: nothing under it moves while one types.
        self.hijri.setVisible(bool(self.surroundings.hijri(dt.date.today())))
        said = self.surroundings.hijri(day) if (day := self.value()) is not None else ""
        self.hijri.setText(said)
        self.line.setAccessibleDescription(said)

    def _tidy(self) -> None:
        if (day := self.value()) is not None:
            self.set_value(day)

    def pick(self) -> None:
        """Open the calendar."""
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setGridVisible(False)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        day = self.value() or dt.date.today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.activated.connect(self._on_picked)
        calendar.clicked.connect(self._on_picked)
        calendar.clicked.connect(calendar.close)
        calendar.activated.connect(calendar.close)
        place = QRect(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)), calendar.sizeHint())
        room = self.screen().availableGeometry()
        place.moveRight(min(place.right(), room.right()))
        if place.bottom() > room.bottom():
            place.moveBottom(self.line.mapToGlobal(QPoint(0, -2)).y())
        calendar.move(place.topLeft())
        calendar.show()

    def _on_picked(self, day: QDate) -> None:
        picked = dt.date(day.year(), day.month(), day.day())
        if picked != self.value():
            self.set_value(picked)
            self.edited.emit()

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._calendar.setVisible(not read_only)

    def retranslate(self) -> None:
        self.line.setPlaceholderText(self.surroundings.language.text("dd/mm/yyyy"))
        self._calendar.setText(self.surroundings.language.text("Calendar"))
        self._calendar.setIcon(self.surroundings.icon("calendar-blank"))
        self._tidy()
        self._show_hijri()


def parse_date(text: str) -> dt.date | None:
    """The day written as day, month, year in figures, or as ISO 8601; two digits of a year count from 2000.

    Eight digits in a row are a day as well: 24022021.
    """
    figures = _date_figures(text)
    if len(figures) != 3:
        return None
    day, month, year = reversed(figures) if figures[0] > 999 else figures
    try:
        return dt.date(year + 2000 if year < 100 else year, month, day)
    except (ValueError, OverflowError):
        return None


def _date_figures(text: str) -> list[int]:
    """The figures of a date: three where it is written as one."""
    western = text.strip().translate(WESTERN)
    if re.fullmatch("[0-9]{8}", western):
        return [int(western[:2]), int(western[2:4]), int(western[4:])]
    return _figures(text)


def parse_time(text: str) -> dt.time | None:
    """The time of day written as hours and minutes, with whatever stands between: 14:30, 14h30, 1430, 9."""
    figures = _figures(text)
    if len(figures) == 1 and figures[0] > 99:
        figures = list(divmod(figures[0], 100))
    if not 1 <= len(figures) <= 2:
        return None
    try:
        return dt.time(figures[0], figures[1] if len(figures) == 2 else 0)
    except ValueError:
        return None


_TIME = QRegularExpression(r"\s*([\d٠-٩۰-۹]{1,4}|[\d٠-٩۰-۹]{1,2}[^\d٠-٩۰-۹]{1,8}[\d٠-٩۰-۹]{0,2})?\s*")


class TimeEditor(TextEditor):
    """A time of day: 14:30, or 14h30; blank is ``None``.

    It opens over pages where letters are commands: one that was meant for them is not taken for a part of the time.
    """

    figures = True

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(surroundings, parent)
        self.line.setPlaceholderText("00:00")
        self.line.setValidator(QRegularExpressionValidator(_TIME, self.line))
        self.line.editingFinished.connect(lambda: self.set_value(self.value()) if self.value() else None)

    def value(self) -> Any:
        return parse_time(self.line.text())

    def set_value(self, value: Any) -> None:
        self.line.setText(value.strftime("%H:%M") if value else "")

    def problem(self) -> Message | None:
        if self.line.text().strip() and self.value() is None:
            return message("Write a time as hours and minutes: 14:30.")
        return None


class NumberEditor(TextEditor):
    """A whole number, not below zero; blank is ``None``."""

    figures = True

    def value(self) -> Any:
        figures = re.sub(r"[\s.,\u00a0\u202f]", "", self.line.text().translate(WESTERN))
        return int(figures) if figures.isascii() and figures.isdigit() else None

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else self.surroundings.language.number(value))

    def problem(self) -> Message | None:
        if self.line.text().strip() and self.value() is None:
            return message("Write a whole number in figures.")
        return None

    def retranslate(self) -> None:
        if self.problem() is None:
            self.set_value(self.value())


class PercentEditor(Editor):
    """A percentage from 0 to 100, by a slider or in figures."""

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(surroundings, parent)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, 100)
        self.slider.setSingleStep(5)
        self.slider.setPageStep(10)
        self.figure = QLineEdit(self)
        self.figure.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._row.setSpacing(12)
        self._hold(self.slider, self.figure)
        self.slider.valueChanged.connect(self._on_slid)
        self.figure.textEdited.connect(self._on_typed)
        self.figure.editingFinished.connect(self.retranslate)

    def _on_slid(self) -> None:
        self._show_figure()
        self.edited.emit()

    def _on_typed(self, text: str) -> None:
        percent = _figures(text)
        if len(percent) == 1 and percent[0] <= 100:
            self._slide(percent[0])
        self.edited.emit()

    def _slide(self, percent: int) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(percent)
        self.slider.blockSignals(False)

    def value(self) -> Any:
        """The percentage; ``None`` where what is typed is none, for the slider then stands at an older one."""
        return None if self.problem() else self.slider.value()

    def set_value(self, value: Any) -> None:
        self._slide(value or 0)
        self._show_figure()

    def problem(self) -> Message | None:
        if self.figure.text() and _figures(self.figure.text()) != [self.slider.value()]:
            return message("Progress is a percentage from 0 to 100.")
        return None

    def typed(self) -> str:
        return self.figure.text() if self.problem() else ""

    def type(self, text: str) -> None:
        self.figure.setText(text)

    def _show_figure(self) -> None:
        self.figure.setText(self.surroundings.language.percent(self.slider.value()))

    def retranslate(self) -> None:
        self.figure.setFixedWidth(self.surroundings.scaled(68))
        # What is wrong stays as it was typed: it is said under the field, and only its writer knows what was meant.
        if self.problem() is None:
            self._show_figure()
        language = self.surroundings.language
        if self.slider.property("mirrored") is not language.right_to_left:
            self.slider.setProperty("mirrored", language.right_to_left)
            self.slider.style().unpolish(self.slider)
            self.slider.style().polish(self.slider)


def _figures(text: str) -> list[int]:
    """The whole numbers written in a text, in whatever digits."""
    return [int(each) for each in re.findall(r"\d+", text.translate(WESTERN))]


class YesNoEditor(Editor):
    """A box to tick; its words stand beside it and wrap where they are long."""

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(surroundings, parent)
        self.box = QCheckBox(self)
        self.box.toggled.connect(self.edited)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.installEventFilter(self)
        self._hold(self.box)
        self._row.addWidget(self._words, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._words and event.type() == QEvent.Type.MouseButtonRelease and self.isEnabled():
            self.box.toggle()
        return super().eventFilter(watched, event)

    def value(self) -> Any:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        self.box.blockSignals(True)
        self.box.setChecked(bool(value))
        self.box.blockSignals(False)

    def set_name(self, name: str) -> None:
        self._words.setText(name)
        self.box.setAccessibleName(name)


class ChoiceEditor(Editor):
    """One or several things chosen from a list; where they are records, a door to them stands beside."""

    def __init__(self, surroundings: Surroundings, several: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(surroundings, parent)
        self.chooser = Chooser(surroundings, several, self)
        self.chooser.edited.connect(self.edited)
        self._hold(self.chooser)
        self.door: QToolButton | None = None
        self._go: Callable[[Any], object] | None = None

    def lead_to(self, go: Callable[[Any], object]) -> None:
        """Offer to show what is chosen, by a click or with Ctrl+Enter; ``go`` is given its value."""
        self._go = go
        self.door = QToolButton(self)
        self.door.clicked.connect(self.follow)
        self._row.addWidget(self.door)
        self.chooser.followed.connect(self.follow)
        self.chooser.edited.connect(self._show_door)
        self._show_door()

    def follow(self) -> None:
        """Show what is chosen; where it is several, ask which."""
        chosen = self.chooser.chosen_options()
        if self._go is None or not chosen:
            return
        if len(chosen) == 1:
            self._go(chosen[0].value)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for option in chosen:
            action = menu.addAction(option.words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, value=option.value: self._go and self._go(value))
        menu.popup(self.chooser.mapToGlobal(QPoint(0, self.chooser.height())))

    def _show_door(self) -> None:
        if self.door is not None:
            self.door.setVisible(bool(self.chooser.chosen_options()))

    def value(self) -> Any:
        return self.chooser.value()

    def set_value(self, value: Any) -> None:
        self.chooser.set_value(value)
        self._show_door()

    def set_read_only(self, read_only: bool) -> None:
        # What cannot be changed can still be looked at.
        self.chooser.setEnabled(not read_only)

    def retranslate(self) -> None:
        self.chooser.retranslate()
        if self.door is not None:
            words = self.surroundings.language.text("Show")
            self.door.setIcon(self.surroundings.icon("arrow-square-out"))
            self.door.setToolTip(f"{words} (Ctrl+Enter)")
            self.door.setAccessibleName(words)

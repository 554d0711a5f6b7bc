"""One page, or one picture, at a time: it fits the width, is made larger and smaller, and leafed through."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from desktop.language import message
from desktop.windows.desk import Desk

STEP, LEAST, MOST = 1.25, 0.25, 6.0
"""How much larger at a time; the smallest and the largest, of what fits the width."""

PAUSE = 80
"""Milliseconds after the last change of width before the page is drawn anew."""


class PageView(QFrame):
    """Asks for pictures with ``wanted`` and is given them with :meth:`show_picture`."""

    wanted = Signal(int, int)
    """A page by its number from 0, and how many pixels wide."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.page, self.pages, self.zoom = 0, 0, 1.0
        self._name = ""
        self.setObjectName("preview")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.picture = QLabel()
        self.picture.setObjectName("page-picture")
        self._area = QScrollArea(self)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.picture)
        # The bar is always there: if it came and went with the height of a page, the page would change its width.
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.viewport().installEventFilter(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._want)
        self.back, self.on, self.smaller, self.larger, self.fit = (QToolButton(self) for _ in range(5))
        self.where, self.how_large = QLabel(self), QLabel(self)
        for button, go in (
            (self.back, lambda: self.turn(self.page - 1)),
            (self.on, lambda: self.turn(self.page + 1)),
            (self.smaller, lambda: self.set_zoom(self.zoom / STEP)),
            (self.larger, lambda: self.set_zoom(self.zoom * STEP)),
            (self.fit, lambda: self.set_zoom(1.0)),
        ):
            button.clicked.connect(go)
            button.setIconSize(QSize(16, 16))
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(4, 2, 4, 2)
        bar.setSpacing(2)
        for widget in (self.back, self.where, self.on):
            bar.addWidget(widget)
        bar.addStretch(1)
        for widget in (self.smaller, self.how_large, self.larger, self.fit):
            bar.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._area, 1)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def begin(self, pages: int, name: str) -> None:
        """Show the first of so many pages of what is called ``name``."""
        self.page, self.pages, self.zoom, self._name = 0, pages, 1.0, name
        self.picture.clear()
        self._show_place()
        self._want()

    def show_picture(self, page: int, image: QImage) -> None:
        """Show what was asked for; a page that is no longer wanted is passed over."""
        if page != self.page:
            return
        ratio = self.devicePixelRatioF()
        drawn = QPixmap.fromImage(image)
        drawn.setDevicePixelRatio(ratio)
        self.picture.setPixmap(drawn)
        self.picture.resize(drawn.deviceIndependentSize().toSize())
        self._show_place()

    def turn(self, page: int) -> None:
        """Go to a page, as far as there are any."""
        page = max(0, min(page, self.pages - 1))
        if page != self.page:
            self.page = page
            self._area.verticalScrollBar().setValue(0)
            self._show_place()
            self._want()

    def set_zoom(self, zoom: float) -> None:
        """Make the page larger or smaller; 1 fits the width."""
        zoom = max(LEAST, min(zoom, MOST))
        if zoom != self.zoom:
            self.zoom = zoom
            self._show_place()
            self._want()

    @property
    def width_wanted(self) -> int:
        """How many pixels of the screen the page is to be wide."""
        return max(1, round((self._area.viewport().width() - 2) * self.zoom * self.devicePixelRatioF()))

    def _want(self) -> None:
        self._pause.stop()
        if self.pages and self._area.viewport().width() > 2:
            self.wanted.emit(self.page, self.width_wanted)

    def _show_place(self) -> None:
        language = self.desk.language
        several = self.pages > 1
        for widget in (self.back, self.where, self.on):
            widget.setVisible(several)
        place = message("{page} of {pages}", page=self.page + 1, pages=self.pages)
        self.where.setText(language.text(place))
        self.how_large.setText(language.percent(round(self.zoom * 100)))
        self.back.setEnabled(self.page > 0)
        self.on.setEnabled(self.page + 1 < self.pages)
        said = language.text("Page {page} of {pages}", page=self.page + 1, pages=self.pages)
        self.setAccessibleName(f"{self._name}. {said}" if several else self._name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pause.start()

    # --- keyboard and wheel ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        across, down = self._area.horizontalScrollBar(), self._area.verticalScrollBar()
        match Qt.Key(event.key()):
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space if down.value() < down.maximum():
                down.setValue(down.value() + down.pageStep())
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self.turn(self.page + 1)
            case Qt.Key.Key_PageUp if down.value() > down.minimum():
                down.setValue(down.value() - down.pageStep())
            case Qt.Key.Key_PageUp:
                self.turn(self.page - 1)
                down.setValue(down.maximum())
            case Qt.Key.Key_Home:
                self.turn(0)
            case Qt.Key.Key_End:
                self.turn(self.pages - 1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.set_zoom(self.zoom * STEP)
            case Qt.Key.Key_Minus:
                self.set_zoom(self.zoom / STEP)
            case Qt.Key.Key_0:
                self.set_zoom(1.0)
            case Qt.Key.Key_Down:
                down.setValue(down.value() + 40)
            case Qt.Key.Key_Up:
                down.setValue(down.value() - 40)
            case Qt.Key.Key_Left:
                across.setValue(across.value() - 40)
            case Qt.Key.Key_Right:
                across.setValue(across.value() + 40)
            case _:
                super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned: QPoint = event.angleDelta()
            self.set_zoom(self.zoom * (STEP if turned.y() > 0 else 1 / STEP))
            return True
        return False

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        language = self.desk.language
        for button, drawing, words in (
            (self.back, "caret-left", message("Previous page")),
            (self.on, "caret-right", message("Next page")),
            (self.smaller, "minus", message("Smaller")),
            (self.larger, "plus", message("Larger")),
            (self.fit, "arrows-horizontal", message("Fit the width")),
        ):
            button.setIcon(self.desk.icon(drawing))
            button.setToolTip(language.text(words))
            button.setAccessibleName(language.text(words))
        self._show_place()

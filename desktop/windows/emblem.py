"""The commission's logo in the window: as high as a line, beside its name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.records.commission.logo import find_logo
from desktop.windows.desk import Desk

HEIGHT = 20
"""Pixels, at the usual size of text."""

WIDEST = 4
"""How many times as wide as high a logo is shown at most."""


class Emblem(QLabel):
    """Hidden where the commission has no logo."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._data: bytes | None = None
        self._logo = QImage()
        desk.register_changed.connect(self.renew)
        desk.language_changed.connect(self._draw)
        self.renew()

    def renew(self) -> None:
        """Show the logo the register has now."""
        data = None
        if self.desk.commission.has_logo:
            with self.desk.reading() as session:
                data = find_logo(session)
        if data != self._data:
            self._data = data
            self._logo = QImage() if data is None else QImage.fromData(data)
        self._draw()

    def _draw(self) -> None:
        self.setVisible(not self._logo.isNull())
        self.setAccessibleName(self.desk.language.text("The logo of the commission"))
        if not self._logo.isNull():
            self.setPixmap(as_pixmap(self._logo, self.desk.scaled(HEIGHT), self.devicePixelRatioF()))


def as_pixmap(logo: QImage, height: int, sharpness: float = 1) -> QPixmap:
    """A logo as high as this, on white as on paper: one that is drawn dark would not be seen on a dark window."""
    high = round(height * sharpness)
    inset = 2 * sharpness
    size = logo.size()
    size.scale(WIDEST * high, round(high - 2 * inset), Qt.AspectRatioMode.KeepAspectRatio)
    picture = QPixmap(round(size.width() + 2 * inset), high)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("white"))
    painter.drawRoundedRect(QRectF(picture.rect()), inset, inset)
    shown = logo.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    painter.drawImage((picture.width() - shown.width()) // 2, (high - shown.height()) // 2, shown)
    painter.end()
    picture.setDevicePixelRatio(sharpness)
    return picture

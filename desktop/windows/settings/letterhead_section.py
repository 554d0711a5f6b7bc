"""The letterhead and the logo above it: written here, dropped or chosen here, and seen here as on a page."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QFont,
    QImage,
    QImageReader,
    QPainter,
    QPaintEvent,
    QTextOption,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.language import Refusal, message
from desktop.records.commission.logo import find_logo, set_logo
from desktop.windows.desk import Desk
from desktop.windows.forms.form import Field, Kind
from desktop.windows.look.direction import direction_of
from desktop.windows.settings.forms import CommissionForm

WIDEST = 1600
"""Pixels: a logo wider or higher than this is scaled down; printed it is a few centimetres."""
SMALLEST = 48
"""Pixels: a smaller one is a blur in print."""

PAGE_SIZE = QSize(210, 297)


class LetterheadPreview(QWidget):
    """The head of a page as documents print it: logo, letterhead, name, in the languages of documents."""

    dropped = Signal(Path)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.logo: QImage | None = None
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.desk.scaled(260), self.desk.scaled(300))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files[0])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        high = self.height() - 2
        wide = min(high * PAGE_SIZE.width() / PAGE_SIZE.height(), self.width() - 2)
        page = QRectF((self.width() - wide) / 2, 1, wide, high)
        # Paper is white in the dark, too.
        painter.setPen(QColor(self.desk.theme.edge))
        painter.setBrush(QColor("white"))
        painter.drawRect(page)
        margin = wide * 0.09
        inside = page.adjusted(margin, margin * 0.8, -margin, -margin)
        top = inside.top()
        if self.logo is not None:
            size = self.logo.size().scaled(round(wide * 0.34), round(high * 0.13), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(inside.center().x() - size.width() / 2, top, size.width(), size.height())
            painter.drawImage(place, self.logo)
            top = place.bottom() + 6
        painter.setPen(QColor("#23211d"))
        commission = self.desk.commission
        font = QFont(self.font())
        for code in commission.document_languages:
            for text, bold in ((commission.letterhead.get(code), False), (commission.name.get(code), True)):
                if text:
                    font.setPixelSize(max(round(wide / 24), 7))
                    font.setBold(bold)
                    painter.setFont(font)
                    top = (
                        self._write(painter, text, QRectF(inside.left(), top, inside.width(), inside.bottom() - top))
                        + 3
                    )
            top += 4
        painter.setPen(QColor("#938d83"))
        rule = min(top + 4, inside.bottom())
        painter.drawLine(QPointF(inside.left(), rule), QPointF(inside.right(), rule))

    def _write(self, painter: QPainter, text: str, room: QRectF) -> float:
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        option.setTextDirection(direction_of(text, self.layoutDirection()))
        taken = painter.boundingRect(room, text, option)
        painter.drawText(room, text, option)
        return min(taken.bottom(), room.bottom())


class LetterheadSection(CommissionForm):
    key = "letterhead"
    title = message("Letterhead and logo")
    explains = message(
        "The letterhead stands at the head of documents. The logo is kept with it: so they look together."
    )
    icon = "file-pdf"
    saved = message("Letterhead changed")
    fields = (
        Field("letterhead", message("Letterhead"), Kind.LONG_WORDING,
              hint=message("The country, the ministry, the address: one line each.")),
        Field("city", message("Place of signature"), Kind.WORDING),
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.preview = LetterheadPreview(desk, self)
        self.preview.dropped.connect(self.take)
        self.choose_button, self.remove_button = QPushButton(self), QPushButton(self)
        self.choose_button.clicked.connect(self.choose)
        self.remove_button.clicked.connect(self.remove)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        seen = QVBoxLayout()
        seen.addWidget(self.preview)
        seen.addLayout(buttons)
        self.body.insertLayout(0, seen)

    def retranslate(self) -> None:
        super().retranslate()
        language = self.desk.language
        self.choose_button.setText(language.text("Choose a logo…"))
        self.remove_button.setText(language.text("Remove the logo"))
        self.preview.setAccessibleName(language.text("The head of a page, with logo and letterhead"))
        self.preview.setToolTip(language.text("Drop a PNG or JPEG picture here."))
        self.preview.updateGeometry()

    def refresh(self) -> None:
        super().refresh()
        with self.desk.reading() as session:
            data = find_logo(session)
        self.preview.logo = None if data is None else QImage.fromData(data)
        self.remove_button.setEnabled(data is not None)
        self.preview.update()

    def choose(self) -> None:
        """Choose a picture in the file system."""
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.desk.language.text("Choose a logo…"),
            "",
            f"{self.desk.language.text('Pictures')} (*.png *.jpg *.jpeg)",
        )
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Put a picture above the letterhead, scaled down where it is larger than print needs."""
        with TemporaryDirectory() as folder:
            try:
                picture = checked_logo(path, Path(folder))
            except Refusal as refusal:
                self.say_why(refusal.message)
                return
            self.say_why(self.desk.attempt(message("Logo changed"), lambda session: set_logo(session, picture)))

    def remove(self) -> None:
        """Take the logo away; it can be undone."""
        self.say_why(self.desk.attempt(message("Logo removed"), lambda session: set_logo(session, None)))


def checked_logo(path: Path, folder: Path) -> Path:
    """The picture as the register takes it: itself, or a smaller one made in ``folder``.

    Raises :class:`Refusal` where it is no picture that can be shown, or too small for print.
    """
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    known = bytes(reader.format().data()).lower() in (b"png", b"jpeg", b"jpg")
    image = reader.read() if known else QImage()
    if image.isNull():
        raise Refusal(
            message("{name} is no PNG or JPEG picture. The logo was left as it was: choose one.", name=path.name)
        )
    if max(image.width(), image.height()) < SMALLEST:
        raise Refusal(
            message(
                "{name} is too small to be printed. The logo was left as it was: choose a larger picture.",
                name=path.name,
            )
        )
    if max(image.width(), image.height()) <= WIDEST:
        return path
    smaller = image.scaled(
        WIDEST, WIDEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    made = folder / f"{path.stem}.png"
    smaller.save(str(made))
    return made

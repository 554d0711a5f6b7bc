"""A chart taken elsewhere: copied, printed, or saved as a PNG, an SVG or a PDF. Always on white, with its title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QObject, QRectF, QStandardPaths
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.documents.charts.canvas import Format
from desktop.documents.charts.chart import Chart
from desktop.documents.charts.drawing import Picture
from desktop.language import message
from desktop.outputs.charts import export_chart
from desktop.windows.charts.chart_preview import ChartPreview
from desktop.windows.charts.chart_table import as_text
from desktop.windows.charts.easel import Easel, Order
from desktop.windows.desk import UNEXPECTED, Desk, Door
from desktop.windows.exports import open_file
from desktop.windows.jobs import Job, Jobs

FORMS: dict[str, Format] = {".png": "png", ".svg": "svg", ".pdf": "pdf"}
WIDTH = 760.0
"""Of a picture that leaves the window: as wide as a page."""


class ChartFiles(QObject):
    """Takes charts out of the window."""

    def __init__(self, desk: Desk, easel: Easel, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self.desk, self.easel, self.jobs, self.window = desk, easel, jobs, window

    def signed(self, chart: Chart) -> Chart:
        """The chart with the day and whose it is under it: a picture outlives what it shows."""
        language, commission = self.desk.language, self.desk.commission
        said = language.text("As of {date}", date=self.desk.today)
        name = language.best(commission.name)
        return replace(chart, note=" · ".join(each for each in (chart.note, said, name) if each))

    def _draw(self, chart: Chart, form: Format, done: Callable[[Picture], object]) -> None:
        def take(picture: object) -> None:
            if isinstance(picture, Picture):
                done(picture)
            else:
                self.desk.refuse(UNEXPECTED)

        order = Order(self.signed(chart), self.desk.language, width=WIDTH, form=form, titled=True)
        self.easel.draw((self, form), order, take)

    # --- copy --------------------------------------------------------------------------------------------------------

    def copy(self, chart: Chart) -> None:
        """Put the picture on the clipboard, and its figures for whoever pastes text."""

        def put(picture: Picture) -> None:
            data = QMimeData()
            data.setImageData(QImage.fromData(picture.content))
            data.setText(as_text(chart.table(self.desk.language)))
            QGuiApplication.clipboard().setMimeData(data)
            self.desk.tell(message("The picture is on the clipboard."))

        self._draw(chart, "png", put)

    def copy_table(self, chart: Chart) -> None:
        """Put the figures on the clipboard, for a spreadsheet."""
        QGuiApplication.clipboard().setText(as_text(chart.table(self.desk.language)))
        self.desk.tell(message("The table is on the clipboard."))

    # --- print -------------------------------------------------------------------------------------------------------

    def print(self, chart: Chart) -> None:
        """Show the picture on its page, from where it is printed."""

        def show(picture: Picture) -> None:
            ChartPreview(self.desk, chart.title, lambda printer: print_picture(picture, printer), self.window).start()

        self._draw(chart, "svg", show)

    # --- save --------------------------------------------------------------------------------------------------------

    def save(self, chart: Chart) -> None:
        """Ask for a file and write the picture into it, in the form its name says."""
        target = self._target(chart.title)
        if target is None:
            return
        code, register, signed = self.desk.language, self.desk.register, self.signed(chart)

        def done() -> None:
            self.desk.tell(
                message("{file} is written.", file=target.name),
                Door(message("Open"), lambda: open_file(target)),
                Door(message("Show in folder"), lambda: open_file(target.parent)),
            )

        words = message("The picture is being written…")
        self.jobs.start(Job(words, lambda _tell: export_chart(register, signed, code, target), done))

    def _target(self, title: str) -> Path | None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = self.desk.place.get("folder") or documents
        name = "".join(each if each.isalnum() or each in " -_" else "-" for each in title).strip()
        proposed = str(Path(folder) / f"{name}.png")
        kinds = ";;".join(f"{form.upper()} (*.{form})" for form in FORMS.values())
        chosen, kind = QFileDialog.getSaveFileName(self.window, self.desk.language.text("Save as"), proposed, kinds)
        if not chosen:
            return None
        target = Path(chosen)
        if target.suffix.lower() not in FORMS:
            form = next((each for each in FORMS.values() if kind.lower().startswith(each)), "png")
            target = target.with_name(f"{target.name}.{form}")
        self.desk.place["folder"] = str(target.parent)
        return target


def print_picture(picture: Picture, printer: QPrinter) -> None:
    """Print an SVG at the top of a page, as wide as the page is, or as high."""
    renderer = QSvgRenderer(QByteArray(picture.content))
    painter = QPainter(printer)
    page = painter.viewport()
    scale = min(page.width() / picture.width, page.height() / picture.height)
    width, height = picture.width * scale, picture.height * scale
    renderer.render(painter, QRectF((page.width() - width) / 2, 0, width, height))
    painter.end()

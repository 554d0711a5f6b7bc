"""Charts taken elsewhere: to the clipboard, to a printer, into files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.documents.charts.chart import Chart
from desktop.documents.charts.drawing import draw
from desktop.language import Language
from desktop.windows.charts.chart_card import ChartCard, Exhibit
from desktop.windows.charts.chart_files import ChartFiles, print_picture
from desktop.windows.charts.chart_preview import ChartPreview
from desktop.windows.charts.easel import Easel
from desktop.windows.main_window import MainWindow
from tests.documents.charts.chart_sample import sample
from tests.windows.frame import Ear, copy_demonstration, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.close()


@pytest.fixture
def card(qtbot: QtBot, window: MainWindow) -> ChartCard:
    easel = Easel(window)
    made = ChartCard(window.desk, easel, ChartFiles(window.desk, easel, window.jobs, window), window)
    made.resize(600, 400)
    made.show_exhibit(Exhibit(sample("fr"), {}))
    made.show()
    qtbot.waitUntil(lambda: bool(made.view.marks), timeout=20_000)
    return made


@pytest.fixture
def chart() -> Chart:
    return sample("fr")


def test_control_c_copies_the_picture_and_its_figures(qtbot: QtBot, window: MainWindow, card: ChartCard) -> None:
    ear = Ear(window.desk)
    card.view.setFocus()
    qtbot.keyClick(card.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=20_000)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage() and QGuiApplication.clipboard().image().width() > 1000
    assert data.text().splitlines()[1].split("\t")[:3] == ["Prévention", "3", "2"]


def test_the_table_is_copied_for_a_spreadsheet(window: MainWindow, card: ChartCard, chart: Chart) -> None:
    card.files.copy_table(chart)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.count("\t") for line in lines] == [5] * 4


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_a_picture_is_saved_in_the_form_its_name_says(
    qtbot: QtBot, window: MainWindow, card: ChartCard, chart: Chart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    form: str,
) -> None:  # fmt: skip
    target = tmp_path / f"mise en œuvre.{form}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    ear = Ear(window.desk)
    card.files.save(chart)
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=20_000)
    assert not ear.heard[-1].refused
    match form:
        case "png":
            with Image.open(target) as image:
                assert image.width > 1000
        case "svg":
            assert QSvgRenderer(str(target)).elementExists("mark-0-0")
        case "pdf":
            with pypdf.PdfReader(target) as reader:
                assert reader.metadata is not None and reader.metadata.title == chart.title


def test_a_name_without_an_ending_gets_that_of_the_kind_chosen(
    qtbot: QtBot, window: MainWindow, card: ChartCard, chart: Chart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "bilan"), "SVG (*.svg)"))
    ear = Ear(window.desk)
    card.files.save(chart)
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=20_000)
    assert (tmp_path / "bilan.svg").is_file()


def test_a_place_that_cannot_be_written_is_refused_and_the_old_file_stays(
    qtbot: QtBot, window: MainWindow, card: ChartCard, chart: Chart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = window.desk.register.path
    assert register is not None
    target = register.with_name(register.name + "-wal.png")
    target.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    ear = Ear(window.desk)
    card.files.save(chart)
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=20_000)
    assert ear.heard[-1].refused


def test_what_leaves_the_window_says_of_when_and_of_whom_it_is(
    window: MainWindow, card: ChartCard, chart: Chart
) -> None:
    signed = card.files.signed(chart)
    assert str(window.desk.today.year) in signed.note
    assert window.desk.language.best(window.desk.commission.name) in signed.note


def test_a_picture_is_printed_on_one_page(qtbot: QtBot, chart: Chart, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "print.pdf"))
    print_picture(draw(chart, Language("fr"), titled=True), printer)
    with pypdf.PdfReader(tmp_path / "print.pdf") as reader:
        assert len(reader.pages) == 1
        content = reader.pages[0].get_contents()
        assert content is not None and len(content.get_data()) > 5000


def preview(qtbot: QtBot, window: MainWindow, card: ChartCard, chart: Chart) -> ChartPreview:
    card.files.print(chart)
    qtbot.waitUntil(lambda: window.findChild(ChartPreview) is not None, timeout=20_000)
    shown = window.findChild(ChartPreview)
    assert isinstance(shown, ChartPreview)
    qtbot.waitUntil(lambda: not shown.pages.picture.pixmap().isNull(), timeout=20_000)
    return shown


def test_a_picture_is_seen_on_its_page_before_it_is_printed(
    qtbot: QtBot, window: MainWindow, card: ChartCard, chart: Chart
) -> None:
    shown = preview(qtbot, window, card, chart)
    assert shown.isVisible() and shown.windowTitle() == chart.title
    page = shown.pages.picture.pixmap().toImage()
    assert page.height() > page.width(), "an upright page"
    colours = {page.pixelColor(x, y).name() for x in range(0, page.width(), 7) for y in range(0, page.height() // 2, 7)}
    assert len(colours) > 3, "with the chart on its upper part"
    below = {page.pixelColor(x, page.height() - 9).name() for x in range(9, page.width() - 9, 7)}
    assert len(below) == 1, "and nothing at its foot"
    shown.close()


def test_the_printer_is_asked_for_before_anything_is_printed(
    qtbot: QtBot, window: MainWindow, card: ChartCard, chart: Chart
) -> None:
    shown = preview(qtbot, window, card, chart)
    shown.print_button.click()
    qtbot.waitUntil(lambda: window.findChild(QPrintDialog) is not None, timeout=20_000)
    dialog = window.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog) and dialog.isVisible()
    assert dialog.windowTitle() == "Imprimer"
    dialog.reject()
    shown.close()


def test_where_no_picture_can_be_drawn_the_figures_are_shown(
    qtbot: QtBot, window: MainWindow, card: ChartCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("no fonts")

    monkeypatch.setattr("desktop.documents.charts.drawing.draw", fail)
    ear = Ear(window.desk)
    card.show_exhibit(Exhibit(sample("en"), {}))
    qtbot.waitUntil(card.table.isVisible, timeout=20_000)
    assert card.table.rowCount() == 3
    card.files.copy(sample("en"))
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=20_000)
    assert ear.heard[-1].refused

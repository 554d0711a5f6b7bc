"""Charts drawn: every letter has a shape, every mark is found, right to left is mirrored, files can be read back."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QGuiApplication
from PySide6.QtSvg import QSvgRenderer

from desktop.documents.charts import drawing as drawn
from desktop.documents.charts.canvas import SHARPNESS, Format, Sheet, drawing
from desktop.documents.charts.chart import PAPER, Chart, ChartKind, Mark
from desktop.documents.charts.drawing import draw
from desktop.documents.charts.ground import cleaned
from desktop.language import LANGUAGE_CODES, Language, LanguageCode
from tests.documents.charts.chart_sample import sample

MANY = tuple((n % 7, (n * 5) % 30, n) for n in range(24))


def placed(chart: Chart, code: LanguageCode, width: float = 560) -> tuple[QSvgRenderer, dict[Mark, QRectF]]:
    """The picture as the window reads it, and where its marks are."""
    renderer = QSvgRenderer(QByteArray(draw(chart, Language(code), width=width).content))
    assert renderer.isValid()
    assert all(renderer.elementExists(mark.id) for mark in chart.marks())
    return renderer, {mark: renderer.boundsOnElement(mark.id) for mark in chart.marks()}


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_letter_has_a_shape_in_every_kind_of_picture(code: LanguageCode, kind: ChartKind) -> None:
    # A letter without a shape is a warning of matplotlib's, and a warning fails.
    for form in ("svg", "png", "pdf"):
        picture = draw(sample(code, kind, MANY), Language(code), form=form, titled=True)
        assert picture.content
        assert picture.width == 640 and picture.height > 100


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_mark_lies_on_the_picture(qapp: QGuiApplication, code: LanguageCode, kind: ChartKind) -> None:
    in_time = kind in (ChartKind.LINES, ChartKind.MULTIPLES)
    chart = sample(code, kind, MANY) if in_time else sample(code, kind)
    for width in (300, 560, 1600):
        renderer, places = placed(chart, code, width)
        sheet = renderer.viewBoxF().adjusted(-1, -1, 1, 1)
        assert places and all(sheet.contains(place) for place in places.values())
        assert all(place.width() >= 1 and place.height() >= 1 for place in places.values())


def test_parts_follow_one_another_as_one_reads_and_are_as_long_as_they_are_many(qapp: QGuiApplication) -> None:
    values = ((1, 2, 4),)
    _, french = placed(sample("fr", values=values), "fr")
    _, arabic = placed(sample("ar", values=values), "ar")
    first, second, third = (french[Mark(0, series)] for series in range(3))
    assert first.right() < second.left() and second.right() < third.left()
    assert third.width() == pytest.approx(4 * first.width(), rel=0.05)
    mirrored = [arabic[Mark(0, series)].left() for series in range(3)]
    assert mirrored == sorted(mirrored, reverse=True)


def test_time_runs_to_the_left_in_arabic(qapp: QGuiApplication) -> None:
    directions: dict[LanguageCode, bool] = {"fr": True, "ar": False}
    for code, forwards in directions.items():
        _, places = placed(sample(code, ChartKind.LINES, MANY), code)
        across = [place.center().x() for mark, place in places.items() if mark.series == 2]
        assert across == sorted(across, reverse=not forwards)


def test_one_among_a_hundred_thousand_can_still_be_clicked_on(qapp: QGuiApplication) -> None:
    _, places = placed(sample("fr"), "fr")
    assert places[Mark(2, 0)].width() >= 1.5


def test_a_masked_count_is_not_given_away_by_the_sum() -> None:
    told = []

    class Ear(Sheet):
        def words(self, text: str, *places: object, **how: object) -> None:
            told.append(text)

    chart = sample("en", values=((7, None, 3),))
    with drawing():
        drawn._stacked(Ear(560, 12, PAPER, False), chart, Language("en"), 0)
    assert "Prevention" in told and "7" in told
    assert "10" not in told


def test_a_chart_of_nothing_says_what_will_be_here(qapp: QGuiApplication) -> None:
    chart = replace(sample("fr", values=()), nothing="Rien encore.")
    renderer, places = placed(chart, "fr")
    assert places == {}
    assert 20 < renderer.viewBoxF().height() < 80


def test_the_same_chart_gives_the_same_file() -> None:
    for form in ("svg", "pdf"):
        once, again = (draw(sample("ar"), Language("ar"), form=form).content for _ in range(2))
        assert once == again, form


def test_files_are_read_back() -> None:
    chart = sample("ar")
    forms: tuple[Format, ...] = ("png", "pdf", "svg")
    png, pdf, svg = (draw(chart, Language("ar"), width=600, form=form, titled=True) for form in forms)
    with Image.open(io.BytesIO(png.content)) as image:
        assert image.size[0] == 600 * SHARPNESS
    with pypdf.PdfReader(io.BytesIO(pdf.content)) as reader:
        assert len(reader.pages) == 1
        assert reader.metadata is not None and reader.metadata.title == chart.title
        assert float(reader.pages[0].mediabox.width) == pytest.approx(600, abs=1)
    assert b"<text" not in svg.content, "letters are outlines: every computer shows the same"


def test_right_to_left_marks_are_not_drawn_and_joiners_are_kept() -> None:
    assert cleaned("\u200f12\u200e % \n a\u2067b\u2069") == "12 % ab"
    assert cleaned("می\u200cشود") == "می\u200cشود"


@given(st.integers(0, 10**9), st.integers(1, 8))
def test_ticks_are_round_and_reach_as_far_as_the_values(most: int, count: int) -> None:
    ticks = drawn._ticks(most, count)
    assert ticks[0] == 0 and ticks[-1] >= max(most, 1)
    assert len(ticks) <= count + 1
    [step] = {later - earlier for earlier, later in pairwise(ticks)}
    assert re.fullmatch("[125]0*", str(step))


@settings(max_examples=30, deadline=None)
@given(st.text("abc é الوقاية", min_size=1, max_size=80), st.integers(30, 300), st.integers(1, 3))
def test_wrapped_names_keep_to_their_width(text: str, width: int, lines: int) -> None:
    with drawing():
        sheet = Sheet(400, 12, PAPER, False)
        wrapped = sheet.wrap(text, width, lines)
        assert len(wrapped) <= lines
        assert all(sheet.measure(line) <= width for line in wrapped)
        if all(not line.endswith("…") for line in wrapped):
            assert " ".join(wrapped) == cleaned(text)

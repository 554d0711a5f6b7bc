"""Charts on pages: lines and letters rather than pictures, told to a screen reader, fit for the archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from pikepdf import pdfa

from desktop.documents.charts.chart import ChartKind
from desktop.documents.document import Block, Document, Figure, Heading, Prose, Run, Space, Text
from desktop.documents.facing import facing
from desktop.documents.pdf.figure import PageSheet
from desktop.documents.pdf.writing import write_pdf
from desktop.language import LANGUAGE_CODES, Language, LanguageCode
from tests.documents.charts.chart_sample import NAMES, sample

MANY = tuple((n % 7, (n * 5) % 30, n) for n in range(24))
TOLD: dict[LanguageCode, str] = {"fr": "Graphique : mise en œuvre", "ar": "رسم بياني: التنفيذ", "en": "Chart: progress"}


def paper(code: LanguageCode, *kinds: ChartKind) -> Document:
    language = Language(code, "MA")

    def said(text: str) -> Text:
        return Text((Run(text),), code)

    blocks: list[Block] = [Heading(said("A"))]
    for kind in kinds:
        chart = sample(code, kind, MANY) if kind in (ChartKind.LINES, ChartKind.MULTIPLES) else sample(code, kind)
        blocks.append(Figure(chart, language, said(chart.title).but(style="quiet"), TOLD[code]))
    return Document("Report", "N-1", "S", "S", language, (*blocks, Prose((said("Z"),))))


def figures(pdf: pikepdf.Pdf) -> list[Any]:
    """The figures of the document's structure, in reading order."""

    def walk(element: Any) -> list[Any]:
        found = [element] if element.get("/S") == "/Figure" else []
        kids = element.get("/K", [])
        return found + [
            each for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid for each in walk(kid)
        ]

    return walk(pdf.Root.StructTreeRoot.K)


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_kind_is_drawn_in_lines_and_letters_and_is_for_the_archive(tmp_path: Path, code: LanguageCode) -> None:
    target = tmp_path / "figures.pdf"
    write_pdf(paper(code, *ChartKind), target)
    assert [str(each) for each in pdfa.validate_written(target, "3b").findings] == []
    with pypdf.PdfReader(target) as reader:
        assert sum(len(page.images) for page in reader.pages) == 0
        text = "".join(page.extract_text() for page in reader.pages)
    assert NAMES[code][0] in text, "a search finds what the bars are called"


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_screen_reader_is_told_what_a_figure_shows_and_where_it_is(tmp_path: Path, code: LanguageCode) -> None:
    write_pdf(paper(code, ChartKind.STACKED, ChartKind.LINES), tmp_path / "figures.pdf")
    with pikepdf.open(tmp_path / "figures.pdf") as pdf:
        found = figures(pdf)
        assert [str(each.Alt) for each in found] == [TOLD[code]] * 2
        width, height = (float(edge) for edge in pdf.pages[0].MediaBox[2:])
        for each in found:
            left, bottom, right, top = map(float, each.A.BBox)
            assert 0 < left < right < width and 0 < bottom < top < height
            assert len(each.K) == 1, "the whole of it, as one piece of content"


def test_the_caption_stands_on_the_page_of_its_figure(tmp_path: Path) -> None:
    whole = paper("fr", ChartKind.STACKED)
    for height in range(300, 640, 20):
        heading, *rest = whole.blocks
        made = Document("Report", "N-1", "S", "S", whole.language, (Space(height), heading, *rest))
        write_pdf(made, tmp_path / "figure.pdf")
        with pypdf.PdfReader(tmp_path / "figure.pdf") as reader:
            pages = [page.extract_text() for page in reader.pages]
        [drawn] = [page for page in pages if "Prévention" in page]
        assert "Mise en œuvre par axe" in drawn, height


def test_side_by_side_each_language_has_its_own_and_half_the_width(tmp_path: Path) -> None:
    write_pdf(facing(paper("fr", ChartKind.GROUPED), paper("ar", ChartKind.GROUPED)), tmp_path / "facing.pdf")
    assert [str(each) for each in pdfa.validate_written(tmp_path / "facing.pdf", "3b").findings] == []
    with pikepdf.open(tmp_path / "facing.pdf") as pdf:
        left, right = figures(pdf)
        assert [str(left.Alt), str(right.Alt)] == [TOLD["fr"], TOLD["ar"]]
        assert str(right.Lang) == "ar"
        assert float(left.A.BBox[2]) < float(right.A.BBox[0])


def test_what_is_right_to_left_is_mirrored() -> None:
    names = "Prévention", "الوقاية"
    for name, turned in zip(names, (False, True), strict=True):
        sheet = PageSheet(400, 9, turned)
        assert sheet._x(30) == (370 if turned else 30)
        assert 10 < sheet.measure(name) < 80
        assert sheet.measure(name, 18) == pytest.approx(2 * sheet.measure(name))


@pytest.mark.parametrize("width", (120, 230, 455))
def test_wrapped_names_keep_to_their_width(width: int) -> None:
    sheet = PageSheet(460, 9, False)
    lines = sheet.wrap("Coordination de tous les intervenants sur l’ensemble du territoire national " * 6, width, 2)
    assert len(lines) == 2 and lines[-1].endswith("…")
    assert all(sheet.measure(line) <= width for line in lines)

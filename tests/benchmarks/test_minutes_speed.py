"""What a page of Arabic costs, beside a page of French that reportlab's own paragraphs set in the same run.

Theirs do not order, join, mark for screen readers or make searchable; the ratio is what that costs.
"""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

import fontpkg_amiri
import pytest
from pypdf import PdfReader
from pytest_benchmark.fixture import BenchmarkFixture
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, SimpleDocTemplate
from reportlab.platypus import Paragraph as PeerParagraph

from desktop.documents.pdf.sheet import Properties, write_document
from desktop.documents.pdf.structure import Element
from desktop.documents.pdf.typesetting import Paragraph, Style
from tests.documents.minutes_sample import plenary

PARAGRAPHS, ROUNDS = 90, 5
ITEM = plenary().agenda[0].minutes


@pytest.fixture(scope="module", autouse=True)
def peer_font() -> None:
    amiri = Path(fontpkg_amiri.__file__).parent / "files" / "Amiri-Regular.ttf"
    pdfmetrics.registerFont(TTFont("peer", str(amiri)))


def test_a_page_of_arabic_beside_a_page_of_reportlabs_own(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """The two take turns, so that whatever else the machine does falls on both."""
    ours, theirs = tmp_path / "ours.pdf", tmp_path / "theirs.pdf"
    seconds: list[float] = []

    def peer() -> None:
        start = time.perf_counter()
        write_with_reportlab(theirs)
        seconds.append(time.perf_counter() - start)

    write_in_arabic(ours)  # neither pays for the first use of anything
    write_with_reportlab(theirs)
    benchmark.pedantic(write_in_arabic, args=(ours,), setup=peer, rounds=ROUNDS)

    pages = len(PdfReader(ours).pages), len(PdfReader(theirs).pages)
    assert min(pages) >= 20
    if benchmark.stats:
        mine, peers = median(benchmark.stats.stats.data) / pages[0], median(seconds) / pages[1]
        benchmark.extra_info["ratio to reportlab, per page"] = round(mine / peers, 2)
        print(f"\na page of ours {mine * 1000:.1f} ms, of reportlab's {peers * 1000:.1f} ms, ratio {mine / peers:.2f}")


def write_in_arabic(target: Path) -> None:
    style = Style(size=12.2, leading=19.5, align="justify", after=5)
    root = Element("Document")
    story = [
        Paragraph(f"{number} {line}", style, True, root.child("P"))
        for number in range(PARAGRAPHS)
        for line in (ITEM.ar or "").splitlines()
    ]
    write_document(story, target, Properties("a", "b", "c", "ar", True), None, root)


def write_with_reportlab(target: Path) -> None:
    style = ParagraphStyle("peer", fontName="peer", fontSize=12.2, leading=19.5, alignment=4, spaceAfter=5)
    story: list[Flowable] = [
        PeerParagraph(f"{number} {line}", style)
        for number in range(PARAGRAPHS)
        for line in (ITEM.fr or "").splitlines()
    ]
    SimpleDocTemplate(str(target)).build(story)

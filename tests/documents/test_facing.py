"""Two languages side by side, and what else a document may ask of its pages, read back."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from desktop.codes import Presence
from desktop.documents.document import Document, Grid, Group, Pair, Prose, Run, Text, words
from desktop.documents.facing import facing
from desktop.documents.papers.minutes import minutes_paper
from desktop.documents.pdf.writing import write_pdf
from desktop.language import Language, LanguageCode
from desktop.records.rows import Minutes
from tests.documents.minutes_sample import plenary, seminar

CODES: tuple[LanguageCode, ...] = ("fr", "ar")


def minutes(code: LanguageCode, rows: Minutes | None = None, logo: bytes | None = None) -> Document:
    return minutes_paper(rows or plenary(), Language(code, "MA"), logo)


def pages(document: Document, target: Path) -> list[str]:
    write_pdf(document, target)
    return [page.extract_text() for page in pypdf.PdfReader(target).pages]


def places(target: Path, wanted: set[str]) -> dict[str, tuple[float, float]]:
    """Where these words stand first on their page, in points from its left and its foot."""
    found: dict[str, tuple[float, float]] = {}

    def visit(text: str, ctm: list[float], matrix: list[float], font: object, size: float) -> None:
        for word in wanted & set(text.split()):
            found.setdefault(word, (ctm[4] + matrix[4], ctm[5] + matrix[5]))

    for page in pypdf.PdfReader(target).pages:
        page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("rows", [plenary(), seminar(), replace(plenary(), agenda=(), attendance=(), quorum=None)])
@pytest.mark.parametrize("codes", [("fr", "ar"), ("ar", "fr"), ("en", "ar"), ("fr", "en")])
def test_both_languages_are_in_it_whole(
    rows: Minutes, codes: tuple[LanguageCode, LanguageCode], tmp_path: Path
) -> None:
    first, second = (minutes(code, rows) for code in codes)
    both = facing(first, second)
    found = words(both.blocks)
    for document in (first, second):
        assert all(line in found for line in words(document.blocks).splitlines())
    assert pages(both, tmp_path / "both.pdf")


@pytest.mark.parametrize("codes", [("fr", "ar"), ("ar", "fr")])
def test_arabic_stands_on_the_right_and_level_with_the_other(
    codes: tuple[LanguageCode, LanguageCode], tmp_path: Path
) -> None:
    # In Latin letters both: of an Arabic word, what is found is where its last letter stands.
    names = {"fr": "gauche", "ar": "droite"}

    def document(code: LanguageCode) -> Document:
        paragraphs = tuple(Text((Run(f"{names[code]}{number}"),), code) for number in range(3))
        return replace(minutes(code), blocks=(Prose(paragraphs),))

    target = tmp_path / "both.pdf"
    write_pdf(facing(document(codes[0]), document(codes[1])), target)
    found = places(target, {f"{name}{number}" for name in names.values() for number in range(3)})
    for number in range(3):
        left, right = found[f"gauche{number}"], found[f"droite{number}"]
        assert left[0] < right[0] and abs(left[1] - right[1]) < 6


def test_a_table_is_one_table_that_says_numbers_once() -> None:
    grid = [block for block in facing(minutes("fr"), minutes("ar")).blocks if isinstance(block, Grid)][-1]
    numbers = [row.cells[0] for row in grid.rows if not isinstance(row, Group)]
    assert numbers and all(len(cell) == 1 for cell in numbers)
    assert all(len(heading) == 2 for heading in grid.headings)


def test_texts_are_paired_and_tables_are_not() -> None:
    paired = [block for block in facing(minutes("fr"), minutes("ar")).blocks if isinstance(block, Pair)]
    assert any(isinstance(block.left, Prose) for block in paired)
    assert not any(isinstance(block.left, Grid) for block in paired)


def test_papers_that_do_not_say_the_same_parts_cannot_stand_beside_each_other() -> None:
    with pytest.raises(ValueError):
        facing(minutes("fr"), minutes("ar", replace(plenary(), agenda=())))
    came = tuple(row for row in plenary().attendance if row.presence is Presence.PRESENT)
    with pytest.raises(ValueError):
        facing(minutes("fr"), minutes("ar", replace(plenary(), attendance=came)))


def test_nothing_reaches_beyond_the_margins(tmp_path: Path) -> None:
    """The frame of a notice among them: what is drawn at all is looked at, not text alone."""
    target = tmp_path / "both.pdf"
    write_pdf(facing(minutes("fr"), minutes("ar")), target)
    for page in pypdfium2.PdfDocument(target):
        picture = page.render(scale=1, grayscale=True).to_pil().point(lambda shade: 255 if shade < 250 else 0)
        left, _, right, _ = picture.getbbox()
        assert left >= 24 * mm - 3 and right <= A4[0] - 24 * mm + 3


# --- what else a document may ask of its pages ------------------------------------------------------------------------


def test_a_draft_says_so_on_every_page_and_numbers_its_lines_on_and_on(tmp_path: Path) -> None:
    plain = pages(minutes("fr"), tmp_path / "plain.pdf")
    draft = pages(replace(minutes("fr"), draft="PROJET"), tmp_path / "draft.pdf")
    assert len(draft) == len(plain) > 1
    assert all("PROJET" in page for page in draft) and not any("PROJET" in page for page in plain)
    told = {int(line) for page in draft for line in page.splitlines() if line.strip().isdigit()}
    assert max(told) > 100 and set(range(5, max(told) + 1, 5)) <= told


def test_the_number_of_a_paragraph_stands_before_it_and_is_said_once(tmp_path: Path) -> None:
    long = Text((Run("mot " * 1500),), "fr", number="12.")
    target = tmp_path / "numbered.pdf"
    text = pages(replace(minutes("fr"), blocks=(Prose((long,)),)), target)
    assert len(text) > 1 and sum(page.count("12.") for page in text) == 1
    found = places(target, {"12.", "mot"})
    assert found["12."][0] < found["mot"][0] and abs(found["12."][1] - found["mot"][1]) < 2


@pytest.mark.parametrize("beside", [False, True])
def test_the_logo_stands_in_the_letterhead_once(tmp_path: Path, beside: bool) -> None:
    picture = io.BytesIO()
    Image.new("RGBA", (300, 120), (10, 90, 90, 128)).save(picture, "PNG")
    first, second = (minutes(code, logo=picture.getvalue()) for code in CODES)
    write_pdf(facing(first, second) if beside else first, tmp_path / "logo.pdf")
    counts = [len(page.images) for page in pypdf.PdfReader(tmp_path / "logo.pdf").pages]
    assert counts[0] == 1 and not any(counts[1:])

"""Two languages side by side, and what else a document may ask of its pages, read back."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from desktop.codes import Presence
from desktop.documents.document import (
    Block,
    Document,
    Grid,
    Group,
    Heading,
    Inset,
    Notice,
    Pair,
    Prose,
    Run,
    Text,
    texts_of,
    words,
)
from desktop.documents.facing import facing
from desktop.documents.papers.minutes import minutes_paper
from desktop.documents.pdf.writing import write_pdf
from desktop.language import Language, LanguageCode, Wording
from desktop.records.rows import Minutes
from tests.documents.minutes_sample import plenary, seminar

CODES: tuple[LanguageCode, ...] = ("fr", "ar")
ISOLATES = "\u2068\u2069"


def minutes(code: LanguageCode, rows: Minutes | None = None, logo: bytes | None = None) -> Document:
    """What no word stands across: drafts have tests of their own."""
    return replace(minutes_paper(rows or plenary(), Language(code, "MA"), logo), draft="")


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
    found = words(both.blocks).replace("،", ",")
    texts = [text for document in (first, second) for block in document.blocks for text in texts_of(block)]
    said = {run.text for text in texts for run in text.runs if not run.borrowed}
    # Spaces that keep words together are plain ones where the words are asked for.
    plain = {text.strip(ISOLATES).replace("،", ",").replace("\u00a0", " ") for text in said}
    assert len(plain) > 20 and all(text in found for text in plain)
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


def test_acronyms_in_a_row_are_said_once_though_their_commas_differ() -> None:
    grid = [block for block in facing(minutes("fr"), minutes("ar")).blocks if isinstance(block, Grid)][-1]
    assert all(len(row.cells[3]) == 1 for row in grid.rows if not isinstance(row, Group))


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


# --- what is said once -----------------------------------------------------------------------------------------------


def paragraphs(*texts: str, code: LanguageCode = "fr", borrowed: LanguageCode | None = None) -> tuple[Text, ...]:
    return tuple(Text((Run(text, borrowed=borrowed),), borrowed or code) for text in texts)


def beside(left: Block, right: Block, codes: tuple[LanguageCode, LanguageCode] = CODES) -> Document:
    """These two parts in two languages."""
    first, second = (replace(minutes(code), blocks=(part,)) for code, part in zip(codes, (left, right), strict=True))
    return facing(first, second)


def test_a_text_in_one_language_only_stands_there_once_and_the_other_side_says_so() -> None:
    mine, theirs = paragraphs("un", "deux"), paragraphs("un", "deux", code="ar", borrowed="fr")
    (pair,) = beside(Prose(mine), Prose(theirs)).blocks
    assert isinstance(pair, Pair) and isinstance(pair.right, Prose)
    assert pair.left == Prose(mine)
    assert [text.plain for text in pair.right.texts] == ["(النص متوفر بالفرنسية فقط)"]
    assert [text.code for text in pair.right.texts] == ["ar"]


def test_a_text_in_a_third_language_only_stands_there_once() -> None:
    mine, theirs = (Prose(paragraphs("one", code=code, borrowed="en")) for code in CODES)
    said = words(beside(mine, theirs).blocks).splitlines()
    assert said == ["one", "(النص متوفر بالإنجليزية فقط)"]


def test_what_both_sides_can_say_is_not_said_in_a_third_language() -> None:
    said = words(beside(Prose(paragraphs("un")), Prose(paragraphs("one", code="ar", borrowed="en"))).blocks)
    assert said.splitlines() == ["un", "(النص متوفر بالفرنسية فقط)"]


def test_a_name_is_named_on_both_sides_whatever_its_language() -> None:
    only_french = replace(plenary(), organisers=(Wording(fr="Ordre des avocats"),))
    assert words(facing(minutes("fr", only_french), minutes("ar", only_french)).blocks).count("Ordre des avocats") == 2


# --- across pages ----------------------------------------------------------------------------------------------------

LONG = " ".join(f"mot{number}" for number in range(1200))


@pytest.mark.parametrize("part", [Prose, Inset])
def test_a_long_text_goes_on_beside_the_other_over_pages(part: type[Prose] | type[Inset], tmp_path: Path) -> None:
    short = " ".join(f"kelma{number}" for number in range(700))
    document = beside(part(paragraphs(LONG)), part(paragraphs(short, code="en")))
    text = pages(document, tmp_path / "long.pdf")
    found = " ".join(text).split()
    assert {f"mot{number}" for number in range(1200)} <= set(found)
    assert {f"kelma{number}" for number in range(700)} <= set(found)
    assert all("mot" in page and "kelma" in page for page in text[:2])
    assert len(text) == len(pages(beside(part(paragraphs(LONG)), part(())), tmp_path / "one.pdf"))


@pytest.mark.parametrize("lines", range(34, 47, 2))
@pytest.mark.parametrize("part", [Prose, Inset])
@pytest.mark.parametrize("two", [False, True])
def test_no_heading_stands_alone_at_the_foot_of_a_page(
    lines: int, part: type[Prose] | type[Inset], two: bool, tmp_path: Path
) -> None:
    def document(code: LanguageCode) -> Document:
        texts = paragraphs("debut", "mot " * 30, "mot " * 80, code=code)
        above = paragraphs(*["ligne"] * (lines if code == "fr" else 1), code=code)
        heading = Heading(Text((Run("TITRE"),), code), lines=1)
        below = Heading(Text((Run("SOUSTITRE"),), code), 2, lines=1)
        return replace(minutes(code), blocks=(Prose(above), heading, below, part(texts)))

    text = pages(facing(document("fr"), document("en")) if two else document("fr"), tmp_path / "headed.pdf")
    held = [page for page in text if re.search(r"\bTITRE\b", page)]
    assert len(held) == 1 and "SOUSTITRE" in held[0] and "debut" in held[0]


@pytest.mark.parametrize("rows", range(24, 48, 3))
def test_signatures_go_with_the_last_rows_of_a_long_table(rows: int, tmp_path: Path) -> None:
    whole = minutes("fr")
    grid = next(block for block in whole.blocks if isinstance(block, Grid))
    lines = tuple(replace(grid.rows[1], key=str(number)) for number in range(rows))
    text = pages(replace(whole, blocks=(replace(grid, rows=lines), whole.blocks[-1])), tmp_path / "signed.pdf")
    signed = next(page for page in text if "Salma Bennis" in page and "secrétaire" in page)
    assert "Ministère" in signed or "Conseil" in signed


def test_a_frame_holds_both_languages_with_no_line_between_them(tmp_path: Path) -> None:
    notice = Notice(Text((Run("Avis"),), "fr"))
    target = tmp_path / "notice.pdf"
    write_pdf(beside(notice, Notice(Text((Run("Notice " * 12),), "en"))), target)
    page = pypdfium2.PdfDocument(target)[0]
    picture = page.render(scale=2, grayscale=True).to_pil().point(lambda shade: 255 if shade < 250 else 0)
    left, top, right, bottom = picture.crop((0, 0, picture.width, picture.height // 2)).getbbox()
    middle = picture.crop(((left + right) // 2 - 6, top + 4, (left + right) // 2 + 6, bottom - 4))
    assert middle.getbbox() is None


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


def test_very_many_headings_in_a_row_are_set(tmp_path: Path) -> None:
    heading = Heading(Text((Run("Titre"),), "fr"), lines=1)
    assert len(pages(replace(minutes("fr"), blocks=(heading,) * 1500), tmp_path / "headings.pdf")) > 20


def test_lines_side_by_side_are_counted_once_in_a_draft(tmp_path: Path) -> None:
    mine, theirs = paragraphs("mot " * 380), paragraphs("كلمة " * 200, code="ar")
    alone = replace(minutes("fr"), blocks=(Pair(Prose(mine), Prose(())),), draft="PROJET")
    both = replace(minutes("fr"), blocks=(Pair(Prose(mine), Prose(theirs)),), draft="PROJET")

    def numbers(document: Document) -> dict[str, float]:
        """Where the numbers stand, from the foot of the page."""
        write_pdf(document, tmp_path / "n.pdf")
        told = places(tmp_path / "n.pdf", {str(number) for number in range(5, 40, 5)})
        return {number: round(height) for number, (_, height) in told.items()}

    assert numbers(both) == numbers(alone) and len(numbers(alone)) == 7

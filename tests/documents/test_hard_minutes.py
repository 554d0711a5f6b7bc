"""Minutes that are hard to set: whatever a secretariat writes comes out whole, in any language and in two."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from desktop.codes import Presence
from desktop.documents.document import Document, Grid, Heading, Row, texts_of, words
from desktop.documents.facing import facing
from desktop.documents.papers.minutes import minutes_paper
from desktop.documents.papers.summary_record import summary_record_paper
from desktop.documents.pdf.writing import write_pdf
from desktop.language import Language, LanguageCode, Wording
from desktop.records.rows import Minutes
from tests.documents.hard_minutes import empty, hard, without_quorum
from tests.documents.minutes_sample import plenary

IN = [("fr",), ("ar",), ("en",), ("fr", "ar"), ("en", "ar")]
Codes = tuple[LanguageCode, ...]


def composed(minutes: Minutes, codes: Codes, paper: Callable[..., Document] = minutes_paper, **wish: bool) -> Document:
    made = [paper(minutes, Language(code, "MA"), **wish) for code in codes]
    return facing(made[0], made[1]) if len(made) == 2 else made[0]


def read(document: Document, target: Path) -> list[str]:
    write_pdf(document, target)
    return [page.extract_text() for page in pypdf.PdfReader(target).pages]


@pytest.mark.parametrize("codes", IN)
@pytest.mark.parametrize("minutes", [hard(), empty(), without_quorum()], ids=["hard", "empty", "without quorum"])
def test_every_word_is_found_on_the_pages(minutes: Minutes, codes: Codes, tmp_path: Path) -> None:
    document = composed(minutes, codes, numbered=True)
    pages = read(replace(document, draft=""), tmp_path / "m.pdf")
    found = re.sub(r"\s", "", "".join(pages))
    wanted = re.findall(r"[A-Za-zÀ-ÿ]{3,}|\d{3,}|[ء-ي]{3,}", words(document.blocks))
    missing = [word for word in wanted if word not in found]
    assert len(missing) <= len(wanted) * 0.01, (len(wanted), missing[:40])
    assert not [word for word in missing if re.match(r"[A-Za-zÀ-ÿ\d]", word) and len(word) < 60]
    assert all(len(page.split()) > 12 for page in pages)


@pytest.mark.parametrize("codes", [("ar",), ("fr", "ar")])
def test_nothing_stands_beyond_the_margins_and_no_page_is_empty(codes: Codes, tmp_path: Path) -> None:
    write_pdf(replace(composed(hard(), codes, numbered=True), draft=""), tmp_path / "m.pdf")
    for page in pypdfium2.PdfDocument(tmp_path / "m.pdf"):
        picture = page.render(scale=1, grayscale=True).to_pil().point(lambda shade: 255 if shade < 220 else 0)
        left, top, right, bottom = picture.getbbox()
        assert left >= 24 * mm - 4 and right <= A4[0] - 24 * mm + 4
        assert top > 10 * mm and bottom < A4[1] - 8 * mm


@pytest.mark.parametrize("codes", [("fr",), ("fr", "en")])
def test_no_heading_is_the_last_on_its_page(codes: Codes, tmp_path: Path) -> None:
    document = replace(composed(hard(), codes), draft="")
    titles = {
        re.sub(r"\s", "", f"{block.number}{block.text.plain}")
        for paired in document.blocks
        for block in (getattr(paired, "left", paired),)
        if isinstance(block, Heading)
    }
    for page in read(document, tmp_path / "m.pdf"):
        lines = [re.sub(r"\s", "", line) for line in page.splitlines() if line.strip()]
        last = next((line for line in reversed(lines) if "REU-2021-002" not in line and "Page" not in line), "")
        assert last not in titles


def test_a_long_meeting_is_summed_up_without_what_was_said(tmp_path: Path) -> None:
    for codes in IN[:2]:
        pages = read(composed(hard(), codes, summary_record_paper), tmp_path / "s.pdf")
        assert "DEC-2021-039" in "".join(pages)


@pytest.mark.parametrize("code", ["fr", "ar", "en"])
def test_what_is_said_of_somebody_without_a_name_begins_with_no_comma(code: LanguageCode) -> None:
    """An institution came late, and nobody noted who came for it; another was represented."""
    nobody = replace(plenary().attendance[0], person_latin=None, person_arabic=None, person_position=Wording())
    late = replace(nobody, id="late", arrived_at=dt.time(10, 20), represented_by=None)
    stood_for = replace(nobody, id="for", presence=Presence.REPRESENTED, represented_by="Salma Bennis")
    document = minutes_paper(replace(plenary(), attendance=(late, stood_for)), Language(code, "MA"))
    rows = {row.key: row for grid in document.blocks if isinstance(grid, Grid) for row in grid.rows}
    for key, part in (("late", "10:20"), ("for", "Salma Bennis")):
        row = rows[key]
        assert isinstance(row, Row)
        [text] = row.cells[1]
        assert part in text.plain
        assert text.plain.lstrip("\u2066\u2067\u2068")[0].isalpha(), text.plain


ANY = st.text(max_size=120) | st.text(alphabet="ab ء ي()[]{}«»,;:?!.٣3-/\n\u202e\u2067\u2069", max_size=200)
WORDINGS = st.builds(Wording, fr=ANY, ar=ANY, en=ANY)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDINGS, min_size=3, max_size=3), ANY, st.sampled_from(IN), st.booleans(), st.integers(1, 12))
def test_whatever_is_written_is_set(
    tmp_path: Path, texts: list[Wording], name: str, codes: Codes, numbered: bool, times: int
) -> None:
    base = plenary()
    title, said, decided = texts
    long = Wording(*(" ".join([text or ""] * times) for text in (said.fr, said.ar, said.en)))
    item = replace(
        base.agenda[2],
        title=title,
        minutes=long,
        rapporteur=name,
        decisions=tuple(replace(each, text=decided) for each in base.agenda[2].decisions),
        recommendations=tuple(replace(each, title=title, text=long) for each in base.agenda[2].recommendations),
    )
    minutes = replace(
        base,
        agenda=(item,),
        chair=name,
        meeting=replace(base.meeting, title=title, place=decided),
        attendance=tuple(replace(row, person_position=title, represented_by=name) for row in base.attendance[:3]),
    )
    document = composed(minutes, codes, numbered=numbered)
    found = re.sub(r"\s", "", "".join(read(document, tmp_path / "any.pdf")))
    plain = "\n".join(text.plain for block in document.blocks for text in texts_of(block))
    for word in set(re.findall(r"(?<!\w)[A-Za-z]{2,12}(?!\w)", plain)):
        assert word in found

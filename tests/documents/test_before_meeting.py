"""What goes out before a meeting, read back: notice, letters, agenda, attendance sheet, name plates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pypdf
import pypdfium2
import pytest

from desktop.documents.document import Addressee, Document, Grid, PageBreak, Row, words
from desktop.documents.facing import facing
from desktop.documents.papers.agenda import agenda_paper, annotated_agenda_paper
from desktop.documents.papers.attendance_sheet import EMPTY_LINES, attendance_sheet_paper, name_plates_paper
from desktop.documents.papers.notice import notice_paper
from desktop.documents.pdf.writing import write_pdf
from desktop.language import LANGUAGE_CODES, Language, LanguageCode
from desktop.records.meetings.rows import Convocation
from tests.documents.convocation_sample import days, session

ON = dt.date(2021, 6, 21)

PAPERS: dict[str, Callable[[Convocation, Language], Document]] = {
    "notice": lambda rows, language: notice_paper(rows, language, ON),
    "letters": lambda rows, language: notice_paper(rows, language, ON, to=rows.invited),
    "agenda": agenda_paper,
    "annotated": annotated_agenda_paper,
    "sheet": attendance_sheet_paper,
    "plates": name_plates_paper,
}


def pages(document: Document, target) -> list[str]:
    write_pdf(document, target)
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(target).pages]


def said(document: Document) -> str:
    return words(document.blocks).replace("\u202f", " ").replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_paper_names_its_meeting_on_its_pages(name: str, code: LanguageCode, tmp_path) -> None:
    text = pages(PAPERS[name](session(), Language(code, "MA")), tmp_path / "paper.pdf")
    if name != "plates":
        assert all("REU-2021-002" in page for page in text)


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("rows", [session(), days(2), replace(session(), agenda=(), invited=(), quorum=None)])
@pytest.mark.parametrize("codes", [("fr", "ar"), ("ar", "fr"), ("en", "ar")])
def test_every_paper_can_be_in_two_languages(
    name: str, rows: Convocation, codes: tuple[LanguageCode, LanguageCode], tmp_path
) -> None:
    first, second = (PAPERS[name](rows, Language(code, "MA")) for code in codes)
    both = facing(first, second)
    found = words(both.blocks)
    assert all(line in found for line in words(second.blocks).split("\n") if not line.endswith("]\u2069"))
    if rows.invited:
        assert pages(both, tmp_path / "paper.pdf")


def test_a_notice_tells_when_where_and_from_how_many_on_it_is_quorate() -> None:
    text = said(PAPERS["notice"](session(), Language("fr", "MA")))
    for expected in (
        "mercredi 14 juillet 2021", "9:30", "12:45", "Siège du ministère de la Justice, Rabat",
        "https://reunion.example/plenary", "9 des 17 membres", "22 juillet 2021", "Rabat, le 21 juin 2021",
    ):  # fmt: skip
        assert expected in text


def test_to_an_event_people_are_invited_and_no_quorum_is_spoken_of() -> None:
    text = said(PAPERS["notice"](days(2), Language("fr", "MA")))
    assert "Invitation" in text and "Convocation" not in text and "valablement" not in text


def test_each_who_is_invited_gets_a_letter_on_a_page_of_its_own(tmp_path) -> None:
    rows = session()
    text = pages(PAPERS["letters"](rows, Language("fr", "MA")), tmp_path / "letters.pdf")
    starts = [page for page in text if "Objet" in page]
    assert len(starts) == len(rows.invited)
    for invited, page in zip(rows.invited, starts, strict=True):
        assert invited.person("fr") in page


def test_the_sheet_has_a_line_for_each_and_some_to_spare() -> None:
    rows = session()
    [grid] = [block for block in PAPERS["sheet"](rows, Language("ar", "MA")).blocks if isinstance(block, Grid)]
    assert len(grid.rows) == len(rows.invited) + EMPTY_LINES
    assert all(row.cells[-1] == () for row in grid.rows if isinstance(row, Row)) and grid.row_height


def test_a_longer_event_is_signed_for_day_by_day() -> None:
    document = PAPERS["sheet"](days(5), Language("fr", "MA"))
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    signed = [text.plain for grid in grids for cell in grid.headings for text in cell if "Signature" in text.plain]
    assert len(grids) == 2 and len(signed) == 5 and len(set(signed)) == 5
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == 1


def test_a_programme_of_several_days_stands_by_day_and_hour() -> None:
    text = said(PAPERS["agenda"](days(2), Language("fr", "MA")))
    assert "mercredi 24 février 2021" in text and "jeudi 25 février 2021" in text and "09:00" in text


def test_a_plate_bears_the_name_on_both_sides_and_is_read_once(tmp_path) -> None:
    rows = session()
    text = pages(PAPERS["plates"](rows, Language("fr", "MA")), tmp_path / "plates.pdf")
    assert len(text) == len(rows.invited)
    for invited, page in zip(rows.invited, text, strict=True):
        name = invited.person("fr") if invited.person_latin else ""
        assert page.count(name) >= 2 if name else page


def test_the_annotated_agenda_says_what_an_item_goes_back_to() -> None:
    text = said(PAPERS["annotated"](session(), Language("en", "MA")))
    assert "Carried over from REU-2020-004" in text
    assert "Minutes of REU-2021-002" in text
    assert "Progress report 2021" in text


def test_both_languages_of_an_addressee_stand_on_the_page(tmp_path) -> None:
    french, arabic = (PAPERS["notice"](session(), Language(code, "MA")) for code in ("fr", "ar"))
    write_pdf(facing(french, arabic), tmp_path / "notice.pdf")
    lines = [text for block in arabic.blocks if isinstance(block, Addressee) for text in block.lines]
    with pypdfium2.PdfDocument(tmp_path / "notice.pdf") as written:
        page = written[0]
        width, height = page.get_size()
        seen = page.get_textpage().get_text_bounded(0, 0, width, height)
    assert lines
    assert all(word in seen for line in lines for word in line.plain.split())

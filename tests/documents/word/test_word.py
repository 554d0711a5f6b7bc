"""Documents for Word, read back: words, styles, directions, lists, tables, pages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop.documents.document import (
    Document,
    Figure,
    Grid,
    Heading,
    Letterhead,
    Listed,
    Pair,
    Prose,
    Row,
    Run,
    Text,
    words,
)
from desktop.documents.facing import facing
from desktop.documents.papers.minutes import minutes_paper
from desktop.documents.typography import typeset
from desktop.documents.word.text import storable
from desktop.documents.word.writing import write_word
from desktop.documents.word.xml import ORDER
from desktop.language import LANGUAGE_CODES, Language, LanguageCode
from tests.documents.charts.chart_sample import sample
from tests.documents.convocation_sample import days, session
from tests.documents.minutes_sample import plenary, seminar
from tests.documents.test_before_meeting import PAPERS

LANGUAGES = (*LANGUAGE_CODES, "fr+ar", "ar+fr")

MADE: dict[str, Callable[[Language], Document]] = {
    "minutes": lambda language: minutes_paper(plenary(), language),
    "seminar": lambda language: minutes_paper(seminar(), language),
    **{name: (lambda language, make=make: make(session(), language)) for name, make in PAPERS.items()},
}


def made(name: str, languages: str) -> Document:
    first, *second = (MADE[name](Language(cast(LanguageCode, code), "MA")) for code in languages.split("+"))
    return facing(first, second[0]) if second else first


def read(document: Document, target: Path) -> Any:
    write_word(document, target)
    return docx.Document(str(target))


def body(package: Any) -> Any:
    return package.element.body


def said(element: Any) -> str:
    """Every word, tables and headers included; a paragraph a line."""
    paragraphs = element.iter(qn("w:p"))
    return "\n".join("".join(part.text or "" for part in each.iter(qn("w:t"))) for each in paragraphs)


def letters(text: str) -> str:
    """What stays of a text whatever its spaces, and which way they or it go."""
    return re.sub(r"[\s\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]", "", storable(text))


@pytest.mark.parametrize("languages", LANGUAGES)
@pytest.mark.parametrize("name", MADE)
def test_every_word_of_every_paper_is_in_its_word_file(tmp_path, name, languages):
    document = made(name, languages)
    written = letters(said(body(read(document, tmp_path / "paper.docx"))))
    missing = [line for line in words(document.blocks).splitlines() if letters(line) not in written]
    assert missing == []


@pytest.mark.parametrize("languages", LANGUAGES)
@pytest.mark.parametrize("name", MADE)
def test_properties_stand_in_the_order_word_asks_for(tmp_path, name, languages):
    write_word(made(name, languages), tmp_path / "paper.docx")
    with zipfile.ZipFile(tmp_path / "paper.docx") as package:
        for part in package.namelist():
            if not part.endswith(".xml"):
                continue
            for element in parse_xml(package.read(part)).iter():
                kind = str(element.tag).rpartition("}")[2]
                if kind in ORDER:
                    tags = [str(child.tag).rpartition("}")[2] for child in element]
                    tags = ["headerReference" if tag == "footerReference" else tag for tag in tags]  # in any order
                    places = [ORDER[kind].index(tag) for tag in tags if tag in ORDER[kind]]
                    assert places == sorted(places), (part, kind, tags)
                if kind == "tc":
                    assert str(element[-1].tag) == qn("w:p"), "a cell ends with a paragraph, or Word refuses the file"


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_headings_titles_and_lists_are_words_own(tmp_path, code: LanguageCode):
    document = made("minutes", code)
    package = read(document, tmp_path / "minutes.docx")
    headed = [block for block in document.blocks if isinstance(block, Heading)]
    for level in (1, 2):
        styled = [each for each in package.paragraphs if each.style.style_id == f"Heading{level}"]
        assert len(styled) == sum(block.level == level for block in headed) > 0
    assert sum(each.style.style_id == "Title" for each in package.paragraphs) == 1
    agenda = next(block for block in document.blocks if isinstance(block, Listed))
    numbered = [each for each in package.paragraphs if each._p.find(f".//{qn('w:numPr')}") is not None]
    assert len(numbered) == len(agenda.items)
    assert not any(each.text.startswith("1.") for each in numbered)


def test_each_list_begins_at_one(tmp_path):
    items = tuple(Text((Run(word),), "fr") for word in ("un", "deux"))
    document = replace(made("minutes", "fr"), blocks=(Listed(items), Listed(items)))
    package = read(document, tmp_path / "lists.docx")
    numbers = [each._p.find(f".//{qn('w:numId')}").get(qn("w:val")) for each in package.paragraphs]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    numbering = package.part.numbering_part.element
    for number in {numbers[0], numbers[2]}:
        assert numbering.xpath(f"./w:num[@w:numId='{number}']/w:lvlOverride/w:startOverride/@w:val") == ["1"]


def test_arabic_runs_right_to_left_and_numbers_inside_it_do_not(tmp_path):
    package = read(made("minutes", "ar"), tmp_path / "minutes.docx")
    assert package.styles["Normal"].element.find(f".//{qn('w:bidi')}") is not None
    assert body(package).find(f".//{qn('w:sectPr')}/{qn('w:bidi')}") is not None
    tables = list(body(package).iter(qn("w:tbl")))
    assert tables
    assert all(each.find(f"{qn('w:tblPr')}/{qn('w:bidiVisual')}") is not None for each in tables)
    turned = straight = 0
    for run in body(package).iter(qn("w:r")):
        text = "".join(part.text or "" for part in run.iter(qn("w:t")))
        goes_left = run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
        if re.search(r"[ء-ي]", text):
            assert goes_left, text
            turned += 1
        if re.search(r"[A-Za-z]|\d", text):
            assert not goes_left, text
            straight += 1
    assert turned > 100
    assert straight > 50
    whole = {"".join(part.text or "" for part in run.iter(qn("w:t"))) for run in body(package).iter(qn("w:r"))}
    assert any("REC-2021-014" in each for each in whole), "a number is not cut"


def test_a_french_paragraph_in_an_arabic_document_runs_its_own_way(tmp_path):
    blocks = (Prose((Text((Run("Texte français."),), "fr"), Text((Run("نص عربي"),), "ar"))),)
    package = read(replace(made("minutes", "ar"), blocks=blocks), tmp_path / "mixed.docx")
    french, arabic = package.paragraphs
    assert french._p.pPr.find(qn("w:bidi")).get(qn("w:val")) == "0"
    assert arabic._p.pPr.find(qn("w:bidi")) is None


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_tables_repeat_their_headings_and_do_not_break_rows(tmp_path, code: LanguageCode):
    document = made("minutes", code)
    package = read(document, tmp_path / "minutes.docx")
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    styled = [each for each in package.tables if each.style and each.style.style_id == "RegisterTable"]
    assert len(styled) == len(grids) > 0
    for table, grid in zip(styled, grids, strict=True):
        assert len(table.rows) == len(grid.rows) + 1
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in list(table.rows)[1:])
        width = sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid)
        assert abs(width - 162 / 25.4 * 1440) < 20


def test_a_row_common_to_several_goes_over_the_whole_table(tmp_path):
    package = read(made("minutes", "fr"), tmp_path / "minutes.docx")
    spans = [int(each.get(qn("w:val"))) for each in body(package).iter(qn("w:gridSpan"))]
    assert spans
    assert all(span == 3 for span in spans)


def test_pages_are_counted_by_word_and_named_in_the_language(tmp_path):
    for code, expected in (("fr", "Page sur "), ("ar", "الصفحة من "), ("en", "Page of ")):
        package = read(made("minutes", code), tmp_path / f"{code}.docx")
        section = package.sections[0]
        assert section.different_first_page_header_footer
        for footer in (section.footer, section.first_page_footer):
            fields = [part.text.strip() for part in footer._element.iter(qn("w:instrText"))]
            assert fields == ["PAGE", "NUMPAGES"]
            assert expected.replace(" ", "") in re.sub(r"[ 1]", "", said(footer._element))
        assert "REU-2021-002" in said(section.header._element)
        assert said(section.first_page_header._element).strip() == ""


def test_a_draft_bears_its_word_across_each_page_and_numbers_of_lines(tmp_path):
    draft = read(replace(made("minutes", "ar"), draft="مشروع"), tmp_path / "draft.docx").sections[0]
    for header in (draft.header, draft.first_page_header):
        marks = header._element.findall(".//{urn:schemas-microsoft-com:vml}textpath")
        assert [mark.get("string") for mark in marks if mark.get("string")] == ["مشروع"]
    assert draft._sectPr.find(qn("w:lnNumType")).get(qn("w:countBy")) == "5"
    final = read(replace(made("minutes", "ar"), draft=""), tmp_path / "final.docx").sections[0]
    assert final._sectPr.find(qn("w:lnNumType")) is None
    assert b"textpath" not in final.header.part.blob


@pytest.mark.parametrize(("languages", "left"), [("fr+ar", "fr"), ("ar+fr", "fr"), ("fr+en", "fr")])
def test_two_languages_stand_level_in_two_columns(tmp_path, languages, left):
    document = made("minutes", languages)
    package = read(document, tmp_path / "facing.docx")
    headed = [block for block in document.blocks if isinstance(block, Pair) and isinstance(block.left, Heading)]
    columns = [table for table in package.tables if len(table.columns) == 2]
    rows = [(table, row) for table in columns for row in table.rows]
    assert len(headed) > 5
    for block in headed:
        assert isinstance(block.left, Heading)
        assert isinstance(block.right, Heading)
        text = block.left.text.plain
        table, row = next(each for each in rows if letters(text) in letters(said(each[1].cells[0]._tc)))
        assert letters(block.right.text.plain) in letters(said(row.cells[1]._tc))
        assert block.left.text.code == left
        assert table._tbl.tblPr.find(qn("w:bidiVisual")) is None, "the left is the left, whichever language is first"


def test_a_logo_is_drawn_and_described(tmp_path):
    picture = io.BytesIO()
    Image.new("RGBA", (400, 100), (10, 90, 90, 128)).save(picture, "PNG")
    document = made("minutes", "fr")
    head = next(block for block in document.blocks if isinstance(block, Letterhead))
    rest = tuple(replace(head, logo=picture.getvalue()) if block is head else block for block in document.blocks)
    package = read(replace(document, blocks=rest), tmp_path / "logo.docx")
    shape = package.inline_shapes[0]
    assert shape.height / 36000 == pytest.approx(22, abs=0.1)
    assert shape._inline.docPr.get("descr") == document.author


@pytest.mark.parametrize("name", ["sheet", "notice"])
def test_papers_that_lie_across_do(tmp_path, name):
    document = made(name, "fr")
    section = read(document, tmp_path / "across.docx").sections[0]
    assert (section.page_width > section.page_height) == document.landscape


def test_a_sheet_has_room_to_sign(tmp_path):
    package = read(PAPERS["sheet"](days(3), Language("ar", "MA")), tmp_path / "sheet.docx")
    heights = [int(each.get(qn("w:val"))) for each in body(package).iter(qn("w:trHeight"))]
    assert heights
    assert min(heights) >= 400


def test_what_the_file_says_of_itself(tmp_path):
    document = made("minutes", "ar")
    about = read(document, tmp_path / "minutes.docx").core_properties
    assert (about.title, about.subject, about.language) == (document.title, document.subject, "ar-MA")
    assert about.author == about.last_modified_by == document.author
    assert "python" not in (about.comments or "").lower()


def test_styles_are_named_in_the_documents_language(tmp_path):
    names = {
        code: {style.name for style in read(made("minutes", code), tmp_path / f"{code}.docx").styles}
        for code in LANGUAGE_CODES
    }
    assert "Table text" in names["en"]
    assert "Table text" not in names["fr"] | names["ar"]
    assert "Heading 1" in names["fr"] & names["ar"], "Word translates its own"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=4), st.sampled_from(LANGUAGE_CODES))
def test_whatever_is_written_opens_and_comes_back(tmp_path, texts, code):
    lines = tuple(Text((Run(text, bold=True), Run(" fin")), code) for text in texts)
    grid = Grid(((lines[0],),), tuple(Row(str(number), ((line,),)) for number, line in enumerate(lines)), (1.0,))
    document = Document(
        "N", texts[0], texts[0], texts[0], Language(code, "MA"), (Heading(lines[0]), Prose(lines), grid)
    )
    written = letters(said(body(read(document, tmp_path / "any.docx"))))
    for text in texts:
        assert letters(typeset(storable(text), code)) in written


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_figure_is_a_sharp_picture_with_words_for_it_and_a_caption(tmp_path: Path, code: LanguageCode) -> None:
    language = Language(code, "MA")
    caption = Text((Run("Figure 1"),), code, "quiet")
    figure = Figure(sample(code), language, caption, "What it shows\x0b, told")
    package = read(Document("Report", "N-1", "S", "S", language, (figure,)), tmp_path / "figure.docx")
    [shape] = package.inline_shapes
    assert shape._inline.docPr.get("descr") == "What it shows , told"
    [picture] = [part for part in package.part.package.parts if str(part.partname).endswith(".png")]
    with Image.open(io.BytesIO(picture.blob)) as pixels:
        assert pixels.width / shape.width.inches >= 200
    drawn, below = package.paragraphs[:2]
    assert drawn.paragraph_format.keep_with_next
    assert below.style.style_id == "Caption" and below.text == "Figure 1"


def test_figures_side_by_side_have_half_the_width_each(tmp_path: Path) -> None:
    papers = []
    for code in ("fr", "ar"):
        language, caption = Language(code, "MA"), Text((Run("1"),), code, "quiet")
        papers.append(Document("R", "N", "S", "S", language, (Figure(sample(code), language, caption, code),)))
    package = read(facing(*papers), tmp_path / "figures.docx")
    table = package.tables[0]
    told = [
        [each.get("descr") for each in cell._tc.iter() if each.tag.endswith("}docPr")] for cell in table.rows[0].cells
    ]
    assert told == [["fr"], ["ar"]]

"""Paragraphs and tables: what is written is on the page, whole, joined, in order, and breaks where it should."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.colors import black
from reportlab.platypus import Flowable

from desktop.documents.pdf.printable import printable
from desktop.documents.pdf.ruled_table import column_widths, table
from desktop.documents.pdf.sheet import UPRIGHT, Properties, write_document
from desktop.documents.pdf.structure import Element
from desktop.documents.pdf.typeface import typefaces
from desktop.documents.pdf.typesetting import Paragraph, Run, Style
from desktop.documents.typography import narrow_spaces

PLAIN = Style(size=10, leading=15)
ARABIC = "تعيين قاض نقطة اتصال بكل محكمة استئناف يتولى طلبات التعاون القضائي ومسك دليل مشترك بين البلدان المشاركة "


@pytest.fixture
def written(tmp_path):
    def write(*story: Flowable) -> io.BytesIO:
        target = tmp_path / "document.pdf"
        properties = Properties("Title", "Author", "Subject", "ar", right_to_left=True)
        write_document(story, target, properties, None, Element("Document"))
        return io.BytesIO(target.read_bytes())

    return write


def page_texts(document: io.BytesIO) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(document).pages]


def cell(text: str, right_to_left: bool = False) -> Paragraph:
    return Paragraph(text, PLAIN, right_to_left)


def places(document: io.BytesIO, texts: Sequence[str]) -> dict[str, float]:
    """How far from the left edge each text stands on the first page."""
    found: dict[str, float] = {}

    def visit(text: str, ctm: list[float], matrix: list[float], font: object, size: float) -> None:
        for wanted in texts:
            if wanted in text:
                found[wanted] = ctm[4] + matrix[4]

    pypdf.PdfReader(document).pages[0].extract_text(visitor_text=visit)
    return found


def fonts_of(document: io.BytesIO) -> set[str]:
    with pikepdf.open(document) as pdf:
        return {str(font.BaseFont).split("+")[1] for font in pdf.pages[0].Resources.Font.values()}


def line_widths(document: io.BytesIO) -> list[float]:
    """How wide each line of the first page is, in points, by the widths the fonts declare."""
    with pikepdf.open(document) as pdf:
        page = pdf.pages[0]
        widths = {
            str(name): [float(width) for width in font.DescendantFonts[0].W[1]]
            for name, font in page.Resources.Font.items()
        }
        lines, font, size = [], "", 0.0
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "Tf":
                    font, size = str(operands[0]), float(operands[1])
                case "Tm":
                    lines.append(0.0)
                case "TJ":
                    for part in operands[0]:
                        if isinstance(part, pikepdf.String):
                            codes = bytes(part)
                            for high, low in zip(codes[::2], codes[1::2], strict=True):
                                lines[-1] += widths[font][high * 256 + low - 1] * size / 1000
                        else:
                            lines[-1] -= float(part) * size / 1000
        return lines


# --- lines ---------------------------------------------------------------------------------------------------------


def test_arabic_lines_stand_in_the_order_of_reading(written):
    words = (ARABIC * 4).split()
    (text,) = page_texts(written(Paragraph(ARABIC * 4, PLAIN, True)))
    lines = [line.split() for line in text.splitlines() if line.strip()]
    assert len(lines) > 2
    assert [word for line in lines for word in line] == words


def test_arabic_letters_join():
    face = typefaces()[0]
    joined = [glyph.index for glyph in face.shape("سلم", True).glyphs]
    alone = [face.shape(letter, True).glyphs[0].index for letter in "ملس"]
    assert all(one != other for one, other in zip(joined, alone, strict=True))


def test_bold_and_colour_inside_a_sentence_lose_nothing(written):
    runs = [Run("توصية "), Run("REC-2021-014", bold=True), Run(" إلى "), Run("الوزارة", color="#aa0000")]
    document = written(Paragraph(runs, PLAIN, True))
    (text,) = page_texts(document)
    assert "REC-2021-014" in text
    assert "الوزارة" in text
    assert fonts_of(document) == {"Amiri-Regular", "Amiri-Bold"}


def test_what_people_write_is_never_taken_for_markup(written):
    (text,) = page_texts(written(Paragraph("a <b>c</b> & &amp; <font size=99>", PLAIN, False)))
    assert "a <b>c</b> & &amp; <font size=99>" in text


@pytest.mark.parametrize("right_to_left", [False, True])
def test_justified_lines_are_as_wide_as_the_page_but_for_the_last(written, right_to_left):
    text = ARABIC * 5 if right_to_left else "Désigner dans chaque cour d'appel un magistrat point focal. " * 8
    *full, last = line_widths(written(Paragraph(text, PLAIN.but(align="justify"), right_to_left)))
    assert len(full) > 2
    assert full == pytest.approx([UPRIGHT.width] * len(full), abs=0.1)
    assert last < UPRIGHT.width


@pytest.mark.parametrize("letter", ["W", "س"])
def test_a_word_wider_than_the_page_is_broken(written, letter):
    document = written(Paragraph(f"ab {letter * 300} cd", PLAIN, letter == "س"))
    widths = line_widths(document)
    assert len(widths) > 3
    assert max(widths) <= UPRIGHT.width + 0.1
    assert sum(text.count(letter) for text in page_texts(document)) == 300


@given(
    st.text(st.sampled_from("abcdé ابتث-/ 0123()\u2067\u2069\u202f—"), max_size=120), st.booleans(), st.floats(12, 300)
)
@settings(max_examples=60)
def test_breaking_lines_loses_and_doubles_nothing(text, right_to_left, width):
    paragraph = Paragraph(text, PLAIN, right_to_left)
    paragraph.wrap(width, 1000)
    kept = "".join(unit.text for line in paragraph._lines for unit in line.units)
    assert kept == printable(text).replace(" ", "")


def test_a_number_is_not_broken_at_its_hyphens_but_a_compound_word_is():
    narrow = Paragraph("REC-2021-014 socio-économique", PLAIN, False)
    width = max(narrow.longest_word, 60) + 1
    narrow.wrap(width, 1000)
    lines = ["".join(unit.text for unit in line.units) for line in narrow._lines]
    assert lines[0] == "REC-2021-014"
    assert (
        Paragraph("socio-économique", PLAIN, False).longest_word
        < Paragraph("socioéconomique", PLAIN, False).longest_word
    )


# --- pages ---------------------------------------------------------------------------------------------------------


def lines_of(paragraph: Paragraph) -> int:
    return round(paragraph.wrap(200, 1000)[1] / PLAIN.leading)


def test_no_line_is_left_alone_at_the_foot_or_the_head_of_a_page():
    text = "mot " * 50
    count = lines_of(Paragraph(text, PLAIN, False))
    assert count > 4
    for fitting in range(count):
        parts = Paragraph(text, PLAIN, False).split(200, fitting * PLAIN.leading + 1)
        assert not parts or min(lines_of(part) for part in parts if isinstance(part, Paragraph)) >= 2


def test_a_paragraph_of_three_lines_goes_to_the_next_page_whole():
    text = "mot " * 26
    assert lines_of(Paragraph(text, PLAIN, False)) == 3
    assert Paragraph(text, PLAIN, False).split(200, 2 * PLAIN.leading) == []


def test_a_long_text_goes_on_over_pages_without_losing_a_word(written):
    words = [f"م{number}" if number % 2 else f"w{number}" for number in range(3000)]
    texts = page_texts(written(Paragraph(" ".join(words), PLAIN, True)))
    assert len(texts) > 2
    found = " ".join(texts)
    assert all(re.search(rf"{word[1:]}(?!\d)", found) for word in words)


# --- characters ----------------------------------------------------------------------------------------------------


def test_letters_the_typeface_lacks_come_from_another_one(written):
    document = written(Paragraph("Ion Țurcanu, Комиссия, № 5", PLAIN, False))
    (text,) = page_texts(document)
    assert "Țurcanu" in text
    assert "Комиссия" in text
    assert fonts_of(document) == {"Amiri-Regular", "PT_Serif-Web-Regular"}


def test_a_character_no_typeface_has_is_written_as_its_code(written):
    (text,) = page_texts(written(Paragraph("fait 🙂 漢", PLAIN, False)))
    assert "fait [U+1F642] [U+6F22]" in text


def test_characters_that_are_no_text_leave_no_trace():
    assert printable("a\x00b\u00adc\ufe0f\td\r\ne") == "abc d e"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Vote : adopté ; contre : 2 !", "Vote\u202f: adopté\u202f; contre\u202f: 2\u202f!"),
        ("Vote: adopté? «oui»", "Vote\u202f: adopté\u202f? «\u202foui\u202f»"),
        ("62 % à 10:30, https://exemple.org/?a=b", "62\u202f% à 10:30, https://exemple.org/?a=b"),
        ("« déjà » bien", "«\u202fdéjà\u202f» bien"),
    ],
)
def test_french_punctuation_gets_its_narrow_spaces(typed, printed):
    assert narrow_spaces(typed) == printed
    assert narrow_spaces(printed) == printed


# --- tables ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("right_to_left", [False, True])
def test_columns_run_in_the_direction_of_reading(written, right_to_left):
    rows = [[cell("first", right_to_left), cell("second", right_to_left), cell("third", right_to_left)]]
    at = places(written(table(rows, [100, 150, 200], right_to_left)), ["first", "second", "third"])
    order = sorted(at, key=lambda text: at[text])
    assert order == (["third", "second", "first"] if right_to_left else ["first", "second", "third"])


def test_the_heading_row_stands_on_every_page(written):
    rows = [[cell("Institution"), cell("Name")], *([cell(f"row{n}"), cell("x")] for n in range(150))]
    texts = page_texts(written(table(rows, [200, 200], False, headings=1)))
    assert len(texts) > 2
    assert all("Institution" in text for text in texts)
    assert sum(len(re.findall(r"row\d+", text)) for text in texts) == 150


def test_a_row_taller_than_the_page_is_split_over_pages(written):
    words = [f"mot{number}." for number in range(2500)]
    rows = [[cell("A"), cell("B")], [cell(" ".join(words)), cell("x")]]
    found = " ".join(page_texts(written(table(rows, [200, 200], False, headings=1))))
    assert all(word in found for word in words)


def test_a_row_taller_than_the_page_may_follow_a_group_heading(written):
    rows = [[cell("H"), cell("H")], [cell("Group")], [cell("mot " * 4000), cell("x")]]
    texts = page_texts(written(table(rows, [200, 200], True, headings=1)))
    assert sum(text.count("mot") for text in texts) == 4000


def test_a_group_heading_is_not_left_behind_by_its_group(written):
    for before in range(30, 45):
        rows = [[cell("H"), cell("H")], *([cell("x"), cell("x")] for _ in range(before)), [cell("Group")]]
        rows += [[cell("member"), cell("y")]]
        texts = page_texts(written(table(rows, [200, 200], False, headings=1)))
        assert ["Group" in text for text in texts] == ["member" in text for text in texts]


def test_columns_are_as_wide_as_their_longest_word():
    rows = [[cell("Supporting"), cell("ACT-2021-031"), cell("a b c " * 40)]]
    widths = column_widths(rows, [0.01, None, 0.99], 400)
    assert sum(widths) == pytest.approx(400)
    assert widths[0] > rows[0][0].longest_word
    assert widths[1] > rows[0][1].natural_width


def test_rules_and_grounds_are_no_part_of_what_is_read(written):
    ruled = table([[cell("a")]], [100], False, [("LINEBELOW", (0, 0), (-1, -1), 1, black)])
    depth = 0
    with pikepdf.open(written(ruled)) as pdf:
        for _, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(str(operator), 0)
            assert depth or str(operator) not in {"S", "f", "TJ"}
    assert depth == 0

"""Documents for Word, opened and saved again by LibreOffice: what somebody there goes on working with is still it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from typing import Any, cast

import docx
import pytest
from docx.oxml.ns import qn

from desktop.documents.document import Document, Figure, Run, Text, words
from desktop.documents.facing import facing
from desktop.documents.papers.minutes import minutes_paper
from desktop.documents.word.text import storable
from desktop.documents.word.writing import write_word
from desktop.language import Language, LanguageCode
from tests.documents.charts.chart_sample import sample
from tests.documents.minutes_sample import plenary

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")

LANGUAGES = ("fr", "ar", "fr+ar")


def paper(code: str) -> Document:
    """Minutes, with a figure at their end."""
    language = Language(cast(LanguageCode, code), "MA")
    made = minutes_paper(plenary(), language)
    caption = Text((Run("Figure 1"),), language.code, "quiet")
    figure = Figure(sample(language.code), language, caption, f"Chart {code}")
    return replace(made, blocks=(*made.blocks, figure))


def written(languages: str) -> Document:
    first, *second = (paper(code) for code in languages.split("+"))
    return facing(first, second[0]) if second else first


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Any, Any]]:
    """Each document as we wrote it, and as LibreOffice saved it: as its own kind of file first, then for Word."""
    folder = tmp_path_factory.mktemp("office")
    for languages in LANGUAGES:
        write_word(written(languages), folder / f"{languages}.docx")
    (folder / "again").mkdir()
    for kind, sources, out in (
        ("odt", [folder / f"{each}.docx" for each in LANGUAGES], folder),
        ("docx", [folder / f"{each}.odt" for each in LANGUAGES], folder / "again"),
    ):
        home = f"-env:UserInstallation=file://{folder / 'home'}"
        command = [OFFICE, "--headless", home, "--convert-to", kind, "--outdir", str(out), *map(str, sources)]
        subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=300)
    return {
        each: (docx.Document(str(folder / f"{each}.docx")), docx.Document(str(folder / "again" / f"{each}.docx")))
        for each in LANGUAGES
    }


def letters(text: str) -> str:
    return re.sub(r"[\s\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]", "", storable(text))


def said(package: Any) -> str:
    return letters("".join(part.text or "" for part in package.element.body.iter(qn("w:t"))))


@pytest.mark.parametrize("languages", LANGUAGES)
def test_every_word_is_there_in_its_order(again: dict[str, tuple[Any, Any]], languages: str) -> None:
    before, after = again[languages]
    saved_by = [part.blob for part in after.part.package.iter_parts() if str(part.partname) == "/docProps/app.xml"]
    assert saved_by and b"LibreOffice" in saved_by[0], "or nothing here is tested"
    assert said(after) == said(before)
    for line in words(written(languages).blocks).splitlines():
        assert letters(line) in said(after)


@pytest.mark.parametrize("languages", LANGUAGES)
def test_headings_are_headings_and_tables_tables(again: dict[str, tuple[Any, Any]], languages: str) -> None:
    def headings(package: Any) -> list[tuple[str, str]]:
        names = {style.style_id: style.name for style in package.styles}
        found = []
        for paragraph in package.element.body.iter(qn("w:p")):
            style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            name = names.get(style.get(qn("w:val")), "") if style is not None else ""
            if name.lower().startswith(("heading", "title")):
                text = "".join(part.text or "" for part in paragraph.iter(qn("w:t")))
                found.append((name.lower(), letters(text)))
        return found

    before, after = again[languages]
    assert headings(after) == headings(before) != []
    for count in ("w:tbl", "w:tblHeader"):
        many = [len(list(package.element.body.iter(qn(count)))) for package in (before, after)]
        assert many[0] == many[1] > 0, count


@pytest.mark.parametrize("languages", LANGUAGES)
def test_arabic_still_runs_right_to_left_and_latin_left_to_right(
    again: dict[str, tuple[Any, Any]], languages: str
) -> None:
    _, after = again[languages]
    arabic = re.compile("[\u0621-\u064a]{3}")
    latin = re.compile("[A-Za-zÀ-ÿ]{3}")
    seen = 0
    for run in after.element.body.iter(qn("w:r")):
        text = "".join(part.text or "" for part in run.iter(qn("w:t")))
        turned = run.find(f"{qn('w:rPr')}/{qn('w:rtl')}")
        right_to_left = turned is not None and turned.get(qn("w:val"), "1") not in ("0", "false")
        if arabic.search(text):
            seen += 1
            assert right_to_left, text
        elif latin.search(text):
            assert not right_to_left, text
    assert seen or languages == "fr"


@pytest.mark.parametrize("languages", LANGUAGES)
def test_paragraphs_keep_their_styles_and_tables_and_paragraphs_their_direction(
    again: dict[str, tuple[Any, Any]], languages: str
) -> None:
    def styled(package: Any) -> list[tuple[str, str]]:
        names = {style.style_id: style.name.lower() for style in package.styles}
        paragraphs = [each for each in package.element.body.iter(qn("w:p")) if each.xpath(".//w:t")]
        return [
            (letters("".join(part.text or "" for part in each.iter(qn("w:t")))), names.get(each.style or "", ""))
            for each in paragraphs
        ]

    def turned(package: Any) -> list[bool]:
        found = [table.tblPr.find(qn("w:bidiVisual")) for table in package.element.body.iter(qn("w:tbl"))]
        return [each is not None and each.get(qn("w:val"), "1") not in ("0", "false") for each in found]

    before, after = again[languages]
    assert styled(after) == styled(before)
    assert len({style for _, style in styled(before)}) > 8
    assert turned(after) == turned(before)
    assert any(turned(before)) == (languages == "ar")


@pytest.mark.parametrize("languages", LANGUAGES)
def test_a_figure_keeps_its_picture_and_the_words_for_it(again: dict[str, tuple[Any, Any]], languages: str) -> None:
    _, after = again[languages]
    told = [each.get("descr") for each in after.element.body.iter() if each.tag.endswith("}docPr")]
    assert [each for each in told if each] == [f"Chart {code}" for code in languages.split("+")]

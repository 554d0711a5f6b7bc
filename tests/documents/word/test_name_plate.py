"""Name plates for Word, read back, and as LibreOffice lays them on pages."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from desktop.documents.facing import facing
from desktop.documents.papers.attendance_sheet import name_plates_paper
from desktop.documents.word.writing import write_word
from desktop.language import Language
from tests.documents.convocation_sample import session

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
LONG = "Marie-Hélène Alexandrine de La Rochefoucauld-Benkirane El Alaoui"


def plates(target: Path) -> None:
    """Name plates in French and Arabic, one of them of a very long name."""
    rows = session()
    rows = replace(rows, invited=(*rows.invited, replace(rows.invited[0], person_latin=LONG)))
    french, arabic = (name_plates_paper(rows, Language(code, "MA")) for code in ("fr", "ar"))
    write_word(facing(french, arabic), target)


def lines(cell: Any) -> list[str]:
    return [paragraph.text for paragraph in cell.paragraphs]


def test_both_sides_of_the_fold_say_the_same_and_stand_head_to_head(tmp_path: Path) -> None:
    plates(tmp_path / "plates.docx")
    package: Any = docx.Document(str(tmp_path / "plates.docx"))
    assert len(package.tables) == len(session().invited) + 1
    for table in package.tables:
        [[near, far]] = [row.cells for row in table.rows]
        assert lines(near) == lines(far) and len(lines(near)) > 1
        turned = [cell._tc.tcPr.find(qn("w:textDirection")).get(qn("w:val")) for cell in (near, far)]
        assert turned == ["tbRl", "btLr"], "a quarter to the right and a quarter to the left: upside down to each other"
        assert near.width == far.width
        assert table._tbl.tblPr.find(qn("w:bidiVisual")).get(qn("w:val")) == "0"
    section = package.sections[0]
    assert section.left_margin == section.right_margin, "the fold is the middle of the sheet"


def test_a_long_name_is_smaller_but_no_smaller_than_half(tmp_path: Path) -> None:
    plates(tmp_path / "plates.docx")
    tables: Any = docx.Document(str(tmp_path / "plates.docx")).tables
    sizes = [table.cell(0, 0).paragraphs[0].runs[0].font.size for table in (tables[0], tables[-1])]
    assert sizes[0] is None, "its style's"
    assert sizes[1].pt == 27


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_each_plate_is_one_sheet_turned_both_ways(tmp_path: Path) -> None:
    plates(tmp_path / "plates.docx")
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = [str(OFFICE), "--headless", home, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "plates.docx")], check=True, capture_output=True, timeout=300)
    with pypdfium2.PdfDocument(tmp_path / "plates.pdf") as printed:
        assert len(printed) == len(session().invited) + 1
        page = printed[0]
        middle = page.get_width() / 2
        text = page.get_textpage()
        name, places = "Karim", []
        search = text.search(name)
        while found := search.get_next():
            places.append([text.get_charbox(found[0] + offset) for offset in (0, len(name) - 1)])
        assert len(places) == 2
        near, far = sorted(places, key=lambda place: place[0][0])
        assert near[0][0] < middle < far[0][0]
        assert near[0][1] > near[1][1], "left of the fold one reads downwards"
        assert far[0][1] < far[1][1], "right of it upwards"

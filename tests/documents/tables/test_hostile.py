"""Files made to do harm, and files that merely went wrong: a sentence each, and whoever reads them stays as it was."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from desktop.documents.tables import child, gate, memory, reading
from desktop.documents.tables.reading import read_workbook
from desktop.documents.tables.room import MOST_ROOM, Scattered, SheetRoom
from desktop.documents.tables.workbook import Unreadable
from desktop.language import LANGUAGE_CODES, Language


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["N°", "Action"])
    sheet.append([1, "Former les magistrats"])
    book.save(path)
    return path


def altered(path: Path, part: str, content: bytes) -> Path:
    """A sound workbook with one part of it exchanged."""
    sound = workbook(path.with_name("sound.xlsx"))
    with ZipFile(sound) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    return path


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def zip_bomb(folder: Path) -> Path:
    return altered(folder / "bomb.xlsx", SHEET, HEAD + b" " * (80 << 20) + TAIL)


def entity_bomb(folder: Path) -> Path:
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return altered(folder / "entities.xlsx", SHEET, HEAD.replace(b"?>", b"?>" + laughs, 1) + TAIL)


def far_cell(folder: Path) -> Path:
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return altered(folder / "far.xlsx", SHEET, HEAD + cells + TAIL)


def far_cell_prefixed(folder: Path) -> Path:
    """The same in other clothes: a prefix before each name, quotation marks of the other kind."""
    cells = b"<x:row r='1'><x:c r='A1'><x:v>1</x:v></x:c></x:row><x:row r='1048576'>"
    cells += b"<x:c r='XFD1048576'><x:v>1</x:v></x:c></x:row>"
    return altered(folder / "prefixed.xlsx", SHEET, PREFIXED + cells + b"</x:sheetData></x:worksheet>")


def far_cell_in_utf_16(folder: Path) -> Path:
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    text = (HEAD.replace(b"?>", b' encoding="UTF-16"?>', 1) + cells + TAIL).decode()
    return altered(folder / "utf-16.xlsx", SHEET, text.encode("utf-16"))


def entities_in_utf_16(folder: Path) -> Path:
    text = HEAD.replace(b"?>", b' encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "aaa">]>', 1) + TAIL
    return altered(folder / "entities-16.xlsx", SHEET, text.decode().encode("utf-16"))


def far_cell_without_its_place(folder: Path) -> Path:
    """Cells may leave out where they stand: each is then the one after the last."""
    cells = b'<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>'
    return altered(folder / "unplaced.xlsx", SHEET, HEAD + cells + TAIL)


def far_cell_of_libreoffice(folder: Path) -> Path:
    """OpenDocument says how often a row and a cell are repeated."""
    path = folder / "far.ods"
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        package.writestr("content.xml", ODS.format(rows=1_048_575, columns=16_383))
    return path


def far_cell_in_binary(folder: Path) -> Path:
    """A row far below and a cell far to the right, as records."""
    row, cell = (1_048_575).to_bytes(4, "little"), (16_383).to_bytes(4, "little")
    records = b"\x00\x19" + bytes(25) + b"\x05\x10" + bytes(16)
    records += b"\x00\x19" + row + bytes(21) + b"\x05\x10" + cell + bytes(12)
    with ZipFile(folder / "far.xlsb", "w") as package:
        package.writestr("[Content_Types].xml", b"<Types/>")
        package.writestr("xl/workbook.bin", b"")
        package.writestr("xl/worksheets/sheet1.bin", records)
    return folder / "far.xlsb"


PREFIXED = b"<?xml version='1.0'?><x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><x:sheetData>"
ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>
<table:table table:name="a"><table:table-row><table:table-cell office:value-type="string"><text:p>Action</text:p>
</table:table-cell></table:table-row><table:table-row table:number-rows-repeated="{rows}"><table:table-cell
 table:number-columns-repeated="{columns}"/></table:table-row><table:table-row><table:table-cell
 table:number-columns-repeated="{columns}"/><table:table-cell office:value-type="string"><text:p>x</text:p>
</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def many_parts(folder: Path) -> Path:
    path = workbook(folder / "parts.xlsx")
    with ZipFile(path, "a") as package:
        for number in range(gate.MOST_PARTS):
            package.writestr(f"xl/media/{number}", b"")
    return path


def lying_sizes(folder: Path) -> Path:
    """What is unpacked is more than the directory says."""
    path = altered(folder / "lies.xlsx", SHEET, HEAD + b" " * (2 << 20) + TAIL)
    content = bytearray(path.read_bytes())
    real = (len(HEAD + TAIL) + (2 << 20)).to_bytes(4, "little")
    assert content.count(real) == 2
    return _written(path, bytes(content).replace(real, (500).to_bytes(4, "little")))


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def truncated(folder: Path) -> Path:
    path = workbook(folder / "half.xlsx")
    return _written(path, path.read_bytes()[: path.stat().st_size // 2])


def truncated_xls(folder: Path) -> Path:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for number in range(500):
        sheet.write(number, 0, f"ligne {number}")
    book.save(str(folder / "half.xls"))
    return _written(folder / "half.xls", (folder / "half.xls").read_bytes()[:9_000])


def closed(folder: Path) -> Path:
    """What Office writes for a password: an old file that holds an encrypted package."""
    return _written(folder / "closed.xlsx", gate.OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))


def word(folder: Path) -> Path:
    import docx

    docx.Document().save(str(folder / "lettre.xlsx"))
    return folder / "lettre.xlsx"


def numbers(folder: Path) -> Path:
    with ZipFile(folder / "suivi.numbers", "w") as package:
        package.writestr("Index/Document.iwa", b"\0" * 40)
    return folder / "suivi.numbers"


HOSTILE = {
    zip_bomb: gate.BOMB,
    entity_bomb: gate.BOMB,
    far_cell: reading.SENTENCES["scattered"],
    far_cell_prefixed: reading.SENTENCES["scattered"],
    far_cell_in_utf_16: reading.SENTENCES["scattered"],
    far_cell_without_its_place: reading.SENTENCES["scattered"],
    far_cell_of_libreoffice: reading.SENTENCES["scattered"],
    far_cell_in_binary: reading.SENTENCES["scattered"],
    entities_in_utf_16: gate.BOMB,
    many_parts: gate.BOMB,
    lying_sizes: gate.DAMAGED,
    truncated: gate.DAMAGED,
    truncated_xls: gate.DAMAGED,
    closed: gate.PASSWORD,
    word: gate.OTHER["word"],
    numbers: gate.OTHER["numbers"],
    lambda folder: _written(folder / "a.xlsx", b""): gate.EMPTY,
    lambda folder: _written(folder / "b.xlsx", b"\0" * 5_000): gate.EMPTY,
    lambda folder: _written(folder / "c.xlsx", b"%PDF-1.7\n"): gate.OTHER["pdf"],
    lambda folder: _written(folder / "d.xls", b"<html><table><tr><td>1</td></tr></table></html>"): gate.OTHER["page"],
    lambda folder: _written(folder / "e.xlsx", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 9): gate.OTHER["unknown"],
    lambda folder: _written(folder / "f.xlsx", b"PK\x03\x04" + b"\xff" * 300): gate.DAMAGED,
}


@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: getattr(make, "__name__", "?"))
def test_each_gets_its_sentence(tmp_path: Path, make) -> None:
    path = make(tmp_path)
    with pytest.raises(Unreadable) as refused:
        read_workbook(path)
    assert refused.value.message == HOSTILE[make]
    said = {Language(code).text(refused.value.message) for code in LANGUAGE_CODES}
    assert len(said) == 3, "not in all languages"


def test_a_file_of_two_hundred_megabytes_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.write(b"a;b\r\n")
        file.truncate(200 << 20)
    with pytest.raises(Unreadable, match="200 MB"):
        read_workbook(path)


def test_more_cells_than_a_table_has(tmp_path: Path) -> None:
    path = _written(tmp_path / "wide.csv", (b"1;" * 2_000 + b"\r\n") * 600)
    with pytest.raises(Unreadable) as refused:
        read_workbook(path)
    assert refused.value.message == reading.SENTENCES["too many"]


def test_one_very_wide_row_below_many_short_ones(tmp_path: Path) -> None:
    path = _written(tmp_path / "room.csv", b"x;\r\n" * 25_000 + b";" * 25_000 + b"x\r\n")
    with pytest.raises(Unreadable) as refused:
        read_workbook(path)
    assert refused.value.message == reading.SENTENCES["scattered"]


def test_a_reader_that_falls_over_in_the_middle_of_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = 'import sys; sys.stdout.write(\'{"sheet": "a", "hidden": false, "merged": []}\\n[1, "Form\')'
    monkeypatch.setattr(reading, "own_program", lambda: [sys.executable, "-c", said])
    with pytest.raises(Unreadable) as refused:
        read_workbook(workbook(tmp_path / "a.xlsx"))
    assert refused.value.message == gate.DAMAGED


def test_a_reader_that_never_ends_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0.3)
    monkeypatch.setattr(reading, "own_program", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    with pytest.raises(Unreadable) as refused:
        read_workbook(workbook(tmp_path / "a.xlsx"))
    assert refused.value.message == reading.TOO_SLOW


def test_a_reader_that_falls_over_costs_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "own_program", lambda: [sys.executable, "-c", "import os; os.abort()"])
    with pytest.raises(Unreadable) as refused:
        read_workbook(workbook(tmp_path / "a.xlsx"))
    assert refused.value.message == gate.DAMAGED


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not say what a process takes")
def test_whoever_reads_them_hardly_grows(tmp_path: Path) -> None:
    def resident() -> float:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

    files = [make(tmp_path) for make in (zip_bomb, entity_bomb, far_cell, lying_sizes)]
    before = resident()
    for path in files:
        with pytest.raises(Unreadable):
            read_workbook(path)
    assert resident() - before < 100


def test_a_workbook_with_macros_is_read_and_nothing_of_it_runs(tmp_path: Path) -> None:
    path = workbook(tmp_path / "macros.xlsm")
    with ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", gate.OLE + b"Workbook" + bytes(900))
    assert read_workbook(path).sheets[0].rows[1] == (1, "Former les magistrats")


def test_a_link_to_another_workbook_is_what_it_was_when_it_was_saved(tmp_path: Path) -> None:
    cell = b'<row r="1"><c r="A1"><f>[1]Feuil1!$A$1</f><v>42</v></c><c r="B1" t="e"><v>#REF!</v></c></row>'
    path = altered(tmp_path / "linked.xlsx", SHEET, HEAD + cell + TAIL)
    assert read_workbook(path).sheets[0].rows[0][0] == 42


def test_cells_that_stand_near_are_read_however_they_are_written(tmp_path: Path) -> None:
    """A prefix, other quotation marks, cells without a place, a few repeated rows: none of it is wrong in itself."""
    prefixed = b"<x:row r='1'><x:c r='A1'><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    unplaced = b"<row><c><v>1</v></c><c><v>2</v></c></row>"
    for name, content in (("p", PREFIXED + prefixed), ("u", HEAD + unplaced + TAIL)):
        child.look_through(altered(tmp_path / f"{name}.xlsx", SHEET, content), gate.Kind.XLSX)
    path = tmp_path / "near.ods"
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("content.xml", ODS.format(rows=40, columns=5))
    child.look_through(path, gate.Kind.ODS)


PLACES = st.tuples(st.integers(1, 1 << 20), st.integers(1, 1 << 14))


@given(st.lists(PLACES, min_size=1, max_size=30), st.integers(1, 64))
def test_a_sheet_in_pieces_is_as_large_as_a_sheet_in_one(cells: list[tuple[int, int]], size: int) -> None:
    """Wherever the pieces are cut, each cell is seen once it has been read."""
    xml = b"".join(b'<c r="%s%d" s="1"><v>1</v></c>' % (get_column_letter(c).encode(), r) for r, c in cells)

    def room(pieces: list[bytes]) -> tuple[int, int] | None:
        sheet = SheetRoom()
        try:
            for piece in pieces:
                sheet.feed(piece)
        except Scattered:
            return None
        assert sheet.plain
        return sheet.room.rows, sheet.room.columns

    wanted = (max(r for r, _ in cells), max(c for _, c in cells))
    pieces = [xml[first : first + size] for first in range(0, len(xml), size)]
    assert room(pieces) == room([xml]) == (wanted if wanted[0] * wanted[1] <= MOST_ROOM else None)


def test_the_cap_on_memory_is_said_as_windows_wants_it() -> None:
    """Sizes and places as its headers have them, on 64 bits."""
    assert ctypes.sizeof(memory._BasicLimits) == 64
    assert ctypes.sizeof(memory._ExtendedLimits) == 144
    assert memory._ExtendedLimits.process_memory.offset == 112
    assert memory._BasicLimits.flags.offset == 16

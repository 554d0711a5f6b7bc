"""Files with tables as programs of many kinds write them, read by the process that reads those that users send."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import pytest
import xlsxwriter
import xlwt

from desktop.documents.tables.old_workbook import faults_in
from desktop.documents.tables.reading import read_workbook
from desktop.documents.tables.room import count_records, sheet_names_in_records
from desktop.documents.tables.workbook import Fault

UPR = Path(__file__).parents[4] / "shared" / "data" / "upr-info"

DAY = dt.date(2026, 3, 12)
ROWS: list[list[Any]] = [
    ["N°", "Responsable", "المؤسسة", "Taux"],
    ["REC-2026-001", "Ministère de l’Intérieur", "وزارة الداخلية", 0.5],
    ["=1+1", None, "x\ny", 12],
]


def as_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Suivi"
    for row in ROWS:
        sheet.append(row)
    sheet["A3"].data_type = "s"
    sheet["A4"] = DAY
    hidden = book.create_sheet("clef")
    hidden["C2"] = "là"
    hidden.sheet_state = "veryHidden"
    book.save(path)


def as_xlsx_of_another_hand(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Suivi")
    for number, row in enumerate(ROWS):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, place, value)
            elif value is not None:
                sheet.write(number, place, value)
    sheet.write_datetime(3, 0, dt.datetime(2026, 3, 12), book.add_format({"num_format": "dd/mm/yyyy"}))
    hidden = book.add_worksheet("clef")
    hidden.write(1, 2, "là")
    hidden.very_hidden()
    book.close()


def as_xls(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Suivi")
    for number, row in enumerate(ROWS):
        for place, value in enumerate(row):
            if value is not None:
                sheet.write(number, place, value)
    sheet.write(3, 0, DAY, xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    hidden = book.add_sheet("clef")
    hidden.write(1, 2, "là")
    hidden.visibility = 2
    book.save(str(path))


def as_ods(path: Path) -> None:
    book = odf.opendocument.OpenDocumentSpreadsheet()
    sheet = odf.table.Table(name="Suivi")
    for values in [*ROWS, [DAY]]:
        row = odf.table.TableRow()
        for value in values:
            if value is None:
                row.addElement(odf.table.TableCell())
            elif isinstance(value, dt.date):
                row.addElement(odf.table.TableCell(valuetype="date", datevalue=value.isoformat()))
            elif isinstance(value, str):
                cell = odf.table.TableCell(valuetype="string")
                for line in value.split("\n"):
                    cell.addElement(odf.text.P(text=line))
                row.addElement(cell)
            else:
                row.addElement(odf.table.TableCell(valuetype="float", value=value))
        sheet.addElement(row)
    book.spreadsheet.addElement(sheet)  # type: ignore[attr-defined]  # made as it is read
    book.save(str(path))


WRITERS = {".xlsx": as_xlsx, "_.xlsx": as_xlsx_of_another_hand, ".xls": as_xls, ".ods": as_ods}


@pytest.mark.parametrize("suffix", WRITERS)
def test_workbooks_of_many_programs_say_the_same(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"Matrice de suivi{suffix}"
    WRITERS[suffix](path)
    book = read_workbook(path)
    first = book.sheets[0]
    assert first.name == "Suivi"
    assert [list(row) for row in first.rows[:3]] == ROWS
    day = first.rows[3][0]
    assert (day.date() if isinstance(day, dt.datetime) else day) == DAY
    assert first.rows[3][1:] == (None, None, None)
    if suffix != ".ods":
        (hidden,) = (sheet for sheet in book.sheets if sheet.hidden)
        assert hidden.rows[1] == (None, None, "là")
        assert list(book.visible()) == [first]


def test_a_renamed_workbook_is_known_by_its_content(tmp_path: Path) -> None:
    as_xls(tmp_path / "was.xls")
    as_xlsx(tmp_path / "was.xlsx")
    (tmp_path / "was.xls").rename(tmp_path / "now.xlsx")
    (tmp_path / "was.xlsx").rename(tmp_path / "now.csv")
    for name in ("now.xlsx", "now.csv"):
        assert read_workbook(tmp_path / name).sheets[0].rows[1][0] == "REC-2026-001"


def test_merged_cells_and_what_stands_away_from_the_corner(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["C4"], sheet["D6"] = "titre", 3
    sheet.merge_cells("C4:E4")
    book.save(tmp_path / "m.xlsx")
    read = read_workbook(tmp_path / "m.xlsx").sheets[0]
    assert read.rows[3][2] == "titre" and read.rows[5][3] == 3
    assert read.merged == ((3, 2, 3, 4),)


def test_a_dimension_that_lies_hides_nothing(tmp_path: Path) -> None:
    as_xlsx(tmp_path / "true.xlsx")
    with ZipFile(tmp_path / "true.xlsx") as source, ZipFile(tmp_path / "lies.xlsx", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert b'<dimension ref="A1:D4"' in content
                content = content.replace(b'<dimension ref="A1:D4"', b'<dimension ref="A1:A1"')
            target.writestr(name, content)
    assert len(read_workbook(tmp_path / "lies.xlsx").sheets[0].rows) == 4


def xlsx_with_faults(path: Path) -> None:
    """A workbook of two sheets, the second of which shows faults; and a text that looks like one."""
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("Suivi & état")
    assert first is not None
    first["A1"] = "Couverture"
    for place, value in (("B2", "#REF!"), ("C2", "Former"), ("B4", "#N/A"), ("D5", "#DIV/0!")):
        second[place] = value
    second["A2"] = "#REF!"
    second["A2"].data_type = "s"
    book.save(path)


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet>
 <table:table table:name="Feuille1"><table:table-row><table:table-cell office:value-type="string">
 <text:p>Couverture</text:p></table:table-cell></table:table-row></table:table>
 <table:table table:name="Suivi &amp; état"><table:table-row><table:table-cell/></table:table-row>
 <table:table-row><table:table-cell office:value-type="string"><text:p>#REF!</text:p></table:table-cell>{ref}
 <table:table-cell office:value-type="string"><text:p>Former</text:p></table:table-cell></table:table-row>
 <table:table-row table:number-rows-repeated="1"><table:table-cell/></table:table-row>
 <table:table-row><table:table-cell/>{na}</table:table-row>
 <table:table-row><table:table-cell table:number-columns-repeated="3"/>{divided}</table:table-row>
 </table:table></office:spreadsheet></office:body></office:document-content>"""


def ods_with_faults(path: Path) -> None:
    """The same as LibreOffice writes it: a text without letters, which is an error."""

    def fault(shown: str) -> str:
        return (
            f'<table:table-cell table:formula="of:={shown}" office:value-type="string" office:string-value="" '
            f'calcext:value-type="error"><text:p>{shown}</text:p></table:table-cell>'
        )

    with ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "META-INF/manifest.xml", '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        package.writestr(
            "content.xml",
            ODS.replace(">\n ", ">")
            .replace("}\n ", "}")
            .format(ref=fault("#REF!"), na=fault("#N/A"), divided=fault("#DIV/0!")),
        )


def xls_with_faults(path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("Feuille").write(0, 0, "Couverture")
    sheet = book.add_sheet("Suivi & état")
    for row, column, value in ((1, 0, "#REF!"), (1, 2, "Former")):
        sheet.write(row, column, value)
    for row, column, fault in ((1, 1, "#REF!"), (3, 1, 0x2A), (4, 3, "#DIV/0!")):
        sheet.row(row).set_cell_error(column, fault)
    book.save(str(path))


@pytest.mark.parametrize(
    ("write", "name"), [(xlsx_with_faults, "f.xlsx"), (ods_with_faults, "f.ods"), (xls_with_faults, "f.xls")]
)
def test_a_cell_whose_formula_went_wrong_shows_its_fault_and_no_other_does(
    tmp_path: Path, write: Callable[[Path], None], name: str
) -> None:
    write(tmp_path / name)
    first, second = read_workbook(tmp_path / name).sheets
    assert first.rows == (("Couverture",),)
    faults = {(row, column): str(value) for row, cells in enumerate(second.rows) for column, value in enumerate(cells)
              if isinstance(value, Fault)}  # fmt: skip
    assert faults == {(1, 1): "#REF!", (3, 1): "#N/A", (4, 3): "#DIV/0!"}
    assert second.rows[1][:3] == ("#REF!", "#REF!", "Former")


def test_a_formula_of_an_old_workbook_that_came_to_a_fault_is_found(tmp_path: Path) -> None:
    """As Excel and LibreOffice write it: the fault stands where else the formula's number does."""
    book = xlwt.Workbook()
    book.add_sheet("متابعة").write(2, 1, xlwt.Formula("1/0"))
    book.save(str(tmp_path / "f.xls"))
    content = (tmp_path / "f.xls").read_bytes()
    [place] = [found.start() for found in re.finditer(re.escape(bytes([6, 0])), content)
               if content[found.start() + 4 : found.start() + 8] == bytes([2, 0, 1, 0])]  # fmt: skip
    result = bytes([2, 0, 7, 0, 0, 0, 0xFF, 0xFF])
    (tmp_path / "f.xls").write_bytes(content[: place + 10] + result + content[place + 18 :])
    assert faults_in(tmp_path / "f.xls") == {"متابعة": {(3, 2): "#DIV/0!"}}
    assert isinstance(read_workbook(tmp_path / "f.xls").sheets[0].rows[2][1], Fault)


def test_faults_of_a_binary_workbook_are_found() -> None:
    def record(kind: int, content: bytes) -> bytes:
        number = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
        return number + bytes([len(content)]) + content

    def whole(number: int) -> bytes:
        return number.to_bytes(4, "little")

    def text(said: str) -> bytes:
        return whole(len(said)) + said.encode("utf-16-le")

    cell = whole(2) + whole(0)  # its column and its style
    sheet = record(0, whole(3)) + record(3, cell + b"\x17") + record(0, whole(4)) + record(11, cell + b"\x2a\0\0")
    assert count_records(io.BytesIO(sheet)) == {"": {(4, 3): "#REF!", (5, 3): "#N/A"}}
    listed = record(156, whole(0) + whole(1) + text("rId7") + text("Suivi – متابعة"))
    assert sheet_names_in_records(io.BytesIO(listed)) == {"rId7": "Suivi – متابعة"}


FRENCH = "N°;Institution;Échéance\r\n1;Ministère de l’Intérieur – sûreté;fin été\r\n2;Gendarmerie;« à fixer »\r\n"
ARABIC = "الرقم;المؤسسة;الأجل\r\n1;وزارة الداخلية;نهاية يونيو\r\n2;وزارة العدل;مستمر\r\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((FRENCH, encoding) for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman")),
        *((ARABIC, encoding) for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1256")),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_text_files_in_every_usual_writing(
    tmp_path: Path, text: str, encoding: str, delimiter: str, line_end: str
) -> None:
    from desktop.documents.tables import delimited

    content = text.replace(";", delimiter).replace("\r\n", line_end).encode(encoding)
    rows = list(delimited.rows(delimited.decoded(content)))
    assert rows == [line.split(";") for line in text.splitlines()]


def test_a_text_file_is_read_as_workbooks_are(tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_bytes(('sep=;\r\nn;"deux\nlignes";\r\n' + "a;b;c").encode("cp1252"))
    (sheet,) = read_workbook(tmp_path / "liste.csv").sheets
    assert sheet.rows == (("n", "deux\nlignes", None), ("a", "b", "c"))


@pytest.mark.skipif(not UPR.exists(), reason="the real exports are not here")
def test_real_exports_say_the_same_in_both_formats() -> None:
    old, text = (read_workbook(UPR / f"upr-sessions-01-05.{suffix}").sheets[0].rows for suffix in ("xls", "csv"))
    assert len(old) == len(text) == 6_095
    same = sum(str(a[3]).strip() == str(b[3]).strip() and a[0] == b[0] for a, b in zip(old[1:], text[1:], strict=True))
    assert same == 6_094

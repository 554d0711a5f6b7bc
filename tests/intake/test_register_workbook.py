"""A whole register leaves as a workbook and comes back: without loss, or not at all."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desktop.codes import Audience, BodyKind, Channel, Level
from desktop.documents.excel.register_xlsx import TEXT_IN_A_CELL, write_register
from desktop.documents.tables.reading import read_workbook
from desktop.documents.tables.workbook import Unreadable
from desktop.intake.incoming import read_incoming
from desktop.intake.register_workbook import FIRST_LINE, Incomprehensible, RegisterWorkbook, read_register, take_in
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Refusal, Wording
from desktop.outputs.everything import export_everything
from desktop.records import journal
from desktop.records.commission.commission import find_commission
from desktop.records.demonstration.demonstration import create_demonstration
from desktop.records.everything.shape import KEY, Column, Everything, FileContent, Given, Holds, Shape, TableRows
from desktop.records.everything.shapes import shapes
from desktop.records.follow_up.action import assign_action
from desktop.records.people.body import Body
from desktop.records.people.institution import Institution
from desktop.records.register import Register
from desktop.records.schema import METADATA
from desktop.records.search.result import search
from tests.records.marked_register import MarkedRegister
from tests.records.sample import STEP
from tests.registers import new_register

TODAY = dt.date(2026, 11, 26)


def on(_done: int, _of: int) -> bool:
    return True


@pytest.fixture(scope="module")
def demonstration_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demonstration") / "demonstration.tawsiya"
    create_demonstration(path, "fr").close()
    return path


@pytest.fixture
def full(demonstration_file: Path, tmp_path: Path) -> Iterator[Register]:
    with Register.open(shutil.copyfile(demonstration_file, tmp_path / "full.tawsiya")) as opened:
        yield opened


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path / "empty.tawsiya", "TN", "ar") as made:
        yield made


@pytest.fixture
def on_a_server(empty_postgresql: str) -> Iterator[Register]:
    with Register.create(empty_postgresql, country_code="TN", language="ar") as made:
        yield made


def exported(register: Register, folder: Path, audience: Audience = Audience.RESTRICTED,
             code: LanguageCode = "fr") -> Path:  # fmt: skip
    path = folder / "register.xlsx"
    export_everything(register, audience, code, path, TODAY)
    return path


def read(path: Path) -> RegisterWorkbook:
    found = read_register(read_workbook(path), path)
    assert found is not None
    return found


def content(register: Register) -> dict[str, list[str]]:
    """Every row of every table but the journal's; the search's without its running numbers."""
    held: dict[str, list[str]] = {}
    with register.reading() as session:
        for table in METADATA.sorted_tables:
            if table.name in ("step", "change"):
                continue
            columns = [column for column in table.columns if (table.name, column.name) != ("search_entry", "id")]
            held[table.name] = sorted(map(repr, session.execute(sa.select(*columns)).all()))
    return held


# --- without loss -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_demonstration_comes_back_as_it_left(
    full: Register, empty: Register, tmp_path: Path, code: LanguageCode
) -> None:
    before = content(full)
    take_in(empty, read(exported(full, tmp_path, code=code)), on)
    assert content(empty) == before
    assert sum(map(len, before.values())) > 1000


def test_a_server_takes_it_in_and_hands_it_on(
    full: Register, on_a_server: Register, empty: Register, tmp_path: Path
) -> None:
    before = content(full)
    take_in(on_a_server, read(exported(full, tmp_path)), on)
    take_in(empty, read(exported(on_a_server, tmp_path)), on)
    assert content(empty) == before


@settings(
    max_examples=3, phases=[Phase.generate], deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32))
def test_any_register_comes_back_as_it_left(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Records of every kind, linked at random."""
    folder = tmp_path_factory.mktemp("any")
    with (
        new_register(folder / "a.tawsiya") as source,
        new_register(folder / "b.tawsiya", "JO", "ar") as target,
    ):
        with source.changing(STEP) as session:
            MarkedRegister(session, random.Random(seed)).fill()
        take_in(target, read(exported(source, folder)), on)
        before, after = content(source), content(target)
        for held in (before, after):
            held.pop("counter")  # these records have numbers that nobody was given
        assert after == before


@pytest.mark.parametrize("audience", list(Audience))
def test_what_an_audience_gets_is_a_register_again(tmp_path: Path, empty: Register, audience: Audience) -> None:
    with new_register(tmp_path / "a.tawsiya") as source:
        with source.changing(STEP) as session:
            MarkedRegister(session, random.Random(11)).fill()
        take_in(empty, read(exported(source, tmp_path, audience)), on)
    with empty.reading() as session:
        levels = set(session.scalars(sa.select(Institution.level)))
    assert levels <= set(audience.levels)
    assert levels


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\0\ufffe\uffff"), min_size=1, max_size=40
).filter(lambda text: not text.isspace())
"""What a register can hold; ends of lines are line feeds."""
AWKWARD = st.sampled_from(
    ["=1+1", "+1", "-x", "@SUM(A1)", "_x0041_", "_x000D_", "'quoted", "007", "1e5", "TRUE", "44197", "  both  ", "\t",
     "é" * (TEXT_IN_A_CELL + 3), "توصية " * 9000, "😀" * TEXT_IN_A_CELL, "a\nb", "<&>\"", "\x01\x1f\x7f"]
)  # fmt: skip
VALUES: dict[Holds, st.SearchStrategy[Any]] = {
    Holds.TEXT: TEXTS | AWKWARD,
    Holds.WHOLE_NUMBER: st.integers(-(2**63), 2**63 - 1),
    Holds.NUMBER: st.floats(allow_nan=False, allow_infinity=False),
    Holds.YES_OR_NO: st.booleans(),
    Holds.DAY: st.dates(),
    Holds.TIME: st.times(),
    Holds.LIST: st.recursive(
        st.none() | st.booleans() | st.integers() | TEXTS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
        max_leaves=5,
    ),
    Holds.REFERENCE: TEXTS,
}


def values_of(column: Column | None) -> st.SearchStrategy[Any]:
    if column is None:
        return TEXTS
    found = st.sampled_from(list(column.codes)) if column.codes else VALUES[column.holds]
    return found if column.needed else st.none() | found


@st.composite
def tables(draw: Callable[[Any], Any]) -> TableRows:
    shape: Shape = draw(st.sampled_from(list(shapes().values())))
    columns: Sequence[Column | None] = [*([None] if shape.key == KEY else []), *shape.columns]
    count = draw(st.integers(1, 4))
    rows = [(*(draw(values_of(column)) for column in columns), f"{place:032x}") for place in range(count)]
    return TableRows(shape, count, rows)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    table=tables(),
    code=st.sampled_from(LANGUAGE_CODES),
    data=st.binary(max_size=60_000),
    last=st.integers(0, 999_999),
)
def test_any_value_comes_back_as_it_left(
    tmp_path_factory: pytest.TempPathFactory, full_commission: Any, table: TableRows, code: LanguageCode, data: bytes,
    last: int,
) -> None:  # fmt: skip
    """Through the file, whatever a column may hold: formulas, escapes, long texts, extreme numbers and days."""
    import hashlib

    path = tmp_path_factory.getbasetemp() / "any-value.xlsx"
    kept = FileContent(hashlib.sha256(data).hexdigest(), data)
    numbers = [Given("action", 2026, last)]
    everything = Everything([table], numbers, [kept], 0, 0, Audience.RESTRICTED)
    write_register(everything, full_commission, TODAY, Language(code, "MA"), path)
    found = read(path)
    assert not found.problems
    assert found.taken.files == {kept.sha256: data}
    assert found.taken.numbers == numbers
    columns = table.shape.columns
    for row, wanted in zip(found.taken.rows[table.shape.kind], table.rows, strict=True):
        assert row.id == wanted[-1]
        values = wanted[-1 - len(columns) : -1]
        for column, value in zip(columns, values, strict=True):
            said = row.values[column.name]
            if value is None and column.holds is Holds.TEXT and not column.nullable:
                assert said == ""
            else:
                assert said == value, column.name
        if table.shape.key == KEY:
            assert row.key == wanted[0]


@pytest.fixture(scope="module")
def full_commission(demonstration_file: Path) -> Any:
    with Register.open(demonstration_file) as opened, opened.reading() as session:
        return find_commission(session)


# --- what comes of it -------------------------------------------------------------------------------------------------


def test_it_is_one_step_that_is_undone_as_a_whole(full: Register, empty: Register, tmp_path: Path) -> None:
    before = content(empty)
    take_in(empty, read(exported(full, tmp_path)), on)
    with empty.reading() as session:
        step = journal.find_step(session, journal.find_last_step(session))
        assert step.channel is Channel.IMPORT
        assert search(session, "REC-2021-001", levels=tuple(Level), limit=5)
    empty.undo()
    after = content(empty)
    # Contents and numbers stay given, as they do whatever is undone.
    for name in ("content", "content_part", "counter"):
        for held in (before, after):
            held.pop(name)
    assert after == before


def test_numbers_go_on_where_they_were(full: Register, empty: Register, tmp_path: Path) -> None:
    def next_number(register: Register) -> str:
        with register.changing(STEP) as session:
            lead = session.scalars(sa.select(Institution.id).where(Institution.acronym == "MJ")).one()
            return assign_action(session, {"title": Wording("Essai"), "lead_id": lead, "due": TODAY}, year=2026).number

    next_number(full)
    full.undo()  # its number is never given again, though nothing has it
    path = exported(full, tmp_path)
    take_in(empty, read(path), on)
    assert next_number(empty) == next_number(full)


def test_a_register_that_holds_something_takes_in_nothing(full: Register, empty: Register, tmp_path: Path) -> None:
    with empty.changing(STEP) as session:
        session.add(Institution(acronym="MX", name=Wording("X"), kind="ministry", standing="member"))
    before = content(empty)
    with pytest.raises(Refusal, match="empty"):
        take_in(empty, read(exported(full, tmp_path)), on)
    assert content(empty) == before


def test_a_trial_leaves_nothing(full: Register, empty: Register, tmp_path: Path) -> None:
    before = content(empty)
    take_in(empty, read(exported(full, tmp_path)), on, dry=True)
    assert content(empty) == before


def test_one_who_stops_it_has_nothing_in_the_register(full: Register, empty: Register, tmp_path: Path) -> None:
    before = content(empty)
    with pytest.raises(Refusal, match="stopped"):
        take_in(empty, read(exported(full, tmp_path)), lambda done, _of: done < 300)
    assert content(empty) == before


# --- what people do to the workbook -----------------------------------------------------------------------------------


def altered(path: Path, change: Callable[[Any], object]) -> Path:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def column_of(sheet: Any, name: str) -> int:
    return next(cell.column for cell in sheet[1] if str(cell.value).endswith(f".{name}"))


def sheet_of(book: Any, kind: str) -> Any:
    return next(sheet for sheet in book if str(sheet["A1"].value).startswith(f"{kind}."))


def test_sheets_and_columns_may_move_and_rows_be_sorted(full: Register, empty: Register, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = sheet_of(book, "action")
        sheet.title = "Nos actions"
        sheet.move_range(f"A1:A{sheet.max_row}", cols=sheet.max_column + 3)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        for number, row in enumerate(sorted(rows, key=str), 3):
            for place, value in enumerate(row, 1):
                sheet.cell(number, place).value = value
        book.move_sheet(sheet, -5)
        book.create_sheet("Mes notes")["A1"] = "à ne pas oublier"

    before = content(full)
    take_in(empty, read(altered(exported(full, tmp_path), change)), on)
    assert content(empty) == before


def test_what_a_formula_shows_that_went_wrong_is_said_and_not_taken_in(
    full: Register, empty: Register, tmp_path: Path
) -> None:
    def change(book: Any) -> None:
        sheet = sheet_of(book, "institution")
        sheet.cell(FIRST_LINE, column_of(sheet, "name_fr")).value = "#REF!"

    with pytest.raises(Incomprehensible) as refused:
        take_in(empty, read(altered(exported(full, tmp_path), change)), on)
    assert ["#REF!" in Language("fr").text(each.why) for each in refused.value.problems] == [True]


def test_a_new_row_is_a_new_record(full: Register, empty: Register, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = sheet_of(book, "institution")
        row = sheet.max_row + 1
        for name, value in (("acronym", "HCP"), ("name_fr", "Haut-Commissariat au Plan"), ("kind", "ministère"),
                            ("standing", "membre"), ("level", "Public")):  # fmt: skip
            sheet.cell(row, column_of(sheet, name)).value = value

    take_in(empty, read(altered(exported(full, tmp_path), change)), on)
    with empty.reading() as session:
        found = session.scalars(sa.select(Institution).where(Institution.acronym == "HCP")).one()
        assert found.name.fr == "Haut-Commissariat au Plan"
        assert found.level is Level.PUBLIC


WRONG: dict[str, tuple[str, str, Any, str]] = {
    "a code that is none": ("action", "status", "peut-être", "peut-être"),
    "a day that is none": ("action", "due", "31/02/2026", "31/02/2026"),
    "a number that is none": ("action", "progress", "beaucoup", "beaucoup"),
    "a number without end": ("action", "progress", 10**30, "1000"),
    "a share of more than all": ("action", "progress", 250, ""),
    "nothing where something must be": ("meeting", "start", None, "empty"),
    "somebody unknown": ("action", "lead_id", "XYZ", "XYZ"),
    "an identifier that is none": ("action", "id", "12", "identifier"),
    "a text that is too long": ("institution", "acronym", "X" * 50, "32"),
    "a list that is none": ("commission", "working_week", "{", "{"),
    "a language that is none": ("commission", "language", "xx", ""),
    "a template that is none": ("commission", "templates", '{"minutes": "= ="}', ""),
    "templates that are none": ("commission", "templates", "[1]", ""),
    "a week that is none": ("commission", "working_week", '{"a": [1]}', ""),
    "a file that is not there": ("minutes_version", "sha256", "0" * 64, "content"),
    "an end before the start": ("action", "start", dt.date(2099, 1, 1), ""),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_said_with_its_place(full: Register, empty: Register, tmp_path: Path, case: str) -> None:
    kind, name, value, said = WRONG[case]

    def change(book: Any) -> None:
        sheet = sheet_of(book, kind)
        sheet.cell(3, column_of(sheet, name)).value = value

    before = content(empty)
    found = read(altered(exported(full, tmp_path), change))
    with pytest.raises(Incomprehensible) as refused:
        take_in(empty, found, on)
    problem = refused.value.problems[0]
    assert problem.line == 3
    assert problem.sheet == found.sheets[kind][0]
    assert said in Language("en").text(problem.why)
    assert content(empty) == before


def test_the_same_twice_is_said(full: Register, empty: Register, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = sheet_of(book, "institution")
        sheet.append([cell.value for cell in sheet[4]])

    with pytest.raises(Incomprehensible) as refused:
        take_in(empty, read(altered(exported(full, tmp_path), change)), on)
    assert any("twice" in Language("en").text(each.why) for each in refused.value.problems)


def test_a_column_or_a_sheet_that_is_gone_is_said(full: Register, empty: Register, tmp_path: Path) -> None:
    def without_column(book: Any) -> None:
        sheet = sheet_of(book, "action")
        sheet.delete_cols(column_of(sheet, "due"))

    path = exported(full, tmp_path)
    with pytest.raises(Incomprehensible, match="missing"):
        take_in(empty, read(altered(shutil.copyfile(path, tmp_path / "b.xlsx"), without_column)), on)
    without = altered(
        shutil.copyfile(path, tmp_path / "c.xlsx"), lambda book: book.remove(sheet_of(book, "institution"))
    )
    with pytest.raises(Incomprehensible):
        take_in(empty, read(without), on)
    with pytest.raises(Refusal, match="commission"):
        take_in(empty, read(altered(path, lambda book: book.remove(sheet_of(book, "commission")))), on)


def test_a_workbook_of_a_newer_version_says_so(full: Register, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.worksheets[0]["A1"] = "tawsiya-register-2"

    path = altered(exported(full, tmp_path), change)
    with pytest.raises(Unreadable, match="newer"):
        read(path)


def test_another_workbook_is_none(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Recommandation"  # type: ignore[index]
    book.save(tmp_path / "other.xlsx")
    assert read_register(read_workbook(tmp_path / "other.xlsx"), tmp_path / "other.xlsx") is None


def test_a_file_that_comes_in_is_known_for_a_register(full: Register, tmp_path: Path) -> None:
    assert read_incoming(full, exported(full, tmp_path), TODAY).whole is not None


def test_nothing_in_the_workbook_is_a_formula(full: Register, tmp_path: Path) -> None:
    with full.changing(STEP) as session:
        session.add(Body(name=Wording('=HYPERLINK("http://x")', "+1", "@x"), kind=BodyKind.COMMITTEE))
    book = openpyxl.load_workbook(exported(full, tmp_path))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == '=HYPERLINK("http://x")' for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)

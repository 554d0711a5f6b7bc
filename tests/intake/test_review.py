"""Trackers as ministries send them back: written by us, mistreated by other programs, read, decided on, undone."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from desktop.codes import ActionStatus, Channel, Verdict
from desktop.documents.excel import tracker_columns as columns
from desktop.documents.excel import tracker_sent
from desktop.documents.excel.tracker_columns import COLUMNS, FIRST_ROW, Column, Layout
from desktop.documents.tables.reading import read_workbook
from desktop.documents.tables.workbook import Unreadable
from desktop.intake.comparison import ACCEPTABLE, LineKind, ReviewLine, corrected
from desktop.intake.decision import Decision, decide
from desktop.intake.review import Review, review_file
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Refusal, Wording
from desktop.outputs.trackers import export_tracker
from desktop.records.base import find
from desktop.records.follow_up.action import Action, support
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.records.follow_up.progress import ProgressUpdate, list_progress, report_progress
from desktop.records.register import Register
from tests.records.sample import STEP, french, new_action, new_institution
from tests.registers import new_register

TODAY = dt.date.today()
S, K = ActionStatus, LineKind


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """The Ministry of Justice leads five actions and supports a sixth; the Interior leads that one."""
    with new_register(tmp_path / "register.tawsiya") as made:
        with made.changing(STEP) as session:
            justice, interior = new_institution(session, "MJ"), new_institution(session, "MI")
            for number in range(1, 6):
                new_action(session, f"Action {number}", lead_id=justice.id, due=dt.date(2030, 1, number))
            shared = new_action(session, "Action partagée", lead_id=interior.id)
            support(session, shared.id, [justice.id])
            first = list_action_ids(session, ActionFilter(), "fr")[-1]
            values = {
                "reported_on": dt.date(2026, 1, 5), "status": S.IN_PROGRESS, "progress": 20,
                "narrative": french("Un comité est nommé.\nIl siège."),
            }  # fmt: skip
            report_progress(session, first, values)
        yield made


def send(register: Register, folder: Path, institution: str | None = "MJ", code: LanguageCode = "fr") -> Path:
    path = folder / f"suivi-{institution}-{code}.xlsx"
    export_tracker(register, institution, [code], path)
    return path


def cell(sheet: Worksheet, row: int, column: Column) -> Any:
    return sheet.cell(FIRST_ROW + row, COLUMNS.index(column) + 1)


def mistreat(path: Path, change: Callable[[Worksheet], object]) -> Path:
    """What somebody does to the first sheet, in a program that reads and writes everything anew."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.protection.sheet = False
    change(sheet)
    target = path.with_name(f"{path.stem}-back.xlsx")
    book.save(target)
    return target


def fill_in(sheet: Worksheet) -> None:
    """What a ministry would answer to the second and third action."""
    cell(sheet, 1, columns.STATUS).value = "En cours "
    cell(sheet, 1, columns.PROGRESS).value = "٤٠٪"
    cell(sheet, 1, columns.NARRATIVE).value = "Deux sessions tenues à Rabat."
    cell(sheet, 1, columns.REPORTED_ON).value = "12 mars 2026"
    cell(sheet, 2, columns.STATUS).value = "تم"
    cell(sheet, 2, columns.EVIDENCE).value = "Rapport n° 12"
    cell(sheet, 2, columns.OBSTACLES).value = "قلة الموارد"


def kinds(review: Review) -> list[LineKind]:
    return [line.kind for line in review.lines]


def accept(review: Review, *kinds: LineKind) -> list[Decision]:
    return [Decision(line, Verdict.ACCEPTED) for line in review.of_kind(*(kinds or ACCEPTABLE))]


def line_of(review: Review, title: str) -> ReviewLine:
    (found,) = (line for line in review.lines if line.title == title)
    return found


def updates(register: Register, number: int) -> list[Any]:
    with register.reading() as session:
        ids = list_action_ids(session, ActionFilter(), "fr")[::-1]
        return list_progress(session, ids[number])


# --- what is understood -----------------------------------------------------------------------------------------------


def test_a_tracker_nobody_touched_proposes_nothing(register: Register, tmp_path: Path) -> None:
    for code in LANGUAGE_CODES:
        for institution in ("MJ", None):
            review = review_file(register, send(register, tmp_path, institution, code))
            assert set(kinds(review)) == {K.UNCHANGED} and len(review.lines) == 6
            assert not review.notes and list(review.languages) == [code]


def test_answers_become_progress_reported_by_the_institution(register: Register, tmp_path: Path) -> None:
    review = review_file(register, mistreat(send(register, tmp_path), fill_in))
    assert kinds(review) == [K.UNCHANGED, K.CHANGED, K.CHANGED, K.UNCHANGED, K.UNCHANGED, K.UNCHANGED]
    assert decide(register, review, accept(review)).accepted == 2

    (second,) = updates(register, 1)
    assert (second.status, second.progress, second.reported_on) == (S.IN_PROGRESS, 40, dt.date(2026, 3, 12))
    assert second.narrative == french("Deux sessions tenues à Rabat.")
    assert second.reported_by == "MJ" and second.channel is Channel.TRACKER
    (third,) = updates(register, 2)
    assert (third.status, third.progress, third.reported_on) == (S.REPORTED, 100, TODAY)
    assert third.obstacles == Wording(ar="قلة الموارد")
    assert third.narrative == french("Justificatif ou commentaire\u00a0: Rapport n° 12")
    with register.reading() as session:
        rows = list_actions(session, list_action_ids(session, ActionFilter(), "fr")[::-1])
        assert [row.status for row in rows[:3]] == [S.IN_PROGRESS, S.IN_PROGRESS, S.REPORTED]


def test_one_step_that_is_undone_as_a_whole(register: Register, tmp_path: Path) -> None:
    path = mistreat(send(register, tmp_path), fill_in)
    steps = len(register.steps_done)
    review = review_file(register, path)
    decide(register, review, [*accept(review), Decision(review.lines[0], Verdict.REFUSED)])
    assert len(register.steps_done) == steps + 1
    assert register.undo() is not None
    assert not updates(register, 1) and not updates(register, 2)
    assert kinds(review_file(register, path)).count(K.CHANGED) == 2, "what is undone can be accepted again"


def test_the_same_file_twice_proposes_nothing_new(register: Register, tmp_path: Path) -> None:
    path = mistreat(send(register, tmp_path), fill_in)
    review = review_file(register, path)
    accepted, refused = review.of_kind(K.CHANGED)
    decide(register, review, [Decision(accepted, Verdict.ACCEPTED), Decision(refused, Verdict.REFUSED)])
    again = review_file(register, path)
    assert not again.of_kind(*ACCEPTABLE)
    assert [line.verdict for line in again.of_kind(K.DECIDED)] == [Verdict.ACCEPTED, Verdict.REFUSED][
        -len(again.of_kind(K.DECIDED)) :
    ]
    assert refused.fingerprint in {line.fingerprint for line in again.of_kind(K.DECIDED)}


def test_two_returns_by_different_hands_both_count(register: Register, tmp_path: Path) -> None:
    sent = send(register, tmp_path)
    one = mistreat(sent, lambda sheet: setattr(cell(sheet, 1, columns.PROGRESS), "value", 0.3)).rename(
        tmp_path / "un.xlsx"
    )
    two = mistreat(sent, lambda sheet: setattr(cell(sheet, 1, columns.OBSTACLES), "value", "Budget"))
    for path in (one, two):
        review = review_file(register, path)
        assert len(review.of_kind(K.CHANGED)) == 1
        decide(register, review, accept(review))
    latest, first = updates(register, 1)
    assert latest.obstacles == french("Budget") and (first.progress, latest.progress) == (30, 30)


def test_what_moved_on_here_meanwhile_is_a_conflict(register: Register, tmp_path: Path) -> None:
    path = mistreat(send(register, tmp_path), fill_in)
    with register.changing(STEP) as session:
        action_id = list_action_ids(session, ActionFilter(), "fr")[::-1][1]
        report_progress(session, action_id, {"reported_on": TODAY, "status": S.IN_PROGRESS, "progress": 60})
    line = line_of(review_file(register, path), "Action 2")
    assert line.kind is K.CONFLICT
    progress = line.cells["progress"]
    assert (progress.sent, progress.now, progress.says(Language("fr"))) == (0, 60, "40\u00a0%") and progress.conflict
    assert not line.cells["status"].differs, "both say that work has begun"


def test_rows_that_were_added_are_proposed_actions(register: Register, tmp_path: Path) -> None:
    def add(sheet: Worksheet) -> None:
        cell(sheet, 6, columns.ACTION).value = "Créer une cellule régionale"
        cell(sheet, 6, columns.DEADLINE).value = "30/06/2031"
        cell(sheet, 6, columns.STATUS).value = "en cours"
        cell(sheet, 8, columns.NARRATIVE).value = "sans titre"

    review = review_file(register, mistreat(send(register, tmp_path), add))
    proposed, untitled = review.lines[-2:]
    assert proposed.kind is K.NEW and untitled.kind is K.REFUSED
    decide(register, review, accept(review, K.NEW))
    with register.reading() as session:
        (row,) = (
            each for each in list_actions(session, list_action_ids(session, ActionFilter(), "fr"))
            if each.title == french("Créer une cellule régionale")
        )  # fmt: skip
        assert (row.lead, row.due, row.status) == ("MJ", dt.date(2031, 6, 30), S.IN_PROGRESS)
    assert review_file(register, review.path).lines[-2].kind is K.DECIDED


# --- what rules forbid, and what is not understood --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        (columns.STATUS, "vérifiée", K.REFUSED),
        (columns.STATUS, "annulée", K.REFUSED),
        (columns.STATUS, "presque", K.UNCLEAR),
        (columns.PROGRESS, "1", K.UNCLEAR),
        (columns.PROGRESS, 3.5, K.CHANGED),
        (columns.PROGRESS, 130, K.UNCLEAR),
        (columns.REPORTED_ON, dt.date(2199, 1, 1), K.REFUSED),
        (columns.REPORTED_ON, "bientôt", K.UNCLEAR),
        (columns.NARRATIVE, "=cmd|'/c calc'!A1", K.CHANGED),
    ],
)
def test_each_reason_stands_at_its_cell(
    register: Register, tmp_path: Path, column: Column, value: Any, kind: LineKind
) -> None:
    def change(sheet: Worksheet) -> None:
        cell(sheet, 1, column).value = value
        cell(sheet, 1, column).data_type = "s" if isinstance(value, str) else cell(sheet, 1, column).data_type

    review = review_file(register, mistreat(send(register, tmp_path), change))
    line = review.lines[1]
    assert line.kind is kind
    troubled = [name for name, each in line.cells.items() if each.trouble]
    assert len(troubled) == (kind is not K.CHANGED)
    for trouble in line.troubles():
        assert len({Language(code).text(trouble) for code in LANGUAGE_CODES}) == 3


def test_a_cell_in_trouble_can_be_put_right_or_left_out(register: Register, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        cell(sheet, 1, columns.STATUS).value = "presque"
        cell(sheet, 1, columns.NARRATIVE).value = "Presque fini."
        cell(sheet, 2, columns.STATUS).value = "vérifiée"
        cell(sheet, 2, columns.NARRATIVE).value = "Fini."

    review = review_file(register, mistreat(send(register, tmp_path), change))
    decide(
        register,
        review,
        [
            Decision(corrected(review.lines[1], "status", "en cours", TODAY), Verdict.ACCEPTED),
            Decision(corrected(review.lines[2], "status", "", TODAY), Verdict.ACCEPTED),
        ],
    )
    assert updates(register, 1)[0].status is S.IN_PROGRESS
    assert (updates(register, 2)[0].status, updates(register, 2)[0].narrative) == (S.PLANNED, french("Fini."))


def test_where_a_rule_forbids_one_nothing_is_taken_in(register: Register, tmp_path: Path) -> None:
    review = review_file(register, mistreat(send(register, tmp_path), fill_in))
    good, bad = accept(review)
    with pytest.raises(Refusal, match=str(bad.line.row)):
        decide(register, review, [good, Decision(corrected(bad.line, "status", "vérifiée", TODAY), Verdict.ACCEPTED)])
    assert not updates(register, 1)


def test_files_of_others(register: Register, tmp_path: Path) -> None:
    path = send(register, tmp_path)
    other = new_register(tmp_path / "other.tawsiya", "TN", "fr")
    with other, pytest.raises(Unreadable):
        review_file(other, path)
    book = openpyxl.Workbook()
    book.save(tmp_path / "empty.xlsx")
    with pytest.raises(Unreadable):
        review_file(register, tmp_path / "empty.xlsx")


def test_an_action_that_is_another_institutions_by_now(register: Register, tmp_path: Path) -> None:
    path = mistreat(send(register, tmp_path), fill_in)
    with register.changing(STEP) as session:
        other = new_institution(session, "MS")
        find(session, Action, list_action_ids(session, ActionFilter(), "fr")[::-1][1]).lead_id = other.id
    line = line_of(review_file(register, path), "Action 2")
    assert line.kind is K.REFUSED and line.trouble is not None


# --- what people and programs do to files -----------------------------------------------------------------------------


def sort_backwards(sheet: Any) -> None:
    rows = [[each.value for each in row] for row in sheet.iter_rows(FIRST_ROW, FIRST_ROW + 5)]
    for row, values in enumerate(reversed(rows)):
        for column, value in enumerate(values, 1):
            sheet.cell(FIRST_ROW + row, column).value = value


def retype_headings(sheet: Any) -> None:
    for column in (columns.STATUS, columns.NARRATIVE, columns.RECOMMENDATION):
        sheet.cell(FIRST_ROW - 1, COLUMNS.index(column) + 1).value = "xxx"


def colour_everything(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(FIRST_ROW, FIRST_ROW + 300):
        for each in row:
            each.fill = PatternFill("solid", start_color="FFFF00")
    sheet["H9"].comment = Comment("à voir", "x")


def merge_a_title(sheet: Worksheet) -> None:
    sheet.merge_cells("A1:F1")
    sheet.merge_cells(f"I{FIRST_ROW + 3}:J{FIRST_ROW + 3}")


HABITS: dict[str, Callable[[Any], object]] = {
    "sorted": sort_backwards,
    "rows put in": lambda sheet: (sheet.insert_rows(1, 3), sheet.insert_rows(FIRST_ROW + 5)),
    "column put in": lambda sheet: sheet.insert_cols(3),
    "columns taken out": lambda sheet: (sheet.delete_cols(14, 4), sheet.delete_cols(3, 3)),
    "record column taken out": lambda sheet: sheet.delete_cols(len(COLUMNS)),
    "rows hidden": lambda sheet: setattr(sheet.row_dimensions[FIRST_ROW + 1], "hidden", True),
    "sheet renamed": lambda sheet: setattr(sheet, "title", "copie (2)"),
    "headings retyped": retype_headings,
    "coloured": colour_everything,
    "merged": merge_a_title,
    "numbers typed over": lambda sheet: [
        setattr(sheet.cell(FIRST_ROW + row, 1), "value", str(row + 1)) for row in range(6)
    ],
}


@pytest.mark.parametrize("habit", HABITS)
def test_what_people_do_to_files_is_understood(register: Register, tmp_path: Path, habit: str) -> None:
    def both(sheet: Worksheet) -> None:
        fill_in(sheet)
        HABITS[habit](sheet)

    review = review_file(register, mistreat(send(register, tmp_path), both))
    changed = {line.title: line for line in review.of_kind(K.CHANGED)}
    assert set(changed) == {"Action 2", "Action 3"}
    assert changed["Action 2"].cells["progress"].proposed.value == 40
    assert changed["Action 3"].cells["status"].proposed.value is S.REPORTED
    assert len(review.of_kind(K.UNCHANGED)) == 4


def test_a_row_copied_below_itself_is_asked_about(register: Register, tmp_path: Path) -> None:
    def copy(sheet: Any) -> None:
        fill_in(sheet)
        for column in range(1, len(COLUMNS) + 1):
            sheet.cell(FIRST_ROW + 6, column).value = sheet.cell(FIRST_ROW + 1, column).value

    review = review_file(register, mistreat(send(register, tmp_path), copy))
    assert [line.kind for line in review.lines if line.title == "Action 2"] == [K.UNCLEAR, K.UNCLEAR]


def test_without_the_hidden_sheet_the_register_as_it_is_counts(register: Register, tmp_path: Path) -> None:
    path = mistreat(send(register, tmp_path), fill_in)
    book = openpyxl.load_workbook(path)
    del book[tracker_sent.SHEET]
    book.save(path)
    review = review_file(register, path)
    assert len(review.notes) == 1 and review.institution is None
    assert len(review.of_kind(K.CHANGED)) == 2


def test_what_was_sent_is_not_believed_once_it_was_altered(register: Register, tmp_path: Path) -> None:
    path = mistreat(send(register, tmp_path), fill_in)
    book = openpyxl.load_workbook(path)
    book[tracker_sent.SHEET]["D2"] = "99"
    book.save(path)
    review = review_file(register, path)
    assert review.sent is not None and not review.sent.whole and len(review.notes) == 1
    assert len(review.of_kind(K.CHANGED)) == 2


def test_what_a_formula_shows_that_went_wrong_is_nobodys_answer(register: Register, tmp_path: Path) -> None:
    def spoil(sheet: Worksheet) -> None:
        cell(sheet, 1, columns.STATUS).value = "fait"
        cell(sheet, 1, columns.NARRATIVE).value = "#REF!"
        cell(sheet, 2, columns.PROGRESS).value = "#DIV/0!"
        cell(sheet, 3, columns.EVIDENCE).value = "#N/A"
        cell(sheet, 6, columns.ACTION).value = "#NAME?"
        cell(sheet, 6, columns.STATUS).value = "en cours"

    review = review_file(register, mistreat(send(register, tmp_path), spoil))
    assert kinds(review) == [K.UNCHANGED, K.UNCLEAR, K.UNCLEAR, K.UNCLEAR, K.UNCHANGED, K.UNCHANGED, K.REFUSED]
    for place, fault in ((1, "#REF!"), (2, "#DIV/0!"), (3, "#N/A")):
        assert fault in Language("fr").text(review.lines[place].troubles()[0])
    assert decide(register, review, accept(review)).accepted == 0
    assert not updates(register, 1) and not updates(register, 3)


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods", "csv"])
def test_a_tracker_saved_by_libreoffice(register: Register, tmp_path: Path, suffix: str) -> None:
    path = mistreat(send(register, tmp_path), fill_in)
    out = tmp_path / "office"
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "csv:Text - txt - csv (StarCalc):59,34,76" if suffix == "csv" else suffix, "--outdir", out, path],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    (saved,) = out.glob(f"*.{suffix}")
    review = review_file(register, saved)
    assert {line.title for line in review.of_kind(K.CHANGED)} == {"Action 2", "Action 3"}
    assert (review.sent is None) == (suffix == "csv")
    decide(register, review, accept(review))
    assert updates(register, 1)[0].progress == 40


def test_what_was_sent_reads_back(register: Register, tmp_path: Path) -> None:
    book = read_workbook(send(register, tmp_path))
    (sheet,) = (each for each in book.sheets if each.name == tracker_sent.SHEET)
    sent = tracker_sent.read(sheet.rows)
    assert sheet.hidden and sent is not None and sent.whole and len(sent.rows) == 6
    assert next(iter(sent.rows.values())).narrative == "Un comité est nommé.\nIl siège."


def test_another_deadline_is_told_and_never_taken_over(register: Register, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        cell(sheet, 1, columns.DEADLINE).value = dt.date(2031, 1, 1)
        cell(sheet, 2, columns.DEADLINE).value = "fin 2032"
        cell(sheet, 2, columns.PROGRESS).value = 0.3

    review = review_file(register, mistreat(send(register, tmp_path), change))
    alone, beside = line_of(review, "Action 2"), line_of(review, "Action 3")
    assert alone.kind is K.REFUSED and alone.trouble == alone.remark
    assert alone.remark is not None and "01/01/2031" in Language("en").text(alone.remark)
    assert beside.kind is K.CHANGED and beside.remark is not None
    decide(register, review, accept(review))
    with register.reading() as session:
        dues = {row.title.fr: row.due for row in list_actions(session, list_action_ids(session, ActionFilter(), "fr"))}
    assert dues["Action 2"] == dt.date(2030, 1, 2) and dues["Action 3"] == dt.date(2030, 1, 3)
    assert updates(register, 2)[0].progress == 30
    again = review_file(register, review.path)
    decide(register, again, [Decision(line_of(again, "Action 2"), Verdict.REFUSED)])
    assert line_of(review_file(register, review.path), "Action 2").kind is K.DECIDED


# --- in two languages, and with some columns only --------------------------------------------------------------------


PAIRS: list[tuple[LanguageCode, ...]] = [("fr", "ar"), ("ar", "fr"), ("en", "ar"), ("fr", "en")]


@pytest.mark.parametrize("codes", [*((code,) for code in LANGUAGE_CODES), *PAIRS])
def test_without_what_was_sent_its_headings_tell_the_languages(
    register: Register, tmp_path: Path, codes: tuple[LanguageCode, ...]
) -> None:
    """Some programs keep no hidden sheet, and a text file none at all."""
    with register.changing(STEP) as session:
        update = session.scalars(sa.select(ProgressUpdate)).one()
        update.narrative = Wording(fr="Un comité est nommé.", ar="تم تعيين لجنة.", en="A committee is named.")
    path = tmp_path / "suivi.xlsx"
    export_tracker(register, "MJ", codes, path)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets[1:]:
        book.remove(sheet)
    book.worksheets[0].title = "Actions - Table 1"
    book.worksheets[0].insert_rows(1)
    book.worksheets[0]["A1"] = "Table 1"
    book.save(path)
    review = review_file(register, path)
    assert review.sent is None and list(review.languages) == list(codes)
    assert set(kinds(review)) == {K.UNCHANGED} and len(review.lines) == 6


@pytest.mark.parametrize("codes", PAIRS)
def test_a_tracker_in_two_languages_comes_back(
    register: Register, tmp_path: Path, codes: tuple[LanguageCode, ...]
) -> None:
    with register.changing(STEP) as session:
        # What was reported exists in both.
        update = session.scalars(sa.select(ProgressUpdate)).one()
        update.narrative = Wording(fr="Un comité est nommé.", ar="تم تعيين لجنة.", en="A committee is named.")
    path = tmp_path / "deux.xlsx"
    export_tracker(register, "MJ", codes, path)
    assert set(kinds(review_file(register, path))) == {K.UNCHANGED}
    back = review_file(register, mistreat(path, fill_in))
    assert list(back.languages) == list(codes)
    decide(register, back, accept(back))
    assert [each.status for each in updates(register, 1)] == [S.IN_PROGRESS]
    assert updates(register, 1)[0].progress == 40
    assert updates(register, 2)[0].obstacles.ar == "قلة الموارد"
    assert updates(register, 2)[0].status is S.REPORTED


def test_a_status_may_be_said_in_both_languages_or_in_one(register: Register, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        cell(sheet, 1, columns.STATUS).value = "en cours / قيد الإنجاز"
        cell(sheet, 2, columns.STATUS).value = "fait / قيد الإنجاز"
        cell(sheet, 3, columns.STATUS).value = "fait / plus ou moins"

    path = tmp_path / "deux.xlsx"
    export_tracker(register, "MJ", ["fr", "ar"], path)
    found = review_file(register, mistreat(path, change))
    assert line_of(found, "Action 2").cells["status"].proposed.value is S.IN_PROGRESS
    assert line_of(found, "Action 3").kind is LineKind.UNCLEAR
    assert line_of(found, "Action 4").kind is LineKind.UNCLEAR


@pytest.mark.parametrize("names", [["narrative"], ["narrative", "obstacles", "evidence", "reported_on", "start"]])
def test_a_tracker_with_some_columns_comes_back_though_its_headings_were_typed_anew(
    register: Register, tmp_path: Path, names: list[str]
) -> None:
    layout = Layout.with_columns(names)

    def place(column: Column) -> int:
        return layout.columns.index(column) + 1

    def change(sheet: Worksheet) -> None:
        sheet.cell(FIRST_ROW - 1, place(columns.PROGRESS), "C’est où ?")
        sheet.cell(FIRST_ROW + 1, place(columns.STATUS), "fait")
        sheet.cell(FIRST_ROW + 1, place(columns.PROGRESS), 0.9)
        sheet.cell(FIRST_ROW + 1, place(columns.NARRATIVE), "Guide publié.")

    path = tmp_path / "peu.xlsx"
    export_tracker(register, "MJ", ["fr"], path, columns=names)
    assert set(kinds(review_file(register, path))) == {K.UNCHANGED}
    found = line_of(review_file(register, mistreat(path, change)), "Action 2")
    assert found.kind is K.CHANGED
    assert (found.cells["progress"].proposed.value, found.cells["narrative"].proposed.value) == (90, "Guide publié.")


def test_a_tracker_sent_before_columns_could_be_chosen_is_still_understood(register: Register, tmp_path: Path) -> None:
    """Its hidden sheet said less, and its checksum was of that."""

    def change(book: openpyxl.Workbook) -> None:
        sheet = book[tracker_sent.SHEET]
        rows = [["" if each.value is None else str(each.value) for each in row] for row in sheet.iter_rows()]
        head = ["tawsiya-tracker-1", *rows[0][1:5]]
        lines = [head, *rows[1:]]
        digest = hashlib.sha256()
        for line in lines:
            digest.update("\x1f".join(" ".join(each.split()) for each in line).rstrip("\x1f").encode() + b"\n")
        for place, value in enumerate([*head, digest.hexdigest(), None], 1):
            sheet.cell(1, place, value)

    path = send(register, tmp_path)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    found = review_file(register, path)
    assert found.sent is not None and found.sent.whole
    assert set(kinds(found)) == {K.UNCHANGED} and not found.notes

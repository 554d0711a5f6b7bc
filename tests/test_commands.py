"""The command line: what it prints, what it writes, what it refuses, and how it ends."""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
import sqlalchemy as sa
from docx.oxml.ns import qn
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from reportlab.pdfgen.canvas import Canvas

import main
from desktop.codes import ActionStatus
from desktop.commands import command_line as commands
from desktop.commands.listing import KINDS
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Wording
from desktop.outputs.writing import document_language
from desktop.records.attachment import attach_file
from desktop.records.commission.commission import find_commission
from desktop.records.follow_up.action import assign_action
from desktop.records.follow_up.recommendation import take_recommendation
from desktop.records.meetings.meeting import find_meeting_id
from desktop.records.meetings.minutes import find_minutes
from desktop.records.people.institution import Institution
from desktop.records.register import Register
from desktop.records.subject import Subject
from tests.records import sample
from tests.records.sample import STEP, french
from tests.registers import new_register

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def demonstration_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demonstration") / "demonstration.tawsiya"
    assert commands.run(["demo", str(path), "--language", "fr"]) == commands.DONE
    return path


@pytest.fixture
def demonstration(demonstration_file: Path, tmp_path: Path) -> str:
    return str(shutil.copyfile(demonstration_file, tmp_path / "demonstration.tawsiya"))


@pytest.fixture
def register_file(tmp_path: Path) -> Path:
    path = tmp_path / "r.tawsiya"
    new_register(path).close()
    return path


@pytest.fixture(autouse=True)
def argparse_s_own_words() -> Iterator[None]:
    """The commands give argparse a language; nobody else is to speak it."""
    before = vars(argparse)["_"]
    yield
    setattr(argparse, "_", before)  # noqa: B010


def speak(code: LanguageCode) -> None:
    """Choose a language as the window does."""
    settings = Path(os.environ["TAWSIYA_SETTINGS"])
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"language": code}))


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "settings" not in path.parts
    }


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert commands.run(["list", *arguments, "--json"]) == commands.DONE
    said = capsys.readouterr()
    assert said.err == ""
    return json.loads(said.out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert commands.run(arguments) == commands.REFUSED
    said = capsys.readouterr()
    assert said.out == "" and "Traceback" not in said.err
    return said.err.strip()


def started(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """The program as a user starts it."""
    return subprocess.run(
        [sys.executable, "main.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False, **options
    )


# --- new and demo -----------------------------------------------------------------------------------------------------


def test_new_makes_an_empty_register_that_list_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "r.tawsiya")
    assert commands.run(["new", path, "--country", "TN", "--language", "ar"]) == commands.DONE
    assert path in capsys.readouterr().out
    for kind in KINDS:
        assert listed(capsys, path, kind) == []
    with Register.open(path) as register, register.reading() as session:
        assert (find_commission(session).country, find_commission(session).language) == ("TN", "ar")


def test_new_speaks_the_user_s_language_where_none_is_given(tmp_path: Path) -> None:
    speak("en")
    assert commands.run(["new", str(tmp_path / "r.tawsiya"), "--country", "MD"]) == commands.DONE
    with Register.open(tmp_path / "r.tawsiya") as register:
        assert document_language(register) == "en"


@pytest.mark.parametrize("verb", [["new", "--country", "MA"], ["demo"]])
def test_new_and_demo_leave_what_is_already_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: list[str]
) -> None:
    taken = tmp_path / "r.tawsiya"
    taken.write_text("Bonjour")
    assert str(taken) in refused(capsys, *verb, str(taken))
    assert contents(tmp_path) == {"r.tawsiya": hashlib.sha256(b"Bonjour").hexdigest()}


def test_a_country_nobody_knows_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "XX" in refused(capsys, "new", str(tmp_path / "r.tawsiya"), "--country", "XX")
    assert contents(tmp_path) == {}


# --- list -------------------------------------------------------------------------------------------------------------

TEXT_IN_LANGUAGES = {"fr", "ar", "en"}


@pytest.mark.parametrize("kind", KINDS)
def test_json_is_one_array_of_objects_with_number_status_and_title(
    demonstration: str, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    found = listed(capsys, demonstration, kind)
    assert found
    for each in found:
        assert isinstance(each["number"], str) and each["number"]
        assert isinstance(each["status"], str) and each["status"].isascii()
        assert set(each["title"]) == TEXT_IN_LANGUAGES and all(each["title"].values())
    assert len({each["number"] for each in found}) == len(found)


def test_json_of_recommendations_holds_their_text_in_three_languages(
    demonstration: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = listed(capsys, demonstration, "recommendations")
    assert len(found) >= 25
    assert all(set(each["text"]) == TEXT_IN_LANGUAGES and all(each["text"].values()) for each in found)


def test_json_of_actions_holds_lead_deadline_and_progress(
    demonstration: str, capsys: pytest.CaptureFixture[str]
) -> None:
    acronyms = {each["number"] for each in listed(capsys, demonstration, "institutions")}
    found = listed(capsys, demonstration, "actions")
    assert len(found) >= 40
    for each in found:
        assert each["lead"] in acronyms
        assert each["due"] is None or each["due"][4] == each["due"][7] == "-"
        assert isinstance(each["progress"], int) and 0 <= each["progress"] <= 100
        assert each["status"] in set(ActionStatus)


def test_a_text_that_is_missing_is_null(register_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Register.open(register_file) as register:
        sample.new_action_id(register, "Seulement en français")
    (found,) = listed(capsys, str(register_file), "actions")
    assert found["title"] == {"fr": "Seulement en français", "ar": None, "en": None}
    assert (found["lead"], found["due"], found["progress"]) == (None, None, 0)


def test_search_finds_words_whatever_their_case_accents_and_harakat(
    register_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Register.open(register_file) as register, register.changing(STEP) as session:
        text = Wording("À l’école", "كلمة أحمد", "At school")
        take_recommendation(session, {"title": text, "text": text}, 2021)
        take_recommendation(session, {"title": french("Autre"), "text": french("Autre")}, 2021)
    for searched in ("ecole", "ECOLE", "école", "احمد", "أحمد", "أَحْمَد", "school ecole"):
        found = listed(capsys, str(register_file), "recommendations", "--search", searched)
        assert [each["number"][-3:] for each in found] == ["001"], searched
    for searched in ("ecoles", "%", "_", "zzz"):
        assert listed(capsys, str(register_file), "recommendations", "--search", searched) == []


def test_overdue_lists_late_actions_only(demonstration: str, capsys: pytest.CaptureFixture[str]) -> None:
    late = listed(capsys, demonstration, "actions", "--overdue")
    everything = listed(capsys, demonstration, "actions")
    assert late == [each for each in everything if each["overdue"]]
    assert 0 < len(late) < len(everything)
    assert not {each["status"] for each in late} & {"reported", "verified", "cancelled"}


def test_institution_lists_what_concerns_it(demonstration: str, capsys: pytest.CaptureFixture[str]) -> None:
    acronym = listed(capsys, demonstration, "actions")[0]["lead"]
    for each in listed(capsys, demonstration, "actions", "--institution", acronym.lower()):
        assert acronym in (each["lead"], *each["supporting"])
    for each in listed(capsys, demonstration, "recommendations", "--institution", acronym):
        assert acronym in each["addressees"]
    (itself,) = listed(capsys, demonstration, "institutions", "--institution", acronym)
    assert itself["number"] == acronym
    assert listed(capsys, demonstration, "meetings", "--institution", acronym)


def test_a_printed_list_says_a_line_each_with_status_in_the_user_s_language(
    demonstration: str, capsys: pytest.CaptureFixture[str]
) -> None:
    speak("ar")
    found = listed(capsys, demonstration, "actions")
    assert commands.run(["list", demonstration, "actions"]) == commands.DONE
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(found)
    for line, each in zip(lines, found, strict=True):
        assert line.startswith(each["number"])
        assert each["title"]["ar"] in line
        assert Language("ar").text(ActionStatus(each["status"]).label) in line


def test_a_printed_recommendation_without_title_shows_its_text_on_one_line(
    register_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Register.open(register_file) as register, register.changing(STEP) as session:
        take_recommendation(session, {"text": french("Former\nles juges")}, 2021)
    assert commands.run(["list", str(register_file), "recommendations"]) == commands.DONE
    assert capsys.readouterr().out.rstrip("\n").endswith("Former les juges")


def test_listing_changes_nothing(demonstration: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(tmp_path)
    listed(capsys, demonstration, "actions")
    assert contents(tmp_path) == before


# --- minutes and tracker ----------------------------------------------------------------------------------------------


@pytest.fixture
def meeting_number() -> str:
    """A plenary session with everything in it."""
    return "REU-2021-002"


def language_of(reader: PdfReader) -> str:
    return str(reader.root_object["/Lang"])


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_minutes_are_written_in_the_language_asked_for(
    demonstration: str, tmp_path: Path, meeting_number: str, code: LanguageCode, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "محضر.pdf"
    assert commands.run(["minutes", demonstration, meeting_number, str(out), "--language", code]) == commands.DONE
    assert str(out) in capsys.readouterr().out
    reader = PdfReader(out)
    assert language_of(reader).startswith(code)
    text = "".join(page.extract_text() for page in reader.pages)
    assert meeting_number in text
    with Register.open(demonstration) as register, register.reading() as session:
        minutes = find_minutes(session, find_meeting_id(session, meeting_number), code)
    for item in minutes.agenda:
        for recommendation in item.recommendations:
            assert recommendation.number in text


@pytest.mark.parametrize("paper", [["summary"], ["extract", "--institution", "mj"], ["minutes", "--numbered"]])
def test_papers_made_of_the_minutes_are_written_in_one_language_or_two(
    demonstration: str, tmp_path: Path, meeting_number: str, paper: list[str]
) -> None:
    for languages in ("ar", "fr+ar"):
        out = tmp_path / f"{languages}.pdf"
        chosen = ["--paper", *paper, "--language", languages]
        assert commands.run(["minutes", demonstration, meeting_number, str(out), *chosen]) == commands.DONE
        assert language_of(PdfReader(out)).startswith(languages[:2])


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        (["extract"], "indiquez laquelle"),
        (["extract", "--institution", "XYZ"], "XYZ"),
        (["extract", "--institution", "INTERPOL"], "ne concerne INTERPOL"),
        (["corrigendum"], "Aucun rectificatif"),
    ],
)
def test_a_paper_that_would_say_nothing_is_refused(
    capsys: pytest.CaptureFixture[str],
    demonstration: str,
    tmp_path: Path,
    meeting_number: str,
    paper: list[str],
    said: str,
) -> None:
    out = tmp_path / "a.pdf"
    assert said in refused(capsys, "minutes", demonstration, meeting_number, str(out), "--paper", *paper)
    assert not out.exists()


def test_annexes_that_are_pdfs_follow_and_the_others_are_listed_with_the_reason(
    demonstration: str, tmp_path: Path, meeting_number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"rapport.pdf": annexed("Rapport d’étape"), "abime.pdf": b"%PDF-1.7 broken", "liste.xlsx": b"PK"}
    with Register.open(demonstration) as register, register.changing(STEP) as session:
        meeting_id = find_meeting_id(session, meeting_number)
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
            attach_file(session, Subject("meeting", meeting_id), tmp_path / name)
    out, plain = tmp_path / "a.pdf", tmp_path / "plain.pdf"
    assert commands.run(["minutes", demonstration, meeting_number, str(plain)]) == commands.DONE
    assert commands.run(["minutes", demonstration, meeting_number, str(out), "--annexes"]) == commands.DONE
    pages = [page.extract_text() for page in PdfReader(out).pages]
    assert len(pages) == len(PdfReader(plain).pages) + 1
    assert "Rapport d’étape" in pages[-1] and "rapport.pdf" in pages[-1]
    text = " ".join(" ".join(pages).split())
    assert "liste.xlsx" in text and "ce n’est pas un PDF" in text and "le fichier est endommagé" in text
    capsys.readouterr()
    word = ["minutes", demonstration, meeting_number, str(tmp_path / "a.docx"), "--annexes"]
    assert ".pdf" in refused(capsys, *word)


def annexed(text: str) -> bytes:
    """A PDF of another program."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.drawString(100, 100, text)
    canvas.save()
    return stream.getvalue()


def test_documents_are_in_the_commission_s_language_where_none_is_given(
    tmp_path: Path, demonstration: str, meeting_number: str
) -> None:
    speak("en")
    assert commands.run(["minutes", demonstration, meeting_number, str(tmp_path / "a.pdf")]) == commands.DONE
    assert language_of(PdfReader(tmp_path / "a.pdf")).startswith("fr")


@pytest.mark.parametrize("paper", ["notice", "letters", "agenda", "annotated", "sheet", "plates"])
def test_what_goes_out_before_a_meeting_is_written_in_one_language_or_two(
    demonstration: str, tmp_path: Path, paper: str
) -> None:
    for languages in ("ar", "fr+ar"):
        out = tmp_path / f"{languages}.pdf"
        chosen = ["--paper", paper, "--language", languages]
        assert commands.run(["notice", demonstration, "REU-2026-002", str(out), *chosen]) == commands.DONE
        assert language_of(PdfReader(out)).startswith(languages[:2])


@pytest.mark.parametrize("languages", ["ar", "fr+ar"])
def test_a_name_that_ends_in_docx_asks_for_a_document_for_word(
    demonstration: str, tmp_path: Path, meeting_number: str, languages: str
) -> None:
    for verb in ("minutes", "notice"):
        out = tmp_path / f"{verb}.docx"
        assert commands.run([verb, demonstration, meeting_number, str(out), "--language", languages]) == commands.DONE
        package: Any = docx.Document(str(out))
        said = "".join(part.text or "" for part in package.element.body.iter(qn("w:t")))
        assert meeting_number in said


def test_a_name_that_tells_no_kind_of_document_is_refused(
    demonstration: str, tmp_path: Path, meeting_number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("minutes", "minutes.doc", "minutes.txt"):
        said = refused(capsys, "minutes", demonstration, meeting_number, str(tmp_path / name))
        assert ".docx" in said
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("minutes")] == []


def test_a_password_is_asked_for_and_closes_the_document(
    demonstration: str, tmp_path: Path, meeting_number: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    out = tmp_path / "closed.pdf"
    chosen = ["minutes", demonstration, meeting_number, str(out), "--protect"]
    monkeypatch.setattr("sys.stdin", io.StringIO("كلمة السر\n"))
    assert commands.run(chosen) == commands.DONE
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(out)
    pikepdf.open(out, password="كلمة السر").close()
    before = out.read_bytes()
    capsys.readouterr()
    for given in ("\n", "x" * 128 + "\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        assert refused(capsys, *chosen)
    monkeypatch.setattr("sys.stdin", io.StringIO("secret\n"))
    assert refused(capsys, *[each.replace(".pdf", ".docx") for each in chosen])
    assert out.read_bytes() == before


def test_a_calendar_holds_the_meetings_to_come_or_the_one_asked_for(demonstration: str, tmp_path: Path) -> None:
    out = tmp_path / "agenda.ics"
    assert commands.run(["calendar", demonstration, str(out), "--meeting", "REU-2021-002"]) == commands.DONE
    assert out.read_text(encoding="utf-8").count("BEGIN:VEVENT") == 1
    assert "REU-2021-002" in out.read_text(encoding="utf-8")
    assert commands.run(["calendar", demonstration, str(out)]) == commands.DONE
    assert "REU-2021-002" not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("institution", [None, "MJ"])
def test_a_tracker_holds_the_actions_that_list_prints(
    demonstration: str, tmp_path: Path, institution: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = ["--institution", institution] if institution else []
    expected = sorted(each["number"] for each in listed(capsys, demonstration, "actions", *chosen))
    out = tmp_path / "suivi.xlsx"
    assert commands.run(["tracker", demonstration, str(out), *chosen, "--language", "ar"]) == commands.DONE
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(out.read_bytes()))
    cells = {
        str(cell)
        for name in workbook.sheet_names
        for row in workbook.get_sheet_by_name(name).to_python()
        for cell in row
    }
    assert expected and sorted(cell for cell in cells if cell.startswith("ACT-")) == expected


def test_a_document_takes_the_place_of_an_older_one(demonstration: str, tmp_path: Path) -> None:
    out = tmp_path / "suivi.xlsx"
    out.write_text("old")
    assert commands.run(["tracker", demonstration, str(out)]) == commands.DONE
    assert out.read_bytes().startswith(b"PK")


# --- what is refused --------------------------------------------------------------------------------------------------


def test_an_unknown_meeting_or_institution_is_refused_and_nothing_is_written(
    demonstration: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(tmp_path)
    assert "REU-1999-001" in refused(capsys, "minutes", demonstration, "REU-1999-001", str(tmp_path / "a.pdf"))
    assert "NOBODY" in refused(capsys, "tracker", demonstration, str(tmp_path / "a.xlsx"), "--institution", "NOBODY")
    assert "NOBODY" in refused(capsys, "list", demonstration, "actions", "--institution", "NOBODY")
    assert contents(tmp_path) == before


@pytest.mark.parametrize("place", ["nowhere/a", "folder", "demonstration.tawsiya", "demonstration.tawsiya-wal", "link"])
@pytest.mark.parametrize("verb", ["minutes", "tracker"])
def test_a_place_where_no_document_can_be_is_refused_and_nothing_changes(
    demonstration: str, tmp_path: Path, meeting_number: str, verb: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(demonstration)
    before = contents(tmp_path)
    number = [meeting_number] if verb == "minutes" else []
    said = refused(capsys, verb, demonstration, *number, str(tmp_path / place))
    assert str(tmp_path) in said
    assert contents(tmp_path) == before


@pytest.mark.skipif(os.name != "posix", reason="devices of POSIX")
@pytest.mark.parametrize("verb", ["minutes", "tracker"])
def test_a_device_is_refused_and_stays_a_device(
    demonstration: str, tmp_path: Path, meeting_number: str, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    number = [meeting_number] if verb == "minutes" else []
    assert "pipe" in refused(capsys, verb, demonstration, *number, str(tmp_path / "pipe"))
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("verb", ["minutes", "tracker"])
def test_a_document_that_fails_half_way_leaves_the_old_one(
    demonstration: str, tmp_path: Path, meeting_number: str, verb: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "out"
    out.write_text("old")
    before = contents(tmp_path)
    monkeypatch.setattr("os.fsync", full)
    number = [meeting_number] if verb == "minutes" else []
    refused(capsys, verb, demonstration, *number, str(out))
    assert contents(tmp_path) == before


@pytest.mark.parametrize("arguments", [["list", "actions"], ["minutes", "X", "a.pdf"], ["tracker", "a.xlsx"]])
@pytest.mark.parametrize("bad", ["missing", "text", "truncated", "folder", "newer"])
def test_what_is_no_register_is_refused_by_every_verb(
    demonstration: str, tmp_path: Path, arguments: list[str], bad: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.tawsiya"
    match bad:
        case "text":
            path.write_text("Bonjour")
        case "truncated":
            path.write_bytes(Path(demonstration).read_bytes()[:20_000])
        case "folder":
            path.mkdir()
        case "newer":
            shutil.copyfile(demonstration, path)
            with closing(sqlite3.connect(path)) as connection, connection:
                connection.execute("update alembic_version set version_num = '9999'")
    before = contents(tmp_path)
    verb, *rest = arguments
    assert str(path) in refused(capsys, verb, str(path), *rest)
    assert contents(tmp_path) == before
    assert not Path("a.pdf").exists() and not Path("a.xlsx").exists()


def test_a_sentence_is_in_the_user_s_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said: dict[str, str] = {}
    for code in LANGUAGE_CODES:
        speak(code)
        said[code] = refused(capsys, "list", str(tmp_path / "missing.tawsiya"), "actions")
    assert len(set(said.values())) == 3
    assert any("\u0600" <= letter <= "\u06ff" for letter in said["ar"])


# --- wrong usage and help ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [["list"], ["list", "R"], ["list", "R", "victims"], ["new", "R"], ["minutes", "R", "N"], ["tracker", "R"],
     ["demo", "R", "--language", "de"], ["list", "R", "actions", "--unknown"], ["list", "R", "meetings", "--overdue"]],
)  # fmt: skip
def test_wrong_usage_ends_with_two_and_says_what_is_wrong(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.run(arguments) == commands.WRONG_USAGE
    said = capsys.readouterr()
    assert said.out == "" and said.err


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("verb", [None, *commands.VERBS])
def test_help_explains_every_verb_in_every_language(
    verb: str | None, code: LanguageCode, capsys: pytest.CaptureFixture[str]
) -> None:
    speak(code)
    assert main.main([*([verb] if verb else []), "--help"]) == commands.DONE
    said = capsys.readouterr()
    assert said.err == ""
    assert all(each in said.out for each in ([verb] if verb else commands.VERBS))


# --- as a program -----------------------------------------------------------------------------------------------------


def test_the_program_ends_with_nought_one_and_two(demonstration: str, tmp_path: Path) -> None:
    done = started("list", demonstration, "actions", "--json")
    assert (done.returncode, done.stderr) == (0, "") and len(json.loads(done.stdout)) >= 40
    nothing = started("list", str(tmp_path / "missing.tawsiya"), "actions")
    assert (nothing.returncode, nothing.stdout) == (1, "") and len(nothing.stderr.splitlines()) == 1
    wrong = started("list")
    assert (wrong.returncode, wrong.stdout) == (2, "") and "Traceback" not in wrong.stderr


def test_no_command_imports_qt(demonstration: str, tmp_path: Path) -> None:
    program = f"""
import sys, main
from tests.registers import new_register
assert main.main(["list", {demonstration!r}, "actions"]) == 0
assert main.main(["minutes", {demonstration!r}, "REU-2021-002", {str(tmp_path / "a.pdf")!r}]) == 0
assert main.main(["tracker", {demonstration!r}, {str(tmp_path / "a.xlsx")!r}]) == 0
assert main.main(["new", {str(tmp_path / "n.tawsiya")!r}, "--country", "MA"]) == 0
assert main.main(["--help"]) == 0
print("found:", [name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))])
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "found: []"


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
@pytest.mark.parametrize("lines", [0, 1])
def test_a_list_cut_short_by_its_reader_ends_quietly(demonstration: str, lines: int) -> None:
    script = f'set -o pipefail; "{sys.executable}" main.py list "{demonstration}" actions --json | head -n {lines}'
    done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == lines


@pytest.mark.skipif(os.name != "posix", reason="names of POSIX")
def test_a_name_in_no_encoding_is_refused_with_a_sentence(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.tawsiya")
    done = started("list", name, "actions")
    assert done.returncode == 1 and "Traceback" not in done.stderr and "caf" in done.stderr
    made = started("new", name, "--country", "MA")
    assert made.returncode in (0, 1) and "Traceback" not in made.stderr


def test_output_is_utf_8_whatever_the_console_says(demonstration: str) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = started("list", demonstration, "meetings", "--json", env=environment, encoding="utf-8")
    assert done.returncode == 0 and "الدورة" in done.stdout


def test_what_the_other_desk_wrote_is_listed(demonstration: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = len(listed(capsys, demonstration, "actions"))
    with Register.open(demonstration) as register:
        with register.changing(STEP) as session:
            lead = session.scalars(sa.select(Institution)).all()[0]
            assign_action(session, {"title": french("Tout neuf"), "lead_id": lead.id}, 2026)
        found = listed(capsys, demonstration, "actions")
    assert len(found) == before + 1
    assert found[0]["title"]["fr"] == "Tout neuf"


@pytest.mark.parametrize("arguments", [["frobnicate"], ["missing.tawsiya", "--picture", "p.png"]])
def test_what_is_neither_a_command_nor_a_register_is_refused_without_a_window(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    speak("en")
    monkeypatch.chdir(tmp_path)
    assert main.main(arguments) == commands.REFUSED
    said = capsys.readouterr()
    assert said.err == f"There is no register at {tmp_path / arguments[0]}.\n"


def test_a_search_that_finds_nothing_says_so_beside_the_list(
    register_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    speak("en")
    assert commands.run(["list", str(register_file), "actions", "--search", "xyz"]) == commands.DONE
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "Nothing found.\n")


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_wrong_kind_of_record_is_named_in_words_of_the_user(
    code: LanguageCode, capsys: pytest.CaptureFixture[str]
) -> None:
    speak(code)
    assert commands.run(["list", "R", "victims"]) == commands.WRONG_USAGE
    said = capsys.readouterr().err
    assert "kind" not in said
    assert all(kind in said for kind in KINDS)


# --- copies -----------------------------------------------------------------------------------------------------------


def test_a_copy_is_made_and_put_back(register_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "copies"
    out.mkdir()
    assert commands.run(["backup", str(register_file), str(out)]) == commands.DONE
    [copy] = out.glob("*.tawsiya")
    assert str(copy) in capsys.readouterr().out
    content = register_file.read_bytes()
    register_file.write_bytes(content[: len(content) // 2])
    assert commands.run(["list", str(register_file), "meetings"]) == commands.REFUSED
    assert commands.run(["restore", str(register_file), str(copy)]) == commands.DONE
    assert commands.run(["list", str(register_file), "meetings"]) == commands.DONE


def test_a_copy_becomes_a_new_register(register_file: Path, tmp_path: Path) -> None:
    copy, new = tmp_path / "copy.tawsiya", tmp_path / "new.tawsiya"
    assert commands.run(["backup", str(register_file), str(copy)]) == commands.DONE
    assert commands.run(["backup", str(register_file), str(copy)]) == commands.REFUSED
    assert commands.run(["restore", str(new), str(copy)]) == commands.DONE
    assert commands.run(["list", str(new), "institutions"]) == commands.DONE


def test_a_register_on_a_server_is_copied_into_a_file_and_not_restored(empty_postgresql: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.tawsiya"
    assert commands.run(["new", empty_postgresql, "--country", "TN"]) == commands.DONE
    assert commands.run(["backup", empty_postgresql, str(copy)]) == commands.DONE
    assert commands.run(["list", str(copy), "institutions"]) == commands.DONE
    assert commands.run(["restore", empty_postgresql, str(copy)]) == commands.REFUSED


def test_all_that_a_register_holds_leaves_and_comes_back(
    demonstration: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, new = tmp_path / "all.xlsx", tmp_path / "new.tawsiya"
    assert commands.run(["export", demonstration, str(book), "--audience", "restricted"]) == commands.DONE
    assert commands.run(["new", str(new), "--country", "TN"]) == commands.DONE
    assert commands.run(["import", str(new), str(book), "--dry-run", "--json"]) == commands.DONE
    told = json.loads(capsys.readouterr().out.split("\n", 2)[2])
    assert told["records"]["action"] > 50
    assert told["entered"] is False and told["problems"] == []
    assert commands.run(["import", str(new), str(book)]) == commands.DONE
    assert commands.run(["list", str(new), "actions"]) == commands.DONE
    lines = capsys.readouterr().out.splitlines()
    assert commands.run(["list", demonstration, "actions"]) == commands.DONE
    assert lines[-10:] == capsys.readouterr().out.splitlines()[-10:]
    assert commands.run(["import", str(new), str(book)]) == commands.REFUSED
    assert capsys.readouterr().err


def test_a_table_that_names_no_recommendations_is_not_entered_on_a_guess(
    register_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, choices = tmp_path / "table.csv", tmp_path / "map.toml"
    table.write_text("letter,number\nabcdef,1\nghijkl,2\n", encoding="utf-8")
    assert commands.run(["import", str(register_file), str(table), "--dry-run", "--json"]) == commands.DONE
    assert json.loads(capsys.readouterr().out)["columns"]["letter"] == "text"
    assert commands.run(["import", str(register_file), str(table)]) == commands.REFUSED
    assert "letter" in capsys.readouterr().err
    choices.write_text('[columns]\nletter = "text"\n', encoding="utf-8")
    assert commands.run(["import", str(register_file), str(table), "--map", str(choices)]) == commands.DONE
    capsys.readouterr()
    assert commands.run(["list", str(register_file), "recommendations", "--json"]) == commands.DONE
    assert len(json.loads(capsys.readouterr().out)) == 2

"""Letters to institutions from a register: what they say, that they are entered, and what is laid ready."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from desktop.codes import Audience, LetterKind, Level, PersonRole
from desktop.commands import command_line as commands
from desktop.documents.document import words
from desktop.documents.papers.letter import letter_paper
from desktop.documents.pdf.writing import write_pdf
from desktop.documents.withheld import withheld_records
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Refusal, message
from desktop.outputs.letters import (
    DAYS_TO_ANSWER,
    LetterForm,
    LetterPurpose,
    LetterWish,
    compose_letter,
    list_concerned,
    write_letters,
)
from desktop.outputs.writing import in_languages
from desktop.records.attachment import list_attachments
from desktop.records.base import find
from desktop.records.follow_up.action import Action
from desktop.records.follow_up.correspondence import find_reminder, list_late
from desktop.records.follow_up.letter import LetterFilter, LetterRow, answer_letter, list_letters
from desktop.records.meetings.meeting import Meeting, find_meeting_id
from desktop.records.people.institution import find_institution
from desktop.records.people.person import Person, PersonFilter, list_person_ids
from desktop.records.register import Register
from desktop.records.subject import Subject
from tests.windows.frame import copy_demonstration

ON = dt.date(2026, 11, 26)
HELD = "REU-2021-002"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(copy_demonstration(tmp_path)) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "رسائل"
    made.mkdir()
    return made


def institution(register: Register, acronym: str = "MSISF") -> str:
    with register.reading() as session:
        return find_institution(session, acronym).id


def reminders(*codes: LanguageCode, audience: Audience = Audience.INTERNAL) -> LetterWish:
    return LetterWish(LetterPurpose.REMINDER, codes or ("fr",), audience=audience, on=ON)


def transmissions(register: Register, *codes: LanguageCode, audience: Audience = Audience.INTERNAL) -> LetterWish:
    with register.reading() as session:
        meeting_id = find_meeting_id(session, HELD)
    return LetterWish(LetterPurpose.TRANSMISSION, codes or ("fr",), meeting_id, audience, ON)


def sent(register: Register) -> list[LetterRow]:
    with register.reading() as session:
        return [row for row in list_letters(session, LetterFilter(), ON) if row.sent_on == ON]


def said(document: Any) -> str:
    return words(document.blocks).replace("\u2068", "").replace("\u2069", "")


# --- what they say ---------------------------------------------------------------------------------------------------


def test_a_reminder_says_what_is_late_and_by_how_many_days(register: Register) -> None:
    with register.reading() as session:
        late = {each.institution.acronym: each for each in list_concerned(session, reminders())}
    text = said(compose_letter(register, institution(register), reminders()))
    assert late["MSISF"].count == 3
    with register.reading() as session:
        led = session.scalars(sa.select(Action).where(Action.lead_id == institution(register)))
        dues = {each.number: each.revised_due or each.due for each in led}
    overdue = {number: due for number, due in dues.items() if due and due < ON and number in text}
    assert len(overdue) == 3
    assert all(str((ON - due).days) in text for due in overdue.values())
    assert "26 décembre 2026" in text
    assert str((ON + dt.timedelta(days=DAYS_TO_ANSWER)).year) in text


@pytest.mark.parametrize("codes", (("fr",), ("fr", "ar")))
def test_a_letter_about_a_thousand_actions_names_each_and_is_signed_under_its_last_words(
    register: Register, tmp_path: Path, codes: tuple[LanguageCode, ...]
) -> None:
    with register.reading() as session:
        short = find_reminder(session, list_late(session, ON)[0].institution.id, ON, Audience.INTERNAL)
    actions = tuple(
        replace(short.actions[number % len(short.actions)], id=str(number), number=f"ACT-2021-{number:04}")
        for number in range(1000)
    )
    long = replace(short, actions=actions)
    document = in_languages(long.commission, codes, lambda language: letter_paper(long, ON, language))
    write_pdf(document, tmp_path / "letter.pdf")
    with pypdf.PdfReader(tmp_path / "letter.pdf") as reader:
        pages = [page.extract_text() for page in reader.pages]
    assert all(each.number in "".join(pages) for each in actions)
    closing = "considération distinguée" if len(codes) == 1 else "distinguée"
    assert closing in pages[-1] and (long.commission.signatory_name.fr or "?") in pages[-1]


def test_a_transmission_hands_on_what_the_meeting_addressed_to_the_institution_alone(register: Register) -> None:
    wish = transmissions(register)
    with register.reading() as session:
        concerned = list_concerned(session, wish)
    assert len(concerned) > 1
    for each in concerned:
        text = said(compose_letter(register, each.institution.id, wish))
        assert text.count("REC-2021-") >= each.count
        assert "23 juin 2021" in text
        assert HELD in text


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_it_is_in_the_language_asked_for(register: Register, code: LanguageCode) -> None:
    expected = {"fr": "Objet", "ar": "الموضوع", "en": "Subject"}
    for wish in (reminders(code), transmissions(register, code)):
        text = said(compose_letter(register, institution(register), wish))
        assert expected[code] in text
        assert not any(other in text for language, other in expected.items() if language != code)


def test_a_focal_point_is_addressed_before_others(register: Register) -> None:
    with register.reading() as session:
        ids = list_person_ids(session, PersonFilter(institution_id=institution(register)), "fr")
    with register.changing(message("test")) as session:
        for person_id in ids:
            find(session, Person, person_id).role = PersonRole.MEMBER
        chosen = find(session, Person, ids[-1])
        chosen.role, name = PersonRole.FOCAL_POINT, chosen.name_latin
    assert name is not None
    assert f"{name}," in said(compose_letter(register, institution(register), reminders()))


def test_who_may_not_see_an_action_is_not_told_of_it_but_how_many_there_are(register: Register) -> None:
    before = said(compose_letter(register, institution(register), reminders()))
    with register.changing(message("test")) as session:
        led = session.scalars(sa.select(Action).where(Action.lead_id == institution(register)))
        hidden = next(each for each in led if each.number in before)
        hidden.level, number = Level.RESTRICTED, hidden.number
    after = said(compose_letter(register, institution(register), reminders()))
    assert number not in after
    assert Language("fr").text(withheld_records(1)) in after


def test_a_meeting_above_the_audience_is_refused(register: Register) -> None:
    with register.changing(message("test")) as session:
        find(session, Meeting, find_meeting_id(session, HELD)).level = Level.INTERNAL
    with pytest.raises(Refusal):
        compose_letter(register, institution(register), transmissions(register, audience=Audience.PUBLIC))


# --- entered and laid ready ------------------------------------------------------------------------------------------


def test_a_letter_is_entered_with_its_number_its_pdf_and_what_it_is_about(register: Register, folder: Path) -> None:
    written = write_letters(register, [institution(register)], reminders("ar"), LetterForm.PDF, folder)
    [row] = sent(register)
    assert (row.kind, row.institution, row.answer_due) == (LetterKind.REQUEST, "MSISF", dt.date(2026, 12, 26))
    assert len(row.about) == 3
    assert [path.suffix for path in written] == [".pdf", ".xlsx"]
    assert all(row.number in path.name for path in written)
    assert row.number in "".join(page.extract_text() for page in pypdf.PdfReader(written[0]).pages)
    with register.reading() as session:
        [kept] = list_attachments(session, Subject("letter", row.id))
    assert kept.file_name == written[0].name
    assert kept.size == written[0].stat().st_size
    assert load_workbook(written[1]).sheetnames


def test_the_next_is_a_reminder_of_the_first_until_that_is_answered(register: Register, folder: Path) -> None:
    whose = institution(register)
    for number in range(3):
        place = folder / str(number)
        place.mkdir()
        write_letters(register, [whose], reminders(), LetterForm.PDF, place)
    rows = sorted(sent(register), key=lambda row: row.number)
    assert [row.reminder for row in rows] == [0, 1, 2]
    assert [row.reminds_id for row in rows] == [None, rows[0].id, rows[0].id]
    third = "".join(page.extract_text() for page in pypdf.PdfReader(next((folder / "2").glob("*.pdf"))).pages)
    assert rows[0].number in third
    assert "2" in third
    with register.changing(message("test")) as session:
        answer_letter(session, rows[0].id, ON)
    place = folder / "after"
    place.mkdir()
    write_letters(register, [whose], reminders(), LetterForm.PDF, place)
    assert [row.kind for row in sent(register) if row.reminder == 0] == [LetterKind.REQUEST] * 2


def test_all_of_them_are_one_step_that_is_undone(register: Register, folder: Path) -> None:
    with register.reading() as session:
        ids = [each.institution.id for each in list_concerned(session, reminders())]
    told: list[tuple[int, int]] = []
    written = write_letters(
        register, ids, reminders(), LetterForm.PDF, folder, lambda done, of: told.append((done, of)) is None
    )
    assert len(sent(register)) == len(ids) == len(written) / 2
    assert told[0] == (0, len(ids))
    assert told[-1] == (len(ids), len(ids))
    register.undo()
    assert sent(register) == []


def test_who_stops_leaves_nothing(register: Register, folder: Path) -> None:
    with register.reading() as session:
        ids = [each.institution.id for each in list_concerned(session, reminders())]
    assert write_letters(register, ids, reminders(), LetterForm.PDF, folder, lambda done, _of: done < 3) == []
    assert sent(register) == []
    assert list(folder.iterdir()) == []


def test_one_that_cannot_be_written_leaves_nothing_either(register: Register, folder: Path) -> None:
    ids = [institution(register), institution(register, "CNDH")]
    with pytest.raises(Refusal):
        write_letters(register, ids, reminders(), LetterForm.PDF, folder)
    assert sent(register) == []
    assert list(folder.iterdir()) == []


def test_a_file_that_is_there_already_is_not_touched(register: Register, folder: Path) -> None:
    probe = folder / "probe"
    probe.mkdir()
    names = [path.name for path in write_letters(register, [institution(register)], reminders(), LetterForm.PDF, probe)]
    register.undo()
    theirs = folder / names[1].replace("-003-", "-004-")
    theirs.write_bytes(b"somebody's")
    with pytest.raises(Refusal):
        write_letters(register, [institution(register)], reminders(), LetterForm.PDF, folder)
    assert theirs.read_bytes() == b"somebody's"
    assert [*folder.glob("*.pdf")] == []
    assert sent(register) == []


def test_for_word_it_is_a_document_to_go_on_with(register: Register, folder: Path) -> None:
    written = write_letters(register, [institution(register)], reminders("fr", "ar"), LetterForm.WORD, folder)
    assert [path.suffix for path in written] == [".docx", ".xlsx"]
    package: Any = docx.Document(str(written[0]))
    assert any(
        sent(register)[0].number in cell.text for table in package.tables for row in table.rows for cell in row.cells
    )


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_as_a_draft_it_opens_in_the_mail_program_with_its_enclosures(
    register: Register, folder: Path, code: LanguageCode
) -> None:
    whose = institution(register)
    with register.changing(message("test")) as session:
        people = list_person_ids(session, PersonFilter(institution_id=whose), "fr")
        person = find(session, Person, people[0])
        person.role, person.email = PersonRole.FOCAL_POINT, "point.focal@example.org"
    [path] = write_letters(register, [whose], reminders(code), LetterForm.MAIL, folder)
    mail: Any = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert mail["X-Unsent"] == "1"
    assert mail["To"].addresses[0].addr_spec == "point.focal@example.org"
    assert sent(register)[0].number in mail["Subject"]
    assert sent(register)[0].number in mail.get_body(("plain",)).get_content()
    assert f'dir="{"rtl" if code == "ar" else "ltr"}"' in mail.get_body(("html",)).get_content()
    attached = {part.get_filename().rpartition(".")[2]: part.get_content() for part in mail.iter_attachments()}
    assert attached["pdf"].startswith(b"%PDF-")
    assert attached["xlsx"].startswith(b"PK")


# --- the command line ------------------------------------------------------------------------------------------------


def test_the_command_writes_them_or_only_says_to_whom(
    register: Register, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(register.path)
    register.close()
    assert commands.run(["letters", path, str(folder), "--kind", "reminder", "--dry-run"]) == commands.DONE
    told = capsys.readouterr().out
    assert "MSISF\t3" in told
    assert list(folder.iterdir()) == []
    chosen = ["letters", path, str(folder), "--kind", "transmission", "--meeting", HELD, "--institution", "MSISF"]
    assert commands.run([*chosen, "--as", "eml", "--language", "ar"]) == commands.DONE
    assert [each.suffix for each in folder.iterdir()] == [".eml"]
    for refused in (["--kind", "transmission"], ["--kind", "reminder", "--institution", "CNDH"]):
        assert commands.run(["letters", path, str(folder), *refused]) == commands.REFUSED
        assert capsys.readouterr().err
    assert commands.run(["letters", path, str(folder / "nowhere"), "--kind", "reminder"]) == commands.REFUSED

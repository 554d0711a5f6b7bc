"""Attachments: kept once by their content, refused when too large without being read, and hung on any record."""

from __future__ import annotations

import datetime as dt
import hashlib
import tracemalloc
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop.codes import AttachmentKind
from desktop.language import Refusal
from desktop.records import content
from desktop.records.attachment import Attachment, attach_file, count_attachments, list_attachments, save_attachment
from desktop.records.commission.rules import change_commission_rules
from desktop.records.content import Content
from desktop.records.meetings.agenda import remove_agenda_item
from desktop.records.register import Register
from desktop.records.subject import SUBJECTS, Subject
from tests.records import sample
from tests.records.sample import DAY, STEP, french


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    """A file of some parts and a bit."""
    path = tmp_path / "preuve – دليل.pdf"
    path.write_bytes(bytes(range(256)) * (content.PART // 100))
    return path


def test_content_is_kept_once_however_often_it_is_attached_and_comes_out_the_same(
    register: Register, evidence: Path, tmp_path: Path
) -> None:
    with register.changing(STEP) as session:
        subjects = [
            Subject("action", sample.new_action(session).id),
            Subject("meeting", sample.new_meeting(session).id),
        ]
        for subject in subjects:
            values = {"title": french("Preuve"), "document_date": DAY, "kind": AttachmentKind.REPORT, "language": "fr"}
            attach_file(session, subject, evidence, values, on=DAY + dt.timedelta(days=3))
    target = tmp_path / "out.pdf"
    with register.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Content)) == 1
        (row,) = list_attachments(session, subjects[0])
        assert count_attachments(session, "action") == {subjects[0].id: 1}
        save_attachment(session, row.id, target)
    assert target.read_bytes() == evidence.read_bytes()
    assert row.sha256 == hashlib.sha256(evidence.read_bytes()).hexdigest()
    assert (row.file_name, row.size, row.document_date) == (evidence.name, evidence.stat().st_size, DAY)
    assert row.added_on == DAY + dt.timedelta(days=3)


def test_a_file_of_200_megabytes_is_refused_with_a_sentence_and_not_read(
    register_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = tmp_path / "large.bin"
    with large.open("wb") as stream:
        stream.truncate(200_000_000)
    monkeypatch.setattr(content, "_parts", lambda *_: pytest.fail("it was read"))
    with (
        Register.open(register_file) as register,
        pytest.raises(Refusal, match=r"200 MB.*50 MB"),
        register.changing(STEP) as session,
    ):
        attach_file(session, Subject("action", sample.new_action(session).id), large)


def test_the_limit_is_the_commissions_own(register: Register, evidence: Path) -> None:
    with register.changing(STEP) as session:
        change_commission_rules(session, {"attachment_megabytes": 2})
        subject = Subject("action", sample.new_action(session).id)
    with pytest.raises(Refusal, match="2 MB"), register.changing(STEP) as session:
        attach_file(session, subject, evidence)


def test_a_file_passes_through_memory_in_parts(register_file: Path, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    large.write_bytes(b"x" * 30 * content.PART)
    with Register.open(register_file) as register, register.changing(STEP) as session:
        subject = Subject("action", sample.new_action(session).id)
        tracemalloc.start()
        attach_file(session, subject, large)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 10 * content.PART


def test_what_something_is_attached_to_stays(register: Register, evidence: Path) -> None:
    with register.changing(STEP) as session:
        item = sample.new_item(session, sample.new_meeting(session))
        attach_file(session, Subject("agenda_item", item.id), evidence)
    with pytest.raises(Refusal, match="refer"), register.changing(STEP) as session:
        remove_agenda_item(session, item.id)


def test_an_attachment_is_about_exactly_one_record(register: Register, evidence: Path) -> None:
    with register.changing(STEP) as session:
        attached = attach_file(session, Subject("action", sample.new_action(session).id), evidence)
    with pytest.raises(Refusal), register.changing(STEP) as session:
        session.get_one(Attachment, attached.id).meeting_id = sample.new_meeting(session).id
    with pytest.raises(Refusal), register.changing(STEP) as session:
        session.get_one(Attachment, attached.id).action_id = None


@pytest.mark.parametrize("kind", SUBJECTS)
def test_something_can_be_attached_to_each_kind_of_record(kind: str) -> None:
    assert Subject(kind, "x").column in sa.inspect(Attachment).columns


def test_undo_takes_an_attachment_away_and_redo_brings_its_content_back(register: Register, evidence: Path) -> None:
    with register.changing(STEP) as session:
        subject = Subject("action", sample.new_action(session).id)
    with register.changing(STEP) as session:
        attach_file(session, subject, evidence)
    register.undo()
    with register.reading() as session:
        assert list_attachments(session, subject) == []
    register.redo()
    with register.reading() as session:
        (row,) = list_attachments(session, subject)
        assert b"".join(content.read_content(session, row.sha256)) == evidence.read_bytes()

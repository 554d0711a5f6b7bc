"""Minutes as versions: each is kept as it was, adopted ones are frozen, and a correction is a corrigendum."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import MinutesStatus
from desktop.language import Refusal
from desktop.records.base import change_values
from desktop.records.content import ContentPart
from desktop.records.meetings.corrigendum import issue_corrigendum, list_corrigenda
from desktop.records.meetings.meeting import Meeting
from desktop.records.meetings.minutes import find_minutes
from desktop.records.meetings.minutes_text import read_text, write_text
from desktop.records.meetings.minutes_version import (
    MinutesVersion,
    adopt_minutes,
    amend_minutes,
    circulate_minutes,
    keep_document,
    list_versions,
    read_version,
)
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import DAY, STEP, french


def meeting_with_minutes(session: Session) -> Meeting:
    meeting = sample.new_meeting(session)
    item = sample.new_item(session, meeting)
    sample.new_decision(session, item)
    sample.new_recommendation(session, item)
    sample.new_attendance(session, meeting, sample.new_institution(session))
    session.refresh(meeting)
    return meeting


def test_each_state_keeps_the_text_as_it_stood_then(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = meeting_with_minutes(session)
        circulate_minutes(session, meeting.id)
    with register.changing(STEP) as session:
        session.get_one(Meeting, meeting.id).agenda[0].minutes = french("Il a été dit autre chose.")
        session.flush()
        amend_minutes(session, meeting.id, french("Point 1"))
        later = sample.new_meeting(session, start=DAY + dt.timedelta(days=30))
        adopt_minutes(session, meeting.id, later.id)
    with register.reading() as session:
        versions = list_versions(session, meeting.id)
        texts = [read_version(session, each.id).agenda[0].minutes.fr for each in versions]
        found = session.get_one(Meeting, meeting.id)
        assert (found.adopted_at_id, found.adopted_on) == (later.id, later.start)
    assert [(each.version, each.status) for each in versions] == [
        (3, MinutesStatus.ADOPTED), (2, MinutesStatus.AMENDED), (1, MinutesStatus.CIRCULATED),
    ]  # fmt: skip
    assert texts == ["Il a été dit autre chose."] * 2 + ["Il a été dit."]
    assert versions[1].note == french("Point 1")


def test_a_form_that_sets_the_state_itself_keeps_a_version_too_and_undo_takes_it_back(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = meeting_with_minutes(session)
    with register.changing(STEP) as session:
        change_values(session, Meeting, meeting.id, {"minutes_status": MinutesStatus.CIRCULATED})
    with register.reading() as session:
        before = list_versions(session, meeting.id)
    register.undo()
    with register.reading() as session:
        assert list_versions(session, meeting.id) == []
    register.redo()
    with register.reading() as session:
        assert list_versions(session, meeting.id) == before
        assert read_version(session, before[0].id).meeting.number == meeting.number


def test_the_kept_text_gives_the_minutes_back_whole(demonstration: Register) -> None:
    with demonstration.reading() as session:
        for meeting_id in session.scalars(sa.select(Meeting.id)):
            minutes = find_minutes(session, meeting_id, "fr")
            assert read_text(write_text(minutes)) == minutes


def test_a_version_is_neither_altered_nor_removed(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = meeting_with_minutes(session)
        circulate_minutes(session, meeting.id)
        version_id = list_versions(session, meeting.id)[0].id
        keep_document(session, version_id, b"%PDF-1.7")
    with pytest.raises(Refusal), register.changing(STEP) as session:
        session.get_one(MinutesVersion, version_id).sha256 = "0" * 64
    with pytest.raises(Refusal), register.changing(STEP) as session:
        keep_document(session, version_id, b"%PDF-1.4")
    with pytest.raises(Refusal), register.changing(STEP) as session:
        session.delete(session.get_one(MinutesVersion, version_id))


def test_a_text_altered_behind_the_registers_back_is_noticed(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = meeting_with_minutes(session)
        circulate_minutes(session, meeting.id)
        (version,) = list_versions(session, meeting.id)
        part = session.scalars(sa.select(ContentPart).where(ContentPart.sha256 == version.sha256)).one()
        part.data = part.data.replace(b"dit", b"tu ")
    with pytest.raises(Refusal, match="damaged"), register.reading() as session:
        read_version(session, version.id)


def test_minutes_are_adopted_at_a_later_meeting_not_before(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = meeting_with_minutes(session)
        circulate_minutes(session, meeting.id)
        earlier = sample.new_meeting(session, start=DAY - dt.timedelta(days=1))
    for at in (earlier.id, meeting.id):
        with pytest.raises(Refusal), register.changing(STEP) as session:
            adopt_minutes(session, meeting.id, at)


def test_adopted_minutes_are_corrected_by_a_numbered_corrigendum_only(register: Register) -> None:
    lire, erreur = french("Lire « dix »."), french("Erreur de plume")
    with register.changing(STEP) as session:
        meeting = meeting_with_minutes(session)
    with pytest.raises(Refusal, match="amend"), register.changing(STEP) as session:
        issue_corrigendum(session, meeting.id, lire, erreur, DAY)
    with register.changing(STEP) as session:
        circulate_minutes(session, meeting.id)
        adopt_minutes(session, meeting.id, on=DAY)
    with pytest.raises(Refusal), register.changing(STEP) as session:
        session.get_one(Meeting, meeting.id).agenda[0].minutes = lire
    with pytest.raises(Refusal, match="reason"), register.changing(STEP) as session:
        issue_corrigendum(session, meeting.id, lire, french(""), DAY)
    with register.changing(STEP) as session:
        issue_corrigendum(session, meeting.id, lire, erreur, DAY)
        issue_corrigendum(session, meeting.id, lire, erreur, DAY)
    with register.reading() as session:
        assert [each.number for each in list_corrigenda(session, meeting.id)] == ["COR-2021-001", "COR-2021-002"]
        assert len(find_minutes(session, meeting.id, "fr").corrigenda) == 2

"""What changed between two versions of the minutes, said in plain words."""

from __future__ import annotations

import dataclasses

from sqlalchemy.orm import Session

from desktop.codes import Audience, Presence
from desktop.language import LANGUAGE_CODES, Language, Wording
from desktop.records.base import change_values
from desktop.records.meetings.agenda import AgendaItem, add_agenda_item
from desktop.records.meetings.attendance import mark_presence
from desktop.records.meetings.comparison import compare_minutes
from desktop.records.meetings.minutes import find_minutes
from desktop.records.register import Register
from desktop.records.rows import Minutes
from tests.records import sample
from tests.records.sample import STEP, french


def minutes_of(session: Session, meeting_id: str) -> Minutes:
    return find_minutes(session, meeting_id, "fr", Audience.RESTRICTED)


def test_minutes_that_say_the_same_have_no_difference(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        sample.new_decision(session, sample.new_item(session, meeting))
        minutes = minutes_of(session, meeting.id)
    assert compare_minutes(minutes, minutes) == []


def test_each_change_is_one_sentence_with_its_texts(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        item = sample.new_item(session, meeting)
        attendance = sample.new_attendance(session, meeting, sample.new_institution(session))
        before = minutes_of(session, meeting.id)
        change_values(session, AgendaItem, item.id, {"minutes": Wording(fr="Il a été redit.", ar="قيل")})
        sample.new_decision(session, item)
        add_agenda_item(session, meeting.id, {"title": french("Divers")})
        mark_presence(session, attendance.id, Presence.ABSENT)
        session.expire_all()
        after = minutes_of(session, meeting.id)
    said = [Language("en").text(each.said) for each in compare_minutes(before, after)]
    assert len(said) == 5
    assert any("present became absent" in each and "MJ" in each for each in said)
    assert any("Decision" in each and each.endswith(": new") for each in said)
    assert any("Divers" in each and each.endswith(": new") for each in said)
    reworded = [each for each in compare_minutes(before, after) if each.language]
    assert [(each.language, each.old, each.new) for each in reworded] == [
        ("fr", "Il a été dit.", "Il a été redit."),
        ("ar", "", "قيل"),
    ]
    back = [Language("en").text(each.said) for each in compare_minutes(after, before)]
    assert sum(each.endswith("no longer there") for each in back) == 2


def test_a_difference_is_said_in_every_language(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        sample.new_item(session, meeting)
        before = minutes_of(session, meeting.id)
    after = dataclasses.replace(before, chair="Présidente", agenda=())
    for code in LANGUAGE_CODES:
        for each in compare_minutes(before, after):
            assert "{" not in Language(code).text(each.said)

"""A meeting's languages, and the series it belongs to."""

from __future__ import annotations

from desktop.records.journal import Change, read_changes
from desktop.records.meetings.meeting import (
    MeetingFilter,
    MeetingSeries,
    hold_in,
    list_meeting_ids,
    list_meetings,
    list_series,
)
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import STEP, french


def languages(register: Register, meeting_id: str) -> tuple[str, ...]:
    with register.reading() as session:
        (row,) = list_meetings(session, [meeting_id])
    return row.languages


def test_a_meeting_is_held_in_languages_in_their_order_each_once(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting_id = sample.new_meeting(session).id
    for chosen in (["fr", "ar", "fr"], ["ar", "en", "fr"]):
        with register.changing(STEP) as session:
            hold_in(session, meeting_id, chosen)
        assert languages(register, meeting_id) == tuple(dict.fromkeys(chosen))
    with register.reading() as session:
        made = [each for each in read_changes(session, Change.kind == "meeting_language") if each.operation == "made"]
    assert len(made) == 3, "a language that stays is moved, not made anew"
    register.undo()
    assert languages(register, meeting_id) == ("fr", "ar")


def test_a_series_is_listed_and_chosen_by(register: Register) -> None:
    with register.changing(STEP) as session:
        for name in ("Régionaux", "Nationaux"):
            session.add(MeetingSeries(name=french(name)))
            session.flush()
        series = list_series(session)
        first = sample.new_meeting(session, series_id=series[0][0], series_number=1).id
        sample.new_meeting(session, series_id=series[1][0])
    assert [name.fr for _, name in series] == ["Régionaux", "Nationaux"], "the oldest first"
    with register.reading() as session:
        assert list_meeting_ids(session, MeetingFilter(series_id=series[0][0]), "fr") == [first]

"""Lists are sorted by what is read in them, in the language spoken, not by what is stored."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.codes import InstitutionKind, MeetingStatus
from desktop.language import Language, LanguageCode
from desktop.records.listing import Sort
from desktop.records.meetings.meeting import MeetingFilter, list_meeting_ids
from desktop.records.people.institution import InstitutionFilter, list_institution_ids
from desktop.records.register import Register
from desktop.records.search.words import fold
from tests.records.sample import STEP, french, new_institution, new_meeting


@pytest.mark.parametrize(("code", "order"), [("fr", "DE ES MA CH"), ("en", "DE MA ES CH")])
def test_countries_stand_by_their_names(register: Register, code: LanguageCode, order: str) -> None:
    """Allemagne, Espagne, Maroc, Suisse; but Morocco, Spain."""
    with register.changing(STEP) as session:
        acronyms = {new_institution(session, each, country=each).id: each for each in ("CH", "DE", "ES", "MA")}
        found = list_institution_ids(session, InstitutionFilter(), code, Sort("country"))
        assert " ".join(acronyms[each] for each in found if each in acronyms) == order


def test_kinds_stand_by_their_words_and_stages_as_they_follow_one_another(register: Register) -> None:
    with register.changing(STEP) as session:
        acronyms = {new_institution(session, kind.value, kind=kind).id: kind for kind in InstitutionKind}
        meetings = {
            new_meeting(session, start=dt.date(2026, 3, day), place=french(place), status=status).id: day
            for day, place, status in (
                (1, "Rabat", MeetingStatus.HELD),
                (2, "Évian", MeetingStatus.PLANNED),
                (3, "Fès", MeetingStatus.CONVENED),
            )
        }
        ids = list_institution_ids(session, InstitutionFilter(), "fr", Sort("kind"))
        words = [Language("fr").text(acronyms[each].label) for each in ids if each in acronyms]
        by_place = list_meeting_ids(session, MeetingFilter(), "fr", Sort("place"))
        by_status = list_meeting_ids(session, MeetingFilter(), "fr", Sort("status"))
    assert words == sorted(words, key=fold) and len(words) == len(InstitutionKind)
    assert [meetings[each] for each in by_place] == [2, 3, 1], "É stands with E"
    assert [meetings[each] for each in by_status] == [2, 3, 1]

"""The demonstration holds the five public events as they were, and enough follow-up to have something to say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import (
    ActionStatus,
    BodyKind,
    Implementation,
    Level,
    MeetingKind,
    MeetingMode,
    MeetingStatus,
    MinutesStatus,
    Presence,
    Threshold,
)
from desktop.language import Refusal, Wording
from desktop.records import journal
from desktop.records.base import Record
from desktop.records.commission.commission import find_commission
from desktop.records.demonstration.demonstration import create_demonstration
from desktop.records.follow_up.action import ACTION_LIFECYCLE, Action
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.records.follow_up.progress import ProgressUpdate
from desktop.records.follow_up.recommendation import Recommendation, RecommendationFilter, list_recommendation_ids
from desktop.records.follow_up.tracker import find_tracker
from desktop.records.meetings.attendance import find_quorum, list_attendance
from desktop.records.meetings.meeting import Meeting, MeetingFilter, list_meeting_ids
from desktop.records.meetings.minutes import find_minutes
from desktop.records.register import Register

EVENTS = {
    # start, end: kind, place, organisers, programmes, countries; as the press told it
    (dt.date(2013, 11, 26), None): (
        MeetingKind.CONFERENCE, "Rabat", {"ICMPD", "DIDH"}, {"MIEUX"}, {"MA", "IT", "PT", "BE"},
    ),
    (dt.date(2017, 7, 26), None): (MeetingKind.STUDY_DAY, "Rabat", {"ONUDC"}, {"GLO.ACT"}, {"MA"}),
    (dt.date(2018, 6, 5), dt.date(2018, 6, 7)): (MeetingKind.SEMINAR, "Chisinau", {"ONUDC", "SP-MD"}, set(), {"MD"}),
    (dt.date(2020, 11, 26), None): (
        MeetingKind.VIDEOCONFERENCE, "En ligne", {"COE"}, {"SUD-IV", "HELP"}, {"TN", "MA", "JO", "LB"},
    ),
    (dt.date(2021, 2, 24), dt.date(2021, 2, 25)): (MeetingKind.SEMINAR, "Maroc", {"COE"}, {"SUD-IV"}, {"MA"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def session(demonstration_file: Path) -> Iterator[Session]:
    with Register.open(demonstration_file) as register, register.reading() as reading:
        yield reading


def all_of(session: Session, kind: type[Any]) -> list[Any]:
    return list(session.scalars(sa.select(kind)))


@pytest.mark.parametrize("dates", EVENTS)
def test_each_public_event_is_there_as_it_was(session: Session, dates: tuple[dt.date, dt.date | None]) -> None:
    kind, place, organisers, programmes, countries = EVENTS[dates]
    (event,) = [each for each in all_of(session, Meeting) if (each.start, each.end) == dates]
    assert event.kind is kind
    assert event.status is MeetingStatus.CLOSED
    assert place in event.place.fr
    assert (event.mode is MeetingMode.IN_PERSON) == (place in ("Rabat", "Chisinau"))
    assert {each.institution.acronym for each in event.organisers} >= organisers
    assert {each.programme.code for each in event.programmes} >= programmes
    assert {each.country for each in event.countries} >= countries
    minutes = find_minutes(session, event.id, "fr")
    assert len(minutes.attendance) >= 3
    assert sum(len(item.recommendations) for item in minutes.agenda) >= 2


def test_the_two_regional_seminars_are_one_series(session: Session) -> None:
    first, second = [each for each in all_of(session, Meeting) if each.series_id]
    assert first.series_id == second.series_id
    assert {(each.start.year, each.series_number) for each in (first, second)} == {(2020, 1), (2021, 2)}


def test_it_is_the_morocco_commission_s_with_members_who_vote(session: Session) -> None:
    assert find_commission(session).country == "MA"
    assert find_commission(session).name.missing() == []


def test_two_plenary_sessions_at_least_have_an_agenda_an_attendance_and_a_quorum(session: Session) -> None:
    sessions = [
        each
        for each in all_of(session, Meeting)
        if each.kind is MeetingKind.ORDINARY_SESSION and each.status is MeetingStatus.CLOSED
    ]
    assert len(sessions) >= 2
    for each in sessions:
        quorum = find_quorum(session, each.id)
        assert each.body.kind is BodyKind.PLENARY
        assert quorum is not None and quorum.voting >= 10 and quorum.threshold in Threshold
        assert quorum.reached
        minutes = find_minutes(session, each.id, "fr")
        assert len(minutes.agenda) >= 4
        assert any(item.decisions for item in minutes.agenda)
        assert {row.presence for row in list_attendance(session, each.id, "fr")} >= {
            Presence.PRESENT, Presence.EXCUSED,
        }  # fmt: skip
    assert {each.minutes_status for each in sessions} >= {MinutesStatus.ADOPTED}


def test_there_is_enough_to_follow_up(session: Session) -> None:
    assert len(list_recommendation_ids(session, RecommendationFilter(), "fr")) >= 25
    rows = list_actions(session, list_action_ids(session, ActionFilter(), "fr"))
    assert len(rows) >= 40
    assert sum(row.overdue for row in rows) >= 3
    assert {row.status for row in rows} == set(ActionStatus)
    assert all(row.lead and row.recommendations for row in rows)
    assert sum(bool(row.supporting) for row in rows) >= len(rows) / 2
    statuses = {each.status for each in all_of(session, Recommendation)}
    assert statuses >= {Implementation.NOT_STARTED, Implementation.IN_PROGRESS, Implementation.VERIFIED}


def test_it_says_the_same_whenever_it_is_made(session: Session) -> None:
    early, late = dt.date(2026, 1, 1), dt.date(2031, 1, 1)
    for today in (early, late):
        assert len(list_action_ids(session, ActionFilter(overdue=True), "fr", None, today)) >= 3


def test_every_text_is_in_three_languages(session: Session) -> None:
    missing: list[str] = []
    for kind in journal.kinds().values():
        for record in all_of(session, kind):
            for name in sa.inspect(kind).composites.keys():  # noqa: SIM118
                text: Wording = getattr(record, name)
                if text and text.missing():
                    missing.append(f"{kind.__name__}.{name}: {text}")
    assert missing == []


def test_every_language_is_written_in_its_own_script(session: Session) -> None:
    for kind in (Meeting, Recommendation, Action):
        for record in all_of(session, kind):
            arabic = sum("\u0600" <= letter <= "\u06ff" for letter in record.title.ar)
            assert arabic > len(record.title.ar) / 2, record.title.ar
            assert not any("\u0600" <= letter <= "\u06ff" for letter in record.title.fr + record.title.en)
            assert len({record.title.fr, record.title.ar, record.title.en}) == 3


def test_a_verified_action_has_a_report_that_was_validated_and_no_other_has(session: Session) -> None:
    validated = {each.action_id for each in all_of(session, ProgressUpdate) if each.validated_on}
    for action in all_of(session, Action):
        if action.status is ActionStatus.VERIFIED:
            assert action.id in validated, action.number
            assert action.progress == 100
    for each in all_of(session, ProgressUpdate):
        assert each.validated_on is None or each.validated_on >= each.reported_on


def test_what_is_reported_of_an_action_leads_to_where_it_stands(session: Session) -> None:
    reports: dict[str, list[ProgressUpdate]] = {}
    for each in sorted(all_of(session, ProgressUpdate), key=lambda update: update.reported_on):
        reports.setdefault(each.action_id, []).append(each)
    for action in all_of(session, Action):
        for before, after in pairwise(reports.get(action.id, [])):
            assert before.reported_on < after.reported_on, action.number
            assert before.progress <= after.progress, action.number
        if action.id in reports and action.status is not ActionStatus.CANCELLED:
            last = reports[action.id][-1]
            assert last.progress == action.progress, action.number
            reached = {last.status, *ACTION_LIFECYCLE.next_states(last.status)}
            assert action.status in reached, action.number
            assert last.reported_on <= dt.date.today(), action.number


def test_nothing_happens_before_it_can(session: Session) -> None:
    for action in all_of(session, Action):
        taken = min(link.recommendation.meeting.start for link in action.recommendations)
        assert action.start is None or action.start >= taken, action.number
        assert action.due is None or action.due > taken, action.number
    for meeting in all_of(session, Meeting):
        assert meeting.start <= dt.date.today() or meeting.status in (MeetingStatus.PLANNED, MeetingStatus.CONVENED)


def test_a_recommendation_is_verified_only_where_all_its_actions_are(session: Session) -> None:
    done = {ActionStatus.VERIFIED, ActionStatus.CANCELLED}
    for recommendation in all_of(session, Recommendation):
        if recommendation.status is Implementation.VERIFIED:
            ids = list_action_ids(session, ActionFilter(recommendation_id=recommendation.id), "fr")
            assert {row.status for row in list_actions(session, ids)} <= done, recommendation.number


def test_no_text_could_be_taken_for_a_formula(session: Session) -> None:
    for kind in journal.kinds().values():
        for record in all_of(session, kind):
            for attribute in sa.inspect(kind).column_attrs:
                value = getattr(record, attribute.key)
                assert not (isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t"))), value


def test_every_record_passes_its_own_rules(demonstration: Register) -> None:
    checked, refused = set(), []
    with demonstration.reading() as session:
        for name, kind in journal.kinds().items():
            for record in session.scalars(sa.select(kind)):
                if frozen(record):
                    continue
                checked.add(name)
                try:
                    record.check(session)
                except Refusal as refusal:
                    refused.append((name, record.id, refusal.message.text))
    assert refused == []
    assert {"commission", "institution", "person", "body", "source", "indicator", "action", "letter"} <= checked


def frozen(record: Record) -> bool:
    """Whether the record's own check asks for minutes that are open; it is asked only when it is changed."""
    meeting = getattr(record, "meeting", None) or getattr(record, "meeting_id", None)
    return meeting is not None


def test_the_journal_knows_how_the_demonstration_came_and_undo_does_not_take_it_away(demonstration: Register) -> None:
    assert not demonstration.can_undo
    with demonstration.reading() as session:
        for record in session.scalars(sa.select(Recommendation)):
            assert journal.list_changes(session, Recommendation, record.id)[-1].operation == "made"


def test_it_can_be_made_on_postgresql_too(empty_postgresql: str, session: Session) -> None:
    with create_demonstration(empty_postgresql, "ar") as register, register.reading() as reading:
        assert find_commission(reading).language == "ar"
        for meeting in list_meeting_ids(reading, MeetingFilter(), "fr"):
            assert find_minutes(reading, meeting, "fr").agenda
        here, there = find_tracker(session).rows, find_tracker(reading).rows
    assert [(row.number, row.title, row.progress, row.due) for row in here] == [
        (row.number, row.title, row.progress, row.due) for row in there
    ]


def test_it_is_not_made_over_something(demonstration_file: Path) -> None:
    before = demonstration_file.read_bytes()
    with pytest.raises(Refusal):
        create_demonstration(demonstration_file)
    assert demonstration_file.read_bytes() == before


def test_levels_are_used_so_that_an_audience_makes_a_difference(session: Session) -> None:
    assert {each.level for each in all_of(session, Recommendation)} >= {Level.PUBLIC, Level.INTERNAL}


def test_the_minutes_of_every_meeting_hold_what_was_taken_down_in_their_order(session: Session) -> None:
    taken: list[str] = []
    for meeting in all_of(session, Meeting):
        minutes = find_minutes(session, meeting.id, "ar")
        assert [item.position for item in minutes.agenda] == list(range(1, len(minutes.agenda) + 1))
        assert minutes.chair is None or any("\u0600" <= letter <= "\u06ff" for letter in minutes.chair)
        for item in minutes.agenda:
            numbers = [each.number for each in item.recommendations]
            assert numbers == sorted(numbers)
            for recommendation in item.recommendations:
                assert recommendation.addressees
                assert [row.number for row in recommendation.actions] == sorted(
                    row.number for row in recommendation.actions
                )
            taken += numbers
        taken += [each.number for each in minutes.other_recommendations]
    assert sorted(taken) == sorted(each.number for each in all_of(session, Recommendation) if each.meeting_id)

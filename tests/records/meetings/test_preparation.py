"""Preparing a meeting: what the last one left is proposed, and taken over only where it is accepted."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.codes import (
    ActionStatus,
    AgendaItemKind,
    AgendaOutcome,
    Capacity,
    Implementation,
    MeetingKind,
    MeetingStatus,
)
from desktop.codes import MinutesStatus as Minutes
from desktop.language import Refusal
from desktop.records.follow_up.recommendation import Recommendation
from desktop.records.follow_up.suggestion import Verb, apply_suggestion, list_suggestions
from desktop.records.meetings.agenda import AgendaItem
from desktop.records.meetings.attendance import add_attendance
from desktop.records.meetings.invitation import Invited, choose, propose_invitations
from desktop.records.meetings.meeting import Meeting
from desktop.records.meetings.minutes import find_minutes
from desktop.records.meetings.preparation import (
    Carried,
    ProposedItem,
    prepare_further,
    prepare_meeting,
    propose_agenda,
)
from desktop.records.people.body import Membership
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import DAY, STEP, french

NEXT = DAY + dt.timedelta(days=180)


@pytest.fixture
def last(register: Register) -> Meeting:
    """A meeting that was held: an item put off, one left open, one concluded, one with an open recommendation."""
    with register.changing(STEP) as session:
        body = sample.new_body(session)
        meeting = sample.new_meeting(session, body_id=body.id, status=MeetingStatus.HELD,
                                     minutes_status=Minutes.CIRCULATED)  # fmt: skip
        put_off, _, concluded, with_recommendation = (
            sample.new_item(session, meeting, title) for title in ("Reporté", "Ouvert", "Conclu", "Recommandé")
        )
        put_off.outcome, concluded.outcome = AgendaOutcome.DEFERRED, AgendaOutcome.CONCLUDED
        sample.new_recommendation(session, with_recommendation)
        done = sample.new_recommendation(session, with_recommendation, status=Implementation.VERIFIED)
        assert done.meeting_id == meeting.id
    return meeting


def test_the_last_minutes_the_unfinished_items_and_the_open_recommendations_are_proposed(
    register: Register, last: Meeting
) -> None:
    with register.reading() as session:
        proposed = propose_agenda(session, NEXT, body_id=last.body_id)
        assert propose_agenda(session, last.start, body_id=last.body_id) == []
    assert [item.why for item in proposed] == [
        Carried.ADOPTION, Carried.UNFINISHED, Carried.UNFINISHED, Carried.FOLLOW_UP,
    ]  # fmt: skip
    adoption, put_off, left_open, follow_up = proposed
    assert adoption.adopts_id == last.id
    assert adoption.title.fr == "Adoption du procès-verbal de REU-2021-001 du 10 juin 2021"
    assert not adoption.title.missing()
    assert [put_off.title.fr, left_open.title.fr] == ["Reporté", "Ouvert"]
    assert len(follow_up.recommendations) == 1


def test_only_what_is_accepted_is_taken_over_and_what_is_taken_over_is_not_proposed_again(
    register: Register, last: Meeting
) -> None:
    with register.changing(STEP) as session:
        adoption, put_off, _, follow_up = propose_agenda(session, NEXT, body_id=last.body_id)
        values = {"title": french("Session"), "kind": MeetingKind.ORDINARY_SESSION, "start": NEXT,
                  "body_id": last.body_id}  # fmt: skip
        meeting = prepare_meeting(session, values, [adoption, put_off, follow_up])
        session.refresh(meeting)
        assert [item.carried_from_id for item in meeting.agenda] == [None, put_off.carried_from_id, None]
        assert meeting.agenda[0].kind is AgendaItemKind.DECISION
        minutes = find_minutes(session, meeting.id, "fr")
        assert minutes.agenda[1].carried_from == last.number
        assert len(minutes.agenda[2].followed_up) == 1
        again = propose_agenda(session, NEXT + dt.timedelta(days=1), body_id=last.body_id)
    assert [item.why for item in again] == [Carried.UNFINISHED, Carried.FOLLOW_UP]


def test_an_agenda_is_proposed_for_a_body_or_a_series(register: Register) -> None:
    with pytest.raises(Refusal), register.reading() as session:
        propose_agenda(session, NEXT)


def test_a_meeting_held_with_an_adoption_on_its_agenda_suggests_to_adopt_and_then_to_close(
    register: Register, last: Meeting
) -> None:
    def suggested(verb: Verb) -> list[str]:
        with register.reading() as session:
            return [each.record_id for each in list_suggestions(session, NEXT) if each.verb is verb]

    with register.changing(STEP) as session:
        values = {"title": french("Session"), "kind": MeetingKind.ORDINARY_SESSION, "start": NEXT,
                  "body_id": last.body_id}  # fmt: skip
        meeting = prepare_meeting(session, values, propose_agenda(session, NEXT, body_id=last.body_id))
    assert suggested(Verb.ADOPT_MINUTES) == []
    with register.changing(STEP) as session:
        found = session.get_one(Meeting, meeting.id)
        for state in (MeetingStatus.CONVENED, MeetingStatus.HELD):
            found.status = state
            session.flush()
    assert suggested(Verb.ADOPT_MINUTES) == [last.id]
    assert suggested(Verb.CLOSE_MEETING) == []
    for verb in (Verb.ADOPT_MINUTES, Verb.CLOSE_MEETING):
        with register.changing(STEP) as session:
            (suggestion,) = [each for each in list_suggestions(session, NEXT) if each.verb is verb]
            apply_suggestion(session, suggestion)
        assert suggested(verb) == []
    with register.reading() as session:
        found = session.get_one(Meeting, last.id)
        assert (found.minutes_status, found.status) == (Minutes.ADOPTED, MeetingStatus.CLOSED)
        assert found.adopted_at_id == meeting.id
        assert session.query(AgendaItem).count() == 8


@pytest.mark.parametrize(
    ("statuses", "before", "verb", "after"),
    [
        (["verified", "verified"], "in_progress", Verb.VERIFY_RECOMMENDATION, "verified"),
        (["verified", "cancelled"], "reported", Verb.VERIFY_RECOMMENDATION, "verified"),
        (["verified", "reported"], "in_progress", Verb.REPORT_RECOMMENDATION, "reported"),
        (["in_progress", "planned"], "not_started", Verb.START_RECOMMENDATION, "in_progress"),
        (["planned"], "not_started", None, None),
        (["cancelled"], "in_progress", None, None),
        (["verified"], "verified", None, None),
        (["in_progress"], "in_progress", None, None),
    ],
)
def test_a_recommendation_that_lags_behind_its_actions_is_suggested_and_changed_only_when_applied(
    register: Register, statuses: list[str], before: str, verb: Verb | None, after: str | None
) -> None:
    with register.changing(STEP) as session:
        recommendation = sample.new_recommendation(session, status=Implementation(before))
        for status in statuses:
            sample.new_action(session, recommendations=[recommendation.id], status=ActionStatus(status))
    with register.changing(STEP) as session:
        suggestions = list_suggestions(session, DAY)
        assert session.get_one(Recommendation, recommendation.id).status == before
        assert [each.verb for each in suggestions] == ([verb] if verb else [])
        for suggestion in suggestions:
            apply_suggestion(session, suggestion)
        assert session.get_one(Recommendation, recommendation.id).status == (after or before)


def test_the_members_of_that_day_and_whoever_was_there_last_time_are_proposed(register: Register) -> None:
    with register.changing(STEP) as session:
        body = sample.new_body(session)
        seated, gone, guest = (sample.new_institution(session, each) for each in ("MJ", "MI", "OIM"))
        session.add(Membership(body_id=body.id, institution_id=seated.id, position=1))
        session.add(Membership(body_id=body.id, institution_id=gone.id, position=2, until=DAY))
        session.flush()
        earlier = sample.new_meeting(session, body_id=body.id)
        add_attendance(session, earlier.id, {"institution_id": guest.id, "capacity": Capacity.OBSERVER})
        body_id = body.id
    with register.reading() as session:
        proposed = propose_invitations(session, NEXT, body_id=body_id)
        chosen = choose(session, institution_id=gone.id)
    assert [(each.acronym, each.why, each.votes) for each in proposed] == [
        ("MJ", Invited.MEMBER, True), ("OIM", Invited.LAST_TIME, False),
    ]  # fmt: skip
    assert (chosen.capacity, chosen.votes) == (Capacity.GUEST, False)


def test_a_meeting_with_agenda_and_invitations_is_one_step(register: Register, last: Meeting) -> None:
    with register.reading() as session:
        proposed = propose_agenda(session, NEXT, body_id=last.body_id)
    own = ProposedItem(Carried.NEW, french("Divers"), AgendaItemKind.DISCUSSION)
    values = {"title": french("Deuxième"), "kind": MeetingKind.ORDINARY_SESSION, "start": NEXT, "body_id": last.body_id}
    with register.changing(STEP) as session:
        guest = sample.new_institution(session, "OIM")
        meeting = prepare_meeting(session, values, [own, *proposed], [choose(session, institution_id=guest.id)])
        meeting_id = meeting.id
    with register.reading() as session:
        minutes = find_minutes(session, meeting_id, "fr")
    assert minutes.agenda[0].title.fr == "Divers"
    assert [row.institution_acronym for row in minutes.attendance] == ["OIM"]
    register.undo()
    with register.reading() as session:
        assert session.get(Meeting, meeting_id) is None, "all of it was one step"


def test_a_planned_meeting_is_prepared_further(register: Register, last: Meeting) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session, body_id=last.body_id, start=NEXT)
        old = sample.new_item(session, meeting, "Ouverture").id
        kept, dropped = (
            sample.new_attendance(session, meeting, sample.new_institution(session, each)).id for each in ("MJ", "MI")
        )
        meeting_id, title = meeting.id, meeting.title
    with register.reading() as session:
        proposed = propose_agenda(session, NEXT, body_id=last.body_id, meeting_id=meeting_id)
        listed = propose_invitations(session, NEXT, body_id=last.body_id, meeting_id=meeting_id)
    assert {each.line_id for each in listed} == {kept, dropped}
    with register.changing(STEP) as session:
        prepare_further(
            session, meeting_id, {"title": french("Autre")}, {"title": title},
            [proposed[-1], old, proposed[0]], [each for each in listed if each.line_id != dropped],
        )  # fmt: skip
    with register.reading() as session:
        minutes = find_minutes(session, meeting_id, "fr")
        again = propose_agenda(session, NEXT, body_id=last.body_id, meeting_id=meeting_id)
    assert minutes.meeting.title.fr == "Autre"
    assert [item.id for item in minutes.agenda][1] == old
    assert [row.id for row in minutes.attendance] == [kept]
    assert [each.why for each in again] == [Carried.UNFINISHED, Carried.UNFINISHED], "what is on it is not proposed"

"""Where follow-up stands: right on an empty register and on a small one, one statement each, on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.orm import Session

from desktop.codes import ActionStatus, Audience, Capacity, DueBand, Implementation, InstitutionKind, LetterKind, Level
from desktop.records import overview
from desktop.records.base import withdraw
from desktop.records.commission.commission import list_pillars
from desktop.records.follow_up import standing
from desktop.records.follow_up.action import Action, support
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids
from desktop.records.follow_up.letter import answer_letter, remind, send_letter
from desktop.records.follow_up.progress import report_progress
from desktop.records.follow_up.recommendation import (
    RecommendationFilter,
    list_recommendation_ids,
    put_under_pillars,
)
from desktop.records.follow_up.standing import Silence, due_period
from desktop.records.meetings.headcount import count_heads
from desktop.records.meetings.meeting import MeetingFilter, list_meeting_ids
from desktop.records.period import Period
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import DAY, STEP, french

TODAY = dt.date(2022, 1, 15)

FIGURES: dict[str, Callable[[Session, Audience | None], Any]] = {
    "pillars": standing.count_status_by_pillar,
    "leads": lambda session, audience: standing.count_status_by_lead(session, TODAY, audience),
    "deadlines": lambda session, audience: standing.count_by_deadline(session, TODAY, audience),
    "silences": lambda session, audience: standing.count_silences(session, TODAY, audience),
}


def days(count: int) -> dt.date:
    return TODAY + dt.timedelta(days=count)


@pytest.mark.parametrize("figure", FIGURES)
def test_each_figure_is_one_statement_and_right_on_an_empty_register(register: Register, figure: str) -> None:
    said: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    for audience in (None, Audience.PUBLIC):
        with register.reading() as session:
            session.connection()
            said.clear()
            event.listen(register.engine, "after_cursor_execute", listen)
            try:
                found = FIGURES[figure](session, audience)
            finally:
                event.remove(register.engine, "after_cursor_execute", listen)
        assert len(said) == 1
        match figure:
            case "pillars":
                assert found and not any(count for each in found for count in each.counts.values())
            case "deadlines":
                assert found == dict.fromkeys(DueBand, 0)
            case _:
                assert found == []


def test_recommendations_are_counted_by_status_under_each_pillar(register: Register) -> None:
    with register.changing(STEP) as session:
        first, second = [pillar for pillar, _ in list_pillars(session)][:2]
        both, one, hidden = (sample.new_recommendation(session) for _ in range(3))
        for made, under in ((both, [first, second]), (one, [first]), (hidden, [second])):
            put_under_pillars(session, made.id, under)
        both.status = Implementation.IN_PROGRESS
        both.level = one.level = Level.PUBLIC
        hidden.level = Level.RESTRICTED
    with register.reading() as session:
        found = {each.id: each.counts for each in standing.count_status_by_pillar(session)}
        shown = {each.id: each.counts for each in standing.count_status_by_pillar(session, Audience.PUBLIC)}
        chosen = RecommendationFilter(pillar_id=first, statuses=(Implementation.IN_PROGRESS,))
        assert len(list_recommendation_ids(session, chosen, "fr")) == found[first][Implementation.IN_PROGRESS] == 1
    assert found[first][Implementation.NOT_STARTED] == 1
    assert found[second] == dict.fromkeys(Implementation, 0) | {
        Implementation.IN_PROGRESS: 1, Implementation.NOT_STARTED: 1,
    }  # fmt: skip
    assert sum(shown[second].values()) == 1


def test_actions_are_counted_by_status_for_each_lead_and_the_latest_come_first(register: Register) -> None:
    with register.changing(STEP) as session:
        justice, health = sample.new_institution(session, "MJ"), sample.new_institution(session, "MS")
        sample.new_action(session, lead_id=justice.id, status=ActionStatus.BLOCKED)
        sample.new_action(session, lead_id=justice.id, status=ActionStatus.VERIFIED, due=days(-5))
        sample.new_action(session, lead_id=health.id, due=days(-1))
        gone = sample.new_action(session, lead_id=health.id, due=days(-1))
        withdraw(session, Action, gone.id)
    with register.reading() as session:
        first, second = standing.count_status_by_lead(session, TODAY)
    assert (first.acronym, first.late, first.counts[ActionStatus.PLANNED]) == ("MS", 1, 1)
    assert (second.acronym, second.late) == ("MJ", 0)
    assert second.counts == dict.fromkeys(ActionStatus, 0) | {ActionStatus.BLOCKED: 1, ActionStatus.VERIFIED: 1}


@given(st.integers(-4000, 4000))
def test_each_deadline_is_in_one_band(distance: int) -> None:
    day = days(distance)
    bands = [
        band
        for band in DueBand
        if (period := due_period(band, TODAY))
        and (period.first is None or period.first <= day)
        and (period.last is None or day <= period.last)
    ]
    assert len(bands) == 1
    assert bands[0].value.startswith("late") == (day < TODAY)


def test_open_actions_are_counted_by_how_late_or_how_soon(register: Register) -> None:
    due = [-184, -183, -31, -30, -1, 0, 30, 31, 91, 92]
    with register.changing(STEP) as session:
        for distance in due:
            sample.new_action(session, due=days(distance))
        sample.new_action(session)
        sample.new_action(session, due=days(-1), status=ActionStatus.REPORTED)
    with register.reading() as session:
        found = standing.count_by_deadline(session, TODAY)
        listed = {
            band: len(
                list_action_ids(
                    session,
                    ActionFilter(
                        due=due_period(band, TODAY),
                        without_deadline=band is DueBand.NONE,
                        statuses=(ActionStatus.PLANNED,),
                    ),
                    "fr",
                    today=TODAY,
                )
            )
            for band in DueBand
        }
    assert list(found.values()) == [1, 2, 2, 2, 2, 1, 1]
    assert listed == found


def test_who_has_not_answered_a_letter_or_for_an_action_is_counted(register: Register) -> None:
    with register.changing(STEP) as session:
        silent, prompt = sample.new_institution(session, "MJ"), sample.new_institution(session, "MS")
        letter = {"kind": LetterKind.REQUEST, "sent_on": days(-60), "answer_due": days(-30), "subject": french("Bilan")}
        asked = send_letter(session, letter | {"institution_id": silent.id})
        remind(session, asked.id, {"sent_on": days(-20), "answer_due": days(-10)})
        answered = send_letter(session, letter | {"institution_id": prompt.id})
        answer_letter(session, answered.id, days(-40))
        send_letter(session, letter | {"institution_id": prompt.id, "answer_due": TODAY})
        begun = (days(-400), days(-400), days(-10))
        heard, unheard, fresh = (sample.new_action(session, start=day, lead_id=silent.id) for day in begun)
        report_progress(session, heard.id, {"reported_on": days(-10), "status": ActionStatus.IN_PROGRESS})
        report_progress(session, unheard.id, {"reported_on": days(-300), "status": ActionStatus.IN_PROGRESS})
    with register.reading() as session:
        [found] = standing.count_silences(session, TODAY)
        listed = list_action_ids(session, ActionFilter(silent=True, lead_id=silent.id), "fr", today=TODAY)
    assert found == Silence(silent.id, "MJ", silent.name, letters=1, actions=1)
    assert listed == [unheard.id] and fresh.id not in listed


def test_lists_are_narrowed_to_a_period_and_to_who_takes_part(register: Register) -> None:
    month = Period.month(2021, 9)
    with register.changing(STEP) as session:
        association = sample.new_institution(session, "ONG", kind=InstitutionKind.CIVIL_SOCIETY)
        begun = sample.new_action(session, start=dt.date(2021, 9, 1))
        reported = sample.new_action(session)
        report_progress(session, reported.id, {"reported_on": dt.date(2021, 9, 30), "status": ActionStatus.PLANNED})
        due = sample.new_action(session, due=DAY, revised_due=dt.date(2021, 9, 9), revision_reason=french("Oui"))
        support(session, due.id, [association.id])
        led = sample.new_action(session, lead_id=association.id)
        meeting = sample.new_meeting(session, start=dt.date(2021, 9, 15))
        sample.new_meeting(session)
        made = sample.new_recommendation(session, sample.new_item(session, meeting))
        sample.new_recommendation(session)
    with register.reading() as session:

        def actions(**values: Any) -> set[str]:
            return set(list_action_ids(session, ActionFilter(**values), "fr", today=TODAY))

        assert actions(begun=month) == {begun.id}
        assert actions(reported=month) == {reported.id}
        assert actions(due=month) == {due.id}
        assert actions(involves=InstitutionKind.CIVIL_SOCIETY) == {due.id, led.id}
        assert actions(excludes=InstitutionKind.CIVIL_SOCIETY) == {begun.id, reported.id}
        assert list_recommendation_ids(session, RecommendationFilter(made=month), "fr") == [made.id]
        assert list_meeting_ids(session, MeetingFilter(began=month), "fr") == [meeting.id]


def test_small_counts_are_masked_for_a_picture_that_may_leave_the_house(register: Register) -> None:
    with register.changing(STEP) as session:
        school = sample.new_institution(session, "ISM", level=Level.INTERNAL)
        meeting = sample.new_meeting(session, level=Level.INTERNAL)
        count_heads(session, meeting.id, school.id, Capacity.TRAINEE, women=12, men=3)
    with register.reading() as session:
        [whole] = overview.count_trainees(session)
        [shown] = overview.count_trainees(session, masked_for=Audience.PARTNERS)
    assert (whole.women, whole.men, whole.total) == (12, 3, 15)
    assert (shown.women, shown.men, shown.total) == (12, None, None)

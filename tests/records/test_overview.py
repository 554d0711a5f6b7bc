"""The figures of the overview: right on an empty register, right on a small one, one statement each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from desktop.codes import (
    ActionStatus,
    AgeBand,
    Audience,
    Capacity,
    Implementation,
    InstitutionKind,
    Level,
    MeetingKind,
    Presence,
    Series,
    Sex,
)
from desktop.records import overview
from desktop.records.base import withdraw
from desktop.records.commission.commission import Commission, list_pillars
from desktop.records.figures import CivilSociety, Deadlines
from desktop.records.follow_up.action import support
from desktop.records.follow_up.progress import report_progress
from desktop.records.follow_up.recommendation import Recommendation, RecommendationCountry, put_under_pillars
from desktop.records.meetings.attendance import add_attendance
from desktop.records.meetings.meeting import Meeting
from desktop.records.people.person import Person
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import DAY, STEP

TODAY = dt.date(2022, 1, 15)

FIGURES: dict[str, Callable[[Session, Audience | None], Any]] = {
    "actions by status": overview.count_actions_by_status,
    "recommendations by status": overview.count_recommendations_by_status,
    "pillars": overview.count_by_pillar,
    "programmes": overview.count_by_programme,
    "countries": overview.count_by_country,
    "lead institutions": lambda session, audience: overview.count_by_lead(session, TODAY, audience),
    "ages": lambda session, audience: overview.count_open_actions_by_age(session, TODAY, audience),
    "deadlines": lambda session, audience: overview.find_deadlines(session, TODAY, audience),
    "civil society": overview.find_civil_society,
    "trainees": overview.count_trainees,
    "months": lambda session, audience: overview.count_by_month(session, TODAY, audience),
}


@contextmanager
def statements(register: Register) -> Iterator[list[str]]:
    said: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(register.engine, "after_cursor_execute", listen)
    try:
        yield said
    finally:
        event.remove(register.engine, "after_cursor_execute", listen)


@pytest.mark.parametrize("figure", FIGURES)
def test_each_figure_is_one_statement_and_right_on_an_empty_register(register: Register, figure: str) -> None:
    for audience in (None, Audience.PUBLIC):
        with register.reading() as session:
            session.connection()
            with statements(register) as said:
                found = FIGURES[figure](session, audience)
            assert len([each for each in said if each.lower().startswith(("select", "with"))]) == len(said) == 1
        match found:
            case dict():
                assert found and set(found.values()) == {0}
            case Deadlines() | CivilSociety():
                assert not any(vars(found).values())
            case [] | [*_] if figure in ("pillars", "months"):
                assert found and all(
                    not each.total if figure == "pillars" else not any(each.counts.values()) for each in found
                )
            case _:
                assert found == []


def test_statuses_pillars_and_countries_are_counted(register: Register) -> None:
    with register.changing(STEP) as session:
        pillar = list_pillars(session)[0][0]
        first, second = (sample.new_recommendation(session) for _ in range(2))
        put_under_pillars(session, first.id, [pillar])
        put_under_pillars(session, second.id, [pillar])
        for made in (first, second):
            made.countries = [RecommendationCountry(country="MA")]
        second.countries.append(RecommendationCountry(country="TN"))
        gone = sample.new_recommendation(session)
        put_under_pillars(session, gone.id, [pillar])
        withdraw(session, Recommendation, gone.id)
        for status in (Implementation.REPORTED, Implementation.VERIFIED):
            first.status = status
            session.flush()
        sample.new_action(session, status=ActionStatus.BLOCKED)
        sample.new_action(session)
    with register.reading() as session:
        found = overview.find_overview(session, TODAY)
    assert found.recommendations[Implementation.VERIFIED] == found.recommendations[Implementation.NOT_STARTED] == 1
    assert (found.actions[ActionStatus.BLOCKED], found.actions[ActionStatus.PLANNED]) == (1, 1)
    assert [(each.code, each.total, each.closed) for each in found.countries] == [("MA", 2, 1), ("TN", 1, 0)]
    assert [(each.total, each.closed) for each in found.pillars] == [(2, 1)] + [(0, 0)] * (len(found.pillars) - 1)


def test_deadlines_ages_and_answers_are_counted_on_the_day(register: Register) -> None:
    day = dt.timedelta(days=1)
    with register.changing(STEP) as session:
        lead = sample.new_institution(session, "MJ")
        late = sample.new_action(session, start=TODAY - 400 * day, due=TODAY - day, lead_id=lead.id)
        sample.new_action(session, start=TODAY - 10 * day, due=TODAY, lead_id=lead.id)
        sample.new_action(session)
        done = {"status": ActionStatus.REPORTED, "due": TODAY - day, "lead_id": lead.id}
        sample.new_action(session, **done)
        old = sample.new_action(session, start=TODAY - 800 * day, due=TODAY - day)
        for action, reported_on in ((late, TODAY - 10 * day), (old, TODAY - 300 * day)):
            report_progress(session, action.id, {"reported_on": reported_on, "status": ActionStatus.IN_PROGRESS})
    with register.reading() as session:
        deadlines = overview.find_deadlines(session, TODAY)
        ages = overview.count_open_actions_by_age(session, TODAY)
        [led] = overview.count_by_lead(session, TODAY)
    assert deadlines == Deadlines(finished=1, on_time=1, late=2, without_deadline=1, answered=1)
    assert deadlines.unfinished == 4
    assert ages == {
        AgeBand.HALF_YEAR: 1, AgeBand.YEAR: 0, AgeBand.TWO_YEARS: 1, AgeBand.OLDER: 1, AgeBand.UNKNOWN: 1,
    }  # fmt: skip
    assert (led.acronym, led.total, led.late, led.reported, led.verified) == ("MJ", 3, 1, 1, 0)


def test_the_share_of_civil_society_is_counted_in_attendance_and_in_actions(register: Register) -> None:
    with register.changing(STEP) as session:
        ministry = sample.new_institution(session, "MJ")
        association = sample.new_institution(session, "ONG", kind=InstitutionKind.CIVIL_SOCIETY)
        meeting = sample.new_meeting(session)
        for institution, presence in (
            (ministry, Presence.PRESENT), (association, Presence.REPRESENTED), (association, Presence.ABSENT),
        ):  # fmt: skip
            add_attendance(session, meeting.id, {"institution_id": institution.id, "presence": presence})
        supported = sample.new_action(session, lead_id=ministry.id)
        support(session, supported.id, [association.id])
        sample.new_action(session, lead_id=association.id)
        sample.new_action(session, lead_id=ministry.id)
    with register.reading() as session:
        assert overview.find_civil_society(session) == CivilSociety(1, 2, 2, 3)


def trained(register: Register, women: int, men: int, unstated: int = 0, level: Level = Level.PUBLIC) -> None:
    with register.changing(STEP) as session:
        school = sample.new_institution(session, "ISM", level=level)
        meeting = sample.new_meeting(session, kind=MeetingKind.TRAINING, level=Level.PUBLIC)
        for sex, count in ((Sex.FEMALE, women), (Sex.MALE, men), (None, unstated)):
            for place in range(count):
                person = Person(name_latin=f"{sex} {place}", institution_id=school.id, sex=sex)
                session.add(person)
                session.flush()
                values = {"person_id": person.id, "institution_id": school.id, "presence": Presence.PRESENT}
                add_attendance(session, meeting.id, values | {"capacity": Capacity.TRAINEE})


def test_trainees_are_counted_by_institution_and_sex(register: Register) -> None:
    trained(register, women=6, men=3, unstated=1)
    with register.reading() as session:
        [inside] = overview.count_trainees(session)
        [outside] = overview.count_trainees(session, Audience.PARTNERS)
    assert (inside.women, inside.men, inside.unstated, inside.total) == (6, 3, 1, 10)
    assert (outside.women, outside.men, outside.unstated) == (6, None, None)
    assert outside.total is None, "what is masked could be worked out from the total"


def test_the_commissions_own_threshold_masks(register: Register) -> None:
    trained(register, women=6, men=8)
    with register.changing(STEP) as session:
        session.scalars(sa.select(Commission)).one().smallest_count = 7
    with register.reading() as session:
        [row] = overview.count_trainees(session, Audience.PUBLIC)
    assert (row.women, row.men, row.unstated, row.total) == (None, 8, 0, None)


def test_an_institution_above_the_audiences_level_is_not_among_the_figures(register: Register) -> None:
    trained(register, women=9, men=9, level=Level.RESTRICTED)
    with register.changing(STEP) as session:
        hidden = sample.new_institution(session, "SECRET", level=Level.RESTRICTED)
        sample.new_action(session, lead_id=hidden.id, level=Level.PUBLIC)
    with register.reading() as session:
        assert overview.count_trainees(session, Audience.PARTNERS) == []
        assert overview.count_by_lead(session, TODAY, Audience.PARTNERS) == []
        assert len(overview.count_by_lead(session, TODAY)) == 1


def test_the_trend_has_every_month_and_nothing_of_the_future(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        sample.new_recommendation(session, sample.new_item(session, meeting))
        sample.new_meeting(session, start=TODAY + dt.timedelta(days=3))
        action = sample.new_action(session, start=DAY, due=DAY, revised_due=dt.date(2021, 9, 1),
                                   revision_reason=sample.french("Oui"))  # fmt: skip
        report_progress(session, action.id, {"reported_on": dt.date(2021, 8, 31), "status": ActionStatus.PLANNED})
        withdrawn = sample.new_meeting(session)
        withdraw(session, Meeting, withdrawn.id)
    with register.reading() as session:
        months = overview.count_by_month(session, TODAY, since=dt.date(2021, 6, 20))
    assert [(each.year, each.month) for each in months] == [*((2021, month) for month in range(6, 13)), (2022, 1)]
    june, august, september = months[0].counts, months[2].counts, months[3].counts
    assert {series: june[series] for series in Series} == {
        Series.MEETINGS: 1, Series.RECOMMENDATIONS: 1, Series.ACTIONS: 1, Series.DEADLINES: 0, Series.UPDATES: 0,
    }  # fmt: skip
    assert (august[Series.UPDATES], september[Series.DEADLINES]) == (1, 1)
    assert not any(months[-1].counts.values())

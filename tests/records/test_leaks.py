"""No word and no trace of a record above an audience's level is in anything that is asked for that audience."""

from __future__ import annotations

import dataclasses
import datetime as dt
import importlib
import inspect
import pkgutil
import random
from collections.abc import Callable, Iterator, Sequence
from types import FunctionType, ModuleType
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop import records
from desktop.codes import Audience, Level
from desktop.language import Refusal
from desktop.records import diary, journal, overview, reports
from desktop.records.attachment import list_attachments, list_attachments_of
from desktop.records.commission import commission, headings, term
from desktop.records.everything import reading, selection
from desktop.records.follow_up import (
    action,
    action_list,
    correspondence,
    letter,
    progress,
    recommendation,
    standing,
    tracker,
    tracker_scope,
)
from desktop.records.framework import good_practice, indicator, plan, programme, source
from desktop.records.meetings import (
    attendance,
    corrigendum,
    decision,
    headcount,
    meeting,
    minutes,
    minutes_version,
    notice,
    series,
    sitting,
)
from desktop.records.people import body, institution, person
from desktop.records.period import Period
from desktop.records.register import Register
from desktop.records.search.result import search
from desktop.records.subject import SUBJECTS, Subject
from tests.records.marked_register import DAY, MADE_OTHERWISE, NO_TEXT, MarkedRegister, levels_in
from tests.records.sample import STEP

Ask = Callable[[Session, Audience], Any]

LATER = DAY + dt.timedelta(days=1)
"""When what was due on that day is late."""

MONTH = Period.month(DAY.year, DAY.month)


def ids_of(session: Session, kind: type[Any]) -> Sequence[str]:
    """Those of all records of a kind, in the order in which they were made."""
    return session.scalars(sa.select(kind.id).order_by(kind.id)).all()


def each_of(kind: type[Any], ask: Callable[[Session, str, Audience], Any]) -> Ask:
    """A question that is asked of every record of a kind, seen or not."""
    return lambda session, audience: [ask(session, each, audience) for each in ids_of(session, kind)]


def rows_of(kind: type[Any], list_rows: Callable[..., Any]) -> Ask:
    """The rows of a list that are read for all records of a kind, seen or not."""
    return lambda session, audience: list_rows(session, ids_of(session, kind), audience=audience)


def or_nothing(ask: Callable[[], Any]) -> Any:
    """An answer, or nothing where it is refused."""
    try:
        return ask()
    except Refusal:
        return None


def subjects(session: Session, audience: Audience) -> Any:
    return [
        list_attachments(session, Subject(kind, each), audience)
        for kind in SUBJECTS
        for each in ids_of(session, journal.kinds()[kind])
    ]


def acronyms(session: Session, audience: Audience) -> list[str]:
    """Those of the institutions this audience may see: for the others there is nothing but a refusal."""
    ids = institution.list_institution_ids(session, institution.InstitutionFilter(audience=audience), "fr")
    return [row.acronym for row in institution.list_institutions(session, ids, audience)]


def seen_meetings(session: Session, audience: Audience) -> list[str]:
    return meeting.list_meeting_ids(session, meeting.MeetingFilter(audience=audience), "fr")


def hits(session: Session, audience: Audience) -> list[Any]:
    """What a search finds."""
    words = ("zq", "restricted", "zq0001")
    return [hit for word in words for hit in search(session, word, levels=audience.levels, limit=1000)]


def one_of_each(session: Session, audience: Audience | None) -> list[tracker_scope.Scope]:
    """A programme, a plan and a body: the first that may be seen."""
    kinds = {scope.subject.kind: scope for scope in reversed(tracker_scope.list_scopes(session, audience))}
    return list(kinds.values())


def everything(session: Session, audience: Audience) -> Any:
    """All tables of a register, read to their end, and what its files hold."""
    found = reading.read_everything(session, audience, "fr")
    return [[list(table.rows) for table in found.tables], found.numbers, list(found.files)]


QUESTIONS: dict[Any, Ask] = {
    action_list.count_actions: lambda s, a: action_list.count_actions(s, action_list.ActionFilter(audience=a)),
    action_list.list_action_ids: lambda s, a: action_list.list_action_ids(
        s, action_list.ActionFilter(audience=a), "fr"
    ),
    action_list.list_actions: lambda s, a: action_list.list_actions(s, ids_of(s, action.Action), DAY, a),
    attendance.list_attendance: lambda s, a: [
        attendance.list_attendance(s, each, code, a) for each in seen_meetings(s, a) for code in ("fr", "ar")
    ],
    body.list_body_rows: rows_of(body.Body, body.list_body_rows),
    body.list_members: each_of(body.Body, lambda s, each, a: body.list_members(s, each, None, a)),
    reading.read_everything: everything,
    selection.select_records: lambda s, a: selection.select_records(s, a, "fr").keys,
    diary.read_diary: lambda s, a: diary.read_diary(s, MONTH, DAY, a),
    diary.list_lanes: lambda s, a: [
        diary.list_lanes(s, MONTH, by_pillar=by_pillar, audience=a) for by_pillar in (False, True)
    ],
    corrigendum.list_corrigenda: each_of(meeting.Meeting, corrigendum.list_corrigenda),
    decision.find_decisions: rows_of(decision.Decision, decision.find_decisions),
    decision.list_decisions: lambda s, a: list(
        decision.list_decisions(s, ids_of(s, meeting.Meeting), a).values()
    ),
    good_practice.find_good_practices: rows_of(good_practice.GoodPractice, good_practice.find_good_practices),
    good_practice.list_good_practices: lambda s, a: good_practice.list_good_practices(s, audience=a),
    headcount.find_trainings: rows_of(meeting.Meeting, headcount.find_trainings),
    headcount.list_headcounts: each_of(meeting.Meeting, headcount.list_headcounts),
    headings.find_pillars: rows_of(commission.Pillar, headings.find_pillars),
    headings.find_terms: rows_of(term.Term, headings.find_terms),
    headings.find_themes: rows_of(commission.Theme, headings.find_themes),
    indicator.find_indicators: rows_of(indicator.Indicator, indicator.find_indicators),
    indicator.list_indicators: lambda s, a: indicator.list_indicators(s, audience=a),
    indicator.list_values: each_of(indicator.Indicator, indicator.list_values),
    institution.find_institution: lambda s, a: [
        institution.find_institution(s, each, a) for each in acronyms(s, a)
    ],
    institution.list_institution_ids: lambda s, a: institution.list_institution_ids(
        s, institution.InstitutionFilter(audience=a), "fr"
    ),
    institution.list_institutions: rows_of(institution.Institution, institution.list_institutions),
    letter.find_letters: lambda s, a: letter.find_letters(s, ids_of(s, letter.Letter), DAY, a),
    letter.list_letter_ids: lambda s, a: letter.list_letter_ids(s, letter.LetterFilter(audience=a), "fr"),
    letter.list_letters: lambda s, a: letter.list_letters(s, letter.LetterFilter(audience=a), DAY),
    list_attachments: subjects,
    list_attachments_of: lambda s, a: [
        list_attachments_of(s, [Subject(kind, each) for each in ids_of(s, journal.kinds()[kind])], a)
        for kind in SUBJECTS
    ],
    meeting.list_meeting_ids: seen_meetings,
    meeting.list_meetings: rows_of(meeting.Meeting, meeting.list_meetings),
    minutes.find_minutes: lambda s, a: [
        minutes.find_minutes(s, each, code, a) for each in seen_meetings(s, a) for code in ("fr", "ar")
    ],
    notice.find_convocation: lambda s, a: [
        notice.find_convocation(s, each, code, a) for each in seen_meetings(s, a) for code in ("fr", "ar")
    ],
    notice.list_convened_ids: lambda s, a: notice.list_convened_ids(s, dt.date.min, a),
    minutes_version.list_versions: each_of(meeting.Meeting, minutes_version.list_versions),
    person.list_affiliations: each_of(person.Person, person.list_affiliations),
    person.list_experts: lambda s, a: person.list_experts(s, audience=a),
    person.list_person_ids: lambda s, a: person.list_person_ids(s, person.PersonFilter(audience=a), "fr"),
    person.list_person_rows: rows_of(person.Person, person.list_person_rows),
    person.list_people: lambda s, a: person.list_people(s, audience=a),
    plan.find_plans: rows_of(plan.Plan, plan.find_plans),
    plan.list_objectives: each_of(plan.Plan, plan.list_objectives),
    plan.list_plans: lambda s, a: plan.list_plans(s, audience=a),
    programme.find_programmes: rows_of(programme.Programme, programme.find_programmes),
    programme.list_obligations: lambda s, a: [
        programme.list_obligations(s, audience=a),
        *(programme.list_obligations(s, None, each, a) for each in ids_of(s, programme.Programme)),
    ],
    programme.list_programme_rows: lambda s, a: programme.list_programme_rows(s, audience=a),
    programme.list_programmes: programme.list_programmes,
    progress.list_progress: each_of(action.Action, progress.list_progress),
    recommendation.list_recommendation_ids: lambda s, a: recommendation.list_recommendation_ids(
        s, recommendation.RecommendationFilter(audience=a), "fr"
    ),
    recommendation.list_recommendations: rows_of(recommendation.Recommendation, recommendation.list_recommendations),
    search: hits,
    series.find_series: rows_of(meeting.MeetingSeries, series.find_series),
    sitting.list_suspensions: each_of(meeting.Meeting, sitting.list_suspensions),
    source.find_sources: rows_of(source.Source, source.find_sources),
    source.list_sources: lambda s, a: source.list_sources(s, audience=a),
    standing.count_by_deadline: lambda s, a: standing.count_by_deadline(s, DAY, a),
    standing.count_silent: lambda s, a: standing.count_silent(s, DAY, a),
    standing.count_silences: lambda s, a: standing.count_silences(s, DAY, a),
    standing.count_status_by_lead: lambda s, a: standing.count_status_by_lead(s, DAY, a),
    standing.count_status_by_pillar: standing.count_status_by_pillar,
    correspondence.find_reminder: lambda s, a: [
        or_nothing(lambda each=each: correspondence.find_reminder(s, each, LATER, a))
        for each in ids_of(s, institution.Institution)
    ],
    correspondence.find_transmission: lambda s, a: [
        or_nothing(lambda whose=whose, of=of: correspondence.find_transmission(s, of, whose, LATER, a))
        for whose in ids_of(s, institution.Institution)
        for of in ids_of(s, meeting.Meeting)
    ],
    correspondence.list_in_charge: lambda s, a: [
        correspondence.list_in_charge(s, LATER, a, scope) for scope in (None, *one_of_each(s, a))
    ],
    tracker_scope.find_scope: lambda s, a: [
        tracker_scope.find_scope(s, str(each.name.fr or each.name.ar or each.name.en), a)
        for each in tracker_scope.list_scopes(s, a)
    ],
    tracker_scope.list_scopes: tracker_scope.list_scopes,
    correspondence.list_late: lambda s, a: correspondence.list_late(s, LATER, a),
    correspondence.list_recipients: each_of(meeting.Meeting, correspondence.list_recipients),
    reports.report_on_institution: lambda s, a: [
        reports.report_on_institution(s, each, LATER, a) for each in acronyms(s, a)
    ],
    reports.report_on_programme: lambda s, a: [
        reports.report_on_programme(s, row.code, LATER, a) for row in programme.list_programme_rows(s, audience=a)
    ],
    reports.report_on_source: lambda s, a: [
        reports.report_on_source(s, row.code, LATER, a) for row in source.list_sources(s, audience=a)
    ],
    reports.report_on_year: lambda s, a: reports.report_on_year(s, DAY.year, LATER, a),
    tracker.list_tracker_rows: rows_of(action.Action, tracker.list_tracker_rows),
    tracker.find_tracker: lambda s, a: [
        *(tracker.find_tracker(s, each, DAY, a) for each in (None, *acronyms(s, a))),
        *(tracker.find_tracker(s, None, DAY, a, scope) for scope in one_of_each(s, a)),
    ],
    **{
        count: lambda s, a, count=count: count(s, audience=a)
        for count in (
            overview.count_actions_by_status, overview.count_by_country, overview.count_by_pillar,
            overview.count_by_programme, overview.count_recommendations_by_status, overview.count_trainees,
            overview.find_civil_society,
        )
    },
    **{
        count: lambda s, a, count=count: count(s, DAY, audience=a)
        for count in (
            overview.count_by_lead, overview.count_by_month, overview.count_open_actions_by_age,
            overview.find_deadlines, overview.find_overview,
        )
    },
}  # fmt: skip
"""How each query is asked for an audience."""


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(records.__path__, f"{records.__name__}."):
        if "migrations" not in found.name:
            yield importlib.import_module(found.name)


def asks_for_whom(function: FunctionType) -> bool:
    """Whether an audience, its levels, or a filter with an audience in it is among what a function takes."""
    for name, parameter in inspect.signature(function).parameters.items():
        chosen = function.__globals__.get(str(parameter.annotation))
        if name in ("audience", "levels") or "audience" in getattr(chosen, "__dataclass_fields__", ()):
            return True
    return False


def test_every_query_that_is_made_for_an_audience_is_asked_here() -> None:
    known = {"sees", "is_visible", "masked", "cite", "person_row", "meeting_row"}
    queries = {
        function
        for module in modules()
        for name, function in vars(module).items()
        if isinstance(function, FunctionType)
        and function.__module__ == module.__name__
        and not name.startswith(("_", "chosen_"))
        and name not in known
        and asks_for_whom(function)
    }
    assert {f"{each.__module__}.{each.__name__}" for each in queries ^ set(QUESTIONS)} == set()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    path = tmp_path_factory.mktemp("marked") / "register.tawsiya"
    with Register.create(path, country_code="MA", language="fr") as register:
        yield register


@given(seed=st.integers(0, 2**32))
@settings(max_examples=6, deadline=None, phases=[Phase.generate])
def test_no_word_and_no_record_above_an_audiences_level_is_in_any_answer(empty: Register, seed: int) -> None:
    with empty.changing(STEP) as session:
        marked = MarkedRegister(session, random.Random(seed))
        marked.fill()
        session.flush()
        levels = dict(marked.levels)
        for audience in Audience:
            allowed = {str(level) for level in audience.levels}
            hidden = {each for each, level in levels.items() if level not in audience.levels}
            for question, ask in QUESTIONS.items():
                told = repr(list(told_of(ask(session, audience))))
                words = levels_in(told) - allowed
                assert not words, f"{question.__name__} betrays {words} to {audience}"
                assert not (traces := {each for each in hidden if each in told}), (
                    f"{question.__name__} betrays that {sorted(traces)} exist to {audience}"
                )
        session.rollback()


def told_of(answer: Any) -> Iterator[Any]:
    """Every value in an answer, however deep."""
    if dataclasses.is_dataclass(answer) and not isinstance(answer, type):
        for field in dataclasses.fields(answer):
            yield from told_of(getattr(answer, field.name))
    elif isinstance(answer, dict):
        yield from told_of([*answer.keys(), *answer.values()])
    elif isinstance(answer, list | tuple | set | frozenset):
        for each in answer:
            yield from told_of(each)
    else:
        yield str(answer)


def test_the_marked_register_holds_a_word_in_every_text_of_every_kind(empty: Register) -> None:
    """Or the test above would look for what is not there."""
    with empty.changing(STEP) as session:
        marked = MarkedRegister(session, random.Random(7))
        marked.fill()
        assert set(marked.made) == set(journal.kinds()) - MADE_OTHERWISE
        kinds = {name: kind for name, kind in journal.kinds().items() if name not in ("commission", "number_pattern")}
        for name, kind in kinds.items():
            texts = [
                column
                for column in kind.__table__.columns
                if isinstance(column.type, sa.String)
                and not isinstance(column.type, sa.Enum)
                and not column.foreign_keys
                and column.name not in NO_TEXT
            ]
            for column in texts:
                values = session.scalars(sa.select(column).where(column.is_not(None))).all()
                assert any(levels_in(value) for value in values), f"{name}.{column.name} holds no word"
        assert set(marked.levels.values()) == set(Level)
        session.rollback()

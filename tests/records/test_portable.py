"""The same data gives the same answers in a file and in an office's PostgreSQL."""

from __future__ import annotations

import dataclasses
import datetime as dt
import inspect
import random
import re
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.codes import Audience, Level
from desktop.language import LANGUAGE_CODES
from desktop.records import attachment, history, journal, numbering
from desktop.records.commission import commission, headings, reporting, term, working_calendar
from desktop.records.demonstration.demonstration import create_demonstration
from desktop.records.everything import reading
from desktop.records.follow_up import action_list, correspondence, letter, recommendation, suggestion, tracker_scope
from desktop.records.follow_up.tracker import find_tracker
from desktop.records.framework import good_practice, indicator, plan, programme, source
from desktop.records.listing import Sort
from desktop.records.meetings import agenda, decision, meeting, series
from desktop.records.meetings.minutes import find_minutes
from desktop.records.overview import find_overview
from desktop.records.people import body, institution, person
from desktop.records.people.person import list_people
from desktop.records.register import Register
from desktop.records.rows import ChangeRow
from desktop.records.search import way
from desktop.records.search.result import search
from desktop.records.subject import SUBJECTS, Subject
from tests.records.marked_register import MarkedRegister
from tests.records.sample import STEP, french
from tests.records.test_leaks import QUESTIONS, ids_of, modules

TODAY = dt.date(2026, 6, 1)

ID = re.compile(r"[0-9a-f]{32}(?:[0-9a-f]{32})?")
"""An id, or the hash of a text in which ids stand."""

LISTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "actions": (action_list.ActionFilter, action_list.list_action_ids, action_list.list_actions, action_list.SORTS),
    "recommendations": (
        recommendation.RecommendationFilter,
        recommendation.list_recommendation_ids,
        recommendation.list_recommendations,
        recommendation.SORTS,
    ),
    "meetings": (meeting.MeetingFilter, meeting.list_meeting_ids, meeting.list_meetings, meeting.SORTS),
    "institutions": (
        institution.InstitutionFilter,
        institution.list_institution_ids,
        institution.list_institutions,
        institution.SORTS,
    ),
    "people": (person.PersonFilter, person.list_person_ids, person.list_person_rows, person.SORTS),
    "letters": (
        letter.LetterFilter,
        letter.list_letter_ids,
        lambda session, ids, audience=None: letter.find_letters(session, ids, TODAY, audience),
        letter.SORTS,
    ),
}

PAGES: dict[Any, tuple[Any, Any, Any]] = {
    body.list_body_ids: (body.BodyFilter, body.list_body_rows, body.SORTS),
    decision.list_decision_ids: (decision.DecisionFilter, decision.find_decisions, decision.SORTS),
    good_practice.list_good_practice_ids: (
        good_practice.GoodPracticeFilter, good_practice.find_good_practices, good_practice.SORTS,
    ),
    headings.list_pillar_ids: (str, headings.find_pillars, ()),
    headings.list_term_ids: (str, headings.find_terms, ()),
    headings.list_theme_ids: (str, headings.find_themes, ()),
    indicator.list_indicator_ids: (indicator.IndicatorFilter, indicator.find_indicators, indicator.SORTS),
    plan.list_plan_ids: (plan.PlanFilter, plan.find_plans, plan.SORTS),
    programme.list_programme_ids: (programme.ProgrammeFilter, programme.find_programmes, programme.SORTS),
    series.list_series_ids: (str, series.find_series, series.SORTS),
    source.list_source_ids: (source.SourceFilter, source.find_sources, source.SORTS),
}  # fmt: skip
"""The lists of the window whose ids are chosen for no audience: how they are narrowed, read and sorted."""


def page_of(list_ids: Any) -> Callable[[Session], Any]:
    """A list of the window, in each of its orders and languages."""
    chosen, list_rows, sorts = PAGES[list_ids]
    orders = (None, *(Sort(column, down) for column in sorts for down in (False, True)))
    return lambda session: [
        list_rows(session, list_ids(session, chosen(), code, sort)) for code in LANGUAGE_CODES for sort in orders
    ]


QUERIES = (
    "formation", "forma", "تكوين", "التكوين", "اللجنة", "traite", '"mécanisme national"', "rec 2021", "a",
    "référencement", "protection victimes", "للضحايا", "training", "de la", "x", "2021",
)  # fmt: skip


@pytest.fixture(scope="module")
def both(postgresql_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, Register]]:
    """The demonstration in a file and in PostgreSQL, where words are sorted the way of a country."""
    import psycopg

    with psycopg.connect(postgresql_url.replace("+psycopg", ""), autocommit=True) as server:
        server.execute("create database demonstration template template0 locale_provider icu icu_locale 'fr-FR'")
    path = tmp_path_factory.mktemp("portable") / "demonstration.tawsiya"
    address = postgresql_url.replace("/postgres?", "/demonstration?")
    with create_demonstration(path) as file, create_demonstration(address) as office:
        yield file, office


@pytest.fixture(scope="module")
def filled(postgresql_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, Register]]:
    """Something of every kind, linked in the same way in both."""
    import psycopg

    with psycopg.connect(postgresql_url.replace("+psycopg", ""), autocommit=True) as server:
        server.execute("create database filled template template0 locale_provider icu icu_locale 'fr-FR'")
    path = tmp_path_factory.mktemp("filled") / "filled.tawsiya"
    address = postgresql_url.replace("/postgres?", "/filled?")
    with (
        Register.create(path, country_code="MA", language="fr") as file,
        Register.create(address, country_code="MA", language="fr") as office,
    ):
        for register in (file, office):
            with register.changing(STEP) as session:
                MarkedRegister(session, random.Random(7)).fill()
                term.name_months(session, {7: french("Juillet")})
        yield file, office


def every_subject(session: Session) -> list[Subject]:
    return [Subject(kind, each) for kind in SUBJECTS for each in ids_of(session, journal.kinds()[kind])]


OTHERS: dict[Any, Callable[[Session], Any]] = {
    attachment.count_attachments: lambda session: [
        sorted(attachment.count_attachments(session, kind).values()) for kind in SUBJECTS
    ],
    attachment.list_attachments_of: lambda session: attachment.list_attachments_of(session, every_subject(session)),
    body.list_bodies: body.list_bodies,
    commission.list_pillars: commission.list_pillars,
    commission.list_themes: commission.list_themes,
    meeting.list_series: meeting.list_series,
    numbering.list_patterns: numbering.list_patterns,
    reporting.next_reporting_dates: lambda session: reporting.next_reporting_dates(session, TODAY),
    suggestion.list_suggestions: lambda session: suggestion.list_suggestions(session, TODAY),
    term.list_month_names: term.list_month_names,
    term.list_terms: term.list_terms,
    way.list_named: lambda session: way.list_named(session, [(each.kind, each.id) for each in every_subject(session)]),
    working_calendar.list_holidays: working_calendar.list_holidays,
    agenda.list_open_item_ids: agenda.list_open_item_ids,
    letter.list_about: lambda session: [letter.list_about(session, each) for each in ids_of(session, letter.Letter)],
    plan.list_objective_ids: lambda session: plan.find_objectives(session, plan.list_objective_ids(session)),
    programme.list_all_obligations: lambda session: [
        programme.list_all_obligations(session, each) for each in ids_of(session, programme.Programme)
    ],
    recommendation.list_answers: lambda session: [
        recommendation.list_answers(session, each) for each in ids_of(session, recommendation.Recommendation)
    ],
    source.list_article_ids: lambda session: source.find_articles(session, source.list_article_ids(session)),
    source.list_articles: lambda session: [
        source.list_articles(session, each) for each in ids_of(session, source.Source)
    ],
    source.list_entries_into_force: lambda session: [
        source.list_entries_into_force(session, each) for each in ids_of(session, source.Source)
    ],
    **{list_ids: page_of(list_ids) for list_ids in PAGES},
}
"""Lists that say the same to everybody, or that only the window shows."""

JOURNAL = {
    history.list_authors, history.list_change_ids, history.list_changes_by_id, history.list_removed,
    history.list_later_steps, history.list_step_changes, history.list_step_ids, history.list_steps,
    journal.list_changes,
}  # fmt: skip


def test_every_list_there_is_is_asked_in_both() -> None:
    lists = {
        function
        for module in modules()
        for name, function in vars(module).items()
        if name.startswith("list_")
        and isinstance(function, FunctionType)
        and function.__module__ == module.__name__
        and next(iter(inspect.signature(function).parameters), "") == "session"
    }
    asked = {*QUESTIONS, *OTHERS, *JOURNAL}
    assert {f"{each.__module__}.{each.__name__}" for each in lists - asked} == set()


@pytest.mark.parametrize("registers", ["both", "filled"])
def test_every_question_has_the_same_answer(registers: str, request: pytest.FixtureRequest) -> None:
    file, office = request.getfixturevalue(registers)
    for question, ask in QUESTIONS.items():
        if question is reading.read_everything:
            continue  # minutes hold ids and are called by their SHA-256; tests/intake takes a register there and back
        # The demonstration is large: its answers are compared where most is left out, and where nothing is.
        for audience in Audience if registers == "filled" else (Audience.PUBLIC, Audience.RESTRICTED):
            answers = [told(each, lambda session: ask(session, audience)) for each in (file, office)]  # noqa: B023
            assert answers[0] == answers[1], (question.__name__, audience)
    for question, ask_all in OTHERS.items():
        answers = [told(each, ask_all) for each in (file, office)]
        assert answers[0] == answers[1], question.__name__


def test_every_list_has_something_in_it_somewhere(
    both: tuple[Register, Register], filled: tuple[Register, Register]
) -> None:
    """Or the test above would compare nothing with nothing."""
    everything = {
        **{each: lambda session, ask=ask: ask(session, Audience.RESTRICTED) for each, ask in QUESTIONS.items()},
        **OTHERS,
    }
    for question, ask in everything.items():
        if question.__name__.startswith("list_"):
            assert any(filled_in(told(file, ask)) for file, _ in (both, filled)), question.__name__


def filled_in(answer: Any) -> bool:
    if isinstance(answer, list | dict):
        return any(filled_in(each) for each in (answer.values() if isinstance(answer, dict) else answer))
    return answer is not None


def test_every_list_is_the_same_in_every_order_and_language(both: tuple[Register, Register]) -> None:
    for name, (chosen, list_ids, list_rows, sorts) in LISTS.items():
        for code in LANGUAGE_CODES:
            for sort in (None, *(Sort(column, down) for column in sorts for down in (False, True))):
                for audience in (None, Audience.PUBLIC):

                    def rows(session: Session) -> list[Any]:
                        ids = list_ids(session, chosen(audience=audience), code, sort)  # noqa: B023
                        return list_rows(session, ids, audience=audience)  # noqa: B023

                    file, office = (told(register, rows) for register in both)
                    assert file == office, (name, code, sort, audience)
                    assert file or audience


def test_every_list_finds_the_same_words(both: tuple[Register, Register]) -> None:
    for chosen, list_ids, list_rows, _ in LISTS.values():
        for text in QUERIES:

            def rows(session: Session) -> list[Any]:
                return list_rows(session, list_ids(session, chosen(search=text), "fr"))  # noqa: B023

            file, office = (told(register, rows) for register in both)
            assert file == office, text


@pytest.mark.parametrize("text", QUERIES)
def test_every_search_finds_the_same_in_the_same_order(both: tuple[Register, Register], text: str) -> None:
    chosen: dict[str, Any]
    for chosen in ({}, {"limit": 5}, {"levels": [Level.PUBLIC]}, {"kinds": ["action"]}, {"since": dt.date(2021, 1, 1)}):
        file, office = (told(register, lambda session: search(session, text, **chosen)) for register in both)  # noqa: B023
        assert file == office
        assert text == "x" or file or "levels" in chosen or "kinds" in chosen or "since" in chosen


def test_every_figure_is_the_same(both: tuple[Register, Register]) -> None:
    for audience in (None, *Audience):
        file, office = (told(register, lambda session: find_overview(session, TODAY, audience)) for register in both)  # noqa: B023
        assert file == office


def test_every_document_says_the_same(both: tuple[Register, Register]) -> None:
    for audience in Audience:
        file, office = (
            told(register, lambda session: find_tracker(session, None, TODAY, audience))  # noqa: B023
            for register in both
        )
        assert file == office

    def letters(session: Session) -> list[Any]:
        late = correspondence.list_late(session, TODAY)
        said: list[Any] = [correspondence.find_reminder(session, each.institution.id, TODAY) for each in late]
        for meeting_id in meeting.list_meeting_ids(session, meeting.MeetingFilter(), "fr"):
            for each in correspondence.list_recipients(session, meeting_id):
                said.append(correspondence.find_transmission(session, meeting_id, each.institution.id, TODAY))
        scopes = tracker_scope.list_scopes(session)
        charged = [correspondence.list_in_charge(session, TODAY, None, scope) for scope in (None, *scopes)]
        return [late, scopes, charged, *said]

    file, office = (told(register, letters) for register in both)
    assert file == office and file

    def minutes(session: Session) -> list[Any]:
        ids = meeting.list_meeting_ids(session, meeting.MeetingFilter(), "fr")
        return [find_minutes(session, each, "ar", Audience.RESTRICTED) for each in ids]

    file, office = (told(register, minutes) for register in both)
    assert file == office and file
    file, office = (told(register, list_people) for register in both)
    assert file == office


def test_the_journal_tells_the_same(both: tuple[Register, Register]) -> None:
    def steps(session: Session) -> list[Any]:
        ids = history.list_step_ids(session, history.HistoryFilter())
        return [
            history.list_steps(session, ids), history.list_authors(session), history.list_removed(session),
            [in_any_order(history.list_step_changes(session, each)) for each in ids],
            [history.list_later_steps(session, each) for each in ids],
        ]  # fmt: skip

    def changes(session: Session) -> list[Any]:
        return [
            [in_any_order(history.list_changes_by_id(session, history.list_change_ids(session, kind, each))),
             in_any_order(journal.list_changes(session, kind, each))]
            for kind in journal.kinds().values() for each in ids_of(session, kind)
        ]  # fmt: skip

    for question in (steps, changes):
        file, office = (told(register, question) for register in both)
        assert file == office and file


def in_any_order(lines: list[ChangeRow]) -> list[str]:
    """The lines of a step are written as the session holds its records, in no order."""
    return sorted(repr(without_ids(line)) for line in lines)


def told(register: Register, question: Any) -> Any:
    with register.reading() as session:
        return without_ids(question(session))


def without_ids(value: Any) -> Any:
    """Rows as values: ids are random, and lead nowhere in another register; each step has its moment."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return {name: without_ids(getattr(value, name)) for name in names if not (name == "id" or name.endswith("_id"))}
    if isinstance(value, dict):
        return [[without_ids(key), without_ids(each)] for key, each in value.items()]
    if isinstance(value, list | tuple):
        return [without_ids(each) for each in value]
    if isinstance(value, dt.datetime) or (isinstance(value, str) and ID.fullmatch(value)):
        return ...
    return value

"""The same data gives the same answers in a file and in an office's PostgreSQL."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.codes import Audience, Level
from desktop.language import LANGUAGE_CODES
from desktop.records.demonstration.demonstration import create_demonstration
from desktop.records.follow_up import action, recommendation
from desktop.records.follow_up.tracker import find_tracker
from desktop.records.history import HistoryFilter, list_change_ids, list_step_ids, list_steps
from desktop.records.listing import Sort
from desktop.records.meetings import meeting
from desktop.records.meetings.minutes import find_minutes
from desktop.records.overview import find_overview
from desktop.records.people import institution
from desktop.records.people.person import list_people
from desktop.records.register import Register
from desktop.records.search.result import search

TODAY = dt.date(2026, 6, 1)

LISTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "actions": (action.ActionFilter, action.list_action_ids, action.list_actions, action.SORTS),
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
        lambda session, ids, audience=None: institution.list_institutions(session, ids),
        institution.SORTS,
    ),
}

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

    def minutes(session: Session) -> list[Any]:
        ids = meeting.list_meeting_ids(session, meeting.MeetingFilter(), "fr")
        return [find_minutes(session, each, "ar", Audience.RESTRICTED) for each in ids]

    file, office = (told(register, minutes) for register in both)
    assert file == office and file
    file, office = (told(register, list_people) for register in both)
    assert file == office


def test_the_journal_tells_the_same(both: tuple[Register, Register]) -> None:
    def steps(session: Session) -> list[Any]:
        found = list_steps(session, list_step_ids(session, HistoryFilter()))
        return [dataclasses.replace(step, at=dt.datetime(2021, 1, 1, tzinfo=dt.UTC)) for step in found]

    def lengths(session: Session) -> list[int]:
        ids = meeting.list_meeting_ids(session, meeting.MeetingFilter(), "fr")
        return [len(list_change_ids(session, meeting.Meeting, each)) for each in ids]

    for question in (steps, lengths):
        file, office = (told(register, question) for register in both)
        assert file == office and file


def told(register: Register, question: Any) -> Any:
    with register.reading() as session:
        return without_ids(question(session))


def without_ids(value: Any) -> Any:
    """Rows as values: ids are random, and lead nowhere in another register."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return {name: without_ids(getattr(value, name)) for name in names if not (name == "id" or name.endswith("_id"))}
    if isinstance(value, dict):
        return {key: without_ids(each) for key, each in value.items()}
    return [without_ids(each) for each in value] if isinstance(value, list | tuple) else value

"""Lists: filtered and sorted by the database, the same on each, and empty values last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import cast

import pytest
from sqlalchemy.orm import Session

from desktop.codes import (
    ActionStatus,
    Implementation,
    InstitutionKind,
    Level,
    MeetingKind,
    MeetingStatus,
    Priority,
    Standing,
)
from desktop.language import LanguageCode, Wording
from desktop.records.base import change_values, withdraw
from desktop.records.commission.commission import list_pillars
from desktop.records.follow_up import action_list, recommendation
from desktop.records.follow_up.action import FINISHED, Action, assign_action, revise_deadline, support
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.records.follow_up.recommendation import (
    RecommendationFilter,
    address,
    list_recommendation_ids,
    list_recommendations,
    put_under_pillars,
)
from desktop.records.listing import Sort, Sorts, in_pages
from desktop.records.meetings import meeting
from desktop.records.meetings.attendance import add_attendance
from desktop.records.meetings.meeting import (
    Meeting,
    MeetingFilter,
    MeetingOrganiser,
    MeetingSeries,
    find_meeting_id,
    list_meeting_ids,
    list_meetings,
)
from desktop.records.meetings.series import list_series_ids
from desktop.records.people import institution
from desktop.records.people.body import BodyFilter, list_body_ids
from desktop.records.people.institution import Institution, InstitutionFilter, list_institution_ids, list_institutions
from desktop.records.people.person import Person, PersonFilter, list_person_ids
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import DAY, STEP, french

TODAY = dt.date(2021, 7, 1)
YESTERDAY, TOMORROW = TODAY - dt.timedelta(1), TODAY + dt.timedelta(1)


EVERYTHING = ActionFilter()


def titles(register: Register, chosen: ActionFilter = EVERYTHING, sort: Sort | None = None) -> list[str]:
    with register.reading() as session:
        ids = list_action_ids(session, chosen, "fr", sort, TODAY)
        return [row.title.best("fr")[0] for row in list_actions(session, ids, TODAY)]


# --- sorting ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", action_list.SORTS)
def test_actions_can_be_sorted_by_every_column_both_ways_with_empty_values_last(
    register: Register, column: str
) -> None:
    with register.changing(STEP) as session:
        lead = sample.new_institution(session, "AA").id
        other = sample.new_institution(session, "BB").id
        before = DAY - dt.timedelta(days=2)
        sample.new_action(
            session, "Aa", lead_id=lead, due=DAY, status=ActionStatus.PLANNED, progress=1, priority=Priority.HIGH,
            level=Level.PUBLIC, start=before, cost=1, funding="a",
        )  # fmt: skip
        sample.new_action(
            session, "Bb", lead_id=other, due=TODAY, status=ActionStatus.VERIFIED, progress=2, priority=Priority.LOW,
            start=DAY, cost=2, funding="b",
        )  # fmt: skip
        sample.new_action(
            session, "Cc", status=ActionStatus.CANCELLED, progress=3, priority=Priority.LOW, level=Level.RESTRICTED
        )
    empty_last = (["Aa", "Bb", "Cc"], ["Bb", "Aa", "Cc"])
    expected = {"priority": (["Aa", "Cc", "Bb"], ["Cc", "Bb", "Aa"])} | dict.fromkeys(
        ("lead", "due", "start", "first_due", "cost", "funding"), empty_last
    )
    up, down = expected.get(column, (["Aa", "Bb", "Cc"], ["Cc", "Bb", "Aa"]))
    assert titles(register, sort=Sort(column)) == up
    assert titles(register, sort=Sort(column, descending=True)) == down


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("fr", ["ainsi", "École", "Ecran", "Étude", "œuvre", "Ouvrir", "Zones"]),
        ("ar", ["آليات", "أحمد", "إعداد", "بناء"]),
    ],
)
def test_titles_are_sorted_as_readers_do_and_not_as_computers(
    register: Register, code: LanguageCode, expected: list[str]
) -> None:
    with register.changing(STEP) as session:
        for title in reversed(expected):
            assign_action(session, {"title": Wording(**{code: title})}, 2021)
    with register.reading() as session:
        ids = list_action_ids(session, ActionFilter(), code, Sort("title"), TODAY)
        found = [session.get_one(Action, each).title.get(code) for each in ids]
    assert found == expected


@pytest.mark.parametrize("kind", ["bodies", "institutions", "people", "series"])
@pytest.mark.parametrize(
    ("code", "expected"),
    [("fr", ["ainsi", "École", "Ecran", "Étude", "Zones"]), ("ar", ["آليات", "أحمد", "إعداد", "بناء"])],
)
def test_names_are_sorted_as_readers_do_in_every_list(
    register: Register, code: LanguageCode, expected: list[str], kind: str
) -> None:
    made: dict[str, str] = {}
    with register.changing(STEP) as session:
        for place, name in enumerate(reversed(expected)):
            said = Wording(**{code: name})
            match kind:
                case "bodies":
                    record = sample.new_body(session, name=said)
                case "institutions":
                    record = sample.new_institution(session, f"I{place}", name=said)
                case "people":
                    record = Person(**{"name_arabic" if code == "ar" else "name_latin": name})
                case _:
                    record = MeetingSeries(name=said)
            session.add(record)
            session.flush()
            made[record.id] = name
    everything: dict[str, Callable[[Session, Sort], list[str]]] = {
        "bodies": lambda session, sort: list_body_ids(session, BodyFilter(), code, sort),
        "institutions": lambda session, sort: list_institution_ids(session, InstitutionFilter(), code, sort),
        "people": lambda session, sort: list_person_ids(session, PersonFilter(), code, sort),
        "series": lambda session, sort: list_series_ids(session, "", code, sort),
    }
    with register.reading() as session:
        for descending in (False, True):
            ids = everything[kind](session, Sort("title", descending))
            found = [made[each] for each in ids if each in made]
            assert found == (expected[::-1] if descending else expected)


def test_what_is_not_translated_is_sorted_by_the_language_it_has(register: Register) -> None:
    with register.changing(STEP) as session:
        for title in (Wording(fr="b", en="a"), Wording(fr="c"), Wording(en="b")):
            assign_action(session, {"title": title}, 2021)
    with register.reading() as session:
        found = list_actions(session, list_action_ids(session, ActionFilter(), "en", Sort("title")))
    assert [row.title.best("en")[0] for row in found] == ["a", "b", "c"]


LISTS = {
    "actions": (list_action_ids, ActionFilter(), action_list.SORTS),
    "institutions": (list_institution_ids, InstitutionFilter(), institution.SORTS),
    "meetings": (list_meeting_ids, MeetingFilter(), meeting.SORTS),
    "recommendations": (list_recommendation_ids, RecommendationFilter(), recommendation.SORTS),
}


@pytest.mark.parametrize("name", LISTS)
def test_every_column_of_every_list_can_be_sorted_by(register: Register, name: str) -> None:
    listing, chosen, sorts = cast("tuple[Callable[..., list[str]], object, Sorts]", LISTS[name])
    with register.changing(STEP) as session:
        for acronym in "AB":
            sample.new_institution(session, acronym)
            sample.new_action(session)
            sample.new_recommendation(session, sample.new_item(session, sample.new_meeting(session)))
    with register.reading() as session:
        everything = sorted(listing(session, chosen, "fr"))
        for column in sorts:
            for descending in (False, True):
                assert sorted(listing(session, chosen, "ar", Sort(column, descending))) == everything
    assert len(everything) == 2


def test_the_newest_stand_first_where_nothing_else_is_said(register: Register) -> None:
    with register.changing(STEP) as session:
        actions = [sample.new_action(session).id for _ in range(3)]
        recommendations = [sample.new_recommendation(session).id for _ in range(3)]
        meetings = [sample.new_meeting(session, start=DAY + dt.timedelta(days)).id for days in (1, 3, 2, 3)]
        institutions = [sample.new_institution(session, acronym).id for acronym in ("B", "C", "A")]
    with register.reading() as session:
        assert list_action_ids(session, ActionFilter(), "fr") == actions[::-1]
        assert list_recommendation_ids(session, RecommendationFilter(), "fr") == recommendations[::-1]
        assert list_meeting_ids(session, MeetingFilter(), "fr") == [meetings[place] for place in (3, 1, 2, 0)]
        assert list_institution_ids(session, InstitutionFilter(), "fr") == [institutions[place] for place in (2, 0, 1)]


def test_rows_come_in_the_order_of_the_ids_and_page_by_page(register: Register) -> None:
    with register.changing(STEP) as session:
        ids = [sample.new_action(session, f"{place}").id for place in range(5)]
    wanted = [ids[3], ids[0], "0" * 32, ids[4]]
    with register.reading() as session:
        assert [row.id for row in list_actions(session, wanted)] == [ids[3], ids[0], ids[4]]
        pages: list[int] = []
        rows = in_pages(ids * 200, lambda page: pages.append(len(page)) or list_actions(session, page))
        assert [row.id for row in rows] == ids * 200
    assert pages == [400, 400, 200]


# --- what is late -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ActionStatus)
@pytest.mark.parametrize(
    ("due", "revised", "late"),
    [(YESTERDAY, None, True), (TODAY, None, False), (TOMORROW, None, False), (None, None, False),
     (YESTERDAY, TOMORROW, False), (YESTERDAY, TODAY, False), (TOMORROW, YESTERDAY, True)],
)  # fmt: skip
def test_an_unfinished_action_is_late_from_the_day_after_its_deadline(
    register_file: object, status: ActionStatus, due: dt.date | None, revised: dt.date | None, late: bool
) -> None:
    with Register.open(str(register_file)) as register:
        action_id = sample.new_action_id(register, due=due, status=status)
        if revised:
            with register.changing(STEP) as session:
                revise_deadline(session, action_id, revised, french("Budget"))
        with register.reading() as session:
            (row,) = list_actions(session, [action_id], TODAY)
            listed = list_action_ids(session, ActionFilter(overdue=True), "fr", None, TODAY)
    expected = late and status not in FINISHED
    assert row.overdue is expected
    assert (listed == [action_id]) is expected
    assert row.due == (revised or due)


def test_what_falls_due_within_thirty_days_and_is_not_finished_is_due_soon(register: Register) -> None:
    with register.changing(STEP) as session:
        for days in (-1, 0, 30, 31):
            sample.new_action(session, f"{days}", due=TODAY + dt.timedelta(days))
        sample.new_action(session, "fini", due=TODAY, status=ActionStatus.REPORTED)
    assert titles(register, ActionFilter(due_soon=True), Sort("due")) == ["0", "30"]


# --- filters ----------------------------------------------------------------------------------------------------------


def test_actions_are_chosen_by_institution_lead_status_recommendation_and_meeting(register: Register) -> None:
    with register.changing(STEP) as session:
        one, two = (sample.new_institution(session, acronym).id for acronym in ("A", "B"))
        meeting_made = sample.new_meeting(session)
        served = sample.new_recommendation(session, sample.new_item(session, meeting_made)).id
        other = sample.new_recommendation(session).id
        sample.new_action(session, "mené", lead_id=one, recommendations=[served, other])
        supported = sample.new_action(session, "appuyé", lead_id=two, recommendations=[other])
        support(session, supported.id, [one])
        sample.new_action(session, "seul", status=ActionStatus.BLOCKED)
    by_title = Sort("title")
    assert titles(register, ActionFilter(institution_id=one), by_title) == ["appuyé", "mené"]
    assert titles(register, ActionFilter(lead_id=one), by_title) == ["mené"]
    assert titles(register, ActionFilter(recommendation_id=other), by_title) == ["appuyé", "mené"]
    assert titles(register, ActionFilter(meeting_id=meeting_made.id), by_title) == ["mené"]
    assert titles(register, ActionFilter(statuses=[ActionStatus.BLOCKED]), by_title) == ["seul"]
    assert titles(register, ActionFilter(search="men", institution_id=two), by_title) == []


def test_an_action_row_says_whom_it_concerns_in_the_order_given(register: Register) -> None:
    with register.changing(STEP) as session:
        lead, *others = (sample.new_institution(session, acronym).id for acronym in ("L", "Z", "A", "M"))
        recommendations = [sample.new_recommendation(session).id for _ in range(2)]
        made = sample.new_action(session, lead_id=lead, recommendations=recommendations[::-1])
        support(session, made.id, [*others, others[0]])
    with register.reading() as session:
        (row,) = list_actions(session, [made.id])
    assert (row.lead, row.supporting) == ("L", ("Z", "A", "M"))
    assert row.recommendations == ("REC-2021-002", "REC-2021-001")
    with register.changing(STEP) as session:
        support(session, made.id, others[::-1])
    with register.reading() as session:
        assert list_actions(session, [made.id])[0].supporting == ("M", "A", "Z")


def test_recommendations_are_chosen_by_addressee_pillar_status_and_meeting(register: Register) -> None:
    with register.changing(STEP) as session:
        one = sample.new_institution(session, "A").id
        pillar, other_pillar = (pillar for pillar, _ in list_pillars(session)[:2])
        made = sample.new_meeting(session)
        first = sample.new_recommendation(session, sample.new_item(session, made)).id
        second = sample.new_recommendation(session, status=Implementation.REPORTED).id
        address(session, first, [one])
        put_under_pillars(session, second, [other_pillar, pillar])
    chosen = {
        first: [RecommendationFilter(institution_id=one), RecommendationFilter(meeting_id=made.id)],
        second: [RecommendationFilter(pillar_id=pillar), RecommendationFilter(statuses=[Implementation.REPORTED])],
    }
    with register.reading() as session:
        for expected, filters in chosen.items():
            for each in filters:
                assert list_recommendation_ids(session, each, "fr") == [expected]
        rows = list_recommendations(session, [first, second])
        names = dict(list_pillars(session))
    assert (rows[0].meeting, rows[0].addressees) == (made.number, ("A",))
    assert rows[1].pillars == (names[pillar], names[other_pillar]), "in the commission's order"


def test_a_recommendation_row_counts_its_actions_and_those_verified(register: Register) -> None:
    with register.changing(STEP) as session:
        recommendation_id = sample.new_recommendation(session).id
        sample.new_action(session, recommendations=[recommendation_id], status=ActionStatus.VERIFIED)
        sample.new_action(session, recommendations=[recommendation_id])
        gone = sample.new_action(session, recommendations=[recommendation_id], status=ActionStatus.VERIFIED)
        withdraw(session, Action, gone.id)
    with register.reading() as session:
        (row,) = list_recommendations(session, [recommendation_id])
    assert (row.actions, row.actions_verified) == (2, 1)


def test_meetings_are_chosen_by_kind_status_body_and_institution(register: Register) -> None:
    with register.changing(STEP) as session:
        organiser, guest = (sample.new_institution(session, acronym).id for acronym in ("A", "B"))
        body = sample.new_body(session)
        session_made = sample.new_meeting(session, body_id=body.id)
        seminar = sample.new_meeting(session, kind=MeetingKind.SEMINAR, status=MeetingStatus.HELD)
        seminar.organisers = [MeetingOrganiser(institution_id=organiser)]
        add_attendance(session, seminar.id, {"institution_id": guest})
        sample.new_recommendation(session, sample.new_item(session, seminar))
    with register.reading() as session:
        for chosen in (
            MeetingFilter(institution_id=organiser),
            MeetingFilter(institution_id=guest),
            MeetingFilter(kinds=[MeetingKind.SEMINAR]),
            MeetingFilter(statuses=[MeetingStatus.HELD]),
        ):
            assert list_meeting_ids(session, chosen, "fr") == [seminar.id]
        assert list_meeting_ids(session, MeetingFilter(body_id=body.id), "fr") == [session_made.id]
        rows = list_meetings(session, [seminar.id, session_made.id])
        assert [row.recommendations for row in rows] == [1, 0]
        assert [row.body for row in rows] == [None, french("Bureau")]
        assert find_meeting_id(session, f" {seminar.number.lower()} ") == seminar.id


def test_institutions_are_chosen_by_kind_and_standing(register: Register) -> None:
    with register.changing(STEP) as session:
        sample.new_institution(session, "A", kind=InstitutionKind.MEDIA)
        sample.new_institution(session, "B", standing=Standing.PARTNER)
    with register.reading() as session:
        for chosen in (
            InstitutionFilter(kinds=[InstitutionKind.MEDIA]),
            InstitutionFilter(standings=[Standing.MEMBER]),
        ):
            (row,) = list_institutions(session, list_institution_ids(session, chosen, "fr"))
            assert row.acronym == "A"


def test_what_is_withdrawn_is_in_no_list(register: Register) -> None:
    with register.changing(STEP) as session:
        withdraw(session, Institution, sample.new_institution(session).id)
        withdraw(session, Meeting, sample.new_meeting(session).id)
    with register.reading() as session:
        assert list_institution_ids(session, InstitutionFilter(), "fr") == []
        assert list_meeting_ids(session, MeetingFilter(), "fr") == []


def test_a_record_read_as_a_form_does_is_changed_as_a_form_does(register: Register) -> None:
    action_id = sample.new_action_id(register)
    with register.changing(STEP) as session:
        change_values(session, Action, action_id, {"title": Wording("Un", "واحد", "One"), "cost": 5_000_000_000})
    with register.reading() as session:
        found = session.get_one(Action, action_id)
        assert (found.title, found.cost) == (Wording("Un", "واحد", "One"), 5_000_000_000)

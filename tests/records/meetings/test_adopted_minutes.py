"""Adopted minutes are frozen: whatever they say can no longer be changed by anybody, by any way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from desktop.codes import Implementation, MeetingMode, MeetingStatus, MinutesStatus, Presence
from desktop.language import Refusal
from desktop.records.base import change_values, withdraw
from desktop.records.follow_up.action import Action
from desktop.records.follow_up.recommendation import (
    Recommendation,
    RecommendationCountry,
    address,
    list_recommendations,
    take_recommendation,
)
from desktop.records.meetings.agenda import AgendaItem, add_agenda_item, move_agenda_item, remove_agenda_item
from desktop.records.meetings.attendance import Attendance, add_attendance, mark_presence, name_representative
from desktop.records.meetings.decision import Decision, take_decision
from desktop.records.meetings.meeting import Meeting, MeetingCountry, MeetingOrganiser
from desktop.records.meetings.minutes import find_minutes
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import DAY, STEP, french


@dataclass(frozen=True)
class Held:
    """The ids of a meeting with minutes and of all that stands in them."""

    meeting: str
    item: str
    other_item: str
    attendance: str
    decision: str
    recommendation: str
    institution: str
    action: str


@pytest.fixture
def held(register: Register) -> Held:
    with register.changing(STEP) as session:
        institution = sample.new_institution(session)
        meeting = sample.new_meeting(session, status=MeetingStatus.HELD)
        items = [sample.new_item(session, meeting, title) for title in ("Un", "Deux")]
        attendance = sample.new_attendance(session, meeting, institution)
        decision = sample.new_decision(session, items[0])
        recommendation = sample.new_recommendation(session, items[0])
        address(session, recommendation.id, [institution.id])
        action = sample.new_action(session, recommendations=[recommendation.id])
        return Held(
            meeting.id, items[0].id, items[1].id, attendance.id, decision.id, recommendation.id, institution.id,
            action.id,
        )  # fmt: skip


def adopt(register: Register, held: Held) -> None:
    for state in (MinutesStatus.CIRCULATED, MinutesStatus.ADOPTED):
        with register.changing(STEP) as session:
            change_values(session, Meeting, held.meeting, {"minutes_status": state})


def append(session: Session, held: Held, name: str, part: object) -> None:
    meeting = session.get_one(Meeting, held.meeting)
    getattr(meeting, name).append(part)
    session.flush()


def add_country(session: Session, held: Held) -> None:
    recommendation = session.get_one(Recommendation, held.recommendation)
    recommendation.countries.append(RecommendationCountry(country="TN"))
    session.flush()


FORBIDDEN: dict[str, Callable[[Session, Held], object]] = {
    "the text of an item": lambda s, h: change_values(s, AgendaItem, h.item, {"minutes": french("Autre chose")}),
    "the title of an item": lambda s, h: change_values(s, AgendaItem, h.item, {"title": french("Autre")}),
    "a new item": lambda s, h: add_agenda_item(s, h.meeting, {"title": french("Trois")}),
    "a new item by the meeting": lambda s, h: append(s, h, "agenda", AgendaItem(title=french("Trois"), position=3)),
    "the order of items": lambda s, h: move_agenda_item(s, h.item, 1),
    "an item removed": lambda s, h: remove_agenda_item(s, h.other_item),
    "presence": lambda s, h: mark_presence(s, h.attendance, Presence.ABSENT),
    "a representative": lambda s, h: name_representative(s, h.attendance, "M. Alaoui"),
    "a new line of attendance": lambda s, h: add_attendance(s, h.meeting, {"institution_id": h.institution}),
    "a line of attendance removed": lambda s, h: s.delete(s.get_one(Attendance, h.attendance)),
    "the text of a decision": lambda s, h: change_values(s, Decision, h.decision, {"text": french("Autre")}),
    "a new decision": lambda s, h: take_decision(s, h.item, {"text": french("Autre")}),
    "a decision withdrawn": lambda s, h: withdraw(s, Decision, h.decision),
    "a decision removed": lambda s, h: s.delete(s.get_one(Decision, h.decision)),
    "the text of a recommendation": lambda s, h: change_values(
        s, Recommendation, h.recommendation, {"text": french("Autre")}
    ),
    "a new recommendation": lambda s, h: take_recommendation(s, {"text": french("Autre")}, 2021, agenda_item_id=h.item),
    "a recommendation withdrawn": lambda s, h: withdraw(s, Recommendation, h.recommendation),
    "a recommendation taken out": lambda s, h: change_values(
        s, Recommendation, h.recommendation, {"agenda_item_id": None}
    ),
    "the addressees of a recommendation": lambda s, h: address(s, h.recommendation, []),
    "the countries of a recommendation": add_country,
    "the date": lambda s, h: change_values(s, Meeting, h.meeting, {"start": DAY + dt.timedelta(days=1)}),
    "the title": lambda s, h: change_values(s, Meeting, h.meeting, {"title": french("Autre")}),
    "the place": lambda s, h: change_values(s, Meeting, h.meeting, {"place": french("Salé")}),
    "the mode": lambda s, h: change_values(s, Meeting, h.meeting, {"mode": MeetingMode.REMOTE}),
    "the opening hour": lambda s, h: change_values(s, Meeting, h.meeting, {"opened_at": dt.time(9)}),
    "the organisers": lambda s, h: append(s, h, "organisers", MeetingOrganiser(institution_id=h.institution)),
    "the countries": lambda s, h: append(s, h, "countries", MeetingCountry(country="TN")),
    "the meeting withdrawn": lambda s, h: withdraw(s, Meeting, h.meeting),
    "the minutes as a draft again": lambda s, h: change_values(
        s, Meeting, h.meeting, {"minutes_status": MinutesStatus.DRAFT}
    ),
}


@pytest.mark.parametrize("change", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_what_adopted_minutes_say_cannot_be_changed(
    register: Register, held: Held, change: Callable[[Session, Held], object]
) -> None:
    adopt(register, held)
    with register.reading() as session:
        before = find_minutes(session, held.meeting, "fr")
    with pytest.raises(Refusal), register.changing(STEP) as session:
        change(session, held)
    with register.reading() as session:
        assert find_minutes(session, held.meeting, "fr") == before


@pytest.mark.parametrize("change", list(FORBIDDEN.values())[:-1], ids=list(FORBIDDEN)[:-1])
def test_the_same_can_be_changed_before(
    register: Register, held: Held, change: Callable[[Session, Held], object]
) -> None:
    with register.changing(STEP) as session:
        change_values(session, Meeting, held.meeting, {"minutes_status": MinutesStatus.CIRCULATED})
    with register.changing(STEP) as session:
        change(session, held)
    assert register.undo() == STEP


def test_follow_up_goes_on_after_the_minutes_are_adopted(register: Register, held: Held) -> None:
    adopt(register, held)
    with register.changing(STEP) as session:
        change_values(session, Recommendation, held.recommendation, {"status": Implementation.IN_PROGRESS})
        change_values(session, Action, held.action, {"progress": 30})
        sample.new_action(session, recommendations=[held.recommendation])
        change_values(session, Meeting, held.meeting, {"status": MeetingStatus.CLOSED})
    with register.reading() as session:
        (row,) = list_recommendations(session, [held.recommendation])
        assert (row.status, row.actions) == (Implementation.IN_PROGRESS, 2)
        assert session.get_one(Action, held.action).progress == 30
        meeting = session.get_one(Meeting, held.meeting)
        assert (meeting.status, meeting.minutes_status) == (MeetingStatus.CLOSED, MinutesStatus.ADOPTED)


def test_adopting_can_be_undone_by_whoever_did_it_and_then_the_minutes_are_open(register: Register, held: Held) -> None:
    adopt(register, held)
    register.undo()
    with register.changing(STEP) as session:
        change_values(session, AgendaItem, held.item, {"minutes": french("Autre chose")})
    with register.reading() as session:
        assert session.get_one(Meeting, held.meeting).minutes_status is MinutesStatus.CIRCULATED
        assert session.get_one(AgendaItem, held.item).minutes.fr == "Autre chose"


def test_a_change_from_before_the_adoption_cannot_be_undone_after_it(
    register: Register, held: Held, location: str
) -> None:
    with register.changing(STEP) as session:
        change_values(session, AgendaItem, held.item, {"minutes": french("Autre chose")})
    with Register.open(location) as other:
        adopt(other, held)
    with pytest.raises(Refusal, match="adopted"):
        register.undo()


def test_an_item_under_which_something_was_taken_down_stays(register: Register, held: Held) -> None:
    with pytest.raises(Refusal, match="stand under"), register.changing(STEP) as session:
        remove_agenda_item(session, held.item)


def test_items_keep_their_order_without_gaps(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        ids = [sample.new_item(session, meeting, title).id for title in "abcd"]

    def order() -> str:
        with register.reading() as session:
            items = find_minutes(session, meeting.id, "fr").agenda
        assert [item.position for item in items] == list(range(1, len(items) + 1))
        return "".join(str(item.title.fr) for item in items)

    for item, by, expected in ((0, 1, "bacd"), (0, -1, "abcd"), (0, -1, "abcd"), (3, 1, "abcd"), (3, -2, "adbc")):
        with register.changing(STEP) as session:
            move_agenda_item(session, ids[item], by)
        assert order() == expected
    with register.changing(STEP) as session:
        remove_agenda_item(session, ids[3])
    assert order() == "abc"
    register.undo()
    assert order() == "adbc"

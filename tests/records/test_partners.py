"""What stands beside the meetings: people over time, plans, programmes, indicators, letters, and their rules."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from desktop.codes import Audience, Capacity, Dimension, Frequency, LetterKind, Level
from desktop.language import Refusal
from desktop.records.base import change_values
from desktop.records.commission.commission import Theme
from desktop.records.follow_up.letter import LetterFilter, answer_letter, list_letters, remind, send_letter
from desktop.records.follow_up.suggestion import Verb, list_suggestions
from desktop.records.framework.indicator import Indicator, enter_value, list_indicators, list_values
from desktop.records.framework.plan import Objective, Plan, add_objective, list_objectives, list_plans
from desktop.records.framework.programme import (
    Programme,
    ProgrammeObligation,
    deliver,
    list_obligations,
    list_programme_rows,
)
from desktop.records.framework.source import list_sources
from desktop.records.meetings.headcount import count_heads, find_trainings, list_headcounts
from desktop.records.people.person import Person, know, list_affiliations, list_experts, speak, transfer_person
from desktop.records.register import Register
from desktop.records.subject import Subject
from tests.records import sample
from tests.records.sample import DAY, STEP, french


def test_a_person_who_is_transferred_keeps_where_they_served(register: Register) -> None:
    with register.changing(STEP) as session:
        old, new = sample.new_institution(session, "OLD"), sample.new_institution(session, "NEW")
        person = Person(name_latin="Salma Alaoui", institution_id=old.id, position=french("Juge"))
        session.add(person)
        session.flush()
        transfer_person(session, person.id, new.id, french("Conseillère"), DAY)
        rows = list_affiliations(session, person.id)
        assert person.institution_id == new.id and person.position == french("Conseillère")
    assert {(row.institution, row.since, row.until) for row in rows} == {
        ("OLD", None, DAY - dt.timedelta(days=1)), ("NEW", DAY, None),
    }  # fmt: skip
    with pytest.raises(Refusal), register.changing(STEP) as session:
        transfer_person(session, person.id, old.id, french("Juge"), DAY)


def test_an_expert_is_found_by_theme_and_language(register: Register) -> None:
    with register.changing(STEP) as session:
        theme = Theme(code="aid", name=french("Entraide"))
        people = [Person(name_latin=name) for name in ("A", "B")]
        session.add_all([theme, *people])
        session.flush()
        for person in people:
            know(session, person.id, [theme.id])
        speak(session, people[0].id, ["fr", "ar", "fr"])
        speak(session, people[1].id, ["fr"])
        assert [row.name_latin for row in list_experts(session, theme.id, "ar")] == ["A"]
        assert [row.name_latin for row in list_experts(session, theme.id)] == ["A", "B"]
    with pytest.raises(Refusal), register.changing(STEP) as session:
        speak(session, people[0].id, ["français"])


def test_objectives_form_a_tree_that_cannot_bite_its_tail(register: Register) -> None:
    with register.changing(STEP) as session:
        plan, other = (Plan(name=french(name), start=DAY) for name in ("Plan", "Autre"))
        session.add_all([plan, other])
        session.flush()
        one = add_objective(session, plan.id, {"number": "1", "title": french("Axe")})
        two = add_objective(session, plan.id, {"number": "2", "title": french("Axe")})
        below = add_objective(session, plan.id, {"number": "1.1", "title": french("Objectif"), "parent_id": one.id})
        sample.new_action(session, objective_id=below.id)
        rows = list_objectives(session, plan.id)
        assert [(row.number, row.depth, row.actions) for row in rows] == [("1", 0, 0), ("1.1", 1, 1), ("2", 0, 0)]
        assert len(list_plans(session, DAY)) == 2 and list_plans(session, DAY - dt.timedelta(days=1)) == []
    for values in ({"parent_id": below.id}, {"parent_id": one.id}):
        with pytest.raises(Refusal), register.changing(STEP) as session:
            change_values(session, Objective, one.id, values)
    with pytest.raises(Refusal), register.changing(STEP) as session:
        add_objective(session, other.id, {"number": "1", "title": french("Axe"), "parent_id": two.id})


def test_what_a_donor_asks_for_every_half_year_is_due_again_while_the_programme_runs(register: Register) -> None:
    with register.changing(STEP) as session:
        programme = Programme(code="P", name=french("Programme"), end=dt.date(2022, 6, 30))
        session.add(programme)
        session.flush()
        first = ProgrammeObligation(programme_id=programme.id, title=french("Rapport"), due=dt.date(2021, 8, 31),
                                    frequency=Frequency.HALF_YEARLY)  # fmt: skip
        session.add(first)
        session.flush()
        second = deliver(session, first.id, dt.date(2021, 9, 2))
        assert second is not None and second.due == dt.date(2022, 2, 28)
        assert [row.due for row in list_obligations(session)] == [second.due]
        session.refresh(programme)
        assert [row.next_due for row in list_programme_rows(session)] == [second.due]
        assert deliver(session, second.id, DAY) is None
        assert list_obligations(session) == []


@pytest.mark.parametrize("value", [-1, 2.5])
def test_a_count_of_people_is_a_whole_number(register: Register, value: float) -> None:
    with register.changing(STEP) as session:
        indicator = Indicator(code="I", name=french("Victimes"), counts_people=True, dimension=Dimension.SEX)
        session.add(indicator)
        session.flush()
    with pytest.raises(Refusal), register.changing(STEP) as session:
        enter_value(session, indicator.id, {"start": DAY, "end": DAY, "value": value})


def test_a_value_entered_again_corrects_the_one_of_its_period_and_group(register: Register) -> None:
    year: dict[str, Any] = {"start": dt.date(2021, 1, 1), "end": dt.date(2021, 12, 31)}
    with register.changing(STEP) as session:
        indicator = Indicator(code="I", name=french("Victimes"), counts_people=True, dimension=Dimension.SEX)
        session.add(indicator)
        session.flush()
        for value in (12, 14):
            enter_value(session, indicator.id, year | {"value": value})
        enter_value(session, indicator.id, year | {"value": 9, "group": "female"})
        assert [(row.group, row.value) for row in list_values(session, indicator.id)] == [("", 14), ("female", 9)]
        (row,) = list_indicators(session)
        assert row.latest is not None and row.latest.value == 14


def test_reminders_are_counted_and_answered_with_the_letter(register: Register) -> None:
    due = DAY + dt.timedelta(days=15)
    with register.changing(STEP) as session:
        institution, action = sample.new_institution(session), sample.new_action(session)
        about = Subject("action", action.id)
        letter = send_letter(
            session,
            {"kind": LetterKind.REQUEST, "institution_id": institution.id, "sent_on": DAY, "answer_due": due,
             "subject": french("Suivi")},
            [about],
        )  # fmt: skip
        first = remind(session, letter.id, {"sent_on": due, "answer_due": due + dt.timedelta(days=15)})
        second = remind(session, first.id, {"sent_on": due + dt.timedelta(days=20)})
        assert [each.reminder for each in (letter, first, second)] == [0, 1, 2]
        assert second.reminds_id == letter.id and [each.subject for each in second.about] == [about]
        assert len(list_letters(session, LetterFilter(about=about))) == 3
        late = due + dt.timedelta(days=1)
        rows = list_letters(session, LetterFilter(unanswered=True), late)
        assert [row.number for row in rows if row.overdue] == [letter.number]
        answer_letter(session, second.id, due + dt.timedelta(days=30), french("Fait"))
        assert list_letters(session, LetterFilter(unanswered=True)) == []
    with pytest.raises(Refusal), register.changing(STEP) as session:
        remind(session, letter.id, {"sent_on": due + dt.timedelta(days=40)})


def test_a_letter_whose_answer_is_late_suggests_one_reminder(register: Register) -> None:
    with register.changing(STEP) as session:
        given = {"kind": LetterKind.REQUEST, "institution_id": sample.new_institution(session).id, "sent_on": DAY,
                 "answer_due": DAY, "subject": french("Suivi")}  # fmt: skip
        letter = send_letter(session, given)
        last = remind(session, letter.id, {"sent_on": DAY, "answer_due": DAY})
        suggestions = list_suggestions(session, DAY + dt.timedelta(days=1))
        assert [(each.verb, each.record_id) for each in suggestions] == [(Verb.REMIND, last.id)]
        assert list_suggestions(session, DAY) == []


def test_heads_are_counted_once_for_each_institution_and_capacity(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting, institution = sample.new_meeting(session), sample.new_institution(session)
        count_heads(session, meeting.id, institution.id, Capacity.TRAINEE, women=4, men=6)
        count_heads(session, meeting.id, institution.id, Capacity.TRAINEE, women=5, men=6)
        (row,) = list_headcounts(session, meeting.id)
        count_heads(session, meeting.id, institution.id, Capacity.TRAINEE, women=4, men=6)
        meeting.level = institution.level = Level.PUBLIC
        session.flush()
        (outside,) = list_headcounts(session, meeting.id, Audience.PARTNERS)
    assert (row.women, row.men) == (5, 6)
    assert (outside.women, outside.men) == (None, 6), "a small count may say who they are"


def test_the_trainees_of_a_training_are_masked_where_one_of_its_counts_is(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        shown, small = sample.new_institution(session, "SHOWN"), sample.new_institution(session, "SMALL")
        hidden = sample.new_institution(session, "HIDDEN")
        meeting.level = shown.level = small.level = Level.PUBLIC
        hidden.level = Level.RESTRICTED
        for institution, women in ((shown, 20), (small, 2), (hidden, 7)):
            count_heads(session, meeting.id, institution.id, Capacity.TRAINEE, women=women, men=10)
        [inside] = find_trainings(session, [meeting.id])
        [outside] = find_trainings(session, [meeting.id], Audience.PARTNERS)
        meeting.level = Level.RESTRICTED
        session.flush()
        assert find_trainings(session, [meeting.id], Audience.PARTNERS) == []
    assert (inside.women, inside.men, inside.institutions) == (29, 30, ("HIDDEN", "SHOWN", "SMALL"))
    assert (outside.women, outside.men, outside.institutions) == (None, 20, ("SHOWN", "SMALL"))


def test_the_demonstration_shows_every_kind_of_record_in_three_languages(demonstration: Register) -> None:
    from desktop.records.framework.good_practice import list_good_practices

    with demonstration.reading() as session:
        sources = {row.code: row for row in list_sources(session)}
        (plan,) = list_plans(session)
        wordings = [
            *(row.title for row in sources.values()),
            *(article.title for row in sources.values() for article in row.articles),
            *(row.title for row in list_objectives(session, plan.id)),
            *(row.name for row in list_indicators(session)),
            *(row.description for row in list_good_practices(session)),
            *(row.subject for row in list_letters(session, LetterFilter())),
        ]
    assert [wording for wording in wordings if wording.missing()] == []
    assert sources["CETS 197"].in_force_in("MD", dt.date(2008, 2, 1))
    assert not sources["CETS 197"].in_force_in("MA", DAY)
    assert sources["PALERMO"].in_force_in("MA", DAY) and sources["EPU"].recommendations == 1

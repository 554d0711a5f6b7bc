"""The rules of five countries at their edges, and that a commission can change each of them."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.codes import Capacity, Frequency, MajorityOf, MeetingStatus, Presence, Reporter, Threshold
from desktop.language import Refusal
from desktop.records.commission.country import country_codes, load_country
from desktop.records.commission.reporting import next_reporting_dates
from desktop.records.commission.rules import (
    add_holiday,
    add_reporting_date,
    change_commission_rules,
    find_rules,
    set_frequency,
    set_majority,
    set_quorum,
    set_second_call,
)
from desktop.records.commission.term import find_term, say
from desktop.records.commission.working_calendar import later_by_months, suggest_deadline
from desktop.records.meetings.attendance import add_attendance, find_quorum, mark_presence, note_times
from desktop.records.meetings.convocation import convene_again, earliest_second_call, next_meeting_due
from desktop.records.meetings.decision import find_decision_rules
from desktop.records.meetings.meeting import Meeting
from desktop.records.meetings.quorum import required_members
from desktop.records.meetings.voting import DecisionRules, decision_carried
from desktop.records.people.body import list_bodies
from desktop.records.register import Register
from tests import registers
from tests.records import sample
from tests.records.sample import DAY, STEP, french

JORDAN = DecisionRules(of=MajorityOf.PRESENT, casting_vote=True)


def new_register(tmp_path: Path, country: str) -> Register:
    return registers.new_register(tmp_path / f"{country}.tawsiya", country)


def plenary_with(session: Session, members: int, **values: object) -> Meeting:
    """A meeting of the plenary with so many members who vote, nobody there yet, and an invitee who is."""
    meeting = sample.new_meeting(session, body_id=list_bodies(session)[0].id, **values)
    for place in range(members):
        institution = sample.new_institution(session, f"I{place}")
        add_attendance(session, meeting.id, {"institution_id": institution.id, "votes": True})
    guest = sample.new_institution(session, "GUEST")
    add_attendance(
        session,
        meeting.id,
        {"institution_id": guest.id, "capacity": Capacity.GUEST, "presence": Presence.PRESENT},
    )
    return meeting


def arrive(session: Session, meeting: Meeting, count: int) -> None:
    for line in [line for line in meeting.attendance if line.votes][:count]:
        mark_presence(session, line.id, Presence.PRESENT)


# --- quorum -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "members", "needed"),
    [("TN", 8, 4), ("TN", 9, 5), ("MA", 8, 4), ("JO", 8, 5), ("JO", 9, 5), ("LB", 8, 5), ("MD", 8, 5), ("MD", 7, 4)],
)
def test_half_of_the_members_are_enough_where_the_country_says_at_least_half(
    tmp_path: Path, country: str, members: int, needed: int
) -> None:
    with new_register(tmp_path, country) as register:
        with register.changing(STEP) as session:
            meeting = plenary_with(session, members)
            session.refresh(meeting)
            arrive(session, meeting, needed - 1)
            quorum = find_quorum(session, meeting.id)
            assert quorum is not None and not quorum.reached and quorum.required == needed
            assert quorum.voting == members, "an invitee does not vote"
        with register.changing(STEP) as session:
            arrive(session, session.get_one(Meeting, meeting.id), needed)
            quorum = find_quorum(session, meeting.id)
    assert quorum is not None and quorum.reached


def test_a_quorum_is_lost_when_members_leave(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = plenary_with(session, 4)
        session.refresh(meeting)
        arrive(session, meeting, 2)
        note_times(session, meeting.attendance[0].id, dt.time(9), dt.time(11))
        note_times(session, meeting.attendance[1].id, dt.time(10), None)

        def reached(hour: int) -> bool:
            quorum = find_quorum(session, meeting.id, dt.time(hour))
            return quorum is not None and quorum.reached

        assert [reached(hour) for hour in (9, 10, 11, 12)] == [False, True, False, False]
        quorum = find_quorum(session, meeting.id)
        assert quorum is not None and quorum.reached, "whoever came at all counts for the meeting as a whole"


def test_nobody_leaves_before_they_arrive(register: Register) -> None:
    with pytest.raises(Refusal), register.changing(STEP) as session:
        meeting = plenary_with(session, 1)
        session.refresh(meeting)
        note_times(session, meeting.attendance[0].id, dt.time(11), dt.time(9))


@given(st.integers(1, 60), st.fractions(0, 1), st.sampled_from(Threshold))
def test_a_quorum_never_asks_for_more_than_all_and_never_for_nobody(
    voting: int, share: Fraction, threshold: Threshold
) -> None:
    assert 1 <= required_members(voting, share, threshold) <= voting


# --- second call ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("country", "after"), [("TN", 7), ("MA", 7)])
def test_a_second_call_is_refused_after_six_days_and_valid_after_seven_whatever_the_attendance(
    tmp_path: Path, country: str, after: int
) -> None:
    with new_register(tmp_path, country) as register:
        with register.changing(STEP) as session:
            first = plenary_with(session, 8, status=MeetingStatus.CONVENED)
            session.refresh(first)
            arrive(session, first, 3)
            sample.new_item(session, first, "Rapport annuel")
        with pytest.raises(Refusal), register.changing(STEP) as session:
            convene_again(session, first.id, first.start + dt.timedelta(days=after - 1))
        with register.changing(STEP) as session:
            second = convene_again(session, first.id, first.start + dt.timedelta(days=after))
            add_attendance(
                session,
                second.id,
                {"institution_id": sample.new_institution(session, "ONE").id, "votes": True,
                 "presence": Presence.PRESENT},
            )  # fmt: skip
            quorum = find_quorum(session, second.id)
            session.refresh(second)
            assert quorum is not None and quorum.required == 1 and quorum.reached
            assert second.second_call and second.first_call_id == first.id
            assert [item.title.fr for item in second.agenda] == ["Rapport annuel"]
            assert second.agenda[0].carried_from_id is not None


def test_the_day_of_a_second_call_cannot_be_moved_before_the_seventh(register: Register) -> None:
    with register.changing(STEP) as session:
        first = plenary_with(session, 2)
        second = convene_again(session, first.id, first.start + dt.timedelta(days=8))
    with pytest.raises(Refusal), register.changing(STEP) as session:
        session.get_one(Meeting, second.id).start = first.start + dt.timedelta(days=6)


def test_a_meeting_that_had_its_quorum_is_not_called_again(register: Register) -> None:
    with pytest.raises(Refusal, match="quorum"), register.changing(STEP) as session:
        meeting = plenary_with(session, 2)
        session.refresh(meeting)
        arrive(session, meeting, 2)
        convene_again(session, meeting.id, meeting.start + dt.timedelta(days=30))


@pytest.mark.parametrize("country", ["JO", "LB", "MD"])
def test_where_the_law_knows_no_second_call_there_is_none_until_the_commission_says_so(
    tmp_path: Path, country: str
) -> None:
    with new_register(tmp_path, country) as register:
        with register.changing(STEP) as session:
            meeting = plenary_with(session, 4)
            assert earliest_second_call(session, meeting.id) is None
        with pytest.raises(Refusal), register.changing(STEP) as session:
            convene_again(session, meeting.id, meeting.start + dt.timedelta(days=90))
        with register.changing(STEP) as session:
            set_second_call(session, list_bodies(session)[0].id, 10, Fraction(1, 4))
            convene_again(session, meeting.id, meeting.start + dt.timedelta(days=10))
            assert list_bodies(session)[0].second_call_share == Fraction(1, 4)


# --- votes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("votes", "present", "rules", "chair_for", "carried"),
    [
        ((5, 4, 1), 10, JORDAN, True, False),  # five of ten present are no majority of those present
        ((6, 4, 0), 10, JORDAN, False, True),
        ((5, 5, 0), 10, JORDAN, True, True),
        ((5, 5, 0), 10, JORDAN, False, False),
        ((5, 5, 0), 10, JORDAN, None, False),
        ((5, 5, 0), 10, DecisionRules(of=MajorityOf.PRESENT), True, False),  # no casting vote
        ((4, 3, 3), 10, DecisionRules(), None, True),  # of the votes cast
        ((4, 3, 3), 10, DecisionRules(of=MajorityOf.PRESENT), None, False),
        ((8, 4, 0), 12, DecisionRules(Fraction(2, 3), Threshold.AT_LEAST), None, True),
        ((7, 4, 0), 11, DecisionRules(Fraction(2, 3), Threshold.AT_LEAST), None, False),
        ((0, 0, 9), 9, JORDAN, True, False),
    ],
)
def test_a_vote_carries_by_the_bodys_majority_and_a_tie_by_the_chair(
    votes: tuple[int, int, int], present: int, rules: DecisionRules, chair_for: bool | None, carried: bool
) -> None:
    assert decision_carried(*votes, present, rules, chair_for) is carried


def test_a_majority_of_all_members_counts_those_who_stayed_away() -> None:
    rules = DecisionRules(of=MajorityOf.MEMBERS)
    assert not decision_carried(6, 0, 0, 6, rules, members=12)
    assert decision_carried(7, 0, 0, 7, rules, members=12)


def test_more_votes_than_voters_are_refused() -> None:
    with pytest.raises(Refusal):
        decision_carried(6, 4, 1, 10, JORDAN)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 10), st.booleans())
def test_one_more_vote_for_never_loses_a_decision(
    votes_for: int, against: int, abstentions: int, silent: int, chair_for: bool
) -> None:
    present = votes_for + against + abstentions + silent + 1
    # A casting vote decides a tie whatever the majority is counted of, so it is left out where abstentions weigh.
    for of in MajorityOf:
        rules = DecisionRules(of=of, casting_vote=of is MajorityOf.VOTES)
        if decision_carried(votes_for, against, abstentions, present, rules, chair_for):
            assert decision_carried(votes_for + 1, against, abstentions, present, rules, chair_for)


def test_a_tie_is_taken_down_as_a_decision_only_where_the_chair_has_a_casting_vote(register: Register) -> None:
    from desktop.codes import DecisionMethod
    from desktop.records.meetings.decision import is_carried, take_decision

    tie = {"text": french("Adopté"), "method": DecisionMethod.MAJORITY, "votes_for": 2, "votes_against": 2}
    with register.changing(STEP) as session:
        meeting = plenary_with(session, 4)
        session.refresh(meeting)
        arrive(session, meeting, 4)
        item = sample.new_item(session, meeting)
    with pytest.raises(Refusal), register.changing(STEP) as session:
        take_decision(session, item.id, tie)
    with register.changing(STEP) as session:
        decision = take_decision(session, item.id, tie | {"casting_vote": True})
        assert is_carried(session, decision.id)
        set_majority(session, list_bodies(session)[0].id, DecisionRules())
        assert find_decision_rules(session, meeting.id) == DecisionRules()
    with pytest.raises(Refusal), register.changing(STEP) as session:
        take_decision(session, item.id, tie | {"casting_vote": True})


# --- calendar ---------------------------------------------------------------------------------------------------------


def test_moldova_reports_in_january_march_and_july(tmp_path: Path) -> None:
    with new_register(tmp_path, "MD") as register, register.reading() as session:
        rows = next_reporting_dates(session, dt.date(2026, 1, 16))
        today = next_reporting_dates(session, dt.date(2026, 1, 15))
    assert [(row.reporter, row.on) for row in rows] == [
        (Reporter.GOVERNMENT, dt.date(2026, 3, 31)),
        (Reporter.INSTITUTIONS, dt.date(2026, 7, 15)),
        (Reporter.INSTITUTIONS, dt.date(2027, 1, 15)),
    ]
    assert today[0].on == dt.date(2026, 1, 15), "what is due today is still to come"


@pytest.mark.parametrize(
    ("country", "day", "working"),
    [
        ("MA", dt.date(2026, 7, 30), dt.date(2026, 7, 31)),  # Throne Day, a Thursday
        ("MA", dt.date(2026, 8, 14), dt.date(2026, 8, 17)),  # Oued Ed-Dahab, a Friday, then the week-end
        ("TN", dt.date(2026, 1, 14), dt.date(2026, 1, 14)),  # no holiday since 2021
        ("TN", dt.date(2026, 12, 17), dt.date(2026, 12, 18)),
        ("JO", dt.date(2026, 5, 22), dt.date(2026, 5, 24)),  # Friday and Saturday, offices work on Sunday
        ("JO", dt.date(2026, 5, 25), dt.date(2026, 5, 26)),
        ("LB", dt.date(2026, 2, 9), dt.date(2026, 2, 10)),
        ("MD", dt.date(2026, 8, 31), dt.date(2026, 9, 1)),
    ],
)
def test_a_deadline_on_a_day_off_is_proposed_for_the_next_working_day(
    tmp_path: Path, country: str, day: dt.date, working: dt.date
) -> None:
    with new_register(tmp_path, country) as register, register.reading() as session:
        assert suggest_deadline(session, day) == working


def test_a_feast_announced_for_one_year_is_a_holiday_in_that_year_only(register: Register) -> None:
    with register.changing(STEP) as session:
        add_holiday(session, 3, 20, french("Aïd el-Fitr"), 2026)
    with register.reading() as session:
        assert suggest_deadline(session, dt.date(2026, 3, 20)) == dt.date(2026, 3, 23)
        assert suggest_deadline(session, dt.date(2025, 3, 20)) == dt.date(2025, 3, 20)


@pytest.mark.parametrize(("month", "day"), [(2, 30), (13, 1), (4, 31)])
def test_there_is_no_holiday_on_a_day_that_does_not_exist(register: Register, month: int, day: int) -> None:
    with pytest.raises(Refusal), register.changing(STEP) as session:
        add_holiday(session, month, day, french("Fête"))


def test_a_quarterly_body_meets_again_three_months_later(tmp_path: Path) -> None:
    with new_register(tmp_path, "JO") as register, register.changing(STEP) as session:
        body_id = list_bodies(session)[0].id
        assert next_meeting_due(session, body_id) is None
        sample.new_meeting(session, body_id=body_id, start=dt.date(2026, 1, 31), status=MeetingStatus.HELD)
        assert next_meeting_due(session, body_id) == dt.date(2026, 4, 30)
        set_frequency(session, body_id, Frequency.YEARLY)
        assert next_meeting_due(session, body_id) == dt.date(2027, 1, 31)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 24))
def test_months_later_is_never_in_another_month_than_counted(day: dt.date, months: int) -> None:
    later = later_by_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + dt.timedelta(days=1)).day == 1


# --- a commission's own rules -----------------------------------------------------------------------------------------


def test_every_rule_of_a_country_can_be_changed_for_the_own_commission(register: Register) -> None:
    with register.changing(STEP) as session:
        body_id = list_bodies(session)[0].id
        set_quorum(session, body_id, Fraction(2, 3), Threshold.MORE_THAN)
        set_second_call(session, body_id, 15, Fraction(1, 3))
        set_majority(session, body_id, DecisionRules(Fraction(2, 3), Threshold.AT_LEAST, MajorityOf.MEMBERS, True))
        set_frequency(session, body_id, Frequency.MONTHLY)
        change_commission_rules(
            session,
            {"document_languages": ["ar", "en"], "working_week": [7, 1, 2], "hijri_dates": False,
             "attachment_megabytes": 10},
        )  # fmt: skip
        add_reporting_date(session, Reporter.SECRETARIAT, 12, 10, french("Rapport annuel"))
        say(session, "follow_up", french("Suites"))
    with register.reading() as session:
        rules = find_rules(session)
    body = rules.bodies[0]
    assert (body.quorum_share, body.quorum_threshold) == (Fraction(2, 3), Threshold.MORE_THAN)
    assert (body.second_call_days, body.second_call_share) == (15, Fraction(1, 3))
    assert (body.majority_share, body.majority_of, body.casting_vote) == (Fraction(2, 3), MajorityOf.MEMBERS, True)
    assert body.meets_every is Frequency.MONTHLY
    assert rules.commission.document_languages == ("ar", "en")
    assert rules.commission.working_week == (7, 1, 2)
    assert rules.attachment_limit == 10_000_000
    assert [row.title for row in rules.reporting] == [french("Rapport annuel")]
    assert rules.terms["follow_up"] == french("Suites")


@pytest.mark.parametrize(
    "values",
    [{"document_languages": ["fr", "fr"]}, {"document_languages": ["de"]}, {"working_week": [0]}, {"working_week": [8]},
     {"attachment_megabytes": 0}],
)  # fmt: skip
def test_rules_that_make_no_sense_are_refused(register: Register, values: dict[str, object]) -> None:
    with pytest.raises(Refusal), register.changing(STEP) as session:
        change_commission_rules(session, values)


@pytest.mark.parametrize("share", [Fraction(3, 2), Fraction(-1, 2)])
def test_a_quorum_beyond_all_or_below_none_is_refused(register: Register, share: Fraction) -> None:
    with pytest.raises(Refusal), register.changing(STEP) as session:
        set_quorum(session, list_bodies(session)[0].id, share, Threshold.AT_LEAST)
    with pytest.raises(Refusal), register.changing(STEP) as session:
        set_second_call(session, list_bodies(session)[0].id, 7, share)


@pytest.mark.parametrize("code", country_codes())
def test_each_countrys_file_is_whole_in_three_languages(code: str) -> None:
    rules = load_country(code)
    texts = [rules.commission, rules.letterhead, *rules.terms.values()]
    texts += [name for *_, name in (*rules.holidays, *rules.pillars, *rules.reporting)]
    assert [text for text in texts if text.missing()] == []
    assert {"adoption", "follow_up", "trafficking", "permanent_secretariat"} <= set(rules.terms)
    for text in rules.terms["adoption"].as_dict().values():
        assert text is not None and "{meeting}" in text and "{date}" in text
    days = [(month, day) for month, day, _ in rules.holidays]
    assert len(set(days)) == len(days) and all(dt.date(2001, *each) for each in days)


def test_a_term_fills_in_its_places_in_each_language(register: Register) -> None:
    with register.reading() as session:
        term = find_term(session, "adoption", meeting=dict.fromkeys(("fr", "ar", "en"), "REU-1"),
                         date={"fr": "3 mars", "ar": "3 مارس", "en": "3 March"})  # fmt: skip
        assert find_term(session, "unknown").missing() == ["fr", "ar", "en"]
    assert term.fr == "Adoption du procès-verbal de REU-1 du 3 mars"
    assert term.ar is not None and term.ar.endswith("3 مارس")


def test_members_sit_from_a_day_to_a_day(register: Register) -> None:
    from desktop.records.people.body import Membership, list_members

    with register.changing(STEP) as session:
        body = sample.new_body(session)
        old, new = sample.new_institution(session, "OLD"), sample.new_institution(session, "NEW")
        session.add(Membership(body_id=body.id, institution_id=old.id, position=1, until=DAY))
        session.add(Membership(body_id=body.id, institution_id=new.id, position=1, since=DAY + dt.timedelta(days=1)))
        session.flush()
        assert [seat.institution for seat in list_members(session, body.id, DAY)] == ["OLD"]
        assert [seat.institution for seat in list_members(session, body.id, DAY + dt.timedelta(days=1))] == ["NEW"]
        assert len(list_members(session, body.id)) == 2

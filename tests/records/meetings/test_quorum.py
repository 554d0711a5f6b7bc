"""The quorum: who counts, how many it takes, exactly at the edge of every rule."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.codes import Capacity, Presence, Threshold
from desktop.language import Refusal, Wording
from desktop.records.base import change_values
from desktop.records.meetings.attendance import (
    Attendance,
    add_attendance,
    find_quorum,
    list_attendance,
    mark_presence,
    name_representative,
)
from desktop.records.meetings.meeting import Meeting
from desktop.records.meetings.quorum import COUNTED_PRESENCES, VOTING_CAPACITIES, count_quorum, required_members
from desktop.records.people.body import Membership
from desktop.records.register import Register
from desktop.records.rows import AttendanceRow
from tests.records import sample
from tests.records.sample import DAY, STEP, french

HALF, THIRD, TWO_THIRDS = Fraction(1, 2), Fraction(1, 3), Fraction(2, 3)
AT_LEAST, MORE_THAN = Threshold.AT_LEAST, Threshold.MORE_THAN


@pytest.mark.parametrize(
    ("voting", "share", "threshold", "required"),
    [
        (8, HALF, AT_LEAST, 4), (8, HALF, MORE_THAN, 5),
        (7, HALF, AT_LEAST, 4), (7, HALF, MORE_THAN, 4),
        (1, HALF, AT_LEAST, 1), (1, HALF, MORE_THAN, 1), (2, HALF, AT_LEAST, 1), (2, HALF, MORE_THAN, 2),
        (9, TWO_THIRDS, AT_LEAST, 6), (9, TWO_THIRDS, MORE_THAN, 7), (10, TWO_THIRDS, AT_LEAST, 7),
        (9, THIRD, AT_LEAST, 3), (9, THIRD, MORE_THAN, 4),
        (3, Fraction(1), MORE_THAN, 3), (3, Fraction(1), AT_LEAST, 3),
        (12, Fraction(0), AT_LEAST, 1), (12, Fraction(0), MORE_THAN, 1), (0, HALF, AT_LEAST, 0),
    ],
)  # fmt: skip
def test_how_many_it_takes(voting: int, share: Fraction, threshold: Threshold, required: int) -> None:
    assert required_members(voting, share, threshold) == required


def line(
    capacity: Capacity = Capacity.MEMBER, presence: Presence = Presence.PRESENT, votes: bool = True
) -> AttendanceRow:
    return AttendanceRow("", None, None, Wording(), Wording(), None, capacity, presence, None, votes)


@pytest.mark.parametrize(("present", "at_least", "more_than"), [(3, False, False), (4, True, False), (5, True, True)])
def test_exactly_half_is_a_quorum_under_at_least_and_none_under_more_than(
    present: int, at_least: bool, more_than: bool
) -> None:
    rows = [line() for _ in range(present)] + [line(presence=Presence.ABSENT) for _ in range(8 - present)]
    assert count_quorum(rows, HALF, AT_LEAST).reached is at_least
    assert count_quorum(rows, HALF, MORE_THAN).reached is more_than


def test_only_members_who_vote_count_and_a_represented_one_is_there() -> None:
    rows = [
        line(Capacity.CHAIR),
        line(presence=Presence.REPRESENTED),
        line(presence=Presence.EXCUSED),
        line(presence=Presence.EXPECTED),
        line(votes=False),
        *(line(capacity, votes=True) for capacity in Capacity if capacity not in VOTING_CAPACITIES),
    ]
    quorum = count_quorum(rows, HALF, AT_LEAST)
    assert (quorum.voting, quorum.present, quorum.required, quorum.reached) == (4, 2, 2, True)


def test_a_meeting_that_nobody_may_vote_at_has_no_quorum() -> None:
    assert not count_quorum([line(Capacity.GUEST)], Fraction(0), AT_LEAST).reached


def test_a_second_call_without_rule_still_needs_somebody() -> None:
    assert not count_quorum([line(presence=Presence.ABSENT)], Fraction(0), AT_LEAST).reached
    assert count_quorum([line(), line(presence=Presence.ABSENT)], Fraction(0), AT_LEAST).reached


SHARES = st.fractions(0, 1, max_denominator=12)
ROWS = st.lists(st.builds(line, st.sampled_from(Capacity), st.sampled_from(Presence), st.booleans()), max_size=40)


@given(st.integers(1, 500), SHARES)
def test_more_than_never_takes_fewer_than_at_least(voting: int, share: Fraction) -> None:
    at_least, more_than = (required_members(voting, share, threshold) for threshold in (AT_LEAST, MORE_THAN))
    assert 1 <= at_least <= more_than <= min(at_least + 1, voting)
    assert at_least >= share * voting
    assert more_than > share * voting or more_than == voting


@given(ROWS, SHARES, st.sampled_from(Threshold))
def test_the_count_is_the_definition(rows: list[AttendanceRow], share: Fraction, threshold: Threshold) -> None:
    quorum = count_quorum(rows, share, threshold)
    voters = [row for row in rows if row.votes and row.capacity in VOTING_CAPACITIES]
    there = sum(row.presence in COUNTED_PRESENCES for row in voters)
    assert (quorum.voting, quorum.present) == (len(voters), there)
    enough = there >= share * len(voters) if threshold is AT_LEAST else there > share * len(voters)
    assert quorum.reached == (there > 0 and (enough or there == len(voters)))


@given(ROWS, SHARES, st.sampled_from(Threshold))
def test_a_quorum_is_not_lost_by_one_more_who_comes(
    rows: list[AttendanceRow], share: Fraction, threshold: Threshold
) -> None:
    before = count_quorum(rows, share, threshold)
    absent = next((row for row in rows if row.presence is Presence.ABSENT), None)
    if absent is not None:
        come = [*rows, line(absent.capacity, Presence.PRESENT, absent.votes)]
        come.remove(absent)
        assert count_quorum(come, share, threshold).reached >= before.reached


# --- the same on an attendance list -----------------------------------------------------------------------------------


def test_a_body_s_members_of_the_day_are_expected_at_its_meeting(register: Register) -> None:
    with register.changing(STEP) as session:
        body = sample.new_body(session, quorum_threshold=MORE_THAN)
        seats = {"A": (None, None), "B": (DAY, None), "C": (None, DAY), "D": (DAY + dt.timedelta(1), None),
                 "E": (None, DAY - dt.timedelta(1)), "F": (None, None)}  # fmt: skip
        for position, (acronym, (since, until)) in enumerate(seats.items(), start=1):
            institution = sample.new_institution(session, acronym)
            session.add(
                Membership(
                    body_id=body.id, institution_id=institution.id, position=position, since=since, until=until,
                    chairs=acronym == "A", votes=acronym != "F",
                )
            )  # fmt: skip
        session.flush()
        meeting = sample.new_meeting(session, body_id=body.id)
        rows = list_attendance(session, meeting.id, "fr")
        quorum = find_quorum(session, meeting.id)

    assert [(row.institution_acronym, row.capacity, row.votes) for row in rows] == [
        ("A", Capacity.CHAIR, True), ("B", Capacity.MEMBER, True), ("C", Capacity.MEMBER, True),
        ("F", Capacity.MEMBER, False),
    ]  # fmt: skip
    assert {row.presence for row in rows} == {Presence.EXPECTED}
    assert quorum is not None and (quorum.voting, quorum.present, quorum.required) == (3, 0, 2)


def test_the_quorum_follows_the_list_and_the_body_s_rule_for_a_second_call(register: Register) -> None:
    with register.changing(STEP) as session:
        body = sample.new_body(session, second_call_days=7, second_call_part=0, second_call_whole=1)
        meeting = sample.new_meeting(session, body_id=body.id)
        lines = [
            sample.new_attendance(session, meeting, sample.new_institution(session, acronym)).id for acronym in "ABCD"
        ]

    def reached() -> bool:
        with register.reading() as session:
            quorum = find_quorum(session, meeting.id)
        assert quorum is not None and quorum.voting == 4
        return quorum.reached

    assert reached()
    for attendance in lines[:2]:
        with register.changing(STEP) as session:
            mark_presence(session, attendance, Presence.ABSENT)
    assert not reached(), "two of four are not more than half"
    with register.changing(STEP) as session:
        name_representative(session, lines[0], " Mme Alaoui ")
    assert reached()
    with register.reading() as session:
        assert list_attendance(session, meeting.id, "fr")[0].represented_by == "Mme Alaoui"
    with register.changing(STEP) as session:
        for attendance in lines[:3]:
            mark_presence(session, attendance, Presence.EXCUSED)
    assert not reached()
    with register.reading() as session:
        assert list_attendance(session, meeting.id, "fr")[0].represented_by is None
    with register.changing(STEP) as session:
        change_values(session, Meeting, meeting.id, {"second_call": True})
    assert reached()


def test_an_event_without_body_has_no_quorum(register: Register) -> None:
    with register.changing(STEP) as session:
        assert find_quorum(session, sample.new_meeting(session).id) is None


def test_only_the_chair_and_members_can_be_given_a_vote(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting, institution = sample.new_meeting(session), sample.new_institution(session)
        add_attendance(session, meeting.id, {"institution_id": institution.id, "votes": True})
    for capacity in set(Capacity) - VOTING_CAPACITIES:
        with pytest.raises(Refusal), register.changing(STEP) as session:
            values = {"institution_id": institution.id, "votes": True, "capacity": capacity}
            add_attendance(session, meeting.id, values)


def test_a_line_of_attendance_needs_somebody(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
    with pytest.raises(Refusal), register.changing(STEP) as session:
        session.add(Attendance(meeting_id=meeting.id))


@pytest.mark.parametrize("part", [-1, 3])
def test_a_quorum_is_a_share_between_none_and_all(register: Register, part: int) -> None:
    with pytest.raises(Refusal), register.changing(STEP) as session:
        sample.new_body(session, quorum_part=part, quorum_whole=2)


def test_a_body_needs_a_name(register: Register) -> None:
    with pytest.raises(Refusal), register.changing(STEP) as session:
        sample.new_body(session, name=french(""))

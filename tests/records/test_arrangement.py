"""The parts of a record in an order and in a tree: moving loses none, and never puts one under itself."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.records.arrangement import add_part, move_part, shift_part
from desktop.records.framework.plan import Objective, Plan, list_objectives
from desktop.records.register import Register
from tests.records.sample import STEP, french

MOVES = st.lists(
    st.tuples(st.sampled_from(["move", "shift"]), st.integers(0, 5), st.sampled_from([-1, 1])), max_size=12
)


def new_plan(session: Session, numbers: str = "ABCDEF") -> str:
    plan = Plan(name=french("Plan"), start=dt.date(2021, 1, 1))
    session.add(plan)
    session.flush()
    for number in numbers:
        add_part(session, Objective, "plan_id", plan.id, {"number": number, "title": french(number)}, "position")
    return plan.id


def tree(session: Session, plan_id: str) -> str:
    """The plan's numbers from the top, each with as many dots before it as it is deep."""
    return " ".join("." * row.depth + row.number for row in list_objectives(session, plan_id))


def change(session: Session, plan_id: str, what: str, number: str, by: int) -> None:
    part_id = next(row.id for row in list_objectives(session, plan_id) if row.number == number)
    do = move_part if what == "move" else shift_part
    do(session, Objective, part_id, by, "plan_id", "position", "parent_id")


def test_a_part_goes_under_the_one_before_it_and_out_again(register: Register) -> None:
    with register.changing(STEP) as session:
        plan_id = new_plan(session, "ABC")
        change(session, plan_id, "shift", "B", 1)
        assert tree(session, plan_id) == "A .B C"
        change(session, plan_id, "shift", "C", 1)
        assert tree(session, plan_id) == "A .B .C"
        change(session, plan_id, "shift", "B", -1)
        assert tree(session, plan_id) == "A .C B"


def test_a_part_moves_with_all_that_stands_under_it(register: Register) -> None:
    with register.changing(STEP) as session:
        plan_id = new_plan(session, "ABC")
        change(session, plan_id, "shift", "B", 1)
        change(session, plan_id, "move", "A", 1)
        assert tree(session, plan_id) == "C A .B"
        change(session, plan_id, "move", "A", 1)  # it stands last
        assert tree(session, plan_id) == "C A .B"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_however_parts_are_moved_none_is_lost_and_each_has_a_place(
    register: Register, moves: list[tuple[str, int, int]]
) -> None:
    with register.changing(STEP) as session:
        plan_id = new_plan(session)
        for what, place, by in moves:
            change(session, plan_id, what, "ABCDEF"[place], by)
            assert sorted(row.number for row in list_objectives(session, plan_id)) == list("ABCDEF")
        places = [session.get_one(Objective, row.id).position for row in list_objectives(session, plan_id)]
        assert len(set(places)) == len(places)


def test_a_new_part_stands_last(register: Register) -> None:
    with register.changing(STEP) as session:
        plan_id = new_plan(session, "AB")
        change(session, plan_id, "move", "B", -1)
        add_part(session, Objective, "plan_id", plan_id, {"number": "C", "title": french("C")}, "position")
        assert tree(session, plan_id) == "B A C"


@pytest.mark.parametrize("by", [-1, 1])
def test_the_only_part_stays_where_it_is(register: Register, by: int) -> None:
    with register.changing(STEP) as session:
        plan_id = new_plan(session, "A")
        change(session, plan_id, "move", "A", by)
        change(session, plan_id, "shift", "A", by)
        assert tree(session, plan_id) == "A"

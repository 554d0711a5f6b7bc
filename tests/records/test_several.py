"""The same change made to several records: all of them or none, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from desktop.language import Wording
from desktop.records.base import change_values, find
from desktop.records.follow_up.action import Action
from desktop.records.register import Register
from desktop.records.several import SomeRefused, Stopped, change_several
from tests.records.sample import STEP, new_action


def made(register: Register) -> list[str]:
    with register.changing(STEP) as session:
        return [new_action(session).id for _ in range(3)]


def titles(register: Register, ids: list[str]) -> list[str]:
    with register.reading() as session:
        return [find(session, Action, each).title.best("fr")[0] for each in ids]


def test_one_step_changes_them_all(register: Register) -> None:
    ids = made(register)
    told: list[tuple[int, int]] = []

    def tell(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    with register.changing(STEP) as session:
        change_several(session, ids, _set("Une"), tell)
    assert titles(register, ids) == ["Une"] * 3
    assert told == [(0, 3), (1, 3), (2, 3)]
    register.undo()
    assert "Une" not in titles(register, ids)


def test_where_one_is_refused_the_others_are_tried_and_none_is_changed(register: Register) -> None:
    ids = made(register)
    before = titles(register, ids)

    def change(session: Session, record_id: str) -> None:
        change_values(session, Action, record_id, {"title": Wording(fr="Une"), "progress": 10})
        if record_id != ids[0]:
            change_values(session, Action, record_id, {"progress": 200})

    with pytest.raises(SomeRefused) as some, register.changing(STEP) as session:
        change_several(session, ids, change, lambda *_: True)
    assert [each.record_id for each in some.value.refused] == ids[1:]
    assert {each.reason.text for each in some.value.refused} == {"Progress is a percentage from 0 to 100."}
    assert titles(register, ids) == before


def test_stopped_on_its_way_it_changes_nothing(register: Register) -> None:
    ids = made(register)
    before = titles(register, ids)
    with pytest.raises(Stopped), register.changing(STEP) as session:
        change_several(session, ids, _set("Une"), lambda done, _of: done < 2)
    assert titles(register, ids) == before


def _set(title: str):
    return lambda session, record_id: change_values(session, Action, record_id, {"title": Wording(fr=title)})

"""Two desks at one register: nobody writes over what they have not seen."""

from __future__ import annotations

import pytest

from desktop.language import Refusal, Wording
from desktop.records.base import CHANGED_MEANWHILE, change_values, merge, read_values
from desktop.records.meetings.agenda import AgendaItem
from desktop.records.register import Register
from tests.records.sample import STEP, french, new_item, new_meeting


@pytest.fixture
def item_id(register: Register) -> str:
    with register.changing(STEP) as session:
        return new_item(session, new_meeting(session)).id


def change(register: Register, item_id: str, now: Wording, loaded: Wording) -> None:
    with register.changing(STEP) as session:
        change_values(session, AgendaItem, item_id, {"minutes": now}, {"minutes": loaded})


def minutes(register: Register, item_id: str) -> Wording:
    with register.reading() as session:
        return read_values(session, AgendaItem, item_id, ["minutes"])["minutes"]


def test_what_was_changed_in_the_meantime_is_not_written_over(register: Register, item_id: str) -> None:
    loaded = minutes(register, item_id)
    change(register, item_id, french("De l'autre bureau."), loaded)
    with pytest.raises(Refusal) as refused:
        change(register, item_id, french("D'ici."), loaded)
    assert refused.value.message == CHANGED_MEANWHILE
    assert minutes(register, item_id) == french("De l'autre bureau.")


def test_another_language_of_the_same_text_stays_what_the_other_desk_made_it(register: Register, item_id: str) -> None:
    loaded = minutes(register, item_id)
    change(register, item_id, Wording(fr=loaded.fr, ar="قيل ما قيل."), loaded)
    change(register, item_id, french("D'ici."), loaded)
    assert minutes(register, item_id) == Wording(fr="D'ici.", ar="قيل ما قيل.")


@pytest.mark.parametrize(
    ("stored", "loaded", "value", "written"),
    [
        (1, 1, 2, 2),  # only here
        (2, 1, 1, 2),  # only there
        (2, 1, 2, 2),  # the same in both places
        (None, 1, None, None),
        (("MI",), (), ("MI",), ("MI",)),
    ],
)
def test_what_only_one_desk_changed_is_written(stored: object, loaded: object, value: object, written: object) -> None:
    assert merge(stored, loaded, value) == written

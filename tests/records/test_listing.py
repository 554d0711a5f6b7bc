"""The ids of a list, read past SQLAlchemy's rows: the same ids, and the same errors."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from desktop.language import message
from desktop.records.follow_up.action import Action
from desktop.records.listing import read_ids
from desktop.records.register import Register
from tests.records import sample


def test_a_list_read_in_the_middle_of_a_change_holds_what_was_changed(register: Register) -> None:
    with register.changing(message("Filled")) as session:
        first = sample.new_action(session, "A-1").id
        made = Action(number="A-2", serial=2, title=sample.new_action(session, "A-3").title)
        session.add(made)
        found = read_ids(session, sa.select(Action.id).order_by(Action.number))
        assert found == list(session.scalars(sa.select(Action.id).order_by(Action.number)))
        assert first in found and made.id in found


def test_a_list_stopped_half_way_is_told_of_as_any_other_question(register: Register) -> None:
    if not register.path:
        pytest.skip("PostgreSQL reads the whole answer before it gives the first row")
    counted = sa.select(sa.literal(1).label("n")).cte("counted", recursive=True)
    counted = counted.union_all(sa.select(counted.c.n + 1).where(counted.c.n < 100_000))
    with register.reading() as session:
        database = session.connection().connection.driver_connection
        assert database is not None
        database.set_progress_handler(lambda: 1, 10_000)
        try:
            with pytest.raises(OperationalError, match="interrupted"):
                read_ids(session, sa.select(sa.cast(counted.c.n, sa.String)))
        finally:
            database.set_progress_handler(None, 0)

"""No write path leaves the journal without an entry: whatever would is refused, and nothing has changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.records import guard, journal, schema
from desktop.records.base import Base
from desktop.records.follow_up.action import Action
from desktop.records.guard import Unjournalled, tables_written
from desktop.records.people.institution import Institution
from desktop.records.register import Register
from desktop.records.search.index import SearchEntry
from tests.records import sample
from tests.records.sample import STEP, french

ACTIONS = Action.__table__

Write = Callable[[Session], object]

WAYS: dict[str, Write] = {
    "an update through the ORM": lambda session: session.execute(sa.update(Action).values(progress=50)),
    "an update of a query": lambda session: session.query(Action).update({"progress": 50}),
    "a deletion of a query": lambda session: session.query(Action).delete(),
    "a deletion through the ORM": lambda session: session.execute(sa.delete(Action)),
    "an insertion through the ORM": lambda session: session.execute(sa.insert(Institution).values(acronym="X")),
    "a table's own statement": lambda session: session.execute(sa.update(ACTIONS).values(progress=50)),  # type: ignore[arg-type]
    "rows in bulk": lambda session: session.bulk_insert_mappings(sa.inspect(Institution), [{"acronym": "X"}]),
    "altered rows in bulk": lambda session: session.bulk_update_mappings(
        sa.inspect(Action), [{"id": session.scalars(sa.select(Action.id)).one(), "progress": 50}]
    ),
    "objects in bulk": lambda session: session.bulk_save_objects([Institution(acronym="X", name=french("X"))]),
    "text": lambda session: session.execute(sa.text("update action set progress = 50")),
    "text on the connection": lambda session: session.connection().execute(sa.text("delete from action")),
    "a statement on the connection": lambda session: session.connection().execute(
        sa.update(Action).values(progress=50)
    ),
    "the driver's own words": lambda session: session.connection().exec_driver_sql("UPDATE  action SET progress=50"),
    "a name in quotes": lambda session: session.connection().exec_driver_sql('update "action" set progress = 50'),
    "a savepoint": lambda session: [session.begin_nested(), session.execute(sa.text("update action set progress=50"))],
    "a statement after a flush": lambda session: [
        sample.new_institution(session), session.execute(sa.text("delete from action")),
    ],
    "a line of the journal": lambda session: session.execute(sa.delete(journal.Change)),
    "a step of the journal": lambda session: session.execute(sa.update(journal.Step).values(who="nobody")),
    "an entry of the index": lambda session: session.execute(sa.delete(SearchEntry)),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_no_write_path_leaves_no_entry(register: Register, way: str) -> None:
    sample.new_action_id(register)
    before = contents(register)
    with pytest.raises(RuntimeError, match="journal"), register.changing(STEP) as session:
        WAYS[way](session)
    assert contents(register) == before


@pytest.mark.parametrize("way", WAYS)
def test_whoever_only_reads_cannot_write_and_keep_it(register: Register, way: str) -> None:
    sample.new_action_id(register)
    before = contents(register)
    with pytest.raises(RuntimeError), register.reading() as session:
        WAYS[way](session)
        session.commit()
    assert contents(register) == before


def test_a_connection_beside_the_session_is_watched_too(register: Register) -> None:
    sample.new_action_id(register)
    with pytest.raises(Unjournalled), register.engine.begin() as connection:
        connection.execute(sa.text("update action set progress = 50"))


def test_a_flush_that_failed_leaves_no_door_open(register: Register) -> None:
    action_id = sample.new_action_id(register)
    with pytest.raises(Exception, match=r"."), register.changing(STEP) as session:
        session.add(Institution(acronym="MJ", name=french("A"), kind=None, standing=None))
        session.flush()
    for _ in range(3):  # whichever connection of the pool comes back
        with pytest.raises(Unjournalled), register.changing(STEP) as session:
            session.execute(sa.text("update action set progress = 50"))
    with register.reading() as session:
        assert session.get_one(Action, action_id).progress == 0


def test_an_expression_in_place_of_a_value_is_refused(register: Register) -> None:
    action_id = sample.new_action_id(register)
    with pytest.raises(Exception, match=r"."), register.changing(STEP) as session:
        session.get_one(Action, action_id).progress = Action.progress + 1  # type: ignore[assignment]
    with register.reading() as session:
        assert session.get_one(Action, action_id).progress == 0


def test_a_record_keeps_its_id(register: Register) -> None:
    action_id = sample.new_action_id(register)
    with pytest.raises(RuntimeError, match="keeps its id"), register.changing(STEP) as session:
        session.get_one(Action, action_id).id = "0" * 32


def test_reading_and_locking_are_let_through(register: Register) -> None:
    sample.new_action_id(register)
    with register.changing(STEP) as session:
        session.execute(sa.select(Action).with_for_update())
        session.execute(sa.text("select 'update action set progress = 1', 'delete from action'"))


def test_the_database_changes_nothing_by_itself() -> None:
    """A foreign key that deletes or empties what refers to it would do so behind the journal's back."""
    for table in schema.METADATA.tables.values():
        for key in table.foreign_key_constraints:
            assert key.ondelete is None and key.onupdate is None, key
        for column in table.columns:
            assert column.onupdate is None and column.server_onupdate is None, column


def test_every_table_is_a_kind_of_record_or_known_not_to_be() -> None:
    """A table that is no record has no history: it has to be one of these, which need none."""
    none_needed = {"step", "change", "search_entry", "counter", "content", "content_part"}
    assert set(schema.METADATA.tables) - set(journal.kinds()) == none_needed
    assert {*journal.kinds(), "step", "change", "search_entry"} == guard.guarded_tables()
    for mapper in Base.registry.mappers:
        for relation in mapper.relationships:
            assert relation.secondary is None, f"{relation}: rows of a table between two records would have no history"
            assert not relation.passive_deletes, relation


@pytest.mark.parametrize(
    ("statement", "written"),
    [
        ("select * from action", set()),
        ("SELECT 'delete from action'", set()),
        ("select 1 -- delete from action", set()),
        ("select * from action for update", set()),
        ("insert or replace into action values (1)", {"action"}),
        ("REPLACE INTO [action] values (1)", {"action"}),
        ('update only public."action" set a = 1', {"action"}),
        ("update or ignore action set a = 1", {"action"}),
        ("with gone as (delete from meeting returning id) select * from gone", {"meeting"}),
        ("select 1; delete\n from\taction", {"action"}),
        ("insert into counter values (1) on conflict do update set last = 2", {"counter", "set"}),
        ("truncate table action", {"action"}),
        ("merge into action using x on true when matched then delete", {"action"}),
        ("/* select */ drop table if exists action", {"action"}),
        ("copy action from stdin", {"action"}),
    ],
)
def test_the_tables_a_statement_writes_are_read_from_it(statement: str, written: set[str]) -> None:
    assert tables_written(statement) == written


def contents(register: Register) -> dict[str, list[tuple[object, ...]]]:
    with register.reading() as session:
        return {
            name: sorted((tuple(row) for row in session.execute(sa.select(table))), key=repr)
            for name, table in schema.METADATA.tables.items()
            if name != "counter"
        }

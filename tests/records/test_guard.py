"""No write path leaves the journal without an entry: whatever would is refused, and nothing has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.language import Refusal
from desktop.records import journal, schema
from desktop.records.base import Base
from desktop.records.content import ContentPart, keep_bytes, read_content
from desktop.records.follow_up.action import Action
from desktop.records.guard import Unjournalled
from desktop.records.numbering import Counter
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
    "a number given": lambda session: session.execute(sa.update(Counter).values(last=7)),
    "a statement nobody can read": lambda session: session.connection().exec_driver_sql(
        "with gone as (select 1) update/**/action set progress = 50"
    ),
}  # fmt: skip

RAW: dict[str, Callable[[Any], object]] = {
    "a cursor": lambda driver: driver.cursor().execute("update action set progress = 50"),
    "the connection": lambda driver: driver.execute("delete from search_entry"),
    "many at once": lambda driver: driver.cursor().executemany("update action set progress = 50", [(), ()]),
    "an insertion": lambda driver: driver.execute("insert into counter (kind, year, last) values ('x', 1, 1)"),
}
"""What the driver offers below SQLAlchemy."""


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


@pytest.mark.parametrize("way", RAW)
@pytest.mark.parametrize("reach", ["connection", "driver_connection"])
def test_the_driver_s_own_cursor_leaves_no_entry_out(register: Register, way: str, reach: str) -> None:
    """Before any flush, after one, and after one that failed."""
    sample.new_action_id(register)
    before = contents(register)
    for prepare in (lambda _session: None, sample.new_institution, _fail_to_flush):
        with pytest.raises((sqlite3.OperationalError, psycopg.Error)) as refused, register.changing(STEP) as session:
            prepare(session)
            pooled = session.connection().connection
            RAW[way](pooled if reach == "connection" and way == "a cursor" else pooled.driver_connection)
        assert "journal" in str(refused.value) or "readonly" in str(refused.value)
    assert contents(register) == before


@pytest.mark.parametrize("way", RAW)
def test_the_driver_s_own_cursor_cannot_write_for_a_reader(register: Register, way: str) -> None:
    sample.new_action_id(register)
    before = contents(register)
    with pytest.raises((sqlite3.OperationalError, psycopg.Error), match=r"read-?only"), register.reading() as session:
        session.commit()  # whatever begins after it reads only, too
        RAW[way](session.connection().connection.driver_connection)
    assert contents(register) == before


def _fail_to_flush(session: Session) -> None:
    sample.new_institution(session, "MI")
    with pytest.raises(Refusal), session.begin_nested():
        session.add(Action(number="ACT", serial=1, title=french("A"), progress=300))
        session.flush()


def test_a_rule_of_a_record_writes_nothing_by_itself(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked while a flush begins, which is not yet the moment to write."""
    monkeypatch.setattr(Action, "check", lambda _action, session: session.execute(sa.delete(Institution)))
    with pytest.raises(Unjournalled):
        sample.new_action_id(register)


def test_what_is_no_record_is_written_on_purpose_only(register: Register) -> None:
    with register.changing(STEP) as session:
        kept = keep_bytes(session, b"evidence")
        with pytest.raises(Unjournalled), session.begin_nested():
            session.execute(sa.delete(ContentPart))
    with register.reading() as session:
        assert b"".join(read_content(session, kept)) == b"evidence"


def test_every_table_is_guarded_on_postgresql(register: Register) -> None:
    if register.engine.dialect.name == "sqlite":
        return
    with register.reading() as session:
        guarded = session.scalars(
            sa.text("select tgrelid::regclass::text from pg_trigger where tgname = 'tawsiya_guard'")
        )
        assert {*schema.METADATA.tables, "search_index"} <= set(guarded)


def test_a_connection_beside_the_session_is_watched_too(register: Register) -> None:
    sample.new_action_id(register)
    with pytest.raises(Unjournalled), register.engine.begin() as connection:
        connection.execute(sa.text("update action set progress = 50"))
    raw = register.engine.raw_connection()
    with pytest.raises((sqlite3.OperationalError, psycopg.Error), match=r"journal|readonly"):
        raw.cursor().execute("update action set progress = 50")
    raw.close()


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
    action_id = sample.new_action_id(register)
    done = register.steps_done
    with register.changing(STEP) as session:
        locked = session.scalars(sa.select(Action).with_for_update()).all()
        said = session.execute(sa.text("select 'update action set progress = 1', 'delete from action'")).one()
    assert [each.id for each in locked] == [action_id] and said[1] == "delete from action"
    assert register.steps_done == done, "nothing was changed, so there is no step"


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
    for mapper in Base.registry.mappers:
        for relation in mapper.relationships:
            assert relation.secondary is None, f"{relation}: rows of a table between two records would have no history"
            assert not relation.passive_deletes, relation


def contents(register: Register) -> dict[str, list[tuple[object, ...]]]:
    with register.reading() as session:
        return {
            name: sorted((tuple(row) for row in session.execute(sa.select(table))), key=repr)
            for name, table in schema.METADATA.tables.items()
        }

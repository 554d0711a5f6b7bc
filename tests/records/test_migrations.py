"""A register of the first version, with data in it, becomes one of this version: nothing is lost, all of it works."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from desktop.codes import ActionStatus
from desktop.language import Language, Refusal
from desktop.records import journal, migrations, schema, sqlite_file
from desktop.records.base import change_values, new_id
from desktop.records.commission.country import load_country
from desktop.records.commission.term import list_terms
from desktop.records.commission.working_calendar import list_holidays
from desktop.records.follow_up.action import Action
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids
from desktop.records.follow_up.tracker import find_tracker
from desktop.records.history import list_removed, restore
from desktop.records.meetings.meeting import Meeting
from desktop.records.overview import find_overview
from desktop.records.people.institution import Institution
from desktop.records.register import Register
from desktop.records.search.result import search
from desktop.records.search.words import FOLDED, sort_key
from tests.records.sample import STEP, french
from tests.records.test_schema import is_declared

IDS = {kind: new_id() for kind in ("commission", "body", "institution", "person", "meeting", "agenda_item", "decision",
                                   "recommendation", "addressee", "action", "action_support", "action_recommendation",
                                   "progress_update", "attendance", "gone")}  # fmt: skip

DAY = dt.date(2021, 2, 24)

ROWS: dict[str, dict[str, Any]] = {
    "commission": {"name_fr": "Commission", "country": "MA", "language": "fr"},
    "body": {
        "name_fr": "Plénière",
        "kind": "plenary",
        "quorum_part": 1,
        "quorum_whole": 2,
        "quorum_threshold": "more_than",
    },
    "institution": {
        "acronym": "MJ",
        "name_fr": "Ministère de la Justice",
        "kind": "ministry",
        "standing": "member",
        "votes": True,
        "level": "public",
        "folded": "mj",
    },
    "person": {
        "name_latin": "Salma Alaoui",
        "name_arabic": "سلمى العلوي",
        "role": "member",
        "level": "internal",
        "folded": "",
    },
    "meeting": {
        "number": "REU-2021-001",
        "serial": 2021000001,
        "title_fr": "Session",
        "kind": "ordinary_session",
        "start": DAY,
        "mode": "in_person",
        "status": "held",
        "minutes_status": "draft",
        "second_call": False,
        "level": "internal",
        "folded": "session",
    },
    "agenda_item": {"meeting_id": IDS["meeting"], "position": 1, "title_ar": "البريد الإلكتروني", "kind": "discussion"},
    "decision": {
        "number": "DEC-2021-001",
        "serial": 2021000001,
        "meeting_id": IDS["meeting"],
        "text_fr": "Décidé",
        "method": "consensus",
        "level": "internal",
        "folded": "",
    },
    "recommendation": {
        "number": "REC-2021-001",
        "serial": 2021000001,
        "title_fr": "Former",
        "priority": "high",
        "position": "accepted",
        "status": "in_progress",
        "meeting_id": IDS["meeting"],
        "level": "internal",
        "folded": "former",
    },
    "addressee": {"recommendation_id": IDS["recommendation"], "institution_id": IDS["institution"], "order": 1},
    "action": {
        "number": "ACT-2021-001",
        "serial": 2021000001,
        "title_fr": "Équiper les tribunaux",
        "lead_id": IDS["institution"],
        "priority": "high",
        "due": DAY,
        "status": "in_progress",
        "progress": 40,
        "level": "internal",
        "folded": "equiper",
    },
    "action_recommendation": {"action_id": IDS["action"], "recommendation_id": IDS["recommendation"], "order": 1},
    "progress_update": {
        "action_id": IDS["action"],
        "reported_on": DAY,
        "status": "in_progress",
        "progress": 40,
        "channel": "form",
        "narrative_fr": "Deux tribunaux équipés",
    },
    "attendance": {
        "meeting_id": IDS["meeting"],
        "institution_id": IDS["institution"],
        "person_id": IDS["person"],
        "capacity": "member",
        "presence": "present",
        "votes": True,
        "position": 1,
    },
}

GONE = {"meeting_id": IDS["meeting"], "position": 2, "title_fr": "Retiré", "kind": "discussion"}


@contextmanager
def engine_of(location: str) -> Iterator[sa.Engine]:
    engine = sa.create_engine(location if "://" in location else f"sqlite:///{location}")
    try:
        yield engine
    finally:
        engine.dispose()


def make_first_version(location: str) -> None:
    """A register as the first version made it, one record of each kind, and a journal that tells of two of them."""
    with engine_of(location) as engine, engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"pragma application_id = {sqlite_file.APPLICATION_ID}")
        config = migrations._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        tables = sa.MetaData()
        tables.reflect(connection)
        for kind, values in ROWS.items():
            connection.execute(sa.insert(tables.tables[kind]).values(id=IDS[kind], **values))
        step = {"at": dt.datetime(2021, 3, 1), "who": "salma", "channel": "form", "label": journal.pack_message(STEP)}
        connection.execute(sa.insert(journal.Step.__table__).values(id=1, **step))  # type: ignore[arg-type]
        lines = (
            ("action", IDS["action"], "altered", "progress", 10, 40),
            ("agenda_item", IDS["gone"], "removed", None, GONE, None),
        )
        names = ("kind", "record_id", "operation", "field", "old", "new")
        connection.execute(
            sa.insert(journal.Change.__table__),  # type: ignore[arg-type]
            [{"id": place, "step_id": 1} | dict(zip(names, line, strict=True)) for place, line in enumerate(lines, 1)],
        )
        if engine.dialect.name == "postgresql":
            for table in ("step", "change"):
                connection.execute(sa.text(f"select setval('{table}_id_seq', 10)"))


def contents(location: str) -> dict[str, list[dict[str, Any]]]:
    with engine_of(location) as engine, engine.connect() as connection:
        tables = sa.MetaData()
        tables.reflect(connection, only=[*ROWS, "step", "change"], resolve_fks=False)
        return {
            name: [dict(row) for row in connection.execute(sa.select(table).order_by(table.c.id)).mappings()]
            for name, table in tables.tables.items()
        }


def test_a_first_register_loses_nothing_on_its_way_to_this_version(free_location: str) -> None:
    make_first_version(free_location)
    before = contents(free_location)
    Register.open(free_location).close()
    after = contents(free_location)
    for name, rows in before.items():
        # The journal goes on: the rules of the country that the new version added are its last step.
        kept = after[name][: len(rows)] if name in ("step", "change") else after[name]
        for old, row in zip(rows, kept, strict=True):
            assert {name: row[name] for name in old if name not in FOLDED} == {
                name: value for name, value in old.items() if name not in FOLDED
            }
    with engine_of(free_location) as engine, engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("pragma foreign_key_check").all() == []
            assert connection.exec_driver_sql("pragma integrity_check").scalar() == "ok"
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_declared})
        assert compare_metadata(context, schema.METADATA) == []
        assert connection.scalar(sa.text("select version_num from alembic_version")) == schema.REVISION


def test_words_are_folded_and_sorted_as_this_version_does(free_location: str) -> None:
    make_first_version(free_location)
    Register.open(free_location).close()
    [action] = contents(free_location)["action"]
    assert action["folded"].split("\n") == ["act-2021-001", "equiper les tribunaux"]
    assert action["sort_fr"] == sort_key("Équiper les tribunaux", "fr")
    assert action["sort_ar"] == sort_key("Équiper les tribunaux", "ar")


def test_all_that_is_new_works_on_what_is_old(free_location: str) -> None:
    make_first_version(free_location)
    with Register.open(free_location) as register:
        with register.reading() as session:
            assert [hit.id for hit in search(session, "équiper", kinds=["action"])] == [IDS["action"]]
            assert [hit.id for hit in search(session, "بريد")] == [IDS["agenda_item"]]
            assert find_overview(session).actions[ActionStatus.IN_PROGRESS] == 1
            assert find_tracker(session).rows[0].lead == "MJ"
            [line] = journal.list_changes(session, Action, IDS["action"])
            assert (line.old, line.new, line.who) == (10, 40, "salma")
            assert [row.id for row in list_removed(session)] == [IDS["gone"]]
        with register.changing(STEP) as session:
            restore(session, journal.kinds()["agenda_item"], IDS["gone"])
            change_values(session, Action, IDS["action"], {"title": french("Autre")})
        with register.reading() as session:
            assert [item.title.fr for item in session.get_one(Meeting, IDS["meeting"]).agenda] == [None, "Retiré"]
            assert search(session, "autre")
        assert register.undo()
        with register.reading() as session:
            assert search(session, "autre") == [] and search(session, "équiper")
            assert list_action_ids(session, ActionFilter(search="equiper"), "fr") == [IDS["action"]]


def test_the_copy_made_before_is_the_old_register(tmp_path: Path) -> None:
    path = tmp_path / "register.tawsiya"
    make_first_version(str(path))
    before = contents(str(path))
    Register.open(path).close()
    [copy] = tmp_path.glob("register-0001-*.tawsiya")
    assert contents(str(copy)) == before
    with engine_of(str(copy)) as engine, engine.connect() as connection:
        assert connection.scalar(sa.text("select version_num from alembic_version")) == "0001"
    with Register.open(copy) as reopened, reopened.reading() as session:
        assert search(session, "équiper")


def test_a_migration_that_fails_leaves_the_register_as_it_was(
    free_location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_first_version(free_location)
    before = contents(free_location)

    def fail(_session: object) -> None:
        raise RuntimeError("in the middle")

    with monkeypatch.context() as patched:
        patched.setattr("desktop.records.search.index.rebuild", fail)
        with pytest.raises(RuntimeError):
            Register.open(free_location)
    assert contents(free_location) == before
    with engine_of(free_location) as engine, engine.connect() as connection:
        assert connection.scalar(sa.text("select version_num from alembic_version")) == "0001"
        assert not sa.inspect(connection).has_table("search_entry")
    with Register.open(free_location) as register, register.reading() as session:
        assert search(session, "équiper")


@pytest.mark.parametrize(
    ("broken", "mended", "said"),
    [
        (
            "update meeting set \"end\" = '2021-02-23'",
            'update meeting set "end" = null',
            "breaks a rule (meeting REU-2021-001). The end is before the start. Correct",
        ),
        (  # a record without a name is called by what it is a part of
            "update attendance set capacity = 'guest'",
            "update attendance set capacity = 'member'",
            "breaks a rule (attendance REU-2021-001). Only the chair and members vote: observers, experts and guests",
        ),
    ],
)
def test_a_record_that_breaks_a_rule_kept_from_now_on_is_named_and_the_register_is_left_as_it_was(
    free_location: str, broken: str, mended: str, said: str
) -> None:
    make_first_version(free_location)
    write(free_location, broken)
    before = contents(free_location)
    with pytest.raises(Refusal) as refused:
        Register.open(free_location)
    assert said in Language("en").text(refused.value.message)
    assert contents(free_location) == before
    with engine_of(free_location) as engine, engine.connect() as connection:
        assert connection.scalar(sa.text("select version_num from alembic_version")) == "0001"
    write(free_location, mended)
    with Register.open(free_location) as register, register.reading() as session:
        assert search(session, "équiper")


def write(location: str, statement: str) -> None:
    with engine_of(location) as engine, engine.begin() as connection:
        assert connection.execute(sa.text(statement)).rowcount == 1


def test_foreign_keys_are_kept_once_a_register_is_up_to_date(free_location: str) -> None:
    make_first_version(free_location)
    with Register.open(free_location) as register:
        with register.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                assert connection.exec_driver_sql("pragma foreign_keys").scalar() == 1
        with pytest.raises(Refusal), register.changing(STEP) as session:
            session.delete(session.get_one(Institution, IDS["institution"]))


def test_desks_that_get_the_new_version_at_once_bring_the_register_up_to_date_once(empty_postgresql: str) -> None:
    make_first_version(empty_postgresql)
    troubles: list[BaseException] = []

    def open_it() -> None:
        try:
            with Register.open(empty_postgresql) as register, register.reading() as session:
                assert search(session, "équiper")
        except BaseException as trouble:
            troubles.append(trouble)

    desks = [threading.Thread(target=open_it) for _ in range(3)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join(60)
    assert troubles == []
    with Register.open(empty_postgresql) as register, register.reading() as session:
        assert len(list_terms(session)) == len(load_country("MA").terms)
        assert len(list_holidays(session)) == len(load_country("MA").holidays)


@pytest.mark.parametrize(
    ("first", "last", "anew"),
    [("0005", "0006", False), ("0004", "0006", True), ("0006", "0007", True), ("0006", "0006", False)],
)
def test_words_are_made_anew_where_one_of_the_steps_asks_for_it(
    free_location: str, monkeypatch: pytest.MonkeyPatch, first: str, last: str, anew: bool
) -> None:
    with engine_of(free_location) as engine, engine.begin() as connection:
        monkeypatch.setattr(schema, "REVISION", first)
        migrations.upgrade(connection)
        monkeypatch.setattr(schema, "REVISION", last)
        assert migrations.upgrade(connection) is anew


def test_a_step_that_leaves_words_alone_leaves_the_index_as_it_is(
    location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine_of(location) as engine, engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("set local tawsiya.flush = 'on'"))
        connection.execute(sa.text("update alembic_version set version_num = '0006'"))
        entries = connection.execute(sa.text("select * from search_entry order by id")).all()

    def step(connection: sa.Connection) -> bool:
        connection.execute(sa.text("update alembic_version set version_num = :last"), {"last": schema.REVISION})
        return False

    monkeypatch.setattr(migrations, "upgrade", step)
    with Register.open(location) as register, register.reading() as session:
        assert session.execute(sa.text("select * from search_entry order by id")).all() == entries
        assert entries


STEPS = sorted((Path(migrations.__file__).parent / "versions").glob("[0-9]*.py"))


@pytest.mark.parametrize("step", STEPS, ids=[step.stem for step in STEPS])
def test_a_migration_knows_no_model(step: Path) -> None:
    """Models change; what a migration did to a register years ago does not."""
    assert "desktop" not in step.read_text(encoding="utf-8")

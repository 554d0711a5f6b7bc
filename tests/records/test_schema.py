"""The migrations make exactly the schema that the models declare."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from desktop.records import journal, migrations, schema
from desktop.records.register import Register


def test_the_migrated_schema_is_that_of_the_models(register: Register) -> None:
    with register.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "compare_server_default": True, "include_name": is_declared},
        )
        assert compare_metadata(context, schema.METADATA) == []


def is_declared(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a model declares it: the words of the search lie in tables that each database has of its own kind."""
    return not (kind == "table" and str(name).startswith("search_index"))


def test_every_check_of_the_models_is_in_the_migrated_schema(register: Register) -> None:
    inspector = sa.inspect(register.engine)
    for table in schema.METADATA.sorted_tables:
        checks = {
            str(check.name): check
            for check in table.constraints
            if isinstance(check, sa.CheckConstraint) and check.name
        }
        found = {check["name"]: check["sqltext"] for check in inspector.get_check_constraints(table.name)}
        assert set(found) == set(checks), table.name
        if register.engine.dialect.name == "sqlite":  # which keeps the text as it was written
            told = {name: str(check.sqltext) for name, check in checks.items() if " IN (" not in str(check.sqltext)}
            assert {name: found[name] for name in told} == told


def test_the_last_migration_is_the_one_a_register_says_it_is_at() -> None:
    assert ScriptDirectory.from_config(migrations._config()).get_heads() == [schema.REVISION]


def test_a_register_keeps_foreign_keys_on_and_writes_ahead(register_file: object) -> None:
    with Register.open(str(register_file)) as register, register.engine.connect() as connection:
        pragmas = {name: connection.exec_driver_sql(f"pragma {name}").scalar() for name in PRAGMAS}
    assert pragmas == PRAGMAS


PRAGMAS = {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "application_id": 0x54575359}


def test_every_table_is_journalled_but_those_that_are_no_records() -> None:
    unjournalled = {
        "change", "content", "content_part", "counter", "search_entry", "step",
    }  # fmt: skip
    assert set(schema.METADATA.tables) - set(journal.kinds()) == unjournalled

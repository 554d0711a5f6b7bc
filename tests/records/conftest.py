"""Registers for the tests of the records: empty ones on SQLite and on PostgreSQL, and the demonstration."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from desktop.records.demonstration.demonstration import create_demonstration
from desktop.records.register import Register
from desktop.records.schema import METADATA

TABLES = (*METADATA.tables, "search_index", "alembic_version")


@pytest.fixture(params=["sqlite", "postgresql"])
def free_location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a register can be made: a path that is free, then the address of an empty PostgreSQL database."""
    if request.param == "sqlite":
        return str(tmp_path / "register.tawsiya")
    return request.getfixturevalue("empty_postgresql")


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new Moroccan register is: a file, then a PostgreSQL database; as one made once a run."""
    if request.param == "sqlite":
        yield str(shutil.copyfile(request.getfixturevalue("new_register_file"), tmp_path / "register.tawsiya"))
        return
    address: str = request.getfixturevalue("new_register_address")
    yield address
    with psycopg.connect(address.replace("+psycopg", "")) as server:
        # Copying a database takes half a second; putting its few rows back takes none.
        server.execute("set session_replication_role = replica")  # foreign keys look away
        for table in TABLES:
            names = {"here": sql.Identifier("public", table), "kept": sql.Identifier("kept", table)}
            server.execute(sql.SQL("delete from {here}").format(**names))
            server.execute(sql.SQL("insert into {here} select * from {kept}").format(**names))


@pytest.fixture
def register(location: str) -> Iterator[Register]:
    """A new Moroccan register, once on SQLite and once on PostgreSQL."""
    with Register.open(location) as opened:
        yield opened


@pytest.fixture
def register_file(new_register_file: Path, tmp_path: Path) -> Path:
    """The closed file of a new register."""
    return shutil.copyfile(new_register_file, tmp_path / "register.tawsiya")


@pytest.fixture
def demonstration(demonstration_file: Path, tmp_path: Path) -> Iterator[Register]:
    """The demonstration register, open; a copy of this test's own."""
    with Register.open(shutil.copyfile(demonstration_file, tmp_path / "demonstration.tawsiya")) as opened:
        yield opened


# --- made once a run: nobody writes into these -----------------------------------------------------------------------


@pytest.fixture(scope="session")
def new_register_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("new") / "register.tawsiya"
    Register.create(path, country_code="MA", language="fr").close()
    return path


@pytest.fixture(scope="session")
def new_register_address(postgresql_url: str) -> str:
    """The address of a register on PostgreSQL, with a copy of each table in the schema ``kept``."""
    with psycopg.connect(postgresql_url.replace("+psycopg", ""), autocommit=True) as server:
        server.execute("create database new_register")
    address = postgresql_url.replace("/postgres?", "/new_register?")
    Register.create(address, country_code="MA", language="fr").close()
    with psycopg.connect(address.replace("+psycopg", "")) as server:
        server.execute("create schema kept")
        for table in TABLES:
            names = {"here": sql.Identifier("public", table), "kept": sql.Identifier("kept", table)}
            server.execute(sql.SQL("create table {kept} as table {here}").format(**names))
    return address


@pytest.fixture(scope="session")
def demonstration_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demonstration") / "demonstration.tawsiya"
    create_demonstration(path, "fr").close()
    return path

"""A register is made, opened and closed; what is none, or is damaged, is refused and left as it was."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy import exc

from desktop.language import Refusal
from desktop.records import guard, schema, sqlite_file
from desktop.records.address import PasswordNeeded, with_password, without_password
from desktop.records.base import change_values
from desktop.records.commission.commission import find_commission, list_pillars
from desktop.records.follow_up.action import Action
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids
from desktop.records.people.body import list_bodies
from desktop.records.people.institution import InstitutionFilter, list_institution_ids
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import STEP

ROOT = Path(__file__).parent.parent.parent


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder, by name, with a hash of what it holds."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused(location: str | Path) -> str:
    with pytest.raises(Refusal) as caught:
        Register.open(location)
    return str(caught.value)


# --- making and opening -----------------------------------------------------------------------------------------------


def test_a_new_register_holds_its_commission_its_plenary_its_pillars_and_no_step_to_undo(free_location: str) -> None:
    with Register.create(free_location, country_code="TN", language="ar") as register, register.reading() as session:
        commission = find_commission(session)
        assert (commission.country, commission.language) == ("TN", "ar")
        assert commission.name.missing() == []
        assert len(list_bodies(session)) == 1
        assert len(list_pillars(session)) >= 4
        assert not register.can_undo


def test_what_was_written_is_there_when_the_register_is_opened_again(location: str) -> None:
    with Register.open(location) as register:
        action_id = sample.new_action_id(register)
    with Register.open(location) as register, register.reading() as session:
        assert list_action_ids(session, ActionFilter(), "fr") == [action_id]


@pytest.mark.parametrize("country", ["MA", "TN", "JO", "LB", "MD", "ma"])
def test_a_register_can_be_made_for_every_country(tmp_path: Path, country: str) -> None:
    with Register.create(tmp_path / "r.tawsiya", country_code=country, language="en") as register:
        action_id = sample.new_action_id(register)
        with register.reading() as session:
            assert session.get_one(Action, action_id).number


@pytest.mark.parametrize("country", ["XX", "", "../MA"])
def test_a_country_that_is_not_known_is_refused_and_nothing_is_made(tmp_path: Path, country: str) -> None:
    with pytest.raises(Refusal):
        Register.create(tmp_path / "r.tawsiya", country_code=country, language="fr")
    assert contents(tmp_path) == {}


def test_making_and_closing_leaves_one_file_and_nothing_beside_it(tmp_path: Path) -> None:
    Register.create(tmp_path / "r.tawsiya", country_code="MA", language="fr").close()
    assert list(contents(tmp_path)) == ["r.tawsiya"]


def test_a_closed_register_can_be_moved_and_opened_where_it_is_now(register_file: Path, tmp_path: Path) -> None:
    moved = register_file.rename(tmp_path / "déménagé محضر #1?.tawsiya")
    with Register.open(moved) as register, register.reading() as session:
        assert find_commission(session).country == "MA"


def test_opening_and_reading_changes_no_byte(register_file: Path, tmp_path: Path) -> None:
    before = contents(tmp_path)
    with Register.open(register_file) as register, register.reading() as session:
        find_commission(session)
    assert contents(tmp_path) == before


def test_nothing_is_made_where_something_is(register_file: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Bonjour")
    before = contents(tmp_path)
    for taken in (register_file, tmp_path / "notes.txt", tmp_path):
        with pytest.raises(Refusal):
            Register.create(taken, country_code="MA", language="fr")
    assert contents(tmp_path) == before


def test_nothing_is_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="does not exist"):
        Register.create(tmp_path / "nowhere" / "r.tawsiya", country_code="MA", language="fr")
    assert contents(tmp_path) == {}


def test_a_register_that_cannot_be_finished_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise exc.OperationalError("", None, sqlite3.OperationalError("database or disk is full"))

    monkeypatch.setattr("desktop.records.commission.country.found_commission", full)
    with pytest.raises(Refusal, match="disk is full"):
        Register.create(tmp_path / "r.tawsiya", country_code="MA", language="fr")
    assert contents(tmp_path) == {}


def test_a_database_that_is_not_empty_is_refused_and_kept(empty_postgresql: str) -> None:
    engine = sa.create_engine(empty_postgresql)
    with engine.begin() as connection:
        connection.execute(sa.text("create table theirs (number integer)"))
    with pytest.raises(Refusal, match="not empty"):
        Register.create(empty_postgresql, country_code="MA", language="fr")
    assert sa.inspect(engine).get_table_names() == ["theirs"]
    engine.dispose()
    assert "not a register" in refused(empty_postgresql)


def test_a_server_that_does_not_answer_is_a_sentence_without_the_password(tmp_path: Path) -> None:
    said = refused(f"postgresql://salma:secret@/register?host={tmp_path}")
    assert "does not answer" in said and "secret" not in said


def test_an_address_that_is_none_is_refused() -> None:
    assert "not a database address" in refused("postgresql://salma@server:port/register")


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://salma:secret@server/register",
        "postgresql://salma:secret/with:odd@server:5433/register?sslmode=require",
        "postgresql+psycopg://salma@/register?host=%2Ftmp&password=secret",
        "postgresql://salma:p%40secret@server/register?sslpassword=secret",
    ],
)
def test_the_location_of_a_register_holds_no_password(register: Register, address: str) -> None:
    location = Register(address, register.engine).location
    assert "secret" not in location and "salma@" in location and "/register" in location
    assert without_password(location) == location
    assert sa.make_url(with_password(location, "p@ss/wörd:")).password == "p@ss/wörd:"


def test_a_path_is_kept_as_it_is() -> None:
    assert without_password("C:\\Registres\\salma:secret@commission.tawsiya") == (
        "C:\\Registres\\salma:secret@commission.tawsiya"
    )


@pytest.fixture
def guarded_address(empty_postgresql: str, postgresql_url: str) -> Iterator[str]:
    """A register on a server that asks Salma for her password, which is "secret"; the address names none."""
    Register.create(empty_postgresql, country_code="MA", language="fr").close()
    with psycopg.connect(postgresql_url.replace("+psycopg", ""), autocommit=True) as server:
        [file] = server.execute("show hba_file").fetchone() or ("",)
        rules = Path(file).read_text(encoding="utf-8")
        server.execute("create role salma superuser login password 'secret'")
        Path(file).write_text(f"local all salma scram-sha-256\n{rules}", encoding="utf-8")
        server.execute("select pg_reload_conf()")
        yield empty_postgresql.replace("tawsiya@", "salma@")
        Path(file).write_text(rules, encoding="utf-8")
        server.execute("select pg_reload_conf()")
        server.execute("drop role salma")


def test_a_server_that_asks_for_a_password_is_a_sentence_and_the_password_opens_it(
    guarded_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in (guarded_address, with_password(guarded_address, "wrong")):
        with pytest.raises(PasswordNeeded, match="asks for a password"):
            Register.open(address)
    with Register.open(with_password(guarded_address, "secret")) as register:
        assert sa.make_url(register.location) == sa.make_url(guarded_address)
        with register.changing(STEP) as session:
            sample.new_institution(session)
    monkeypatch.setenv("PGPASSWORD", "secret")
    Register.open(guarded_address).close()


def test_a_user_who_may_not_change_the_tables_is_told_so(empty_postgresql: str) -> None:
    Register.create(empty_postgresql, country_code="MA", language="fr").close()
    with psycopg.connect(empty_postgresql.replace("+psycopg", ""), autocommit=True) as server:
        server.execute("create role reader login")
        server.execute("grant select on all tables in schema public to reader")
        try:
            with Register.open(empty_postgresql.replace("tawsiya@", "reader@")) as register:
                with register.reading() as session:
                    assert list_pillars(session)
                with pytest.raises(Refusal, match="does not allow"), register.changing(STEP) as session:
                    sample.new_institution(session)
        finally:
            server.execute("drop owned by reader")
            server.execute("drop role reader")


# --- what is no register ----------------------------------------------------------------------------------------------


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("create table theirs (number integer)")
    connection.close()


def marked_database(path: Path) -> None:
    """Somebody's database that happens to carry our mark."""
    with sqlite3.connect(path) as connection:
        connection.execute("pragma application_id = 0x54575359")
        connection.execute("create table theirs (number integer)")
    connection.close()


def marked_garbage(path: Path) -> None:
    """The first hundred bytes of a register and then nothing but noise, as long as the header says."""
    with Register.create(path, country_code="MA", language="fr"):
        pass
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + bytes(range(256)) * (len(whole) // 256) + whole[: (len(whole) - 100) % 256])


NO_REGISTERS: dict[str, Callable[[Path], object]] = {
    "text": lambda path: path.write_text("Procès-verbal de la réunion"),
    "empty": lambda path: path.touch(),
    "binary": lambda path: path.write_bytes(os.urandom(5000)),
    "another database": other_database,
    "another database with our mark": marked_database,
    "noise behind our header": marked_garbage,
    "folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("make", NO_REGISTERS.values(), ids=NO_REGISTERS.keys())
def test_what_is_no_register_is_refused_and_left_as_it_was(tmp_path: Path, make: Callable[[Path], object]) -> None:
    path = tmp_path / "r.tawsiya"
    make(path)
    before = contents(tmp_path)
    assert str(path) in refused(path)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("path", ["missing.tawsiya", "nowhere/missing.tawsiya"])
def test_a_register_that_is_not_there_is_not_made_by_opening_it(tmp_path: Path, path: str) -> None:
    assert "no register at" in refused(tmp_path / path)
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("length", [1, 15, 16, 99, 100, 101, 4095, 4096, 4097, 0.1, 0.5, 0.9, -4096, -1])
def test_a_truncated_register_is_refused_and_left_as_it_was(register_file: Path, tmp_path: Path, length: float) -> None:
    whole = register_file.read_bytes()
    kept = int(length * len(whole)) if isinstance(length, float) else length
    register_file.write_bytes(whole[:kept])
    before = contents(tmp_path)
    assert "a part of it is missing" in refused(register_file)
    assert contents(tmp_path) == before


def test_a_register_of_a_newer_version_is_refused_and_left_as_it_was(location: str, tmp_path: Path) -> None:
    with (
        Register.open(location) as register,
        register.engine.execution_options(**{guard.OPEN: True}).begin() as connection,
    ):
        connection.execute(sa.text("update alembic_version set version_num = '9999'"))
    before = contents(tmp_path)
    assert "newer version" in refused(location)
    assert contents(tmp_path) == before


# --- places that cannot be written ------------------------------------------------------------------------------------


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder anybody can enter; pytest's own are for their owner only."""
    folder = Path(tempfile.mkdtemp(prefix="tawsiya-"))
    folder.chmod(0o755)
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(folder)


def said_to_somebody_else(work: str, path: Path) -> str:
    """What is said when somebody without rights on the files runs ``work``."""
    program = f"""
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        from desktop.records.register import Register
        from desktop.language import Refusal
        path = {str(path)!r}
        try:
            {work}
        except Refusal as refusal:
            print(refusal)
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    if os.getuid() == 0:
        # Root may read and write everywhere; this root is bound by the rights of its files like anybody else.
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize("mode", ["file", "folder"])
def test_a_register_that_may_not_be_written_is_refused_and_left_as_it_was(
    register_file: Path, open_folder: Path, mode: str
) -> None:
    path = shutil.copyfile(register_file, open_folder / "r.tawsiya")
    path.chmod(0o444 if mode == "file" else 0o666)
    open_folder.chmod(0o777 if mode == "file" else 0o555)
    before = contents(open_folder)
    assert "cannot be written" in said_to_somebody_else("Register.open(path)", path)
    assert contents(open_folder) == before


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_register_that_may_not_be_read_is_refused(register_file: Path, open_folder: Path) -> None:
    path = shutil.copyfile(register_file, open_folder / "r.tawsiya")
    path.chmod(0o000)
    assert "cannot be read" in said_to_somebody_else("Register.open(path)", path)


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_no_register_is_made_where_one_may_not_write(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    work = "Register.create(path, country_code='MA', language='fr')"
    assert "cannot be written" in said_to_somebody_else(work, open_folder / "r.tawsiya")
    assert contents(open_folder) == {}


# --- several at once --------------------------------------------------------------------------------------------------


def test_a_writer_waits_for_another_and_both_changes_are_there(location: str) -> None:
    with Register.open(location) as first, Register.open(location) as second:
        began, ended = threading.Event(), threading.Event()

        def write_second() -> None:
            began.wait(10)
            with second.changing(STEP) as session:
                sample.new_institution(session, "B")
            ended.set()

        writer = threading.Thread(target=write_second)
        writer.start()
        with first.changing(STEP) as session:
            sample.new_institution(session, "A")
            began.set()
        writer.join(10)
        assert ended.is_set()
        with first.reading() as session:
            assert len(list_institution_ids(session, InstitutionFilter(), "fr")) == 2


def test_a_writer_who_waits_too_long_is_told_and_nothing_changes(
    register_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.records.sqlite_file._BUSY_MILLISECONDS", 50)
    with Register.open(register_file) as first, Register.open(register_file) as second:
        with first.changing(STEP) as session:
            sample.new_institution(session, "A")
            with pytest.raises(Refusal, match="Somebody else"), second.changing(STEP) as other:
                sample.new_institution(other, "B")
        with second.reading() as session:
            assert len(list_institution_ids(session, InstitutionFilter(), "fr")) == 1


def test_a_reader_sees_one_state_while_somebody_writes(location: str) -> None:
    with Register.open(location) as register, Register.open(location) as other, register.reading() as session:
        assert list_institution_ids(session, InstitutionFilter(), "fr") == []
        with other.changing(STEP) as writing:
            sample.new_institution(writing, "A")
        assert list_institution_ids(session, InstitutionFilter(), "fr") == []


def test_two_desks_that_give_the_same_acronym_at_once_end_with_one_institution(empty_postgresql: str) -> None:
    with (
        Register.create(empty_postgresql, country_code="MA", language="fr") as first,
        Register.open(empty_postgresql) as second,
    ):
        outcome: list[str] = []

        def write_second() -> None:
            try:
                with second.changing(STEP) as session:
                    sample.new_institution(session, "MJ")
            except Refusal as refusal:
                outcome.append(str(refusal))

        with first.changing(STEP) as session:
            sample.new_institution(session, "MJ")
            writer = threading.Thread(target=write_second)
            writer.start()
            writer.join(0.3)  # it waits for the first to end
        writer.join(10)
        assert len(outcome) == 1 and "already" in outcome[0]


def test_a_change_of_what_somebody_removed_meanwhile_is_refused(location: str) -> None:
    with Register.open(location) as register, Register.open(location) as other:
        action_id = sample.new_action_id(other)
        other.undo()
        with pytest.raises(Refusal, match="no longer in the register"), register.changing(STEP) as session:
            change_values(session, Action, action_id, {"progress": 10})


def test_a_register_filled_by_one_process_is_read_by_another(register_file: Path) -> None:
    program = f"""
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        from desktop.records.register import Register
        from tests.records import sample
        with Register.open({str(register_file)!r}) as register:
            sample.new_action_id(register)
            import os; os._exit(0)  # as when the power goes: the write-ahead log stays
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(program)], check=True)
    assert register_file.with_name(register_file.name + "-wal").exists()
    with Register.open(register_file) as register, register.reading() as session:
        assert len(list_action_ids(session, ActionFilter(), "fr")) == 1


# --- migrations -------------------------------------------------------------------------------------------------------


def test_a_register_of_an_older_version_is_copied_before_it_is_brought_up_to_date(
    register_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Register.open(register_file) as register:
        action_id = sample.new_action_id(register)
    copies = f"*-{schema.REVISION}-*.tawsiya"
    monkeypatch.setattr(schema, "REVISION", "9999")
    upgraded: list[Path] = []
    monkeypatch.setattr("desktop.records.migrations.upgrade", lambda engine: upgraded.extend(tmp_path.glob(copies)))

    Register.open(register_file).close()

    assert len(upgraded) == 1, "the copy is made before the first migration"
    monkeypatch.undo()
    with Register.open(upgraded[0]) as copy, copy.reading() as session:
        assert list_action_ids(session, ActionFilter(), "fr") == [action_id]


def test_a_migration_that_fails_changes_nothing_and_leaves_the_copy(
    register_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: sa.Connection) -> None:
        connection.execute(sa.text("drop table action_support"))
        raise exc.OperationalError("", None, sqlite3.OperationalError("database or disk is full"))

    monkeypatch.setattr(schema, "REVISION", "9999")
    monkeypatch.setattr("desktop.records.migrations.upgrade", fail)
    before = register_file.read_bytes()
    assert "disk is full" in refused(register_file)
    assert register_file.read_bytes() == before
    assert len(list(tmp_path.glob("*.tawsiya"))) == 2


# --- what SQLite counts to choose among its indexes -------------------------------------------------------------------


def counted_tables(path: Path) -> set[str]:
    """The tables of which SQLite knows how much there is."""
    with closing(sqlite3.connect(path)) as file:
        known = file.execute("select 1 from sqlite_master where name = 'sqlite_stat1'").fetchone()
        return {name for (name,) in file.execute("select distinct tbl from sqlite_stat1")} if known else set()


def test_what_a_register_holds_is_counted_as_it_is_closed(register_file: Path) -> None:
    with Register.open(register_file) as register:
        sample.new_action_id(register, "Former")
        with register.reading() as session:
            assert len(list_action_ids(session, ActionFilter(), "fr")) == 1
    assert "action" in counted_tables(register_file)


def test_what_was_written_in_bulk_is_counted_at_once(register_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "_MANY_ROWS", 20)
    with Register.open(register_file) as register:
        with register.changing(STEP) as session:
            sample.new_action(session, "Former")
        assert "action" not in counted_tables(register_file), "a few rows are counted as the register is closed"
        with register.changing(STEP) as session:
            for place in range(20):
                sample.new_action(session, f"Former {place}")
        assert "action" in counted_tables(register_file)
        with pytest.raises(guard.Unjournalled), register.reading() as session:
            session.execute(sa.text("delete from action"))


def test_closing_waits_for_nobody_who_writes(register_file: Path) -> None:
    register = Register.open(register_file)
    sample.new_action_id(register, "Former")
    with register.reading() as session:
        assert len(list_action_ids(session, ActionFilter(), "fr")) == 1
    with closing(sqlite3.connect(register_file, isolation_level=None)) as other:
        other.execute("begin immediate")
        register.close()
        other.execute("rollback")
    assert "action" not in counted_tables(register_file), "it is counted another time"

"""A register: one SQLite file, or a database of an office PostgreSQL. Made, opened, read, changed and closed here.

Whoever reads asks for :meth:`Register.reading`, whoever changes for :meth:`Register.changing`; there is no other way to
a session, and the second always brings the journal with it.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.orm import Session, sessionmaker

from desktop.codes import Channel
from desktop.language import LanguageCode, Message, Refusal, message
from desktop.paths import replacing
from desktop.records import guard, journal, schema, sqlite_file
from desktop.records.address import PasswordNeeded, database_address, without_password
from desktop.records.commission import country
from desktop.records.search import index as search_index


class Register:
    """An open register. Make one with :meth:`create` or :meth:`open`; it is its own context manager."""

    def __init__(self, location: str, engine: sa.Engine) -> None:
        self.location = without_password(location)
        """The path or the address it is opened by; it can be shown and kept, as no password is in it."""
        self._engine = engine
        # PostgreSQL would show each statement a newer state; SQLite's readers see one by themselves.
        one_state = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True} if _is_shared(engine) else {}
        self._readers = sessionmaker(engine.execution_options(**one_state), expire_on_commit=False)
        self._writers = sessionmaker(
            engine.execution_options(**{guard.WRITES: True}), class_=guard.JournalledSession, expire_on_commit=False
        )
        self._done: list[int] = []
        self._undone: list[int] = []
        self._set_aside: list[int] = []
        """What was undone before something else was done: no longer next in turn, but still to be asked for."""

    # --- making, opening, closing ------------------------------------------------------------------------------------

    @classmethod
    def create(cls, location: str | Path, *, country_code: str, language: LanguageCode) -> Register:
        """Make a new register for a commission of a country, and open it.

        ``location`` is a path, or a ``postgresql://`` address of an empty database. A file appears only once it is
        whole. Raises :class:`Refusal` where it cannot be made.
        """
        rules = country.load_country(country_code)
        address = database_address(location)
        if address is not None:
            register = cls(str(location), _engine(address))
            try:
                with register._troubles():
                    if sa.inspect(register._engine).get_table_names():
                        raise Refusal(message("The database is not empty. It was left as it is."))
                    _migrate(register._engine)
                    register._found(rules, language)
            except BaseException:
                register.close()
                raise
            return register
        path = Path(location)
        sqlite_file.check_new_file(path)
        try:
            with replacing(path) as aside:
                aside.unlink()
                register = cls(str(path), _engine(_file_url(aside)))
                try:
                    with register._troubles():
                        with register._engine.connect() as connection:
                            sqlite_file.mark_as_register(_driver(connection))
                        _migrate(register._engine)
                        register._found(rules, language)
                finally:
                    register.close()
        except OSError as error:
            raise sqlite_file.unwritable(path) from error
        return cls.open(path)

    @classmethod
    def open(cls, location: str | Path) -> Register:
        """Open a register; one made by an older version is copied first, then brought up to date.

        Raises :class:`Refusal` where it is no register, is damaged, cannot be written or was made by a newer version.
        """
        address = database_address(location)
        if address is None:
            path = Path(location).absolute()
            sqlite_file.check_register_file(path)
            address, location = _file_url(path), path
        register = cls(str(location), _engine(address))
        try:
            with register._troubles():
                register._bring_up_to_date()
        except BaseException:
            register.close()
            raise
        return register

    def close(self) -> None:
        """Let go of the file: on Windows it could not be moved or replaced otherwise."""
        self._engine.dispose()

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _bring_up_to_date(self) -> None:
        with self._engine.connect() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                raise Refusal(message("{path} is not a register of Tawsiya. It was left as it is.", path=self.location))
            revision = connection.scalar(sa.text("select version_num from alembic_version"))
        if revision == schema.REVISION:
            return
        from desktop.records.migrations import is_older

        if not is_older(str(revision)):
            raise Refusal(
                message(
                    "The register {path} was made by a newer version of Tawsiya. It was left as it is: "
                    "install that version to open it.",
                    path=self.location,
                )
            )
        if self.path is not None:
            stamp = dt.datetime.now().strftime("%Y%m%d-%H%M%S")
            copy = self.path.with_name(f"{self.path.stem}-{revision}-{stamp}{self.path.suffix}")
            try:
                with replacing(copy) as aside:
                    sqlite_file.copy_file(self.path, aside)
            except (OSError, sqlite3.Error) as error:
                raise sqlite_file.unwritable(copy) from error
        _migrate(self._engine)
        with self.changing(message("Rules of the country added"), Channel.MIGRATION) as session:
            country.complete_own_rules(session)
        self.forget_steps()

    def _found(self, rules: country.Country, language: LanguageCode) -> None:
        label = message("Register made")
        with self.changing(label, Channel.COMMAND) as session:
            country.found_commission(session, rules, language)
        self.forget_steps()

    # --- reading and changing ----------------------------------------------------------------------------------------

    @property
    def path(self) -> Path | None:
        """The register's file; none on PostgreSQL."""
        return None if database_address(self.location) is not None else Path(self.location)

    @property
    def engine(self) -> sa.Engine:
        """For the tests of the schema only; whoever has work to do asks for a session."""
        return self._engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the register and changes nothing."""
        with self._troubles(), self._readers() as session:
            yield session
            session.rollback()

    def interrupter(self, session: Session) -> Callable[[], object]:
        """What another thread calls to have the database give up what it does for ``session``; there an error says so.

        Only while the session is open: later its connection may be doing something for another one.
        """
        driver = _driver(session.connection())
        # sqlite3 calls it "interrupt", psycopg "cancel".
        return driver.interrupt if isinstance(driver, sqlite3.Connection) else driver.cancel

    @contextmanager
    def changing(self, label: Message, channel: Channel = Channel.FORM, *, goes_on: bool = False) -> Iterator[Session]:
        """A session whose changes all come true together, or none: one step in the journal, called ``label``.

        With ``goes_on`` it goes on with the last step, where that was called the same and altered the same record: the
        two are one step then. So a text that is saved while it is written is undone as a whole.
        Raises :class:`Refusal` where a rule forbids a change; then nothing has changed.
        """
        pen = journal.pen_of_this_user(label, channel)
        pen.goes_on = self._done[-1] if goes_on and self._done else None
        with self._writing(pen) as session:
            yield session
        if pen.step is not None:
            if pen.took_in:
                self._done.pop()
            self._done.append(pen.step)
            self._set_aside += self._undone
            self._undone.clear()

    @contextmanager
    def _writing(self, pen: journal.Pen) -> Iterator[Session]:
        with self._troubles(), self._writers() as session:
            session.info["pen"] = pen
            journal.attend(session)
            search_index.attend(session)
            guard.attend(session)
            yield session
            session.commit()

    # --- undo --------------------------------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def next_undo(self) -> Message | None:
        """What :meth:`undo` would undo, or None where there is nothing."""
        return self._label(self._done)

    def next_redo(self) -> Message | None:
        """What :meth:`redo` would do again, or None where there is nothing."""
        return self._label(self._undone)

    @property
    def steps_done(self) -> list[int]:
        """The steps made since the register was opened and not undone, the newest first; see ``history.list_steps``."""
        return self._done[::-1]

    @property
    def steps_undone(self) -> list[int]:
        """The steps that undid one since the register was opened, the newest first: each can be redone."""
        return sorted(self._undone + self._set_aside, reverse=True)

    def undo(self, step: int | None = None) -> Message | None:
        """Undo a step made since the register was opened, the last one where none is named, with all that it touched.

        Gives what the step did, or None where there is none. Raises :class:`~desktop.records.journal.Overtaken` where a
        later step stands on top of it; then nothing is undone.
        """
        return self._reverse(step, self._done, self._undone)

    def redo(self, step: int | None = None) -> Message | None:
        """Do again what one of :attr:`steps_undone` undid, the last one where none is named; like :meth:`undo`."""
        steps = self._set_aside if step in self._set_aside else self._undone
        return self._reverse(step, steps, self._done)

    def forget_steps(self) -> None:
        """Leave nothing to undo: what was done so far made the register, and is no step of its user."""
        self._done.clear()
        self._undone.clear()
        self._set_aside.clear()

    def _label(self, steps: list[int]) -> Message | None:
        if not steps:
            return None
        with self.reading() as session:
            return journal.unpack_message(journal.find_step(session, steps[-1]).label)

    def _reverse(self, asked: int | None, steps: list[int], reversed_steps: list[int]) -> Message | None:
        if asked is not None and asked not in steps:
            raise Refusal(
                message("This step is not among those made since the register was opened. Nothing was undone.")
            )
        label = self._label(steps if asked is None else [asked])
        if label is None:
            return None
        step = steps[-1] if asked is None else asked
        pen = journal.pen_of_this_user(label, Channel.UNDO, undoes=step)
        try:
            with self._writing(pen) as session:
                journal.undo_step(session, step)
        except journal.Overtaken:
            if asked is None:
                steps.remove(step)  # or it would stand in the way of the steps before it
            raise
        steps.remove(step)
        if pen.step is not None:
            reversed_steps.append(pen.step)
        return label

    # --- troubles ----------------------------------------------------------------------------------------------------

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        """Turn what a database can suffer into a sentence."""
        try:
            yield
        except exc.DBAPIError as error:
            refusal = _refusal_for(error, self.location)
            if refusal is None:
                raise
            raise refusal from error


def _refusal_for(error: exc.DBAPIError, location: str) -> Refusal | None:
    """The sentence for a driver's error; None where it is our own mistake and belongs in a traceback."""
    said = str(error.orig).lower()
    if isinstance(error, exc.IntegrityError):
        if "foreign key" in said:
            return Refusal(message("Other records still refer to this one, so it stays. Nothing was changed."))
        if "unique" in said:
            said = message("Another record has this name or number already. Nothing was changed.")
            return Refusal(said.at(_unique_column(error)))
        return None
    if "locked" in said or "busy" in said or "deadlock" in said:
        return Refusal(
            message("Somebody else is writing into the register. Nothing was changed: try again in a moment.")
        )
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return sqlite_file.unwritable(location)
    if "malformed" in said or "not a database" in said or "disk i/o error" in said:
        return sqlite_file.truncated(location)
    if "full" in said and "disk" in said:
        return Refusal(message("The disk is full. Nothing was changed: make room and try again."))
    if "must be owner" in said or "permission denied" in said:
        return Refusal(
            message(
                "The database does not allow this to the user you are there. Nothing was changed: ask whoever runs the "
                "office's database server."
            )
        )
    if "no password supplied" in said or "password authentication failed" in said:
        return PasswordNeeded()
    if isinstance(error, exc.OperationalError) and ("connection" in said or "connect" in said):
        return Refusal(message("The office's database server does not answer. Nothing was changed."))
    return None


def _unique_column(error: exc.IntegrityError) -> str:
    """The last column of the rule that was broken: what two records must not have alike."""
    found = re.search(r"failed: .*\.(\w+)$", str(error.orig))  # as SQLite says it
    if found is not None:
        return found[1]
    diagnosis: Any = getattr(error.orig, "diag", None)
    name, table = getattr(diagnosis, "constraint_name", None), getattr(diagnosis, "table_name", None)
    return name.removeprefix(f"uq_{table}_") if name and table else ""


# --- engines ----------------------------------------------------------------------------------------------------------


def _file_url(path: Path) -> sa.URL:
    return sa.URL.create("sqlite", database=str(path))


def _engine(url: sa.URL) -> sa.Engine:
    engine = sa.create_engine(url)
    guard.watch(engine)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", sqlite_file.set_up_connection)
        event.listen(engine, "checkin", sqlite_file.take_stock_if_filled)
        event.listen(engine, "close", sqlite_file.take_stock)
    return engine


def _is_shared(engine: sa.Engine) -> bool:
    return engine.dialect.name == "postgresql"


def _driver(connection: sa.Connection) -> Any:
    return connection.connection.driver_connection


def _migrate(engine: sa.Engine) -> None:
    """Bring the schema and the search up to date in one transaction: either both are, or the register is as it was."""
    from desktop.records.migrations import upgrade

    unguarded = engine.execution_options(**{guard.OPEN: True})
    with unguarded.connect() as connection, _foreign_keys_off(connection), connection.begin():
        if _is_shared(engine):
            # Two desks that get the new version on the same day: the second waits, and then finds nothing to do.
            connection.execute(sa.text("select pg_advisory_xact_lock(:key)"), {"key": sqlite_file.APPLICATION_ID})
        if upgrade(connection):
            with Session(connection) as session:
                search_index.rebuild(session)
                session.flush()
        guard.install(connection)
        if not _is_shared(engine):
            lost = connection.exec_driver_sql("pragma foreign_key_check").first()
            assert lost is None, f"a migration lost what this row refers to: {lost}"


@contextmanager
def _foreign_keys_off(connection: sa.Connection) -> Iterator[None]:
    """Let a table be made anew on SQLite though others refer to it; to be asked for before a transaction begins."""
    driver = _driver(connection)
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    driver.execute("pragma foreign_keys = off")
    try:
        yield
    finally:
        driver.execute("pragma foreign_keys = on")

"""How the schema came to be, step by step (Alembic). A new register takes every step; an old one the rest."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from desktop.language import Message, Refusal, message
from desktop.records import schema
from desktop.records.journal import kinds
from desktop.records.names import name_of


def upgrade(connection: sa.Connection) -> bool:
    """Bring a register's schema up to this version's, within the caller's transaction.

    Whether the words of records have to be made anew after it: a migration that says ``words = False`` of itself, one
    that adds indexes or checks, leaves them as they are; and where no step was left to take, they are.

    Raises :class:`Refusal` where a record in it breaks a rule that the database keeps from now on.
    """
    config = _config()
    config.attributes["connection"] = connection
    config.attributes["refuse"] = partial(_refuse, connection)
    before = MigrationContext.configure(connection).get_current_revision()
    command.upgrade(config, schema.REVISION)
    steps = ScriptDirectory.from_config(config).iterate_revisions(schema.REVISION, before or "base")
    return any(getattr(step.module, "words", True) for step in steps)


def _refuse(connection: sa.Connection, kind: str, record_id: str, sentence: str) -> None:
    """Say which record stands in the way, and why. ``sentence`` is what its own ``check`` says."""
    raise Refusal(
        message(
            "The register was left as it was: it cannot be brought up to this version of Tawsiya, as a record in it "
            "breaks a rule ({kind} {name}). {rule} Correct the record with the version you had, then open the register "
            "with this one.",
            kind=kinds()[kind].singular,
            name=_name(connection, kind, record_id),
            rule=Message(sentence),
        )
    )


def _name(connection: sa.Connection, kind: str, record_id: str) -> object:
    """What a record is called; one without a name, such as a seat, by what it is a part of."""
    table = sa.Table(kind, sa.MetaData(), autoload_with=connection, resolve_fks=False)
    row = connection.execute(sa.select(table).where(table.c.id == record_id)).mappings().one()
    name = name_of({column.name: row[column.name] for column in table.columns})
    if name.number or name.title:
        return name.number or name.title
    for column in table.columns:
        for key in column.foreign_keys:
            if row[column.name] is not None:
                return _name(connection, key.target_fullname.split(".")[0], row[column.name])
    return record_id


def is_older(revision: str) -> bool:
    """Whether this version knows how to get from ``revision`` to its own schema."""
    try:
        return ScriptDirectory.from_config(_config()).get_revision(revision) is not None
    except CommandError:
        return False


def _config() -> Config:
    config = Config()
    # The section's "%" would be read as interpolation: a folder's name may hold one.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config

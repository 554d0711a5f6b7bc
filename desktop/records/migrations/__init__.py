"""How the schema came to be, step by step (Alembic). A new register takes every step; an old one the rest."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from desktop.records import schema


def upgrade(connection: sa.Connection) -> bool:
    """Bring a register's schema up to this version's, within the caller's transaction.

    Whether the words of records have to be made anew after it: a migration that says ``words = False`` of itself, one
    that adds indexes or checks, leaves them as they are; and where no step was left to take, they are.
    """
    config = _config()
    config.attributes["connection"] = connection
    before = MigrationContext.configure(connection).get_current_revision()
    command.upgrade(config, schema.REVISION)
    steps = ScriptDirectory.from_config(config).iterate_revisions(schema.REVISION, before or "base")
    return any(getattr(step.module, "words", True) for step in steps)


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

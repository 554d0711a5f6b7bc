"""How the schema came to be, step by step (Alembic). A new register takes every step; an old one the rest."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from desktop.records import schema


def upgrade(connection: sa.Connection) -> None:
    """Bring a register's schema up to this version's, within the caller's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, schema.REVISION)


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

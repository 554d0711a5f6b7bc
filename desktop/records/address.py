"""The address of an office's database: what it says, and what may be kept of it, which is never the password."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import exc

from desktop.language import Refusal, message

SCHEMES = ("postgresql://", "postgresql+psycopg://")

_SECRET = frozenset({"password", "sslpassword"})
"""What may follow the question mark of an address and is a password, too (PostgreSQL 15, 34.1.2)."""


class PasswordNeeded(Refusal):
    """The database server asks for a password, or for another one than it was given."""

    def __init__(self) -> None:
        super().__init__(
            message(
                "The office's database server asks for a password, or does not accept the one given. Nothing was "
                "changed. Tawsiya keeps no password: give it each time, or have PostgreSQL's own file pgpass keep it."
            )
        )


def database_address(location: str | Path) -> sa.URL | None:
    """The address of a PostgreSQL database, or None where ``location`` is a file's path.

    Raises :class:`Refusal` for an address that cannot be read.
    """
    if not isinstance(location, str) or not location.startswith(SCHEMES):
        return None
    try:
        return sa.make_url(location).set(drivername="postgresql+psycopg")
    except (exc.ArgumentError, ValueError) as error:
        raise Refusal(message("This is not a database address. Write postgresql://user@server/database.")) from error


def without_password(location: str) -> str:
    """A location that can be shown and kept: a path as it is, an address without any password."""
    url = database_address(location)
    if url is None or (url.password is None and not any(name.lower() in _SECRET for name in url.query)):
        return location
    return _address(location, None)


def with_password(location: str, password: str) -> str:
    """The address of a database with the password to open it by; it is not to be kept."""
    return _address(location, password)


def _address(location: str, password: str | None) -> str:
    url = sa.make_url(location)
    query = {name: value for name, value in url.query.items() if name.lower() not in _SECRET}
    url = sa.URL.create(url.drivername, url.username, password, url.host, url.port, url.database, query)
    return url.render_as_string(hide_password=False)

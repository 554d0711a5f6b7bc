"""What all tests share: a window system without a screen, settings of their own, and a throw-away PostgreSQL."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from desktop.windows.garbage import collect_due

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# As in the application: windows closed in one test are not to be destroyed by a thread of the next one.
gc.disable()

DATABASE_NUMBERS = count(1)


@pytest.fixture(autouse=True)
def garbage_of_this_thread() -> Iterator[None]:
    """What tests leave behind is collected between them, in the thread of the windows."""
    yield
    collect_due()


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or changes the settings of whoever runs it."""
    monkeypatch.setenv("TAWSIYA_SETTINGS", str(tmp_path / "settings" / "settings.json"))


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A PostgreSQL server of this test run's own: the URL of its ``postgres`` database.

    It listens on a socket in a temporary folder only, and is not made to survive a power cut.
    """
    binaries = postgresql_binaries()
    if binaries is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("PostgreSQL is not installed")
    # PostgreSQL refuses to run as root; Debian's package makes this user
    user = "postgres" if os.name == "posix" and os.getuid() == 0 else None
    # not pytest's folder: the path of a socket may have 107 characters at most, and only root may enter there
    folder = Path(tempfile.mkdtemp(prefix="tawsiya-"))
    if user:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"

    def run(program: str, *arguments: str | Path) -> None:
        command = [binaries / program, "--pgdata", data, *arguments]
        done = subprocess.run(
            command, check=False, user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        if done.returncode:
            pytest.fail(f"{program}: {done.stderr.decode()}\n{log.read_text() if log.exists() else ''}")

    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"
    try:
        run("initdb", "--username=tawsiya", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "start", "--wait", "--log", log, "--options", options)
        try:
            yield f"postgresql+psycopg://tawsiya@/postgres?host={folder}"
        finally:
            run("pg_ctl", "stop", "--mode=immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def empty_postgresql(postgresql_url: str) -> Iterator[str]:
    """The URL of a new, empty PostgreSQL database, dropped after the test."""
    name = f"test_{next(DATABASE_NUMBERS)}"
    with psycopg.connect(postgresql_url.replace("+psycopg", ""), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield postgresql_url.replace("/postgres?", f"/{name}?")
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def postgresql_binaries() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``: on the path, or the newest where Debian keeps them off it."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in installed), key=lambda path: float(path.parent.name), default=None)

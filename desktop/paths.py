"""Where things lie: what ships with the application, what belongs to the user; and how a file is written whole."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs


def root() -> Path:
    """The folder that holds ``resources`` and ``i18n``: the source tree, or the unpacked bundle."""
    return Path(getattr(sys, "_MEIPASS", Path(__file__).parent.parent))


def resources() -> Path:
    return root() / "resources"


def catalogues() -> Path:
    return root() / "i18n"


def settings_file() -> Path:
    """The user's own settings; ``TAWSIYA_SETTINGS`` moves them, for a test or a USB stick."""
    if moved := os.environ.get("TAWSIYA_SETTINGS"):
        return Path(moved)
    return Path(platformdirs.user_config_dir("Tawsiya", appauthor=False)) / "settings.json"


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a temporary path beside ``target``; when the block ends well it takes target's place, else it is removed.

    So a reader sees the old file or the new one, whole, never half of one. Raises :class:`OSError` where the place
    cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=target.suffix, dir=target.parent)
    os.close(handle)
    aside = Path(name)
    try:
        yield aside
        with aside.open("rb+") as stream:
            os.fsync(stream.fileno())
        # mkstemp makes files only their owner may read; a document is shared like any other file the user makes
        if os.name == "posix":
            mask = os.umask(0)
            os.umask(mask)
            aside.chmod(0o666 & ~mask)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def write_whole(target: Path, content: bytes) -> None:
    """Write ``content`` to ``target`` so that no reader ever sees a part of it."""
    with replacing(target) as aside:
        aside.write_bytes(content)

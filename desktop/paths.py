"""Where things lie: what ships with the application, what belongs to the user; and how a file is written whole."""

from __future__ import annotations

import errno
import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def root() -> Path:
    """The folder that holds ``resources``, ``i18n`` and ``docs``: the source tree, or the unpacked bundle."""
    return Path(getattr(sys, "_MEIPASS", Path(__file__).parent.parent))


def resources() -> Path:
    return root() / "resources"


def guide() -> Path:
    """The folder of the user's guide, a file for each language."""
    return root() / "docs"


def catalogues() -> Path:
    return root() / "i18n"


def own_program() -> list[str]:
    """How this program is started anew beside itself: the command, without arguments."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, str(root() / "main.py")]
    # A Windows program that opens windows has no pipes to answer through; the one beside it has.
    console = Path(sys.executable).with_name("tawsiya-console.exe")
    return [str(console if console.exists() else sys.executable)]


def settings_file() -> Path:
    """The user's own settings; ``TAWSIYA_SETTINGS`` moves them, for a test or a USB stick."""
    if moved := os.environ.get("TAWSIYA_SETTINGS"):
        return Path(moved)
    import platformdirs

    return Path(platformdirs.user_config_dir("Tawsiya", appauthor=False)) / "settings.json"


def cache_folder() -> Path:
    """Where this computer keeps what can be made again: matplotlib's list of the fonts there are."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("Tawsiya", appauthor=False))


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a temporary path beside ``target``; when the block ends well it takes target's place, else it is removed.

    So a reader sees the old file or the new one, whole, never half of one. A link stays, and what it points at is
    replaced. Raises :class:`OSError` where the place cannot be written, and for what may not be replaced: a file marked
    read-only, a folder, a device such as ``/dev/null``.
    """
    target = target.resolve() if target.is_symlink() else target
    if target.exists() and not (target.is_file() and os.access(target, os.W_OK)):
        raise PermissionError(errno.EACCES, "not a file that may be written", str(target))
    import secrets  # with what it brings it takes as long to load as a window to show

    aside = target.with_name(f".{target.stem[:80]}-{secrets.token_hex(4)}{target.suffix}")
    aside.touch(exist_ok=False)
    try:
        yield aside
        with aside.open("rb+") as stream:
            os.fsync(stream.fileno())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def write_whole(target: Path, content: bytes) -> None:
    """Write ``content`` to ``target`` so that no reader ever sees a part of it."""
    with replacing(target) as aside:
        aside.write_bytes(content)


LONGEST_NAME = 120
"""Characters of a file name that every file system takes, whatever folder it lies in."""

_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


def safe_name(name: str) -> str:
    """``name`` as a file may be called on any system: no folder, no sign that hides another or means something.

    The ending stays, so that the file is opened with the program it was made for. What turns the direction of writing
    round is left out: it makes an "exe" look like a "pdf".
    """
    kept = "".join("_" if sign in _FORBIDDEN else sign for sign in name if unicodedata.category(sign)[0] != "C")
    kept = kept.strip(" .").lstrip(" .-~")
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > 12:
        stem, dot, ending = kept, "", ""
    stem = stem[: LONGEST_NAME - len(ending) - 2].rstrip(" .") or "file"
    if stem.split(".")[0].strip().lower() in _RESERVED:
        stem = f"_{stem}"
    return f"{stem}{dot}{ending}"

"""Copies of a register's file: made aside, looked through before they count, listed, thinned out, and put back.

A copy is a whole register in one file, named after the register and the moment, in a folder the user chose. What was
found whole is written down in ``SHA256SUMS`` beside the copies, in the form that ``sha256sum --check`` reads.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop.language import Refusal, message
from desktop.paths import replacing, write_whole
from desktop.records import sqlite_file

Tell = Callable[[int, int], bool]
"""Called with how many of how many are done; answers ``False`` when the work has been stopped."""

SUMS = "SHA256SUMS"
_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"(?P<stem>.+)-(?P<stamp>\d{8}-\d{6})(?:-\d+)?")
_PAGES_A_STEP = 2000
_ABANDONED = dt.timedelta(days=1)


@dataclass(frozen=True)
class Copy:
    """One copy in a folder."""

    path: Path
    at: dt.datetime
    """When it was made, in this computer's time."""
    size: int
    """Bytes."""
    verified: bool
    """Whether it was found whole when it was made, and nothing is cut off it since."""


@dataclass(frozen=True)
class Keep:
    """Which copies stay: the latest ones, and the last one of each of the latest days, weeks and months with any."""

    latest: int = 3
    days: int = 7
    weeks: int = 4
    months: int = 12


def usual_folder(register: Path) -> Path:
    """Where copies go while the user has chosen no folder: beside the register."""
    return register.with_name(f"{register.stem}-backups")


class Stopped(Exception):
    """The user stopped the work; nothing of it is left."""


# --- making -----------------------------------------------------------------------------------------------------------


def back_up(register: Path, folder: Path, keep: Keep, tell: Tell | None = None, now: dt.datetime | None = None) -> Copy:
    """Make a copy in ``folder`` and let go of those that ``keep`` does not name. The register may be in use.

    Raises :class:`Refusal` where it cannot be made; older copies are then all still there.
    """
    if folder == usual_folder(register):
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise _no_room(folder) from error
    if not folder.is_dir():
        raise Refusal(
            message(
                "The folder for copies, {folder}, is not there: is a USB stick missing? No copy was made; those made "
                "earlier are safe.",
                folder=folder,
            )
        )
    at = (now or dt.datetime.now()).replace(microsecond=0)
    _sweep(folder, register)
    target = _free_name(folder / f"{register.stem}-{at.strftime(_STAMP)}{sqlite_file.SUFFIX}")
    make_copy(register, target, tell)
    copy = Copy(target, at, target.stat().st_size, verified=True)
    _write_down(target)
    thin_out(list_copies(folder, register), keep)
    return copy


def make_copy(register: Path, target: Path, tell: Tell | None = None) -> None:
    """Copy a register's file, in use or not, to ``target``, which appears only once it was found whole.

    Raises :class:`Refusal` where it cannot be read, cannot be written or is not whole, and :class:`Stopped`.
    """
    try:
        with replacing(target) as aside:
            _copy_pages(register, aside, tell)
            _as_one_file(aside)
            if not is_whole(aside):
                raise Refusal(
                    message(
                        "The copy was not like the register when it was looked through, and was thrown away. "
                        "The disk may be failing: copy onto another one.",
                    )
                )
    except OSError as error:
        raise _no_room(target.parent) from error
    except sqlite3.Error as error:
        if "full" in str(error):
            raise _no_room(target.parent) from error
        raise Refusal(
            message(
                "No copy was made: the register could not be read whole, or the copy not written. Copies made "
                "earlier are safe. The disk may be failing: copy onto another one."
            )
        ) from error


def _copy_pages(source: Path, target: Path, tell: Tell | None) -> None:
    def progress(_status: int, remaining: int, total: int) -> None:
        if tell is not None and not tell(total - remaining, total):
            raise Stopped

    with closing(_reading(source)) as origin, closing(sqlite3.connect(target)) as copy:
        # A reader that has begun sees one state to its end, whatever is written beside it meanwhile.
        origin.execute("begin")
        origin.execute("select count(*) from sqlite_master").fetchone()
        origin.backup(copy, pages=_PAGES_A_STEP if tell is not None else -1, progress=progress)


def _as_one_file(path: Path) -> None:
    """A copy needs no files beside it: it can then be read from a place that cannot be written."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma journal_mode = delete")


def _reading(path: Path, *, unchanging: bool = False) -> sqlite3.Connection:
    # Who may only read leaves the log of a closed register behind; who may write clears it away.
    how = "mode=ro&immutable=1" if unchanging else "mode=rw" if os.access(path, os.W_OK) else "mode=ro"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)


def _no_room(folder: Path) -> Refusal:
    return Refusal(
        message(
            "No copy could be written into {folder}: it is full, or read-only. Copies made earlier are safe. Make "
            "room, or choose another folder.",
            folder=folder,
        )
    )


def _free_name(path: Path) -> Path:
    """``path``, or with a number behind it where two copies were made in the same second."""
    found, number = path, 2
    while found.exists():
        found, number = path.with_name(f"{path.stem}-{number}{path.suffix}"), number + 1
    return found


def _sweep(folder: Path, register: Path) -> None:
    """Remove what a copy left behind that was cut off a day ago or earlier: the power failed."""
    for left in folder.glob(f".{register.stem[:60]}*{sqlite_file.SUFFIX}*"):
        try:
            if dt.datetime.now() - dt.datetime.fromtimestamp(left.stat().st_mtime) > _ABANDONED:
                left.unlink()
        except OSError:
            continue


# --- looking through --------------------------------------------------------------------------------------------------


def is_whole(path: Path) -> bool:
    """Whether a file is a register in which SQLite finds nothing broken and nothing that refers to what is not there.

    It reads all of the file, which is to be in nobody's use.
    """
    try:
        sqlite_file.check_readable(path)
        with closing(_reading(path, unchanging=True)) as connection:
            found = connection.execute("pragma integrity_check").fetchall()
            astray = connection.execute("pragma foreign_key_check").fetchone()
            known = connection.execute("select count(*) from alembic_version").fetchone()
    except (Refusal, sqlite3.Error, OSError):
        return False
    return found == [("ok",)] and astray is None and known == (1,)


def check_copy(copy: Copy) -> bool:
    """Whether a copy is still what it was when it was made, byte for byte, and whole."""
    said = _sums(copy.path.parent).get(copy.path.name)
    try:
        return (said is None or _sha256(copy.path) == said) and is_whole(copy.path)
    except OSError:
        return False


def list_copies(folder: Path, register: Path) -> list[Copy]:
    """The copies of a register in a folder, the latest first; none where there is no folder.

    Another register of the same name may have its copies there, too: they are left out.
    """
    try:
        files = list(folder.glob(f"*{sqlite_file.SUFFIX}"))
    except OSError:
        return []
    sums, whose = _sums(folder), _whose(register)
    found = []
    for path in files:
        named = _NAME.fullmatch(path.stem)
        if named is None or named["stem"] != register.stem or _whose(path, unchanging=True) not in (whose, None):
            continue
        try:
            at = dt.datetime.strptime(named["stamp"], _STAMP)
            size = path.stat().st_size
        except (OSError, ValueError):
            continue
        verified = path.name in sums
        try:
            sqlite_file.check_readable(path)
        except Refusal:
            verified = False
        found.append(Copy(path, at, size, verified))
    return sorted(found, key=lambda copy: (copy.at, copy.path.name), reverse=True)


def _whose(path: Path, *, unchanging: bool = False) -> str | None:
    """The id of the commission whose register a file holds; None where that cannot be read."""
    try:
        with closing(_reading(path, unchanging=unchanging)) as connection:
            return connection.execute("select id from commission").fetchone()[0]
    except (sqlite3.Error, TypeError):
        return None


# --- how many stay ----------------------------------------------------------------------------------------------------


def chosen_to_stay(moments: Iterable[dt.datetime], keep: Keep) -> set[dt.datetime]:
    """Of copies made at these moments, those that stay. The latest one always does."""
    latest_first = sorted(set(moments), reverse=True)
    stay = set(latest_first[: max(keep.latest, 1)])
    spans: Sequence[tuple[Callable[[dt.datetime], object], int]] = (
        (lambda at: at.date(), keep.days),
        (lambda at: at.isocalendar()[:2], keep.weeks),
        (lambda at: (at.year, at.month), keep.months),
    )
    for span_of, many in spans:
        last: dict[object, dt.datetime] = {}
        for at in latest_first:
            last.setdefault(span_of(at), at)
        stay |= set(list(last.values())[:many])
    return stay


def thin_out(copies: Sequence[Copy], keep: Keep) -> list[Copy]:
    """Remove the copies that need not stay, and give those that do. One that is damaged counts for nothing."""
    stay = chosen_to_stay((copy.at for copy in copies if copy.verified), keep)
    left = []
    for copy in copies:
        # What this program did not find whole itself it does not remove either: somebody put it there.
        if copy.at in stay or not copy.verified:
            left.append(copy)
            continue
        try:
            copy.path.unlink()
        except OSError:
            left.append(copy)
    if copies:
        _tidy_sums(copies[0].path.parent)
    return left


def _sums(folder: Path) -> dict[str, str]:
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    parted = (line.split("  ", 1) for line in lines)
    return {part[1]: part[0] for part in parted if len(part) == 2}


def _write_down(path: Path) -> None:
    try:
        _write_sums(path.parent, _sums(path.parent) | {path.name: _sha256(path)})
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _no_room(path.parent) from error


def _tidy_sums(folder: Path) -> None:
    known = _sums(folder)
    there = {name: said for name, said in known.items() if (folder / name).exists()}
    if there != known:
        try:
            _write_sums(folder, there)
        except OSError:
            return  # a line too many does no harm


def _write_sums(folder: Path, sums: dict[str, str]) -> None:
    write_whole(folder / SUMS, "".join(f"{said}  {name}\n" for name, said in sorted(sums.items())).encode())


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


# --- putting back -----------------------------------------------------------------------------------------------------


def restore_as(copy: Path, target: Path, tell: Tell | None = None) -> None:
    """Make a new register at ``target`` of a copy. The copy stays as it is.

    Raises :class:`Refusal` where the copy is damaged, or nothing can be made there, and :class:`Stopped`; then there is
    no new register.
    """
    _refuse_damaged(copy)
    sqlite_file.check_new_file(target)
    _put(copy, target, tell)


def restore_over(copy: Path, register: Path, now: dt.datetime | None = None) -> Path:
    """Put a copy in the place of a register that nobody has open, and give the file the register as it was is kept in.

    Raises :class:`Refusal` where the copy is damaged, the register is open somewhere, or there is no room to keep it;
    then nothing has changed.
    """
    _refuse_damaged(copy)
    if copy.absolute() == register.absolute():
        raise Refusal(message("This file is the register itself. Choose one of its copies."))
    stamp = (now or dt.datetime.now()).strftime(_STAMP)
    kept = _free_name(register.with_name(f"{register.stem}-before-{stamp}{register.suffix}"))
    try:
        _let_go(register)
        with replacing(kept) as aside:
            _copy_bytes(register, aside)
    except OSError as error:
        raise _no_room(kept.parent) from error
    _put(copy, register)
    return kept


def _refuse_damaged(copy: Path) -> None:
    sqlite_file.check_readable(copy)
    said = _sums(copy.parent).get(copy.name)
    try:
        unlike = said is not None and _sha256(copy) != said
    except OSError:
        unlike = True
    if unlike or not (_has_log(copy) or is_whole(copy)):
        raise _damaged(copy)


def _damaged(copy: Path) -> Refusal:
    return Refusal(
        message("The copy {name} is damaged, and was not used. Nothing was changed: take another.", name=copy.name)
    )


def _has_log(path: Path) -> bool:
    """Whether a part of what a file holds still lies beside it: somebody copied an open register's three files."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _let_go(register: Path) -> None:
    """Write the log of a closed register into its file; refused while somebody has it open."""
    try:
        with closing(sqlite3.connect(register, timeout=1)) as connection:
            connection.execute("pragma journal_mode = delete").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise Refusal(
                message(
                    "The register is open in another window or on another computer. Close it there first. "
                    "Nothing was changed."
                )
            ) from error
        # A damaged register has nothing more to give; its file is kept as it is.
    except sqlite3.DatabaseError:
        return


def _copy_bytes(source: Path, target: Path, tell: Tell | None = None) -> None:
    whole, done = source.stat().st_size, 0
    with source.open("rb") as origin, target.open("wb") as copy:
        while part := origin.read(1 << 20):
            copy.write(part)
            done += len(part)
            if tell is not None and not tell(done, max(whole, done)):
                raise Stopped


def _put(copy: Path, target: Path, tell: Tell | None = None) -> None:
    try:
        with replacing(target) as aside:
            if _has_log(copy):
                _copy_pages(copy, aside, tell)
                _as_one_file(aside)
            else:
                _copy_bytes(copy, aside, tell)
            if not is_whole(aside):
                raise _damaged(copy)
            with closing(sqlite3.connect(aside)) as connection:
                sqlite_file.mark_as_register(connection)
            # The log of a register that was damaged would be read into the one that takes its place.
            for suffix in ("-wal", "-shm"):
                target.with_name(target.name + suffix).unlink(missing_ok=True)
    except sqlite3.Error as error:
        raise _damaged(copy) from error
    except OSError as error:
        raise sqlite_file.unwritable(target) from error

"""The content of files: kept once in the register, whatever refers to it, and named by its SHA-256.

It lies in parts of a megabyte, so that a large file passes through memory a part at a time on its way in and out.
Content is no record: it never changes, and what refers to it is journalled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.language import Refusal, message
from desktop.paths import replacing
from desktop.records import guard
from desktop.records.base import Base

PART = 1 << 20
MEGABYTE = 1_000_000
DEFAULT_LIMIT = 50 * MEGABYTE
"""The largest file taken where the commission has set no limit of its own, in bytes."""

Read = Callable[[int], object]
"""Told how many bytes of a file have just been read. What it raises stops the reading, and nothing is kept."""


class Content(Base):
    """What a file holds, by its SHA-256 in hexadecimal digits."""

    __tablename__ = "content"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    size: Mapped[int] = mapped_column(sa.BigInteger)
    """Bytes."""


class ContentPart(Base):
    __tablename__ = "content_part"

    sha256: Mapped[str] = mapped_column(sa.String(64), sa.ForeignKey("content.sha256"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 0."""
    data: Mapped[bytes] = mapped_column(sa.LargeBinary)


def keep_file(
    session: Session, path: Path, limit: int = DEFAULT_LIMIT, sha256: str | None = None, read: Read | None = None
) -> str:
    """Keep what a file holds and return its SHA-256; what is there already is not kept again.

    ``limit`` is in bytes. ``sha256`` is what :func:`measure_file` gave, where it was asked before. Raises
    :class:`Refusal` where the file is larger (it is not read then), cannot be read, or changes while it is read.
    """
    with _readable(path):
        size = _check_size(path, limit)
        sha256 = sha256 or _hash(_parts(path, limit))
        new = _make(session, sha256, size)
        if new and _hash(_written(session, sha256, _parts(path, limit, read))) != sha256:
            raise _changed(path)
    return sha256


def measure_file(path: Path, limit: int = DEFAULT_LIMIT, read: Read | None = None) -> str:
    """The SHA-256 of a file, before the register is locked to keep it. Raises what :func:`keep_file` raises."""
    with _readable(path):
        _check_size(path, limit)
        return _hash(_parts(path, limit, read))


def check_file(path: Path, limit: int = DEFAULT_LIMIT) -> int:
    """The size of a file in bytes. Raises :class:`Refusal` where it is larger than ``limit``; it is not read."""
    with _readable(path):
        return _check_size(path, limit)


def _check_size(path: Path, limit: int) -> int:
    size = path.stat().st_size
    if size > limit:
        raise Refusal(
            message(
                "{name} has {size} MB; the register takes files of {limit} MB at most. It was not attached: "
                "attach a smaller file, or raise the limit in the commission's rules.",
                name=path.name,
                size=-(-size // MEGABYTE),
                limit=limit // MEGABYTE,
            )
        )
    return size


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refusal(message("{name} cannot be read. It was not attached.", name=path.name)) from error


def keep_bytes(session: Session, data: bytes) -> str:
    """Keep ``data`` and return its SHA-256."""
    sha256 = hashlib.sha256(data).hexdigest()
    if _make(session, sha256, len(data)):
        for _ in _written(session, sha256, (data[first : first + PART] for first in range(0, len(data), PART))):
            pass
    return sha256


def read_content(session: Session, sha256: str) -> Iterator[bytes]:
    """What was kept under this SHA-256, a part at a time. Raises :class:`Refusal` where it is damaged."""
    digest = hashlib.sha256()
    positions = sa.select(ContentPart.position).where(ContentPart.sha256 == sha256).order_by(ContentPart.position)
    for position in session.scalars(positions).all():
        # One part at a time: a cursor over all of them would hold them all.
        data = session.scalar(
            sa.select(ContentPart.data).where(ContentPart.sha256 == sha256, ContentPart.position == position)
        )
        assert data is not None
        digest.update(data)
        yield data
    if digest.hexdigest() != sha256:
        raise Refusal(
            message("What the register kept of this file is damaged. Take the file from the last copy of the register.")
        )


def save_content(session: Session, sha256: str, target: Path) -> None:
    """Write what was kept to a file. Raises :class:`Refusal` where it is damaged, :class:`OSError` for the place."""
    with replacing(target) as aside, aside.open("wb") as stream:
        for part in read_content(session, sha256):
            stream.write(part)


def _make(session: Session, sha256: str, size: int) -> bool:
    """Make room for content of this hash; whether it is new. It may be asked for in the middle of a flush."""
    if session.scalar(sa.select(Content.size).where(Content.sha256 == sha256)) is not None:
        return False
    guard.write_unjournalled(session, sa.insert(Content), {"sha256": sha256, "size": size})
    return True


def _parts(path: Path, limit: int, read: Read | None = None) -> Iterator[bytes]:
    size = 0
    with path.open("rb") as stream:
        while part := stream.read(PART):
            size += len(part)
            if size > limit:  # it grew while it was read
                raise _changed(path)
            if read is not None:
                read(len(part))
            yield part


def _written(session: Session, sha256: str, parts: Iterable[bytes]) -> Iterator[bytes]:
    for position, part in enumerate(parts):
        values = {"sha256": sha256, "position": position, "data": part}
        guard.write_unjournalled(session, sa.insert(ContentPart), values)
        yield part


def _hash(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _changed(path: Path) -> Refusal:
    return Refusal(message("{name} changed while it was read. It was not attached: try again.", name=path.name))

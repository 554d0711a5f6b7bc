"""Which cells of an .xls show a fault such as ``#REF!``: the reader takes them for empty ([MS-XLS], BIFF5, BIFF8)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desktop.documents.tables.room import FAULTS, Faults

_BEGIN, _END, _LISTED_SHEET = 0x0809, 0x000A, 0x0085
_FORMULAS, _LOGICAL = (0x0006, 0x0206, 0x0406), 0x0205
"""Formula, with what it came to; BoolErr, a value that is either true, false or a fault."""
_BIFF8 = 0x0600
_IS_FAULT = 2
"""In the place of a formula's number: what stands there is a fault."""


def faults_in(file: Path) -> dict[str, Faults]:
    """The faults that cells show, by the names of their sheets."""
    import olefile

    with olefile.OleFileIO(str(file)) as container:
        stream = next((name for name in ("Workbook", "Book") if container.exists(name)), None)
        data = container.openstream(stream).read() if stream else b""
    found: dict[str, Faults] = {}
    for name, start in _sheets(data):
        if faults := dict(_faults(data, start)):
            found[name] = faults
    return found


def _records(data: bytes, place: int = 0) -> Iterator[tuple[int, bytes]]:
    """The records of a substream, each as its type and what it holds; those of charts inside it are passed over."""
    depth = 0
    while place + 4 <= len(data):
        kind, size = _number(data, place), _number(data, place + 2)
        content = data[place + 4 : place + 4 + size]
        place += 4 + size
        if kind == _BEGIN:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        if depth == 1:
            yield kind, content


def _sheets(data: bytes) -> Iterator[tuple[str, int]]:
    """The sheets of a workbook, and where each begins."""
    version = 0
    for kind, content in _records(data):
        if kind == _BEGIN:
            version = _number(content, 0)
        elif kind == _LISTED_SHEET and len(content) > 8:
            start, count = int.from_bytes(content[:4], "little"), content[6]
            if version < _BIFF8:
                name = content[7 : 7 + count].decode("cp1252", "replace")
            elif content[7] & 1:
                name = content[8 : 8 + 2 * count].decode("utf-16-le", "replace")
            else:
                name = content[8 : 8 + count].decode("latin-1")
            yield name, start


def _faults(data: bytes, start: int) -> Iterator[tuple[tuple[int, int], str]]:
    for kind, content in _records(data, start):
        if kind == _LOGICAL and len(content) >= 8 and content[7]:
            code = content[6]
        elif kind in _FORMULAS and len(content) >= 14 and content[12:14] == b"\xff\xff" and content[6] == _IS_FAULT:
            code = content[8]
        else:
            continue
        yield (_number(content, 0) + 1, _number(content, 2) + 1), FAULTS.get(code, "#?")


def _number(data: bytes, place: int) -> int:
    return int.from_bytes(data[place : place + 2], "little")

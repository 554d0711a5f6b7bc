"""The reader of tables, in a process of its own (``main.py read-table KIND FILE``).

A file from outside may make a reader fall over, or take all memory: it does so here, and costs the window a sentence.
What is read goes to the standard output, one line of JSON for each sheet and each of its rows; the last line is the
end, or why there is none.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import posixpath
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any, TextIO
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from desktop.documents.tables import delimited
from desktop.documents.tables.gate import LARGEST_UNPACKED, Kind
from desktop.documents.tables.memory import limit_memory
from desktop.documents.tables.room import (
    Faults,
    Scattered,
    SheetRoom,
    count_records,
    count_sheet,
    count_tables,
    sheet_names_in_records,
)

VERB = "read-table"
MEMORY = 1 << 30
"""Bytes the process may take, where the system lets it say so."""
MOST_CELLS = 1_000_000
"""Cells with something in them."""
MOST_HANDED_ON = 4_000_000
"""Cells of all sheets, each as wide as its widest row: whoever asks keeps room for as many."""
MOST_TEXT = 64 << 20
"""Letters of all cells."""

DAMAGED, PASSWORD, TOO_MANY, SCATTERED, ENTITIES, BOMB = (
    "damaged", "password", "too many", "scattered", "entities", "bomb",
)  # fmt: skip


class Refused(Exception):
    """Why it is not read: one of the words above."""


def run(kind: str, file: str) -> int:
    """Read the file and write what is in it. Gives the exit code."""
    limit_memory(MEMORY)
    output = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)  # noqa: SIM115 - never closed
    return serve(Kind(kind), Path(file), output)


def serve(kind: Kind, file: Path, output: TextIO) -> int:
    """Write what is in the file, line by line."""
    try:
        for line in _lines(kind, file):
            output.write(json.dumps(line, ensure_ascii=True, default=_as_json) + "\n")
        end: dict[str, Any] = {"end": True}
    except Refused as refused:
        end = {"refused": str(refused)}
    except MemoryError:
        end = {"refused": TOO_MANY}
    output.write(json.dumps(end) + "\n")
    output.flush()
    return 0 if "end" in end else 1


def _lines(kind: Kind, file: Path) -> Iterator[Any]:
    budget = _Budget()
    if kind is Kind.TEXT:
        yield {"sheet": file.stem, "hidden": False, "merged": []}
        yield from budget.counted(delimited.rows(delimited.decoded(file.read_bytes())))
        return
    # An old one has no more than 256 columns and 65,536 rows.
    faults = _old_faults(file) if kind is Kind.XLS else look_through(file, kind)
    import python_calamine as calamine

    try:
        workbook = _opened(kind, file)
        for about in workbook.sheets_metadata:
            if about.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            hidden = about.visible != calamine.SheetVisibleEnum.Visible
            yield {"sheet": about.name, "hidden": hidden, "merged": _merged(sheet)}
            rows = budget.counted(sheet.iter_rows() if sheet.height else (), (sheet.start or (0, 0))[1])
            yield from _with_faults(rows, faults.get(about.name, {}))
    except calamine.PasswordError as error:
        raise Refused(PASSWORD) from error
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise Refused(PASSWORD if "password" in str(error).lower() else DAMAGED) from error
    except BaseException as error:  # a panic of the reader is no Exception
        if isinstance(error, (Refused, MemoryError, KeyboardInterrupt, SystemExit)):
            raise
        raise Refused(DAMAGED) from error


def _opened(kind: Kind, file: Path) -> Any:
    """The workbook. A reader that is told by a right name what it reads says more of what is wrong; a wrong name would
    mislead it, and it looks at the content."""
    import python_calamine as calamine

    suffixes = (kind.value, ".xlsm") if kind is Kind.XLSX else (kind.value,)
    if file.suffix.lower() in suffixes:
        return calamine.CalamineWorkbook.from_path(file)
    return calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.read_bytes()))


def _merged(sheet: Any) -> list[list[int]]:
    with contextlib.suppress(Exception):  # not every format says them
        return [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
    return []


def _old_faults(file: Path) -> dict[str, Faults]:
    from desktop.documents.tables.old_workbook import faults_in

    try:
        return faults_in(file)
    except Exception:  # a container that is damaged in whatever way: the reader says so
        return {}


def _with_faults(rows: Iterable[list[Any]], faults: Faults) -> Iterator[list[Any]]:
    """The rows with the faults in their places, which the reader takes for empty."""
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), shown in faults.items():
        by_row.setdefault(row, {})[column] = shown
    for number, values in enumerate(rows, 1):
        for column, shown in by_row.get(number, {}).items():
            values += [None] * (column - len(values))
            if values[column - 1] in (None, shown):
                values[column - 1] = {"fault": shown}
        yield values


class _Budget:
    """Counts what is read, and stops where it gets too much for a window to hold."""

    def __init__(self) -> None:
        self.cells = self.letters = self.room = 0

    def counted(self, rows: Iterable[list[Any]], first_column: int = 0) -> Iterator[list[Any]]:
        """The rows, from the first column on; the reader leaves out those before ``first_column``."""
        before: list[Any] = [None] * first_column
        count = width = 0
        for row in rows:
            values = before + [_plain(value) for value in row]
            while values and values[-1] is None:
                values.pop()
            self.cells += sum(value is not None for value in values)
            self.letters += sum(len(value) for value in values if isinstance(value, str))
            count, width = count + 1, max(width, len(values))
            if self.cells > MOST_CELLS or self.letters > MOST_TEXT:
                raise Refused(TOO_MANY)
            if self.room + count * width > MOST_HANDED_ON:
                raise Refused(SCATTERED)
            yield values
        self.room += count * width


def _plain(value: Any) -> Any:
    """Nothing for an empty text, and a whole number for a whole number: workbooks know no others but with a point."""
    if value == "":
        return None
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def _as_json(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return {"at": value.isoformat()}
    if isinstance(value, dt.date):
        return {"day": value.isoformat()}
    if isinstance(value, dt.time):
        return {"time": value.isoformat()}
    return {"text": str(value)}


# --- what is in the parts of a packed file ----------------------------------------------------------------------------

_CHUNK, _OVERLAP = 1 << 20, 16
_FORBIDDEN = tuple(word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in
                   ("ascii", "utf-16-le", "utf-16-be"))  # fmt: skip


def look_through(file: Path, kind: Kind) -> dict[str, Faults]:
    """Look through all parts once, some at a time; the faults that cells show, by the names of their sheets.

    Raises :class:`Refused` where a part must not be handed to a reader.
    """
    seen = 0
    found: dict[str, dict[str, Faults]] = {}
    try:
        with ZipFile(file) as package:
            for part in package.infolist():
                name = part.filename.replace("\\", "/").lower()
                sheet = SheetRoom() if kind is Kind.XLSX and name.startswith("xl/worksheets/") else None
                with package.open(part) as stream:
                    kept = b""
                    while chunk := stream.read(_CHUNK):
                        seen += len(chunk)
                        if seen > LARGEST_UNPACKED:
                            raise Refused(BOMB)
                        if name.endswith((".xml", ".rels")):
                            text = kept + chunk
                            if any(word in text for word in _FORBIDDEN):
                                raise Refused(ENTITIES)
                            kept = text[-2 * _OVERLAP :]
                        if sheet is not None:
                            sheet.feed(chunk)
                if count := _counted(kind, name, sheet):
                    with package.open(part) as stream:
                        found[name] = count(stream)
            return _by_sheet(package, kind, found)
    except Scattered as error:
        raise Refused(SCATTERED) from error
    except (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ExpatError) as error:
        raise Refused(DAMAGED) from error
    except Exception as error:
        if isinstance(error, Refused):
            raise
        raise Refused(DAMAGED) from error  # zlib.error and whatever else a damaged part brings


def _by_sheet(package: ZipFile, kind: Kind, found: dict[str, dict[str, Faults]]) -> dict[str, Faults]:
    """Whose faults they are: parts of a package have names of their own, and a list says which sheet each is."""
    if kind is Kind.ODS:
        return {sheet: faults for tables in found.values() for sheet, faults in tables.items() if faults}
    if not any(faults for sheets in found.values() for faults in sheets.values()):
        return {}
    suffix = "bin" if kind is Kind.XLSB else "xml"
    listed = {each.get("Id"): each.get("Target", "") for each in _elements(package, f"xl/_rels/workbook.{suffix}.rels")}
    if kind is Kind.XLSB:
        with package.open("xl/workbook.bin") as stream:
            names = sheet_names_in_records(stream)
    else:
        names = {
            each.get(f"{{{_RELATIONS}}}id") or each.get(f"{{{_STRICT_RELATIONS}}}id", ""): each.get("name", "")
            for each in _elements(package, "xl/workbook.xml")
            if each.tag.endswith("}sheet")
        }
    parts = {posixpath.normpath(posixpath.join("/xl", listed.get(part, "")))[1:].lower(): sheet
             for part, sheet in names.items()}  # fmt: skip
    return {parts[part]: sheets[""] for part, sheets in found.items() if part in parts}


_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def _elements(package: ZipFile, name: str) -> Iterator[ElementTree.Element]:
    """All elements of a part. Its entities were looked for before."""
    with package.open(name) as stream:
        yield from ElementTree.parse(stream).iter()


def _counted(kind: Kind, name: str, sheet: SheetRoom | None) -> Callable[[IO[bytes]], dict[str, Faults]] | None:
    """What counts the cells of a part, where looking at it was not enough; None where there is nothing to count."""
    if sheet is not None and not sheet.plain and name.endswith(".xml"):
        return count_sheet
    if kind is Kind.ODS and name == "content.xml":
        return count_tables
    if kind is Kind.XLSB and name.startswith("xl/worksheets/") and name.endswith(".bin"):
        return count_records
    return None

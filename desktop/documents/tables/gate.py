"""What kind of file it is, by its content and not by its name, and whether it is safe to hand on to a reader.

Only the directory of a file is looked at here, which takes milliseconds; what its parts hold is looked through in the
process that reads them (:mod:`desktop.documents.tables.child`).
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from desktop.documents.tables.workbook import Unreadable
from desktop.language import message

LARGEST = 100 << 20
"""Bytes of a file."""
LARGEST_UNPACKED = 400 << 20
"""Bytes of all parts of a packed file."""
MOST_PARTS = 5_000
SMALL = 60 << 20
"""Bytes of unpacked parts that are harmless however well they were packed."""
DENSEST = 250
"""How many times smaller than its parts a packed file may be; real workbooks reach 20 to 100."""


class Kind(Enum):
    """How a file is read."""

    XLSX = ".xlsx"
    XLS = ".xls"
    XLSB = ".xlsb"
    ODS = ".ods"
    TEXT = ".csv"


EMPTY = message("This file is empty. Ask for it again.")
DAMAGED = message(
    "This file is damaged or was not sent whole. Open it in Excel or LibreOffice, save it anew, and retry."
)
PASSWORD = message("This file is protected by a password. Open it, save it without one, and try again.")
BOMB = message("This file unpacks to far more than it seems to hold. It may be meant to do harm, and was not read.")
OTHER = {
    "word": message("This is a Word document, not a workbook. Copy its table into Excel and save that."),
    "numbers": message("This is a Numbers document. Export it from Numbers as an Excel workbook, and use that."),
    "pdf": message("This is a PDF, not a workbook. Ask for the Excel file it was made from."),
    "page": message("This is a web page that calls itself a workbook. Open it in Excel, save it as .xlsx, and retry."),
    "unknown": message("This is not a workbook, nor a text file with a table. Nothing was read."),
}

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def look_at(path: Path) -> Kind:
    """What kind of table file this is. Raises :class:`Unreadable` where it is none, or none to be trusted."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError as error:
        raise Unreadable(message("The file {name} cannot be opened.", name=path.name)) from error
    if size > LARGEST:
        raise Unreadable(
            message("This file is too large to be a table ({size} MB). Nothing was read.", size=size >> 20)
        )
    if not start.strip(b"\0 \t\r\n"):
        raise Unreadable(EMPTY)
    if start.startswith(b"PK"):
        return _packed(path, size)
    if start.startswith(OLE):
        return _compound(path)
    return _text(start)


def _packed(path: Path, size: int) -> Kind:
    try:
        with ZipFile(path) as package:
            parts = package.infolist()
            names = {part.filename.replace("\\", "/") for part in parts}
            manifest = "META-INF/manifest.xml"
            closed = manifest in names and b"encryption-data" in package.open(manifest).read(1 << 20)
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError) as error:
        raise Unreadable(DAMAGED) from error
    if closed or any(part.flag_bits & 1 for part in parts):
        raise Unreadable(PASSWORD)
    unpacked = sum(part.file_size for part in parts)
    dense = unpacked > SMALL and unpacked > DENSEST * size
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or dense:
        raise Unreadable(BOMB)
    lowered = {name.lower() for name in names}
    if "xl/workbook.bin" in lowered:
        return Kind.XLSB
    if any(name.startswith("xl/") for name in lowered) and "[content_types].xml" in lowered:
        return Kind.XLSX
    if any(name.startswith("word/") for name in lowered):
        raise Unreadable(OTHER["word"])
    if any(name.endswith(".iwa") or name == "index.zip" for name in lowered):
        raise Unreadable(OTHER["numbers"])
    if "content.xml" in lowered:
        return Kind.ODS
    raise Unreadable(OTHER["unknown"])


def _compound(path: Path) -> Kind:
    """An old binary file: its directory names what is in it, in UTF-16."""

    def named(name: str) -> bytes:
        return name.encode("utf-16-le")

    content = path.read_bytes()
    if named("EncryptedPackage") in content:
        raise Unreadable(PASSWORD)
    if named("WordDocument") in content:
        raise Unreadable(OTHER["word"])
    if named("Workbook") in content or named("Book") in content:
        return Kind.XLS
    # What is in an old file stands at its end, which is the first to go where it was not sent whole.
    raise Unreadable(DAMAGED if path.suffix.lower() == ".xls" else OTHER["unknown"])


def _text(start: bytes) -> Kind:
    if start.startswith(b"%PDF"):
        raise Unreadable(OTHER["pdf"])
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Kind.TEXT
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if head.startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"mime-version")):
        raise Unreadable(OTHER["page"])
    zeros = start.count(0)
    # UTF-16 without a mark has a zero in about every second byte; anything else with zeros is no text.
    if zeros and not 0.2 < zeros / len(start) < 0.6:
        raise Unreadable(OTHER["unknown"])
    if any(byte < 9 for byte in start) and not zeros:
        raise Unreadable(OTHER["unknown"])
    return Kind.TEXT

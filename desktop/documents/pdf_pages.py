"""The pages of a PDF as pictures, drawn in a process of their own.

A PDF may come from anywhere: what makes the library that draws it fall over, or never come to an end, must not do so in
the window's own process. Whoever looks at one starts this program anew (``main.py pdf-pages FILE``) and asks it for
pages, one a line: number from 0, and width in pixels. Each answer is a line of JSON, followed by as many bytes as its
``bytes`` says: four a pixel, blue, green, red, nothing.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

MOST_PIXELS = 12_000_000
"""A page is never drawn larger, however wide it is asked for: that is some 48 MB."""

LONGEST_SIDE = 16_000

MEMORY = 1 << 30
"""Bytes the process may take, where the system lets it say so."""

ENCRYPTED, DAMAGED = "encrypted", "damaged"
"""Why a PDF, or a page of it, cannot be shown."""

VERB = "pdf-pages"


def run(file: str) -> int:
    """Answer what is asked on the standard input until it ends. Gives the exit code."""
    _limit_memory()
    return serve(Path(file), (line.decode("ascii", "replace") for line in sys.stdin.buffer), sys.stdout.buffer)


def serve(file: Path, questions: Iterable[str], answers: BinaryIO) -> int:
    """Say how many pages there are, then draw those asked for."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        password = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD or "assword" in str(error)
        _answer(answers, {"refused": ENCRYPTED if password else DAMAGED})
        return 1
    _answer(answers, {"pages": len(document)})
    for question in questions:
        number, width = (int(part) for part in question.split())
        try:
            said, picture = draw_page(document, number, width)
        except (pypdfium2.PdfiumError, MemoryError, ValueError):
            said, picture = {"refused": DAMAGED}, b""
        _answer(answers, {"page": number, "asked": width, **said}, picture)
    return 0


def draw_page(document: Any, number: int, width: int) -> tuple[dict[str, int], bytes]:
    """A page ``width`` pixels wide, or less where that would be too large: its size, and its pixels."""
    page = document[number]
    try:
        wide, high = page.get_size()
        if not (wide > 0 and high > 0):
            raise ValueError("a page without a size")
        scale = min(
            max(width, 1) / wide,
            (MOST_PIXELS / (wide * high)) ** 0.5,
            LONGEST_SIDE / max(wide, high),
        )
        bitmap = page.render(scale=scale, prefer_bgrx=True)
        picture = bytes(bitmap.buffer)
        said = {"width": bitmap.width, "height": bitmap.height, "stride": bitmap.stride, "bytes": len(picture)}
        bitmap.close()
        return said, picture
    finally:
        page.close()


def _answer(answers: BinaryIO, said: dict[str, Any], picture: bytes = b"") -> None:
    answers.write(json.dumps(said).encode() + b"\n" + picture)
    answers.flush()


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

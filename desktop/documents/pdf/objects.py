"""Objects of a PDF written as they stand in the file, where reportlab knows none or takes too long over them."""

from __future__ import annotations

import zlib

from reportlab.pdfbase import pdfdoc

LEVEL = 4
"""Of compression: the usual one takes twice as long, for a tenth of the size."""


class Written(pdfdoc.PDFObject):
    """An object given as it is to be written."""

    __RefOnly__ = 1

    def __init__(self, source: str = "") -> None:
        self.source = source

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        return self.source.encode("ascii")


def reference(document: pdfdoc.PDFDocument, thing: pdfdoc.PDFObject | str) -> str:
    """Put an object into the document; how others point to it."""
    if isinstance(thing, str):
        thing = Written(thing)
    return document.Reference(thing).format(document).decode("ascii")


def stream(document: pdfdoc.PDFDocument, content: bytes, entries: dict[str, int] | None = None) -> str:
    """Put a compressed stream into the document; how others point to it."""
    thing = compressed(content)
    for key, value in (entries or {}).items():
        thing.dictionary[key] = value
    return reference(document, thing)


def compressed(content: bytes) -> pdfdoc.PDFStream:
    """A stream that need not be compressed any more."""
    thing = pdfdoc.PDFStream(content=zlib.compress(content, LEVEL), filters=[])
    thing.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    return thing

"""Tables as text: which letters they are written in, what parts their columns, and their rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
import statistics
from collections.abc import Iterator

MOST_IN_A_CELL = 1 << 20
SAMPLE = 64 << 10
"""How much of a text is looked at to find out about it."""

_LATIN = re.compile("[éèàçêîôûùïëâœÉÈÀÇÊÎÔÛÙÏËÂŒ«»’‘“”–—…°€áíóúñäöüßÁÍÓÚÑÄÖÜșțăȘȚĂ\u00a0]")
_ARABIC_WORD = re.compile("[\u0621-\u064a]{2,}")

DELIMITERS = ",;\t|"
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def decoded(content: bytes) -> str:
    """The text of a file, whichever of the usual encodings it is in.

    A mark at its beginning says it, or zeros in every second byte (UTF-16); what is right as UTF-8 is UTF-8. Of
    Windows' Western and Arabic letters and the Macintosh's, those are taken in which the most letters make sense.
    """
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    start = content[:SAMPLE]
    if 0 in start:
        even, odd = start[::2].count(0), start[1::2].count(0)
        return content.decode("utf-16-be" if even > odd else "utf-16-le", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    special = re.sub(rb"[\x00-\x7f]{3,}", b" a ", content)[:SAMPLE]
    return content.decode(max(("cp1252", "cp1256", "mac_roman"), key=lambda name: _sense(special, name)), "replace")


def _sense(content: bytes, name: str) -> float:
    """What share of the letters beyond ASCII are such as words in this encoding have."""
    text = content.decode(name, "replace")
    beyond = sum(letter > "\x7f" for letter in text)
    # French read as Windows' Arabic letters keeps some accents and gains single Arabic letters: only words tell.
    found = len("".join(_ARABIC_WORD.findall(text) if name == "cp1256" else _LATIN.findall(text)))
    return found / beyond if beyond else 0


def rows(text: str) -> Iterator[list[str]]:
    """The rows of a table in text, one by one; what parts its columns is found out."""
    csv.field_size_limit(MOST_IN_A_CELL)
    clean = text.replace("\0", "")
    first, rest = clean.split("\n", 1) if "\n" in clean[:20] else ("", clean)
    told = re.fullmatch(r"sep=(.)\r?", first, re.IGNORECASE)  # Excel's own way to say it
    delimiter = told[1] if told else _delimiter(clean[:SAMPLE])
    return csv.reader(io.StringIO(rest if told else clean, newline=""), delimiter=delimiter)


def _delimiter(sample: str) -> str:
    def regularity(delimiter: str) -> tuple[float, int]:
        try:
            counts = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)][:100]
        except csv.Error:
            return 0.0, 0
        usual = int(statistics.median(counts)) if counts else 0
        return (sum(each == usual for each in counts) / len(counts), usual) if usual > 1 else (0.0, usual)

    return max(DELIMITERS, key=regularity)

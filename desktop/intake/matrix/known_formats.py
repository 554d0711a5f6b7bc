"""Exports whose columns are known: the UPR Info database, in both its dresses, and the UN's Universal Human Rights
Index ("Export to Excel")."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.documents.tables.workbook import Value
from desktop.intake import answers
from desktop.intake.matrix.columns import Part
from desktop.language import Wording
from desktop.records.search.words import fold

UPR = Wording(fr="Examen périodique universel", ar="الاستعراض الدوري الشامل", en="Universal Periodic Review")


@dataclass(frozen=True)
class NewSource:
    """A source that the register does not have yet."""

    code: str
    title: Wording
    adopted_on: dt.date | None = None


@dataclass(frozen=True)
class KnownFormat:
    """An export of a known database."""

    headings: frozenset[str]
    """Those by which it is known, as they are compared."""
    left_out: frozenset[str] = frozenset()
    """Headings that mean something else here than in a matrix."""

    def split(self, text: str) -> tuple[str | None, str]:
        """The number of its paragraph where it stands before a text, and the text."""
        return None, text

    def cycle(self, said: str | None) -> str | None:
        """The round of the monitoring body."""
        return said

    def source(self, text: Callable[[Part], str], cell: Callable[[str], Value]) -> NewSource:
        """The source of the line being read."""
        raise NotImplementedError


class UprInfo(KnownFormat):
    """All of it comes from the Universal Periodic Review; its sessions belong to cycles of the Human Rights Council."""

    _LAST_SESSIONS = ((12, "1"), (26, "2"), (40, "3"), (55, "4"))
    """The last session of each cycle (resolutions 5/1, 16/21 and 51/30 of the Council)."""

    def cycle(self, said: str | None) -> str | None:
        if said is None or not said.isdigit():
            return said
        return next((cycle for last, cycle in self._LAST_SESSIONS if int(said) <= last), None)

    def source(self, text: Callable[[Part], str], cell: Callable[[str], Value]) -> NewSource:
        return NewSource("UPR", UPR)


class Uhri(KnownFormat):
    """Each line comes from a document of a body of the United Nations."""

    _PARAGRAPH = re.compile(r"^\W*(\d{1,3}(?:\.\d{1,3})*(?:\s?\([a-z]{1,2}\))?)[.\s]\s*(?=\S)")

    def split(self, text: str) -> tuple[str | None, str]:
        bare = text.lstrip("- \t\n")
        found = self._PARAGRAPH.match(bare)
        return (found[1], bare[found.end() :]) if found else (None, bare)

    def source(self, text: Callable[[Part], str], cell: Callable[[str], Value]) -> NewSource:
        body = (text(Part.SOURCE).strip("- \t\n").split("\n") or [""])[0].strip("- ")
        symbol = str(cell("Document Symbol") or "").strip("- \t\n")
        try:
            day = answers.day(cell("Document Publication Date"))
        except answers.Unclear:
            day = None
        return NewSource((symbol or body or "UHRI")[:64], Wording(en=body or symbol or "UHRI"), day)


FORMATS: Sequence[KnownFormat] = (
    # Its "Action" is how far a recommendation goes, from 1 to 5.
    UprInfo(frozenset({"sur", "rs", "recommendation", "response", "session"}), frozenset({"action"})),
    UprInfo(frozenset({"to", "from", "text", "response", "session"}), frozenset({"action"})),
    Uhri(
        frozenset({"text", "countries concerned", "document symbol"}),
        frozenset({"document symbol", "document publication date"}),
    ),
)


def recognise(headings: Sequence[str]) -> KnownFormat | None:
    """The database a table was exported from, by its headings; ``None`` for another table."""
    said = {fold(heading) for heading in headings}
    return next((known for known in FORMATS if known.headings <= said), None)

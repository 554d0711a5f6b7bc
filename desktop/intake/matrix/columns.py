"""What a column of a follow-up matrix can hold, known by its heading in three languages and by what stands in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from desktop.codes import Code
from desktop.documents.tables.workbook import Value
from desktop.intake import answers
from desktop.intake.matrix import deadlines
from desktop.language import label
from desktop.paths import resources
from desktop.records.search.words import fold


class Part(Code):
    """What a column says."""

    TEXT = "text", label("matrix", "recommendation")
    SOURCE_NUMBER = "source_number", label("matrix", "number of the recommendation")
    SOURCE = "source", label("matrix", "source")
    CYCLE = "cycle", label("matrix", "cycle or session")
    PARAGRAPH = "paragraph", label("matrix", "paragraph")
    COUNTRY = "country", label("matrix", "country concerned")
    RECOMMENDED_BY = "recommended_by", label("matrix", "recommended by")
    POSITION = "position", label("matrix", "position")
    PILLAR = "pillar", label("matrix", "pillar")
    THEME = "theme", label("matrix", "theme")
    ACTION = "action", label("matrix", "action")
    LEAD = "lead", label("matrix", "institution in charge")
    SUPPORTING = "supporting", label("matrix", "partners")
    START = "start", label("matrix", "start")
    DEADLINE = "deadline", label("matrix", "deadline")
    STATUS = "status", label("matrix", "status")
    PROGRESS = "progress", label("matrix", "progress")
    COMMENT = "comment", label("matrix", "remarks")
    IGNORED = "ignored", label("matrix", "left out")


@cache
def _headings() -> dict[str, Part]:
    """The parts by the headings they are known by, as ``resources/matrix/headings.toml`` has them."""
    known = tomllib.loads((resources() / "matrix" / "headings.toml").read_text(encoding="utf-8"))
    return {
        fold(heading): Part(part) for part, scripts in known.items() for words in scripts.values() for heading in words
    }


def of_heading(heading: str) -> Part | None:
    """What a heading says the column holds; ``None`` where it is not known."""
    plain = fold(heading).strip(" .:*")
    # "Échéance (prévue)", "Institution(s) responsable(s)"
    short = re.sub(r"\s*\(.*?\)", "", plain).strip(" .:*")
    return _headings().get(plain) or _headings().get(short)


def guess(headings: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[Part]:
    """What each column holds: by its heading, else by what stands in it; a part said twice counts the first time.

    Several columns of remarks stay remarks.
    """
    found = [of_heading(heading) for heading in headings]
    taken: set[Part] = set()
    for place, part in enumerate(found):
        if part is None or part is Part.COMMENT or part is Part.IGNORED:
            continue
        if part in taken:
            found[place] = Part.IGNORED
        taken.add(part)
    for place, part in enumerate(found):
        if part is None:
            by_content = _of_content([row[place] for row in rows if place < len(row)])
            found[place] = by_content if by_content not in taken else None
            if by_content is not None:
                taken.add(by_content)
    guessed = [part or Part.IGNORED for part in found]
    # "State/%" may hold words, shares, or both; what is all percentages is progress.
    for place, part in enumerate(guessed):
        if part is Part.STATUS and Part.PROGRESS not in taken:
            values = [row[place] for row in rows if place < len(row)]
            if _share(values, answers.percentage) > _share(values, answers.status):
                guessed[place] = Part.PROGRESS
    if Part.TEXT not in guessed and Part.ACTION not in guessed:
        longest = _longest(rows, guessed)
        if longest is not None:
            guessed[longest] = Part.TEXT
    return guessed


def _of_content(values: Sequence[Value]) -> Part | None:
    """What a column without a known heading holds, where nearly all its cells are of one kind."""
    for part, understand in ((Part.STATUS, answers.status), (Part.DEADLINE, deadlines.deadline)):
        if _share(values, understand) > 0.8:
            return part
    if any(isinstance(value, str) and "%" in value for value in values) and _share(values, answers.percentage) > 0.8:
        return Part.PROGRESS
    return None


def _share(values: Sequence[Value], understand: Callable[[Any], Any]) -> float:
    """What part of the cells that are filled in is understood."""
    filled = [value for value in values if value not in (None, "")]
    if len(filled) < 2:
        return 0
    understood = 0
    for value in filled:
        try:
            understood += understand(value) is not None
        except answers.Unclear:
            continue
    return understood / len(filled)


def _longest(rows: Sequence[Sequence[Value]], guessed: Sequence[Part]) -> int | None:
    """The column with the longest words among those nothing is known of."""
    lengths = {
        place: sum(len(value) for row in rows if place < len(row) and isinstance(value := row[place], str))
        for place, part in enumerate(guessed)
        if part is Part.IGNORED
    }
    place = max(lengths, key=lambda each: lengths[each], default=None)
    return place if place is not None and lengths[place] else None

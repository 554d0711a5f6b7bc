"""Which institutions a cell names: by acronym or name, spelt nearly right, several in one cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from desktop.records.rows import InstitutionRow
from desktop.records.search.words import fold

SURE, LIKELY = 93, 75
"""Per cent of likeness from which a name is taken for one that is known, and from which it is asked about."""

ALIKE = 80
"""Per cent of likeness of two words that are one, spelt differently."""

_BETWEEN = re.compile(r"\s*(?:[;\n/،؛]|\s[-–•]\s|,|\bet\b|\band\b|(?<=\s)و(?=\s))\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Match:
    """One name of a cell, and the institution it is taken for."""

    said: str
    institution: InstitutionRow | None = None
    sure: bool = False
    """Where it is not, somebody is asked."""


class Matcher:
    """Knows the institutions of a register."""

    def __init__(self, institutions: Sequence[InstitutionRow], decided: Mapping[str, str] | None = None) -> None:
        self._by_name: dict[str, InstitutionRow] = {}
        self._by_acronym = {fold(row.acronym): row for row in institutions}
        for row in institutions:
            for name in (row.acronym, *row.name.as_dict().values()):
                if name:
                    self._by_name.setdefault(fold(name), row)
        self._decided = {fold(said): fold(acronym) for said, acronym in (decided or {}).items()}
        """What somebody said before that a name means, by acronym."""
        self._known: dict[str, Match] = {}

    def matches(self, cell: str) -> list[Match]:
        """The institutions a cell names. A name that has "and" in it is tried as a whole first."""
        whole = self.match(cell)
        if whole.sure:
            return [whole]
        parts = [part for part in _BETWEEN.split(cell) if part and part.strip(" .-–•")]
        if len(parts) < 2:
            return [whole]
        return list({match.said: match for part in self._joined(parts) if (match := self.match(part))}.values())

    def _joined(self, parts: Sequence[str]) -> list[str]:
        """The parts, where two that only make sense together stand together: "Justice et des Libertés"."""
        joined: list[str] = []
        place = 0
        while place < len(parts):
            pair = " et ".join(parts[place : place + 2])
            if place + 1 < len(parts) and self.match(pair).sure and not self.match(parts[place + 1]).sure:
                joined.append(pair)
                place += 2
            else:
                joined.append(parts[place])
                place += 1
        return joined

    def match(self, said: str) -> Match:
        """The institution one name means."""
        said = " ".join(said.split()).strip(" .:-–•")
        if said not in self._known:
            self._known[said] = self._find(said)
        return self._known[said]

    def _find(self, said: str) -> Match:
        plain = fold(said)
        if (acronym := self._decided.get(plain)) is not None:
            return Match(said, self._by_acronym.get(acronym), True)
        if (row := self._by_name.get(plain)) is not None:
            return Match(said, row, True)
        # "Ministère de la Justice (MJ)"
        if (found := re.search(r"\(([^()]{2,32})\)", said)) and (row := self._by_acronym.get(fold(found[1]))):
            return Match(said, row, True)
        best = process.extractOne(plain, self._by_name.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=LIKELY)
        if best is None:
            return Match(said)
        return Match(said, self._by_name[best[0]], best[1] >= SURE and _hardly_differ(plain, best[0]))


def _hardly_differ(one: str, other: str) -> bool:
    """Whether two names differ in how words are spelt only, not in a whole word or a figure: Sfax 1 is not Sfax 2."""
    words, others = sorted(re.findall(r"\w+", one)), sorted(re.findall(r"\w+", other))
    return len(words) == len(others) and all(
        word == each or (not set("0123456789") & {*word, *each} and fuzz.ratio(word, each) >= ALIKE)
        for word, each in zip(words, others, strict=True)
    )

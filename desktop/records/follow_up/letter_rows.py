"""What a letter to an institution says, as the documents are given it. Nothing here knows the database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from desktop.codes import LetterKind
from desktop.records.rows import CommissionRow, InstitutionRow, MeetingRow, PersonRow, RecommendationRow, TrackerRow


@dataclass(frozen=True)
class Concerned:
    """An institution a letter is due to."""

    institution: InstitutionRow
    count: int
    """Of recommendations addressed to it, or of actions that are late."""
    since: dt.date | None = None
    """The earliest deadline that has passed."""


@dataclass(frozen=True)
class Correspondence:
    """What one letter says; nothing in it lies above its audience."""

    commission: CommissionRow
    kind: LetterKind
    """A transmission; or a reminder, which is a request where there is no letter yet that it could remind of."""
    institution: InstitutionRow
    person: PersonRow | None
    """Who is addressed: its focal point, or the only one known of it."""
    on: dt.date
    meeting: MeetingRow | None
    """The one whose recommendations are handed on."""
    recommendations: tuple[RecommendationRow, ...]
    actions: tuple[TrackerRow, ...]
    """What it leads or supports under them; of a reminder, what it leads and is late with."""
    reminder: int
    """Which reminder it is: 0 where it is none."""
    withheld: int
    reminds_id: str | None = None
    """The first letter, which was not answered."""
    reminds_number: str = ""
    reminds_on: dt.date | None = None
    number: str = ""
    """Of the letter, once it is entered."""

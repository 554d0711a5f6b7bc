"""What leaves the register before and after a meeting: frozen rows, without SQLAlchemy, as all rows are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from desktop.codes import AgendaItemKind, MinutesStatus, Threshold
from desktop.language import Wording
from desktop.records.rows import AttendanceRow, CommissionRow, MeetingRow, RecommendationRow


@dataclass(frozen=True)
class AgendaPoint:
    """An item of the agenda as it is sent out, before anything was said."""

    id: str
    position: int
    """From 1."""
    title: Wording
    kind: AgendaItemKind
    rapporteur: str | None
    day: dt.date | None
    """On which day of a meeting of several days."""
    starts_at: dt.time | None
    adopts: MeetingRow | None
    """The meeting whose minutes are adopted under it."""
    carried_from: str | None
    """Number of the meeting whose item it takes up again."""
    follow_up: tuple[RecommendationRow, ...] = ()
    """The recommendations whose follow-up is examined."""
    documents: tuple[Wording, ...] = ()


@dataclass(frozen=True)
class QuorumRule:
    """What a body's rules ask for, with its voting members on the day."""

    voting: int
    required: int
    share: Fraction
    threshold: Threshold
    second_call_on: dt.date | None
    """From which day the body may be called again where there is no quorum."""


@dataclass(frozen=True)
class Convocation:
    """A meeting as its notice, its agenda and its attendance sheet need it."""

    commission: CommissionRow
    meeting: MeetingRow
    opens_at: dt.time | None
    closes_at: dt.time | None
    chair: str | None
    rapporteur: str | None
    organisers: tuple[Wording, ...]
    programmes: tuple[Wording, ...]
    countries: tuple[str, ...]
    invited: tuple[AttendanceRow, ...]
    agenda: tuple[AgendaPoint, ...]
    documents: tuple[Wording, ...]
    """Those of the meeting itself."""
    quorum: QuorumRule | None
    """None for an event that no body holds."""
    second_call_of: MeetingRow | None = None
    """The meeting without quorum that this one is the second call of."""
    changes: int = 0
    """How many steps of the journal touched the meeting: later ones have more."""
    changed_at: dt.datetime | None = None
    withheld: int = 0
    """How many of those invited are above the level of those it is made for, and left out."""

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Each day of the meeting."""
        last = self.meeting.end or self.meeting.start
        return tuple(self.meeting.start + dt.timedelta(days=n) for n in range((last - self.meeting.start).days + 1))


@dataclass(frozen=True)
class MinutesVersionRow:
    """Minutes as they were kept when they reached a state."""

    id: str
    version: int
    status: MinutesStatus
    made_on: dt.date
    note: Wording
    """What was amended."""
    sha256: str
    """Of the text."""
    document_sha256: str | None
    """Of the PDF that was sent out, where it was kept, too."""

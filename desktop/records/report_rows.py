"""What reports say, as the documents are given it. Nothing here knows the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.codes import FINISHED, ActionStatus, Audience, Implementation
from desktop.language import Wording
from desktop.records.figures import MonthCount
from desktop.records.rows import CommissionRow, MeetingRow, RecommendationRow, TrackerRow


@dataclass(frozen=True)
class ReportLine:
    """A recommendation and what is done about it."""

    recommendation: RecommendationRow
    actions: tuple[TrackerRow, ...]


@dataclass(frozen=True)
class FollowUpReport:
    """What became of the recommendations of one source, of one programme, or to one institution."""

    commission: CommissionRow
    subject: Wording
    code: str
    """Short name of the source, code of the programme, acronym of the institution."""
    on: dt.date
    audience: Audience
    lines: tuple[ReportLine, ...]
    withheld: int

    @property
    def actions(self) -> tuple[TrackerRow, ...]:
        """The actions that carry them out, each once."""
        return tuple({row.id: row for line in self.lines for row in line.actions}.values())

    @property
    def action_counts(self) -> Mapping[ActionStatus, int]:
        """How many actions have each status."""
        return {status: sum(row.status is status for row in self.actions) for status in ActionStatus}

    @property
    def late(self) -> int:
        """How many of the actions are late."""
        return sum(self.is_late(row) for row in self.actions)

    def is_late(self, row: TrackerRow) -> bool:
        return bool(row.due and row.due < self.on) and row.status not in FINISHED

    @property
    def leads(self) -> tuple[LeadFigures, ...]:
        """Those who lead the actions, whoever leads most first."""
        found = []
        for acronym in {row.lead for row in self.actions if row.lead}:
            led = [row for row in self.actions if row.lead == acronym]
            counts = {status: sum(row.status is status for row in led) for status in ActionStatus}
            name = led[0].lead_name or Wording()
            found.append(LeadFigures(acronym, acronym, name, counts, sum(map(self.is_late, led))))
        return tuple(sorted(found, key=lambda each: (-sum(each.counts.values()), each.acronym)))

    @property
    def counts(self) -> Mapping[Implementation, int]:
        """How many recommendations have each status."""
        return {status: sum(line.recommendation.status is status for line in self.lines) for status in Implementation}


@dataclass(frozen=True)
class PillarFigures:
    name: Wording
    counts: Mapping[Implementation, int]


@dataclass(frozen=True)
class LeadFigures:
    id: str
    acronym: str
    name: Wording
    counts: Mapping[ActionStatus, int]
    late: int


@dataclass(frozen=True)
class TrainingFigures:
    meeting: MeetingRow
    women: int | None
    """None for a number too small to be shown."""
    men: int | None


@dataclass(frozen=True)
class Practice:
    id: str
    title: Wording
    description: Wording
    institution: str | None
    country: str | None


@dataclass(frozen=True)
class AnnualReport:
    """A commission's year: what it did in it, and where follow-up stands on a day."""

    commission: CommissionRow
    year: int
    on: dt.date
    audience: Audience
    meetings: tuple[MeetingRow, ...]
    made: int
    """Recommendations of that year."""
    recommendations: Mapping[Implementation, int]
    actions: Mapping[ActionStatus, int]
    pillars: tuple[PillarFigures, ...]
    leads: tuple[LeadFigures, ...]
    months: tuple[MonthCount, ...]
    """From January on, up to the day it stands for."""
    trainings: tuple[TrainingFigures, ...]
    practices: tuple[Practice, ...]
    withheld: int

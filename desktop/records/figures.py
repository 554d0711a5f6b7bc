"""The figures of a dashboard, as frozen rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.codes import ActionStatus, AgeBand, Implementation, Series
from desktop.language import Wording


@dataclass(frozen=True)
class FollowUp:
    """How far the recommendations of one pillar, programme or country have come."""

    id: str | None
    code: str
    name: Wording
    """Empty for a country: its code says it all."""
    total: int
    closed: int


@dataclass(frozen=True)
class LeadCount:
    """The actions one institution leads."""

    id: str
    acronym: str
    name: Wording
    total: int
    late: int
    reported: int
    verified: int


@dataclass(frozen=True)
class Deadlines:
    """How actions stand to their deadlines: the first four make up all actions."""

    finished: int
    on_time: int
    late: int
    without_deadline: int
    answered: int
    """Of those not finished, how many had something reported in the last half-year."""

    @property
    def unfinished(self) -> int:
        return self.on_time + self.late + self.without_deadline


@dataclass(frozen=True)
class CivilSociety:
    """How much of attendance, and how many actions, are civil society's."""

    attended: int
    attendance: int
    takes_part: int
    actions: int


@dataclass(frozen=True)
class TraineeCount:
    """Those of one institution who were trained; None for a count too small to be shown."""

    id: str
    acronym: str
    name: Wording
    women: int | None
    men: int | None
    unstated: int | None
    total: int | None


@dataclass(frozen=True)
class MonthCount:
    year: int
    month: int
    counts: Mapping[Series, int]


@dataclass(frozen=True)
class Overview:
    """All the figures of a dashboard."""

    actions: Mapping[ActionStatus, int]
    recommendations: Mapping[Implementation, int]
    pillars: Sequence[FollowUp]
    programmes: Sequence[FollowUp]
    countries: Sequence[FollowUp]
    institutions: Sequence[LeadCount]
    ages: Mapping[AgeBand, int]
    deadlines: Deadlines
    civil_society: CivilSociety
    trainees: Sequence[TraineeCount]
    months: Sequence[MonthCount]

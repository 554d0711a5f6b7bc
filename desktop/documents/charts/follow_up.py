"""The charts of follow-up that the dashboard and the reports share: their words, and the colour and pattern of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Protocol

from desktop.codes import ActionStatus, Implementation
from desktop.codes import Series as Counted
from desktop.documents.charts.chart import Chart, ChartKind, Pattern, Row, Series
from desktop.language import Language, Message, Wording, label, plural
from desktop.records.figures import MonthCount

Look = tuple[str, Pattern]

IMPLEMENTATION: Mapping[Implementation, Look] = {
    Implementation.NOT_STARTED: ("grey", Pattern.HOLLOW),
    Implementation.IN_PROGRESS: ("blue", Pattern.DOTS),
    Implementation.REPORTED: ("accent", Pattern.STRIPES),
    Implementation.VERIFIED: ("green", Pattern.PLAIN),
    Implementation.PARTLY_CLOSED: ("amber", Pattern.CROSSES),
    Implementation.NOT_CLOSED: ("amber", Pattern.PLAIN),
    Implementation.SUPERSEDED: ("grey", Pattern.RAYS),
}
ACTIONS: Mapping[ActionStatus, Look] = {
    ActionStatus.VERIFIED: ("green", Pattern.PLAIN),
    ActionStatus.REPORTED: ("accent", Pattern.STRIPES),
    ActionStatus.IN_PROGRESS: ("blue", Pattern.DOTS),
    ActionStatus.BLOCKED: ("amber", Pattern.CROSSES),
    ActionStatus.PLANNED: ("grey", Pattern.HOLLOW),
    ActionStatus.CANCELLED: ("grey", Pattern.RAYS),
}
OF_LEADS = tuple(status for status in ACTIONS if status is not ActionStatus.CANCELLED)
"""What is shown of the actions an institution leads, from what is verified to what is planned."""

SHOWN = 10
"""How many institutions a picture names; the rest are together in its last line."""

PARTS: tuple[tuple[Message, tuple[Implementation, ...]], ...] = (
    (Implementation.VERIFIED.label, (Implementation.VERIFIED,)),
    (Implementation.REPORTED.label, (Implementation.REPORTED,)),
    (Implementation.IN_PROGRESS.label, (Implementation.IN_PROGRESS,)),
    (Implementation.NOT_STARTED.label, (Implementation.NOT_STARTED,)),
    (
        label("chart", "closed otherwise"),
        (Implementation.PARTLY_CLOSED, Implementation.NOT_CLOSED, Implementation.SUPERSEDED),
    ),
)
"""What is shown of the recommendations under a pillar."""

TRENDS: Mapping[Counted, str] = {
    Counted.RECOMMENDATIONS: "accent",
    Counted.ACTIONS: "blue",
    Counted.DEADLINES: "amber",
    Counted.UPDATES: "green",
    Counted.MEETINGS: "grey",
}
"""What is shown month by month, in which colour."""


class OfPillar(Protocol):
    """How many recommendations under a pillar have each status."""

    @property
    def name(self) -> Wording: ...
    @property
    def counts(self) -> Mapping[Implementation, int]: ...


class OfLead(Protocol):
    """How many actions of an institution have each status, and how many are late."""

    @property
    def acronym(self) -> str: ...
    @property
    def name(self) -> Wording: ...
    @property
    def counts(self) -> Mapping[ActionStatus, int]: ...
    @property
    def late(self) -> int: ...


def pillar_chart(pillars: Sequence[OfPillar], language: Language) -> Chart:
    """A bar for each pillar, in the order of :data:`PARTS`."""
    return Chart(
        ChartKind.STACKED,
        title=language.text("Implementation of recommendations, by pillar"),
        heading=language.text("Pillar"),
        series=tuple(Series(language.text(said), *IMPLEMENTATION[statuses[0]]) for said, statuses in PARTS),
        rows=tuple(
            Row(
                language.best(pillar.name),
                tuple(sum(pillar.counts[status] for status in statuses) for _, statuses in PARTS),
            )
            for pillar in pillars
        ),
        nothing=language.text(
            "How far the recommendations under each pillar are implemented will be shown here, once there are some."
        ),
    )


def lead_chart(leads: Sequence[OfLead], language: Language, others: Sequence[OfLead] = ()) -> Chart:
    """A bar for each institution, in the order of :data:`OF_LEADS`, and one for all the ``others``."""

    def row(name: str, full: str, of: Sequence[OfLead]) -> Row:
        values = tuple(sum(lead.counts[status] for lead in of) for status in OF_LEADS)
        late = sum(lead.late for lead in of)
        return Row(name, values, full, flag=language.text(plural("{count} late", "{count} late", late)) if late else "")

    rows = [row(lead.acronym, language.best(lead.name), (lead,)) for lead in leads]
    if others:
        rows.append(row(language.text(plural("{count} other", "{count} others", len(others))), "", others))
    return Chart(
        ChartKind.STACKED,
        title=language.text("Actions, by lead institution"),
        heading=language.text("Institution"),
        series=tuple(Series(language.text(status.label), *ACTIONS[status]) for status in OF_LEADS),
        rows=tuple(rows),
        nothing=language.text("Who leads how many actions, and how far they are, will be shown here."),
        flag=language.text("Overdue"),
    )


def leading_chart(leads: Sequence[OfLead], language: Language) -> Chart:
    """As :func:`lead_chart`, of as many institutions as a picture has room for and the others together."""
    shown = len(leads) if len(leads) <= SHOWN + 1 else SHOWN
    return lead_chart(leads[:shown], language, leads[shown:])


def trend_chart(months: Sequence[MonthCount], language: Language, title: Message) -> Chart:
    """A panel for each of :data:`TRENDS`, month by month."""

    def row(month: MonthCount) -> Row:
        day = dt.date(month.year, month.month, 1)
        values = tuple(month.counts[series] for series in TRENDS)
        return Row(language.month_and_year(day, short=True), values, language.month_and_year(day))

    return Chart(
        ChartKind.MULTIPLES,
        title=language.text(title),
        heading=language.text("Month"),
        series=tuple(Series(language.text(series.label), colour) for series, colour in TRENDS.items()),
        rows=tuple(row(month) for month in months),
        nothing=language.text(
            "What was recommended, begun, due and reported in each month of the last two years will be shown here."
        ),
        totals=False,
    )


def recommendation_chart(counts: Mapping[Implementation, int], language: Language) -> Chart:
    """A bar for each status that recommendations have."""
    title, what = language.text("Recommendations, by status"), language.text("Recommendations")
    rows = [(language.text(status.label), count, IMPLEMENTATION[status]) for status, count in counts.items()]
    return _by_status(title, what, language, rows)


def action_chart(counts: Mapping[ActionStatus, int], language: Language) -> Chart:
    """A bar for each status that actions have."""
    title, what = language.text("Actions, by status"), language.text("Actions")
    rows = [(language.text(status.label), count, ACTIONS[status]) for status, count in counts.items()]
    return _by_status(title, what, language, rows)


def _by_status(title: str, what: str, language: Language, rows: Sequence[tuple[str, int, Look]]) -> Chart:
    return Chart(
        ChartKind.GROUPED,
        title=title,
        heading=language.text("Status"),
        series=(Series(what, "accent"),),
        rows=tuple(Row(name[:1].upper() + name[1:], (count,), look=look) for name, count, look in rows),
        nothing="",
    )

"""The pictures of the dashboard: which figures, in which words and colours, and which list is behind each of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop.codes import OPEN, ActionStatus, DueBand, Implementation, InstitutionKind, MeetingKind, Series, Sex
from desktop.documents.charts import chart as charts
from desktop.documents.charts.chart import Chart, ChartKind, Mark, Pattern, Row
from desktop.language import Language, Message, label, message, plural
from desktop.records.follow_up.standing import LeadStatus, Silence, due_period
from desktop.records.period import Period
from desktop.windows.charts.chart_card import Exhibit, Way
from desktop.windows.dashboard.situation import Situation
from desktop.windows.lists.periods import NONE

SHOWN = 10
"""How many institutions a picture names; the rest are together in its last line, and one by one in the table."""

LATE: Mapping[DueBand, tuple[str, Pattern]] = {
    DueBand.LATE_LONG: ("red", Pattern.PLAIN),
    DueBand.LATE_HALF: ("red", Pattern.STRIPES),
    DueBand.LATE_MONTH: ("red", Pattern.DOTS),
    DueBand.DUE_MONTH: ("amber", Pattern.PLAIN),
    DueBand.DUE_QUARTER: ("blue", Pattern.PLAIN),
    DueBand.DUE_LATER: ("grey", Pattern.PLAIN),
    DueBand.NONE: ("grey", Pattern.HOLLOW),
}


def make_exhibits(situation: Situation, language: Language) -> dict[str, Exhibit]:
    """All the pictures, by a key each, in the order of the page."""
    return {name: make(situation, language) for name, make in EXHIBITS.items()}


def _code(language: Language, code: Any) -> str:
    return language.text(code.label)


# --- implementation ---------------------------------------------------------------------------------------------------


def _pillars(situation: Situation, language: Language) -> Exhibit:
    parts: tuple[tuple[Message, tuple[Implementation, ...], str, Pattern], ...] = (
        (Implementation.VERIFIED.label, (Implementation.VERIFIED,), "green", Pattern.PLAIN),
        (Implementation.REPORTED.label, (Implementation.REPORTED,), "accent", Pattern.STRIPES),
        (Implementation.IN_PROGRESS.label, (Implementation.IN_PROGRESS,), "blue", Pattern.DOTS),
        (Implementation.NOT_STARTED.label, (Implementation.NOT_STARTED,), "grey", Pattern.HOLLOW),
        (
            label("chart", "closed otherwise"),
            (Implementation.PARTLY_CLOSED, Implementation.NOT_CLOSED, Implementation.SUPERSEDED),
            "amber",
            Pattern.CROSSES,
        ),
    )
    rows, ways = [], {}
    for place, pillar in enumerate(situation.pillars):
        values = tuple(sum(pillar.counts[status] for status in statuses) for _, statuses, _, _ in parts)
        rows.append(Row(language.best(pillar.name), values))
        for number, (_, statuses, _, _) in enumerate(parts):
            ways[Mark(place, number)] = Way("recommendations", {"pillar": pillar.id, "status": statuses})
    return Exhibit(
        Chart(
            ChartKind.STACKED,
            title=language.text("Implementation of recommendations, by pillar"),
            heading=language.text("Pillar"),
            series=tuple(charts.Series(language.text(said), colour, pattern) for said, _, colour, pattern in parts),
            rows=tuple(rows),
            nothing=language.text(
                "How far the recommendations under each pillar are implemented will be shown here, once there are some."
            ),
        ),
        ways,
    )


STATUSES: tuple[tuple[ActionStatus, str, Pattern], ...] = (
    (ActionStatus.VERIFIED, "green", Pattern.PLAIN),
    (ActionStatus.REPORTED, "accent", Pattern.STRIPES),
    (ActionStatus.IN_PROGRESS, "blue", Pattern.DOTS),
    (ActionStatus.BLOCKED, "amber", Pattern.CROSSES),
    (ActionStatus.PLANNED, "grey", Pattern.HOLLOW),
)


def _leads(situation: Situation, language: Language) -> Exhibit:
    def made(leads: Sequence[LeadStatus], others: Sequence[LeadStatus] = ()) -> Exhibit:
        rows, ways = [], {}
        for place, lead in enumerate(leads):
            values = tuple(lead.counts[status] for status, _, _ in STATUSES)
            rows.append(Row(lead.acronym, values, language.best(lead.name), flag=_late(language, lead.late)))
            for number, (status, _, _) in enumerate(STATUSES):
                ways[Mark(place, number)] = Way("actions", {"lead": (lead.id,), "status": (status,)})
            ways[Mark(place, len(STATUSES))] = Way("actions", {"lead": (lead.id,), "overdue": True})
        if others:
            values = tuple(sum(lead.counts[status] for lead in others) for status, _, _ in STATUSES)
            late = sum(lead.late for lead in others)
            rows.append(Row(_others(language, len(others)), values, flag=_late(language, late)))
            ids = tuple(lead.id for lead in others)
            for number, (status, _, _) in enumerate(STATUSES):
                ways[Mark(len(leads), number)] = Way("actions", {"lead": ids, "status": (status,)})
            ways[Mark(len(leads), len(STATUSES))] = Way("actions", {"lead": ids, "overdue": True})
        chart = Chart(
            ChartKind.STACKED,
            title=language.text("Actions, by lead institution"),
            heading=language.text("Institution"),
            series=tuple(charts.Series(_code(language, code), colour, pattern) for code, colour, pattern in STATUSES),
            rows=tuple(rows),
            nothing=language.text("Who leads how many actions, and how far they are, will be shown here."),
            flag=language.text("Overdue"),
        )
        return Exhibit(chart, ways)

    return _cut(situation.leads, made)


def _late(language: Language, count: int) -> str:
    return language.text(plural("{count} late", "{count} late", count)) if count else ""


def _others(language: Language, count: int) -> str:
    return language.text(plural("{count} other", "{count} others", count))


def _cut(rows: Sequence[Any], made: Callable[..., Exhibit]) -> Exhibit:
    """A picture of the first rows, and with it a table of all of them."""
    if len(rows) <= SHOWN + 1:
        return made(rows)
    short, whole = made(rows[:SHOWN], rows[SHOWN:]), made(rows)
    return Exhibit(short.chart, short.ways, whole)


# --- deadlines and answers --------------------------------------------------------------------------------------------


def _deadlines(situation: Situation, language: Language) -> Exhibit:
    ways: dict[Mark, Way] = {}
    bands = list(DueBand)
    for number, band in enumerate(bands):
        period = due_period(band, situation.today)
        filters: dict[str, Any] = {"status": OPEN, "due": period.code if period else NONE}
        ways[Mark(number, 0)] = Way("actions", filters)
    return Exhibit(
        Chart(
            ChartKind.GROUPED,
            title=language.text("Open actions, by deadline"),
            heading=language.text("Deadline"),
            series=(charts.Series(language.text("Actions"), "accent"),),
            rows=tuple(Row(_code(language, band), (situation.bands[band],), look=LATE[band]) for band in bands),
            nothing=language.text("How late the open actions are, and how soon they fall due, will be shown here."),
        ),
        ways,
    )


def _silences(situation: Situation, language: Language) -> Exhibit:
    def made(silences: Sequence[Silence], others: Sequence[Silence] = ()) -> Exhibit:
        rows, ways = [], {}
        for place, each in enumerate(silences):
            rows.append(Row(each.acronym, (each.actions, each.letters), language.best(each.name)))
            ways[Mark(place, 0)] = Way("actions", {"lead": (each.id,), "silent": True})
            ways[Mark(place, 1)] = Way("letters", {"addressees": (each.id,), "matters": True})
        if others:
            values = sum(each.actions for each in others), sum(each.letters for each in others)
            rows.append(Row(_others(language, len(others)), values))
            ids = tuple(each.id for each in others)
            ways[Mark(len(silences), 0)] = Way("actions", {"lead": ids, "silent": True})
            ways[Mark(len(silences), 1)] = Way("letters", {"addressees": ids, "matters": True})
        series = (
            charts.Series(language.text("actions without news for six months"), "amber"),
            charts.Series(language.text("letters whose answer is overdue"), "red", Pattern.STRIPES),
        )
        chart = Chart(
            ChartKind.GROUPED,
            title=language.text("Who has not answered"),
            heading=language.text("Institution"),
            series=series,
            rows=tuple(rows),
            nothing=language.text("Everybody has answered: no letter is overdue, and there is news of every action."),
        )
        return Exhibit(chart, ways)

    return _cut(situation.silences, made)


# --- over time --------------------------------------------------------------------------------------------------------

TRENDS: tuple[tuple[Series, str, str, str], ...] = (
    (Series.RECOMMENDATIONS, "accent", "recommendations", "made"),
    (Series.ACTIONS, "blue", "actions", "begun"),
    (Series.DEADLINES, "amber", "actions", "due"),
    (Series.UPDATES, "green", "actions", "reported"),
    (Series.MEETINGS, "grey", "meetings", "began"),
)
"""What is shown month by month, its colour, and the page and filter that list it."""


def _trend(situation: Situation, language: Language) -> Exhibit:
    rows, ways = [], {}
    for place, month in enumerate(situation.months):
        period = Period.month(month.year, month.month)
        if place == len(situation.months) - 1:
            # The month one is in is counted up to today.
            period = Period(period.first, situation.today)
        day = dt.date(month.year, month.month, 1)
        values = tuple(month.counts[series] for series, _, _, _ in TRENDS)
        rows.append(Row(language.month_and_year(day, short=True), values, language.month_and_year(day)))
        for number, (_, _, page, name) in enumerate(TRENDS):
            ways[Mark(place, number)] = Way(page, {name: period.code})
    return Exhibit(
        Chart(
            ChartKind.MULTIPLES,
            title=language.text("Month by month, over two years"),
            heading=language.text("Month"),
            series=tuple(charts.Series(_code(language, series), colour) for series, colour, _, _ in TRENDS),
            rows=tuple(rows),
            nothing=language.text(
                "What was recommended, begun, due and reported in each month of the last two years will be shown here."
            ),
            totals=False,
        ),
        ways,
    )


# --- who takes part ---------------------------------------------------------------------------------------------------


def _civil_society(situation: Situation, language: Language) -> Exhibit:
    found = situation.civil_society
    others = tuple(kind for kind in InstitutionKind if kind is not InstitutionKind.CIVIL_SOCIETY)
    institutions = Way("institutions", {"kind": (InstitutionKind.CIVIL_SOCIETY,)})
    rows = (
        Row(_share(language, message("Attendance"), found.attended, found.attendance),
            (found.attended, found.attendance - found.attended), language.text("Attendance")),
        Row(_share(language, message("Actions"), found.takes_part, found.actions),
            (found.takes_part, found.actions - found.takes_part), language.text("Actions")),
    )  # fmt: skip
    return Exhibit(
        Chart(
            ChartKind.STACKED,
            title=language.text("Share of civil society"),
            heading=language.text("Takes part in"),
            series=(
                charts.Series(_code(language, InstitutionKind.CIVIL_SOCIETY), "accent"),
                charts.Series(language.text("others"), "grey", Pattern.HOLLOW),
            ),
            rows=rows,
            nothing=language.text("The share of civil society in attendance and in actions will be shown here."),
        ),
        {
            Mark(0, 0): institutions,
            Mark(0, 1): Way("institutions", {"kind": others}),
            Mark(1, 0): Way("actions", {"involves": InstitutionKind.CIVIL_SOCIETY}),
            Mark(1, 1): Way("actions", {"excludes": InstitutionKind.CIVIL_SOCIETY}),
        },
    )


def _share(language: Language, name: Message, part: int, of: int) -> str:
    words = language.text(name)
    return f"{words} {language.percent(round(100 * part / of))}" if of else words


def _trainees(situation: Situation, language: Language) -> Exhibit:
    rows, ways = [], {}
    for place, each in enumerate(situation.trainees):
        rows.append(Row(each.acronym, (each.women, each.men, each.unstated), language.best(each.name)))
        for number in range(3):
            ways[Mark(place, number)] = Way("meetings", {"institution": each.id, "kind": (MeetingKind.TRAINING,)})
    hidden = any(value is None for row in rows for value in row.values)
    return Exhibit(
        Chart(
            ChartKind.STACKED,
            title=language.text("People trained, by institution and sex"),
            heading=language.text("Institution"),
            series=(
                charts.Series(_code(language, Sex.FEMALE), "accent"),
                charts.Series(_code(language, Sex.MALE), "blue", Pattern.STRIPES),
                charts.Series(language.text("not stated"), "grey", Pattern.HOLLOW),
            ),
            rows=tuple(rows),
            nothing=language.text("Who was trained, by institution and sex, will be shown here. Nobody is named."),
            masked=language.text("fewer than {count}", count=situation.smallest_count),
            note=language.text("Small counts of people are not shown as they are.") if hidden else "",
        ),
        ways,
    )


EXHIBITS: dict[str, Callable[[Situation, Language], Exhibit]] = {
    "pillars": _pillars,
    "deadlines": _deadlines,
    "leads": _leads,
    "silences": _silences,
    "trend": _trend,
    "civil_society": _civil_society,
    "trainees": _trainees,
}

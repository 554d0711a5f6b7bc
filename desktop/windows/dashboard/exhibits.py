"""The pictures of the dashboard: which figures, in which words and colours, and which list is behind each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop.codes import OPEN, DueBand, InstitutionKind, MeetingKind, Series, Sex
from desktop.documents.charts import chart as charts
from desktop.documents.charts.chart import Chart, ChartKind, Mark, Pattern, Row
from desktop.documents.charts.follow_up import OF_LEADS, PARTS, SHOWN, TRENDS, lead_chart, pillar_chart, trend_chart
from desktop.language import Language, Message, message, plural
from desktop.records.follow_up.standing import LeadStatus, Silence, due_period
from desktop.records.period import Period
from desktop.windows.charts.chart_card import Exhibit, Way
from desktop.windows.dashboard.situation import Situation
from desktop.windows.lists.periods import NONE

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
    ways = {
        Mark(place, number): Way("recommendations", {"pillar": pillar.id, "status": statuses})
        for place, pillar in enumerate(situation.pillars)
        for number, (_, statuses) in enumerate(PARTS)
    }
    return Exhibit(pillar_chart(situation.pillars, language), ways)


def _leads(situation: Situation, language: Language) -> Exhibit:
    def made(leads: Sequence[LeadStatus], others: Sequence[LeadStatus] = ()) -> Exhibit:
        ways = {}
        behind = [(lead.id,) for lead in leads] + [tuple(lead.id for lead in others)] * bool(others)
        for place, ids in enumerate(behind):
            for number, status in enumerate(OF_LEADS):
                ways[Mark(place, number)] = Way("actions", {"lead": ids, "status": (status,)})
            ways[Mark(place, len(OF_LEADS))] = Way("actions", {"lead": ids, "overdue": True})
        return Exhibit(lead_chart(leads, language, others), ways)

    return _cut(situation.leads, made)


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

BEHIND: Mapping[Series, tuple[str, str]] = {
    Series.RECOMMENDATIONS: ("recommendations", "made"),
    Series.ACTIONS: ("actions", "begun"),
    Series.DEADLINES: ("actions", "due"),
    Series.UPDATES: ("actions", "reported"),
    Series.MEETINGS: ("meetings", "began"),
}
"""The page and filter that list what is counted month by month."""


def _trend(situation: Situation, language: Language) -> Exhibit:
    ways = {}
    for place, month in enumerate(situation.months):
        period = Period.month(month.year, month.month)
        if place == len(situation.months) - 1:
            # The month one is in is counted up to today.
            period = Period(period.first, situation.today)
        for number, series in enumerate(TRENDS):
            page, name = BEHIND[series]
            ways[Mark(place, number)] = Way(page, {name: period.code})
    return Exhibit(trend_chart(situation.months, language, message("Month by month, over two years")), ways)


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

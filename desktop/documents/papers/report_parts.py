"""What every report has: its title with the day and the audience it is for, and tables of figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from desktop.codes import Audience, Code
from desktop.documents.charts.chart import Chart
from desktop.documents.charts.follow_up import OF_LEADS
from desktop.documents.document import Block, Figure, Grid, Row, Run, Runs, Space
from desktop.documents.papers.wordings import Wordings, capital
from desktop.documents.withheld import withheld_records
from desktop.language import Wording, isolate, label
from desktop.records.report_rows import LeadFigures

S = TypeVar("S", bound=Code)


def report_head(
    words: Wordings, name: str, code: str, subject: Wording | str, on: dt.date, audience: Audience
) -> Iterator[Block]:
    """Letterhead, title, the day the report stands for and for whom it is."""
    yield words.letterhead()
    yield words.title(name, code, subject)
    yield Space(6)
    yield words.note(words.said("As of {date}. For: {audience}.", date=words.long_day(on), audience=audience.label))


def report_foot(words: Wordings, withheld: int) -> Iterator[Block]:
    """How many records were left out, where any were."""
    if withheld:
        yield Space(8)
        yield words.note(words.said(withheld_records(withheld)))


TELLING = 12
"""Values that are told one by one to whoever does not see a chart; the table after it tells more than that."""


class Figures:
    """The charts of one paper, numbered in their order."""

    def __init__(self, words: Wordings) -> None:
        self.words = words
        self._count = 0

    def figure(self, chart: Chart) -> Iterator[Block]:
        """A chart with its caption; nothing where there is nothing to show."""
        if chart.empty:
            return
        self._count += 1
        words = self.words
        caption = words.said("Figure {number} – {title}", number=words.language.number(self._count), title=chart.title)
        yield Figure(chart, words.language, words.text(caption, "quiet"), self._told(chart))

    def _told(self, chart: Chart) -> str:
        said, language = self.words.said, self.words.language
        marks = chart.marks()
        if len(marks) <= TELLING:
            values = [chart.said(mark, language) for mark in marks]
            return said("Chart: {title}. {values}.", title=chart.title, values=f"{self.words.semicolon} ".join(values))
        return said("Chart: {title}. The table after it gives the numbers.", title=chart.title)


def count_table(words: Wordings, what: str, counts: Mapping[S, int]) -> Grid:
    """A table of how many have each status, and their share."""
    total = sum(counts.values())
    rows = [
        words.row(status.value, words.word(status), words.language.number(count), share(words, count, total))
        for status, count in counts.items()
    ]
    rows.append(words.row("total", bold(words.said("Total")), bold(words.language.number(total)), ()))
    return Grid(
        words.headings(what, words.said(label("count", "Number")), words.said("Share")), tuple(rows), (1.0, None, None)
    )


def by_name_table(
    words: Wordings, what: str, columns: Sequence[str], rows: Sequence[tuple[str, Runs, Sequence[int]]]
) -> Grid:
    """A table of names with figures beside each; each row has a key. Headings are broken where they are long."""
    laid = tuple(
        Row(key, (words.cell(name), *(words.cell(words.language.number(figure)) for figure in figures)))
        for key, name, figures in rows
    )
    return Grid(words.headings(what, *columns), laid, (max(2.0, len(columns) / 2), *(1.0 for _ in columns)))


def lead_table(words: Wordings, leads: Sequence[LeadFigures]) -> Grid:
    """How many actions of each institution have each status, and how many are late."""
    said = words.said
    columns = (said("Total"), *(words.word(status) for status in OF_LEADS), said("Late"))
    rows = []
    for each in leads:
        figures = [each.counts[status] for status in OF_LEADS]
        name = name_with_acronym(words, each.name, each.acronym)
        rows.append((each.id, name, (sum(figures), *figures, each.late)))
    return by_name_table(words, said("Institution"), columns, rows)


def share(words: Wordings, part: int, whole: int) -> str:
    return words.language.percent(round(100 * part / whole)) if whole else "–"


def bold(said: str) -> Runs:
    return (Run(said, bold=True),)


def name_with_acronym(words: Wordings, name: Wording, acronym: str) -> Runs:
    return (*words.wording(name), Run(f" {isolate(f'({acronym})')}", tone="muted"))


def status_word(words: Wordings, status: Code) -> str:
    return capital(words.said(status.label))

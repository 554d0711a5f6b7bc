"""The commission's annual report: its year in figures, and where follow-up stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from desktop.codes import Paper
from desktop.documents.charts.follow_up import (
    PARTS,
    TRENDS,
    action_chart,
    leading_chart,
    pillar_chart,
    recommendation_chart,
    trend_chart,
)
from desktop.documents.document import Block, Document, Grid, Prose, Run, Space
from desktop.documents.papers.phrases import Part, Phrases
from desktop.documents.papers.report_parts import (
    Figures,
    by_name_table,
    count_table,
    lead_table,
    report_foot,
    report_head,
)
from desktop.documents.papers.wordings import Wordings, capital
from desktop.language import Language, isolate, label, message, plural
from desktop.records.report_rows import AnnualReport

TITLE = label("document", "Annual report")


def annual_report_paper(report: AnnualReport, language: Language, logo: bytes | None = None) -> Document:
    """The report on a year."""
    words = Wordings(report.commission, language, logo)
    title = words.said(TITLE)
    blocks = tuple(_AnnualPaper(report, words).blocks(title))
    return words.document(title, str(report.year), words.own_name(), blocks=blocks)


class _AnnualPaper:
    def __init__(self, report: AnnualReport, words: Wordings) -> None:
        self.report = report
        self.words = words
        self.said = words.said
        self.figures = Figures(words)

    def blocks(self, title: str) -> Iterator[Block]:
        report, words = self.report, self.words
        name = report.commission.name
        yield from report_head(words, title, str(report.year), name, report.on, report.audience)
        phrases = Phrases(words, Paper.ANNUAL_REPORT, year=str(report.year), date=words.long_day(report.on))
        parts: dict[str, Part] = {
            "introduction": lambda: phrases.texts("introduction"),
            "figures": self._in_figures,
            "meetings": self._meetings,
            "months": self._months,
            "standing": self._standing,
            "pillars": self._pillars,
            "institutions": self._leads,
            "trainings": self._trainings,
            "practices": self._practices,
            "signatures": phrases.signatures,
        }
        yield from phrases.blocks(parts, report_foot(words, report.withheld))

    def _in_figures(self) -> Iterator[Block]:
        report, words, said = self.report, self.words, self.said
        yield words.heading(said("The year in figures"), lines=4)
        held = said(plural("{count} meeting was held.", "{count} meetings were held.", len(report.meetings)))
        made = said(plural("{count} recommendation was adopted.", "{count} recommendations were adopted.", report.made))
        yield Prose((words.text(f"{held} {made}", "body"),))

    def _standing(self) -> Iterator[Block]:
        report, words, said = self.report, self.words, self.said
        yield words.heading(said("Where follow-up stands"), lines=8)
        yield from self.figures.figure(recommendation_chart(report.recommendations, words.language))
        yield count_table(words, said("Recommendations"), report.recommendations)
        yield Space(10)
        yield from self.figures.figure(action_chart(report.actions, words.language))
        yield count_table(words, said("Actions"), report.actions)

    def _leads(self) -> Iterator[Block]:
        if self.report.leads:
            yield self.words.heading(self.said("By institution"), lines=6)
            yield from self.figures.figure(leading_chart(self.report.leads, self.words.language))
            yield lead_table(self.words, self.report.leads)

    def _practices(self) -> Iterator[Block]:
        words = self.words
        if self.report.practices:
            yield words.heading(self.said("Good practices"), lines=5)
        for practice in self.report.practices:
            of = f" – {isolate(practice.institution)}" if practice.institution else ""
            yield Prose((words.text((*words.wording(practice.title, bold=True), Run(of))),))
            if practice.description:
                yield Prose(words.paragraphs(practice.description))

    def _meetings(self) -> Iterator[Block]:
        words, said = self.words, self.said
        if not self.report.meetings:
            return
        yield words.heading(said("Meetings"), lines=6)
        headings = words.headings(said("No."), said("Meeting"), said("Date"), said("Kind"))
        rows = tuple(
            words.row(row.id, isolate(row.number), words.wording(row.title), words.day(row.start), words.word(row.kind))
            for row in self.report.meetings
        )
        yield Grid(headings, rows, (None, 1.0, None, None))

    def _months(self) -> Iterator[Block]:
        words, months = self.words, self.report.months
        if not any(count for month in months for count in month.counts.values()):
            return
        yield words.heading(self.said("Month by month"), lines=6)
        yield from self.figures.figure(trend_chart(months, words.language, message("Follow-up month by month")))
        rows = [
            (
                f"{month.year}-{month.month}",
                (Run(capital(words.language.month_and_year(dt.date(month.year, month.month, 1)))),),
                [month.counts[series] for series in TRENDS],
            )
            for month in months
        ]
        yield by_name_table(words, self.said("Month"), [words.word(series) for series in TRENDS], rows)

    def _pillars(self) -> Iterator[Block]:
        if not self.report.pillars:
            return
        yield self.words.heading(self.said("By pillar"), lines=6)
        yield from self.figures.figure(pillar_chart(self.report.pillars, self.words.language))
        columns = (self.said("Total"), *(capital(self.said(said)) for said, _ in PARTS))
        rows = []
        for place, each in enumerate(self.report.pillars):
            figures = [sum(each.counts[status] for status in statuses) for _, statuses in PARTS]
            rows.append((str(place), self.words.wording(each.name), (sum(figures), *figures)))
        yield by_name_table(self.words, self.said("Pillar"), columns, rows)

    def _trainings(self) -> Iterator[Block]:
        words, said = self.words, self.said
        if not self.report.trainings:
            return
        yield words.heading(said("Trainings"), lines=6)

        def figure(count: int | None) -> str:
            return "–" if count is None else words.language.number(count)

        headings = words.headings(said("Training"), said("Date"), said("Women"), said("Men"))
        rows = tuple(
            words.row(each.meeting.id, words.wording(each.meeting.title), words.day(each.meeting.start),
                      figure(each.women), figure(each.men))
            for each in self.report.trainings
        )  # fmt: skip
        yield Grid(headings, rows, (1.0, None, None, None))

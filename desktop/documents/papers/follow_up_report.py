"""A report on follow-up, recommendation by recommendation: to a partner, to an external body, on an institution."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.codes import Paper
from desktop.documents.charts.follow_up import action_chart, leading_chart, recommendation_chart
from desktop.documents.document import Block, Document, Grid, Heading, Prose, Row, Run, Runs, Space
from desktop.documents.papers.phrases import Part, Phrases
from desktop.documents.papers.report_parts import (
    Figures,
    count_table,
    lead_table,
    report_foot,
    report_head,
    status_word,
)
from desktop.documents.papers.wordings import Wordings
from desktop.language import Language, Message, isolate, label, plural
from desktop.records.report_rows import FollowUpReport, ReportLine

SOURCE = label("document", "Report on follow-up")
PROGRAMME = label("document", "Report on a programme")
INSTITUTION = label("document", "Institution sheet")


def follow_up_paper(report: FollowUpReport, name: Message, language: Language, logo: bytes | None = None) -> Document:
    """The report, called ``name``."""
    words = Wordings(report.commission, language, logo)
    title = words.said(name)
    blocks = tuple(_FollowUpPaper(report, words).blocks(title))
    return words.document(title, report.code, report.subject, blocks=blocks)


class _FollowUpPaper:
    def __init__(self, report: FollowUpReport, words: Wordings) -> None:
        self.report = report
        self.words = words
        self.said = words.said
        self.figures = Figures(words)

    def blocks(self, title: str) -> Iterator[Block]:
        report, words = self.report, self.words
        yield from report_head(words, title, report.code, report.subject, report.on, report.audience)
        phrases = Phrases(
            words,
            Paper.FOLLOW_UP_REPORT,
            subject=isolate(words.language.best(report.subject)),
            code=isolate(report.code),
            date=words.long_day(report.on),
        )
        parts: dict[str, Part] = {
            "introduction": lambda: phrases.texts("introduction"),
            "figures": self._in_figures,
            "institutions": self._leads,
            "recommendations": self._recommendations,
            "signatures": phrases.signatures,
        }
        yield from phrases.blocks(parts, report_foot(words, report.withheld))

    def _in_figures(self) -> Iterator[Block]:
        report, words, said = self.report, self.words, self.said
        yield words.heading(said("In figures"), lines=8)
        yield Prose((words.text(self._summary(), "body"),))
        if report.lines:
            yield Space(4)
            yield from self.figures.figure(recommendation_chart(report.counts, words.language))
            yield count_table(words, said("Recommendations"), report.counts)
        if report.actions:
            yield Space(10)
            yield from self.figures.figure(action_chart(report.action_counts, words.language))
            yield count_table(words, said("Actions"), report.action_counts)

    def _leads(self) -> Iterator[Block]:
        leads = self.report.leads
        if len(leads) > 1:
            yield self.words.heading(self.said("By institution"), lines=6)
            yield from self.figures.figure(leading_chart(leads, self.words.language))
            yield lead_table(self.words, leads)

    def _recommendations(self) -> Iterator[Block]:
        if self.report.lines:
            yield self.words.heading(self.said("Recommendation by recommendation"))
        for line in self.report.lines:
            yield from self._line(line)

    def _summary(self) -> str:
        lines, actions, late = self.report.lines, self.report.actions, self.report.late
        count = self.said(plural("{count} recommendation.", "{count} recommendations.", len(lines)))
        under = self.said(plural("{count} action carries them out.", "{count} actions carry them out.", len(actions)))
        behind = self.said(plural("{count} of them is late.", "{count} of them are late.", late))
        return " ".join((count, under, behind))

    def _line(self, line: ReportLine) -> Iterator[Block]:
        words, row = self.words, line.recommendation
        number = " · ".join(isolate(part) for part in (row.source_number, row.number) if part)
        title = words.wording(row.title) if row.title else ()
        yield Heading(words.text((Run(f"{number}  "), *title)), 2, lines=4)
        if row.text:
            yield Prose(words.paragraphs(row.text))
        told: Runs = (Run(f"{self.said('Status:')} ", bold=True), Run(status_word(words, row.status)))
        if row.addressees:
            told = (
                *told,
                Run(f" – {self.said('addressed to')} "),
                Run(self.words.language.row(map(isolate, row.addressees))),
            )
        yield Prose((words.text(told),))
        if line.actions:
            yield self._actions(line)
            yield Space(6)
        else:
            yield words.note(self.said("No action carries it out yet."))

    def _actions(self, line: ReportLine) -> Grid:
        words, said = self.words, self.said
        headings = words.headings(
            said("No."),
            said("Action and last progress"),
            said("Lead"),
            said("Deadline"),
            said("Status"),
            said(label("report", "%")),
        )
        rows = []
        for row in line.actions:
            what = words.cell(words.wording(row.title))
            reported: Runs = ()
            if row.narrative:
                day = f"{words.day(row.reported_on)} – " if row.reported_on else ""
                reported = (Run(day, tone="muted"), *words.wording(row.narrative))
            cells = (
                words.cell(isolate(row.number)), (*what, *words.cell(reported)), words.cell(isolate(row.lead or "–")),
                words.cell(words.day(row.due)), words.cell(status_word(words, row.status)),
                words.cell(words.language.percent(row.progress)),
            )  # fmt: skip
            rows.append(Row(row.id, cells))
        return Grid(headings, tuple(rows), (None, 1.0, None, None, None, None))

"""What every paper about a meeting that is to be held says: when, where, of whom, and its agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from desktop.codes import MeetingMode
from desktop.documents.document import Grid, Group, Listed, Particulars, Row, Run, Runs
from desktop.documents.papers.wordings import Wordings
from desktop.language import isolate
from desktop.records.meetings.rows import AgendaPoint, Convocation


class MeetingParts:
    """Parts of papers about one meeting, in one language."""

    def __init__(self, convocation: Convocation, words: Wordings) -> None:
        self.convocation = convocation
        self.meeting = convocation.meeting
        self.words = words
        self.said = words.said

    # --- when and where ----------------------------------------------------------------------------------------------

    def particulars(self) -> Particulars:
        words = self.words
        return Particulars(
            tuple(
                (key, words.text(name, "quiet"), words.text(value, "cell")) for key, name, value in self._particulars()
            )
        )

    def _particulars(self) -> Iterator[tuple[str, str, str | Runs]]:
        said, words, convocation = self.said, self.words, self.convocation
        meeting = self.meeting
        what: Runs = (Run(words.word(meeting.kind)),)
        if meeting.body:
            what = (*what, Run(" – "), *words.wording(meeting.body))
        yield "kind", said("Meeting"), what
        yield "date", said("Date"), self.dates()
        if hours := self.hours():
            yield "time", said("Time"), hours
        if meeting.place and meeting.mode is not MeetingMode.REMOTE:
            yield "place", said("Place"), words.wording(meeting.place)
        yield "mode", said("Mode"), words.word(meeting.mode)
        if meeting.link and meeting.mode is not MeetingMode.IN_PERSON:
            yield "link", said("Link"), isolate(meeting.link)
        if convocation.organisers:
            yield "organisers", said("Organised by"), words.joined(convocation.organisers)
        if convocation.programmes:
            yield "programmes", said("Programme"), words.joined(convocation.programmes)
        if convocation.chair:
            yield "chair", said("Chair"), isolate(convocation.chair)
        if convocation.second_call_of:
            first = convocation.second_call_of
            yield (
                "second",
                said("Second convocation"),
                said("after {number} of {date}", number=isolate(first.number), date=words.language.date(first.start)),
            )

    def dates(self) -> str:
        """The day in full, with its weekday; the days of a longer one."""
        language, meeting = self.words.language, self.meeting
        if meeting.end and meeting.end != meeting.start:
            written = language.period(meeting.start, meeting.end)
        else:
            written = language.date(meeting.start, "full")
        hijri = language.hijri(meeting.start) if self.convocation.commission.hijri_dates else ""
        return self.words.typeset(f"{written} ({isolate(hijri)})" if hijri else written)

    def hours(self) -> str:
        opens, closes = self.convocation.opens_at, self.convocation.closes_at
        if opens and closes:
            return self.said("from {start} to {end}", start=clock(opens), end=clock(closes))
        return clock(opens) if opens else ""

    # --- the agenda --------------------------------------------------------------------------------------------------

    def agenda_list(self) -> Listed:
        """The agenda as a letter has it."""
        return Listed(tuple(self.words.text(self._point(point)) for point in self.convocation.agenda))

    def _point(self, point: AgendaPoint) -> Runs:
        return (*self.words.wording(point.title), Run(f"  ({self.said(point.kind.label)})", tone="muted"))

    def agenda_grid(self) -> Grid:
        """The agenda as a paper of its own: hours, rapporteurs, documents; by day, where there are several."""
        said, words = self.said, self.words
        timed = any(point.starts_at for point in self.convocation.agenda)
        headings = [said("Time")] if timed else []
        headings += [said("No."), said("Item"), said("Presented by"), said("Kind")]
        rows: list[Row | Group] = []
        several = len(self.convocation.days) > 1
        day: dt.date | None = None
        for point in self.convocation.agenda:
            if several and point.day and point.day != day:
                day = point.day
                rows.append(words.group(day.isoformat(), words.typeset(words.language.date(day, "full"))))
            rows.append(self._agenda_row(point, timed))
        shares: tuple[float | None, ...] = (*((None,) if timed else ()), None, 0.68, 0.32, None)
        return Grid(words.headings(*headings), tuple(rows), shares)

    def _agenda_row(self, point: AgendaPoint, timed: bool) -> Row:
        words = self.words
        title = words.wording(point.title, bold=True)
        if point.documents:
            title = (*title, Run(" – ", tone="muted"), *words.joined(point.documents, f"{words.semicolon} "))
        hour = [clock(point.starts_at) if point.starts_at else ""] if timed else []
        return words.row(
            point.id,
            *hour,
            str(point.position),
            title,
            isolate(point.rapporteur) if point.rapporteur else "",
            words.word(point.kind),
        )


def clock(time: dt.time) -> str:
    """A time of day in figures, whole in a line of any direction."""
    return isolate(f"{time:%H:%M}")

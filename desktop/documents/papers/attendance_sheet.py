"""The sheet that is signed at the door, and the plates that stand before those who sit at the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from desktop.documents.document import Block, Cell, Document, Grid, PageBreak, Plate, Row, Space
from desktop.documents.papers.meeting_parts import MeetingParts
from desktop.documents.papers.wordings import Wordings
from desktop.language import Language, isolate, label
from desktop.records.meetings.rows import Convocation
from desktop.records.rows import AttendanceRow

TITLE = label("document", "Attendance sheet")
PLATES = label("document", "Name plates")

ROOM_TO_SIGN = 34.0
"""Points: a signature is not written on a line of ten."""
EMPTY_LINES = 6
"""For those who come without being on the list."""
DAYS_ON_ONE_SHEET = 3


def attendance_sheet_paper(convocation: Convocation, language: Language, logo: bytes | None = None) -> Document:
    """A line for each who is invited, with room to sign for each day; more than three days get a sheet each."""
    paper = _AttendanceSheet(convocation, Wordings(convocation.commission, language, logo))
    meeting = convocation.meeting
    return paper.words.document(
        paper.said(TITLE), meeting.number, meeting.title, blocks=tuple(paper.blocks()),
        landscape=len(convocation.days) > 1,
    )  # fmt: skip


class _AttendanceSheet:
    def __init__(self, convocation: Convocation, words: Wordings) -> None:
        self.convocation = convocation
        self.words = words
        self.said = words.said
        self.parts = MeetingParts(convocation, words)

    def blocks(self) -> Iterator[Block]:
        days = self.convocation.days
        for first in range(0, len(days), DAYS_ON_ONE_SHEET):
            if first:
                yield PageBreak()
            yield from self._sheet(days[first : first + DAYS_ON_ONE_SHEET])

    def _sheet(self, days: tuple[dt.date, ...]) -> Iterator[Block]:
        words, meeting = self.words, self.convocation.meeting
        yield words.letterhead()
        yield words.title(self.said(TITLE), meeting.number, meeting.title)
        yield Space(10)
        yield self.parts.particulars()
        yield Space(12)
        yield self._lines(days)
        yield words.signatures(words.secretary())

    def _lines(self, days: tuple[dt.date, ...]) -> Grid:
        words, said = self.words, self.said
        several = len(self.convocation.days) > 1
        signed = (
            [self.said("Signature on {date}", date=words.day(day)) for day in days] if several else [said("Signature")]
        )
        headings = [said("No."), said("Institution"), said("Name and position"), said(label("attendance", "Capacity"))]
        rows = [
            Row(row.id, (*self._invited(number, row), *self._blank(len(signed))))
            for number, row in enumerate(self.convocation.invited, start=1)
        ]
        count = len(rows)
        rows += [
            Row(f"empty {number}", (words.cell(str(number)), *self._blank(3 + len(signed))))
            for number in range(count + 1, count + EMPTY_LINES + 1)
        ]
        room = 0.3 if not several else 0.5
        shares = (None, 0.52 * (1 - room), 0.48 * (1 - room), None, *(room / len(signed) for _ in signed))
        return Grid(words.headings(*headings, *signed), tuple(rows), shares, row_height=ROOM_TO_SIGN, ruled=True)

    def _invited(self, number: int, row: AttendanceRow) -> tuple[Cell, ...]:
        words = self.words
        who = words.institution_of(row), words.person_of(row, bold=True), words.word(row.capacity)
        return (words.cell(str(number)), *(words.cell(each) for each in who))

    def _blank(self, count: int) -> tuple[Cell, ...]:
        return ((),) * count


def name_plates_paper(convocation: Convocation, language: Language) -> Document:
    """A sheet for each who is invited, folded across its middle: the name on both sides."""
    words = Wordings(convocation.commission, language)

    def blocks() -> Iterator[Block]:
        for number, row in enumerate(convocation.invited):
            if number:
                yield PageBreak()
            yield _plate(row, words)

    meeting = convocation.meeting
    return words.document(
        words.said(PLATES), meeting.number, meeting.title, blocks=tuple(blocks()), landscape=True, bare=True
    )


def _plate(row: AttendanceRow, words: Wordings) -> Plate:
    name = row.person(words.code)
    institution = words.wording(row.institution)
    if not name:
        return Plate(words.text(institution), ())
    below = [words.text(words.wording(row.person_position))] if row.person_position else []
    below += [words.text(institution)] if row.institution else []
    return Plate(words.text(isolate(name)), tuple(below))

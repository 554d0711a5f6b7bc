"""The notice of a meeting, with its agenda: to all who are invited, or a letter to each of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from desktop.codes import MeetingKind, Paper
from desktop.documents.document import Block, Document, Grid, PageBreak, Run, Runs, Space, Text
from desktop.documents.papers.letter_parts import letter_head
from desktop.documents.papers.meeting_parts import MeetingParts
from desktop.documents.papers.phrases import Part, Phrases
from desktop.documents.papers.wordings import Wordings
from desktop.documents.withheld import withheld_records
from desktop.language import Language, isolate, label
from desktop.records.meetings.rows import Convocation
from desktop.records.rows import AttendanceRow

TITLE = label("document", "Notice of meeting")
INVITATION = label("document", "Invitation")

_CONVENED = (MeetingKind.ORDINARY_SESSION, MeetingKind.EXTRAORDINARY_SESSION)
"""To a session members are called; to an event people are invited."""


def notice_paper(
    convocation: Convocation,
    language: Language,
    on: dt.date,
    logo: bytes | None = None,
    to: Sequence[AttendanceRow] | None = None,
) -> Document:
    """The notice, dated ``on``: one for all with the list of those invited, or a letter to each of ``to``."""
    paper = _NoticePaper(convocation, Wordings(convocation.commission, language, logo), on)
    blocks = tuple(paper.letters(to)) if to is not None else tuple(paper.to_all())
    return paper.words.document(
        paper.said(paper.name), convocation.meeting.number, convocation.meeting.title, blocks=blocks
    )


class _NoticePaper:
    def __init__(self, convocation: Convocation, words: Wordings, on: dt.date) -> None:
        self.convocation = convocation
        self.meeting = convocation.meeting
        self.words = words
        self.said = words.said
        self.on = on
        self.to_each = True
        self.parts = MeetingParts(convocation, words)
        self.name = TITLE if self.meeting.kind in _CONVENED else INVITATION

    def letters(self, to: Sequence[AttendanceRow]) -> Iterator[Block]:
        """Each on a page of its own."""
        for number, invited in enumerate(to):
            if number:
                yield PageBreak()
            yield from self._head(tuple(self._address(invited)))
            institution = self.words.language.best(invited.institution) if invited.institution else ""
            yield from self._body(invited.person(self.words.code), institution)

    def to_all(self) -> Iterator[Block]:
        words = self.words
        body = self.meeting.body
        members: Runs = (Run(self.said("To the members of"), bold=True),)
        to = (words.text(members), words.text(words.wording(body))) if body else ()
        yield from self._head(to)
        self.to_each = False
        yield from self._body("")
        if withheld := self.convocation.withheld:
            yield Space(8)
            yield words.note(self.said(withheld_records(withheld)))

    def _invited(self) -> Iterator[Block]:
        if self.convocation.invited and not self.to_each:
            yield self.words.heading(self.said("Invited"), lines=6)
            yield self._list()

    def _list(self) -> Grid:
        words = self.words
        headings = words.headings(
            self.said("No."), self.said("Institution"), self.said("Name"), self.said(label("attendance", "Capacity"))
        )
        rows = tuple(
            words.row(row.id, str(number), words.institution_of(row), words.person_of(row), words.word(row.capacity))
            for number, row in enumerate(self.convocation.invited, start=1)
        )
        return Grid(headings, rows, (None, 0.55, 0.45, None))

    # --- parts -------------------------------------------------------------------------------------------------------

    def _head(self, to: Sequence[Text]) -> Iterator[Block]:
        meeting = self.meeting
        subject = (Run(self.said(self.name)), Run(" – "), *self.words.wording(meeting.title))
        yield from letter_head(self.words, self.on, to, (*subject, Run(f" ({isolate(meeting.number)})")))

    def _address(self, invited: AttendanceRow) -> Iterator[Text]:
        words = self.words
        if name := invited.person(words.code):
            yield words.text((Run(isolate(name), bold=True),))
        if invited.person_position:
            yield words.text(words.wording(invited.person_position))
        if invited.institution:
            yield words.text(words.wording(invited.institution, bold=None if name else True))

    def _body(self, name: str, institution: str = "") -> Iterator[Block]:
        phrases = self._phrases(name, institution)
        parts: dict[str, Part] = {
            "greeting": lambda: [phrases.prose(phrases.phrase("greeting" if name else "greeting_unnamed"))],
            "opening": lambda: [phrases.prose(phrases.phrase("convening" if self.name is TITLE else "inviting"))],
            "particulars": lambda: [self.parts.particulars()],
            "agenda": self._agenda,
            "requests": lambda: [phrases.prose(*self._requests(phrases))],
            "closing": lambda: [phrases.prose(phrases.phrase("closing"))],
            "signatures": lambda: phrases.signatures(done=""),
            "invited": self._invited,
        }
        yield from phrases.blocks(parts)

    def _phrases(self, name: str, institution: str) -> Phrases:
        words, meeting, rule = self.words, self.meeting, self.convocation.quorum
        second = rule.second_call_on if rule else None
        return Phrases(
            words,
            Paper.NOTICE,
            institution=isolate(institution),
            name=isolate(name),
            number=isolate(meeting.number),
            date=words.long_day(self.on),
            meeting=words.language.best(meeting.title),
            meeting_date=words.period(meeting.start, meeting.end),
            required=words.language.number(rule.required) if rule else "",
            voting=words.language.number(rule.voting) if rule else "",
            second_call=words.language.date(second) if second else "",
        )

    def _agenda(self) -> Iterator[Block]:
        if self.convocation.agenda:
            yield self.words.heading(self.said("Agenda"), lines=3)
            yield self.parts.agenda_list()
            yield Space(6)

    def _requests(self, phrases: Phrases) -> Iterator[str]:
        yield phrases.phrase("confirm")
        rule = self.convocation.quorum
        if rule is not None and self.name is TITLE:
            yield phrases.phrase("quorum")
            if rule.second_call_on is not None:
                yield phrases.phrase("second_call")

"""Letters to institutions: recommendations handed on after a meeting, reminders of what is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from desktop.codes import LetterKind, Paper
from desktop.documents.document import Block, Document, Grid, Row, Run, Runs, Space, Text
from desktop.documents.papers.letter_parts import letter_head
from desktop.documents.papers.phrases import Part, Phrases
from desktop.documents.papers.wordings import Wordings
from desktop.documents.withheld import withheld_records
from desktop.language import Language, Message, isolate, label, message
from desktop.records.follow_up.letter_rows import Correspondence

TRANSMISSION = label("document", "Transmission of recommendations")
REQUEST = label("document", "Follow-up of actions past their deadline")


def letter_paper(
    correspondence: Correspondence, answer_by: dt.date, language: Language, logo: bytes | None = None
) -> Document:
    """One letter, which asks for an answer by a day."""
    paper = _LetterPaper(correspondence, Wordings(correspondence.commission, language, logo), answer_by)
    title = paper.said(letter_title(correspondence))
    name = correspondence.institution.name
    return paper.words.document(title, correspondence.number, name, blocks=tuple(paper.blocks()))


def letter_title(correspondence: Correspondence) -> Message:
    """What the letter is, as its subject says it."""
    if correspondence.kind is LetterKind.TRANSMISSION:
        return TRANSMISSION
    if correspondence.reminder == 1:
        return label("document", "Reminder: actions past their deadline")
    if correspondence.reminder > 1:
        return message("Reminder no. {number}: actions past their deadline", number=correspondence.reminder)
    return REQUEST


class _LetterPaper:
    def __init__(self, correspondence: Correspondence, words: Wordings, answer_by: dt.date) -> None:
        self.letter = letter = correspondence
        self.words = words
        self.said = words.said
        self.name = letter.person.name(words.code) if letter.person else ""
        meeting = letter.meeting
        self.phrases = Phrases(
            words,
            Paper.LETTER,
            institution=isolate(words.language.best(letter.institution.name)),
            name=isolate(self.name),
            number=isolate(letter.number),
            date=words.long_day(letter.on),
            answer_by=words.long_day(answer_by),
            meeting=words.language.best(meeting.title) if meeting else "",
            meeting_date=words.long_day(meeting.start) if meeting else "",
            count=words.language.number(len(letter.recommendations or letter.actions)),
            reference=isolate(letter.reminds_number) if letter.reminds_number else "",
            reference_date=words.long_day(letter.reminds_on) if letter.reminds_on else "",
        )

    def blocks(self) -> Iterator[Block]:
        letter, words, said = self.letter, self.words, self.said
        subject: Runs = (Run(said(letter_title(letter))),)
        if letter.meeting is not None:
            subject = (*subject, Run(" – "), *words.wording(letter.meeting.title))
            subject = (*subject, Run(f" ({isolate(letter.meeting.number)})"))
        enclosed = said("follow-up table, to be returned filled in") if letter.actions else ""
        yield from letter_head(words, letter.on, tuple(self._to()), subject, letter.number, enclosed)
        parts: dict[str, Part] = {
            "greeting": self._greeting,
            "opening": lambda: [self.phrases.prose(*self._opening())],
            "recommendations": self._recommendations,
            "actions": self._actions,
            "requests": lambda: [self.phrases.prose(*self._requests())],
            "closing": lambda: [self.phrases.prose(self.phrases.phrase("closing"))],
            "signatures": lambda: self.phrases.signatures(done=""),
        }
        withheld = [words.note(said(withheld_records(letter.withheld)))] if letter.withheld else []
        yield from self.phrases.blocks(parts, withheld, before=("requests", "closing", "signatures"))

    def _greeting(self) -> Iterator[Block]:
        yield self.phrases.prose(self.phrases.phrase("greeting" if self.name else "greeting_unnamed"))

    def _to(self) -> Iterator[Text]:
        letter, words = self.letter, self.words
        person = letter.person
        if self.name:
            yield words.text((Run(isolate(self.name), bold=True),))
        if person and person.position:
            yield words.text(words.wording(person.position))
        yield words.text(words.wording(letter.institution.name, bold=None if self.name else True))

    def _opening(self) -> Iterator[str]:
        letter, phrase = self.letter, self.phrases.phrase
        if letter.meeting is not None:
            yield phrase("transmission", len(letter.recommendations))
            return
        if letter.reminds_on is not None:
            yield phrase("reference")
        yield phrase("late", len(letter.actions))

    def _requests(self) -> Iterator[str]:
        yield self.phrases.phrase("fill_in" if self.letter.actions else "answer")
        if self.letter.reminder > 1:
            yield self.phrases.phrase("warning")

    # --- tables ------------------------------------------------------------------------------------------------------

    def _recommendations(self) -> Iterator[Block]:
        if self.letter.recommendations:
            yield self._recommended()
            yield Space(8)

    def _actions(self) -> Iterator[Block]:
        letter = self.letter
        if letter.actions and letter.recommendations:
            yield self.words.heading(self.said("Actions that concern you"), lines=5)
        if letter.actions:
            yield self._late() if letter.kind is not LetterKind.TRANSMISSION else self._concerning()
            yield Space(8)

    def _recommended(self) -> Grid:
        words = self.words
        headings = words.headings(self.said("No."), self.said("Recommendation"))
        rows = []
        for row in self.letter.recommendations:
            text = words.wording(row.text) if row.text else words.wording(row.title)
            title = words.wording(row.title, bold=True) if row.text and row.title else ()
            cells = tuple(cell for part in (title, text) for cell in words.cell(part))
            rows.append(Row(row.id, (words.cell(isolate(row.number)), cells)))
        return Grid(headings, tuple(rows), (None, 1.0))

    def _concerning(self) -> Grid:
        words, said = self.words, self.said
        headings = words.headings(said("No."), said("Action"), said("Lead"), said("Deadline"), said("Status"))
        rows = tuple(
            words.row(
                row.id, isolate(row.number), words.wording(row.title), isolate(row.lead or "–"), words.day(row.due),
                words.word(row.status),
            )
            for row in self.letter.actions
        )  # fmt: skip
        return Grid(headings, rows, (None, 1.0, None, None, None))

    def _late(self) -> Grid:
        words, said = self.words, self.said
        headings = words.headings(
            said("No."), said("Action"), said("Deadline"), said("Days late"), said("Last reported"), said("Status")
        )
        rows = tuple(
            words.row(
                row.id, isolate(row.number), words.wording(row.title), words.day(row.due),
                words.language.number((self.letter.on - row.due).days) if row.due else "–",
                words.day(row.reported_on, said("nothing yet")), words.word(row.status),
            )
            for row in self.letter.actions
        )  # fmt: skip
        return Grid(headings, rows, (None, 1.0, None, None, None, None))

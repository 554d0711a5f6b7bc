"""Letters to institutions: recommendations handed on after a meeting, reminders of what is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from desktop.codes import LetterKind
from desktop.documents.document import Block, Document, Grid, Prose, Row, Run, Runs, Space, Text
from desktop.documents.papers.letter_parts import letter_head
from desktop.documents.papers.wordings import Wordings
from desktop.documents.withheld import withheld_records
from desktop.language import Language, Message, isolate, label, message, plural
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
        self.letter = correspondence
        self.words = words
        self.said = words.said
        self.answer_by = answer_by

    def blocks(self) -> Iterator[Block]:
        letter, words, said = self.letter, self.words, self.said
        subject: Runs = (Run(said(letter_title(letter))),)
        if letter.meeting is not None:
            subject = (*subject, Run(" – "), *words.wording(letter.meeting.title))
            subject = (*subject, Run(f" ({isolate(letter.meeting.number)})"))
        enclosed = said("follow-up table, to be returned filled in") if letter.actions else ""
        yield from letter_head(words, letter.on, tuple(self._to()), subject, letter.number, enclosed)
        name = letter.person.name(words.code) if letter.person else ""
        greeting = said("Dear {name},", name=isolate(name)) if name else said("Dear Sir or Madam,")
        yield Prose(tuple(words.text(text, "body") for text in (greeting, *self._opening())))
        if letter.recommendations:
            yield self._recommendations()
            yield Space(8)
        if letter.actions and letter.recommendations:
            yield words.heading(said("Actions that concern you"), lines=5)
        if letter.actions:
            yield self._late() if letter.kind is not LetterKind.TRANSMISSION else self._actions()
            yield Space(8)
        if letter.withheld:
            yield words.note(said(withheld_records(letter.withheld)))
        closing = (*self._requests(), said("Please accept the assurance of my highest consideration."))
        yield Prose(tuple(words.text(text, "body") for text in closing))
        yield words.signatures(words.signatory(), done="")

    def _to(self) -> Iterator[Text]:
        letter, words = self.letter, self.words
        person = letter.person
        name = person.name(words.code) if person else ""
        if name:
            yield words.text((Run(isolate(name), bold=True),))
        if person and person.position:
            yield words.text(words.wording(person.position))
        yield words.text(words.wording(letter.institution.name, bold=None if name else True))

    def _opening(self) -> Iterator[str]:
        letter, said, words = self.letter, self.said, self.words
        if letter.meeting is not None:
            count = len(letter.recommendations)
            yield said(
                plural(
                    "At its meeting of {date}, the commission adopted a recommendation addressed to your institution. "
                    "I have the honour to transmit it to you.",
                    "At its meeting of {date}, the commission adopted {count} recommendations addressed to your "
                    "institution. I have the honour to transmit them to you.",
                    count,
                    date=words.long_day(letter.meeting.start),
                )
            )
            return
        if letter.reminds_on is not None:
            yield said(
                "I refer to our letter {number} of {date}, which has remained without an answer.",
                number=isolate(letter.reminds_number),
                date=words.long_day(letter.reminds_on),
            )
        yield said(
            plural(
                "The deadline of the following action, which your institution leads, has passed.",
                "The deadline of the following {count} actions, which your institution leads, has passed.",
                len(letter.actions),
            )
        )

    def _requests(self) -> Iterator[str]:
        letter, said = self.letter, self.said
        day = self.words.long_day(self.answer_by)
        if letter.actions:
            yield said(
                "Please fill in the enclosed follow-up table - status, percentage, what was done, obstacles - and "
                "return it to the secretariat by {date}.",
                date=day,
            )
        else:
            yield said("Please let the secretariat know by {date} what your institution intends to do.", date=day)
        if letter.reminder > 1:
            yield said(
                "Without an answer by then, the commission will be told at its next meeting that your institution has "
                "not reported."
            )

    # --- tables ------------------------------------------------------------------------------------------------------

    def _recommendations(self) -> Grid:
        words = self.words
        headings = words.headings(self.said("No."), self.said("Recommendation"))
        rows = []
        for row in self.letter.recommendations:
            text = words.wording(row.text) if row.text else words.wording(row.title)
            title = words.wording(row.title, bold=True) if row.text and row.title else ()
            cells = tuple(cell for part in (title, text) for cell in words.cell(part))
            rows.append(Row(row.id, (words.cell(isolate(row.number)), cells)))
        return Grid(headings, tuple(rows), (None, 1.0))

    def _actions(self) -> Grid:
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

"""The minutes of a meeting, which the chair signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.codes import Paper
from desktop.documents.document import Block, Document, Space
from desktop.documents.papers.attendance_part import AttendancePart
from desktop.documents.papers.minutes_parts import MinutesParts
from desktop.documents.papers.phrases import Part, Phrases
from desktop.documents.papers.wordings import Wordings
from desktop.documents.withheld import withheld_records
from desktop.language import Language, Message, label
from desktop.records.rows import AgendaItemRow, Minutes

TITLE = label("document", "Minutes")


def minutes_paper(
    minutes: Minutes,
    language: Language,
    logo: bytes | None = None,
    *,
    numbered: bool = False,
    unmerged: Mapping[str, Message] | None = None,
) -> Document:
    """The minutes in ``language``. What is not written in it is given in another one, marked, never left out.

    ``numbered`` gives the paragraphs of what was said numbers: 3.2 is the second one under the third item.
    ``unmerged`` says of annexes, by their id, why they do not follow page by page.
    """
    words = Wordings(minutes.commission, language, logo)
    paper = _MinutesPaper(minutes, words, MinutesParts(minutes, words, numbered, unmerged))
    number, title = minutes.meeting.number, minutes.meeting.title
    return words.document(language.text(TITLE), number, title, blocks=tuple(paper.blocks()), draft=paper.parts.draft)


class _MinutesPaper:
    """The parts of the minutes, in the order they are read."""

    def __init__(self, minutes: Minutes, words: Wordings, parts: MinutesParts) -> None:
        self.minutes = minutes
        self.words = words
        self.said = words.said
        self.parts = parts
        self.phrases = Phrases(words, Paper.MINUTES, **parts.fields())

    def blocks(self) -> Iterator[Block]:
        words, parts, meeting = self.words, self.parts, self.minutes.meeting
        yield words.letterhead()
        yield words.title(self.said(TITLE), meeting.number, meeting.title)
        yield from parts.not_adopted()
        yield Space(12)
        laid: dict[str, Part] = {
            "particulars": lambda: [parts.particulars()],
            "attendance": AttendancePart(self.minutes, words).blocks,
            "opening": lambda: self.phrases.texts("opening"),
            "agenda": self._agenda,
            "discussion": self._discussion,
            "recommendations": parts.other_recommendations,
            "actions": parts.actions,
            "corrigenda": parts.corrigenda,
            "annexes": parts.annexes,
            "closing": lambda: self.phrases.texts("closing"),
            "adoption": parts.adopted,
            "signatures": self.phrases.signatures,
        }
        yield from self.phrases.blocks(laid, self._foot(), before=("adoption", "signatures"))

    def _foot(self) -> Iterator[Block]:
        yield Space(8)
        if withheld := self.minutes.withheld:
            yield self.words.note(self.said(withheld_records(withheld)))

    def _agenda(self) -> Iterator[Block]:
        words = self.words
        if self.minutes.agenda:
            yield words.heading(self.said("Agenda"))
            yield self.parts.agenda()

    def _discussion(self) -> Iterator[Block]:
        if self.minutes.agenda:
            yield self.words.heading(self.said("Discussion and decisions"), lines=6)
        for item in self.minutes.agenda:
            yield from self._item(item)

    def _item(self, item: AgendaItemRow) -> Iterator[Block]:
        yield self.words.subheading(item.position, item.title)
        yield from self.parts.discussion(item)
        yield from self.parts.conclusions(item)
        if not (item.minutes or item.decisions or item.recommendations):
            yield self.words.note(self.said("Nothing was recorded under this item."))

"""The summary record of a meeting: under each item what was concluded, and nothing of what was said."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.codes import Paper
from desktop.documents.document import Block, Document, Space
from desktop.documents.papers.attendance_part import AttendancePart
from desktop.documents.papers.minutes_parts import MinutesParts
from desktop.documents.papers.phrases import Part, Phrases
from desktop.documents.papers.wordings import Wordings
from desktop.documents.withheld import withheld_records
from desktop.language import Language, label
from desktop.records.rows import Minutes

TITLE = label("document", "Summary record")


def summary_record_paper(minutes: Minutes, language: Language, logo: bytes | None = None) -> Document:
    """The conclusions of a meeting, signed by the secretary."""
    words = Wordings(minutes.commission, language, logo)
    parts = MinutesParts(minutes, words)
    phrases = Phrases(words, Paper.SUMMARY_RECORD, **parts.fields())
    said = words.said

    def conclusions() -> Iterator[Block]:
        for item in minutes.agenda:
            yield words.subheading(item.position, item.title)
            concluded = list(parts.conclusions(item))
            yield from concluded or [words.note(said("Nothing was decided or recommended under this item."))]

    def foot() -> Iterator[Block]:
        yield Space(8)
        if minutes.withheld:
            yield words.note(said(withheld_records(minutes.withheld)))

    def blocks() -> Iterator[Block]:
        yield words.letterhead()
        yield words.title(said(TITLE), minutes.meeting.number, minutes.meeting.title)
        yield from parts.not_adopted()
        yield Space(12)
        laid: dict[str, Part] = {
            "particulars": lambda: [parts.particulars(short=True), Space(8)],
            "attendance": AttendancePart(minutes, words).counted,
            "opening": lambda: phrases.texts("opening"),
            "conclusions": conclusions,
            "recommendations": parts.other_recommendations,
            "actions": parts.actions,
            "closing": lambda: phrases.texts("closing"),
            "signatures": phrases.signatures,
        }
        yield from phrases.blocks(laid, foot())

    return words.document(
        said(TITLE), minutes.meeting.number, minutes.meeting.title, blocks=tuple(blocks()), draft=parts.draft
    )

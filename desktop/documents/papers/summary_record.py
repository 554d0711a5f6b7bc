"""The summary record of a meeting: under each item what was concluded, and nothing of what was said."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.documents.document import Block, Document, Space
from desktop.documents.papers.attendance_part import AttendancePart
from desktop.documents.papers.minutes_parts import MinutesParts
from desktop.documents.papers.wordings import Wordings
from desktop.documents.withheld import withheld_records
from desktop.language import Language, label
from desktop.records.rows import Minutes

TITLE = label("document", "Summary record")


def summary_record_paper(minutes: Minutes, language: Language, logo: bytes | None = None) -> Document:
    """The conclusions of a meeting, signed by the secretary."""
    words = Wordings(minutes.commission, language, logo)
    parts = MinutesParts(minutes, words)
    said = words.said

    def blocks() -> Iterator[Block]:
        yield words.letterhead()
        yield words.title(said(TITLE), minutes.meeting.number, minutes.meeting.title)
        yield from parts.not_adopted()
        yield Space(12)
        yield parts.particulars(short=True)
        yield Space(8)
        yield from AttendancePart(minutes, words).counted()
        for item in minutes.agenda:
            yield words.subheading(item.position, item.title)
            concluded = list(parts.conclusions(item))
            yield from concluded or [words.note(said("Nothing was decided or recommended under this item."))]
        yield from parts.other_recommendations()
        yield from parts.actions()
        yield Space(8)
        if minutes.withheld:
            yield words.note(said(withheld_records(minutes.withheld)))
        yield words.signatures(words.secretary())

    return words.document(
        said(TITLE), minutes.meeting.number, minutes.meeting.title, blocks=tuple(blocks()), draft=parts.draft
    )

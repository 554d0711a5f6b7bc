"""Corrigenda to adopted minutes: what is to be read instead of what, against which version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.documents.document import Block, Document, Grid, Space
from desktop.documents.papers.minutes_parts import MinutesParts, adopted_of, fingerprint
from desktop.documents.papers.wordings import Wordings
from desktop.language import Language, label
from desktop.records.meetings.rows import MinutesVersionRow
from desktop.records.rows import Minutes

TITLE = label("document", "Corrigendum to the minutes")


def minutes_corrigendum_paper(
    minutes: Minutes, versions: Sequence[MinutesVersionRow], language: Language, logo: bytes | None = None
) -> Document:
    """The corrigenda of ``minutes``, and the ``versions`` (the latest first) that led to what they correct."""
    words = Wordings(minutes.commission, language, logo)
    parts = MinutesParts(minutes, words)
    said = words.said
    only = minutes.corrigenda[0].number if len(minutes.corrigenda) == 1 else minutes.meeting.number

    def blocks() -> Iterator[Block]:
        yield words.letterhead()
        yield words.title(said(TITLE), only, minutes.meeting.title)
        yield Space(12)
        yield parts.particulars(short=True)
        yield Space(8)
        yield from parts.adopted(adopted_of(versions))
        yield from parts.corrigenda()
        if versions:
            yield words.heading(said("Versions of the minutes"), lines=6)
            yield _versions(words, versions)
        yield Space(8)
        yield words.note(said("The adopted text stays as it is; it is read together with what corrects it."))
        yield words.signatures(words.secretary(), words.signatory())

    return words.document(said(TITLE), only, minutes.meeting.title, blocks=tuple(blocks()))


def _versions(words: Wordings, versions: Sequence[MinutesVersionRow]) -> Grid:
    said = words.said
    headings = words.headings(
        said("No."), said("Status"), said("Date"), said("What was amended"), said("Fingerprint (SHA-256)")
    )
    rows = (
        words.row(
            each.id,
            str(each.version),
            words.word(each.status),
            words.day(each.made_on),
            words.wording(each.note) if each.note else "–",
            fingerprint(each),
        )
        for each in reversed(versions)
    )
    return Grid(headings, tuple(rows), (None, None, None, 0.45, 0.55))

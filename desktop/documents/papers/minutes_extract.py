"""An extract of the minutes for one institution, certified by the secretary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from desktop.codes import MinutesStatus, Paper
from desktop.documents.document import Block, Document, Particulars, Prose, Run, Space
from desktop.documents.papers.attendance_part import AttendancePart
from desktop.documents.papers.minutes_parts import MinutesParts, adopted_of
from desktop.documents.papers.phrases import Part, Phrases
from desktop.documents.papers.wordings import Wordings
from desktop.documents.withheld import withheld_records
from desktop.language import Language, Message, isolate, label
from desktop.records.meetings.rows import MinutesVersionRow
from desktop.records.rows import InstitutionRow, Minutes

TITLE = label("document", "Extract of the minutes")


def minutes_extract_paper(
    extracted: Minutes,
    institution: InstitutionRow,
    versions: Sequence[MinutesVersionRow],
    language: Language,
    logo: bytes | None = None,
    *,
    numbered: bool = False,
    unmerged: Mapping[str, Message] | None = None,
) -> Document:
    """What of the minutes concerns an institution, with the fingerprint of the version that was adopted.

    Minutes that are not adopted yet are extracted as a draft, and nobody certifies that.
    """
    words = Wordings(extracted.commission, language, logo)
    parts = MinutesParts(extracted, words, numbered, unmerged)
    paper = _ExtractPaper(extracted, institution, adopted_of(versions), words, parts)
    meeting = extracted.meeting
    return words.document(
        words.said(TITLE), meeting.number, meeting.title, blocks=tuple(paper.blocks()), draft=paper.parts.draft
    )


class _ExtractPaper:
    def __init__(
        self,
        extracted: Minutes,
        institution: InstitutionRow,
        adopted: MinutesVersionRow | None,
        words: Wordings,
        parts: MinutesParts,
    ) -> None:
        self.minutes = extracted
        self.institution = institution
        self.version = adopted
        self.words = words
        self.said = words.said
        self.parts = parts

    def blocks(self) -> Iterator[Block]:
        words, parts, meeting = self.words, self.parts, self.minutes.meeting
        yield words.letterhead()
        yield words.title(self.said(TITLE), meeting.number, meeting.title)
        yield from parts.not_adopted()
        yield Space(12)
        phrases = Phrases(
            words,
            Paper.EXTRACT,
            number=isolate(meeting.number),
            meeting=words.language.best(meeting.title),
            meeting_date=words.period(meeting.start, meeting.end),
            institution=isolate(words.language.best(self.institution.name)),
            acronym=isolate(self.institution.acronym),
        )
        laid: dict[str, Part] = {
            "particulars": lambda: [self._particulars(), Space(8)],
            "adoption": lambda: parts.adopted(self.version),
            "attendance": AttendancePart(self.minutes, words).counted,
            "opening": lambda: phrases.texts("opening"),
            "discussion": self._discussion,
            "recommendations": parts.other_recommendations,
            "actions": parts.actions,
            "annexes": parts.annexes,
            "closing": lambda: phrases.texts("closing"),
            "certificate": lambda: self._certificate(phrases.phrase("certificate")),
            "signatures": phrases.signatures,
        }
        yield from phrases.blocks(laid, self._foot(), before=("certificate", "signatures"))

    def _discussion(self) -> Iterator[Block]:
        for item in self.minutes.agenda:
            yield self.words.subheading(item.position, item.title)
            yield from self.parts.discussion(item)
            yield from self.parts.conclusions(item)

    def _foot(self) -> Iterator[Block]:
        yield Space(8)
        if withheld := self.minutes.withheld:
            yield self.words.note(self.said(withheld_records(withheld)))

    def _certificate(self, said: str) -> Iterator[Block]:
        if said and self.minutes.meeting.minutes_status is MinutesStatus.ADOPTED:
            yield Prose((self.words.text((Run(said, bold=True),)),))

    def _particulars(self) -> Particulars:
        words, about = self.words, self.parts.particulars(short=True)
        name = (
            *words.wording(self.institution.name),
            Run(f" {isolate(f'({self.institution.acronym})')}", tone="muted"),
        )
        row = ("extracted for", words.text(self.said("Extracted for"), "quiet"), words.text(name, "cell"))
        return replace(about, rows=(row, *about.rows))

"""The agenda of a meeting: for all who come, and with notes for whoever chairs it."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.codes import AgendaItemKind
from desktop.documents.document import Block, Document, Grid, Inset, Prose, Run, Space
from desktop.documents.papers.meeting_parts import MeetingParts, clock
from desktop.documents.papers.wordings import Wordings
from desktop.language import Language, Wording, isolate, label, message
from desktop.records.meetings.rows import AgendaPoint, Convocation

TITLE = label("document", "Agenda")
ANNOTATED = label("document", "Annotated agenda")

_ASKED = {
    AgendaItemKind.INFORMATION: message("The meeting takes note."),
    AgendaItemKind.DISCUSSION: message("The chair opens the floor, sums up and puts the conclusions to the meeting."),
    AgendaItemKind.DECISION: message("The chair puts the proposal to the meeting and announces how it was decided."),
}
_LINES = "\u00a0"


def agenda_paper(convocation: Convocation, language: Language, logo: bytes | None = None) -> Document:
    """The agenda as it is sent out and laid on the table."""
    words = Wordings(convocation.commission, language, logo)
    parts = MeetingParts(convocation, words)
    meeting = convocation.meeting

    def blocks() -> Iterator[Block]:
        yield words.letterhead()
        yield words.title(words.said(TITLE), meeting.number, meeting.title)
        yield Space(12)
        yield parts.particulars()
        yield Space(12)
        if convocation.agenda:
            yield parts.agenda_grid()
        else:
            yield words.note(words.said("No item has been put on the agenda yet."))
        if convocation.documents:
            yield words.heading(words.said("Documents"))
            yield Prose(tuple(words.text(words.wording(each)) for each in convocation.documents))

    return words.document(words.said(TITLE), meeting.number, meeting.title, blocks=tuple(blocks()))


def annotated_agenda_paper(convocation: Convocation, language: Language, logo: bytes | None = None) -> Document:
    """The agenda for the chair: what each item asks for, what it goes back to, and room for notes."""
    paper = _AnnotatedAgenda(convocation, Wordings(convocation.commission, language, logo))
    meeting = convocation.meeting
    return paper.words.document(paper.said(ANNOTATED), meeting.number, meeting.title, blocks=tuple(paper.blocks()))


class _AnnotatedAgenda:
    def __init__(self, convocation: Convocation, words: Wordings) -> None:
        self.convocation = convocation
        self.words = words
        self.said = words.said
        self.parts = MeetingParts(convocation, words)

    def blocks(self) -> Iterator[Block]:
        words, said, meeting = self.words, self.said, self.convocation.meeting
        yield words.letterhead()
        yield words.title(said(ANNOTATED), meeting.number, meeting.title)
        yield Space(12)
        yield self.parts.particulars()
        yield words.heading(said("Opening"))
        yield Prose(tuple(words.text(text) for text in self._opening()))
        for point in self.convocation.agenda:
            yield from self._point(point)
        yield words.heading(said("Closing"))
        yield Prose(
            (
                words.text(
                    said("The chair sums up what was decided and recommended, by whom it is to be done and by when.")
                ),
                words.text(said("The chair announces the next meeting and closes the sitting at … : … .")),
            )
        )

    def _opening(self) -> Iterator[str]:
        said, rule = self.said, self.convocation.quorum
        yield said("The chair opens the sitting at … : … and welcomes those present.")
        if rule is not None:
            yield said(
                "Quorum: {required} of the {voting} voting members, present or represented.",
                required=rule.required, voting=rule.voting,
            )  # fmt: skip
            if rule.second_call_on is not None:
                yield said(
                    "Without quorum, the chair closes the sitting; a second meeting may be held from {date} on.",
                    date=rule.second_call_on,
                )
        yield said("The chair puts the agenda to the meeting for adoption.")

    def _point(self, point: AgendaPoint) -> Iterator[Block]:
        words, said = self.words, self.said
        yield words.subheading(point.position, point.title)
        facts = [words.word(point.kind)]
        if point.starts_at:
            facts.append(clock(point.starts_at))
        if point.rapporteur:
            facts.append(said("Presented by {name}", name=isolate(point.rapporteur)))
        yield words.note(" · ".join(facts))
        yield Prose(tuple(words.text(text) for text in self._background(point)))
        if point.follow_up:
            yield self._follow_up(point)
        if point.documents:
            yield Prose((words.text((Run(f"{said('Documents:')} "), *words.joined(point.documents)), "quiet"),))
        yield Inset(
            (words.text((Run(said("Expected of the meeting"), bold=True),)), words.text(said(_ASKED[point.kind])))
        )
        yield Prose((words.text((Run(said("Notes:"), tone="muted"),), "quiet"),))
        yield Space(42)

    def _background(self, point: AgendaPoint) -> Iterator[str]:
        said, words = self.said, self.words
        if (earlier := point.adopts) is not None:
            yield said(
                "Minutes of {number} of {date}: {state}.",
                number=isolate(earlier.number), date=words.language.date(earlier.start), state=earlier.minutes_status,
            )  # fmt: skip
        if point.carried_from:
            yield said("Carried over from {number}.", number=isolate(point.carried_from))

    def _follow_up(self, point: AgendaPoint) -> Grid:
        words, said = self.words, self.said
        headings = words.headings(said("No."), said("Recommendation"), said("Addressed to"), said("Status"))
        rows = tuple(
            words.row(
                each.id,
                isolate(each.number),
                words.wording(each.title or _first_words(each.text)),
                f"{words.comma} ".join(isolate(acronym) for acronym in each.addressees),
                words.word(each.status),
            )
            for each in point.follow_up
        )
        return Grid(headings, rows, (None, 0.7, 0.3, None))


def _first_words(text: Wording) -> Wording:
    """As much of a long text as a table has room for."""

    def short(said: str | None) -> str | None:
        return said if said is None or len(said) <= 160 else said[:160].rsplit(" ", 1)[0] + "…"

    return Wording(short(text.fr), short(text.ar), short(text.en))

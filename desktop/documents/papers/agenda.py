"""The agenda of a meeting: for all who come, and with notes for whoever chairs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.codes import AgendaItemKind, Paper
from desktop.documents.document import Block, Document, Grid, Inset, Prose, Run, Space
from desktop.documents.papers.meeting_parts import MeetingParts, clock
from desktop.documents.papers.phrases import Part, Phrases
from desktop.documents.papers.wordings import Wordings
from desktop.language import Language, Wording, isolate, label
from desktop.records.meetings.rows import AgendaPoint, Convocation

TITLE = label("document", "Agenda")
ANNOTATED = label("document", "Annotated agenda")

_EXPECTED = {
    AgendaItemKind.INFORMATION: "expected_information",
    AgendaItemKind.DISCUSSION: "expected_discussion",
    AgendaItemKind.DECISION: "expected_decision",
}


def agenda_paper(convocation: Convocation, language: Language, logo: bytes | None = None) -> Document:
    """The agenda as it is sent out and laid on the table."""
    words = Wordings(convocation.commission, language, logo)
    parts = MeetingParts(convocation, words)
    phrases = _phrases(convocation, words)
    meeting = convocation.meeting

    def items() -> Iterator[Block]:
        if convocation.agenda:
            yield parts.agenda_grid()
        else:
            yield words.note(words.said("No item has been put on the agenda yet."))

    def documents() -> Iterator[Block]:
        if convocation.documents:
            yield words.heading(words.said("Documents"))
            yield Prose(tuple(words.text(words.wording(each)) for each in convocation.documents))

    def blocks() -> Iterator[Block]:
        yield words.letterhead()
        yield words.title(words.said(TITLE), meeting.number, meeting.title)
        yield Space(12)
        laid: dict[str, Part] = {
            "particulars": lambda: [parts.particulars(), Space(12)],
            "opening": lambda: phrases.texts("opening"),
            "agenda": items,
            "documents": documents,
            "closing": lambda: phrases.texts("closing"),
            "signatures": phrases.signatures,
        }
        yield from phrases.blocks(laid)

    return words.document(words.said(TITLE), meeting.number, meeting.title, blocks=tuple(blocks()))


def _phrases(convocation: Convocation, words: Wordings) -> Phrases:
    meeting, rule = convocation.meeting, convocation.quorum
    second = rule.second_call_on if rule else None
    return Phrases(
        words,
        Paper.AGENDA,
        number=isolate(meeting.number),
        meeting=words.language.best(meeting.title),
        meeting_date=words.period(meeting.start, meeting.end),
        required=words.language.number(rule.required) if rule else "",
        voting=words.language.number(rule.voting) if rule else "",
        second_call=words.language.date(second) if second else "",
    )


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
        self.phrases = _phrases(convocation, words)

    def blocks(self) -> Iterator[Block]:
        words, said, meeting = self.words, self.said, self.convocation.meeting
        yield words.letterhead()
        yield words.title(said(ANNOTATED), meeting.number, meeting.title)
        yield Space(12)
        laid: dict[str, Part] = {
            "particulars": lambda: [self.parts.particulars()],
            "opening": lambda: self._steps(said("Opening"), self._opening()),
            "agenda": lambda: (block for point in self.convocation.agenda for block in self._point(point)),
            "documents": lambda: [],  # they are said under each item
            "closing": lambda: self._steps(said("Closing"), ("chair_sums_up", "chair_closes")),
            "signatures": self.phrases.signatures,
        }
        yield from self.phrases.blocks(laid)

    def _steps(self, heading: str, keys: Iterable[str]) -> Iterator[Block]:
        said = [text for key in keys if (text := self.phrases.phrase(key))]
        if said:
            yield self.words.heading(heading)
            yield Prose(tuple(self.words.text(text) for text in said))

    def _opening(self) -> Iterator[str]:
        rule = self.convocation.quorum
        yield "chair_opens"
        if rule is not None:
            yield "chair_quorum"
            if rule.second_call_on is not None:
                yield "chair_second_call"
        yield "chair_adopts"

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
        if expected := self.phrases.phrase(_EXPECTED[point.kind]):
            yield Inset((words.text((Run(said("Expected of the meeting"), bold=True),)), words.text(expected)))
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

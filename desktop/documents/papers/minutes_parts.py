"""Parts that the minutes of a meeting, its summary record and extracts have in common, in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from desktop.codes import AgendaOutcome, DecisionMethod, MinutesStatus
from desktop.documents.document import Block, Grid, Inset, Listed, Notice, Particulars, Prose, Row, Run, Runs, Text
from desktop.documents.papers.wordings import Wordings
from desktop.language import Message, isolate, label, message
from desktop.records.meetings.rows import MinutesVersionRow
from desktop.records.rows import (
    ActionRow,
    AgendaItemRow,
    AnnexRow,
    DecisionRow,
    Minutes,
    MinutesRecommendation,
    SuspensionRow,
)

DRAFT = label("document", "DRAFT")
"""Across the pages of minutes that are not adopted."""

_HOW_TAKEN = {
    DecisionMethod.CONSENSUS: message("Taken by consensus"),
    DecisionMethod.UNANIMITY: message("Taken unanimously"),
    DecisionMethod.MAJORITY: message("Taken by majority vote"),
}


class MinutesParts:
    """Parts of papers about what a meeting said and decided; ``numbered`` where its paragraphs are."""

    def __init__(
        self,
        minutes: Minutes,
        words: Wordings,
        numbered: bool = False,
        unmerged: Mapping[str, Message] | None = None,
    ) -> None:
        self.minutes = minutes
        self.words = words
        self.said = words.said
        self.numbered = numbered
        self.unmerged = unmerged or {}
        """By its id, why an annex does not follow page by page, where they do."""

    @property
    def draft(self) -> str:
        """The word across each page, until the minutes are adopted."""
        return "" if self.minutes.meeting.minutes_status is MinutesStatus.ADOPTED else self.said(DRAFT)

    def fields(self) -> Mapping[str, str]:
        """What goes into the sentences of a template."""
        minutes, words = self.minutes, self.words
        meeting, opened, closed = minutes.meeting, minutes.opened_at, minutes.closed_at
        return {
            "number": isolate(meeting.number),
            "meeting": words.language.best(meeting.title),
            "meeting_date": words.period(meeting.start, meeting.end),
            "chair": isolate(minutes.chair) if minutes.chair else "",
            "opened_at": isolate(f"{opened:%H:%M}") if opened else "",
            "closed_at": isolate(f"{closed:%H:%M}") if closed else "",
        }

    def not_adopted(self) -> Iterator[Notice]:
        status = self.minutes.meeting.minutes_status
        if status is not MinutesStatus.ADOPTED:
            yield Notice(self.words.text(self.said("Not yet adopted – {status}", status=status)))

    def adopted(self, version: MinutesVersionRow | None = None) -> Iterator[Block]:
        """When and where the minutes were adopted, and the fingerprint of what was kept of them then."""
        minutes, words = self.minutes, self.words
        adopted_on = minutes.adopted_on or (version.made_on if version else None)
        if minutes.meeting.minutes_status is not MinutesStatus.ADOPTED or adopted_on is None:
            return
        day = words.long_day(adopted_on)
        if minutes.adopted_at is None:
            said = self.said("Minutes adopted on {date}.", date=day)
        else:
            number = isolate(minutes.adopted_at.number)
            said = self.said("Minutes adopted on {date}, at the meeting {number}.", date=day, number=number)
        texts = [words.text(said)]
        if version:
            texts.append(self._note(self.said("Fingerprint of the adopted document (SHA-256):"), fingerprint(version)))
        yield Prose(tuple(texts))

    # --- the meeting -------------------------------------------------------------------------------------------------

    def particulars(self, short: bool = False) -> Particulars:
        """What it is about, when, where, who; ``short`` without what only minutes say."""
        words = self.words
        rows = self._what_and_when(), () if short else self._who()
        return Particulars(
            tuple(
                (key, words.text(name, "quiet"), words.text(value, "cell"))
                for part in rows
                for key, name, value in part
            )
        )

    def _what_and_when(self) -> Iterator[tuple[str, str, str | Runs]]:
        """Each with a key that is the same in every language."""
        said, minutes, words = self.said, self.minutes, self.words
        meeting = minutes.meeting
        kind: Runs = (Run(words.word(meeting.kind)),)
        if meeting.body:
            kind = (*kind, Run(" – "), *words.wording(meeting.body))
        yield "meeting", said("Meeting"), kind
        yield "date", said("Date"), words.period(meeting.start, meeting.end)
        times = [isolate(f"{time:%H:%M}") for time in (minutes.opened_at, minutes.closed_at) if time]
        if minutes.opened_at and minutes.closed_at:
            yield "time", said("Time"), said("from {start} to {end}", start=times[0], end=times[1])
        elif minutes.opened_at:
            yield "opened", said("Opened at"), times[0]
        elif minutes.closed_at:
            yield "closed", said("Closed at"), times[0]
        if minutes.suspensions:
            pauses = words.language.list([self._suspension(each) for each in minutes.suspensions])
            yield "suspended", said("Suspended"), pauses
        if meeting.place:
            yield "place", said("Place"), words.wording(meeting.place)
        yield "mode", said("Mode"), words.word(meeting.mode)

    def _who(self) -> Iterator[tuple[str, str, str | Runs]]:
        said, minutes, words = self.said, self.minutes, self.words
        if minutes.organisers:
            yield "organised", said("Organised by"), words.joined(minutes.organisers)
        if minutes.programmes:
            yield "programme", said("Programme"), words.joined(minutes.programmes)
        if minutes.countries:
            yield "countries", said("Countries"), words.countries(minutes.countries)
        if minutes.chair:
            yield "chair", said("Chair"), isolate(minutes.chair)
        if minutes.rapporteur:
            yield "rapporteur", said("Rapporteur"), isolate(minutes.rapporteur)

    def _suspension(self, suspension: SuspensionRow) -> str:
        start = isolate(f"{suspension.since:%H:%M}")
        if suspension.until is None:
            return self.said("from {start} on", start=start)
        return self.said("from {start} to {end}", start=start, end=isolate(f"{suspension.until:%H:%M}"))

    # --- items -------------------------------------------------------------------------------------------------------

    def agenda(self) -> Listed:
        words = self.words
        return Listed(
            tuple(
                words.text((*words.wording(item.title), Run(f"  ({self.said(item.kind.label)})", tone="muted")))
                for item in self.minutes.agenda
            )
        )

    def discussion(self, item: AgendaItemRow) -> Iterator[Block]:
        """Who presented an item, where it comes from, and what was said."""
        words = self.words
        notes: list[str] = []
        if item.rapporteur:
            notes.append(self.said("Presented by {name}", name=isolate(item.rapporteur)))
        if item.carried_from:
            notes.append(self.said("Taken up again from {number}", number=isolate(item.carried_from)))
        if item.followed_up:
            numbers = words.language.list([isolate(number) for number in item.followed_up])
            notes.append(self.said("Follow-up examined: {numbers}", numbers=numbers))
        if notes:
            yield Prose(tuple(words.text(note, "quiet") for note in notes))
        if item.minutes:
            yield Prose(self._numbered(item.position, words.paragraphs(item.minutes)))

    def _numbered(self, position: int, texts: Sequence[Text]) -> tuple[Text, ...]:
        """Numbers begin anew under each item: another language may say it in more paragraphs or fewer."""
        if not self.numbered:
            return tuple(texts)
        return tuple(text.but(number=isolate(f"{position}.{number}")) for number, text in enumerate(texts, start=1))

    def conclusions(self, item: AgendaItemRow) -> Iterator[Block]:
        """What was decided and recommended under an item, and whether it was put off."""
        yield from (self.decision(decision) for decision in item.decisions)
        yield from (self.recommendation(each) for each in item.recommendations)
        if item.outcome is AgendaOutcome.DEFERRED:
            yield self.words.note(self.said("The item is put off to a later meeting."))

    def decision(self, decision: DecisionRow) -> Inset:
        words = self.words
        head = words.text((Run(self.said("Decision {number}", number=isolate(decision.number)), bold=True),))
        texts = [head, *words.paragraphs(decision.text), words.text(self._how_taken(decision), "quiet")]
        if decision.legal_basis:
            texts.append(self._note(self.said("Legal basis:"), (Run(isolate(decision.legal_basis)),)))
        return Inset(tuple(texts))

    def _how_taken(self, decision: DecisionRow) -> str:
        counts = (
            (message("for: {count}", count=decision.votes_for), decision.votes_for),
            (message("against: {count}", count=decision.votes_against), decision.votes_against),
            (message("abstaining: {count}", count=decision.abstentions), decision.abstentions),
        )
        votes = " · ".join(self.said(said) for said, count in counts if count is not None)
        casting = self.said("the chair’s casting vote decided") if decision.casting_vote else ""
        return " – ".join(part for part in (self.said(_HOW_TAKEN[decision.method]), votes, casting) if part)

    def recommendation(self, recommendation: MinutesRecommendation) -> Inset:
        words = self.words
        head: Runs = (Run(self.said("Recommendation {number}", number=isolate(recommendation.number)), bold=True),)
        if recommendation.title:
            head = (*head, Run(" – "), *words.wording(recommendation.title, bold=True))
        texts: list[Text] = [words.text(head), *words.paragraphs(recommendation.text)]
        if recommendation.addressees:
            texts.append(self._note(self.said("Addressed to:"), words.joined(recommendation.addressees)))
        if countries := words.countries(recommendation.countries):
            texts.append(self._note(self.said("Countries:"), (Run(countries),)))
        return Inset(tuple(texts))

    def _note(self, name: str, value: Runs) -> Text:
        return self.words.text((Run(f"{name} "), *value), "quiet")

    def other_recommendations(self) -> Iterator[Block]:
        """Those that stand under no item."""
        if not self.minutes.other_recommendations:
            return
        under_items = any(item.recommendations for item in self.minutes.agenda)
        name = self.said("Other recommendations") if under_items else self.said("Recommendations")
        yield self.words.heading(name)
        yield from (self.recommendation(each) for each in self.minutes.other_recommendations)

    # --- what is to be done, what is added ----------------------------------------------------------------------------

    def actions(self) -> Iterator[Block]:
        said, actions = self.said, list(actions_of(self.minutes))
        if not actions:
            return
        headings = self.words.headings(
            said("No."), said("Action"), said("Lead"), said("Supporting"), said("Deadline"), said("Status")
        )
        yield self.words.heading(said("Actions"), lines=6)
        yield Grid(headings, tuple(self._action(action) for action in actions), (None, 0.58, 0.2, 0.22, None, None))

    def _action(self, action: ActionRow) -> Row:
        words = self.words
        return words.row(
            action.id,
            isolate(action.number),
            words.wording(action.title),
            (Run(isolate(action.lead or "–"), bold=True),),
            f"{words.comma} ".join(isolate(acronym) for acronym in action.supporting),
            words.day(action.due),
            words.word(action.status),
        )

    def corrigenda(self) -> Iterator[Block]:
        """What was corrected after the minutes were adopted."""
        words, corrigenda = self.words, self.minutes.corrigenda
        if not corrigenda:
            return
        yield words.heading(self.said("Corrigenda"))
        for each in corrigenda:
            day = words.long_day(each.issued_on)
            head = self.said("Corrigendum {number} of {date}", number=isolate(each.number), date=day)
            reason = self._note(self.said("Reason:"), words.wording(each.reason))
            yield Inset((words.text((Run(head, bold=True),)), *words.paragraphs(each.text), reason))

    def annexes(self) -> Iterator[Block]:
        """What is attached, listed."""
        if self.minutes.annexes:
            yield self.words.heading(self.said("Annexes"), lines=3)
            yield Listed(tuple(self.words.text(self.annex(each)) for each in self.minutes.annexes))

    def annex(self, row: AnnexRow) -> Runs:
        """An annex's title and file, its date and the item it belongs to."""
        words = self.words
        title: Runs = words.wording(row.title) if row.title else ()
        about = [isolate(row.file_name)]
        if row.document_date:
            about.append(words.day(row.document_date))
        if row.position is not None:
            about.append(self.said("item {number}", number=row.position))
        told = f"{words.comma} ".join(about)
        named: Runs = (*title, Run(f" ({told})", tone="muted")) if title else (Run(told),)
        if (why := self.unmerged.get(row.id)) is not None:
            return (*named, Run(f" – {self.said(why)}", tone="warning"))
        return named


def adopted_of(versions: Iterable[MinutesVersionRow]) -> MinutesVersionRow | None:
    """The version that was adopted, where one was."""
    return next((each for each in versions if each.status is MinutesStatus.ADOPTED), None)


def fingerprint(version: MinutesVersionRow) -> Runs:
    """The SHA-256 of the PDF that was kept with a version, or of its text, in groups that can be compared by eye."""
    return (Run(isolate(" ".join(re.findall(".{16}", version.document_sha256 or version.sha256)))),)


def actions_of(minutes: Minutes) -> Iterable[ActionRow]:
    """The actions under the decisions and recommendations, each once."""
    recommendations = [each for item in minutes.agenda for each in item.recommendations]
    decisions = [each for item in minutes.agenda for each in item.decisions]
    above = (*decisions, *recommendations, *minutes.other_recommendations)
    return {action.id: action for each in above for action in each.actions}.values()

"""The minutes of a meeting, which the chair signs."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.codes import Capacity, DecisionMethod, MinutesStatus, Presence
from desktop.documents.document import (
    Block,
    Document,
    Grid,
    Group,
    Inset,
    Listed,
    Notice,
    Particulars,
    Prose,
    Row,
    Run,
    Runs,
    Space,
    Text,
)
from desktop.documents.papers.wordings import Wordings
from desktop.documents.withheld import withheld_records
from desktop.language import Language, Message, isolate, label, message
from desktop.records.rows import (
    ActionRow,
    AgendaItemRow,
    AttendanceRow,
    DecisionRow,
    Minutes,
    MinutesRecommendation,
    Quorum,
    SuspensionRow,
)

TITLE = label("document", "Minutes")

_GROUPS: tuple[tuple[Presence, Message], ...] = (
    (Presence.PRESENT, message("Present")),
    (Presence.REPRESENTED, message("Represented")),
    (Presence.EXCUSED, message("Apologies")),
    (Presence.ABSENT, message("Absent")),
    (Presence.EXPECTED, message("Expected")),
)
_CAPACITIES = list(Capacity)
_HOW_TAKEN = {
    DecisionMethod.CONSENSUS: message("Taken by consensus"),
    DecisionMethod.UNANIMITY: message("Taken unanimously"),
    DecisionMethod.MAJORITY: message("Taken by majority vote"),
}


def minutes_paper(minutes: Minutes, language: Language, logo: bytes | None = None) -> Document:
    """The minutes in ``language``. What is not written in it is given in another one, marked, never left out."""
    paper = _MinutesPaper(minutes, Wordings(minutes.commission, language, logo))
    number, title = minutes.meeting.number, minutes.meeting.title
    return paper.words.document(language.text(TITLE), number, title, blocks=tuple(paper.blocks()))


class _MinutesPaper:
    """The parts of the minutes, in the order they are read."""

    def __init__(self, minutes: Minutes, words: Wordings) -> None:
        self.minutes = minutes
        self.words = words
        self.language = words.language
        self.said = words.said

    def blocks(self) -> Iterator[Block]:
        words, meeting = self.words, self.minutes.meeting
        yield words.letterhead()
        yield words.title(self.said(TITLE), meeting.number, meeting.title)
        if meeting.minutes_status is not MinutesStatus.ADOPTED:
            yield Notice(words.text(self.said("Not yet adopted – {status}", status=meeting.minutes_status)))
        yield Space(12)
        yield self._heading_table()
        yield from self._attendance()
        yield from self._agenda()
        yield from self._discussion()
        yield from self._recommendations_under_no_item()
        yield from self._actions()
        if withheld := self.minutes.withheld:
            yield Space(8)
            yield words.note(self.said(withheld_records(withheld)))
        yield words.signatures(words.secretary(), words.signatory())

    # --- the meeting -------------------------------------------------------------------------------------------------

    def _heading_table(self) -> Particulars:
        """What it is about, when, where, who."""
        words = self.words
        return Particulars(
            tuple(
                (key, words.text(name, "quiet"), words.text(value, "cell")) for key, name, value in self._particulars()
            )
        )

    def _particulars(self) -> Iterator[tuple[str, str, str | Runs]]:
        """Each with a key that is the same in every language."""
        said, minutes, words = self.said, self.minutes, self.words
        meeting = minutes.meeting
        kind: Runs = (Run(words.word(meeting.kind)),)
        if meeting.body:
            kind = (*kind, Run(" – "), *words.wording(meeting.body))
        yield "meeting", said("Meeting"), kind
        yield "date", said("Date"), words.typeset(self.language.period(meeting.start, meeting.end))
        times = [isolate(f"{time:%H:%M}") for time in (minutes.opened_at, minutes.closed_at) if time]
        if minutes.opened_at and minutes.closed_at:
            yield "time", said("Time"), said("from {start} to {end}", start=times[0], end=times[1])
        elif minutes.opened_at:
            yield "opened", said("Opened at"), times[0]
        elif minutes.closed_at:
            yield "closed", said("Closed at"), times[0]
        if minutes.suspensions:
            yield (
                "suspended",
                said("Suspended"),
                self.language.list([self._suspension(each) for each in minutes.suspensions]),
            )
        if meeting.place:
            yield "place", said("Place"), words.wording(meeting.place)
        yield "mode", said("Mode"), words.word(meeting.mode)
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

    # --- who was there -----------------------------------------------------------------------------------------------

    def _attendance(self) -> Iterator[Block]:
        said, words, attendance = self.said, self.words, self.minutes.attendance
        if not attendance and not self.minutes.quorum:
            return
        yield words.heading(said("Attendance"), lines=6)
        rows: list[Row | Group] = []
        for presence, name in _GROUPS:
            group = sorted((row for row in attendance if row.presence is presence), key=self._attendance_order)
            if group:
                rows.append(words.group(presence.value, f"{said(name)} ({self.language.number(len(group))})"))
                rows += [self._attendance_row(row) for row in group]
        if rows:
            headings = words.headings(said("Institution"), said("Name"), said(label("attendance", "Capacity")))
            yield Grid(headings, tuple(rows), (0.53, 0.47, None))
        if quorum := self.minutes.quorum:
            yield Space(8)
            yield Prose((words.text(self._quorum(quorum)),))

    def _attendance_order(self, row: AttendanceRow) -> tuple[int, str, str]:
        return (
            _CAPACITIES.index(row.capacity),
            self.language.best(row.institution),
            row.person(self.language.code),
        )

    def _attendance_row(self, row: AttendanceRow) -> Row:
        words = self.words
        person = words.person_of(row)
        if row.represented_by:
            by = self.said("represented by {name}", name=isolate(row.represented_by))
            person = (*person, Run(f" – {by}"))
        return words.row(row.id, words.institution_of(row), person, words.word(row.capacity))

    def _quorum(self, quorum: Quorum) -> Runs:
        said = self.said
        count = said(
            "Voting members: {voting}; present or represented: {present}; required: {required}.",
            voting=quorum.voting,
            present=quorum.present,
            required=quorum.required,
        )
        verdict = said("The quorum is reached.") if quorum.reached else said("The quorum is not reached.")
        runs = (Run(f"{count} "), Run(verdict, bold=True))
        if self.minutes.second_call:
            return (*runs, Run(" " + said("The meeting was held on second convocation.")))
        return runs

    # --- what was said and decided -----------------------------------------------------------------------------------

    def _agenda(self) -> Iterator[Block]:
        words = self.words
        if not self.minutes.agenda:
            return
        yield words.heading(self.said("Agenda"))
        yield Listed(
            tuple(
                words.text((*words.wording(item.title), Run(f"  ({self.said(item.kind.label)})", tone="muted")))
                for item in self.minutes.agenda
            )
        )

    def _discussion(self) -> Iterator[Block]:
        if not self.minutes.agenda:
            return
        yield self.words.heading(self.said("Discussion and decisions"), lines=6)
        for item in self.minutes.agenda:
            yield from self._item(item)

    def _item(self, item: AgendaItemRow) -> Iterator[Block]:
        words = self.words
        yield words.subheading(item.position, item.title)
        if item.rapporteur:
            yield words.note(self.said("Presented by {name}", name=isolate(item.rapporteur)))
        if item.minutes:
            yield Prose(words.paragraphs(item.minutes))
        for decision in item.decisions:
            yield self._decision(decision)
        for recommendation in item.recommendations:
            yield self._recommendation(recommendation)
        if not (item.minutes or item.decisions or item.recommendations):
            yield words.note(self.said("Nothing was recorded under this item."))

    def _decision(self, decision: DecisionRow) -> Inset:
        words = self.words
        head = words.text((Run(self.said("Decision {number}", number=isolate(decision.number)), bold=True),))
        return Inset((head, *words.paragraphs(decision.text), words.text(self._how_taken(decision), "quiet")))

    def _how_taken(self, decision: DecisionRow) -> str:
        taken = self.said(_HOW_TAKEN[decision.method])
        counts = (
            (message("for: {count}", count=decision.votes_for), decision.votes_for),
            (message("against: {count}", count=decision.votes_against), decision.votes_against),
            (message("abstaining: {count}", count=decision.abstentions), decision.abstentions),
        )
        votes = [self.said(said) for said, count in counts if count is not None]
        return " – ".join([taken, " · ".join(votes)] if votes else [taken])

    def _recommendation(self, recommendation: MinutesRecommendation) -> Inset:
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

    def _recommendations_under_no_item(self) -> Iterator[Block]:
        if not self.minutes.other_recommendations:
            return
        under_items = any(item.recommendations for item in self.minutes.agenda)
        name = self.said("Other recommendations") if under_items else self.said("Recommendations")
        yield self.words.heading(name)
        for recommendation in self.minutes.other_recommendations:
            yield self._recommendation(recommendation)

    # --- what is to be done ------------------------------------------------------------------------------------------

    def _actions(self) -> Iterator[Block]:
        recommendations = [
            *(recommendation for item in self.minutes.agenda for recommendation in item.recommendations),
            *self.minutes.other_recommendations,
        ]
        decisions = [decision for item in self.minutes.agenda for decision in item.decisions]
        actions = {action.id: action for each in (*decisions, *recommendations) for action in each.actions}
        if not actions:
            return
        said = self.said
        headings = self.words.headings(
            said("No."),
            said("Action"),
            said("Lead"),
            said("Supporting"),
            said("Deadline"),
            said("Status"),
        )
        yield self.words.heading(said("Actions"), lines=6)
        rows = tuple(self._action(action) for action in actions.values())
        yield Grid(headings, rows, (None, 0.58, 0.2, 0.22, None, None))

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

"""The minutes of a meeting as a PDF that the chair can sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from desktop.codes import Capacity, Code, DecisionMethod, MinutesStatus, Presence
from desktop.documents.sheet import Properties, write_document
from desktop.documents.stationery import MUTED, Runs, Stationery
from desktop.documents.typesetting import Run, Style
from desktop.documents.withheld import withheld_records
from desktop.language import Language, Message, Wording, isolate, label, message
from desktop.paths import replacing
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


def write_minutes(minutes: Minutes, language: Language, target: Path) -> None:
    """Write the minutes in ``language`` to ``target``; raises :class:`OSError` where that place cannot be written.

    What is not written in that language is given in another one, marked, never left out.
    """
    document = _MinutesDocument(minutes, language)
    name, number = language.text(TITLE), minutes.meeting.number
    properties = Properties(
        title=f"{name} {number}",
        author=document.paper.own_name(),
        subject=language.best(minutes.meeting.title),
        language=language.tag,
        right_to_left=language.right_to_left,
    )
    story = document.paper.closing(list(document.story()), document.signatures())
    with replacing(target) as aside:
        write_document(story, aside, properties, document.paper.furniture(name, number), document.paper.structure)


class _MinutesDocument:
    """The parts of the minutes, in the order they are read."""

    def __init__(self, minutes: Minutes, language: Language) -> None:
        self.minutes = minutes
        self.language = language
        self.said = language.text
        self.paper = Stationery(minutes.commission, language)

    def story(self) -> Iterator[Flowable]:
        paper, meeting = self.paper, self.minutes.meeting
        yield from paper.letterhead()
        yield from paper.title(self.said(TITLE), meeting.number, meeting.title)
        if meeting.minutes_status is not MinutesStatus.ADOPTED:
            yield from paper.notice(self.said("Not yet adopted – {status}", status=meeting.minutes_status))
        yield Spacer(1, 12)
        yield paper.particulars(list(self._particulars()))
        yield from self._attendance()
        yield from self._agenda()
        yield from self._discussion()
        yield from self._recommendations_under_no_item()
        yield from self._actions()
        if withheld := self.minutes.withheld:
            yield paper.paragraph(self.said(withheld_records(withheld)), paper.quiet.but(before=8))

    # --- the meeting -------------------------------------------------------------------------------------------------

    def _particulars(self) -> Iterator[tuple[str, str | Runs]]:
        said, minutes, paper = self.said, self.minutes, self.paper
        meeting = minutes.meeting
        kind: list[Run] = [Run(self._word(meeting.kind))]
        if meeting.body:
            kind += [Run(" – "), *paper.wording(meeting.body)]
        yield said("Meeting"), kind
        yield said("Date"), self.language.period(meeting.start, meeting.end)
        times = [isolate(f"{time:%H:%M}") for time in (minutes.opened_at, minutes.closed_at) if time]
        if minutes.opened_at and minutes.closed_at:
            yield said("Time"), said("from {start} to {end}", start=times[0], end=times[1])
        elif minutes.opened_at:
            yield said("Opened at"), times[0]
        elif minutes.closed_at:
            yield said("Closed at"), times[0]
        if minutes.suspensions:
            yield said("Suspended"), self.language.list([self._suspension(each) for each in minutes.suspensions])
        if meeting.place:
            yield said("Place"), paper.wording(meeting.place)
        yield said("Mode"), self._word(meeting.mode)
        if minutes.organisers:
            yield said("Organised by"), paper.joined(minutes.organisers)
        if minutes.programmes:
            yield said("Programme"), paper.joined(minutes.programmes)
        if minutes.countries:
            yield said("Countries"), self._countries(minutes.countries)
        if minutes.chair:
            yield said("Chair"), isolate(minutes.chair)
        if minutes.rapporteur:
            yield said("Rapporteur"), isolate(minutes.rapporteur)

    def _suspension(self, suspension: SuspensionRow) -> str:
        start = isolate(f"{suspension.since:%H:%M}")
        if suspension.until is None:
            return self.said("from {start} on", start=start)
        return self.said("from {start} to {end}", start=start, end=isolate(f"{suspension.until:%H:%M}"))

    def _countries(self, codes: Sequence[str]) -> str:
        return self.language.list([self.language.country_name(code) for code in codes])

    def _word(self, code: Code) -> str:
        """A code's word as a text of its own."""
        return _capital(self.said(code.label))

    # --- who was there -----------------------------------------------------------------------------------------------

    def _attendance(self) -> Iterator[Flowable]:
        said, attendance = self.said, self.minutes.attendance
        if not attendance and not self.minutes.quorum:
            return
        yield from self.paper.heading(said("Attendance"), lines=6)
        rows: list[str | Sequence[Runs]] = []
        for presence, name in _GROUPS:
            group = sorted((row for row in attendance if row.presence is presence), key=self._attendance_order)
            if group:
                rows.append(f"{said(name)} ({self.language.number(len(group))})")
                rows += [self._attendance_row(row) for row in group]
        if rows:
            headings = [said("Institution"), said("Name"), said(label("attendance", "Capacity"))]
            yield self.paper.grid(headings, rows, [0.53, 0.47, None])
        if quorum := self.minutes.quorum:
            yield self.paper.paragraph(self._quorum(quorum), self.paper.plain.but(before=8, after=4))

    def _attendance_order(self, row: AttendanceRow) -> tuple[int, str, str]:
        return (
            _CAPACITIES.index(row.capacity),
            self.language.best(row.institution),
            row.person(self.language.code),
        )

    def _attendance_row(self, row: AttendanceRow) -> list[Runs]:
        institution = self.paper.wording(row.institution)
        if row.institution_acronym:
            institution = [*institution, Run(f" {isolate(f'({row.institution_acronym})')}", color=MUTED)]
        person = [Run(isolate(name))] if (name := row.person(self.language.code)) else []
        if row.person_position:
            position = _muted(self.paper.wording(row.person_position))
            person = [*person, Run(f"{self._comma} ", color=MUTED), *position] if person else position
        if row.represented_by:
            by = self.said("represented by {name}", name=isolate(row.represented_by))
            person.append(Run(f" – {by}"))
        return [institution, person, [Run(self._word(row.capacity))]]

    @property
    def _comma(self) -> str:
        return "،" if self.language.right_to_left else ","

    def _quorum(self, quorum: Quorum) -> list[Run]:
        said = self.said
        count = said(
            "Voting members: {voting}; present or represented: {present}; required: {required}.",
            voting=quorum.voting,
            present=quorum.present,
            required=quorum.required,
        )
        verdict = said("The quorum is reached.") if quorum.reached else said("The quorum is not reached.")
        runs = [Run(self.paper.typeset(f"{count} ")), Run(self.paper.typeset(verdict), bold=True)]
        if self.minutes.second_call:
            runs.append(Run(" " + self.paper.typeset(said("The meeting was held on second convocation."))))
        return runs

    # --- what was said and decided -----------------------------------------------------------------------------------

    def _agenda(self) -> Iterator[Flowable]:
        if not self.minutes.agenda:
            return
        yield from self.paper.heading(self.said("Agenda"))
        yield self.paper.numbered(
            [
                [*self.paper.wording(item.title), Run(f"  ({self.said(item.kind.label)})", color=MUTED)]
                for item in self.minutes.agenda
            ]
        )

    def _discussion(self) -> Iterator[Flowable]:
        if not self.minutes.agenda:
            return
        yield from self.paper.heading(self.said("Discussion and decisions"), lines=6)
        for item in self.minutes.agenda:
            yield from self._item(item)

    def _item(self, item: AgendaItemRow) -> Iterator[Flowable]:
        paper = self.paper
        yield from paper.subheading(item.position, item.title)
        if item.rapporteur:
            by = self.said("Presented by {name}", name=isolate(item.rapporteur))
            yield paper.paragraph(by, paper.quiet.but(after=3))
        yield from paper.paragraphs(item.minutes, paper.body)
        for decision in item.decisions:
            yield from self._decision(decision)
        for recommendation in item.recommendations:
            yield from self._recommendation(recommendation)
        if not (item.minutes or item.decisions or item.recommendations):
            yield paper.paragraph(self.said("Nothing was recorded under this item."), paper.quiet.but(after=4))

    def _decision(self, decision: DecisionRow) -> list[Flowable]:
        paper = self.paper
        head = [Run(self.said("Decision {number}", number=isolate(decision.number)), bold=True)]
        return paper.inset([(head, paper.plain), (decision.text, paper.body), (self._how_taken(decision), paper.quiet)])

    def _how_taken(self, decision: DecisionRow) -> str:
        taken = self.said(_HOW_TAKEN[decision.method])
        counts = (
            (message("for: {count}", count=decision.votes_for), decision.votes_for),
            (message("against: {count}", count=decision.votes_against), decision.votes_against),
            (message("abstaining: {count}", count=decision.abstentions), decision.abstentions),
        )
        votes = [self.said(said) for said, count in counts if count is not None]
        return " – ".join([taken, " · ".join(votes)] if votes else [taken])

    def _recommendation(self, recommendation: MinutesRecommendation) -> list[Flowable]:
        paper = self.paper
        head = [Run(self.said("Recommendation {number}", number=isolate(recommendation.number)), bold=True)]
        if recommendation.title:
            head += [Run(" – "), *paper.wording(recommendation.title, bold=True)]
        parts: list[tuple[str | Runs | Wording, Style]] = [(head, paper.plain), (recommendation.text, paper.body)]
        if recommendation.addressees:
            parts.append((self._note(self.said("Addressed to:"), paper.joined(recommendation.addressees)), paper.quiet))
        if countries := self._countries(recommendation.countries):
            parts.append((self._note(self.said("Countries:"), [Run(countries)]), paper.quiet))
        return paper.inset(parts)

    def _note(self, name: str, value: Runs) -> list[Run]:
        return [Run(self.paper.typeset(f"{name} ")), *value]

    def _recommendations_under_no_item(self) -> Iterator[Flowable]:
        if not self.minutes.other_recommendations:
            return
        under_items = any(item.recommendations for item in self.minutes.agenda)
        name = self.said("Other recommendations") if under_items else self.said("Recommendations")
        yield from self.paper.heading(name)
        for recommendation in self.minutes.other_recommendations:
            yield from self._recommendation(recommendation)

    # --- what is to be done, and who signs ---------------------------------------------------------------------------

    def _actions(self) -> Iterator[Flowable]:
        recommendations = [
            *(recommendation for item in self.minutes.agenda for recommendation in item.recommendations),
            *self.minutes.other_recommendations,
        ]
        decisions = [decision for item in self.minutes.agenda for decision in item.decisions]
        actions = {action.id: action for each in (*decisions, *recommendations) for action in each.actions}
        if not actions:
            return
        said = self.said
        headings = [
            said("No."),
            said("Action"),
            said("Lead"),
            said("Supporting"),
            said("Deadline"),
            said("Status"),
        ]
        yield from self.paper.heading(said("Actions"), lines=6)
        rows = [self._action(action) for action in actions.values()]
        yield self.paper.grid(headings, rows, [None, 0.58, 0.2, 0.22, None, None])

    def _action(self, action: ActionRow) -> list[Runs]:
        return [
            [Run(isolate(action.number))],
            self.paper.wording(action.title),
            [Run(isolate(action.lead or "–"), bold=True)],
            [Run(f"{self._comma} ".join(isolate(acronym) for acronym in action.supporting))],
            [Run(isolate(self.language.date(action.due, "short")) if action.due else "–")],
            [Run(self._word(action.status))],
        ]

    def signatures(self) -> list[Flowable]:
        commission = self.minutes.commission
        city = self.language.best(commission.city)
        done = self.said("Done at {city}, on {date}", city=city or "…" * 8, date="…" * 10)
        people: list[tuple[Wording, Wording]] = [
            (commission.secretary_title, commission.secretary_name),
            (commission.signatory_title, commission.signatory_name),
        ]
        return self.paper.signatures(done, people)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _muted(runs: Sequence[Run]) -> list[Run]:
    return [Run(run.text, run.bold, MUTED) for run in runs]

"""Who was at a meeting, by category, and whether it had its quorum: what its minutes say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.codes import Capacity, Presence
from desktop.documents.document import Block, Grid, Group, Prose, Row, Run, Runs, Space, Text
from desktop.documents.papers.wordings import Wordings
from desktop.language import Message, isolate, label, message
from desktop.records.meetings.quorum import VOTING_CAPACITIES, quorum_rule
from desktop.records.rows import AttendanceRow, HeadcountRow, Minutes, Quorum, QuorumTurn

_CATEGORIES: tuple[tuple[Message, tuple[Capacity, ...]], ...] = (
    (message("Members"), (Capacity.CHAIR, Capacity.MEMBER)),
    (message("Observers and partners"), (Capacity.OBSERVER,)),
    (message("Experts and speakers"), (Capacity.EXPERT, Capacity.SPEAKER, Capacity.TRAINER)),
    (message("Trainees"), (Capacity.TRAINEE,)),
    (message("Guests"), (Capacity.GUEST,)),
)
_PRESENCES: tuple[tuple[Presence, Message], ...] = (
    (Presence.PRESENT, message("Present")),
    (Presence.REPRESENTED, message("Represented")),
    (Presence.EXCUSED, message("Apologies")),
    (Presence.ABSENT, message("Absent")),
    (Presence.EXPECTED, message("Expected")),
)


class AttendancePart:
    """The attendance of one meeting, in one language."""

    def __init__(self, minutes: Minutes, words: Wordings) -> None:
        self.minutes = minutes
        self.words = words
        self.said = words.said

    def blocks(self) -> Iterator[Block]:
        said, words, minutes = self.said, self.words, self.minutes
        if not (minutes.attendance or minutes.quorum or minutes.headcounts):
            return
        yield words.heading(said("Attendance"), lines=6)
        rows = tuple(self._rows())
        if rows:
            headings = words.headings(said("Institution"), said("Name"), said(label("attendance", "Capacity")))
            yield Grid(headings, rows, (0.53, 0.47, None))
        if minutes.headcounts:
            if rows:
                yield Space(8)
            yield self._headcounts(minutes.headcounts)
        if quorum := minutes.quorum:
            yield Space(8)
            yield Prose(tuple(self._quorum(quorum)))

    def counted(self) -> Iterator[Prose]:
        """The quorum alone."""
        if quorum := self.minutes.quorum:
            yield Prose(tuple(self._quorum(quorum)))

    # --- who was there -----------------------------------------------------------------------------------------------

    def _rows(self) -> Iterator[Row | Group]:
        for category, capacities in _CATEGORIES:
            for presence, name in _PRESENCES:
                group = [
                    row for row in self.minutes.attendance if row.capacity in capacities and row.presence is presence
                ]
                if not group:
                    continue
                said = f"{self.said(category)} – {self.said(name)} ({self.words.language.number(len(group))})"
                yield self.words.group(f"{capacities[0].value} {presence.value}", said)
                yield from (self._row(row) for row in sorted(group, key=self._order))

    def _order(self, row: AttendanceRow) -> tuple[int, str, str]:
        language = self.words.language
        return list(Capacity).index(row.capacity), language.best(row.institution), row.person(language.code)

    def _row(self, row: AttendanceRow) -> Row:
        words = self.words
        person = words.person_of(row)
        if row.represented_by:
            by = self.said("represented by {name}", name=isolate(row.represented_by))
            person = (*person, Run(f" – {by}" if person else by))
        if there := self._there(row):
            person = (*person, Run(f"{words.comma} {there}" if person else there, tone="muted"))
        capacity: Runs = (Run(words.word(row.capacity)),)
        if self.minutes.quorum and row.capacity in VOTING_CAPACITIES and not row.votes:
            capacity = (*capacity, Run(f" ({self.said('without a vote')})", tone="muted"))
        return words.row(row.id, words.institution_of(row), person, capacity)

    def _there(self, row: AttendanceRow) -> str:
        """When somebody came late or left early."""
        came, left = (isolate(f"{time:%H:%M}") if time else "" for time in (row.arrived_at, row.left_at))
        if came and left:
            return self.said("from {start} to {end}", start=came, end=left)
        if came:
            return self.said("from {start} on", start=came)
        return self.said("until {end}", end=left) if left else ""

    def _headcounts(self, counts: Sequence[HeadcountRow]) -> Grid:
        """Those who are counted and not named."""
        said, words = self.said, self.words
        headings = words.headings(
            said("Institution"), said(label("attendance", "Capacity")), said("Women"), said("Men"), said("Total")
        )
        rows = (
            words.row(
                each.id,
                isolate(each.institution),
                words.word(each.capacity),
                self._figure(each.women),
                self._figure(each.men),
                self._figure(None if each.women is None or each.men is None else each.women + each.men),
            )
            for each in counts
        )
        return Grid(headings, tuple(rows), (0.6, 0.4, None, None, None))

    def _figure(self, count: int | None) -> str:
        """A count; one too small to be shown is not."""
        return "–" if count is None else self.words.language.number(count)

    # --- the quorum --------------------------------------------------------------------------------------------------

    def _quorum(self, quorum: Quorum) -> Iterator[Text]:
        words, said, minutes = self.words, self.said, self.minutes
        rule: Runs = (Run(said(quorum_rule(quorum, minutes.second_call))),)
        if minutes.quorum_basis:
            rule = (*rule, Run(f" {said('Legal basis:')} "), *words.wording(minutes.quorum_basis), Run("."))
        yield words.text(rule)
        count = said(
            "Voting members: {voting}; present or represented: {present}; required: {required}.",
            voting=quorum.voting,
            present=quorum.present,
            required=quorum.required,
        )
        verdict = said("The quorum is reached.") if quorum.reached else said("The quorum is not reached.")
        yield words.text((Run(f"{count} "), Run(verdict, bold=True)))
        if minutes.second_call:
            yield words.text(self._second_call())
        yield from (words.text(self._turn(turn)) for turn in minutes.quorum_turns)
        if not quorum.reached:
            yield words.text(self._without_quorum())

    def _second_call(self) -> str:
        first = self.minutes.first_call
        if first is None:
            return self.said("The meeting was held on second convocation.")
        return self.said(
            "The meeting was held on second convocation: {number} of {date} had no quorum.",
            number=isolate(first.number),
            date=self.words.long_day(first.start),
        )

    def _turn(self, turn: QuorumTurn) -> str:
        values = {"time": isolate(f"{turn.at:%H:%M}"), "count": turn.present}
        if turn.reached:
            return self.said("From {time} on the quorum was reached again: present or represented: {count}.", **values)
        return self.said("From {time} on the quorum was no longer reached: present or represented: {count}.", **values)

    def _without_quorum(self) -> str:
        again = self.minutes.called_again
        if again is None:
            return self.said("The meeting could not validly deliberate.")
        return self.said(
            "The meeting could not validly deliberate; it is called again for {date} ({number}).",
            date=self.words.long_day(again.start),
            number=isolate(again.number),
        )

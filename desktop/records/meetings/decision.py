"""Decisions of a meeting: what was decided under which item, how, and with how many votes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from desktop.codes import Audience, DecisionMethod, Level
from desktop.language import LanguageCode, Refusal, Wording, label, message, plural
from desktop.records.audience import is_visible
from desktop.records.base import Levelled, Record, Withdrawable, find, has_changed, reference, wording
from desktop.records.framework.source import SourceArticle, cite
from desktop.records.listing import Sort, in_order, ordered, read_ids
from desktop.records.meetings.agenda import AgendaItem
from desktop.records.meetings.attendance import Attendance
from desktop.records.meetings.meeting import Meeting, check_minutes_open
from desktop.records.meetings.voting import DecisionRules, decision_carried
from desktop.records.numbering import Numbered, give_number
from desktop.records.reading_order import by_word
from desktop.records.rows import DecisionRow
from desktop.records.search.words import Searchable, contains, sort_text


class Decision(Record, Numbered, Levelled, Withdrawable, Searchable):
    singular = label("record", "decision")
    searched = ("number", "text")
    shares = "meeting_id"
    part_of = ("agenda_item_id",)

    meeting_id: Mapped[str] = reference("meeting")
    agenda_item_id: Mapped[str | None] = reference("agenda_item", nullable=True)
    text: Mapped[Wording] = wording("text")
    method: Mapped[DecisionMethod] = mapped_column(default=DecisionMethod.CONSENSUS)
    votes_for: Mapped[int | None] = mapped_column(default=None)
    votes_against: Mapped[int | None] = mapped_column(default=None)
    abstentions: Mapped[int | None] = mapped_column(default=None)
    casting_vote: Mapped[bool] = mapped_column(default=False, server_default=sa.text("false"))
    """The votes were equal, and the chair's casting vote decided."""
    article_id: Mapped[str | None] = reference("source_article", nullable=True)
    """Its legal basis."""
    amends_id: Mapped[str | None] = reference("decision", nullable=True)
    """An earlier decision that it changes or takes the place of."""

    __table_args__ = (
        sa.CheckConstraint("votes_for >= 0 and votes_against >= 0 and abstentions >= 0", name="votes"),
        sa.CheckConstraint("amends_id <> id", name="amends"),
        sa.CheckConstraint("method <> 'consensus' or votes_against = 0", name="consensus"),
        sa.CheckConstraint("method <> 'unanimity' or votes_against = 0 and abstentions = 0", name="unanimity"),
        sa.CheckConstraint(
            "not casting_vote or coalesce(votes_for, 0) > 0 and votes_for = coalesce(votes_against, 0)",
            name="casting_vote",
        ),
        sa.CheckConstraint(
            "method <> 'majority' or casting_vote or coalesce(votes_for, 0) > coalesce(votes_against, 0)",
            name="majority",
        ),
    )

    article: Mapped[SourceArticle | None] = relationship()

    def check(self, session: Session) -> None:
        if not self.text:
            raise Refusal(message("A decision needs a wording in one language at least.").at("text"))
        counted = (self.votes_for, self.votes_against, self.abstentions)
        if any(count is not None and count < 0 for count in counted):
            raise Refusal(message("A number of votes cannot be below zero.").at("votes_for"))
        if self.method is DecisionMethod.CONSENSUS and self.votes_against:
            raise Refusal(
                message("A decision by consensus has no votes against: with them it is taken by majority.").at(
                    "votes_against"
                )
            )
        if self.method is DecisionMethod.UNANIMITY and (self.votes_against or self.abstentions):
            raise Refusal(message("A unanimous decision has no votes against and no abstentions.").at("votes_against"))
        tied = (self.votes_for or 0) == (self.votes_against or 0)
        if self.casting_vote and not (tied and self.votes_for and self._chair_decides(session)):
            raise Refusal(
                message("A casting vote decides where the votes are equal and the body’s rules give one.").at(
                    "casting_vote"
                )
            )
        if (
            self.method is DecisionMethod.MAJORITY
            and not self.casting_vote
            and (tied or (self.votes_for or 0) < (self.votes_against or 0))
        ):
            raise Refusal(message("A decision by majority needs more votes for than against.").at("votes_for"))
        self._check_count(session, sum(count or 0 for count in counted))
        if self.amends_id is not None and self.amends_id == self.id:
            raise Refusal(message("A decision cannot amend itself.").at("amends_id"))
        check_minutes_open(session, self.meeting_id)

    def _chair_decides(self, session: Session) -> bool:
        with session.no_autoflush:
            meeting = session.get(Meeting, self.meeting_id) if self.meeting_id else None
            return meeting is not None and meeting.body is not None and meeting.body.casting_vote

    def _check_count(self, session: Session, votes: int) -> None:
        """Nobody votes twice; where the attendance list names nobody who votes, there is nothing to hold it against."""
        if not has_changed(self, ("votes_for", "votes_against", "abstentions")):
            return
        voting = sa.select(sa.func.count()).where(Attendance.meeting_id == self.meeting_id, Attendance.votes)
        with session.no_autoflush:
            voters = session.scalar(voting) or 0
        if voters and votes > voters:
            raise Refusal(
                plural(
                    "These are more votes than the attendance list has voting members ({count}).",
                    "These are more votes than the attendance list has voting members ({count}).",
                    voters,
                ).at("votes_for")
            )

    def check_removal(self, session: Session) -> None:
        check_minutes_open(session, self.meeting_id)


def take_decision(session: Session, agenda_item_id: str, values: Mapping[str, Any]) -> Decision:
    """Take down a decision under an agenda item; it gets the next number of the meeting's year."""
    item = find(session, AgendaItem, agenda_item_id)
    meeting = find(session, Meeting, item.meeting_id)
    decision = Decision(meeting_id=meeting.id, agenda_item_id=item.id, **values)
    decision.check(session)
    give_number(session, decision, "decision", meeting.start.year)
    session.add(decision)
    session.flush()
    return decision


def list_decisions(
    session: Session, meeting_ids: Sequence[str], audience: Audience | None = None
) -> dict[str | None, list[DecisionRow]]:
    """The decisions of meetings that ``audience`` may see, by number, under the id of their agenda item."""
    found: dict[str | None, list[DecisionRow]] = {}
    query = (
        sa.select(Decision)
        .where(Decision.meeting_id.in_(meeting_ids), Decision.withdrawn_on.is_(None), is_visible(Decision, audience))
        .options(joinedload(Decision.article).joinedload(SourceArticle.source))
        .order_by(Decision.serial)
    )
    for each in session.scalars(query):
        row = DecisionRow(
            id=each.id,
            number=each.number,
            text=each.text,
            method=each.method,
            votes_for=each.votes_for,
            votes_against=each.votes_against,
            abstentions=each.abstentions,
            casting_vote=each.casting_vote,
            legal_basis=cite(each.article, audience),
        )
        found.setdefault(each.agenda_item_id, []).append(row)
    return found


@dataclass(frozen=True)
class DecisionFilter:
    search: str = ""
    methods: Sequence[DecisionMethod] = ()
    meeting_id: str | None = None
    body_id: str | None = None
    source_id: str | None = None
    """Those that rest on an article of this source."""
    amends_id: str | None = None
    """Those that change this earlier one."""


@dataclass(frozen=True)
class TakenDecision:
    """A decision among those of all meetings."""

    id: str
    number: str
    text: Wording
    method: DecisionMethod
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    meeting_id: str
    meeting: str
    """Number."""
    meeting_title: Wording
    taken_on: dt.date
    item: Wording | None
    """The title of the agenda item it was taken under."""
    legal_basis: str | None
    level: Level


SORTS = {
    "number": lambda code: Decision.serial,
    "title": lambda code: sort_text(Decision, code),
    "method": lambda code: by_word(Decision.method, DecisionMethod, code),
    "meeting": lambda code: sa.select(Meeting.serial).where(Meeting.id == Decision.meeting_id).scalar_subquery(),
    "date": lambda code: sa.select(Meeting.start).where(Meeting.id == Decision.meeting_id).scalar_subquery(),
}


def list_decision_ids(
    session: Session, chosen: DecisionFilter, code: LanguageCode, sort: Sort | None = None
) -> list[str]:
    """The ids of the decisions chosen, in order (the latest number first when nothing else is said)."""
    return read_ids(session, ordered(chosen_decisions(chosen), SORTS, sort, code, Decision.serial.desc()))


def chosen_decisions(chosen: DecisionFilter) -> sa.Select[str]:
    """The SQL of the ids of the decisions chosen."""
    query = sa.select(Decision.id).where(Decision.withdrawn_on.is_(None))
    if chosen.search:
        query = query.where(contains(Decision, chosen.search))
    if chosen.methods:
        query = query.where(Decision.method.in_(chosen.methods))
    if chosen.meeting_id:
        query = query.where(Decision.meeting_id == chosen.meeting_id)
    if chosen.body_id:
        query = query.where(Decision.meeting_id.in_(sa.select(Meeting.id).where(Meeting.body_id == chosen.body_id)))
    if chosen.source_id:
        articles = sa.select(SourceArticle.id).where(SourceArticle.source_id == chosen.source_id)
        query = query.where(Decision.article_id.in_(articles))
    if chosen.amends_id:
        query = query.where(Decision.amends_id == chosen.amends_id)
    return query


def find_decisions(session: Session, ids: Sequence[str], audience: Audience | None = None) -> list[TakenDecision]:
    """The rows with these ids that ``audience`` may see, in this order; none of a meeting that it may not see."""
    query = (
        sa.select(Decision)
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .where(Decision.id.in_(ids), is_visible(Decision, audience), is_visible(Meeting, audience))
        .options(joinedload(Decision.article).joinedload(SourceArticle.source))
    )
    found = session.scalars(query).all()
    of = {each.meeting_id for each in found}
    meetings = {each.id: each for each in session.scalars(sa.select(Meeting).where(Meeting.id.in_(of)))}
    under = {each.agenda_item_id for each in found if each.agenda_item_id}
    items = {each.id: each.title for each in session.scalars(sa.select(AgendaItem).where(AgendaItem.id.in_(under)))}
    return in_order(
        ids,
        [
            TakenDecision(
                id=each.id,
                number=each.number,
                text=each.text,
                method=each.method,
                votes_for=each.votes_for,
                votes_against=each.votes_against,
                abstentions=each.abstentions,
                meeting_id=each.meeting_id,
                meeting=meetings[each.meeting_id].number,
                meeting_title=meetings[each.meeting_id].title,
                taken_on=meetings[each.meeting_id].start,
                item=items.get(each.agenda_item_id or ""),
                legal_basis=cite(each.article, audience),
                level=each.level,
            )
            for each in found
        ],
    )


def find_decision_rules(session: Session, meeting_id: str) -> DecisionRules:
    """How the body of a meeting decides; the usual majority for an event that no body holds."""
    meeting = find(session, Meeting, meeting_id)
    return meeting.body.decision_rules if meeting.body else DecisionRules()


def is_carried(session: Session, decision_id: str, chair_voted_for: bool | None = None) -> bool:
    """Whether the votes taken down carry the decision, under its body's rules and with those present at the meeting.

    Raises :class:`Refusal` where more votes were taken down than members were present.
    """
    from desktop.records.meetings.attendance import find_quorum

    decision = find(session, Decision, decision_id)
    counts = [decision.votes_for or 0, decision.votes_against or 0, decision.abstentions or 0]
    quorum = find_quorum(session, decision.meeting_id)
    return decision_carried(
        *counts,
        present=quorum.present if quorum else sum(counts),
        rules=find_decision_rules(session, decision.meeting_id),
        chair_voted_for=True if decision.casting_vote else chair_voted_for,
        members=quorum.voting if quorum else None,
    )

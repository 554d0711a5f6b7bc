"""The minutes of a meeting: everything they say, gathered from the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from desktop.codes import Audience
from desktop.language import LanguageCode, Refusal, message
from desktop.records.attachment import list_attachments_of
from desktop.records.audience import is_visible, sees
from desktop.records.base import find
from desktop.records.commission.commission import find_commission
from desktop.records.follow_up.action import Action, ActionDecision, ActionRecommendation
from desktop.records.follow_up.action_list import ActionFilter, chosen_actions, list_action_ids, list_actions
from desktop.records.follow_up.recommendation import Addressee, Recommendation
from desktop.records.listing import Sort, in_pages
from desktop.records.meetings.agenda import AgendaItem
from desktop.records.meetings.attendance import find_quorum, list_attendance
from desktop.records.meetings.corrigendum import list_corrigenda
from desktop.records.meetings.decision import Decision, list_decisions
from desktop.records.meetings.headcount import list_headcounts
from desktop.records.meetings.meeting import Meeting, find_called_again, list_meetings, meeting_row
from desktop.records.meetings.quorum import quorum_over_time
from desktop.records.meetings.sitting import list_suspensions
from desktop.records.people.person import Person
from desktop.records.rows import (
    NOTHING,
    ActionRow,
    AgendaItemRow,
    AnnexRow,
    MeetingRow,
    Minutes,
    MinutesRecommendation,
    QuorumTurn,
)
from desktop.records.subject import Subject


def find_minutes(
    session: Session, meeting_id: str, code: LanguageCode, audience: Audience = Audience.INTERNAL
) -> Minutes:
    """A meeting with its attendance, agenda, decisions, recommendations and actions, as its minutes need them.

    ``code`` is the language the minutes are for: it chooses the script of the chair's and the rapporteur's names. What
    ``audience`` may not see is left out and counted. Raises :class:`Refusal` for a meeting it may not see itself.
    """
    meeting = find(session, Meeting, meeting_id)
    if not sees(audience, meeting):
        raise Refusal(
            message("This meeting is “{level}”: no minutes of it are made for {audience}.",
                    level=meeting.level, audience=audience)
        )  # fmt: skip
    actions = _actions(session, meeting_id, audience)
    decisions = {
        item_id: [replace(row, actions=tuple(actions.get(row.id, ()))) for row in rows]
        for item_id, rows in list_decisions(session, [meeting_id], audience).items()
    }
    recommendations = _recommendations(session, meeting_id, audience, actions)
    attendance = tuple(list_attendance(session, meeting_id, code, audience))
    agenda = tuple(
        AgendaItemRow(
            id=item.id,
            position=item.position,
            title=item.title,
            kind=item.kind,
            rapporteur=_name(item.rapporteur, code, audience) or item.rapporteur_name,
            minutes=item.minutes,
            decisions=tuple(decisions.get(item.id, ())),
            recommendations=tuple(recommendations.get(item.id, ())),
            outcome=item.outcome,
            carried_from=_carried_from(item, audience),
            followed_up=tuple(
                each.recommendation.number for each in item.followed_up if sees(audience, each.recommendation)
            ),
            taken_up_at=item.taken_up_at,
        )
        for item in meeting.agenda
    )
    programmes = (link.programme for link in meeting.programmes if sees(audience, link.programme))
    return Minutes(
        commission=find_commission(session),
        meeting=meeting_row(meeting, sum(map(len, recommendations.values())), audience),
        chair=_name(meeting.chair, code, audience),
        rapporteur=_name(meeting.rapporteur, code, audience),
        organisers=tuple(each.institution.name for each in meeting.organisers if sees(audience, each.institution)),
        programmes=tuple(programme.name for programme in sorted(programmes, key=lambda each: each.code)),
        countries=tuple(each.country for each in meeting.countries),
        opened_at=meeting.opened_at,
        closed_at=meeting.closed_at,
        attendance=attendance,
        quorum=find_quorum(session, meeting_id),
        second_call=meeting.second_call,
        agenda=agenda,
        other_recommendations=tuple(recommendations.get(None, ())),
        corrigenda=tuple(list_corrigenda(session, meeting_id, audience)),
        suspensions=tuple(list_suspensions(session, meeting_id, audience)),
        withheld=_count_withheld(session, meeting_id, audience) + len(meeting.attendance) - len(attendance),
        quorum_turns=_quorum_turns(session, meeting),
        quorum_basis=meeting.body.rules_basis if meeting.body else NOTHING,
        first_call=_other_meeting(session, meeting.first_call_id, audience),
        called_again=_other_meeting(session, find_called_again(session, meeting_id), audience),
        adopted_on=meeting.adopted_on,
        adopted_at=_other_meeting(session, meeting.adopted_at_id, audience),
        annexes=_annexes(session, meeting, agenda, audience),
        headcounts=tuple(list_headcounts(session, meeting_id, audience)),
    )


def _other_meeting(session: Session, meeting_id: str | None, audience: Audience) -> MeetingRow | None:
    return next(iter(list_meetings(session, [meeting_id], audience)), None) if meeting_id else None


def _quorum_turns(session: Session, meeting: Meeting) -> tuple[QuorumTurn, ...]:
    """When the quorum was lost after the opening, and when it was reached again. Whoever is counted is not named."""
    rule = find_quorum(session, meeting.id)
    if rule is None or meeting.opened_at is None:
        return ()
    rows = list_attendance(session, meeting.id, "fr")
    course = quorum_over_time(rows, rule, meeting.opened_at, meeting.closed_at)
    return tuple(
        QuorumTurn(at, now.present, now.reached)
        for (_, before), (at, now) in pairwise(course)
        if now.reached is not before.reached
    )


def _annexes(
    session: Session, meeting: Meeting, agenda: Sequence[AgendaItemRow], audience: Audience
) -> tuple[AnnexRow, ...]:
    """The files of the meeting, of its items and of the decisions the audience may see."""
    of: dict[Subject, int | None] = {Subject("meeting", meeting.id): None}
    for item in agenda:
        of[Subject("agenda_item", item.id)] = item.position
        of |= {Subject("decision", decision.id): item.position for decision in item.decisions}
    return tuple(
        AnnexRow(row.id, row.title, row.file_name, row.document_date, row.sha256, of[row.subject])
        for row in list_attachments_of(session, list(of), audience)
    )


def _carried_from(item: AgendaItem, audience: Audience) -> str | None:
    earlier = item.carried_from.meeting if item.carried_from else None
    return earlier.number if earlier is not None and sees(audience, earlier) else None


def _name(person: Person | None, code: LanguageCode, audience: Audience) -> str | None:
    return person.name(code) if person is not None and sees(audience, person) else None


def _count_withheld(session: Session, meeting_id: str, audience: Audience) -> int:
    """How many of the meeting's decisions, recommendations and actions the audience may not see."""
    actions = chosen_actions(ActionFilter(meeting_id=meeting_id), dt.date.min)
    hidden = (
        sa.select(Action.id).where(Action.id.in_(actions), ~is_visible(Action, audience)),
        *(
            sa.select(kind.id).where(
                kind.meeting_id == meeting_id, kind.withdrawn_on.is_(None), ~is_visible(kind, audience)
            )
            for kind in (Decision, Recommendation)
        ),
    )
    return session.scalar(sa.select(sa.func.count()).select_from(sa.union_all(*hidden).subquery())) or 0


def _recommendations(
    session: Session, meeting_id: str, audience: Audience, actions: Mapping[str, Sequence[ActionRow]]
) -> dict[str | None, list[MinutesRecommendation]]:
    """The meeting's recommendations by number, under the id of their agenda item."""
    query = (
        sa.select(Recommendation)
        .where(
            Recommendation.meeting_id == meeting_id,
            Recommendation.withdrawn_on.is_(None),
            is_visible(Recommendation, audience),
        )
        .options(
            selectinload(Recommendation.addressees).selectinload(Addressee.institution),
            selectinload(Recommendation.countries),
        )
        .order_by(Recommendation.serial)
    )
    found: dict[str | None, list[MinutesRecommendation]] = {}
    for each in session.scalars(query):
        row = MinutesRecommendation(
            id=each.id,
            number=each.number,
            title=each.title,
            text=each.text,
            addressees=tuple(link.institution.name for link in each.addressees if sees(audience, link.institution)),
            countries=tuple(link.country for link in each.countries),
            actions=tuple(actions.get(each.id, ())),
            addressee_ids=tuple(link.institution.id for link in each.addressees if sees(audience, link.institution)),
        )
        found.setdefault(each.agenda_item_id, []).append(row)
    return found


def _actions(session: Session, meeting_id: str, audience: Audience) -> dict[str, list[ActionRow]]:
    """The actions under the meeting's recommendations and decisions, by the id of what they stand under."""
    ids = list_action_ids(session, ActionFilter(meeting_id=meeting_id, audience=audience), "fr", Sort("number"))
    rows = {row.id: row for row in in_pages(ids, lambda page: list_actions(session, page, audience=audience))}
    under_recommendations = (
        sa.select(ActionRecommendation.recommendation_id, ActionRecommendation.action_id, Action.serial)
        .join(Action, Action.id == ActionRecommendation.action_id)
        .join(Recommendation, Recommendation.id == ActionRecommendation.recommendation_id)
        .where(Recommendation.meeting_id == meeting_id)
    )
    under_decisions = (
        sa.select(ActionDecision.decision_id, ActionDecision.action_id, Action.serial)
        .join(Action, Action.id == ActionDecision.action_id)
        .join(Decision, Decision.id == ActionDecision.decision_id)
        .where(Decision.meeting_id == meeting_id)
    )
    found: dict[str, list[ActionRow]] = {}
    for query in (under_recommendations, under_decisions):
        for above_id, action_id, _ in session.execute(query.order_by(Action.serial)):
            if action_id in rows:
                found.setdefault(above_id, []).append(rows[action_id])
    return found

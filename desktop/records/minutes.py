"""The minutes of a meeting: everything they say, gathered from the register."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from desktop.language import LanguageCode
from desktop.records.action import Action, ActionFilter, ActionRecommendation, list_action_ids, list_actions
from desktop.records.attendance import find_quorum, list_attendance
from desktop.records.base import find
from desktop.records.commission import find_commission
from desktop.records.corrigendum import list_corrigenda
from desktop.records.decision import list_decisions
from desktop.records.listing import Sort, in_pages
from desktop.records.meeting import Meeting, meeting_row
from desktop.records.recommendation import Addressee, Recommendation
from desktop.records.rows import ActionRow, AgendaItemRow, Minutes, MinutesRecommendation


def find_minutes(session: Session, meeting_id: str, code: LanguageCode) -> Minutes:
    """A meeting with its attendance, agenda, decisions, recommendations and actions, as its minutes need them.

    ``code`` is the language the minutes are for: it chooses the script of the chair's and the rapporteur's names.
    """
    meeting = find(session, Meeting, meeting_id)
    recommendations = _recommendations(session, meeting_id)
    decisions = list_decisions(session, [meeting_id])
    agenda = tuple(
        AgendaItemRow(
            id=item.id,
            position=item.position,
            title=item.title,
            kind=item.kind,
            rapporteur=item.rapporteur.name(code) if item.rapporteur else item.rapporteur_name,
            minutes=item.minutes,
            decisions=tuple(decisions.get(item.id, ())),
            recommendations=tuple(recommendations.get(item.id, ())),
            outcome=item.outcome,
            carried_from=item.carried_from.meeting.number if item.carried_from else None,
            followed_up=tuple(each.recommendation.number for each in item.followed_up),
        )
        for item in meeting.agenda
    )
    return Minutes(
        commission=find_commission(session),
        meeting=meeting_row(meeting, sum(map(len, recommendations.values()))),
        chair=meeting.chair.name(code) if meeting.chair else None,
        rapporteur=meeting.rapporteur.name(code) if meeting.rapporteur else None,
        organisers=tuple(each.institution.name for each in meeting.organisers),
        programmes=tuple(
            link.programme.name for link in sorted(meeting.programmes, key=lambda link: link.programme.code)
        ),
        countries=tuple(each.country for each in meeting.countries),
        opened_at=meeting.opened_at,
        closed_at=meeting.closed_at,
        attendance=tuple(list_attendance(session, meeting_id, code)),
        quorum=find_quorum(session, meeting_id),
        second_call=meeting.second_call,
        agenda=agenda,
        other_recommendations=tuple(recommendations.get(None, ())),
        corrigenda=tuple(list_corrigenda(session, meeting_id)),
    )


def _recommendations(session: Session, meeting_id: str) -> dict[str | None, list[MinutesRecommendation]]:
    """The meeting's recommendations by number, under the id of their agenda item."""
    query = (
        sa.select(Recommendation)
        .where(Recommendation.meeting_id == meeting_id, Recommendation.withdrawn_on.is_(None))
        .options(
            selectinload(Recommendation.addressees).selectinload(Addressee.institution),
            selectinload(Recommendation.countries),
        )
        .order_by(Recommendation.serial)
    )
    actions = _actions(session, meeting_id)
    found: dict[str | None, list[MinutesRecommendation]] = {}
    for each in session.scalars(query):
        row = MinutesRecommendation(
            id=each.id,
            number=each.number,
            title=each.title,
            text=each.text,
            addressees=tuple(link.institution.name for link in each.addressees),
            countries=tuple(link.country for link in each.countries),
            actions=tuple(actions.get(each.id, ())),
        )
        found.setdefault(each.agenda_item_id, []).append(row)
    return found


def _actions(session: Session, meeting_id: str) -> dict[str, list[ActionRow]]:
    """The actions under the meeting's recommendations, by the recommendation's id."""
    ids = list_action_ids(session, ActionFilter(meeting_id=meeting_id), "fr", Sort("number"))
    rows = {row.id: row for row in in_pages(ids, lambda page: list_actions(session, page))}
    links = session.execute(
        sa.select(ActionRecommendation.recommendation_id, ActionRecommendation.action_id)
        .join(Action, Action.id == ActionRecommendation.action_id)
        .join(Recommendation, Recommendation.id == ActionRecommendation.recommendation_id)
        .where(Recommendation.meeting_id == meeting_id)
        .order_by(Action.serial)
    )
    found: dict[str, list[ActionRow]] = {}
    for recommendation_id, action_id in links:
        if action_id in rows:
            found.setdefault(recommendation_id, []).append(rows[action_id])
    return found

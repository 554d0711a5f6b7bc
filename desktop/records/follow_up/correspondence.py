"""What a letter to an institution says: recommendations handed on after a meeting, or actions that are late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import OPEN, Audience, LetterKind, PersonRole
from desktop.language import Refusal, message
from desktop.records.audience import is_visible, sees
from desktop.records.base import find
from desktop.records.commission.commission import find_commission
from desktop.records.follow_up.action import Action, ActionSupport, due_date
from desktop.records.follow_up.action_list import ActionFilter, chosen_actions, list_action_ids
from desktop.records.follow_up.addressee import Addressee
from desktop.records.follow_up.letter import LetterFilter, LetterRow, count_reminders, list_letters
from desktop.records.follow_up.letter_rows import Concerned, Correspondence
from desktop.records.follow_up.recommendation import (
    RecommendationFilter,
    chosen_recommendations,
    list_recommendation_ids,
    list_recommendations,
)
from desktop.records.follow_up.tracker import list_tracker_rows
from desktop.records.follow_up.tracker_scope import Scope
from desktop.records.listing import Sort
from desktop.records.meetings.meeting import Meeting, list_meetings
from desktop.records.people.institution import Institution, list_institutions
from desktop.records.people.person import PersonFilter, list_person_ids, list_person_rows
from desktop.records.rows import InstitutionRow, MeetingRow, PersonRow, RecommendationRow, TrackerRow


def list_recipients(session: Session, meeting_id: str, audience: Audience | None = None) -> list[Concerned]:
    """The institutions that recommendations of a meeting are addressed to, by acronym."""
    chosen = chosen_recommendations(RecommendationFilter(meeting_id=meeting_id, audience=audience))
    query = (
        sa.select(Addressee.institution_id, sa.func.count())
        .where(Addressee.recommendation_id.in_(chosen))
        .group_by(Addressee.institution_id)
    )
    counts = {row[0]: row[1] for row in session.execute(query)}
    rows = _institutions(session, list(counts), audience)
    return [Concerned(row, counts[row.id]) for row in rows]


def list_late(session: Session, on: dt.date, audience: Audience | None = None) -> list[Concerned]:
    """The institutions that lead actions which are late on a day, the longest overdue first."""
    chosen = chosen_actions(ActionFilter(overdue=True, audience=audience), on)
    query = (
        sa.select(Action.lead_id, sa.func.count(), sa.func.min(due_date()))
        .where(Action.id.in_(chosen), Action.lead_id.is_not(None))
        .group_by(Action.lead_id)
    )
    found = {str(lead_id): (count, since) for lead_id, count, since in session.execute(query)}
    rows = _institutions(session, list(found), audience)
    late = [Concerned(row, *found[row.id]) for row in rows]
    return sorted(late, key=lambda each: (each.since or on, each.institution.acronym))


def list_in_charge(
    session: Session, on: dt.date, audience: Audience | None = None, scope: Scope | None = None
) -> list[Concerned]:
    """The institutions that lead or support actions which are not finished, by acronym; since when one is late.

    ``scope`` keeps it to the actions of a programme, a plan or a body.
    """
    unfinished = ActionFilter(statuses=OPEN, audience=audience)
    chosen = chosen_actions(scope.narrow(unfinished) if scope else unfinished, on)
    taking_part = sa.union(
        sa.select(Action.lead_id.label("institution_id"), Action.id.label("action_id")).where(
            Action.id.in_(chosen), Action.lead_id.is_not(None)
        ),
        sa.select(ActionSupport.institution_id, ActionSupport.action_id).where(ActionSupport.action_id.in_(chosen)),
    ).subquery()
    query = (
        sa.select(taking_part.c.institution_id, sa.func.count(), sa.func.min(sa.case((due_date() < on, due_date()))))
        .join(Action, Action.id == taking_part.c.action_id)
        .group_by(taking_part.c.institution_id)
    )
    found = {str(row[0]): (row[1], row[2]) for row in session.execute(query)}
    rows = _institutions(session, list(found), audience)
    return sorted((Concerned(row, *found[row.id]) for row in rows), key=lambda each: each.institution.acronym)


def find_transmission(
    session: Session, meeting_id: str, institution_id: str, on: dt.date, audience: Audience | None = None
) -> Correspondence:
    """The letter that hands a meeting's recommendations on to one they are addressed to.

    Raises :class:`Refusal` for a meeting or an institution above the audience's level, and where there is nothing to
    hand on.
    """
    if not sees(audience, find(session, Meeting, meeting_id)):
        raise Refusal(message("This meeting is not for the audience chosen."))
    meeting = list_meetings(session, [meeting_id], audience)[0]
    chosen = RecommendationFilter(meeting_id=meeting_id, institution_id=institution_id, audience=audience)
    ids = list_recommendation_ids(session, chosen, "fr", Sort("number"))
    if not ids:
        raise Refusal(message("No recommendation of {number} is addressed to this institution.", number=meeting.number))
    wanted = ActionFilter(meeting_id=meeting_id, institution_id=institution_id, audience=audience)
    action_ids = list_action_ids(session, wanted, "fr", Sort("number"), on)
    every = _count(session, chosen_recommendations(replace(chosen, audience=None)))
    every += _count(session, chosen_actions(replace(wanted, audience=None), on))
    return _correspondence(
        session,
        LetterKind.TRANSMISSION,
        institution_id,
        on,
        audience,
        meeting=meeting,
        recommendations=tuple(list_recommendations(session, ids, audience)),
        actions=tuple(list_tracker_rows(session, action_ids, audience)),
        withheld=every - len(ids) - len(action_ids),
    )


def find_reminder(
    session: Session, institution_id: str, on: dt.date, audience: Audience | None = None
) -> Correspondence:
    """The letter that reminds an institution of the actions it leads and is late with.

    It is a reminder of the last letter to it that asked for an answer and got none; where there is none it is the first
    request. Raises :class:`Refusal` for an institution above the audience's level, and where nothing is late.
    """
    wanted = ActionFilter(lead_id=institution_id, overdue=True, audience=audience)
    ids = list_action_ids(session, wanted, "fr", Sort("due"), on)
    if not ids:
        raise Refusal(message("No action that this institution leads is late."))
    asked = LetterFilter(
        kinds=(LetterKind.TRANSMISSION, LetterKind.REQUEST),
        institution_id=institution_id,
        unanswered=True,
        audience=audience,
    )
    first = next(iter(list_letters(session, asked, on)), None)
    return _correspondence(
        session,
        LetterKind.REMINDER if first else LetterKind.REQUEST,
        institution_id,
        on,
        audience,
        actions=tuple(list_tracker_rows(session, ids, audience)),
        reminds=first,
        reminder=count_reminders(session, first.id) + 1 if first else 0,
        withheld=_count(session, chosen_actions(replace(wanted, audience=None), on)) - len(ids),
    )


def _correspondence(
    session: Session,
    kind: LetterKind,
    institution_id: str,
    on: dt.date,
    audience: Audience | None,
    *,
    meeting: MeetingRow | None = None,
    recommendations: tuple[RecommendationRow, ...] = (),
    actions: tuple[TrackerRow, ...] = (),
    reminds: LetterRow | None = None,
    reminder: int = 0,
    withheld: int,
) -> Correspondence:
    seen = _institutions(session, [institution_id], audience)
    if not seen:
        raise Refusal(message("This institution is not for the audience chosen."))
    return Correspondence(
        find_commission(session), kind, seen[0], _addressed(session, institution_id, audience), on, meeting,
        recommendations, actions, reminder, withheld,
        reminds.id if reminds else None, reminds.number if reminds else "", reminds.sent_on if reminds else None,
    )  # fmt: skip


def _addressed(session: Session, institution_id: str, audience: Audience | None) -> PersonRow | None:
    ids = list_person_ids(session, PersonFilter(institution_id=institution_id, audience=audience), "fr")
    people = list_person_rows(session, ids, audience)
    points = [person for person in people if person.role is PersonRole.FOCAL_POINT]
    return points[0] if points else people[0] if len(people) == 1 else None


def _institutions(session: Session, ids: Sequence[str], audience: Audience | None) -> list[InstitutionRow]:
    visible = sa.select(Institution.id).where(Institution.id.in_(ids), is_visible(Institution, audience))
    return list_institutions(session, list(session.scalars(visible.order_by(Institution.acronym))), audience)


def _count(session: Session, query: sa.Select[str]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0

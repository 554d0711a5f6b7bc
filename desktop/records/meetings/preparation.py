"""Preparing a meeting: what the last one left behind is proposed for the agenda, and taken over where it is accepted.

An agenda opens with the adoption of the last minutes; then come the items that were not finished, then the follow-up of
the recommendations that are still open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import AgendaItemKind, AgendaOutcome, MeetingStatus, MinutesStatus
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Refusal, Wording, message
from desktop.records.base import change_values
from desktop.records.commission.commission import find_commission
from desktop.records.commission.term import find_term
from desktop.records.follow_up.recommendation import Recommendation, RecommendationFilter, list_recommendation_ids
from desktop.records.listing import Sort
from desktop.records.meetings.agenda import AgendaItem, FollowedUp, add_agenda_item, follow_up, order_agenda
from desktop.records.meetings.decision import Decision
from desktop.records.meetings.invitation import Invitation, invite
from desktop.records.meetings.meeting import Meeting, create_meeting

HELD = (MeetingStatus.HELD, MeetingStatus.CLOSED)


class Carried(Enum):
    """Why something is proposed."""

    ADOPTION = "adoption"
    UNFINISHED = "unfinished"
    FOLLOW_UP = "follow_up"
    NEW = "new"
    """Nothing is carried: whoever prepares the meeting has put it there."""


@dataclass(frozen=True)
class ProposedItem:
    """An item proposed for the agenda of the next meeting."""

    why: Carried
    title: Wording
    kind: AgendaItemKind
    adopts_id: str | None = None
    """The meeting whose minutes are to be adopted."""
    carried_from_id: str | None = None
    """The item that was not finished."""
    from_number: str | None = None
    """The number of the meeting it comes from."""
    recommendations: tuple[str, ...] = ()
    """Ids of the recommendations to be followed up, the oldest first."""


def propose_agenda(
    session: Session,
    on: dt.date,
    *,
    body_id: str | None = None,
    series_id: str | None = None,
    meeting_id: str | None = None,
) -> list[ProposedItem]:
    """What the meetings of a body, or of a series, leave to one that is held on a day.

    ``meeting_id`` is that meeting where there is one already: what stands on its agenda is not proposed again. Nothing
    is changed: see :func:`prepare_meeting`. Raises :class:`Refusal` where neither body nor series is given.
    """
    if body_id is None and series_id is None:
        raise Refusal(message("An agenda is proposed for a body or a series of meetings: choose one."))
    earlier = list(
        session.scalars(
            sa.select(Meeting)
            .where(
                Meeting.body_id == body_id if body_id is not None else Meeting.series_id == series_id,
                Meeting.start < on,
                Meeting.status.in_(HELD),
                Meeting.withdrawn_on.is_(None),
            )
            .order_by(Meeting.start, Meeting.serial)
        )
    )
    return [
        *_adoptions(session, earlier),
        *_unfinished(session, [meeting.id for meeting in earlier]),
        *_follow_up(session, body_id, series_id, on, meeting_id),
    ]


def prepare_meeting(
    session: Session,
    values: Mapping[str, Any],
    accepted: Sequence[ProposedItem],
    invited: Sequence[Invitation] | None = None,
) -> Meeting:
    """A new meeting whose agenda takes over the items accepted, in this order.

    ``values`` are attributes of :class:`Meeting`; see :func:`~desktop.records.meetings.meeting.create_meeting`. Where
    nobody is named in ``invited``, the members of the body are expected.
    """
    meeting = create_meeting(session, values, expect=invited is None)
    take_over(session, meeting.id, accepted)
    if invited is not None:
        invite(session, meeting.id, invited)
    return meeting


def prepare_further(
    session: Session,
    meeting_id: str,
    values: Mapping[str, Any],
    loaded: Mapping[str, Any],
    agenda: Sequence[ProposedItem | str],
    invited: Sequence[Invitation],
) -> None:
    """Go on with a meeting that is planned already.

    ``loaded`` is what the attributes in ``values`` were, ``agenda`` holds the ids of the items that are there and what
    is taken over, in the order wanted.
    """
    change_values(session, Meeting, meeting_id, values, loaded)
    taken = iter(take_over(session, meeting_id, [each for each in agenda if isinstance(each, ProposedItem)]))
    order_agenda(session, meeting_id, [each if isinstance(each, str) else next(taken) for each in agenda])
    invite(session, meeting_id, invited)


def take_over(session: Session, meeting_id: str, accepted: Iterable[ProposedItem]) -> list[str]:
    """Put proposed items at the end of a meeting's agenda. The items they come from are put off to it.

    Gives the ids of the new items.
    """
    taken: list[str] = []
    for proposed in accepted:
        item = add_agenda_item(
            session,
            meeting_id,
            {
                "title": proposed.title,
                "kind": proposed.kind,
                "adopts_id": proposed.adopts_id,
                "carried_from_id": proposed.carried_from_id,
            },
        )
        if proposed.recommendations:
            follow_up(session, item.id, proposed.recommendations)
        if proposed.carried_from_id is not None:
            _put_off(session, proposed.carried_from_id)
        taken.append(item.id)
    return taken


def _put_off(session: Session, item_id: str) -> None:
    item = session.get(AgendaItem, item_id)
    # What adopted minutes say of an item stays; the link from the new one tells what became of it.
    if item is not None and item.outcome is AgendaOutcome.OPEN and not item.meeting.minutes_adopted:
        item.outcome = AgendaOutcome.DEFERRED
        session.flush()


def _adoptions(session: Session, earlier: Sequence[Meeting]) -> list[ProposedItem]:
    """The minutes not adopted yet, the oldest meeting first, that no coming meeting is to adopt."""
    waiting = set(
        session.scalars(
            sa.select(AgendaItem.adopts_id)
            .join(Meeting, Meeting.id == AgendaItem.meeting_id)
            .where(
                AgendaItem.adopts_id.is_not(None),
                Meeting.withdrawn_on.is_(None),
                Meeting.status.in_((MeetingStatus.PLANNED, MeetingStatus.CONVENED)),
            )
        )
    )
    country = find_commission(session).country
    languages = [Language(code, country) for code in LANGUAGE_CODES]
    proposed = []
    for meeting in earlier:
        if meeting.minutes_status is MinutesStatus.ADOPTED or meeting.id in waiting:
            continue
        number = dict.fromkeys(LANGUAGE_CODES, meeting.number)
        date: dict[LanguageCode, str] = {
            language.code: language.period(meeting.start, meeting.end) for language in languages
        }
        title = find_term(session, "adoption", meeting=number, date=date) or meeting.title
        proposed.append(
            ProposedItem(
                Carried.ADOPTION, title, AgendaItemKind.DECISION, adopts_id=meeting.id, from_number=meeting.number
            )
        )
    return proposed


def _unfinished(session: Session, meeting_ids: Sequence[str]) -> list[ProposedItem]:
    """The items put off or left open, that no later item takes up.

    An open item counts as finished where it was for information only, adopted minutes or followed up recommendations,
    or where a decision or a recommendation stands under it: few secretariats tick every item.
    """
    taken_up = sa.select(AgendaItem.carried_from_id).where(AgendaItem.carried_from_id.is_not(None))
    decided = sa.select(Decision.agenda_item_id).where(
        Decision.agenda_item_id.is_not(None), Decision.withdrawn_on.is_(None)
    )
    recommended = sa.select(Recommendation.agenda_item_id).where(
        Recommendation.agenda_item_id.is_not(None), Recommendation.withdrawn_on.is_(None)
    )
    left_open = sa.and_(
        AgendaItem.outcome == AgendaOutcome.OPEN,
        AgendaItem.kind != AgendaItemKind.INFORMATION,
        AgendaItem.adopts_id.is_(None),
        ~AgendaItem.followed_up.any(),
        AgendaItem.id.not_in(decided),
        AgendaItem.id.not_in(recommended),
    )
    items = session.scalars(
        sa.select(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.meeting_id.in_(meeting_ids),
            AgendaItem.id.not_in(taken_up),
            sa.or_(AgendaItem.outcome == AgendaOutcome.DEFERRED, left_open),
        )
        .order_by(Meeting.start, Meeting.serial, AgendaItem.position)
    )
    return [
        ProposedItem(
            Carried.UNFINISHED, item.title, item.kind, carried_from_id=item.id, from_number=item.meeting.number
        )
        for item in items
    ]


def _follow_up(
    session: Session, body_id: str | None, series_id: str | None, on: dt.date, meeting_id: str | None
) -> list[ProposedItem]:
    """One item for all recommendations of the body or the series of which something is still expected."""
    chosen = RecommendationFilter(
        body_id=body_id, series_id=None if body_id is not None else series_id, open=True, before=on
    )
    examined = set(
        session.scalars(
            sa.select(FollowedUp.recommendation_id)
            .join(AgendaItem, AgendaItem.id == FollowedUp.agenda_item_id)
            .where(AgendaItem.meeting_id == meeting_id)
        )
    )
    ids = [each for each in list_recommendation_ids(session, chosen, "fr", Sort("number")) if each not in examined]
    title = find_term(session, "follow_up")
    if not ids or not title:
        return []
    return [ProposedItem(Carried.FOLLOW_UP, title, AgendaItemKind.DISCUSSION, recommendations=tuple(ids))]

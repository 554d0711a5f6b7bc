"""Suggestions: what the register's own state makes likely. They are worked out when asked for, never applied silently.

Each names a verb; :func:`apply_suggestion` carries it out once somebody has said yes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.codes import ActionStatus, AgendaOutcome, Implementation, MeetingStatus, MinutesStatus
from desktop.language import Message, Refusal, message
from desktop.records.base import find
from desktop.records.follow_up.action import Action, ActionRecommendation
from desktop.records.follow_up.letter import LetterFilter, LetterRow, list_letters
from desktop.records.follow_up.recommendation import Recommendation
from desktop.records.meetings.agenda import AgendaItem
from desktop.records.meetings.attendance import Attendance, find_quorum
from desktop.records.meetings.convocation import convene_again, earliest_second_call, next_meeting_due
from desktop.records.meetings.meeting import Meeting
from desktop.records.meetings.minutes_version import adopt_minutes
from desktop.records.meetings.quorum import COUNTED_PRESENCES
from desktop.records.people.body import Body

AT_MOST = 200
"""How many suggestions of one verb are worked out: nobody reads more, and each one applied makes room for another."""


class Verb(Enum):
    """What is suggested."""

    START_RECOMMENDATION = "start_recommendation"
    REPORT_RECOMMENDATION = "report_recommendation"
    VERIFY_RECOMMENDATION = "verify_recommendation"
    ADOPT_MINUTES = "adopt_minutes"
    CLOSE_MEETING = "close_meeting"
    CALL_AGAIN = "call_again"
    CONVENE_BODY = "convene_body"
    """Opens the preparation of a meeting: it is not applied by itself."""
    REMIND = "remind"
    """Opens a reminder letter: it is not applied by itself."""


FOR_THE_WINDOW = frozenset({Verb.CONVENE_BODY, Verb.REMIND})
"""Verbs that ask for more than a yes; whoever shows them opens the form they belong to."""


@dataclass(frozen=True)
class Suggestion:
    verb: Verb
    record_id: str
    """Of the recommendation, meeting, body or letter it is about."""
    message: Message
    """A question that can be answered with yes."""
    day: dt.date | None = None
    """The day it proposes, where it proposes one."""
    other_id: str | None = None
    """Of the meeting at which minutes are adopted."""


def list_suggestions(session: Session, today: dt.date | None = None) -> list[Suggestion]:
    """Everything the register suggests on a day: recommendations first, then meetings, bodies and letters."""
    day = today or dt.date.today()
    return [
        *_recommendations(session),
        *_adoptions(session, day),
        *_closings(session),
        *_second_calls(session, day),
        *_convocations(session, day),
        *_reminders(session, day),
    ]


def apply_suggestion(session: Session, suggestion: Suggestion) -> None:
    """Do what was suggested. Raises :class:`Refusal` where the register has moved on and it can no longer be done."""
    match suggestion.verb:
        case Verb.START_RECOMMENDATION:
            _take_on(session, suggestion.record_id, Implementation.IN_PROGRESS)
        case Verb.REPORT_RECOMMENDATION:
            _take_on(session, suggestion.record_id, Implementation.REPORTED)
        case Verb.VERIFY_RECOMMENDATION:
            _take_on(session, suggestion.record_id, Implementation.REPORTED)
            _take_on(session, suggestion.record_id, Implementation.VERIFIED)
        case Verb.ADOPT_MINUTES:
            adopt_minutes(session, suggestion.record_id, suggestion.other_id)
        case Verb.CLOSE_MEETING:
            find(session, Meeting, suggestion.record_id).status = MeetingStatus.CLOSED
            session.flush()
        case Verb.CALL_AGAIN:
            assert suggestion.day is not None
            convene_again(session, suggestion.record_id, suggestion.day)
        case Verb.CONVENE_BODY | Verb.REMIND:
            raise Refusal(message("This needs more than a yes: open it and fill in what is asked."))


def _take_on(session: Session, recommendation_id: str, state: Implementation) -> None:
    recommendation = find(session, Recommendation, recommendation_id)
    if recommendation.status != state:
        recommendation.status = state
        session.flush()


def _recommendations(session: Session) -> Iterator[Suggestion]:
    """Recommendations that lag behind their actions; cancelled actions do not count."""
    open_states = (Implementation.NOT_STARTED, Implementation.IN_PROGRESS, Implementation.REPORTED)
    done = (ActionStatus.REPORTED, ActionStatus.VERIFIED)
    actions = sa.func.count()
    verified = actions.filter(Action.status == ActionStatus.VERIFIED)
    reported = actions.filter(Action.status.in_(done))
    begun = actions.filter(Action.status != ActionStatus.PLANNED)
    every = (
        sa.select(Recommendation.id, Recommendation.number, Recommendation.status, actions, verified, reported)
        .join(ActionRecommendation, ActionRecommendation.recommendation_id == Recommendation.id)
        .join(Action, Action.id == ActionRecommendation.action_id)
        .where(
            Recommendation.withdrawn_on.is_(None),
            Recommendation.status.in_(open_states),
            Action.withdrawn_on.is_(None),
            Action.status != ActionStatus.CANCELLED,
        )
        .group_by(Recommendation.id, Recommendation.number, Recommendation.status, Recommendation.serial)
        .having(
            sa.or_(
                verified == actions,
                sa.and_(reported == actions, Recommendation.status != Implementation.REPORTED),
                sa.and_(begun > 0, Recommendation.status == Implementation.NOT_STARTED),
            )
        )
        .order_by(Recommendation.serial)
        .limit(AT_MOST)
    )
    for record_id, number, _status, total, seen, said in session.execute(every):
        if seen == total:
            said_of = message("All actions of {number} are verified. Verify the recommendation?", number=number)
            yield Suggestion(Verb.VERIFY_RECOMMENDATION, record_id, said_of)
        elif said == total:
            said_of = message(
                "All actions of {number} are reported done. Is the recommendation reported implemented?", number=number
            )
            yield Suggestion(Verb.REPORT_RECOMMENDATION, record_id, said_of)
        else:
            said_of = message("Work on {number} has begun. Is the recommendation in progress?", number=number)
            yield Suggestion(Verb.START_RECOMMENDATION, record_id, said_of)


def _adoptions(session: Session, today: dt.date) -> Iterator[Suggestion]:
    """Minutes that a meeting held since had on its agenda to adopt."""
    adopting = aliased(Meeting)
    query = (
        sa.select(Meeting.id, Meeting.number, adopting.id, adopting.number, adopting.start)
        .join(AgendaItem, AgendaItem.adopts_id == Meeting.id)
        .join(adopting, adopting.id == AgendaItem.meeting_id)
        .where(
            Meeting.withdrawn_on.is_(None),
            Meeting.minutes_status.in_((MinutesStatus.CIRCULATED, MinutesStatus.AMENDED)),
            adopting.status.in_((MeetingStatus.HELD, MeetingStatus.CLOSED)),
            AgendaItem.outcome != AgendaOutcome.DEFERRED,
            adopting.start <= today,
            adopting.start >= Meeting.start,
        )
        .order_by(Meeting.start, adopting.start)
        .limit(AT_MOST)
    )
    for meeting_id, number, other_id, other_number, day in session.execute(query):
        said = message(
            "{other} had the minutes of {number} on its agenda. Were they adopted?", other=other_number, number=number
        )
        yield Suggestion(Verb.ADOPT_MINUTES, meeting_id, said, day, other_id)


def _closings(session: Session) -> Iterator[Suggestion]:
    query = (
        sa.select(Meeting.id, Meeting.number)
        .where(
            Meeting.status == MeetingStatus.HELD,
            Meeting.minutes_status == MinutesStatus.ADOPTED,
            Meeting.withdrawn_on.is_(None),
        )
        .order_by(Meeting.start)
        .limit(AT_MOST)
    )
    for meeting_id, number in session.execute(query):
        said = message("The minutes of {number} are adopted. Close the meeting?", number=number)
        yield Suggestion(Verb.CLOSE_MEETING, meeting_id, said)


def _second_calls(session: Session, today: dt.date) -> Iterator[Suggestion]:
    """Meetings of the last year that somebody attended, but too few, and that were not called again yet."""
    called_again = sa.select(Meeting.first_call_id).where(Meeting.first_call_id.is_not(None))
    attended = sa.select(Attendance.meeting_id).where(Attendance.presence.in_(COUNTED_PRESENCES))
    query = (
        sa.select(Meeting)
        .join(Body, Body.id == Meeting.body_id)
        .where(
            Body.second_call_days.is_not(None),
            Meeting.second_call.is_(False),
            Meeting.status.in_((MeetingStatus.CONVENED, MeetingStatus.HELD)),
            Meeting.start.between(today - dt.timedelta(days=365), today),
            Meeting.withdrawn_on.is_(None),
            Meeting.id.not_in(called_again),
            Meeting.id.in_(attended),
        )
        .order_by(Meeting.start)
        .limit(AT_MOST)
    )
    for meeting in session.scalars(query):
        quorum = find_quorum(session, meeting.id)
        day = earliest_second_call(session, meeting.id)
        if quorum is not None and not quorum.reached and day is not None:
            said = message("{number} had no quorum. Call it again for {date}?", number=meeting.number, date=day)
            yield Suggestion(Verb.CALL_AGAIN, meeting.id, said, day)


def _convocations(session: Session, today: dt.date) -> Iterator[Suggestion]:
    """Bodies whose next meeting is due within a month and is not prepared yet."""
    prepared = sa.select(Meeting.body_id).where(
        Meeting.body_id.is_not(None),
        Meeting.withdrawn_on.is_(None),
        Meeting.start >= today,
        Meeting.status.in_((MeetingStatus.PLANNED, MeetingStatus.CONVENED)),
    )
    query = sa.select(Body).where(Body.withdrawn_on.is_(None), Body.meets_every.is_not(None), Body.id.not_in(prepared))
    for body in session.scalars(query.order_by(Body.id)):
        due = next_meeting_due(session, body.id)
        if due is not None and due <= today + dt.timedelta(days=30):
            said = message("{body} is to meet by {date}. Prepare the meeting?", body=body.name, date=due)
            yield Suggestion(Verb.CONVENE_BODY, body.id, said, due)


def _reminders(session: Session, today: dt.date) -> Iterator[Suggestion]:
    """Letters whose answer is late; of a letter and its reminders, the last one speaks."""
    last: dict[str, LetterRow] = {}
    for row in sorted(list_letters(session, LetterFilter(unanswered=True), today), key=lambda row: row.reminder):
        last[row.reminds_id or row.id] = row
    for row in [row for row in last.values() if row.overdue][:AT_MOST]:
        said = message(
            "{institution} has not answered {number}, due on {date}. Send a reminder?",
            institution=row.institution, number=row.number, date=row.answer_due,
        )  # fmt: skip
        yield Suggestion(Verb.REMIND, row.id, said, row.answer_due)

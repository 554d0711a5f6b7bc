"""Records for the tests: each with what it needs and nothing else; all texts in French only, unless one is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from desktop.codes import BodyKind, Capacity, InstitutionKind, MeetingKind, Presence, Standing, Threshold
from desktop.language import Message, Wording, message
from desktop.records.follow_up.action import Action, assign_action
from desktop.records.follow_up.recommendation import Recommendation, take_recommendation
from desktop.records.meetings.agenda import AgendaItem, add_agenda_item
from desktop.records.meetings.attendance import Attendance, add_attendance
from desktop.records.meetings.decision import Decision, take_decision
from desktop.records.meetings.meeting import Meeting, create_meeting
from desktop.records.people.body import Body
from desktop.records.people.institution import Institution
from desktop.records.register import Register

DAY = dt.date(2021, 6, 10)

STEP: Message = message("Something was done")


def french(text: str) -> Wording:
    return Wording(fr=text)


def new_institution(session: Session, acronym: str = "MJ", **values: Any) -> Institution:
    given = {"name": french(f"Institution {acronym}"), "kind": InstitutionKind.MINISTRY, "standing": Standing.MEMBER}
    institution = Institution(acronym=acronym, **given | values)
    session.add(institution)
    session.flush()
    return institution


def new_body(session: Session, **values: Any) -> Body:
    given = {"name": french("Bureau"), "kind": BodyKind.BUREAU, "quorum_threshold": Threshold.MORE_THAN}
    body = Body(**given | values)
    session.add(body)
    session.flush()
    return body


def new_meeting(session: Session, **values: Any) -> Meeting:
    given = {"title": french("Session ordinaire"), "kind": MeetingKind.ORDINARY_SESSION, "start": DAY}
    return create_meeting(session, given | values)


def new_item(session: Session, meeting: Meeting, title: str = "Point") -> AgendaItem:
    return add_agenda_item(session, meeting.id, {"title": french(title), "minutes": french("Il a été dit.")})


def new_attendance(session: Session, meeting: Meeting, institution: Institution) -> Attendance:
    return add_attendance(
        session,
        meeting.id,
        {
            "institution_id": institution.id,
            "capacity": Capacity.MEMBER,
            "presence": Presence.PRESENT,
            "votes": True,
        },
    )


def new_decision(session: Session, item: AgendaItem) -> Decision:
    return take_decision(session, item.id, {"text": french("La commission décide.")})


def new_recommendation(session: Session, item: AgendaItem | None = None, **values: Any) -> Recommendation:
    given = {"title": french("Former"), "text": french("Former les magistrats.")} | values
    return take_recommendation(session, given, DAY.year, agenda_item_id=item.id if item else None)


def new_action(session: Session, title: str = "Former", recommendations: Sequence[str] = (), **values: Any) -> Action:
    return assign_action(session, {"title": french(title), **values}, DAY.year, recommendations=recommendations)


def new_action_id(register: Register, title: str = "Former", **values: Any) -> str:
    """An action made in a step of its own."""
    with register.changing(STEP) as session:
        return new_action(session, title, **values).id

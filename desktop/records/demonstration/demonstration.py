"""The demonstration register: five public events and a commission's own sessions, read from ``resources/demo``."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop import paths
from desktop.codes import (
    ActionStatus,
    AgendaItemKind,
    AgendaOutcome,
    BodyKind,
    Capacity,
    Channel,
    DecisionMethod,
    Implementation,
    InstitutionKind,
    Level,
    MeetingKind,
    MeetingMode,
    MeetingStatus,
    MinutesStatus,
    PersonRole,
    Position,
    Presence,
    Priority,
    Standing,
    Threshold,
)
from desktop.language import LANGUAGE_CODES, LanguageCode, Wording, message
from desktop.records.commission.commission import Commission, Pillar
from desktop.records.demonstration.follow_up import fill_follow_up
from desktop.records.follow_up.action import Action, assign_action
from desktop.records.follow_up.progress import ProgressUpdate
from desktop.records.follow_up.recommendation import take_recommendation
from desktop.records.framework.programme import Programme, ProgrammeCountry, ProgrammeInstitution
from desktop.records.meetings.agenda import AgendaItem
from desktop.records.meetings.attendance import Attendance
from desktop.records.meetings.decision import take_decision
from desktop.records.meetings.meeting import (
    Meeting,
    MeetingCountry,
    MeetingOrganiser,
    MeetingProgramme,
    MeetingSeries,
    create_meeting,
)
from desktop.records.people.body import Body, Membership
from desktop.records.people.institution import Institution
from desktop.records.people.person import Person
from desktop.records.register import Register

Table = Mapping[str, Any]

HELD = (MeetingStatus.HELD, MeetingStatus.CLOSED)


def create_demonstration(location: str | Path, language: LanguageCode = "fr") -> Register:
    """Make the demonstration register at ``location`` and open it. Raises :class:`Refusal` where it cannot be made."""
    folder = paths.resources() / "demo"
    profile = _read(folder / "commission.toml")
    register = Register.create(location, country_code=profile["commission"]["country"], language=language)
    try:
        with register.changing(message("Demonstration register filled"), Channel.DEMONSTRATION) as session:
            _Demonstration(session).fill(folder, profile)
        register.forget_steps()
    except BaseException:
        register.close()
        raise
    return register


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        return tomllib.load(stream)


def _wording(table: Table, name: str) -> Wording:
    texts = table.get(name, {})
    return Wording(*(texts.get(code) for code in LANGUAGE_CODES))


class _Demonstration:
    """Fills a register from the demonstration's files, keeping what each key of theirs stands for."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.institutions: dict[str, str] = {}
        self.people: dict[str, str] = {}
        self.programmes: dict[str, str] = {}
        self.bodies: dict[str, str] = {}
        self.series: dict[str, str] = {}
        self.pillars: dict[str, str] = {}
        self.meetings: dict[str, str] = {}
        self.recommendations: dict[str, str] = {}

    def fill(self, folder: Path, profile: Table) -> None:
        self._commission(profile)
        self._institutions(_read(folder / "institutions.toml"))
        self._programmes(_read(folder / "programmes.toml"))
        self._bodies(_read(folder / "body.toml"))
        for series in _read(folder / "series.toml")["series"]:
            self.series[series["key"]] = self._add(MeetingSeries(name=_wording(series, "name")))
        for file in sorted((folder / "meetings").glob("*.toml")):
            self._meeting(_read(file))
        fill_follow_up(
            self.session,
            _read(folder / "follow_up.toml"),
            institutions=self.institutions,
            pillars=self.pillars,
            meetings=self.meetings,
            recommendations=self.recommendations,
        )

    def _add(self, record: Any) -> str:
        self.session.add(record)
        self.session.flush()
        return record.id

    def _ids(self, known: Mapping[str, str], keys: Iterable[str]) -> list[str]:
        return [known[key] for key in keys]

    def _commission(self, profile: Table) -> None:
        given = profile["commission"]
        commission = self.session.scalars(sa.select(Commission)).one()
        commission.acronym = given["acronym"]
        for name in (
            "name", "letterhead", "city", "signatory_name", "signatory_title", "secretary_name", "secretary_title",
        ):  # fmt: skip
            setattr(commission, name, _wording(given, name))
        for record in (*self.session.scalars(sa.select(Body)), *self.session.scalars(sa.select(Pillar))):
            self.session.delete(record)
        self.session.flush()
        for position, pillar in enumerate(profile["pillar"], start=1):
            self.pillars[pillar["code"]] = self._add(
                Pillar(code=pillar["code"], name=_wording(pillar, "name"), position=position)
            )

    def _institutions(self, data: Table) -> None:
        for given in data["institution"]:
            self.institutions[given["acronym"]] = self._add(
                Institution(
                    acronym=given["acronym"],
                    name=_wording(given, "name"),
                    kind=InstitutionKind(given["kind"]),
                    country=given.get("country"),
                    standing=Standing(given["standing"]),
                    votes=given.get("votes", False),
                    level=Level.PUBLIC,
                )
            )
        for given in data["person"]:
            self.people[given["key"]] = self._add(
                Person(
                    name_latin=given.get("latin"),
                    name_arabic=given.get("arabic"),
                    position=_wording(given, "title"),
                    institution_id=self.institutions[given["institution"]],
                    role=PersonRole(given.get("role", "member")),
                )
            )

    def _programmes(self, data: Table) -> None:
        for given in data["programme"]:
            partners = [
                ProgrammeInstitution(institution_id=self.institutions[acronym], donor=donor)
                for donor, acronyms in ((True, given.get("donors", ())), (False, given.get("partners", ())))
                for acronym in acronyms
            ]
            self.programmes[given["code"]] = self._add(
                Programme(
                    code=given["code"],
                    name=_wording(given, "name"),
                    start=given.get("start"),
                    end=given.get("end"),
                    budget=given.get("budget"),
                    institutions=partners,
                    countries=[ProgrammeCountry(country=country) for country in given.get("countries", ())],
                    level=Level.PUBLIC,
                )
            )

    def _bodies(self, data: Table) -> None:
        for given in data["body"]:
            share, second = Fraction(given["quorum_share"]), given.get("second_call_share")
            second_share = None if second is None else Fraction(second)
            members = [
                Membership(
                    institution_id=self.institutions[seat["institution"]],
                    person_id=self.people.get(seat.get("person", "")),
                    alternate_id=self.people.get(seat.get("alternate", "")),
                    votes=seat.get("voting", True),
                    chairs=seat.get("chair", False),
                    position=position,
                )
                for position, seat in enumerate(given.get("member", ()), start=1)
            ]
            self.bodies[given["key"]] = self._add(
                Body(
                    name=_wording(given, "name"),
                    kind=BodyKind(given["kind"]),
                    quorum_part=share.numerator,
                    quorum_whole=share.denominator,
                    quorum_threshold=Threshold(given["quorum_threshold"]),
                    second_call_days=given.get("second_call_days"),
                    notice_days=given.get("notice_days"),
                    second_call_part=None if second_share is None else second_share.numerator,
                    second_call_whole=None if second_share is None else second_share.denominator,
                    members=members,
                )
            )

    # --- meetings ----------------------------------------------------------------------------------------------------

    def _meeting(self, given: Table) -> None:
        values: dict[str, Any] = {
            "title": _wording(given, "title"),
            "kind": MeetingKind(given["kind"]),
            "series_id": self.series.get(given.get("series", "")),
            "series_number": given.get("series_number"),
            "start": given["start"],
            "end": given.get("end"),
            "opened_at": given.get("opened_at"),
            "closed_at": given.get("closed_at"),
            "place": _wording(given, "place"),
            "mode": MeetingMode(given["mode"]),
            "status": MeetingStatus(given["status"]),
            "second_call": given.get("second_call", False),
            "chair_id": self.people.get(given.get("chair", "")),
            "rapporteur_id": self.people.get(given.get("rapporteur", "")),
            "level": Level(given.get("level", "internal")),
        }
        meeting = create_meeting(self.session, values)
        self.meetings[given["key"]] = meeting.id
        # The files list each attendance themselves, so the body is set once nobody is expected automatically any more.
        meeting.body_id = self.bodies.get(given.get("body", ""))
        meeting.organisers = [
            MeetingOrganiser(institution_id=self.institutions[acronym], position=position)
            for position, acronym in enumerate(given.get("organisers", ()), start=1)
        ]
        meeting.programmes = [
            MeetingProgramme(programme_id=self.programmes[code]) for code in given.get("programmes", ())
        ]
        meeting.countries = [
            MeetingCountry(country=country, position=position)
            for position, country in enumerate(given.get("countries", ()), start=1)
        ]
        self._attendance(meeting, given.get("attendance", ()))
        for position, item in enumerate(given.get("item", ()), start=1):
            self._item(meeting, position, item)
        meeting.adopted_on = given.get("adopted_on")
        self._minutes(meeting, MinutesStatus(given.get("minutes_status", "draft")))

    def _minutes(self, meeting: Meeting, reached: MinutesStatus) -> None:
        """Take the minutes through the states they went through."""
        for status in (MinutesStatus.CIRCULATED, reached):
            if reached is not MinutesStatus.DRAFT:
                meeting.minutes_status = status
            self.session.flush()

    def _attendance(self, meeting: Meeting, lines: Iterable[Table]) -> None:
        for position, line in enumerate(lines, start=1):
            representative = line.get("represented_by")
            known = self.people.get(representative or "")
            self.session.add(
                Attendance(
                    meeting_id=meeting.id,
                    institution_id=self.institutions.get(line.get("institution", "")),
                    person_id=self.people.get(line.get("person", "")),
                    capacity=Capacity(line["capacity"]),
                    presence=Presence(line["presence"]),
                    representative_id=known,
                    representative_name=None if known else representative,
                    votes=line.get("votes", False),
                    position=position,
                )
            )
        self.session.flush()

    def _item(self, meeting: Meeting, position: int, given: Table) -> None:
        rapporteur = given.get("rapporteur")
        known = self.people.get(rapporteur or "")
        item = AgendaItem(
            meeting_id=meeting.id,
            position=position,
            title=_wording(given, "title"),
            kind=AgendaItemKind(given["kind"]),
            rapporteur_id=known,
            rapporteur_name=None if known else rapporteur,
            minutes=_wording(given, "minutes"),
            # A meeting is closed when all of its agenda is done with; the files name what was put off.
            outcome=AgendaOutcome(given.get("outcome", "concluded" if meeting.status in HELD else "open")),
        )
        self._add(item)
        for decision in given.get("decision", ()):
            counts = {name: decision.get(name) for name in ("votes_for", "votes_against", "abstentions")}
            take_decision(
                self.session,
                item.id,
                {"text": _wording(decision, "text"), "method": DecisionMethod(decision["method"]), **counts},
            )
        for recommendation in given.get("recommendation", ()):
            self._recommendation(meeting, item, recommendation)

    def _recommendation(self, meeting: Meeting, item: AgendaItem, given: Table) -> None:
        taken = take_recommendation(
            self.session,
            {
                "title": _wording(given, "title"),
                "text": _wording(given, "text"),
                "priority": Priority(given["priority"]),
                "position": Position(given["position"]),
                "status": Implementation(given["implementation"]),
                "programme_id": self.programmes.get(given.get("programme", "")),
                "repeats_id": self.recommendations.get(given.get("repeats", "")),
                "supersedes_id": self.recommendations.get(given.get("supersedes", "")),
                "level": Level(given.get("level", "internal")),
            },
            meeting.start.year,
            agenda_item_id=item.id,
            addressees=self._ids(self.institutions, given.get("addressees", ())),
            countries=given.get("countries", ()),
            pillars=self._ids(self.pillars, given.get("pillars", ())),
        )
        self.recommendations[given["key"]] = taken.id
        for action in given.get("action", ()):
            self._action(taken.id, meeting.start, action)

    def _action(self, recommendation_id: str, taken_on: dt.date, given: Table) -> None:
        action = assign_action(
            self.session,
            {
                "title": _wording(given, "title"),
                "description": _wording(given, "description"),
                "lead_id": self.institutions[given["lead"]],
                "priority": Priority(given["priority"]),
                "start": given.get("start"),
                "due": given.get("due"),
                "revised_due": given.get("revised_due"),
                "revision_reason": _wording(given, "revision_reason"),
                "status": ActionStatus(given["status"]),
                "progress": given["progress"],
                "cost": given.get("cost"),
                "funding": given.get("funding"),
            },
            taken_on.year,
            recommendations=[recommendation_id],
            supporting=self._ids(self.institutions, given.get("supporting", ())),
        )
        for update in given.get("update", ()):
            self._update(action, update)

    def _update(self, action: Action, given: Table) -> None:
        # Each update as it was reported: the action's own state is given, not worked out from them.
        status = ActionStatus(given["status"])
        self.session.add(
            ProgressUpdate(
                action_id=action.id,
                reported_on=given["on"],
                reported_by_id=self.institutions.get(given.get("by", "")),
                status=ActionStatus.REPORTED if status is ActionStatus.VERIFIED else status,
                progress=given["progress"],
                narrative=_wording(given, "narrative"),
                obstacles=_wording(given, "obstacles"),
                next_step=_wording(given, "next_step"),
                channel=Channel.DEMONSTRATION,
                validated_on=given.get("validated_on"),
            )
        )
        self.session.flush()

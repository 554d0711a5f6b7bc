"""Meetings and events: a session of a body, a seminar, a conference, a training; from planned to closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from desktop.codes import Audience, MeetingKind, MeetingMode, MeetingStatus, MinutesStatus
from desktop.language import LanguageCode, Refusal, Wording, label, message
from desktop.records.audience import is_visible, sees
from desktop.records.base import Levelled, Record, Withdrawable, find, has_changed, in_language, reference, wording
from desktop.records.framework.programme import Programme
from desktop.records.journal import are_rules_aside
from desktop.records.lifecycle import Lifecycle, Staged, by_secretariat
from desktop.records.listing import Sort, ordered, read_ids
from desktop.records.numbering import Numbered, give_number
from desktop.records.people.body import Body
from desktop.records.people.institution import Institution
from desktop.records.people.person import Person
from desktop.records.period import Period
from desktop.records.reading_order import by_letters, by_stage, by_word
from desktop.records.rows import MeetingRow
from desktop.records.search.words import Indexed, Searchable, contains, is_called, sort_text

if TYPE_CHECKING:
    from desktop.records.meetings.agenda import AgendaItem
    from desktop.records.meetings.attendance import Attendance

POSTPONE = by_secretariat(MeetingStatus.POSTPONED, reason=True)
CANCEL = by_secretariat(MeetingStatus.CANCELLED, reason=True)

MEETING_LIFECYCLE = Lifecycle(
    {
        MeetingStatus.PLANNED: (by_secretariat(MeetingStatus.CONVENED), POSTPONE, CANCEL),
        MeetingStatus.CONVENED: (by_secretariat(MeetingStatus.HELD), POSTPONE, CANCEL),
        MeetingStatus.HELD: (by_secretariat(MeetingStatus.CLOSED),),
        MeetingStatus.CLOSED: (by_secretariat(MeetingStatus.HELD, reason=True),),
        MeetingStatus.POSTPONED: (
            by_secretariat(MeetingStatus.PLANNED), by_secretariat(MeetingStatus.CONVENED), CANCEL,
        ),
    }
)  # fmt: skip

MINUTES_LIFECYCLE = Lifecycle(
    {
        MinutesStatus.DRAFT: (by_secretariat(MinutesStatus.CIRCULATED),),
        MinutesStatus.CIRCULATED: (by_secretariat(MinutesStatus.AMENDED), by_secretariat(MinutesStatus.ADOPTED)),
        MinutesStatus.AMENDED: (by_secretariat(MinutesStatus.CIRCULATED), by_secretariat(MinutesStatus.ADOPTED)),
    }
)


class MeetingSeries(Record, Indexed):
    """Meetings that follow one another: "regional seminars", of which each has its number."""

    singular = label("record", "series of meetings")
    searched = ("name",)

    name: Mapped[Wording] = wording("name")


_IN_MINUTES = (
    "title_fr", "title_ar", "title_en", "kind", "body_id", "start", "end", "opened_at", "closed_at", "place_fr",
    "place_ar", "place_en", "mode", "second_call", "chair_id", "rapporteur_id", "organisers", "programmes", "countries",
    "agenda", "attendance", "host_id", "languages", "adopted_at_id", "adopted_on", "withdrawn_on",
)  # fmt: skip
"""What the minutes say of a meeting."""


class Meeting(Record, Numbered, Levelled, Withdrawable, Staged, Searchable):
    singular = label("record", "meeting")
    searched = ("number", "title", "place")
    noted = ("status_reason", "link")
    dated = "start"
    lifecycles = {"status": MEETING_LIFECYCLE, "minutes_status": MINUTES_LIFECYCLE}  # noqa: RUF012
    reasons = {"status": "status_reason"}  # noqa: RUF012

    __table_args__ = (
        sa.CheckConstraint("first_call_id <> id", name="first_call"),
        sa.CheckConstraint("adopted_at_id <> id", name="adopted_at"),
        sa.CheckConstraint('"end" >= start', name="period"),
    )

    title: Mapped[Wording] = wording("title")
    kind: Mapped[MeetingKind]
    body_id: Mapped[str | None] = reference("body", nullable=True)
    series_id: Mapped[str | None] = reference("meeting_series", nullable=True)
    series_number: Mapped[int | None] = mapped_column(default=None)
    start: Mapped[dt.date] = mapped_column(index=True)
    end: Mapped[dt.date | None] = mapped_column(default=None)
    opened_at: Mapped[dt.time | None] = mapped_column(default=None)
    closed_at: Mapped[dt.time | None] = mapped_column(default=None)
    place: Mapped[Wording] = wording("place")
    mode: Mapped[MeetingMode] = mapped_column(default=MeetingMode.IN_PERSON)
    status: Mapped[MeetingStatus] = mapped_column(default=MeetingStatus.PLANNED)
    minutes_status: Mapped[MinutesStatus] = mapped_column(default=MinutesStatus.DRAFT)
    second_call: Mapped[bool] = mapped_column(default=False)
    """Convened again after a meeting without quorum; the body's rule for a second call applies."""
    first_call_id: Mapped[str | None] = reference("meeting", nullable=True)
    """The meeting without quorum that this one is the second call of."""
    status_reason: Mapped[Wording] = wording("status_reason")
    """Why it was postponed, cancelled or opened again."""
    host_id: Mapped[str | None] = reference("institution", nullable=True)
    """The institution that receives it."""
    link: Mapped[str | None] = mapped_column(default=None)
    """Where a remote or hybrid meeting is joined. It is shown, and never opened by the application itself."""
    adopted_at_id: Mapped[str | None] = reference("meeting", nullable=True)
    """The later meeting that adopted the minutes of this one."""
    adopted_on: Mapped[dt.date | None] = mapped_column(default=None)
    chair_id: Mapped[str | None] = reference("person", nullable=True)
    rapporteur_id: Mapped[str | None] = reference("person", nullable=True)

    body: Mapped[Body | None] = relationship()
    series: Mapped[MeetingSeries | None] = relationship()
    chair: Mapped[Person | None] = relationship(foreign_keys=[chair_id])
    rapporteur: Mapped[Person | None] = relationship(foreign_keys=[rapporteur_id])
    host: Mapped[Institution | None] = relationship()
    languages: Mapped[list[MeetingLanguage]] = relationship(
        cascade="all, delete-orphan", order_by="MeetingLanguage.position"
    )
    organisers: Mapped[list[MeetingOrganiser]] = relationship(
        cascade="all, delete-orphan", order_by="MeetingOrganiser.position"
    )
    programmes: Mapped[list[MeetingProgramme]] = relationship(cascade="all, delete-orphan")
    countries: Mapped[list[MeetingCountry]] = relationship(
        cascade="all, delete-orphan", order_by="MeetingCountry.position"
    )
    agenda: Mapped[list[AgendaItem]] = relationship(
        back_populates="meeting",
        cascade="all, delete-orphan",
        foreign_keys="AgendaItem.meeting_id",
        order_by="AgendaItem.position",
    )
    attendance: Mapped[list[Attendance]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="Attendance.position"
    )

    def check(self, session: Session) -> None:
        if not self.title:
            raise Refusal(message("A meeting needs a title in one language at least.").at("title"))
        if self.start is None:
            raise Refusal(message("A meeting needs a date.").at("start"))
        if self.end is not None and self.end < self.start:
            raise Refusal(message("The end is before the start.").at("end"))
        if self.minutes_adopted and has_changed(self, _IN_MINUTES):
            raise adopted_minutes(self)
        self._check_adoption(session)
        if self.first_call_id is not None:
            from desktop.records.meetings.convocation import check_second_call

            check_second_call(session, self.first_call_id, self.start)
        self._keep_version(session)

    def _check_adoption(self, session: Session) -> None:
        if self.adopted_at_id is None:
            return
        with session.no_autoflush:
            adopting = find(session, Meeting, self.adopted_at_id)
        if adopting.id == self.id or adopting.start < self.start:
            raise Refusal(
                message("The minutes of {number} are adopted at a later meeting, not before.", number=self.number)
            )

    def _keep_version(self, session: Session) -> None:
        """Keep the text of the minutes as it stands whenever they reach another state, whoever took the step."""
        from desktop.records.meetings.minutes_version import keep_version

        pen = session.info.get("pen")
        history = sa.inspect(self).attrs["minutes_status"].history
        if history.deleted and history.added and (pen is None or pen.undoes is None):
            keep_version(session, self)

    @property
    def minutes_adopted(self) -> bool:
        """Whether the minutes were adopted before the change now being made, so that what they say is frozen."""
        return (
            self.minutes_status is MinutesStatus.ADOPTED
            and not sa.inspect(self).attrs["minutes_status"].history.has_changes()
        )


class MeetingLanguage(Record):
    """A language spoken at a meeting: interpretation is ordered by it."""

    singular = label("record", "language of a meeting")
    __table_args__ = (sa.UniqueConstraint("meeting_id", "language"),)

    meeting_id: Mapped[str] = reference("meeting")
    language: Mapped[str] = mapped_column(sa.String(3))
    """ISO 639 code."""
    position: Mapped[int] = mapped_column(default=0)


class MeetingOrganiser(Record):
    singular = label("record", "organiser")
    __table_args__ = (sa.UniqueConstraint("meeting_id", "institution_id"),)

    meeting_id: Mapped[str] = reference("meeting")
    institution_id: Mapped[str] = reference("institution")
    position: Mapped[int] = mapped_column(default=0)

    institution: Mapped[Institution] = relationship()


class MeetingProgramme(Record):
    singular = label("record", "programme of a meeting")
    __table_args__ = (sa.UniqueConstraint("meeting_id", "programme_id"),)

    meeting_id: Mapped[str] = reference("meeting")
    programme_id: Mapped[str] = reference("programme")

    programme: Mapped[Programme] = relationship()


class MeetingCountry(Record):
    singular = label("record", "country of a meeting")
    __table_args__ = (sa.UniqueConstraint("meeting_id", "country"),)

    meeting_id: Mapped[str] = reference("meeting")
    country: Mapped[str] = mapped_column(sa.String(2))
    position: Mapped[int] = mapped_column(default=0)


def adopted_minutes(meeting: Meeting) -> Refusal:
    """What is said to whoever tries to change what adopted minutes say."""
    return Refusal(
        message(
            "The minutes of {number} are adopted: what they say can no longer be changed. Nothing was altered.",
            number=meeting.number,
        )
    )


def check_minutes_open(session: Session, meeting_id: str | None) -> None:
    """Raise :class:`Refusal` where the minutes of this meeting were adopted before the change now being made."""
    if meeting_id is None or are_rules_aside(session):
        return
    with session.no_autoflush:
        meeting = session.get(Meeting, meeting_id)
    if meeting is not None and meeting not in session.new and meeting.minutes_adopted:
        raise adopted_minutes(meeting)


# --- changes ----------------------------------------------------------------------------------------------------------


def create_meeting(session: Session, values: Mapping[str, Any], *, expect: bool = True) -> Meeting:
    """A new meeting with the next number of its year. A body's members are put on its attendance list.

    ``values`` are attributes of :class:`Meeting`; ``title``, ``kind`` and ``start`` are needed. Without ``expect`` the
    attendance list stays empty: whoever makes the meeting fills it.
    """
    from desktop.records.meetings.attendance import expect_members

    start = values.get("start")
    if start is None:
        raise Refusal(message("A meeting needs a date.").at("start"))
    meeting = Meeting(**values)
    meeting.check(session)
    give_number(session, meeting, "meeting", start.year)
    session.add(meeting)
    session.flush()
    if meeting.body_id and expect:
        expect_members(session, meeting)
    return meeting


def hold_in(session: Session, meeting_id: str, languages: Sequence[str]) -> None:
    """Set the languages spoken at a meeting, in this order; ISO 639 codes."""
    meeting = find(session, Meeting, meeting_id)
    kept = {each.language: each for each in meeting.languages}
    meeting.languages = [kept.get(code) or MeetingLanguage(language=code) for code in dict.fromkeys(languages)]
    for position, each in enumerate(meeting.languages, start=1):
        each.position = position
    session.flush()


def organise(session: Session, meeting_id: str, institution_ids: Sequence[str]) -> None:
    """Set the institutions that organise a meeting, in this order."""
    meeting = find(session, Meeting, meeting_id)
    kept = {each.institution_id: each for each in meeting.organisers}
    meeting.organisers = [
        kept.get(each) or MeetingOrganiser(institution_id=each) for each in dict.fromkeys(institution_ids)
    ]
    for position, each in enumerate(meeting.organisers, start=1):
        each.position = position
    session.flush()


def put_under_programmes(session: Session, meeting_id: str, programme_ids: Sequence[str]) -> None:
    """Set the programmes under which a meeting is held."""
    meeting = find(session, Meeting, meeting_id)
    kept = {each.programme_id: each for each in meeting.programmes}
    meeting.programmes = [
        kept.get(each) or MeetingProgramme(programme_id=each) for each in dict.fromkeys(programme_ids)
    ]
    session.flush()


def invite_countries(session: Session, meeting_id: str, countries: Sequence[str]) -> None:
    """Set the countries (ISO codes) that take part in a meeting, in this order."""
    meeting = find(session, Meeting, meeting_id)
    kept = {each.country: each for each in meeting.countries}
    meeting.countries = [kept.get(each) or MeetingCountry(country=each) for each in dict.fromkeys(countries)]
    for position, each in enumerate(meeting.countries, start=1):
        each.position = position
    session.flush()


# --- lists ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MeetingFilter:
    search: str = ""
    kinds: Sequence[MeetingKind] = ()
    statuses: Sequence[MeetingStatus] = ()
    body_id: str | None = None
    series_id: str | None = None
    institution_id: str | None = None
    """Meetings this institution organised or attended."""
    began: Period | None = None
    """Meetings that began, or are to begin, in this period."""
    programme_id: str | None = None
    unadopted: bool = False
    """Meetings that were held, and whose minutes are not adopted yet."""
    audience: Audience | None = None
    """Those this audience may see; everything where none is named."""


SORTS = {
    "number": lambda code: Meeting.serial,
    "title": lambda code: sort_text(Meeting, code),
    "kind": lambda code: by_word(Meeting.kind, MeetingKind, code),
    "start": lambda code: Meeting.start,
    "end": lambda code: Meeting.end,
    "place": lambda code: by_letters(sa.func.nullif(in_language(Meeting.place, code), "")),
    "status": lambda code: by_stage(Meeting.status, MeetingStatus),
    "body": lambda code: by_letters(
        sa.select(in_language(Body.name, code)).where(Body.id == Meeting.body_id).scalar_subquery()
    ),
    "mode": lambda code: by_word(Meeting.mode, MeetingMode, code),
    "host": lambda code: sa.select(Institution.acronym).where(Institution.id == Meeting.host_id).scalar_subquery(),
    "minutes": lambda code: by_stage(Meeting.minutes_status, MinutesStatus),
}


def list_meeting_ids(
    session: Session, chosen: MeetingFilter, code: LanguageCode, sort: Sort | None = None
) -> list[str]:
    """The ids of the meetings chosen, in order (the latest first when nothing else is said)."""
    query = ordered(chosen_meetings(chosen), SORTS, sort, code, Meeting.start.desc(), Meeting.serial.desc())
    return read_ids(session, query)


def chosen_meetings(chosen: MeetingFilter) -> sa.Select[str]:
    """The SQL of the ids of the meetings chosen."""
    from desktop.records.meetings.attendance import Attendance

    query = sa.select(Meeting.id).where(Meeting.withdrawn_on.is_(None))
    if chosen.audience:
        query = query.where(is_visible(Meeting, chosen.audience))
    if chosen.search:
        query = query.where(contains(Meeting, chosen.search))
    if chosen.kinds:
        query = query.where(Meeting.kind.in_(chosen.kinds))
    if chosen.statuses:
        query = query.where(Meeting.status.in_(chosen.statuses))
    if chosen.body_id:
        query = query.where(Meeting.body_id == chosen.body_id)
    if chosen.series_id:
        query = query.where(Meeting.series_id == chosen.series_id)
    if chosen.began:
        query = query.where(chosen.began.holds(Meeting.start))
    if chosen.unadopted:
        query = query.where(
            Meeting.status.in_((MeetingStatus.HELD, MeetingStatus.CLOSED)),
            Meeting.minutes_status != MinutesStatus.ADOPTED,
        )
    if chosen.institution_id:
        attended = sa.select(Attendance.meeting_id).where(Attendance.institution_id == chosen.institution_id)
        organised = sa.select(MeetingOrganiser.meeting_id).where(
            MeetingOrganiser.institution_id == chosen.institution_id
        )
        query = query.where(Meeting.id.in_(attended.union(organised)))
    if chosen.programme_id:
        under = sa.select(MeetingProgramme.meeting_id).where(MeetingProgramme.programme_id == chosen.programme_id)
        query = query.where(Meeting.id.in_(under))
    return query


def list_meetings(session: Session, ids: Sequence[str], audience: Audience | None = None) -> list[MeetingRow]:
    """The rows with these ids that ``audience`` may see, in this order; hidden recommendations are not counted."""
    from desktop.records.follow_up.recommendation import Recommendation

    counts = dict(
        session.execute(
            sa.select(Recommendation.meeting_id, sa.func.count())
            .where(
                Recommendation.meeting_id.in_(ids),
                Recommendation.withdrawn_on.is_(None),
                is_visible(Recommendation, audience),
            )
            .group_by(Recommendation.meeting_id)
        ).all()
    )
    query = (
        sa.select(Meeting)
        .where(Meeting.id.in_(ids), is_visible(Meeting, audience))
        .options(selectinload(Meeting.body), selectinload(Meeting.host), selectinload(Meeting.languages))
    )
    found = {each.id: meeting_row(each, counts.get(each.id, 0), audience) for each in session.scalars(query)}
    return [found[record_id] for record_id in ids if record_id in found]


def list_series(session: Session) -> list[tuple[str, Wording]]:
    """Each series' id and name, the oldest first."""
    return [(each.id, each.name) for each in session.scalars(sa.select(MeetingSeries).order_by(MeetingSeries.id))]


def next_series_number(session: Session, series_id: str) -> int:
    """The number the next meeting of a series has in it."""
    last = session.scalar(
        sa.select(sa.func.max(Meeting.series_number)).where(
            Meeting.series_id == series_id, Meeting.withdrawn_on.is_(None)
        )
    )
    return (last or 0) + 1


def find_meeting_id(session: Session, number: str) -> str:
    """The id of the meeting with this number, whatever its case. Raises :class:`Refusal` where there is none."""
    found = session.scalar(sa.select(Meeting.id).where(is_called(Meeting.number, number)))
    if found is None:
        raise Refusal(message("No meeting of this register has the number {number}.", number=number))
    return found


def find_called_again(session: Session, meeting_id: str) -> str | None:
    """The id of the meeting that is the second call of this one, where there is one."""
    query = sa.select(Meeting.id).where(Meeting.first_call_id == meeting_id, Meeting.withdrawn_on.is_(None))
    return session.scalar(query.order_by(Meeting.serial.desc()).limit(1))


def meeting_row(found: Meeting, recommendations: int, audience: Audience | None = None) -> MeetingRow:
    return MeetingRow(
        id=found.id,
        number=found.number,
        title=found.title,
        kind=found.kind,
        body=found.body.name if found.body else None,
        start=found.start,
        end=found.end,
        place=found.place,
        mode=found.mode,
        status=found.status,
        minutes_status=found.minutes_status,
        recommendations=recommendations,
        host=found.host.acronym if found.host and sees(audience, found.host) else None,
        link=found.link,
        languages=tuple(each.language for each in found.languages),
        status_reason=found.status_reason,
    )

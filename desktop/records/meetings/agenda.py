"""The agenda of a meeting: its items in order, and what was said under each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from desktop.codes import AgendaItemKind, AgendaOutcome, MinutesStatus
from desktop.language import Refusal, Wording, label, message
from desktop.records.base import Record, find, reference, wording
from desktop.records.listing import in_order
from desktop.records.meetings.meeting import Meeting, check_minutes_open
from desktop.records.people.person import Person
from desktop.records.search.words import Indexed, holds

if TYPE_CHECKING:
    from desktop.records.follow_up.recommendation import Recommendation


class AgendaItem(Record, Indexed):
    singular = label("record", "agenda item")
    searched = ("title", "minutes")
    noted = ("rapporteur_name",)
    shares = "meeting_id"

    __table_args__ = (sa.CheckConstraint("adopts_id <> meeting_id", name="adopts"),)

    meeting_id: Mapped[str] = reference("meeting")
    position: Mapped[int]
    """From 1, without gaps."""
    title: Mapped[Wording] = wording("title")
    kind: Mapped[AgendaItemKind] = mapped_column(default=AgendaItemKind.DISCUSSION)
    rapporteur_id: Mapped[str | None] = reference("person", nullable=True)
    rapporteur_name: Mapped[str | None] = mapped_column(default=None)
    """For a rapporteur who is not among the people of the register."""
    minutes: Mapped[Wording] = wording("minutes")
    """What was said. A line break ends a paragraph."""

    outcome: Mapped[AgendaOutcome] = mapped_column(default=AgendaOutcome.OPEN, server_default="open")
    carried_from_id: Mapped[str | None] = reference("agenda_item", nullable=True)
    """The item of an earlier meeting that it takes up again."""
    adopts_id: Mapped[str | None] = reference("meeting", nullable=True)
    """The meeting whose minutes are adopted under it."""
    day: Mapped[dt.date | None] = mapped_column(default=None)
    """On which day of a meeting of several days."""
    starts_at: Mapped[dt.time | None] = mapped_column(default=None)
    taken_up_at: Mapped[dt.time | None] = mapped_column(default=None)
    """When the meeting came to it."""

    meeting: Mapped[Meeting] = relationship(back_populates="agenda", foreign_keys=[meeting_id])
    adopts: Mapped[Meeting | None] = relationship(foreign_keys=[adopts_id])
    carried_from: Mapped[AgendaItem | None] = relationship(remote_side="AgendaItem.id")
    followed_up: Mapped[list[FollowedUp]] = relationship(cascade="all, delete-orphan", order_by="FollowedUp.position")
    rapporteur: Mapped[Person | None] = relationship()

    def check(self, session: Session) -> None:
        if not self.title:
            raise Refusal(message("An agenda item needs a title in one language at least.").at("title"))
        check_minutes_open(session, self.meeting_id)
        with session.no_autoflush:
            meeting = self.meeting or (session.get(Meeting, self.meeting_id) if self.meeting_id else None)
            if self.day and meeting and not meeting.start <= self.day <= (meeting.end or meeting.start):
                raise Refusal(message("The day of an agenda item is one of the meeting’s days.").at("day"))
            if self.adopts_id is not None and self.adopts_id == self.meeting_id:
                raise Refusal(message("A meeting does not adopt its own minutes: a later one does.").at("adopts_id"))

    def check_removal(self, session: Session) -> None:
        from desktop.records.follow_up.recommendation import Recommendation
        from desktop.records.meetings.decision import Decision

        check_minutes_open(session, self.meeting_id)
        with session.no_autoflush:
            for kind in (Decision, Recommendation):
                if session.scalar(sa.select(kind.id).where(kind.agenda_item_id == self.id).limit(1)):
                    raise Refusal(
                        message("Decisions or recommendations stand under this agenda item, so it cannot be removed.")
                    )


class FollowedUp(Record):
    """A recommendation whose follow-up is examined under an agenda item."""

    singular = label("record", "recommendation followed up")
    __table_args__ = (sa.UniqueConstraint("agenda_item_id", "recommendation_id"),)

    agenda_item_id: Mapped[str] = reference("agenda_item")
    recommendation_id: Mapped[str] = reference("recommendation")
    position: Mapped[int] = mapped_column(default=0)

    recommendation: Mapped[Recommendation] = relationship()


def follow_up(session: Session, item_id: str, recommendation_ids: Sequence[str]) -> None:
    """Set the recommendations whose follow-up is examined under an item, in this order."""
    item = find(session, AgendaItem, item_id)
    check_minutes_open(session, item.meeting_id)
    kept = {each.recommendation_id: each for each in item.followed_up}
    item.followed_up = [kept.get(each) or FollowedUp(recommendation_id=each) for each in recommendation_ids]
    for position, each in enumerate(item.followed_up, start=1):
        each.position = position
    session.flush()


def add_agenda_item(session: Session, meeting_id: str, values: Mapping[str, Any]) -> AgendaItem:
    """A new item at the end of a meeting's agenda; ``values`` are attributes of :class:`AgendaItem`."""
    find(session, Meeting, meeting_id)
    last = session.scalar(sa.select(sa.func.max(AgendaItem.position)).where(AgendaItem.meeting_id == meeting_id))
    item = AgendaItem(meeting_id=meeting_id, position=(last or 0) + 1, **values)
    session.add(item)
    session.flush()
    return item


def move_agenda_item(session: Session, item_id: str, by: int) -> None:
    """Move an item up (-1) or down (+1); at either end it stays where it is."""
    moved = find(session, AgendaItem, item_id)
    items = _items(session, moved.meeting_id)
    place = items.index(moved)
    items.insert(min(max(place + by, 0), len(items) - 1), items.pop(place))
    _number(items)
    session.flush()


def order_agenda(session: Session, meeting_id: str, item_ids: Sequence[str]) -> None:
    """Put these items of a meeting's agenda first, in this order; those not named follow as they stood."""
    places = {item_id: place for place, item_id in enumerate(item_ids)}
    _number(sorted(_items(session, meeting_id), key=lambda item: places.get(item.id, len(places))))
    session.flush()


def remove_agenda_item(session: Session, item_id: str) -> None:
    """Remove an item and close the gap. Raises :class:`Refusal` where something stands under it."""
    removed = find(session, AgendaItem, item_id)
    items = _items(session, removed.meeting_id)
    items.remove(removed)
    session.delete(removed)
    _number(items)
    session.flush()


def _items(session: Session, meeting_id: str) -> list[AgendaItem]:
    return list(
        session.scalars(sa.select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.position))
    )


def _number(items: list[AgendaItem]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position


# --- what is offered to be chosen -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OfferedItem:
    """An agenda item as it is offered to be chosen: with its meeting."""

    id: str
    meeting: str
    """Number."""
    position: int
    title: Wording


def list_open_item_ids(session: Session, search: str = "") -> list[str]:
    """The ids of the agenda items of meetings whose minutes are still open, those of the latest meeting first.

    Those whose title, or whose meeting's number or title, holds the words searched.
    """
    query = (
        sa.select(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Meeting.withdrawn_on.is_(None), Meeting.minutes_status != MinutesStatus.ADOPTED)
        .options(selectinload(AgendaItem.meeting))
        .order_by(Meeting.start.desc(), Meeting.serial.desc(), AgendaItem.position)
    )
    found = session.scalars(query)
    return [each.id for each in found if holds(search, each.title, each.meeting.number, each.meeting.title)]


def find_items(session: Session, ids: Sequence[str]) -> list[OfferedItem]:
    """The rows with these ids, in this order."""
    query = sa.select(AgendaItem).where(AgendaItem.id.in_(ids)).options(selectinload(AgendaItem.meeting))
    found = session.scalars(query)
    return in_order(ids, (OfferedItem(each.id, each.meeting.number, each.position, each.title) for each in found))

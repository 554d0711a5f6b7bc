"""The agenda of a meeting: its items in order, and what was said under each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from desktop.codes import AgendaItemKind
from desktop.language import Refusal, Wording, label, message
from desktop.records.base import Record, find, reference, wording
from desktop.records.meeting import Meeting, check_minutes_open
from desktop.records.person import Person


class AgendaItem(Record):
    singular = label("record", "agenda item")

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

    meeting: Mapped[Meeting] = relationship(back_populates="agenda")
    rapporteur: Mapped[Person | None] = relationship()

    def check(self, session: Session) -> None:
        if not self.title:
            raise Refusal(message("An agenda item needs a title in one language at least."))
        check_minutes_open(session, self.meeting_id)

    def check_removal(self, session: Session) -> None:
        from desktop.records.decision import Decision
        from desktop.records.recommendation import Recommendation

        check_minutes_open(session, self.meeting_id)
        with session.no_autoflush:
            for kind in (Decision, Recommendation):
                if session.scalar(sa.select(kind.id).where(kind.agenda_item_id == self.id).limit(1)):
                    raise Refusal(
                        message("Decisions or recommendations stand under this agenda item, so it cannot be removed.")
                    )


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

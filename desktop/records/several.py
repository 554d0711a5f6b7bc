"""The same change made to several records: one step of the journal, one undo.

Either all of them are changed or none is. Where a rule forbids it for some, these are named, each with its reason, and
nothing has changed: one may then change the others, or leave it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.language import Message, Refusal

AT_ONCE = 5_000
"""How many records are changed in one go at most, so that the step can still be looked through, and undone."""


@dataclass(frozen=True)
class Refused:
    """A record that cannot be changed."""

    record_id: str
    reason: Message


class SomeRefused(Exception):
    """Some of the records cannot be changed; nothing has been."""

    def __init__(self, refused: Sequence[Refused]) -> None:
        super().__init__(f"{len(refused)} refused")
        self.refused = refused


class Stopped(Exception):
    """The user has stopped it; nothing has changed."""


def change_several(
    session: Session,
    ids: Sequence[str],
    change: Callable[[Session, str], object],
    tell: Callable[[int, int], bool],
) -> None:
    """Make the same change to records, one after the other.

    Raises :class:`SomeRefused` once all have been tried where a rule forbids it for some, and :class:`Stopped` where
    ``tell``, told how many of how many are done, answers ``False``. The session is then to be rolled back.
    """
    refused: list[Refused] = []
    for done, record_id in enumerate(ids):
        if not tell(done, len(ids)):
            raise Stopped
        try:
            change(session, record_id)
            session.flush()
        except Refusal as refusal:
            refused.append(Refused(record_id, refusal.message))
            # What was refused is not to be tried again with the next one.
            for pending in tuple(session.new):
                session.expunge(pending)
            session.expire_all()
    if refused:
        raise SomeRefused(refused)

"""A paper as the window offers it: what it is called, and how it is made for a language and an audience."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.codes import Audience
from desktop.language import LanguageCode, Message
from desktop.outputs.convocations import BeforeMeeting, compose_before
from desktop.outputs.minutes import MinutesPaper, MinutesWish, compose_minutes
from desktop.records.register import Register
from desktop.records.rows import MeetingRow

if TYPE_CHECKING:
    from desktop.documents.document import Document

MINUTES = MinutesPaper.MINUTES.code


@dataclass(frozen=True)
class Paper:
    """One of the papers to choose from."""

    key: str
    label: Message
    file_name: str
    """Without its ending."""
    compose: Callable[[Sequence[LanguageCode], Audience], Document]
    audience: Audience = Audience.INTERNAL
    """For whom it usually is."""


def papers_of_meeting(register: Register, meeting: MeetingRow) -> tuple[Paper, ...]:
    """What is made of a meeting: before it what goes out, after it its minutes; what is next comes first."""
    before = tuple(
        Paper(
            each.code,
            each.label,
            f"{meeting.number}-{each.code}",
            lambda codes, audience, each=each: compose_before(register, meeting.id, each, codes, audience),
        )
        for each in BeforeMeeting
    )
    after = tuple(
        Paper(
            each.code,
            each.label,
            meeting.number if each is MinutesPaper.MINUTES else f"{meeting.number}-{each.code}",
            lambda codes, audience, each=each: compose_minutes(
                register, meeting.id, codes, audience, MinutesWish(each)
            ),
        )
        for each in (MinutesPaper.MINUTES, MinutesPaper.SUMMARY)
    )
    return (*before, *after)

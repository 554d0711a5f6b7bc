"""A paper as the window offers it: what it is called, and how it is written for a language and an audience."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.codes import Audience, MinutesStatus
from desktop.language import LanguageCode, Message
from desktop.outputs.convocations import BeforeMeeting, export_before
from desktop.outputs.minutes import MinutesPaper, MinutesWish, export_minutes
from desktop.records.register import Register
from desktop.records.rows import MeetingRow

MINUTES = MinutesPaper.MINUTES.code

Write = Callable[[Sequence[LanguageCode], Path, Audience, str], None]
"""Writes a paper in one language or two, to a file, for an audience, closed with a password where it is not empty."""


@dataclass(frozen=True)
class Paper:
    """One of the papers to choose from."""

    key: str
    label: Message
    file_name: str
    """Without its ending."""
    write: Write
    audience: Audience = Audience.INTERNAL
    """For whom it usually is."""


def papers_of_meeting(register: Register, meeting: MeetingRow) -> tuple[Paper, ...]:
    """What is made of a meeting: what goes out before it, then its minutes."""

    def before(paper: BeforeMeeting) -> Write:
        return lambda codes, target, audience, password: export_before(
            register, meeting.id, paper, codes, target, audience, password=password
        )

    def after(paper: MinutesPaper) -> Write:
        return lambda codes, target, audience, password: export_minutes(
            register, meeting.id, codes, target, audience, MinutesWish(paper), password=password
        )

    first = [Paper(each.code, each.label, f"{meeting.number}-{each.code}", before(each)) for each in BeforeMeeting]
    made = [MinutesPaper.MINUTES, MinutesPaper.SUMMARY]
    if meeting.minutes_status is MinutesStatus.ADOPTED:
        made.append(MinutesPaper.CORRIGENDUM)
    then = [
        Paper(each.code, each.label, meeting.number if each.code == MINUTES else f"{meeting.number}-{each.code}",
              after(each))
        for each in made
    ]  # fmt: skip
    return (*first, *then)

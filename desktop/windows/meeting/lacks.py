"""What a coming meeting still lacks, in a sentence."""

from __future__ import annotations

from desktop.language import Language
from desktop.records.meetings.readiness import ComingMeeting


def said_of_lacks(coming: ComingMeeting, language: Language) -> str:
    """What is still missing, or that nothing is."""
    if not coming.lacks:
        return language.text("Nothing is missing.")
    return language.text(
        "Still missing: {what}.", what=language.list([language.text(each.label) for each in coming.lacks])
    )

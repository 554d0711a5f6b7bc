"""What may refer to a record, by the page that lists it: each gives the door for one filter of that page."""

from __future__ import annotations

from typing import Any

from desktop.language import plural
from desktop.records.follow_up.action_list import ActionFilter, chosen_actions
from desktop.records.follow_up.letter import LetterFilter, chosen_letters
from desktop.records.follow_up.recommendation import RecommendationFilter, chosen_recommendations
from desktop.records.framework.good_practice import GoodPracticeFilter, chosen_practices
from desktop.records.framework.indicator import IndicatorFilter, chosen_indicators
from desktop.records.framework.programme import ProgrammeFilter, chosen_programmes
from desktop.records.listing import count
from desktop.records.meetings.decision import DecisionFilter, chosen_decisions
from desktop.records.meetings.meeting import MeetingFilter, chosen_meetings
from desktop.records.people.person import PersonFilter, chosen_people
from desktop.records.subject import Subject
from desktop.windows.lists.references import Referring


def actions(key: str, name: str = "") -> Referring:
    """Actions, by the filter ``key`` of their page; ``name`` is what the register calls it, else ``<key>_id``."""
    return Referring(
        "actions", key,
        lambda session, record_id: count(session, chosen_actions(ActionFilter(**_by(key, name, record_id)))),
        lambda number: plural("{count} action", "{count} actions", number),
    )  # fmt: skip


def recommendations(key: str, name: str = "") -> Referring:
    return Referring(
        "recommendations", key,
        lambda session, record_id: count(
            session, chosen_recommendations(RecommendationFilter(**_by(key, name, record_id)))
        ),
        lambda number: plural("{count} recommendation", "{count} recommendations", number),
    )  # fmt: skip


def decisions(key: str, name: str = "") -> Referring:
    return Referring(
        "decisions", key,
        lambda session, record_id: count(session, chosen_decisions(DecisionFilter(**_by(key, name, record_id)))),
        lambda number: plural("{count} decision", "{count} decisions", number),
    )  # fmt: skip


def meetings(key: str, name: str = "") -> Referring:
    return Referring(
        "meetings", key,
        lambda session, record_id: count(session, chosen_meetings(MeetingFilter(**_by(key, name, record_id)))),
        lambda number: plural("{count} meeting", "{count} meetings", number),
    )  # fmt: skip


def people(key: str, name: str = "") -> Referring:
    return Referring(
        "people", key,
        lambda session, record_id: count(session, chosen_people(PersonFilter(**_by(key, name, record_id)))),
        lambda number: plural("{count} person", "{count} people", number),
    )  # fmt: skip


def programmes(key: str, name: str = "") -> Referring:
    return Referring(
        "programmes", key,
        lambda session, record_id: count(session, chosen_programmes(ProgrammeFilter(**_by(key, name, record_id)))),
        lambda number: plural("{count} programme", "{count} programmes", number),
    )  # fmt: skip


def indicators(key: str, name: str = "") -> Referring:
    return Referring(
        "indicators", key,
        lambda session, record_id: count(session, chosen_indicators(IndicatorFilter(**_by(key, name, record_id)))),
        lambda number: plural("{count} indicator", "{count} indicators", number),
    )  # fmt: skip


def good_practices(key: str, name: str = "") -> Referring:
    return Referring(
        "good_practices", key,
        lambda session, record_id: count(session, chosen_practices(GoodPracticeFilter(**_by(key, name, record_id)))),
        lambda number: plural("{count} good practice", "{count} good practices", number),
    )  # fmt: skip


def letters(key: str, name: str = "") -> Referring:
    """Letters to an institution or a person; see :func:`letters_about` for those about a record."""
    return Referring(
        "letters", key,
        lambda session, record_id: count(session, chosen_letters(LetterFilter(**_by(key, name, record_id)))),
        lambda number: plural("{count} letter", "{count} letters", number),
    )  # fmt: skip


ADDRESSED = frozenset({"institution", "person"})
"""Kinds a letter is sent to, as well as being about them."""


def about_key(kind: str) -> str:
    """The key of the filter that lists the letters about a record of this kind."""
    return f"about_{kind}" if kind in ADDRESSED else kind


def letters_about(kind: str) -> Referring:
    """Letters about a record of this kind (one of ``SUBJECTS``)."""
    return Referring(
        "letters", about_key(kind),
        lambda session, record_id: count(session, chosen_letters(LetterFilter(about=Subject(kind, record_id)))),
        lambda number: plural("{count} letter about it", "{count} letters about it", number) if kind in ADDRESSED
        else plural("{count} letter", "{count} letters", number),
    )  # fmt: skip


def _by(key: str, name: str, record_id: str) -> dict[str, Any]:
    return {name or f"{key}_id": record_id}

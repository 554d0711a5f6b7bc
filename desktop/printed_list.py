"""What the command ``list`` prints of each kind of record: as a table to read, or as JSON for another program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.language import Language, Message
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.records.follow_up.recommendation import RecommendationFilter, list_recommendation_ids, list_recommendations
from desktop.records.meetings.meeting import MeetingFilter, list_meeting_ids, list_meetings
from desktop.records.people.institution import InstitutionFilter, list_institution_ids, list_institutions

Object = dict[str, Any]


@dataclass(frozen=True)
class Listed:
    """A kind of record that can be listed: how its records are chosen and read, and what is printed of a row."""

    chosen: Callable[..., Any]
    list_ids: Callable[..., list[str]]
    list_rows: Callable[..., list[Any]]
    names: str
    """Of the values printed; each is the row's attribute of that name."""
    called: Mapping[str, str] | None = None
    """For a value that has another name in the row: the attribute that holds it."""

    def as_object(self, row: Any) -> Object:
        """A row's values by name: the names are the same in every release, whatever the register calls them."""
        called = self.called or {}
        return {name: getattr(row, called.get(name, name)) for name in self.names.split()}


LISTED: Mapping[str, Listed] = {
    "meetings": Listed(
        MeetingFilter, list_meeting_ids, list_meetings,
        "number status title kind body start end place mode recommendations",
    ),
    "recommendations": Listed(
        RecommendationFilter, list_recommendation_ids, list_recommendations,
        "number status title text position priority meeting addressees countries actions",
    ),
    "actions": Listed(
        ActionFilter, list_action_ids, list_actions,
        "number status title lead supporting due overdue progress recommendations",
    ),
    "institutions": Listed(
        InstitutionFilter, list_institution_ids, list_institutions,
        "number status title kind country votes",
        {"number": "acronym", "status": "standing", "title": "name"},
    ),
}  # fmt: skip


def plain(found: Object) -> Object:
    """The values as JSON has them: texts in three languages, ISO dates, codes."""

    def value(given: Any) -> Any:
        if hasattr(given, "as_dict"):
            return given.as_dict()
        return given.isoformat() if hasattr(given, "isoformat") else given

    return {name: value(given) for name, given in found.items()}


COLUMNS = {"number": 14, "status": 24, "start": 10, "lead": 10, "due": 10}
"""What a printed table shows before the title, and how wide."""


def print_table(found: Iterable[Object], language: Language) -> None:
    for each in found:
        cells = [_cell(each[name], language).ljust(width) for name, width in COLUMNS.items() if name in each]
        late = " ".join(["!", language.text("late")]) if each.get("overdue") else ""
        title = language.best(each["title"] or each.get("text", each["title"]))
        print("  ".join([*cells, " ".join(title.split()), late]).rstrip())


def _cell(value: Any, language: Language) -> str:
    if value is None:
        return ""
    said = getattr(value, "label", None)
    if isinstance(said, Message):
        return language.text(said)
    return language.date(value, "short") if hasattr(value, "isoformat") else str(value)

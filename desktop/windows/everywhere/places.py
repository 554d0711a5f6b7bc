"""Where each kind of record is shown, what several of it are called, and which filter of the search it falls under.

One table: who adds a page for a kind of record adds its key here, and every hit of that kind has a door.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.language import Message, message
from desktop.records.search.index import indexed_kinds
from desktop.records.search.way import find_way


@dataclass(frozen=True)
class Place:
    """One kind of record."""

    title: Message
    """What several are called."""
    icon: str
    page: str = ""
    """The key of the page that lists it."""
    hangs: bool = False
    """Whether it hangs on another record, with which it is shown where it has no page of its own."""
    section: str = ""
    """The section of the settings that shows it."""


PLACES: dict[str, Place] = {
    "meeting": Place(message("Meetings"), "calendar-dots", "meetings"),
    "agenda_item": Place(message("Agenda items"), "list-checks", hangs=True),
    "decision": Place(message("Decisions"), "gavel", "decisions", hangs=True),
    "corrigendum": Place(message("Corrigenda"), "pencil-simple", hangs=True),
    "recommendation": Place(message("Recommendations"), "megaphone-simple", "recommendations"),
    "action": Place(message("Actions"), "list-checks", "actions"),
    "progress_update": Place(message("Progress reported"), "chat-text", hangs=True),
    "institution": Place(message("Institutions"), "bank", "institutions"),
    "person": Place(message("People"), "user", "people"),
    "body": Place(message("Bodies"), "users-three", "bodies"),
    "plan": Place(message("Plans"), "flag", "plans"),
    "objective": Place(message("Objectives"), "flag", hangs=True),
    "programme": Place(message("Programmes"), "globe", "programmes"),
    "programme_obligation": Place(message("Obligations of programmes"), "hourglass-medium", hangs=True),
    "source": Place(message("Sources"), "scroll", "sources"),
    "source_article": Place(message("Articles"), "scroll", hangs=True),
    "indicator": Place(message("Indicators"), "sliders-horizontal", "indicators"),
    "good_practice": Place(message("Good practices"), "seal-check", "good_practices"),
    "letter": Place(message("Letters"), "file-plus", "letters", hangs=True),
    "attachment": Place(message("Attachments"), "file-pdf", hangs=True),
    "meeting_series": Place(message("Series of meetings"), "calendar-dots", "series", hangs=True),
    "minutes_version": Place(message("Versions of minutes"), "list-checks", hangs=True),
    "attendance": Place(message("Representatives at meetings"), "user", hangs=True),
    "addressee": Place(message("Reasons given by institutions"), "chat-text", hangs=True),
    "recommendation_country": Place(message("Reasons given by countries"), "chat-text", hangs=True),
    "affiliation": Place(message("Positions held"), "user", hangs=True),
    "indicator_value": Place(message("Values of indicators"), "sliders-horizontal", hangs=True),
    "pillar": Place(message("Pillars"), "flag", "pillars"),
    "theme": Place(message("Themes"), "list-checks", "themes"),
    "term": Place(message("Terms"), "translate", "terms"),
    "holiday": Place(message("Public holidays"), "calendar-blank", section="holidays"),
    "reporting_date": Place(message("Reporting calendar"), "calendar-dots", section="reporting"),
}
"""The kinds by the name of their table. A kind that is not here is called by its own name."""


@dataclass(frozen=True)
class Scope:
    """One filter of the search: kinds that are looked for together."""

    title: Message
    kinds: tuple[str, ...]


SCOPES = (
    Scope(
        message("Meetings"),
        (
            "meeting", "agenda_item", "decision", "corrigendum", "meeting_series", "minutes_version", "attendance",
        ),
    ),
    Scope(message("Recommendations"), ("recommendation", "addressee", "recommendation_country")),
    Scope(message("Actions"), ("action", "progress_update")),
    Scope(message("Institutions and people"), ("institution", "person", "body", "affiliation")),
    Scope(
        message("Framework"),
        (
            "plan", "objective", "programme", "programme_obligation", "source", "source_article", "indicator",
            "indicator_value", "good_practice", "pillar", "theme",
        ),
    ),
    Scope(message("Letters and attachments"), ("letter", "attachment")),
    Scope(message("Settings"), ("term", "holiday", "reporting_date")),
)  # fmt: skip


def unscoped(kinds: Collection[str]) -> list[str]:
    """Those of the kinds that no scope holds: they are looked for where everything is."""
    return [kind for kind in kinds if not any(kind in scope.kinds for scope in SCOPES)]


def place_of(kind: str) -> Place:
    return PLACES.get(kind) or Place(indexed_kinds()[kind].singular, "file-plus", hangs=True)


def reachable_kinds(pages: Collection[str]) -> list[str]:
    """The kinds that one of these pages or the settings show, or that hang on a record: others have no door yet."""
    places = {kind: place_of(kind) for kind in indexed_kinds()}
    return [kind for kind, place in places.items() if place.hangs or place.section or place.page in pages]


def find_door(session: Session, kind: str, record_id: str, pages: Collection[str]) -> tuple[str, str] | None:
    """The page and the id by which a record is shown: its own, or those of the first it hangs on that has a page."""
    for above, above_id in find_way(session, kind, record_id):
        if (page := place_of(above).page) in pages:
            return page, above_id
    return None

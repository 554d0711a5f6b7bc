"""What an attachment or a letter is about: exactly one record, of whichever kind.

Each kind has a column and a foreign key of its own, so that the database itself keeps a record that something hangs on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from desktop.language import Refusal, message
from desktop.records.base import reference

SUBJECTS = (
    "institution", "person", "body", "meeting", "agenda_item", "decision", "recommendation", "action",
    "progress_update", "plan", "objective", "programme", "programme_obligation", "source", "indicator",
    "good_practice", "letter",
)  # fmt: skip
"""The kinds of record something can be about, by the name of their table."""

T = TypeVar("T", bound=sa.Select[Any])


@dataclass(frozen=True)
class Subject:
    """A record, by its kind and its id."""

    kind: str
    """One of :data:`SUBJECTS`."""
    id: str

    def __post_init__(self) -> None:
        if self.kind not in SUBJECTS:
            raise ValueError(f"nothing is attached to a {self.kind}")

    @property
    def column(self) -> str:
        return f"{self.kind}_id"


class Concerning:
    """A record that is about exactly one other."""

    institution_id: Mapped[str | None] = reference("institution", nullable=True)
    person_id: Mapped[str | None] = reference("person", nullable=True)
    body_id: Mapped[str | None] = reference("body", nullable=True)
    meeting_id: Mapped[str | None] = reference("meeting", nullable=True)
    agenda_item_id: Mapped[str | None] = reference("agenda_item", nullable=True)
    decision_id: Mapped[str | None] = reference("decision", nullable=True)
    recommendation_id: Mapped[str | None] = reference("recommendation", nullable=True)
    action_id: Mapped[str | None] = reference("action", nullable=True)
    progress_update_id: Mapped[str | None] = reference("progress_update", nullable=True)
    plan_id: Mapped[str | None] = reference("plan", nullable=True)
    objective_id: Mapped[str | None] = reference("objective", nullable=True)
    programme_id: Mapped[str | None] = reference("programme", nullable=True)
    programme_obligation_id: Mapped[str | None] = reference("programme_obligation", nullable=True)
    source_id: Mapped[str | None] = reference("source", nullable=True)
    indicator_id: Mapped[str | None] = reference("indicator", nullable=True)
    good_practice_id: Mapped[str | None] = reference("good_practice", nullable=True)
    letter_id: Mapped[str | None] = reference("letter", nullable=True)

    @property
    def subject(self) -> Subject | None:
        """The record this one is about."""
        for kind in SUBJECTS:
            if found := getattr(self, f"{kind}_id"):
                return Subject(kind, found)
        return None

    def check_subject(self) -> None:
        if sum(getattr(self, f"{kind}_id") is not None for kind in SUBJECTS) != 1:
            raise Refusal(message("An attachment or a letter is about one record: choose which."))


def one_subject() -> sa.CheckConstraint:
    """The rule of :class:`Concerning` in the database, too."""
    counted = " + ".join(f"case when {kind}_id is null then 0 else 1 end" for kind in SUBJECTS)
    return sa.CheckConstraint(f"{counted} = 1", name="one_subject")


def about(query: T, kind: type[Concerning], subject: Subject) -> T:
    """``query`` narrowed to what is about ``subject``."""
    return query.where(getattr(kind, subject.column) == subject.id)

"""Those a recommendation is addressed to: institutions and countries, each with a position and a state of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column, relationship

from desktop.codes import Implementation, Position
from desktop.language import Refusal, Wording, label
from desktop.records.base import Record, has_changed, reference, wording
from desktop.records.follow_up.implementation import RECOMMENDATION_LIFECYCLE, derive_implementation, derive_position
from desktop.records.lifecycle import Staged, take_step
from desktop.records.people.institution import Institution
from desktop.records.search.words import Indexed

if TYPE_CHECKING:
    from desktop.records.follow_up.recommendation import Recommendation


class Answering(Staged):
    """One of those a recommendation is addressed to: its own position, its own state, and why."""

    lifecycles = {"status": RECOMMENDATION_LIFECYCLE}  # noqa: RUF012
    reasons = {"status": "status_reason"}  # noqa: RUF012

    position: Mapped[Position] = mapped_column(default=Position.PENDING, server_default="pending")
    status: Mapped[Implementation] = mapped_column(default=Implementation.NOT_STARTED, server_default="not_started")

    @declared_attr
    def status_reason(cls) -> Mapped[Wording]:
        return wording("status_reason")


class Addressee(Record, Answering, Indexed):
    """An institution a recommendation is addressed to."""

    singular = label("record", "addressee")
    searched = ("status_reason",)
    shares = "recommendation_id"
    __table_args__ = (sa.UniqueConstraint("recommendation_id", "institution_id"),)

    recommendation_id: Mapped[str] = reference("recommendation")
    institution_id: Mapped[str] = reference("institution")
    order: Mapped[int] = mapped_column(default=0)

    institution: Mapped[Institution] = relationship()

    def check(self, session: Session) -> None:
        _keep_whole_in_step(session, self.recommendation_id)

    def settle(self, session: Session) -> None:
        settle_whole(session, self.recommendation_id)


class RecommendationCountry(Record, Answering, Indexed):
    """A country a recommendation is addressed to."""

    singular = label("record", "country of a recommendation")
    searched = ("status_reason",)
    shares = "recommendation_id"
    __table_args__ = (sa.UniqueConstraint("recommendation_id", "country"),)

    recommendation_id: Mapped[str] = reference("recommendation")
    country: Mapped[str] = mapped_column(sa.String(2))

    def check(self, session: Session) -> None:
        _keep_whole_in_step(session, self.recommendation_id)

    def settle(self, session: Session) -> None:
        settle_whole(session, self.recommendation_id)


def keep_in_step(session: Session, recommendation: Recommendation) -> None:
    """Make the whole say what its addressees say, by the rule of :mod:`desktop.records.follow_up.implementation`.

    Where the whole itself was changed, it is said of every addressee for whom the step may be taken. Undo puts back
    both, so nothing is derived before all is back: see :func:`settle_whole`.
    """
    pen = session.info.get("pen")
    if pen is not None and pen.undoes is not None:
        return
    with session.no_autoflush:
        answers = recommendation.answers
    if not answers:
        return
    for name, derive in (("status", derive_implementation), ("position", derive_position)):
        said = any(has_changed(each, [name]) for each in answers)
        if has_changed(recommendation, [name]) and not said:
            _say_of_all(recommendation, answers, name)
        _set_derived(recommendation, name, derive(getattr(each, name) for each in answers))


def settle_whole(session: Session, recommendation_id: str) -> None:
    """Derive the whole from its addressees as they stand after an undo, whichever of their steps it took back."""
    from desktop.records.follow_up.recommendation import Recommendation

    recommendation = session.get(Recommendation, recommendation_id)
    if recommendation is None or recommendation in session.deleted:
        return
    session.expire(recommendation, ["addressees", "countries"])
    if answers := recommendation.answers:
        _set_derived(recommendation, "status", derive_implementation(each.status for each in answers))
        _set_derived(recommendation, "position", derive_position(each.position for each in answers))


def _set_derived(recommendation: Recommendation, name: str, derived: Implementation | Position) -> None:
    if getattr(recommendation, name) != derived:
        setattr(recommendation, name, derived)


def _say_of_all(
    recommendation: Recommendation, answers: Sequence[Addressee | RecommendationCountry], name: str
) -> None:
    """Say of each addressee what was said of the whole; refused where it can be said of none."""
    value = getattr(recommendation, name)
    refused: Refusal | None = None
    taken = False
    for each in answers:
        before = getattr(each, name)
        if before == value:
            continue
        setattr(each, name, value)
        if name == "status":
            each.status_reason = recommendation.status_reason
            try:
                each.check_steps()
            except Refusal as refusal:
                each.status, refused = before, refusal
                continue
        taken = True
    if refused is not None and not taken:
        raise refused


def set_implementation(
    session: Session, answer: Addressee | RecommendationCountry, state: Implementation, reason: Wording | None = None
) -> None:
    """Say what became of a recommendation with one of those addressed; the whole follows.

    Raises :class:`Refusal` where the step may not be taken, or not without a reason.
    """
    take_step(session, answer, state, reason)


def _keep_whole_in_step(session: Session, recommendation_id: str | None) -> None:
    from desktop.records.follow_up.recommendation import Recommendation

    with session.no_autoflush:
        found = session.get(Recommendation, recommendation_id) if recommendation_id else None
    if found is not None:
        keep_in_step(session, found)

"""Recommendations and actions entered by the hundred, as an import brings them: each as if it had been typed.

One by one they would be numbered and flushed several times each; here that is done for some hundreds at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.records.base import new_id
from desktop.records.follow_up.action import Action, ActionRecommendation, ActionSupport
from desktop.records.follow_up.addressee import Addressee, RecommendationCountry
from desktop.records.follow_up.recommendation import Recommendation, RecommendationPillar, RecommendationTheme
from desktop.records.numbering import give_numbers

AT_ONCE = 300


@dataclass
class NewAction:
    """An action to be entered, under a recommendation or alone."""

    values: Mapping[str, Any]
    """Attributes of :class:`Action`."""
    supporting: Sequence[str] = ()
    """Ids of institutions."""
    id: str = field(default_factory=new_id)
    said: str = ""
    """What whoever brings it calls it."""


@dataclass
class NewRecommendation:
    """A recommendation to be entered with its actions; without ``values``, the actions are what is new.

    They then stand under the recommendation that ``id`` names where it is ``known``, and alone where it is not.
    """

    values: Mapping[str, Any]
    """Attributes of :class:`Recommendation`."""
    addressees: Sequence[str] = ()
    """Ids of institutions."""
    countries: Sequence[str] = ()
    """ISO codes."""
    pillars: Sequence[str] = ()
    themes: Sequence[str] = ()
    actions: list[NewAction] = field(default_factory=list)
    id: str = field(default_factory=new_id)
    known: bool = False
    """Whether the register has it already."""
    said: str = ""
    """What whoever brings it calls it."""


def enter_all(
    session: Session,
    recommendations: Sequence[NewRecommendation],
    year: int,
    tell: Callable[[int, int], bool] = lambda _done, _of: True,
) -> bool:
    """Enter them with the next numbers of ``year``; ``False`` where ``tell`` has asked to stop half-way.

    Raises :class:`Refusal` where a rule forbids one.
    """
    for first in range(0, len(recommendations), AT_ONCE):
        if not tell(first, len(recommendations)):
            return False
        some = recommendations[first : first + AT_ONCE]
        with session.no_autoflush:
            made = [_recommendation(new) for new in some if new.values]
            actions = [_action(each) for new in some for each in new.actions]
            give_numbers(session, made, "recommendation", year)
            give_numbers(session, actions, "action", year)
            session.add_all(made)
            session.add_all(actions)
        session.flush()
        # What hangs on both comes once both are there.
        session.add_all(_links(some, _last_places(session, some)))
        session.flush()
        session.expunge_all()
    tell(len(recommendations), len(recommendations))
    return True


def _recommendation(new: NewRecommendation) -> Recommendation:
    return Recommendation(id=new.id, **new.values)


def _action(new: NewAction) -> Action:
    return Action(id=new.id, **new.values)


def _last_places(session: Session, some: Sequence[NewRecommendation]) -> dict[str, int]:
    """The place of the last action under each of the recommendations that are there already."""
    query = (
        sa.select(ActionRecommendation.recommendation_id, sa.func.max(ActionRecommendation.order))
        .where(ActionRecommendation.recommendation_id.in_([new.id for new in some if new.known]))
        .group_by(ActionRecommendation.recommendation_id)
    )
    return dict(session.execute(query).all())


def _links(some: Sequence[NewRecommendation], last: Mapping[str, int]) -> list[Any]:
    links: list[Any] = []
    for new in some:
        if new.values:
            said = {name: new.values[name] for name in ("position", "status", "status_reason") if name in new.values}
            links += [
                Addressee(recommendation_id=new.id, institution_id=each, order=order, **said)
                for order, each in enumerate(dict.fromkeys(new.addressees), 1)
            ]
            links += [
                RecommendationCountry(recommendation_id=new.id, country=each, **said)
                for each in dict.fromkeys(new.countries)
            ]
            links += [RecommendationPillar(recommendation_id=new.id, pillar_id=each) for each in set(new.pillars)]
            links += [RecommendationTheme(recommendation_id=new.id, theme_id=each) for each in set(new.themes)]
        for order, action in enumerate(new.actions, last.get(new.id, 0) + 1):
            if new.values or new.known:
                links.append(ActionRecommendation(action_id=action.id, recommendation_id=new.id, order=order))
            links += [
                ActionSupport(action_id=action.id, institution_id=each, order=place)
                for place, each in enumerate(dict.fromkeys(action.supporting), 1)
            ]
    return links

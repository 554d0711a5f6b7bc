"""What is in the register already, as an import compares it with what a file brings."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.language import Wording
from desktop.records.follow_up.action import Action, ActionRecommendation
from desktop.records.follow_up.addressee import RecommendationCountry
from desktop.records.follow_up.recommendation import Recommendation
from desktop.records.framework.source import Source
from desktop.records.search.words import fold


def whole(wording: Wording) -> str:
    """A text in all its languages, as it is compared."""
    return fold(" ".join(text for text in wording.as_dict().values() if text))


def known_recommendations(session: Session) -> dict[Any, str]:
    """The recommendations there are: by their words, source, cycle, meeting, countries and title, their ids."""
    countries: dict[str, list[str]] = {}
    for recommendation_id, country in session.execute(
        sa.select(RecommendationCountry.recommendation_id, RecommendationCountry.country)
    ):
        countries.setdefault(recommendation_id, []).append(country)
    query = (
        sa.select(
            *(Recommendation.id, Recommendation.text, Recommendation.title, Recommendation.source_id),
            *(Recommendation.cycle, Recommendation.meeting_id, Source.code),
        )
        .outerjoin(Source, Source.id == Recommendation.source_id)
        .where(Recommendation.withdrawn_on.is_(None))
    )
    return {
        (
            whole(found.text), found.source_id, found.cycle, found.meeting_id,
            tuple(sorted(countries.get(found.id, ()))), fold(found.title.en or ""),
        ): found.id
        for found in session.execute(query)
    }  # fmt: skip


def known_actions(session: Session) -> set[tuple[str | None, str]]:
    """The actions there are: the recommendation each serves, or none, and its title as it is compared."""
    query = (
        sa.select(ActionRecommendation.recommendation_id, Action.title)
        .select_from(Action)
        .outerjoin(ActionRecommendation, ActionRecommendation.action_id == Action.id)
        .where(Action.withdrawn_on.is_(None))
    )
    return {(recommendation_id, whole(title)) for recommendation_id, title in session.execute(query)}

"""What a matrix brings, put right by hand before it is entered: as if the file had said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from desktop.codes import ActionStatus
from desktop.intake.matrix.importing import ImportPlan
from desktop.records.follow_up.action import Action
from desktop.records.follow_up.batch import NewAction, NewRecommendation

ACTION_VALUES = ("title", "lead_id", "start", "due", "status", "progress", "description")
RECOMMENDATION_VALUES = ("title", "text", "position")
RECOMMENDATION_LINKS = ("addressees", "pillars", "themes")

Corrections = Mapping[tuple[str, ...], Mapping[str, Any]]
"""What is put right, by what whoever brings it calls it: a recommendation, or an action under one."""


def name_of(new: NewRecommendation, action: NewAction | None = None) -> tuple[str, ...]:
    """What a recommendation or one of its actions is called in the file, whatever is put right in it."""
    return (new.said,) if action is None else (new.said, action.said)


def corrected(plan: ImportPlan, corrections: Corrections) -> ImportPlan:
    """The plan with what was put right; what the file does not bring any more is passed over."""
    return replace(plan, new=[_recommendation(each, corrections) for each in plan.new])


def values_of(new: NewRecommendation, action: NewAction | None = None) -> dict[str, Any]:
    """What can be put right of a recommendation, or of one of its actions."""
    if action is not None:
        return {
            **{name: action.values.get(name) for name in ACTION_VALUES},
            "supporting": tuple(action.supporting),
        }
    return {
        **{name: new.values.get(name) for name in RECOMMENDATION_VALUES},
        **{name: tuple(getattr(new, name)) for name in RECOMMENDATION_LINKS},
    }


def check_action(session: Session, action: NewAction, right: Mapping[str, Any]) -> None:
    """Raise :class:`~desktop.language.Refusal` where a rule of the register forbids an action put right like this."""
    Action(**_action(action, right).values).check(session)


def _recommendation(new: NewRecommendation, corrections: Corrections) -> NewRecommendation:
    actions = [_action(each, corrections.get(name_of(new, each), {})) for each in new.actions]
    right = corrections.get(name_of(new), {}) if new.values else {}
    links = {name: right[name] for name in RECOMMENDATION_LINKS if name in right}
    # A position nobody has said is the one that every new recommendation begins with.
    values = {name: right[name] for name in RECOMMENDATION_VALUES if right.get(name) is not None}
    return replace(new, actions=actions, values={**new.values, **values}, **links)


def _action(action: NewAction, right: Mapping[str, Any]) -> NewAction:
    values = {**action.values, **{name: right[name] for name in ACTION_VALUES if name in right}}
    if values.get("status") in (ActionStatus.REPORTED, ActionStatus.VERIFIED):
        values["progress"] = 100
    supporting = [each for each in right.get("supporting", action.supporting) if each != values.get("lead_id")]
    return replace(action, values=values, supporting=supporting)

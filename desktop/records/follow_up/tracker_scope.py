"""Of what a tracker is besides an institution: a programme, a plan, or what a body recommended and decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from desktop.codes import Audience
from desktop.language import Refusal, Wording, message
from desktop.records.follow_up.action_list import ActionFilter
from desktop.records.framework.plan import PlanFilter, find_plans, list_plan_ids
from desktop.records.framework.programme import list_programme_rows
from desktop.records.people.body import list_bodies
from desktop.records.subject import Subject


@dataclass(frozen=True)
class Scope:
    """One programme, plan or body."""

    subject: Subject
    code: str
    """Of a programme; empty for others."""
    name: Wording

    def narrow(self, chosen: ActionFilter) -> ActionFilter:
        """Only those of the actions chosen that belong to it."""
        return replace(chosen, **{self.subject.column: self.subject.id})


def list_scopes(session: Session, audience: Audience | None = None) -> list[Scope]:
    """Programmes, plans and bodies that ``audience`` may see, each kind in its order."""
    return list(_scopes(session, audience))


def _scopes(session: Session, audience: Audience | None) -> Iterator[Scope]:
    for programme in list_programme_rows(session, audience=audience):
        yield Scope(Subject("programme", programme.id), programme.code, programme.name)
    for plan in find_plans(session, list_plan_ids(session, PlanFilter(), "fr"), audience):
        yield Scope(Subject("plan", plan.id), "", plan.name)
    for body in list_bodies(session):
        yield Scope(Subject("body", body.id), "", body.name)


def find_scope(session: Session, said: str, audience: Audience | None = None) -> Scope:
    """The one with this code, or this name in any language.

    Raises :class:`Refusal` where there is none, or not for this audience.
    """
    wanted = said.strip().casefold()
    for scope in _scopes(session, audience):
        names = (scope.code, *scope.name.as_dict().values())
        if wanted and wanted in {name.strip().casefold() for name in names if name}:
            return scope
    raise Refusal(message("No programme, plan or body of this register is called {name}.", name=said))

"""What may follow what: the states of a record as data, and the one place that enforces them.

Each noun declares its own lifecycle in its own file: which state may follow, who may take the step, and whether a
reason must be given. :meth:`Staged.check_steps` is called before anything is written, so no form, command or import can
go round it; only undo may lead backwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import Channel, Code, Party
from desktop.language import Refusal, Wording, message

FROM_INSTITUTIONS = frozenset({Channel.TRACKER})
"""Through these an institution itself speaks; through all others the secretariat does, for it or for itself."""


@dataclass(frozen=True)
class Transition:
    """One step of a lifecycle: to which state, who may take it at least, and whether it needs a reason."""

    to: Code
    by: Party = Party.INSTITUTION
    """The secretariat may take every step, and enters what an institution told it by letter or telephone."""
    reason: bool = False


def by_secretariat(to: Code, *, reason: bool = False) -> Transition:
    """A step that no institution takes by itself."""
    return Transition(to, Party.SECRETARIAT, reason)


@dataclass(frozen=True)
class Lifecycle:
    """For each state, the steps that may be taken from it; a bare state is a step with nothing asked for."""

    after: Mapping[Code, Iterable[Code | Transition]]

    def transitions(self, state: Code) -> list[Transition]:
        """The steps from ``state``, in the order in which they are usually taken."""
        return [step if isinstance(step, Transition) else Transition(step) for step in self.after.get(state, ())]

    def next_states(self, state: Code, party: Party = Party.SECRETARIAT) -> list[Code]:
        """The states to which ``party`` may take a record that is in ``state``."""
        return [step.to for step in self.transitions(state) if party in (step.by, Party.SECRETARIAT)]

    def needs_reason(self, old: Code, new: Code) -> bool:
        """Whether a reason has to be given for this step."""
        return any(step.reason for step in self.transitions(old) if step.to == new)

    def check(self, old: Code, new: Code, party: Party = Party.SECRETARIAT, reason: Wording | None = None) -> None:
        """Raise :class:`Refusal` where ``new`` may not follow ``old``, not by ``party``, or not without a reason."""
        if new == old:
            return
        found = next((step for step in self.transitions(old) if step.to == new), None)
        if found is None:
            raise Refusal(
                message("“{old}” cannot be followed by “{new}”. The status was left as it was.", old=old, new=new)
            )
        if party not in (found.by, Party.SECRETARIAT):
            raise Refusal(message("Only the secretariat can say “{new}”. The status was left as it was.", new=new))
        if found.reason and not reason:
            raise Refusal(
                message(
                    "From “{old}” to “{new}” needs a reason. Write why; the status was left as it was.",
                    old=old,
                    new=new,
                )
            )


class Staged:
    """A record with one or more lifecycles, by the name of the attribute that holds the state."""

    lifecycles: ClassVar[Mapping[str, Lifecycle]] = {}

    reasons: ClassVar[Mapping[str, str]] = {}
    """For a state's attribute, the wording that says why the record is in it; it is given anew with the step."""

    def check_steps(self) -> None:
        """Raise :class:`Refusal` where the change now being made takes a step that may not be taken."""
        inspected: Any = sa.inspect(self)
        for name, lifecycle in self.lifecycles.items():
            history = inspected.attrs[name].history
            if history.deleted and history.added:
                reason = self._new_reason(name)
                old, new = history.deleted[0], history.added[0]
                try:
                    lifecycle.check(old, new, party_of(inspected.session), reason)
                except Refusal as refusal:
                    # Where only the reason is missing, it is said where the reason is written.
                    unexplained = name in self.reasons and reason is None and lifecycle.needs_reason(old, new)
                    raise Refusal(refusal.message.at(self.reasons[name] if unexplained else name)) from refusal
                if name in self.reasons and reason is None:
                    # What explained the state before does not explain this one.
                    setattr(self, self.reasons[name], Wording())

    def _new_reason(self, name: str) -> Wording | None:
        """The reason, where it was written together with the step; none where it is left over from the one before."""
        attribute = self.reasons.get(name)
        if attribute is None:
            return None
        columns = (f"{attribute}_fr", f"{attribute}_ar", f"{attribute}_en")
        inspected: Any = sa.inspect(self)
        changed = any(inspected.attrs[column].history.has_changes() for column in columns)
        return (getattr(self, attribute) or None) if changed else None


def party_of(session: Session | None) -> Party:
    """Who speaks through the change now being made."""
    pen = session.info.get("pen") if session is not None else None
    return Party.INSTITUTION if pen is not None and pen.channel in FROM_INSTITUTIONS else Party.SECRETARIAT


def take_step(session: Session, record: Staged, state: Code, reason: Wording | None = None) -> None:
    """Take a record to ``state``, saying why where a reason is given. The one lifecycle it has a reason for is meant.

    Raises :class:`Refusal` where the step may not be taken; the status is then left as it was.
    """
    name, attribute = next(iter(record.reasons.items()))
    setattr(record, name, state)
    if reason:
        setattr(record, attribute, reason)
    session.flush()

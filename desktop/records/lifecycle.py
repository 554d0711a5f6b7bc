"""What may follow what: the states of a record as data, and the one place that enforces them.

Each noun declares its own lifecycle in its own file. :meth:`Staged.check_steps` is called before anything is written,
so no form, command or import can go round it; only undo may lead backwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import sqlalchemy as sa

from desktop.codes import Code
from desktop.language import Refusal, message


@dataclass(frozen=True)
class Lifecycle:
    """For each state, those that may follow it."""

    after: Mapping[Code, Iterable[Code]]

    def next_states(self, state: Code) -> list[Code]:
        """The states that may follow, in the order in which they are usually reached."""
        return list(self.after.get(state, ()))

    def check(self, old: Code, new: Code) -> None:
        """Raise :class:`Refusal` where ``new`` may not follow ``old``."""
        if new != old and new not in self.next_states(old):
            raise Refusal(
                message("“{old}” cannot be followed by “{new}”. The status was left as it was.", old=old, new=new)
            )


class Staged:
    """A record with one or more lifecycles, by the name of the attribute that holds the state."""

    lifecycles: ClassVar[Mapping[str, Lifecycle]] = {}

    def check_steps(self) -> None:
        for name, lifecycle in self.lifecycles.items():
            history = sa.inspect(self).attrs[name].history
            if history.deleted and history.added:
                lifecycle.check(history.deleted[0], history.added[0])

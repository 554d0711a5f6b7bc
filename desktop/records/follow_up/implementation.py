"""What became of a recommendation: the steps it may take, and the whole where several were addressed.

Each institution and each country a recommendation is addressed to has a position and a state of its own. The whole is
derived from them:

* What was superseded for one addressee does not count, unless it was superseded for all.
* Where all the others say the same, so does the whole.
* Where all are closed, but not all alike, the recommendation is partly implemented and closed.
* Where all have at least reported, it is reported: the secretariat has still something to verify.
* Where nobody has begun (whoever closed it without implementation aside), it is not started.
* In every other case it is in progress.

So the whole is never further than its slowest addressee, and it is verified only where every addressee is.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.codes import Implementation, Position
from desktop.records.lifecycle import Lifecycle, by_secretariat

CLOSE_PARTLY = by_secretariat(Implementation.PARTLY_CLOSED, reason=True)
CLOSE = by_secretariat(Implementation.NOT_CLOSED, reason=True)
SUPERSEDE = by_secretariat(Implementation.SUPERSEDED)
REOPEN = by_secretariat(Implementation.IN_PROGRESS, reason=True)

RECOMMENDATION_LIFECYCLE = Lifecycle(
    {
        Implementation.NOT_STARTED: (Implementation.IN_PROGRESS, Implementation.REPORTED, CLOSE, SUPERSEDE),
        Implementation.IN_PROGRESS: (
            Implementation.REPORTED, CLOSE_PARTLY, CLOSE, SUPERSEDE, Implementation.NOT_STARTED,
        ),
        # Verified only after it was reported: what a ministry says stays apart from what the secretariat has seen.
        Implementation.REPORTED: (
            by_secretariat(Implementation.VERIFIED), Implementation.IN_PROGRESS, CLOSE_PARTLY, SUPERSEDE,
        ),
        Implementation.VERIFIED: (REOPEN,),
        Implementation.PARTLY_CLOSED: (REOPEN,),
        Implementation.NOT_CLOSED: (REOPEN,),
    }
)  # fmt: skip

CLOSED = frozenset({Implementation.VERIFIED, Implementation.PARTLY_CLOSED, Implementation.NOT_CLOSED})
"""States after which nothing more is expected of an addressee."""

SETTLED = CLOSED | {Implementation.SUPERSEDED}
"""A recommendation in one of these states is no longer open."""


def derive_implementation(states: Iterable[Implementation]) -> Implementation:
    """The state of a recommendation from those of its addressees; there must be one at least."""
    given = set(states)
    if not given:
        raise ValueError("a recommendation without addressees has a state of its own")
    counted = given - {Implementation.SUPERSEDED} or given
    if len(counted) == 1:
        return counted.pop()
    if counted <= CLOSED:
        return Implementation.PARTLY_CLOSED
    if counted <= CLOSED | {Implementation.REPORTED}:
        return Implementation.REPORTED
    if counted <= {Implementation.NOT_STARTED, Implementation.NOT_CLOSED}:
        return Implementation.NOT_STARTED
    return Implementation.IN_PROGRESS


def derive_position(positions: Iterable[Position]) -> Position:
    """The position on a recommendation from those of its addressees; there must be one at least.

    All alike: that one. As long as one is pending, the whole is. Where some accept and others do not, it is partly
    accepted; where nobody accepts anything, it is noted.
    """
    given = set(positions)
    if not given:
        raise ValueError("a recommendation without addressees has a position of its own")
    if len(given) == 1:
        return given.pop()
    if Position.PENDING in given:
        return Position.PENDING
    if given & {Position.ACCEPTED, Position.PARTLY_ACCEPTED}:
        return Position.PARTLY_ACCEPTED
    return Position.NOTED

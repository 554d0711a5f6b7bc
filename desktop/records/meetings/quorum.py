"""The quorum: how many of those who may vote must be there, under the body's own rule."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from fractions import Fraction

from desktop.codes import Capacity, Presence, Threshold
from desktop.language import Message, label, message
from desktop.records.rows import AttendanceRow, Quorum

VOTING_CAPACITIES = frozenset({Capacity.CHAIR, Capacity.MEMBER})
COUNTED_PRESENCES = frozenset({Presence.PRESENT, Presence.REPRESENTED})


def required_members(voting: int, share: Fraction, threshold: Threshold) -> int:
    """How many must be there, of ``voting`` members.

    "At least half" of 7 is 4, of 8 is 4; "more than half" of 8 is 5. A share of nothing asks for one member: a meeting
    that is valid whatever the attendance is still attended by somebody.
    """
    exact = share * voting
    needed = math.ceil(exact) if threshold is Threshold.AT_LEAST else math.floor(exact) + 1
    return max(1, min(needed, voting)) if voting else 0


def quorum_over_time(
    attendance: Iterable[AttendanceRow], rule: Quorum, opened_at: dt.time, closed_at: dt.time | None = None
) -> list[tuple[dt.time, Quorum]]:
    """The quorum at the opening and whenever it changed until the meeting closed, under the rule of ``rule``."""
    rows = list(attendance)
    moments = {at for row in rows for at in (row.arrived_at, row.left_at) if at is not None and at > opened_at}
    counted = [(opened_at, count_quorum(rows, rule.share, rule.threshold, opened_at))]
    for at in sorted(at for at in moments if closed_at is None or at < closed_at):
        quorum = count_quorum(rows, rule.share, rule.threshold, at)
        if quorum.present != counted[-1][1].present:
            counted.append((at, quorum))
    return counted


def is_there(row: AttendanceRow, at: dt.time | None = None) -> bool:
    """Whether someone came, in person or by a representative; and, where ``at`` is given, is in the room then."""
    if row.presence not in COUNTED_PRESENCES:
        return False
    if at is None:
        return True
    return (row.arrived_at is None or row.arrived_at <= at) and (row.left_at is None or at < row.left_at)


def count_quorum(
    attendance: Iterable[AttendanceRow], share: Fraction, threshold: Threshold, at: dt.time | None = None
) -> Quorum:
    """Count who may vote and who is there, in person or by a representative of the same institution.

    Observers, experts and guests do not vote, so they count on neither side. ``at`` counts who is in the room at that
    moment: a quorum may be lost when members leave.
    """
    voting = present = 0
    for row in attendance:
        if row.votes and row.capacity in VOTING_CAPACITIES:
            voting += 1
            present += is_there(row, at)
    return Quorum(voting, present, required_members(voting, share, threshold), share, threshold)


_SHARES = {
    Fraction(1, 3): label("share", "one third"),
    Fraction(1, 2): label("share", "half"),
    Fraction(2, 3): label("share", "two thirds"),
    Fraction(3, 4): label("share", "three quarters"),
    Fraction(1): label("share", "all"),
}


def quorum_rule(quorum: Quorum, second_call: bool) -> Message:
    """The rule of the body in words, with what it comes to."""
    if quorum.share == 0:
        return message("Second call: valid whatever the attendance.")
    share: object = _SHARES.get(quorum.share) or f"{quorum.share.numerator}/{quorum.share.denominator}"
    values = {"share": share, "voting": quorum.voting, "required": quorum.required}
    if quorum.threshold is Threshold.MORE_THAN:
        if second_call:
            return message("Rule, second call: more than {share} of the voting members ({voting}), so {required}.",
                           **values)  # fmt: skip
        return message("Rule: more than {share} of the voting members ({voting}), so {required}.", **values)
    if second_call:
        return message("Rule, second call: at least {share} of the voting members ({voting}), so {required}.", **values)
    return message("Rule: at least {share} of the voting members ({voting}), so {required}.", **values)

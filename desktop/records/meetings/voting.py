"""When a decision put to the vote is carried: the majority as a rule of the body, and the chair's casting vote."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from desktop.codes import MajorityOf, Threshold
from desktop.language import Refusal, message


@dataclass(frozen=True)
class DecisionRules:
    """How a body decides. The usual majority is more than half."""

    share: Fraction = Fraction(1, 2)
    threshold: Threshold = Threshold.MORE_THAN
    of: MajorityOf = MajorityOf.VOTES
    casting_vote: bool = False
    """In a tie, the side the chair voted with has it."""


def decision_carried(
    votes_for: int,
    against: int,
    abstentions: int,
    present: int,
    rules: DecisionRules,
    chair_voted_for: bool | None = None,
    members: int | None = None,
) -> bool:
    """Whether a vote carries the decision.

    ``present`` and ``members`` count those who may vote; ``members`` is needed where the majority is one of all members
    (everyone present, where it is not given). ``chair_voted_for`` is None where the chair abstained or is not there. In
    a tie of votes for and against, a chair with a casting vote decides, whatever the majority is counted of. Raises
    :class:`Refusal` where the votes are more than the voters.
    """
    if min(votes_for, against, abstentions, present) < 0:
        raise Refusal(message("A number of votes cannot be below zero."))
    if votes_for + against + abstentions > present:
        raise Refusal(
            message(
                "{votes} votes were counted, but only {present} members who vote were present.",
                votes=votes_for + against + abstentions,
                present=present,
            )
        )
    if votes_for == against and votes_for > 0:
        # Half of the votes is not "more than half", but it is "at least half".
        if rules.casting_vote and chair_voted_for is not None:
            return chair_voted_for
        if rules.threshold is Threshold.MORE_THAN and rules.share >= Fraction(1, 2):
            return False
    match rules.of:
        case MajorityOf.VOTES:
            whole = votes_for + against
        case MajorityOf.PRESENT:
            whole = present
        case MajorityOf.MEMBERS:
            whole = present if members is None else members
    needed = rules.share * whole
    return votes_for > 0 and (votes_for >= needed if rules.threshold is Threshold.AT_LEAST else votes_for > needed)

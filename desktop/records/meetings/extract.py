"""What of a meeting's minutes concerns one institution: that alone is extracted for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from desktop.language import Refusal, message
from desktop.records.rows import ActionRow, AgendaItemRow, InstitutionRow, Minutes, MinutesRecommendation


def extract_minutes(minutes: Minutes, institution: InstitutionRow) -> Minutes:
    """The minutes with those items, decisions and recommendations that concern an institution.

    A recommendation concerns those it is addressed to; it and a decision concern, too, whoever leads or supports an
    action under it. Raises :class:`Refusal` where nothing does.
    """

    def concerning(actions: Iterable[ActionRow]) -> tuple[ActionRow, ...]:
        return tuple(
            each for each in actions if each.lead_id == institution.id or institution.acronym in each.supporting
        )

    def recommendations(rows: Iterable[MinutesRecommendation]) -> Iterator[MinutesRecommendation]:
        for row in rows:
            actions = concerning(row.actions)
            if actions or institution.id in row.addressee_ids:
                yield replace(row, actions=actions)

    def items() -> Iterator[AgendaItemRow]:
        for item in minutes.agenda:
            decisions = tuple(
                replace(row, actions=actions) for row in item.decisions if (actions := concerning(row.actions))
            )
            recommended = tuple(recommendations(item.recommendations))
            if decisions or recommended:
                yield replace(item, decisions=decisions, recommendations=recommended)

    agenda, others = tuple(items()), tuple(recommendations(minutes.other_recommendations))
    if not agenda and not others:
        raise Refusal(
            message(
                "Nothing that was decided or recommended at {number} concerns {institution}. Nothing was written.",
                number=minutes.meeting.number,
                institution=institution.acronym,
            )
        )
    kept = {item.position for item in agenda}
    return replace(
        minutes,
        agenda=agenda,
        other_recommendations=others,
        annexes=tuple(each for each in minutes.annexes if each.position in kept),
    )


def concerns(minutes: Minutes, institution: InstitutionRow) -> bool:
    """Whether anything would be extracted for an institution."""
    try:
        extract_minutes(minutes, institution)
    except Refusal:
        return False
    return True

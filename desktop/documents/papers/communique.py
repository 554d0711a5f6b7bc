"""A communiqué of one page: that a meeting was held, and what it concluded, as far as the public may know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.documents.document import Block, Document, Prose, Run, Runs, Space
from desktop.documents.papers.wordings import Wordings
from desktop.language import Language, isolate, label, plural
from desktop.records.rows import DecisionRow, Minutes, MinutesRecommendation

TITLE = label("document", "Press release")


def communique_paper(
    minutes: Minutes, language: Language, logo: bytes | None = None, most: int | None = None
) -> Document:
    """The communiqué on a meeting, with ``most`` of its decisions and as many of its recommendations, or with all."""
    words = Wordings(minutes.commission, language, logo)
    title = words.said(TITLE)
    blocks = tuple(_blocks(minutes, words, title, most))
    return words.document(title, "", minutes.meeting.title, blocks=blocks)


def count_conclusions(minutes: Minutes) -> int:
    """How many decisions it has, or recommendations, whichever are more."""
    return max(sum(len(each) for each in kind) for kind in _concluded(minutes))


def _concluded(minutes: Minutes) -> tuple[list[Sequence[DecisionRow]], list[Sequence[MinutesRecommendation]]]:
    """Decisions and recommendations, item by item."""
    return [item.decisions for item in minutes.agenda], [item.recommendations for item in minutes.agenda]


def _blocks(minutes: Minutes, words: Wordings, title: str, most: int | None) -> Iterator[Block]:
    said, meeting = words.said, minutes.meeting
    yield words.letterhead()
    yield words.title(title, "", meeting.title)
    yield Space(10)
    city = words.language.best(words.commission.city)
    day = words.language.period(meeting.start, meeting.end)
    opening = said("{city}, {date}", city=city, date=day) if city else day
    held: Runs = (
        Run(f"{opening} – ", bold=True), Run(f"{words.own_name()} "),
        Run(said("held the following meeting:")), Run(" "), *words.wording(meeting.title), Run("."),
    )  # fmt: skip
    texts = [words.text(held, "body")]
    if minutes.chair:
        texts.append(words.text(said("It was chaired by {name}.", name=isolate(minutes.chair)), "body"))
    yield Prose(tuple(texts))
    decided, recommended = _concluded(minutes)
    every = [each for item in decided for each in item], [each for item in recommended for each in item]
    decisions, recommendations = every[0][:most], every[1][:most]
    if decisions:
        yield words.heading(said("What was decided"), lines=3)
        yield Prose(tuple(words.text((Run("– "), *words.wording(each.text)), "body") for each in decisions))
    if recommendations:
        yield words.heading(said("What is recommended"), lines=3)
        yield Prose(
            tuple(words.text((Run("– "), *words.wording(each.title or each.text)), "body") for each in recommendations)
        )
    if others := len(every[0]) + len(every[1]) - len(decisions) - len(recommendations):
        others_said = plural(
            "{count} other decision or recommendation was adopted.",
            "{count} other decisions and recommendations were adopted.",
            others,
        )
        yield Space(4)
        yield words.note(said(others_said))
    yield Space(10)
    contact = words.language.best(words.commission.secretary_name)
    if contact:
        yield words.note(said("Contact: {name}, secretariat of the commission", name=isolate(contact)))

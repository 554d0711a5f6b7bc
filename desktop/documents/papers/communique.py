"""A communiqué of one page: that a meeting was held, and what it concluded, as far as the public may know."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.documents.document import Block, Document, Prose, Run, Runs, Space
from desktop.documents.papers.wordings import Wordings
from desktop.language import Language, isolate, label
from desktop.records.rows import Minutes

TITLE = label("document", "Press release")

MOST = 3
"""Of decisions, and of recommendations, so that a page holds it; the others are in the minutes."""


def communique_paper(minutes: Minutes, language: Language, logo: bytes | None = None) -> Document:
    """The communiqué on a meeting."""
    words = Wordings(minutes.commission, language, logo)
    title = words.said(TITLE)
    blocks = tuple(_blocks(minutes, words, title))
    return words.document(title, "", minutes.meeting.title, blocks=blocks)


def _blocks(minutes: Minutes, words: Wordings, title: str) -> Iterator[Block]:
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
    decisions = [each for item in minutes.agenda for each in item.decisions][:MOST]
    recommendations = [each for item in minutes.agenda for each in item.recommendations][:MOST]
    if decisions:
        yield words.heading(said("What was decided"), lines=3)
        yield Prose(tuple(words.text((Run("– "), *words.wording(each.text)), "body") for each in decisions))
    if recommendations:
        yield words.heading(said("What is recommended"), lines=3)
        yield Prose(
            tuple(words.text((Run("– "), *words.wording(each.title or each.text)), "body") for each in recommendations)
        )
    yield Space(10)
    contact = words.language.best(words.commission.secretary_name)
    if contact:
        yield words.note(said("Contact: {name}, secretariat of the commission", name=isolate(contact)))

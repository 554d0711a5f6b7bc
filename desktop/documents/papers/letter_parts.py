"""What every letter has: letterhead, place and date, to whom, about what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from desktop.documents.document import Addressee, Block, Prose, Run, Runs, Space, Text
from desktop.documents.papers.wordings import Wordings
from desktop.language import isolate


def letter_head(
    words: Wordings, on: dt.date, to: Sequence[Text], subject: Runs, number: str = "", enclosed: str = ""
) -> Iterator[Block]:
    """The head of a letter dated ``on``; its number and what is enclosed are said where there is any."""
    yield words.letterhead()
    yield Space(8)
    city = words.language.best(words.commission.city)
    day = words.long_day(on)
    dated = words.said("{city}, {date}", city=city, date=day) if city else day
    yield Prose((words.text(dated, align="end"),))
    if to:
        yield Addressee(tuple(to))
    lines = [_named(words, words.said("Our reference:"), (Run(isolate(number)),))] if number else []
    lines.append(_named(words, words.said("Subject:"), subject))
    if enclosed:
        lines.append(_named(words, words.said("Enclosed:"), (Run(enclosed),)))
    yield Prose(tuple(lines))
    yield Space(8)


def _named(words: Wordings, name: str, said: Runs) -> Text:
    return words.text((Run(f"{name} ", bold=True), *said))

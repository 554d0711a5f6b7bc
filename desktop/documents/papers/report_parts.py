"""What every report has: its title with the day and the audience it is for, and tables of figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from desktop.codes import Audience, Code, Implementation
from desktop.documents.document import Block, Grid, Row, Run, Runs, Space
from desktop.documents.papers.wordings import Wordings, capital
from desktop.documents.withheld import withheld_records
from desktop.language import Wording, isolate

S = TypeVar("S", bound=Code)

CLOSED = (Implementation.VERIFIED, Implementation.PARTLY_CLOSED, Implementation.NOT_CLOSED, Implementation.SUPERSEDED)
"""What is expected no longer."""


def report_head(
    words: Wordings, name: str, code: str, subject: Wording | str, on: dt.date, audience: Audience
) -> Iterator[Block]:
    """Letterhead, title, the day the report stands for and for whom it is."""
    yield words.letterhead()
    yield words.title(name, code, subject)
    yield Space(6)
    yield words.note(words.said("As of {date}. For: {audience}.", date=words.long_day(on), audience=audience.label))


def report_foot(words: Wordings, withheld: int) -> Iterator[Block]:
    """How many records were left out, where any were."""
    if withheld:
        yield Space(8)
        yield words.note(words.said(withheld_records(withheld)))


def count_table(words: Wordings, what: str, counts: Mapping[S, int]) -> Grid:
    """A table of how many have each status, and their share."""
    total = sum(counts.values())
    rows = [
        words.row(status.value, words.word(status), words.language.number(count), share(words, count, total))
        for status, count in counts.items()
    ]
    rows.append(words.row("total", bold(words.said("Total")), bold(words.language.number(total)), ()))
    return Grid(words.headings(what, words.said("Number"), words.said("Share")), tuple(rows), (1.0, None, None))


def by_name_table(
    words: Wordings, what: str, columns: Sequence[str], rows: Sequence[tuple[str, Runs, Sequence[int]]]
) -> Grid:
    """A table of names with figures beside each; each row has a key."""
    laid = tuple(
        Row(key, (words.cell(name), *(words.cell(words.language.number(figure)) for figure in figures)))
        for key, name, figures in rows
    )
    return Grid(words.headings(what, *columns), laid, (1.0, *(None for _ in columns)))


def share(words: Wordings, part: int, whole: int) -> str:
    return words.language.percent(round(100 * part / whole)) if whole else "–"


def bold(said: str) -> Runs:
    return (Run(said, bold=True),)


def name_with_acronym(words: Wordings, name: Wording, acronym: str) -> Runs:
    return (*words.wording(name), Run(f" {isolate(f'({acronym})')}", tone="muted"))


def status_word(words: Wordings, status: Code) -> str:
    return capital(words.said(status.label))

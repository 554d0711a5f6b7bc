"""Minutes of a day's work, some twenty pages; never twice the same."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count

from desktop.documents.document import Document
from desktop.documents.papers.minutes import minutes_paper
from desktop.language import Language, LanguageCode, Wording
from tests.documents.minutes_sample import plenary

ITEMS = 64
EACH_TIME = count()


def long_minutes(code: LanguageCode) -> Document:
    minutes = plenary()
    time = next(EACH_TIME)
    items = tuple(
        replace(item, id=f"item-{number}", minutes=_marked(item.minutes, f" ({time}.{number})"))
        for number, item in enumerate((minutes.agenda * ITEMS)[:ITEMS], start=1)
    )
    return minutes_paper(replace(minutes, agenda=items), Language(code, "MA"))


def _marked(said: Wording, mark: str) -> Wording:
    """Each paragraph with a number of its own."""
    return Wording(*(text and re.sub(r"(?m)$", mark, text) for text in (said.fr, said.ar, said.en)))

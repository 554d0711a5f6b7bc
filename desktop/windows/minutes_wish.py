"""What is asked before the minutes of a meeting, or a paper made of them, are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Any

from desktop.codes import Audience
from desktop.language import LANGUAGE_CODES, OWN_NAMES, LanguageCode, message
from desktop.outputs.minutes import MinutesPaper, MinutesWish
from desktop.records.listing import in_pages
from desktop.records.meetings.extract import concerns
from desktop.records.meetings.minutes import find_minutes
from desktop.records.people.institution import InstitutionFilter, list_institution_ids, list_institutions
from desktop.windows.desk import Desk
from desktop.windows.forms.chooser import Option
from desktop.windows.forms.form import Field, Kind


def fields_of(desk: Desk, meeting_id: str, paper: MinutesPaper) -> tuple[Field, ...]:
    """What is asked for a paper: languages and audience always, the rest where it says something."""
    asked: list[Field] = []
    if paper is MinutesPaper.EXTRACT:
        concerned = _concerned(desk, meeting_id)
        asked.append(
            Field("institution", message("Institution"), Kind.CHOICE, required=True, options=lambda _desk: concerned,
                  hint=message("Those that a decision, a recommendation or an action of the meeting concerns."))
        )  # fmt: skip
    asked.append(
        Field("languages", message("Language"), Kind.CHOICE, required=True, half=True, options=language_options)
    )
    asked.append(Field("audience", message("For whom"), Kind.CODE, required=True, half=True, codes=tuple(Audience)))
    if paper in (MinutesPaper.MINUTES, MinutesPaper.EXTRACT):
        asked.append(Field("numbered", message("Number the paragraphs"), Kind.YES_NO, half=True))
        asked.append(
            Field("annexes", message("Let annexes that are PDFs follow"), Kind.YES_NO, half=True,
                  hint=message("Behind a PDF only, not in Word."))
        )  # fmt: skip
    return tuple(asked)


def first_values(desk: Desk) -> Mapping[str, Any]:
    """What stands in the form at first."""
    return {"languages": desk.commission.language, "audience": Audience.INTERNAL, "numbered": False, "annexes": False}


def languages_of(values: Mapping[str, Any]) -> Sequence[LanguageCode]:
    """The language chosen, or the two that stand side by side."""
    return values["languages"].split("+")


def wish_of(paper: MinutesPaper, values: Mapping[str, Any]) -> MinutesWish:
    return MinutesWish(paper, values.get("institution"), bool(values.get("numbered")), bool(values.get("annexes")))


def language_options(_desk: Desk) -> list[Option]:
    """Each language, and every two side by side."""
    choices = [codes for count in (1, 2) for codes in permutations(LANGUAGE_CODES, count)]
    return [Option("+".join(codes), " · ".join(OWN_NAMES[code] for code in codes)) for codes in choices]


def _concerned(desk: Desk, meeting_id: str) -> list[Option]:
    """The institutions that something of the meeting concerns, by acronym."""
    with desk.reading() as session:
        minutes = find_minutes(session, meeting_id, desk.language.code, Audience.RESTRICTED)
        ids = list_institution_ids(session, InstitutionFilter(), desk.language.code)
        rows = [row for row in in_pages(ids, lambda page: list_institutions(session, page)) if concerns(minutes, row)]
    return [Option(row.acronym, f"{row.acronym} · {desk.language.best(row.name)}", row.acronym) for row in rows]

"""What stands beside the meetings of the demonstration: sources, a plan, indicators, good practices, letters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from desktop.codes import (
    Dimension,
    Frequency,
    Implementation,
    LetterKind,
    Level,
    PlanKind,
    Position,
    Priority,
    SourceKind,
)
from desktop.language import LANGUAGE_CODES, Wording
from desktop.records.base import Record
from desktop.records.commission.commission import Theme
from desktop.records.follow_up.letter import answer_letter, remind, send_letter
from desktop.records.follow_up.recommendation import take_recommendation
from desktop.records.framework.good_practice import GoodPractice
from desktop.records.framework.indicator import Indicator, IndicatorValue
from desktop.records.framework.plan import Objective, Plan
from desktop.records.framework.source import Source, SourceArticle, SourceCountry
from desktop.records.subject import Subject

Table = Mapping[str, Any]
Ids = Mapping[str, str]


def fill_follow_up(
    session: Session, data: Table, *, institutions: Ids, pillars: Ids, meetings: Ids, recommendations: Ids
) -> None:
    """Fill a register from ``resources/demo/follow_up.toml``; the rest says which id each key of the files has."""
    themes = {
        given["code"]: _add(session, Theme(code=given["code"], name=_wording(given, "name"), position=position))
        for position, given in enumerate(data["theme"], start=1)
    }
    sources = {given["code"]: _add(session, _source(given, institutions)) for given in data["source"]}
    for given in data["external"]:
        take_recommendation(
            session,
            {
                "title": _wording(given, "title"),
                "text": _wording(given, "text"),
                "source_id": sources[given["source"]],
                **{name: given[name] for name in ("source_number", "paragraph", "cycle")},
                "priority": Priority(given["priority"]),
                "position": Position(given["position"]),
                "status": Implementation(given["implementation"]),
                "level": Level.PUBLIC,
            },
            given["year"],
            addressees=[institutions[acronym] for acronym in given["addressees"]],
            countries=given["countries"],
            pillars=[pillars[code] for code in given["pillars"]],
            themes=[themes[code] for code in given["themes"]],
        )
    objectives: dict[str, str] = {}
    for given in data["plan"]:
        objectives |= _plan(session, given, pillars)
    for given in data["indicator"]:
        _indicator(session, given, objectives, institutions)
    for given in data["practice"]:
        practice = GoodPractice(
            title=_wording(given, "title"),
            description=_wording(given, "description"),
            country=given["country"],
            institution_id=institutions[given["institution"]],
            meeting_id=meetings[given["meeting"]],
            pillar_id=pillars[given["pillar"]],
            level=Level.PUBLIC,
        )
        _add(session, practice)
    for given in data["letter"]:
        _letter(session, given, institutions, recommendations)


def _add(session: Session, record: Record) -> str:
    session.add(record)
    session.flush()
    return record.id


def _wording(table: Table, name: str) -> Wording:
    texts = table.get(name, {})
    return Wording(*(texts.get(code) for code in LANGUAGE_CODES))


def _source(given: Table, institutions: Ids) -> Source:
    return Source(
        code=given["code"],
        kind=SourceKind(given["kind"]),
        title=_wording(given, "title"),
        institution_id=institutions.get(given.get("institution", "")),
        adopted_on=given.get("adopted_on"),
        in_force_on=given.get("in_force_on"),
        articles=[
            SourceArticle(number=article["number"], title=_wording(article, "title"), position=position)
            for position, article in enumerate(given.get("article", ()), start=1)
        ],
        countries=[SourceCountry(country=code, since=since) for code, since in given.get("countries", {}).items()],
        level=Level.PUBLIC,
    )


def _plan(session: Session, given: Table, pillars: Ids) -> dict[str, str]:
    """A plan with its tree; the ids of its objectives by their number."""
    plan_id = _add(
        session,
        Plan(
            name=_wording(given, "name"),
            kind=PlanKind(given["kind"]),
            start=given["start"],
            end=given["end"],
            level=Level.PUBLIC,
        ),
    )
    objectives: dict[str, str] = {}
    for position, objective in enumerate(given["objective"], start=1):
        objectives[objective["number"]] = _add(
            session,
            Objective(
                plan_id=plan_id,
                parent_id=objectives.get(objective.get("under", "")),
                number=objective["number"],
                title=_wording(objective, "title"),
                pillar_id=pillars[objective["pillar"]],
                position=position,
            ),
        )
    return objectives


def _indicator(session: Session, given: Table, objectives: Ids, institutions: Ids) -> None:
    dimension = given.get("dimension")
    indicator_id = _add(
        session,
        Indicator(
            code=given["code"],
            name=_wording(given, "name"),
            unit=_wording(given, "unit"),
            counts_people=given["counts_people"],
            baseline=given.get("baseline"),
            baseline_on=given.get("baseline_on"),
            target=given.get("target"),
            target_on=given.get("target_on"),
            frequency=Frequency(given["frequency"]),
            dimension=None if dimension is None else Dimension(dimension),
            objective_id=objectives[given["objective"]],
            institution_id=institutions[given["institution"]],
        ),
    )
    for value in given["values"]:
        session.add(IndicatorValue(indicator_id=indicator_id, **value))
    session.flush()


def _letter(session: Session, given: Table, institutions: Ids, recommendations: Ids) -> None:
    letter = send_letter(
        session,
        {
            "kind": LetterKind(given["kind"]),
            "institution_id": institutions[given["institution"]],
            "sent_on": given["sent_on"],
            "answer_due": given.get("answer_due"),
            "subject": _wording(given, "subject"),
        },
        [Subject("recommendation", recommendations[given["about"]])],
    )
    for day in given.get("reminded_on", ()):
        remind(session, letter.id, {"sent_on": day, "answer_due": day + dt.timedelta(days=21)})
    if answered := given.get("answered_on"):
        answer_letter(session, letter.id, answered, _wording(given, "answer"))

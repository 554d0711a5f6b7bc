"""Countries as data: what a commission of each is usually called, how it decides, when it reports, when offices work.

They lie in ``resources/countries/``. A new register starts from them; from then on the register's own rules count.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop import paths
from desktop.codes import BodyKind, Frequency, MajorityOf, Reporter, Threshold
from desktop.language import LanguageCode, Refusal, Wording, message
from desktop.records.commission.commission import Commission, Pillar
from desktop.records.commission.reporting import ReportingDate
from desktop.records.commission.rules import set_majority, set_quorum, set_second_call
from desktop.records.commission.term import Term
from desktop.records.commission.working_calendar import Holiday
from desktop.records.meetings.voting import DecisionRules
from desktop.records.numbering import NumberPattern, check_pattern
from desktop.records.people.body import Body


@dataclass(frozen=True)
class Country:
    """What a new register of a country starts from; everything can be changed afterwards."""

    code: str
    commission: Wording
    letterhead: Wording
    languages: tuple[LanguageCode, ...]
    """Of its documents, the first one first."""
    quorum_share: Fraction
    quorum_threshold: Threshold
    second_call_days: int | None
    notice_days: int | None
    rules_basis: Wording
    """The text that quorum and second call rest on; nothing where they are starting values."""
    second_call_share: Fraction | None
    decisions: DecisionRules
    meets_every: Frequency | None
    working_week: tuple[int, ...]
    """ISO 8601: 1 is Monday."""
    hijri_dates: bool
    numbers: Mapping[str, str]
    terms: Mapping[str, Wording]
    pillars: tuple[tuple[str, Wording], ...]
    holidays: tuple[tuple[int, int, Wording], ...]
    """Month, day and name of those that return every year on the same day."""
    reporting: tuple[tuple[Reporter, int, int, Wording], ...]
    """Who reports, by which month and day, on what."""


def country_codes() -> list[str]:
    """The countries that ship with the application."""
    return sorted(file.stem for file in (paths.resources() / "countries").glob("*.toml"))


def load_country(code: str) -> Country:
    """The rules of a country. Raises :class:`Refusal` for one that is not known."""
    known = country_codes()
    if code.upper() not in known:
        raise Refusal(
            message(
                "“{code}” is not a country Tawsiya knows. Choose one of {known}.", code=code, known=", ".join(known)
            )
        )
    with (paths.resources() / "countries" / f"{code.upper()}.toml").open("rb") as stream:
        data: dict[str, Any] = tomllib.load(stream)
    found = data["country"]
    second, every = found.get("second_call_share"), found.get("meets_every")
    return Country(
        code=found["code"],
        commission=Wording(**found["name"]),
        letterhead=Wording(**found["letterhead"]),
        languages=tuple(found["languages"]),
        quorum_share=Fraction(found["quorum_share"]),
        quorum_threshold=Threshold(found["quorum_threshold"]),
        second_call_days=found.get("second_call_days"),
        notice_days=found.get("notice_days"),
        rules_basis=Wording(**found.get("rules_basis", {})),
        second_call_share=None if second is None else Fraction(second),
        decisions=DecisionRules(
            share=Fraction(found["majority_share"]),
            threshold=Threshold(found["majority_threshold"]),
            of=MajorityOf(found["majority_of"]),
            casting_vote=found["casting_vote"],
        ),
        meets_every=None if every is None else Frequency(every),
        working_week=tuple(found["working_week"]),
        hijri_dates=found["hijri_dates"],
        numbers=found["numbers"],
        terms={key: Wording(**text) for key, text in found["terms"].items()},
        pillars=tuple((pillar["code"], Wording(**pillar["name"])) for pillar in data["pillar"]),
        holidays=tuple((day["month"], day["day"], Wording(**day["name"])) for day in data.get("holiday", ())),
        reporting=tuple(
            (Reporter(date["reporter"]), date["month"], date["day"], Wording(**date["title"]))
            for date in data.get("reporting", ())
        ),
    )


def found_commission(session: Session, rules: Country, language: LanguageCode) -> None:
    """Write what a new register starts from: the commission, its plenary, and the rules of its country."""
    session.add(
        Commission(
            name=rules.commission,
            letterhead=rules.letterhead,
            country=rules.code,
            language=language,
            document_languages=list(rules.languages),
            working_week=list(rules.working_week),
            hijri_dates=rules.hijri_dates,
        )
    )
    plenary = Body(
        name=Wording("Assemblée plénière", "الجلسة العامة", "Plenary"),
        kind=BodyKind.PLENARY,
        meets_every=rules.meets_every,
        notice_days=rules.notice_days,
        rules_basis=rules.rules_basis,
    )
    session.add(plenary)
    session.flush()
    set_quorum(session, plenary.id, rules.quorum_share, rules.quorum_threshold)
    set_second_call(session, plenary.id, rules.second_call_days, rules.second_call_share)
    set_majority(session, plenary.id, rules.decisions)
    for position, (code, name) in enumerate(rules.pillars, start=1):
        session.add(Pillar(code=code, name=name, position=position))
    for kind, pattern in rules.numbers.items():
        check_pattern(pattern)
        session.add(NumberPattern(kind=kind, pattern=pattern))
    complete_rules(session, rules)


def complete_rules(session: Session, rules: Country) -> None:
    """Add what a country's file says and the register has nothing of: terms, holidays, the reporting calendar.

    So a register made before the application knew of such a thing gets it, and nothing a user entered is touched.
    """
    known = set(session.scalars(sa.select(Term.code)))
    session.add_all(Term(code=code, text=text) for code, text in rules.terms.items() if code not in known)
    if session.scalar(sa.select(Holiday.id).limit(1)) is None:
        session.add_all(Holiday(month=month, day=day, name=name) for month, day, name in rules.holidays)
    if session.scalar(sa.select(ReportingDate.id).limit(1)) is None:
        session.add_all(
            ReportingDate(reporter=reporter, month=month, day=day, title=title)
            for reporter, month, day, title in rules.reporting
        )
    session.flush()


def complete_own_rules(session: Session) -> None:
    """:func:`complete_rules` for the country of the commission itself, where the application knows it."""
    code = session.scalar(sa.select(Commission.country))
    if code in country_codes():
        complete_rules(session, load_country(code))

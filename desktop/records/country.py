"""Countries as data: what a commission of each is usually called, its quorum, its numbers.

They lie in ``resources/countries/``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from desktop import paths
from desktop.codes import BodyKind, Threshold
from desktop.language import LanguageCode, Refusal, Wording, message
from desktop.records.body import Body
from desktop.records.commission import Commission, Pillar
from desktop.records.numbering import NumberPattern, check_pattern


@dataclass(frozen=True)
class Country:
    """What a new register of a country starts from; everything can be changed afterwards."""

    code: str
    commission: Wording
    letterhead: Wording
    quorum_share: Fraction
    quorum_threshold: Threshold
    second_call_days: int | None
    second_call_share: Fraction | None
    numbers: Mapping[str, str]
    pillars: tuple[tuple[str, Wording], ...]


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
    second = found.get("second_call_share")
    return Country(
        code=found["code"],
        commission=Wording(**found["name"]),
        letterhead=Wording(**found["letterhead"]),
        quorum_share=Fraction(found["quorum_share"]),
        quorum_threshold=Threshold(found["quorum_threshold"]),
        second_call_days=found.get("second_call_days"),
        second_call_share=None if second is None else Fraction(second),
        numbers=found["numbers"],
        pillars=tuple((pillar["code"], Wording(**pillar["name"])) for pillar in data["pillar"]),
    )


def found_commission(session: Session, rules: Country, language: LanguageCode) -> None:
    """Write what a new register starts from: the commission, its plenary, the pillars and the patterns of numbers."""
    session.add(Commission(name=rules.commission, letterhead=rules.letterhead, country=rules.code, language=language))
    second = rules.second_call_share
    session.add(
        Body(
            name=Wording("Assemblée plénière", "الجلسة العامة", "Plenary"),
            kind=BodyKind.PLENARY,
            quorum_part=rules.quorum_share.numerator,
            quorum_whole=rules.quorum_share.denominator,
            quorum_threshold=rules.quorum_threshold,
            second_call_days=rules.second_call_days,
            second_call_part=None if second is None else second.numerator,
            second_call_whole=None if second is None else second.denominator,
        )
    )
    for position, (code, name) in enumerate(rules.pillars, start=1):
        session.add(Pillar(code=code, name=name, position=position))
    for kind, pattern in rules.numbers.items():
        check_pattern(pattern)
        session.add(NumberPattern(kind=kind, pattern=pattern))
    session.flush()

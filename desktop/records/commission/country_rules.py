"""The way back to the rules of the country: each group compared with its file, and put back."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.language import Wording
from desktop.records.base import find
from desktop.records.commission.commission import Commission
from desktop.records.commission.country import Country, country_codes, load_country
from desktop.records.commission.reporting import ReportingDate
from desktop.records.commission.rules import set_frequency, set_majority, set_quorum, set_second_call
from desktop.records.commission.term import list_month_names, list_terms, name_months, say
from desktop.records.commission.working_calendar import Holiday
from desktop.records.numbering import list_patterns, set_pattern
from desktop.records.people.body import Body


class RuleGroup(StrEnum):
    """Rules that are changed together."""

    BODY = "body"
    """Quorum, second call, majority, casting vote, how often it meets: of one body."""
    WEEK = "week"
    HOLIDAYS = "holidays"
    """Those of every year; a feast that was entered for one year is nobody's rule."""
    REPORTING = "reporting"
    TERMS = "terms"
    MONTHS = "months"
    NUMBERS = "numbers"
    LANGUAGES = "languages"
    """Those of documents, and whether they show Hijri dates."""


def follows_country(session: Session, group: RuleGroup, body_id: str | None = None) -> bool | None:
    """Whether a group of rules is as the country says; None where the application does not know the country."""
    country = _own_country(session)
    return None if country is None else _now(session, group, country, body_id) == _said(group, country)


def return_to_country(session: Session, group: RuleGroup, body_id: str | None = None) -> None:
    """Put a group of rules back to what the country's file says. What the file does not speak of stays as it is."""
    country = _own_country(session)
    if country is None:
        return
    commission = session.scalars(sa.select(Commission)).one()
    match group:
        case RuleGroup.BODY:
            assert body_id is not None
            set_quorum(session, body_id, country.quorum_share, country.quorum_threshold)
            set_second_call(session, body_id, country.second_call_days, country.second_call_share)
            set_majority(session, body_id, country.decisions)
            set_frequency(session, body_id, country.meets_every)
        case RuleGroup.WEEK:
            commission.working_week = list(country.working_week)
        case RuleGroup.LANGUAGES:
            commission.document_languages = list(country.languages)
            commission.hijri_dates = country.hijri_dates
        case RuleGroup.TERMS:
            for code, text in country.terms.items():
                say(session, code, text)
        case RuleGroup.MONTHS:
            name_months(session, {})
        case RuleGroup.NUMBERS:
            for kind, pattern in country.numbers.items():
                set_pattern(session, kind, pattern)
        case RuleGroup.HOLIDAYS:
            _set_entries(session, Holiday, [dict(zip(_HOLIDAY, each, strict=True)) for each in country.holidays])
        case RuleGroup.REPORTING:
            _set_entries(session, ReportingDate, [dict(zip(_REPORT, each, strict=True)) for each in country.reporting])
    session.flush()


_HOLIDAY = ("month", "day", "name")
_REPORT = ("reporter", "month", "day", "title")


def _set_entries(session: Session, kind: type[Holiday] | type[ReportingDate], wanted: list[dict[str, Any]]) -> None:
    query = sa.select(kind)
    if kind is Holiday:
        query = query.where(Holiday.year.is_(None))
    for entry in session.scalars(query):
        same = next((each for each in wanted if all(getattr(entry, name) == each[name] for name in each)), None)
        if same is None:
            session.delete(entry)
        else:
            wanted.remove(same)
    # What goes makes room first: two entries may not share a day.
    session.flush()
    session.add_all(kind(**each) for each in wanted)


def _own_country(session: Session) -> Country | None:
    code = session.scalar(sa.select(Commission.country))
    return load_country(code) if code in country_codes() else None


def _now(session: Session, group: RuleGroup, country: Country, body_id: str | None) -> object:
    commission = session.scalars(sa.select(Commission)).one()
    match group:
        case RuleGroup.BODY:
            assert body_id is not None
            body = find(session, Body, body_id)
            return (
                body.quorum_share(False), body.quorum_threshold, body.second_call_days,
                None if body.second_call_part is None else body.quorum_share(True), body.decision_rules,
                body.meets_every,
            )  # fmt: skip
        case RuleGroup.WEEK:
            return commission.working_week
        case RuleGroup.LANGUAGES:
            return commission.document_languages, commission.hijri_dates
        case RuleGroup.TERMS:
            known = list_terms(session)
            return {code: known.get(code, Wording()) for code in country.terms}
        case RuleGroup.MONTHS:
            return list_month_names(session)
        case RuleGroup.NUMBERS:
            known = list_patterns(session)
            return {kind: known.get(kind) for kind in country.numbers}
        case RuleGroup.HOLIDAYS:
            every_year = session.scalars(sa.select(Holiday).where(Holiday.year.is_(None)))
            return {(each.month, each.day, each.name) for each in every_year}
        case RuleGroup.REPORTING:
            return {
                (each.reporter, each.month, each.day, each.title) for each in session.scalars(sa.select(ReportingDate))
            }


def _said(group: RuleGroup, country: Country) -> object:
    match group:
        case RuleGroup.BODY:
            return (
                country.quorum_share, country.quorum_threshold, country.second_call_days, country.second_call_share,
                country.decisions, country.meets_every,
            )  # fmt: skip
        case RuleGroup.WEEK:
            return list(country.working_week)
        case RuleGroup.LANGUAGES:
            return list(country.languages), country.hijri_dates
        case RuleGroup.TERMS:
            return dict(country.terms)
        case RuleGroup.MONTHS:
            return {}
        case RuleGroup.NUMBERS:
            return dict(country.numbers)
        case RuleGroup.HOLIDAYS:
            return set(country.holidays)
        case RuleGroup.REPORTING:
            return set(country.reporting)

"""What the register offers to choose from in forms and filters: institutions, people, meetings, codes and more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.codes import Code
from desktop.language import LANGUAGE_CODES, isolate
from desktop.records.commission.headings import find_pillars, find_themes, list_pillar_ids, list_theme_ids
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.records.follow_up.letter import LetterFilter, find_letters, list_letter_ids
from desktop.records.follow_up.recommendation import RecommendationFilter, list_recommendation_ids, list_recommendations
from desktop.records.framework.good_practice import GoodPracticeFilter, find_good_practices, list_good_practice_ids
from desktop.records.framework.indicator import IndicatorFilter, find_indicators, list_indicator_ids
from desktop.records.framework.plan import (
    PlanFilter,
    find_objectives,
    find_plans,
    list_objective_ids,
    list_plan_ids,
)
from desktop.records.framework.programme import ProgrammeFilter, find_programmes, list_programme_ids
from desktop.records.framework.source import (
    SourceFilter,
    find_articles,
    find_sources,
    list_article_ids,
    list_source_ids,
)
from desktop.records.meetings.agenda import find_items, list_open_item_ids
from desktop.records.meetings.decision import DecisionFilter, find_decisions, list_decision_ids
from desktop.records.meetings.meeting import MeetingFilter, list_meeting_ids, list_meetings
from desktop.records.meetings.series import find_series, list_series_ids
from desktop.records.people.body import BodyFilter, list_body_ids, list_body_rows
from desktop.records.people.institution import InstitutionFilter, list_institution_ids, list_institutions
from desktop.records.people.person import PersonFilter, list_person_ids, list_person_rows
from desktop.records.search.words import fold
from desktop.windows.desk import Desk
from desktop.windows.forms.chooser import Option
from desktop.windows.forms.form import code_option
from desktop.windows.lists.offer import Offer

NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""CLDR's territories that are a union, a test or unknown."""


institutions = Offer(
    lambda session, words, code: list_institution_ids(session, InstitutionFilter(search=words), code),
    list_institutions,
    lambda row, language: Option(row.id, _numbered(row.acronym, language.best(row.name)), row.acronym),
    page="institutions",
)
"""The institutions, by acronym."""

people = Offer(
    lambda session, words, code: list_person_ids(session, PersonFilter(search=words), code),
    list_person_rows,
    lambda row, language: Option(
        row.id, " · ".join(isolate(each) for each in (row.name(language.code), row.institution) if each)
    ),
    page="people",
)
"""Everyone, by name, with the institution."""

meetings = Offer(
    lambda session, words, code: list_meeting_ids(session, MeetingFilter(search=words), code),
    list_meetings,
    lambda row, language: Option(row.id, _numbered(row.number, language.best(row.title)), row.number),
    page="meetings",
)
"""The meetings, the latest first."""

recommendations = Offer(
    lambda session, words, code: list_recommendation_ids(session, RecommendationFilter(search=words), code),
    list_recommendations,
    lambda row, language: Option(row.id, _numbered(row.number, language.best(row.title or row.text)), row.number),
    page="recommendations",
)
"""The recommendations, the latest first."""


def _numbered(number: str, title: str) -> str:
    return f"{isolate(number)} · {isolate(title)}"


actions = Offer(
    lambda session, words, code: list_action_ids(session, ActionFilter(search=words), code),
    list_actions,
    lambda row, language: Option(row.id, _numbered(row.number, language.best(row.title)), row.number),
    page="actions",
)
"""The actions, the latest first."""

decisions = Offer(
    lambda session, words, code: list_decision_ids(session, DecisionFilter(search=words), code),
    find_decisions,
    lambda row, language: Option(row.id, _numbered(row.number, language.best(row.text)), row.number),
    page="decisions",
)
"""The decisions, the latest first."""

letters = Offer(
    lambda session, words, code: list_letter_ids(session, LetterFilter(search=words), code),
    find_letters,
    lambda row, language: Option(row.id, _numbered(row.number, language.best(row.subject)), row.number),
    page="letters",
)
"""The letters, the latest first."""

sources = Offer(
    lambda session, words, code: list_source_ids(session, SourceFilter(search=words), code),
    find_sources,
    lambda row, language: Option(row.id, _numbered(row.code, language.best(row.title)), row.code),
    page="sources",
)
"""The sources, by their short names."""

articles = Offer(
    lambda session, words, _code: list_article_ids(session, words),
    find_articles,
    lambda row, language: Option(
        row.id, " · ".join(isolate(each) for each in (row.source, row.number, language.best(row.title)) if each),
        f"{row.source}, {row.number}",
    ),
)  # fmt: skip
"""Every article of every source, by the source's short name."""

objectives = Offer(
    lambda session, words, _code: list_objective_ids(session, words),
    find_objectives,
    lambda row, language: Option(
        row.id, f"{isolate(row.number)} {isolate(language.best(row.title))} · {isolate(language.best(row.plan))}",
        row.number,
    ),
)  # fmt: skip
"""The objectives of all plans, those of the latest first."""

programmes = Offer(
    lambda session, words, code: list_programme_ids(session, ProgrammeFilter(search=words), code),
    find_programmes,
    lambda row, language: Option(row.id, _numbered(row.code, language.best(row.name)), row.code),
    page="programmes",
)
"""The programmes, by their short names."""

plans = Offer(
    lambda session, words, code: list_plan_ids(session, PlanFilter(search=words), code),
    find_plans,
    lambda row, language: Option(row.id, language.best(row.name)),
    page="plans",
)
"""The plans, the latest first."""

indicators = Offer(
    lambda session, words, code: list_indicator_ids(session, IndicatorFilter(search=words), code),
    find_indicators,
    lambda row, language: Option(row.id, _numbered(row.code, language.best(row.name)), row.code),
    page="indicators",
)
"""The indicators, by code."""

good_practices = Offer(
    lambda session, words, code: list_good_practice_ids(session, GoodPracticeFilter(search=words), code),
    find_good_practices,
    lambda row, language: Option(row.id, language.best(row.title)),
    page="good_practices",
)
"""The good practices, the latest entered first."""

series = Offer(
    list_series_ids,
    find_series,
    lambda row, language: Option(row.id, language.best(row.name)),
    page="series",
)
"""The series of meetings, the oldest first."""

open_items = Offer(
    lambda session, words, _code: list_open_item_ids(session, words),
    find_items,
    lambda row, language: Option(
        row.id, f"{isolate(row.meeting)} · {row.position}. {isolate(language.best(row.title))}"
    ),
)
"""The agenda items of meetings whose minutes are not adopted yet, the latest meeting first."""

bodies = Offer(
    lambda session, words, code: list_body_ids(session, BodyFilter(search=words), code),
    list_body_rows,
    lambda row, language: Option(row.id, language.best(row.name)),
    page="bodies",
)
"""The commission's bodies, the oldest first."""


pillars = Offer(
    list_pillar_ids, find_pillars, lambda row, language: Option(row.id, language.best(row.name)), page="pillars"
)
"""The pillars, in the commission's order."""

themes = Offer(
    list_theme_ids, find_themes, lambda row, language: Option(row.id, language.best(row.name)), page="themes"
)
"""The themes, in the commission's order."""


def languages(desk: Desk) -> list[Option]:
    """The languages spoken at meetings and by people, ours first, then by name; by their ISO 639 codes."""
    names = {str(code): str(name) for code, name in desk.language.locale.languages.items()}
    known = {code: name for code, name in names.items() if len(code) == 2}
    ours = [Option(code, known[code], code) for code in LANGUAGE_CODES if code in known]
    others = [Option(code, name, code) for code, name in known.items() if code not in LANGUAGE_CODES]
    return [*ours, *sorted(others, key=lambda option: fold(option.words))]


def countries(desk: Desk) -> list[Option]:
    """Every country, by its name in the language spoken."""
    territories = (str(code) for code in desk.language.locale.territories)
    known = [code for code in territories if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES]
    options = [Option(code, desk.language.country_name(code), code) for code in known]
    return sorted(options, key=lambda option: fold(option.words))


def codes(kind: type[Code]) -> Callable[[Desk], Sequence[Option]]:
    """All the codes of a kind, in their own order."""
    return lambda desk: [code_option(desk, code) for code in kind]

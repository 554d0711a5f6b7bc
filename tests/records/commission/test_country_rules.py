"""Whatever a commission changes of its country's rules, it finds the way back to them, and back again by undo."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from desktop.codes import Frequency, MajorityOf, Reporter, Threshold
from desktop.language import Refusal, Wording
from desktop.records.base import find, withdraw
from desktop.records.commission import rules
from desktop.records.commission.commission import Pillar, Theme, find_commission
from desktop.records.commission.country import country_codes
from desktop.records.commission.country_rules import RuleGroup, follows_country, return_to_country
from desktop.records.commission.own_lists import add_entry, move_entry, read_entries
from desktop.records.commission.reporting import ReportingDate
from desktop.records.commission.term import name_months, say
from desktop.records.commission.working_calendar import Holiday, list_holidays
from desktop.records.meetings.voting import DecisionRules
from desktop.records.numbering import set_pattern
from desktop.records.people.body import list_bodies
from desktop.records.register import Register
from tests.records.sample import STEP, french


def change(session: Session, group: RuleGroup) -> None:
    """Change something of a group."""
    match group:
        case RuleGroup.BODY:
            body = list_bodies(session)[0].id
            rules.set_quorum(session, body, Fraction(2, 3), Threshold.MORE_THAN)
            rules.set_majority(session, body, DecisionRules(Fraction(3, 4), Threshold.AT_LEAST, MajorityOf.MEMBERS))
            rules.set_second_call(session, body, None)
            rules.set_frequency(session, body, Frequency.MONTHLY)
        case RuleGroup.WEEK:
            rules.change_commission_rules(session, {"working_week": [7, 1, 2]})
        case RuleGroup.LANGUAGES:
            rules.change_commission_rules(session, {"document_languages": ["en"], "hijri_dates": False})
        case RuleGroup.TERMS:
            say(session, "trafficking", french("la traite"))
        case RuleGroup.MONTHS:
            name_months(session, {7: Wording(ar="تموز")})
        case RuleGroup.NUMBERS:
            set_pattern(session, "action", "A-{number}-{year}")
        case RuleGroup.HOLIDAYS:
            rules.add_holiday(session, 3, 3, french("Journée de la commission"))
            every_year = [each for each in read_entries(session, Holiday) if each.year is None]
            session.delete(every_year[0])
            session.flush()
        case RuleGroup.REPORTING:
            rules.add_reporting_date(session, Reporter.SECRETARIAT, 3, 3, french("Rapport"))


def body_of(session: Session, group: RuleGroup) -> str | None:
    return list_bodies(session)[0].id if group is RuleGroup.BODY else None


@pytest.mark.parametrize("group", RuleGroup)
def test_every_group_of_rules_finds_its_way_back(register: Register, group: RuleGroup) -> None:
    with register.reading() as session:
        body = body_of(session, group)
        assert follows_country(session, group, body) is True
    with register.changing(STEP) as session:
        change(session, group)
    with register.reading() as session:
        assert follows_country(session, group, body) is False
    with register.changing(STEP) as session:
        return_to_country(session, group, body)
    with register.reading() as session:
        assert follows_country(session, group, body) is True
    register.undo()
    with register.reading() as session:
        assert follows_country(session, group, body) is False
    register.undo()
    with register.reading() as session:
        assert follows_country(session, group, body) is True


@pytest.mark.parametrize("country", country_codes())
@pytest.mark.parametrize("group", RuleGroup)
def test_a_new_register_of_every_country_follows_it(made: dict[str, Register], country: str, group: RuleGroup) -> None:
    with made[country].reading() as session:
        assert follows_country(session, group, body_of(session, group)) is True


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Register]:
    folder = tmp_path_factory.mktemp("countries")
    return {
        code: Register.create(folder / f"{code}.tawsiya", country_code=code, language="fr") for code in country_codes()
    }


def test_a_country_nobody_knows_has_no_rules_to_go_back_to(register: Register) -> None:
    with register.changing(STEP) as session:
        rules.change_commission_rules(session, {"country": "PT"})
        return_to_country(session, RuleGroup.WEEK)
    with register.reading() as session:
        assert follows_country(session, RuleGroup.WEEK) is None


def test_a_feast_entered_for_one_year_stays(register: Register) -> None:
    with register.changing(STEP) as session:
        feast = rules.add_holiday(session, 3, 20, french("Aïd al-Fitr"), year=2026).id
        change(session, RuleGroup.HOLIDAYS)
        return_to_country(session, RuleGroup.HOLIDAYS)
    with register.reading() as session:
        assert feast in {row.id for row in list_holidays(session)}


# --- own lists --------------------------------------------------------------------------------------------------------


def names(session: Session, kind: type[Pillar] | type[Theme]) -> list[str | None]:
    return [each.name.fr for each in read_entries(session, kind)]


def test_entries_are_added_at_the_end_and_moved(register: Register) -> None:
    with register.changing(STEP) as session:
        before = names(session, Pillar)
        added = add_entry(session, Pillar, {"name": Wording("Réparation", None, "Redress")})
        assert added.code == "redress"
        assert names(session, Pillar) == [*before, "Réparation"]
        move_entry(session, Pillar, added.id, -1)
        assert names(session, Pillar) == [*before[:-1], "Réparation", before[-1]]
        move_entry(session, Pillar, added.id, -99)
        assert names(session, Pillar) == ["Réparation", *before]
        move_entry(session, Pillar, added.id, -1)
        assert names(session, Pillar) == ["Réparation", *before]
    register.undo()
    with register.reading() as session:
        assert names(session, Pillar) == before


def test_themes_of_the_same_name_have_codes_of_their_own(register: Register) -> None:
    with register.changing(STEP) as session:
        codes = [add_entry(session, Theme, {"name": Wording(ar="الإعلام")}).code for _ in range(3)]
        codes += [add_entry(session, Theme, {"name": french("Entraide judiciaire ! " * 9)}).code for _ in range(2)]
    assert len(set(codes)) == 5
    assert all(len(code) <= 32 for code in codes)


def test_an_entry_without_a_name_is_refused(register: Register) -> None:
    with pytest.raises(Refusal), register.changing(STEP) as session:
        add_entry(session, Pillar, {"name": Wording()})


def test_a_day_the_calendar_has_not_is_refused(register: Register) -> None:
    values = {"reporter": Reporter.GOVERNMENT, "month": 2, "day": 30, "title": french("Rapport")}
    with pytest.raises(Refusal), register.changing(STEP) as session:
        add_entry(session, ReportingDate, values)


def test_an_entry_is_removed_and_comes_back_by_undo(register: Register) -> None:
    with register.changing(STEP) as session:
        added = add_entry(session, Theme, {"name": french("Entraide")}).id
    with register.changing(STEP) as session:
        withdraw(session, Theme, added)
    register.undo()
    with register.reading() as session:
        assert find(session, Theme, added).name == french("Entraide")


def test_months_of_the_commission_s_own_stand_in_its_profile_until_they_are_let_go(register: Register) -> None:
    with register.changing(STEP) as session:
        name_months(session, {7: Wording(ar="تموز"), 8: Wording(ar="آب")})
    with register.reading() as session:
        assert find_commission(session).months == {7: Wording(ar="تموز"), 8: Wording(ar="آب")}
    with register.changing(STEP) as session:
        name_months(session, {8: Wording(ar="آب")})
    with register.reading() as session:
        assert find_commission(session).months == {8: Wording(ar="آب")}
    register.undo()
    with register.reading() as session:
        assert set(find_commission(session).months) == {7, 8}

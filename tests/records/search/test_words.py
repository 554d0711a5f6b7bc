"""Words are found whatever their accents, case, harakat or spelling of alif."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.language import Wording
from desktop.records.follow_up.action import Action, assign_action
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids
from desktop.records.follow_up.recommendation import RecommendationFilter, list_recommendation_ids
from desktop.records.meetings.meeting import MeetingFilter, list_meeting_ids
from desktop.records.people.institution import InstitutionFilter, find_institution, list_institution_ids
from desktop.records.people.person import Person, list_people
from desktop.records.register import Register
from desktop.records.search.words import fold
from tests.records import sample
from tests.records.sample import STEP, french

PAIRS = [
    ("École", "ecole"), ("ÉCOLE", "école"), ("naïve", "naive"), ("œuvre", "OEUVRE"), ("Cœur", "coeur"),
    ("Curriculum vitæ", "vitae"), ("l’État", "l'etat"), ("Straße", "strasse"), ("Chișinău", "chisinau"),
    ("Kraków", "krakow"), ("Łódź", "lodz"), ("ﬁn", "fin"), ("№", "no"),
    ("أحمد", "احمد"), ("احمد", "أَحْمَد"), ("إيواء", "ايواء"), ("آليات", "اليات"), ("ٱلعدل", "العدل"),
    ("مُحَمَّد", "محمد"), ("مـــحـــضـــر", "محضر"), ("لجنة", "لجنه"), ("مستوى", "مستوي"), ("مسؤول", "مسوول"),
    ("هيئة", "هييه"), ("العدد ١٢٣", "123"), ("۱۲۳", "123"), ("السّلطة القضائيّة", "السلطة القضائية"),
    ("\u200fتوصية\u200e", "توصية"), ("ﻻ", "لا"), ("كتاب", "کتاب"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "searched"), PAIRS)
def test_two_spellings_of_one_word_fold_alike(written: str, searched: str) -> None:
    assert fold(searched) in fold(written)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_folding_two_lines_is_folding_each(one: str, two: str) -> None:
    assert fold(f"{one} {two}") == f"{fold(one)} {fold(two)}".strip()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_case_makes_no_difference(text: str) -> None:
    assert fold(text.upper().lower()) == fold(text.upper())


@given(st.text())
def test_nothing_is_left_that_cannot_be_seen_or_stored(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    folded.encode()
    assert "\0" not in folded


# --- in a register ----------------------------------------------------------------------------------------------------


def found(register: Register, searched: str) -> set[str]:
    with register.reading() as session:
        ids = list_action_ids(session, ActionFilter(search=searched), "fr")
        return {session.get_one(Action, action_id).title.fr or "" for action_id in ids}


EXAMPLES = (
    "ecole", "ÉCOLE former", "d'ecole", "احمد", "أَحْمَد", "teach", "head former احمد", "act-2021-001", "2021-001",
)  # fmt: skip


def test_words_are_found_in_any_order_and_any_language(register: Register) -> None:
    with register.changing(STEP) as session:
        title = Wording("Former les directrices d’École", "تدريب مديرات المدارس مع أحمد", "Train head teachers")
        assign_action(session, {"title": title}, 2021)
        sample.new_action(session, "Autre chose")
    for searched in EXAMPLES:
        assert found(register, searched) == {"Former les directrices d’École"}, searched
    assert found(register, "ecole primaire") == set()
    assert len(found(register, "  ")) == 2


@pytest.mark.parametrize("literal", ["100 %", "a_b", "c\\d", "e/f", "'; drop table action; --", "%", "_", "\\", "/"])
def test_signs_that_mean_something_to_a_database_mean_themselves(register: Register, literal: str) -> None:
    with register.changing(STEP) as session:
        sample.new_action(session, f"Avec {literal} dedans")
        sample.new_action(session, "Avec axb cxd exf 1000 dedans")
    assert found(register, literal) == {f"Avec {literal} dedans"}


@pytest.mark.parametrize("searched", ["\0", "\udcff", "x" * 60_000, "é " * 2_000], ids=["nul", "half", "long", "many"])
def test_what_nobody_can_have_written_is_not_found(register: Register, searched: str) -> None:
    with register.changing(STEP) as session:
        sample.new_action(session, "a")
    assert found(register, f"b{searched}") == set()


def test_a_search_never_matches_across_two_texts(register: Register) -> None:
    with register.changing(STEP) as session:
        sample.new_action(session, "Former", description=french("les juges"))
    assert found(register, "mer les") == {"Former"}, "two words, each in one text"
    assert found(register, "merles") == set()


def test_every_list_is_searched(register: Register) -> None:
    with register.changing(STEP) as session:
        institution = sample.new_institution(session, "ÉNA")
        meeting = sample.new_meeting(session, title=french("Journée d’étude"))
        recommendation = sample.new_recommendation(session, title=french(""), text=french("Étendre l’accès"))
        person = Person(name_latin="Hélène Alaoui", name_arabic="هيلين العلوي", position=french("Juge"))
        session.add(person)
    with register.reading() as session:
        assert list_institution_ids(session, InstitutionFilter("ena"), "fr") == [institution.id]
        assert list_meeting_ids(session, MeetingFilter("etude"), "fr") == [meeting.id]
        assert list_recommendation_ids(session, RecommendationFilter("acces"), "fr") == [recommendation.id]
        assert [row.id for row in list_people(session, "العلوى helene")] == [person.id]
        assert list_people(session, "personne") == []


@pytest.mark.parametrize("name", ["ÉNA-dir", "ÉNA-DIR", " ÉNA-dir "])
def test_an_institution_is_found_by_its_acronym_whatever_its_case(register: Register, name: str) -> None:
    with register.changing(STEP) as session:
        sample.new_institution(session, "ÉNA-dir")
    with register.reading() as session:
        assert find_institution(session, name).acronym == "ÉNA-dir"

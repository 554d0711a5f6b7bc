"""The search over the whole register: every kind, three languages, the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.codes import ActionStatus, Dimension, Level, Reporter, SourceKind
from desktop.language import LANGUAGE_CODES, Wording
from desktop.records.base import Base, Record, change_values, withdraw
from desktop.records.commission.commission import Theme
from desktop.records.commission.reporting import ReportingDate
from desktop.records.commission.working_calendar import Holiday
from desktop.records.follow_up.action import Action
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids
from desktop.records.follow_up.addressee import Addressee
from desktop.records.follow_up.progress import report_progress
from desktop.records.follow_up.recommendation import Recommendation
from desktop.records.framework.indicator import Indicator, IndicatorValue
from desktop.records.framework.source import Source
from desktop.records.meetings.meeting import Meeting, MeetingSeries
from desktop.records.people.person import Person
from desktop.records.register import Register
from desktop.records.search.index import SearchEntry, entry_of, indexed_kinds, joined_forms, rebuild, words_of
from desktop.records.search.result import find_marks, parse, search
from desktop.records.search.words import FOLDED, Indexed
from tests.records import sample
from tests.records.sample import DAY, STEP, french

BEGUN_WITH = ("body", "holiday", "pillar", "reporting_date", "term", "theme")


def found(register: Register, text: str, **chosen: Any) -> list[str]:
    """The first texts of what is found, best first; without the lists that every register begins with."""
    chosen = {"kinds": [kind for kind in indexed_kinds() if kind not in BEGUN_WITH]} | chosen
    with register.reading() as session:
        return [hit.title.fr or hit.title.ar or hit.snippet for hit in search(session, text, **chosen)]


def add(register: Register, *titles: str) -> None:
    with register.changing(STEP) as session:
        for title in titles:
            sample.new_action(session, title)


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ecole", "École de la magistrature"),
        ("ÉCOLE", "une ecole"),
        ("magist", "École de la magistrature"),
        ("magist ecol", "École de la magistrature"),
        ("eau", "l’eau et l'air"),
        ("1999", "Année ١٩٩٩"),
        ("بريد", "ساعي البريد"),
        ("البريد", "بريد سريع"),
        ("بريد", "بالبريد المضمون"),
        ("بريد", "والبريد"),
        ("بريد", "للبريد"),
        ("البريد", "وبريد آخر"),
        ("للبريد", "البريد المضمون"),
        ("لجنة", "إحالة على اللجنة"),
        ("لجنة", "تقرير للجنة"),
        ("مراكش", "اجتماع بمراكش"),
        ("وزاره", "وزارة العدل"),
        ("الوزارات", "وزارات أخرى"),
        ("احمد", "أَحْمَد"),
        ("مستشفي", "المستشفى"),
        ("مسؤول", "المسؤولة"),
    ],
)
def test_what_is_typed_finds_what_is_written(register: Register, typed: str, written: str) -> None:
    add(register, "Autre chose", written)
    assert found(register, typed) == [written]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ريد", "بريد"),
        ("زارة", "البريد"),
        ("cole", "École"),
        ('"ecol"', "École"),
        ('"magistrature école"', "École de la magistrature"),
        ("ecole tunis", "École de Rabat"),
        ("la l", "lac"),
    ],
)
def test_what_is_typed_does_not_find_what_is_something_else(register: Register, typed: str, written: str) -> None:
    add(register, written)
    assert found(register, typed) == []


def test_a_phrase_in_quotes_is_found_as_it_stands_articles_aside(register: Register) -> None:
    add(register, "Mécanisme national de référencement", "Le mécanisme est national", "ورشة البريد", "بريد الورشة")
    assert found(register, '"mécanisme national"') == ["Mécanisme national de référencement"]
    assert found(register, '"ورشة بريد"') == ["ورشة البريد"]
    assert found(register, '"mecanisme') == ["Le mécanisme est national", "Mécanisme national de référencement"]


def test_only_the_word_being_typed_may_be_a_beginning_of_one_or_two_letters(register: Register) -> None:
    add(register, "Former les juges")
    assert found(register, "fo") == found(register, "les ju") == ["Former les juges"]
    assert found(register, "fo les") == []


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', '""', "***", "(", "AND", "- ' \" \\", "NEAR(", "a:*", "{title}", "x'y"]
)
def test_nothing_that_is_typed_is_an_error(register: Register, typed: str) -> None:
    add(register, "Former")
    assert found(register, typed) == found(register, "a" if typed == "a:*" else ""), "there is no syntax in it"


@pytest.mark.parametrize("typed", ["AND", "NOT", "NEAR", "title", "facets"])
def test_words_of_query_languages_are_words(register: Register, typed: str) -> None:
    add(register, f"Le mot {typed} seul", "Un autre")
    assert found(register, typed) == [f"Le mot {typed} seul"]


@given(st.text(max_size=40))
@settings(max_examples=200)
def test_a_query_made_of_a_text_is_words_and_nothing_else(text: str) -> None:
    for term in parse(text):
        for word in (word for form in term.forms for word in form):
            assert word.isalnum() and word == word.casefold()


@given(st.text(alphabet="ابتةثجحخدذرزسشصضطظعغفقكلمنهويىأإآؤئ", min_size=1, max_size=12))
def test_a_word_is_found_with_and_without_its_article(word: str) -> None:
    assert words_of(word) and (len(words_of(word)[0]) < 3 or words_of("ال" + word) == [words_of("ال" + word)[0]])
    for form in joined_forms(words_of(word)[0]):
        assert len(form) >= 3 and form != word


# --- order ------------------------------------------------------------------------------------------------------------


def test_a_number_comes_before_a_title_and_a_title_before_a_text_and_the_newest_first(register: Register) -> None:
    with register.changing(STEP) as session:
        old = sample.new_meeting(session, title=french("Session 2021"))
        sample.new_item(session, old, "Rien de tel").minutes = french("Comme en 2021, il a été dit.")
        sample.new_meeting(session, title=french("Bilan de 2021"), start=dt.date(2022, 1, 5))
        number = sample.new_action(session, "Autre", due=dt.date(2023, 1, 1)).number
        session.flush()
    assert "2021" in number
    assert found(register, "2021") == ["Autre", "Session 2021", "Bilan de 2021", "Rien de tel"]
    with register.reading() as session:
        assert search(session, number)[0].number == number
        assert search(session, number.lower())[0].number == number
        assert [hit.kind for hit in search(session, "2021", limit=2)] == ["action", "meeting"]


def test_a_hit_says_what_it_is_and_where_the_words_stand(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        item = sample.new_item(session, meeting, "Protection")
        item.minutes = french("Le secrétariat a rappelé que " + "la formation des magistrats se poursuit. " * 6)
        meeting_id, item_id = meeting.id, item.id
    with register.reading() as session:
        [hit] = search(session, "format")
    assert (hit.kind, hit.id, hit.title.fr, hit.owner_id) == ("agenda_item", item_id, "Protection", meeting_id)
    assert (hit.level, hit.day, hit.number) == (Level.INTERNAL, DAY, "")
    assert {hit.snippet[start:end] for start, end in hit.marks} == {"formation"}
    assert hit.snippet.endswith("…")
    title = "Des formations, une Formation et بالتكوين"
    assert [title[start:end] for start, end in find_marks(title, "formation تكوين")] == [
        "formations", "Formation", "بالتكوين",
    ]  # fmt: skip


# --- filters ----------------------------------------------------------------------------------------------------------


def test_hits_are_filtered_by_kind_level_and_day(register: Register) -> None:
    with register.changing(STEP) as session:
        sample.new_meeting(session, title=french("Former en juin"), level=Level.PUBLIC)
        sample.new_meeting(session, title=french("Former en août"), start=dt.date(2021, 8, 1))
        sample.new_action(session, "Former sans délai", level=Level.RESTRICTED)
        sample.new_action(
            session, "Former vite", due=DAY, revised_due=dt.date(2022, 1, 1), revision_reason=french("Oui")
        )
    assert set(found(register, "former", kinds=["meeting"])) == {"Former en juin", "Former en août"}
    assert found(register, "former", levels=[Level.PUBLIC, Level.PARTNERS]) == ["Former en juin"]
    assert found(register, "former", levels=[Level.RESTRICTED], kinds=["action"]) == ["Former sans délai"]
    assert found(register, "former", since=dt.date(2021, 8, 1)) == ["Former vite", "Former en août"]
    assert found(register, "former", since=DAY, until=DAY) == ["Former en juin"]
    assert found(register, "former", until=DAY) == ["Former en juin"]


# --- the index keeps up -----------------------------------------------------------------------------------------------


def test_the_index_follows_every_change_in_the_same_transaction(register: Register) -> None:
    action_id = sample.new_action_id(register, "Former")
    with register.changing(STEP) as session:
        change_values(session, Action, action_id, {"title": french("Évaluer")})
        assert [hit.id for hit in search(session, "evaluer")] == [action_id], "before anything is committed"
        assert search(session, "former") == []
    assert found(register, "evaluer") == ["Évaluer"]
    register.undo()
    assert (found(register, "evaluer"), found(register, "former")) == ([], ["Former"])
    register.redo()
    with register.changing(STEP) as session:
        withdraw(session, Action, action_id)
    assert found(register, "evaluer") == []
    register.undo()
    assert found(register, "evaluer") == ["Évaluer"]
    with pytest.raises(ZeroDivisionError), register.changing(STEP) as session:
        change_values(session, Action, action_id, {"title": french("Perdu")})
        raise ZeroDivisionError
    assert (found(register, "evaluer"), found(register, "perdu")) == (["Évaluer"], [])


def test_what_shares_a_meetings_level_and_day_follows_the_meeting(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        item = sample.new_item(session, meeting, "Protection des mineurs")
        sample.new_decision(session, item)
        meeting_id = meeting.id
    with register.changing(STEP) as session:
        change_values(session, Meeting, meeting_id, {"level": Level.RESTRICTED, "start": dt.date(2030, 5, 5)})
    restricted, later = {"levels": [Level.RESTRICTED]}, {"since": dt.date(2030, 1, 1)}
    assert found(register, "mineurs", **restricted) == found(register, "mineurs", **later) == ["Protection des mineurs"]
    assert found(register, "commission", kinds=["decision"], **restricted) == [], "a decision has a level of its own"
    assert len(found(register, "commission", kinds=["decision"], **later)) == 1


def test_a_progress_update_is_as_visible_as_its_action(register: Register) -> None:
    with register.changing(STEP) as session:
        action = sample.new_action(session, level=Level.RESTRICTED)
        report_progress(
            session,
            action.id,
            {"reported_on": DAY, "status": ActionStatus.IN_PROGRESS, "narrative": french("Deux ateliers tenus")},
        )
    assert found(register, "ateliers", levels=[Level.INTERNAL]) == []
    with register.reading() as session:
        [hit] = search(session, "ateliers")
    assert (hit.kind, hit.level, hit.day, hit.owner_id) == ("progress_update", Level.RESTRICTED, DAY, action.id)


def test_what_is_removed_with_its_meeting_is_no_longer_found(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        sample.new_item(session, meeting, "Protection des mineurs")
        meeting_id = meeting.id
    with register.changing(STEP) as session:
        session.delete(session.get_one(Meeting, meeting_id))
    assert found(register, "mineurs") == found(register, "session") == []
    register.undo()
    assert found(register, "mineurs") == ["Protection des mineurs"]


def test_a_person_is_found_in_both_scripts(register: Register) -> None:
    with register.changing(STEP) as session:
        session.add(Person(name_latin="Salma Alaoui", name_arabic="سلمى العلوي", position=french("Cheffe")))
    assert found(register, "alaoui") == found(register, "علوي") == found(register, "سلمي") == ["Salma Alaoui"]
    with register.reading() as session:
        assert search(session, "علوي")[0].title.ar == "سلمى العلوي"


def test_every_kind_with_words_is_in_the_index_of_the_demonstration(demonstration: Register) -> None:
    with demonstration.reading() as session:
        for name, kind in indexed_kinds().items():
            records = session.scalars(sa.select(kind)).all()
            entries = {
                entry.record_id: entry
                for entry in session.scalars(sa.select(SearchEntry).where(SearchEntry.kind == name))
            }
            expected = {record.id: entry for record in records if (entry := entry_of(session, record))}
            assert entries.keys() == expected.keys(), name
            for record_id, entry in expected.items():
                assert {column: getattr(entries[record_id], column) for column in entry} == entry


def test_an_index_made_anew_finds_the_same(demonstration: Register) -> None:
    def hits() -> Sequence[Any]:
        with demonstration.reading() as session:
            return [search(session, text) for text in ("formation", "تكوين", "rec 2021", "traite")]

    before = hits()
    assert all(before)
    from desktop.records import guard

    with Session(demonstration.engine.execution_options(**{guard.OPEN: True})) as session:
        rebuild(session)
        session.commit()
    assert hits() == before


# --- every record with words ------------------------------------------------------------------------------------------

CODES = "a code that the program or a standard gives; no reader writes it as a word"
UNSEARCHED = {
    "commission": "there is one, and its name is on every document",
    "number_pattern": CODES,
    "attachment.language": CODES,
    "good_practice.country": CODES,
    "institution.country": CODES,
    "letter.language": CODES,
    "meeting_country.country": CODES,
    "meeting_language.language": CODES,
    "person_language.language": CODES,
    "pillar.code": CODES,
    "programme_country.country": CODES,
    "recommendation_country.country": CODES,
    "returned_line": "a fingerprint of what an institution answered",
    "source_country.country": CODES,
    "term.code": CODES,
    "theme.code": CODES,
}
"""The texts of records that the search does not look in, and why: all of a table, or one attribute of it."""


def texts_of(kind: type[Record]) -> set[str]:
    """The attributes of a kind of record that hold a text."""
    mapper = sa.inspect(kind)
    wordings = {name: [part.key for part in each.props] for name, each in mapper.composites.items()}
    parts = {part for each in wordings.values() for part in each}
    plain = {
        attribute.key
        for attribute in mapper.column_attrs
        if isinstance(column := attribute.columns[0], sa.Column)
        and isinstance(column.type, sa.String)
        and not isinstance(column.type, sa.Enum)
        and not column.foreign_keys
        and attribute.key not in {"id", *FOLDED, *parts}
    }
    return plain | wordings.keys()


def test_every_text_of_every_record_is_searched_or_said_not_to_be() -> None:
    kinds = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Record)]
    assert "status_reason" in texts_of(Action) and "funding" in texts_of(Action)
    missed: set[str] = set()
    for kind in kinds:
        searched = {*kind.searched, *kind.noted} if issubclass(kind, Indexed) else set()
        missed |= {f"{kind.__tablename__}.{name}" for name in texts_of(kind) - searched}
    excused = {name for name in missed if name in UNSEARCHED or name.split(".")[0] in UNSEARCHED}
    assert missed - excused == set()
    assert {name if name in UNSEARCHED else name.split(".")[0] for name in excused} == UNSEARCHED.keys()


def test_the_lists_that_a_register_begins_with_are_found(register: Register) -> None:
    with register.changing(STEP) as session:
        session.add(Theme(code="t", name=Wording("Entraide judiciaire", "التعاون القضائي", "Mutual assistance")))
        session.add(Holiday(month=3, day=4, name=french("Journée locale")))
        session.add(ReportingDate(reporter=Reporter.INSTITUTIONS, month=2, day=3, title=french("Bilan semestriel")))
        session.add(MeetingSeries(name=french("Séminaires régionaux")))

    def hits(text: str) -> list[tuple[str, str | None]]:
        with register.reading() as session:
            return [(hit.kind, hit.title.fr) for hit in search(session, text)]

    assert hits("الوقاية") == [("pillar", "Prévention")]
    assert hits("تعاون قضائي") == hits("mutual assist") == [("theme", "Entraide judiciaire")]
    assert hits("journee local") == [("holiday", "Journée locale")]
    assert hits("semestriel") == [("reporting_date", "Bilan semestriel")]
    assert hits("permanent secretariat") == [("term", "Secrétariat permanent")]
    assert hits('"séminaires régionaux"') == [("meeting_series", "Séminaires régionaux")]


def test_reasons_notes_and_names_written_beside_are_found(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        item = sample.new_item(session, meeting)
        item.rapporteur_name = "Idriss Benjelloun"
        attendance = sample.new_attendance(session, meeting, sample.new_institution(session))
        attendance.representative_name = "Nadia Tazi"
        action = sample.new_action(session, "Équiper", funding="Coopération italienne")
        recommendation = sample.new_recommendation(session, item, level=Level.PARTNERS)
        addressee = Addressee(recommendation_id=recommendation.id, institution_id=attendance.institution_id)
        addressee.status_reason = french("Faute de crédits")
        indicator = Indicator(code="V1", name=french("Victimes"), unit=french("personnes"), dimension=Dimension.SEX)
        session.add_all([addressee, indicator])
        session.flush()
        person = Person(name_latin="Salma Alaoui", email="salma@justice.example", telephone="+212 537 000 111")
        value = IndicatorValue(indicator_id=indicator.id, start=DAY, end=DAY, group="Oriental", value=7)
        value.note = Wording(ar="تقدير أولي")
        session.add_all([person, value])
        session.flush()
        ids = [each.id for each in (item, attendance, action, addressee, value, person)]

    def hits(text: str, **chosen: Any) -> list[tuple[str, str]]:
        with register.reading() as session:
            return [(hit.kind, hit.id) for hit in search(session, text, **chosen)]

    typed = ("benjelloun", "tazi", "italien", "credits", "تقدير", "salma justice")
    kinds = ("agenda_item", "attendance", "action", "addressee", "indicator_value", "person")
    assert [hits(text) for text in typed] == [[pair] for pair in zip(kinds, ids, strict=True)]
    assert hits("oriental") == hits("اولي") == [("indicator_value", ids[4])]
    assert hits("537 000") == [("person", ids[5])]
    assert hits("credits", levels=[Level.PARTNERS], since=DAY, until=DAY) == [("addressee", ids[3])]
    with register.reading() as session:
        [hit] = search(session, "oriental")
        assert (hit.title.ar, hit.snippet) == ("تقدير أولي", "Oriental")
        assert list_action_ids(session, ActionFilter(search="italienne"), "fr") == [], "a list looks in what it shows"


def test_what_hangs_on_something_withdrawn_is_found_again_once_it_is_back(register: Register) -> None:
    with register.changing(STEP) as session:
        recommendation = sample.new_recommendation(session, level=Level.PUBLIC)
        institution = sample.new_institution(session)
        answer = Addressee(recommendation_id=recommendation.id, institution_id=institution.id)
        answer.status_reason = french("Faute de crédits")
        session.add(answer)
        recommendation_id = recommendation.id
    with register.changing(STEP) as session:
        withdraw(session, Recommendation, recommendation_id)
    assert found(register, "credits") == []
    register.undo()
    assert found(register, "credits", levels=[Level.PUBLIC]) == ["Faute de crédits"]
    with register.changing(STEP) as session:
        change_values(session, Recommendation, recommendation_id, {"level": Level.RESTRICTED})
    assert found(register, "credits", levels=[Level.RESTRICTED]) == ["Faute de crédits"]


# --- three languages, two databases -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("referenc", "Mécanisme national de référencement"),
        ("nation mecan", "Mécanisme national de référencement"),
        ('"mecanisme national de referencement"', "Mécanisme national de référencement"),
        ('"national mécanisme"', None),
        ('"mécanisme de référencement"', None),
        ("الالي", "الآلية الوطنية للإحالة"),
        ("احال وطني", "الآلية الوطنية للإحالة"),
        ('"الآلية الوطنية"', "الآلية الوطنية للإحالة"),
        ('"آليةُ وطنية"', "الآلية الوطنية للإحالة"),
        ('"الوطنية الآلية"', None),
        ('"الآلية الوطن"', None),
        ("referr mech", "National referral mechanism"),
        ('"National Referral"', "National referral mechanism"),
        ('"referral national"', None),
        ('"nation referral"', None),
        ('"referral mechanism" natio', "National referral mechanism"),
    ],
)
def test_beginnings_and_exact_words_in_three_languages(register: Register, typed: str, expected: str | None) -> None:
    titles = ("Mécanisme national de référencement", "الآلية الوطنية للإحالة", "National referral mechanism")
    with register.changing(STEP) as session:
        for code, text in zip(LANGUAGE_CODES, titles, strict=True):
            session.add(Source(code=f"S-{code}", kind=SourceKind.REPORT, title=Wording(**{code: text})))
    with register.reading() as session:
        hits = search(session, typed, kinds=["source"])
    assert [hit.title.fr or hit.title.ar or hit.title.en for hit in hits] == ([expected] if expected else [])


def test_what_is_called_so_comes_before_what_says_it_more_often_or_later(register: Register) -> None:
    with register.changing(STEP) as session:
        sample.new_action(session, "Plan de formation des juges du royaume et de tous leurs greffiers")
        often = french("Formation, formation, formation: la formation continue.")
        sample.new_action(session, "Autre", description=often)
        sample.new_action(session, "Dernier", description=french("Une formation."))
    assert found(register, "formation") == [
        "Plan de formation des juges du royaume et de tous leurs greffiers", "Dernier", "Autre",
    ]  # fmt: skip

"""Nothing above an audience's level reaches what is made for it: not the record, nor a trace of it in others."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from desktop.codes import ActionStatus, Audience, Capacity, Dimension, Level, Presence, SourceKind
from desktop.commands.command_line import run
from desktop.language import Refusal, Wording
from desktop.records.attachment import attach_file, list_attachments
from desktop.records.audience import masked
from desktop.records.base import change_values
from desktop.records.follow_up.action import support
from desktop.records.follow_up.progress import report_progress
from desktop.records.follow_up.recommendation import address
from desktop.records.follow_up.tracker import find_tracker
from desktop.records.framework.indicator import Indicator, IndicatorValue, list_indicators, list_values
from desktop.records.framework.plan import Plan, add_objective, list_objectives, list_plans
from desktop.records.framework.programme import Programme
from desktop.records.framework.source import Source, SourceArticle, list_sources
from desktop.records.meetings.agenda import follow_up
from desktop.records.meetings.attendance import add_attendance
from desktop.records.meetings.meeting import MeetingOrganiser, MeetingProgramme, find_meeting_id
from desktop.records.meetings.minutes import find_minutes
from desktop.records.people.institution import find_institution
from desktop.records.people.person import Person
from desktop.records.register import Register
from desktop.records.search.result import search
from desktop.records.subject import Subject
from tests.records import sample
from tests.records.sample import DAY, STEP
from tests.registers import new_register

OUTSIDE = (Audience.PUBLIC, Audience.PARTNERS)

SENTINEL = re.compile(r"zq\w*?(public|partners|internal|restricted)qz", re.IGNORECASE)
"""A word that says the level of the record it stands in; every text of every record of these tests is one."""


class Words:
    """Gives each text of a record a word of its own, with the record's level in it."""

    def __init__(self) -> None:
        self.count = 0

    def word(self, level: Level) -> str:
        self.count += 1
        return f"zq{self.count:04}{level}qz"

    def text(self, level: Level) -> Wording:
        return Wording(self.word(level), self.word(level), self.word(level))


levels = st.sampled_from(list(Level))


@st.composite
def registers(draw: st.DrawFn) -> dict[str, list[Level]]:
    """The level of each record of a register: which it holds is the same each time."""
    sizes = {"institution": 4, "person": 3, "programme": 2, "decision": 2, "recommendation": 4, "action": 5}
    return {kind: draw(st.lists(levels, min_size=size, max_size=size)) for kind, size in sizes.items()}


def fill(register: Register, chosen: dict[str, list[Level]]) -> str:
    """A public meeting under which records of all levels refer to one another; its number."""
    words = Words()
    with register.changing(STEP) as session:
        institutions = [
            sample.new_institution(session, words.word(level).upper(), name=words.text(level), level=level)
            for level in chosen["institution"]
        ]
        people = [
            Person(
                name_latin=words.word(level), name_arabic=words.word(level), position=words.text(level),
                level=level, institution_id=institutions[0].id,
            )
            for level in chosen["person"]
        ]  # fmt: skip
        programmes = [
            Programme(code=words.word(level), name=words.text(level), level=level) for level in chosen["programme"]
        ]
        session.add_all([*people, *programmes])
        session.flush()
        meeting = sample.new_meeting(
            session, title=words.text(Level.PUBLIC), place=words.text(Level.PUBLIC), level=Level.PUBLIC,
            chair_id=people[0].id, rapporteur_id=people[1].id,
        )  # fmt: skip
        meeting.organisers = [MeetingOrganiser(institution_id=each.id) for each in institutions]
        meeting.programmes = [MeetingProgramme(programme_id=each.id) for each in programmes]
        item = sample.new_item(session, meeting, words.word(Level.PUBLIC))
        item.rapporteur_id = people[2].id
        for place, institution in enumerate(institutions):
            person = people[place] if place < len(people) else None
            values = {"institution_id": institution.id, "capacity": Capacity.OBSERVER, "presence": Presence.PRESENT}
            add_attendance(session, meeting.id, values | {"person_id": person.id if person else None})
        session.flush()
        meeting.host_id = institutions[0].id
        earlier = sample.new_meeting(session, title=words.text(Level.RESTRICTED), level=Level.RESTRICTED)
        earlier.number = words.word(Level.RESTRICTED)
        item.carried_from_id = sample.new_item(session, earlier, words.word(Level.RESTRICTED)).id
        for level in chosen["decision"]:
            decision = sample.new_decision(session, item)
            source = Source(code=words.word(level), title=words.text(level), kind=SourceKind.LAW, level=level)
            source.articles = [SourceArticle(number=words.word(level), title=words.text(level))]
            session.add(source)
            session.flush()
            decision.article_id = source.articles[0].id
            decision.text, decision.level, decision.number = words.text(level), level, words.word(level)
        recommendations = []
        for level in chosen["recommendation"]:
            made = sample.new_recommendation(
                session, item, title=words.text(level), text=words.text(level), level=level
            )
            made.number = words.word(level)
            address(session, made.id, [each.id for each in institutions])
            recommendations.append(made)
        follow_up(session, item.id, [each.id for each in recommendations])
        for place, level in enumerate(chosen["action"]):
            served = [each.id for each in recommendations[place % 3 :]]
            made = sample.new_action(
                session, words.word(level), served, description=words.text(level), level=level, due=DAY,
                lead_id=institutions[place % 4].id,
            )  # fmt: skip
            made.number = words.word(level)
            support(session, made.id, [each.id for each in institutions if each.id != made.lead_id])
            report_progress(
                session,
                made.id,
                {"reported_on": DAY, "status": ActionStatus.IN_PROGRESS, "progress": 5, "narrative": words.text(level)},
            )
        return meeting.number


def levels_in(text: str) -> set[str]:
    return {found.lower() for found in SENTINEL.findall(re.sub(r"[\s\u00ad\u200b-\u200f\u2060-\u2069-]", "", text))}


@given(chosen=registers(), audience=st.sampled_from(OUTSIDE))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_word_above_an_audiences_level_reaches_any_output_made_for_it(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], chosen: dict[str, list[Level]],
    audience: Audience,
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("register")
    path = str(folder / "register.tawsiya")
    with new_register(Path(path)) as register:
        number = fill(register, chosen)
    for name, text in outputs(path, number, audience, folder, capsys):
        allowed = {str(level) for level in audience.levels}
        assert levels_in(text) <= allowed, f"{name} betrays {levels_in(text) - allowed} to {audience}"
        if name.startswith("minutes"):
            assert "public" in levels_in(text), f"{name} says nothing that could be looked for"


def outputs(
    path: str, number: str, audience: Audience, folder: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[tuple[str, str]]:
    """Everything the command line makes for an audience, as text."""
    for code in ("fr", "ar"):
        pdf, book = folder / f"{code}.pdf", folder / f"{code}.xlsx"
        assert run(["minutes", path, number, str(pdf), "--language", code, "--audience", audience]) == 0
        reader = PdfReader(pdf)
        yield f"minutes in {code}", "".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
        assert run(["tracker", path, str(book), "--language", code, "--audience", audience]) == 0
        workbook = CalamineWorkbook.from_path(book)
        sheets = [workbook.get_sheet_by_index(place).to_python() for place in range(len(workbook.sheet_names))]
        yield f"tracker in {code}", str(sheets)
    capsys.readouterr()
    for kind in ("meetings", "recommendations", "actions", "institutions"):
        assert run(["list", path, kind, "--json", "--audience", audience]) == 0
        told = capsys.readouterr()
        json.loads(told.out)
        yield f"list of {kind}", told.out + told.err
        assert run(["list", path, kind, "--audience", audience]) == 0
        yield f"table of {kind}", "".join(capsys.readouterr())


@given(chosen=registers(), audience=st.sampled_from(list(Audience)))
@settings(max_examples=15, deadline=None)
def test_what_is_left_out_is_counted(
    tmp_path_factory: pytest.TempPathFactory, chosen: dict[str, list[Level]], audience: Audience
) -> None:
    path = tmp_path_factory.mktemp("register") / "register.tawsiya"
    with new_register(Path(path)) as register:
        fill(register, chosen)

        def hidden(*kinds: str) -> int:
            return sum(level not in audience.levels for kind in kinds for level in chosen[kind])

        with register.reading() as session:
            minutes = find_minutes(session, find_meeting_id(session, "REU-2021-001"), "fr", audience)
            tracker = find_tracker(session, audience=audience)
            hits = search(session, "zq", levels=audience.levels, limit=500)
    people = [*chosen["person"], Level.RESTRICTED]
    lines = sum(
        seat not in audience.levels and (who not in audience.levels or place == 3)
        for place, (seat, who) in enumerate(zip(chosen["institution"], people, strict=True))
    )
    assert minutes.withheld == hidden("decision", "recommendation", "action") + lines
    assert tracker.withheld == hidden("action")
    assert len(tracker.rows) == len(chosen["action"]) - hidden("action")
    assert {hit.level for hit in hits} <= set(audience.levels)
    shown = sum(len(item.recommendations) for item in minutes.agenda)
    assert minutes.meeting.recommendations == shown == len(chosen["recommendation"]) - hidden("recommendation")


def test_the_documents_say_how_many_are_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "register.tawsiya")
    every = [Level.RESTRICTED]
    with new_register(Path(path)) as register:
        number = fill(
            register,
            {
                "institution": [Level.PUBLIC] * 4, "person": [Level.PUBLIC] * 3, "programme": [Level.PUBLIC] * 2,
                "decision": every * 2, "recommendation": every * 4, "action": every * 5,
            },
        )  # fmt: skip
    pdf, book = tmp_path / "m.pdf", tmp_path / "t.xlsx"
    for name, text in outputs(path, number, Audience.PARTNERS, tmp_path, capsys):
        assert "restricted" not in levels_in(text), name
    run(["minutes", path, number, str(pdf), "--language", "en"])
    run(["tracker", path, str(book), "--language", "en"])
    text = " ".join("".join(page.extract_text() for page in PdfReader(pdf).pages).split())
    assert "11 records above this audience’s level are not shown" in text
    summary = CalamineWorkbook.from_path(book).get_sheet_by_index(1).to_python()
    assert any("5 records above this audience’s level are not shown." in map(str, row) for row in summary)
    capsys.readouterr()
    run(["list", path, "actions"])
    assert "5" in capsys.readouterr().err


def test_a_meeting_above_an_audiences_level_has_no_minutes_for_it(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting_id = sample.new_meeting(session, level=Level.INTERNAL).id
    with register.reading() as session:
        assert find_minutes(session, meeting_id, "fr").withheld == 0
        with pytest.raises(Refusal, match="no minutes"):
            find_minutes(session, meeting_id, "fr", Audience.PARTNERS)


def test_an_institution_above_an_audiences_level_is_refused_like_one_that_is_not(register: Register) -> None:
    with register.changing(STEP) as session:
        sample.new_institution(session, "SECRET", level=Level.RESTRICTED)
    with register.reading() as session:
        said = []
        for acronym in ("SECRET", "NOBODY"):
            with pytest.raises(Refusal) as refused:
                find_institution(session, acronym, Audience.INTERNAL)
            said.append(refused.value.message.text)
        assert said[0] == said[1]
        with pytest.raises(Refusal):
            find_tracker(session, "SECRET", dt.date(2021, 1, 1), Audience.PARTNERS)


def test_each_audience_sees_its_own_level_and_those_below() -> None:
    assert Audience.PUBLIC.levels == (Level.PUBLIC,)
    assert Audience.PARTNERS.levels == (Level.PUBLIC, Level.PARTNERS)
    assert Audience.RESTRICTED.levels == tuple(Level)


@pytest.mark.parametrize(
    ("count", "audience", "shown"),
    [
        (0, Audience.PUBLIC, 0),
        (1, Audience.PUBLIC, None),
        (4, Audience.PARTNERS, None),
        (5, Audience.PARTNERS, 5),
        (4, Audience.INTERNAL, 4),
        (4, None, 4),
    ],
)
def test_small_counts_of_people_are_masked_outside(count: int, audience: Audience | None, shown: int | None) -> None:
    assert masked(count, audience) == shown


def test_the_threshold_can_be_set() -> None:
    assert masked(7, Audience.PUBLIC, threshold=10) is None
    assert masked(1, Audience.PUBLIC, threshold=1) == 1


def test_an_attachment_is_seen_by_nobody_who_may_not_see_what_it_hangs_on(register: Register, tmp_path: Path) -> None:
    evidence = tmp_path / "preuve.pdf"
    evidence.write_bytes(b"%PDF")
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session, level=Level.PUBLIC)
        subject = Subject("agenda_item", sample.new_item(session, meeting).id)
        attach_file(session, subject, evidence, {"level": Level.PUBLIC})
    for level, seen in ((Level.PUBLIC, 1), (Level.RESTRICTED, 0), (Level.PARTNERS, 0)):
        with register.changing(STEP) as session:
            change_values(session, type(meeting), meeting.id, {"level": level})
        with register.reading() as session:
            assert len(list_attachments(session, subject, Audience.PUBLIC)) == seen
            assert len(search(session, "preuve", levels=Audience.PUBLIC.levels)) == seen
            assert len(list_attachments(session, subject)) == len(search(session, "preuve")) == 1


def test_the_parts_of_a_plan_and_of_a_source_are_as_visible_as_the_whole(register: Register) -> None:
    with register.changing(STEP) as session:
        plan = Plan(name=sample.french("Stratégie"), start=DAY, level=Level.RESTRICTED)
        source = Source(code="S", title=sample.french("Note"), kind=SourceKind.LAW, level=Level.RESTRICTED)
        source.articles = [SourceArticle(number="7", title=sample.french("Confidences"))]
        session.add_all([plan, source])
        session.flush()
        add_objective(session, plan.id, {"number": "1.1", "title": sample.french("Surveillance")})
        plan_id = plan.id
    with register.reading() as session:
        for text in ("surveillance", "confidences"):
            assert search(session, text, levels=Audience.INTERNAL.levels) == [] and len(search(session, text)) == 1
        assert (
            list_plans(session, audience=Audience.INTERNAL) == list_sources(session, audience=Audience.INTERNAL) == []
        )
        assert (
            list_objectives(session, plan_id, Audience.INTERNAL) == [] and len(list_objectives(session, plan_id)) == 1
        )


def test_small_counts_of_people_are_masked_and_so_is_the_total_that_would_tell_them(register: Register) -> None:
    with register.changing(STEP) as session:
        indicator = Indicator(
            code="V", name=sample.french("Victimes"), counts_people=True, dimension=Dimension.SEX, level=Level.PUBLIC
        )
        session.add(indicator)
        session.flush()
        for group, value in (("", 24), ("women", 21), ("men", 3)):
            session.add(IndicatorValue(indicator_id=indicator.id, start=DAY, end=DAY, group=group, value=value))
        indicator_id = indicator.id
    with register.reading() as session:
        assert [row.value for row in list_values(session, indicator_id)] == [24, 3, 21]
        assert [row.value for row in list_values(session, indicator_id, Audience.PUBLIC)] == [None, None, 21]
        (row,) = list_indicators(session, audience=Audience.PUBLIC)
        assert row.latest is not None and row.latest.value is None

"""The journal: nothing changes without a line in it, and what it tells can be undone."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.codes import (
    ActionStatus,
    Channel,
    Code,
    Dimension,
    LetterKind,
    MeetingKind,
    MinutesStatus,
    Presence,
    Reporter,
    SourceKind,
    Verdict,
)
from desktop.language import Language, Message, Refusal, Wording, label, message, plural
from desktop.records import guard, journal
from desktop.records.attachment import Attachment
from desktop.records.base import Record, Withdrawable, change_values, find, withdraw
from desktop.records.commission.commission import Commission, Pillar, Theme
from desktop.records.commission.reporting import ReportingDate
from desktop.records.commission.term import Term
from desktop.records.commission.working_calendar import Holiday
from desktop.records.content import keep_bytes
from desktop.records.follow_up.action import Action, ActionDecision, ActionTheme, revise_deadline, support
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.records.follow_up.letter import Letter, LetterSubject, send_letter
from desktop.records.follow_up.progress import ProgressUpdate
from desktop.records.follow_up.recommendation import (
    Addressee,
    RecommendationCountry,
    RecommendationObjective,
    RecommendationPillar,
    RecommendationTheme,
)
from desktop.records.follow_up.returned import ReturnedLine
from desktop.records.framework.good_practice import GoodPractice
from desktop.records.framework.indicator import Indicator, IndicatorValue
from desktop.records.framework.plan import Objective, Plan
from desktop.records.framework.programme import Programme, ProgrammeCountry, ProgrammeInstitution, ProgrammeObligation
from desktop.records.framework.source import Source, SourceArticle, SourceCountry
from desktop.records.meetings.agenda import AgendaItem, FollowedUp, remove_agenda_item
from desktop.records.meetings.attendance import mark_presence
from desktop.records.meetings.corrigendum import issue_corrigendum
from desktop.records.meetings.headcount import Headcount
from desktop.records.meetings.meeting import (
    Meeting,
    MeetingCountry,
    MeetingLanguage,
    MeetingOrganiser,
    MeetingProgramme,
    MeetingSeries,
)
from desktop.records.meetings.sitting import Suspension
from desktop.records.numbering import NumberPattern
from desktop.records.people.body import Membership
from desktop.records.people.institution import Institution
from desktop.records.people.person import Affiliation, Expertise, Person, PersonLanguage
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import DAY, STEP, french, new_institution

KINDS = sorted(set(journal.kinds()) - {"minutes_version"})
"""All but the versions of minutes, which are neither altered nor removed."""

R = TypeVar("R", bound=Record)


def make(session: Session, kind: str) -> Record:
    """A record of this kind, with all it takes."""
    made = {
        **makers_of_register(session),
        "action": lambda: sample.new_action(session),
        "action_recommendation": lambda: action_with_parts(session).recommendations[0],
        "action_support": lambda: action_with_parts(session).supporting[0],
        "addressee": lambda: Addressee(
            recommendation_id=sample.new_recommendation(session).id, institution_id=sample.new_institution(session).id
        ),
        "agenda_item": lambda: sample.new_item(session, sample.new_meeting(session)),
        "attendance": lambda: sample.new_attendance(
            session, sample.new_meeting(session), sample.new_institution(session)
        ),
        "body": lambda: sample.new_body(session),
        "commission": lambda: Commission(name=french("Autre"), country="TN", language="ar"),
        "decision": lambda: sample.new_decision(session, sample.new_item(session, sample.new_meeting(session))),
        "institution": lambda: sample.new_institution(session),
        "meeting": lambda: sample.new_meeting(session),
        "meeting_country": lambda: MeetingCountry(meeting_id=sample.new_meeting(session).id, country="MA"),
        "meeting_organiser": lambda: MeetingOrganiser(
            meeting_id=sample.new_meeting(session).id, institution_id=sample.new_institution(session).id
        ),
        "meeting_programme": lambda: MeetingProgramme(
            meeting_id=sample.new_meeting(session).id, programme_id=new_programme(session).id
        ),
        "meeting_series": lambda: MeetingSeries(name=french("Séminaires")),
        "membership": lambda: Membership(
            body_id=sample.new_body(session).id, institution_id=sample.new_institution(session).id
        ),
        "number_pattern": lambda: NumberPattern(kind="other", pattern="X-{year}-{number}"),
        "person": lambda: Person(name_latin="Salma Alaoui"),
        "pillar": lambda: Pillar(code="other", name=french("Autre")),
        "programme": lambda: new_programme(session),
        "programme_country": lambda: ProgrammeCountry(programme_id=new_programme(session).id, country="MA"),
        "programme_institution": lambda: ProgrammeInstitution(
            programme_id=new_programme(session).id, institution_id=sample.new_institution(session).id
        ),
        "returned_line": lambda: ReturnedLine(
            fingerprint="0" * 64, verdict=Verdict.REFUSED, decided_on=DAY, action_id=sample.new_action(session).id
        ),
        "progress_update": lambda: ProgressUpdate(
            action_id=sample.new_action(session).id, reported_on=DAY, status=ActionStatus.PLANNED, progress=0
        ),
        "recommendation": lambda: sample.new_recommendation(session),
        "recommendation_country": lambda: RecommendationCountry(
            recommendation_id=sample.new_recommendation(session).id, country="MA"
        ),
        "recommendation_pillar": lambda: RecommendationPillar(
            recommendation_id=sample.new_recommendation(session).id,
            pillar_id=session.scalars(sa.select(Pillar.id)).first(),
        ),
    }[kind]()
    session.add(made)
    session.flush()
    return made


def makers_of_register(session: Session) -> dict[str, Callable[[], Record]]:
    """How the records are made that no meeting needs."""

    def institution_id(acronym: str = "MJ") -> str:
        return sample.new_institution(session, acronym).id

    def person_id() -> str:
        return saved(session, Person(name_latin="Salma Alaoui")).id

    def plan_id() -> str:
        return saved(session, Plan(name=french("Plan"), start=DAY)).id

    def source_id() -> str:
        return saved(session, Source(code="S", title=french("Loi"), kind=SourceKind.LAW)).id

    def indicator_id() -> str:
        return saved(session, Indicator(code="I", name=french("Victimes"), dimension=Dimension.SEX)).id

    def adopted_id() -> str:
        return sample.new_meeting(session, minutes_status=MinutesStatus.ADOPTED).id

    def letter(**values: Any) -> Letter:
        given = {"kind": LetterKind.REQUEST, "sent_on": DAY, "subject": french("Suivi")}
        return send_letter(session, {"institution_id": institution_id(), **given, **values})

    def item_id() -> str:
        return sample.new_item(session, sample.new_meeting(session)).id

    def recommendation_id() -> str:
        return sample.new_recommendation(session).id

    return {
        "action_decision": lambda: ActionDecision(
            action_id=sample.new_action(session).id,
            decision_id=sample.new_decision(session, sample.new_item(session, sample.new_meeting(session))).id,
        ),
        "action_theme": lambda: ActionTheme(action_id=sample.new_action(session).id, theme_id=new_theme(session).id),
        "affiliation": lambda: Affiliation(person_id=person_id(), institution_id=institution_id()),
        "attachment": lambda: Attachment(
            sha256=keep_bytes(session, b"%PDF"), file_name="a.pdf", added_on=DAY, institution_id=institution_id()
        ),
        "corrigendum": lambda: issue_corrigendum(session, adopted_id(), french("Lire"), french("Erreur"), DAY),
        "expertise": lambda: Expertise(person_id=person_id(), theme_id=new_theme(session).id),
        "followed_up": lambda: FollowedUp(agenda_item_id=item_id(), recommendation_id=recommendation_id()),
        "good_practice": lambda: GoodPractice(title=french("Bonne pratique")),
        "suspension": lambda: Suspension(meeting_id=sample.new_meeting(session).id, since=dt.time(11)),
        "headcount": lambda: Headcount(
            meeting_id=sample.new_meeting(session).id, institution_id=institution_id(), women=3, men=2
        ),
        "holiday": lambda: Holiday(month=2, day=3, name=french("Fête")),
        "indicator": lambda: Indicator(code="I", name=french("Victimes identifiées")),
        "indicator_value": lambda: IndicatorValue(indicator_id=indicator_id(), start=DAY, end=DAY, value=3),
        "letter": letter,
        "letter_subject": lambda: LetterSubject(about_letter_id=letter().id, action_id=sample.new_action(session).id),
        "meeting_language": lambda: MeetingLanguage(meeting_id=sample.new_meeting(session).id, language="fr"),
        "objective": lambda: Objective(plan_id=plan_id(), number="1", title=french("Axe")),
        "person_language": lambda: PersonLanguage(person_id=person_id(), language="fr"),
        "plan": lambda: Plan(name=french("Plan"), start=DAY),
        "programme_obligation": lambda: ProgrammeObligation(
            programme_id=new_programme(session).id, title=french("Rapport"), due=DAY
        ),
        "recommendation_objective": lambda: RecommendationObjective(
            recommendation_id=recommendation_id(), objective_id=new_objective(session, plan_id()).id
        ),
        "recommendation_theme": lambda: RecommendationTheme(
            recommendation_id=recommendation_id(), theme_id=new_theme(session).id
        ),
        "reporting_date": lambda: ReportingDate(reporter=Reporter.GOVERNMENT, month=3, day=31),
        "source": lambda: Source(code="S", title=french("Loi"), kind=SourceKind.LAW),
        "source_article": lambda: SourceArticle(source_id=source_id(), number="art. 6"),
        "source_country": lambda: SourceCountry(source_id=source_id(), country="MA", since=DAY),
        "term": lambda: Term(code="other", text=french("autre")),
        "theme": lambda: Theme(code="other", name=french("Autre")),
    }


def saved(session: Session, record: R) -> R:
    session.add(record)
    session.flush()
    return record


def new_theme(session: Session, code: str = "T") -> Theme:
    return saved(session, Theme(code=code, name=french("Thème")))


def new_objective(session: Session, plan_id: str, number: str = "1") -> Objective:
    return saved(session, Objective(plan_id=plan_id, number=number, title=french("Axe")))


def new_programme(session: Session, code: str = "P") -> Programme:
    programme = Programme(code=code, name=french("Programme"))
    session.add(programme)
    session.flush()
    return programme


def action_with_parts(session: Session) -> Action:
    action = sample.new_action(session, recommendations=[sample.new_recommendation(session).id])
    support(session, action.id, [sample.new_institution(session).id])
    return action


def another_value(session: Session, record: Record) -> tuple[str, Any]:
    """A field of the record that its rules let us change, and what to change it to."""
    match record:
        case MeetingProgramme():
            return "programme_id", new_programme(session, "Q").id
        case ProgrammeInstitution():
            return "donor", True
        case Suspension():
            return "since", dt.time(10)
        case ActionTheme() | Expertise() | RecommendationTheme():
            return "theme_id", new_theme(session, "U").id
        case RecommendationObjective():
            plan_id = session.get_one(Objective, record.objective_id).plan_id
            return "objective_id", new_objective(session, plan_id, "2").id
        case RecommendationPillar():
            return "pillar_id", session.scalars(sa.select(Pillar.id)).all()[-1]
    for column in sa.inspect(type(record)).columns:
        name = column.key or ""
        if column.foreign_keys or isinstance(column.type, sa.Enum) or name in {"id", *record.unjournalled}:
            continue
        match column.type:
            case sa.String():
                return name, "ZZ"
            case sa.Integer() if not name.endswith("_whole"):
                return name, 7
    raise AssertionError(f"nothing of {record.__tablename__} can be changed")


def again(session: Session, record: R) -> R:
    """The record as it is now, in another session."""
    return session.get_one(type(record), record.id)


def lines_of(register: Register, record: Record) -> list[tuple[str, str | None, Any, Any]]:
    with register.reading() as session:
        changes = journal.list_changes(session, type(record), record.id)
    return [(line.operation, line.field, line.old, line.new) for line in changes]


# --- what is written down ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_making_altering_and_removing_any_record_leaves_a_line_each(register: Register, kind: str) -> None:
    with register.changing(STEP) as session:
        record = make(session, kind)
    with register.changing(STEP) as session:
        name, value = another_value(session, record)
    with register.changing(STEP) as session:
        altered_record = again(session, record)
        old = getattr(altered_record, name)
        setattr(altered_record, name, value)
    with register.changing(STEP) as session:
        session.delete(again(session, record))

    removed, altered, made = lines_of(register, record)
    assert made[0] == "made" and made[2] is None and made[3]
    assert altered == ("altered", name, journal.encode(old), journal.encode(value))
    assert removed[0] == "removed" and removed[2][name] == journal.encode(value) and removed[3] is None


@pytest.mark.parametrize("kind", KINDS)
def test_undo_and_redo_bring_any_record_back_exactly(register: Register, kind: str) -> None:
    with register.changing(STEP) as session:
        record = make(session, kind)
        name, value = another_value(session, record)
    with register.changing(STEP) as session:
        setattr(again(session, record), name, value)
    with register.changing(STEP) as session:
        session.delete(again(session, record))

    def state() -> dict[str, Any] | None:
        with register.reading() as session:
            found = session.get(type(record), record.id)
            return None if found is None else {column.key: getattr(found, column.key) for column in columns}

    columns = [column for column in sa.inspect(type(record)).column_attrs if column.key not in record.unjournalled]
    removed = state()
    register.undo()
    altered = state()
    register.undo()
    made = state()
    register.undo()
    not_made = state()
    assert removed is None and altered and made and not_made is None
    assert altered[name] == value and {**altered, name: made[name]} == made != altered
    for expected in (made, altered, None):
        register.redo()
        assert state() == expected


@pytest.mark.parametrize("kind", [kind for kind in KINDS if issubclass(journal.kinds()[kind], Withdrawable)])
def test_undo_and_redo_of_withdrawing_any_record(register: Register, kind: str) -> None:
    with register.changing(STEP) as session:
        record = make(session, kind)
    with register.changing(STEP) as session:
        withdraw(session, type(record), record.id, DAY)

    def withdrawn_on() -> dt.date | None:
        with register.reading() as session:
            found = session.get_one(type(record), record.id)
            assert isinstance(found, Withdrawable)
            return found.withdrawn_on

    for reverse, expected in ((None, DAY), (register.undo, None), (register.redo, DAY), (register.undo, None)):
        if reverse is not None:
            assert reverse() == STEP
        assert withdrawn_on() == expected


def test_a_part_that_loses_its_parent_is_written_down_and_comes_back(register: Register) -> None:
    with register.changing(STEP) as session:
        supporting = sample.new_institution(session, "MS")
        action = sample.new_action(session)
        support(session, action.id, [supporting.id])
        part = action.supporting[0]
    with register.changing(STEP) as session:
        support(session, action.id, [])

    assert [operation for operation, *_ in lines_of(register, part)] == ["removed", "made"]
    register.undo()
    with register.reading() as session:
        assert list_actions(session, [action.id])[0].supporting == ("MS",)


def test_removing_a_meeting_writes_down_all_that_goes_with_it_and_undo_brings_it_back(register: Register) -> None:
    with register.changing(STEP) as session:
        institution = sample.new_institution(session)
        meeting = sample.new_meeting(session)
        meeting.organisers = [MeetingOrganiser(institution_id=institution.id)]
        items = [sample.new_item(session, meeting, title).id for title in ("Un", "Deux")]
        attendance = sample.new_attendance(session, meeting, institution).id
    with register.changing(STEP) as session:
        session.delete(again(session, meeting))
    with register.reading() as session:
        assert session.get(Meeting, meeting.id) is None
        assert session.get(AgendaItem, items[0]) is None

    register.undo()

    with register.reading() as session:
        back = session.get(Meeting, meeting.id)
        assert back is not None
        assert [item.id for item in back.agenda] == items
        assert [line.id for line in back.attendance] == [attendance]
        assert [organiser.institution_id for organiser in back.organisers] == [institution.id]


def test_what_stays_equal_leaves_no_line(register: Register) -> None:
    action_id = sample.new_action_id(register)
    with register.changing(STEP) as session:
        change_values(session, Action, action_id, {"title": french("Former"), "progress": 0})
    with register.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(journal.Step)) == 2  # the register, the action


def test_a_line_says_who_when_in_utc_and_through_what(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "salma")
    before = dt.datetime.now(dt.UTC)
    with register.changing(message("Action {number} taken over", number="ACT-1"), Channel.TRACKER) as session:
        action = sample.new_action(session)
    with register.reading() as session:
        (line,) = journal.list_changes(session, Action, action.id)
    assert (line.who, line.channel) == ("salma", Channel.TRACKER)
    assert line.at.utcoffset() == dt.timedelta(0)
    assert before <= line.at <= dt.datetime.now(dt.UTC)
    assert Language("en").text(line.label) == "Action ACT-1 taken over"


def test_a_moment_given_in_another_zone_is_kept_in_utc(register: Register) -> None:
    given = dt.datetime(2021, 2, 24, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    with register.engine.execution_options(**{guard.OPEN: True}).begin() as connection:
        connection.execute(
            sa.insert(journal.Step).values(at=given, who="", channel=Channel.FORM, label=journal.pack_message(STEP))
        )
    with register.reading() as session:
        at = session.scalars(sa.select(journal.Step.at).order_by(journal.Step.id.desc())).first()
    assert at is not None and at == given and at.tzinfo is dt.UTC and at.hour == 8


def test_whoever_only_reads_cannot_change_anything(register: Register) -> None:
    with pytest.raises(RuntimeError, match="changing"), register.reading() as session:
        sample.new_institution(session)


def test_a_refusal_leaves_neither_change_nor_line(register: Register) -> None:
    with pytest.raises(Refusal), register.changing(STEP) as session:
        sample.new_institution(session)
        sample.new_action(session, progress=101)
    with register.reading() as session:
        assert session.scalars(sa.select(Institution.id)).all() == []
        assert session.scalar(sa.select(sa.func.count()).select_from(journal.Step)) == 1
    assert not register.can_undo


# --- undo -------------------------------------------------------------------------------------------------------------


def test_undo_says_what_it_undid_and_ends_where_the_register_was_opened(register: Register) -> None:
    sample.new_action_id(register)
    assert register.can_undo and not register.can_redo
    assert register.undo() == STEP
    assert not register.can_undo and register.can_redo
    assert register.undo() is None
    assert register.redo() == STEP
    assert register.redo() is None


def test_a_new_step_leaves_nothing_to_redo(register: Register) -> None:
    sample.new_action_id(register)
    register.undo()
    sample.new_action_id(register)
    assert not register.can_redo


def test_an_undone_title_is_found_again_and_the_other_no_more(register: Register) -> None:
    action_id = sample.new_action_id(register, "Étude")
    with register.changing(STEP) as session:
        change_values(session, Action, action_id, {"title": french("Zèbre")})
    register.undo()
    with register.reading() as session:
        assert list_action_ids(session, ActionFilter(search="etude"), "fr") == [action_id]
        assert list_action_ids(session, ActionFilter(search="zebre"), "fr") == []


def test_revising_a_deadline_can_be_undone_and_redone(register: Register) -> None:
    action_id = sample.new_action_id(register, due=DAY)
    later = DAY + dt.timedelta(days=60)
    with register.changing(STEP) as session:
        revise_deadline(session, action_id, later, french("Budget tardif"))
    for reverse, due in ((register.undo, DAY), (register.redo, later), (register.undo, DAY)):
        reverse()
        with register.reading() as session:
            assert list_actions(session, [action_id])[0].due == due


def test_a_step_of_many_changes_is_undone_as_one(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        first, second = (sample.new_item(session, meeting, title) for title in ("Un", "Deux"))
        line = sample.new_attendance(session, meeting, sample.new_institution(session))
    with register.changing(STEP) as session:
        change_values(session, Meeting, meeting.id, {"title": french("Autre"), "kind": MeetingKind.SEMINAR})
        mark_presence(session, line.id, Presence.EXCUSED)
        remove_agenda_item(session, first.id)
        change_values(session, AgendaItem, second.id, {"title": french("Trois")})

    register.undo()

    with register.reading() as session:
        back = session.get(Meeting, meeting.id)
        assert back is not None and back.title == french("Session ordinaire")
        assert back.kind is MeetingKind.ORDINARY_SESSION
        assert [(item.position, item.title.fr) for item in back.agenda] == [(1, "Un"), (2, "Deux")]
        assert [each.presence for each in back.attendance] == [Presence.PRESENT]


def test_undo_is_refused_where_somebody_changed_the_same_field_since(register: Register, location: str) -> None:
    action_id = sample.new_action_id(register)
    with register.changing(STEP) as session:
        change_values(session, Action, action_id, {"funding": "Budget"})
    with Register.open(location) as other, other.changing(STEP) as session:
        change_values(session, Action, action_id, {"funding": "Union européenne"})

    with pytest.raises(Refusal):
        register.undo()

    with register.reading() as session:
        action = session.get(Action, action_id)
        assert action is not None and action.funding == "Union européenne"


def test_undo_is_refused_where_somebody_built_on_it_since(register: Register, location: str) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
    with Register.open(location) as other, other.changing(STEP) as session:
        sample.new_item(session, again(session, meeting))

    with pytest.raises(Refusal):
        register.undo()

    with register.reading() as session:
        assert session.scalars(sa.select(AgendaItem.meeting_id)).all() == [meeting.id]


def test_a_step_that_can_no_longer_be_undone_does_not_stand_in_the_way_of_earlier_ones(
    register: Register, location: str
) -> None:
    first = sample.new_action_id(register, "Un")
    second = sample.new_action_id(register, "Deux")
    with Register.open(location) as other, other.changing(STEP) as session:
        change_values(session, Action, second, {"funding": "Union européenne"})
    with pytest.raises(Refusal):
        register.undo()

    register.undo()

    with register.reading() as session:
        assert session.get(Action, first) is None
        assert session.get(Action, second) is not None


def test_undo_may_lead_backwards_where_a_lifecycle_does_not(register: Register) -> None:
    action_id = sample.new_action_id(register)
    with register.changing(STEP) as session:
        change_values(session, Action, action_id, {"status": ActionStatus.REPORTED})
    register.undo()
    with register.reading() as session:
        assert list_actions(session, [action_id])[0].status is ActionStatus.PLANNED


def test_undo_of_withdrawing_lists_the_record_again(register: Register) -> None:
    action_id = sample.new_action_id(register)
    with register.changing(STEP) as session:
        withdraw(session, Action, action_id)
    with register.reading() as session:
        assert list_action_ids(session, ActionFilter(), "fr") == []
    register.undo()
    with register.reading() as session:
        assert list_action_ids(session, ActionFilter(), "fr") == [action_id]


def test_what_others_refer_to_cannot_be_removed(register: Register) -> None:
    with register.changing(STEP) as session:
        institution = sample.new_institution(session)
        sample.new_action(session, lead_id=institution.id)
    with pytest.raises(Refusal), register.changing(STEP) as session:
        session.delete(again(session, institution))
    with register.reading() as session:
        assert session.get(Institution, institution.id) is not None


# --- messages in the journal ------------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WRITTEN = st.none() | TEXTS.filter(str.strip)
WORDINGS = st.builds(Wording, WRITTEN, WRITTEN, WRITTEN)
PLAIN_VALUES = TEXTS | st.integers(-(2**53), 2**53) | st.booleans() | st.none() | st.dates() | WORDINGS


def messages(values: st.SearchStrategy[object]) -> st.SearchStrategy[Message]:
    named = st.dictionaries(st.from_regex(r"[a-z]{1,6}", fullmatch=True), values, max_size=3)
    return st.builds(Message, TEXTS, named) | st.builds(plural, TEXTS, TEXTS, st.integers(0, 200))


@given(st.recursive(messages(PLAIN_VALUES), messages, max_leaves=4))
def test_a_message_comes_back_from_the_journal_as_it_went_in(said: Message) -> None:
    assert journal.unpack_message(json.loads(json.dumps(journal.pack_message(said)))) == said


@given(st.sampled_from([code for kind in Code.__subclasses__() for code in kind]))
def test_a_code_in_a_message_reads_the_same_after_the_journal(code: Code) -> None:
    said = message("Status: {status}", status=code)
    for language in (Language("fr"), Language("ar"), Language("en")):
        assert language.text(journal.unpack_message(journal.pack_message(said))) == language.text(said)


def test_anything_else_in_a_message_is_kept_as_text() -> None:
    packed = journal.pack_message(message("{path} read", path=Path("a") / "b"))
    assert packed["values"] == {"path": str(Path("a") / "b")}
    assert journal.unpack_message(journal.pack_message(label("record", "action"))) == label("record", "action")


def test_a_column_named_after_a_wording_is_put_back_as_itself(register: Register) -> None:
    with register.changing(STEP) as session:
        institution = new_institution(session)
        letter = send_letter(
            session,
            {"kind": LetterKind.REQUEST, "institution_id": institution.id, "subject": french("Suivi"), "sent_on": DAY},
        )
    with register.changing(STEP) as session:
        change_values(session, Letter, letter.id, {"answer_due": DAY})
    register.undo()
    with register.reading() as session:
        assert find(session, Letter, letter.id).answer_due is None

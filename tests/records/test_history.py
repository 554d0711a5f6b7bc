"""The journal read back: histories, steps undone out of turn, records restored."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from desktop.codes import ActionStatus, Channel, Presence
from desktop.language import Refusal, message
from desktop.records import journal
from desktop.records.base import change_values, withdraw
from desktop.records.follow_up.action import Action, revise_deadline, support
from desktop.records.follow_up.progress import report_progress
from desktop.records.follow_up.recommendation import address
from desktop.records.history import (
    HistoryFilter,
    find_parts,
    list_authors,
    list_change_ids,
    list_changes_by_id,
    list_removed,
    list_step_changes,
    list_step_ids,
    list_steps,
    restore,
)
from desktop.records.meetings.agenda import AgendaItem, remove_agenda_item
from desktop.records.meetings.attendance import Attendance, mark_presence
from desktop.records.meetings.decision import Decision
from desktop.records.meetings.meeting import Meeting
from desktop.records.people.institution import Institution
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import DAY, STEP, french


def whole_meeting(register: Register) -> dict[str, str]:
    """A meeting with one of everything that can hang on it; the ids by kind."""
    with register.changing(message("Meeting prepared")) as session:
        meeting = sample.new_meeting(session)
        item = sample.new_item(session, meeting)
        institution = sample.new_institution(session)
        line = sample.new_attendance(session, meeting, institution)
        decision = sample.new_decision(session, item)
        recommendation = sample.new_recommendation(session, item)
        address(session, recommendation.id, [institution.id])
        action = sample.new_action(session, recommendations=[recommendation.id], due=DAY)
        support(session, action.id, [institution.id])
        update = report_progress(
            session, action.id, {"reported_on": DAY, "status": ActionStatus.IN_PROGRESS, "progress": 10}
        )
        return {
            "meeting": meeting.id,
            "agenda_item": item.id,
            "attendance": line.id,
            "decision": decision.id,
            "recommendation": recommendation.id,
            "addressee": recommendation.addressees[0].id,
            "action": action.id,
            "action_recommendation": action.recommendations[0].id,
            "action_support": action.supporting[0].id,
            "progress_update": update.id,
        } | {"institution": institution.id}


# --- histories --------------------------------------------------------------------------------------------------------


def test_the_history_of_a_meeting_tells_of_all_that_hangs_on_it(register: Register) -> None:
    ids = whole_meeting(register)
    with register.changing(STEP) as session:
        other = sample.new_meeting(session)
        sample.new_item(session, other)
        sample.new_action(session)
    institution = ids.pop("institution")
    with register.reading() as session:
        parts = find_parts(session, Meeting, ids["meeting"])
        assert {kind: {record_id} for kind, record_id in ids.items()} == parts
        changes = list_changes_by_id(session, list_change_ids(session, Meeting, ids["meeting"]))
    assert {change.record_id for change in changes} == set(ids.values())
    assert institution not in {change.record_id for change in changes}, "an institution does not hang on a meeting"
    assert [change.operation for change in changes if change.record_id == ids["action"]][-1] == journal.MADE


def test_the_history_of_a_meeting_tells_of_what_was_removed_from_it(register: Register) -> None:
    ids = whole_meeting(register)
    with register.changing(STEP) as session:
        extra = sample.new_item(session, session.get_one(Meeting, ids["meeting"]), "Divers")
        extra_id = extra.id
    with register.changing(STEP) as session:
        remove_agenda_item(session, extra_id)
    with register.reading() as session:
        changes = list_changes_by_id(session, list_change_ids(session, Meeting, ids["meeting"]))
    about = [change.operation for change in changes if change.record_id == extra_id]
    assert (about[0], about[-1]) == (journal.REMOVED, journal.MADE)


def test_the_lines_of_a_history_come_in_pages_the_newest_first(register: Register) -> None:
    ids = whole_meeting(register)
    with register.changing(STEP) as session:
        mark_presence(session, ids["attendance"], Presence.ABSENT)
    with register.reading() as session:
        every = list_change_ids(session, Meeting, ids["meeting"])
        assert every == sorted(every, reverse=True)
        first, second = list_changes_by_id(session, every[:3]), list_changes_by_id(session, every[3:6])
    assert (first[0].record_id, first[0].new) == (ids["attendance"], "absent")
    assert len(first) == len(second) == 3 and not any(line in second for line in first)


def test_the_register_tells_what_was_done_by_whom_through_what_and_when(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "salma")
    with register.changing(message("Two institutions"), Channel.IMPORT) as session:
        sample.new_institution(session, "A")
        sample.new_institution(session, "B")
    monkeypatch.setattr("getpass.getuser", lambda: "karim")
    action_id = sample.new_action_id(register)

    def told(chosen: HistoryFilter) -> list[str]:
        with register.reading() as session:
            return [step.label.text for step in list_steps(session, list_step_ids(session, chosen))]

    today = dt.date.today()
    day = dt.timedelta(days=1)
    assert told(HistoryFilter()) == ["Something was done", "Two institutions", "Register made"]
    assert told(HistoryFilter(who="salma")) == ["Two institutions"]
    assert told(HistoryFilter(channels=[Channel.IMPORT])) == ["Two institutions"]
    assert told(HistoryFilter(kinds=["action"])) == ["Something was done"]
    assert told(HistoryFilter(kinds=["action", "institution"])) == ["Something was done", "Two institutions"]
    assert told(HistoryFilter(since=today - day, until=today + day, who="karim")) == ["Something was done"]
    assert told(HistoryFilter(until=today - day)) == told(HistoryFilter(since=today + day)) == []
    with register.reading() as session:
        assert {"karim", "salma"} <= set(list_authors(session))
        last, before = list_steps(session, list_step_ids(session, HistoryFilter())[:2])
        assert (last.records, before.records, before.undoes) == (1, 2, None)
        assert [change.record_id for change in list_step_changes(session, last.id)] == [action_id]


# --- steps undone out of turn -----------------------------------------------------------------------------------------


def test_any_step_of_this_session_can_be_undone_and_redone(register: Register) -> None:
    first, second, third = (sample.new_action_id(register, title) for title in ("Un", "Deux", "Trois"))
    third_step, second_step, first_step = register.steps_done

    assert register.undo(second_step)
    assert titles(register) == {"Un", "Trois"}
    assert register.undo(first_step)
    assert titles(register) == {"Trois"}
    undo_of_first, undo_of_second = register.steps_undone
    assert register.redo(undo_of_second)
    assert titles(register) == {"Deux", "Trois"}
    with register.changing(STEP) as session:
        revise = session.get_one(Action, third)
        revise.due = DAY
    assert not register.can_redo, "what was undone is no longer next in turn"
    assert register.redo(undo_of_first), "but it can still be asked for"
    assert titles(register) == {"Un", "Deux", "Trois"}
    with register.reading() as session:
        assert {first, second, third} == set(session.scalars(sa.select(Action.id)))
    assert third_step in register.steps_done


def test_a_step_that_a_later_one_stands_on_is_refused_and_can_be_undone_after_it(register: Register) -> None:
    action_id = sample.new_action_id(register, due=DAY)
    with register.changing(STEP) as session:
        revise_deadline(session, action_id, DAY + dt.timedelta(days=9), french("Retard"))
    later, earlier = register.steps_done
    with pytest.raises(journal.Overtaken):
        register.undo(earlier)
    assert titles(register) == {"Former"}
    assert register.steps_done == [later, earlier], "the step stays undoable"
    assert register.undo(later) and register.undo(earlier)
    assert titles(register) == set()


def test_undoing_a_removal_whose_place_was_taken_is_refused(register: Register) -> None:
    with register.changing(STEP) as session:
        institution_id = sample.new_institution(session, "MJ").id
    with register.changing(STEP) as session:
        session.delete(session.get_one(Institution, institution_id))
    removal = register.steps_done[0]
    with register.changing(STEP) as session:
        sample.new_institution(session, "MJ")
    with pytest.raises(Refusal):
        register.undo(removal)
    with register.reading() as session:
        assert len(session.scalars(sa.select(Institution.id)).all()) == 1


def test_a_step_of_another_session_is_not_undone_here(register: Register) -> None:
    with pytest.raises(Refusal, match="since the register was opened"):
        register.undo(1)
    with pytest.raises(Refusal, match="since the register was opened"):
        register.redo(1)


def titles(register: Register) -> set[str | None]:
    with register.reading() as session:
        return {action.title.fr for action in session.scalars(sa.select(Action))}


# --- what comes back --------------------------------------------------------------------------------------------------


def test_a_removed_meeting_comes_back_with_all_that_went_with_it(register: Register) -> None:
    with register.changing(STEP) as session:
        meeting = sample.new_meeting(session)
        sample.new_item(session, meeting, "Un")
        sample.new_item(session, meeting, "Deux")
        sample.new_attendance(session, meeting, sample.new_institution(session))
        number, meeting_id = meeting.number, meeting.id
    with register.changing(STEP) as session:
        session.delete(session.get_one(Meeting, meeting_id))
    with register.reading() as session:
        [row] = list_removed(session)
    assert (row.kind, row.id, row.number, row.title, row.withdrawn) == (
        "meeting", meeting_id, number, french("Session ordinaire"), False,
    )  # fmt: skip
    assert row.removed_at and row.who

    with register.changing(STEP) as session:
        restore(session, Meeting, meeting_id)
    with register.reading() as session:
        found = session.get_one(Meeting, meeting_id)
        assert found.number == number
        assert [item.title.fr for item in found.agenda] == ["Un", "Deux"]
        assert len(found.attendance) == 1
        assert list_removed(session) == []


def test_a_withdrawn_record_is_restored_under_its_number(register: Register) -> None:
    action_id = sample.new_action_id(register)
    with register.changing(STEP) as session:
        withdraw(session, Action, action_id)
    with register.reading() as session:
        [row] = list_removed(session, ["action"])
        assert list_removed(session, ["meeting"]) == []
    assert row.withdrawn and row.title == french("Former") and row.removed_at
    with register.changing(STEP) as session:
        restore(session, Action, action_id)
    with register.reading() as session:
        assert session.get_one(Action, action_id).withdrawn_on is None
        assert list_removed(session) == []


def test_a_part_that_was_removed_alone_is_restored_alone(register: Register) -> None:
    ids = whole_meeting(register)
    with register.changing(STEP) as session:
        session.delete(session.get_one(Attendance, ids["attendance"]))
    with register.reading() as session:
        assert [row.id for row in list_removed(session)] == [ids["attendance"]]
    with register.changing(STEP) as session:
        restore(session, Attendance, ids["attendance"])
    with register.reading() as session:
        assert session.get(Attendance, ids["attendance"])


def test_restoring_what_is_there_or_never_was_is_refused(register: Register) -> None:
    action_id = sample.new_action_id(register)
    with pytest.raises(Refusal, match="nothing to restore"), register.changing(STEP) as session:
        restore(session, Action, action_id)
    with pytest.raises(Refusal, match="does not know"), register.changing(STEP) as session:
        restore(session, Decision, "0" * 32)


def test_restoring_is_a_step_that_can_be_undone(register: Register) -> None:
    action_id = sample.new_action_id(register)
    with register.changing(STEP) as session:
        session.delete(session.get_one(Action, action_id))
    with register.changing(STEP) as session:
        restore(session, Action, action_id)
    assert register.undo()
    assert titles(register) == set()


def test_a_column_that_is_no_more_does_not_keep_an_old_record_from_coming_back(register: Register) -> None:
    kept = {"meeting_id": "0" * 32, "position": 3, "title_fr": "Ancien", "kind": "discussion", "colour": "red"}
    back = journal.revived(AgendaItem, "1" * 32, kept)
    assert isinstance(back, AgendaItem) and back.title == french("Ancien") and back.position == 3


def test_changing_a_value_back_and_forth_is_told_line_by_line(register: Register) -> None:
    action_id = sample.new_action_id(register)
    for progress in (10, 20):
        with register.changing(STEP) as session:
            change_values(session, Action, action_id, {"progress": progress})
    with register.reading() as session:
        lines = journal.list_changes(session, Action, action_id)
    assert [(line.old, line.new) for line in lines[:2]] == [(10, 20), (0, 10)]

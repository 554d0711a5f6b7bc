"""Trackers for many institutions at once: into a folder, all of them or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from desktop.codes import OPEN, Audience, Level
from desktop.commands import command_line as commands
from desktop.documents.excel.tracker_columns import TABLE_NAME
from desktop.language import Refusal, message
from desktop.outputs.trackers import export_tracker, write_trackers
from desktop.records.base import find
from desktop.records.follow_up.action import Action
from desktop.records.follow_up.correspondence import list_in_charge
from desktop.records.follow_up.tracker import find_tracker
from desktop.records.follow_up.tracker_scope import find_scope, list_scopes
from desktop.records.meetings.meeting import Meeting
from desktop.records.register import Register
from tests.windows.frame import copy_demonstration

ON = dt.date(2026, 11, 26)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(copy_demonstration(tmp_path)) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "trackers"
    made.mkdir()
    return made


def test_whoever_leads_or_supports_what_is_not_finished_is_asked_and_nobody_else(register: Register) -> None:
    with register.reading() as session:
        found = {each.institution.acronym: each for each in list_in_charge(session, ON)}
        wanted: dict[str, set[str]] = {}
        late: dict[str, set[dt.date]] = {}
        for action in session.query(Action):
            if action.status in OPEN:
                due = action.revised_due or action.due
                for each in ([action.lead] if action.lead else []) + [link.institution for link in action.supporting]:
                    wanted.setdefault(each.acronym, set()).add(action.id)
                    if due and due < ON:
                        late.setdefault(each.acronym, set()).add(due)
        assert {acronym: each.count for acronym, each in found.items()} == {
            key: len(ids) for key, ids in wanted.items()
        }
        assert {key: each.since for key, each in found.items() if each.since} == {
            key: min(days) for key, days in late.items()
        }
        assert list(found) == sorted(found)


def test_a_programme_a_plan_and_a_body_keep_it_to_their_own(register: Register, folder: Path) -> None:
    with register.reading() as session:
        scopes = {scope.subject.kind: scope for scope in reversed(list_scopes(session))}
        assert set(scopes) == {"programme", "plan", "body"}
        whole = {row.id for row in find_tracker(session).rows}
        actions = session.query(Action).all()
        own = {
            "programme": {each.id for each in actions if each.programme_id == scopes["programme"].subject.id},
            "plan": {
                each.id for each in actions
                if each.objective and each.objective.plan_id == scopes["plan"].subject.id
            },
            "body": {
                each.id for each in actions
                for said in (*(link.recommendation for link in each.recommendations),
                             *(link.decision for link in each.decisions))
                if said.meeting_id and find(session, Meeting, said.meeting_id).body_id == scopes["body"].subject.id
            },
        }  # fmt: skip
        for kind, scope in scopes.items():
            rows = {row.id for row in find_tracker(session, scope=scope).rows}
            assert rows == own[kind] & whole, kind
            charged = {each.institution.acronym for each in list_in_charge(session, ON, None, scope)}
            assert charged <= {each.institution.acronym for each in list_in_charge(session, ON)}
        assert any(own.values())
    kept = scopes["body"]
    name = str(kept.name.fr)
    export_tracker(register, "MSISF", ["fr"], folder / "t.xlsx", scope=kept)
    assert name in str(openpyxl.load_workbook(folder / "t.xlsx").worksheets[0]["A2"].value)


def test_a_scope_is_found_by_code_or_name_whatever_the_language(register: Register) -> None:
    with register.reading() as session:
        for scope in list_scopes(session):
            for said in (scope.code, scope.name.fr, scope.name.ar, scope.name.en):
                if said:
                    assert find_scope(session, f" {said.upper()} ").name == scope.name
        for nothing in ("", "SUD-XXI"):
            with pytest.raises(Refusal):
                find_scope(session, nothing)


def test_what_an_audience_may_not_see_is_not_counted(register: Register) -> None:
    with register.changing(message("test")) as session:
        for each in session.query(Action):
            each.level = Level.RESTRICTED
    with register.reading() as session:
        assert list_in_charge(session, ON, Audience.PARTNERS) == []
        assert list_in_charge(session, ON)


def test_each_gets_its_own_in_the_language_chosen(register: Register, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    paths = write_trackers(register, ["MSISF", "MI", "MJ"], ["ar"], folder, lambda *far: bool(told.append(far)) or True)
    assert sorted(folder.iterdir()) == sorted(paths) and len(paths) == 3
    assert told[0] == (0, 3) and told[-1] == (3, 3)
    for path, acronym in zip(paths, ("MSISF", "MI", "MJ"), strict=True):
        assert acronym in path.name and path.name.endswith("-ar.xlsx")
        sheet = openpyxl.load_workbook(path).worksheets[0]
        assert TABLE_NAME in sheet.tables and sheet.sheet_view.rightToLeft


def test_who_stops_or_asks_for_one_not_known_leaves_nothing(register: Register, folder: Path) -> None:
    assert write_trackers(register, ["MSISF", "MI"], ["fr"], folder, lambda done, _: done < 1) == []
    with pytest.raises(Refusal):
        write_trackers(register, ["MSISF", "NOBODY"], ["fr"], folder)
    assert list(folder.iterdir()) == []


def test_a_file_that_is_there_already_is_not_touched(register: Register, folder: Path) -> None:
    [there] = write_trackers(register, ["MI"], ["fr"], folder)
    before = there.read_bytes()
    with pytest.raises(Refusal):
        write_trackers(register, ["MSISF", "MI"], ["fr"], folder)
    assert list(folder.iterdir()) == [there] and there.read_bytes() == before
    with pytest.raises(Refusal):
        write_trackers(register, ["MI"], ["fr"], folder / "none")


def test_the_command_writes_one_for_each(register: Register, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(register.path)
    with register.reading() as session:
        count = len(list_in_charge(session, dt.date.today(), Audience.INTERNAL))
        body = next(scope for scope in list_scopes(session) if scope.subject.kind == "body")
        of = str(body.name.fr)
    register.close()
    assert commands.run(["trackers", path, str(folder), "--language", "fr"]) == commands.DONE
    assert len(capsys.readouterr().out.splitlines()) == len(list(folder.iterdir())) == count > 3
    other = folder.parent / "two"
    other.mkdir()
    some = ["trackers", path, str(other), "--institution", "MI", "--institution", "mi", "--institution", "MJ"]
    assert commands.run(some) == commands.DONE
    assert len(list(other.iterdir())) == 2
    assert commands.run(["trackers", path, str(other), "--institution", "NOBODY"]) == commands.REFUSED
    third = folder.parent / "three"
    third.mkdir()
    assert commands.run(["trackers", path, str(third), "--of", of]) == commands.DONE
    assert 0 < len(list(third.iterdir())) <= count
    assert commands.run(["trackers", path, str(third), "--of", "SUD-XXI"]) == commands.REFUSED
    assert commands.run(["tracker", path, str(third / "one.xlsx"), "--of", "sud-iv"]) == commands.DONE
    narrow = ["tracker", path, str(third / "two.xlsx"), "--language", "fr+ar", "--columns", "lead, narrative"]
    assert commands.run(narrow) == commands.DONE
    sheet = openpyxl.load_workbook(third / "two.xlsx").worksheets[0]
    assert "الأجل" in str([cell.value for cell in sheet[5]])
    assert sheet.max_column == 8
    assert commands.run([*narrow[:-1], "colour"]) == commands.REFUSED
    assert "colour" in capsys.readouterr().err

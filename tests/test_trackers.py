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
from desktop.outputs.trackers import write_trackers
from desktop.records.follow_up.action import Action
from desktop.records.follow_up.correspondence import list_in_charge
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


def test_what_an_audience_may_not_see_is_not_counted(register: Register) -> None:
    with register.changing(message("test")) as session:
        for each in session.query(Action):
            each.level = Level.RESTRICTED
    with register.reading() as session:
        assert list_in_charge(session, ON, Audience.PARTNERS) == []
        assert list_in_charge(session, ON)


def test_each_gets_its_own_in_the_language_chosen(register: Register, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    paths = write_trackers(register, ["MSISF", "MI", "MJ"], "ar", folder, lambda *far: bool(told.append(far)) or True)
    assert sorted(folder.iterdir()) == sorted(paths) and len(paths) == 3
    assert told[0] == (0, 3) and told[-1] == (3, 3)
    for path, acronym in zip(paths, ("MSISF", "MI", "MJ"), strict=True):
        assert acronym in path.name and path.name.endswith("-ar.xlsx")
        sheet = openpyxl.load_workbook(path).worksheets[0]
        assert TABLE_NAME in sheet.tables and sheet.sheet_view.rightToLeft


def test_who_stops_or_asks_for_one_not_known_leaves_nothing(register: Register, folder: Path) -> None:
    assert write_trackers(register, ["MSISF", "MI"], "fr", folder, lambda done, _: done < 1) == []
    with pytest.raises(Refusal):
        write_trackers(register, ["MSISF", "NOBODY"], "fr", folder)
    assert list(folder.iterdir()) == []


def test_a_file_that_is_there_already_is_not_touched(register: Register, folder: Path) -> None:
    [there] = write_trackers(register, ["MI"], "fr", folder)
    before = there.read_bytes()
    with pytest.raises(Refusal):
        write_trackers(register, ["MSISF", "MI"], "fr", folder)
    assert list(folder.iterdir()) == [there] and there.read_bytes() == before
    with pytest.raises(Refusal):
        write_trackers(register, ["MI"], "fr", folder / "none")


def test_the_command_writes_one_for_each(register: Register, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(register.path)
    with register.reading() as session:
        count = len(list_in_charge(session, dt.date.today(), Audience.INTERNAL))
    register.close()
    assert commands.run(["trackers", path, str(folder), "--language", "fr"]) == commands.DONE
    assert len(capsys.readouterr().out.splitlines()) == len(list(folder.iterdir())) == count > 3
    other = folder.parent / "two"
    other.mkdir()
    some = ["trackers", path, str(other), "--institution", "MI", "--institution", "mi", "--institution", "MJ"]
    assert commands.run(some) == commands.DONE
    assert len(list(other.iterdir())) == 2
    assert commands.run(["trackers", path, str(other), "--institution", "NOBODY"]) == commands.REFUSED

"""The parts of a record beside its form: added, changed, moved and removed by keyboard, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.records.people.body import list_bodies, list_members
from desktop.records.rows import MemberRow
from desktop.windows.lists.list_page import ListPage
from desktop.windows.lists.parts import PartList
from desktop.windows.main_window import MainWindow
from tests.records.sample import STEP, new_institution
from tests.registers import new_register
from tests.windows.frame import open_dialog, open_window

ACRONYMS = ("MJ", "MI", "MS")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A new register: its plenary has no members yet."""
    path = tmp_path / "new.tawsiya"
    with new_register(path) as register, register.changing(STEP) as session:
        for acronym in ACRONYMS:
            new_institution(session, acronym)
    shown = open_window(qtbot, path)
    shown.go("bodies")
    yield shown
    shown.desk.register.close()


@pytest.fixture
def members(window: MainWindow) -> PartList:
    page = window.pages["bodies"]
    assert isinstance(page, ListPage)
    page.pane.tab = 1
    return page.pane.part_lists[0]


def seats(window: MainWindow) -> list[MemberRow]:
    with window.desk.reading() as session:
        return list_members(session, list_bodies(session)[0].id)


def enter_all(window: MainWindow, members: PartList) -> None:
    members.add_button.click()
    dialog = open_dialog()
    chooser = dialog.form.editors["institutions"]
    with window.desk.reading() as session:
        from desktop.records.people.institution import InstitutionFilter, list_institution_ids

        chooser.set_value(list_institution_ids(session, InstitutionFilter(), "fr"))
    dialog.accept()


def test_a_new_plenary_says_that_it_has_no_members_and_takes_all_at_once(window: MainWindow, members: PartList) -> None:
    assert members.nothing.isVisible()
    enter_all(window, members)
    assert [seat.institution for seat in seats(window)] == sorted(ACRONYMS)
    assert all(seat.votes for seat in seats(window))
    assert members.count == len(ACRONYMS)
    page = window.pages["bodies"]
    assert isinstance(page, ListPage)
    assert "(3)" in page.pane.tabs.tabText(1)


def test_an_institution_is_not_seated_twice(window: MainWindow, members: PartList) -> None:
    enter_all(window, members)
    enter_all(window, members)
    dialog = open_dialog()
    assert dialog.form.errors["institutions"].isVisible()
    assert len(seats(window)) == len(ACRONYMS)
    dialog.form.load({"institutions": ()})
    dialog.reject()


def test_the_keyboard_changes_moves_and_removes_and_undo_brings_back(
    qtbot: QtBot, window: MainWindow, members: PartList
) -> None:
    enter_all(window, members)
    assert members.view.hasFocus()
    members.view.choose(seats(window)[0].id)
    qtbot.keyClick(members.view, Qt.Key.Key_Return)
    dialog = open_dialog()
    dialog.form.editors["chairs"].set_value(True)
    dialog.accept()
    first = seats(window)[0]
    assert first.chairs
    qtbot.keyClick(members.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert seats(window)[1].id == first.id
    current = members.view.current()
    assert current is not None
    assert current.id == first.id
    qtbot.keyClick(members.view, Qt.Key.Key_Delete)
    assert first.id not in [seat.id for seat in seats(window)]
    for _ in range(3):
        window.desk.undo()
    assert seats(window)[0].id == first.id
    assert not seats(window)[0].chairs


def test_what_is_wrong_with_a_part_is_said_and_nothing_is_changed(window: MainWindow, members: PartList) -> None:
    enter_all(window, members)
    members.edit()
    dialog = open_dialog()
    dialog.form.editors["since"].line.setText("01/02/2021")  # type: ignore[attr-defined]
    dialog.form.editors["until"].line.setText("01/01/2021")  # type: ignore[attr-defined]
    dialog.accept()
    assert dialog.isVisible()
    assert seats(window)[0].since is None
    dialog.reject()
    dialog.reject()


def test_a_form_that_cannot_be_saved_stays_before_a_part_is_added(window: MainWindow, members: PartList) -> None:
    page = window.pages["bodies"]
    assert isinstance(page, ListPage)
    page.pane.form.editors["name"].set_value(None)
    members.add_button.click()
    assert page.pane.form.errors["name"].isVisible()
    page.pane.discard()

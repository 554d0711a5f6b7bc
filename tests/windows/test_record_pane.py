"""The third pane: what another desk saved in the meantime, and where the keyboard stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.codes import ActionStatus
from desktop.language import Wording
from desktop.records.base import CHANGED_MEANWHILE, change_values, read_values
from desktop.records.follow_up.action import Action
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids
from desktop.records.register import Register
from desktop.windows.lists.action_pane import ActionPane
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.main_window import MainWindow
from tests.records.sample import STEP
from tests.windows.frame import Ear, copy_demonstration, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.desk.register.close()


def change_elsewhere(window: MainWindow, title: str) -> str:
    """Change the action shown at another desk; its id."""
    record_id = window.page_of(ActionsPage).pane.record_id
    assert record_id is not None
    with (
        Register.open(window.desk.register.location) as other,
        other.changing(STEP) as session,
    ):
        change_values(session, Action, record_id, {"title": Wording(fr=title)})
    return record_id


def test_what_another_desk_changed_is_read_when_one_comes_back(window: MainWindow) -> None:
    window.go("actions")
    change_elsewhere(window, "De là-bas")
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert window.page_of(ActionsPage).pane.form.editors["title"].value().fr == "De là-bas"


def test_a_record_is_not_written_over_what_another_desk_saved(window: MainWindow) -> None:
    window.go("actions")
    pane, ear = window.page_of(ActionsPage).pane, Ear(window.desk)
    pane.form.editors["title"].set_value(Wording(fr="D'ici"))
    record_id = change_elsewhere(window, "De là-bas")
    assert not pane.save()
    assert ear.last == CHANGED_MEANWHILE
    assert pane.form.editors["title"].value().fr == "D'ici"
    show, mine = ear.heard[-1].doors
    mine.go()
    with window.desk.reading() as session:
        assert read_values(session, Action, record_id, ["title"])["title"].fr == "D'ici"
    change_elsewhere(window, "Encore")
    pane.form.editors["title"].set_value(Wording(fr="D'ici aussi"))
    assert not pane.save()
    show.go()
    assert pane.form.editors["title"].value().fr == "Encore"


def test_after_verifying_the_keyboard_stays_in_the_pane(qtbot: QtBot, window: MainWindow) -> None:
    window.go("actions")
    with window.desk.reading() as session:
        reported = list_action_ids(session, ActionFilter(statuses=(ActionStatus.REPORTED,)), "fr")[0]
    window.page_of(ActionsPage).show_record(reported)
    pane = window.page_of(ActionsPage).pane
    assert isinstance(pane, ActionPane)
    pane.verify_button.setFocus()
    pane.verify_button.click()
    focused = window.focusWidget()
    assert focused is not None and pane.isAncestorOf(focused)
    assert window.page_of(ActionsPage).pane.record_id == reported

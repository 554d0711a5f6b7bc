"""Links between records: what is chosen is a door, what refers to a record is counted and a door to the list of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.records.base import read_values
from desktop.records.follow_up.action import Action, serve
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids
from desktop.records.follow_up.recommendation import RecommendationFilter, list_recommendation_ids
from desktop.windows.forms.editors import ChoiceEditor
from desktop.windows.lists.list_page import ListPage
from desktop.windows.main_window import MainWindow
from tests.records.sample import STEP
from tests.windows.frame import copy_demonstration, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.close()


def list_page(window: MainWindow, key: str) -> ListPage:
    page = window.page_at(key)
    assert isinstance(page, ListPage)
    return page


def chooser(page: ListPage, name: str) -> ChoiceEditor:
    editor = page.pane.form.editors[name]
    assert isinstance(editor, ChoiceEditor)
    return editor


def action_with_a_lead(window: MainWindow) -> tuple[str, str]:
    with window.desk.reading() as session:
        for action_id in list_action_ids(session, ActionFilter(), "fr"):
            lead = read_values(session, Action, action_id, ["lead_id"])["lead_id"]
            if lead is not None:
                return action_id, lead
    raise AssertionError


def test_a_click_leads_to_what_is_chosen(window: MainWindow) -> None:
    action_id, lead_id = action_with_a_lead(window)
    window.open_record("actions", action_id)
    door = chooser(list_page(window, "actions"), "lead_id").door
    assert door is not None
    assert door.isVisible()
    door.click()
    assert window.page.key == "institutions"
    assert list_page(window, "institutions").pane.record_id == lead_id


def test_control_and_enter_lead_there_from_the_keyboard_and_save_nothing(qtbot: QtBot, window: MainWindow) -> None:
    action_id, lead_id = action_with_a_lead(window)
    window.open_record("actions", action_id)
    button = chooser(list_page(window, "actions"), "lead_id").chooser
    button.setFocus()
    steps = window.desk.register.steps_done
    qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert list_page(window, "institutions").pane.record_id == lead_id
    assert window.desk.register.steps_done == steps


def test_of_several_it_is_asked_which(qtbot: QtBot, window: MainWindow) -> None:
    action_id, _ = action_with_a_lead(window)
    with window.desk.reading() as session:
        two = list_recommendation_ids(session, RecommendationFilter(), "fr")[:2]
    with window.desk.register.changing(STEP) as session:
        serve(session, action_id, two)
    window.desk.register_changed.emit()
    window.open_record("actions", action_id)
    editor = chooser(list_page(window, "actions"), "recommendations")
    from PySide6.QtWidgets import QMenu

    editor.follow()
    [menu] = [each for each in editor.findChildren(QMenu) if each.isVisible()]
    assert len(menu.actions()) == 2
    menu.actions()[1].trigger()
    menu.close()
    assert window.page.key == "recommendations"
    assert list_page(window, "recommendations").pane.record_id == two[1]


def test_what_cannot_be_saved_is_not_left_by_a_link(window: MainWindow) -> None:
    action_id, _ = action_with_a_lead(window)
    window.open_record("actions", action_id)
    page = list_page(window, "actions")
    page.pane.form.editors["title"].set_value(None)
    chooser(page, "lead_id").follow()
    assert window.page is page
    assert page.pane.form.errors["title"].isVisible()
    page.pane.discard()


def test_what_refers_to_an_institution_is_counted_and_opens_its_list(window: MainWindow) -> None:
    window.go("institutions")
    page = list_page(window, "institutions")
    ids = [page.model.id_at(place) or "" for place in range(page.model.rowCount())]
    with window.desk.reading() as session:
        addressed = {
            each: list_recommendation_ids(session, RecommendationFilter(institution_id=each), "fr") for each in ids
        }
    institution_id = next(each for each in ids if addressed[each])
    count = len(addressed[institution_id])
    page.show_record(institution_id)
    bar = page.pane.references
    door = bar.doors[[each.page for each in bar.referring].index("recommendations")]
    assert door.text().startswith(str(count))
    door.click()
    found = list_page(window, "recommendations")
    assert window.page is found
    assert found.model.rowCount() == count
    assert found.filters() == {"institution": institution_id}


def test_a_filter_that_a_door_set_is_shown_and_can_be_cleared(window: MainWindow) -> None:
    window.go("themes")
    page = list_page(window, "themes")
    shown = 0
    for place in range(page.model.rowCount()):
        page.table.choose(page.model.id_at(place))
        for door, each in zip(page.pane.references.doors, page.pane.references.referring, strict=True):
            if door.isVisibleTo(page.pane) and not door.isHidden() and each.page == "recommendations" and not shown:
                door.click()
                shown += 1
    assert shown
    found = list_page(window, "recommendations")
    assert found.filter_bar.chips["theme"].isVisible()
    found.clear_filters()
    assert not found.filter_bar.chips["theme"].isVisible()


def test_every_door_leads_to_a_list_of_as_many_as_it_says(window: MainWindow) -> None:
    for key in ("people", "bodies", "plans", "programmes", "sources", "indicators", "series", "pillars", "themes",
                "decisions", "meetings", "actions", "recommendations", "institutions", "letters"):  # fmt: skip
        window.go(key)
        page = list_page(window, key)
        for place in range(min(page.model.rowCount(), 3)):
            page.table.choose(page.model.id_at(place))
            record_id = page.pane.record_id
            assert record_id is not None
            for each in page.pane.referring:
                with window.desk.reading() as session:
                    count = each.count(session, record_id)
                listing = list_page(window, each.page).listing
                assert each.filter in {described.key for described in listing.filters}, (key, each)
                chosen = listing.choose("", {each.filter: record_id})
                with window.desk.reading() as session:
                    listed = len(listing.list_ids(session, chosen, "fr", None))
                assert listed == count + (each.filter == "chain"), (key, each)

"""A list page: search, filters, order, choosing, editing in the third pane."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.codes import ActionStatus, InstitutionKind, Priority, Standing
from desktop.language import Wording
from desktop.records.base import find, read_values
from desktop.records.follow_up.action import Action
from desktop.records.follow_up.progress import list_progress
from desktop.records.follow_up.recommendation import Recommendation
from desktop.records.people.institution import Institution
from desktop.windows.forms.editors import ChoiceEditor
from desktop.windows.lists.action_pane import ActionPane
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.lists.institutions_page import InstitutionsPage
from desktop.windows.lists.meetings_page import MeetingsPage
from desktop.windows.lists.recommendation_pane import RecommendationPane
from desktop.windows.lists.recommendations_page import RecommendationsPage
from desktop.windows.main_window import MainWindow
from desktop.windows.preparing.preparation_dialog import PreparationDialog
from tests.windows.frame import copy_demonstration, open_dialog, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.desk.register.close()


@pytest.fixture
def page(window: MainWindow) -> ActionsPage:
    window.go("actions")
    return window.page_of(ActionsPage)


def rows(page: ActionsPage) -> list:
    return [page.model.row(place) for place in range(page.model.rowCount())]


def test_what_is_typed_is_searched_after_a_pause_whatever_its_accents(qtbot: QtBot, page: ActionsPage) -> None:
    everything = page.model.rowCount()
    qtbot.keyClicks(page.search, "EVALUATION")
    qtbot.waitUntil(lambda: page.model.rowCount() < everything)
    assert page.model.rowCount() > 0
    assert all("évaluation" in f"{row.title.fr}".lower() or row.title.fr for row in rows(page))
    page.filter_bar.clear_button.click()
    assert page.model.rowCount() == everything


def test_filters_narrow_together(page: ActionsPage) -> None:
    lead = rows(page)[0].lead_id
    page.set_filters({"status": (ActionStatus.PLANNED, ActionStatus.IN_PROGRESS), "institution": lead})
    found = rows(page)
    assert found
    assert {row.status for row in found} <= {ActionStatus.PLANNED, ActionStatus.IN_PROGRESS}


def test_the_filter_of_lateness_is_one_click(page: ActionsPage) -> None:
    page.filter_bar.chips["overdue"].click()
    assert rows(page)
    assert all(row.overdue for row in rows(page))


def test_a_list_without_an_answer_says_so(page: ActionsPage) -> None:
    page.set_filters({}, "xyzzy")
    assert page.model.rowCount() == 0
    assert page.nothing.isVisible()
    assert page.nothing.text()


def test_a_click_on_a_heading_sorts_by_it_and_back(page: ActionsPage) -> None:
    header = page.table.horizontalHeader()
    due = [column.key for column in page.model.columns].index("due")
    header.setSortIndicator(due, Qt.SortOrder.AscendingOrder)
    days = [row.due for row in rows(page) if row.due]
    assert days == sorted(days)
    header.setSortIndicator(due, Qt.SortOrder.DescendingOrder)
    assert [row.due for row in rows(page) if row.due] == sorted(days, reverse=True)


def test_the_record_chosen_stays_chosen_when_the_order_changes(page: ActionsPage) -> None:
    page.table.choose(page.model.id_at(3))
    chosen = page.table.chosen_id
    page.table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    assert page.table.chosen_id == chosen == page.model.id_at(page.table.currentIndex().row())


def test_a_record_is_edited_in_place_and_saved_when_another_is_chosen(page: ActionsPage) -> None:
    first, second = page.model.id_at(0), page.model.id_at(1)
    page.table.choose(first)
    page.pane.form.editors["priority"].set_value(Priority.HIGH)
    page.table.choose(second)
    assert page.pane.record_id == second
    with page.desk.reading() as session:
        assert find(session, Action, first or "").priority is Priority.HIGH


def test_what_cannot_be_saved_keeps_one_at_its_record(qtbot: QtBot, page: ActionsPage) -> None:
    first, second = page.model.id_at(0), page.model.id_at(1)
    page.table.choose(first)
    page.pane.form.editors["title"].set_value(Wording())
    page.table.choose(second)
    qtbot.waitUntil(lambda: page.table.chosen_id == first)
    assert page.pane.record_id == first
    assert page.pane.form.errors["title"].isVisible()


def test_a_rule_of_the_register_is_said_at_the_field_it_is_about(window: MainWindow, page: ActionsPage) -> None:
    page.table.choose(page.model.id_at(0))
    page.pane.form.editors["start"].set_value(dt.date(2030, 1, 1))
    page.pane.form.editors["due"].set_value(dt.date(2029, 1, 1))
    assert not page.pane.save()
    said = page.pane.form.errors["due"]
    assert said.isVisible()
    assert said.text() == page.desk.language.text("The deadline is before the start.")
    page.pane.form.editors["due"].set_value(dt.date(2031, 1, 1))
    assert page.pane.save()
    assert not said.isVisible()


def test_supporting_institutions_are_saved_with_the_record(page: ActionsPage) -> None:
    page.table.choose(page.model.id_at(0))
    action_id = page.pane.record_id or ""
    editor = page.pane.form.editors["supporting"]
    kept = editor.value()[:1]
    editor.set_value(kept)
    assert page.pane.save()
    with page.desk.reading() as session:
        assert tuple(each.institution_id for each in find(session, Action, action_id).supporting) == kept


def test_only_states_that_may_follow_are_offered(page: ActionsPage) -> None:
    page.set_filters({"status": (ActionStatus.REPORTED,)})
    page.table.choose_first()
    editor = page.pane.form.editors["status"]
    assert isinstance(editor, ChoiceEditor)
    popup = editor.chooser.choose()
    offered = [popup.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(popup.list.count())]
    popup.close()
    assert offered == [ActionStatus.REPORTED, ActionStatus.VERIFIED, ActionStatus.IN_PROGRESS]


def test_a_step_that_needs_a_reason_asks_for_one_and_no_other_step_does(page: ActionsPage) -> None:
    page.set_filters({"status": (ActionStatus.IN_PROGRESS,)})
    page.table.choose_first()
    form, action_id = page.pane.form, page.pane.record_id or ""
    reason = form.editors["status_reason"]
    choose(page, ActionStatus.BLOCKED)
    assert not reason.isVisibleTo(form)
    choose(page, ActionStatus.CANCELLED)
    assert reason.isVisibleTo(form)
    assert not page.pane.save() and form.errors["status_reason"].isVisibleTo(form)
    reason.set_value(Wording(fr="Financement retiré"))
    assert page.pane.save()
    with page.desk.reading() as session:
        action = find(session, Action, action_id)
        assert (action.status, action.status_reason) == (ActionStatus.CANCELLED, Wording(fr="Financement retiré"))


def test_a_reason_given_before_is_none_for_the_next_step(page: ActionsPage) -> None:
    page.table.choose_first()
    form = page.pane.form
    form.load({"revised_due": dt.date(2027, 1, 1), "revision_reason": Wording(fr="Marché infructueux")})
    editor = form.editors["revised_due"]
    editor.set_value(dt.date(2028, 1, 1))
    editor.edited.emit()
    assert form.values()["revision_reason"] == Wording() and not form.check()
    editor.set_value(dt.date(2027, 1, 1))
    editor.edited.emit()
    assert form.values()["revision_reason"] == Wording(fr="Marché infructueux") and not form.dirty
    page.pane.discard()


def choose(page: ActionsPage, status: ActionStatus) -> None:
    """Choose a status in the form as a user does."""
    editor = page.pane.form.editors["status"]
    editor.set_value(status)
    editor.edited.emit()


def test_progress_is_reported_then_verified(qtbot: QtBot, page: ActionsPage) -> None:
    page.set_filters({"status": (ActionStatus.IN_PROGRESS,)})
    page.table.choose_first()
    action_id = page.pane.record_id or ""
    pane = page.pane
    assert isinstance(pane, ActionPane)
    pane.report_button.click()
    dialog = open_dialog()
    dialog.form.editors["status"].set_value(ActionStatus.REPORTED)
    dialog.form.editors["narrative"].set_value(Wording(fr="C’est fait.", ar="تم."))
    dialog.done_button.click()
    with page.desk.reading() as session:
        update = list_progress(session, action_id)[0]
    assert (update.status, update.progress, update.narrative.ar) == (ActionStatus.REPORTED, 100, "تم.")
    page.set_filters({})
    page.show_record(action_id)
    pane.verify_button.click()
    with page.desk.reading() as session:
        assert find(session, Action, action_id).status is ActionStatus.VERIFIED


def test_a_new_action_is_numbered_and_shown(page: ActionsPage) -> None:
    page.set_filters({"overdue": True})
    page.add()
    dialog = open_dialog()
    dialog.form.editors["title"].set_value(Wording(fr="Former les greffiers"))
    dialog.accept()
    assert not dialog.isVisible()
    with page.desk.reading() as session:
        values = read_values(session, Action, page.pane.record_id or "", ["number", "title"])
    assert values["title"].fr == "Former les greffiers"
    assert values["number"] == page.pane.number.text()


def test_a_form_that_is_not_filled_in_stays_and_says_where(page: ActionsPage) -> None:
    page.add()
    dialog = open_dialog()
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.form.errors["title"].text()
    dialog.reject()


def test_a_withdrawn_action_leaves_the_list_and_undo_brings_it_back(window: MainWindow, page: ActionsPage) -> None:
    page.table.choose_first()
    action_id, count = page.pane.record_id, page.model.rowCount()
    page.pane.withdraw()
    assert page.model.rowCount() == count - 1
    window.notices.doors[0].click()
    assert page.model.rowCount() == count
    assert page.model.position_of(action_id) >= 0


def test_the_history_tells_what_was_changed(qtbot: QtBot, page: ActionsPage) -> None:
    page.table.choose_first()
    page.pane.form.editors["funding"].set_value("Union européenne")
    page.pane.save()
    page.pane.tab = page.pane.tabs.count() - 1
    qtbot.waitUntil(lambda: "Union européenne" in page.pane.history.text())


def test_an_action_is_assigned_under_a_recommendation(window: MainWindow) -> None:
    window.go("recommendations")
    pane = window.page_of(RecommendationsPage).pane
    assert isinstance(pane, RecommendationPane)
    recommendation_id = pane.record_id
    pane.assign_button.click()
    dialog = open_dialog()
    assert dialog.form.values()["recommendations"] == (recommendation_id,)
    before = len(pane.actions_list.buttons)
    dialog.accept()
    assert len(pane.actions_list.buttons) == before + 1


def test_a_recommendation_from_outside_is_entered(window: MainWindow) -> None:
    window.go("recommendations")
    window.page_of(RecommendationsPage).add()
    dialog = open_dialog()
    dialog.form.editors["title"].set_value(Wording(en="Access to remedies"))
    dialog.form.editors["text"].set_value(Wording(en="Ensure effective access to remedies."))
    dialog.accept()
    with window.desk.reading() as session:
        found = find(session, Recommendation, window.page_of(RecommendationsPage).pane.record_id or "")
        assert (found.title.en, found.meeting_id) == ("Access to remedies", None)


def test_an_institution_is_entered_and_a_twin_is_refused_in_the_form(window: MainWindow) -> None:
    window.go("institutions")
    page = window.page_of(InstitutionsPage)
    for expected_open in (False, True):
        page.add()
        dialog = open_dialog()
        dialog.form.editors["acronym"].set_value("ZZTEST")
        dialog.form.editors["name"].set_value(Wording(fr="Agence d’essai"))
        dialog.form.editors["kind"].set_value(InstitutionKind.INDEPENDENT)
        dialog.form.editors["standing"].set_value(Standing.OBSERVER)
        dialog.accept()
        assert dialog.isVisible() is expected_open
        assert dialog.form.errors["acronym"].isVisible() is expected_open
    dialog.reject()
    with window.desk.reading() as session:
        assert find(session, Institution, page.pane.record_id or "").acronym == "ZZTEST"


def test_a_meeting_is_planned_and_opens(qtbot: QtBot, window: MainWindow) -> None:
    window.go("meetings")
    window.page_of(MeetingsPage).add()
    (dialog,) = window.findChildren(PreparationDialog)
    dialog.go_on()
    dialog.day.form.editors["title"].set_value(Wording(ar="الدورة العادية"))
    dialog.day.form.editors["start"].set_value(dt.date(2027, 3, 4))
    dialog.go_on()
    qtbot.waitUntil(dialog.step.check)
    for _ in range(3):
        dialog.go_on()
    assert window.page is window.meeting_page
    assert window.meeting_page.meeting_id == window.page_of(MeetingsPage).table.chosen_id


def test_one_of_very_many_is_found_by_its_words_and_keeps_them(qtbot: QtBot, window: MainWindow) -> None:
    window.go("actions")
    editor = window.page_of(ActionsPage).pane.form.editors["recommendations"]
    assert isinstance(editor, ChoiceEditor)
    before = editor.value()
    popup = editor.chooser.choose()
    qtbot.keyClicks(popup.search, "REC-2013-001")
    assert popup.list.count() == 1
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    popup.close()
    assert len(editor.value()) == len(before) + 1
    assert "REC-2013-001" in editor.chooser.accessibleDescription()


def test_a_record_edited_in_a_list_is_saved_once_and_stays_chosen(qtbot: QtBot, page: ActionsPage) -> None:
    for language in ("fr", "ar"):
        page.table.choose(page.model.id_at(3))
        record_id = page.pane.record_id
        title = page.pane.form.editors["title"]
        title.set_value(Wording(fr=f"Titre en {language}", ar="عنوان"))
        page.table.setFocus()
        if language == "fr":
            qtbot.keyClick(page.pane, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        else:
            page.desk.speak(language)
        assert page.table.chosen_id == record_id
        assert page.pane.record_id == record_id
        assert page.pane.save()
        assert not page.pane.dirty
        with page.desk.reading() as session:
            assert find(session, Action, record_id or "").title.fr == f"Titre en {language}"


def test_delete_withdraws_the_record_chosen_and_undo_brings_it_back(qtbot: QtBot, page: ActionsPage) -> None:
    page.table.choose_first()
    record_id, count = page.table.chosen_id, page.model.rowCount()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.model.rowCount() == count - 1
    page.desk.undo()
    assert page.model.position_of(record_id) >= 0


def test_a_search_and_a_new_order_are_seen_from_the_top(qtbot: QtBot, page: ActionsPage) -> None:
    page.table.choose(page.model.id_at(page.model.rowCount() - 1))
    assert page.table.verticalScrollBar().value() > 0
    page.search.setText("a")
    page.apply_filter()
    assert page.model.rowCount() > 20
    assert page.table.verticalScrollBar().value() == 0
    page.table.scrollToBottom()
    page.table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    assert page.table.verticalScrollBar().value() == 0


def test_an_action_reported_done_stands_at_a_hundred_per_cent(page: ActionsPage) -> None:
    page.set_filters({"status": (ActionStatus.IN_PROGRESS,)})
    page.table.choose_first()
    form = page.pane.form
    assert form.values()["progress"] < 100
    form.editors["status"].set_value(ActionStatus.REPORTED)
    form.editors["status"].edited.emit()
    assert form.values()["progress"] == 100

"""Several records of a list at once: changed in one step or not at all, withdrawn, copied; views saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from desktop.codes import ActionStatus, Audience, Level, Priority
from desktop.documents.withheld import withheld_records
from desktop.language import Wording
from desktop.records.base import find
from desktop.records.follow_up.action import Action
from desktop.records.journal import find_last_step
from desktop.records.listing import Sort
from desktop.settings import Settings
from desktop.windows.desk import HELD
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.lists.refused_dialog import RefusedDialog
from desktop.windows.main_window import MainWindow
from tests.windows.frame import Ear, copy_demonstration, open_dialog, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.desk.jobs.stop_all()
    shown.desk.close()


@pytest.fixture
def page(window: MainWindow) -> ActionsPage:
    window.go("actions")
    return window.page_of(ActionsPage)


def mark(page: ActionsPage, *places: int) -> list[str]:
    """Choose the records at these places of the list."""
    page.table.choose(page.model.id_at(places[0]))
    page.table.mark([page.model.id_at(place) or "" for place in places])
    return page.table.marked_ids()


def begin(page: ActionsPage, name: str) -> None:
    """Choose a field in the menu of what can be changed."""
    [field] = [each for each in page.several.fields() if each.name == name]
    page.several.ask(field, page.table.marked_ids())


def values(page: ActionsPage, ids: list[str], name: str) -> list[object]:
    with page.desk.reading() as session:
        return [getattr(find(session, Action, each), name) for each in ids]


def test_shift_and_control_choose_several_and_one_line_says_how_many(qtbot: QtBot, page: ActionsPage) -> None:
    page.table.choose_first()
    assert not page.selection_bar.isVisible() and page.filter_bar.isVisible()
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.table.count_marked() == 2
    assert page.selection_bar.isVisible() and "2" in page.selection_bar.words.text()
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.table.marked_ids() == list(page.model.ids)
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.table.marked_ids() == [page.table.chosen_id]
    assert page.filter_bar.isVisible()


def test_a_field_is_set_in_all_of_them_in_one_step_that_one_undo_takes_back(qtbot: QtBot, page: ActionsPage) -> None:
    ids = mark(page, 0, 2, 5)
    before = values(page, ids, "priority")
    with page.desk.reading() as session:
        step = find_last_step(session)
    begin(page, "priority")
    dialog = open_dialog()
    dialog.form.editors["priority"].set_value(Priority.LOW)
    with qtbot.waitSignal(page.desk.jobs.ended):
        dialog.accept()
    assert values(page, ids, "priority") == [Priority.LOW] * 3
    with page.desk.reading() as session:
        assert find_last_step(session) == step + 1
    assert page.table.marked_ids() == ids, "they stay chosen for the next change"
    page.desk.undo()
    assert values(page, ids, "priority") == before


def test_where_some_are_refused_none_is_changed_and_each_is_named_with_its_reason(
    qtbot: QtBot, page: ActionsPage
) -> None:
    ids = mark(page, 0, 1, 2)
    with page.desk.register.changing(HELD) as session:
        for each in ids:
            action = find(session, Action, each)
            action.start, action.due, action.revised_due = None, dt.date(2031, 1, 1), None
        find(session, Action, ids[1]).start = dt.date(2030, 1, 1)
    begin(page, "due")
    dialog = open_dialog()
    dialog.form.editors["due"].set_value(dt.date(2029, 1, 1))
    with qtbot.waitSignal(page.desk.jobs.ended):
        dialog.accept()
    assert values(page, ids, "due") == [dt.date(2031, 1, 1)] * 3
    [told] = page.window().findChildren(RefusedDialog)
    number = values(page, ids, "number")[1]
    assert told.list.count() == 1
    assert str(number) in told.list.item(0).text()
    assert page.desk.language.text("The deadline is before the start.") in told.list.item(0).text()
    with qtbot.waitSignal(page.desk.jobs.ended):
        told.go_button.click()
    assert values(page, ids, "due") == [dt.date(2029, 1, 1), dt.date(2031, 1, 1), dt.date(2029, 1, 1)]


def test_a_step_that_needs_a_reason_takes_one_for_all(qtbot: QtBot, page: ActionsPage) -> None:
    page.set_filters({"status": (ActionStatus.IN_PROGRESS,)})
    ids = mark(page, 0, 1)
    begin(page, "status")
    dialog = open_dialog()
    dialog.form.editors["status"].set_value(ActionStatus.CANCELLED)
    dialog.form.editors["status_reason"].set_value(Wording(fr="Financement retiré"))
    with qtbot.waitSignal(page.desk.jobs.ended):
        dialog.accept()
    assert values(page, ids, "status") == [ActionStatus.CANCELLED] * 2
    assert values(page, ids, "status_reason") == [Wording(fr="Financement retiré")] * 2


def test_while_several_are_changed_nothing_else_is(qtbot: QtBot, page: ActionsPage) -> None:
    ear = Ear(page.desk)
    page.desk.held = True
    assert page.desk.attempt(HELD, lambda _session: None) == HELD
    page.desk.undo()
    assert ear.last == HELD
    page.desk.held = False


def test_several_are_withdrawn_at_once_and_come_back_at_once(qtbot: QtBot, page: ActionsPage) -> None:
    count, ids = page.model.rowCount(), mark(page, 1, 2, 3)
    with qtbot.waitSignal(page.desk.jobs.ended):
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.model.rowCount() == count - 3
    page.desk.undo()
    assert page.model.rowCount() == count
    assert all(page.model.position_of(each) >= 0 for each in ids)


def test_what_is_copied_has_headings_and_no_formula(qtbot: QtBot, page: ActionsPage) -> None:
    ids = mark(page, 0, 1)
    with page.desk.register.changing(HELD) as session:
        find(session, Action, ids[0]).title = Wording(fr="=1+1\tdeux")
    page.desk.renew()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in copied.text().split("\n")]
    assert len(lines) == 3
    headings = [page.desk.say(column.title) for column in page.table.header.shown()]
    assert lines[0] == [*headings, "Niveau de diffusion"]
    assert "'=1+1 deux" in lines[1]
    assert "mso-number-format" in copied.html()


def test_the_level_is_copied_along_where_a_record_is_not_for_everybody(qtbot: QtBot, page: ActionsPage) -> None:
    ids = mark(page, 0, 1)

    def copied(*levels: Level) -> list[list[str]]:
        with page.desk.register.changing(HELD) as session:
            for each, level in zip(ids, levels, strict=True):
                find(session, Action, each).level = level
        page.desk.renew()
        qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        return [line.split("\t") for line in QGuiApplication.clipboard().mimeData().text().split("\n")]

    assert "Niveau de diffusion" not in copied(Level.PUBLIC, Level.PUBLIC)[0]
    lines = copied(Level.PUBLIC, Level.RESTRICTED)
    assert [line[-1] for line in lines] == ["Niveau de diffusion", "public", "restreint"]
    page.table.header.choose(["number", "level", "title"])
    assert copied(Level.PUBLIC, Level.INTERNAL)[0].count("Niveau de diffusion") == 1, "it is not said twice"


def write_for(qtbot: QtBot, page: ActionsPage, audience: Audience) -> None:
    """Write the list, and answer for whom."""
    page.export_button.click()
    dialog = open_dialog()
    dialog.form.editors["audience"].set_value(audience)
    with qtbot.waitSignal(page.desk.jobs.ended):
        dialog.accept()


def test_the_list_shown_is_written_as_a_workbook(
    qtbot: QtBot, page: ActionsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "liste.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with page.desk.register.changing(HELD) as session:
        find(session, Action, page.model.id_at(0) or "").title = Wording(fr="=cmd|' /C calc'!A0")
    page.table.header.choose(["number", "due", "progress", "start", "lead"])
    page.set_filters({"overdue": True})
    page.table.sort_by(["due", False])
    write_for(qtbot, page, Audience.RESTRICTED)
    sheet = openpyxl.load_workbook(target).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert cells[0] == [page.desk.say(column.title) for column in page.table.header.shown()]
    assert len(cells) - 1 == page.model.rowCount() > 0
    due = cells[0].index(page.desk.language.text("Deadline"))
    days: list[dt.datetime] = [day for row in cells[1:] if isinstance(day := row[due], dt.datetime)]
    assert len(days) == len(cells) - 1
    assert all(earlier <= later for earlier, later in pairwise(days))
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    [table] = sheet.tables.values()
    assert table.ref.endswith(str(3 + len(cells)))


def test_a_workbook_for_partners_betrays_no_word_of_what_is_above_them_and_counts_it(
    qtbot: QtBot, page: ActionsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "liste.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    levels = {Level.RESTRICTED: "zqréservé", Level.INTERNAL: "zqinterne", Level.PUBLIC: "zqpublic"}
    with page.desk.register.changing(HELD) as session:
        ids = list(page.model.ids)
        actions = [find(session, Action, each) for each in ids]
        for each in actions:
            each.level, each.funding = Level.PARTNERS, None
        for each, (level, word) in zip(actions, levels.items(), strict=False):
            each.level, each.title, each.funding = level, Wording(fr=word), word
        hidden = [actions[0].number, actions[1].number]
        assert actions[0].lead is not None
        actions[0].lead.level = Level.RESTRICTED
        acronym = actions[0].lead.acronym
    page.table.header.choose(["number", "title", "lead", "supporting", "funding"])
    write_for(qtbot, page, Audience.PARTNERS)
    lines = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python(skip_empty_area=False)
    cells = [str(cell) for line in lines for cell in line]
    assert any("zqpublic" in cell for cell in cells)
    for word in (levels[Level.RESTRICTED], levels[Level.INTERNAL], *hidden):
        assert not any(word in cell for cell in cells)
    assert not any(acronym in cell.split(", ") for cell in cells)
    assert len(lines) - 4 == len(ids) - 2
    [note] = [cell for cell in cells if page.desk.language.text(Audience.PARTNERS.label) in cell]
    assert page.desk.language.text(withheld_records(2)) in note
    [table] = openpyxl.load_workbook(target).worksheets[0].tables.values()
    assert table.ref.endswith(str(len(lines)))


def test_a_workbook_is_for_the_commission_when_nobody_says_otherwise(page: ActionsPage) -> None:
    page.export_button.click()
    dialog = open_dialog()
    assert dialog.form.editors["audience"].value() is Audience.INTERNAL
    dialog.reject()


def test_a_view_saved_brings_back_filters_search_columns_and_order(qtbot: QtBot, tmp_path: Path) -> None:
    path = copy_demonstration(tmp_path)
    window = open_window(qtbot, path, settings=Settings(look="light"))
    window.go("actions")
    page = window.page_of(ActionsPage)
    page.set_filters({"status": (ActionStatus.IN_PROGRESS,)}, "former")
    page.table.header.choose(["number", "due", "priority"])
    page.table.sort_by(["priority", True])
    shown = [column.key for column in page.table.header.shown()]
    page.views.save_new()
    dialog = open_dialog()
    dialog.form.editors["name"].set_value("À relancer & à former")
    dialog.accept()
    page.set_filters({})
    page.table.header.choose(None)
    page.table.sort_by(None)
    assert page.views.title() == ""
    window.close()

    page = open_window(qtbot, path, settings=Settings.load()).page_of(ActionsPage)
    page.window().go("actions")  # type: ignore[attr-defined]
    [action, *_] = page.views.menu_of_views().actions()
    action.trigger()
    assert page.views.title() == "À relancer & à former"
    assert page.filters() == {"status": (ActionStatus.IN_PROGRESS,)} and page.search.text() == "former"
    assert [column.key for column in page.table.header.shown()] == shown
    assert page.model.sorted_by == Sort("priority", True)
    page.desk.close()


def test_a_view_is_renamed_and_removed_and_no_two_have_one_name(page: ActionsPage) -> None:
    for name in ("Une", "Deux"):
        page.views.save_new()
        dialog = open_dialog()
        dialog.form.editors["name"].set_value(name)
        dialog.accept()
    page.views.rename()
    dialog = open_dialog()
    dialog.form.editors["name"].set_value("Une")
    dialog.accept()
    assert dialog.error.isVisible()
    dialog.form.editors["name"].set_value("Trois")
    dialog.accept()
    assert list(page.views.views) == ["Une", "Trois"] and page.views.current == "Trois"
    page.views.remove()
    assert list(Settings.load().views[page.desk.register.location]["actions"]) == ["Une"]

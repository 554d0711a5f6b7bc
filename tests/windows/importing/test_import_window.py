"""A matrix in the window: its columns corrected, its names confirmed, entered, undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from desktop.codes import ActionStatus
from desktop.intake.matrix.columns import Part
from desktop.language import LANGUAGE_CODES, LanguageCode, Wording
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.windows.importing.import_window import ImportWindow
from desktop.windows.main_window import MainWindow
from tests.intake.matrix.test_importing import french, saved
from tests.windows.frame import Ear, copy_demonstration, open_dialog, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.jobs.stop_all()
    shown.close()


def opened(qtbot: QtBot, window: MainWindow, path: Path) -> ImportWindow:
    window.intake.open(path)

    def find() -> list[ImportWindow]:
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, ImportWindow) and each.isVisible()]

    qtbot.waitUntil(lambda: bool(find()) and find()[0].plan is not None, timeout=20_000)
    return find()[0]


def titles(window: MainWindow) -> list[str | None]:
    with window.desk.reading() as session:
        rows = list_actions(session, list_action_ids(session, ActionFilter(), "fr"))
    return [row.title.fr for row in rows]


def choose(chooser: QComboBox, index: int) -> None:
    """As a user does: with the keyboard, from where it stands."""
    chooser.setCurrentIndex(index)
    chooser.activated.emit(index)


def test_a_matrix_is_entered_and_undone(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    before, ear = titles(window), Ear(window.desk)
    shown = opened(qtbot, window, french(tmp_path))
    assert shown.plan is not None and (shown.plan.recommendations, shown.plan.actions) == (2, 3)
    assert [chooser.currentIndex() for chooser in shown.columns.choosers] == [
        list(Part).index(part) for part in shown.table.parts
    ]
    qtbot.mouseClick(shown.enter_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(ear.heard) and not ear.heard[-1].refused, timeout=20_000)
    assert {"Organiser deux sessions", "Éditer un guide", "Former les agents"} <= set(titles(window))
    window.desk.undo()
    assert titles(window) == before


def lines(shown: ImportWindow) -> dict[str, QTreeWidgetItem]:
    """What the list of what comes in shows, by its words."""
    found: dict[str, QTreeWidgetItem] = {}
    waiting = [shown.brought.topLevelItem(place) for place in range(shown.brought.topLevelItemCount())]
    while waiting:
        item = waiting.pop()
        if item is not None:
            found[item.text(0)] = item
            waiting += [item.child(place) for place in range(item.childCount())]
    return found


def test_what_is_not_ticked_stays_out_whatever_is_corrected(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    before, ear = set(titles(window)), Ear(window.desk)
    shown = opened(qtbot, window, french(tmp_path))
    assert "Nouvelles recommandations (2)" in lines(shown)
    lines(shown)["Éditer un guide"].setCheckState(0, Qt.CheckState.Unchecked)
    lines(shown)["Identifier les victimes aux frontières"].setCheckState(0, Qt.CheckState.Unchecked)
    assert lines(shown)["Former les agents"].isDisabled(), "it goes with its recommendation"
    assert shown.chosen is not None and (shown.chosen.recommendations, shown.chosen.actions) == (1, 1)
    assert "1 recommandation" in shown.count.text() and "1 action" in shown.count.text()
    plan = shown.plan
    shown.renew()
    qtbot.waitUntil(lambda: shown.plan is not plan)
    assert shown.chosen is not None and (shown.chosen.recommendations, shown.chosen.actions) == (1, 1)
    qtbot.mouseClick(shown.enter_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(ear.heard) and not ear.heard[-1].refused, timeout=20_000)
    assert set(titles(window)) - before == {"Organiser deux sessions"}


def test_a_line_is_put_right_by_keyboard_and_enters_as_it_was_put_right(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    before, ear = set(titles(window)), Ear(window.desk)
    shown = opened(qtbot, window, french(tmp_path))
    assert not shown.edit_button.isEnabled(), "nothing is chosen yet"
    shown.brought.setCurrentItem(lines(shown)["Éditer un guide"])
    qtbot.keyClick(shown.brought, Qt.Key.Key_Return)
    dialog = open_dialog()
    editors = dialog.form.editors
    assert editors["title"].value() == Wording("Éditer un guide") and editors["progress"].value() == 100
    editors["title"].set_value(Wording("Éditer et diffuser un guide", ar="إصدار دليل"))
    editors["status"].set_value(ActionStatus.IN_PROGRESS)
    editors["progress"].set_value(30)
    editors["start"].set_value(dt.date(2031, 1, 1))
    editors["due"].set_value(dt.date(2030, 6, 30))
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible() and "échéance" in dialog.form.errors["due"].text()
    editors["due"].set_value(dt.date(2031, 6, 30))
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert "Éditer un guide" not in lines(shown)
    line = lines(shown)["Éditer et diffuser un guide"]
    assert line is shown.brought.currentItem() and line.text(2) == "30/06/2031" and line.text(3) == "en cours"
    line.setCheckState(0, Qt.CheckState.Unchecked)

    plan = shown.plan
    shown.renew()  # what was put right, and what was left out, stays so
    qtbot.waitUntil(lambda: shown.plan is not plan)
    line = lines(shown)["Éditer et diffuser un guide"]
    assert line.checkState(0) is Qt.CheckState.Unchecked
    line.setCheckState(0, Qt.CheckState.Checked)
    qtbot.mouseClick(shown.enter_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(ear.heard) and not ear.heard[-1].refused, timeout=20_000)
    with window.desk.reading() as session:
        rows = list_actions(session, list_action_ids(session, ActionFilter(), "fr"))
    (entered,) = (row for row in rows if row.title.fr == "Éditer et diffuser un guide")
    assert entered.title.ar == "إصدار دليل" and (entered.status, entered.progress) == (ActionStatus.IN_PROGRESS, 30)
    assert "Éditer un guide" not in set(titles(window)) - before


def test_a_recommendation_is_put_right_and_one_of_the_register_is_not(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    ear, heading = Ear(window.desk), ["Recommandation", "Action"]
    first = opened(qtbot, window, saved(tmp_path / "m.xlsx", [heading, ["Identifier", "Repérer"], ["x", "y"]]))
    first.enter()
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=20_000)
    rows = [heading, ["Identifier", "Une action de plus"], ["Former", "Bâtir"]]
    shown = opened(qtbot, window, saved(tmp_path / "n.xlsx", rows))
    parent = lines(shown)["Une action de plus"].parent()
    assert parent is not None
    shown.brought.setCurrentItem(parent)
    assert not shown.edit_button.isEnabled()
    shown.brought.setCurrentItem(lines(shown)["Former"])
    qtbot.mouseClick(shown.edit_button, Qt.MouseButton.LeftButton)
    dialog = open_dialog()
    dialog.form.editors["text"].set_value(Wording())
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible() and dialog.form.errors["text"].isVisible(), "it needs its words"
    dialog.form.editors["text"].set_value(Wording("Former les juges"))
    lead = next(row.id for row in shown._institutions if row.acronym == "MJ")
    dialog.form.editors["addressees"].set_value((lead,))
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert shown.chosen is not None
    (put_right,) = (new for new in shown.chosen.new if new.values)
    assert put_right.values["text"] == Wording("Former les juges") and list(put_right.addressees) == [lead]
    assert put_right.actions[0].values["title"] == Wording("Bâtir")
    shown.close()


def test_a_tick_on_a_heading_counts_for_all_below_it(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    shown = opened(qtbot, window, french(tmp_path))
    lines(shown)["Nouvelles recommandations (2)"].setCheckState(0, Qt.CheckState.Unchecked)
    assert shown.chosen is not None and not shown.chosen.new
    assert not shown.enter_button.isEnabled()
    shown.close()


def test_a_column_is_corrected_and_that_is_kept(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = saved(tmp_path / "m.xlsx", [["Action", "Remarques", "Autre"], ["Former", "x", "Guide"], ["Bâtir", "y", "z"]])
    shown = opened(qtbot, window, path)
    assert shown.plan is not None and shown.plan.actions == 2
    choose(shown.columns.choosers[2], list(Part).index(Part.ACTION))
    assert shown.table.parts == (Part.IGNORED, Part.COMMENT, Part.ACTION), "one column holds the actions"
    assert [new.actions[0].values["title"].fr for new in shown.plan.new] == ["Guide", "z"]
    shown.close()
    again = opened(qtbot, window, path)
    assert again.table.parts == (Part.IGNORED, Part.COMMENT, Part.ACTION)
    again.close()


def test_what_is_kept_of_one_table_says_nothing_of_another(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    first = saved(
        tmp_path / "a.xlsx", [["Échéance", "Échéance", "Action"], ["2030", "2031", "Former"], [2032, 2033, "x"]]
    )
    shown = opened(qtbot, window, first)
    assert shown.table.parts == (Part.DEADLINE, Part.IGNORED, Part.ACTION)
    choose(shown.columns.choosers[1], list(Part).index(Part.COMMENT))
    shown.close()
    again = opened(qtbot, window, first)
    assert again.table.parts == (Part.DEADLINE, Part.COMMENT, Part.ACTION)
    again.close()
    other = saved(tmp_path / "b.xlsx", [["SuR", "Recommendation", "RS", "Response", "Action", "Session"],
                                        ["Morocco", "Train judges", "Chile", "Accepted", 5, 5]])  # fmt: skip
    export = opened(qtbot, window, other)
    assert export.table.parts[4] is Part.IGNORED and export.plan is not None and export.plan.actions == 0
    export.close()


def test_a_name_is_confirmed(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = saved(tmp_path / "m.xlsx", [["Action", "Responsable"], ["Former", "Justice du Royaume"], ["Bâtir", "MJ"]])
    shown = opened(qtbot, window, path)
    item = shown.names.topLevelItem(0)
    assert item is not None and item.text(0) == "Justice du Royaume"
    chooser = shown.names.itemWidget(item, 1)
    assert isinstance(chooser, QComboBox) and chooser.currentIndex() == 0
    choose(chooser, chooser.findData("MJ"))
    assert shown.plan is not None and not shown.plan.unsure and not shown.plan.problems
    leads = {new.actions[0].values["lead_id"] for new in shown.plan.new}
    assert len(leads) == 1 and None not in leads
    shown.close()


def test_what_is_left_out_says_on_which_line_and_why(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    shown = opened(qtbot, window, french(tmp_path))
    items = [shown.left_out.topLevelItem(place) for place in range(shown.left_out.topLevelItemCount())]
    said = {item.text(0): item.text(1) for item in items if item is not None}
    assert "fin juin" in said["7"]
    shown.close()


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_it_speaks_every_language(qtbot: QtBot, window: MainWindow, tmp_path: Path, code: LanguageCode) -> None:
    shown = opened(qtbot, window, french(tmp_path))
    window.desk.speak(code)
    assert shown.windowTitle() == {"fr": "Matrice à importer", "ar": "مصفوفة للاستيراد", "en": "Matrix to import"}[code]
    first = {"fr": "Recommandation", "ar": "التوصية", "en": "Recommendation"}[code]
    assert shown.columns.choosers[1].currentText() == first
    assert (shown.layoutDirection() == Qt.LayoutDirection.RightToLeft) == (code == "ar")
    shown.close()

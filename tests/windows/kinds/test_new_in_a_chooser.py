"""What is missing from the list a field offers is entered from there, and chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.language import Wording
from desktop.windows.forms.editors import ChoiceEditor
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.main_window import MainWindow
from tests.windows.frame import copy_demonstration, open_dialog, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    shown.go("actions")
    yield shown
    shown.desk.close()


def editor(dialog: FormDialog, name: str) -> ChoiceEditor:
    found = dialog.form.editors[name]
    assert isinstance(found, ChoiceEditor)
    return found


def over(dialog: FormDialog) -> FormDialog:
    """The form that is open over another."""
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, FormDialog) and each.isVisible()]
    [found] = [each for each in shown if each is not dialog]
    return found


def enter_institution(qtbot: QtBot, dialog: FormDialog, name: str) -> FormDialog:
    """Open the form of a new institution from a field, by keyboard."""
    popup = editor(dialog, name).chooser.choose()
    assert popup.add_button.isVisible()
    qtbot.keyClicks(popup.search, "zzzz")
    popup.list.setCurrentRow(popup.list.count() - 1)
    qtbot.keyClick(popup.search, Qt.Key.Key_Down)
    assert popup.add_button.hasFocus()
    qtbot.keyClick(popup.add_button, Qt.Key.Key_Return)
    return over(dialog)


@pytest.mark.parametrize(("name", "several"), [("lead_id", False), ("supporting", True)])
def test_a_new_institution_is_entered_from_the_field_and_chosen_in_it(
    qtbot: QtBot, window: MainWindow, name: str, several: bool
) -> None:
    window.page_of(ActionsPage).add()
    dialog = open_dialog()
    dialog.form.editors["title"].set_value(Wording(fr="Former"))
    new = enter_institution(qtbot, dialog, name)
    new.form.editors["acronym"].set_value("ZZB")
    new.form.editors["name"].set_value(Wording(fr="Zanzibar"))
    new.accept()
    assert not new.isVisible() and dialog.isVisible()
    [chosen] = editor(dialog, name).chooser.chosen_options()
    assert chosen.short == "ZZB"
    assert dialog.form.editors["title"].value() == Wording(fr="Former")
    value = editor(dialog, name).value()
    assert value == ((chosen.value,) if several else chosen.value)
    dialog.accept()
    assert not dialog.isVisible()
    assert window.page.key == "actions"


def test_cancelled_it_leaves_the_field_and_the_register_as_they_were(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page_of(ActionsPage)
    page.add()
    dialog = open_dialog()
    before = editor(dialog, "lead_id").value()
    new = enter_institution(qtbot, dialog, "lead_id")
    new.reject()
    assert not new.isVisible()
    assert editor(dialog, "lead_id").value() == before
    assert dialog.isVisible() and not dialog.form.dirty
    dialog.reject()


def test_every_field_that_names_records_with_a_form_offers_a_new_one_and_filters_do_not(window: MainWindow) -> None:
    for key in ("recommendations", "actions", "letters", "good_practices", "people", "programmes", "sources"):
        window.go(key)
        form = getattr(window.page, "pane").form  # noqa: B009 - every one is a list page
        for name in ("institution_id", "lead_id", "pillar_id", "pillars", "programme_id", "person_id", "themes"):
            if name in form.editors:
                popup = form.editors[name].chooser.choose()
                assert popup.add_button.isVisible(), (key, name)
                popup.close()
    chip = window.page_of(ActionsPage).filter_bar.chips["lead"]
    popup = getattr(chip, "choose")()  # noqa: B009 - this filter is a chooser
    assert not popup.add_button.isVisible()
    popup.close()

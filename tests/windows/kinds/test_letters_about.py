"""A letter can be about any record, and each record leads to the letters about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.records.follow_up.letter import LetterFilter, list_about, list_letter_ids
from desktop.records.people.institution import InstitutionFilter, list_institution_ids
from desktop.windows.forms.editors import ChoiceEditor
from desktop.windows.forms.subject_offer import OFFERS, subjects, value_of
from desktop.windows.kinds.letter import LettersPage
from desktop.windows.kinds.referring import about_key
from desktop.windows.lists.list_page import ListPage
from desktop.windows.main_window import MainWindow
from tests.windows.frame import copy_demonstration, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    shown.go("letters")
    yield shown
    shown.desk.close()


def first_letter(window: MainWindow) -> str:
    with window.desk.reading() as session:
        return list_letter_ids(session, LetterFilter(), "fr")[0]


@pytest.mark.parametrize("kind", list(OFFERS))
def test_a_letter_is_about_a_record_of_each_kind_and_the_record_leads_to_it(window: MainWindow, kind: str) -> None:
    options = OFFERS[kind].search(window.desk, "")
    if not options:
        pytest.skip(f"the demonstration has no {kind}")
    page = window.page_of(LettersPage)
    letter_id = first_letter(window)
    page.show_record(letter_id)
    with window.desk.reading() as session:
        before = list_about(session, letter_id)
    wanted = f"{kind}:{options[-1].value}"
    editor = page.pane.form.editors["about"]
    editor.set_value((*(value_of(each) for each in before if value_of(each) != wanted), wanted))
    assert page.pane.save()
    with window.desk.reading() as session:
        assert value_of(list_about(session, letter_id)[-1]) == wanted
    page.set_filters({about_key(kind): options[-1].value})
    assert page.model.position_of(letter_id) >= 0
    if (key := OFFERS[kind].page) in ("", "meetings"):
        return
    window.open_record(key, options[-1].value)
    shown = window.page
    assert isinstance(shown, ListPage)
    at = next(
        i for i, each in enumerate(shown.pane.referring) if (each.page, each.filter) == ("letters", about_key(kind))
    )
    shown.pane.references.doors[at].click()
    assert window.page.key == "letters" and page.model.position_of(letter_id) >= 0


def test_the_list_finds_records_of_all_kinds_by_a_word_and_says_of_which_kind(qtbot: QtBot, window: MainWindow) -> None:
    with window.desk.reading() as session:
        institution = list_institution_ids(session, InstitutionFilter(), "fr")[0]
    [option] = subjects.find(window.desk, [f"institution:{institution}"])
    editor = window.page_of(LettersPage).pane.form.editors["about"]
    assert isinstance(editor, ChoiceEditor)
    popup = editor.chooser.choose()
    kinds = {popup.list.item(row).data(Qt.ItemDataRole.UserRole).split(":")[0] for row in range(popup.list.count())}
    assert {"meeting", "recommendation", "action"} <= kinds
    qtbot.keyClicks(popup.search, option.short.split()[0])
    found = [popup.list.item(row).text() for row in range(popup.list.count())]
    assert option.words in found
    popup.close()

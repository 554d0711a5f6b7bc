"""What becomes of a field in several records: added to, taken from, replaced, words appended or exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.language import Wording
from desktop.records.journal import find_last_step
from desktop.windows.forms.form import Kind
from desktop.windows.forms.values import read_fields
from desktop.windows.lists.alteration import Alteration, How, ways
from desktop.windows.lists.alteration_dialog import AlterationDialog
from desktop.windows.lists.list_page import ListPage
from desktop.windows.lists.several_records import OWN
from desktop.windows.main_window import MainWindow
from desktop.windows.pages import PAGES
from tests.windows.frame import copy_demonstration, open_dialog, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.desk.jobs.stop_all()
    shown.desk.close()


def list_page(window: MainWindow, key: str) -> ListPage:
    window.go(key)
    page = window.page_at(key)
    assert isinstance(page, ListPage)
    return page


def begin(page: ListPage, name: str, ids: list[str]) -> AlterationDialog:
    [field] = [each for each in page.several.fields() if each.name == name]
    page.several.ask(field, ids)
    dialog = open_dialog()
    assert isinstance(dialog, AlterationDialog)
    return dialog


def values(page: ListPage, ids: list[str], name: str) -> list[Any]:
    fields = [each for each in page.pane.fields if each.name == name]
    with page.desk.reading() as session:
        return [read_fields(session, page.pane.kind, each, fields)[name] for each in ids]


def first(page: ListPage, count: int) -> list[str]:
    ids = [page.model.id_at(place) for place in range(min(count, page.model.rowCount()))]
    return [each for each in ids if each is not None]


def choose(dialog: AlterationDialog, name: str, value: Any) -> None:
    dialog.form.editors[name].set_value(value)
    dialog.form.editors[name].edited.emit()


@pytest.mark.parametrize(
    ("alteration", "old", "new"),
    [
        (Alteration(Kind.CHOICES, ("c", "a"), How.ADD), ("a", "b"), ("a", "b", "c")),
        (Alteration(Kind.CHOICES, ("c", "a"), How.REMOVE), ("a", "b"), ("b",)),
        (Alteration(Kind.CHOICES, ("c",)), ("a", "b"), ("c",)),
        (Alteration(Kind.TEXT, "2026", How.APPEND), "Budget", "Budget 2026"),
        (Alteration(Kind.TEXT, "2026", How.APPEND), None, "2026"),
        (Alteration(Kind.TEXT, None), "Budget", None),
        (Alteration(Kind.WORDING, Wording(fr="bis"), How.APPEND), Wording(fr="Un", ar="واحد"),
         Wording(fr="Un bis", ar="واحد")),
        (Alteration(Kind.LONG_WORDING, Wording(ar="ثان"), How.APPEND), Wording(fr="Un", ar="واحد"),
         Wording(fr="Un", ar="واحد\n\nثان")),
        (Alteration(Kind.WORDING, Wording(en="One")), Wording(fr="Un"), Wording(fr="Un", en="One")),
        (Alteration(Kind.WORDING, Wording(fr="loi"), How.EXCHANGE, Wording(fr="décret")),
         Wording(fr="Le décret", en="décret"), Wording(fr="Le loi", en="décret")),
        (Alteration(Kind.WORDING, Wording(), How.EXCHANGE, Wording(fr=" (projet)")), Wording(fr="Loi (projet)"),
         Wording(fr="Loi")),
        (Alteration(Kind.NUMBER, 12), 7, 12),
    ],
)  # fmt: skip
def test_an_alteration_leaves_the_rest_as_it_was(alteration: Alteration, old: Any, new: Any) -> None:
    assert alteration.of(old) == new


def test_an_institution_is_added_to_the_supporting_ones_of_those_that_lack_it(qtbot: QtBot, window: MainWindow) -> None:
    page = list_page(window, "actions")
    ids = first(page, 6)
    before = values(page, ids, "supporting")
    added = next(each for one in before for each in one)
    lacking = sum(added not in one for one in before)
    assert 0 < lacking < 6
    with window.desk.reading() as session:
        step = find_last_step(session)
    dialog = begin(page, "supporting", ids)
    choose(dialog, "supporting", (added,))
    assert window.desk.language.number(lacking) in dialog.note.text()
    assert window.desk.language.number(6) in dialog.note.text()
    with qtbot.waitSignal(page.desk.jobs.ended):
        dialog.accept()
    after = values(page, ids, "supporting")
    assert after == [one if added in one else (*one, added) for one in before]
    with window.desk.reading() as session:
        assert find_last_step(session) == step + 1
    dialog = begin(page, "supporting", ids)
    choose(dialog, "how", How.REMOVE)
    choose(dialog, "supporting", (added,))
    with qtbot.waitSignal(page.desk.jobs.ended):
        dialog.accept()
    assert not any(added in one for one in values(page, ids, "supporting"))
    window.desk.undo()
    window.desk.undo()
    assert values(page, ids, "supporting") == before


def test_words_are_exchanged_in_one_language_and_the_field_of_them_shows_when_it_is_asked(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = list_page(window, "actions")
    ids = first(page, 5)
    before = values(page, ids, "title")
    word = before[0].fr.split()[0]
    dialog = begin(page, "title", ids)
    assert not dialog.form.editors["sought"].isVisible()
    choose(dialog, "how", How.EXCHANGE)
    assert dialog.form.editors["sought"].isVisible()
    choose(dialog, "title", Wording(fr="Zanzibar"))
    dialog.accept()
    assert dialog.isVisible() and dialog.form.errors["sought"].isVisible(), "what is sought is to be said"
    choose(dialog, "sought", Wording(fr=word))
    with qtbot.waitSignal(page.desk.jobs.ended):
        dialog.accept()
    after = values(page, ids, "title")
    assert after[0].fr == before[0].fr.replace(word, "Zanzibar") and after[0].ar == before[0].ar
    window.desk.undo()
    assert values(page, ids, "title") == before


def test_where_nothing_would_change_no_step_is_made(qtbot: QtBot, window: MainWindow) -> None:
    page = list_page(window, "actions")
    ids = first(page, 3)
    with window.desk.reading() as session:
        step = find_last_step(session)
    dialog = begin(page, "title", ids)
    choose(dialog, "how", How.EXCHANGE)
    choose(dialog, "sought", Wording(fr="ne se trouve nulle part"))
    dialog.accept()
    assert not dialog.isVisible()
    with window.desk.reading() as session:
        assert find_last_step(session) == step


@pytest.mark.parametrize("key", [key for key, page in PAGES.items() if page.add is not None])
def test_every_field_of_every_kind_is_offered_and_each_way_opens(qtbot: QtBot, window: MainWindow, key: str) -> None:
    page = list_page(window, key)
    offered = {each.name for each in page.several.fields()}
    for field in page.pane.fields:
        own = field.fixed or field.explains or field.name in OWN or (field.kind is Kind.TEXT and field.required)
        assert (field.name in offered) is not bool(own), field.name
    ids = first(page, 3)
    if not ids:
        return
    for name in offered:
        dialog = begin(page, name, ids)
        for how in ways(next(each.kind for each in page.pane.fields if each.name == name)):
            if "how" in dialog.form.editors:
                choose(dialog, "how", how)
            assert dialog.note.text()
        dialog.done(0)
        qtbot.waitUntil(lambda dialog=dialog: not dialog.isVisible())

"""A walk over every kind in the window: filtered by each filter, which a view keeps, and shown with its history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.windows.forms.chooser import FilterChip
from desktop.windows.lists.list_page import ListPage
from desktop.windows.lists.offer import Offer
from desktop.windows.main_window import MainWindow
from desktop.windows.pages import PAGES
from tests.windows.frame import Ear, copy_demonstration, open_window

KINDS = [key for key, entry in PAGES.items() if entry.add is not None]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.desk.close()


def list_page(window: MainWindow, key: str) -> ListPage:
    assert window.go(key)
    page = window.page_at(key)
    assert isinstance(page, ListPage)
    return page


@pytest.mark.parametrize("key", KINDS)
def test_each_filter_narrows_the_list_and_a_view_keeps_it(window: MainWindow, key: str) -> None:
    page, ear = list_page(window, key), Ear(window.desk)
    everything = set(page.model.ids)
    for each in page.listing.filters:
        offered = each.options(window.desk) if each.options is not None else []
        if each.options is not None and not offered:
            continue
        value = True if each.options is None else (offered[-1].value,) if each.several else offered[-1].value
        page.set_filters({each.key: value})
        assert page.filters() == {each.key: value}, each.key
        assert set(page.model.ids) <= everything, each.key
        kept = page.views.shown()
        page.set_filters({})
        page.views.views["Essai"] = kept
        page.views.show_view("Essai")
        assert page.filters() == {each.key: value}, each.key
        page.views.remove()
        if isinstance(chip := page.filter_bar.chips[each.key], FilterChip):
            assert chip.chosen_options(), each.key
            assert not isinstance(each.options, Offer) or each.options.find(window.desk, [offered[-1].value])
    page.set_filters({})
    assert set(page.model.ids) == everything
    assert not ear.heard


@pytest.mark.parametrize("key", KINDS)
def test_the_pane_of_a_record_has_its_history_and_says_what_was_withdrawn(window: MainWindow, key: str) -> None:
    page = list_page(window, key)
    if not page.model.rowCount():
        return
    page.table.choose_first()
    pane = page.pane
    assert pane.record_id is not None and pane.name
    assert pane.tabs.tabText(pane.tabs.count() - 1) == window.desk.language.text("History")
    assert pane.menu_entries(), "it can be withdrawn"
    assert not pane.form.dirty, "showing a record changes nothing"

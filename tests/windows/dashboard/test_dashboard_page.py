"""The dashboard: its figures are those of the lists behind them, by mouse and by keys, in every language and look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.codes import ActionStatus, LetterKind
from desktop.documents.charts.chart import Mark
from desktop.language import LANGUAGE_CODES, LanguageCode
from desktop.records.follow_up.action import assign_action
from desktop.records.follow_up.letter import remind, send_letter
from desktop.records.register import Register
from desktop.windows.charts.chart_card import ChartCard
from desktop.windows.charts.chart_view import expected_height
from desktop.windows.dashboard.dashboard_page import DashboardPage
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.lists.list_page import ListPage
from desktop.windows.main_window import MainWindow
from tests.records.sample import STEP, french, new_institution
from tests.windows.frame import copy_demonstration, open_window


def open_dashboard(qtbot: QtBot, path: Path, language: LanguageCode = "fr") -> tuple[MainWindow, DashboardPage]:
    window = open_window(qtbot, path, language)
    window.go("dashboard")
    page = window.page_of(DashboardPage)
    wait(qtbot, page)
    return window, page


def wait(qtbot: QtBot, page: DashboardPage) -> None:
    """Wait until everything is read and drawn."""
    page.desk.reads.wait()
    qtbot.waitUntil(lambda: page.situation is not None and not page.easel.busy, timeout=20_000)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown, _ = open_dashboard(qtbot, copy_demonstration(tmp_path))
    yield shown
    shown.close()


@pytest.fixture
def page(window: MainWindow) -> DashboardPage:
    return window.page_of(DashboardPage)


def counted(window: MainWindow) -> int:
    """How many records the list that is shown has."""
    window.desk.reads.wait()
    assert isinstance(window.page, ListPage)
    return window.page.model.rowCount()


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_every_picture_is_drawn_in_every_language(qtbot: QtBot, tmp_path: Path, language: LanguageCode) -> None:
    window, page = open_dashboard(qtbot, copy_demonstration(tmp_path), language)
    for name, card in page.cards.items():
        assert card.exhibit is not None
        assert bool(card.view.marks) != card.exhibit.chart.empty, name
        assert set(card.view.marks) == set(card.exhibit.chart.marks())
        assert card.view.isVisible() or card.nothing.isVisible()
    window.close()


def test_every_mark_leads_to_as_many_records_as_it_counts(window: MainWindow, page: DashboardPage) -> None:
    tried = 0
    for name in ("pillars", "deadlines", "leads", "silences", "trend", "civil_society"):
        card = page.cards[name]
        exhibit = card.exhibit
        assert exhibit is not None
        whole = exhibit.whole or exhibit
        others = [(exhibit, mark) for mark in exhibit.chart.marks() if exhibit is not whole and mark.row == 10]
        for shown, mark in [*((whole, mark) for mark in whole.chart.marks()), *others]:
            way = shown.ways[mark]
            # Institutions are not attendance, and an action is reported of more than once.
            if way.page == "institutions" or "reported" in way.filters:
                continue
            row = shown.chart.rows[mark.row]
            card.list_asked.emit(way.page, dict(way.filters))
            if mark.series < len(row.values):
                assert counted(window) == row.values[mark.series], (name, row.name, mark)
            else:
                assert str(counted(window)) in row.flag or counted(window) in (1, 2)
            tried += 1
    assert tried > 60


def test_a_letter_and_its_reminders_are_one_matter_in_the_picture_and_in_the_list(
    qtbot: QtBot, window: MainWindow, page: DashboardPage
) -> None:
    long_ago = window.desk.today - dt.timedelta(days=90)

    def write(session: Session) -> None:
        for acronym in ("ZZ1", "ZZ2"):
            values = {
                "institution_id": new_institution(session, acronym).id,
                "kind": LetterKind.REQUEST,
                "subject": french("Bilan"),
                "sent_on": long_ago,
                "answer_due": long_ago + dt.timedelta(days=10),
            }
            first = send_letter(session, values)
            later = {"sent_on": long_ago + dt.timedelta(days=20), "answer_due": long_ago + dt.timedelta(days=30)}
            remind(session, first.id, later)

    assert window.desk.change(STEP, write)
    wait(qtbot, page)
    exhibit = page.cards["silences"].exhibit
    assert exhibit is not None
    whole = exhibit.whole or exhibit
    places = [place for place, row in enumerate(whole.chart.rows) if row.name in ("ZZ1", "ZZ2")]
    assert len(places) == 2
    for place in places:
        way = whole.ways[Mark(place, 1)]
        page.cards["silences"].list_asked.emit(way.page, dict(way.filters))
        assert counted(window) == whole.chart.rows[place].values[1] == 1


def test_a_picture_takes_the_room_that_was_kept_for_it(page: DashboardPage) -> None:
    for name in ("pillars", "deadlines", "leads", "silences", "trend", "civil_society"):
        view = page.cards[name].view
        assert view.chart is not None
        kept = expected_height(view.chart, view.fontMetrics().height())
        assert abs(kept - view.height()) < max(0.2 * view.height(), 40), name


def test_the_key_figures_are_doors(window: MainWindow, page: DashboardPage) -> None:
    for name in ("late", "soon", "reported", "silent", "implemented"):
        window.go("dashboard")
        tile = page.tiles.tiles[name]
        tile.click()
        assert tile.value.text() == str(counted(window)), name
        assert tile.value.text() in tile.accessibleName()


def test_a_click_on_a_mark_opens_the_list_behind_it(qtbot: QtBot, window: MainWindow, page: DashboardPage) -> None:
    card = page.cards["leads"]
    page.area.ensureWidgetVisible(card)
    mark = next(mark for mark in card.view.marks if mark.series == 0)
    qtbot.mouseClick(card.view, Qt.MouseButton.LeftButton, pos=card.view.place_of(mark).center().toPoint())
    actions = window.page_of(ActionsPage)
    assert window.page is actions
    assert actions.filter_bar.values()["status"] == (ActionStatus.VERIFIED,)
    assert actions.filter_bar.chips["lead"].isVisible(), "what the list is filtered by is to be seen"
    assert counted(window) > 0


def test_keys_go_from_mark_to_mark_and_open_them(qtbot: QtBot, window: MainWindow, page: DashboardPage) -> None:
    card = page.cards["pillars"]
    view = card.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    first = view.current
    assert first == next(iter(view.marks))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current is not None and first is not None
    assert view.current.row == first.row and view.current.series > first.series
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.current == first
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current is not None and view.current.row == first.row + 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current == list(view.marks)[-1]
    assert view.said(view.current) in view.accessibleName()
    assert card.exhibit is not None
    value = card.exhibit.chart.rows[view.current.row].values[view.current.series]
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.key == "recommendations"
    assert counted(window) == value


def test_every_mark_is_reached_with_the_arrows(qtbot: QtBot, page: DashboardPage) -> None:
    for name in ("pillars", "leads", "trend", "deadlines"):
        view = page.cards[name].view
        reached: set[Mark] = set()
        beginnings = [next(iter(view.marks))]
        while beginnings:
            at = beginnings.pop()
            if at in reached:
                continue
            reached.add(at)
            for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
                view.go(at)
                qtbot.keyClick(view, key)
                assert view.current is not None
                beginnings.append(view.current)
        assert reached == set(view.marks), name


def test_tab_leads_through_the_charts_and_the_focus_is_to_be_seen(qtbot: QtBot, page: DashboardPage) -> None:
    view = page.cards["pillars"].view
    before = view.grab().toImage()
    page.cards["pillars"].menu_button.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.focusNextChild()
    assert QApplication.focusWidget() is view
    assert view.grab().toImage() != before


def test_a_chart_is_read_as_a_table_at_a_key_and_its_cells_lead_on(
    qtbot: QtBot, window: MainWindow, page: DashboardPage
) -> None:
    card = page.cards["leads"]
    card.view.setFocus()
    qtbot.keyClick(card.view, Qt.Key.Key_T)
    assert card.table.isVisible() and not card.view.isVisible()
    assert card.table.hasFocus()
    assert card.exhibit is not None and card.exhibit.whole is not None
    whole = card.exhibit.whole.chart
    assert card.table.rowCount() == len(whole.rows) > len(card.exhibit.chart.rows)
    table = card.table

    def cell(row: int, column: int) -> str:
        item = table.item(row, column)
        assert item is not None
        return item.text()

    cells = [tuple(cell(row, column) for column in range(table.columnCount())) for row in range(table.rowCount())]
    assert tuple(cells) == whole.table(window.desk.language).rows
    row = next(row for row in range(len(whole.rows)) if whole.rows[row].values[0])
    card.table.setCurrentCell(row, 1)
    qtbot.keyClick(card.table, Qt.Key.Key_Return)
    assert window.key == "actions" and counted(window) == whole.rows[row].values[0]
    window.go("dashboard")
    card.table.setFocus()
    qtbot.keyClick(card.table, Qt.Key.Key_T)
    assert card.view.isVisible() and card.view.hasFocus()


def test_arabic_mirrors_the_page_and_its_pictures(qtbot: QtBot, window: MainWindow, page: DashboardPage) -> None:
    def left(card: ChartCard) -> int:
        return card.mapTo(page, QPoint(0, 0)).x()

    pillars, deadlines = page.cards["pillars"], page.cards["deadlines"]
    row = [mark for mark in pillars.view.marks if mark.row == 1]
    french = [pillars.view.place_of(mark).x() for mark in row]
    assert left(pillars) < left(deadlines) and french == sorted(french)
    window.desk.speak("ar")
    wait(qtbot, page)
    qtbot.waitUntil(lambda: left(pillars) > left(deadlines))
    arabic = [pillars.view.place_of(mark).x() for mark in row]
    assert arabic == sorted(arabic, reverse=True)


def test_a_picture_is_drawn_anew_for_another_width_and_another_look(
    qtbot: QtBot, window: MainWindow, page: DashboardPage
) -> None:
    view = page.cards["pillars"].view
    qtbot.waitUntil(lambda: view.drawn_width == view.width())
    before = view.width()
    window.resize(1500, 800)
    qtbot.waitUntil(lambda: view.width() != before and view.drawn_width == view.width(), timeout=10_000)
    light = view.grab().toImage()
    window.desk.look("dark")
    wait(qtbot, page)
    qtbot.waitUntil(lambda: view.grab().toImage().pixelColor(2, 2) != light.pixelColor(2, 2))


def test_one_column_on_a_narrow_page_two_on_a_wide_one(qtbot: QtBot, window: MainWindow, page: DashboardPage) -> None:
    for width, columns in ((1024, 1), (1600, 2), (1280, 2)):
        window.resize(width, 760)
        qtbot.waitUntil(lambda columns=columns: page.columns == columns)
        QApplication.processEvents()
        content = page.area.widget()
        assert content is not None and content.width() <= page.area.viewport().width()


def test_what_changes_in_the_register_changes_on_the_dashboard(
    qtbot: QtBot, window: MainWindow, page: DashboardPage
) -> None:
    before = int(page.tiles.tiles["reported"].value.text())
    window.desk.change(
        STEP,
        lambda session: assign_action(
            session, {"title": french("Rendre compte"), "status": ActionStatus.REPORTED}, window.desk.today.year
        ),
    )
    wait(qtbot, page)
    assert int(page.tiles.tiles["reported"].value.text()) == before + 1


def test_an_empty_register_says_what_will_be_here(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.tawsiya"
    Register.create(path, country_code="JO", language="ar").close()
    window, page = open_dashboard(qtbot, path, "ar")
    for name, card in page.cards.items():
        assert card.nothing.isVisible() and card.nothing.text(), name
        assert not card.view.isVisible() and not card.menu_button.isVisible()
    assert page.tiles.tiles["late"].value.text() == "0"
    assert page.meeting.lines.buttons == []
    window.desk.change(STEP, lambda session: assign_action(session, {"title": french("Une")}, 2026))
    wait(qtbot, page)
    assert page.cards["deadlines"].view.isVisible()
    window.close()

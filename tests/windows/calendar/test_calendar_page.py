"""The calendar: by month and along a line of time, by keyboard, mirrored, and calm on a crowded day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.codes import DiaryKind, Reporter
from desktop.language import LANGUAGE_CODES, LanguageCode
from desktop.records.commission.reporting import ReportingDate
from desktop.records.follow_up.action import assign_action
from desktop.records.period import Period
from desktop.records.register import Register
from desktop.settings import Settings
from desktop.windows.calendar.calendar_page import VIEWS, CalendarPage
from desktop.windows.calendar.day_words import say_day
from desktop.windows.calendar.month_view import DAY
from desktop.windows.calendar.timeline_view import BOX, KINDS, Box
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.main_window import MainWindow
from tests.records.sample import STEP, french
from tests.windows.frame import copy_demonstration, open_window

ONE = dt.timedelta(days=1)
CROWDED = dt.date(2031, 5, 14)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = open_window(qtbot, copy_demonstration(tmp_path))
    shown.go("calendar")
    shown.desk.reads.wait()
    yield shown
    shown.close()


@pytest.fixture
def page(window: MainWindow) -> CalendarPage:
    return window.page_of(CalendarPage)


def fill(window: MainWindow, count: int, day: dt.date = CROWDED) -> None:
    """So many deadlines on one day."""
    window.desk.change(
        STEP,
        lambda session: [
            assign_action(session, {"title": french(f"Action {place}"), "due": day}, day.year) for place in range(count)
        ],
    )
    window.desk.reads.wait()


def go(page: CalendarPage, day: dt.date) -> None:
    page.go(day)
    page.desk.reads.wait()
    QApplication.processEvents()  # the lines of a day are shown a moment later


def boxes(page: CalendarPage) -> list[Box]:
    view = page.timeline
    items = [view.item(row, column) for row in range(view.rowCount()) for column in range(view.columnCount())]
    return [item.data(BOX) for item in items if item is not None]


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_every_view_is_shown_in_every_language(qtbot: QtBot, tmp_path: Path, language: LanguageCode) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), language)
    window.go("calendar")
    page = window.page_of(CalendarPage)
    for view in VIEWS:
        page.view_buttons[view].click()
        window.desk.reads.wait()
        assert page.view_buttons[view].isChecked()
        assert (page.month if view == "month" else page.timeline).isVisible()
        page.grab()
    window.close()


def test_arrows_go_from_day_to_day_and_over_the_edge_of_a_month(
    qtbot: QtBot, window: MainWindow, page: CalendarPage
) -> None:
    go(page, dt.date(2026, 11, 30))
    month = page.month
    month.setFocus()
    qtbot.keyClick(month, Qt.Key.Key_Right)
    window.desk.reads.wait()
    assert page.day == dt.date(2026, 12, 1)
    item = month.currentItem()
    assert item is not None and item.data(DAY) == page.day
    qtbot.keyClick(month, Qt.Key.Key_Up)
    assert page.day == dt.date(2026, 11, 24)
    qtbot.keyClick(month, Qt.Key.Key_PageDown)
    assert page.day == dt.date(2026, 12, 24)
    qtbot.keyClick(month, Qt.Key.Key_PageUp)
    qtbot.keyClick(month, Qt.Key.Key_PageUp)
    assert page.day == dt.date(2026, 10, 24)
    qtbot.keyClick(month, Qt.Key.Key_Home)
    assert page.day == window.desk.today
    window.desk.reads.wait()
    assert month.diary is not None and month.diary.period == month.period


def test_a_day_says_what_falls_on_it_and_enter_leads_into_it(
    qtbot: QtBot, window: MainWindow, page: CalendarPage
) -> None:
    fill(window, 2)
    go(page, CROWDED)
    item = page.month.currentItem()
    assert item is not None
    said = item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "14 mai 2031" in said and "Action 0" in said
    page.month.setFocus()
    qtbot.keyClick(page.month, Qt.Key.Key_Return)
    line = page.day_pane.lines.buttons[0]
    assert QApplication.focusWidget() is line
    qtbot.keyClick(line, Qt.Key.Key_Space)
    assert window.page is window.page_of(ActionsPage)


def test_a_crowded_day_shows_a_few_and_leads_to_all(qtbot: QtBot, window: MainWindow, page: CalendarPage) -> None:
    fill(window, 30)
    go(page, CROWDED)
    assert page.month.diary is not None
    assert len(page.day_pane.lines.buttons) < 30
    assert page.month.diary.deadlines[CROWDED] == 30
    page.day_pane.all_button.click()
    window.desk.reads.wait()
    actions = window.page_of(ActionsPage)
    assert window.page is actions
    assert actions.model.rowCount() == 30
    assert actions.filter_bar.values()["due"] == Period(CROWDED, CROWDED).code


def test_a_meeting_of_the_month_opens_on_its_page(window: MainWindow, page: CalendarPage) -> None:
    go(page, dt.date(2026, 12, 16))
    meetings = [each for each in page.day_pane._entries.values() if each.kind is DiaryKind.MEETING]
    assert len(meetings) == 1
    page.day_pane.lines.buttons[0].click()
    assert window.page is window.meeting_page and window.meeting_page.meeting_id == meetings[0].id


def test_the_week_begins_as_the_country_counts_and_weekends_are_told_apart(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "jo.tawsiya"
    Register.create(path, country_code="JO", language="ar").close()
    window = open_window(qtbot, path, "ar")
    window.go("calendar")
    window.desk.reads.wait()
    page = window.page_of(CalendarPage)
    first = page.month.item(0, 0)
    assert first is not None and first.data(DAY).isoweekday() == 7
    assert page.month.diary is not None
    closed = {day.isoweekday() for day in (CROWDED + place * ONE for place in range(7))
              if not page.month.diary.calendar.is_working_day(day)}  # fmt: skip
    assert closed == {5, 6}
    assert page.month.hijri(window.desk.today), "Jordan shows the Hijri date, too"
    window.close()


def test_arabic_mirrors_the_month_and_its_arrows(qtbot: QtBot, window: MainWindow, page: CalendarPage) -> None:
    def left(column: int) -> int:
        item = page.month.item(0, column)
        assert item is not None
        return page.month.visualItemRect(item).x()

    assert left(0) < left(6)
    assert page.day_pane.mapTo(window, QPoint()).x() > page.month.mapTo(window, QPoint()).x()
    window.desk.speak("ar")
    qtbot.waitUntil(lambda: left(0) > left(6))
    qtbot.waitUntil(lambda: page.day_pane.mapTo(window, QPoint()).x() < page.month.mapTo(window, QPoint()).x())
    before = page.day
    page.month.setFocus()
    qtbot.keyClick(page.month, Qt.Key.Key_Left)
    assert page.day == before + ONE


def test_a_line_of_time_counts_what_its_lists_hold(window: MainWindow, page: CalendarPage) -> None:
    for view in ("weeks", "months"):
        for lanes in ("lead", "pillar"):
            window.go("calendar")
            page.view_buttons[view].click()
            page.lane_buttons[lanes].click()
            window.desk.reads.wait()
            found = [box for box in boxes(page) if box.count and box.kind is DiaryKind.DEADLINE]
            assert found
            for box in found:
                window.desk.list_asked.emit("actions", dict(box.filters or {}))
                window.desk.reads.wait()
                assert window.page_of(ActionsPage).model.rowCount() == box.count, box.said


def test_keys_go_through_the_line_of_time_and_open_its_boxes(
    qtbot: QtBot, window: MainWindow, page: CalendarPage
) -> None:
    page.view_buttons["weeks"].click()
    window.desk.reads.wait()
    view = page.timeline
    view.setFocus()
    begin = view.columns[0]
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    window.desk.reads.wait()
    assert begin.first is not None and view.columns[0].first == begin.first + 13 * 7 * ONE
    qtbot.keyClick(view, Qt.Key.Key_Home)
    window.desk.reads.wait()
    assert view.columns[0] == begin and view.today_column == 0
    row, column = next(
        (row, column)
        for row in range(len(KINDS), view.rowCount())
        for column in range(view.columnCount())
        if (item := view.item(row, column)) is not None and item.data(BOX).count
    )
    view.setCurrentCell(row, column)
    count = view.item(row, column)
    assert count is not None
    expected = count.data(BOX).count
    qtbot.keyClick(view, Qt.Key.Key_Return)
    window.desk.reads.wait()
    assert window.page is window.page_of(ActionsPage)
    assert window.page_of(ActionsPage).model.rowCount() == expected


def test_reporting_dates_have_a_lane_that_leads_to_their_day(
    qtbot: QtBot, window: MainWindow, page: CalendarPage
) -> None:
    day = window.desk.today + 9 * ONE
    rule = ReportingDate(reporter=Reporter.GOVERNMENT, month=day.month, day=day.day, title=french("Rapport annuel"))
    window.desk.change(STEP, lambda session: session.add(rule))
    page.view_buttons["weeks"].click()
    window.desk.reads.wait()
    [box] = [box for box in boxes(page) if box.kind is DiaryKind.REPORT and box.count]
    assert "Rapport annuel" in box.said
    page.timeline.opened.emit(box)
    window.desk.reads.wait()
    assert page.view == "month" and page.day == day
    assert page.day_pane.lines.buttons


def test_one_comes_back_to_the_view_one_left(qtbot: QtBot, tmp_path: Path) -> None:
    path, settings = copy_demonstration(tmp_path), Settings(look="light")
    window = open_window(qtbot, path, settings=settings)
    window.go("calendar")
    window.page_of(CalendarPage).view_buttons["months"].click()
    window.page_of(CalendarPage).lane_buttons["pillar"].click()
    window.close()
    again = open_window(qtbot, path, settings=Settings.load())
    page = again.page_of(CalendarPage)
    assert again.page is page
    assert (page.view, page.lanes) == ("months", "pillar")
    assert page.timeline.isVisible() and page.lane_buttons["pillar"].isChecked()
    again.close()


def test_the_dashboard_leads_to_a_day(window: MainWindow, page: CalendarPage) -> None:
    window.go("today")
    window.desk.list_asked.emit("calendar", {"day": "2027-03-08"})
    assert window.page is page and page.day == dt.date(2027, 3, 8)
    page.set_filters({"day": "no day"})
    assert page.day == dt.date(2027, 3, 8)


def test_a_narrow_page_shows_fewer_weeks(qtbot: QtBot, window: MainWindow, page: CalendarPage) -> None:
    page.view_buttons["weeks"].click()
    window.desk.reads.wait()
    assert page.timeline.columnCount() == 13
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: page.timeline.columnCount() == 9)


def test_a_cell_says_what_it_has_room_for_in_several_lines(window: MainWindow, page: CalendarPage) -> None:
    title = "Ouvrir deux centres d’hébergement protégés"
    window.desk.change(STEP, lambda session: assign_action(session, {"title": french(title), "due": CROWDED}, 2031))
    window.desk.reads.wait()
    go(page, CROWDED)
    month = page.month
    line = round(month.line)
    wide = month.fontMetrics().horizontalAdvance(title)
    (cut,) = say_day(month, CROWDED, QSize(wide // 2 + 30, line + 2))
    assert "…" in cut.words.shown
    (wrapped,) = say_day(month, CROWDED, QSize(wide // 2 + 30, 4 * line))
    assert "…" not in wrapped.words.shown and title in wrapped.words.shown
    fill(window, 2)
    several = say_day(month, CROWDED, QSize(wide // 2 + 30, 2 * line + 6))
    assert [each.words.shown.strip("\u200e\u2068\u2069") for each in several][-1] == "+2"
    holiday = say_day(month, dt.date(2031, 5, 1), QSize(60, 4 * line), "Fête du travail")
    assert [each.words.shown for each in holiday] == ["Fête du travail"]

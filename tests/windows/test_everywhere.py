"""The search over everything: it answers as one types, marks what was found, runs commands, and leads back."""

from __future__ import annotations

from pathlib import Path
from threading import Event, get_ident

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.codes import Level
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Wording, message
from desktop.records.commission.working_calendar import list_holidays
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.records.meetings.meeting import Meeting, MeetingFilter, MeetingSeries, list_meeting_ids, list_meetings
from desktop.records.rows import SearchHit
from desktop.records.search.index import indexed_kinds
from desktop.records.search.result import search
from desktop.settings import Settings
from desktop.windows.everywhere import everywhere
from desktop.windows.everywhere.everywhere import Everywhere
from desktop.windows.everywhere.found_list import Line
from desktop.windows.everywhere.places import PLACES, unscoped
from desktop.windows.lists.list_page import ListPage
from desktop.windows.main_window import MainWindow
from desktop.windows.preparing.preparation_dialog import PreparationDialog
from desktop.windows.settings.lists import (
    HolidaysSection,
    ReportingSection,
)
from tests.windows.frame import copy_demonstration, open_dialog, open_window
from tests.windows.session import write


def ask(qtbot: QtBot, window: MainWindow, text: str) -> Everywhere:
    """Open the search, type, and wait for the answer to what was typed."""
    if not window.everywhere.isVisible():
        window.search_everywhere()
    found = window.everywhere
    found.field.clear()
    with qtbot.waitSignal(found.answered, check_params_cb=lambda answer: answer.question.text == text.strip()):
        write(found.field, text)
    return found


def doors(found: Everywhere) -> list[Line]:
    return [line for line in found.list.found.lines if line.leads]


def marked(line: Line) -> list[str]:
    return [line.title[start:end] for start, end in line.title_marks] + [
        line.snippet[start:end] for start, end in line.snippet_marks
    ]


def page_of_actions(window: MainWindow) -> ListPage:
    page = window.pages["actions"]
    assert isinstance(page, ListPage)
    return page


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return open_window(qtbot, copy_demonstration(tmp_path))


@pytest.mark.parametrize(
    ("typed", "original"), [("ecole", "école"), ("اوروبا", "أوروبا"), ("FORMATION", "formation"), ("التكوين", "تكوين")]
)
def test_words_are_marked_as_they_are_written(qtbot: QtBot, window: MainWindow, typed: str, original: str) -> None:
    found = ask(qtbot, window, typed)
    words = {word.casefold() for line in doors(found) if line.record for word in marked(line)}
    assert words
    assert any(original in word for word in words), words


def test_hits_are_grouped_by_kind_under_headings(qtbot: QtBot, window: MainWindow) -> None:
    found = ask(qtbot, window, "formation")
    kinds = [line.record[0] for line in doors(found) if line.record]
    assert len(set(kinds)) > 2
    assert [kind for place, kind in enumerate(kinds) if place == 0 or kinds[place - 1] != kind] == list(
        dict.fromkeys(kinds)
    )
    headings = [line.title for line in found.list.found.lines if not line.leads]
    assert "Actions" in headings and "Recommandations" in headings


def test_a_number_in_full_comes_first_and_enter_opens_it(qtbot: QtBot, window: MainWindow) -> None:
    with window.desk.reading() as session:
        action = list_actions(session, list_action_ids(session, ActionFilter(), "fr")[3:4])[0]
    window.go("today")
    found = ask(qtbot, window, action.number)
    assert doors(found)[0].number == action.number
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert not found.isVisible()
    assert window.page is page_of_actions(window)
    assert page_of_actions(window).table.chosen_id == action.id


def test_what_hangs_on_a_meeting_opens_the_meeting(qtbot: QtBot, window: MainWindow) -> None:
    found = ask(qtbot, window, "ouverture")
    row = next(
        row for row, line in enumerate(found.list.found.lines) if line.record and line.record[0] == "agenda_item"
    )
    found.list.setCurrentIndex(found.list.found.index(row, 0))
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert window.page is window.meeting_page


def test_what_the_settings_list_opens_there(qtbot: QtBot, window: MainWindow) -> None:
    with window.desk.reading() as session:
        holiday = list_holidays(session)[-1]
    found = ask(qtbot, window, holiday.name.fr or "")
    row = next(row for row, line in enumerate(found.list.found.lines) if line.record == ("holiday", holiday.id))
    found.list.setCurrentIndex(found.list.found.index(row, 0))
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    settings = window.settings_window
    assert settings is not None and settings.isVisible() and not found.isVisible()
    section = settings.section
    assert isinstance(section, HolidaysSection) and section.entry_id == holiday.id
    qtbot.waitUntil(lambda: QApplication.focusWidget() is section.list)
    assert "Jours fériés" in {line.title for line in found.list.found.lines if not line.leads}
    settings.close()


def test_a_series_opens_on_the_page_of_the_series(qtbot: QtBot, window: MainWindow) -> None:
    def work(session: Session) -> None:
        series = MeetingSeries(name=Wording(fr="Séminaires itinérants"))
        session.add(series)
        session.flush()
        made.append(series.id)
        for meeting in session.scalars(sa.select(Meeting).order_by(Meeting.start).limit(2)):
            meeting.series_id = series.id

    made: list[str] = []
    assert window.desk.attempt(message("Series made"), work) is None
    found = ask(qtbot, window, "itinerant")
    assert [line.record[0] for line in doors(found) if line.record] == ["meeting_series"]
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert isinstance(window.page, ListPage) and window.page.key == "series"
    assert window.page.table.chosen_id == made[0]


def test_every_kind_that_is_found_has_a_place() -> None:
    assert set(indexed_kinds()) - PLACES.keys() == set()
    assert unscoped(list(indexed_kinds())) == []
    assert {place.section for place in PLACES.values() if place.section} == {
        section.key for section in (HolidaysSection, ReportingSection)
    }


def test_ctrl_enter_shows_all_of_the_kind_in_their_list(qtbot: QtBot, window: MainWindow) -> None:
    found = ask(qtbot, window, "formation")
    row = next(row for row, line in enumerate(found.list.found.lines) if line.record and line.record[0] == "action")
    found.list.setCurrentIndex(found.list.found.index(row, 0))
    qtbot.keyClick(found.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.page is window.pages["actions"]
    assert page_of_actions(window).search.text() == "formation"


def test_escape_leads_back_to_where_the_focus_was(qtbot: QtBot, window: MainWindow) -> None:
    window.go("actions")
    field = page_of_actions(window).search
    field.setFocus()
    found = ask(qtbot, window, "formation")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is found.field)
    qtbot.keyClick(found.field, Qt.Key.Key_Escape)
    assert not found.isVisible()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)


def test_arrows_go_from_door_to_door_and_pass_over_headings(qtbot: QtBot, window: MainWindow) -> None:
    found = ask(qtbot, window, "formation")
    seen = []
    for _ in range(len(doors(found))):
        seen.append(found.list.chosen)
        qtbot.keyClick(found.field, Qt.Key.Key_Down)
    assert seen == doors(found)
    assert found.list.chosen == seen[0]
    qtbot.keyClick(found.field, Qt.Key.Key_Up)
    assert found.list.chosen == seen[-1]


def test_filters_narrow_what_is_found(qtbot: QtBot, window: MainWindow) -> None:
    found = ask(qtbot, window, "formation")
    with qtbot.waitSignal(found.answered):
        found.scope.set_value(2)
        found.scope.edited.emit()
    assert {line.record[0] for line in doors(found) if line.record} <= {"action", "progress_update"}
    with qtbot.waitSignal(found.answered):
        found.level.set_value(Level.RESTRICTED)
        found.level.edited.emit()
    assert all(line.note for line in doors(found))


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "new meeting"), ("fr", "nouvelle réunion"), ("fr", "nouvelle reunion"), ("ar", "اجتماع جديد"),
        ("en", "create meeting"),
    ],
)  # fmt: skip
def test_a_command_is_found_in_the_language_spoken(
    qtbot: QtBot, tmp_path: Path, language: LanguageCode, typed: str
) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), language)
    found = ask(qtbot, window, typed)
    assert found.list.chosen is not None and found.list.chosen.offered is not None
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert window.page is window.pages["meetings"]
    (opened,) = window.findChildren(PreparationDialog)
    opened.reject()


@pytest.mark.parametrize(
    ("language", "typed"), [("en", "tracker for Health"), ("fr", "tableau de suivi santé"), ("ar", "جدول التتبع الصحة")]
)
def test_a_tracker_takes_the_institution_that_is_typed(
    qtbot: QtBot, tmp_path: Path, language: LanguageCode, typed: str
) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), language)
    found = ask(qtbot, window, typed)
    offered = doors(found)[0].offered
    assert offered is not None and offered.argument is not None
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    dialog = open_dialog()
    assert dialog.form.values()["institution"] == offered.argument.value
    dialog.reject()


@pytest.mark.parametrize(("language", "typed"), [("fr", "procès-verbal {}"), ("ar", "محضر {}"), ("en", "minutes {}")])
def test_minutes_take_the_number_that_is_typed(
    qtbot: QtBot, tmp_path: Path, language: LanguageCode, typed: str
) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), language)
    with window.desk.reading() as session:
        meeting = list_meetings(session, list_meeting_ids(session, MeetingFilter(), "fr")[1:2])[0]
    found = ask(qtbot, window, typed.format(meeting.number))
    offered = doors(found)[0].offered
    assert offered is not None and offered.argument is not None and offered.argument.value == meeting.id


def test_every_line_of_the_menus_is_a_command(qtbot: QtBot, window: MainWindow) -> None:
    for words, _icon, _keys, _go in window.menus.offered():
        said = window.desk.say(words).replace("&", "").removesuffix("…")
        found = ask(qtbot, window, said)
        titles = [line.title.split(" · ")[0] for line in doors(found) if line.offered]
        assert said in titles, (said, titles)


def test_a_sign_asks_for_commands_alone(qtbot: QtBot, window: MainWindow) -> None:
    everything = doors(ask(qtbot, window, ">"))
    offered = {line.offered.command.title.text for line in everything if line.offered is not None}
    assert len(offered) == len(everything) >= len(window.menus.offered())
    narrowed = doors(ask(qtbot, window, "> tab"))
    assert {"Dashboard"} <= {line.offered.command.title.text for line in narrowed if line.offered} < offered
    assert all(line.record is None for line in narrowed)
    with_institution = doors(ask(qtbot, window, "> tableau de suivi MJ"))
    assert any(line.offered and line.offered.argument for line in with_institution)


def test_what_was_opened_and_searched_lately_stands_in_an_empty_search(qtbot: QtBot, window: MainWindow) -> None:
    found = ask(qtbot, window, "magistrats")
    first = found.list.chosen
    assert first is not None and first.record is not None
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    with qtbot.waitSignal(found.answered):
        window.search_everywhere()
    lines = doors(found)
    assert lines[0].record == first.record and lines[-1].searched == "magistrats"
    kept = Settings.load().found[window.desk.register.location]
    assert kept == {"searches": ["magistrats"], "records": [list(first.record)]}


@pytest.mark.parametrize("typed", ["'", '"', "*", "a" * 600, "؟", "()", "\u202e", "NEAR(a b)", "-"])
def test_no_text_upsets_it(qtbot: QtBot, window: MainWindow, typed: str) -> None:
    ask(qtbot, window, "magistrats")
    window.everywhere.field.setText(typed)
    with qtbot.waitSignal(window.everywhere.answered):
        window.everywhere.ask()


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_it_says_everything_in_the_language_spoken(qtbot: QtBot, tmp_path: Path, language: LanguageCode) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), language)
    found = ask(qtbot, window, "zzzz")
    assert found.told.text() == Language(language).text("Nothing was found. Try fewer words, or the beginning of one.")
    assert found.field.placeholderText() and found.hint.text()
    found.grab()


def test_the_window_goes_on_while_it_searches_and_the_latest_question_wins(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, threads, answers = Event(), set[int](), list[str]()

    def slow(session: Session, text: str, *rest: object, **more: object) -> list[SearchHit]:
        threads.add(get_ident())
        if text != "magistrats":
            go_on.wait(20)
        return search(session, text, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(everywhere, "search", slow)
    window.search_everywhere()
    found = window.everywhere
    found.answered.connect(lambda answer: answers.append(answer.question.text))
    found.field.setText("former")
    # Nobody could type on if the search held the window.
    found.field.setText("formations")
    go_on.set()
    with qtbot.waitSignal(found.answered, check_params_cb=lambda answer: answer.question.text == "magistrats"):
        found.field.setText("magistrats")
    qtbot.wait(50)
    assert "former" not in answers and answers[-1] == "magistrats"
    assert get_ident() not in threads

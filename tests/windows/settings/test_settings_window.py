"""The settings: every section speaks three languages, saves as a step that can be undone, and refuses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.codes import Threshold
from desktop.language import LANGUAGE_CODES, LanguageCode, Wording
from desktop.records.commission.commission import find_commission
from desktop.records.commission.logo import find_logo
from desktop.records.commission.rules import find_rules
from desktop.records.numbering import list_patterns
from desktop.settings import Settings
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.kinds.heading import PillarsPage
from desktop.windows.lists.list_page import ListPage
from desktop.windows.main_window import MainWindow
from desktop.windows.settings.door_section import DoorSection
from desktop.windows.settings.forms import RulesSection
from desktop.windows.settings.letterhead_section import WIDEST, LetterheadSection
from desktop.windows.settings.list_section import ListSection
from desktop.windows.settings.lists import HolidaysSection
from desktop.windows.settings.numbering_section import NumberingSection
from desktop.windows.settings.section import FormSection
from desktop.windows.settings.settings_window import SettingsWindow
from tests.windows.frame import Ear, copy_demonstration, open_window


def open_settings(qtbot: QtBot, window: MainWindow, section: str = "") -> SettingsWindow:
    window.show_settings(section)
    shown = window.settings_window
    assert shown is not None
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return open_window(qtbot, copy_demonstration(tmp_path))


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_every_section_speaks_the_language(qtbot: QtBot, tmp_path: Path, language: LanguageCode) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), language)
    settings = open_settings(qtbot, window)
    for key, section in settings.sections.items():
        settings.go(key)
        assert settings.section is section
        assert window.desk.say(section.title) in {label.text() for label in section.findChildren(QLabel)}
        unnamed = [
            button for button in section.findChildren(QPushButton)
            if button.isVisible() and not (button.text() or button.accessibleName())
        ]  # fmt: skip
        assert not unnamed, key
        settings.grab()
    settings.close()
    assert not settings.isVisible()


def test_looking_at_every_section_changes_nothing(qtbot: QtBot, window: MainWindow) -> None:
    settings = open_settings(qtbot, window)
    for key in settings.sections:
        settings.side.setCurrentItem(settings._items[key])
        assert settings.section.key == key
    settings.close()
    assert not window.desk.register.can_undo


def test_a_form_is_saved_when_one_goes_on_and_is_one_step(qtbot: QtBot, window: MainWindow) -> None:
    settings = open_settings(qtbot, window, "commission")
    section = settings.section
    assert isinstance(section, FormSection)
    section.form.editors["acronym"].set_value("CNCLT-X")
    section.form.editors["signatory_name"].set_value(Wording("Mme Essai", "السيدة تجربة"))
    settings.side.setCurrentItem(settings._items["week"])
    assert window.desk.commission.acronym == "CNCLT-X"
    assert window.desk.commission.signatory_name == Wording("Mme Essai", "السيدة تجربة")
    window.desk.undo()
    assert window.desk.commission.acronym != "CNCLT-X"
    assert not window.desk.register.can_undo


def test_what_cannot_be_saved_keeps_one_there(qtbot: QtBot, window: MainWindow) -> None:
    settings = open_settings(qtbot, window, "commission")
    section = settings.section
    assert isinstance(section, FormSection)
    section.form.editors["name"].set_value(Wording())
    settings.side.setCurrentItem(settings._items["week"])
    assert settings.section is section
    assert settings.side.currentItem() is settings._items["commission"]
    assert section.form.errors["name"].isVisible()
    settings.close()
    assert settings.isVisible()
    section.discard()
    settings.close()
    assert not settings.isVisible()


def test_rules_of_a_body_change_and_go_back_to_the_country(qtbot: QtBot, window: MainWindow) -> None:
    settings = open_settings(qtbot, window, "rules")
    section = settings.section
    assert isinstance(section, RulesSection)
    with window.desk.reading() as session:
        before = find_rules(session).bodies[0]
    section.form.editors["quorum_threshold"].set_value(Threshold.MORE_THAN)
    section.form.editors["second_call_days"].set_value(21)
    assert section.leave()
    with window.desk.reading() as session:
        assert find_rules(session).bodies[0] != before
    assert section.back_button.isVisible()
    section.back_button.click()
    assert not section.back_button.isVisible()
    assert section.form.values()["second_call_days"] == 7


def test_a_second_quorum_without_a_second_call_is_refused_in_a_sentence(qtbot: QtBot, window: MainWindow) -> None:
    section = open_settings(qtbot, window, "rules").section
    assert isinstance(section, RulesSection)
    section.form.editors["second_call_days"].set_value(None)
    assert not section.leave()
    assert section.error.isVisible() and section.error.text()


def test_months_are_called_as_written_at_once_and_back_by_undo(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), "ar")
    section = open_settings(qtbot, window, "months").section
    assert isinstance(section, FormSection)
    july = dt.date(2021, 7, 24)
    before = window.desk.language.date(july)
    section.form.editors["month_07"].set_value(Wording("juillet", "تموز", "July"))
    assert section.leave()
    assert window.desk.language.date(july) == "24 تموز 2021" != before
    with window.desk.reading() as session:
        assert list(find_commission(session).months) == [7]
    window.desk.undo()
    assert window.desk.language.date(july) == before


# --- numbering --------------------------------------------------------------------------------------------------------


def numbering(qtbot: QtBot, window: MainWindow) -> NumberingSection:
    section = open_settings(qtbot, window, "numbering").section
    assert isinstance(section, NumberingSection)
    return section


def type_pattern(section: NumberingSection, kind: str, pattern: str) -> None:
    section.lines[kind].setText(pattern)
    section.lines[kind].textEdited.emit(pattern)


def test_a_pattern_shows_what_it_will_write(qtbot: QtBot, window: MainWindow) -> None:
    section = numbering(qtbot, window)
    type_pattern(section, "action", "{number:04}/A/{year}")
    assert section.examples["action"].text().endswith(f"0014/A/{window.desk.today.year}")
    assert section.leave()
    with window.desk.reading() as session:
        assert list_patterns(session)["action"] == "{number:04}/A/{year}"


@pytest.mark.parametrize("pattern", ["ACT-{number}", "{year}", "", "REC-{year}-{number:03}", "rec-{year}-{number}"])
def test_a_pattern_that_could_repeat_a_number_is_refused(qtbot: QtBot, window: MainWindow, pattern: str) -> None:
    section = numbering(qtbot, window)
    type_pattern(section, "action", pattern)
    assert section.errors["action"].isVisible()
    assert section.examples["action"].text() == ""
    assert not section.leave()
    with window.desk.reading() as session:
        assert list_patterns(session)["action"] == "ACT-{year}-{number:03}"
    section.discard()
    assert not section.errors["action"].isVisible()


# --- lists ------------------------------------------------------------------------------------------------------------


def words(section: ListSection) -> list[str]:
    return [section.list.item(row).text() for row in range(section.list.count())]


def names(page: ListPage) -> list[str]:
    page.model.refresh()
    model: QAbstractItemModel = page.model
    return [model.data(model.index(row, 1)) for row in range(model.rowCount())]


@pytest.mark.parametrize("key", ["pillars", "themes", "terms"])
def test_the_settings_lead_to_the_page_where_a_list_is_kept(qtbot: QtBot, window: MainWindow, key: str) -> None:
    settings = open_settings(qtbot, window, key)
    section = settings.section
    assert isinstance(section, DoorSection)
    section.door.click()
    assert not settings.isVisible()
    assert window.page.key == key


def test_pillars_are_added_moved_renamed_and_removed(qtbot: QtBot, window: MainWindow) -> None:
    window.go("pillars")
    page = window.page_of(PillarsPage)
    before = names(page)
    page.add()
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, FormDialog) and each.isVisible()]
    dialog.form.editors["name"].set_value(Wording("Réparation", "جبر الضرر", "Redress"))
    dialog.accept()
    assert names(page) == [*before, "Réparation"]
    assert page.pane.form.editors["code"].value() == "redress", "it is made of the name"
    move_up = page.pane.menu_entries()[0][2]
    move_up()
    assert names(page) == [*before[:-1], "Réparation", before[-1]]
    page.pane.form.editors["name"].set_value(Wording("Réparations", "جبر الضرر", "Redress"))
    assert page.leave()
    assert "Réparations" in names(page)
    page.pane.withdraw()
    assert names(page) == before
    for _ in range(4):
        window.desk.undo()
    assert names(page) == before


def test_a_pillar_in_use_is_not_removed(qtbot: QtBot, window: MainWindow) -> None:
    window.go("pillars")
    page = window.page_of(PillarsPage)
    before = names(page)
    page.table.choose_first()
    page.pane.withdraw()
    assert names(page) == before
    assert page.pane.record_id is not None


def test_a_holiday_on_no_day_is_refused_and_kept_on_the_screen(qtbot: QtBot, window: MainWindow) -> None:
    section = open_settings(qtbot, window, "holidays").section
    assert isinstance(section, HolidaysSection)
    before = words(section)
    section.add()
    for name, value in {"name": Wording("Essai"), "day": 31, "month": 2, "year": None}.items():
        section.form.editors[name].set_value(value)
    assert not section.leave()
    assert section.error.isVisible()
    section.form.editors["day"].set_value(3)
    section.form.editors["year"].set_value(2027)
    assert section.leave()
    assert len(words(section)) == len(before) + 1
    assert any("Essai" in each and "2027" in each for each in words(section))


# --- letterhead -------------------------------------------------------------------------------------------------------


def drop(widget: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    widget.dropEvent(event)  # type: ignore[attr-defined]


def picture(path: Path, width: int, height: int) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    assert image.save(str(path))
    return path


def test_a_picture_that_is_dropped_is_kept_in_the_register_and_seen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    section = open_settings(qtbot, window, "letterhead").section
    assert isinstance(section, LetterheadSection)
    drop(section.preview, picture(tmp_path / "logo.png", 4000, 2000))
    with window.desk.reading() as session:
        kept = find_logo(session)
    assert kept is not None
    assert QImage.fromData(kept).width() == WIDEST
    assert section.preview.logo is not None and section.preview.logo.width() == WIDEST
    section.remove_button.click()
    assert section.preview.logo is None
    window.desk.undo()
    assert section.preview.logo is not None


def test_what_is_no_picture_is_refused(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    section = open_settings(qtbot, window, "letterhead").section
    assert isinstance(section, LetterheadSection)
    (tmp_path / "fake.png").write_bytes(b"\x89PNG\r\n\x1a\nno picture")
    for path in (tmp_path / "fake.png", tmp_path / "missing.png", picture(tmp_path / "tiny.png", 10, 10)):
        section.take(path)
        assert section.error.isVisible() and path.name in section.error.text()
    with window.desk.reading() as session:
        assert not find_commission(session).has_logo


# --- this computer ----------------------------------------------------------------------------------------------------


def test_appearance_holds_at_once_and_leaves_no_trace_in_the_register(qtbot: QtBot, window: MainWindow) -> None:
    settings = open_settings(qtbot, window, "appearance")
    buttons = {button.text(): button for button in settings.section.findChildren(QPushButton)}
    ear = Ear(window.desk)
    before = window.side.width()
    try:
        buttons[window.desk.language.percent(150)].click()
        assert window.side.compact and window.side.width() < before
        buttons["العربية"].click()
        assert window.desk.language.code == "ar"
    finally:
        window.desk.enlarge(100)
    assert Settings.load().language == "ar"
    assert not window.desk.register.can_undo
    assert not ear.heard

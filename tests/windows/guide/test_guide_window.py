"""The user's guide in the window: at the page one is on, in the language spoken, found by its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.language import LANGUAGE_CODES, LanguageCode
from desktop.windows.guide.guide_text import read_guide
from desktop.windows.guide.guide_window import GuideWindow
from desktop.windows.main_window import MainWindow
from desktop.windows.pages import PAGES
from tests.windows.frame import copy_demonstration, open_window

EVERY_LANGUAGE = pytest.mark.parametrize("code", LANGUAGE_CODES)


def guide_of(window: MainWindow) -> GuideWindow:
    [guide] = window.findChildren(GuideWindow)
    return guide


def shown_sections(guide: GuideWindow) -> list[str]:
    items = (guide.contents.item(place) for place in range(guide.contents.count()))
    return [item.text() for item in items if not item.isHidden()]


def test_the_guide_has_the_same_sections_in_every_language() -> None:
    french, arabic, english = ([each.pages for each in read_guide(code)] for code in LANGUAGE_CODES)
    assert french == arabic == english
    assert len(french) > 10


@EVERY_LANGUAGE
def test_every_section_has_a_title_and_no_markup_of_other_readers(code: LanguageCode) -> None:
    for section in read_guide(code):
        assert section.title
        assert "<!--" not in section.text
        assert "<div" not in section.text
        assert f"guide-{code}" not in section.text


@EVERY_LANGUAGE
def test_every_page_has_its_place_in_the_guide(qtbot: QtBot, tmp_path: Path, code: LanguageCode) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), code)
    told = {key for section in read_guide(code) for key in section.pages}
    assert {*PAGES, window.meeting_page.key} <= told
    window.close()


def test_f1_opens_the_guide_at_the_page_and_again_at_another(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), "fr")
    window.go("actions")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    guide = guide_of(window)
    assert guide.isVisible()
    assert "Recommandations et actions" in guide.text.toPlainText()
    window.go("today")
    window.show_guide()
    assert guide_of(window) is guide
    assert guide.text.toPlainText().startswith("Aujourd’hui")
    window.close()


def test_the_guide_speaks_the_windows_language_and_keeps_its_place(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), "fr")
    window.go("actions")
    window.show_guide()
    guide = guide_of(window)
    window.desk.speak("ar")
    assert guide.text.toPlainText().startswith("التوصيات والإجراءات")
    assert guide.text.document().begin().textDirection() == Qt.LayoutDirection.RightToLeft
    window.close()


def test_words_lead_to_the_sections_that_hold_them_whatever_their_accents(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), "fr")
    window.show_guide()
    guide = guide_of(window)
    everything = shown_sections(guide)
    guide.search.setText("echeance revisee")
    assert shown_sections(guide) == ["Recommandations et actions"]
    assert "Échéance révisée" in guide.text.toPlainText()
    guide.search.setText("")
    assert shown_sections(guide) == everything
    window.close()

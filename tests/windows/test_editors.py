"""The editors of a form: what one types, what comes out."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.codes import Priority
from desktop.language import Language, LanguageCode, Wording, message
from desktop.settings import Settings
from desktop.windows.desk import Surroundings
from desktop.windows.forms.chooser import Chooser, FilterChip, Option, OptionPopup
from desktop.windows.forms.editors import DateEditor, NumberEditor, PercentEditor, TextEditor, TimeEditor, parse_date
from desktop.windows.forms.form import Field, Form, Kind
from desktop.windows.forms.wording_editor import WordingEditor
from tests.windows.session import write


def surroundings(code: LanguageCode = "fr") -> Surroundings:
    return Surroundings(Settings(look="light"), Language(code, "MA"))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("24/02/2021", dt.date(2021, 2, 24)),
        ("24.2.21", dt.date(2021, 2, 24)),
        ("2021-02-24", dt.date(2021, 2, 24)),
        ("٢٤/٠٢/٢٠٢١", dt.date(2021, 2, 24)),
        ("21112026", dt.date(2026, 11, 21)),
        ("99992026", None),
        ("31/02/2021", None),
        ("24/02", None),
        ("demain", None),
        ("99999999999/1/1", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_it_is_written_here(written: str, day: dt.date | None) -> None:
    assert parse_date(written) == day


def test_a_date_that_is_none_is_a_problem_and_not_an_empty_value(qtbot: QtBot) -> None:
    editor = DateEditor(surroundings())
    qtbot.addWidget(editor)
    editor.line.setText("31/02/2021")
    assert editor.problem() is not None
    editor.line.clear()
    assert (editor.problem(), editor.value()) == (None, None)


@pytest.mark.parametrize("written", ["14:30", "14h30", "14.30", "14 heures 30", "1430", "١٤:٣٠", "14:30p", "p14:30"])
def test_a_time_is_read_as_it_is_written_here_and_takes_no_stray_letter(qtbot: QtBot, written: str) -> None:
    editor = TimeEditor(surroundings())
    qtbot.addWidget(editor)
    write(editor.line, written)
    assert editor.line.text() == written.strip("p")
    assert editor.value() == dt.time(14, 30)


def test_a_number_survives_the_separators_of_its_language(qtbot: QtBot) -> None:
    for code in ("fr", "ar", "en"):
        editor = NumberEditor(surroundings(code))
        qtbot.addWidget(editor)
        editor.set_value(11_000_000)
        assert editor.value() == 11_000_000, code
        editor.line.setText("onze")
        assert editor.problem() is not None


def test_a_percentage_is_slid_or_typed_and_never_above_a_hundred(qtbot: QtBot) -> None:
    editor = PercentEditor(surroundings())
    qtbot.addWidget(editor)
    editor.figure.setText("60")
    editor.figure.textEdited.emit("60")
    assert (editor.value(), editor.slider.value(), editor.problem()) == (60, 60, None)
    editor.figure.setText("160")
    editor.figure.textEdited.emit("160")
    assert editor.problem() is not None
    editor.slider.setValue(35)
    assert (editor.value(), editor.problem()) == (35, None)


def test_each_language_of_a_text_runs_its_own_way_in_any_window(qtbot: QtBot) -> None:
    for code in ("fr", "ar"):
        editor = WordingEditor(surroundings(code))
        qtbot.addWidget(editor)
        assert editor.texts["ar"].layoutDirection() == Qt.LayoutDirection.RightToLeft
        assert editor.texts["fr"].layoutDirection() == Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_a_line_of_words_runs_as_what_is_typed_in_it(qtbot: QtBot, code: LanguageCode) -> None:
    spoken = surroundings(code)
    editor = TextEditor(spoken)
    qtbot.addWidget(editor)
    editor.show()
    left, right = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
    for words, direction in (("أحمد (REC-2021)", right), ("Ahmed أحمد", left), ("12 – وزارة", right)):
        editor.set_value(words)
        assert editor.line.layoutDirection() == direction
    for words in ("", "2021/12"):
        editor.set_value(words)
        assert editor.line.isRightToLeft() is (code == "ar")


def test_words_keep_their_direction_when_the_window_turns_round(qtbot: QtBot) -> None:
    spoken = surroundings("fr")
    editor = TextEditor(spoken)
    qtbot.addWidget(editor)
    editor.set_value("Ministère de la Justice")
    spoken.speak("ar")
    assert not editor.line.isRightToLeft()
    editor.set_value("")
    assert editor.line.isRightToLeft()
    spoken.speak("fr")


def test_what_is_missing_has_a_dot_and_what_is_blank_is_missing(qtbot: QtBot) -> None:
    editor = WordingEditor(surroundings())
    qtbot.addWidget(editor)
    editor.set_value(Wording(fr="Procès-verbal", ar="محضر"))
    assert [code for code, tab in editor.tabs.tabs.items() if tab.missing] == ["en"]
    french = editor.texts["fr"]
    assert isinstance(french, QLineEdit)
    french.setText("   ")
    french.textEdited.emit("   ")
    assert [code for code, tab in editor.tabs.tabs.items() if tab.missing] == ["fr", "en"]
    assert editor.value() == Wording(ar="محضر")


def test_a_text_is_shown_in_the_language_of_the_window_or_in_the_one_there_is(qtbot: QtBot) -> None:
    editor = WordingEditor(surroundings("fr"))
    qtbot.addWidget(editor)
    editor.show()
    editor.set_value(Wording(ar="محضر"))
    assert editor.texts["ar"].isVisible()
    editor.set_value(Wording(fr="PV", ar="محضر"))
    assert editor.texts["fr"].isVisible()


def test_a_choice_is_found_by_typing_without_accents(qtbot: QtBot) -> None:
    chooser = Chooser(surroundings())
    qtbot.addWidget(chooser)
    names = ["Égypte", "Espagne", "Estonie", "Équateur", "Érythrée", "Éthiopie", "États-Unis", "Émirats", "Maroc"]
    chooser.set_options(lambda: [Option(name, name) for name in names])
    chooser.show()
    popup = chooser.choose()
    qtbot.keyClicks(popup.search, "ethio")
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert chooser.value() == "Éthiopie"


def test_several_choices_are_ticked_and_unticked(qtbot: QtBot) -> None:
    chooser = Chooser(surroundings(), several=True)
    qtbot.addWidget(chooser)
    chooser.set_options(lambda: [Option(each, each.value) for each in Priority])
    chooser.show()
    popup = chooser.choose()
    for _ in range(2):
        qtbot.keyClick(popup.list, Qt.Key.Key_Space)
        qtbot.keyClick(popup.list, Qt.Key.Key_Down)
    assert chooser.value() == (Priority.HIGH, Priority.MEDIUM)
    qtbot.keyClick(popup.list, Qt.Key.Key_Up)
    qtbot.keyClick(popup.list, Qt.Key.Key_Space)
    assert chooser.value() == (Priority.HIGH,)
    popup.close()


FIELDS = (
    Field("title", message("Title"), Kind.WORDING, required=True),
    Field("description", message("Description"), Kind.LONG_WORDING),
    Field("start", message("Start"), Kind.DATE, half=True),
    Field("time", message("Opened at"), Kind.TIME, half=True),
    Field("cost", message("Cost"), Kind.NUMBER),
    Field("progress", message("Progress"), Kind.PERCENT),
    Field("votes", message("Votes in the commission"), Kind.YES_NO),
    Field("priority", message("Priority"), Kind.CODE, codes=tuple(Priority)),
)

VALUES = {
    "title": Wording("Titre", "عنوان", "Title"),
    "description": Wording(fr="Une ligne\nune autre"),
    "start": dt.date(2026, 11, 21),
    "time": dt.time(9, 5),
    "cost": 1_250_000,
    "progress": 40,
    "votes": True,
    "priority": Priority.LOW,
}


@pytest.mark.parametrize("code", ["fr", "ar", "en"])
def test_a_form_gives_back_what_it_was_told(qtbot: QtBot, code: LanguageCode) -> None:
    form = Form(surroundings(code), FIELDS)
    qtbot.addWidget(form)
    form.load(VALUES)
    assert form.values() == VALUES
    assert not form.dirty
    form.retranslate()
    assert form.values() == VALUES


def test_a_form_knows_what_was_changed_and_what_is_missing(qtbot: QtBot) -> None:
    form = Form(surroundings(), FIELDS)
    qtbot.addWidget(form)
    form.show()
    form.load(VALUES)
    form.editors["progress"].set_value(50)
    assert form.changes() == {"progress": 50}
    form.editors["title"].set_value(Wording())
    assert not form.check()
    assert form.errors["title"].isVisible()
    assert not form.errors["start"].isVisible()
    form.load(VALUES)
    assert not form.errors["title"].isVisible()


def test_a_day_that_does_not_exist_is_called_so(qtbot: QtBot) -> None:
    editor = DateEditor(surroundings("en"))
    qtbot.addWidget(editor)
    said = {}
    for written in ("31/02/2027", "31022027", "demain"):
        editor.line.setText(written)
        problem = editor.problem()
        assert problem is not None
        said[written] = editor.surroundings.say(problem)
    assert said["31/02/2027"] == "There is no such day: 31/02/2027."
    assert said["31022027"] == "There is no such day: 31022027."
    assert "day/month/year" in said["demain"]


def test_a_percentage_above_a_hundred_is_kept_as_typed_and_refused(qtbot: QtBot) -> None:
    form = Form(surroundings(), FIELDS)
    qtbot.addWidget(form)
    form.show()
    form.load(VALUES | {"progress": 15})
    editor = form.editors["progress"]
    assert isinstance(editor, PercentEditor)
    editor.figure.setFocus()
    editor.figure.selectAll()
    qtbot.keyClicks(editor.figure, "150")
    qtbot.keyClick(editor.figure, Qt.Key.Key_Tab)
    assert editor.figure.text() == "150"
    assert form.dirty
    assert not form.check()
    assert form.errors["progress"].isVisible()


def test_no_translation_is_missing_of_a_text_that_is_not_there(qtbot: QtBot) -> None:
    editor = WordingEditor(surroundings())
    qtbot.addWidget(editor)
    for value in (None, Wording()):
        editor.set_value(value)
        assert [code for code, tab in editor.tabs.tabs.items() if tab.missing] == []


def short_chooser(qtbot: QtBot) -> Chooser:
    chooser = Chooser(surroundings())
    qtbot.addWidget(chooser)
    names = ("Jordanie", "Maroc", "Égypte", "Tunisie")
    chooser.set_options(lambda: [Option(None, "–"), *(Option(name, name) for name in names)])
    chooser.set_value("Jordanie")
    chooser.show()
    return chooser


@pytest.mark.parametrize(("typed", "chosen"), [("t", "Tunisie"), ("eg", "Égypte"), ("x", "Jordanie")])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_short_list_is_chosen_from_by_its_first_letters(qtbot: QtBot, typed: str, chosen: str, key: Qt.Key) -> None:
    chooser = short_chooser(qtbot)
    qtbot.keyClicks(chooser, typed[0])
    popup = chooser.findChildren(OptionPopup)[0]
    qtbot.keyClicks(popup.list, typed[1:])
    qtbot.keyClick(popup.list, key)
    assert chooser.value() == chosen


def test_a_list_is_as_high_as_what_it_finds(qtbot: QtBot) -> None:
    chooser = Chooser(surroundings())
    qtbot.addWidget(chooser)
    chooser.set_options(lambda: [Option(number, f"numéro {number}") for number in range(1, 31)])
    chooser.show()
    popup = chooser.choose()
    everything = popup.list.height()
    qtbot.keyClicks(popup.search, "30")
    assert popup.list.height() < everything / 3
    popup.close()


def test_a_list_in_which_nothing_is_found_says_so(qtbot: QtBot) -> None:
    chooser = Chooser(surroundings())
    qtbot.addWidget(chooser)
    chooser.set_options(lambda: [Option(number, f"numéro {number}") for number in range(1, 31)])
    chooser.show()
    popup = chooser.choose()
    assert not popup.nothing.isVisible()
    qtbot.keyClicks(popup.search, "zz")
    assert popup.nothing.isVisible() and not popup.list.isVisible()
    assert popup.nothing.text() == "Rien n’a été trouvé."
    popup.search.clear()
    popup.search.textEdited.emit("")
    assert popup.list.isVisible() and not popup.nothing.isVisible()
    popup.close()


def test_a_filter_s_colon_stands_as_its_language_wants(qtbot: QtBot) -> None:
    said = {}
    for code in ("fr", "en"):
        chip = FilterChip(surroundings(code))
        qtbot.addWidget(chip)
        chip.title = message("Status")
        chip.set_options(lambda: [Option("MI", "MI")])
        chip.set_value("MI")
        said[code] = chip.accessibleDescription()
    assert said == {"fr": "Statut\u00a0: MI", "en": "Status: MI"}


def test_side_by_side_all_languages_are_seen_and_what_is_missing_is_named(qtbot: QtBot) -> None:
    place = Surroundings(Settings(look="light"), Language("fr", "MA"))
    editor = WordingEditor(place)
    qtbot.addWidget(editor)
    editor.show()
    editor.set_value(Wording(fr="Former", ar="تكوين"))
    assert [text.isVisible() for text in editor.texts.values()] == [True, False, False]
    place.show_sides(True)
    assert all(text.isVisible() for text in editor.texts.values())
    said = {code: caption.text() for code, caption in editor._captions.items()}
    assert said == {
        "fr": "Français",
        "ar": "العربية",
        "en": place.language.text("{language}: missing", language="English"),
    }
    editor.resize(900, 60)
    QApplication.processEvents()
    tops = {text.mapTo(editor, QPoint(0, 0)).y() for text in editor.texts.values()}
    assert len(tops) == 1
    editor.resize(300, 200)
    QApplication.processEvents()
    assert len({text.mapTo(editor, QPoint(0, 0)).y() for text in editor.texts.values()}) == 3
    editor.texts["en"].setText("Train")  # type: ignore[union-attr]
    assert editor.value() == Wording(fr="Former", ar="تكوين", en="Train")
    place.show_sides(False)
    assert sum(text.isVisible() for text in editor.texts.values()) == 1

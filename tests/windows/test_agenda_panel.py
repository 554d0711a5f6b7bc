"""The agenda: items in order, what was said under each, and what is taken down under it from the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session as Reading

from desktop.codes import DecisionMethod
from desktop.language import Wording
from desktop.records.base import CHANGED_MEANWHILE, change_values
from desktop.records.meetings.agenda import AgendaItem
from desktop.records.people.institution import find_institution
from desktop.records.register import Register
from desktop.windows.meeting.agenda_panel import AgendaPanel
from tests.records.sample import STEP
from tests.windows.session import Session, open_dialog, open_session, write

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    shown = open_session(qtbot, tmp_path)
    yield shown
    shown.register.close()


@pytest.fixture
def panel(session: Session) -> AgendaPanel:
    return session.page.agenda


def titles(session: Session) -> list[str | None]:
    return [item.title.fr for item in session.minutes().agenda]


def institution(session: Session, acronym: str) -> str:
    reading: Reading
    with session.register.reading() as reading:
        return find_institution(reading, acronym).id


def take(qtbot: QtBot, session: Session, key: Qt.Key, **values: object) -> None:
    """Take something down by its keys, with these values in its form."""
    qtbot.keyClick(session.page.agenda.list, key, CONTROL_SHIFT)
    dialog = open_dialog(session.page)
    for name, value in values.items():
        dialog.form.editors[name].set_value(value)
    dialog.accept()
    assert not dialog.isVisible()


# --- taking down ------------------------------------------------------------------------------------------------------


def test_a_decision_is_taken_down_under_the_item_chosen(qtbot: QtBot, session: Session, panel: AgendaPanel) -> None:
    session.choose_item(2)
    qtbot.keyClick(panel.list, Qt.Key.Key_D, CONTROL_SHIFT)
    dialog = open_dialog(session.page)
    write(dialog.focusWidget() or dialog, "Le guide est adopté.")
    dialog.form.editors["method"].set_value(DecisionMethod.MAJORITY)
    dialog.form.editors["votes_for"].set_value(5)
    dialog.form.editors["votes_against"].set_value(1)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return, CONTROL)
    (decision,) = session.minutes().agenda[1].decisions
    assert decision.number == "DEC-2021-001"
    assert decision.text == Wording(fr="Le guide est adopté.")
    assert (decision.votes_for, decision.votes_against) == (5, 1)
    outcome = panel.pane.outcomes.current()
    assert outcome is not None and outcome.number == "DEC-2021-001"


def test_a_refusal_is_said_in_the_form_and_nothing_typed_is_lost(
    qtbot: QtBot, session: Session, panel: AgendaPanel
) -> None:
    qtbot.keyClick(panel.list, Qt.Key.Key_D, CONTROL_SHIFT)
    dialog = open_dialog(session.page)
    dialog.form.editors["text"].set_value(Wording(fr="Adopté."))
    dialog.form.editors["method"].set_value(DecisionMethod.MAJORITY)
    dialog.form.editors["votes_against"].set_value(9)
    dialog.accept()
    assert dialog.isVisible()
    said = [error.text() for error in (dialog.error, *dialog.form.errors.values()) if error.isVisible()]
    assert len(said) == 1 and said[0]
    assert dialog.form.editors["text"].value().fr == "Adopté."
    assert session.minutes().agenda[0].decisions == ()


def test_escape_asks_twice_before_it_lets_go_of_what_was_typed(
    qtbot: QtBot, session: Session, panel: AgendaPanel
) -> None:
    qtbot.keyClick(panel.list, Qt.Key.Key_R, CONTROL_SHIFT)
    dialog = open_dialog(session.page)
    write(dialog.focusWidget() or dialog, "Former")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_recommendation_and_its_action_are_taken_down_from_the_keyboard(
    qtbot: QtBot, session: Session, panel: AgendaPanel
) -> None:
    session.choose_item(3)
    addressees = (institution(session, "MI"), institution(session, "DGSN"))
    take(
        qtbot, session, Qt.Key.Key_R,
        title=Wording(fr="Former", ar="التكوين"), text=Wording(fr="Former les magistrats."), addressees=addressees,
    )  # fmt: skip
    take(qtbot, session, Qt.Key.Key_A, title=Wording(fr="Écrire le module"), lead_id=institution(session, "MJ"))
    (recommendation,) = session.minutes().agenda[2].recommendations
    assert recommendation.number == "REC-2021-001"
    assert recommendation.title == Wording(fr="Former", ar="التكوين")
    assert [name.fr for name in recommendation.addressees] == ["Institution MI", "Institution DGSN"]
    (action,) = recommendation.actions
    assert (action.number, action.lead) == ("ACT-2021-001", "MJ")


def test_an_action_needs_a_recommendation_to_stand_under(qtbot: QtBot, session: Session, panel: AgendaPanel) -> None:
    qtbot.keyClick(panel.list, Qt.Key.Key_A, CONTROL_SHIFT)
    assert session.told[-1].refused
    assert "recommendation" in session.last_said().text


def test_what_was_taken_down_is_edited_and_withdrawn(qtbot: QtBot, session: Session, panel: AgendaPanel) -> None:
    take(qtbot, session, Qt.Key.Key_R, text=Wording(fr="Former les magistrats."), title=Wording(fr="Former"))
    outcomes = panel.pane.outcomes
    qtbot.keyClick(outcomes, Qt.Key.Key_Return)
    dialog = open_dialog(session.page)
    assert dialog.form.editors["title"].value() == Wording(fr="Former")
    dialog.form.editors["title"].set_value(Wording(fr="Former encore"))
    dialog.accept()
    assert session.minutes().agenda[0].recommendations[0].title.fr == "Former encore"
    qtbot.keyClick(outcomes, Qt.Key.Key_Delete)
    assert session.minutes().agenda[0].recommendations == ()
    session.desk.undo()
    assert session.minutes().agenda[0].recommendations[0].number == "REC-2021-001"


def test_a_meeting_without_agenda_takes_recommendations_under_no_item(
    qtbot: QtBot, session: Session, panel: AgendaPanel
) -> None:
    for _ in range(3):
        panel.remove()
    take(qtbot, session, Qt.Key.Key_R, text=Wording(fr="Coopérer"))
    assert [each.text.fr for each in session.minutes().other_recommendations] == ["Coopérer"]
    assert panel.list.items.rowCount() == 1


# --- items ------------------------------------------------------------------------------------------------------------


def test_items_move_by_keys_and_the_one_moved_stays_chosen(qtbot: QtBot, session: Session, panel: AgendaPanel) -> None:
    session.choose_item(1)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down, ALT)
    assert titles(session) == ["Guide", "Ouverture", "Divers"]
    line = panel.list.current()
    assert line is not None and line.item is not None and line.item.title.fr == "Ouverture"
    qtbot.keyClick(panel.list, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down, ALT)
    assert titles(session) == ["Guide", "Divers", "Ouverture"]
    qtbot.keyClick(panel.list, Qt.Key.Key_Up, ALT)
    assert titles(session) == ["Guide", "Ouverture", "Divers"]


def test_an_item_is_added_at_the_end_and_removed_again(qtbot: QtBot, session: Session, panel: AgendaPanel) -> None:
    panel.add()
    dialog = open_dialog(session.page)
    dialog.form.editors["title"].set_value(Wording(fr="Budget", ar="الميزانية"))
    dialog.accept()
    assert titles(session) == ["Ouverture", "Guide", "Divers", "Budget"]
    line = panel.list.current()
    assert line is not None and line.item is not None and line.item.position == 4
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert titles(session) == ["Ouverture", "Guide", "Divers"]


def test_an_item_with_something_under_it_is_not_removed(qtbot: QtBot, session: Session, panel: AgendaPanel) -> None:
    take(qtbot, session, Qt.Key.Key_D, text=Wording(fr="Adopté."))
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert len(titles(session)) == 3
    assert session.told[-1].refused


# --- minutes ----------------------------------------------------------------------------------------------------------


def test_minutes_are_written_down_when_one_goes_to_another_item(session: Session, panel: AgendaPanel) -> None:
    editor = panel.pane.editor
    write(editor.texts["fr"], "La séance est ouverte à 9 h 30.")
    assert editor.unsaved
    session.choose_item(2)
    assert not editor.unsaved
    assert editor.texts["fr"].toPlainText() == ""
    assert session.minutes().agenda[0].minutes == Wording(fr="La séance est ouverte à 9 h 30.")
    session.choose_item(1)
    assert editor.texts["fr"].toPlainText() == "La séance est ouverte à 9 h 30."


def test_each_language_of_the_minutes_is_kept(qtbot: QtBot, session: Session, panel: AgendaPanel) -> None:
    editor = panel.pane.editor
    editor.texts["fr"].setFocus()
    write(editor.texts["fr"], "Ouverture.")
    editor.tabs.tabs["ar"].click()
    write(editor.texts["ar"], "افتتحت الجلسة.")
    qtbot.keyClick(editor.texts["ar"], Qt.Key.Key_S, CONTROL)
    assert session.minutes().agenda[0].minutes == Wording(fr="Ouverture.", ar="افتتحت الجلسة.")


def test_minutes_are_written_down_when_one_leaves_the_text(qtbot: QtBot, session: Session, panel: AgendaPanel) -> None:
    text = panel.pane.editor.texts["fr"]
    text.setFocus()
    write(text, "Il a été dit.")
    panel.list.setFocus()
    assert session.minutes().agenda[0].minutes.fr == "Il a été dit."


def test_what_is_typed_survives_a_change_made_elsewhere(session: Session, panel: AgendaPanel) -> None:
    editor = panel.pane.editor
    write(editor.texts["fr"], "En cours d’écriture")
    session.desk.register_changed.emit()
    assert editor.texts["fr"].toPlainText() == "En cours d’écriture"
    assert editor.unsaved


def test_minutes_that_cannot_be_saved_stay_on_the_page(
    session: Session, panel: AgendaPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.language import message

    editor = panel.pane.editor
    write(editor.texts["fr"], "À garder")
    monkeypatch.setattr(session.desk, "attempt", lambda _label, _work: message("No."))
    assert not editor.save()
    session.choose_item(2)
    session.choose_item(1)
    assert editor.texts["fr"].toPlainText() == "À garder"
    assert session.told[-1].refused
    monkeypatch.undo()
    assert session.page.leave()
    assert session.minutes().agenda[0].minutes.fr == "À garder"


def test_saving_keeps_the_cursor_where_it_is(qtbot: QtBot, session: Session, panel: AgendaPanel) -> None:
    text = panel.pane.editor.texts["fr"]
    write(text, "Un deux trois ")
    place = text.textCursor().position()
    panel.pane.editor.save()
    assert text.textCursor().position() == place
    write(text, "quatre")
    panel.pane.editor.save()
    assert session.minutes().agenda[0].minutes.fr == "Un deux trois quatre"


# --- two desks --------------------------------------------------------------------------------------------------------


def write_elsewhere(session: Session, position: int, minutes: Wording) -> None:
    """Write the minutes of an item at another desk, which this one does not hear of."""
    with Register.open(session.register.location) as other, other.changing(STEP) as changing:
        item_id = session.minutes().agenda[position - 1].id
        change_values(changing, AgendaItem, item_id, {"minutes": minutes})


def test_what_another_desk_wrote_in_the_meantime_is_not_lost_and_neither_is_mine(
    session: Session, panel: AgendaPanel
) -> None:
    editor = panel.pane.editor
    write(editor.texts["fr"], "D'ici.")
    write_elsewhere(session, 1, Wording(fr="De là-bas."))
    assert not editor.save()
    assert session.last_said() == CHANGED_MEANWHILE
    assert editor.texts["fr"].toPlainText() == "D'ici."
    assert session.minutes().agenda[0].minutes.fr == "De là-bas."
    (door,) = session.told[-1].doors
    door.go()
    assert editor.texts["fr"].toPlainText() == "De là-bas.\n\nD'ici."
    assert editor.save()
    assert session.minutes().agenda[0].minutes.fr == "De là-bas.\n\nD'ici."


def test_one_desk_writes_the_french_and_another_the_arabic(session: Session, panel: AgendaPanel) -> None:
    write(panel.pane.editor.texts["fr"], "D'ici.")
    write_elsewhere(session, 1, Wording(ar="من هناك."))
    assert panel.pane.editor.save()
    assert session.minutes().agenda[0].minutes == Wording(fr="D'ici.", ar="من هناك.")


def test_the_form_of_an_item_refuses_to_write_over_another_desk(
    qtbot: QtBot, session: Session, panel: AgendaPanel
) -> None:
    qtbot.keyClick(panel.list, Qt.Key.Key_F2)
    dialog = open_dialog(session.page)
    dialog.form.editors["title"].set_value(Wording(fr="D'ici"))
    with Register.open(session.register.location) as other, other.changing(STEP) as changing:
        item_id = session.minutes().agenda[0].id
        change_values(changing, AgendaItem, item_id, {"title": Wording(fr="De là-bas")})
    dialog.accept()
    assert dialog.error.text() == session.desk.say(CHANGED_MEANWHILE)
    assert titles(session)[0] == "De là-bas"


# --- the keyboard -----------------------------------------------------------------------------------------------------


def test_enter_leads_from_an_item_into_its_minutes(qtbot: QtBot, session: Session, panel: AgendaPanel) -> None:
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert panel.pane.editor.texts["fr"].hasFocus()


def test_the_languages_of_the_minutes_are_reached_by_tab_and_by_their_key(
    qtbot: QtBot, session: Session, panel: AgendaPanel
) -> None:
    editor = panel.pane.editor
    editor.setFocus()
    qtbot.keyClick(editor.texts["fr"], Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert session.page.focusWidget() in editor.tabs.tabs.values()
    editor.setFocus()
    qtbot.keyClick(editor.texts["fr"], Qt.Key.Key_Tab, CONTROL)
    assert editor.texts["ar"].hasFocus() and editor.texts["ar"].isVisible()
    assert "Ctrl+Tab" in editor.tabs.tabs["ar"].toolTip()


def test_a_recommendation_is_taken_down_by_its_wording_alone(
    qtbot: QtBot, session: Session, panel: AgendaPanel
) -> None:
    take(qtbot, session, Qt.Key.Key_R, text=Wording(fr="Former les magistrats."))
    outcome = panel.pane.outcomes.current()
    assert outcome is not None and outcome.text == "Former les magistrats."


def test_the_form_of_a_decision_has_no_hole(qtbot: QtBot, session: Session, panel: AgendaPanel) -> None:
    qtbot.keyClick(panel.list, Qt.Key.Key_D, CONTROL_SHIFT)
    dialog = open_dialog(session.page)
    below = dialog.done_button.mapTo(dialog, QPoint()).y()
    last = dialog.form.mapTo(dialog, QPoint(0, dialog.form.height())).y()
    assert 0 < below - last < 48

"""What is done with a record beside editing it: a letter answered, a person transferred, a report delivered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.codes import ActionStatus, Frequency, Implementation, LetterKind, Position
from desktop.language import Wording
from desktop.records.base import find
from desktop.records.follow_up.action import Action
from desktop.records.follow_up.letter import LetterFilter, list_letters, send_letter
from desktop.records.follow_up.progress import list_progress, report_progress
from desktop.records.follow_up.recommendation import address, list_recommendations
from desktop.records.framework.programme import Programme, ProgrammeObligation, list_all_obligations
from desktop.records.people.person import Person, list_affiliations
from desktop.windows.kinds.kind import KindPane
from desktop.windows.lists.action_pane import ActionPane
from desktop.windows.lists.list_page import ListPage
from desktop.windows.main_window import MainWindow
from tests.records.sample import STEP, french, new_action, new_institution, new_recommendation
from tests.registers import new_register
from tests.windows.frame import open_dialog, open_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "new.tawsiya"
    with new_register(path) as register, register.changing(STEP) as session:
        mj, mi = new_institution(session), new_institution(session, "MI")
        send_letter(
            session,
            {"kind": LetterKind.REQUEST, "institution_id": mj.id, "subject": french("Suivi"),
             "sent_on": dt.date(2021, 6, 1), "answer_due": dt.date(2021, 6, 20)},
        )  # fmt: skip
        session.add(Person(name_latin="Salma", institution_id=mj.id, position=french("Cheffe de division")))
        programme = Programme(code="SUD", name=french("Sud"))
        programme.obligations.append(
            ProgrammeObligation(title=french("Rapport"), due=dt.date(2021, 6, 30), frequency=Frequency.YEARLY)
        )
        session.add(programme)
        action = new_action(session, lead_id=mj.id)
        report_progress(
            session, action.id,
            {"reported_on": dt.date(2021, 6, 1), "status": ActionStatus.IN_PROGRESS, "progress": 40,
             "narrative": french("Apel d'offres")},
        )  # fmt: skip
        address(session, new_recommendation(session).id, [mj.id, mi.id])
    shown = open_window(qtbot, path)
    yield shown
    shown.close()


def pane_of(window: MainWindow, key: str) -> KindPane:
    window.go(key)
    page = window.page_at(key)
    assert isinstance(page, ListPage)
    assert isinstance(page.pane, KindPane)
    return page.pane


def test_a_reminder_follows_its_letter_and_an_answer_ends_the_chain(window: MainWindow) -> None:
    pane = pane_of(window, "letters")
    first = pane.record_id
    answered, remind = pane.act_buttons
    remind.click()
    dialog = open_dialog()
    assert dialog.form.editors["subject"].value() == french("Suivi")
    dialog.accept()
    with window.desk.reading() as session:
        letters = list_letters(session, LetterFilter())
    assert [letter.reminder for letter in letters] == [1, 0]
    page = window.page_at("letters")
    assert isinstance(page, ListPage)
    page.show_record(first or "")
    assert pane.references.doors[0].isVisible()
    answered.click()
    open_dialog().accept()
    with window.desk.reading() as session:
        assert all(letter.answered_on is not None for letter in list_letters(session, LetterFilter()))
    assert not remind.isVisible()
    assert not answered.isVisible()


def test_a_letter_answered_before_it_was_sent_is_refused_at_that_field(window: MainWindow) -> None:
    pane = pane_of(window, "letters")
    pane.form.editors["answered_on"].set_value(dt.date(2021, 5, 1))
    assert not pane.save()
    assert pane.form.errors["answered_on"].isVisible()
    assert pane.form.errors["answered_on"].text()
    pane.form.editors["answered_on"].set_value(dt.date(2021, 6, 2))
    assert pane.save()
    assert not pane.form.errors["answered_on"].isVisible()


def test_a_person_transferred_keeps_the_post_before(window: MainWindow) -> None:
    pane = pane_of(window, "people")
    person_id = pane.record_id
    assert person_id is not None
    pane.act_buttons[0].click()
    dialog = open_dialog()
    dialog.form.editors["position"].set_value(Wording(fr="Directrice"))
    dialog.form.editors["on"].set_value(dt.date(2026, 1, 1))
    dialog.accept()
    with window.desk.reading() as session:
        posts = list_affiliations(session, person_id)
    assert [post.until for post in posts] == [dt.date(2025, 12, 31)]
    assert pane.part_lists[0].count == len(posts)
    window.desk.undo()
    with window.desk.reading() as session:
        assert list_affiliations(session, person_id) == []


def test_what_was_delivered_comes_round_again(window: MainWindow) -> None:
    pane = pane_of(window, "programmes")
    assert pane.record_id is not None
    pane.tab = 1
    [delivered] = pane.part_lists[0].step_buttons
    assert delivered.isVisible()
    delivered.click()
    with window.desk.reading() as session:
        obligations = list_all_obligations(session, pane.record_id)
    assert [each.due.year for each in obligations] == [2021, 2022]
    assert obligations[0].delivered_on == window.desk.today
    assert not delivered.isVisible()  # the one delivered is still chosen


def test_a_progress_update_is_corrected_and_its_action_follows(window: MainWindow) -> None:
    window.go("actions")
    page = window.page_at("actions")
    assert isinstance(page, ListPage)
    pane = page.pane
    assert isinstance(pane, ActionPane)
    action_id = pane.record_id
    assert action_id is not None
    with window.desk.reading() as session:
        [update] = list_progress(session, action_id)
    pane.correct(update.id)
    dialog = open_dialog()
    dialog.form.editors["progress"].set_value(60)
    dialog.form.editors["narrative"].set_value(Wording(fr="Appel d'offres"))
    dialog.accept()
    with window.desk.reading() as session:
        [corrected] = list_progress(session, action_id)
        assert (corrected.progress, corrected.narrative.fr) == (60, "Appel d'offres")
        assert find(session, Action, action_id).progress == 60
    window.desk.undo()
    with window.desk.reading() as session:
        assert find(session, Action, action_id).progress == 40


def test_each_of_those_addressed_has_a_state_of_its_own(window: MainWindow) -> None:
    window.go("recommendations")
    page = window.page_at("recommendations")
    assert isinstance(page, ListPage)
    answers = page.pane.part_lists[0]
    assert answers.count == 2
    assert not answers.add_button.isVisible()
    page.pane.tab = 1
    answers.edit()
    dialog = open_dialog()
    dialog.form.editors["position"].set_value(Position.ACCEPTED)
    dialog.form.editors["status"].set_value(Implementation.IN_PROGRESS)
    dialog.accept()
    assert not dialog.isVisible(), dialog.error.text()
    with window.desk.reading() as session:
        [row] = list_recommendations(session, [page.pane.record_id or ""])
    assert sorted(answer.status for answer in row.answers) == ["in_progress", "not_started"]
    assert row.status is Implementation.IN_PROGRESS


def test_a_name_another_record_has_is_refused_at_its_field(window: MainWindow) -> None:
    page = window.page_at("programmes")
    assert isinstance(page, ListPage)
    window.go("programmes")
    page.add()
    dialog = open_dialog()
    dialog.form.editors["code"].set_value("SUD")
    dialog.form.editors["name"].set_value(french("Encore"))
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.form.errors["code"].isVisible()
    dialog.form.editors["code"].set_value("SUD V")
    dialog.accept()
    assert not dialog.isVisible()

"""The life of minutes in the window: kept at each step with their PDF, compared, adopted at a meeting, corrected."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.codes import MeetingStatus, MinutesStatus
from desktop.language import LANGUAGE_CODES, LanguageCode, Wording
from desktop.records.base import change_values
from desktop.records.content import read_content
from desktop.records.meetings.agenda import AgendaItem
from desktop.records.meetings.corrigendum import list_corrigenda
from desktop.records.meetings.meeting import Meeting
from desktop.records.meetings.minutes_version import list_versions
from desktop.windows.meeting import minutes_step
from desktop.windows.meeting.meeting_page import VERSIONS
from desktop.windows.meeting.minutes_panel import NOW, MinutesPanel
from tests.records.sample import DAY, STEP, new_meeting
from tests.windows.session import Session, open_dialog, open_session


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    """A session that was held."""
    shown = open_session(qtbot, tmp_path)
    for status in (MeetingStatus.CONVENED, MeetingStatus.HELD, MeetingStatus.CLOSED):
        with shown.register.changing(STEP) as changing:
            change_values(changing, Meeting, shown.meeting_id, {"status": status})
    shown.desk.register_changed.emit()
    return shown


def step(qtbot: QtBot, session: Session, status: MinutesStatus, **answers: object) -> None:
    """Take the minutes on from the page, and answer what it asks."""
    page = session.page
    steps = {each.state: each for each in _steps(session)}
    page.take_step(steps[status])
    if answers or status in (MinutesStatus.AMENDED, MinutesStatus.ADOPTED):
        dialog = open_dialog(page)
        for name, value in answers.items():
            dialog.form.editors[name].set_value(value)
        qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.minutes().meeting.minutes_status is status, timeout=20_000)
    qtbot.waitUntil(lambda: not session.desk.jobs.running)


def _steps(session: Session) -> list[minutes_step.Any]:
    from desktop.windows.meeting.meeting_step import list_steps

    return list_steps(session.minutes().meeting)


def write_minutes(session: Session, text: str) -> None:
    with session.register.changing(STEP) as changing:
        item = session.minutes().agenda[0]
        change_values(changing, AgendaItem, item.id, {"minutes": Wording(fr=text)})
    session.desk.register_changed.emit()


def panel(session: Session) -> MinutesPanel:
    session.page.show_tab(VERSIONS)
    return session.page.versions


def test_each_step_keeps_the_text_and_its_pdf_in_one_step_that_is_undone_as_one(qtbot: QtBot, session: Session) -> None:
    write_minutes(session, "Il a été dit.")
    done = len(session.register.steps_done)
    step(qtbot, session, MinutesStatus.CIRCULATED)
    assert len(session.register.steps_done) == done + 1
    with session.register.reading() as reading:
        [version] = list_versions(reading, session.meeting_id)
        assert version.document_sha256 is not None
        document = b"".join(read_content(reading, version.document_sha256))
    assert hashlib.sha256(document).hexdigest() == version.document_sha256
    assert len(pypdf.PdfReader(io.BytesIO(document)).pages) >= 1
    shown = panel(session)
    assert version.sha256[:16] in shown.facts.text() and version.document_sha256[:16] in shown.facts.text()
    qtbot.waitUntil(lambda: shown.preview.shown is shown.preview.pages)
    session.desk.undo()
    assert session.minutes().meeting.minutes_status is MinutesStatus.DRAFT
    with session.register.reading() as reading:
        assert list_versions(reading, session.meeting_id) == []
    session.desk.redo()
    with session.register.reading() as reading:
        assert [each.document_sha256 for each in list_versions(reading, session.meeting_id)] == [
            version.document_sha256
        ]


def test_versions_are_compared_in_plain_words_with_what_went_and_what_came_marked(
    qtbot: QtBot, session: Session
) -> None:
    write_minutes(session, "La commission a entendu le rapport.")
    step(qtbot, session, MinutesStatus.CIRCULATED)
    write_minutes(session, "La commission a approuvé le rapport.")
    step(qtbot, session, MinutesStatus.AMENDED, note=Wording(fr="Le verbe"))
    shown = panel(session)
    assert [each.version for each in shown.versions] == [2, 1]
    assert "Le verbe" in shown.list.item(0).text()
    shown.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "approuvé" in shown.differences.text())
    said = shown.differences.text()
    assert ">entendu</s>" in said and ">approuvé</u>" in said and "Ouverture" in said
    write_minutes(session, "La commission a approuvé le rapport à nouveau.")
    shown.against.set_value(NOW)
    shown.compare()
    qtbot.waitUntil(lambda: "nouveau" in shown.differences.text())
    assert "entendu" not in shown.differences.text()


def test_a_button_pressed_twice_takes_one_step(qtbot: QtBot, session: Session) -> None:
    page = session.page
    page.header.next_button.click()
    page.header.next_button.click()
    qtbot.waitUntil(lambda: bool(session.told) and not session.desk.jobs.running, timeout=20_000)
    assert [notice.refused for notice in session.told] == [False]
    assert len(page.versions.versions) == 1


def test_an_amendment_needs_to_say_what_was_amended(qtbot: QtBot, session: Session) -> None:
    step(qtbot, session, MinutesStatus.CIRCULATED)
    session.page.take_step(next(each for each in _steps(session) if each.state is MinutesStatus.AMENDED))
    dialog = open_dialog(session.page)
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible() and dialog.form.errors["note"].isVisible()
    assert session.minutes().meeting.minutes_status is MinutesStatus.CIRCULATED
    dialog.reject()


def test_minutes_are_adopted_at_a_later_meeting_and_then_corrected_by_a_number_of_its_own(
    qtbot: QtBot, session: Session
) -> None:
    with session.register.changing(STEP) as changing:
        before = new_meeting(changing, start=DAY - dt.timedelta(days=30)).id
        later = new_meeting(changing, start=DAY + dt.timedelta(days=90))
        later_id, later_start = later.id, later.start
    step(qtbot, session, MinutesStatus.CIRCULATED)
    offered = [option.value for option in minutes_step._later_meetings(session.desk, session.minutes().meeting)]
    assert offered == [None, later_id] and before not in offered
    shown = panel(session)
    assert not shown.correct_button.isVisible()
    step(qtbot, session, MinutesStatus.ADOPTED, at_meeting_id=later_id)
    with session.register.reading() as reading:
        adopted = reading.get_one(Meeting, session.meeting_id)
        assert (adopted.adopted_at_id, adopted.adopted_on) == (later_id, later_start)
    assert session.page.agenda.pane.editor.texts["fr"].isReadOnly()
    qtbot.waitUntil(shown.correct_button.isVisible)
    qtbot.mouseClick(shown.correct_button, Qt.MouseButton.LeftButton)
    dialog = open_dialog(session.page)
    dialog.form.editors["text"].set_value(Wording(fr="Lire « 2021 »."))
    dialog.form.editors["reason"].set_value(Wording(fr="Erreur matérielle"))
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    with session.register.reading() as reading:
        [corrigendum] = list_corrigenda(reading, session.meeting_id)
    assert corrigendum.number in shown.corrigenda.text() and "2021" in shown.corrigenda.text()
    assert [each.version for each in shown.versions] == [2, 1]


@pytest.mark.parametrize("code", [None, "ar"])
def test_what_a_version_keeps_is_saved_as_it_was(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: LanguageCode | None
) -> None:
    step(qtbot, session, MinutesStatus.CIRCULATED)
    target = tmp_path / "out.pdf"
    monkeypatch.setattr(minutes_step.QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    shown = panel(session)
    shown.save(code)
    qtbot.waitUntil(lambda: target.exists() and not session.desk.jobs.running, timeout=20_000)
    version = shown.chosen()
    assert version is not None
    kept = hashlib.sha256(target.read_bytes()).hexdigest() == version.document_sha256
    assert kept is (code is None)


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_panel_speaks_every_language(qtbot: QtBot, session: Session, code: LanguageCode) -> None:
    step(qtbot, session, MinutesStatus.CIRCULATED)
    session.desk.speak(code)
    shown = panel(session)
    assert session.desk.say(MinutesStatus.CIRCULATED.label) in shown.list.item(0).text()

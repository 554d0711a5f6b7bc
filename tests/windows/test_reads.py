"""Questions to the register: asked beside the window, the latest answered, none lost when the register closes."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
import sqlalchemy as sa
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.language import Refusal, message
from desktop.settings import Settings
from desktop.windows.desk import Desk
from desktop.windows.reads import UNREADABLE, Reader
from tests.registers import new_register
from tests.windows.frame import Ear

ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(new_register(tmp_path / "r.tawsiya"), Settings(look="light"), "fr")
    desk.reads.patience = 0
    yield desk
    desk.close()


def test_an_answer_is_read_in_another_thread_and_shown_in_this_one(qtbot: QtBot, desk: Desk) -> None:
    shown: list[tuple[bool, bool]] = []
    reader = Reader(desk.reads)
    reader.ask(
        lambda _session: current_thread() is main_thread(),
        lambda read_here: shown.append((read_here, current_thread() is main_thread())),
    )
    assert shown == [] and reader.waits
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [(False, True)] and not reader.waits


def test_a_quick_answer_is_there_when_one_has_asked(desk: Desk) -> None:
    desk.reads.patience = 60
    shown: list[int] = []
    Reader(desk.reads).ask(lambda session: session.scalar(sa.text("select 7")), shown.append)
    assert shown == [7]


def test_of_several_questions_only_the_latest_is_answered(qtbot: QtBot, desk: Desk) -> None:
    shown: list[str] = []
    gate = Event()
    reader = Reader(desk.reads)

    def late(_session: Session) -> str:
        gate.wait()
        return "first"

    reader.ask(late, shown.append)
    reader.ask(lambda _session: "second", shown.append)
    gate.set()
    reader.ask(lambda _session: "third", shown.append)
    qtbot.waitUntil(lambda: not reader.waits)
    desk.reads.wait()
    assert shown == ["third"]


def test_a_question_nobody_wants_answered_any_more_is_stopped_in_the_database(qtbot: QtBot, desk: Desk) -> None:
    shown: list[object] = []
    begun = Event()
    reader = Reader(desk.reads)

    def count_for_ever(session: Session) -> object:
        begun.set()
        return session.scalar(sa.text(ENDLESS))

    reader.ask(count_for_ever, shown.append)
    begun.wait()
    desk.reads.stop_all()
    assert shown == []


def test_what_cannot_be_read_is_said_and_nothing_is_shown(qtbot: QtBot, desk: Desk) -> None:
    ear, shown = Ear(desk), []
    reader = Reader(desk.reads)

    def refuse(_session: Session) -> None:
        raise Refusal(message("The disk is full. Nothing was changed: make room and try again."))

    def fail(_session: Session) -> None:
        raise sqlite3.OperationalError("no such thing")

    reader.ask(refuse, shown.append)
    qtbot.waitUntil(lambda: len(ear.heard) == 1)
    reader.ask(fail, shown.append)
    qtbot.waitUntil(lambda: len(ear.heard) == 2)
    assert [each.words.text for each in ear.heard] == [
        "The disk is full. Nothing was changed: make room and try again.",
        UNREADABLE.text,
    ]
    assert shown == []


def test_waiting_long_is_said_and_so_is_its_end(qtbot: QtBot, desk: Desk) -> None:
    gate, said = Event(), []
    reader = Reader(desk.reads)
    reader.slow.connect(said.append)
    reader.ask(lambda _session: gate.wait(), lambda _answer: None)
    qtbot.waitUntil(lambda: said == [True])
    gate.set()
    qtbot.waitUntil(lambda: said == [True, False])


def test_a_register_closes_only_once_nobody_reads_it(desk: Desk) -> None:
    reader, read = Reader(desk.reads), []
    begun = Event()

    def work(session: Session) -> None:
        begun.set()
        time.sleep(0.1)
        read.append(session.scalar(sa.text("select 1")))

    reader.ask(work, lambda _answer: read.append("shown"))
    begun.wait()
    desk.close()
    assert read == [1]

"""A text that is saved while it is written is one step: what goes on with the last step is undone with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.language import Refusal, Wording, message
from desktop.records.base import change_values
from desktop.records.journal import Step, find_last_step, list_changes
from desktop.records.meetings.agenda import AgendaItem
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import STEP, french

WRITING = message("Minutes of agenda item {number} written", number=1)


@pytest.fixture
def item_id(register: Register) -> str:
    with register.changing(STEP) as session:
        item = sample.new_item(session, sample.new_meeting(session))
        return item.id


def write(register: Register, item_id: str, text: str, *, goes_on: bool = True, label: object = WRITING) -> None:
    with register.changing(label, goes_on=goes_on) as session:  # type: ignore[arg-type]
        change_values(session, AgendaItem, item_id, {"minutes": french(text)})


def read(register: Register, item_id: str) -> str | None:
    with register.reading() as session:
        item = session.get(AgendaItem, item_id)
        assert item is not None
        return item.minutes.fr


def count_steps(register: Register) -> int:
    with register.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Step)) or 0


def test_words_that_go_on_are_one_step_and_undone_as_one(register: Register, item_id: str) -> None:
    before = count_steps(register)
    for place, text in enumerate(("Le", "Le président", "Le président ouvre")):
        write(register, item_id, text, goes_on=place > 0)
    assert count_steps(register) == before + 1
    with register.reading() as session:
        (change, _made) = list_changes(session, AgendaItem, item_id)
    assert (change.old, change.new) == ("Il a été dit.", "Le président ouvre")
    register.undo()
    assert read(register, item_id) == "Il a été dit."
    register.redo()
    assert read(register, item_id) == "Le président ouvre"


def test_another_desk_still_notices_that_something_has_happened(register: Register, item_id: str) -> None:
    seen = []
    for text in ("a", "ab", "abc"):
        write(register, item_id, text)
        with register.reading() as session:
            seen.append(find_last_step(session))
    assert seen == sorted(set(seen))


def test_two_languages_of_one_text_are_one_step(register: Register, item_id: str) -> None:
    write(register, item_id, "Ouverture", goes_on=False)
    before = count_steps(register)
    with register.changing(WRITING, goes_on=True) as session:
        change_values(session, AgendaItem, item_id, {"minutes": Wording("Ouverture", "افتتاح")})
    assert count_steps(register) == before
    register.undo()
    with register.reading() as session:
        item = session.get(AgendaItem, item_id)
        assert item is not None and item.minutes == french("Il a été dit.")


def test_something_done_in_between_ends_the_step(register: Register, item_id: str) -> None:
    write(register, item_id, "a", goes_on=False)
    sample.new_action_id(register)
    before = count_steps(register)
    write(register, item_id, "ab")
    assert count_steps(register) == before + 1
    register.undo()
    assert read(register, item_id) == "a"


def test_another_record_or_another_name_is_a_step_of_its_own(register: Register, item_id: str) -> None:
    with register.changing(STEP) as session:
        other = sample.new_item(session, sample.new_meeting(session)).id
    write(register, item_id, "a", goes_on=False)
    write(register, other, "b")
    register.undo()
    assert (read(register, item_id), read(register, other)) == ("a", "Il a été dit.")
    write(register, item_id, "ab", label=message("Something else"))
    register.undo()
    assert read(register, item_id) == "a"


def test_what_was_undone_is_not_gone_on_with(register: Register, item_id: str) -> None:
    write(register, item_id, "a", goes_on=False)
    register.undo()
    write(register, item_id, "b")
    register.undo()
    assert read(register, item_id) == "Il a été dit."
    write(register, item_id, "c", goes_on=False)
    register.undo()
    register.redo()
    write(register, item_id, "cd")
    register.undo()
    assert read(register, item_id) == "c", "a redone step is what was undone, and keeps its own place"


def test_words_taken_back_leave_the_text_as_it_was(register: Register, item_id: str) -> None:
    write(register, item_id, "Il a été dit. Oui.", goes_on=False)
    write(register, item_id, "Il a été dit.")
    assert read(register, item_id) == "Il a été dit."
    while register.can_undo:
        try:
            register.undo()
        except Refusal:  # the step that made the meeting has the item built upon it
            break
    with register.reading() as session:
        item = session.get(AgendaItem, item_id)
        assert item is None or item.minutes.fr == "Il a été dit."


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.text("ab ", min_size=1, max_size=4).filter(str.strip), min_size=1, max_size=6))
def test_however_a_text_is_written_one_undo_brings_back_what_was_before(
    tmp_path_factory: pytest.TempPathFactory, new_register_file: Path, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("typing") / "register.tawsiya"
    path.write_bytes(new_register_file.read_bytes())
    with Register.open(path) as register:
        with register.changing(STEP) as session:
            written = sample.new_item(session, sample.new_meeting(session)).id
        for place, text in enumerate(texts):
            write(register, written, text, goes_on=place > 0)
        assert read(register, written) == texts[-1]
        steps = len(register.steps_done)
        for _ in range(steps - 1):
            register.undo()
        assert read(register, written) == "Il a été dit."


def test_what_was_saved_survives_the_end_of_the_process(new_register_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "register.tawsiya"
    path.write_bytes(new_register_file.read_bytes())
    with Register.open(path) as register, register.changing(STEP) as session:
        item_id = sample.new_item(session, sample.new_meeting(session)).id
    program = f"""
        from pathlib import Path
        from desktop.records.register import Register
        from tests.records.test_going_on import write
        register = Register.open(Path({str(path)!r}))
        for length in range(1, 40):
            write(register, {item_id!r}, "x" * length, goes_on=length > 1)
        print("written", flush=True)
        input()
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        process.wait()
    with Register.open(path) as register:
        assert read(register, item_id) == "x" * 39
        assert count_steps(register) <= 3, "made, filled, written"

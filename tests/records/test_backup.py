"""Copies of a register: whole or not at all, thinned out by a rule, put back without losing what is there."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from desktop.language import Refusal, Wording
from desktop.records import backup
from desktop.records.backup import Keep, back_up, check_copy, chosen_to_stay, list_copies, restore_as, restore_over
from desktop.records.commission.commission import find_commission
from desktop.records.commission.rules import change_commission_rules
from desktop.records.register import Register
from desktop.records.schema import METADATA
from desktop.records.search.result import search
from desktop.records.transfer import copy_into_file
from tests.records.sample import STEP

NOW = dt.datetime(2026, 6, 1, 9, 12)


def rename(register: Register, name: str) -> None:
    with register.changing(STEP) as session:
        change_commission_rules(session, {"name": Wording(fr=name)})


def name_in(path: Path) -> str | None:
    with Register.open(path) as register, register.reading() as session:
        return find_commission(session).name.fr


def all_files(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)]
    if not shutil.which("mount") or os.name != "posix" or os.getuid() != 0:
        pytest.skip("only root mounts a small disk")
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_copy_of_an_open_register_holds_what_was_saved_last(register_file: Path) -> None:
    folder = backup.usual_folder(register_file)
    with Register.open(register_file) as register:
        rename(register, "Saved a moment ago")
        copy = back_up(register_file, folder, Keep(), now=NOW)
    assert copy.verified and copy.at == NOW
    assert check_copy(copy)
    assert list_copies(folder, register_file) == [copy]
    assert all_files(folder) == {copy.path.name, backup.SUMS}
    restore_as(copy.path, register_file.with_name("again.tawsiya"))
    assert name_in(register_file.with_name("again.tawsiya")) == "Saved a moment ago"


def test_a_copy_made_while_somebody_writes_is_whole(register_file: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def write(register: Register) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            rename(register, f"Name {number}")

    with Register.open(register_file) as register:
        writer = threading.Thread(target=write, args=(register,))
        writer.start()
        try:
            for place in range(3):
                backup.make_copy(register_file, tmp_path / f"{place}.tawsiya", tell=lambda _done, _of: True)
        finally:
            stop.set()
            writer.join()
    assert all(backup.is_whole(tmp_path / f"{place}.tawsiya") for place in range(3))


def test_a_stopped_copy_leaves_nothing(register_file: Path, tmp_path: Path) -> None:
    with pytest.raises(backup.Stopped):
        backup.make_copy(register_file, tmp_path / "copy.tawsiya", tell=lambda _done, _of: False)
    assert "copy" not in " ".join(all_files(tmp_path))


def test_a_missing_folder_is_said_and_not_made(register_file: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="USB stick"):
        back_up(register_file, tmp_path / "stick" / "copies", Keep())
    assert not (tmp_path / "stick").exists()


def test_a_full_disk_leaves_earlier_copies_and_nothing_half_written(register_file: Path, small_disk: Path) -> None:
    older = small_disk / "older.tawsiya"
    older.write_bytes(b"an older copy")
    with pytest.raises(Refusal, match="full"):
        back_up(register_file, small_disk, Keep())
    assert all_files(small_disk) == {"older.tawsiya"}
    assert older.read_bytes() == b"an older copy"


def test_a_full_disk_leaves_the_register_that_was_to_be_replaced(register_file: Path, small_disk: Path) -> None:
    copy = back_up(register_file, backup.usual_folder(register_file), Keep())
    present = small_disk / "register.tawsiya"
    present.write_bytes(register_file.read_bytes()[:300_000])
    before = present.read_bytes()
    with pytest.raises(Refusal):
        restore_over(copy.path, present)
    assert present.read_bytes() == before
    assert all_files(small_disk) == {"register.tawsiya"}


def test_a_folder_that_cannot_be_written_is_said(register_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may write anywhere, so the system's answer is given for it.
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    folder = backup.usual_folder(register_file)
    folder.mkdir()
    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(Refusal, match="read-only"):
        back_up(register_file, folder, Keep())
    assert all_files(folder) == set()


@pytest.mark.parametrize("place", [0, 5_000, 60_000])
def test_a_damaged_copy_is_refused_and_the_register_left(register_file: Path, place: int) -> None:
    copy = back_up(register_file, backup.usual_folder(register_file), Keep())
    content = bytearray(copy.path.read_bytes())
    content[place] ^= 0xFF
    copy.path.write_bytes(content)
    before = register_file.read_bytes()
    assert not check_copy(copy)
    with pytest.raises(Refusal):
        restore_over(copy.path, register_file)
    with pytest.raises(Refusal):
        restore_as(copy.path, register_file.with_name("new.tawsiya"))
    assert register_file.read_bytes() == before
    assert not register_file.with_name("new.tawsiya").exists()


def test_a_copy_that_is_cut_off_is_listed_as_not_verified(register_file: Path) -> None:
    folder = backup.usual_folder(register_file)
    copy = back_up(register_file, folder, Keep(), now=NOW)
    copy.path.write_bytes(copy.path.read_bytes()[:40_000])
    assert [each.verified for each in list_copies(folder, register_file)] == [False]


def test_a_file_somebody_put_there_is_listed_but_never_removed(register_file: Path) -> None:
    folder = backup.usual_folder(register_file)
    folder.mkdir()
    by_hand = folder / f"{register_file.stem}-20200101-000000.tawsiya"
    shutil.copyfile(register_file, by_hand)
    for day in range(3):
        back_up(register_file, folder, Keep(latest=1, days=1, weeks=1, months=1), now=NOW + dt.timedelta(days=day))
    assert [(each.path, each.verified) for each in list_copies(folder, register_file)][1:] == [(by_hand, False)]


def test_copies_of_another_register_of_the_same_name_are_left_alone(register_file: Path, tmp_path: Path) -> None:
    shared, other = tmp_path / "shared", tmp_path / "other" / register_file.name
    shared.mkdir()
    other.parent.mkdir()
    Register.create(other, country_code="TN", language="fr").close()
    theirs = back_up(other, shared, Keep(), now=NOW)
    only_one = Keep(latest=1, days=1, weeks=1, months=1)
    ours = [back_up(register_file, shared, only_one, now=NOW + dt.timedelta(hours=hour)) for hour in (1, 2)]
    assert list_copies(shared, register_file) == ours[1:]
    assert list_copies(shared, other) == [theirs]


def test_restoring_keeps_the_present_register_aside(register_file: Path) -> None:
    copy = back_up(register_file, backup.usual_folder(register_file), Keep())
    with Register.open(register_file) as register:
        rename(register, "Made since")
    kept = restore_over(copy.path, register_file, now=NOW)
    assert name_in(register_file) != "Made since"
    assert name_in(kept) == "Made since"
    assert copy.path.exists()


def test_a_register_in_use_is_not_replaced(register_file: Path) -> None:
    copy = back_up(register_file, backup.usual_folder(register_file), Keep())
    with Register.open(register_file) as register, register.reading() as session:
        find_commission(session)
        with pytest.raises(Refusal, match="open in another window"):
            restore_over(copy.path, register_file)
    assert all_files(register_file.parent) >= {register_file.name}
    assert not list(register_file.parent.glob("*-before-*"))


def test_a_damaged_register_is_replaced_and_kept_as_it_is(register_file: Path) -> None:
    copy = back_up(register_file, backup.usual_folder(register_file), Keep())
    content = bytearray(register_file.read_bytes())
    content[100:20_000] = bytes(19_900)
    register_file.write_bytes(content)
    kept = restore_over(copy.path, register_file)
    assert kept.read_bytes() == bytes(content)
    assert name_in(register_file)


def test_a_copy_with_its_log_beside_it_is_restored_with_what_the_log_holds(register_file: Path, tmp_path: Path) -> None:
    carried = tmp_path / "carried"
    carried.mkdir()
    with Register.open(register_file) as register:
        rename(register, "Still in the log")
        for each in register_file.parent.glob(register_file.name + "*"):
            shutil.copyfile(each, carried / each.name)
    restore_as(carried / register_file.name, tmp_path / "new.tawsiya")
    assert name_in(tmp_path / "new.tawsiya") == "Still in the log"


def test_a_copy_is_one_file_that_a_read_only_place_can_hold(register_file: Path) -> None:
    copy = back_up(register_file, backup.usual_folder(register_file), Keep())
    with closing(sqlite3.connect(copy.path)) as connection:
        assert connection.execute("pragma journal_mode").fetchone() == ("delete",)
    restore_as(copy.path, register_file.with_name("new.tawsiya"))
    with closing(sqlite3.connect(register_file.with_name("new.tawsiya"))) as connection:
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)


# --- how many stay ----------------------------------------------------------------------------------------------------


def test_a_year_of_daily_copies_leaves_days_weeks_and_months() -> None:
    moments = [NOW - dt.timedelta(days=day) for day in range(400)]
    stay = chosen_to_stay(moments, Keep(latest=3, days=7, weeks=4, months=12))
    assert {moments[day] for day in range(7)} <= stay
    assert len(stay) <= 7 + 4 + 12
    assert len({(at.year, at.month) for at in stay}) == 12


MOMENTS = st.lists(st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2026, 12, 31)), max_size=40)
KEEPS = st.builds(Keep, *(st.integers(0, 12) for _ in range(4)))


@given(MOMENTS, KEEPS)
def test_the_latest_always_stays_and_thinning_again_takes_no_more(moments: list[dt.datetime], keep: Keep) -> None:
    stay = chosen_to_stay(moments, keep)
    assert stay <= set(moments)
    if moments:
        assert max(moments) in stay
    assert chosen_to_stay(stay, keep) == stay


@given(MOMENTS, KEEPS)
def test_a_new_copy_never_makes_more_than_it_takes_the_place_of_go(moments: list[dt.datetime], keep: Keep) -> None:
    newer = dt.datetime(2027, 1, 1)
    before = chosen_to_stay(moments, keep)
    after = chosen_to_stay([*before, newer], keep)
    assert len(before - after) <= 4


# --- out of a database ------------------------------------------------------------------------------------------------


def test_a_register_becomes_a_file_with_every_row_and_its_journal(register: Register, tmp_path: Path) -> None:
    rename(register, "Commission nationale")
    target = tmp_path / "taken.tawsiya"
    copy_into_file(register, target)
    with Register.open(target) as taken, taken.reading() as copied, register.reading() as origin:
        for table in METADATA.sorted_tables:
            rows = sa.select(table).order_by(*table.primary_key.columns)
            assert copied.execute(rows).all() == origin.execute(rows).all(), table.name
        assert [hit.id for hit in search(copied, "pleniere")] == [hit.id for hit in search(origin, "pleniere")] != []
    with Register.open(target) as taken:
        rename(taken, "Goes on in the file")
        assert taken.undo() is not None


def test_what_is_there_already_is_not_written_over(register: Register, tmp_path: Path) -> None:
    target = tmp_path / "there.tawsiya"
    target.write_text("somebody's")
    with pytest.raises(Refusal):
        copy_into_file(register, target)
    assert target.read_text() == "somebody's"


def test_a_stopped_transfer_leaves_nothing(register: Register, tmp_path: Path) -> None:
    with pytest.raises(backup.Stopped):
        copy_into_file(register, tmp_path / "taken.tawsiya", tell=lambda _done, _of: False)
    assert not list(tmp_path.glob("*taken*"))


@pytest.mark.parametrize("with_log", [False, True])
def test_making_a_register_of_a_copy_tells_how_far_it_is_and_can_be_stopped(
    register_file: Path, tmp_path: Path, with_log: bool
) -> None:
    copy = back_up(register_file, backup.usual_folder(register_file), Keep()).path
    if with_log:
        with Register.open(register_file) as register:
            rename(register, "Still in the log")
            (tmp_path / "carried").mkdir()
            for each in register_file.parent.glob(register_file.name + "*"):
                shutil.copyfile(each, tmp_path / "carried" / each.name)
        copy = tmp_path / "carried" / register_file.name
    target = tmp_path / "made" / "new.tawsiya"
    target.parent.mkdir()
    with pytest.raises(backup.Stopped):
        restore_as(copy, target, lambda _done, _of: False)
    assert list(target.parent.iterdir()) == []
    told: list[tuple[int, int]] = []
    restore_as(copy, target, lambda done, of: told.append((done, of)) is None)
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    Register.open(target).close()

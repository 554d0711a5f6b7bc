"""A file is written whole or not at all, under a name that every system takes."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import paths


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_takes_its_place_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_text("before")
    with paths.replacing(target) as aside:
        aside.write_text("after")
        assert target.read_text() == "before"
        assert (aside.parent, aside.suffix) == (tmp_path, ".pdf")
    assert target.read_text() == "after"
    assert names(tmp_path) == {"a.pdf"}


@pytest.mark.parametrize("trouble", [OSError, ValueError, KeyboardInterrupt])
def test_what_goes_wrong_leaves_what_was_there_and_nothing_else(tmp_path: Path, trouble: type[BaseException]) -> None:
    target = tmp_path / "a.pdf"
    target.write_text("before")
    with pytest.raises(trouble), paths.replacing(target) as aside:
        aside.write_text("half")
        raise trouble
    assert target.read_text() == "before"
    assert names(tmp_path) == {"a.pdf"}


def test_bytes_are_written_whole(tmp_path: Path) -> None:
    paths.write_whole(tmp_path / "a", b"\0\xff")
    assert (tmp_path / "a").read_bytes() == b"\0\xff"
    assert names(tmp_path) == {"a"}


def test_a_name_as_long_as_the_disk_allows_can_be_written(tmp_path: Path) -> None:
    name = "n" * 251 + ".pdf"
    paths.write_whole(tmp_path / name, b"")
    assert names(tmp_path) == {name}


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        paths.write_whole(tmp_path / "nowhere" / "a", b"")
    assert names(tmp_path) == set()


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(PermissionError):
        paths.write_whole(tmp_path / "a", b"")
    assert (tmp_path / "a").is_dir() and names(tmp_path) == {"a"}


@pytest.mark.skipif(os.name != "posix", reason="devices and links of POSIX")
def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # stands for /dev/null, which root could replace
    with pytest.raises(PermissionError):
        paths.write_whole(tmp_path / "pipe", b"")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_file_marked_read_only_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a"
    target.write_text("before")
    target.chmod(0o444)
    # root may write into everything, so the answer is given here
    monkeypatch.setattr(os, "access", lambda path, mode: not (Path(path) == target and mode == os.W_OK))
    with pytest.raises(PermissionError):
        paths.write_whole(target, b"")
    assert target.read_text() == "before"


@pytest.mark.skipif(os.name != "posix", reason="devices and links of POSIX")
def test_a_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "a")
    paths.write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "a").read_bytes() == b"new"
    assert names(tmp_path / "real") == {"a"}


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_new_file_may_be_read_by_whom_the_user_s_files_usually_may(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        paths.write_whole(tmp_path / "a", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_settings_lie_where_they_are_moved_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TAWSIYA_SETTINGS", str(tmp_path / "s.json"))
    assert paths.settings_file() == tmp_path / "s.json"
    monkeypatch.delenv("TAWSIYA_SETTINGS")
    assert paths.settings_file().name == "settings.json" and paths.settings_file().is_absolute()


def test_what_ships_with_the_application_is_found() -> None:
    assert (paths.resources() / "demo").is_dir()
    assert paths.catalogues().is_dir()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("rapport final.pdf", "rapport final.pdf"),
        ("محضر – 2021.pdf", "محضر – 2021.pdf"),
        ("../../etc/passwd", "_._etc_passwd"),
        ("fac\u202efdp.exe", "facfdp.exe"),
        ("a\n\tb.txt", "ab.txt"),
        ("CON.txt", "_CON.txt"),
        ("-rf.pdf", "rf.pdf"),
        ("name. . ", "name"),
        (".pdf", "pdf"),
        ("???", "___"),
        ("\u200f", "file"),
    ],
)
def test_a_name_is_made_harmless_and_keeps_its_ending(name: str, safe: str) -> None:
    assert paths.safe_name(name) == safe


@given(st.text(max_size=300))
def test_any_name_becomes_one_of_a_file_in_the_same_folder(name: str) -> None:
    safe = paths.safe_name(name)
    assert 0 < len(safe) <= paths.LONGEST_NAME
    assert Path(safe).name == safe and not set('<>:"/\\|?*\0') & set(safe)
    assert safe == safe.strip(" .") and not safe.startswith("-")
    assert paths.safe_name(safe) == safe

"""The settings: kept whole, and never worth a failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import paths
from desktop.settings import RECENT_REGISTERS, Settings


def test_what_is_saved_is_loaded_again() -> None:
    settings = Settings(
        language="ar",
        look="dark",
        text_size=150,
        recent=["/a.tawsiya"],
        places={"/a.tawsiya": {"page": "actions"}},
        found={"/a.tawsiya": {"searches": ["école"]}},
        copies={"/a.tawsiya": {"folder": "/b"}},
    )
    settings.save()
    assert Settings.load() == settings


def test_the_first_day_has_settings_too() -> None:
    assert Settings.load() == Settings()
    assert Settings.load().language is None


def test_a_password_that_an_earlier_version_kept_is_forgotten() -> None:
    address = "postgresql://salma:secret@server/register"
    kept = Settings(recent=[address, "/a.tawsiya", "postgresql://x@y:port/z"], places={address: {"page": "actions"}})
    kept.save()
    loaded = Settings.load()
    assert loaded.recent == ["postgresql://salma@server/register", "/a.tawsiya", "postgresql://x@y:port/z"]
    assert loaded.places == {"postgresql://salma@server/register": {"page": "actions"}}
    loaded.save()
    assert "secret" not in paths.settings_file().read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '{"language": "xx", "look": 3, "recent": "a", "places": {"a": 1}, "text_size": 1000, "copies": []}',
        "\x00\xff",
    ],
)
def test_settings_that_make_no_sense_are_those_of_the_first_day(content: str) -> None:
    paths.settings_file().parent.mkdir(parents=True, exist_ok=True)
    paths.settings_file().write_text(content, encoding="utf-8")
    assert Settings.load() == Settings()


def test_a_place_that_cannot_be_written_loses_the_settings_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TAWSIYA_SETTINGS", str(tmp_path / "file" / "settings.json"))
    Settings(language="en").save()
    assert (tmp_path / "file").read_text() == ""


def test_the_register_opened_last_stands_first_and_old_ones_are_forgotten() -> None:
    settings = Settings()
    for number in range(RECENT_REGISTERS + 3):
        settings.remember_register(f"/{number}")
        settings.places[f"/{number}"] = {"page": "today"}
    settings.remember_register("/5")
    assert settings.recent[:2] == ["/5", f"/{RECENT_REGISTERS + 2}"]
    assert len(settings.recent) == RECENT_REGISTERS
    assert set(settings.places) == set(settings.recent)
    settings.forget_register("/5")
    assert "/5" not in settings.recent
    assert "/5" not in settings.places

"""What a user chose on this computer: language, appearance, recent registers, and where one was in each of them."""

from __future__ import annotations

import contextlib
import json
import locale
from dataclasses import asdict, dataclass, field
from typing import Any

from desktop import paths
from desktop.language import LANGUAGE_CODES, LanguageCode

RECENT = 10


@dataclass
class Settings:
    language: LanguageCode = "fr"
    theme: str = "system"
    """``light``, ``dark`` or ``system``."""
    recent: list[str] = field(default_factory=list)
    """Locations of registers, the last opened first."""
    places: dict[str, dict[str, Any]] = field(default_factory=dict)
    """For each register by location, where its user was: page, record, widths, filters."""

    def remember(self, location: str) -> None:
        """Put a register at the head of the recent ones."""
        self.recent = [location, *(each for each in self.recent if each != location)][:RECENT]

    def forget(self, location: str) -> None:
        self.recent = [each for each in self.recent if each != location]
        self.places.pop(location, None)


def load_settings() -> Settings:
    """The user's settings; where there are none, or they cannot be read, the defaults in this computer's language."""
    settings = Settings(language=system_language())
    with contextlib.suppress(OSError, ValueError):
        stored = json.loads(paths.settings_file().read_text("utf-8"))
        if isinstance(stored, dict):
            for name, default in asdict(settings).items():
                if isinstance(stored.get(name), type(default)):
                    setattr(settings, name, stored[name])
    if settings.language not in LANGUAGE_CODES:
        settings.language = system_language()
    return settings


def save_settings(settings: Settings) -> None:
    """Keep the settings. A place that cannot be written loses them, never the user's work, so nothing is raised."""
    target = paths.settings_file()
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        paths.write_whole(target, json.dumps(asdict(settings), ensure_ascii=False, indent=1).encode("utf-8"))


def system_language() -> LanguageCode:
    """The language this computer speaks, where it is one of ours; else French, which every secretariat reads."""
    spoken = (locale.getlocale()[0] or "")[:2].lower()
    # Windows says "French_Morocco" where others say "fr_MA".
    for code in LANGUAGE_CODES:
        if spoken == code:
            return code
    return "fr"

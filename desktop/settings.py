"""What the application remembers of its user on this computer: language, look, recent registers, and where one was.

One small JSON file, read once at the start and written whole. It is never worth a failure: a file that is missing,
damaged or cannot be written means that the application starts as on its first day, and says nothing.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from desktop import paths
from desktop.language import LANGUAGE_CODES, LanguageCode, Refusal

log = logging.getLogger(__name__)

Look = Literal["system", "light", "dark"]

RECENT_REGISTERS = 8

TEXT_SIZES = (100, 110, 125, 150, 175, 200)
"""Percentages of the usual size."""


BY_REGISTER = ("places", "found", "copies")
"""What is kept for each register apart."""


@dataclass
class Settings:
    """The user's settings; change them, then :meth:`save`."""

    language: LanguageCode | None = None
    """The language chosen; ``None`` until one has been, when the computer's own is spoken."""
    look: Look = "system"
    text_size: int = 100
    """One of :data:`TEXT_SIZES`."""
    toured: bool = False
    """Whether the user has been led through the window once."""
    recent: list[str] = field(default_factory=list)
    """Locations of the registers opened last, the latest first."""
    places: dict[str, dict[str, Any]] = field(default_factory=dict)
    """For each register, by location, where one was: the page, the record selected, filters, widths."""
    found: dict[str, dict[str, Any]] = field(default_factory=dict)
    """For each register, by location, what was searched everywhere lately, and which records were opened from there."""
    copies: dict[str, dict[str, Any]] = field(default_factory=dict)
    """For each register file, by location, where its copies go, when they are made and how many are kept."""

    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    """For each register, by location, the views saved of each list; they are kept however long it is not opened."""

    @classmethod
    def load(cls) -> Settings:
        """The settings of the user who runs the application; anything that makes no sense is left out."""
        settings = cls()
        try:
            kept = json.loads(paths.settings_file().read_text(encoding="utf-8"))
        except FileNotFoundError:
            return settings
        except (OSError, ValueError):
            log.warning("the settings cannot be read", exc_info=True)
            return settings
        if not isinstance(kept, dict):
            return settings
        if kept.get("language") in LANGUAGE_CODES:
            settings.language = kept["language"]
        if kept.get("look") in ("light", "dark"):
            settings.look = kept["look"]
        settings.toured = kept.get("toured") is True
        if kept.get("text_size") in TEXT_SIZES:
            settings.text_size = kept["text_size"]
        if isinstance(kept.get("recent"), list):
            named = [_safe(each) for each in kept["recent"] if isinstance(each, str)]
            settings.recent = list(dict.fromkeys(named))[:RECENT_REGISTERS]
        settings.places, settings.found, settings.copies = (
            {_safe(key): value for key, value in held.items() if isinstance(value, dict)}
            for held in (kept[name] if isinstance(kept.get(name), dict) else {} for name in BY_REGISTER)
        )
        if isinstance(kept.get("views"), dict):
            settings.views = {
                register: {page: views for page, views in pages.items() if isinstance(views, dict)}
                for register, pages in kept["views"].items()
                if isinstance(pages, dict)
            }
        return settings

    def save(self) -> None:
        """Write the settings; where they cannot be written, the log says so."""
        target = paths.settings_file()
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            paths.write_whole(target, json.dumps(asdict(self), ensure_ascii=False, indent=2).encode())
        except OSError:
            log.warning("the settings cannot be written", exc_info=True)

    def remember_register(self, location: str) -> None:
        """Put a register at the head of the recent ones; places of registers long not opened are forgotten."""
        self.recent = [location, *(each for each in self.recent if each != location)][:RECENT_REGISTERS]
        # Where copies go is not forgotten: a register not opened for a year still has its own.
        self.places = {key: place for key, place in self.places.items() if key in self.recent}
        self.found = {key: found for key, found in self.found.items() if key in self.recent}

    def forget_register(self, location: str) -> None:
        """Take a register off the recent ones; the register itself is not touched."""
        self.recent = [each for each in self.recent if each != location]
        self.places.pop(location, None)
        self.views.pop(location, None)
        self.found.pop(location, None)


def _safe(location: str) -> str:
    """A location without the password that an earlier version kept with it."""
    if "://" not in location:
        return location
    from desktop.records.address import without_password  # it needs SQLAlchemy, which a file's path can do without

    try:
        return without_password(location)
    except Refusal:  # nobody can have opened it
        return location

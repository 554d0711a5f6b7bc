"""The log file: for what went wrong that should not have. It never leaves the computer."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from types import TracebackType

from desktop import paths

log = logging.getLogger(__name__)


def keep_log() -> None:
    """Write warnings and errors into ``tawsiya.log`` beside the settings; where that cannot be, to the console only."""
    from logging.handlers import RotatingFileHandler  # it takes as long to load as a window to show

    target = paths.settings_file().with_name("tawsiya.log")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(target, maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)


def catch_strays(tell: Callable[[], None]) -> None:
    """Log every exception nobody caught and have the user told, instead of losing the window."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("nobody caught this", exc_info=(kind, error, trace))
        tell()

    sys.excepthook = hook

"""What tests of windows share: a question to the register is answered before a test goes on, on any machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from desktop.windows import reads


@pytest.fixture(autouse=True)
def patient_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for every answer. A test about what is seen meanwhile sets ``desk.reads.patience`` itself."""
    monkeypatch.setattr(reads, "PATIENCE", 60.0)


@pytest.fixture(autouse=True)
def _destroy_closed_windows() -> Iterator[None]:
    """Windows of one test are gone before the next: alive, each is drawn anew whenever the look changes.

    pytest-qt has closed them by now and asked for their end, which Qt leaves to an event loop that no test runs.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

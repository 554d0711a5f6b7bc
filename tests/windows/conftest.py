"""What tests of windows share: a question to the register is answered before a test goes on, on any machine."""

from __future__ import annotations

import pytest

from desktop.windows import reads


@pytest.fixture(autouse=True)
def patient_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for every answer. A test about what is seen meanwhile sets ``desk.reads.patience`` itself."""
    monkeypatch.setattr(reads, "PATIENCE", 60.0)

"""What is copied lies on the clipboard until the program has ended, and lets it end well."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

COPY = """
import sys
from PySide6.QtWidgets import QApplication
from desktop.records.register import Register
from desktop.settings import Settings
from desktop.windows.desk import Desk
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.lists.copying import as_clipboard
application = QApplication([])
with Register.create(sys.argv[1], country_code="MA", language="fr") as register:
    desk = Desk(register, Settings(look="light"), "fr")
    model = ActionsPage(desk).model
    application.clipboard().setMimeData(as_clipboard(model, model.columns, [], desk))
    assert "<table" in application.clipboard().mimeData().html()
    desk.reads.stop_all()
"""


def test_a_program_that_has_copied_ends_well(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", COPY, str(tmp_path / "r.tawsiya")], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr

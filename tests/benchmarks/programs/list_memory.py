"""How many MiB a list adds to a window that is there already. The register's path is the argument."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.records.register import Register
from desktop.settings import Settings
from desktop.windows.desk import Desk
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.lists.meetings_page import MeetingsPage


def resident() -> float:
    """MiB of this process that are in memory, as Linux counts them."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    application = QApplication([])
    with Register.open(Path(sys.argv[1])) as register:
        desk = Desk(register, Settings(look="light"), "fr")
        desk.reads.patience = 600
        # Another list first, so that what is counted is this list and not the program's code.
        other = MeetingsPage(desk)
        other.show()
        application.processEvents()
        before = resident()
        page = ActionsPage(desk)
        page.resize(1060, 700)
        page.show()
        application.processEvents()
        page.table.viewport().repaint()
        print(json.dumps({"rows": page.model.rowCount(), "MiB": resident() - before}))
        desk.close()


main()

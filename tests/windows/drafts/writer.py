"""A program to be killed while something is entered: ``python -m tests.windows.drafts.writer REGISTER WHAT``."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.language import Wording
from desktop.records.register import Register
from desktop.settings import Settings
from desktop.windows.desk import Desk
from desktop.windows.forms.editors import DateEditor
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.lists.actions_page import ActionsPage
from desktop.windows.main_window import MainWindow


def enter_action(window: MainWindow) -> None:
    """Half fill in a new action, the deadline not yet a day."""
    window.page_of(ActionsPage).add()
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, FormDialog)]
    dialog.form.editors["title"].set_value(Wording(fr="Former les juges", ar="تكوين القضاة"))
    dialog.form.editors["title"].edited.emit()
    due = dialog.form.editors["due"]
    assert isinstance(due, DateEditor)
    due.line.setText("31/1")
    due.edited.emit()


def change_action(window: MainWindow) -> None:
    """Change the funding of the first action."""
    page = window.page_of(ActionsPage)
    page.show_record(page.model.id_at(0) or "")
    page.pane.form.editors["funding"].set_value("Fonds des victimes")
    page.pane.form.editors["funding"].edited.emit()


def main(register: str, what: str) -> None:
    application = QApplication([])
    window = MainWindow(Desk(Register.open(register), Settings(), "fr"))
    window.show()
    window.go("actions")
    work = {"enter": enter_action, "change": change_action}[what]
    QTimer.singleShot(200, window, lambda: work(window))
    QTimer.singleShot(200 + 2_000, window, lambda: print("written", flush=True))
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])

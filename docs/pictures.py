"""Pictures of the window for the guide: every page, in three languages, light and dark, on the demonstration register.

``make pictures``, or ``python docs/pictures.py [FOLDER]``. They are written into ``out/pictures``, or the folder named;
those that README and the guides show are copied to ``docs/pictures``.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))
# Nothing of this comes on a screen, and no settings of whoever makes the pictures come into them.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_LOGGING_RULES"] = "default.warning=false"

from desktop.records.register import Register  # isort: skip  # noqa: E402 - SQLAlchemy before Qt

from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from desktop.language import LANGUAGE_CODES, LanguageCode  # noqa: E402
from desktop.records.demonstration.demonstration import create_demonstration  # noqa: E402
from desktop.records.meetings.meeting import MeetingFilter, list_meeting_ids, list_meetings  # noqa: E402
from desktop.settings import Look, Settings  # noqa: E402
from desktop.windows.charts.easel import Easel  # noqa: E402
from desktop.windows.desk import Desk  # noqa: E402
from desktop.windows.documents.document_window import DocumentWindow  # noqa: E402
from desktop.windows.look.appearance import set_up_style  # noqa: E402
from desktop.windows.main_window import MainWindow  # noqa: E402
from desktop.windows.pages import PAGES  # noqa: E402

SIZE = (1280, 800)
PATIENCE, SEARCHED = 20, 250
"""Seconds a drawing is waited for at most, and milliseconds after the last letter of a search."""
LOOKS: tuple[Look, ...] = ("light", "dark")
HELD, CONVENED = "REU-2026-001", "REU-2026-002"
"""Two ordinary sessions: one with agenda, attendance, quorum and recommendations, and the one that comes next."""

Scene = Callable[[MainWindow], QWidget]
"""Brings a window to where the picture is taken, and gives what is to be seen on it."""


def page(key: str) -> Scene:
    def show(window: MainWindow) -> QWidget:
        window.go(key)
        return window

    return show


def found(window: MainWindow, number: str) -> str:
    """The id of a meeting of the demonstration."""
    with window.desk.reading() as session:
        ids = list_meeting_ids(session, MeetingFilter(), "fr")
        return next(row.id for row in list_meetings(session, ids) if row.number == number)


def meeting(window: MainWindow) -> QWidget:
    window.open_meeting(found(window, HELD))
    return window


def live(window: MainWindow) -> QWidget:
    window.hold_meeting(found(window, CONVENED))
    return window


def preparation(window: MainWindow) -> QWidget:
    window.prepare()
    return beside(window)


def settings(window: MainWindow) -> QWidget:
    window.show_settings()
    return beside(window)


def search(window: MainWindow) -> QWidget:
    window.search_everywhere()
    field = window.everywhere.field
    field.setText({"fr": "victimes", "ar": "الضحايا", "en": "victims"}[window.desk.language.code])
    return window.everywhere


def guide(window: MainWindow) -> QWidget:
    window.go("actions")
    window.show_guide()
    return beside(window)


def tour(window: MainWindow) -> QWidget:
    window.show_tour()
    return window


def documents(window: MainWindow) -> QWidget:
    window.exports.documents(found(window, HELD))
    return beside(window)


def letters(window: MainWindow) -> QWidget:
    window.exports.letters()
    return beside(window)


def beside(window: MainWindow) -> QWidget:
    """The window that has opened beside the main one."""
    return next(each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not window)


SCENES: dict[str, Scene] = {
    **{key: page(key) for key in PAGES},
    **{each.__name__: each for each in (meeting, documents, letters, live, preparation, settings, search, guide, tour)},
}


def take(folder: Path, register: Path, language: LanguageCode, look: Look) -> Iterator[Path]:
    """Every scene in a language and a look, each in a window of its own."""
    for name, scene in SCENES.items():
        window = MainWindow(
            Desk(Register.open(register), Settings(look=look, language=language, toured=True), language)
        )
        window.resize(*SIZE)
        window.show()
        shown = scene(window)
        settle(window)
        target = folder / f"{name}-{language}-{look}.png"
        if not shown.grab().save(str(target)):
            raise OSError(f"{target} cannot be written")
        for each in QApplication.topLevelWidgets():
            each.close()
        yield target


def settle(window: MainWindow) -> None:
    """Let everything arrive that is laid out, read or drawn after a window is shown."""
    for _ in range(20):
        QApplication.processEvents()
        window.desk.reads.wait()
    ends = monotonic() + PATIENCE
    while any(easel.busy for easel in window.findChildren(Easel)) and monotonic() < ends:
        QTest.qWait(20)
    tops = [each for each in QApplication.topLevelWidgets() if isinstance(each, DocumentWindow) and each.isVisible()]
    while any(each.pages.picture.pixmap().isNull() for each in tops) and monotonic() < ends:
        QTest.qWait(20)
    QTest.qWait(SEARCHED)


def in_documents() -> set[str]:
    """The names of the pictures that README and the guides show."""
    pages = (TOP / "README.md", *(TOP / "docs").glob("guide-*.md"))
    return {
        found for each in pages for found in re.findall(r"pictures/([\w-]+\.png)", each.read_text(encoding="utf-8"))
    }


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else TOP / "out" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    kept, shown = TOP / "docs" / "pictures", in_documents()
    kept.mkdir(exist_ok=True)
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    set_up_style(application)
    with TemporaryDirectory() as aside:
        os.environ["TAWSIYA_SETTINGS"] = str(Path(aside) / "settings.json")
        register = Path(aside) / "demo.tawsiya"
        create_demonstration(register).close()
        for language, look in product(LANGUAGE_CODES, LOOKS):
            for picture in take(folder, register, language, look):
                if picture.name in shown:
                    shutil.copyfile(picture, kept / picture.name)
                    shown.remove(picture.name)
    if shown:
        print("no picture is called " + ", ".join(sorted(shown)), file=sys.stderr)
    print(f"{folder}: {len(list(folder.glob('*.png')))} pictures")
    return bool(shown)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

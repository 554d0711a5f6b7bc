"""Copies of attachments to look at: in a private folder that goes with the window, read-only, under a harmless name."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from sqlalchemy.orm import Session

from desktop.language import Message, Wording, message
from desktop.paths import safe_name
from desktop.records.content import save_content
from desktop.windows.desk import Desk

PROGRAMS = frozenset(
    {
        "app", "appimage", "apk", "bat", "bin", "cmd", "com", "command", "cpl", "deb", "desktop", "dll", "dmg", "elf",
        "exe", "gadget", "hta", "inf", "ins", "iso", "jar", "js", "jse", "lnk", "mjs", "msc", "msi", "msix", "msp",
        "mst", "out", "pif", "pkg", "pl", "ps1", "psm1", "py", "pyw", "rb", "reg", "rpm", "run", "scf", "scr", "sct",
        "settingcontent-ms", "sh", "so", "sys", "url", "vb", "vbe", "vbs", "vhd", "vhdx", "webloc", "workflow", "ws",
        "wsc", "wsf", "wsh", "xll",
    }
)  # fmt: skip
"""Endings of what a computer runs rather than shows."""

SCRIPTED = frozenset(
    {
        "docm", "dotm", "htm", "html", "mht", "mhtml", "potm", "ppam", "ppsm", "pptm", "svg", "xhtml", "xlam", "xlsm",
        "xltm",
    }
)  # fmt: skip
"""Endings of documents that may hold a program."""

_MAGIC = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"\x4c\x00\x00\x00\x01\x14",
)
"""What programs begin with, whatever they are called: Windows, Linux, scripts, macOS, Java, a Windows shortcut."""


class Kept(Protocol):
    """A file that the register keeps: an attachment, the document of a version of minutes."""

    @property
    def sha256(self) -> str: ...
    @property
    def file_name(self) -> str: ...
    @property
    def title(self) -> Wording: ...


class Copies(QObject):
    """The folder of one desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.folder = Path(tempfile.mkdtemp(prefix="tawsiya-"))  # nobody else may enter it
        self._clear = weakref.finalize(self, _remove, self.folder)
        desk.destroyed.connect(self._clear)

    @classmethod
    def of(cls, desk: Desk) -> Copies:
        """The copies of this desk; the folder is made when the first is asked for."""
        return desk.findChild(cls) or cls(desk)

    def fetch(self, session: Session, row: Kept) -> Path:
        """The copy of an attachment, made where there is none yet. It takes a while: not for the window's thread.

        Raises :class:`Refusal` where what the register kept is damaged.
        """
        target = self.folder / row.sha256[:16] / safe_name(row.file_name)
        if not target.exists():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            save_content(session, row.sha256, target)
            target.chmod(0o400)
        return target

    def clear(self) -> None:
        """Remove what can be removed: on Windows, what another program holds open stays."""
        self._clear()


def _remove(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o600)  # Windows removes nothing that is read-only
    shutil.rmtree(folder, ignore_errors=True)


def check_opening(path: Path) -> tuple[Message | None, bool]:
    """What is to be said before a file is opened by another program, and whether it may be opened all the same."""
    ending = path.suffix.lower().removeprefix(".")
    with path.open("rb") as stream:
        begins = stream.read(8)
    if ending in PROGRAMS or begins.startswith(_MAGIC):
        refused = message(
            "{name} is a program, not a document: it is not opened from here. Save it, and ask whoever looks after "
            "your computers before you start it.",
            name=path.name,
        )
        return refused, False
    if ending in SCRIPTED:
        warned = message(
            "{name} may hold a program that runs when it is opened. Open it only if you know who sent it.",
            name=path.name,
        )
        return warned, True
    return None, True

"""Where a document goes: a place that can be written, or a refusal; and in which languages it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from desktop.language import Language, LanguageCode, Refusal, message
from desktop.records.commission.commission import find_commission
from desktop.records.register import Register

if TYPE_CHECKING:
    from desktop.documents.document import Document
    from desktop.documents.pdf.annexing import Annex
    from desktop.documents.pdf.archive import AttachedFile
    from desktop.records.rows import CommissionRow

PDF, WORD = ".pdf", ".docx"
"""How the name of a document ends, and with it what is written."""

LONGEST_PASSWORD = 127
"""Bytes that a PDF reader takes."""

Progress = Callable[[int, int], bool]
"""Called with how many of how many are done; answers False to stop."""


def document_language(register: Register) -> LanguageCode:
    """The commission's working language, in which documents are written when nothing else is said."""
    with register.reading() as session:
        return find_commission(session).language


def in_languages(
    commission: CommissionRow, codes: Sequence[LanguageCode], paper: Callable[[Language], Document]
) -> Document:
    """What ``paper`` says in one language, or in two side by side."""
    from desktop.documents.facing import facing

    first, *second = (paper(Language(code, commission.country, commission.months)) for code in codes)
    return facing(first, second[0]) if second else first


def write_paper(
    register: Register,
    document: Document,
    target: Path,
    *,
    attached: Sequence[AttachedFile] = (),
    annexes: Sequence[Annex] = (),
    password: str = "",
) -> None:
    """Write a document as PDF or for Word, whichever ``target``'s name says; a PDF with others behind it.

    Raises :class:`Refusal` where ``target`` cannot be written, or is neither, or cannot be closed.
    """
    suffix = target.suffix.lower()
    with written(register, target):
        if suffix not in (PDF, WORD):
            raise Refusal(
                message(
                    "{path}: a document is written as PDF or for Word. Give it a name that ends in .pdf or .docx.",
                    path=target,
                )
            )
        if suffix == WORD and annexes:
            raise Refusal(message("Annexes are merged behind a PDF only: give the document a name that ends in .pdf."))
        if suffix == WORD and (attached or password):
            raise Refusal(message("Only a PDF can be closed with a password or carry a file inside it."))
        if len(password.encode()) > LONGEST_PASSWORD:
            raise Refusal(message("This password is too long: PDF readers take 127 bytes, about 60 letters of Arabic."))
        if suffix == PDF:
            from desktop.documents.pdf.writing import write_pdf

            write_pdf(document, target, attached=attached, annexes=annexes, password=password)
        else:
            from desktop.documents.word.writing import write_word

            write_word(document, target)


@contextmanager
def written(register: Register, target: Path) -> Iterator[None]:
    """Refuse a place where no document can be, before and while it is written."""
    if target.is_dir():
        raise Refusal(message("{path} is a folder. Give the document a name.", path=target))
    if not target.parent.is_dir():
        raise Refusal(message("The folder {path} does not exist. Nothing was written.", path=target.parent))
    if register.path is not None and _is_file_of(register.path, target):
        raise Refusal(message("{path} is the register itself. Choose another name for the document.", path=target))
    try:
        yield
    except OSError as error:
        raise Refusal(
            message(
                "{path} cannot be written: the place is read-only or full, or the file is open in another program. "
                "What was there before is unchanged.",
                path=target,
            )
        ) from error


class Stopped(Exception):
    """The user stopped the work: nothing of it stays."""


class Batch:
    """Files that are made aside and laid into a folder together, once all of them are made."""

    def __init__(self, aside: Path, folder: Path) -> None:
        self.aside, self._folder = aside, folder
        self.made: list[Path] = []
        self.laid: list[Path] = []
        """Those that lie in the folder; none where the user stopped."""

    def each(self, subjects: Sequence[str], progress: Progress | None) -> Iterator[str]:
        """Each of the subjects, as long as nobody stops the work."""
        for done, subject in enumerate(subjects):
            if progress is not None and not progress(done, len(subjects)):
                raise Stopped
            yield subject
        if progress is not None:
            progress(len(subjects), len(subjects))

    def lay_ready(self) -> None:
        """Move what was made into the folder. Raises :class:`Refusal` where one of that name is there already."""
        for path in self.made:
            target = self._folder / path.name
            if target.exists():
                raise Refusal(message("{path} is there already. Choose another folder.", path=target))
            self.laid.append(target)
            try:
                shutil.move(path, target)
            except OSError as error:
                raise Refusal(
                    message("{path} cannot be written to: it is read-only or full. Nothing stays.", path=self._folder)
                ) from error

    def take_back(self) -> None:
        for path in self.laid:
            path.unlink(missing_ok=True)
        self.laid.clear()


@contextmanager
def laid_together(folder: Path) -> Iterator[Batch]:
    """A batch for ``folder``: where one file cannot be made, or the user stops, none of them stays there."""
    if not folder.is_dir():
        raise Refusal(message("The folder {path} does not exist. Nothing was written.", path=folder))
    with TemporaryDirectory(prefix="tawsiya-") as aside:
        batch = Batch(Path(aside), folder)
        try:
            yield batch
        except Stopped:
            batch.take_back()
        except BaseException:
            batch.take_back()
            raise


def _is_file_of(register: Path, target: Path) -> bool:
    """Whether ``target`` is the register's file, by any path, or one of those SQLite keeps beside it."""
    files = (register, *(register.with_name(register.name + suffix) for suffix in ("-wal", "-shm", "-journal")))
    return any(
        target.resolve() == each.resolve() or (target.exists() and each.exists() and target.samefile(each))
        for each in files
    )

"""A document as a PDF: tagged, searchable, with its outline, in the commission's letterhead, fit for the archive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.documents.document import Document
from desktop.documents.pdf.annexing import Annex, AnnexPages
from desktop.documents.pdf.archive import AttachedFile
from desktop.documents.pdf.closing import close_with
from desktop.documents.pdf.furniture import PageFurniture
from desktop.documents.pdf.setting import Setting
from desktop.documents.pdf.sheet import ACROSS, BARE, UPRIGHT, Paper, Properties, write_document
from desktop.paths import replacing


def write_pdf(
    document: Document,
    target: Path,
    *,
    attached: Sequence[AttachedFile] = (),
    annexes: Sequence[Annex] = (),
    password: str = "",
) -> None:
    """Write ``document`` to ``target``, with files inside it and PDFs of others behind it, closed with ``password``.

    It is PDF/A-3b, unless it is closed, for an archive must be able to open it, or has pages of others. Raises
    :class:`OSError` where that place cannot be written.
    """
    paper = _paper(document)
    setting = Setting(document, paper)
    properties = _properties(document, archived=not password and not annexes)
    behind = AnnexPages(annexes)
    story = [*setting.story(), *behind.story(setting)]
    with replacing(target) as aside:
        write_document(story, aside, properties, PageFurniture(document, paper), setting.structure, paper, attached)
        if annexes:
            behind.fill(aside)
        if password:
            close_with(password, aside)


def count_pages(document: Document) -> int:
    """How many pages ``document`` takes."""
    paper = _paper(document)
    setting = Setting(document, paper)
    with TemporaryDirectory(prefix="tawsiya-") as folder:
        return write_document(
            setting.story(), Path(folder) / "pages.pdf", _properties(document), None, setting.structure, paper
        )


def _paper(document: Document) -> Paper:
    return BARE if document.bare else ACROSS if document.landscape else UPRIGHT


def _properties(document: Document, archived: bool = True) -> Properties:
    return Properties(
        title=document.title,
        author=document.author,
        subject=document.subject,
        language=document.language.tag,
        right_to_left=document.language.right_to_left,
        archived=archived,
    )

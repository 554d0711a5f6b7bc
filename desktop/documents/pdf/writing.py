"""A document as a PDF: tagged, searchable, with its outline, in the commission's letterhead."""

from __future__ import annotations

from pathlib import Path

from desktop.documents.document import Document
from desktop.documents.pdf.furniture import PageFurniture
from desktop.documents.pdf.setting import Setting
from desktop.documents.pdf.sheet import ACROSS, BARE, UPRIGHT, Properties, write_document
from desktop.paths import replacing


def write_pdf(document: Document, target: Path) -> None:
    """Write ``document`` to ``target``; raises :class:`OSError` where that place cannot be written."""
    paper = BARE if document.bare else ACROSS if document.landscape else UPRIGHT
    setting = Setting(document, paper)
    properties = Properties(
        title=document.title,
        author=document.author,
        subject=document.subject,
        language=document.language.tag,
        right_to_left=document.language.right_to_left,
    )
    story = setting.story()
    with replacing(target) as aside:
        write_document(story, aside, properties, PageFurniture(document, paper), setting.structure, paper)

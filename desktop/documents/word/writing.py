"""A document as a Word file, with real styles, headings, lists, tables and page numbers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import docx

from desktop.documents.document import Document
from desktop.documents.word.look import dress
from desktop.documents.word.page import set_up
from desktop.documents.word.parts import Parts
from desktop.documents.word.text import storable
from desktop.paths import replacing

LONGEST = 255
"""Characters that a property of the file holds."""


def write_word(document: Document, target: Path) -> None:
    """Write ``document`` to ``target``; raises :class:`OSError` where that place cannot be written."""
    package = docx.Document()
    body: Any = package.element.body
    for paragraph in package.paragraphs:
        body.remove(paragraph._p)
    dress(package, document)
    Parts(package, document, set_up(package, document)).write()
    about = package.core_properties
    about.title, about.author = _short(document.title), _short(document.author)
    about.subject, about.language = _short(document.subject), document.language.tag
    about.last_modified_by = about.author
    about.comments = ""
    about.created = about.modified = dt.datetime.now(dt.UTC).replace(microsecond=0)
    with replacing(target) as aside:
        package.save(str(aside))


def _short(text: str) -> str:
    text = storable(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"

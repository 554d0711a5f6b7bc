"""The commission's own templates of documents: what it changed of those that come with the application."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import Paper
from desktop.records.base import change_values
from desktop.records.commission.commission import Commission
from desktop.records.commission.template import read_template, shipped_source


def find_template_source(session: Session, paper: Paper) -> str | None:
    """What the commission wrote for this document; None where it has what comes with the application."""
    return (session.scalar(sa.select(Commission.templates)) or {}).get(paper.value)


def change_template(session: Session, paper: Paper, text: str | None, name: str = "") -> None:
    """Keep the commission's own template of a document, or go back to the one that comes with the application.

    ``name`` is what a refusal calls the file. Raises :class:`Refusal` with the line of what is wrong; the one there
    was stays.
    """
    if text is not None:
        text = text.replace("\r\n", "\n")
        read_template(paper, text, name)
    commission = session.scalars(sa.select(Commission)).one()
    kept = {key: said for key, said in (commission.templates or {}).items() if key != paper.value}
    if text is not None and text.strip() and text.strip() != shipped_source(paper).strip():
        kept[paper.value] = text
    change_values(session, Commission, commission.id, {"templates": kept or None})
    session.flush()

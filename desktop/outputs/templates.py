"""Templates of documents as files: taken out to be changed, and taken in again."""

from __future__ import annotations

from pathlib import Path

from desktop.codes import Paper
from desktop.language import Message, Refusal, message
from desktop.outputs.writing import written
from desktop.paths import write_whole
from desktop.records.commission.own_templates import change_template, find_template_source
from desktop.records.commission.template import LONGEST, shipped_source
from desktop.records.register import Register


def export_template(register: Register, paper: Paper, target: Path) -> None:
    """Write the template that documents are made after. Raises :class:`Refusal` where ``target`` cannot be written."""
    with register.reading() as session:
        text = find_template_source(session, paper)
    with written(register, target):
        write_whole(target, (shipped_source(paper) if text is None else text).encode())


def import_template(register: Register, paper: Paper, source: Path) -> None:
    """Make documents after the template in a file from now on, in one step that can be undone.

    Raises :class:`Refusal` where it cannot be read, or with the line of what is wrong in it.
    """
    text = read_template_file(source)
    with register.changing(template_changed(paper)) as session:
        change_template(session, paper, text, source.name)


def restore_template(register: Register, paper: Paper) -> None:
    """Make documents after the template that came with the application again."""
    with register.changing(template_changed(paper)) as session:
        change_template(session, paper, None)


def template_changed(paper: Paper) -> Message:
    """What the journal calls the change."""
    return message("Template changed: {paper}", paper=paper)


def read_template_file(source: Path) -> str:
    """The text of a file, which is not judged yet."""
    try:
        with source.open("rb") as stream:
            content = stream.read(4 * LONGEST + 1)
    except OSError as error:
        raise Refusal(message("{path} cannot be read. Nothing was changed.", path=source)) from error
    try:
        if len(content) > 4 * LONGEST:
            raise ValueError
        return content.decode("utf-8-sig")
    except ValueError as error:
        raise Refusal(
            message("{path} is no template: it is not a text in UTF-8. Nothing was changed.", path=source)
        ) from error

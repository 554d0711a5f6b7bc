"""Attachments: evidence and other files that hang on a record. The content is kept once, however often attached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from desktop.codes import AttachmentKind, Audience, Level
from desktop.language import LANGUAGE_CODES, LanguageCode, Refusal, Wording, label, message
from desktop.records.base import Levelled, Record, Withdrawable, find, wording
from desktop.records.commission.commission import find_attachment_limit
from desktop.records.content import Content, Read, keep_file, save_content
from desktop.records.search.index import level_of
from desktop.records.search.words import Searchable
from desktop.records.subject import SUBJECTS, Concerning, Subject, about, one_subject


class Attachment(Record, Levelled, Withdrawable, Searchable, Concerning):
    singular = label("record", "attachment")
    searched = ("file_name", "title")
    dated = "document_date"
    opens_no_more = True
    part_of = tuple(f"{kind}_id" for kind in SUBJECTS)
    __table_args__ = (
        one_subject(),
        sa.CheckConstraint("document_date <= added_on", name="document_date"),
    )

    sha256: Mapped[str] = mapped_column(sa.String(64), sa.ForeignKey("content.sha256"), index=True)
    file_name: Mapped[str]
    """The name the file came with, without a folder."""
    title: Mapped[Wording] = wording("title")
    kind: Mapped[AttachmentKind] = mapped_column(default=AttachmentKind.EVIDENCE)
    document_date: Mapped[dt.date | None] = mapped_column(default=None)
    """The day the document itself bears."""
    added_on: Mapped[dt.date]
    """The day it came into the register."""
    language: Mapped[LanguageCode | None] = mapped_column(sa.String(2), default=None)

    content: Mapped[Content] = relationship()

    @property
    def shared(self) -> str:
        return self.subject.column if self.subject else ""

    def check(self, session: Session) -> None:
        self.check_subject()
        if not self.file_name or {"/", "\\", "\0"} & set(self.file_name):
            raise Refusal(message("An attachment needs a file name without a folder.").at("file_name"))
        if self.document_date and self.document_date > self.added_on:
            raise Refusal(message("A document cannot bear a date after the day it was attached.").at("document_date"))
        if self.language is not None and self.language not in LANGUAGE_CODES:
            raise Refusal(message("The language of an attachment is French, Arabic or English.").at("language"))


@dataclass(frozen=True)
class AttachmentRow:
    id: str
    subject: Subject
    file_name: str
    title: Wording
    kind: AttachmentKind
    document_date: dt.date | None
    added_on: dt.date
    language: LanguageCode | None
    size: int
    """Bytes."""
    sha256: str
    level: Level


def attach_file(
    session: Session,
    subject: Subject,
    path: Path,
    values: Mapping[str, Any] | None = None,
    on: dt.date | None = None,
    sha256: str | None = None,
    read: Read | None = None,
) -> Attachment:
    """Attach a file to a record. ``values`` are attributes of :class:`Attachment`: title, kind, document date, level.

    ``sha256`` and ``read`` are those of :func:`~desktop.records.content.keep_file`. Raises :class:`Refusal` where the
    file is larger than the commission's limit; it is not read then.
    """
    sha256 = keep_file(session, path, find_attachment_limit(session), sha256, read)
    attachment = Attachment(
        sha256=sha256, file_name=path.name, added_on=on or dt.date.today(), **{subject.column: subject.id},
        **(values or {}),
    )  # fmt: skip
    session.add(attachment)
    session.flush()
    return attachment


def save_attachment(session: Session, attachment_id: str, target: Path) -> None:
    """Write an attachment to a file."""
    save_content(session, find(session, Attachment, attachment_id).sha256, target)


def list_attachments(session: Session, subject: Subject, audience: Audience | None = None) -> list[AttachmentRow]:
    """What is attached to a record, the oldest first; nothing of it for an audience that may not see the record."""
    query = sa.select(Attachment).where(Attachment.withdrawn_on.is_(None)).order_by(Attachment.added_on, Attachment.id)
    found = session.scalars(about(query, Attachment, subject))
    return [_row(each) for each in found if audience is None or level_of(session, each) in audience.levels]


def list_attachments_of(
    session: Session, subjects: Sequence[Subject], audience: Audience | None = None
) -> list[AttachmentRow]:
    """What is attached to any of these records that ``audience`` may see: in their order, of each the oldest first."""
    ids: dict[str, list[str]] = {}
    for subject in subjects:
        ids.setdefault(subject.column, []).append(subject.id)
    found = session.scalars(
        sa.select(Attachment)
        .where(
            Attachment.withdrawn_on.is_(None),
            sa.or_(sa.false(), *(getattr(Attachment, column).in_(some) for column, some in ids.items())),
        )
        .options(joinedload(Attachment.content))
        .order_by(Attachment.added_on, Attachment.id)
    )
    places = {subject: place for place, subject in enumerate(subjects)}
    seen = (each for each in found if audience is None or level_of(session, each) in audience.levels)
    return sorted((_row(each) for each in seen), key=lambda row: places[row.subject])


def find_attachment(session: Session, attachment_id: str) -> AttachmentRow:
    """One attachment. Raises :class:`Refusal` where it is no longer there."""
    return _row(find(session, Attachment, attachment_id))


def count_attachments(session: Session, kind: str) -> dict[str, int]:
    """How many attachments each record of a kind (one of :data:`SUBJECTS`) has, by the record's id."""
    column = getattr(Attachment, f"{kind}_id")
    counted = session.execute(
        sa.select(column, sa.func.count())
        .where(column.is_not(None), Attachment.withdrawn_on.is_(None))
        .group_by(column)
    )
    return dict(counted.all())


def _row(found: Attachment) -> AttachmentRow:
    subject = found.subject
    assert subject is not None and subject.kind in SUBJECTS
    return AttachmentRow(
        id=found.id,
        subject=subject,
        file_name=found.file_name,
        title=found.title,
        kind=found.kind,
        document_date=found.document_date,
        added_on=found.added_on,
        language=found.language,
        size=found.content.size,
        sha256=found.sha256,
        level=found.level,
    )

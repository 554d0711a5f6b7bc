"""The versions of the minutes: each time they are circulated, amended or adopted, their text is kept as it stands then.

The text lies in the register's content under its SHA-256, so a version cannot be altered without showing it.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.codes import Audience, MinutesStatus
from desktop.language import Refusal, Wording, label, message
from desktop.records.audience import sees
from desktop.records.base import Record, find, reference, wording
from desktop.records.commission.commission import find_commission
from desktop.records.content import keep_bytes, read_content
from desktop.records.meetings.meeting import Meeting
from desktop.records.meetings.minutes_text import read_text, write_text
from desktop.records.meetings.rows import MinutesVersionRow
from desktop.records.rows import Minutes
from desktop.records.search.words import Indexed


class MinutesVersion(Record, Indexed):
    singular = label("record", "version of minutes")
    searched = ("note",)
    dated = "made_on"
    shares = "meeting_id"
    __table_args__ = (
        sa.UniqueConstraint("meeting_id", "version"),
        sa.CheckConstraint("version >= 1", name="version"),
    )

    meeting_id: Mapped[str] = reference("meeting")
    version: Mapped[int]
    """From 1."""
    status: Mapped[MinutesStatus]
    made_on: Mapped[dt.date]
    note: Mapped[Wording] = wording("note")
    """What was amended."""
    sha256: Mapped[str] = mapped_column(sa.String(64), sa.ForeignKey("content.sha256"))
    """Of the text; see :mod:`desktop.records.meetings.minutes_text`."""
    document_sha256: Mapped[str | None] = mapped_column(sa.String(64), sa.ForeignKey("content.sha256"), default=None)
    """Of the document that was sent out, where it was kept, too."""

    def check(self, session: Session) -> None:
        pen = session.info.get("pen")
        if pen is not None and pen.undoes is not None:  # undone with the step that made it
            return
        frozen = ("meeting_id", "version", "status", "made_on", "sha256")
        changed = any(sa.inspect(self).attrs[name].history.has_changes() for name in frozen)
        replaced = sa.inspect(self).attrs["document_sha256"].history.deleted
        if self not in session.new and (changed or (replaced and replaced[0] is not None)):
            raise _kept()

    def check_removal(self, session: Session) -> None:
        raise _kept()


def circulate_minutes(session: Session, meeting_id: str) -> None:
    """Send the minutes to the members: their text is kept as the version circulated."""
    _reach(session, meeting_id, MinutesStatus.CIRCULATED)


def amend_minutes(session: Session, meeting_id: str, note: Wording) -> None:
    """Keep the text as members asked to have it; ``note`` says what was amended."""
    _reach(session, meeting_id, MinutesStatus.AMENDED)
    last = session.scalars(_of(meeting_id)).first()
    assert last is not None
    last.note = note
    session.flush()


def adopt_minutes(
    session: Session, meeting_id: str, at_meeting_id: str | None = None, on: dt.date | None = None
) -> None:
    """Adopt the minutes, at a later meeting or in writing; from then on what they say is frozen.

    ``on`` is the day of the adopting meeting where it is not given. Raises :class:`Refusal` where the adopting meeting
    is not a later one.
    """
    meeting = find(session, Meeting, meeting_id)
    if at_meeting_id is not None:
        meeting.adopted_at_id = at_meeting_id
        on = on or find(session, Meeting, at_meeting_id).start
    meeting.adopted_on = on or dt.date.today()
    _reach(session, meeting_id, MinutesStatus.ADOPTED)


def keep_document(session: Session, version_id: str, document: bytes) -> None:
    """Keep the document (a PDF) that was made of a version and sent out. It is kept once."""
    version = find(session, MinutesVersion, version_id)
    if version.document_sha256 is not None:
        raise _kept()
    version.document_sha256 = keep_bytes(session, document)
    session.flush()


def keep_version(session: Session, meeting: Meeting, on: dt.date | None = None) -> None:
    """Keep the text of a meeting's minutes as it stands; called whenever they reach another state."""
    from desktop.records.meetings.minutes import find_minutes

    with session.no_autoflush:
        last = session.scalar(
            sa.select(sa.func.max(MinutesVersion.version)).where(MinutesVersion.meeting_id == meeting.id)
        )
        minutes = find_minutes(session, meeting.id, find_commission(session).language, Audience.RESTRICTED)
        session.add(
            MinutesVersion(
                meeting_id=meeting.id,
                version=(last or 0) + 1,
                status=meeting.minutes_status,
                made_on=on or dt.date.today(),
                sha256=keep_bytes(session, write_text(minutes)),
            )
        )


def find_version(session: Session, version_id: str) -> MinutesVersionRow:
    """One version. Raises :class:`Refusal` where it is not there."""
    return _row(find(session, MinutesVersion, version_id))


def list_versions(session: Session, meeting_id: str, audience: Audience | None = None) -> list[MinutesVersionRow]:
    """The versions of a meeting's minutes, the latest first; none of a meeting that ``audience`` may not see."""
    if not sees(audience, session.get(Meeting, meeting_id)):
        return []
    return [_row(each) for each in session.scalars(_of(meeting_id))]


def _row(found: MinutesVersion) -> MinutesVersionRow:
    return MinutesVersionRow(
        found.id, found.version, found.status, found.made_on, found.note, found.sha256, found.document_sha256
    )


def read_version(session: Session, version_id: str) -> Minutes:
    """The minutes as a version says them. Raises :class:`Refusal` where the text no longer has its SHA-256."""
    version = find(session, MinutesVersion, version_id)
    return read_text(b"".join(read_content(session, version.sha256)))


def _reach(session: Session, meeting_id: str, status: MinutesStatus) -> None:
    meeting = find(session, Meeting, meeting_id)
    meeting.minutes_status = status
    session.flush()


def _of(meeting_id: str) -> sa.Select[MinutesVersion]:
    return (
        sa.select(MinutesVersion).where(MinutesVersion.meeting_id == meeting_id).order_by(MinutesVersion.version.desc())
    )


def _kept() -> Refusal:
    return Refusal(message("A version of the minutes is kept as it was. Nothing was altered."))

"""The commission's logo: a picture above the letterhead of its documents, kept in the register itself."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.language import Refusal, message
from desktop.records.commission.commission import Commission
from desktop.records.content import MEGABYTE, keep_bytes, read_content

LARGEST = 2 * MEGABYTE
"""A picture larger than this would weigh more than the documents it stands in."""

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""How a PNG (RFC 2083) and a JPEG begin."""


def set_logo(session: Session, path: Path | None) -> None:
    """Put the picture in a file above the letterhead; None takes it away.

    Raises :class:`Refusal` where the file is no PNG or JPEG picture, is too large or cannot be read.
    """
    commission = session.scalars(sa.select(Commission)).one()
    commission.logo_sha256 = None if path is None else keep_bytes(session, _picture(path))
    session.flush()


def find_logo(session: Session) -> bytes | None:
    """The picture as it was taken from its file; None where the commission has none."""
    sha256 = session.scalar(sa.select(Commission.logo_sha256))
    return None if sha256 is None else b"".join(read_content(session, sha256))


def _picture(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise Refusal(message("{name} cannot be read. The logo was left as it was.", name=path.name)) from error
    if len(data) > LARGEST:
        raise Refusal(
            message(
                "{name} is larger than {limit} MB. The logo was left as it was: choose a smaller picture.",
                name=path.name,
                limit=LARGEST // MEGABYTE,
            )
        )
    if not data.startswith(_PICTURES):
        raise Refusal(
            message("{name} is no PNG or JPEG picture. The logo was left as it was: choose one.", name=path.name)
        )
    return data

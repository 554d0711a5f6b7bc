"""A mail ready to be sent: a file that opens in the mail program as a draft (RFC 5322, and what Outlook asks for)."""

from __future__ import annotations

import html
import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from desktop.language import Language
from desktop.paths import write_whole

_LINES = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_MAILBOX = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\]+")
"""Careful rather than complete: what it does not know is left for a hand to type."""


@dataclass(frozen=True)
class MailDraft:
    """What a mail says; ``to`` is a name and an address, or nothing."""

    subject: str
    body: str
    """Paragraphs are separated by an empty line."""
    to: tuple[str, str] | None
    attached: Sequence[Path]


def write_draft(draft: MailDraft, language: Language, target: Path) -> None:
    """Write the draft; raises :class:`OSError` where ``target`` cannot be written."""
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"  # Outlook opens what is unsent for writing
    mail["Subject"] = _one_line(draft.subject)
    if draft.to is not None and (mailbox := _address(*draft.to)) is not None:
        mail["To"] = mailbox
    mail["Content-Language"] = language.tag
    mail.set_content(draft.body)
    direction = "rtl" if language.right_to_left else "ltr"
    paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in draft.body.split("\n\n")).replace("\n", "<br>")
    page = f'<html dir="{direction}" lang="{language.tag}"><body dir="{direction}">{paragraphs}</body></html>'
    mail.add_alternative(page, subtype="html")
    for path in draft.attached:
        kind, _, detail = (mimetypes.guess_type(path.name)[0] or "application/octet-stream").partition("/")
        mail.add_attachment(path.read_bytes(), maintype=kind, subtype=detail, filename=path.name)
    write_whole(target, mail.as_bytes())


def _one_line(text: str) -> str:
    """What a record says never begins a header of its own."""
    return _LINES.sub(" ", text).strip()


def _address(name: str, mailbox: str) -> Address | None:
    if not mailbox.isascii() or not _MAILBOX.fullmatch(mailbox):
        return None
    return Address(_one_line(name), addr_spec=mailbox)

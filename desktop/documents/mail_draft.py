"""A mail ready to be sent: a file that opens in the mail program as a draft (RFC 5322, and what Outlook asks for)."""

from __future__ import annotations

import html
import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr
from pathlib import Path

from desktop.language import Language
from desktop.paths import write_whole

_LINES = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_MAILBOX = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\]+")
"""Careful rather than complete: what it does not know is left for a hand to type."""


PLAIN = 60
"""Characters that stand beside a header's name on one line."""


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
    mail.set_content(draft.body)
    direction = "rtl" if language.right_to_left else "ltr"
    paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in draft.body.split("\n\n")).replace("\n", "<br>")
    page = f'<html dir="{direction}" lang="{language.tag}"><body dir="{direction}">{paragraphs}</body></html>'
    mail.add_alternative(page, subtype="html")
    for path in draft.attached:
        kind, _, detail = (mimetypes.guess_type(path.name)[0] or "application/octet-stream").partition("/")
        mail.add_attachment(path.read_bytes(), maintype=kind, subtype=detail, filename=path.name)
    mail["Content-Language"] = language.tag  # at last: content that is set or added takes such headers away with it
    write_whole(target, _words_of(draft).encode("ascii") + mail.as_bytes())


def _one_line(text: str) -> str:
    """What a record says never begins a header of its own."""
    return _LINES.sub(" ", text).strip()


def _words_of(draft: MailDraft) -> str:
    """The headers that say something, as lines; set by :class:`EmailMessage`, a long Arabic name loses a space."""
    lines = f"Subject: {_encoded(_one_line(draft.subject), 'Subject')}\r\n"
    if draft.to is not None and _is_mailbox(draft.to[1]):
        name, mailbox = _one_line(draft.to[0]), draft.to[1]
        said = _encoded(name, "To")
        lines += f"To: {formataddr((name, mailbox))}\r\n" if said == name else f"To: {said}\r\n <{mailbox}>\r\n"
    return lines


def _encoded(text: str, header: str) -> str:
    """``text`` as words of RFC 2047, folded between letters; short and plain text as it is."""
    if text.isascii() and len(text) <= PLAIN and "=?" not in text:
        return text
    return Header(text, "utf-8", header_name=header).encode(linesep="\r\n")


def _is_mailbox(mailbox: str) -> bool:
    return mailbox.isascii() and _MAILBOX.fullmatch(mailbox) is not None

"""Letters to institutions: looked at beforehand, then written, entered as sent, and laid ready with what goes along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from desktop.codes import AttachmentKind, Audience, LetterKind, Level
from desktop.language import Language, LanguageCode, Message, Refusal, Wording, label, message
from desktop.outputs.writing import PDF, WORD, Progress, in_languages, laid_together, write_paper
from desktop.paths import safe_name
from desktop.records.attachment import attach_file
from desktop.records.commission.logo import find_logo
from desktop.records.follow_up.correspondence import (
    find_reminder,
    find_transmission,
    list_late,
    list_recipients,
)
from desktop.records.follow_up.letter import Letter, remind, send_letter
from desktop.records.follow_up.letter_rows import Concerned, Correspondence
from desktop.records.follow_up.tracker import find_tracker
from desktop.records.register import Register
from desktop.records.subject import Subject

if TYPE_CHECKING:
    from desktop.documents.document import Document

DAYS_TO_ANSWER = 30
"""From the letter to the day an answer is asked for by."""


class LetterPurpose(Enum):
    """What letters are written for."""

    TRANSMISSION = "transmission", label("letters", "Recommendations of a meeting")
    REMINDER = "reminder", label("letters", "Reminders of what is late")

    def __init__(self, code: str, label: Message) -> None:
        self.code = code
        self.label = label


class LetterForm(Enum):
    """What a letter is laid ready as."""

    PDF = "pdf", label("letters", "PDF")
    WORD = "word", label("letters", "Word")
    MAIL = "eml", label("letters", "draft for the mail program, with letter and follow-up table attached")

    def __init__(self, code: str, label: Message) -> None:
        self.code = code
        self.label = label


@dataclass(frozen=True)
class LetterWish:
    """Which letters are wanted, and how."""

    purpose: LetterPurpose
    codes: Sequence[LanguageCode]
    meeting_id: str | None = None
    """For the recommendations of a meeting."""
    audience: Audience = Audience.INTERNAL
    on: dt.date | None = None
    """The date of the letters; today where none is given."""

    @property
    def day(self) -> dt.date:
        return self.on or dt.date.today()

    @property
    def answer_by(self) -> dt.date:
        return self.day + dt.timedelta(days=DAYS_TO_ANSWER)


def list_concerned(session: Session, wish: LetterWish) -> list[Concerned]:
    """The institutions such a letter is due to."""
    if wish.purpose is LetterPurpose.REMINDER:
        return list_late(session, wish.day, wish.audience)
    return list_recipients(session, wish.meeting_id, wish.audience) if wish.meeting_id else []


def compose_letter(register: Register, institution_id: str, wish: LetterWish) -> Document:
    """One letter as it would be; nothing is entered and it has no number yet.

    Raises :class:`Refusal` where there is nothing to write, or not for this audience.
    """
    with register.reading() as session:
        said = _find(session, institution_id, wish)
        logo = find_logo(session)
    return _compose(said, wish, logo)


def export_letter(
    register: Register, institution_id: str, wish: LetterWish, target: Path, *, password: str = ""
) -> None:
    """Write one letter as it would be, without entering it. Raises :class:`Refusal` as :func:`compose_letter` does."""
    write_paper(register, compose_letter(register, institution_id, wish), target, password=password)


def write_letters(
    register: Register,
    institution_ids: Sequence[str],
    wish: LetterWish,
    form: LetterForm,
    folder: Path,
    progress: Progress | None = None,
) -> list[Path]:
    """Write a letter to each of these institutions into ``folder``, and enter each as sent, with its number and PDF.

    All of it is one step that can be undone, or nothing is: where one cannot be written, or the user stops, no letter
    is entered and no file stays. A tracker for each goes with it. Gives the files; none where the user stopped.
    Raises :class:`Refusal` where a letter has nothing to say, or ``folder`` cannot be written to.
    """
    with laid_together(folder) as batch, register.changing(_step(wish, len(institution_ids))) as session:
        for institution_id in batch.each(institution_ids, progress):
            batch.made += _write_one(register, session, institution_id, wish, form, batch.aside)
        batch.lay_ready()
    return batch.laid


def _step(wish: LetterWish, count: int) -> Message:
    if wish.purpose is LetterPurpose.REMINDER:
        return message("{count} reminders sent", count=count)
    return message("{count} letters of transmission sent", count=count)


def _find(session: Session, institution_id: str, wish: LetterWish) -> Correspondence:
    if wish.purpose is LetterPurpose.REMINDER:
        return find_reminder(session, institution_id, wish.day, wish.audience)
    if wish.meeting_id is None:
        raise Refusal(message("Choose the meeting whose recommendations are handed on."))
    return find_transmission(session, wish.meeting_id, institution_id, wish.day, wish.audience)


def _compose(said: Correspondence, wish: LetterWish, logo: bytes | None) -> Document:
    from desktop.documents.papers.letter import letter_paper

    return in_languages(
        said.commission, wish.codes, lambda language: letter_paper(said, wish.answer_by, language, logo)
    )


def _write_one(
    register: Register, session: Session, institution_id: str, wish: LetterWish, form: LetterForm, aside: Path
) -> list[Path]:
    """Enter a letter and write what belongs to it into the folder ``aside``."""
    said = _find(session, institution_id, wish)
    letter = _enter(session, said, wish)
    said = replace(said, number=letter.number)
    document = _compose(said, wish, find_logo(session))
    name = safe_name(f"{letter.number}-{said.institution.acronym}")
    paper = aside / f"{name}{PDF}"
    write_paper(register, document, paper)
    attach_file(
        session, Subject("letter", letter.id), paper,
        {"title": letter.subject, "kind": AttachmentKind.LETTER, "document_date": wish.day, "level": letter.level,
         "language": wish.codes[0]},
    )  # fmt: skip
    enclosed = [_write_tracker(session, said, wish, aside / f"{name}.xlsx")] if said.actions else []
    if form is LetterForm.PDF:
        return [paper, *enclosed]
    if form is LetterForm.WORD:
        write_paper(register, document, aside / f"{name}{WORD}")
        return [aside / f"{name}{WORD}", *enclosed]
    return [_write_mail(said, wish, [paper, *enclosed], aside / f"{name}.eml")]


def _enter(session: Session, said: Correspondence, wish: LetterWish) -> Letter:
    from desktop.documents.papers.letter import letter_title

    languages = {code: Language(code, said.commission.country, said.commission.months) for code in ("fr", "ar", "en")}
    subject = Wording(**{code: language.text(letter_title(said)) for code, language in languages.items()})
    values = {
        "sent_on": wish.day,
        "answer_due": wish.answer_by,
        "language": wish.codes[0],
        "subject": subject,
        "person_id": said.person.id if said.person else None,
        "level": Level.INTERNAL,
    }
    if said.reminds_id is not None:
        return remind(session, said.reminds_id, values)
    about = [Subject("meeting", said.meeting.id)] if said.meeting else []
    about += [Subject("recommendation", row.id) for row in said.recommendations]
    about += [Subject("action", row.id) for row in said.actions] if said.kind is LetterKind.REQUEST else []
    return send_letter(session, {**values, "kind": said.kind, "institution_id": said.institution.id}, about)


def _write_tracker(session: Session, said: Correspondence, wish: LetterWish, target: Path) -> Path:
    from desktop.documents.excel.tracker_xlsx import write_tracker

    tracker = find_tracker(session, said.institution.acronym, wish.day, wish.audience)
    write_tracker(tracker, Language(wish.codes[0], said.commission.country, said.commission.months), target)
    return target


def _write_mail(said: Correspondence, wish: LetterWish, attached: Sequence[Path], target: Path) -> Path:
    from desktop.documents.mail_draft import MailDraft, write_draft
    from desktop.documents.papers.mail_text import mail_body, mail_subject, mail_text

    language = Language(wish.codes[0], said.commission.country, said.commission.months)
    mail = mail_text(said, wish.answer_by, language)
    name = said.person.name(language.code) if said.person else ""
    to = (name, said.person.email) if said.person and said.person.email else None
    write_draft(MailDraft(mail_subject(mail), mail_body(mail), to, attached), language, target)
    return target

"""What an e-mail says that a letter goes with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import chain

from desktop.codes import Paper
from desktop.documents.document import Block, Document, Prose
from desktop.documents.papers.letter import letter_title
from desktop.documents.papers.phrases import Part, Phrases
from desktop.documents.papers.wordings import Wordings
from desktop.language import Language, isolate
from desktop.records.follow_up.letter_rows import Correspondence

_STEERING = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
"""What some mail programs show as boxes."""


def mail_text(correspondence: Correspondence, answer_by: dt.date, language: Language) -> Document:
    """The e-mail: its name is the subject, its blocks are paragraphs of nothing but text."""
    letter, words = correspondence, Wordings(correspondence.commission, language)
    name = letter.person.name(words.code) if letter.person else ""
    phrases = Phrases(
        words,
        Paper.MAIL,
        institution=isolate(language.best(letter.institution.name)),
        name=isolate(name),
        number=isolate(letter.number),
        subject=words.said(letter_title(letter)),
        date=words.long_day(letter.on),
        answer_by=words.long_day(answer_by),
    )

    def signed() -> Iterator[Block]:
        for title, signatory in phrases.people():
            yield phrases.prose("\n".join(filter(None, (language.best(signatory), language.best(title)))))
        yield phrases.prose(words.own_name())

    parts: dict[str, Part] = {
        "greeting": lambda: [phrases.prose(phrases.phrase("greeting" if name else "greeting_unnamed"))],
        "opening": lambda: [phrases.prose(phrases.phrase("letter_and_table" if letter.actions else "letter"))],
        "closing": lambda: phrases.texts("closing"),
        "signatures": signed,
    }
    return words.document(phrases.phrase("subject"), letter.number, blocks=tuple(phrases.blocks(parts)))


def mail_subject(mail: Document) -> str:
    return mail.name.translate(_STEERING)


def mail_body(mail: Document) -> str:
    """Its paragraphs with an empty line between them."""
    texts = chain.from_iterable(block.texts for block in mail.blocks if isinstance(block, Prose))
    return "\n\n".join(text.plain for text in texts).translate(_STEERING)

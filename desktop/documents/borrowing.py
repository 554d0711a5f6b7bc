"""A text that exists in one of two languages side by side: it is said once, and the other side says where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from desktop.documents.document import (
    Block,
    Heading,
    Inset,
    Listed,
    Particulars,
    Prose,
    Run,
    Runs,
    Text,
    Title,
    texts_of,
)
from desktop.language import Language, LanguageCode, Message, message

ONLY_IN: Mapping[LanguageCode, Message] = {
    "fr": message("text available in French only"),
    "ar": message("text available in Arabic only"),
    "en": message("text available in English only"),
}

Beside = Callable[[LanguageCode], LanguageCode | None]
"""Of the language a text was borrowed from: the one it is to be read in on the other side, if it is there."""


def said_once(first: Block, second: Block, one: Language, other: Language) -> tuple[Block, Block]:
    """Two parts that say the same, in ``one`` language and in the ``other``, without what would stand there twice."""
    mine, theirs = _borrowed(first), _borrowed(second)

    def beside_first(code: LanguageCode) -> LanguageCode | None:
        # A third language that both borrow from is read on the first side.
        return other.code if code == other.code or code not in theirs else None

    def beside_second(code: LanguageCode) -> LanguageCode | None:
        return code if code in mine and code != other.code else one.code

    return _noting(first, one, beside_first), _noting(second, other, beside_second)


def _borrowed(block: Block) -> set[LanguageCode]:
    return {run.borrowed for text in texts_of(block) for run in text.runs if run.borrowed}


def _noting(block: Block, language: Language, beside: Beside) -> Block:
    def one(text: Text) -> Text:
        return next(_noted([text], language, beside))

    match block:
        case Prose(texts) | Inset(texts):
            return replace(block, texts=tuple(_noted(texts, language, beside)))
        case Heading(text):
            return replace(block, text=one(text))
        case Listed(items):
            return Listed(tuple(one(each) for each in items))
        case Title(subject=subject):
            return replace(block, subject=one(subject))
        case Particulars(rows):
            return Particulars(tuple((key, name, one(value)) for key, name, value in rows))
        case _:
            return block


def _noted(texts: Sequence[Text], language: Language, beside: Beside) -> Iterator[Text]:
    """The texts with a note instead of what stands on the other side; one note for several paragraphs."""
    before: Text | None = None
    for text in texts:
        runs = tuple(_runs(text.runs, language, beside))
        if runs == text.runs:
            before = None
            yield text
            continue
        whole = text.is_borrowed
        noted = text.but(runs=runs, code=language.code)
        if whole:
            noted = noted.but(number="", style="quiet" if text.style == "body" else text.style)
        if not (whole and noted == before):
            yield noted
        before = noted if whole else None


def _runs(runs: Runs, language: Language, beside: Beside) -> Iterator[Run]:
    noted = False
    for run in runs:
        code = beside(run.borrowed) if run.borrowed else None
        if code is None:
            noted = False
            yield run
        elif not noted:
            noted = True
            yield Run(f"({language.text(ONLY_IN[code])})", bold=False, tone="muted")

"""The standard sentences, the sections and the signatories of one document, as the commission's template has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from desktop.codes import Paper
from desktop.documents.document import Block, Prose, Signatures, Text
from desktop.documents.papers.articles import with_article
from desktop.documents.papers.wordings import Wordings
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Wording, filled
from desktop.records.commission.template import Signer, read_template

Part = Callable[[], Iterable[Block]]


class Phrases:
    """One document's template, with what goes into the fields of its sentences."""

    def __init__(self, words: Wordings, paper: Paper, **fields: str) -> None:
        self.words = words
        self.template = read_template(paper, words.commission.templates.get(paper.value))
        self.fields: Mapping[str, str] = {
            "commission": words.own_name(),
            "the_commission": with_article(*words.commission.name.best(words.code)),
            "city": words.language.best(words.commission.city),
            **fields,
        }

    def blocks(
        self, parts: Mapping[str, Part], foot: Iterable[Block] = (), before: Iterable[str] = ("signatures",)
    ) -> Iterator[Block]:
        """The sections in the order of the template.

        ``foot`` is said whatever the template leaves out: before the first of the sections ``before``, or at the end.
        """
        said = False
        for section in self.template.sections:
            if section in before and not said:
                said = True
                yield from foot
            yield from parts[section]()
        if not said:
            yield from foot

    def phrase(self, key: str, count: int | None = None) -> str:
        """A sentence in the document's language; empty where the commission wants none."""
        return self._said(key, self.words.code, count)

    def prose(self, *said: str) -> Prose:
        """Sentences, a paragraph each, as far as there are any."""
        return Prose(tuple(self.words.text(each, "body") for each in said if each))

    def texts(self, key: str) -> Iterator[Block]:
        """A text that a commission may have added; in another language where it has none in the document's."""
        every = {code: self._said(key, code) or None for code in LANGUAGE_CODES}
        paragraphs: tuple[Text, ...] = self.words.paragraphs(Wording(**every))
        if paragraphs:
            yield Prose(paragraphs)

    def signatures(self, done: str | None = None) -> Iterator[Signatures]:
        """Who signs, where anybody does."""
        yield self.words.signatures(*self.people(), done=done)

    def people(self) -> list[tuple[Wording, Wording]]:
        """The title and name of each who signs."""
        own = {"secretary": self.words.secretary(), "signatory": self.words.signatory()}
        signers = self.template.signatories
        return [(each.title, each.name) if isinstance(each, Signer) else own[each] for each in signers]

    def _said(self, key: str, code: LanguageCode, count: int | None = None) -> str:
        phrase = self.template.phrase(key, code, self.words.commission.country)
        fields = self.fields
        if count is not None:
            fields = {**fields, "count": self.words.language.number(count)}
        if not isinstance(phrase, str):
            locale = self.words.language.locale if code == self.words.code else Language(code).locale
            phrase = phrase.get(locale.plural_form(count or 0), phrase["other"])
        return self.words.typeset(filled(phrase, fields), code)

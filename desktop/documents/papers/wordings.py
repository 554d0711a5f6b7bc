"""How the papers say things: texts of the register and sentences of our own, in the language of the document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.codes import Code
from desktop.documents.document import (
    Cell,
    Document,
    Group,
    Heading,
    Letterhead,
    Prose,
    Row,
    Run,
    Runs,
    Signatory,
    Signatures,
    Text,
    TextStyle,
    Title,
)
from desktop.documents.typography import typeset
from desktop.language import Language, LanguageCode, Message, Wording, isolate
from desktop.records.rows import AttendanceRow, CommissionRow

DOTS = "…" * 10
"""Where a hand fills something in."""


class Wordings:
    """Says things in one language, with the punctuation it has."""

    def __init__(self, commission: CommissionRow, language: Language, logo: bytes | None = None) -> None:
        self.commission = commission
        self.language = language
        self.code: LanguageCode = language.code
        self.logo = logo

    # --- words -------------------------------------------------------------------------------------------------------

    def typeset(self, text: str, code: LanguageCode | None = None) -> str:
        """``text`` with the punctuation of its language, which is the document's unless another is given."""
        return typeset(text, code or self.code)

    def said(self, sentence: str | Message, **values: object) -> str:
        """A sentence of our own."""
        return self.typeset(self.language.text(sentence, **values))

    def word(self, code: Code) -> str:
        """A code's word as a text of its own."""
        return capital(self.said(code.label))

    @property
    def comma(self) -> str:
        return "،" if self.language.right_to_left else ","

    @property
    def semicolon(self) -> str:
        return "؛" if self.language.right_to_left else self.typeset(" ;") if self.code == "fr" else ";"

    def wording(self, wording: Wording, bold: bool | None = None) -> Runs:
        """A text of the register in this language; in another one, marked as such and kept in its own direction."""
        text, code = wording.best(self.code)
        text = " ".join(self.typeset(text, code).split("\n"))
        if code == self.code or not text:
            return (Run(text, bold),)
        return (Run(isolate(text), bold, borrowed=code), borrowed(code))

    def joined(self, wordings: Sequence[Wording], separator: str = " · ") -> Runs:
        """Several texts one after the other."""
        runs: list[Run] = []
        for wording in wordings:
            if runs:
                runs.append(Run(separator))
            # Names are names in any language: none is left out for want of one in this.
            runs += (replace(run, borrowed=None) for run in self.wording(wording))
        return tuple(runs)

    def countries(self, codes: Iterable[str]) -> str:
        return self.language.list([self.language.country_name(code) for code in codes])

    def day(self, day: dt.date | None, missing: str = "–") -> str:
        """A date in figures, as a table has it."""
        return isolate(self.language.date(day, "short")) if day else missing

    def long_day(self, day: dt.date) -> str:
        """A date in words, with the Hijri date where the country wants it."""
        written = self.language.date(day)
        hijri = self.language.hijri(day) if self.commission.hijri_dates else ""
        return f"{written} ({isolate(hijri)})" if hijri else written

    def period(self, start: dt.date, end: dt.date | None) -> str:
        """A day, or from a day to a day, as :meth:`long_day` says one."""
        if end is None or end == start:
            return self.typeset(self.long_day(start))
        return self.typeset(self.language.period(start, end))

    def own_name(self) -> str:
        return self.language.best(self.commission.name)

    # --- who ---------------------------------------------------------------------------------------------------------

    def institution_of(self, row: AttendanceRow) -> Runs:
        """The institution somebody comes for, with its acronym."""
        institution = self.wording(row.institution)
        if row.institution_acronym:
            return (*institution, Run(f" {isolate(f'({row.institution_acronym})')}", tone="muted"))
        return institution

    def person_of(self, row: AttendanceRow, bold: bool | None = None) -> Runs:
        """Somebody's name and position, as far as they are known."""
        person: Runs = (Run(isolate(name), bold),) if (name := row.person(self.code)) else ()
        if not row.person_position:
            return person
        position = muted(self.wording(row.person_position))
        return (*person, Run(f"{self.comma} ", tone="muted"), *position) if person else position

    # --- texts -------------------------------------------------------------------------------------------------------

    def text(self, said: str | Runs, style: TextStyle = "plain", **changes: object) -> Text:
        """A paragraph in this language."""
        runs = (Run(said),) if isinstance(said, str) else said
        return Text(runs, self.code, style).but(**changes)

    def cell(self, said: str | Runs, style: TextStyle = "cell") -> Cell:
        """What stands in a cell; nothing where there is nothing to say."""
        runs = (Run(said),) if isinstance(said, str) else said
        return (Text(runs, self.code, style),) if any(run.text for run in runs) else ()

    def row(self, key: str, *cells: str | Runs) -> Row:
        return Row(key, tuple(self.cell(each) for each in cells))

    def group(self, key: str, said: str | Runs) -> Group:
        return Group(key, self.cell(said))

    def headings(self, *said: str) -> tuple[Cell, ...]:
        return tuple(self.cell(each) for each in said)

    def paragraphs(self, wording: Wording, style: TextStyle = "body") -> tuple[Text, ...]:
        """A long text, a paragraph a line; one in another language runs in that language's direction."""
        text, code = wording.best(self.code)
        lines = [self.typeset(line, code) for line in text.splitlines() if line.strip()]
        other = None if code == self.code else code
        texts = [Text((Run(line, borrowed=other),), code, style) for line in lines]
        if texts and code != self.code:
            texts[-1] = texts[-1].but(runs=(*texts[-1].runs, borrowed(code)))
        return tuple(texts)

    # --- parts every paper has ---------------------------------------------------------------------------------------

    def letterhead(self) -> Letterhead:
        lines = [line for line in self.language.best(self.commission.letterhead).splitlines() if line.strip()]
        return Letterhead(
            tuple(self.text(self.typeset(line)) for line in lines),
            self.text(self.wording(self.commission.name)),
            self.logo,
        )

    def title(self, name: str, number: str = "", subject: Wording | str = "") -> Title:
        about = (Run(subject),) if isinstance(subject, str) else self.wording(subject)
        return Title(self.text(name), self.text(isolate(number) if number else ""), self.text(about))

    def heading(self, said: str, lines: int = 5) -> Heading:
        return Heading(self.text(said), lines=lines)

    def subheading(self, number: int, wording: Wording, lines: int = 4) -> Heading:
        return Heading(self.text(self.wording(wording)), 2, f"{number}.", lines)

    def note(self, said: str | Runs) -> Prose:
        """A line said aside."""
        return Prose((self.text(said, "quiet"),))

    def done_at(self, day: str = DOTS) -> str:
        """Where and when it is signed."""
        city = self.language.best(self.commission.city)
        return self.said("Done at {city}, on {date}", city=city or DOTS, date=day)

    def signatures(self, *people: tuple[Wording, Wording], done: str | None = None) -> Signatures:
        """The title and name of each who signs."""
        signatories = tuple(
            Signatory(self.cell(self.wording(title), "plain"), self.cell(self.wording(name), "plain"))
            for title, name in people
        )
        return Signatures(self.cell(self.done_at() if done is None else done, "plain"), signatories)

    def secretary(self) -> tuple[Wording, Wording]:
        return self.commission.secretary_title, self.commission.secretary_name

    def signatory(self) -> tuple[Wording, Wording]:
        return self.commission.signatory_title, self.commission.signatory_name

    def document(self, name: str, number: str = "", subject: Wording | str = "", **parts: object) -> Document:
        """The paper with its parts."""
        return Document(
            name=name,
            number=number,
            subject=subject if isinstance(subject, str) else self.language.best(subject),
            author=self.own_name(),
            language=self.language,
            **parts,  # type: ignore[arg-type]
        )


def borrowed(code: LanguageCode) -> Run:
    """What marks a text that stands in another language for want of one in this."""
    return Run(" " + isolate(f"[{code.upper()}]"), bold=False, tone="muted", borrowed=code)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def muted(runs: Runs) -> Runs:
    return tuple(Run(run.text, run.bold, "muted") for run in runs)

"""Terms: what a commission calls things in its own documents, where that differs from country to country."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.language import LANGUAGE_CODES, LanguageCode, Refusal, Wording, label, message
from desktop.records.base import Record, wording
from desktop.records.search.words import Indexed


class Term(Record, Indexed):
    """A word or a heading by its code, as this commission says it."""

    singular = label("record", "term")
    searched = ("text",)

    code: Mapped[str] = mapped_column(sa.String(64), unique=True)
    text: Mapped[Wording] = wording("text")

    def check(self, session: Session) -> None:
        if not self.text:
            raise Refusal(message("A term needs a wording in one language at least.").at("text"))


def list_terms(session: Session) -> dict[str, Wording]:
    """Every term of the commission, by its code."""
    return {term.code: term.text for term in session.scalars(sa.select(Term).order_by(Term.code))}


MONTHS = {f"month_{number:02}": number for number in range(1, 13)}
"""The codes of the months, for a commission that calls one otherwise than its country does."""


def list_month_names(session: Session) -> dict[int, Wording]:
    """The months that the commission calls otherwise than its country, by their number."""
    found = session.scalars(sa.select(Term).where(Term.code.in_(MONTHS)).order_by(Term.code))
    return {MONTHS[term.code]: term.text for term in found}


def name_months(session: Session, names: Mapping[int, Wording]) -> None:
    """Call the months so, by their number; one that is named in no language is called as in the country again."""
    for code, number in MONTHS.items():
        text = names.get(number, Wording())
        if text:
            say(session, code, text)
        elif (term := session.scalar(sa.select(Term).where(Term.code == code))) is not None:
            session.delete(term)
    session.flush()


def find_term(session: Session, code: str, **values: Mapping[LanguageCode, str]) -> Wording:
    """A term by its code, empty where the commission has none.

    ``values`` fill in its places, each by language: ``find_term(s, "adoption", date={"fr": "3 mars", …})``.
    """
    found = session.scalar(sa.select(Term).where(Term.code == code))
    if found is None:
        return Wording()
    texts = found.text.as_dict()
    for name, by_language in values.items():
        for language in LANGUAGE_CODES:
            if text := texts[language]:
                texts[language] = text.replace("{" + name + "}", by_language[language])
    return Wording(**texts)


def say(session: Session, code: str, text: Wording) -> None:
    """Set what the commission calls something."""
    term = session.scalar(sa.select(Term).where(Term.code == code))
    if term is None:
        session.add(Term(code=code, text=text))
    else:
        term.text = text
    session.flush()

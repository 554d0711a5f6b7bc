"""Letters: what was sent to whom, about what, when it was answered, and the reminders that followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from desktop.codes import LetterKind, Level
from desktop.language import LANGUAGE_CODES, OWN_NAMES, Language, Message, message, plural
from desktop.records.base import Record
from desktop.records.follow_up.letter import (
    Letter,
    LetterFilter,
    LetterRow,
    answer_letter,
    count_reminders,
    find_letters,
    list_about,
    list_letter_ids,
    remind,
    send_letter,
    write_about,
)
from desktop.records.subject import Subject
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import codes, institutions, letters, people
from desktop.windows.forms.chooser import Option
from desktop.windows.forms.form import Field, Kind
from desktop.windows.forms.subject_offer import OFFERS, subject_of, subjects, value_of
from desktop.windows.forms.values import make_linked, own_values
from desktop.windows.kinds.kind import Act, Head, KindPage, KindPane
from desktop.windows.kinds.referring import about_key
from desktop.windows.lists.filter_bar import Filter
from desktop.windows.lists.list_page import Listing
from desktop.windows.lists.references import Referring
from desktop.windows.lists.table_model import Cell, Column

TITLES: Mapping[str, Message] = {
    "action": message("Actions"),
    "recommendation": message("Recommendations"),
    "decision": message("Decisions"),
    "meeting": message("Meetings"),
    "programme": message("Programmes"),
    "plan": message("Plans"),
    "objective": message("Objectives"),
    "institution": message("About the institution"),
    "person": message("About the person"),
    "body": message("Bodies"),
    "source": message("Sources"),
    "indicator": message("Indicators"),
    "good_practice": message("Good practices"),
}
"""What the filters are called that list the letters about a record, by its kind."""


def _about(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(value_of(each) for each in list_about(session, record_id))


def _write_about(session: Session, record_id: str, values: Sequence[str]) -> None:
    write_about(session, record_id, [subject_of(each) for each in values])


def document_languages(_desk: Desk) -> list[Option]:
    """The languages a letter may be written in."""
    return [Option(code, OWN_NAMES[code]) for code in LANGUAGE_CODES]


def _state(row: LetterRow, language: Language) -> str:
    """What became of a letter that asks for an answer."""
    if row.answered_on is not None:
        return language.text("answered {day}", day=language.date(row.answered_on, "short"))
    if row.overdue:
        return language.text("no answer")
    return language.text("awaited") if row.answer_due is not None else ""


def _answer(session: Session, letter_id: str, values: Mapping[str, Any]) -> None:
    answer_letter(session, letter_id, values["on"], values["answer"])


class LetterPane(KindPane):
    kind = Letter
    list_rows = staticmethod(find_letters)
    withdraws = message("Withdraw this letter")
    fields = (
        Field("subject", message("Subject"), Kind.WORDING, required=True),
        Field("kind", message("Kind"), Kind.CODE, required=True, half=True, codes=tuple(LetterKind)),
        Field("language", message("Language"), Kind.CHOICE, half=True, options=document_languages),
        Field("institution_id", message("Sent to"), Kind.CHOICE, required=True, half=True, options=institutions),
        Field("person_id", message("Person addressed"), Kind.CHOICE, half=True, options=people),
        Field("sent_on", message("Sent on"), Kind.DATE, required=True, half=True),
        Field("answer_due", message("Answer expected by"), Kind.DATE, half=True),
        Field("answered_on", message("Answered on"), Kind.DATE, half=True),
        Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
        Field("answer", message("What the answer says"), Kind.LONG_WORDING),
        Field("reminds_id", message("Reminds of"), Kind.CHOICE, options=letters, fixed=True),
        Field(
            "about",
            message("What it is about"),
            Kind.CHOICES,
            options=subjects,
            read=_about,
            write=_write_about,
            hint=message("Records of any kind: type a number or a word to find one."),
        ),
    )
    referring = (
        Referring(
            "letters", "chain", count_reminders,
            lambda number: plural("{count} reminder", "{count} reminders", number),
        ),
    )  # fmt: skip
    acts = (
        Act(
            message("Answered…"), "check",
            (
                Field("on", message("Answered on"), Kind.DATE, required=True, half=True),
                Field("answer", message("What the answer says"), Kind.LONG_WORDING),
            ),
            message("Save"), _answer, lambda desk, row: {"on": desk.today}, lambda row: row.answered_on is None,
        ),
        Act(
            message("Remind…"), "repeat",
            (
                Field("sent_on", message("Sent on"), Kind.DATE, required=True, half=True),
                Field("answer_due", message("Answer expected by"), Kind.DATE, half=True),
                Field("subject", message("Subject"), Kind.WORDING, required=True),
            ),
            message("Save"), remind,
            lambda desk, row: {"sent_on": desk.today, "subject": row.subject},
            lambda row: row.answered_on is None and row.answer_due is not None,
        ),
    )  # fmt: skip

    def head_of(self, row: LetterRow) -> Head:
        language = self.desk.language
        facts = (
            self.desk.say(row.kind.label), row.institution, language.date(row.sent_on, "short"), _state(row, language),
        )  # fmt: skip
        return Head(language.best(row.subject), row.number, facts)


class LettersPage(KindPage):
    key = "letters"
    pane_kind = LetterPane
    entered = message("Letter written down")
    new_fields = (
        "subject", "kind", "language", "institution_id", "person_id", "sent_on", "answer_due", "level",
        "about",
    )  # fmt: skip
    listing = Listing(
        columns=(
            Column("number", message("Number"), lambda row, _: row.number, Cell.FIGURE, 116),
            Column("title", message("Subject"), lambda row, language: language.best(row.subject), stretch=True),
            Column("institution", message("Sent to"), lambda row, _: row.institution, Cell.FIGURE, 104, rank=1),
            Column("sent", message("Sent on"), lambda row, _: row.sent_on, Cell.DATE, 104, rank=2),
            Column("answered", message("Answer"), _state, Cell.FIGURE, 150),
            Column("kind", message("Kind"), lambda row, language: language.text(row.kind.label), Cell.FIGURE, 160,
                   rank=3),
            Column("due", message("Answer expected by"), lambda row, _: row.answer_due, Cell.DATE, 120, shown=False),
        ),
        list_ids=list_letter_ids,
        list_rows=find_letters,
        filters=(
            Filter("overdue", message("No answer")),
            Filter("unanswered", message("Answer awaited")),
            Filter("kind", message("Kind"), codes(LetterKind), several=True),
            Filter("institution", message("Sent to"), institutions),
            Filter("addressees", message("Sent to"), institutions, several=True, shown=False),
            Filter("matters", message("No answer, reminders counted once"), shown=False),
            Filter("person", message("Person addressed"), people, shown=False),
            Filter("chain", message("With its reminders"), letters, shown=False),
            *(Filter(about_key(kind), TITLES[kind], offer, shown=False) for kind, offer in OFFERS.items()),
        ),
        choose=lambda search, values: LetterFilter(
            search=search,
            kinds=values.get("kind", ()),
            institution_id=values.get("institution"),
            unanswered=values.get("unanswered", False),
            overdue=values.get("overdue", False),
            institution_ids=values.get("addressees", ()),
            matters=values.get("matters", False),
            person_id=values.get("person"),
            chain_of=values.get("chain"),
            about=next((Subject(each, values[about_key(each)]) for each in OFFERS if about_key(each) in values), None),
        ),
        empty=message("Letters will appear here: notices, requests, reminders, and when each was answered."),
    )  # fmt: skip

    def start(self) -> Mapping[str, Any]:
        return {
            "kind": LetterKind.REQUEST, "language": self.desk.commission.language, "sent_on": self.desk.today,
            "level": Level.INTERNAL,
        }  # fmt: skip

    def fields_of_new(self) -> Sequence[Field]:
        # A reminder is made from the letter it reminds of.
        firsts = tuple(kind for kind in LetterKind if kind is not LetterKind.REMINDER)
        named = {field.name: field for field in super().fields_of_new()}
        named["kind"] = Field(
            "kind", named["kind"].label, Kind.CODE, required=True, half=True, codes=firsts
        )  # fmt: skip
        return list(named.values())

    def make(self, session: Session, values: Mapping[str, Any]) -> Record:
        fields = self.fields_of_new()
        letter = send_letter(session, own_values(fields, values))
        make_linked(session, letter.id, fields, values)
        return letter

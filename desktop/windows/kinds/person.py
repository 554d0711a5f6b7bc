"""People: officials, focal points, experts and trainers, with both spellings of their names and where they served."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from desktop.codes import Level, PersonRole, Sex
from desktop.language import isolate, message, plural
from desktop.records.base import find
from desktop.records.follow_up.action_list import ActionFilter, chosen_actions
from desktop.records.listing import count
from desktop.records.people.person import (
    Affiliation,
    AffiliationRow,
    Person,
    PersonFilter,
    know,
    list_affiliations,
    list_person_ids,
    list_person_rows,
    speak,
    transfer_person,
)
from desktop.records.rows import PersonRow
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import codes, institutions, languages, themes
from desktop.windows.forms.form import Field, Kind
from desktop.windows.kinds.kind import Act, Head, KindPage, KindPane
from desktop.windows.kinds.referring import letters, letters_about
from desktop.windows.lists.filter_bar import Filter
from desktop.windows.lists.list_page import Listing
from desktop.windows.lists.part_view import PartLine
from desktop.windows.lists.parts import Parts
from desktop.windows.lists.references import Referring
from desktop.windows.lists.table_model import Cell, Column


def _spoken(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(each.language for each in find(session, Person, record_id).languages)


def _known(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(each.theme_id for each in find(session, Person, record_id).expertise)


def _affiliation(row: AffiliationRow, desk: Desk) -> PartLine:
    language = desk.language
    return PartLine(
        row.id, " · ".join(isolate(each) for each in (row.institution, language.best(row.position)) if each),
        language.span(row.since, row.until), faded=row.until is not None and row.until < desk.today,
    )  # fmt: skip


def _transfer(session: Session, record_id: str, values: Mapping[str, Any]) -> None:
    transfer_person(session, record_id, values["institution_id"], values["position"], values["on"])


def _name(row: PersonRow, code: str) -> str:
    return (row.name_arabic if code == "ar" else row.name_latin) or ""


class PersonPane(KindPane):
    kind = Person
    list_rows = staticmethod(list_person_rows)
    withdraws = message("Withdraw this person")
    fields = (
        Field("name_latin", message("Name in Latin script"), half=True),
        Field("name_arabic", message("Name in Arabic script"), half=True),
        Field("position", message("Function"), Kind.WORDING),
        Field("institution_id", message("Institution"), Kind.CHOICE, half=True, options=institutions),
        Field("role", message("Role"), Kind.CODE, required=True, half=True, codes=tuple(PersonRole)),
        Field("email", message("E-mail"), half=True),
        Field("telephone", message("Telephone"), half=True),
        Field("languages", message("Languages spoken"), Kind.CHOICES, half=True, options=languages,
              read=_spoken, write=speak),
        Field("sex", message("Counted among"), Kind.CODE, half=True, codes=tuple(Sex),
              hint=message("Only for figures by sex.")),
        Field("expertise", message("Fields of expertise"), Kind.CHOICES, options=themes, read=_known, write=know),
        Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
    )  # fmt: skip
    parts = (
        Parts(
            title=message("Career"),
            record=Affiliation,
            owner="person_id",
            list_rows=list_affiliations,
            line=_affiliation,
            fields=(
                Field("institution_id", message("Institution"), Kind.CHOICE, required=True, options=institutions),
                Field("position", message("Function"), Kind.WORDING),
                Field("since", message("Since"), Kind.DATE, half=True),
                Field("until", message("Until"), Kind.DATE, half=True),
            ),
            add=message("Add a post"),
            nothing=message("Where this person served before will stand here."),
        ),
    )
    referring = (
        Referring(
            "actions", "person",
            lambda session, record_id: count(session, chosen_actions(ActionFilter(person_id=record_id))),
            lambda number: plural("{count} action", "{count} actions", number),
        ),
        letters("person"), letters_about("person"),
    )  # fmt: skip
    acts = (
        Act(
            message("Transfer…"), "arrow-right",
            (
                Field("institution_id", message("Institution"), Kind.CHOICE, options=institutions),
                Field("position", message("Function"), Kind.WORDING),
                Field("on", message("From"), Kind.DATE, required=True, half=True),
            ),
            message("Transfer"), _transfer, lambda desk, row: {"on": desk.today},
        ),
    )  # fmt: skip

    def head_of(self, row: PersonRow) -> Head:
        language = self.desk.language
        other = _name(row, "fr" if language.code == "ar" else "ar")
        facts = (language.best(row.position), row.institution or "", self.desk.say(row.role.label))
        return Head(row.name(language.code), other if other != row.name(language.code) else "", facts)


class PeoplePage(KindPage):
    key = "people"
    pane_kind = PersonPane
    entered = message("Person entered")
    listing = Listing(
        columns=(
            Column("title", message("Name"), lambda row, language: row.name(language.code), stretch=True),
            Column("other", message("Other script"),
                   lambda row, language: _name(row, "fr" if language.code == "ar" else "ar"), width=170, sorts=False,
                   rank=3),
            Column("role", message("Role"), lambda row, language: language.text(row.role.label), Cell.FIGURE, 140,
                   rank=2),
            Column("institution", message("Institution"), lambda row, _: row.institution or "–", Cell.FIGURE, 120,
                   rank=1),
        ),
        list_ids=list_person_ids,
        list_rows=list_person_rows,
        filters=(
            Filter("role", message("Role"), codes(PersonRole), several=True),
            Filter("institution", message("Institution"), institutions),
            Filter("theme", message("Expertise"), themes),
            Filter("language", message("Language"), languages),
        ),
        choose=lambda search, values: PersonFilter(
            search=search, roles=values.get("role", ()), institution_id=values.get("institution"),
            theme_id=values.get("theme"), language=values.get("language"),
        ),
        empty=message("People will appear here: members and their alternates, focal points, experts, trainers."),
    )  # fmt: skip

    def start(self) -> Mapping[str, Any]:
        return {"role": PersonRole.MEMBER, "level": Level.INTERNAL}

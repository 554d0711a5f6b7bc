"""The decisions of all meetings: what was decided, how, on which legal basis, and what carries it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from desktop.codes import DecisionMethod, Level
from desktop.language import Language, message
from desktop.records.base import Record
from desktop.records.meetings.decision import (
    Decision,
    DecisionFilter,
    TakenDecision,
    find_decisions,
    list_decision_ids,
    take_decision,
)
from desktop.windows.forms.choices import articles, bodies, codes, decisions, meetings, open_items, sources
from desktop.windows.forms.form import Field, Kind
from desktop.windows.kinds.kind import Head, KindPage, KindPane
from desktop.windows.kinds.referring import actions, letters_about
from desktop.windows.kinds.referring import decisions as decisions_by
from desktop.windows.lists.filter_bar import Filter
from desktop.windows.lists.list_page import Listing
from desktop.windows.lists.table_model import Cell, Column


def _votes(row: TakenDecision, language: Language) -> str:
    """The votes for, against and abstentions, each with its word: three figures alone are read from either side."""
    counted = (
        (message("for: {count}", count=row.votes_for), row.votes_for),
        (message("against: {count}", count=row.votes_against), row.votes_against),
        (message("abstaining: {count}", count=row.abstentions), row.abstentions),
    )
    return " · ".join(language.text(said) for said, count in counted if count is not None)


class DecisionPane(KindPane):
    kind = Decision
    list_rows = staticmethod(find_decisions)
    withdraws = message("Withdraw this decision")
    fields = (
        Field("text", message("Wording"), Kind.LONG_WORDING, required=True),
        Field("meeting_id", message("Meeting"), Kind.CHOICE, options=meetings, fixed=True),
        Field("method", message("How it was taken"), Kind.CODE, required=True, half=True, codes=tuple(DecisionMethod)),
        Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
        Field("votes_for", message("Votes for"), Kind.NUMBER, half=True),
        Field("votes_against", message("Votes against"), Kind.NUMBER, half=True),
        Field("abstentions", message("Abstentions"), Kind.NUMBER, half=True),
        Field("casting_vote", message("The chair’s vote decided"), Kind.YES_NO),
        Field("article_id", message("Legal basis"), Kind.CHOICE, options=articles),
        Field("amends_id", message("Changes the decision"), Kind.CHOICE, options=decisions),
    )
    referring = (actions("decision"), decisions_by("amends"), letters_about("decision"))

    def head_of(self, row: TakenDecision) -> Head:
        language = self.desk.language
        facts = (row.meeting, self.desk.day(row.taken_on), self.desk.say(row.method.label), _votes(row, language))
        return Head(language.best(row.text), row.number, facts)


class DecisionsPage(KindPage):
    key = "decisions"
    pane_kind = DecisionPane
    entered = message("Decision taken down")
    listing = Listing(
        columns=(
            Column("number", message("Number"), lambda row, _: row.number, Cell.FIGURE, 116),
            Column("title", message("Wording"), lambda row, language: language.best(row.text), stretch=True),
            Column("meeting", message("Meeting"), lambda row, _: row.meeting, Cell.FIGURE, 116, rank=2),
            Column("date", message("Date"), lambda row, _: row.taken_on, Cell.DATE, 104, rank=1),
            Column("method", message("How it was taken"), lambda row, language: language.text(row.method.label),
                   Cell.FIGURE, 130, rank=3),
            Column("votes", message("Votes"), _votes, Cell.FIGURE, 110, sorts=False, shown=False),
            Column("basis", message("Legal basis"), lambda row, _: row.legal_basis or "", Cell.FIGURE, 150,
                   sorts=False, shown=False),
        ),
        list_ids=list_decision_ids,
        list_rows=find_decisions,
        filters=(
            Filter("method", message("How it was taken"), codes(DecisionMethod), several=True),
            Filter("meeting", message("Meeting"), meetings),
            Filter("body", message("Body"), bodies),
            Filter("source", message("Legal basis"), sources, shown=False),
            Filter("amends", message("Changes the decision"), decisions, shown=False),
        ),
        choose=lambda search, values: DecisionFilter(
            search=search, methods=values.get("method", ()), meeting_id=values.get("meeting"),
            body_id=values.get("body"), source_id=values.get("source"), amends_id=values.get("amends"),
        ),
        empty=message("The decisions of all meetings will appear here, with how they were taken."),
    )  # fmt: skip

    def start(self) -> Mapping[str, Any]:
        return {"method": DecisionMethod.CONSENSUS, "level": Level.INTERNAL}

    def fields_of_new(self) -> Sequence[Field]:
        under = Field(
            "agenda_item_id", message("Agenda item"), Kind.CHOICE, required=True, options=open_items,
            hint=message("Of a meeting whose minutes are not adopted yet."),
        )  # fmt: skip
        return [under, *super().fields_of_new()]

    def make(self, session: Session, values: Mapping[str, Any]) -> Record:
        own = dict(values)
        return take_decision(session, own.pop("agenda_item_id"), own)

"""Cooperation programmes: donors, partners, countries, and what the donors ask for and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from desktop.codes import Frequency, Level
from desktop.language import isolate, message
from desktop.records.base import find
from desktop.records.framework.programme import (
    ObligationRow,
    Programme,
    ProgrammeFilter,
    ProgrammeObligation,
    ProgrammeRow,
    bring_together,
    deliver,
    find_programmes,
    list_all_obligations,
    list_programme_ids,
    reach,
)
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import countries, institutions
from desktop.windows.forms.form import Field, Kind
from desktop.windows.kinds.kind import Head, KindPage, KindPane
from desktop.windows.kinds.referring import actions, letters_about, meetings, recommendations
from desktop.windows.lists.filter_bar import Filter
from desktop.windows.lists.list_page import Listing
from desktop.windows.lists.part_view import PartLine
from desktop.windows.lists.parts import Parts, PartStep
from desktop.windows.lists.table_model import Cell, Column


def _taking_part(donors: bool) -> Callable[[Session, str], tuple[str, ...]]:
    def read(session: Session, record_id: str) -> tuple[str, ...]:
        found = find(session, Programme, record_id).institutions
        return tuple(each.institution_id for each in found if each.donor is donors)

    return read


def _bring(donors: bool) -> Callable[[Session, str, Sequence[str]], None]:
    return lambda session, record_id, ids: bring_together(session, record_id, ids, donors=donors)


def _reached(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(sorted(each.country for each in find(session, Programme, record_id).countries))


def _obligation(row: ObligationRow, desk: Desk) -> PartLine:
    language = desk.language
    said = [language.text("due {day}", day=language.date(row.due, "short"))]
    if row.delivered_on is not None:
        said = [language.text("delivered {day}", day=language.date(row.delivered_on, "short"))]
    elif row.due < desk.today:
        said.append(language.text("late"))
    said += [row.institution] if row.institution else []
    said += [desk.say(row.frequency.label)] if row.frequency else []
    return PartLine(
        row.id, language.best(row.title), " · ".join(isolate(each) for each in said), faded=row.delivered_on is not None
    )


class ProgrammePane(KindPane):
    kind = Programme
    list_rows = staticmethod(find_programmes)
    withdraws = message("Withdraw this programme")
    fields = (
        Field("code", message("Short name"), required=True, half=True),
        Field("budget", message("Budget (euros)"), Kind.NUMBER, half=True),
        Field("name", message("Name"), Kind.WORDING, required=True),
        Field("start", message("First day"), Kind.DATE, half=True),
        Field("end", message("Last day"), Kind.DATE, half=True),
        Field("donors", message("Donors"), Kind.CHOICES, options=institutions,
              read=_taking_part(True), write=_bring(True)),
        Field("partners", message("Carried out by"), Kind.CHOICES, options=institutions,
              read=_taking_part(False), write=_bring(False)),
        Field("countries", message("Countries"), Kind.CHOICES, options=countries, read=_reached, write=reach),
        Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
    )  # fmt: skip
    parts = (
        Parts(
            title=message("Obligations"),
            record=ProgrammeObligation,
            owner="programme_id",
            list_rows=list_all_obligations,
            line=_obligation,
            fields=(
                Field("title", message("What is asked for"), Kind.WORDING, required=True),
                Field("institution_id", message("Who asks"), Kind.CHOICE, options=institutions),
                Field("due", message("Deadline"), Kind.DATE, required=True, half=True),
                Field("frequency", message("Comes round"), Kind.CODE, half=True, codes=tuple(Frequency)),
                Field("delivered_on", message("Delivered on"), Kind.DATE, half=True),
            ),
            add=message("Add an obligation"),
            nothing=message("What the donors ask for - reports, figures, an audit - will stand here with deadlines."),
            steps=(
                PartStep(
                    message("Delivered today"), "check",
                    lambda session, part_id, desk: deliver(session, part_id, desk.today),
                    lambda row: row.delivered_on is None,
                ),
            ),
        ),
    )  # fmt: skip
    referring = (
        meetings("programme"), recommendations("programme"), actions("programme"), letters_about("programme"),
    )  # fmt: skip

    def head_of(self, row: ProgrammeRow) -> Head:
        language = self.desk.language
        return Head(
            language.best(row.name), row.code, (language.span(row.start, row.end), ", ".join(row.donors)),
        )  # fmt: skip


class ProgrammesPage(KindPage):
    key = "programmes"
    pane_kind = ProgrammePane
    entered = message("Programme entered")
    listing = Listing(
        columns=(
            Column("code", message("Short name"), lambda row, _: row.code, Cell.FIGURE, 130),
            Column("title", message("Name"), lambda row, language: language.best(row.name), stretch=True),
            Column("donors", message("Donors"), lambda row, _: ", ".join(row.donors), Cell.FIGURE, 120, sorts=False,
                   rank=2),
            Column("end", message("Last day"), lambda row, _: row.end, Cell.DATE, 110, rank=1),
            Column("next", message("Next due"), lambda row, _: row.next_due, Cell.DATE, 120, sorts=False, rank=3),
            Column("partners", message("Carried out by"), lambda row, _: ", ".join(row.partners), Cell.FIGURE, 130,
                   sorts=False, shown=False),
            Column("budget", message("Budget (euros)"), lambda row, _: row.budget, Cell.NUMBER, 130, shown=False),
            Column("start", message("First day"), lambda row, _: row.start, Cell.DATE, 110, shown=False),
        ),
        list_ids=list_programme_ids,
        list_rows=find_programmes,
        filters=(
            Filter("institution", message("Institution"), institutions),
            Filter("country", message("Country"), countries),
        ),
        choose=lambda search, values: ProgrammeFilter(
            search=search, institution_id=values.get("institution"), country=values.get("country")
        ),
        empty=message("Cooperation programmes will appear here: who pays, who carries them out, what is asked for."),
    )  # fmt: skip

    def start(self) -> Mapping[str, Any]:
        return {"level": Level.INTERNAL}

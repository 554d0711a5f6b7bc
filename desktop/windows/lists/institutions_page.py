"""The institutions: who leads, who supports, who is addressed; each gets its tracker from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.codes import InstitutionKind, Level, Standing
from desktop.language import Language, Message, message
from desktop.records.people.institution import Institution, InstitutionFilter, list_institution_ids, list_institutions
from desktop.records.rows import InstitutionRow
from desktop.windows.drafts.drafts import DraftPlace
from desktop.windows.forms.choices import codes
from desktop.windows.forms.form import Field, Kind
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.lists.filter_bar import Filter
from desktop.windows.lists.institution_pane import InstitutionPane
from desktop.windows.lists.list_page import Listing, ListPage
from desktop.windows.lists.table_model import Cell, Column


def _chosen(search: str, values: Mapping[str, Any]) -> InstitutionFilter:
    return InstitutionFilter(search=search, kinds=values.get("kind", ()), standings=values.get("standing", ()))


def _votes(row: InstitutionRow, language: Language) -> str:
    return language.text("yes") if row.votes else language.text("no")


class InstitutionsPage(ListPage):
    key = "institutions"
    listing = Listing(
        columns=(
            Column("acronym", message("Acronym"), lambda row, _: row.acronym, Cell.FIGURE, 120),
            Column("title", message("Name"), lambda row, language: language.best(row.name), stretch=True),
            Column("kind", message("Kind"), lambda row, language: language.text(row.kind.label), Cell.FIGURE, 170,
                   rank=1),
            Column("country", message("Country"),
                   lambda row, language: language.country_name(row.country) if row.country else "–", Cell.FIGURE, 120,
                   rank=3),
            Column("status", message("Standing"), lambda row, language: language.text(row.standing.label),
                   Cell.FIGURE, 110, rank=2),
            Column("votes", message("Votes"), _votes, Cell.FIGURE, 80, sorts=False, shown=False),
            Column("level", message("Level"), lambda row, language: language.text(row.level.label), Cell.FIGURE, 110,
                   sorts=False, shown=False),
        ),
        list_ids=list_institution_ids,
        list_rows=list_institutions,
        filters=(
            Filter("kind", message("Kind"), codes(InstitutionKind), several=True),
            Filter("standing", message("Standing"), codes(Standing), several=True),
        ),
        choose=_chosen,
        empty=message("Institutions will appear here: ministries, judiciary, civil society, partners."),
    )  # fmt: skip

    tracker_asked = Signal(str)
    """The tracker of an institution is to be written: its acronym."""

    def make_pane(self) -> InstitutionPane:
        pane = InstitutionPane(self.desk, self)
        pane.door.connect(self.desk.record_asked)
        pane.tracker_asked.connect(self.tracker_asked)
        return pane

    def ask_new(self, made: Callable[[str], object], parent: QWidget) -> None:
        def create(values: Mapping[str, Any]) -> Message | None:
            entered = Institution(**values)

            def work(session: Any) -> None:
                session.add(entered)
                session.flush()

            reason = self.desk.attempt(message("Institution entered"), work)
            if reason is None:
                made(entered.id)
            return reason

        fields = InstitutionPane.fields
        values = {"kind": InstitutionKind.MINISTRY, "standing": Standing.MEMBER, "level": Level.INTERNAL,
                  "country": self.desk.commission.country}  # fmt: skip
        FormDialog(
            self.desk, message("New institution"), [field for field in fields if not _is_later(field)], create,
            done=message("Create"), values=values, parent=parent, keeps=DraftPlace(self.key),
        ).start()  # fmt: skip


def _is_later(field: Field) -> bool:
    """A field that nobody fills in when an institution is entered."""
    return field.kind is Kind.DATE

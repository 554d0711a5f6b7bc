"""Good practices: what worked, where, at which meeting it was told, and whom to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.codes import Level
from desktop.language import message
from desktop.records.framework.good_practice import (
    GoodPractice,
    GoodPracticeFilter,
    GoodPracticeRow,
    find_good_practices,
    list_good_practice_ids,
)
from desktop.windows.forms.choices import countries, institutions, meetings, people, pillars
from desktop.windows.forms.form import Field, Kind
from desktop.windows.kinds.kind import Head, KindPage, KindPane
from desktop.windows.kinds.referring import letters_about
from desktop.windows.lists.filter_bar import Filter
from desktop.windows.lists.list_page import Listing
from desktop.windows.lists.table_model import Cell, Column


class GoodPracticePane(KindPane):
    kind = GoodPractice
    list_rows = staticmethod(find_good_practices)
    withdraws = message("Withdraw this good practice")
    fields = (
        Field("title", message("Title"), Kind.WORDING, required=True),
        Field("description", message("Description"), Kind.LONG_WORDING),
        Field("country", message("Country"), Kind.CHOICE, half=True, options=countries),
        Field("institution_id", message("Institution"), Kind.CHOICE, half=True, options=institutions),
        Field("contact_id", message("Whom to ask"), Kind.CHOICE, half=True, options=people),
        Field("pillar_id", message("Pillar"), Kind.CHOICE, half=True, options=pillars),
        Field("meeting_id", message("Told at"), Kind.CHOICE, options=meetings),
        Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
    )
    referring = (letters_about("good_practice"),)

    def head_of(self, row: GoodPracticeRow) -> Head:
        language = self.desk.language
        country = language.country_name(row.country) if row.country else ""
        return Head(language.best(row.title), facts=(country, row.institution or "", row.meeting or ""))


class GoodPracticesPage(KindPage):
    key = "good_practices"
    pane_kind = GoodPracticePane
    entered = message("Good practice entered")
    listing = Listing(
        columns=(
            Column("title", message("Title"), lambda row, language: language.best(row.title), stretch=True),
            Column("country", message("Country"),
                   lambda row, language: language.country_name(row.country) if row.country else "", Cell.FIGURE, 120,
                   rank=1),
            Column("institution", message("Institution"), lambda row, _: row.institution or "", Cell.FIGURE, 120,
                   rank=2),
            Column("meeting", message("Told at"), lambda row, _: row.meeting or "", Cell.FIGURE, 120,
                   rank=3),
            Column("pillar", message("Pillar"), lambda row, language: language.best(row.pillar) if row.pillar else "",
                   width=140, shown=False),
        ),
        list_ids=list_good_practice_ids,
        list_rows=find_good_practices,
        filters=(
            Filter("country", message("Country"), countries),
            Filter("pillar", message("Pillar"), pillars),
            Filter("institution", message("Institution"), institutions, shown=False),
            Filter("meeting", message("Told at"), meetings, shown=False),
        ),
        choose=lambda search, values: GoodPracticeFilter(
            search=search, country=values.get("country"), pillar_id=values.get("pillar"),
            institution_id=values.get("institution"), meeting_id=values.get("meeting"),
        ),
        empty=message("Good practices will appear here: what worked, where, and whom to ask about it."),
    )  # fmt: skip

    def start(self) -> Mapping[str, Any]:
        return {"level": Level.INTERNAL}

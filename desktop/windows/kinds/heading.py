"""What the work is sorted under and called: pillars, themes, terms, and series of meetings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.language import Message, label, message
from desktop.records.commission.commission import Pillar, Theme
from desktop.records.commission.headings import (
    HeadingRow,
    find_pillars,
    find_terms,
    find_themes,
    list_pillar_ids,
    list_term_ids,
    list_theme_ids,
)
from desktop.records.commission.term import Term
from desktop.records.meetings.meeting import MeetingSeries
from desktop.records.meetings.series import SeriesRow, find_series, list_series_ids
from desktop.windows.forms.form import Field, Kind
from desktop.windows.kinds.kind import Head, KindPage, KindPane
from desktop.windows.kinds.referring import actions, good_practices, meetings, people, recommendations
from desktop.windows.lists.list_page import Listing
from desktop.windows.lists.table_model import Cell, Column


def _columns(name: Message) -> Sequence[Column]:
    return (
        Column("code", message("Code"), lambda row, _: row.code, Cell.FIGURE, 190),
        Column("title", name, lambda row, language: language.best(row.name), stretch=True),
    )


_FIELDS = (
    Field("code", message("Code"), required=True, half=True),
    Field("position", message("Place in the order"), Kind.NUMBER, required=True, half=True),
    Field("name", message("Name"), Kind.WORDING, required=True),
)


class HeadingPane(KindPane):
    def head_of(self, row: HeadingRow) -> Head:
        return Head(self.desk.language.best(row.name), row.code)


class PillarPane(HeadingPane):
    kind = Pillar
    list_rows = staticmethod(find_pillars)
    withdraws = message("Remove this pillar")
    fields = _FIELDS
    referring = (recommendations("pillar"), good_practices("pillar"))


class PillarsPage(KindPage):
    key = "pillars"
    pane_kind = PillarPane
    entered = message("Pillar entered")
    listing = Listing(
        columns=_columns(message("Name")),
        list_ids=list_pillar_ids,
        list_rows=find_pillars,
        filters=(),
        choose=lambda search, _values: search,
        empty=message("Pillars will appear here: prevention, protection, prosecution, partnership."),
    )

    def start(self) -> dict[str, Any]:
        return {"position": self.model.rowCount() + 1}


class ThemePane(HeadingPane):
    kind = Theme
    list_rows = staticmethod(find_themes)
    withdraws = message("Remove this theme")
    fields = _FIELDS
    referring = (recommendations("theme"), actions("theme"), people("theme"))


class ThemesPage(KindPage):
    key = "themes"
    pane_kind = ThemePane
    entered = message("Theme entered")
    listing = Listing(
        columns=_columns(message("Name")),
        list_ids=list_theme_ids,
        list_rows=find_themes,
        filters=(),
        choose=lambda search, _values: search,
        empty=message("Themes will appear here: what recommendations, actions and expertise are about."),
    )

    def start(self) -> dict[str, Any]:
        return {"position": self.model.rowCount() + 1}


class TermPane(HeadingPane):
    kind = Term
    list_rows = staticmethod(find_terms)
    withdraws = message("Remove this term")
    fields = (
        Field("code", message("Code"), required=True),
        Field("text", message("As the commission says it"), Kind.LONG_WORDING, required=True),
    )


class TermsPage(KindPage):
    key = "terms"
    pane_kind = TermPane
    entered = message("Term entered")
    listing = Listing(
        columns=_columns(message("As the commission says it")),
        list_ids=list_term_ids,
        list_rows=find_terms,
        filters=(),
        choose=lambda search, _values: search,
        empty=message("What the commission calls things in its documents will appear here."),
    )


class SeriesPane(KindPane):
    kind = MeetingSeries
    list_rows = staticmethod(find_series)
    withdraws = message("Remove this series")
    fields = (Field("name", message("Name"), Kind.WORDING, required=True),)
    referring = (meetings("series"), recommendations("series"))

    def head_of(self, row: SeriesRow) -> Head:
        language = self.desk.language
        last = language.text("last held {day}", day=language.date(row.last, "short")) if row.last else ""
        return Head(language.best(row.name), facts=(last,))


class SeriesPage(KindPage):
    key = "series"
    pane_kind = SeriesPane
    entered = message("Series of meetings entered")
    listing = Listing(
        columns=(
            Column("title", message("Name"), lambda row, language: language.best(row.name), stretch=True),
            Column("meetings", message("Meetings"), lambda row, _: row.meetings, Cell.NUMBER, 110, sorts=False, rank=1),
            Column("last", label("series", "Latest"), lambda row, _: row.last, Cell.DATE, 120, sorts=False, rank=2),
        ),
        list_ids=list_series_ids,
        list_rows=find_series,
        filters=(),
        choose=lambda search, _values: search,
        empty=message("Series will appear here: meetings that follow one another, each opening with the last one’s."),
    )

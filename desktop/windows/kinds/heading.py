"""What the work is sorted under and called: pillars, themes, terms, and series of meetings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from desktop.language import Language, Message, label, message
from desktop.records.base import Record
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
from desktop.records.commission.own_lists import add_entry, move_entry
from desktop.records.commission.term import MONTHS, Term
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

_NEW_FIELDS = (
    Field("name", message("Name"), Kind.WORDING, required=True),
    Field("code", message("Code"), half=True, hint=message("Left open, it is made of the name.")),
)


class HeadingPane(KindPane):
    def head_of(self, row: HeadingRow) -> Head:
        return Head(self.desk.language.best(row.name), row.code)


class OrderedPane(HeadingPane):
    """The pane of a heading that has its place in the commission's order."""

    def menu_entries(self) -> Sequence[tuple[Message, str, Callable[[], object]]]:
        return (
            (message("Move up"), "arrow-up", lambda: self.move_record(-1)),
            (message("Move down"), "arrow-down", lambda: self.move_record(1)),
            *super().menu_entries(),
        )

    def move_record(self, by: int) -> None:
        """Move it one place up or down in the order of all."""
        kind, record_id = self.kind, self.record_id
        if record_id is not None and issubclass(kind, Pillar | Theme) and self.save():
            self.desk.change(message("Order changed"), lambda session: move_entry(session, kind, record_id, by))


class OrderedPage(KindPage):
    """The page of headings in an order: a new one comes last."""

    def fields_of_new(self) -> Sequence[Field]:
        return _NEW_FIELDS

    def make(self, session: Session, values: Mapping[str, Any]) -> Record:
        return add_entry(session, self.pane_kind.kind, values)


class PillarPane(OrderedPane):
    kind = Pillar
    list_rows = staticmethod(find_pillars)
    withdraws = message("Remove this pillar")
    fields = _FIELDS
    referring = (recommendations("pillar"), good_practices("pillar"))


class PillarsPage(OrderedPage):
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


class ThemePane(OrderedPane):
    kind = Theme
    list_rows = staticmethod(find_themes)
    withdraws = message("Remove this theme")
    fields = _FIELDS
    referring = (recommendations("theme"), actions("theme"), people("theme"))


class ThemesPage(OrderedPage):
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


TERM_NAMES: dict[str, Message] = {
    "trafficking": message("Trafficking in persons"),
    "permanent_secretariat": message("The secretariat’s name"),
    "adoption": message("Agenda item: adoption of the last minutes"),
    "follow_up": message("Agenda item: follow-up"),
}
"""What the terms that documents ask for stand for."""


def _term_name(row: HeadingRow, language: Language) -> str:
    """What a term stands for, where documents ask for it."""
    if row.code in MONTHS:
        return language.month(MONTHS[row.code])
    return language.text(TERM_NAMES[row.code]) if row.code in TERM_NAMES else ""


class TermPane(HeadingPane):
    kind = Term
    list_rows = staticmethod(find_terms)
    withdraws = message("Remove this term")
    fields = (
        Field("code", message("Code"), required=True),
        Field("text", message("As the commission says it"), Kind.LONG_WORDING, required=True,
              hint=message("Words in braces, such as {meeting}, are filled in.", meeting="{meeting}")),
    )  # fmt: skip

    def head_of(self, row: HeadingRow) -> Head:
        return replace(super().head_of(row), facts=(_term_name(row, self.desk.language),))


class TermsPage(KindPage):
    key = "terms"
    pane_kind = TermPane
    entered = message("Term entered")
    listing = Listing(
        columns=(
            *_columns(message("As the commission says it")),
            Column("name", message("Stands for"), _term_name, Cell.FIGURE, 260, sorts=False, rank=1),
        ),
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

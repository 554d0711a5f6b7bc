"""Sources: treaties, laws, reports of monitoring bodies, with their articles and where they are in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.codes import Level, SourceKind
from desktop.language import isolate, message
from desktop.records.framework.source import (
    ArticleRow,
    ForceRow,
    Source,
    SourceArticle,
    SourceCountry,
    SourceFilter,
    SourceRow,
    find_sources,
    list_articles,
    list_entries_into_force,
    list_source_ids,
)
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import codes, countries, institutions
from desktop.windows.forms.form import Field, Kind
from desktop.windows.kinds.kind import Head, KindPage, KindPane
from desktop.windows.kinds.referring import decisions, letters_about, recommendations
from desktop.windows.lists.filter_bar import Filter
from desktop.windows.lists.list_page import Listing
from desktop.windows.lists.part_view import PartLine
from desktop.windows.lists.parts import Parts
from desktop.windows.lists.table_model import Cell, Column


def _article(row: ArticleRow, desk: Desk) -> PartLine:
    title = desk.language.best(row.title)
    return PartLine(row.id, f"{isolate(row.number)} · {isolate(title)}" if title else isolate(row.number))


def _in_force(row: ForceRow, desk: Desk) -> PartLine:
    return PartLine(row.id, desk.language.country_name(row.country), desk.language.span(row.since, None))


class SourcePane(KindPane):
    kind = Source
    list_rows = staticmethod(find_sources)
    withdraws = message("Withdraw this source")
    fields = (
        Field("code", message("Short name"), required=True, half=True),
        Field("kind", message("Kind"), Kind.CODE, required=True, half=True, codes=tuple(SourceKind)),
        Field("title", message("Title"), Kind.WORDING, required=True),
        Field("institution_id", message("Issued by"), Kind.CHOICE, options=institutions),
        Field("adopted_on", message("Adopted on"), Kind.DATE, half=True),
        Field("in_force_on", message("In force on"), Kind.DATE, half=True),
        Field("address", message("Where it is published"), hint=message("An address; it is never opened by itself.")),
        Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
    )
    parts = (
        Parts(
            title=message("Articles"),
            record=SourceArticle,
            owner="source_id",
            list_rows=list_articles,
            line=_article,
            fields=(
                Field("number", message("Number"), required=True, half=True),
                Field("title", message("Title"), Kind.WORDING),
            ),
            add=message("Add an article"),
            nothing=message("The articles that decisions rest on and recommendations refer to will stand here."),
            ordered="position",
        ),
        Parts(
            title=message("In force in"),
            record=SourceCountry,
            owner="source_id",
            list_rows=list_entries_into_force,
            line=_in_force,
            fields=(
                Field("country", message("Country"), Kind.CHOICE, required=True, options=countries),
                Field("since", message("Since"), Kind.DATE, required=True, half=True),
            ),
            start=lambda desk: {"country": desk.commission.country},
            add=message("Add a country"),
            nothing=message("The countries this source binds will stand here, each with the day since when."),
        ),
    )
    referring = (recommendations("source"), decisions("source"), letters_about("source"))

    def head_of(self, row: SourceRow) -> Head:
        language = self.desk.language
        return Head(
            language.best(row.title), row.code,
            (self.desk.say(row.kind.label), row.institution or "", language.date(row.adopted_on, "short")),
        )  # fmt: skip


class SourcesPage(KindPage):
    key = "sources"
    pane_kind = SourcePane
    entered = message("Source entered")
    listing = Listing(
        columns=(
            Column("code", message("Short name"), lambda row, _: row.code, Cell.FIGURE, 130),
            Column("title", message("Title"), lambda row, language: language.best(row.title), stretch=True),
            Column("kind", message("Kind"), lambda row, language: language.text(row.kind.label), Cell.FIGURE, 170,
                   rank=2),
            Column("adopted", message("Adopted on"), lambda row, _: row.adopted_on, Cell.DATE, 110, rank=1),
            Column("recommendations", message("Recommendations"), lambda row, _: row.recommendations, Cell.NUMBER, 140,
                   sorts=False, rank=3),
            Column("in_force", message("In force on"), lambda row, _: row.in_force_on, Cell.DATE, 120, shown=False),
            Column("institution", message("Issued by"), lambda row, _: row.institution or "", Cell.FIGURE, 110,
                   shown=False),
        ),
        list_ids=list_source_ids,
        list_rows=find_sources,
        filters=(
            Filter("kind", message("Kind"), codes(SourceKind), several=True),
            Filter("country", message("In force in"), countries),
            Filter("institution", message("Issued by"), institutions),
        ),
        choose=lambda search, values: SourceFilter(
            search=search, kinds=values.get("kind", ()), country=values.get("country"),
            institution_id=values.get("institution"),
        ),
        empty=message("Treaties, laws and reports of monitoring bodies will appear here, with their articles."),
    )  # fmt: skip

    def start(self) -> Mapping[str, Any]:
        return {"kind": SourceKind.TREATY, "level": Level.PUBLIC}

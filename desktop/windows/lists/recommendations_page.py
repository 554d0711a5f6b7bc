"""The recommendations: what was asked of whom, by which meeting, and how far it is put into effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.codes import Implementation, Level, Position, Priority
from desktop.language import Language, Message, message
from desktop.records.follow_up.recommendation import (
    RecommendationFilter,
    list_recommendation_ids,
    list_recommendations,
    take_recommendation,
)
from desktop.records.period import Period
from desktop.records.rows import RecommendationRow
from desktop.windows.drafts.drafts import DraftPlace
from desktop.windows.forms.choices import (
    codes,
    countries,
    institutions,
    meetings,
    objectives,
    pillars,
    programmes,
    series,
    sources,
    themes,
)
from desktop.windows.forms.form import Field, Kind
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.lists.filter_bar import Filter
from desktop.windows.lists.list_page import Listing, ListPage
from desktop.windows.lists.periods import Periods
from desktop.windows.lists.recommendation_pane import RecommendationPane
from desktop.windows.lists.table_model import Cell, Column, Status


def _chosen(search: str, values: Mapping[str, Any]) -> RecommendationFilter:
    return RecommendationFilter(
        search=search,
        statuses=values.get("status", ()),
        institution_id=values.get("institution"),
        pillar_id=values.get("pillar"),
        meeting_id=values.get("meeting"),
        made=Period.read(values.get("made")),
        source_id=values.get("source"),
        programme_id=values.get("programme"),
        theme_id=values.get("theme"),
        series_id=values.get("series"),
        objective_id=values.get("objective"),
        country=values.get("country"),
    )


def _actions(row: RecommendationRow, language: Language) -> str:
    """How many of its actions are verified."""
    if not row.actions:
        return "–"
    return f"{language.number(row.actions_verified)}/{language.number(row.actions)}"


class RecommendationsPage(ListPage):
    key = "recommendations"
    listing = Listing(
        columns=(
            Column("number", message("Number"), lambda row, _: row.number, Cell.FIGURE, 116),
            Column("title", message("Title"), lambda row, language: language.best(row.title or row.text),
                   stretch=True),
            Column("meeting", message("Meeting"), lambda row, _: row.meeting or "", Cell.FIGURE, 116, rank=3),
            Column("priority", message("Priority"), lambda row, _: Status(row.priority), Cell.STATUS, 110, rank=4),
            Column("actions", message("Actions"), _actions, Cell.FIGURE, 84, rank=2, sorts=False),
            Column("status", message("Implementation"), lambda row, _: Status(row.status), Cell.STATUS, 180),
            Column("position", message("Position"), lambda row, language: language.text(row.position.label),
                   Cell.FIGURE, 130, shown=False),
            Column("addressees", message("Addressees"), lambda row, _: ", ".join((*row.addressees, *row.countries)),
                   Cell.FIGURE, 180, sorts=False, shown=False),
            Column("pillars", message("Pillars"), lambda row, language: language.row(map(language.best, row.pillars)),
                   width=160, sorts=False, shown=False),
            Column("themes", message("Themes"), lambda row, language: language.row(map(language.best, row.themes)),
                   width=160, sorts=False, shown=False),
            Column("source", message("Source"), lambda row, _: row.source or "", Cell.FIGURE, 120, sorts=False,
                   shown=False),
            Column("source_number", message("Number at the source"), lambda row, _: row.source_number or "",
                   Cell.FIGURE, 140, shown=False),
            Column("cycle", message("Cycle"), lambda row, _: row.cycle or "", Cell.FIGURE, 100, shown=False),
            Column("level", message("Level"), lambda row, language: language.text(row.level.label), Cell.FIGURE, 110,
                   shown=False),
        ),
        list_ids=list_recommendation_ids,
        list_rows=list_recommendations,
        filters=(
            Filter("status", message("Implementation"), codes(Implementation), several=True),
            Filter("institution", message("Addressee"), institutions),
            Filter("pillar", message("Pillar"), pillars),
            Filter("meeting", message("Meeting"), meetings),
            Filter("made", message("Made"), Periods(), shown=False),
            Filter("source", message("Source outside"), sources, shown=False),
            Filter("programme", message("Programme"), programmes, shown=False),
            Filter("theme", message("Theme"), themes, shown=False),
            Filter("series", message("Series"), series, shown=False),
            Filter("objective", message("Objective"), objectives, shown=False),
            Filter("country", message("Country addressed"), countries, shown=False),
        ),
        choose=_chosen,
        empty=message("Recommendations will appear here: those of the commission's meetings, and those from outside."),
    )  # fmt: skip

    def make_pane(self) -> RecommendationPane:
        pane = RecommendationPane(self.desk, self)
        pane.door.connect(self.desk.record_asked)
        return pane

    def ask_new(self, made: Callable[[str], object], parent: QWidget) -> None:
        """The form of a recommendation from outside, or of one that its meeting's minutes do not hold."""

        def take(values: Mapping[str, Any]) -> Message | None:
            own = dict(values)
            linked = {name: own.pop(name) for name in ("addressees", "countries", "pillars", "themes")}
            ids: list[str] = []
            reason = self.desk.attempt(
                message("Recommendation taken down"),
                lambda session: ids.append(take_recommendation(session, own, self.desk.today.year, **linked).id),
            )
            if reason is None:
                made(ids[0])
            return reason

        fields = (
            Field("text", message("Wording"), Kind.LONG_WORDING, required=True),
            Field("title", message("Title"), Kind.WORDING),
            Field("meeting_id", message("Meeting"), Kind.CHOICE, options=meetings,
                  hint=message("Leave it open for a recommendation from outside.")),
            Field("source_id", message("Source outside"), Kind.CHOICE, half=True, options=sources),
            Field("source_number", message("Number there"), half=True),
            Field("paragraph", message("Paragraph"), half=True),
            Field("cycle", message("Cycle"), half=True),
            Field("addressees", message("Addressees"), Kind.CHOICES, options=institutions),
            Field("countries", message("Countries addressed"), Kind.CHOICES, options=countries),
            Field("pillars", message("Pillars"), Kind.CHOICES, half=True, options=pillars),
            Field("themes", message("Themes"), Kind.CHOICES, half=True, options=themes),
            Field("priority", message("Priority"), Kind.CODE, required=True, half=True, codes=tuple(Priority)),
            Field("position", message("Position"), Kind.CODE, required=True, half=True, codes=tuple(Position)),
            Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
        )  # fmt: skip
        values = {"priority": Priority.MEDIUM, "position": Position.PENDING, "level": Level.INTERNAL}
        FormDialog(
            self.desk, message("New recommendation"), fields, take,
            done=message("Create"), values=values, parent=parent, keeps=DraftPlace(self.key),
        ).start()  # fmt: skip

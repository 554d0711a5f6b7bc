"""The actions: who does what by when, how far it is, and what is late."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.codes import ActionStatus, InstitutionKind, Level, Priority
from desktop.language import Wording, message
from desktop.records.follow_up.action import assign_action
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.records.period import Period
from desktop.windows.desk import Desk
from desktop.windows.drafts.drafts import DraftPlace
from desktop.windows.forms.choices import (
    codes,
    decisions,
    institutions,
    meetings,
    objectives,
    people,
    pillars,
    programmes,
    recommendations,
    themes,
)
from desktop.windows.forms.form import Field, Kind
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.lists.action_pane import ActionPane
from desktop.windows.lists.filter_bar import Filter
from desktop.windows.lists.list_page import Listing, ListPage
from desktop.windows.lists.periods import NONE, Periods
from desktop.windows.lists.table_model import Cell, Column, Status


def _chosen(search: str, values: Mapping[str, Any]) -> ActionFilter:
    return ActionFilter(
        search=search,
        statuses=values.get("status", ()),
        overdue=values.get("overdue", False),
        due_soon=values.get("due_soon", False),
        institution_id=values.get("institution"),
        recommendation_id=values.get("recommendation"),
        meeting_id=values.get("meeting"),
        person_id=values.get("person"),
        lead_ids=values.get("lead", ()),
        pillar_id=values.get("pillar"),
        due=Period.read(values.get("due")),
        without_deadline=values.get("due") == NONE,
        begun=Period.read(values.get("begun")),
        reported=Period.read(values.get("reported")),
        silent=values.get("silent", False),
        involves=values.get("involves"),
        excludes=values.get("excludes"),
        decision_id=values.get("decision"),
        objective_id=values.get("objective"),
        programme_id=values.get("programme"),
        theme_id=values.get("theme"),
    )


class ActionsPage(ListPage):
    key = "actions"
    listing = Listing(
        columns=(
            Column("number", message("Number"), lambda row, _: row.number, Cell.FIGURE, 116),
            Column("title", message("Title"), lambda row, language: language.best(row.title), stretch=True),
            Column("lead", message("Lead"), lambda row, _: row.lead or "", Cell.FIGURE, 96, rank=2),
            Column("due", message("Deadline"), lambda row, _: row.due, Cell.DATE, 98, rank=1),
            Column("status", message("Status"), lambda row, _: Status(row.status, row.overdue), Cell.STATUS, 172),
            Column("progress", message("Progress"), lambda row, _: row.progress, Cell.PROGRESS, 132, rank=3),
            Column("priority", message("Priority"), lambda row, _: Status(row.priority), Cell.STATUS, 110, shown=False),
            Column("start", message("Start"), lambda row, _: row.start, Cell.DATE, 100, shown=False),
            Column("first_due", message("First deadline"), lambda row, _: row.first_due, Cell.DATE, 120, shown=False),
            Column("supporting", message("Supporting institutions"), lambda row, _: ", ".join(row.supporting),
                   Cell.FIGURE, 180, sorts=False, shown=False),
            Column("recommendations", message("Recommendations"), lambda row, _: ", ".join(row.recommendations),
                   Cell.FIGURE, 180, sorts=False, shown=False),
            Column("decisions", message("Decisions"), lambda row, _: ", ".join(row.decisions), Cell.FIGURE, 140,
                   sorts=False, shown=False),
            Column("objective", message("Objective"), lambda row, _: row.objective or "", Cell.FIGURE, 110,
                   sorts=False, shown=False),
            Column("cost", message("Cost"), lambda row, _: row.cost, Cell.NUMBER, 110, shown=False),
            Column("funding", message("Source of funding"), lambda row, _: row.funding or "", width=180, shown=False),
            Column("level", message("Level"), lambda row, language: language.text(row.level.label), Cell.FIGURE, 110,
                   shown=False),
        ),
        list_ids=list_action_ids,
        list_rows=list_actions,
        filters=(
            Filter("overdue", message("Overdue")),
            Filter("due_soon", message("Due soon")),
            Filter("status", message("Status"), codes(ActionStatus), several=True),
            Filter("institution", message("Institution"), institutions),
            Filter("meeting", message("Meeting"), meetings),
            Filter("person", message("Person in charge"), people, shown=False),
            Filter("due", message("Deadline"), Periods(none=message("None")), shown=False),
            Filter("lead", message("Lead"), institutions, several=True, shown=False),
            Filter("pillar", message("Pillar"), pillars, shown=False),
            Filter("silent", message("No news for six months"), shown=False),
            Filter("begun", message("Begun"), Periods(), shown=False),
            Filter("reported", message("Progress reported"), Periods(), shown=False),
            Filter("involves", message("Takes part"), codes(InstitutionKind), shown=False),
            Filter("excludes", message("Does not take part"), codes(InstitutionKind), shown=False),
            Filter("recommendation", message("Recommendation"), recommendations, shown=False),
            Filter("decision", message("Decision"), decisions, shown=False),
            Filter("objective", message("Objective"), objectives, shown=False),
            Filter("programme", message("Programme"), programmes, shown=False),
            Filter("theme", message("Theme"), themes, shown=False),
        ),
        choose=_chosen,
        empty=message("Actions will appear here: who does what by when, so that a recommendation comes true."),
    )  # fmt: skip

    def make_pane(self) -> ActionPane:
        return ActionPane(self.desk, self)

    def ask_new(self, made: Callable[[str], object], parent: QWidget) -> None:
        new_action_dialog(self.desk, parent, made=made).start()


def new_action_dialog(
    desk: Desk,
    parent: QWidget,
    *,
    title: Wording | None = None,
    recommendation_ids: tuple[str, ...] = (),
    made: Callable[[str], object] | None = None,
) -> FormDialog:
    """The form of a new action; ``recommendation_ids`` are those it serves, ``made`` is called with its id."""

    def assign(values: Mapping[str, Any]) -> Any:
        own = dict(values)
        served, supporting = own.pop("recommendations"), own.pop("supporting")
        ids: list[str] = []
        reason = desk.attempt(
            message("Action assigned"),
            lambda session: ids.append(
                assign_action(session, own, desk.today.year, recommendations=served, supporting=supporting).id
            ),
        )
        if reason is None and made is not None:
            made(ids[0])
        return reason

    fields = (
        Field("title", message("Title"), Kind.WORDING, required=True),
        Field("description", message("Description"), Kind.LONG_WORDING),
        Field("recommendations", message("Recommendations"), Kind.CHOICES, options=recommendations),
        Field("lead_id", message("Lead institution"), Kind.CHOICE, options=institutions),
        Field("supporting", message("Supporting institutions"), Kind.CHOICES, options=institutions),
        Field("start", message("Start"), Kind.DATE, half=True),
        Field("due", message("Deadline"), Kind.DATE, half=True),
        Field("priority", message("Priority"), Kind.CODE, required=True, half=True, codes=tuple(Priority)),
        Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
    )
    values = {
        "title": title or Wording(),
        "recommendations": recommendation_ids,
        "priority": Priority.MEDIUM,
        "level": Level.INTERNAL,
    }
    return FormDialog(
        desk, message("New action"), fields, assign, done=message("Create"), values=values,
        parent=parent, keeps=DraftPlace("actions"),
    )  # fmt: skip

"""Strategies and national action plans, with the tree of their objectives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.codes import Level, PlanKind
from desktop.language import isolate, message, plural
from desktop.records.framework.plan import (
    Objective,
    ObjectiveRow,
    Plan,
    PlanFilter,
    PlanRow,
    find_plans,
    list_objectives,
    list_plan_ids,
)
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import codes, pillars
from desktop.windows.forms.chooser import Option
from desktop.windows.forms.form import Field, Kind
from desktop.windows.kinds.kind import Head, KindPage, KindPane
from desktop.windows.kinds.referring import letters_about
from desktop.windows.lists.filter_bar import Filter
from desktop.windows.lists.list_page import Listing
from desktop.windows.lists.part_view import PartLine
from desktop.windows.lists.parts import Parts
from desktop.windows.lists.table_model import Cell, Column


def _objective(row: ObjectiveRow, desk: Desk) -> PartLine:
    language = desk.language
    said = [language.best(row.pillar)] if row.pillar else []
    if row.recommendations:
        said.append(language.text(plural("{count} recommendation", "{count} recommendations", row.recommendations)))
    if row.actions:
        said.append(
            language.text(
                plural("{finished} of {count} action done", "{finished} of {count} actions done", row.actions,
                       finished=row.actions_finished)
            )
        )  # fmt: skip
    title = f"{isolate(row.number)} {isolate(language.best(row.title))}"
    return PartLine(row.id, title, " · ".join(isolate(each) for each in said), row.depth)


def _above(desk: Desk, plan_id: str, part_id: str | None) -> Sequence[Option]:
    """The objectives of the plan under which one may stand: all but itself and those under it."""
    with desk.reading() as session:
        rows = list_objectives(session, plan_id)
    under = {part_id} if part_id else set()
    for row in rows:  # from the top of the tree
        if row.parent_id in under:
            under.add(row.id)
    offered = [
        Option(row.id, f"{isolate(row.number)} {isolate(desk.language.best(row.title))}", row.number)
        for row in rows
        if row.id not in under
    ]
    return [Option(None, "–"), *offered]


def _leads(row: ObjectiveRow) -> tuple[str, dict[str, Any]] | None:
    if row.actions:
        return "actions", {"objective": row.id}
    return ("recommendations", {"objective": row.id}) if row.recommendations else None


class PlanPane(KindPane):
    kind = Plan
    list_rows = staticmethod(find_plans)
    withdraws = message("Withdraw this plan")
    fields = (
        Field("name", message("Name"), Kind.WORDING, required=True),
        Field("kind", message("Kind"), Kind.CODE, required=True, half=True, codes=tuple(PlanKind)),
        Field("adopted_on", message("Adopted on"), Kind.DATE, half=True),
        Field("start", message("First day"), Kind.DATE, required=True, half=True),
        Field("end", message("Last day"), Kind.DATE, half=True),
        Field("description", message("Description"), Kind.LONG_WORDING),
        Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
    )
    parts = (
        Parts(
            title=message("Objectives"),
            record=Objective,
            owner="plan_id",
            list_rows=list_objectives,
            line=_objective,
            fields=(
                Field("number", message("Number in the plan"), required=True, half=True),
                Field("parent_id", message("Stands under"), Kind.CHOICE, half=True),
                Field("title", message("Title"), Kind.WORDING, required=True),
                Field("pillar_id", message("Pillar"), Kind.CHOICE, options=pillars),
            ),
            add=message("Add an objective"),
            nothing=message("The axes of the plan, and the objectives under them, will stand here as a tree."),
            ordered="position",
            parent="parent_id",
            narrow={"parent_id": _above},
            leads=_leads,
        ),
    )
    referring = (letters_about("plan"),)

    def head_of(self, row: PlanRow) -> Head:
        language = self.desk.language
        return Head(language.best(row.name), facts=(self.desk.say(row.kind.label), language.span(row.start, row.end)))


class PlansPage(KindPage):
    key = "plans"
    pane_kind = PlanPane
    entered = message("Plan entered")
    listing = Listing(
        columns=(
            Column("title", message("Name"), lambda row, language: language.best(row.name), stretch=True),
            Column("kind", message("Kind"), lambda row, language: language.text(row.kind.label), Cell.FIGURE, 190,
                   rank=2),
            Column("start", message("First day"), lambda row, _: row.start, Cell.DATE, 110),
            Column("end", message("Last day"), lambda row, _: row.end, Cell.DATE, 110, rank=1),
        ),
        list_ids=list_plan_ids,
        list_rows=find_plans,
        filters=(Filter("kind", message("Kind"), codes(PlanKind), several=True),),
        choose=lambda search, values: PlanFilter(search=search, kinds=values.get("kind", ())),
        empty=message("Strategies and action plans will appear here, with the objectives that actions serve."),
    )  # fmt: skip

    def start(self) -> Mapping[str, Any]:
        return {"kind": PlanKind.ACTION_PLAN, "level": Level.INTERNAL}

"""Indicators: what is counted to see whether a plan works, with the value of each period and group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from desktop.codes import Dimension, Frequency, Level
from desktop.language import isolate, message
from desktop.records.base import Record, find
from desktop.records.framework.indicator import (
    Indicator,
    IndicatorFilter,
    IndicatorRow,
    IndicatorValue,
    IndicatorValueRow,
    enter_value,
    find_indicators,
    list_indicator_ids,
    list_values,
)
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import institutions, objectives
from desktop.windows.forms.form import Field, Kind
from desktop.windows.kinds.kind import Head, KindPage, KindPane
from desktop.windows.kinds.referring import letters_about
from desktop.windows.lists.filter_bar import Filter
from desktop.windows.lists.list_page import Listing
from desktop.windows.lists.part_view import PartLine
from desktop.windows.lists.parts import Parts
from desktop.windows.lists.table_model import Cell, Column


def _value(row: IndicatorValueRow, desk: Desk) -> PartLine:
    language = desk.language
    value = "–" if row.value is None else language.number(row.value)
    title = f"{isolate(value)} · {isolate(language.span(row.start, row.end))}"
    said = [each for each in (row.group, language.best(row.note)) if each]
    return PartLine(row.id, title, " · ".join(isolate(each) for each in said), 1 if row.group else 0)


def _enter(session: Session, indicator_id: str, values: Mapping[str, Any]) -> Record:
    return enter_value(session, indicator_id, {**values, "group": values["group"] or ""})


def _name_group(session: Session, value_id: str, group: str | None) -> None:
    find(session, IndicatorValue, value_id).group = group or ""
    session.flush()


def _group(session: Session, value_id: str) -> str | None:
    return find(session, IndicatorValue, value_id).group or None


class IndicatorPane(KindPane):
    kind = Indicator
    list_rows = staticmethod(find_indicators)
    withdraws = message("Withdraw this indicator")
    fields = (
        Field("code", message("Code"), required=True, half=True),
        Field("frequency", message("Measured"), Kind.CODE, required=True, half=True, codes=tuple(Frequency)),
        Field("name", message("Name"), Kind.WORDING, required=True),
        Field("unit", message("Unit"), Kind.WORDING),
        Field("counts_people", message("It counts people: small counts are masked outside the commission"),
              Kind.YES_NO),
        Field("baseline", message("Baseline"), Kind.DECIMAL, half=True),
        Field("baseline_on", message("Baseline of"), Kind.DATE, half=True),
        Field("target", message("Target"), Kind.DECIMAL, half=True),
        Field("target_on", message("Target for"), Kind.DATE, half=True),
        Field("dimension", message("Broken down by"), Kind.CODE, half=True, codes=tuple(Dimension)),
        Field("institution_id", message("Supplied by"), Kind.CHOICE, half=True, options=institutions),
        Field("objective_id", message("Objective"), Kind.CHOICE, options=objectives),
        Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
    )  # fmt: skip
    parts = (
        Parts(
            title=message("Values"),
            record=IndicatorValue,
            owner="indicator_id",
            list_rows=list_values,
            line=_value,
            fields=(
                Field("start", message("First day"), Kind.DATE, required=True, half=True),
                Field("end", message("Last day"), Kind.DATE, required=True, half=True),
                Field("value", message("Value"), Kind.DECIMAL, required=True, half=True),
                Field("group", message("Group"), half=True, read=_group, write=_name_group,
                      hint=message("Blank for everyone together.")),
                Field("note", message("Note"), Kind.WORDING),
            ),
            make=_enter,
            add=message("Add a value"),
            nothing=message("The value of each period will stand here. Only counts are entered, never a person."),
        ),
    )  # fmt: skip
    referring = (letters_about("indicator"),)

    def head_of(self, row: IndicatorRow) -> Head:
        language = self.desk.language
        facts = [language.best(row.unit)]
        if row.latest is not None and row.latest.value is not None:
            facts.append(language.text("latest value {value}", value=language.number(row.latest.value)))
        if row.target is not None:
            facts.append(language.text("target {value}", value=language.number(row.target)))
        return Head(language.best(row.name), row.code, facts)


class IndicatorsPage(KindPage):
    key = "indicators"
    pane_kind = IndicatorPane
    entered = message("Indicator entered")
    listing = Listing(
        columns=(
            Column("code", message("Code"), lambda row, _: row.code, Cell.FIGURE, 110),
            Column("title", message("Name"), lambda row, language: language.best(row.name), stretch=True),
            Column("latest", message("Latest value"),
                   lambda row, _: row.latest.value if row.latest else None, Cell.NUMBER, 130, sorts=False, rank=1),
            Column("target", message("Target"), lambda row, _: row.target, Cell.NUMBER, 100, rank=2),
            Column("institution", message("Supplied by"), lambda row, _: row.institution or "", Cell.FIGURE, 120,
                   sorts=False, rank=3),
            Column("target_on", message("Target for"), lambda row, _: row.target_on, Cell.DATE, 110, shown=False),
            Column("objective", message("Objective"), lambda row, _: row.objective or "", Cell.FIGURE, 100,
                   sorts=False, shown=False),
        ),
        list_ids=list_indicator_ids,
        list_rows=find_indicators,
        filters=(
            Filter("institution", message("Supplied by"), institutions),
            Filter("objective", message("Objective"), objectives),
        ),
        choose=lambda search, values: IndicatorFilter(
            search=search, institution_id=values.get("institution"), objective_id=values.get("objective")
        ),
        empty=message("Indicators will appear here: what is counted to see whether a plan works, and its target."),
    )  # fmt: skip

    def start(self) -> Mapping[str, Any]:
        return {"frequency": Frequency.YEARLY, "level": Level.INTERNAL}

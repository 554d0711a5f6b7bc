"""The meetings and events of the commission. Enter opens one on a page of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal

from desktop.codes import MeetingKind, MeetingStatus
from desktop.language import message
from desktop.records.meetings.meeting import MeetingFilter, list_meeting_ids, list_meetings
from desktop.records.period import Period
from desktop.windows.forms.choices import (
    bodies,
    codes,
    institutions,
    programmes,
    series,
)
from desktop.windows.lists.filter_bar import Filter
from desktop.windows.lists.list_page import Listing, ListPage
from desktop.windows.lists.meeting_pane import MeetingPane
from desktop.windows.lists.periods import Periods
from desktop.windows.lists.table_model import Cell, Column, Status


def _chosen(search: str, values: Mapping[str, Any]) -> MeetingFilter:
    return MeetingFilter(
        search=search,
        kinds=values.get("kind", ()),
        statuses=values.get("status", ()),
        body_id=values.get("body"),
        institution_id=values.get("institution"),
        began=Period.read(values.get("began")),
        series_id=values.get("series"),
        programme_id=values.get("programme"),
        unadopted=values.get("unadopted", False),
    )


class MeetingsPage(ListPage):
    key = "meetings"
    listing = Listing(
        columns=(
            Column("number", message("Number"), lambda row, _: row.number, Cell.FIGURE, 124),
            Column("title", message("Title"), lambda row, language: language.best(row.title), stretch=True),
            Column("kind", message("Kind"), lambda row, language: language.text(row.kind.label), Cell.FIGURE, 150,
                   rank=3, sorts=False),
            Column("start", message("Date"), lambda row, _: row.start, Cell.DATE, 104),
            Column("place", message("Place"), lambda row, language: language.best(row.place), Cell.FIGURE, 120,
                   rank=2),
            Column("status", message("Status"), lambda row, _: Status(row.status), Cell.STATUS, 120, rank=1),
            Column("end", message("Last day"), lambda row, _: row.end, Cell.DATE, 104, shown=False),
            Column("body", message("Body"), lambda row, language: language.best(row.body) if row.body else "",
                   width=160, shown=False),
            Column("mode", message("Mode"), lambda row, language: language.text(row.mode.label), Cell.FIGURE, 120,
                   shown=False),
            Column("host", message("Host"), lambda row, _: row.host or "", Cell.FIGURE, 110, shown=False),
            Column("minutes", message("Minutes"), lambda row, _: Status(row.minutes_status), Cell.STATUS, 130,
                   shown=False),
            Column("recommendations", message("Recommendations"), lambda row, _: row.recommendations, Cell.NUMBER, 130,
                   sorts=False, shown=False),
        ),
        list_ids=list_meeting_ids,
        list_rows=list_meetings,
        filters=(
            Filter("kind", message("Kind"), codes(MeetingKind), several=True),
            Filter("status", message("Status"), codes(MeetingStatus), several=True),
            Filter("body", message("Body"), bodies),
            Filter("institution", message("Institution"), institutions),
            Filter("began", message("Date"), Periods(), shown=False),
            Filter("series", message("Series"), series, shown=False),
            Filter("programme", message("Programme"), programmes, shown=False),
            Filter("unadopted", message("Minutes not yet adopted"), shown=False),
        ),
        choose=_chosen,
        empty=message("Meetings will appear here: sessions, seminars, conferences, with their agenda and minutes."),
    )  # fmt: skip

    prepare_asked = Signal()
    """A new meeting is to be prepared."""

    def make_pane(self) -> MeetingPane:
        pane = MeetingPane(self.desk, self)
        pane.opened.connect(self.open_record)
        return pane

    @property
    def meeting_id(self) -> str | None:
        return self.table.chosen_id

    def open_record(self, record_id: str) -> None:
        if self.leave():
            self.desk.record_asked.emit(self.key, record_id)

    def add(self) -> None:
        """Prepare a new meeting, step by step."""
        self.prepare_asked.emit()

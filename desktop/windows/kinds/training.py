"""Trainings: meetings of that kind, with their trainees by institution and sex."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from desktop.codes import Level, MeetingKind, MeetingMode, MeetingStatus
from desktop.language import message
from desktop.records.base import Record
from desktop.records.meetings.headcount import find_trainings
from desktop.records.meetings.meeting import MeetingFilter, create_meeting, list_meeting_ids
from desktop.windows.forms.choices import codes, institutions
from desktop.windows.forms.values import make_linked, own_values
from desktop.windows.kinds.kind import KindPage
from desktop.windows.lists.filter_bar import Filter
from desktop.windows.lists.list_page import Listing
from desktop.windows.lists.meeting_pane import MeetingPane
from desktop.windows.lists.record_pane import RecordPane
from desktop.windows.lists.table_model import Cell, Column, Status


class TrainingsPage(KindPage):
    key = "trainings"
    pane_kind = MeetingPane
    entered = message("Training planned")
    new_fields = ("title", "start", "end", "place", "mode", "host_id", "organisers", "programmes", "level")
    listing = Listing(
        columns=(
            Column("number", message("Number"), lambda row, _: row.meeting.number, Cell.FIGURE, 124),
            Column("title", message("Title"), lambda row, language: language.best(row.meeting.title), stretch=True),
            Column("start", message("Date"), lambda row, _: row.meeting.start, Cell.DATE, 104),
            Column("women", message("Women trained"), lambda row, _: row.women, Cell.NUMBER, 126, sorts=False, rank=1),
            Column("men", message("Men trained"), lambda row, _: row.men, Cell.NUMBER, 126, sorts=False, rank=2),
            Column("status", message("Status"), lambda row, _: Status(row.meeting.status), Cell.STATUS, 120, rank=3),
            Column("institutions", message("Institutions"), lambda row, _: ", ".join(row.institutions), Cell.FIGURE,
                   180, sorts=False, shown=False),
        ),
        list_ids=list_meeting_ids,
        list_rows=find_trainings,
        filters=(
            Filter("status", message("Status"), codes(MeetingStatus), several=True),
            Filter("institution", message("Institution"), institutions),
        ),
        choose=lambda search, values: MeetingFilter(
            search=search, kinds=(MeetingKind.TRAINING,), statuses=values.get("status", ()),
            institution_id=values.get("institution"),
        ),
        empty=message("Trainings will appear here, with the women and men each institution sent."),
    )  # fmt: skip

    def make_pane(self) -> RecordPane:
        pane = MeetingPane(self.desk, self)
        pane.opened.connect(self.open_record)
        return pane

    def open_record(self, record_id: str) -> None:
        if self.leave():
            self.desk.record_asked.emit("meetings", record_id)

    def start(self) -> Mapping[str, Any]:
        return {"mode": MeetingMode.IN_PERSON, "level": Level.INTERNAL}

    def make(self, session: Session, values: Mapping[str, Any]) -> Record:
        fields = self.fields_of_new()
        meeting = create_meeting(session, {**own_values(fields, values), "kind": MeetingKind.TRAINING})
        make_linked(session, meeting.id, fields, values)
        return meeting

"""One meeting beside the list: when, where, by whom; its whole is on its own page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from sqlalchemy.orm import Session

from desktop.codes import Capacity, Level, MeetingKind, MeetingMode
from desktop.language import Message, isolate, message, plural
from desktop.records.base import find
from desktop.records.meetings.headcount import Headcount, HeadcountRow, list_headcounts
from desktop.records.meetings.meeting import (
    Meeting,
    hold_in,
    invite_countries,
    list_meetings,
    organise,
    put_under_programmes,
)
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import (
    bodies,
    countries,
    institutions,
    languages,
    meetings,
    people,
    programmes,
    series,
)
from desktop.windows.forms.form import Field, Kind
from desktop.windows.kinds.referring import actions as actions_of
from desktop.windows.kinds.referring import decisions as decisions_of
from desktop.windows.kinds.referring import good_practices as practices_of
from desktop.windows.kinds.referring import letters_about
from desktop.windows.kinds.referring import recommendations as recommendations_of
from desktop.windows.lists.part_view import PartLine
from desktop.windows.lists.parts import Parts
from desktop.windows.lists.record_pane import RecordPane
from desktop.windows.look.status import StatusLabel
from desktop.windows.page import heading


def _organisers(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(each.institution_id for each in find(session, Meeting, record_id).organisers)


def _programmes(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(each.programme_id for each in find(session, Meeting, record_id).programmes)


def _countries(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(each.country for each in find(session, Meeting, record_id).countries)


def _languages(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(each.language for each in find(session, Meeting, record_id).languages)


def _headcount(row: HeadcountRow, desk: Desk) -> PartLine:
    language = desk.language
    counted = (
        language.text(plural("{count} woman", "{count} women", row.women or 0)),
        language.text(plural("{count} man", "{count} men", row.men or 0)),
    )
    return PartLine(
        row.id, f"{isolate(row.institution)} · {isolate(desk.say(row.capacity.label))}", " · ".join(counted)
    )


class MeetingPane(RecordPane):
    kind = Meeting
    withdraws = message("Withdraw this meeting")
    fields = (
        Field("title", message("Title"), Kind.WORDING, required=True),
        Field("kind", message("Kind"), Kind.CODE, required=True, half=True, codes=tuple(MeetingKind)),
        Field("body_id", message("Body"), Kind.CHOICE, half=True, options=bodies),
        Field("start", message("First day"), Kind.DATE, required=True, half=True),
        Field("end", message("Last day"), Kind.DATE, half=True),
        Field("opened_at", message("Opened at"), Kind.TIME, half=True),
        Field("closed_at", message("Closed at"), Kind.TIME, half=True),
        Field("place", message("Place"), Kind.WORDING),
        Field("mode", message("Mode"), Kind.CODE, required=True, half=True, codes=tuple(MeetingMode)),
        Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
        Field("chair_id", message("Chair"), Kind.CHOICE, half=True, options=people),
        Field("rapporteur_id", message("Rapporteur"), Kind.CHOICE, half=True, options=people),
        Field("host_id", message("Host"), Kind.CHOICE, half=True, options=institutions),
        Field("link", message("Link to join"), half=True),
        Field("organisers", message("Organisers"), Kind.CHOICES, options=institutions, read=_organisers,
              write=organise),
        Field("series_id", message("Series"), Kind.CHOICE, half=True, options=series),
        Field("series_number", message("Number in the series"), Kind.NUMBER, half=True),
        Field("programmes", message("Programmes"), Kind.CHOICES, options=programmes, read=_programmes,
              write=put_under_programmes),
        Field("countries", message("Countries taking part"), Kind.CHOICES, half=True, options=countries,
              read=_countries, write=invite_countries),
        Field("languages", message("Languages spoken"), Kind.CHOICES, half=True, options=languages, read=_languages,
              write=hold_in),
        Field("second_call", message("Second call, after a meeting without quorum"), Kind.YES_NO),
        Field("first_call_id", message("Second call of"), Kind.CHOICE, options=meetings),
    )  # fmt: skip
    parts = (
        Parts(
            title=message("Headcounts"),
            record=Headcount,
            owner="meeting_id",
            list_rows=list_headcounts,
            line=_headcount,
            fields=(
                Field("institution_id", message("Institution"), Kind.CHOICE, required=True, options=institutions),
                Field("capacity", message("Capacity"), Kind.CODE, required=True, codes=tuple(Capacity)),
                Field("women", message("Women"), Kind.NUMBER, required=True, half=True),
                Field("men", message("Men"), Kind.NUMBER, required=True, half=True),
            ),
            start=lambda desk: {"capacity": Capacity.TRAINEE, "women": 0, "men": 0},
            add=message("Add a headcount"),
            nothing=message("How many women and men each institution sent, where names are not kept."),
        ),
    )
    referring = (
        recommendations_of("meeting"), decisions_of("meeting"), actions_of("meeting"), practices_of("meeting"),
        letters_about("meeting"),
    )  # fmt: skip

    opened = Signal(str)

    def make_tabs(self) -> Sequence[tuple[Message, QWidget]]:
        self.when = heading("muted")
        self.when.setWordWrap(True)
        self.status = StatusLabel(self.desk, self)
        self.open_button = QPushButton(self)
        self.open_button.setProperty("primary", True)
        self.open_button.clicked.connect(lambda: self.record_id and self.opened.emit(self.record_id))
        self.head.addWidget(self.when)
        row = QHBoxLayout()
        row.addWidget(self.status)
        row.addStretch(1)
        row.addWidget(self.open_button)
        self.head.addLayout(row)
        return ()

    def read(self, session: Session, record_id: str) -> None:
        row, language = list_meetings(session, [record_id])[0], self.desk.language
        self.number.setText(row.number)
        self.title.setText(language.best(row.title))
        place = language.best(row.place)
        when = self.desk.day(row.start, language.period(row.start, row.end))
        self.when.setText(" · ".join(each for each in (when, place) if each))
        self.status.show_status(row.status)

    def retranslate(self) -> None:
        self.open_button.setText(self.desk.language.text("Open the meeting"))
        super().retranslate()

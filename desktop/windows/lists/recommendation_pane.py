"""One recommendation: its form, the actions that put it into effect, its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from sqlalchemy.orm import Session

from desktop.codes import Implementation, Level, Position, Priority
from desktop.language import Message, isolate, message
from desktop.records.base import find
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.records.follow_up.addressee import Addressee, RecommendationCountry
from desktop.records.follow_up.recommendation import (
    RECOMMENDATION_LIFECYCLE,
    Recommendation,
    address,
    address_countries,
    list_answers,
    list_recommendations,
    put_under_pillars,
    put_under_themes,
    supersede,
    turn_into_objectives,
)
from desktop.records.rows import AnswerRow, RecommendationRow
from desktop.windows.desk import Desk
from desktop.windows.door_list import DoorLine, DoorList
from desktop.windows.forms.choices import (
    articles,
    countries,
    institutions,
    meetings,
    objectives,
    pillars,
    programmes,
    recommendations,
    sources,
    themes,
)
from desktop.windows.forms.chooser import Option
from desktop.windows.forms.form import Field, Kind, code_option
from desktop.windows.kinds.referring import letters_about
from desktop.windows.lists.actions_page import new_action_dialog
from desktop.windows.lists.part_view import PartLine
from desktop.windows.lists.parts import Parts
from desktop.windows.lists.record_pane import RecordPane
from desktop.windows.look.status import StatusLabel
from desktop.windows.page import heading


def _addressees(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(each.institution_id for each in find(session, Recommendation, record_id).addressees)


def _pillars(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(each.pillar_id for each in find(session, Recommendation, record_id).pillars)


def _themes(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(each.theme_id for each in find(session, Recommendation, record_id).themes)


def _countries(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(each.country for each in find(session, Recommendation, record_id).countries)


def _objectives(session: Session, record_id: str) -> tuple[str, ...]:
    return tuple(each.objective_id for each in find(session, Recommendation, record_id).objectives)


def _supersede(session: Session, record_id: str, earlier_id: str | None) -> None:
    if earlier_id is None:
        find(session, Recommendation, record_id).supersedes_id = None
        session.flush()
    else:
        supersede(session, earlier_id, record_id)


def _answers(session: Session, record_id: str) -> Sequence[AnswerRow]:
    return list_answers(session, record_id)


def _answer(row: AnswerRow, desk: Desk) -> PartLine:
    language = desk.language
    said = [desk.say(row.position.label)]
    if row.status_reason:
        said.append(language.best(row.status_reason))
    title = row.institution or language.country_name(row.country or "")
    return PartLine(row.id, isolate(title), " · ".join(isolate(each) for each in said), status=row.status)


def _following(desk: Desk, record_id: str, part_id: str | None) -> Sequence[Option]:
    """The states that may follow the one in which somebody addressed is."""
    with desk.reading() as session:
        state = next(row.status for row in _answers(session, record_id) if row.id == part_id)
    return [code_option(desk, each) for each in (state, *RECOMMENDATION_LIFECYCLE.next_states(state))]


class RecommendationPane(RecordPane):
    kind = Recommendation
    withdraws = message("Withdraw this recommendation")
    fields = (
        Field("title", message("Title"), Kind.WORDING),
        Field("text", message("Wording"), Kind.LONG_WORDING, required=True),
        Field("status", message("Implementation"), Kind.CODE, required=True, half=True, codes=tuple(Implementation)),
        Field("position", message("Position"), Kind.CODE, required=True, half=True, codes=tuple(Position)),
        Field("status_reason", message("Reason"), Kind.WORDING, explains="status",
              needed=RECOMMENDATION_LIFECYCLE.needs_reason),
        Field("priority", message("Priority"), Kind.CODE, required=True, half=True, codes=tuple(Priority)),
        Field("level", message("Level"), Kind.CODE, required=True, half=True, codes=tuple(Level)),
        Field("addressees", message("Addressees"), Kind.CHOICES, options=institutions,
              read=_addressees, write=address),
        Field("countries", message("Countries addressed"), Kind.CHOICES, options=countries,
              read=_countries, write=address_countries),
        Field("pillars", message("Pillars"), Kind.CHOICES, half=True, options=pillars,
              read=_pillars, write=put_under_pillars),
        Field("themes", message("Themes"), Kind.CHOICES, half=True, options=themes,
              read=_themes, write=put_under_themes),
        Field("meeting_id", message("Meeting"), Kind.CHOICE, options=meetings, fixed=True),
        Field("source_id", message("Source outside"), Kind.CHOICE, half=True, options=sources),
        Field("source_number", message("Number there"), half=True),
        Field("paragraph", message("Paragraph"), half=True),
        Field("cycle", message("Cycle"), half=True),
        Field("article_id", message("Legal basis"), Kind.CHOICE, options=articles),
        Field("objectives", message("Objectives of plans"), Kind.CHOICES, options=objectives,
              read=_objectives, write=turn_into_objectives),
        Field("programme_id", message("Programme"), Kind.CHOICE, options=programmes),
        Field("repeats_id", message("Repeats"), Kind.CHOICE, half=True, options=recommendations),
        Field("supersedes_id", message("Takes the place of"), Kind.CHOICE, half=True, options=recommendations,
              write=_supersede),
    )  # fmt: skip
    parts = (
        Parts(
            title=message("Answers"),
            record=Addressee,
            owner="recommendation_id",
            list_rows=_answers,
            line=_answer,
            kind_of=lambda row: RecommendationCountry if row.country else Addressee,
            fields=(
                Field("position", message("Position"), Kind.CODE, required=True, half=True, codes=tuple(Position)),
                Field("status", message("Implementation"), Kind.CODE, required=True, half=True,
                      codes=tuple(Implementation)),
                Field("status_reason", message("Reason"), Kind.WORDING, explains="status",
                      needed=RECOMMENDATION_LIFECYCLE.needs_reason),
            ),
            nothing=message("Nobody is addressed yet: choose institutions or countries in the details."),
            narrow={"status": _following},
        ),
    )  # fmt: skip
    referring = (letters_about("recommendation"),)

    door = Signal(str, str)

    _row: RecommendationRow | None = None

    def make_tabs(self) -> Sequence[tuple[Message, QWidget]]:
        self.status = StatusLabel(self.desk, self)
        self.origin = heading("muted")
        self.assign_button = QPushButton(self)
        self.assign_button.clicked.connect(self.assign)
        self.actions_list = DoorList(self.desk, self)
        self.actions_list.chosen.connect(lambda record_id: self.door.emit("actions", record_id))
        facts = QHBoxLayout()
        facts.addWidget(self.status)
        facts.addWidget(self.origin)
        self.head.addLayout(facts)
        buttons = QHBoxLayout()
        buttons.addWidget(self.assign_button)
        buttons.addStretch(1)
        self.head.addLayout(buttons)
        return ((message("Actions"), self.actions_list),)

    def menu_entries(self) -> Sequence[tuple[Message, str, Callable[[], object]]]:
        return ((message("New action"), "plus", self.assign), *super().menu_entries())

    def read(self, session: Session, record_id: str) -> None:
        row, language = list_recommendations(session, [record_id])[0], self.desk.language
        self._row = row
        self.number.setText(row.number)
        self.title.setText(language.best(row.title or row.text))
        self.status.show_status(row.status)
        self.origin.setText(isolate(row.meeting) if row.meeting else "")
        ids = list_action_ids(session, ActionFilter(recommendation_id=record_id), language.code)
        self.actions_list.show_lines(
            [
                DoorLine(each.id, each.number, language.best(each.title), each.status, each.overdue)
                for each in list_actions(session, ids)
            ],
            message("No action puts this recommendation into effect yet."),
        )
        following = (row.status, *RECOMMENDATION_LIFECYCLE.next_states(row.status))
        self.form.narrow("status", lambda: [code_option(self.desk, each) for each in following])

    def assign(self) -> None:
        """Assign an action that puts this recommendation into effect."""
        row = self._row
        if row is not None and self.save():
            new_action_dialog(self.desk, self.window(), title=row.title, recommendation_ids=(row.id,)).start()

    def retranslate(self) -> None:
        self.assign_button.setText(self.desk.language.text("New action"))
        self.assign_button.setIcon(self.desk.icon("plus", self.desk.theme.text))
        super().retranslate()

"""What is taken down while people talk: a decision, a recommendation, an action. Their forms, new and as they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.codes import DecisionMethod, Priority
from desktop.language import Message, message
from desktop.records.base import change_values, find, merge, read_values
from desktop.records.follow_up.action import Action, assign_action, support
from desktop.records.follow_up.recommendation import Recommendation, address, put_under_pillars, take_recommendation
from desktop.records.meetings.decision import Decision, take_decision
from desktop.records.rows import MeetingRow
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import articles, institutions, pillars
from desktop.windows.forms.form import Field, Kind
from desktop.windows.forms.form_dialog import FormDialog

DECISION = (
    Field("text", message("Wording"), Kind.LONG_WORDING, required=True),
    Field("method", message("How it was decided"), Kind.CODE, required=True, half=True, codes=tuple(DecisionMethod)),
    Field("votes_for", message("Votes for"), Kind.NUMBER, half=True),
    Field("votes_against", message("Votes against"), Kind.NUMBER, half=True),
    Field("abstentions", message("Abstentions"), Kind.NUMBER, half=True),
    Field("article_id", message("Legal basis"), Kind.CHOICE, options=articles),
)

RECOMMENDATION = (
    Field("text", message("Wording"), Kind.LONG_WORDING, required=True),
    Field("title", message("Title"), Kind.WORDING),
    Field("addressees", message("Addressed to"), Kind.CHOICES, options=institutions),
    Field("pillars", message("Pillars"), Kind.CHOICES, half=True, options=pillars),
    Field("priority", message("Priority"), Kind.CODE, required=True, half=True, codes=tuple(Priority)),
)

ACTION = (
    Field("title", message("Title"), Kind.WORDING, required=True),
    Field("lead_id", message("Lead institution"), Kind.CHOICE, half=True, options=institutions),
    Field("due", message("Deadline"), Kind.DATE, half=True),
    Field("supporting", message("Supporting institutions"), Kind.CHOICES, options=institutions),
)

LINKS = frozenset({"addressees", "pillars", "supporting"})
"""The fields that are links to other records and no attributes."""


class TakingDown:
    """Opens the forms over a window; what is said when they are done is ``done``, with the id of the record."""

    def __init__(self, desk: Desk, window: QWidget, done: Callable[[str], object]) -> None:
        self._desk, self._window, self._done = desk, window, done

    # --- new ---------------------------------------------------------------------------------------------------------

    def take_decision(self, item_id: str) -> FormDialog:
        """A decision under an agenda item."""

        def take(session: Session, values: Mapping[str, Any]) -> str:
            return take_decision(session, item_id, values).id

        values = {"method": DecisionMethod.CONSENSUS}
        return self._open(message("Take down a decision"), DECISION, message("Decision taken down"), take, values)

    def take_recommendation(self, meeting: MeetingRow, item_id: str | None) -> FormDialog:
        """A recommendation of a meeting, under an agenda item or, with ``None``, under no item."""

        def take(session: Session, values: Mapping[str, Any]) -> str:
            own, links = _apart(values)
            if item_id is None:
                own["meeting_id"] = meeting.id
            return take_recommendation(session, own, meeting.start.year, agenda_item_id=item_id, **links).id

        values = {"priority": Priority.MEDIUM}
        title, label = message("Take down a recommendation"), message("Recommendation taken down")
        return self._open(title, RECOMMENDATION, label, take, values)

    def take_action(self, meeting: MeetingRow, recommendation_id: str, number: str) -> FormDialog:
        """An action under a recommendation with this number."""

        def take(session: Session, values: Mapping[str, Any]) -> str:
            own, links = _apart(values)
            year = meeting.start.year
            return assign_action(session, own, year, recommendations=[recommendation_id], **links).id

        title = message("Take down an action under {recommendation}", recommendation=number)
        return self._open(title, ACTION, message("Action taken down"), take, {})

    # --- as they stand -----------------------------------------------------------------------------------------------

    def edit_decision(self, decision_id: str, number: str) -> FormDialog:
        with self._desk.reading() as session:
            values = read_values(session, Decision, decision_id, _names(DECISION))

        def change(session: Session, entered: Mapping[str, Any]) -> str:
            change_values(session, Decision, decision_id, entered, values)
            return decision_id

        return self._change(number, DECISION, change, values)

    def edit_recommendation(self, recommendation_id: str, number: str) -> FormDialog:
        with self._desk.reading() as session:
            found = find(session, Recommendation, recommendation_id)
            values = read_values(session, Recommendation, recommendation_id, _names(RECOMMENDATION))
            values |= _addressed(found)

        def change(session: Session, entered: Mapping[str, Any]) -> str:
            own, links = _apart(entered)
            change_values(session, Recommendation, recommendation_id, own, values)
            now = _addressed(find(session, Recommendation, recommendation_id))
            links = {name: merge(now[name], values[name], link) for name, link in links.items()}
            address(session, recommendation_id, links["addressees"])
            put_under_pillars(session, recommendation_id, links["pillars"])
            return recommendation_id

        return self._change(number, RECOMMENDATION, change, values)

    def edit_action(self, action_id: str, number: str) -> FormDialog:
        with self._desk.reading() as session:
            found = find(session, Action, action_id)
            values = read_values(session, Action, action_id, _names(ACTION))
            values |= _supported(found)

        def change(session: Session, entered: Mapping[str, Any]) -> str:
            own, links = _apart(entered)
            change_values(session, Action, action_id, own, values)
            now = _supported(find(session, Action, action_id))
            support(session, action_id, merge(now["supporting"], values["supporting"], links["supporting"]))
            return action_id

        return self._change(number, ACTION, change, values)

    # -----------------------------------------------------------------------------------------------------------------

    def _change(
        self,
        number: str,
        fields: Sequence[Field],
        save: Callable[[Session, Mapping[str, Any]], str],
        values: Mapping[str, Any],
    ) -> FormDialog:
        title = message("Change {record}", record=number)
        return self._open(title, fields, message("{record} changed", record=number), save, values, message("Save"))

    def _open(
        self,
        title: Message,
        fields: Sequence[Field],
        label: Message,
        save: Callable[[Session, Mapping[str, Any]], str],
        values: Mapping[str, Any],
        done: Message | None = None,
    ) -> FormDialog:
        """The form, open; ``label`` is what the journal calls what it does."""
        saved: list[str] = []

        def accept(entered: Mapping[str, Any]) -> Message | None:
            return self._desk.attempt(label, lambda session: saved.append(save(session, entered)))

        said = done or message("Take down")
        dialog = FormDialog(self._desk, title, fields, accept, done=said, values=values, parent=self._window)
        dialog.accepted.connect(lambda: self._done(saved[-1]))
        dialog.start()
        return dialog


def _names(fields: Sequence[Field]) -> list[str]:
    return [field.name for field in fields if field.name not in LINKS]


def _apart(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The attributes, and the links to other records."""
    links = {name: value for name, value in values.items() if name in LINKS}
    return {name: value for name, value in values.items() if name not in LINKS}, links


def _addressed(recommendation: Recommendation) -> dict[str, Any]:
    """The links of a recommendation, as its form shows them."""
    return {
        "addressees": tuple(each.institution_id for each in recommendation.addressees),
        "pillars": tuple(each.pillar_id for each in recommendation.pillars),
    }


def _supported(action: Action) -> dict[str, Any]:
    return {"supporting": tuple(each.institution_id for each in action.supporting)}

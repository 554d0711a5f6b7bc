"""The form in which a line of a matrix is put right before it is entered: the fields that a matrix can fill."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.codes import ActionStatus, Position
from desktop.intake.matrix.correcting import check_action, values_of
from desktop.language import Message, Refusal, message
from desktop.records.follow_up.batch import NewAction, NewRecommendation
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import institutions, pillars, themes
from desktop.windows.forms.form import Field, Kind
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.lists.action_pane import complete_when_done

ACTION_FIELDS = (
    Field("title", message("Title"), Kind.WORDING, required=True),
    Field("status", message("Status"), Kind.CODE, required=True, half=True, codes=tuple(ActionStatus)),
    Field("progress", message("Progress"), Kind.PERCENT, half=True),
    Field("lead_id", message("Lead institution"), Kind.CHOICE, half=True, options=institutions),
    Field("supporting", message("Supporting institutions"), Kind.CHOICES, half=True, options=institutions),
    Field("start", message("Start"), Kind.DATE, half=True),
    Field("due", message("Deadline"), Kind.DATE, half=True),
    Field("description", message("Description"), Kind.LONG_WORDING),
)
RECOMMENDATION_FIELDS = (
    Field("title", message("Title"), Kind.WORDING),
    Field("text", message("Wording"), Kind.LONG_WORDING, required=True),
    Field("position", message("Position"), Kind.CODE, half=True, codes=tuple(Position)),
    Field("addressees", message("Addressees"), Kind.CHOICES, half=True, options=institutions),
    Field("pillars", message("Pillars"), Kind.CHOICES, half=True, options=pillars),
    Field("themes", message("Themes"), Kind.CHOICES, half=True, options=themes),
)


def open_form(
    desk: Desk,
    new: NewRecommendation,
    action: NewAction | None,
    keep: Callable[[Mapping[str, Any]], object],
    parent: QWidget,
) -> None:
    """Open the form of a recommendation, or of one of its actions; ``keep`` is given what was put right."""

    def take(values: Mapping[str, Any]) -> Message | None:
        if action is not None:
            try:
                with desk.reading() as session:
                    check_action(session, action, values)
            except Refusal as refusal:
                return refusal.message
        keep(values)
        return None

    if action is not None:
        title, fields = message("Action to be entered"), ACTION_FIELDS
    else:
        title, fields = message("Recommendation to be entered"), RECOMMENDATION_FIELDS
    dialog = FormDialog(desk, title, fields, take, done=message("Apply"), values=values_of(new, action), parent=parent)
    if action is not None:
        complete_when_done(dialog.form)
    dialog.start()

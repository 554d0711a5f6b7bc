"""The fourth step: who is invited - members of the body on that day, whoever was there last time, others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from desktop.codes import Capacity, InstitutionKind, Level, Standing
from desktop.language import Message, message
from desktop.records.meetings.invitation import Invitation, Invited, choose, propose_invitations
from desktop.records.meetings.quorum import quorum_rule, required_members
from desktop.records.people.body import list_bodies
from desktop.records.people.institution import Institution
from desktop.records.rows import BodyRow, Quorum
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import institutions, people
from desktop.windows.forms.form import Field, Form, Kind
from desktop.windows.forms.form_dialog import FormDialog
from desktop.windows.look.direction import side_by_side
from desktop.windows.page import heading
from desktop.windows.preparing.step import Draft, Step

WHY = {
    Invited.LISTED: message("on the list already"),
    Invited.MEMBER: message("member"),
    Invited.LAST_TIME: message("there last time"),
    Invited.CHOSEN: message("chosen"),
}

CHOICES = (
    Field("institution", message("Invite an institution"), Kind.CHOICE, half=True, options=institutions),
    Field("person", message("Invite a person"), Kind.CHOICE, half=True, options=people),
)
NEW_INSTITUTION = (
    Field("acronym", message("Acronym"), required=True, half=True),
    Field("kind", message("Kind"), Kind.CODE, required=True, half=True, codes=tuple(InstitutionKind)),
    Field("name", message("Name"), Kind.WORDING, required=True),
)

LINE = Qt.ItemDataRole.UserRole
WHO, PERSON, CAPACITY, REASON = range(4)
"""The columns of the list."""


class InvitationsStep(Step):
    title = message("Invitations")

    def __init__(self, desk: Desk, draft: Draft) -> None:
        super().__init__(desk, draft)
        self._asked: tuple[object, ...] | None = None
        self._body: BodyRow | None = None
        self._dropped: set[tuple[str | None, str | None]] = set()
        self.said, self.rule = heading("subheading"), heading("muted")
        for words in (self.said, self.rule):
            words.setWordWrap(True)
        self.list = _InvitedList()
        self.choices = Form(desk, CHOICES, self)
        self.new_button = QPushButton()
        self.new_button.setAutoDefault(False)
        self.members_box = QCheckBox()
        self.members_box.setChecked(True)
        self._hint = QLabel()
        self._hint.setObjectName("hint")
        self._hint.setWordWrap(True)
        self._lay_out()
        self.list.itemChanged.connect(self._on_ticked)
        self.choices.editors["institution"].edited.connect(lambda: self._on_chosen("institution"))
        self.choices.editors["person"].edited.connect(lambda: self._on_chosen("person"))
        self.new_button.clicked.connect(self.enter_institution)
        self.retranslate()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.choices, 1)
        foot.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.said)
        column.addWidget(self.rule)
        column.addWidget(self.list, 1)
        column.addWidget(self.members_box)
        column.addLayout(foot)
        column.addWidget(self._hint)

    # --- who is proposed ---------------------------------------------------------------------------------------------

    def enter(self) -> None:
        values = self.draft.values
        body_id, series_id, start = values.get("body_id"), values.get("series_id"), values["start"]
        if (body_id, series_id, start) != self._asked:
            self._asked = (body_id, series_id, start)
            self._propose(body_id, series_id, start)
        if self.list.topLevelItemCount():
            self.list.setFocus()
        else:
            self.choices.editors["institution"].setFocus()

    def _propose(self, body_id: str | None, series_id: str | None, start: dt.date) -> None:
        """Propose anew; ticks of those still proposed stay, and so does whoever was chosen by hand."""
        chosen = [each for each in self.invitations(ticked_only=False) if each.why is Invited.CHOSEN]
        with self.desk.reading() as session:
            self._body = next((body for body in list_bodies(session) if body.id == body_id), None)
            proposed = propose_invitations(
                session, start, body_id=body_id, series_id=series_id, meeting_id=self.draft.meeting_id
            )
        known = {each.who for each in proposed}
        self.list.blockSignals(True)
        self.list.clear()
        for each in (*proposed, *(each for each in chosen if each.who not in known)):
            self._show(each)
        self.list.blockSignals(False)
        if lines := self.list.lines():
            self.list.setCurrentItem(lines[0])
        self.retranslate()

    def _show(self, invitation: Invitation) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        ticked = invitation.who not in self._dropped
        item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        item.setData(0, LINE, invitation)
        self.list.addTopLevelItem(item)
        return item

    def invitations(self, *, ticked_only: bool = True) -> list[Invitation]:
        """Who is on the list, in order."""
        found: list[Invitation] = []
        for item in self.list.lines():
            if not ticked_only or item.checkState(0) is Qt.CheckState.Checked:
                found.append(item.data(0, LINE))
        return found

    def new_members(self) -> list[Invitation]:
        """Those who are also to be made members of the body, which has none."""
        if self.members_box.isHidden() or not self.members_box.isChecked():
            return []
        return [each for each in self.invitations() if each.votes and each.institution_id is not None]

    def quorum(self) -> Quorum | None:
        """What the quorum will take with these; None for an event of no body."""
        if self._body is None:
            return None
        voting = sum(each.votes for each in self.invitations())
        share: Fraction = self._body.quorum_share
        needed = required_members(voting, share, self._body.quorum_threshold)
        return Quorum(voting, 0, needed, share, self._body.quorum_threshold)

    # --- what one does -----------------------------------------------------------------------------------------------

    def _on_ticked(self, item: QTreeWidgetItem) -> None:
        who = item.data(0, LINE).who
        (self._dropped.discard if item.checkState(0) is Qt.CheckState.Checked else self._dropped.add)(who)
        self._show_count()
        self.edited.emit()

    def _on_chosen(self, name: str) -> None:
        editor = self.choices.editors[name]
        record_id = editor.value()
        if record_id is None:
            return
        editor.set_value(None)
        self.invite(**{f"{name}_id": record_id})

    def invite(self, **whom: str) -> None:
        """Put somebody on the list, and stand on the line."""
        with self.desk.reading() as session:
            invitation = choose(session, **whom)
        if self._lacks_members() and invitation.institution_id is not None:
            # There is nobody else to vote: whoever is invited to such a body sits in it.
            invitation = replace(invitation, capacity=Capacity.MEMBER, votes=True)
        for item in self.list.lines():
            if item.data(0, LINE).who == invitation.who:
                item.setCheckState(0, Qt.CheckState.Checked)
                self.list.setCurrentItem(item)
                return
        self.list.blockSignals(True)
        item = self._show(invitation)
        self.list.blockSignals(False)
        self.list.setCurrentItem(item)
        self.retranslate()
        self.edited.emit()

    def enter_institution(self) -> None:
        """The form of an institution that the register does not know yet; it is invited at once."""
        made: list[str] = []

        def create(values: Mapping[str, Any]) -> Message | None:
            def work(session: Any) -> None:
                institution = Institution(
                    **values, standing=Standing.MEMBER, level=Level.INTERNAL, country=self.desk.commission.country
                )
                session.add(institution)
                session.flush()
                made.append(institution.id)

            return self.desk.attempt(message("Institution entered"), work)

        dialog = FormDialog(
            self.desk, message("New institution"), NEW_INSTITUTION, create,
            done=message("Create"), values={"kind": InstitutionKind.MINISTRY}, parent=self.window(),
        )  # fmt: skip
        dialog.accepted.connect(lambda: self.invite(institution_id=made[-1]))
        dialog.start()

    def _lacks_members(self) -> bool:
        """Whether a body meets of which nobody is a member on that day."""
        listed = (Invited.MEMBER, Invited.LISTED)
        return self._body is not None and not any(
            each.why in listed and each.votes for each in self.invitations(ticked_only=False)
        )

    # --- words -------------------------------------------------------------------------------------------------------

    def _show_count(self) -> None:
        language = self.desk.language
        invited, quorum = self.invitations(), self.quorum()
        lacks = self._lacks_members()
        if lacks and not self.list.topLevelItemCount():
            self.said.setText(
                language.text("This body has no members on that day. Choose or enter below who sits in it.")
            )
        else:
            count = language.plural("{count} is invited", "{count} are invited", len(invited))
            voting = sum(each.votes for each in invited)
            votes = language.plural("{count} of them votes", "{count} of them vote", voting)
            self.said.setText(f"{count} · {votes}" if quorum is not None else count)
        self.rule.setText(self.desk.say(quorum_rule(quorum, False)) if quorum is not None and quorum.voting else "")
        self.rule.setVisible(bool(self.rule.text()))
        self.members_box.setVisible(lacks)

    def retranslate(self) -> None:
        language = self.desk.language
        self.choices.retranslate()
        self.keep_lines(self.list)
        self.list.blockSignals(True)
        for item in self.list.lines():
            each: Invitation = item.data(0, LINE)
            name = language.best(each.name)
            item.setText(WHO, side_by_side([each.acronym or "", name], language.right_to_left))
            item.setText(PERSON, each.person(language.code))
            item.setText(CAPACITY, self.desk.say(each.capacity.label))
            item.setText(REASON, self.desk.say(WHY[each.why]))
            for column in (WHO, PERSON):
                item.setToolTip(column, item.text(column))
        self.list.blockSignals(False)
        self.list.setAccessibleName(language.text("Invited"))
        headings = (message("Institution"), message("Person"), message("Capacity"), message("Reason"))
        self.list.setHeaderLabels([self.desk.say(each) for each in headings])
        self.new_button.setText(language.text("New institution…"))
        self.members_box.setText(language.text("Whoever votes becomes a member"))
        self._hint.setText(language.text("Space: invited or not"))
        self._show_count()


class _InvitedList(QTreeWidget):
    """Four columns: which institution, who, in what capacity, and why."""

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(4)
        self.setRootIsDecorated(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(WHO, QHeaderView.ResizeMode.Stretch)
        for column in (PERSON, CAPACITY, REASON):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def lines(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None and not event.modifiers():
            ticked = item.checkState(0) is Qt.CheckState.Checked
            item.setCheckState(0, Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
            return
        super().keyPressEvent(event)

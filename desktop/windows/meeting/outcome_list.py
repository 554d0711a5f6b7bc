"""What came out of an agenda item: its decisions, its recommendations, and the actions under these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from desktop.codes import Code, DecisionMethod
from desktop.language import isolate, label, message
from desktop.records.rows import ActionRow, DecisionRow, MinutesRecommendation, RecommendationRow
from desktop.windows.desk import Desk
from desktop.windows.look.direction import side_by_side
from desktop.windows.look.icons import pixmap
from desktop.windows.look.status import look_of
from desktop.windows.look.wrapped_text import WrappedText

Index = QModelIndex | QPersistentModelIndex


class OutcomeKind(StrEnum):
    DECISION = "decision"
    RECOMMENDATION = "recommendation"
    ACTION = "action"


ICONS: Mapping[OutcomeKind, str] = {
    OutcomeKind.DECISION: "gavel",
    OutcomeKind.RECOMMENDATION: "megaphone-simple",
    OutcomeKind.ACTION: "flag",
}
WORDS = {
    OutcomeKind.DECISION: label("record", "decision"),
    OutcomeKind.RECOMMENDATION: label("record", "recommendation"),
    OutcomeKind.ACTION: label("record", "action"),
}


@dataclass(frozen=True)
class Outcome:
    """One line of the list."""

    kind: OutcomeKind
    id: str
    number: str
    title: str
    text: str
    detail: str
    status: Code | None = None
    late: bool = False
    recommendation_id: str | None = None
    """The recommendation this is, or the one an action stands under."""


def list_outcomes(
    desk: Desk,
    decisions: Iterable[DecisionRow],
    recommendations: Iterable[MinutesRecommendation],
    known: Mapping[str, RecommendationRow],
) -> list[Outcome]:
    """The lines of one agenda item in the language spoken; ``known`` has the recommendations' rows by id."""
    found: list[Outcome] = []
    for decision in decisions:
        found.append(_decision(desk, decision))
        found += [_action(desk, action, None) for action in decision.actions]
    for row in recommendations:
        found.append(_recommendation(desk, row, known.get(row.id)))
        found += [_action(desk, action, row.id) for action in row.actions]
    return found


def _decision(desk: Desk, row: DecisionRow) -> Outcome:
    detail = desk.say(row.method.label)
    if row.method is not DecisionMethod.CONSENSUS and row.votes_for is not None:
        votes = message(
            "{method}: {votes_for} for, {votes_against} against, {abstentions} abstaining",
            method=row.method,
            votes_for=row.votes_for,
            votes_against=row.votes_against or 0,
            abstentions=row.abstentions or 0,
        )
        detail = desk.say(votes)
    return Outcome(OutcomeKind.DECISION, row.id, row.number, "", desk.language.best(row.text), detail)


def _recommendation(desk: Desk, row: MinutesRecommendation, known: RecommendationRow | None) -> Outcome:
    language = desk.language
    addressed = [isolate(acronym) for acronym in known.addressees] if known else []
    detail = language.text("Addressed to {names}", names=language.row(addressed)) if addressed else ""
    return Outcome(
        OutcomeKind.RECOMMENDATION, row.id, row.number, language.best(row.title), language.best(row.text), detail,
        known.status if known else None, recommendation_id=row.id,
    )  # fmt: skip


def _action(desk: Desk, row: ActionRow, recommendation_id: str | None) -> Outcome:
    language = desk.language
    parts: list[str] = []
    if row.lead:
        parts.append(language.text("Lead: {name}", name=isolate(row.lead)))
    if row.supporting:
        names = language.row(isolate(each) for each in row.supporting)
        parts.append(language.text("with {names}", names=names))
    if row.due:
        parts.append(language.text("due {date}", date=isolate(language.date(row.due, "short"))))
    return Outcome(
        OutcomeKind.ACTION, row.id, row.number, language.best(row.title), "",
        side_by_side(parts, language.right_to_left) if parts else "", row.status, row.overdue, recommendation_id,
    )  # fmt: skip


class OutcomeModel(QAbstractListModel):
    """The lines; the user role holds an :class:`Outcome`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: Sequence[Outcome] = ()

    def show_rows(self, rows: Sequence[Outcome]) -> None:
        if list(rows) == list(self._rows):
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_of(self, outcome_id: str | None) -> int | None:
        return next((place for place, row in enumerate(self._rows) if row.id == outcome_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return row
            case Qt.ItemDataRole.DisplayRole:
                return row.number
            case Qt.ItemDataRole.AccessibleTextRole:
                status = self._desk.say(row.status.label) if row.status else ""
                words = (self._desk.say(WORDS[row.kind]), row.number, row.title, row.text, row.detail, status)
                return ". ".join(word for word in words if word)
        return None


class OutcomeList(QListView):
    """The list. Enter or a double click opens a line, Delete withdraws it: whoever listens does so."""

    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.outcomes = OutcomeModel(desk)
        self.setModel(self.outcomes)
        self.setItemDelegate(_Delegate(desk, self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setMinimumHeight(72)
        self.doubleClicked.connect(lambda _index: self._emit(self.opened))

    def current(self) -> Outcome | None:
        index = self.currentIndex()
        return index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None

    def show_rows(self, rows: Sequence[Outcome]) -> None:
        """Show these lines, and stay on the one that was current."""
        kept, scrolled = self.current(), self.verticalScrollBar().value()
        self.outcomes.show_rows(rows)
        if kept is not None:
            self.choose(kept.id)
            self.verticalScrollBar().setValue(scrolled)

    def choose(self, outcome_id: str) -> None:
        row = self.outcomes.row_of(outcome_id)
        if row is not None:
            self.setCurrentIndex(self.outcomes.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._emit(self.opened)
        elif event.key() == Qt.Key.Key_Delete:
            self._emit(self.removed)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _emit(self, signal: Any) -> None:
        if (outcome := self.current()) is not None:
            signal.emit(outcome)


_MARGIN, _ICON, _GAP, _INDENT = 12, 16, 8, 28
"""Pixels."""


class _Delegate(QStyledItemDelegate):
    """Number and status on the first line, then what was said; an action stands in from its recommendation."""

    def __init__(self, desk: Desk, view: OutcomeList) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        outcome: Outcome = index.data(Qt.ItemDataRole.UserRole)
        width = self._view.viewport().width()
        texts = self._texts(outcome, self._text_width(outcome, width))
        first = option.fontMetrics.height()  # type: ignore[attr-defined]
        return QSize(width, int(first + 2 * 8 + sum(text.height for text, _ in texts) + 2 * len(texts)))

    def displayText(self, value: object, locale: object) -> str:
        return ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        outcome: Outcome = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        inner = self._inner(outcome, rect)
        self._draw_head(painter, outcome, inner)
        top = inner.top() + painter.fontMetrics().height() + 2
        for text, colour in self._texts(outcome, inner.width()):
            painter.setPen(QColor(colour))
            text.draw(painter, QRectF(inner.left(), top, inner.width(), text.height))
            top += text.height + 2
        painter.setPen(QColor(self._desk.theme.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _right_to_left(self) -> bool:
        return self._view.isRightToLeft()

    def _lead(self, outcome: Outcome) -> int:
        """What stands before the words: margin, indent, icon."""
        return _MARGIN + (_INDENT if outcome.kind is OutcomeKind.ACTION else 0) + _ICON + _GAP

    def _text_width(self, outcome: Outcome, width: float) -> float:
        return width - self._lead(outcome) - _MARGIN

    def _inner(self, outcome: Outcome, rect: QRectF) -> QRectF:
        lead = self._lead(outcome)
        start, end = (_MARGIN, lead) if self._right_to_left() else (lead, _MARGIN)
        return rect.adjusted(start, 8, -end, -8)

    def _draw_head(self, painter: QPainter, outcome: Outcome, inner: QRectF) -> None:
        theme, right_to_left = self._desk.theme, self._right_to_left()
        height = painter.fontMetrics().height()
        edge = inner.right() + _GAP if right_to_left else inner.left() - _GAP - _ICON
        drawn = pixmap(ICONS[outcome.kind], theme.muted, 32, right_to_left)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRectF(edge, inner.top() + (height - _ICON) / 2, _ICON, _ICON), drawn, QRectF(drawn.rect()))
        bold = QFont(self._view.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        line = QRectF(inner.left(), inner.top(), inner.width(), height)
        start = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        painter.drawText(line, int(start | Qt.AlignmentFlag.AlignAbsolute), outcome.number)
        painter.setFont(self._view.font())
        self._draw_status(painter, outcome, line)

    def _draw_status(self, painter: QPainter, outcome: Outcome, line: QRectF) -> None:
        """At the far end of the first line."""
        if outcome.status is None or (look := look_of(outcome.status)) is None:
            return
        theme, right_to_left = self._desk.theme, self._right_to_left()
        late = self._desk.language.text("late") if outcome.late else ""
        words = [(late, theme.red), (self._desk.say(outcome.status.label), getattr(theme, look[1]))]
        place = line.left() if right_to_left else line.right()
        for word, colour in words:
            if not word:
                continue
            width = painter.fontMetrics().horizontalAdvance(word)
            place = place if right_to_left else place - width
            painter.setPen(QColor(colour))
            painter.drawText(QRectF(place, line.top(), width + 1, line.height()), Qt.AlignmentFlag.AlignCenter, word)
            place = place + width + _GAP if right_to_left else place - _GAP
        drawn = pixmap(look[0], getattr(theme, look[1]), 32, right_to_left)
        left = place - 2 if right_to_left else place - _ICON + 2
        painter.drawPixmap(QRectF(left, line.top() + (line.height() - _ICON) / 2, _ICON, _ICON), drawn,
                           QRectF(drawn.rect()))  # fmt: skip

    def _texts(self, outcome: Outcome, width: float) -> list[tuple[WrappedText, str]]:
        """The lines under the first, each with its colour."""
        theme, otherwise = self._desk.theme, self._view.layoutDirection()
        font = self._view.font()
        medium = QFont(font)
        medium.setWeight(QFont.Weight.Medium)
        wanted = ((outcome.title, medium, 2, theme.text), (outcome.text, font, 4, theme.text),
                  (outcome.detail, font, 2, theme.muted))  # fmt: skip
        return [
            (WrappedText(text, face, width, lines, otherwise), colour) for text, face, lines, colour in wanted if text
        ]

"""Series of meetings as a list of their own: how many meetings each has, and when the last one was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.codes import Audience
from desktop.language import LanguageCode, Wording
from desktop.records.audience import is_visible
from desktop.records.base import in_language
from desktop.records.listing import Sort, in_order, ordered
from desktop.records.meetings.meeting import Meeting, MeetingSeries
from desktop.records.search.words import as_read, holds


@dataclass(frozen=True)
class SeriesRow:
    id: str
    name: Wording
    meetings: int
    last: dt.date | None
    """The first day of its latest meeting."""


SORTS = {"title": lambda code: in_language(MeetingSeries.name, code)}


def list_series_ids(session: Session, search: str, code: LanguageCode, sort: Sort | None = None) -> list[str]:
    """The ids of the series whose name holds these words, the oldest first when nothing else is said."""
    found = session.scalars(ordered(sa.select(MeetingSeries), SORTS, sort, code, MeetingSeries.id))
    read = as_read(found, sort, code, lambda each: each.name)
    return [each.id for each in read if holds(search, each.name)]


def find_series(session: Session, ids: Sequence[str], audience: Audience | None = None) -> list[SeriesRow]:
    """The rows with these ids, in this order; meetings that ``audience`` may not see are not counted."""
    held = (
        sa.select(Meeting.series_id, sa.func.count(), sa.func.max(Meeting.start))
        .where(Meeting.series_id.in_(ids), Meeting.withdrawn_on.is_(None), is_visible(Meeting, audience))
        .group_by(Meeting.series_id)
    )
    counts = {series_id: (number, last) for series_id, number, last in session.execute(held)}
    found = session.scalars(sa.select(MeetingSeries).where(MeetingSeries.id.in_(ids)))
    return in_order(ids, (SeriesRow(each.id, each.name, *counts.get(each.id, (0, None))) for each in found))

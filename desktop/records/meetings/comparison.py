"""What changed between two versions of the minutes, in plain words: a sentence for each change, with the texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from desktop.language import LANGUAGE_CODES, LanguageCode, Message, Wording, isolate, message
from desktop.records.rows import AgendaItemRow, AttendanceRow, DecisionRow, Minutes, MinutesRecommendation

Row = TypeVar("Row")


@dataclass(frozen=True)
class Difference:
    """One change."""

    said: Message
    old: str = ""
    new: str = ""
    """The texts, where what changed is one; both in the same language."""
    language: LanguageCode | None = None


def compare_minutes(old: Minutes, new: Minutes) -> list[Difference]:
    """What the newer minutes say otherwise than the older ones, in the order of the minutes."""
    return [
        *_texts(message("Title of the meeting"), old.meeting.title, new.meeting.title),
        *_texts(message("Place"), old.meeting.place, new.meeting.place),
        *_values(message("First day"), old.meeting.start, new.meeting.start),
        *_values(message("Last day"), old.meeting.end, new.meeting.end),
        *_values(message("Opened at"), _time(old.opened_at), _time(new.opened_at)),
        *_values(message("Closed at"), _time(old.closed_at), _time(new.closed_at)),
        *_values(message("Chair"), old.chair, new.chair),
        *_values(message("Rapporteur"), old.rapporteur, new.rapporteur),
        *_rows(old.attendance, new.attendance, _name_of_attendance, _attendance),
        *_rows(old.agenda, new.agenda, _name_of_item, _item),
        *_rows(old.other_recommendations, new.other_recommendations, _name_of_recommendation, _recommendation),
        *_rows(old.corrigenda, new.corrigenda, lambda row: message("Corrigendum {number}", number=row.number),
               lambda _was, _now: iter(())),
    ]  # fmt: skip


def _rows(
    old: Sequence[Row],
    new: Sequence[Row],
    name: Callable[[Any], Message],
    compare: Callable[[Any, Any], Iterator[Difference]],
) -> Iterator[Difference]:
    """Rows that came, that went, and what changed in those that are in both."""
    before: Mapping[str, Any] = {_id(row): row for row in old}
    after: Mapping[str, Any] = {_id(row): row for row in new}
    for key, row in before.items():
        if key not in after:
            yield Difference(message("{what}: no longer there", what=name(row)))
    for key, row in after.items():
        if key not in before:
            yield Difference(message("{what}: new", what=name(row)))
        else:
            yield from compare(before[key], row)


def _id(row: Any) -> str:
    return row.id


def _texts(what: Message, old: Wording, new: Wording) -> Iterator[Difference]:
    for code in LANGUAGE_CODES:
        was, now = old.get(code) or "", new.get(code) or ""
        if was != now:
            yield Difference(message("{what}: reworded", what=what), was, now, code)


def _values(what: Message, old: object, new: object) -> Iterator[Difference]:
    if old != new:
        was, now = ("–" if value is None else value for value in (old, new))
        yield Difference(message("{what}: {old} became {new}", what=what, old=was, new=now))


def _time(value: dt.time | None) -> str | None:
    return value.strftime("%H:%M") if value else None


def _name_of_attendance(row: AttendanceRow) -> Message:
    names = (row.institution_acronym or "", row.person("fr"))
    return message("Attendance of {name}", name=isolate(" · ".join(each for each in names if each)))


def _attendance(old: AttendanceRow, new: AttendanceRow) -> Iterator[Difference]:
    name = _name_of_attendance(new)
    yield from _values(name, old.presence, new.presence)
    yield from _values(message("{what}, capacity", what=name), old.capacity, new.capacity)
    yield from _values(message("{what}, represented by", what=name), old.represented_by, new.represented_by)
    for was, now, words in (
        (old.arrived_at, new.arrived_at, message("{what}, arrival", what=name)),
        (old.left_at, new.left_at, message("{what}, departure", what=name)),
    ):
        yield from _values(words, _time(was), _time(now))


def _name_of_item(row: AgendaItemRow) -> Message:
    return message("Item {number}: {title}", number=row.position, title=row.title)


def _item(old: AgendaItemRow, new: AgendaItemRow) -> Iterator[Difference]:
    name = _name_of_item(new)
    if old.position != new.position:
        yield Difference(
            message("{what}: moved from place {old} to {new}", what=name, old=old.position, new=new.position)
        )
    yield from _texts(message("{what}, title", what=name), old.title, new.title)
    yield from _texts(message("{what}, minutes", what=name), old.minutes, new.minutes)
    yield from _values(message("{what}, rapporteur", what=name), old.rapporteur, new.rapporteur)
    yield from _values(message("{what}, outcome", what=name), old.outcome, new.outcome)
    yield from _rows(old.decisions, new.decisions, _name_of_decision, _decision)
    yield from _rows(old.recommendations, new.recommendations, _name_of_recommendation, _recommendation)


def _name_of_decision(row: DecisionRow) -> Message:
    return message("Decision {number}", number=row.number)


def _decision(old: DecisionRow, new: DecisionRow) -> Iterator[Difference]:
    name = _name_of_decision(new)
    yield from _texts(name, old.text, new.text)
    yield from _values(message("{what}, how it was decided", what=name), old.method, new.method)
    for field, words in (
        ("votes_for", message("{what}, votes for", what=name)),
        ("votes_against", message("{what}, votes against", what=name)),
        ("abstentions", message("{what}, abstentions", what=name)),
    ):
        yield from _values(words, getattr(old, field), getattr(new, field))


def _name_of_recommendation(row: MinutesRecommendation) -> Message:
    return message("Recommendation {number}", number=row.number)


def _recommendation(old: MinutesRecommendation, new: MinutesRecommendation) -> Iterator[Difference]:
    name = _name_of_recommendation(new)
    yield from _texts(message("{what}, title", what=name), old.title, new.title)
    yield from _texts(name, old.text, new.text)
    if old.addressees != new.addressees:
        yield Difference(message("{what}: addressed to others", what=name))

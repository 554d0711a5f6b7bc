"""Records of every kind to choose from, in one list: what a letter is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.language import isolate
from desktop.records.base import Record
from desktop.records.search.index import indexed_kinds
from desktop.records.subject import Subject
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import (
    actions,
    bodies,
    decisions,
    good_practices,
    indicators,
    institutions,
    meetings,
    objectives,
    people,
    plans,
    programmes,
    recommendations,
    sources,
)
from desktop.windows.forms.chooser import Option
from desktop.windows.lists.offer import Offer

OFFERS: Mapping[str, Offer] = {
    "action": actions,
    "recommendation": recommendations,
    "decision": decisions,
    "meeting": meetings,
    "programme": programmes,
    "plan": plans,
    "objective": objectives,
    "institution": institutions,
    "person": people,
    "body": bodies,
    "source": sources,
    "indicator": indicators,
    "good_practice": good_practices,
}
"""By the kind of record (one of ``SUBJECTS``), where the records come from."""

AT_FIRST = ("meeting", "recommendation", "action")
"""The kinds of which the latest are listed before anything is typed."""
OF_EACH = 6
"""How many of each kind are listed at most."""


class SubjectOffer(Offer):
    """Options whose values are ``kind:id``."""

    def __init__(self) -> None:
        self.page = ""

    def search(self, desk: Desk, words: str) -> list[Option]:
        kinds = OFFERS if words.strip() else AT_FIRST
        return [
            _option(desk, kind, option) for kind in kinds for option in OFFERS[kind].search(desk, words)[:OF_EACH]
        ]  # fmt: skip

    def find(self, desk: Desk, ids: Sequence[str]) -> list[Option]:
        found: dict[str, Option] = {}
        subjects = [subject_of(each) for each in ids]
        for kind in dict.fromkeys(each.kind for each in subjects):
            if kind in OFFERS:
                options = OFFERS[kind].find(desk, [each.id for each in subjects if each.kind == kind])
                found |= {value_of(Subject(kind, each.value)): _option(desk, kind, each) for each in options}
        return [found[each] for each in ids if each in found]


def value_of(subject: Subject) -> str:
    """A record as the value of an option."""
    return f"{subject.kind}:{subject.id}"


def subject_of(value: str) -> Subject:
    """The record again."""
    kind, _, record_id = value.partition(":")
    return Subject(kind, record_id)


def _option(desk: Desk, kind: str, option: Option) -> Option:
    record: type[Record] = indexed_kinds()[kind]
    return Option(
        value_of(Subject(kind, option.value)), f"{desk.say(record.singular)} · {isolate(option.words)}",
        option.short or option.words,
    )  # fmt: skip


subjects = SubjectOffer()
"""Any record a letter can be about."""

"""Every kind of record in the window: made, found, changed, withdrawn and brought back, on two registers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.codes import (
    BodyKind,
    DecisionMethod,
    Frequency,
    Implementation,
    InstitutionKind,
    LetterKind,
    MajorityOf,
    MeetingMode,
    PersonRole,
    PlanKind,
    Position,
    Priority,
    SourceKind,
    Standing,
)
from desktop.language import LANGUAGE_CODES, LanguageCode, Wording
from desktop.records.meetings.agenda import list_open_item_ids
from desktop.records.people.institution import InstitutionFilter, list_institution_ids
from desktop.windows.lists.list_page import ListPage
from desktop.windows.main_window import MainWindow
from desktop.windows.pages import PAGES
from tests.records.sample import DAY, STEP, new_institution, new_item, new_meeting
from tests.registers import new_register
from tests.windows.frame import copy_demonstration, open_dialog, open_window

WORD = "Zanzibar"


@dataclass(frozen=True)
class Case:
    """What is entered of a new one, and what is changed afterwards."""

    key: str
    entered: Mapping[str, Any]
    changed: tuple[str, Any]
    links: Mapping[str, Callable[[MainWindow], Any]] = field(default_factory=dict)
    """Fields that name records the register has already."""


def institution(window: MainWindow) -> str:
    with window.desk.reading() as session:
        return list_institution_ids(session, InstitutionFilter(), "fr")[0]


def institutions(window: MainWindow) -> tuple[str, ...]:
    return (institution(window),)


def open_item(window: MainWindow) -> str:
    with window.desk.reading() as session:
        return list_open_item_ids(session)[0]


NAME = Wording(fr=WORD, ar="زنجبار")

CASES = (
    Case("recommendations", {"text": NAME, "priority": Priority.HIGH, "position": Position.PENDING},
         ("status", Implementation.IN_PROGRESS), {"addressees": institutions}),
    Case("actions", {"title": NAME}, ("funding", "Budget général"), {"lead_id": institution}),
    Case("institutions", {"acronym": "ZZB", "name": NAME, "kind": InstitutionKind.MINISTRY,
                          "standing": Standing.MEMBER}, ("standing", Standing.PARTNER)),
    Case("plans", {"name": NAME, "kind": PlanKind.STRATEGY, "start": DAY}, ("kind", PlanKind.ACTION_PLAN)),
    Case("programmes", {"code": "ZAN", "name": NAME, "budget": 11_000_000}, ("countries", ("MA", "TN")),
         {"donors": institutions}),
    Case("decisions", {"text": NAME, "method": DecisionMethod.CONSENSUS}, ("method", DecisionMethod.UNANIMITY),
         {"agenda_item_id": open_item}),
    Case("letters", {"subject": NAME, "kind": LetterKind.REQUEST, "sent_on": DAY}, ("answer_due", DAY),
         {"institution_id": institution}),
    Case("sources", {"code": "ZAN 1", "title": NAME, "kind": SourceKind.LAW}, ("address", "https://lois.example"),
         {"institution_id": institution}),
    Case("indicators", {"code": "ZAN-1", "name": NAME, "frequency": Frequency.YEARLY, "baseline": 12.5},
         ("target", 40.25)),
    Case("good_practices", {"title": NAME, "country": "PT"}, ("country", "IT")),
    Case("trainings", {"title": NAME, "start": DAY, "mode": MeetingMode.REMOTE}, ("link", "https://salle.example"),
         {"host_id": institution}),
    Case("people", {"name_latin": WORD, "name_arabic": "زنجبار", "role": PersonRole.EXPERT,
                    "languages": ("fr", "pt")}, ("email", "z@exemple.org"), {"institution_id": institution}),
    Case("bodies", {"name": NAME, "kind": BodyKind.WORKING_GROUP, "quorum": Fraction(2, 3), "second_call": Fraction(0),
                    "second_call_days": 8}, ("majority_of", MajorityOf.PRESENT)),
    Case("series", {"name": NAME}, ("name", Wording(fr="Zanzibar bis"))),
    Case("pillars", {"code": "zanzibar", "name": NAME}, ("position", 9)),
    Case("themes", {"code": "zanzibar", "name": NAME}, ("position", 9)),
    Case("terms", {"code": "zanzibar", "text": NAME}, ("code", "zanzibar.2")),
)  # fmt: skip


def empty_register(folder: Path) -> Path:
    """A new register with one institution and one meeting to name."""
    path = folder / "new.tawsiya"
    with new_register(path) as register, register.changing(STEP) as session:
        new_institution(session)
        new_item(session, new_meeting(session))
    return path


@pytest.fixture(params=["empty", "demonstration"])
def window(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    path = empty_register(tmp_path) if request.param == "empty" else copy_demonstration(tmp_path)
    shown = open_window(qtbot, path)
    yield shown
    shown.close()


def list_page(window: MainWindow, key: str) -> ListPage:
    assert window.go(key)
    page = window.page_at(key)
    assert isinstance(page, ListPage)
    return page


def is_listed(page: ListPage, record_id: str) -> bool:
    page.model.refresh()
    return page.model.position_of(record_id) >= 0


def test_no_kind_is_without_a_page() -> None:
    # A meeting is no form: it is made in the steps of preparing it, which have tests of their own.
    assert {case.key for case in CASES} | {"meetings"} == {key for key, entry in PAGES.items() if entry.add is not None}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_a_record_is_made_found_changed_withdrawn_and_brought_back(
    qtbot: QtBot, window: MainWindow, case: Case
) -> None:
    page = list_page(window, case.key)
    page.add()
    dialog = open_dialog()
    for name, value in case.entered.items():
        dialog.form.editors[name].set_value(value)
    for name, find in case.links.items():
        if name in dialog.form.editors:
            dialog.form.editors[name].set_value(find(window))
    dialog.accept()
    assert not dialog.isVisible(), dialog.error.text()

    made = page.table.chosen_id
    assert made is not None
    shown = {name: editor.value() for name, editor in page.pane.form.editors.items()}
    for name, value in case.entered.items():
        if name in shown:
            assert shown[name] == value, name
    for name, find in case.links.items():
        assert name not in shown or page.pane.form.editors[name].value() == find(window)

    page.set_filters({}, "zanzibar")
    assert page.model.rowCount() == 1
    page.set_filters({}, "زَنْجِبَار" if case.key not in ("institutions",) else "zzb")
    assert is_listed(page, made)
    page.set_filters({})

    name, value = case.changed
    page.show_record(made)
    before = page.pane.form.editors[name].value()
    page.pane.form.editors[name].set_value(value)
    assert page.pane.save()
    assert page.pane.form.editors[name].value() == value

    page.pane.withdraw()
    assert not is_listed(page, made)
    window.desk.undo()
    assert is_listed(page, made)
    window.desk.undo()
    page.show_record(made)
    assert page.pane.form.editors[name].value() == before
    window.desk.undo()
    assert not is_listed(page, made)


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_every_page_and_every_form_opens_in_every_language(
    qtbot: QtBot, tmp_path: Path, language: LanguageCode
) -> None:
    window = open_window(qtbot, copy_demonstration(tmp_path), language)
    for case in CASES:
        page = list_page(window, case.key)
        assert page.model.rowCount() or case.key in ("trainings", "terms", "good_practices")
        for place in range(page.pane.tabs.count()):
            page.pane.tab = place
            assert page.pane.tabs.tabText(place)
        page.add()
        dialog = open_dialog()
        assert dialog.windowTitle()
        dialog.reject()
        qtbot.waitUntil(lambda dialog=dialog: not dialog.isVisible())
        for parts in page.pane.part_lists:
            if page.pane.record_id is None or parts.parts.add is None:
                continue
            parts.add()
            dialog = open_dialog()
            dialog.reject()
            qtbot.waitUntil(lambda dialog=dialog: not dialog.isVisible())
    window.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_what_is_missing_is_said_at_its_field(qtbot: QtBot, tmp_path: Path, case: Case) -> None:
    window = open_window(qtbot, empty_register(tmp_path))
    page = list_page(window, case.key)
    before = page.model.rowCount()
    page.add()
    dialog = open_dialog()
    dialog.accept()
    assert dialog.isVisible()
    said = [error for error in dialog.form.errors.values() if error.isVisible()]
    assert said or dialog.error.isVisible()
    dialog.reject()
    page.model.refresh()
    assert page.model.rowCount() == before
    window.close()

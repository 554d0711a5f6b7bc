"""Lists of a hundred thousand actions, beside the barest query that sqlite3 can be asked: reported as a ratio.

The peer reads the same ids with the same condition and order, without session, filter or row. What is on top of it is
what our layer costs.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from desktop.codes import ActionStatus
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.records.listing import Sort
from desktop.records.register import Register
from tests.large_register import fill_large

TODAY = dt.date.today()
PAGE = 100
ROUNDS = 5

FIRST_PAGES: dict[str, tuple[ActionFilter, Sort | None, str]] = {
    "newest": (ActionFilter(), None, "order by serial desc"),
    "by title": (ActionFilter(), Sort("title"), "order by sort_fr nulls last, serial desc"),
    "by deadline": (ActionFilter(), Sort("due"), "order by coalesce(revised_due, due) nulls last, serial desc"),
    "overdue": (
        ActionFilter(overdue=True), None,
        f"and coalesce(revised_due, due) < '{TODAY}' and status not in ('reported', 'verified', 'cancelled') "
        "order by serial desc",
    ),
    "blocked": (ActionFilter(statuses=[ActionStatus.BLOCKED]), None, "and status = 'blocked' order by serial desc"),
    "searched": (ActionFilter(search="École"), None, "and folded like '%ecole%' order by serial desc"),
}  # fmt: skip


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.tawsiya"
    with Register.create(path, country_code="MA", language="fr") as register:
        fill_large(register, recommendations=1_000, meetings=100)
    return path


@pytest.fixture
def large(large_file: Path) -> Iterator[Register]:
    with Register.open(large_file) as register:
        yield register


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@pytest.mark.parametrize("name", FIRST_PAGES)
def test_a_first_page_beside_the_bare_query(
    benchmark: BenchmarkFixture, large: Register, large_file: Path, name: str
) -> None:
    chosen, sort, rest = FIRST_PAGES[name]
    statement = f"select id from action where withdrawn_on is null {rest}"  # noqa: S608 - the constants above
    bare = sqlite3.connect(large_file)
    expected = [action_id for (action_id,) in bare.execute(statement)]

    listed: list[str] = []
    ours: list[float] = []
    theirs: list[float] = []

    def first_page() -> None:
        with large.reading() as session:
            listed[:] = list_action_ids(session, chosen, "fr", sort, TODAY)
            list_actions(session, listed[:PAGE], TODAY)

    # They take turns, so that whatever else the machine does falls on both.
    benchmark.pedantic(
        lambda: ours.append(seconds(first_page)),
        setup=lambda: theirs.append(seconds(lambda: bare.execute(statement).fetchall())),
        rounds=ROUNDS,
        warmup_rounds=1,
    )
    bare.close()
    benchmark.extra_info["ratio to sqlite3"] = round(statistics.median(ours) / statistics.median(theirs), 2)
    assert listed == expected and listed

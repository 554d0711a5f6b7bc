"""What it costs that every change is written down: the same changes with the journal and without it, as a ratio."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
import sqlalchemy as sa
from pytest_benchmark.fixture import BenchmarkFixture
from sqlalchemy.orm import Session

from desktop.language import Wording, message
from desktop.records import guard
from desktop.records.follow_up.action import Action
from desktop.records.register import Register

CHANGES, ROUNDS, MOST = 500, 15, 4.0

WORK = ("made", "altered")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    path = tmp_path / "register.tawsiya"
    with Register.create(path, country_code="MA", language="fr") as made:
        with made.changing(message("Filled")) as session:
            session.add_all(_action(place, "old") for place in range(CHANGES))
        yield made


def _action(place: int, series: str) -> Action:
    number = f"{series}-{place:05}"
    return Action(
        number=number, serial=place, title=Wording(f"Former les juges {place}", f"تدريب القضاة {place}", None)
    )


@pytest.mark.parametrize("kind", WORK)
def test_writing_with_the_journal_beside_writing_without_it(
    benchmark: BenchmarkFixture, register: Register, kind: str
) -> None:
    """Without means: the same records through the same layer, but neither journal nor index nor guard listening."""
    theirs: list[float] = []
    ours: list[float] = []
    runs = iter(range(1_000))

    def change(session: Session, run: int) -> None:
        if kind == "made":
            session.add_all(_action(place, f"run{run}") for place in range(CHANGES))
        else:
            for action in session.scalars(sa.select(Action).where(Action.number.like("old-%"))):
                action.title = Wording(f"{run} {action.number}", action.title.ar, None)
        session.flush()

    def without() -> None:
        unguarded = register.engine.execution_options(tawsiya_writes=True, **{guard.OPEN: True})
        start = time.perf_counter()
        with Session(unguarded) as session:
            change(session, next(runs))
            session.commit()
        theirs.append(time.perf_counter() - start)

    def with_journal() -> None:
        start = time.perf_counter()
        with register.changing(message("Changed")) as session:
            change(session, next(runs))
        ours.append(time.perf_counter() - start)

    without()
    theirs.clear()
    benchmark.pedantic(with_journal, setup=without, rounds=ROUNDS)
    ratio = median(ours) / median(theirs)
    benchmark.extra_info["ratio to writing without"] = round(ratio, 2)
    print(
        f"\n{CHANGES} {kind}: {median(ours) * 1000:.0f} ms, without {median(theirs) * 1000:.0f} ms, ratio {ratio:.2f}"
    )
    assert ratio <= MOST

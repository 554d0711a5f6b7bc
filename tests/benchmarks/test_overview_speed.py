"""All the figures of a dashboard together, beside one bare count of the actions by status."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from pytest_benchmark.fixture import BenchmarkFixture

from desktop.codes import Audience
from desktop.records.overview import find_overview
from desktop.records.register import Register

ROUNDS = 7
FIGURES, MOST = 11, 40.0
"""Eleven figures, some of two tables: this many bare counts is half a second where one takes twelve milliseconds."""


def test_all_figures_of_a_dashboard_beside_a_bare_count(
    benchmark: BenchmarkFixture, whole: Register, whole_file: Path
) -> None:
    bare = sqlite3.connect(whole_file)
    theirs: list[float] = []

    def peer() -> None:
        query = "select status, count(*) from action where withdrawn_on is null group by status"
        theirs.append(timed(lambda: bare.execute(query).fetchall()))

    with whole.reading() as session:
        find_overview(session)
        found = benchmark.pedantic(find_overview, args=(session,), setup=peer, rounds=ROUNDS)
        outside = timed(lambda: find_overview(session, audience=Audience.PARTNERS))
        mine = median(benchmark.stats.stats.data) if benchmark.stats else timed(lambda: find_overview(session))
    bare.close()
    assert sum(found.actions.values()) == 100_000
    ratio = mine / median(theirs)
    benchmark.extra_info["ratio to a bare count"] = round(ratio, 1)
    print(f"\n{mine * 1000:.0f} ms (partners {outside * 1000:.0f}), ratio to a count {ratio:.1f}")
    assert ratio <= MOST


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start

"""The fifty best hits of a search, beside the barest question that can be asked of the same index."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from desktop.records.register import Register
from desktop.records.search.result import search

ROUNDS, BEST, MOST = 7, 50, 3.0

QUESTIONS = {
    "two words": ("magistrats évaluer", '"magistrats"* AND "evaluer"*'),
    "a common word": ("former", '"former"*'),
    "as one types": ("evalu", '"evalu"*'),
    "Arabic with its article": ("القضاة تدريب", '"قضاه"* AND "تدريب"*'),
    "Arabic": ("التجهيز", '"تجهيز"*'),
    "a phrase": ('"avec l’appui des partenaires"', '"avec l appui des partenaires"'),
    "several words": ("magistrats rabat besoins", '"magistrats"* AND "rabat"* AND "besoins"*'),
    "a number": ("ACT-2021", '"act 2021"*'),
}  # fmt: skip


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_best_hits_beside_a_bare_question(
    benchmark: BenchmarkFixture, whole: Register, whole_file: Path, name: str
) -> None:
    """The bare one gives row numbers by FTS5's own rank; ours gives titles, passages and marks, best first."""
    typed, asked = QUESTIONS[name]
    bare = sqlite3.connect(whole_file)
    theirs: list[float] = []

    def peer() -> None:
        query = "select rowid from search_index where search_index match ? order by rank limit ?"
        theirs.append(timed(lambda: bare.execute(query, (asked, BEST)).fetchall()))

    with whole.reading() as session:
        search(session, typed)
        peer()
        theirs.clear()
        hits = benchmark.pedantic(search, args=(session, typed), kwargs={"limit": BEST}, setup=peer, rounds=ROUNDS)
        mine = median(benchmark.stats.stats.data) if benchmark.stats else timed(lambda: search(session, typed))
    bare.close()
    assert len(hits) == BEST
    ratio = mine / median(theirs)
    benchmark.extra_info["ratio to a bare FTS5 question"] = round(ratio, 2)
    print(f"\n{name}: {mine * 1000:.1f} ms, bare {median(theirs) * 1000:.1f} ms, ratio {ratio:.2f}")
    assert ratio <= MOST


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start

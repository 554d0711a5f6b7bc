"""Ten thousand returned actions compared with the register, and a matrix of six thousand rows taken in.

The peers read the same file and nothing more: openpyxl in its read-only way. What is on top of it is understanding the
cells, reading the register and comparing, or entering.
"""

from __future__ import annotations

import csv
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from desktop.intake.matrix.importing import carry_out, plan_import, read_table
from desktop.intake.review import review_file
from desktop.outputs.trackers import export_tracker
from desktop.records.register import Register
from tests.large_register import fill_large

ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def read_plainly(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True)
    return sum(sum(value is not None for value in row) for sheet in book for row in sheet.iter_rows(values_only=True))


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("sent")
    with Register.create(folder / "register.tawsiya", country_code="MA", language="fr") as register:
        fill_large(register, actions=10_000, recommendations=3_000, meetings=200)
        export_tracker(register, None, ["fr"], folder / "tracker.xlsx")
    return folder / "register.tawsiya", folder / "tracker.xlsx"


def test_a_returned_tracker_beside_its_mere_reading(benchmark: BenchmarkFixture, sent: tuple[Path, Path]) -> None:
    theirs: list[float] = []
    with Register.open(sent[0]) as register:
        review = benchmark.pedantic(
            lambda: review_file(register, sent[1]),
            setup=lambda: theirs.append(seconds(lambda: read_plainly(sent[1]))),
            rounds=ROUNDS,
            warmup_rounds=1,
        )
    assert len(review.lines) > 9_000 and not review.notes
    stats: Any = benchmark.stats
    ratio = stats.stats.median / statistics.median(theirs)
    benchmark.extra_info["ratio to openpyxl's reading"] = round(ratio, 2)
    assert ratio < 1.5, ratio


def test_six_thousand_rows_of_a_matrix(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    path = tmp_path / "matrix.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Recommandation", "Réponse", "Thème"])
        rows.writerows(
            [f"Renforcer la protection des victimes et leur accès à la justice, mesure {number}", "Acceptée", "Droits"]
            for number in range(6_094)
        )
    made: list[Path] = []

    def fresh() -> tuple[tuple[Register], dict[str, object]]:
        made.append(tmp_path / f"{len(made)}.tawsiya")
        return (Register.create(made[-1], country_code="MA", language="fr"),), {}

    def take_in(register: Register) -> int:
        plan = plan_import(register, read_table(path))
        carry_out(register, plan)
        register.close()
        return plan.recommendations

    assert benchmark.pedantic(take_in, setup=fresh, rounds=ROUNDS) == 6_094

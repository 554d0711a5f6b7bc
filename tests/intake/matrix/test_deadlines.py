"""Deadlines as matrices write them."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.intake import answers
from desktop.intake.answers import Unclear
from desktop.intake.matrix.columns import Part
from desktop.intake.matrix.deadlines import deadline, is_continuous
from desktop.intake.matrix.importing import read_table

JUNE, DECEMBER = dt.date(2022, 6, 30), dt.date(2022, 12, 31)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        *((said, JUNE) for said in (
            "T2 2022", "t2-2022", "2ème trimestre 2022", "2e trimestre de 2022", "Q2 2022", "second quarter of 2022",
            "fin juin 2022", "Fin Juin 2022.", "juin 2022", "06/2022",
            "06.2022", "2022-T2", "2022 Q2", "2022/S1", "2022T2", "S1 2022", "1er semestre 2022",
            "end of June 2022", "d'ici fin juin 2022", "30/06/2022", "30 juin 2022", "نهاية يونيو 2022",
            "متم شهر يونيو 2022", "الفصل الثاني 2022", "النصف الأول من 2022", "يونيو ٢٠٢٢",
            dt.date(2022, 6, 30), dt.datetime(2022, 6, 30),
        )),
        *((said, DECEMBER) for said in (
            "2022", 2022, "fin 2022", "d'ici fin 2022", "T4 2022", "décembre 2022", "2021-2022", "2021/2022",
            "2020 à 2022", "12.2022",
            "S2/2022",            "نهاية سنة 2022", "دجنبر 2022", "by end 2022", "31.12.2022",
        )),
        *((said, None) for said in ("en continu", "Permanent", "مستمر", "ongoing", "", None)),
    ],
)  # fmt: skip
def test_the_last_day_that_is_meant(said: Any, meant: dt.date | None) -> None:
    assert deadline(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "fin juin",
        "T5 2022",
        "2022-T5",
        "2022-S3",
        "13/2022",
        "13.2022",
        "bientôt",
        "court terme",
        "1",
        "voir plan",
        "T2",
        "0000",
        "T2 0000",
        "fin juin 0000",
        "00/0000",
        "2022-0000",
        "1033",
    ],
)
def test_what_has_no_year_or_is_none_is_asked_about(said: str) -> None:
    with pytest.raises(Unclear):
        deadline(said)


def test_without_end() -> None:
    assert is_continuous(" En continu ") and is_continuous("مستمرة") and not is_continuous("2022")


WRITTEN = st.text(st.sampled_from("0123456789٠١٢ -/.:%TtqSs\u00a0finjuinأيونيو"), max_size=14)


@settings(max_examples=500, deadline=None)
@given(st.one_of(WRITTEN, st.text(max_size=20), st.integers(), st.floats(), st.datetimes(), st.dates(), st.booleans()))
def test_whatever_is_written_is_understood_or_asked_about(said: Any) -> None:
    for understand in (deadline, answers.day, answers.percentage, answers.status, answers.words):
        with suppress(Unclear):
            understand(said)


def test_figures_that_look_like_years_do_no_harm(tmp_path: Path) -> None:
    """Codes such as these stand in the columns of many tables."""
    path = tmp_path / "codes.csv"
    path.write_text("Action,Autre\nFormer,0000\nÉditer,0001\nBâtir,9999\n", encoding="utf-8")
    assert read_table(path).parts == (Part.ACTION, Part.IGNORED)

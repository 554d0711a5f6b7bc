"""Deadlines as matrices write them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from desktop.intake.answers import Unclear
from desktop.intake.matrix.deadlines import deadline, is_continuous

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
    ],
)
def test_what_has_no_year_or_is_none_is_asked_about(said: str) -> None:
    with pytest.raises(Unclear):
        deadline(said)


def test_without_end() -> None:
    assert is_continuous(" En continu ") and is_continuous("مستمرة") and not is_continuous("2022")

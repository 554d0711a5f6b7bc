"""What people write into cells: read where it can mean one thing, asked about where it can mean two."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from desktop.codes import ActionStatus
from desktop.intake import answers
from desktop.language import LANGUAGE_CODES, Language

S = ActionStatus
DAY = dt.date(2026, 3, 12)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("fait", S.REPORTED), ("Réalisée.", S.REPORTED), (" DONE ", S.REPORTED), ("تم", S.REPORTED),
        ("مُنجَز", S.REPORTED),
        ("En cours ", S.IN_PROGRESS), ("en cours de mise en œuvre", S.IN_PROGRESS), ("قيد الإنجاز", S.IN_PROGRESS),
        ("Non commencé", S.PLANNED), ("لم تبدأ بعد", S.PLANNED), ("Bloquée", S.BLOCKED), ("متعثرة", S.BLOCKED),
        ("annulé", S.CANCELLED), ("validé", S.VERIFIED), ("✓ fait", S.REPORTED), ("", None), (None, None),
    ],
)  # fmt: skip
def test_statuses_in_the_words_people_use(said: str | None, meant: ActionStatus | None) -> None:
    assert answers.status(said) is meant


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("status", ActionStatus)
def test_statuses_in_our_own_words(code: Any, status: ActionStatus) -> None:
    assert answers.status(Language(code).text(status.label).upper()) is status


@pytest.mark.parametrize("said", ["fait à moitié", "oui", "voir note", "تم جزئيا تقريبا", "0"])
def test_other_words_are_asked_about(said: str) -> None:
    with pytest.raises(answers.Unclear, match=said):
        answers.status(said)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (0.5, 50), (0, 0), (1, 100), (50, 50), (100, 100), ("50%", 50), ("50 %", 50), ("50\u202f%", 50), ("٥٠٪", 50),
        ("0,5", 50), ("0.5", 50), ("٠٫٥", 50), ("33,3 %", 33), ("1%", 1), ("100", 100), ("0", 0), ("50 pour cent", 50),
        ("٥٠ في المائة", 50), ("", None), (None, None),
    ],
)  # fmt: skip
def test_percentages(said: Any, meant: int | None) -> None:
    assert answers.percentage(said) == meant


@pytest.mark.parametrize("said", ["1", "120%", -5, 101, "environ 50%", "50-60%", "½", True, "fait"])
def test_what_is_no_percentage_or_could_be_two(said: Any) -> None:
    with pytest.raises(answers.Unclear):
        answers.percentage(said)


@given(st.integers(0, 100), st.sampled_from(["{}%", "{} %", "{}\u00a0%", "{} pour cent"]), st.booleans())
def test_every_percentage_in_every_dress(value: int, dress: str, eastern: bool) -> None:
    said = dress.format(value)
    if eastern:
        said = said.translate(str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪"))
    assert answers.percentage(said) == value


@pytest.mark.parametrize(
    "said",
    [
        DAY, dt.datetime(2026, 3, 12, 10), 46_093, "12/03/2026", "12-03-2026", "12.3.2026", "12/03/26", "2026-03-12",
        "2026/03/12", "12 mars 2026", "jeudi 12 mars 2026", "Le 12 mars 2026", "March 12, 2026", "12th March 2026",
        "١٢ مارس ٢٠٢٦", "12 آذار 2026", "الخميس 12 مارس 2026", "12/03/2026 00:00", "12 martie 2026",
    ],
)  # fmt: skip
def test_days(said: Any) -> None:
    assert answers.day(said) == DAY


@pytest.mark.parametrize("said", ["31/02/2026", "T2 2026", "fin juin", "bientôt", "2026", "12 mars", 12, "45/45/2026"])
def test_what_is_no_day(said: Any) -> None:
    with pytest.raises(answers.Unclear):
        answers.day(said)


def test_a_month_first_where_it_can_be_nothing_else() -> None:
    assert answers.day("03/25/2026") == dt.date(2026, 3, 25)


@given(
    st.dates(dt.date(1995, 1, 1), dt.date(2060, 12, 31)),
    st.sampled_from(["fr", "en", "ar", "ar_MA", "ar_TN", "ar_JO", "ar_LB"]),
    st.sampled_from(["long", "full"]),
)
def test_every_day_in_words(day: dt.date, locale: str, form: Any) -> None:
    assert answers.day(format_date(day, form, locale)) == day


@given(st.dates(dt.date(1995, 1, 1), dt.date(2060, 12, 31)), st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"]))
def test_every_day_in_figures(day: dt.date, form: str) -> None:
    assert answers.day(day.strftime(form)) == day


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(allow_nan=True), st.booleans(), st.none()))
def test_nothing_makes_them_fall_over(value: Any) -> None:
    for understand in (answers.status, answers.percentage, answers.day, answers.text):
        try:
            understand(value)
        except answers.Unclear as unclear:
            assert Language("fr").text(unclear.message)

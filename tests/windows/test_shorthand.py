"""What is typed in short while people talk is understood, in three languages and with any digits - or it is said so."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.codes import DecisionMethod, InstitutionKind, Level, Standing
from desktop.language import Wording
from desktop.records.rows import InstitutionRow
from desktop.windows.live.shorthand import Directory, Votes, read_assignment, read_due, read_votes

BASE = dt.date(2026, 6, 15)


def institution(acronym: str, fr: str, ar: str = "") -> InstitutionRow:
    return InstitutionRow(
        acronym.lower(), acronym, Wording(fr=fr, ar=ar or None), InstitutionKind.MINISTRY, "MA", Standing.MEMBER, True,
        Level.INTERNAL,
    )  # fmt: skip


DIRECTORY = Directory(
    [
        institution("MJ", "Ministère de la Justice", "وزارة العدل"),
        institution("MI", "Ministère de l’Intérieur", "وزارة الداخلية"),
        institution("DGSN", "Direction générale de la sûreté nationale"),
    ]
)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("30/06", dt.date(2026, 6, 30)),
        ("30.6", dt.date(2026, 6, 30)),
        ("01/02", dt.date(2027, 2, 1)),
        ("29/02", dt.date(2028, 2, 29)),
        ("30/06/2028", dt.date(2028, 6, 30)),
        ("2028-06-30", dt.date(2028, 6, 30)),
        ("٣٠/٠٦", dt.date(2026, 6, 30)),
        ("+3m", dt.date(2026, 9, 15)),
        ("+3 mois", dt.date(2026, 9, 15)),
        ("+3ش", dt.date(2026, 9, 15)),
        ("+٢ أشهر", dt.date(2026, 8, 15)),
        ("+2s", dt.date(2026, 6, 29)),
        ("+2 weeks", dt.date(2026, 6, 29)),
        ("+10j", dt.date(2026, 6, 25)),
        ("+1 an", dt.date(2027, 6, 15)),
        ("31/02", None),
        ("+3 lunes", None),
        ("MJ", None),
        ("", None),
    ],
)
def test_a_day_is_written_short(typed: str, day: dt.date | None) -> None:
    assert read_due(typed, BASE) == day


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_a_year_is_the_next_one(base: dt.date, month: int, day: int) -> None:
    found = read_due(f"{day}/{month:02}", base)
    assert found is not None
    assert (found.day, found.month) == (day, month)
    assert base <= found < base.replace(year=base.year + 1, day=min(base.day, 28)) + dt.timedelta(days=4)


@pytest.mark.parametrize(
    ("typed", "votes"),
    [
        ("", Votes()),
        ("12-3-1", Votes(DecisionMethod.MAJORITY, 12, 3, 1)),
        ("12 / 3", Votes(DecisionMethod.MAJORITY, 12, 3, 0)),
        ("١٢-٣-١", Votes(DecisionMethod.MAJORITY, 12, 3, 1)),
        ("14", Votes(DecisionMethod.UNANIMITY, 14, 0, 0)),
        ("6-6*", Votes(DecisionMethod.MAJORITY, 6, 6, 0, casting_vote=True)),
        ("unanim", Votes(DecisionMethod.UNANIMITY)),
        ("إجماع", Votes(DecisionMethod.UNANIMITY)),
        ("douze", None),
    ],
)
def test_how_it_was_decided_is_written_short(typed: str, votes: Votes | None) -> None:
    assert read_votes(typed) == votes


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_every_count_of_votes_is_understood(votes_for: int, against: int, abstaining: int) -> None:
    said = read_votes(f"{votes_for}-{against}-{abstaining}")
    assert said is not None
    assert (said.votes_for, said.votes_against, said.abstentions) == (votes_for, against, abstaining)


def test_who_and_when_come_in_any_order() -> None:
    for typed in ("MJ, 30/06", "30/06 mj", "Ministère de la Justice; 30/06", "وزارة العدل، 30/06", "30/06,MJ"):
        assigned = read_assignment(typed, DIRECTORY, BASE)
        assert (assigned.institutions, assigned.due, assigned.unknown) == (("mj",), dt.date(2026, 6, 30), ()), typed
    assert read_assignment("dg mj, mj +1s", DIRECTORY, BASE).institutions == ("dgsn", "mj")


def test_what_is_not_understood_is_named_and_nothing_is_guessed() -> None:
    assert read_assignment("M", DIRECTORY, BASE).unknown == ("M",), "two begin so"
    assert read_assignment("ABC, MJ", DIRECTORY, BASE).unknown == ("ABC",)
    assert read_assignment("", DIRECTORY, BASE) == read_assignment(" , ", DIRECTORY, BASE)

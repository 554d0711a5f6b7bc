"""What a window has at hand: a day in words, with its Hijri date where the commission wants that."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.records.register import Register
from desktop.settings import Settings
from desktop.windows.desk import Desk

DAY = dt.date(2021, 2, 24)


@pytest.mark.parametrize(("country", "written"), [("MA", "24 février 2021 (12 rejeb 1442)"), ("MD", "24 février 2021")])
def test_the_hijri_date_stands_beside_the_day_where_the_country_wants_it(
    qtbot: QtBot, tmp_path: Path, country: str, written: str
) -> None:
    with Register.create(tmp_path / "new.tawsiya", country_code=country, language="fr") as register:
        desk = Desk(register, Settings(look="light"), "fr")
        assert desk.day(DAY) == written


def test_of_a_period_the_first_day_is_said_in_both_calendars(qtbot: QtBot, tmp_path: Path) -> None:
    with Register.create(tmp_path / "new.tawsiya", country_code="MA", language="ar") as register:
        desk = Desk(register, Settings(look="light"), "ar")
        period = desk.language.period(DAY, DAY + dt.timedelta(days=1))
        assert desk.day(DAY, period) == "24–25 فبراير 2021 (12 رجب 1442 هـ)"

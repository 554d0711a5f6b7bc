"""Decimals and shares as people write them, in three languages."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from desktop.language import LANGUAGE_CODES, Language, LanguageCode
from desktop.settings import Settings
from desktop.windows.desk import Surroundings
from desktop.windows.forms.figure_editors import DecimalEditor, ShareEditor, parse_decimal, parse_share


@pytest.mark.parametrize(
    ("written", "value"),
    [("12", 12), ("12,5", 12.5), ("12.5", 12.5), ("1 234,5", 1234.5), ("1.234,5", 1234.5), ("1,234.5", 1234.5),
     ("1 234", 1234), ("1,234", 1234), ("0,125", 0.125), ("-3,5", -3.5), ("١٢٫٥", 12.5), ("1.234.567", 1234567)],
)  # fmt: skip
def test_a_decimal_is_read_with_comma_or_point(written: str, value: float) -> None:
    assert parse_decimal(written) == value


@pytest.mark.parametrize("written", ["", "douze", "1,2,3.4.5", "12,", "--1"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert parse_decimal(written) is None


@given(hundredths=st.integers(-(10**8), 10**8), code=st.sampled_from(LANGUAGE_CODES))
def test_a_number_written_in_any_language_is_read_back(hundredths: int, code: LanguageCode) -> None:
    value = hundredths / 100
    assert parse_decimal(Language(code, "MA").number(value).replace("\u200e", "")) == pytest.approx(value)


@pytest.mark.parametrize(
    ("written", "share"),
    [("1/2", Fraction(1, 2)), ("2 / 3", Fraction(2, 3)), ("50 %", Fraction(1, 2)), ("0", Fraction(0)),
     ("1", Fraction(1))],
)  # fmt: skip
def test_a_share_is_a_fraction_or_a_percentage(written: str, share: Fraction) -> None:
    assert parse_share(written) == share


@pytest.mark.parametrize("written", ["3/2", "1/0", "120 %", "half", "2"])
def test_more_than_the_whole_is_no_share(written: str) -> None:
    assert parse_share(written) is None


def test_what_is_wrong_is_said_and_what_is_right_is_kept(qtbot: QtBot) -> None:
    place = Surroundings(Settings(look="light"), Language("fr", "MA"))
    decimal, share = DecimalEditor(place), ShareEditor(place)
    for editor in (decimal, share):
        qtbot.addWidget(editor)
        qtbot.keyClicks(editor.line, "abc")
        assert editor.problem() is not None
        assert editor.value() is None
    share.set_value(Fraction(2, 4))
    assert share.line.text() == "1/2"
    decimal.set_value(12.5)
    place.speak("en")
    decimal.retranslate()
    assert decimal.value() == 12.5

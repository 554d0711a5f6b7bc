"""What is set otherwise than it was typed: spaces and marks, and never a word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.typography import arabic_marks, narrow_spaces, typeset
from desktop.language import LANGUAGE_CODES, LanguageCode

N, F = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Vote: adopté? «oui»", f"Vote{N}: adopté{N}? «{N}oui{N}»"),
        ("(oui): non;", f"(oui){N}: non{N};"),
        ("62 % à 10:30, https://exemple.org/?a=b;c", f"62{N}% à 10:30, https://exemple.org/?a=b;c"),
        ("1 250 000 € et 12 500 personnes", f"1{N}250{N}000{N}€ et 12{N}500 personnes"),
        ("05 37 12 34 56, en 2020 150 dossiers", "05 37 12 34 56, en 2020 150 dossiers"),
        ("loi n° 27-14, N°5, nos 3", f"loi n°{N}27-14, N°{N}5, nos 3"),
        ("M. El Fassi, Mme Bennis et MM. Tazi", f"M.{F}El Fassi, Mme{F}Bennis et MM.{F}Tazi"),
        ("le 1er décembre, 14 juillet 2021", f"le 1er{F}décembre, 14{F}juillet 2021"),
        ("art. 6, article 12", f"art.{F}6, article{F}12"),
        ("قال: نعم", "قال: نعم"),
    ],
)
def test_french_gets_its_spaces(typed: str, printed: str) -> None:
    assert narrow_spaces(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("العدل, الداخلية; هل تم؟ نعم", "العدل، الداخلية؛ هل تم؟ نعم"),
        ("هل تم?", "هل تم؟"),
        ("قال «نعم», ثم (عاد); وسكت", "قال «نعم»، ثم (عاد)؛ وسكت"),
        ("نسبة 3,5 و 62 %, ثم", "نسبة 3,5 و 62 %, ثم"),
        ("برنامج GLO.ACT, UNODC, IOM", "برنامج GLO.ACT, UNODC, IOM"),
        ("العدل, GLO.ACT", "العدل, GLO.ACT"),
        ("المادة, 5 أشهر", "المادة، 5 أشهر"),
        ("(UNODC), ثم", "(UNODC), ثم"),
        ("اللجنةُ, الوزارةُ", "اللجنةُ، الوزارةُ"),
        ("https://x.ma/?ع=ب,ت", "https://x.ma/?ع=ب,ت"),
    ],
)
def test_arabic_gets_its_marks_between_arabic_words(typed: str, printed: str) -> None:
    assert arabic_marks(typed) == printed


PIECES = st.sampled_from(
    [*" \u00a0\u202f;:!?«»().,%°n1é", "mot", "M.", "n°", "1er", "mai", "12", "500", "€", "https://a.b/?c:d", "10:30",
     "وزارة", "ُ", "،", "؟", "(", ")", "UNODC", "\n", "\u2068", "\u2069"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60)
LATIN = str.maketrans("،؛؟", ",;?")


def bare(text: str) -> str:
    """Without spaces, and with one form of each mark."""
    return re.sub(r"\s", "", text).translate(LATIN)


@settings(max_examples=500)
@given(TEXTS, st.sampled_from(LANGUAGE_CODES))
def test_no_word_is_changed_and_what_is_set_stays_so(text: str, code: LanguageCode) -> None:
    printed = typeset(text, code)
    assert bare(printed) == bare(text)
    assert typeset(printed, code) == printed
    assert code != "en" or printed == text
    assert re.findall(r"\d+:\d+|https?://[\w./]+", printed) == re.findall(r"\d+:\d+|https?://[\w./]+", text)

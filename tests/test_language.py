"""What depends on the language spoken: sentences, plurals, dates and numbers, in each country's own variant."""

from __future__ import annotations

import datetime as dt
import locale
import re
import unicodedata
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import language as language_module
from desktop.codes import ActionStatus, MeetingStatus
from desktop.language import (
    LANGUAGE_CODES,
    Language,
    LanguageCode,
    Message,
    Refusal,
    Wording,
    compile_catalogue,
    isolate,
    label,
    message,
    plural,
    system_language,
)

COUNTRIES = ("MA", "TN", "JO", "LB", "MD", None)
JULY = dt.date(2021, 7, 10)

SPOKEN = st.builds(Language, st.sampled_from(LANGUAGE_CODES), st.sampled_from(COUNTRIES))
TEXTS = st.none() | st.text(max_size=5)


# --- dates and numbers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "country", "written"),
    [
        ("ar", "MA", "10 يوليوز 2021"), ("ar", "TN", "10 جويلية 2021"), ("ar", "JO", "10 تموز 2021"),
        ("ar", "LB", "10 تموز 2021"), ("fr", "MA", "10 juillet 2021"), ("fr", "MD", "10 juillet 2021"),
        ("en", None, "10 July 2021"), ("en", "TN", "10 July 2021"), ("ar", "MD", "10 يوليو 2021"),
    ],
)  # fmt: skip
def test_months_have_the_names_of_the_country(code: LanguageCode, country: str | None, written: str) -> None:
    assert Language(code, country).date(JULY) == written


@pytest.mark.parametrize(
    ("code", "country", "written"),
    [
        ("ar", "MA", "12 رجب 1442 هـ"), ("fr", "MA", "12 rejeb 1442"), ("fr", "TN", "12 rajab 1442"),
        ("en", "JO", "12 Rajab 1442"),
    ],
)  # fmt: skip
def test_a_hijri_date_has_the_months_of_the_country(code: LanguageCode, country: str, written: str) -> None:
    assert Language(code, country).hijri(dt.date(2021, 2, 24)) == written


def test_a_day_the_tables_do_not_reach_has_no_hijri_date() -> None:
    assert Language("ar", "MA").hijri(dt.date(1900, 1, 1)) == ""
    assert Language("ar", "MA").hijri(dt.date(2100, 1, 1)) == ""


@pytest.mark.parametrize(
    ("start", "end", "code", "written"),
    [
        (dt.date(2021, 2, 24), dt.date(2021, 2, 25), "fr", "24–25 février 2021"),
        (dt.date(2021, 2, 24), dt.date(2021, 2, 25), "ar", "24–25 فبراير 2021"),
        (dt.date(2021, 2, 24), dt.date(2021, 2, 25), "en", "24–25 February 2021"),
        (dt.date(2018, 6, 5), None, "fr", "5 juin 2018"),
        (dt.date(2018, 6, 5), dt.date(2018, 6, 5), "en", "5 June 2018"),
        (dt.date(2021, 7, 1), None, "fr", "1er juillet 2021"),
    ],
)
def test_a_period_says_once_what_its_ends_share(
    start: dt.date, end: dt.date | None, code: LanguageCode, written: str
) -> None:
    assert Language(code, "MA").period(start, end) == written


@given(SPOKEN, st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), st.integers(0, 800))
def test_digits_are_western_in_every_language(spoken: Language, day: dt.date, more: int) -> None:
    written = [
        *(spoken.date(day, form) for form in ("short", "medium", "long", "full")),
        spoken.period(day, day + dt.timedelta(more)),
        spoken.number(more * 1234.5),
        spoken.percent(more % 101),
    ]
    digits = {letter for text in written for letter in text if unicodedata.category(letter) == "Nd"}
    assert digits <= set("0123456789")
    assert written[0] == f"{day.day:02}/{day.month:02}/{day.year:04}"


@pytest.mark.parametrize(("code", "country"), list(product(LANGUAGE_CODES, COUNTRIES)))
def test_a_moment_is_in_figures(code: LanguageCode, country: str | None) -> None:
    when = dt.datetime(2021, 2, 24, 9, 5, tzinfo=dt.UTC).astimezone()
    assert Language(code, country).moment(when) == when.strftime("%d/%m/%Y %H:%M")


def test_no_date_is_written_as_nothing() -> None:
    assert Language("fr").date(None) == ""


def test_lists_and_countries_are_said_in_the_language() -> None:
    assert Language("fr").list(["a", "b", "c"]) == "a, b et c"
    assert Language("en").country_name("MA") == "Morocco"
    assert Language("ar", "TN").country_name("TN") == "تونس"
    assert Language("fr").country_name("??") == "??"


# --- sentences --------------------------------------------------------------------------------------------------------


def test_arabic_has_six_plurals() -> None:
    arabic = Language("ar")
    said = [arabic.plural("{count} decision", "{count} decisions", count) for count in (0, 1, 2, 3, 11, 100)]
    assert len(set(said)) == 6
    assert said[3].startswith("3 ") and said[5].startswith("100 ")


def test_french_counts_nothing_in_the_singular_and_english_in_the_plural() -> None:
    said = {code: Language(code).plural("{count} decision", "{count} decisions", 0) for code in ("fr", "en")}
    assert said == {"fr": "0 décision", "en": "0 decisions"}


def test_a_word_depends_on_what_it_is_said_of() -> None:
    words = {Language("ar").text(said) for said in (MeetingStatus.PLANNED.label, ActionStatus.PLANNED.label)}
    assert all(re.search("[\u0600-\u06ff]", word) for word in words)
    assert Language("en").text(label("meeting status", "planned")) == "planned"


def test_a_sentence_nobody_translated_is_said_in_english() -> None:
    for code in LANGUAGE_CODES:
        assert Language(code).text("Nobody has translated {what}.", what="this") == "Nobody has translated this."
        assert Language(code).plural("{count} untranslated", "{count} untranslateds", 2) == "2 untranslateds"


def test_an_empty_text_is_empty_in_every_language() -> None:
    assert [Language(code).text("") for code in LANGUAGE_CODES] == ["", "", ""]


def test_a_country_s_own_words_come_first_and_the_language_s_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = 'msgid "{}"\nmsgstr "{}"\n\n'
    (tmp_path / "ar.po").write_text(entry.format("one", "واحد") + entry.format("two", "اثنان"), encoding="utf-8")
    (tmp_path / "ar_TN.po").write_text(entry.format("one", "تونسي"), encoding="utf-8")
    monkeypatch.setattr("desktop.paths.catalogues", lambda: tmp_path)
    language_module._catalogue.cache_clear()
    try:
        assert [Language("ar", "TN").text(each) for each in ("one", "two")] == ["تونسي", "اثنان"]
        assert [Language("ar", "MA").text(each) for each in ("one", "two")] == ["واحد", "اثنان"]
    finally:
        language_module._catalogue.cache_clear()


def test_a_catalogue_is_compiled_again_when_it_is_newer(tmp_path: Path) -> None:
    source, compiled = tmp_path / "xx.po", tmp_path / "xx.mo"
    source.write_text('msgid "one"\nmsgstr "un"\n')
    assert compile_catalogue(source, compiled) == compiled.read_bytes()


def test_a_catalogue_that_cannot_be_kept_still_speaks(tmp_path: Path) -> None:
    source = tmp_path / "xx.po"
    source.write_text('msgid "one"\nmsgstr "un"\n')
    assert b"un" in compile_catalogue(source, tmp_path / "nowhere" / "xx.mo")


def test_values_are_put_into_the_language_with_the_sentence() -> None:
    said = message(
        "{day} {status} {title} {inner} {count} {plain} {yes}",
        day=JULY, status=ActionStatus.PLANNED, title=Wording(fr="un", en="one"), inner=message("{n}", n=1000),
        count=1234, plain="{day}", yes=True,
    )  # fmt: skip
    status = Language("en").text(ActionStatus.PLANNED.label)
    assert Language("en").text(said) == f"10 July 2021 {status} one 1,000 1,234 {{day}} True"


@pytest.mark.parametrize(
    "text", ["{number.__class__}", "{0}", "{", "}", "{}", "{number!r}", "{number:>9999}", "%s %(a)s"]
)
def test_a_sentence_asks_for_nothing_but_names(text: str) -> None:
    assert Language("fr").text(Message(text, {"number": 1})) == text


@given(st.text(max_size=20), SPOKEN)
def test_any_text_can_be_said(text: str, spoken: Language) -> None:
    assert spoken.text(Message(text, {"x": text})) is not None
    assert spoken.text(message("<{x}>", x=text)) == f"<{text}>"


def test_a_refusal_reads_as_a_sentence_without_a_language() -> None:
    refusal = Refusal(message("Meeting {number} is closed, {who}.", number="REU-1"))
    assert str(refusal) == "Meeting REU-1 is closed, {who}."
    assert refusal.message.values == {"number": "REU-1"}


def test_a_plural_carries_its_count() -> None:
    assert (
        Language("en").text(plural("{count} line of {file}", "{count} lines of {file}", 2, file="a")) == "2 lines of a"
    )


# --- wordings ---------------------------------------------------------------------------------------------------------


@given(TEXTS, TEXTS, TEXTS, st.sampled_from(LANGUAGE_CODES))
def test_the_best_text_is_in_the_language_asked_for_or_the_first_that_has_one(
    fr: str | None, ar: str | None, en: str | None, code: LanguageCode
) -> None:
    wording = Wording(fr, ar, en)
    text, spoken = wording.best(code)
    written = {each: text for each, text in zip(LANGUAGE_CODES, (fr, ar, en), strict=True) if text and text.strip()}
    assert wording.missing() == [each for each in LANGUAGE_CODES if each not in written]
    assert bool(wording) == bool(written)
    assert wording.as_dict() == {each: written.get(each) for each in LANGUAGE_CODES}
    if not written:
        assert (text, spoken) == ("", code)
    elif code in written:
        assert (text, spoken) == (written[code], code)
    else:
        assert (text, spoken) == (written[spoken], next(iter(written)))


# --- which language ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoken", "code"),
    [("fr_MA", "fr"), ("ar_TN", "ar"), ("en_GB", "en"), ("French_Morocco", "fr"), ("Arabic_Morocco", "ar"),
     ("English_United Kingdom", "en"), ("ro_MD", "fr"), ("C", "fr"), (None, "fr")],
)  # fmt: skip
def test_the_computer_s_language_is_spoken_where_it_is_ours(
    monkeypatch: pytest.MonkeyPatch, spoken: str | None, code: LanguageCode
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(locale, "getlocale", lambda: (spoken, "UTF-8"))
    assert system_language() == code


@pytest.mark.parametrize(
    ("variables", "code"),
    [({"LANG": "C.UTF-8"}, "fr"), ({"LANG": "POSIX"}, "fr"), ({"LANG": "fr_FR.UTF-8"}, "fr"),
     ({"LANG": "ar_MA.UTF-8"}, "ar"), ({"LANG": "fr_FR.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
     ({"LANG": "en_GB.UTF-8", "LC_ALL": ""}, "en")],
)  # fmt: skip
def test_the_environment_is_believed_before_python_s_reading_of_it(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], code: LanguageCode
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    # What Python says of C.UTF-8, and of a locale that the computer lacks.
    monkeypatch.setattr(locale, "getlocale", lambda: ("en_US", "UTF-8"))
    assert system_language() == code


def test_only_arabic_runs_from_right_to_left_and_tags_say_the_country() -> None:
    assert [Language(code).right_to_left for code in LANGUAGE_CODES] == [False, True, False]
    assert (Language("ar", "MA").tag, Language("fr").tag) == ("ar-MA", "fr")


def test_an_isolated_name_stays_whole() -> None:
    assert isolate("REC-2021-014") == "\u2068REC-2021-014\u2069"


# --- months of the commission's own -----------------------------------------------------------------------------------

OWN_MONTHS = {7: Wording("juillet'", "تموز", None), 5: Wording("mai-M", None, None)}


@pytest.mark.parametrize(("form", "written"), [("long", "24 تموز 2021"), ("short", "24/07/2021")])
def test_a_month_is_called_as_the_commission_calls_it(form: Literal["short", "long"], written: str) -> None:
    assert Language("ar", "MA", OWN_MONTHS).date(dt.date(2021, 7, 24), form) == written


def test_a_name_of_a_month_may_hold_any_letter() -> None:
    language = Language("fr", "MA", OWN_MONTHS)
    assert language.date(dt.date(2021, 7, 1)) == "1er juillet' 2021"
    period = language.period(dt.date(2021, 5, 30), dt.date(2021, 7, 2))
    assert " ".join(period.split()) == "30 mai-M – 2 juillet' 2021"
    assert language.day_of_year(dt.date(2021, 5, 1)) == "1er mai-M"
    assert (language.month(5), language.month(6)) == ("mai-M", "juin")


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("country", ["MA", "TN", "JO", "LB", "MD", None])
def test_what_the_commission_does_not_name_is_the_country_s(code: LanguageCode, country: str | None) -> None:
    plain, named = Language(code, country), Language(code, country, {7: Wording()})
    for month in range(1, 13):
        day = dt.date(2021, month, 24)
        assert named.date(day) == plain.date(day)
        assert named.date(day, "full") == plain.date(day, "full")
        assert plain.month(month) in plain.date(day) or code != "ar"


def test_things_in_a_row_are_parted_as_the_language_does() -> None:
    assert Language("fr").row(["MJ", "MI"]) == "MJ, MI"
    assert Language("ar").row(["العدل", "الداخلية"]) == "العدل، الداخلية"

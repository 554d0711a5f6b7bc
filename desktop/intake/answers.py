"""What people write into cells, understood: a status, a percentage, a day; in three languages and many habits.

What can be read in one way only is read; what could mean two things is asked about, never guessed. Each reader gives
the value, ``None`` for an empty cell, or raises :class:`Unclear` with the reason.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import cache
from typing import Any

from desktop.codes import ActionStatus
from desktop.documents.excel.two_languages import BETWEEN
from desktop.documents.tables.workbook import Fault
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Refusal, Wording, message
from desktop.records.search.words import fold


class Unclear(Refusal):
    """A cell that cannot be understood, or could mean several things."""


def text(value: Any) -> str | None:
    """The words of a cell, without blanks at their ends."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, (dt.date, dt.datetime)):
        return f"{value:%d/%m/%Y}"
    return "\n".join(line.rstrip() for line in str(value).strip().splitlines()) or None


_FAULTS = frozenset(
    (
        "#null!", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#n/a", "#getting_data", "#spill!", "#calc!",
        "#nul!", "#valeur!", "#nom?", "#nombre!", "#n/d",
    )
)  # fmt: skip
"""What Excel shows where a formula came to nothing, in English and French: a text file holds it as any other text."""


def words(value: Any) -> str | None:
    """As :func:`text`, of a cell in which somebody writes. What a formula shows that went wrong is no word."""
    said = text(value)
    if isinstance(value, Fault) or (said and said.casefold() in _FAULTS):
        raise Unclear(message("The cell shows {fault}: its formula has gone wrong, and nobody wrote that.", fault=said))
    return said


_ARABIC, _LATIN = re.compile("[\u0600-\u06ff]"), re.compile("[A-Za-zÀ-ÿ]")


def worded(text: str, latin: LanguageCode) -> Wording:
    """A text in the language of its letters. One with lines of both is in both."""
    lines = [line for line in text.split("\n") if line.strip()]
    arabic = [line for line in lines if len(_ARABIC.findall(line)) > len(_LATIN.findall(line))]
    other = [line for line in lines if line not in arabic]
    if arabic and any(_LATIN.search(line) for line in other):
        return Wording(**{"ar": "\n".join(arabic), latin: "\n".join(other)})
    return Wording(ar=text) if arabic else Wording(**{latin: text})


# --- status -----------------------------------------------------------------------------------------------------------

_SAID = {
    ActionStatus.PLANNED: (
        "planifié, planifie, prévu, prévue, à faire, non commencé, non commencée, pas encore commencé, pas commencé, "
        "non entamé, non entamée, à venir, planned, not started, not begun, to do, "
        "مبرمج, مبرمجة, مخطط, مخطط له, مخطط لها, لم يبدأ, لم تبدأ, لم يبدأ بعد, لم تبدأ بعد, لم ينطلق, لم تنطلق, "
        "غير منجز, غير منجزة, لم ينجز, لم تنجز"
    ),
    ActionStatus.IN_PROGRESS: (
        "en cours, en cours de réalisation, en cours d'exécution, en cours d’exécution, en cours de mise en œuvre, "
        "en cours de mise en oeuvre, entamé, entamée, commencé, commencée, démarré, démarrée, partiellement réalisé, "
        "partiellement réalisée, in progress, ongoing, on going, on-going, under way, underway, started, wip, "
        "قيد الإنجاز, في طور الإنجاز, في طور التنفيذ, قيد التنفيذ, جار, جارية, جاري, جاري التنفيذ, جاري الإنجاز, "
        "جار التنفيذ, منجز جزئيا, منجزة جزئيا, انطلق, انطلقت"
    ),
    ActionStatus.BLOCKED: (
        "bloqué, bloquée, suspendu, suspendue, en attente, à l'arrêt, à l’arrêt, en souffrance, gelé, gelée, blocked, "
        "stalled, on hold, suspended, waiting, متعثر, متعثرة, متوقف, متوقفة, معلق, معلقة, مجمد, مجمدة"
    ),
    ActionStatus.REPORTED: (
        "fait, faite, réalisé, réalisée, achevé, achevée, terminé, terminée, finalisé, finalisée, clôturé, clôturée, "
        "exécuté, exécutée, mis en œuvre, mise en œuvre, mis en oeuvre, mise en oeuvre, accompli, accomplie, done, "
        "completed, complete, finished, implemented, achieved, closed, "
        "تم, تمت, منجز, منجزة, أنجز, أنجزت, تم الإنجاز, تم إنجازه, تم إنجازها, تم التنفيذ, منفذ, منفذة, مكتمل, مكتملة, "
        "انتهى, انتهت, مغلق"
    ),
    ActionStatus.CANCELLED: (
        "annulé, annulée, abandonné, abandonnée, supprimé, supprimée, sans objet, cancelled, canceled, dropped, "
        "abandoned, ملغى, ملغاة, ألغي, ألغيت, تم الإلغاء, تم التخلي عنه, تم التخلي عنها"
    ),
    ActionStatus.VERIFIED: (
        "vérifié, vérifiée, validé, validée, verified, validated, تم التحقق, تم التحقق منه, تم التحقق منها, محقق"
    ),
}


@cache
def _statuses() -> dict[str, ActionStatus]:
    known = {fold(word): status for status, words in _SAID.items() for word in words.split(",")}
    for code in LANGUAGE_CODES:
        language = Language(code)
        known |= {fold(language.text(status.label)): status for status in ActionStatus}
    return known


_AROUND = " .,;:!?…()[]-–—*•«»\"'✓✔☑"


def status(value: Any) -> ActionStatus | None:
    """The status a cell says, by a word of ours or one that people use for it."""
    said = words(value)
    if said is None:
        return None
    found = _statuses().get(fold(said.strip(_AROUND)))
    if found is None:
        # A tracker in two languages says its words in both.
        meant = {_statuses().get(fold(part.strip(_AROUND))) for part in said.split(BETWEEN.strip())}
        found = meant.pop() if len(meant) == 1 else None
    if found is None:
        raise Unclear(message("“{said}” is not one of the statuses.", said=said))
    return found


# --- percentage -------------------------------------------------------------------------------------------------------

_PERCENT_WORDS = "|".join(
    map(fold, ("%", "percent", "per cent", "pour cent", "pourcent", "بالمائة", "في المائة", "بالمئة"))
)
_PERCENT = re.compile(rf"([+-]?\d{{1,9}}(?:[.,]\d+)?)\s*({_PERCENT_WORDS})?")


def percentage(value: Any) -> int | None:
    """Per cent, 0 to 100, from ``0.5`` in a cell formatted as a percentage, ``50``, ``"50 %"``, ``"٥٠٪"`` or ``"0,5"``.

    The text "1" could be one per cent or all of it, and is asked about.
    """
    if isinstance(value, bool):
        raise Unclear(_no_percentage(str(value)))
    if isinstance(value, (int, float)):
        # A number is what the cell holds, whatever it shows: 1 shows as 100%.
        return _in_bounds(value * 100 if 0 <= value <= 1 else value, str(value))
    said = words(value)
    if said is None:
        return None
    plain = fold(said.replace("٪", "%").replace("٫", ".").replace("،", ","))
    found = _PERCENT.fullmatch(plain)
    if found is None:
        raise Unclear(_no_percentage(said))
    number = float(found[1].replace(",", "."))
    if found[2]:
        return _in_bounds(number, said)
    if number == 1:
        raise Unclear(message("“{said}” may mean 1% or 100%.", said=said))
    return _in_bounds(number * 100 if number < 1 else number, said)


def _no_percentage(said: Any) -> Any:
    return message("“{said}” is not a percentage.", said=said)


def _in_bounds(number: float, said: Any) -> int:
    if not 0 <= number <= 100:
        raise Unclear(message("“{said}” is not a percentage from 0% to 100%.", said=said))
    return round(number)


# --- day --------------------------------------------------------------------------------------------------------------

_FIRST_SERIAL, _LAST_SERIAL = 32_874, 73_050
"""Excel's numbers of the days from 1990 to 2099."""
_DAY_ZERO = dt.date(1899, 12, 30)
_NUMBERS = re.compile(r"(\d{1,4})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{1,4})")
_WEEKDAY = r"(?:[^\d\s,،]+[,،]?\s+)?"
_ORDINAL = "(?:er|st|nd|rd|th)?"
_MONTH = r"([^\d\s,،]+(?: [^\d\s,،]+)?)"
_NAMED = re.compile(rf"{_WEEKDAY}(\d{{1,2}}){_ORDINAL}\s*(?:de |of |من )?\s*{_MONTH}\s*[,،]?\s*(\d{{4}})م?")
_NAMED_FIRST = re.compile(rf"{_WEEKDAY}{_MONTH}\s+(\d{{1,2}}){_ORDINAL}\s*[,،]?\s*(\d{{4}})")


def day(value: Any) -> dt.date | None:
    """A day, from a cell that holds one or from words: ``12/03/2026``, ``2026-03-12``, ``12 mars 2026``, or in Arabic.

    Days come before months, as the five countries write them; ``03/25/2026`` can only be the other way round.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return _DAY_ZERO + dt.timedelta(days=int(value))
    said = words(value)
    if said is None:
        return None
    plain = fold(unicodedata.normalize("NFKC", said)).strip(" .")
    plain = re.sub(r"\s*\d{1,2}:\d{2}(:\d{2})?$", "", plain)
    try:
        if found := _NUMBERS.fullmatch(plain):
            return _of_numbers(*(int(each) for each in found.groups()), said=said, long=len(found[1]) == 4)
        if found := _NAMED.fullmatch(plain):
            return dt.date(int(found[3]), _months()[found[2].strip(" .")], int(found[1]))
        if found := _NAMED_FIRST.fullmatch(plain):
            return dt.date(int(found[3]), _months()[found[1].strip(" .")], int(found[2]))
    except (KeyError, ValueError) as error:
        raise Unclear(message("“{said}” is not a date.", said=said)) from error
    raise Unclear(message("“{said}” is not a date.", said=said))


def _of_numbers(first: int, second: int, third: int, *, said: str, long: bool) -> dt.date:
    if long:
        return dt.date(first, second, third)
    year = third if third > 99 else 2000 + third
    if first > 31 or second > 31:
        raise ValueError(said)
    if second > 12 >= first:
        first, second = second, first
    return dt.date(year, second, first)


def month(name: str) -> int | None:
    """The month that is called so in any of the languages, 1 to 12."""
    return _months().get(fold(name).strip(" ."))


@cache
def _months() -> dict[str, int]:
    """The months by all their names: French, English, and Arabic as the Maghreb, Egypt and the Levant call them."""
    from babel.dates import get_month_names

    known: dict[str, int] = {}
    # Countries before the language they share: Babel would else give them what it says.
    for locale in ("fr", "en", "ar_MA", "ar_TN", "ar_DZ", "ar_JO", "ar_LB", "ar_EG", "ar"):
        for width in ("abbreviated", "wide"):
            names = get_month_names(width, "format", locale)
            known |= {fold(name).strip("."): month for month, name in names.items()}
    others = "يناير فبراير مارس ابريل ماي يونيو يوليوز غشت شتنبر اكتوبر نونبر دجنبر"
    known |= {fold(name): month for month, name in enumerate(others.split(), 1)}
    others = "جانفي فيفري مارس افريل ماي جوان جويليه اوت سبتمبر اكتوبر نوفمبر ديسمبر"
    known |= {fold(name): month for month, name in enumerate(others.split(), 1)}
    others = "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"
    known |= {name: month for month, name in enumerate(others.split(), 1)}
    known |= {"fevr": 2, "fev": 2, "juill": 7, "aout": 8, "sept": 9, "dec": 12}
    return known

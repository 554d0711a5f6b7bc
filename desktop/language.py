"""Everything that depends on the language spoken: sentences, plurals, dates, numbers, direction.

Code that has something to say makes a :class:`Message`; whoever shows it asks a :class:`Language` for the words.
Messages are written in English in the code and translated in ``i18n/<code>.po`` (gettext). Dates and numbers come from
Unicode CLDR through Babel, in the country's own variant: July is يوليوز in Morocco and جويلية in Tunisia.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gettext
import io
import locale
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from desktop import paths

if TYPE_CHECKING:  # Babel's data is loaded on first use, not at start-up
    from babel import Locale

LanguageCode = Literal["fr", "ar", "en"]
LANGUAGE_CODES: tuple[LanguageCode, ...] = get_args(LanguageCode)

OWN_NAMES: Mapping[LanguageCode, str] = {"fr": "Français", "ar": "العربية", "en": "English"}
"""Each language's name in itself, as a language menu shows it."""

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True)
class Message:
    """A sentence that is not in any language yet: the English text, and what goes into its ``{places}``.

    ``values`` may hold texts, numbers, dates, codes (anything with a ``label``), wordings and other messages; each is
    put into the language at the moment the message is.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    context: str | None = None
    many: str | None = None
    count: int = 0
    about: str = field(default="", compare=False)
    """Of a sentence that says what is wrong: the attribute of the record that is, for a form to say it there."""

    def at(self, name: str) -> Message:
        """The same sentence, about this attribute of a record."""
        return replace(self, about=name)


def message(text: str, **values: object) -> Message:
    """A sentence with named places: ``message("Meeting {number} is closed.", number="REU-2021-001")``."""
    return Message(text, values)


def plural(one: str, many: str, count: int, **values: object) -> Message:
    """A sentence that depends on a count; ``{count}`` is filled in by itself."""
    return Message(one, {"count": count, **values}, many=many, count=count)


def label(context: str, text: str) -> Message:
    """A word whose translation depends on what it is said of: "Planned" of a meeting, or of an action."""
    return Message(text, context=context)


class Refusal(Exception):
    """What was asked for is not done, and nothing has changed. ``message`` says why and what to do, for a user."""

    def __init__(self, message: Message) -> None:
        super().__init__(filled(message.text, message.values))
        self.message = message


_PLACE = re.compile(r"\{(\w+)\}")
_MONTH = re.compile(r"[ML]{3,4}")
"""Where a pattern of CLDR's names the month in letters."""


def filled(template: str, values: Mapping[str, object]) -> str:
    """``template`` with its places filled in; one without a value stays as it is.

    Not ``str.format``: a sentence may come from a register somebody else made, and could then ask for more than a name.
    """
    return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), template)


@dataclass(frozen=True)
class Wording:
    """One text in the three languages, side by side; what is missing is ``None``, never a guess."""

    fr: str | None = None
    ar: str | None = None
    en: str | None = None

    def get(self, code: LanguageCode) -> str | None:
        """The text in exactly this language, ``None`` where it is missing or blank."""
        text: str | None = getattr(self, code)
        return text if text and not text.isspace() else None

    def best(self, code: LanguageCode) -> tuple[str, LanguageCode]:
        """The text in this language, or else in the first language that has one, and which language that is."""
        for candidate in (code, *LANGUAGE_CODES):
            if found := self.get(candidate):
                return found, candidate
        return "", code

    def missing(self) -> list[LanguageCode]:
        """The languages in which nothing is written."""
        return [code for code in LANGUAGE_CODES if not self.get(code)]

    def as_dict(self) -> dict[str, str | None]:
        return {code: self.get(code) for code in LANGUAGE_CODES}

    def __bool__(self) -> bool:
        return any(self.get(code) for code in LANGUAGE_CODES)


HIJRI_MONTHS = (
    label("Hijri month", "Muharram"),
    label("Hijri month", "Safar"),
    label("Hijri month", "Rabi I"),
    label("Hijri month", "Rabi II"),
    label("Hijri month", "Jumada I"),
    label("Hijri month", "Jumada II"),
    label("Hijri month", "Rajab"),
    label("Hijri month", "Shaban"),
    label("Hijri month", "Ramadan"),
    label("Hijri month", "Shawwal"),
    label("Hijri month", "Dhu al-Qada"),
    label("Hijri month", "Dhu al-Hijja"),
)


class Language:
    """One of the application's languages, as spoken in one country."""

    def __init__(
        self, code: LanguageCode, country: str | None = None, months: Mapping[int, Wording] | None = None
    ) -> None:
        """``country`` is an ISO 3166 code such as ``MA``; it chooses month names, digits and country terms.

        ``months`` are what a commission calls months otherwise than its country, by their number.
        """
        self.code: LanguageCode = code
        self.country = country
        self._months = {month: name for month, said in (months or {}).items() if (name := said.get(code))}
        self._catalogues = [
            catalogue
            for name in ((f"{code}_{country}", code) if country else (code,))
            if (catalogue := _catalogue(name))
        ]

    @property
    def each(self) -> tuple[Language, ...]:
        """The languages it speaks: itself, or both where two stand together."""
        return (self,)

    @property
    def codes(self) -> tuple[LanguageCode, ...]:
        return tuple(each.code for each in self.each)

    @property
    def right_to_left(self) -> bool:
        return self.code == "ar"

    @property
    def tag(self) -> str:
        """BCP 47 tag, for documents' properties: ``ar-MA``."""
        return f"{self.code}-{self.country}" if self.country else self.code

    @cached_property
    def locale(self) -> Locale:
        """The CLDR locale of the language in the country, or of the language alone where CLDR has no such pair."""
        from babel import Locale, UnknownLocaleError

        fallback = "en_GB" if self.code == "en" else self.code
        try:
            return Locale.parse(f"{self.code}_{self.country}") if self.country else Locale.parse(fallback)
        except UnknownLocaleError:
            return Locale.parse(fallback)

    # --- words ---------------------------------------------------------------------------------------------------

    def text(self, said: str | Message, **values: object) -> str:
        """The sentence in this language. A plain string is a message's English text."""
        if isinstance(said, str):
            said = Message(said, values)
        return filled(self._translate(said), {name: self._value(value) for name, value in said.values.items()})

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """The form of a sentence that goes with ``count`` in this language (Arabic has six)."""
        return self.text(plural(one, many, count, **values))

    def _translate(self, said: Message) -> str:
        if not said.text:  # gettext keeps a catalogue's own description under the empty text
            return ""
        for catalogue in self._catalogues:
            if said.many is not None:
                found = catalogue.ngettext(said.text, said.many, said.count)
                if found not in (said.text, said.many):
                    return found
            elif said.context:
                found = catalogue.pgettext(said.context, said.text)
                if found != said.text:
                    return found
            elif (found := catalogue.gettext(said.text)) != said.text:
                return found
        return said.text if said.many is None or said.count == 1 else said.many

    def _value(self, value: object) -> object:
        match value:
            case Message():
                return self.text(value)
            case Wording():
                return self.best(value)
            case dt.date():
                return self.date(value)
            case bool():
                return value
            case int():
                return self.number(value)
            case _:
                said = getattr(value, "label", None)
                return self.text(said) if isinstance(said, Message) else value

    def best(self, wording: Wording) -> str:
        """The wording in this language, or in another where it is missing."""
        return wording.best(self.code)[0]

    # --- dates and numbers ---------------------------------------------------------------------------------------

    def date(self, day: dt.date | None, form: Literal["short", "medium", "long", "full"] = "long") -> str:
        """A date in words (``long``: 24 février 2021) or figures (``short``: 24/02/2021). Western digits throughout."""
        if day is None:
            return ""
        from babel.dates import format_date

        # Figures always carry four digits of the year: "24/02/21" is ambiguous in an archive.
        pattern = "dd/MM/yyyy" if form == "short" else self.locale.date_formats[form].pattern
        return self._first_of_month(format_date(day, self._naming(day, pattern), locale=self.locale))

    def period(self, start: dt.date, end: dt.date | None) -> str:
        """One day, or from a day to a day with what they share said once: 24–25 février 2021."""
        if end is None or end == start:
            return self.date(start)
        from babel.dates import format_date

        changing = "y" if start.year != end.year else "M" if start.month != end.month else "d"
        # CLDR shortens the month of a period ("fév."); in a document it is written out as in a single date.
        patterns = [part.replace("MMM", "MMMM") for part in self.locale.interval_formats["yMMMd"][changing]]
        days = zip((start, end), patterns, strict=True)
        return self._first_of_month(
            "".join(format_date(day, self._naming(day, pattern), locale=self.locale) for day, pattern in days)
        )

    def month(self, number: int) -> str:
        """The name of a month, from 1 to 12."""
        # Not "stand-alone": Babel reads that by way of an alias, and then gives a country what another one says of it.
        return self._months.get(number) or self.locale.months["format"]["wide"][number]

    def day_of_year(self, day: dt.date) -> str:
        """A day that comes every year: 1 January."""
        from babel.dates import format_date

        pattern = self.locale.datetime_skeletons["MMMMd"].pattern
        return self._first_of_month(format_date(day, self._naming(day, pattern), locale=self.locale))

    def _naming(self, day: dt.date, pattern: str) -> str:
        """A pattern of CLDR's with the commission's own name of the month in it, where it has one."""
        name = self._months.get(day.month)
        return pattern if name is None else _MONTH.sub("'" + name.replace("'", "''") + "'", pattern)

    def span(self, start: dt.date | None, end: dt.date | None) -> str:
        """A time that may be open at either end, in figures: from a day, until a day, or both."""
        match start, end:
            case None, None:
                return ""
            case _, None:
                return self.text("since {day}", day=self.date(start, "short"))
            case None, _:
                return self.text("until {day}", day=self.date(end, "short"))
        return f"{isolate(self.date(start, 'short'))}–{isolate(self.date(end, 'short'))}"

    def weekday(self, day: dt.date, short: bool = False) -> str:
        """The day of the week: lundi, or lun."""
        from babel.dates import format_date

        return format_date(day, "ccc" if short else "cccc", locale=self.locale)

    def month_name(self, day: dt.date) -> str:
        """The month alone, short where the language shortens it: nov."""
        from babel.dates import format_date

        return format_date(day, "LLL", locale=self.locale)

    def day_and_month(self, day: dt.date) -> str:
        """A day without its year, as short as it is understood: 24 févr."""
        from babel.dates import format_skeleton

        return self._first_of_month(format_skeleton("MMMd", day, locale=self.locale))

    def month_and_year(self, day: dt.date, short: bool = False) -> str:
        """The month and year a day is in: novembre 2026, or nov. 2026."""
        from babel.dates import format_skeleton

        return format_skeleton("yMMM" if short else "yMMMM", day, locale=self.locale)

    def _first_of_month(self, written: str) -> str:
        """French counts the first day of a month with an ordinal, which CLDR does not: 1er juillet."""
        return re.sub(r"\b1(?=–| [^\W\d])", "1er", written) if self.code == "fr" else written

    def hijri(self, day: dt.date) -> str:
        """The day in the Hijri calendar, by the tables of Umm al-Qura: 12 rajab 1442; "" where these do not reach.

        A country that waits for the moon to be seen may be a day off.
        """
        found = _hijri(day)
        if found is None:
            return ""
        year, month, number = found
        return self.text("{day} {month} {year}", day=number, month=HIJRI_MONTHS[month - 1], year=str(year))

    def hijri_day(self, day: dt.date, with_month: bool = False) -> str:
        """The day of the Hijri month as a figure, for a cell of a calendar; the first one of a month with its name."""
        found = _hijri(day)
        if found is None:
            return ""
        _, month, number = found
        if number > 1 and not with_month:
            return str(number)
        return self.text("{day} {month}", day=number, month=HIJRI_MONTHS[month - 1])

    def moment(self, when: dt.datetime) -> str:
        """A date and a time of day, in this computer's time zone."""
        from babel.dates import format_datetime

        return format_datetime(when.astimezone(), "dd/MM/yyyy HH:mm", locale=self.locale)

    def number(self, value: float) -> str:
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.locale, numbering_system="latn")

    def percent(self, value: int) -> str:
        """``value`` is a whole percentage from 0 to 100."""
        from babel.numbers import format_percent

        return format_percent(value / 100, locale=self.locale, numbering_system="latn")

    def country_name(self, code: str) -> str:
        """The name of a country by its ISO 3166 code, or the code itself where CLDR has none."""
        return self.locale.territories.get(code, code)

    def row(self, items: Iterable[str]) -> str:
        """Items one after the other, where there is no room for a sentence: Arabic has a comma of its own."""
        return ("، " if self.right_to_left else ", ").join(items)

    def list(self, items: list[str]) -> str:
        """Several things said in one sentence: "a, b et c"."""
        from babel.lists import format_list

        return format_list(items, locale=self.locale)


def _hijri(day: dt.date) -> tuple[int, int, int] | None:
    """Year, month and day in the Hijri calendar; None where the tables do not reach."""
    from hijridate import Gregorian

    try:
        return Gregorian.fromdate(day).to_hijri().datetuple()
    except OverflowError:
        return None


def system_language() -> LanguageCode:
    """The language this computer speaks, where it is one of ours; else French, which every secretariat reads."""
    # Where it is set, the environment says it as it is: Python makes English of "C.UTF-8" and of a locale it lacks.
    said = next((each for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (each := os.environ.get(name))), None)
    spoken = (said or locale.getlocale()[0] or "").lower()  # "fr_MA"; Windows says "French_Morocco"
    for code in LANGUAGE_CODES:
        if spoken.startswith(code):
            return code
    return "fr"


def isolate(text: str) -> str:
    """``text`` as one unit for the bidirectional algorithm, so that a Latin name in an Arabic line stays whole."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


@cache
def _catalogue(name: str) -> gettext.GNUTranslations | None:
    """The catalogue ``i18n/<name>``, compiled first where the source tree holds a newer ``.po``."""
    source, compiled = paths.catalogues() / f"{name}.po", paths.catalogues() / f"{name}.mo"
    if source.exists() and (not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns):
        return gettext.GNUTranslations(io.BytesIO(compile_catalogue(source, compiled)))
    if not compiled.exists():
        return None
    with compiled.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def compile_catalogue(source: Path, compiled: Path) -> bytes:
    """Compile a ``.po`` file; the result is kept beside it where the place can be written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as stream:
        catalogue: Any = read_po(stream)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    # A source tree that cannot be written still speaks every language, a little later.
    with contextlib.suppress(OSError):
        paths.write_whole(compiled, buffer.getvalue())
    return buffer.getvalue()

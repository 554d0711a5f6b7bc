"""Words of matrices that stand for something known: countries, positions; and which language a text is in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from desktop.codes import Position
from desktop.intake.answers import Unclear
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, message
from desktop.records.search.words import fold

_POSITIONS = {
    Position.ACCEPTED: (
        "accepted, supported, acceptée, accepté, approuvée, soutenue, enjoys support, مقبولة, مقبول, مؤيدة, قبلت"
    ),
    Position.PARTLY_ACCEPTED: (
        "partially accepted, partly accepted, supported in part, partiellement acceptée, acceptée en partie, "
        "مقبولة جزئيا"
    ),
    Position.NOTED: "noted, notée, noté, prise en note, prend note, أحيط علما, أحيط علما بها, محاط بها علما",
    Position.NOT_ACCEPTED: "rejected, not accepted, not supported, rejetée, refusée, non acceptée, مرفوضة, غير مقبولة",
    Position.PENDING: "pending, no response, en attente, sans réponse, قيد النظر, لم يرد عليها",
}  # fmt: skip


@cache
def _positions() -> dict[str, Position]:
    known = {fold(word): position for position, words in _POSITIONS.items() for word in words.split(",")}
    for code in LANGUAGE_CODES:
        language = Language(code)
        known |= {fold(language.text(position.label)): position for position in Position}
    return known


def position(said: str) -> Position:
    """What a state says of a recommendation. Raises :class:`Unclear` for other words."""
    found = _positions().get(fold(said).strip(" .-"))
    if found is None:
        raise Unclear(message("“{said}” is not one of the positions.", said=said))
    return found


# What the United Nations call countries otherwise than CLDR does.
_COUNTRIES = {
    "BO": "bolivia (plurinational state of)", "BN": "brunei darussalam",
    "CD": "democratic republic of the congo, democratic republic of congo, dr congo",
    "CG": "congo, republic of the congo, republic of congo", "CI": "côte d'ivoire, ivory coast",
    "CV": "cabo verde, cape verde",
    "CZ": "czech republic", "FM": "micronesia, micronesia (federated states of)", "GB": "united kingdom",
    "IR": "iran, iran (islamic republic of), islamic republic of iran", "KP": "north korea, dpr korea, dprk",
    "KR": "south korea, republic of korea", "LA": "lao people's democratic republic, lao pdr, laos",
    "MD": "republic of moldova, moldova, république de moldova",
    "MK": "macedonia, north macedonia, tfyr macedonia, macedonia fyr",
    "MM": "burma, myanmar", "PS": "palestine, state of palestine", "RU": "russian federation, russia",
    "SY": "syrian arab republic, syria", "SZ": "swaziland, eswatini", "TL": "timor-leste, east timor",
    "TR": "turkey, türkiye", "TZ": "united republic of tanzania, tanzania", "US": "united states of america, usa",
    "VA": "holy see", "VE": "venezuela (bolivarian republic of), venezuela", "VN": "viet nam, vietnam",
    "BA": "bosnia and herzegovina, bosnia & herzegovina", "AG": "antigua & barbuda", "TT": "trinidad & tobago",
    "ST": "sao tome & principe", "KN": "saint kitts and nevis, st. kitts & nevis", "LC": "saint lucia",
    "VC": "saint vincent and the grenadines, st. vincent & the grenadines",
}  # fmt: skip


@cache
def _countries() -> dict[str, str]:
    known: dict[str, str] = {}
    for code in LANGUAGE_CODES:
        territories = Language(code).locale.territories
        known |= {_bare(name): iso for iso, name in territories.items() if len(iso) == 2 and iso.isalpha()}
    for iso, names in _COUNTRIES.items():
        known |= {_bare(name): iso for name in names.split(", ")}
    return known


def _bare(name: str) -> str:
    return fold(name.replace("’", "'").replace("&", "and")).strip(" .-")


def country(said: str) -> str | None:
    """The ISO 3166 code of a country, by its name in one of the languages or its code; ``None`` for others."""
    plain = said.strip(" .-\t")
    if re.fullmatch(r"[A-Z]{2}", plain) and plain in set(_countries().values()):
        return plain
    return _countries().get(_bare(plain))


_FRENCH = re.compile(r"\b(?:le|la|les|des|du|de|et|un|une|aux?|dans|pour|sur|par|d|l)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|for|on|by|with|its|all|that|an?)\b", re.IGNORECASE)


def latin_language(texts: Iterable[str], usual: LanguageCode) -> LanguageCode:
    """Whether what is in Latin letters is French or English, by its little words; ``usual`` where they do not tell."""
    sample = " ".join(text for text, _ in zip(texts, range(200), strict=False))
    french, english = len(_FRENCH.findall(sample)), len(_ENGLISH.findall(sample))
    if french == english:
        return usual if usual != "ar" else "fr"
    return "fr" if french > english else "en"

"""An institution's name within a sentence: French says "la Commission nationale", English "the National Commission"."""

from __future__ import annotations

import re

from desktop.language import LanguageCode

# What institutions call themselves by their first word. A name that begins otherwise stays without an article.
_MASCULINE = """
bureau centre cercle collectif collège comité commissariat conseil consulat corps croissant département fonds forum
groupe laboratoire mécanisme médiateur ministère mouvement parlement parquet pôle programme réseau secrétariat sénat
service syndicat tribunal haut haut-commissariat
"""
_FEMININE = """
banque brigade caisse cellule chambre chancellerie coalition commission communauté confédération coordination cour
délégation direction division faculté fédération fondation gendarmerie haute ligue maison médiature mission police
préfecture présidence primature protection représentation section société sûreté
"""
_ELIDED = """
académie administration agence alliance ambassade assemblée association autorité école entraide équipe état
état-major inspection initiative instance institut institution observatoire office ordre organisation union unité
université
"""
_PLURAL = """
affaires associations autorités comités commissions conseils directions douanes forces institutions ministères nations
organisations services
"""

_ARTICLES = {
    **dict.fromkeys(_MASCULINE.split(), "le "),
    **dict.fromkeys(_FEMININE.split(), "la "),
    **dict.fromkeys(_ELIDED.split(), "l’"),
    **dict.fromkeys(_PLURAL.split(), "les "),
}
_OWN = {"fr": re.compile(r"(le |la |les |l['’])", re.IGNORECASE), "en": re.compile(r"the ", re.IGNORECASE)}


def with_article(name: str, code: LanguageCode) -> str:
    """The name as a sentence in its language has it."""
    if code not in _OWN or not name:
        return name
    if own := _OWN[code].match(name):
        return own[0].lower() + name[own.end() :]
    if code == "en":
        return f"the {name}"
    first = re.match(r"[\w-]+", name)
    return _ARTICLES.get(first[0].lower() if first else "", "") + name

"""What the records of a large register say, in three languages, and what the application works out of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Any

from desktop.codes import Level
from desktop.language import LANGUAGE_CODES, LanguageCode, Wording
from desktop.records.search.index import NOTHING, cut, make_entry
from desktop.records.search.words import fold, sort_key

Row = dict[str, Any]

VERBS = (
    Wording("Former", "تدريب", "Train"),
    Wording("Sensibiliser", "توعية", "Raise awareness among"),
    Wording("Équiper", "تجهيز", "Equip"),
    Wording("Recruter et affecter", "توظيف وتعيين", "Recruit and assign"),
    Wording("Réunir chaque trimestre", "عقد اجتماع فصلي مع", "Convene every quarter"),
    Wording("Diffuser le guide auprès de", "تعميم الدليل على", "Circulate the guide to"),
    Wording("Évaluer les besoins de", "تقييم احتياجات", "Assess the needs of"),
    Wording("Désigner un point focal pour", "تعيين نقطة اتصال لفائدة", "Designate a focal point for"),
    Wording("Ouvrir une ligne d’écoute pour", "فتح خط إنصات لفائدة", "Open a helpline for"),
    Wording("Signer un protocole avec", "توقيع بروتوكول مع", "Sign a protocol with"),
)
WHOM = (
    Wording("les magistrats", "القضاة", "judges and prosecutors"),
    Wording("les inspecteurs du travail", "مفتشي الشغل", "labour inspectors"),
    Wording("les agents aux frontières", "أعوان الحدود", "border officers"),
    Wording("les assistantes sociales", "المساعدات الاجتماعيات", "social workers"),
    Wording("les médecins des urgences", "أطباء المستعجلات", "emergency physicians"),
    Wording("les avocats commis d’office", "المحامين المعينين في إطار المساعدة القضائية", "legal aid lawyers"),
    Wording("les directrices d’école", "مديرات المدارس", "head teachers"),
    Wording("les centres d’accueil", "مراكز الإيواء", "shelters"),
    Wording("les associations d’aide aux victimes", "جمعيات مساعدة الضحايا", "victim support associations"),
    Wording("les interprètes judiciaires", "التراجمة المحلفين", "court interpreters"),
)
PLACES = (
    Wording("à Rabat", "بالرباط", "in Rabat"),
    Wording("à Casablanca", "بالدار البيضاء", "in Casablanca"),
    Wording("à Tanger", "بطنجة", "in Tangier"),
    Wording("à Oujda", "بوجدة", "in Oujda"),
    Wording("à Agadir", "بأكادير", "in Agadir"),
    Wording("à Fès", "بفاس", "in Fez"),
    Wording("à Laâyoune", "بالعيون", "in Laayoune"),
    Wording("à Béni Mellal", "ببني ملال", "in Beni Mellal"),
    Wording("dans les zones rurales", "في المناطق القروية", "in rural areas"),
    Wording("dans tout le pays", "في جميع أنحاء البلاد", "across the country"),
)
ENDS = (
    Wording("avant la prochaine session", "قبل الدورة المقبلة", "before the next session"),
    Wording("avec l’appui des partenaires", "بدعم من الشركاء", "with the partners’ support"),
    Wording("selon le plan d’action national", "وفقًا لخطة العمل الوطنية", "under the national action plan"),
    Wording("et en rendre compte à la commission", "ورفع تقرير إلى اللجنة", "and report to the commission"),
)
PEOPLE = Wording("personnes", "أشخاص", "people")
SERIES = (
    Wording("Séminaires régionaux", "الندوات الجهوية", "Regional seminars"),
    Wording("Formations de formateurs", "تكوين المكونين", "Trainings of trainers"),
    Wording("Journées d’étude", "أيام دراسية", "Study days"),
)
COUNTRIES = ("MA", "TN", "JO", "LB", "MD")

SAID = Wording(
    "Le point a été présenté par le secrétariat. Les membres ont rappelé les échéances et demandé un état chiffré.",
    "قُدمت النقطة من طرف الكتابة. وذكّر الأعضاء بالآجال وطلبوا معطيات رقمية.",
    "The secretariat introduced the item. Members recalled the deadlines and asked for figures.",
)


@cache
def sentence(verb: int, whom: int, place: int, end: int) -> Wording:
    parts = (VERBS[verb], WHOM[whom], PLACES[place], ENDS[end])
    return Wording(*(" ".join(str(part.get(code)) for part in parts) for code in LANGUAGE_CODES))


@cache
def paragraph(place: int) -> Wording:
    told = [sentence((place + 3 * n) % 10, (place // 10 + n) % 10, place // 100 % 10, place // 1000) for n in range(3)]
    return Wording(*(". ".join(str(each.get(code)) for each in told) + "." for code in LANGUAGE_CODES))


def entry(
    kind: str, row: Row, day: dt.date | None, number: Sequence[str], title: str, body: str = "", owner: str = ""
) -> Row:
    """What the application itself keeps of such a record in the index of the search."""
    texts = [
        _cut(tuple(row[f"{name}_{code}"] for code in LANGUAGE_CODES)) if name else NOTHING for name in (title, body)
    ]
    return make_entry(
        kind,
        row["id"],
        row.get("level", Level.INTERNAL),
        day,
        row[owner] if owner else None,
        number=cut(row[name] for name in number),
        title=texts[0],
        body=texts[1],
    )


_cut = cache(cut)


def columns(name: str, text: Wording) -> Row:
    return {f"{name}_{code}": text.get(code) for code in LANGUAGE_CODES}


@cache
def folded(text: Wording) -> str:
    return "\n".join(fold(str(text.get(code))) for code in LANGUAGE_CODES)


@cache
def _sorted_by(text: Wording, code: LanguageCode) -> str:
    return sort_key(text.best(code)[0], code)


def searched(number: str, *texts: Wording) -> Row:
    """What the application itself works out from the texts of such a record, to search it and to sort it by."""
    return {
        "folded": "\n".join((*([number.casefold()] if number else ()), *map(folded, texts))),
        **{f"sort_{code}": _sorted_by(texts[0], code) for code in LANGUAGE_CODES},
    }

"""Actions of an invented commission, as many as asked for, with texts in all three languages and gaps in each."""

from __future__ import annotations

import datetime as dt

from desktop.codes import ActionStatus, InstitutionKind, Level, Priority, Standing
from desktop.language import Wording
from desktop.records.rows import CommissionRow, InstitutionRow, Tracker, TrackerRow

MADE_ON = dt.date(2021, 6, 1)

COMMISSION = CommissionRow(
    id="0190-commission",
    name=Wording(
        fr="Commission nationale de coordination de la lutte contre la traite des êtres humains",
        ar="اللجنة الوطنية لتنسيق إجراءات مكافحة الاتجار بالبشر والوقاية منه",
        en="National commission for the coordination of action against trafficking in human beings",
    ),
    acronym="CNCLT",
    country="MA",
    language="fr",
    letterhead=Wording(),
    city=Wording(fr="Rabat", ar="الرباط", en="Rabat"),
    signatory_name=Wording(),
    signatory_title=Wording(),
    secretary_name=Wording(),
    secretary_title=Wording(),
)

JUSTICE = InstitutionRow(
    id="0190-justice",
    acronym="MJ",
    name=Wording(fr="Ministère de la Justice", ar="وزارة العدل", en="Ministry of Justice"),
    kind=InstitutionKind.MINISTRY,
    country="MA",
    standing=Standing.MEMBER,
    votes=True,
    level=Level.PUBLIC,
)

_TITLES = (
    Wording(
        fr="Former les magistrats à l'identification des victimes",
        ar="تكوين القضاة في مجال التعرف على الضحايا",
        en="Train magistrates to identify victims",
    ),
    Wording(
        fr="Rédiger un guide de procédure pour l'orientation des victimes vers les services d'aide sociale et médicale",
        ar="إعداد دليل مسطري لإحالة الضحايا على خدمات المساعدة الاجتماعية والطبية (المرحلة 2)",
    ),
    Wording(fr="Signer une convention-cadre avec l'OIM", en="Sign a framework agreement with IOM"),
    Wording(
        ar="إحداث خط هاتفي وطني للتبليغ عن حالات الاتجار بالبشر 24/24", en="Open a national helpline, day and night"
    ),
)
_NARRATIVES = (
    Wording(
        fr="- deux sessions tenues à Rabat et à Casablanca ;\n- 46 participants, dont 21 femmes.",
        ar="نظمت دورتان بالرباط والدار البيضاء، استفاد منهما 46 مشاركا، من بينهم 21 امرأة.",
    ),
    Wording(),
    Wording(fr="Projet de texte transmis au SGG le 12 avril 2021, avis attendu."),
)
_STATUSES = (
    ActionStatus.IN_PROGRESS,
    ActionStatus.PLANNED,
    ActionStatus.VERIFIED,
    ActionStatus.IN_PROGRESS,
    ActionStatus.BLOCKED,
    ActionStatus.REPORTED,
    ActionStatus.IN_PROGRESS,
    ActionStatus.CANCELLED,
)


def action(index: int, **changes: object) -> TrackerRow:
    """One action; the index decides which text, status and days it has."""
    status = _STATUSES[index % len(_STATUSES)]
    narrative = _NARRATIVES[index % len(_NARRATIVES)]
    values: dict[str, object] = {
        "id": f"0190a1b2-0000-7000-8000-{index:012}",
        "number": f"ACT-2021-{index + 1:03}",
        "title": _TITLES[index % len(_TITLES)],
        "description": Wording(fr="Sur le modèle du programme HELP, avec l'Institut supérieur de la magistrature."),
        "recommendation_numbers": ("REC-2021-004",) if index % 3 else ("REC-2021-004", "REC-2021-011"),
        "recommendation": Wording(
            fr="Renforcer les capacités des magistrats en matière d'identification et de protection des victimes.",
            ar="تعزيز قدرات القضاة في مجال التعرف على الضحايا وحمايتهم وفقا للمعايير الدولية.",
            en="Strengthen the capacity of magistrates to identify and protect victims.",
        ),
        "pillar": Wording(fr="Protection", ar="الحماية", en="Protection"),
        "lead": "MJ",
        "lead_name": JUSTICE.name,
        "supporting": ("DGSN", "OIM") if index % 2 else (),
        "priority": tuple(Priority)[index % 3],
        "start": dt.date(2021, 1, 4) + dt.timedelta(days=index % 90),
        "due": None if index % 11 == 10 else dt.date(2021, 3, 1) + dt.timedelta(days=17 * (index % 20)),
        "status": status,
        "progress": 100 if status in (ActionStatus.REPORTED, ActionStatus.VERIFIED) else index * 5 % 90,
        "narrative": narrative,
        "obstacles": Wording(fr="Budget non encore engagé.", ar="لم ترصد الميزانية بعد.")
        if index % 4 == 1
        else Wording(),
        "next_step": Wording(fr="Troisième session à Fès.") if index % 4 == 0 else Wording(),
        "reported_on": dt.date(2021, 5, 3) if narrative else None,
    }
    return TrackerRow(**{**values, **changes})  # type: ignore[arg-type]  # values are named by field


def tracker(actions: int, institution: InstitutionRow | None = JUSTICE) -> Tracker:
    """A tracker of so many actions."""
    return Tracker(COMMISSION, institution, MADE_ON, tuple(action(index) for index in range(actions)))

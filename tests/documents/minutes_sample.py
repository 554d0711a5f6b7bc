"""A plenary session and a seminar as a secretariat would write them up, for the tests of the minutes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from desktop.codes import (
    ActionStatus,
    AgendaItemKind,
    Capacity,
    DecisionMethod,
    Level,
    MeetingKind,
    MeetingMode,
    MeetingStatus,
    MinutesStatus,
    Presence,
    Threshold,
)
from desktop.language import Wording
from desktop.records.rows import (
    ActionRow,
    AgendaItemRow,
    AttendanceRow,
    CommissionRow,
    DecisionRow,
    MeetingRow,
    Minutes,
    MinutesRecommendation,
    Quorum,
)

COMMISSION = CommissionRow(
    id="commission",
    name=Wording(
        fr="Commission nationale de lutte contre la traite des êtres humains",
        ar="اللجنة الوطنية لمكافحة الاتجار بالبشر",
        en="National Commission against Trafficking in Human Beings",
    ),
    acronym="CNLTEH",
    country="MA",
    language="fr",
    letterhead=Wording(
        fr="Royaume du Maroc\nMinistère de la Justice",
        ar="المملكة المغربية\nوزارة العدل",
        en="Kingdom of Morocco\nMinistry of Justice",
    ),
    city=Wording(fr="Rabat", ar="الرباط", en="Rabat"),
    signatory_name=Wording(fr="M. Karim El Fassi", ar="السيد كريم الفاسي", en="Mr Karim El Fassi"),
    signatory_title=Wording(fr="Le président", ar="الرئيس", en="The Chair"),
    secretary_name=Wording(fr="Mme Salma Bennis", ar="السيدة سلمى بنيس", en="Ms Salma Bennis"),
    secretary_title=Wording(
        fr="La responsable de la Commission, secrétaire", ar="المسؤولة عن الكتابة الدائمة", en="The Secretary"
    ),
)

MINISTRIES = {
    "MJ": Wording(fr="Ministère de la Justice", ar="وزارة العدل", en="Ministry of Justice"),
    "MI": Wording(fr="Ministère de l'Intérieur", ar="وزارة الداخلية", en="Ministry of the Interior"),
    "MS": Wording(
        fr="Ministère de la Santé et de la Protection sociale",
        ar="وزارة الصحة والحماية الاجتماعية",
        en="Ministry of Health and Social Protection",
    ),
    "PMP": Wording(fr="Présidence du ministère public", ar="رئاسة النيابة العامة", en="Public Prosecutor's Office"),
    "DGSN": Wording(
        fr="Direction générale de la sûreté nationale",
        ar="المديرية العامة للأمن الوطني",
        en="General Directorate for National Security",
    ),
    "CNDH": Wording(
        fr="Conseil national des droits de l'Homme",
        ar="المجلس الوطني لحقوق الإنسان",
        en="National Human Rights Council",
    ),
    "EN": Wording(fr="Entraide nationale", ar="التعاون الوطني", en="National Mutual Aid"),
    "UNODC": Wording(
        fr="Office des Nations unies contre la drogue et le crime",
        ar="مكتب الأمم المتحدة المعني بالمخدرات والجريمة",
        en="United Nations Office on Drugs and Crime",
    ),
    "COE": Wording(fr="Conseil de l'Europe", ar="مجلس أوروبا", en="Council of Europe"),
}

_PEOPLE = [
    ("Karim El Fassi", "كريم الفاسي", "MJ", Capacity.CHAIR, Presence.PRESENT),
    ("Salma Bennis", "سلمى بنيس", "MJ", Capacity.MEMBER, Presence.PRESENT),
    ("Youssef Amrani", "يوسف العمراني", "MI", Capacity.MEMBER, Presence.PRESENT),
    ("Nadia Cherkaoui", "نادية الشرقاوي", "MI", Capacity.MEMBER, Presence.PRESENT),
    ("Rachid Ouazzani", "رشيد الوزاني", "MS", Capacity.MEMBER, Presence.REPRESENTED),
    ("Hanane Tazi", "حنان التازي", "MS", Capacity.MEMBER, Presence.PRESENT),
    ("Mohammed Alaoui", "محمد العلوي", "PMP", Capacity.MEMBER, Presence.PRESENT),
    ("Imane Berrada", "إيمان برادة", "PMP", Capacity.MEMBER, Presence.PRESENT),
    ("Omar Lahlou", "عمر لحلو", "DGSN", Capacity.MEMBER, Presence.PRESENT),
    ("Samira Idrissi", "سميرة الإدريسي", "DGSN", Capacity.MEMBER, Presence.EXCUSED),
    ("Fatima-Zahra Kadiri", "فاطمة الزهراء القادري", "CNDH", Capacity.MEMBER, Presence.PRESENT),
    ("Abdelilah Mansouri", "عبد الإله المنصوري", "CNDH", Capacity.MEMBER, Presence.ABSENT),
    ("Laila Skalli", "ليلى الصقلي", "EN", Capacity.MEMBER, Presence.PRESENT),
    ("Hicham Benjelloun", "هشام بنجلون", "EN", Capacity.MEMBER, Presence.PRESENT),
    ("Mehdi Sebti", "مهدي السبتي", "MI", Capacity.MEMBER, Presence.PRESENT),
    ("Zineb Filali", "زينب الفيلالي", "MS", Capacity.MEMBER, Presence.PRESENT),
    ("Anas Guessous", "أنس كسوس", "MJ", Capacity.MEMBER, Presence.PRESENT),
    ("Sofia Rahmani", None, "UNODC", Capacity.OBSERVER, Presence.PRESENT),
    ("Claire Dubois", None, "COE", Capacity.OBSERVER, Presence.PRESENT),
    ("Marco Bianchi", None, "COE", Capacity.EXPERT, Presence.PRESENT),
    ("Inês Carvalho", None, "UNODC", Capacity.EXPERT, Presence.PRESENT),
    ("Dounia Amor", "دنيا عمور", "EN", Capacity.GUEST, Presence.PRESENT),
    ("Tarik Hassani", "طارق الحساني", "CNDH", Capacity.GUEST, Presence.EXCUSED),
    ("Ghita Bouayad", "غيثة بوعياد", "DGSN", Capacity.GUEST, Presence.PRESENT),
    (None, "سعيد الناصري", "PMP", Capacity.GUEST, Presence.PRESENT),
    ("Ion Țurcanu", None, "COE", Capacity.EXPERT, Presence.PRESENT),
]

_CHIEF = Wording(fr="Chef de division", ar="رئيس قسم", en="Head of division")


def _attendance() -> tuple[AttendanceRow, ...]:
    return tuple(
        AttendanceRow(
            id=f"a{number}",
            person_latin=latin,
            person_arabic=arabic,
            person_position=_CHIEF if number % 3 else Wording(fr="Directeur"),
            institution=MINISTRIES[institution],
            institution_acronym=institution,
            capacity=capacity,
            presence=presence,
            represented_by="Hanane Tazi" if presence is Presence.REPRESENTED else None,
            votes=capacity in (Capacity.CHAIR, Capacity.MEMBER),
        )
        for number, (latin, arabic, institution, capacity, presence) in enumerate(_PEOPLE)
    )


def action(number: int, title: Wording, lead: str, status: ActionStatus, due: dt.date | None) -> ActionRow:
    return ActionRow(
        id=f"action-{number}",
        number=f"ACT-2021-{number:03}",
        title=title,
        status=status,
        lead_id=lead,
        lead=lead,
        lead_name=MINISTRIES[lead],
        supporting=("MI", "EN"),
        due=due,
        overdue=False,
        progress=40,
        recommendations=("REC-2021-014",),
        level=Level.INTERNAL,
    )


ACTIONS = (
    action(
        31,
        Wording(
            fr="Nommer un point focal par cour d'appel et publier l'annuaire",
            ar="تعيين نقطة اتصال بكل محكمة استئناف ونشر الدليل",
            en="Appoint a focal point at each court of appeal and publish the directory",
        ),
        "PMP",
        ActionStatus.IN_PROGRESS,
        dt.date(2021, 9, 30),
    ),
    action(
        32,
        Wording(
            fr="Former quarante magistrats à l'identification des victimes",
            ar="تكوين أربعين قاضيا في مجال التعرف على الضحايا",
            en="Train forty magistrates in identifying victims",
        ),
        "MJ",
        ActionStatus.PLANNED,
        dt.date(2021, 12, 15),
    ),
    action(
        33,
        Wording(fr="Ouvrir une ligne d'écoute (numéro vert) 24 h/24 dans les trois langues"),
        "MS",
        ActionStatus.BLOCKED,
        None,
    ),
)

RECOMMENDATION = MinutesRecommendation(
    id="r14",
    number="REC-2021-014",
    title=Wording(fr="Points focaux judiciaires", ar="نقاط الاتصال القضائية", en="Focal points in the judiciary"),
    text=Wording(
        fr="Désigner, dans chaque cour d'appel, un magistrat point focal chargé des demandes d'entraide, et tenir à "
        "jour un annuaire commun aux pays participants : nom, langue de travail, coordonnées.",
        ar="تعيين قاض نقطة اتصال بكل محكمة استئناف يتولى طلبات التعاون القضائي، ومسك دليل مشترك بين البلدان المشاركة "
        "يتضمن الاسم ولغة العمل ومعطيات الاتصال، وفقا للفقرة 3 من التوصية REC-2021-009 وللمادة 27 من اتفاقية "
        "مجلس أوروبا "
        "(STCE n° 197).",
        en="Designate in each court of appeal a magistrate as focal point for requests for assistance, and keep a "
        "directory common to the participating countries: name, working language, contact details.",
    ),
    addressees=(MINISTRIES["PMP"], MINISTRIES["MJ"]),
    countries=("MA", "TN"),
    actions=ACTIONS[:2],
)

REFERRAL = MinutesRecommendation(
    id="r15",
    number="REC-2021-015",
    title=Wording(fr="Mécanisme national de référencement", ar="الآلية الوطنية للإحالة"),
    text=Wording(
        fr="Adopter avant la fin de l'année les procédures du mécanisme national de référencement, de "
        "l'identification à la réinsertion ; prévoir l'accès des victimes aux soins et à un hébergement sûr.",
        ar="اعتماد مساطر الآلية الوطنية للإحالة قبل متم السنة، من التعرف على الضحايا إلى إعادة إدماجهم، مع ضمان ولوج "
        "الضحايا إلى العلاج والإيواء الآمن.",
    ),
    addressees=(MINISTRIES["MS"],),
    countries=(),
    actions=ACTIONS[2:],
)

_LONG_AR = (
    "افتتح السيد الرئيس النقاش مذكرا بأن اللجنة اعتمدت خلال دورتها السابقة المنعقدة يوم 26 نونبر 2020 خطة عمل تتضمن 14 "
    "إجراء، وأن نسبة الإنجاز بلغت 62 % إلى غاية 31/12/2020. وأشار إلى أن برنامج GLO.ACT (المنفذ من طرف UNODC بشراكة مع "
    "IOM وUNICEF) سيواصل دعم التكوين في «المعهد العالي للقضاء»، وأن الوثيقة المرجعية REC-2021-014 وزعت على الأعضاء.\n"
    "وتدخلت ممثلة المجلس الوطني لحقوق الإنسان لتؤكد ضرورة تمكين الضحايا، لا سيما الأطفال غير المصحوبين، من الولوج إلى "
    "الخدمات الصحية والاجتماعية دون قيد أو شرط، وطالبت بنشر المعطيات الإحصائية (عدد القضايا، عدد المتابعين، "
    "عدد الضحايا) "
    "كل ستة أشهر. ورد ممثل رئاسة النيابة العامة بأن الدورية رقم 1 س/ر.ن.ع بتاريخ 9 يناير 2020 حددت إطار جمع المعطيات."
)
_LONG_FR = (
    "Le président ouvre la discussion en rappelant que la commission avait adopté, lors de sa session du 26 novembre "
    "2020, un plan de quatorze actions ; le taux d'exécution atteint 62 % au 31/12/2020. Le programme GLO.ACT, mis en "
    "œuvre par l'ONUDC avec l'OIM et l'UNICEF, continuera d'appuyer la formation à l'Institut supérieur de la "
    "magistrature. Le document REC-2021-014 (« points focaux ») a été distribué aux membres.\n"
    "La représentante du Conseil national des droits de l'Homme insiste : l'accès des victimes, en particulier des "
    "mineurs non accompagnés, aux services de santé et aux services sociaux ne saurait être subordonné à aucune "
    "condition. Elle demande la publication semestrielle des données : affaires, personnes poursuivies, victimes. Le "
    "représentant de la présidence du ministère public répond que la circulaire du 9 janvier 2020 fixe le cadre."
)
_LONG_EN = (
    "The Chair opened the discussion by recalling that the Commission had adopted a plan of fourteen actions at its "
    "session of 26 November 2020; 62% of it had been carried out by 31 December 2020. The GLO.ACT programme, run by "
    "UNODC with IOM and UNICEF, would go on supporting training at the judicial institute.\n"
    "The representative of the National Human Rights Council stressed that victims' access to health and social "
    "services must not depend on any condition, and asked for figures to be published every six months."
)

DECISION = DecisionRow(
    id="d1",
    number="DEC-2021-003",
    text=Wording(
        fr="La commission approuve le principe d'un annuaire commun et charge le secrétariat d'en établir le modèle.",
        ar="توافق اللجنة على مبدأ الدليل المشترك وتكلف الكتابة الدائمة بإعداد نموذجه.",
        en="The Commission approves the principle of a common directory and asks the secretariat for a model of it.",
    ),
    method=DecisionMethod.MAJORITY,
    votes_for=12,
    votes_against=1,
    abstentions=2,
)

_TITLES = [
    Wording(
        fr="Adoption du procès-verbal de la session précédente",
        ar="المصادقة على محضر الدورة السابقة",
        en="Adoption of the minutes of the previous session",
    ),
    Wording(
        fr="Suivi des recommandations du séminaire régional",
        ar="تتبع توصيات الندوة الإقليمية",
        en="Follow-up of the recommendations of the regional seminar",
    ),
    Wording(
        fr="Coopération judiciaire : points focaux et entraide",
        ar="التعاون القضائي: نقاط الاتصال والمساعدة المتبادلة",
        en="Judicial cooperation: focal points and mutual assistance",
    ),
    Wording(fr="Mécanisme national de référencement", ar="الآلية الوطنية للإحالة", en="National referral mechanism"),
    Wording(fr="Données et indicateurs", ar="المعطيات والمؤشرات", en="Data and indicators"),
    Wording(
        fr="Formation des magistrats (programmes HELP et GLO.ACT)",
        ar="تكوين القضاة (برنامجا HELP وGLO.ACT)",
        en="Training of magistrates (HELP and GLO.ACT)",
    ),
    Wording(fr="Participation de la société civile", ar="مشاركة المجتمع المدني", en="Participation of civil society"),
    Wording(fr="Questions diverses", ar="مسائل متفرقة", en="Any other business"),
]


def _agenda() -> tuple[AgendaItemRow, ...]:
    return tuple(
        AgendaItemRow(
            id=f"i{position}",
            position=position,
            title=title,
            kind=[AgendaItemKind.DECISION, AgendaItemKind.INFORMATION, AgendaItemKind.DISCUSSION][position % 3],
            rapporteur="Salma Bennis" if position == 3 else None,
            minutes=Wording(fr=_LONG_FR)
            if position == 5
            else Wording()
            if position == 8
            else Wording(fr=_LONG_FR, ar=_LONG_AR, en=_LONG_EN),
            decisions=(DECISION,)
            if position == 3
            else (
                replace(
                    DECISION,
                    id="d2",
                    number="DEC-2021-002",
                    method=DecisionMethod.CONSENSUS,
                    votes_for=None,
                    votes_against=None,
                    abstentions=None,
                ),
            )
            if position == 1
            else (),
            recommendations=(RECOMMENDATION,) if position == 3 else (REFERRAL,) if position == 4 else (),
        )
        for position, title in enumerate(_TITLES, start=1)
    )


def plenary() -> Minutes:
    """The minutes of an ordinary session, long, adopted by nobody yet."""
    return Minutes(
        commission=COMMISSION,
        meeting=MeetingRow(
            id="m1",
            number="REU-2021-002",
            title=Wording(
                fr="Deuxième session ordinaire de l'année 2021",
                ar="الدورة العادية الثانية لسنة 2021",
                en="Second ordinary session of 2021",
            ),
            kind=MeetingKind.ORDINARY_SESSION,
            body=Wording(fr="Assemblée plénière", ar="الجمعية العامة", en="Plenary"),
            start=dt.date(2021, 7, 14),
            end=None,
            place=Wording(
                fr="Siège du ministère de la Justice, Rabat",
                ar="مقر وزارة العدل، الرباط",
                en="Ministry of Justice, Rabat",
            ),
            mode=MeetingMode.HYBRID,
            status=MeetingStatus.HELD,
            minutes_status=MinutesStatus.DRAFT,
            recommendations=2,
        ),
        chair="Karim El Fassi",
        rapporteur="Salma Bennis",
        organisers=(COMMISSION.name, MINISTRIES["COE"]),
        programmes=(Wording(fr="Programme Sud IV", ar="برنامج الجنوب IV", en="South Programme IV"),),
        countries=("MA",),
        opened_at=dt.time(9, 30),
        closed_at=dt.time(16, 45),
        attendance=_attendance(),
        quorum=Quorum(voting=17, present=15, required=9, share=Fraction(1, 2), threshold=Threshold.AT_LEAST),
        second_call=False,
        agenda=_agenda(),
        other_recommendations=(replace(REFERRAL, id="r16", number="REC-2021-016", actions=()),),
    )


def seminar() -> Minutes:
    """The summary of an event: no quorum, no agenda, several countries."""
    base = plenary()
    return replace(
        base,
        meeting=replace(
            base.meeting,
            number="SEM-2021-001",
            title=Wording(
                fr="Deuxième séminaire régional sur la lutte contre la traite des êtres humains au Sud de la "
                "Méditerranée",
                ar="الندوة الإقليمية الثانية حول مكافحة الاتجار بالبشر في جنوب المتوسط",
            ),
            kind=MeetingKind.SEMINAR,
            body=None,
            start=dt.date(2021, 2, 24),
            end=dt.date(2021, 2, 25),
            mode=MeetingMode.REMOTE,
            place=Wording(),
            minutes_status=MinutesStatus.ADOPTED,
        ),
        chair=None,
        rapporteur=None,
        countries=("MA", "TN", "JO", "LB"),
        opened_at=None,
        closed_at=None,
        attendance=(),
        quorum=None,
        agenda=(),
        other_recommendations=(RECOMMENDATION, REFERRAL),
    )

"""A meeting as hard as they come, for the tests of the minutes: sixty people, forty items, texts of three pages, both
scripts mixed with figures and brackets."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from desktop.codes import AgendaItemKind, AgendaOutcome, Capacity, DecisionMethod, MinutesStatus, Presence
from desktop.language import Wording
from desktop.records.rows import (
    AgendaItemRow,
    AnnexRow,
    AttendanceRow,
    Minutes,
    QuorumTurn,
    SuspensionRow,
)
from tests.documents.minutes_sample import DECISION, MINISTRIES, RECOMMENDATION, REFERRAL, plenary

_SENTENCE_FR = (
    "Le représentant de la DGSN ((art. 448-1 [loi n° 27-14]) et {annexe B}) rappelle : « 62 % des 1 250 dossiers » ; "
    "برنامج GLO.ACT (المنفذ من طرف UNODC) figure au point 3.2, voir https://exemple.ma/rapport?id=12&v=2 !"
)
_SENTENCE_AR = (
    "ذكّر ممثل المديرية العامة (المادة 448-1 [القانون 27-14]) بأن 62 % من 1250 ملفا, أي {الملحق ب}, تخص REC-2021-014; "
    "هل تم إبلاغ UNODC وIOM (Genève) يوم 31/12/2020 على الساعة 10:30? «نعم» حسب https://exemple.ma/rapport?id=12"
)
_SENTENCE_EN = (
    "The representative ((section 448-1 [law 27-14]) and {annex B}) recalled that 62% of 1,250 files belong to "
    "برنامج GLO.ACT (UNODC): see https://example.ma/report?id=12&v=2!"
)
LONGEST_WORD = "anticonstitutionnellement" * 5
"""Wider than any line."""

THREE_PAGES = Wording(
    fr=" ".join([_SENTENCE_FR] * 34), ar=" ".join([_SENTENCE_AR] * 30), en=" ".join([_SENTENCE_EN] * 40)
)


def _attendance() -> tuple[AttendanceRow, ...]:
    institutions, capacities, presences = list(MINISTRIES), list(Capacity), list(Presence)
    return tuple(
        AttendanceRow(
            id=f"h{number}",
            person_latin=None if number % 7 == 0 else f"Prénom{number} El-Nom{number} (Cel)",
            person_arabic=None if number % 5 == 0 else f"الاسم{number} بن النسب (أبو {number})",
            person_position=Wording(fr="Chef de division (C. D.) – n° 3", ar="رئيس قسم [3]")
            if number % 3
            else Wording(),
            institution=MINISTRIES[institutions[number % len(institutions)]] if number % 11 else Wording(),
            institution_acronym=institutions[number % len(institutions)] if number % 11 else None,
            capacity=capacities[number % len(capacities)],
            presence=presences[number % len(presences)],
            represented_by="كريم El Fassi (MJ)" if presences[number % len(presences)] is Presence.REPRESENTED else None,
            votes=number % 4 == 0,
            arrived_at=dt.time(10, number % 60) if number % 13 == 0 else None,
            left_at=dt.time(12, number % 60) if number % 17 == 0 else None,
        )
        for number in range(60)
    )


def _item(position: int) -> AgendaItemRow:
    long_title = Wording(fr=f"Point {position} : " + "coopération (judiciaire) " * 9, ar="نقطة (التعاون) " * 9)
    only_french, only_arabic = Wording(fr=_SENTENCE_FR + "\n" + _SENTENCE_FR), Wording(ar=_SENTENCE_AR)
    texts = [
        THREE_PAGES,
        Wording(),
        only_french,
        only_arabic,
        Wording(fr=LONGEST_WORD, ar="كلمة" * 60, en=LONGEST_WORD),
    ]
    decided = replace(
        DECISION,
        id=f"hd{position}",
        number=f"DEC-2021-{position:03}",
        method=list(DecisionMethod)[position % 3],
        legal_basis="27-14, art. 6 (المادة 6)",
        casting_vote=position % 6 == 0,
    )
    recommended = replace(
        RECOMMENDATION if position % 2 else REFERRAL, id=f"hr{position}", number=f"REC-2021-{position + 100}"
    )
    return AgendaItemRow(
        id=f"hi{position}",
        position=position,
        title=long_title if position % 9 == 0 else Wording(ar=f"نقطة {position}") if position % 8 == 0
        else Wording(fr=f"Point {position} [bis] (Zurich)", ar=f"النقطة {position} [مكرر]", en=f"Item {position}"),
        kind=list(AgendaItemKind)[position % 3],
        rapporteur="Salma Bennis (السيدة)" if position % 4 == 0 else None,
        minutes=texts[position % 5] if position % 5 or position in (5, 20) else only_french,
        decisions=(decided,) if position % 3 == 0 else (),
        recommendations=(recommended,) if position % 4 == 1 else (),
        outcome=AgendaOutcome.DEFERRED if position % 10 == 7 else AgendaOutcome.CONCLUDED,
        carried_from="REU-2020-009" if position % 10 == 3 else None,
        followed_up=("REC-2019-001", "REC-2019-002") if position % 10 == 4 else (),
    )  # fmt: skip


def hard() -> Minutes:
    base = plenary()
    return replace(
        base,
        attendance=_attendance(),
        agenda=tuple(_item(position) for position in range(1, 41)),
        suspensions=(SuspensionRow("s", dt.time(11), dt.time(11, 20)), SuspensionRow("t", dt.time(13), None)),
        quorum_turns=(QuorumTurn(dt.time(12, 10), 8, False),),
        quorum_basis=Wording(fr="règlement intérieur (art. 12)", ar="النظام الداخلي (المادة 12)"),
        annexes=tuple(
            AnnexRow(f"x{n}", Wording(fr=f"Rapport {n}") if n % 2 else Wording(), f"annexe_{n}.pdf", None, "0" * 64, n)
            for n in range(1, 6)
        ),
    )


def empty() -> Minutes:
    """A meeting of which nothing was taken down."""
    return replace(
        plenary(), attendance=(), agenda=(), other_recommendations=(), quorum=None, organisers=(), programmes=(),
        countries=(), chair=None, rapporteur=None, opened_at=None, closed_at=None,
    )  # fmt: skip


def without_quorum() -> Minutes:
    """A meeting that could not deliberate, and was called again."""
    base = plenary()
    assert base.quorum is not None
    absent = tuple(
        replace(row, presence=Presence.ABSENT) if row.votes and number > 3 else row
        for number, row in enumerate(base.attendance)
    )
    again = replace(base.meeting, number="REU-2021-003", start=dt.date(2021, 7, 23))
    nothing = tuple(replace(item, minutes=Wording(), decisions=(), recommendations=()) for item in base.agenda)
    return replace(
        base, attendance=absent, agenda=nothing, other_recommendations=(), called_again=again,
        quorum=replace(base.quorum, present=4),
        meeting=replace(base.meeting, minutes_status=MinutesStatus.CIRCULATED),
    )  # fmt: skip

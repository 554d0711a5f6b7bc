"""What is made of the minutes: summary record, extract for one institution, corrigendum."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from desktop.codes import InstitutionKind, Level, MinutesStatus, Standing
from desktop.documents.document import Document, Heading, Notice, Signatures, words
from desktop.documents.facing import facing
from desktop.documents.papers.minutes_corrigendum import minutes_corrigendum_paper
from desktop.documents.papers.minutes_extract import minutes_extract_paper
from desktop.documents.papers.summary_record import summary_record_paper
from desktop.documents.pdf.writing import write_pdf
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Refusal, Wording
from desktop.records.meetings.extract import concerns, extract_minutes
from desktop.records.meetings.rows import MinutesVersionRow
from desktop.records.rows import CorrigendumRow, InstitutionRow, Minutes
from tests.documents.minutes_sample import ACTIONS, DECISION, MINISTRIES, RECOMMENDATION, REFERRAL, plenary

VERSIONS = (
    MinutesVersionRow(
        "v2", 2, MinutesStatus.ADOPTED, dt.date(2021, 11, 3), Wording(), "a" * 64, "0123456789abcdef" * 4
    ),
    MinutesVersionRow(
        "v1", 1, MinutesStatus.AMENDED, dt.date(2021, 9, 1), Wording(fr="Point 2", ar="النقطة 2"), "b" * 64, None
    ),
)
FINGERPRINT = " ".join(["0123456789abcdef"] * 4)


def institution(acronym: str) -> InstitutionRow:
    return InstitutionRow(
        acronym, acronym, MINISTRIES[acronym], InstitutionKind.MINISTRY, "MA", Standing.MEMBER, True, Level.INTERNAL
    )


def adopted(minutes: Minutes | None = None) -> Minutes:
    minutes = minutes or plenary()
    meeting = replace(minutes.meeting, minutes_status=MinutesStatus.ADOPTED)
    corrigendum = CorrigendumRow(
        "c1", "COR-2021-001", dt.date(2021, 12, 1), Wording(fr="Lire dix."), Wording(fr="Erreur de plume")
    )
    return replace(minutes, meeting=meeting, adopted_on=dt.date(2021, 11, 3), corrigenda=(corrigendum,))


def summary(code: LanguageCode, minutes: Minutes) -> Document:
    return summary_record_paper(minutes, Language(code, "MA"))


def extract(code: LanguageCode, minutes: Minutes, acronym: str = "PMP") -> Document:
    whom = institution(acronym)
    return minutes_extract_paper(extract_minutes(minutes, whom), whom, VERSIONS, Language(code, "MA"), numbered=True)


def corrigendum(code: LanguageCode, minutes: Minutes) -> Document:
    return minutes_corrigendum_paper(minutes, VERSIONS, Language(code, "MA"))


@pytest.mark.parametrize("paper", [summary, extract, corrigendum])
@pytest.mark.parametrize("codes", [*((code,) for code in LANGUAGE_CODES), ("fr", "ar"), ("ar", "en")])
def test_each_paper_is_written_in_every_language_and_in_two(paper, codes, tmp_path: Path) -> None:
    made = [paper(code, adopted()) for code in codes]
    document = facing(*made) if len(made) == 2 else made[0]
    write_pdf(document, tmp_path / "paper.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "paper.pdf").pages)
    assert ("COR-2021-001" if paper is corrigendum else "REU-2021-002") in text


def test_the_summary_record_says_what_was_concluded_and_not_what_was_said() -> None:
    said = words(summary("fr", plenary()).blocks)
    assert DECISION.text.fr and DECISION.text.fr in said.replace("\u202f", " ") and "REC-2021-016" in said
    assert "Le président ouvre la discussion" not in said
    assert said.count("Aucune décision ni recommandation sous ce point.") == 5
    assert "Le quorum est atteint." in said and "Karim El Fassi" not in said.replace("M. Karim El Fassi", "")


def test_an_extract_holds_what_concerns_an_institution_and_no_more() -> None:
    said = words(extract("fr", adopted()).blocks)
    assert RECOMMENDATION.number in said and "ACT-2021-031" in said
    assert REFERRAL.number not in said and "ACT-2021-032" not in said and "DEC-2021" not in said
    titles = [block.number for block in extract("fr", adopted()).blocks if isinstance(block, Heading) and block.number]
    assert titles == ["3."]


def test_a_decision_concerns_whoever_carries_it_out() -> None:
    first = plenary().agenda[0]
    decided = replace(first, decisions=(replace(DECISION, actions=ACTIONS),))
    minutes = replace(plenary(), agenda=(decided,), other_recommendations=())
    (item,) = extract_minutes(minutes, institution("PMP")).agenda
    assert [action.number for action in item.decisions[0].actions] == ["ACT-2021-031"]
    (item,) = extract_minutes(minutes, institution("EN")).agenda  # which supports all three
    assert len(item.decisions[0].actions) == 3


def test_an_extract_that_would_say_nothing_is_refused() -> None:
    assert not concerns(plenary(), institution("UNODC")) and concerns(plenary(), institution("MS"))
    with pytest.raises(Refusal, match="UNODC"):
        extract_minutes(plenary(), institution("UNODC"))


def test_an_extract_of_adopted_minutes_is_certified_with_their_fingerprint() -> None:
    document = extract("fr", adopted())
    said = words(document.blocks)
    assert "Pour extrait conforme" in said and FINGERPRINT in said and "adopté le 3 novembre 2021" in said
    assert not document.draft
    (signed,) = [block for block in document.blocks if isinstance(block, Signatures)]
    assert [person.name[0].plain for person in signed.people] == ["Mme\u00a0Salma Bennis"]


def test_minutes_whose_day_of_adoption_nobody_entered_were_adopted_when_their_version_was_kept() -> None:
    said = words(extract("fr", replace(adopted(), adopted_on=None)).blocks)
    assert "adopté le 3 novembre 2021" in said and FINGERPRINT in said


def test_nobody_certifies_an_extract_of_minutes_that_are_not_adopted() -> None:
    document = extract("fr", plenary())
    said = words(document.blocks)
    assert "Pour extrait conforme" not in said and FINGERPRINT not in said
    assert document.draft and any(isinstance(block, Notice) for block in document.blocks)


def test_a_corrigendum_says_what_is_corrected_against_which_version() -> None:
    document = corrigendum("fr", adopted())
    said = words(document.blocks)
    assert document.number == "COR-2021-001"
    for each in ("Lire dix.", "Erreur de plume", "adopté le 3 novembre 2021", "Point 2"):
        assert each in said
    assert said.count(FINGERPRINT) == 2  # of what it corrects, and among the versions

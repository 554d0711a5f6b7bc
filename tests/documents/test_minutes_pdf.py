"""The minutes as a PDF, read back."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pikepdf
import pypdf
import pytest

from desktop.codes import AgendaOutcome, Capacity, MinutesStatus
from desktop.documents.document import texts_of
from desktop.documents.papers.minutes import minutes_paper
from desktop.documents.pdf.writing import write_pdf
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Wording
from desktop.records.rows import AnnexRow, CorrigendumRow, HeadcountRow, QuorumTurn
from tests.documents.minutes_sample import DECISION, RECOMMENDATION, plenary, seminar


@pytest.fixture
def written(tmp_path):
    def write(minutes=None, code: LanguageCode = "fr"):
        target = tmp_path / f"minutes_{code}.pdf"
        write_pdf(minutes_paper(minutes or plenary(), Language(code, "MA")), target)
        return target

    return write


def text_of(path) -> str:
    """All that a reader finds, on one line."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_document_says_what_it_is_and_in_which_language(written, code):
    with pikepdf.open(written(code=code)) as pdf:
        about = pdf.docinfo
        assert "REU-2021-002" in str(about.Title)
        assert str(about.Author) == plenary().commission.name.get(code)
        assert str(about.Subject) == plenary().meeting.title.get(code)
        assert pdf.Root.Lang == f"{code}-MA"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.ViewerPreferences.Direction == ("/R2L" if code == "ar" else "/L2R")


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_font_is_embedded_and_can_be_searched(written, code):
    with pikepdf.open(written(code=code)) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            assert font.Encoding == "/Identity-H"
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            assert b"beginbfchar" in font.ToUnicode.read_bytes()


def test_pages_carry_nothing_unasked(written):
    with pikepdf.open(written()) as pdf:
        assert all("/Trans" not in page for page in pdf.pages)
        filters = [str(thing.get("/Filter", "")) for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
        assert not any("ASCII85" in name for name in filters)
        assert pdf.check_pdf_syntax() == []


def test_arabic_words_are_found_by_a_search(written):
    text = text_of(written(code="ar"))
    minutes = plenary()
    said = [minutes.meeting.title.ar, *(item.title.ar for item in minutes.agenda), RECOMMENDATION.text.ar]
    said += [item.minutes.ar for item in minutes.agenda] + [row.person_arabic for row in minutes.attendance]
    words = re.findall(r"[ء-ي]{2,}", " ".join(part for part in said if part))
    missing = [word for word in words if word not in text]
    assert len(words) > 500
    assert len(missing) / len(words) < 0.02, missing


def test_numbers_and_dates_stay_whole_in_arabic(written):
    text = text_of(written(code="ar"))
    for whole in ("REC-2021-014", "REC-2021-009", "DEC-2021-003", "ACT-2021-031", "30/09/2021", "31/12/2020"):
        assert whole in text


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_page_says_which_of_how_many_it_is(written, code):
    pages = pypdf.PdfReader(written(code=code)).pages
    for number, page in enumerate(pages, start=1):
        lines = [line for line in page.extract_text().splitlines() if not line.strip().isdigit()]
        foot = lines[-1]
        assert {str(number), str(len(pages))} <= set(re.findall(r"\d+", foot))
        assert "REU-2021-002" in foot


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_all_who_came_and_all_that_was_decided_is_in_it(written, code):
    minutes = plenary()
    text = text_of(written(code=code))
    for row in minutes.attendance:
        for word in row.person(code).split():
            assert word in text
    for number in (DECISION.number, RECOMMENDATION.number, "REC-2021-016", *(a.number for a in RECOMMENDATION.actions)):
        assert number in text


def test_what_is_missing_in_the_language_is_given_in_another_and_marked(written):
    text = text_of(written(code="ar"))
    assert "Ouvrir une ligne" in text
    assert "[FR]" in text
    assert "[AR]" not in text
    assert "La représentante du Conseil national" in text


def test_a_session_says_whether_it_had_its_quorum(written):
    said = Language("fr", "MA").text
    reached, short_of = said("The quorum is reached."), said("The quorum is not reached.")
    assert reached in text_of(written())
    short = plenary()
    assert short.quorum is not None
    short = replace(short, quorum=replace(short.quorum, present=8))
    text = text_of(written(short))
    assert reached not in text
    assert short_of in text


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_an_event_has_neither_quorum_nor_agenda(written, code):
    said = Language(code, "MA").text
    names = [item.title for item in pypdf.PdfReader(written(seminar(), code)).outline if not isinstance(item, list)]
    assert names == [said("Recommendations"), said("Actions")]


def test_who_came_stands_by_category_and_presence(written):
    text = text_of(written())
    for group in (
        "Membres – Présents (14)", "Membres – Représentés (1)", "Membres – Excusés (1)", "Membres – Absents (1)",
        "Observateurs et partenaires – Présents (2)",
        "Experts et intervenants – Présents (3)", "Invités – Présents (3)",
        "Invités – Excusés (1)",
    ):  # fmt: skip
        assert group in text
    assert "représenté par Hanane Tazi" in text or "représentée par Hanane Tazi" in text


def test_whoever_came_late_or_has_no_vote_is_told(written):
    rows = list(plenary().attendance)
    rows[1] = replace(rows[1], arrived_at=dt.time(10, 5), left_at=dt.time(12, 40), votes=False)
    text = text_of(written(replace(plenary(), attendance=tuple(rows)), "en"))
    assert "from 10:05 to 12:40" in text and "(without a vote)" in text


def test_those_who_are_counted_and_not_named_stand_in_figures(written):
    counts = (
        HeadcountRow("h1", "MJ", Capacity.TRAINEE, 12, 7),
        HeadcountRow("h2", "MS", Capacity.TRAINEE, None, 8),
    )
    text = text_of(written(replace(seminar(), headcounts=counts), "en"))
    assert "MJ Trainee 12 7 19" in text and "MS Trainee – 8 –" in text


def test_the_quorum_is_said_with_its_rule_its_figures_and_how_it_went(written):
    turns = (QuorumTurn(dt.time(12, 10), 8, False), QuorumTurn(dt.time(12, 30), 9, True))
    text = text_of(written(replace(plenary(), quorum_turns=turns), "en"))
    for said in (
        "Rule: at least half of the voting members (17), so 9.",
        "Voting members: 17; present or represented: 15; required: 9.",
        "From 12:10 on the quorum was no longer reached: present or represented: 8.",
        "From 12:30 on the quorum was reached again: present or represented: 9.",
    ):
        assert said in text
    assert "could not validly deliberate" not in text


def test_the_rule_of_the_quorum_names_what_it_rests_on(written):
    basis = Wording(fr="décret n° 2019-653", en="Decree No. 2019-653")
    text = text_of(written(replace(plenary(), quorum_basis=basis), "en"))
    assert "so 9. Legal basis: Decree No. 2019-653." in text


def test_a_meeting_without_quorum_says_when_it_is_called_again_and_the_second_one_why(written):
    meeting = plenary().meeting
    quorum = plenary().quorum
    assert quorum is not None
    short = replace(quorum, present=8)
    again = replace(meeting, number="REU-2021-003", start=dt.date(2021, 7, 22))
    text = text_of(written(replace(plenary(), quorum=short, called_again=again), "en"))
    assert "it is called again for 22 July 2021 (REU-2021-003)" in text
    first = replace(meeting, number="REU-2021-001", start=dt.date(2021, 7, 5))
    text = text_of(written(replace(plenary(), second_call=True, first_call=first), "en"))
    assert "Rule, second call" in text and "REU-2021-001 of 5 July 2021 had no quorum" in text


def test_a_casting_vote_and_a_legal_basis_stand_with_the_decision(written):
    tied = replace(DECISION, votes_for=6, votes_against=6, casting_vote=True, legal_basis="27-14, art. 6")
    item = replace(plenary().agenda[2], decisions=(tied,), outcome=AgendaOutcome.DEFERRED)
    text = text_of(written(replace(plenary(), agenda=(item,)), "en"))
    assert "the chair’s casting vote decided" in text and "Legal basis: 27-14, art. 6" in text
    assert "The item is put off to a later meeting." in text


@pytest.mark.parametrize("status", MinutesStatus)
def test_only_adopted_minutes_have_no_word_across_their_pages(status):
    minutes = replace(plenary(), meeting=replace(plenary().meeting, minutes_status=status))
    assert (minutes_paper(minutes, Language("fr")).draft == "") is (status is MinutesStatus.ADOPTED)


def test_paragraphs_are_numbered_under_their_item_where_that_is_wanted(written):
    plain, numbered = (minutes_paper(plenary(), Language("fr", "MA"), numbered=wanted) for wanted in (False, True))
    found = [
        [text.number.strip("\u2068\u2069") for block in paper.blocks for text in texts_of(block) if text.number]
        for paper in (plain, numbered)
    ]
    assert found[0] == [] and found[1][:4] == ["1.1", "1.2", "2.1", "2.2"]


def test_adopted_minutes_say_when_they_were_and_what_was_corrected_since(written):
    meeting = replace(plenary().meeting, minutes_status=MinutesStatus.ADOPTED)
    corrigendum = CorrigendumRow(
        "c1", "COR-2021-001", dt.date(2021, 12, 1), Wording(fr="Lire « dix »."), Wording(fr="Erreur de plume")
    )
    later = replace(meeting, number="REU-2021-004")
    adopted = replace(
        plenary(), meeting=meeting, adopted_on=dt.date(2021, 11, 3), adopted_at=later, corrigenda=(corrigendum,)
    )
    text = text_of(written(adopted))
    assert "Procès-verbal adopté le 3 novembre 2021, lors de la réunion REU-2021-004." in text
    for said in ("Rectificatif COR-2021-001 du 1 décembre 2021", "dix", "Erreur de plume"):
        assert said in text or said.replace("du 1 ", "du 1er ") in text


def test_annexes_are_listed(written):
    annex = AnnexRow("x", Wording(fr="Rapport d’étape"), "rapport.pdf", dt.date(2021, 6, 1), "0" * 64, 3)
    bare = replace(annex, id="y", title=Wording(), file_name="liste.xlsx", position=None, document_date=None)
    text = text_of(written(replace(plenary(), annexes=(annex, bare))))
    assert "Rapport d’étape (rapport.pdf, 01/06/2021, point 3)" in text and "liste.xlsx" in text


def test_minutes_that_are_not_adopted_say_so(written):
    said = Language("en").text
    draft, adopted = plenary(), plenary()
    adopted = replace(adopted, meeting=replace(adopted.meeting, minutes_status=MinutesStatus.ADOPTED))
    mark = said("Not yet adopted – {status}", status=MinutesStatus.DRAFT)
    assert mark in text_of(written(draft, "en"))
    assert mark.split("–")[0] not in text_of(written(adopted, "en"))


def test_the_sections_stand_in_the_outline(written):
    reader = pypdf.PdfReader(written(code="en"))
    said = Language("en").text
    top = [item.title for item in reader.outline if not isinstance(item, list)]
    assert top == [
        said("Attendance"),
        said("Agenda"),
        said("Discussion and decisions"),
        said("Other recommendations"),
        said("Actions"),
    ]
    assert [len(items) for items in reader.outline if isinstance(items, list)] == [len(plenary().agenda)]


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_screen_reader_finds_everything_once_in_reading_order(written, code):
    with pikepdf.open(written(code=code)) as pdf:
        root = pdf.Root.StructTreeRoot
        assert pdf.Root.MarkInfo.Marked
        kinds, owned = [], []

        def walk(element) -> None:
            kinds.append(str(element.S))
            for kid in element.K:
                if kid.get("/Type") == "/MCR":
                    owned.append((kid.Pg.objgen, int(kid.MCID)))
                else:
                    assert kid.P.objgen == element.objgen
                    walk(kid)

        walk(root.K)
        drawn = [
            (page.obj.objgen, int(number))
            for page in pdf.pages
            for number in re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())
        ]
        assert sorted(owned) == sorted(drawn)
        assert len(set(owned)) == len(owned)
        assert kinds[0] == "/Document"
        assert kinds.count("/H1") == 1
        assert {"/H2", "/H3", "/P", "/Table", "/TR", "/TH", "/TD"} <= set(kinds)


def test_no_page_holds_the_signatures_alone(written):
    done = Language("fr", "MA").text("Done at {city}, on {date}", city="Rabat", date="…").split("Rabat")[0].strip()
    for count in range(1, 12):
        longer = replace(seminar(), other_recommendations=(replace(RECOMMENDATION, actions=()),) * count)
        last = pypdf.PdfReader(written(longer)).pages[-1].extract_text()
        assert done in last
        assert last.split(done)[0].strip(), f"{count} recommendations leave the signatures alone"


def test_an_institution_may_come_without_a_name(written):
    minutes = plenary()
    nameless = replace(minutes.attendance[0], person_latin=None, person_arabic=None)
    assert "\u2068\u2069" not in text_of(written(replace(minutes, attendance=(nameless,))))


def test_the_same_minutes_make_the_same_file(written, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1614210000")
    first = written(code="ar").read_bytes()
    assert written(code="ar").read_bytes() == first


def test_a_place_that_cannot_be_written_is_an_error_and_leaves_nothing(tmp_path):
    with pytest.raises(OSError):
        write_pdf(minutes_paper(plenary(), Language("fr")), tmp_path / "nowhere" / "minutes.pdf")
    assert list(tmp_path.iterdir()) == []


def test_minutes_of_which_nothing_is_known_yet_are_still_a_document(written):
    bare = replace(seminar(), organisers=(), programmes=(), countries=(), other_recommendations=())
    text = text_of(written(bare, "en"))
    assert "SEM-2021-001" in text


def test_a_title_in_another_language_is_marked_wherever_it_stands(written):
    minutes = plenary()
    item = replace(minutes.agenda[0], title=Wording(fr="Ouverture de la session"))
    ours = replace(item, title=Wording(ar="افتتاح الدورة"))
    text = text_of(written(replace(minutes, agenda=(item,)), "ar"))
    assert text.count("Ouverture de la session") == 2
    assert text.count("[FR]") == text_of(written(replace(minutes, agenda=(ours,)), "ar")).count("[FR]") + 2

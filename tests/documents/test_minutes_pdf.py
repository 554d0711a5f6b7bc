"""The minutes as a PDF, read back."""

from __future__ import annotations

import re
from dataclasses import replace

import pikepdf
import pypdf
import pytest

from desktop.codes import MinutesStatus
from desktop.documents.papers.minutes import minutes_paper
from desktop.documents.pdf.writing import write_pdf
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Wording
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
        foot = page.extract_text().splitlines()[-1]
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

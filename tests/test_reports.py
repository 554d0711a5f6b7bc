"""Reports and communiqués from a register: what they say, for whom, in which languages, as which files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdf
import pytest
from pikepdf import pdfa

from desktop.codes import ActionStatus, Audience, Implementation, Level
from desktop.commands import command_line as commands
from desktop.documents.document import Figure, Grid, Row, words
from desktop.documents.withheld import withheld_records
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Refusal, Wording, message, plural
from desktop.outputs import reports as reports_made
from desktop.outputs.reports import ReportKind, compose_communique, compose_report, export_communique, export_report
from desktop.records.base import find
from desktop.records.follow_up.recommendation import Recommendation
from desktop.records.meetings.meeting import Meeting, MeetingFilter, find_meeting_id, list_meeting_ids
from desktop.records.overview import count_actions_by_status, count_recommendations_by_status
from desktop.records.register import Register
from desktop.records.reports import report_on_institution, report_on_year
from desktop.records.rows import Minutes
from tests.windows.frame import copy_demonstration

ON = dt.date(2026, 11, 26)
HELD = "REU-2021-002"
SUBJECTS = {
    ReportKind.PROGRAMME: "SUD-IV",
    ReportKind.SOURCE: "EPU",
    ReportKind.INSTITUTION: "MSISF",
    ReportKind.YEAR: "2021",
}


LANGUAGES: tuple[tuple[LanguageCode, ...], ...] = (("fr",), ("ar",), ("en",), ("fr", "ar"))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(copy_demonstration(tmp_path)) as opened:
        yield opened


def said(document: Any) -> str:
    return words(document.blocks).replace("\u2068", "").replace("\u2069", "").replace("\u202f", " ")


@pytest.mark.parametrize("kind", ReportKind)
@pytest.mark.parametrize("codes", LANGUAGES)
def test_every_report_is_written_in_one_language_or_two(
    register: Register, tmp_path: Path, kind: ReportKind, codes: tuple[LanguageCode, ...]
) -> None:
    for suffix in (".pdf", ".docx"):
        export_report(register, kind, SUBJECTS[kind], codes, tmp_path / f"report{suffix}")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "report.pdf").pages)
    assert SUBJECTS[kind] in text
    package: Any = docx.Document(str(tmp_path / "report.docx"))
    assert any(SUBJECTS[kind] in paragraph.text for paragraph in package.paragraphs) or len(codes) > 1
    for code in codes:
        assert Language(code).text(kind.label) in said(compose_report(register, kind, SUBJECTS[kind], codes))


def test_a_sheet_says_each_recommendation_with_its_actions(register: Register) -> None:
    with register.reading() as session:
        report = report_on_institution(session, "MSISF", ON, Audience.INTERNAL)
    text = said(compose_report(register, ReportKind.INSTITUTION, "MSISF", ("fr",), on=ON))
    assert len(report.lines) > 2
    for line in report.lines:
        assert line.recommendation.number in text
        assert all(action.number in text for action in line.actions)
    assert sum(report.counts.values()) == len(report.lines)


def test_the_figures_of_the_annual_report_are_those_of_the_register(register: Register) -> None:
    with register.reading() as session:
        report = report_on_year(session, 2021, ON, Audience.INTERNAL)
        assert report.recommendations == count_recommendations_by_status(session, Audience.INTERNAL)
        assert report.actions == count_actions_by_status(session, Audience.INTERNAL)
        every = list_meeting_ids(session, MeetingFilter(), "fr")
        held = {each for each in every if find(session, Meeting, each).start.year == 2021}
    assert {row.id for row in report.meetings} == held
    document = compose_report(register, ReportKind.YEAR, "2021", ("fr",), on=ON)
    tables = [block for block in document.blocks if isinstance(block, Grid)]
    totals = [
        row.cells[1][0].plain for table in tables for row in table.rows if isinstance(row, Row) and row.key == "total"
    ]
    assert totals == [str(sum(report.recommendations.values())), str(sum(report.actions.values()))]
    assert set(report.recommendations) == set(Implementation)
    assert set(report.actions) == set(ActionStatus)


@pytest.mark.parametrize("kind", ReportKind)
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_figures_are_numbered_and_each_is_followed_by_the_table_of_its_numbers(
    register: Register, kind: ReportKind, code: LanguageCode
) -> None:
    blocks = compose_report(register, kind, SUBJECTS[kind], (code,), on=ON).blocks
    places = [place for place, block in enumerate(blocks) if isinstance(block, Figure)]
    assert places
    for number, place in enumerate(places, start=1):
        figure, table = blocks[place], blocks[place + 1]
        assert isinstance(figure, Figure) and isinstance(table, Grid)
        assert str(number) in figure.caption.plain and figure.chart.title in figure.caption.plain
        assert figure.chart.title in figure.told
        figures = [text.plain for row in table.rows if isinstance(row, Row) for cell in row.cells[1:] for text in cell]
        for row in figure.chart.rows:
            assert {Language(code).number(value or 0) for value in row.values} <= {*figures} or "12" in row.name


def test_a_figure_counts_only_what_its_audience_may_see(register: Register) -> None:
    def shown(audience: Audience) -> list[int]:
        blocks = compose_report(register, ReportKind.YEAR, "2021", ("fr",), audience, on=ON).blocks
        figures = [block for block in blocks if isinstance(block, Figure)]
        return [sum(value or 0 for row in figure.chart.rows for value in row.values) for figure in figures]

    with register.changing(message("test")) as session:
        for each in session.query(Recommendation):
            each.level = Level.PARTNERS
        hidden = session.query(Recommendation).filter_by(number="REC-2021-007").one()
        hidden.level = Level.INTERNAL
    _, every, *_ = shown(Audience.INTERNAL)
    _, fewer, *_ = shown(Audience.PARTNERS)
    assert fewer == every - 1


def test_what_lies_above_the_audience_is_left_out_and_counted(register: Register) -> None:
    with register.changing(message("test")) as session:
        for each in session.query(Recommendation):
            each.level = Level.PARTNERS
        hidden = session.query(Recommendation).filter_by(number="REC-2021-007").one()
        hidden.level = Level.INTERNAL
    for kind in (ReportKind.INSTITUTION, ReportKind.SOURCE, ReportKind.PROGRAMME):
        text = said(compose_report(register, kind, SUBJECTS[kind], ("fr",), Audience.PARTNERS))
        assert "REC-2021-007" not in text
        assert "partenaires" in text
    text = said(compose_report(register, ReportKind.INSTITUTION, "MSISF", ("fr",), Audience.PARTNERS))
    assert Language("fr").text(withheld_records(1)).replace("\u202f", " ") in text


def test_a_communique_is_for_the_public_and_stands_on_one_page(register: Register, tmp_path: Path) -> None:
    with register.reading() as session:
        meeting_id = find_meeting_id(session, HELD)
    with register.changing(message("test")) as session:
        find(session, Meeting, meeting_id).level = Level.INTERNAL
    with pytest.raises(Refusal):
        compose_communique(register, meeting_id, ("fr",))
    with register.changing(message("test")) as session:
        find(session, Meeting, meeting_id).level = Level.PUBLIC
    shown = said(compose_communique(register, meeting_id, ("fr",)))
    assert "23 juin 2021" in shown
    for codes in LANGUAGES:
        export_communique(register, meeting_id, codes, tmp_path / "c.pdf", Audience.INTERNAL)
        assert len(pypdf.PdfReader(tmp_path / "c.pdf").pages) == 1, codes


@pytest.mark.parametrize("codes", LANGUAGES)
def test_a_communique_says_as_much_as_a_page_holds_and_how_much_more_there_is(
    register: Register, tmp_path: Path, codes: tuple[LanguageCode, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    with register.reading() as session:
        meeting_id = find_meeting_id(session, HELD)
    title = Wording("Renforcer la coordination " * 8, "تعزيز التنسيق بين المتدخلين " * 8, "Strengthen it all " * 8)
    begins = {"fr": "– Renforcer", "ar": "– تعزيز", "en": "– Strengthen"}[codes[0]]
    find_real = reports_made.find_minutes

    def made(count: int) -> int:
        """How many of so many recommendations are said."""

        def find_long(*asked: Any) -> Minutes:
            minutes = find_real(*asked)
            item = next(each for each in minutes.agenda if each.recommendations)
            one = replace(item.recommendations[0], title=title)
            return replace(minutes, agenda=(replace(item, decisions=(), recommendations=(one,) * count),))

        monkeypatch.setattr(reports_made, "find_minutes", find_long)
        export_communique(register, meeting_id, codes, tmp_path / "c.pdf", Audience.INTERNAL)
        assert len(pypdf.PdfReader(tmp_path / "c.pdf").pages) == 1
        shown = said(compose_communique(register, meeting_id, codes, Audience.INTERNAL))
        told = shown.count(begins)
        others = plural(
            "{count} other decision or recommendation was adopted.",
            "{count} other decisions and recommendations were adopted.",
            count - told,
        )
        for code in codes:
            assert (Language(code).text(others) in shown) == (count > told)
        return told

    assert made(3) == 3
    assert 3 <= (most := made(60)) < 60
    assert made(most + 2) == most, "whatever is left out is left out for want of room"


@pytest.mark.parametrize("kind", ReportKind)
def test_a_subject_that_is_not_known_is_refused(register: Register, tmp_path: Path, kind: ReportKind) -> None:
    for subject in ("", "NOBODY", "20211", "²⁰²¹"):
        with pytest.raises(Refusal):
            export_report(register, kind, subject, ("fr",), tmp_path / "report.pdf")
    assert not (tmp_path / "report.pdf").exists()


def test_an_empty_register_gives_an_annual_report_all_the_same(tmp_path: Path) -> None:
    with Register.create(tmp_path / "empty.tawsiya", country_code="TN", language="ar") as register:
        for code in LANGUAGE_CODES:
            export_report(register, ReportKind.YEAR, "2026", (code,), tmp_path / f"{code}.pdf")
            assert len(pypdf.PdfReader(tmp_path / f"{code}.pdf").pages) >= 1


def test_the_tracker_goes_inside_the_pdf_where_it_is_asked_for(register: Register, tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    export_report(register, ReportKind.INSTITUTION, "MSISF", ("ar",), target, with_tracker=True)
    with pikepdf.open(target) as pdf:
        [name] = pdf.attachments
        assert pdf.attachments[name].get_file().read_bytes().startswith(b"PK")
    with pytest.raises(Refusal):
        export_report(register, ReportKind.INSTITUTION, "MSISF", ("ar",), tmp_path / "s.docx", with_tracker=True)


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("kind", ReportKind)
def test_a_report_with_its_tracker_is_for_the_archive(
    register: Register, tmp_path: Path, kind: ReportKind, code: LanguageCode
) -> None:
    """By all rules of ISO 19005-3 at level B that a checker knows, figures and the attached workbook included."""
    target = tmp_path / "report.pdf"
    export_report(register, kind, SUBJECTS[kind], (code,), target, with_tracker=True)
    assert [str(each) for each in pdfa.validate_written(target, "3b").findings] == []
    with pikepdf.open(target) as pdf:
        [name] = pdf.attachments
        assert pdf.attachments[name].relationship is not None


def test_the_commands_write_them(register: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(register.path)
    register.close()
    for kind, subject in SUBJECTS.items():
        out = tmp_path / f"{kind.code}.docx"
        assert commands.run(["report", path, kind.code, subject, str(out), "--language", "fr+ar"]) == commands.DONE
        assert out.exists()
    assert commands.run(["report", path, "annual", "MMXXI", str(tmp_path / "x.pdf")]) == commands.REFUSED
    assert commands.run(["communique", path, HELD, str(tmp_path / "c.pdf")]) == commands.REFUSED
    assert capsys.readouterr().err
    chosen = ["communique", path, HELD, str(tmp_path / "c.pdf"), "--audience", "internal"]
    assert commands.run(chosen) == commands.DONE

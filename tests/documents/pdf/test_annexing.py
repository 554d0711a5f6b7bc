"""PDFs of others behind one of ours, read back; and those that cannot be."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A3, landscape
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.papers.minutes import minutes_paper
from desktop.documents.pdf.annexing import MOST_PAGES, Annex, NotMerged, look_into
from desktop.documents.pdf.writing import write_pdf
from desktop.language import Language
from tests.documents.minutes_sample import plenary


def foreign(*texts: str, size: tuple[float, float] = landscape(A3), **options: object) -> bytes:
    """A PDF of another program, a text a page."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size, **options)  # type: ignore[arg-type]
    for text in texts:
        canvas.drawString(100, 100, text)
        canvas.acroForm.textfield(name=text, value=f"champ {text}", x=100, y=200)
        canvas.linkURL("https://example.org", (0, 0, 50, 50))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def written(target: Path, *annexes: Annex) -> pikepdf.Pdf:
    write_pdf(replace(minutes_paper(plenary(), Language("fr", "MA")), draft=""), target, annexes=annexes)
    return pikepdf.open(target)


def test_each_page_of_an_annex_follows_on_a_sheet_of_ours(tmp_path: Path) -> None:
    whole = written(tmp_path / "plain.pdf")
    before = len(whole.pages)
    rotated = foreign("tourne")
    with pikepdf.open(io.BytesIO(rotated)) as turning:
        turning.pages[0].rotate(90, relative=True)
        turned = io.BytesIO()
        turning.save(turned)
    pdf = written(
        tmp_path / "a.pdf",
        Annex("Annexe 1 – Rapport", foreign("un", "deux", "trois"), 3),
        Annex("Annexe 2 – Plan", turned.getvalue(), 1),
    )
    assert len(pdf.pages) == before + 4
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "a.pdf").pages][before:]
    for page, word, line in zip(
        pages,
        ("un", "deux", "trois", "tourne"),
        ("Annexe 1 – Rapport – 1/3", "Annexe 1 – Rapport – 2/3", "Annexe 1 – Rapport – 3/3", "Annexe 2 – Plan"),
        strict=True,
    ):
        assert word in page and f"champ {word}" in page and line in page
        assert f"sur {before + 4}" in page
    assert all([float(side) for side in page.mediabox[2:]] == [595.2756, 841.8898] for page in pdf.pages)
    assert pdf.check_pdf_syntax() == []
    titles = [item.title for item in pypdf.PdfReader(tmp_path / "a.pdf").outline if not isinstance(item, list)]
    assert titles[-2:] == ["Annexe 1 – Rapport – 1/3", "Annexe 2 – Plan"]


def test_nothing_of_an_annex_but_what_it_shows_comes_along(tmp_path: Path) -> None:
    hostile = io.BytesIO()
    with pikepdf.open(io.BytesIO(foreign("un"))) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('x')")
        pdf.Root.OpenAction = script
        pdf.pages[0].obj.AA = pikepdf.Dictionary(O=script)
        pdf.pages[0].obj.StructParents = 0
        pdf.save(hostile)
    pdf = written(tmp_path / "a.pdf", Annex("Annexe 1", hostile.getvalue(), 1))
    last = pdf.pages[-1]
    assert "/OpenAction" not in pdf.Root and "/AcroForm" not in pdf.Root
    assert "/AA" not in last and "/Annots" not in last
    whole = (tmp_path / "a.pdf").read_bytes()
    assert b"JavaScript" not in whole and b"example.org" not in whole
    assert [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and "/StructParents" in thing] == []


def test_the_structure_of_our_pages_stays_whole(tmp_path: Path) -> None:
    pdf = written(tmp_path / "a.pdf", Annex("Annexe 1", foreign("un", "deux"), 2))
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
    for page in pdf.pages:
        marked = page.Contents.read_bytes() if isinstance(page.Contents, pikepdf.Stream) else b"".join(
            part.read_bytes() for part in page.Contents
        )  # fmt: skip
        assert marked.count(b"/MCID") == len(parents[int(page.StructParents)])
        assert marked.count(b"BMC") + marked.count(b"BDC") == marked.count(b"EMC")
    xmp = pdf.Root.Metadata.read_bytes()
    assert b"pdfaid:part" not in xmp  # pages of others are not for the archive


def closed() -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(foreign("secret"))) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(user="x", owner="y"))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", NotMerged.NOT_PDF),
        (b"PK\x03\x04 a workbook", NotMerged.NOT_PDF),
        (b"%PDF-1.7\nnothing else", NotMerged.DAMAGED),
        (closed(), NotMerged.CLOSED),
        (foreign(*["p"] * 3), 3),
    ],
)
def test_what_can_be_annexed_is_known_beforehand(content: bytes, said: int | NotMerged) -> None:
    assert look_into(content) == said


def test_a_file_with_very_many_pages_is_not_annexed() -> None:
    with pikepdf.new() as pdf:
        for _ in range(MOST_PAGES + 1):
            pdf.add_blank_page()
        stream = io.BytesIO()
        pdf.save(stream)
    assert look_into(stream.getvalue()) is NotMerged.LONG


WHOLE = foreign("un", "deux", pageCompression=0)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=40), st.booleans())
def test_a_damaged_file_is_told_or_annexed_and_never_more(
    tmp_path: Path, changes: list[tuple[int, int]], cut: bool
) -> None:
    content = bytearray(WHOLE)
    for place, byte in changes:
        content[place] = byte
    if cut:
        content = content[: changes[0][0]]
    found = look_into(bytes(content))
    if isinstance(found, int):
        with written(tmp_path / "a.pdf", Annex("Annexe", bytes(content), found)) as pdf:
            assert len(pdf.pages) > found

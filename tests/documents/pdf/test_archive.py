"""A PDF for the archive: it keeps to PDF/A-3b, carries files, and can be closed with a password."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import pdfa
from PIL import Image, ImageCms

from desktop.documents.document import Document, Heading, Prose, Run, Text
from desktop.documents.facing import facing
from desktop.documents.papers.minutes import minutes_paper
from desktop.documents.pdf.archive import AttachedFile, srgb_profile
from desktop.documents.pdf.writing import write_pdf
from desktop.language import LANGUAGE_CODES, Language, LanguageCode
from tests.documents.minutes_sample import plenary, seminar

WORKBOOK = AttachedFile(
    name="suivi – متابعة.xlsx",
    content=b"PK\x03\x04 rows" * 500,
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    explained="Tableau de suivi (جدول المتابعة)",
)


def plain(*texts: str, code: LanguageCode = "fr", name: str = "Note") -> Document:
    blocks = (Heading(Text((Run(texts[0]),), code)), Prose(tuple(Text((Run(text),), code) for text in texts)))
    return Document(name, "N-1", texts[0], texts[0], Language(code, "MA"), blocks)


def findings(file: Path) -> list[str]:
    """What a checker that has read every rule of ISO 19005-3 at level B has to say against it."""
    return [str(each) for each in pdfa.validate_written(file, "3b").findings]


@pytest.mark.parametrize("sample", (plenary, seminar))
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_minutes_are_for_the_archive(tmp_path, sample, code):
    write_pdf(minutes_paper(sample(), Language(code, "MA")), tmp_path / "minutes.pdf")
    assert findings(tmp_path / "minutes.pdf") == []


def test_two_languages_side_by_side_and_a_draft_are_for_the_archive(tmp_path):
    french, arabic = (minutes_paper(plenary(), Language(code, "MA")) for code in ("fr", "ar"))
    write_pdf(facing(french, arabic), tmp_path / "facing.pdf")
    assert findings(tmp_path / "facing.pdf") == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=4), st.sampled_from(LANGUAGE_CODES))
def test_whatever_is_written_is_for_the_archive(tmp_path, texts, code):
    write_pdf(plain(*texts, code=code, name=texts[0]), tmp_path / "any.pdf")
    assert findings(tmp_path / "any.pdf") == []


def test_the_checker_finds_what_is_wrong(tmp_path):
    """Or the tests above would say nothing."""
    write_pdf(plain("Texte"), tmp_path / "good.pdf")
    with pikepdf.open(tmp_path / "good.pdf") as document:
        del document.Root.OutputIntents
        document.save(tmp_path / "bad.pdf")
    assert findings(tmp_path / "bad.pdf")


def test_a_file_inside_comes_out_as_it_went_in_and_the_document_stays_for_the_archive(tmp_path):
    write_pdf(plain("Rapport"), tmp_path / "with.pdf", attached=[WORKBOOK])
    assert findings(tmp_path / "with.pdf") == []
    with pikepdf.open(tmp_path / "with.pdf") as document:
        carried = document.attachments[WORKBOOK.name]
        assert carried.get_file().read_bytes() == WORKBOOK.content
        assert carried.description == WORKBOOK.explained
        assert carried.get_file().md5 == hashlib.md5(WORKBOOK.content, usedforsecurity=False).digest()
        assert carried.obj.AFRelationship == "/Data"
        assert len(document.Root.AF) == 1
    assert pypdf.PdfReader(tmp_path / "with.pdf").attachments[WORKBOOK.name] == [WORKBOOK.content]


CHECKSUMS = (
    bytes(range(16)),
    bytes(range(240, 256)),
    b"\xfe\xff" + b"\xd8\x00" * 7,  # would be UTF-16, and no word in it
    b"\xff\xfe" + b"a\x00" * 7,  # would be UTF-16, the other way round
    "é".encode() * 8,  # would be eight letters
    b"()\\\r\n\t<>()\\\r\n\0\x7f\x9f",
)


@pytest.mark.parametrize("checksum", CHECKSUMS, ids=bytes.hex)
def test_the_checksum_of_a_file_inside_is_written_whatever_its_bytes(tmp_path, monkeypatch, checksum):
    monkeypatch.setattr(hashlib, "md5", lambda *_, **__: SimpleNamespace(digest=lambda: checksum))
    write_pdf(plain("Rapport"), tmp_path / "with.pdf", attached=[WORKBOOK])
    monkeypatch.undo()
    with pikepdf.open(tmp_path / "with.pdf") as document:
        assert bytes(document.attachments[WORKBOOK.name].obj.EF.F.Params.CheckSum) == checksum


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=20))
def test_any_file_inside_can_be_written_and_comes_out_with_its_checksum(tmp_path, content):
    write_pdf(plain("Rapport"), tmp_path / "with.pdf", attached=[replace(WORKBOOK, content=content)])
    with pikepdf.open(tmp_path / "with.pdf") as document:
        carried = document.attachments[WORKBOOK.name].get_file()
        assert (carried.read_bytes(), carried.md5) == (content, hashlib.md5(content, usedforsecurity=False).digest())


@pytest.mark.parametrize("password", ("secret", "éclairé", "كلمة السر", "x" * 127))
def test_a_closed_document_opens_with_its_password_only_and_does_not_claim_to_be_for_the_archive(tmp_path, password):
    file = tmp_path / "closed.pdf"
    write_pdf(plain("Confidentiel"), file, attached=[WORKBOOK], password=password)
    for wrong in ("", password[:-1]):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(file, password=wrong)
    with pikepdf.open(file, password=password) as document:
        assert document.encryption.R == 6
        assert document.encryption.stream_method.name == "aesv3"
        assert b"pdfaid:part" not in document.Root.Metadata.read_bytes()
        assert document.attachments[WORKBOOK.name].get_file().read_bytes() == WORKBOOK.content
    assert b"Confidentiel" not in file.read_bytes()
    with pypdfium2.PdfDocument(file, password=password) as read_by_another:
        assert "Confidentiel" in read_by_another[0].get_textpage().get_text_range()


@pytest.mark.parametrize("password", ("x" * 128, "ص" * 64))
def test_a_password_too_long_for_readers_is_refused_and_nothing_is_left(tmp_path, password):
    with pytest.raises(ValueError, match="127"):
        write_pdf(plain("Confidentiel"), tmp_path / "closed.pdf", password=password)
    assert list(tmp_path.iterdir()) == []


def test_the_numbers_of_colours_mean_what_srgb_means():
    ours = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    shades = Image.new("RGB", (16, 16))
    shades.putdata([(red * 17, green * 17, (red * green) % 256) for red in range(16) for green in range(16)])
    seen = ImageCms.profileToProfile(shades, ours, ImageCms.createProfile("sRGB"))
    assert seen is not None
    assert all(abs(a - b) <= 1 for a, b in zip(shades.tobytes(), seen.tobytes(), strict=True))

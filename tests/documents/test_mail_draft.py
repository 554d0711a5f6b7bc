"""A draft for the mail program, read back by another parser than the one that writes it."""

from __future__ import annotations

import email
import email.policy
import re
from email.header import decode_header, make_header
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.documents.mail_draft import MailDraft, write_draft
from desktop.language import Language


def read(path: Path) -> Any:
    """By the parser of before, which knows nothing of the objects the mail was made of."""
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)


def subject(mail: Any) -> str:
    return str(make_header(decode_header(mail["Subject"])))


def test_names_of_files_in_arabic_come_through(tmp_path):
    attached = tmp_path / "جدول التتبع – MJ.pdf"
    attached.write_bytes(b"%PDF-1.7 ...")
    write_draft(MailDraft("s", "b", None, [attached]), Language("ar", "MA"), tmp_path / "draft.eml")
    mail = email.message_from_bytes((tmp_path / "draft.eml").read_bytes(), policy=email.policy.default)
    [part] = mail.iter_attachments()
    assert part.get_filename() == attached.name
    assert part.get_content() == attached.read_bytes()
    assert part.get_content_type() == "application/pdf"


def test_nothing_a_record_says_becomes_a_header_of_its_own(tmp_path):
    evil = "Rappel\r\nBcc: everybody@example.org\n\nX: 1"
    draft = MailDraft(evil, "b", ("Nom\r\nBcc: x@example.org", "a@example.org"), [])
    write_draft(draft, Language("fr"), tmp_path / "draft.eml")
    mail = read(tmp_path / "draft.eml")
    assert mail["Bcc"] is None
    assert mail["X"] is None
    assert "everybody" in subject(mail)


def test_an_address_that_is_none_is_left_for_a_hand_to_type(tmp_path):
    for mailbox in (
        "",
        "nobody",
        "a@b",
        "a b@example.org",
        "a@example.org, b@example.org",
        "ñ@example.org",
        "<a@b.org>",
    ):
        write_draft(MailDraft("s", "b", ("N", mailbox), []), Language("fr"), tmp_path / "draft.eml")
        assert read(tmp_path / "draft.eml")["To"] is None, mailbox


def test_what_looks_like_markup_stays_text(tmp_path):
    write_draft(MailDraft("s", "<script>x</script> & co", None, []), Language("fr"), tmp_path / "draft.eml")
    mail = email.message_from_bytes((tmp_path / "draft.eml").read_bytes(), policy=email.policy.default)
    page = mail.get_body(("html",))
    assert page is not None
    assert "<script>" not in page.get_content()


SUBJECTS = (
    "تذكير ثالث بشأن التوصيات REC-2021-014 (GRETA/2020) المتعلقة بالاتجار بالبشر الموجهة إلى وزارة العدل قبل 30/6/2021",
    "Rappel n° 3 : suite donnée aux recommandations REC-2021-014 à REC-2021-118 – « Lutte contre la traite »",
    "Reminder: =?utf-8?q?not_encoded?= by us",
    "a" * 1200,
    "ا" * 400,
)
NAMES = (
    "السيدة فاطمة الزهراء بنت عبد الرحمن العلوي المدغري، المديرة العامة (وزارة العدل)",
    "محمد MJ علي",
    'Dupont "Jo" (MJ), <dir.>',
    "José « Pépé » O’Neil, directeur de la coopération internationale et des affaires pénales",
)


@pytest.mark.parametrize("said", SUBJECTS)
@pytest.mark.parametrize("name", NAMES)
def test_subject_and_name_are_read_back_letter_for_letter(tmp_path, said, name):
    draft = MailDraft(said, "نص طويل جدا " * 60, (name, "point.focal@justice.gov.ma"), [])
    write_draft(draft, Language("ar", "MA"), tmp_path / "draft.eml")
    mail = read(tmp_path / "draft.eml")
    assert subject(mail) == said
    shown, mailbox = parseaddr(mail["To"])
    assert (str(make_header(decode_header(shown))), mailbox) == (name, "point.focal@justice.gov.ma")
    assert mail["Content-Language"] == "ar-MA"
    content = (tmp_path / "draft.eml").read_bytes()
    assert content.isascii(), "any server on the way lets it through"
    assert max(map(len, content.split(b"\r\n"))) <= 78, "RFC 5322, 2.1.1"
    for header in ("Subject", "To"):
        for word, charset in decode_header(mail[header]):
            assert not isinstance(word, bytes) or word.decode(charset or "ascii")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.text(max_size=200), st.text(max_size=40), st.sampled_from(("fr", "ar", "en")))
def test_any_words_make_a_mail_that_is_read_back(tmp_path, title, body, name, code):
    write_draft(MailDraft(title, body, (name, "a@example.org"), []), Language(code), tmp_path / "draft.eml")
    mail = read(tmp_path / "draft.eml")
    assert set(mail.keys()) <= {"X-Unsent", "Subject", "To", "Content-Language", "MIME-Version", "Content-Type"}
    assert mail["X-Unsent"] == "1"
    assert mail["Content-Language"].startswith(code)
    line = re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]+", " ", title).strip()
    assert subject(mail) == line

"""Papers made after a commission's own template: sections, sentences, signatories."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.codes import Audience, Paper
from desktop.commands import command_line as commands
from desktop.documents.document import Document, Heading, Signatures, words
from desktop.documents.facing import facing
from desktop.documents.papers.agenda import agenda_paper, annotated_agenda_paper
from desktop.documents.papers.annual_report import annual_report_paper
from desktop.documents.papers.articles import with_article
from desktop.documents.papers.communique import communique_paper
from desktop.documents.papers.follow_up_report import INSTITUTION, follow_up_paper
from desktop.documents.papers.letter import letter_paper
from desktop.documents.papers.mail_text import mail_body, mail_subject, mail_text
from desktop.documents.papers.minutes import minutes_paper
from desktop.documents.papers.minutes_extract import minutes_extract_paper
from desktop.documents.papers.notice import notice_paper
from desktop.documents.papers.summary_record import summary_record_paper
from desktop.documents.withheld import withheld_records
from desktop.language import LANGUAGE_CODES, Language, LanguageCode
from desktop.records.commission.template import _shipped, read_template
from desktop.records.follow_up.correspondence import find_reminder, list_late
from desktop.records.meetings.extract import extract_minutes
from desktop.records.register import Register
from desktop.records.reports import report_on_institution, report_on_year
from desktop.records.rows import Minutes
from tests.documents.convocation_sample import session as convocation
from tests.documents.minutes_sample import plenary
from tests.documents.test_minutes_papers import VERSIONS, adopted, institution
from tests.windows.frame import copy_demonstration

ON = dt.date(2026, 11, 26)
Make = Callable[[Paper, str, LanguageCode], Document]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes a paper after a template."""
    with (
        Register.open(copy_demonstration(tmp_path_factory.mktemp("papers"))) as register,
        register.reading() as session,
    ):
        late = list_late(session, ON, Audience.INTERNAL)[0]
        rows: dict[Paper, Any] = {
            Paper.MINUTES: plenary(),
            Paper.NOTICE: convocation(),
            Paper.LETTER: find_reminder(session, late.institution.id, ON, Audience.INTERNAL),
            Paper.ANNUAL_REPORT: report_on_year(session, 2021, ON, Audience.INTERNAL),
            Paper.FOLLOW_UP_REPORT: report_on_institution(session, "MSISF", ON, Audience.INTERNAL),
            Paper.SUMMARY_RECORD: plenary(),
            Paper.EXTRACT: adopted(),
            Paper.AGENDA: convocation(),
            Paper.COMMUNIQUE: plenary(),
        }
        rows[Paper.MAIL] = rows[Paper.LETTER]
    papers: dict[Paper, Callable[[Any, Language], Document]] = {
        Paper.MINUTES: minutes_paper,
        Paper.NOTICE: lambda row, language: notice_paper(row, language, ON),
        Paper.LETTER: lambda row, language: letter_paper(row, ON, language),
        Paper.ANNUAL_REPORT: annual_report_paper,
        Paper.FOLLOW_UP_REPORT: lambda row, language: follow_up_paper(row, INSTITUTION, language),
        Paper.SUMMARY_RECORD: summary_record_paper,
        Paper.EXTRACT: extracted,
        Paper.AGENDA: agenda_paper,
        Paper.COMMUNIQUE: communique_paper,
        Paper.MAIL: lambda row, language: mail_text(row, ON, language),
    }

    def made(paper: Paper, template: str, code: LanguageCode) -> Document:
        commission = replace(rows[paper].commission, templates={paper.value: template})
        return papers[paper](replace(rows[paper], commission=commission), Language(code, "MA"))

    return made


def extracted(minutes: Minutes, language: Language) -> Document:
    whom = institution("PMP")
    return minutes_extract_paper(extract_minutes(minutes, whom), whom, VERSIONS, language)


def said(document: Document) -> str:
    return words(document.blocks).replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize("paper", Paper)
def test_sections_stand_in_the_order_that_is_wanted_and_only_those(make: Make, paper: Paper) -> None:
    sections = read_template(paper, None).sections
    whole = make(paper, "", "fr")
    assert said(make(paper, f"sections = {[*sections]}", "fr")) == said(whole)
    turned = make(paper, f"sections = {[*reversed(sections)]}", "fr")
    # Figures are numbered in their order, whichever it is.
    every, other = (sorted(re.sub(r"(?m)^Figure \d", "", said(each)).splitlines()) for each in (whole, turned))
    assert every == other
    for section in sections:
        alone = make(paper, f'sections = ["{section}"]', "fr")
        assert len(alone.blocks) < len(whole.blocks)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_field_is_filled_in(make: Make, paper: Paper, code: LanguageCode) -> None:
    shipped = _shipped(paper)
    key = next(key for key in ("closing", "introduction") if key in shipped["texts"])
    fields = " ".join(f"<{each}:{{{each}}}>" for each in shipped["fields"])
    section = "closing" if key == "closing" else "introduction"
    document = make(paper, f'sections = ["{section}"]\n[texts]\n{key}.{code} = "{fields}"', code)
    for each in shipped["fields"]:
        assert f"<{each}:" in said(document) and f"{{{each}}}" not in said(document)
    assert "<commission:>" not in said(document)


def test_own_words_stand_in_the_paper_and_empty_ones_do_not(make: Make) -> None:
    own = '[texts]\nclosing.fr = "Bien à vous, {commission} : {count} !"\nlate.fr = ""'
    text = said(make(Paper.LETTER, own, "fr"))
    assert "Bien à vous, " in text and "considération distinguée" not in text
    assert "est échu" not in text and "sont échus" not in text and "{" not in text
    assert "considération" not in text
    assert "الاحترام" in said(make(Paper.LETTER, own, "ar"))


def test_a_text_in_one_language_is_lent_to_the_other_side(make: Make) -> None:
    own = '[texts]\nclosing.fr = "La séance est levée à {closed_at}."'
    french, arabic = (make(Paper.MINUTES, own, code) for code in ("fr", "ar"))
    assert "La séance est levée" in said(arabic)
    both = said(facing(french, arabic))
    assert both.count("La séance est levée") == 1


def test_those_sign_whom_the_template_names(make: Make) -> None:
    own = 'signatories = ["secretary", { title.fr = "Le rapporteur", name.fr = "Amrani" }]\n'
    for paper in (Paper.MINUTES, Paper.ANNUAL_REPORT):
        [signatures] = [block for block in make(paper, own, "fr").blocks if isinstance(block, Signatures)]
        assert len(signatures.people) == 2
        assert [text.plain for text in signatures.people[1].name] == ["Amrani"]
    sheet = make(Paper.FOLLOW_UP_REPORT, own, "fr")
    assert not any(isinstance(block, Signatures) for block in sheet.blocks)
    sheet = make(Paper.FOLLOW_UP_REPORT, f'sections = ["figures", "signatures"]\n{own}', "fr")
    assert isinstance(sheet.blocks[-1], Signatures)


def test_what_is_withheld_is_said_whatever_is_left_out(make: Make) -> None:
    document = make(Paper.MINUTES, 'sections = ["particulars"]', "fr")
    assert not any(isinstance(block, Heading) for block in document.blocks)
    hidden = replace(plenary(), withheld=3)
    commission = replace(hidden.commission, templates={"minutes": 'sections = ["particulars"]'})
    shown = said(minutes_paper(replace(hidden, commission=commission), Language("fr", "MA")))
    assert Language("fr", "MA").text(withheld_records(3)) in shown


def test_the_command_takes_checks_saves_and_puts_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register, file = str(copy_demonstration(tmp_path)), tmp_path / "modèle.toml"
    run = commands.run
    assert run(["template", register, "letter", "--save", str(file)]) == commands.DONE
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"greeting", ', ""), encoding="utf-8-sig")
    assert run(["template", register, "letter", "--take", str(file)]) == commands.DONE
    assert run(["template", register, "letter", "--save", str(tmp_path / "kept.toml")]) == commands.DONE
    assert '"greeting", ' not in (tmp_path / "kept.toml").read_text(encoding="utf-8")
    file.write_text(text.replace('"greeting"', '"greting"'), encoding="utf-8")
    capsys.readouterr()
    assert run(["template", register, "letter", "--take", str(file)]) == commands.REFUSED
    told = capsys.readouterr().err
    assert "modèle.toml" in told and "greting" in told
    for content in (b"\xff\xfe", b"a" * 500_000):
        file.write_bytes(content)
        assert run(["template", register, "letter", "--take", str(file)]) == commands.REFUSED
    assert run(["template", register, "letter", "--take", str(tmp_path / "none.toml")]) == commands.REFUSED
    assert run(["template", register, "letter", "--save", str(tmp_path)]) == commands.REFUSED
    assert run(["template", register, "letter", "--restore"]) == commands.DONE
    assert run(["template", register, "letter", "--save", str(file)]) == commands.DONE
    assert file.read_text(encoding="utf-8") == text


def test_the_chairs_agenda_says_what_the_office_wants_said() -> None:
    own = '[texts]\nchair_opens.fr = "La séance est ouverte."\nexpected_decision.fr = ""\nopening.fr = "À tous."'
    rows = convocation()
    rows = replace(rows, commission=replace(rows.commission, templates={"agenda": own}))
    annotated = said(annotated_agenda_paper(rows, Language("fr", "MA")))
    assert "La séance est ouverte." in annotated and "À tous." not in annotated
    assert "soumet la proposition" not in annotated and "{" not in annotated
    assert "À tous." in said(agenda_paper(rows, Language("fr", "MA")))


def test_an_e_mail_says_what_the_office_wants_said(make: Make) -> None:
    own = 'signatories = ["signatory"]\n[texts]\nsubject.fr = "Suivi : {number}"\nclosing.fr = "Cordialement."'
    mail = make(Paper.MAIL, own, "fr")
    assert said(mail).count("Cordialement.") == 1 and mail.name.startswith("Suivi")
    assert not re.search("[\u2066-\u2069]", mail_subject(mail) + mail_body(mail))
    paragraphs = mail_body(mail).split("\n\n")
    assert len(paragraphs) == 5 and all(paragraphs)
    assert "tableau de suivi" in paragraphs[1]


NAMES = (
    ("Commission nationale de lutte", "la Commission nationale de lutte"),
    ("Ministère de la Justice", "le Ministère de la Justice"),
    ("Autorité nationale", "l’Autorité nationale"),
    ("Services du Chef du gouvernement", "les Services du Chef du gouvernement"),
    ("Haut-Commissariat au Plan", "le Haut-Commissariat au Plan"),
    ("La Ligue arabe", "la Ligue arabe"),
    ("L'Instance nationale", "l'Instance nationale"),
    ("ONU Femmes", "ONU Femmes"),
    ("", ""),
)


@pytest.mark.parametrize(("name", "within"), NAMES)
def test_a_name_has_its_article_within_a_french_sentence(name: str, within: str) -> None:
    assert with_article(name, "fr") == within


def test_a_communique_speaks_of_the_commission_with_its_article_and_of_several_as_several(make: Make) -> None:
    french = said(make(Paper.COMMUNIQUE, "", "fr"))
    assert "– La Commission nationale de lutte contre la traite des êtres humains a tenu la réunion suivante" in french
    assert "The National Commission against" in said(make(Paper.COMMUNIQUE, "", "en"))
    minutes = plenary()
    item = next(item for item in minutes.agenda if item.decisions)
    for count, heading in ((1, "Décision prise"), (2, "Décisions prises")):
        agenda = (replace(item, decisions=item.decisions[:1] * count),)
        headings = [
            block.text.plain
            for block in communique_paper(replace(minutes, agenda=agenda), Language("fr", "MA")).blocks
            if isinstance(block, Heading)
        ]
        assert headings[0] == heading

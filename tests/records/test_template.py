"""The templates of documents: what comes with the application, what a commission changes, and what is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.codes import Paper
from desktop.language import LANGUAGE_CODES, Language, Refusal, message
from desktop.records.commission.commission import Commission, find_commission
from desktop.records.commission.own_templates import change_template, find_template_source
from desktop.records.commission.template import LONGEST, Signer, read_template, shipped_source
from desktop.records.register import Register
from tests.windows.frame import copy_demonstration


def wrong(paper: Paper, text: str) -> tuple[int, str]:
    """The line and the sentence, in French, of what is wrong with a template."""
    with pytest.raises(Refusal) as caught:
        read_template(paper, text, "modèle.toml")
    refusal = caught.value.message
    said = Language("fr").text(refusal)
    assert said.startswith("modèle.toml, ligne ")
    for code in LANGUAGE_CODES:
        assert not re.search(r"\{(line|wrong|key|known|example)\}", Language(code).text(refusal))
    line = refusal.values["line"]
    assert isinstance(line, int)
    return line, said


@pytest.mark.parametrize("paper", Paper)
def test_what_comes_with_the_application_is_in_order_as_a_commissions_own_too(paper: Paper) -> None:
    assert read_template(paper, shipped_source(paper)).sections == read_template(paper, None).sections


@pytest.mark.parametrize("paper", Paper)
def test_every_sentence_that_comes_with_it_exists_in_every_language(paper: Paper) -> None:
    template = read_template(paper, None)
    for key, texts in template.usual.items():
        assert set(LANGUAGE_CODES) <= set(texts), key


def test_what_a_commission_does_not_say_is_said_as_it_came() -> None:
    own = read_template(Paper.LETTER, 'sections = ["closing", "greeting"]\ntexts.closing.fr = "Cordialement."')
    usual = read_template(Paper.LETTER, None)
    assert own.sections == ("closing", "greeting")
    assert own.signatories == usual.signatories
    assert own.phrase("closing", "fr", "MA") == "Cordialement."
    assert own.phrase("closing", "ar", "MA") == usual.phrase("closing", "ar", "MA")


def test_a_country_has_words_of_its_own_and_a_commissions_words_come_before_them() -> None:
    usual = read_template(Paper.LETTER, None)
    assert len({str(usual.phrase("closing", "ar", country)) for country in ("MA", "TN", "JO")}) == 3
    own = read_template(Paper.LETTER, '[texts]\nclosing.ar = "والسلام."')
    assert own.phrase("closing", "ar", "TN") == "والسلام."
    own = read_template(Paper.LETTER, '[texts]\nclosing.ar = "والسلام."\nclosing.ar_TN = "تونس."')
    assert own.phrase("closing", "ar", "TN") == "تونس." and own.phrase("closing", "ar", "MA") == "والسلام."


def test_somebody_who_is_not_in_the_profile_may_sign() -> None:
    text = 'signatories = ["signatory", { title.fr = "Le rapporteur", name.fr = "M. Amrani", name.ar = "العمراني" }]'
    first, second = read_template(Paper.MINUTES, text).signatories
    assert first == "signatory"
    assert isinstance(second, Signer) and second.title.fr == "Le rapporteur" and second.name.ar == "العمراني"


BROKEN = (
    ('sections = ["greeting"\n[texts]\n', 2, "cette ligne"),
    ('[texts]\nclosing.fr = "Sans fin\n', 2, "cette ligne"),
    ('[texts]\nclosing.fr = "a"\nclosing.fr = "b"\n', 3, "cette ligne"),
    ('# "greting" ?\nsections = [\n  "greeting",\n  "greting",\n]\n', 4, "greting"),
    ('sections = [\n  "greeting",\n  "closing",\n  "greeting",\n]', 2, "deux fois"),
    ("sections = []", 1, "noms de sections"),
    ("\n\nsections = 3", 3, "noms de sections"),
    ("\ncolour = 1", 2, "colour"),
    ('texts.closing.fr = "a"\n\n[text]\n', 3, "text"),
    ('[texts]\nclosing.fr = "a"\nclose.fr = "b"\n', 3, "close"),
    ('[texts]\ngreeting.fr = "Cher {name},"\nclosing.fr = """\nVeuillez\n{nom}"""', 5, "{nom}"),
    ('[texts]\n# closing.de\nclosing.de = "Hochachtungsvoll"\n', 3, "de"),
    ('[texts]\nclosing = "Cordialement"\n', 2, "closing.fr"),
    ("[texts]\nclosing.fr = 12\n", 2, "guillemets"),
    ('[texts]\nclosing.fr = { one = "a", other = "b" }\n', 2, "guillemets"),
    ('[texts]\nlate.fr = { one = "a" }\n', 2, "other"),
    ('[texts]\nlate.fr = { one = "a", other = "b", dozens = "c" }\n', 2, "other"),
    ('[texts]\nclosing.fr = "a { b"\n', 2, "accolade"),
    ('signatories = ["secretary",\n "president"]', 2, "signatory"),
    ("signatories = [{ title.fr = 3 }]", 1, "signatory"),
)


@pytest.mark.parametrize(("text", "line", "part"), BROKEN)
def test_a_mistake_is_said_with_its_line(text: str, line: int, part: str) -> None:
    found, said = wrong(Paper.LETTER, text)
    assert (found, part in said) == (line, True), said


def test_a_template_as_long_as_a_book_is_refused() -> None:
    with pytest.raises(Refusal):
        read_template(Paper.LETTER, "#" * (LONGEST + 1))


@given(st.text(alphabet='abc{}[]="\n#.,closingfrtexts \x00é', max_size=200))
def test_whatever_is_written_is_a_template_or_refused_with_a_line_of_it(text: str) -> None:
    try:
        read_template(Paper.LETTER, text, "x")
    except Refusal as refusal:
        line = refusal.message.values["line"]
        assert isinstance(line, int) and 1 <= line <= text.count("\n") + 1


def test_a_commission_keeps_its_own_and_can_undo_it(tmp_path: Path) -> None:
    with Register.open(copy_demonstration(tmp_path)) as register:
        with register.changing(message("test")) as session:
            change_template(session, Paper.LETTER, '[texts]\r\nclosing.fr = "Cordialement."\r\n')
        with register.reading() as session:
            assert find_template_source(session, Paper.LETTER) == '[texts]\nclosing.fr = "Cordialement."\n'
            assert find_template_source(session, Paper.MINUTES) is None
            assert set(find_commission(session).templates) == {"letter"}
        register.undo()
        with register.reading() as session:
            assert find_template_source(session, Paper.LETTER) is None
        with register.changing(message("test")) as session:
            change_template(session, Paper.LETTER, shipped_source(Paper.LETTER))
        with register.reading() as session:
            assert find_commission(session).templates == {}, "what came with the application needs no copy"


def test_no_way_into_the_register_takes_a_broken_one(tmp_path: Path) -> None:
    with Register.open(copy_demonstration(tmp_path)) as register:
        with pytest.raises(Refusal), register.changing(message("test")) as session:
            change_template(session, Paper.LETTER, "sections = 3")
        with pytest.raises(Refusal), register.changing(message("test")) as session:
            session.query(Commission).one().templates = {"letter": "sections = 3"}
        with register.reading() as session:
            assert find_template_source(session, Paper.LETTER) is None


@pytest.mark.parametrize("paper", Paper)
def test_a_mistake_in_the_template_of_any_paper_is_said_with_its_line(paper: Paper) -> None:
    assert wrong(paper, '[texts]\n# ?\nnowhere.fr = "a"\n')[0] == 3
    shipped = shipped_source(paper)
    place = shipped.splitlines().index("[texts]") + 2
    assert wrong(paper, shipped.replace("[texts]\n", '[texts]\nnowhere.fr = "a"\n'))[0] == place

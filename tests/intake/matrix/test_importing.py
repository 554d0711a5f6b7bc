"""Matrices as ministries keep them, and exports of other databases, taken into a register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.codes import ActionStatus, Position
from desktop.documents.tables.workbook import Unreadable
from desktop.intake.matrix.choices_file import read_choices
from desktop.intake.matrix.columns import Part
from desktop.intake.matrix.importing import Choices, ImportPlan, Stopped, carry_out, plan_import, read_table
from desktop.language import LANGUAGE_CODES, Language, Refusal, Wording
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids, list_actions
from desktop.records.follow_up.recommendation import (
    RecommendationFilter,
    list_recommendation_ids,
    list_recommendations,
)
from desktop.records.framework.source import list_sources
from desktop.records.register import Register
from tests.records.sample import STEP, new_institution
from tests.registers import new_register

UPR = Path(__file__).parents[4] / "shared" / "data" / "upr-info"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path / "register.tawsiya") as made:
        with made.changing(STEP) as session:
            for acronym, fr, ar in (
                ("MJ", "Ministère de la Justice", "وزارة العدل"),
                ("MI", "Ministère de l’Intérieur", "وزارة الداخلية"),
                ("MS", "Ministère de la Santé et de la Protection sociale", "وزارة الصحة والحماية الاجتماعية"),
                ("DGSN", "Direction générale de la sûreté nationale", "المديرية العامة للأمن الوطني"),
            ):
                new_institution(session, acronym, name=Wording(fr=fr, ar=ar))
        yield made


def saved(path: Path, rows: Sequence[Sequence[Any]], merge: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merge:
        sheet.merge_cells(cells)
    book.save(path)
    return path


def actions(register: Register) -> list[Any]:
    with register.reading() as session:
        return list_actions(session, list_action_ids(session, ActionFilter(), "fr")[::-1])


def recommendations(register: Register) -> list[Any]:
    with register.reading() as session:
        ids = list_recommendation_ids(session, RecommendationFilter(), "fr")[::-1]
        return list_recommendations(session, ids)


def planned(register: Register, path: Path, choices: Choices | None = None) -> ImportPlan:
    return plan_import(register, read_table(path, choices.parts if choices else None), choices)


# --- a ministry's matrix ----------------------------------------------------------------------------------------------


def french(folder: Path) -> Path:
    """Titles above, two rows of headings, merged cells, several institutions in one cell, deadlines in words."""
    rows = [
        ["Royaume du Maroc"],
        ["Matrice de suivi des recommandations – mise à jour du 12 mars 2022"],
        [],
        ["N°", "Recommandation", "Axe", "Action", "Responsable", "Partenaires", "Échéance", "Réalisation", None,
         "Observations"],
        [None, None, None, None, None, None, None, "État", "%", None],
        [1, "Renforcer la formation des magistrats", "Prévention", "Organiser deux sessions", "Min. de la Justice",
         "DGSN ; Ministère de l'Interieur", "T2 2022", "En cours", "50 %", "Budget voté"],
        [None, None, None, "Éditer un guide", "MJ / MS", None, "fin juin", "fait", None, None],
        [2, "Identifier les victimes aux frontières", "Protection", "Former les agents", "Intérieur et DGSN", "OIM",
         "en continu", "à faire", 0.1, "=1+1"],
    ]  # fmt: skip
    return saved(folder / "matrice.xlsx", rows, ["A1:J1", "A2:J2", "H4:I4", "A6:A7", "B6:B7", "C6:C7"])


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_what_a_formula_shows_that_went_wrong_is_left_out_and_said(
    register: Register, tmp_path: Path, suffix: str
) -> None:
    rows = [
        ["Action", "Responsable", "Échéance", "État", "Observations"],
        ["Former les juges", "MJ", "2030", "#N/A", "#REF!"],
        ["#VALUE!", "MJ", "2031", "fait", ""],
        ["Éditer un guide", "#REF!", "#VALUE!", "fait", "Imprimé"],
    ]
    path = tmp_path / f"matrice.{suffix}"
    if suffix == "xlsx":
        saved(path, rows)
    else:
        path.write_text("\r\n".join(";".join(row) for row in rows), encoding="utf-8-sig")
    plan = planned(register, path)
    assert [new.actions[0].values["title"].fr for new in plan.new] == ["Former les juges", "Éditer un guide"]
    second = plan.new[1].actions[0].values
    assert (second["lead_id"], second["due"], second["status"]) == (None, None, ActionStatus.REPORTED)
    said = [(problem.row, Language("fr").text(problem.why)) for problem in plan.problems]
    assert sorted(row for row, _ in said) == [2, 2, 3, 4, 4] and all("#" in why for _, why in said)
    assert "#" not in str([new.actions[0].values for new in plan.new])


def test_a_matrix_in_french_is_understood(register: Register, tmp_path: Path) -> None:
    plan = planned(register, french(tmp_path))
    assert plan.table.first_row == 6
    assert dict(zip(plan.table.headings, plan.table.parts, strict=True)) == {
        "N°": Part.SOURCE_NUMBER, "Recommandation": Part.TEXT, "Axe": Part.PILLAR, "Action": Part.ACTION,
        "Responsable": Part.LEAD, "Partenaires": Part.SUPPORTING, "Échéance": Part.DEADLINE, "État": Part.STATUS,
        "%": Part.PROGRESS, "Observations": Part.COMMENT,
    }  # fmt: skip
    assert (plan.recommendations, plan.actions) == (2, 3)
    said = {problem.row: Language("fr").text(problem.why) for problem in plan.problems}
    assert "fin juin" in said[7] and "OIM" in said[8]
    asked = {match.said: match.institution.acronym for match in plan.unsure if match.institution}
    assert asked.get("Min. de la Justice", "MJ") == "MJ" and asked.get("Intérieur", "MI") == "MI"

    decided = Choices(institutions={"Min. de la Justice": "MJ", "Intérieur": "MI"})
    carry_out(register, planned(register, french(tmp_path), decided))
    first, second, third = actions(register)
    assert (first.lead, first.supporting, first.due) == ("MJ", ("DGSN", "MI"), dt.date(2022, 6, 30))
    assert (first.status, first.progress) == (ActionStatus.IN_PROGRESS, 50)
    assert (second.lead, second.supporting, second.due, second.status) == ("MJ", ("MS",), None, ActionStatus.REPORTED)
    assert (third.lead, third.supporting, third.progress) == ("MI", ("DGSN",), 10)
    assert first.recommendations == second.recommendations != third.recommendations
    assert [row.text.fr for row in recommendations(register)] == [
        "Renforcer la formation des magistrats", "Identifier les victimes aux frontières",
    ]  # fmt: skip


def test_new_actions_go_under_a_recommendation_that_is_there_already(register: Register, tmp_path: Path) -> None:
    head = ["Recommandation", "Action", "Responsable"]
    before = [["Former les magistrats", "Tenir deux sessions", "MJ"], ["Identifier les victimes", "Former", "MI"]]
    carry_out(register, planned(register, saved(tmp_path / "a.xlsx", [head, *before])))
    more = [*before, ["Former les magistrats", "Éditer un guide", "MJ"], [None, "Évaluer", "MI"],
            ["Former les magistrats", "Publier le guide", "MI"]]  # fmt: skip
    plan = planned(register, saved(tmp_path / "b.xlsx", [head, *more]))
    assert (plan.recommendations, plan.actions, plan.known_before) == (0, 3, 2)
    assert not plan.problems
    carry_out(register, plan)
    rows = {row.title.fr: row for row in actions(register)}
    assert len(recommendations(register)) == 2
    assert rows["Éditer un guide"].recommendations == rows["Tenir deux sessions"].recommendations
    assert rows["Publier le guide"].recommendations == rows["Tenir deux sessions"].recommendations
    assert rows["Évaluer"].recommendations == ()
    register.undo()
    assert len(actions(register)) == 2
    again = planned(register, tmp_path / "b.xlsx")
    assert again.actions == 3


def test_a_matrix_in_arabic_is_understood(register: Register, tmp_path: Path) -> None:
    rows = [
        ["المملكة المغربية"],
        ["ر.ت", "التوصية", "الإجراءات", "الجهة المسؤولة", "الأجل", "الحالة", "نسبة الإنجاز"],
        ["١", "تعزيز تكوين القضاة", "تنظيم دورتين", "وزارة العدل", "نهاية يونيو 2022", "قيد الإنجاز", "٥٠٪"],
        ["٢", "التعرف على الضحايا", "إعداد دليل", "وزارة الداخلية ووزارة العدل", "مستمر", "تم", None],
    ]
    plan = planned(register, saved(tmp_path / "م.xlsx", rows))
    carry_out(register, plan)
    first, second = actions(register)
    assert (first.title, first.lead, first.due) == (Wording(ar="تنظيم دورتين"), "MJ", dt.date(2022, 6, 30))
    assert (first.status, first.progress, second.status) == (ActionStatus.IN_PROGRESS, 50, ActionStatus.REPORTED)


def test_a_text_file_without_an_action_column(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "suivi.csv"
    path.write_bytes(
        "Recommandation;Institution responsable;Délai;Statut\r\n"
        "Créer un fonds d’aide;Ministère de la Justice;31/12/2023;Réalisée\r\n".encode("cp1252")
    )
    carry_out(register, planned(register, path))
    (action,) = actions(register)
    assert (action.title.fr, action.lead, action.status) == ("Créer un fonds d’aide", "MJ", ActionStatus.REPORTED)


def test_the_same_file_twice_brings_nothing_new_and_one_undo_takes_all_back(register: Register, tmp_path: Path) -> None:
    path = french(tmp_path)
    carry_out(register, planned(register, path))
    again = planned(register, path)
    assert not again.new and again.known_before == 3
    register.undo()
    assert not actions(register) and not recommendations(register)
    assert planned(register, path).recommendations == 2


def test_lines_are_told_as_the_file_counts_them_and_sections_are_no_recommendations(
    register: Register, tmp_path: Path
) -> None:
    rows = [
        ["Recommandation", "Action", "Responsable", "Échéance"], [], ["Former", "Session", "MJ", "bientôt"], [],
        ["Axe 2 : Justice"], ["Juger", "Guide", "MI", "un jour"],
    ]  # fmt: skip
    plan = planned(register, saved(tmp_path / "m.xlsx", rows, ["A5:D5"]))
    assert [problem.row for problem in plan.problems] == [3, 6]
    assert [new.values["text"].fr for new in plan.new] == ["Former", "Juger"]


def test_names_that_differ_in_a_figure_or_a_word_are_asked_about(register: Register, tmp_path: Path) -> None:
    with register.changing(STEP) as session:
        first = new_institution(session, "TPI1", name=Wording(fr="Tribunal de première instance de Sfax 1")).id
    said = ("Tribunal de première instance de Sfax 2", "Tribunal de premiere instanse de Sfax 1")
    rows = [["Action", "Responsable"], *([f"Action {name}", name] for name in said)]
    plan = planned(register, saved(tmp_path / "m.xlsx", rows))
    assert [match.said for match in plan.unsure] == [said[0]]
    assert [new.actions[0].values["lead_id"] for new in plan.new] == [None, first]


def test_who_is_not_sure_leaves_the_charge_to_nobody_else(register: Register, tmp_path: Path) -> None:
    plan = planned(
        register, saved(tmp_path / "m.xlsx", [["Action", "Responsable"], ["Former", "Ministre Justice ; MI"]])
    )
    (action,) = plan.new[0].actions
    assert action.values["lead_id"] is None and len(action.supporting) == 1


def test_what_is_decided_in_a_file_counts(register: Register, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(
        '[columns]\n"Observations" = "ignored"\n[institutions]\n"Min. de la Justice" = "MI"\n', encoding="utf-8"
    )
    choices = read_choices(tmp_path / "map.toml")
    plan = planned(register, french(tmp_path), choices)
    assert plan.table.parts[-1] is Part.IGNORED
    carry_out(register, plan)
    assert actions(register)[0].lead == "MI"


@pytest.mark.parametrize(
    ("content", "told"), [("[columns\n", "line 1"), ('[columns]\n"a" = "zzz"\n', "zzz"), ("columns = 3\n", "[columns]")]
)
def test_a_mistake_in_that_file_is_told(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "map.toml").write_text(content, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_choices(tmp_path / "map.toml")
    assert told in str(refused.value)


def test_an_import_that_is_stopped_leaves_nothing(register: Register, tmp_path: Path) -> None:
    plan = planned(register, french(tmp_path))
    with pytest.raises(Stopped):
        carry_out(register, plan, tell=lambda _done, _of: False)
    assert not recommendations(register)


def test_a_file_without_a_table_gets_a_sentence(register: Register, tmp_path: Path) -> None:
    for name, rows in (("a.xlsx", [["bonjour"], ["monde"]]), ("b.xlsx", [[1, 2], [3, 4]])):
        with pytest.raises(Unreadable) as refused:
            planned(register, saved(tmp_path / name, rows))
        assert len({Language(code).text(refused.value.message) for code in LANGUAGE_CODES}) == 3


# --- known exports ----------------------------------------------------------------------------------------------------


def uhri(folder: Path) -> Path:
    headings = ["Text", "Countries Concerned", "Regions Concerned", "Reccomending Body", "Document Symbol",
                "Document Publication Date", "Type", "Themes", "Affected Persons", "Sdgs", "UPR Session",
                "UPR Reccomending States", "UPR Position", "OHCHR Annotation Id"]  # fmt: skip
    rows = [
        ["- 24. The Committee recommends that the State party strengthen the protection of victims.", "- Morocco",
         "- Africa", "- CEDAW", "- CEDAW/C/MAR/CO/5-6", 44_749, "- Recommendations", "- Trafficking\n- Women", "", "",
         "", "", "", "a-1"],
        ["- 144.12 Continue efforts against trafficking (Chile);", "- Morocco\n- Tunisia", "- Africa", "- UPR",
         "- A/HRC/52/7", 44_900, "- Recommendations", "- Trafficking", "", "", "- 41st session", "- Chile",
         "- Supported", "a-2"],
        ["- 145.1 Do something else", "- France", "- Europe", "- UPR", "- A/HRC/52/9", 44_900, "", "", "", "", "", "",
         "- Noted", "a-3"],
    ]  # fmt: skip
    return saved(folder / "uhri.xlsx", [headings, *rows])


def test_an_export_of_the_human_rights_index(register: Register, tmp_path: Path) -> None:
    plan = planned(register, uhri(tmp_path))
    assert (plan.recommendations, plan.actions, plan.other_countries) == (2, 0, 1) and not plan.problems
    carry_out(register, plan)
    first, second = recommendations(register)
    assert first.text.en == "The Committee recommends that the State party strengthen the protection of victims."
    assert second.position is Position.ACCEPTED
    with register.reading() as session:
        sources = {row.code: row for row in list_sources(session)}
    assert sources["CEDAW/C/MAR/CO/5-6"].adopted_on == dt.date(2022, 7, 7)
    assert sources["CEDAW/C/MAR/CO/5-6"].recommendations == sources["A/HRC/52/7"].recommendations == 1
    assert not planned(register, uhri(tmp_path)).new


@pytest.mark.skipif(not UPR.exists(), reason="the real exports are not here")
@pytest.mark.parametrize("suffix", ["csv", "xls"])
def test_an_export_of_upr_info(register: Register, suffix: str) -> None:
    path = UPR / f"upr-sessions-01-05.{suffix}"
    plan = planned(register, path)
    assert (plan.recommendations, plan.actions, plan.other_countries) == (16, 0, 6_078) and not plan.problems
    carry_out(register, plan)
    rows = recommendations(register)
    assert len(rows) == 16 and {row.position for row in rows} <= {Position.ACCEPTED, Position.NOTED}
    with register.reading() as session:
        (source,) = (row for row in list_sources(session) if row.code == "UPR")
    assert source.recommendations == 16
    other = UPR / f"upr-sessions-01-05.{'xls' if suffix == 'csv' else 'csv'}"
    assert not planned(register, other).new, "the other dress of the same rows"


@pytest.mark.skipif(not UPR.exists(), reason="the real exports are not here")
def test_every_row_of_upr_info(register: Register) -> None:
    plan = planned(register, UPR / "upr-sessions-01-05.xls", Choices(every_country=True))
    assert plan.recommendations == 6_094 and plan.known_before == 0
    told = {Language("en").text(problem.why) for problem in plan.problems}
    assert not told


def test_what_looks_like_a_formula_stays_a_text(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("Action;Responsable\n=1+1;MJ\n@SUM(A1);MJ\n", encoding="utf-8")
    carry_out(register, planned(register, path))
    assert [row.title.fr for row in actions(register)] == ["=1+1", "@SUM(A1)"]

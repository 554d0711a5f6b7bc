"""Matrices, exports of other databases and whole registers, taken into a register."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.commands.verbs import Verbs
from desktop.documents.tables.reading import read_workbook
from desktop.documents.tables.workbook import Workbook
from desktop.intake.matrix.choices_file import read_choices
from desktop.intake.matrix.columns import Part
from desktop.intake.matrix.importing import Choices, ImportPlan, carry_out, plan_import, table_of
from desktop.intake.matrix.words import country
from desktop.intake.register_workbook import Incomprehensible, Problem, RegisterWorkbook, read_register, take_in
from desktop.language import Language, Refusal, message
from desktop.records.register import Register

EVERY = "all"


def add(verbs: Verbs) -> None:
    """The verb that imports: import."""
    text = verbs.text
    added = verbs.add(
        "import",
        _import,
        text("take in a matrix of recommendations and actions, an export of UPR Info or the UHRI, or a whole register"),
    )
    added.add_argument("file", metavar="FILE", type=Path, help=text("a workbook or a text file with a table"))
    added.add_argument(
        "--map",
        metavar="MAP.toml",
        type=Path,
        help=text("what columns hold and names mean, where a guess would be wrong"),
    )
    added.add_argument("--source", metavar="CODE", help=text("the source that the recommendations come from"))
    added.add_argument(
        "--country", metavar="CODE|all", action="append",
        help=text("only recommendations to this country, or to all; the register’s own where nothing is said"),
    )  # fmt: skip
    added.add_argument("--dry-run", action="store_true", help=text("only say what would be entered"))
    added.add_argument("--json", action="store_true", help=text("print everything as JSON, for another program"))


def _import(chosen: argparse.Namespace, language: Language) -> None:
    book = read_workbook(chosen.file)
    if (whole := read_register(book, chosen.file)) is not None:
        _take_in(chosen, whole, language)
    else:
        _import_matrix(chosen, book, language)


def _take_in(chosen: argparse.Namespace, whole: RegisterWorkbook, language: Language) -> None:
    problems: tuple[Problem, ...] = ()
    refused: Refusal | None = None
    with Register.open(chosen.register) as register:
        try:
            take_in(register, whole, lambda _done, _of: True, dry=chosen.dry_run)
        except Incomprehensible as refusal:
            problems, refused = refusal.problems, refusal
    entered = refused is None and not chosen.dry_run
    if chosen.json:
        told = [
            {"sheet": each.sheet, "row": each.line, "column": each.heading, "why": language.text(each.why)}
            for each in problems
        ]
        counts = {kind: len(rows) for kind, rows in whole.taken.rows.items()}
        print(json.dumps({"records": counts, "problems": told, "entered": entered}, ensure_ascii=False, indent=2))
    else:
        for each in problems:
            place = " · ".join(filter(None, (each.sheet, str(each.line), each.heading)))
            print(f"  {place}\t! {language.text(each.why)}", file=sys.stderr)
        if refused is None:
            print(f"  {whole.taken.count}\t{language.text('records')}")
            said = message("Entered in one step.") if entered else message("Nothing was entered: this was a trial.")
            print(language.text(said))
    if refused is not None:
        raise refused


def _import_matrix(chosen: argparse.Namespace, book: Workbook, language: Language) -> None:
    choices = read_choices(chosen.map) if chosen.map else Choices()
    if chosen.source:
        choices = replace(choices, source=chosen.source)
    for code in chosen.country or ():
        if code == EVERY:
            choices = replace(choices, every_country=True)
        elif (found := country(code.upper() if len(code) == 2 else code)) is not None:
            choices = replace(choices, countries=(*choices.countries, found))
        else:
            raise Refusal(message("“{said}” is not a country that is known.", said=code))
    with Register.open(chosen.register) as register:
        table = table_of(book, choices.parts)
        if table.guessed and not choices.parts and not chosen.dry_run:
            raise Refusal(
                message(
                    "No heading of this table names its recommendations or actions; only a guess takes “{heading}” "
                    "for them, so nothing was entered. Say what the columns hold (--map), or import the file in the "
                    "window.",
                    heading=table.guessed,
                )
            )
        plan = plan_import(register, table, choices)
        if not chosen.dry_run and plan.new:
            carry_out(register, plan)
    if chosen.json:
        print(json.dumps(_as_json(plan, language, done=not chosen.dry_run), ensure_ascii=False, indent=2))
    else:
        _print(plan, language, done=not chosen.dry_run)


def _print(plan: ImportPlan, language: Language, *, done: bool) -> None:
    table = plan.table
    print(language.text("Table on the sheet “{sheet}”, from row {row}:", sheet=table.sheet, row=table.first_row))
    for heading, part in zip(table.headings, table.parts, strict=True):
        if heading or part is not Part.IGNORED:
            print(f"  {heading or '–'}\t{language.text(part.label)}")
    for problem in plan.problems:
        print(f"  {problem.row}\t! {language.text(problem.why)}", file=sys.stderr)
    for match in plan.unsure:
        if match.institution is None:
            continue  # told of as left out
        asked = message("“{said}” may be {institution}: say so in the map.", said=match.said,
                        institution=match.institution.acronym)  # fmt: skip
        print(f"  ? {language.text(asked)}", file=sys.stderr)
    counts = (
        (message("recommendations"), plan.recommendations), (message("actions"), plan.actions),
        (message("in the register already"), plan.known_before),
        (message("about other countries"), plan.other_countries),
    )  # fmt: skip
    for words, count in counts:
        print(f"  {count}\t{language.text(words)}")
    said = message("Entered in one step.") if done else message("Nothing was entered: this was a trial.")
    print(language.text(said))


def _as_json(plan: ImportPlan, language: Language, *, done: bool) -> dict[str, Any]:
    return {
        "sheet": plan.table.sheet,
        "first_row": plan.table.first_row,
        "columns": {
            heading: part.value for heading, part in zip(plan.table.headings, plan.table.parts, strict=True) if heading
        },
        "recommendations": plan.recommendations,
        "actions": plan.actions,
        "known_before": plan.known_before,
        "other_countries": plan.other_countries,
        "problems": [{"row": each.row, "why": language.text(each.why)} for each in plan.problems],
        "unsure": {match.said: match.institution.acronym for match in plan.unsure if match.institution},
        "entered": done,
    }

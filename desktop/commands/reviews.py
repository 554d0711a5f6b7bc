"""Trackers that have come back: what they say, and taking it in."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from desktop.codes import Verdict
from desktop.commands.verbs import Verbs
from desktop.intake.comparison import ACCEPTABLE, LineKind, ReviewLine, shown
from desktop.intake.decision import Decision, decide
from desktop.intake.review import Review, review_file
from desktop.language import Language, plural
from desktop.records.register import Register

ACCEPTS = {"all": ACCEPTABLE, **{kind.value: (kind,) for kind in ACCEPTABLE}}


def add(verbs: Verbs) -> None:
    """The verb that reviews trackers: review."""
    text = verbs.text
    review = verbs.add("review", _review, text("compare trackers that came back with the register, and take them in"))
    review.add_argument("files", metavar="FILE", nargs="+", type=Path, help=text("a tracker that came back"))
    review.add_argument(
        "--accept", choices=tuple(ACCEPTS), help=text("take in these lines; without it nothing is changed")
    )
    review.add_argument("--json", action="store_true", help=text("print everything as JSON, for another program"))


def _review(chosen: argparse.Namespace, language: Language) -> None:
    said: list[dict[str, Any]] = []
    with Register.open(chosen.register) as register:
        for path in chosen.files:
            found = review_file(register, path)
            taken = 0
            if chosen.accept:
                decisions = [Decision(line, Verdict.ACCEPTED) for line in found.of_kind(*ACCEPTS[chosen.accept])]
                taken = decide(register, found, decisions).accepted
            if chosen.json:
                said.append(_as_json(found, taken, language))
            else:
                _print(found, taken, language, accepted=chosen.accept is not None)
    if chosen.json:
        print(json.dumps(said, ensure_ascii=False, indent=2))


def _print(review: Review, taken: int, language: Language, *, accepted: bool) -> None:
    print(review.path.name)
    for note in review.notes:
        print(f"  ! {language.text(note)}")
    for line in review.lines:
        if line.kind is LineKind.UNCHANGED:
            continue
        print(f"  {line.row}\t{line.number or '–'}\t{language.text(line.kind.label)}\t{line.title}")
        for name, cell in line.cells.items():
            if cell.differs:
                print(f"\t{name}: {shown(cell.now, language) or '–'} → {cell.says(language) or '–'}")
        if line.remark is not None and line.remark not in line.troubles():
            print(f"\t! {language.text(line.remark)}")
        for trouble in line.troubles():
            print(f"\t! {language.text(trouble)}")
    for kind in LineKind:
        if count := len(review.of_kind(kind)):
            print(f"  {count}\t{language.text(kind.label)}")
    if accepted:
        print("  " + language.text(plural("{count} line was taken in.", "{count} lines were taken in.", taken)))


def _as_json(review: Review, taken: int, language: Language) -> dict[str, Any]:
    return {
        "file": review.path.name,
        "institution": review.institution.acronym if review.institution else None,
        "made_on": review.sent.made_on.isoformat() if review.sent else None,
        "notes": [language.text(note) for note in review.notes],
        "counts": {kind.value: len(review.of_kind(kind)) for kind in LineKind},
        "taken_in": taken,
        "lines": [_line(line, language) for line in review.lines if line.kind is not LineKind.UNCHANGED],
    }


def _line(line: ReviewLine, language: Language) -> dict[str, Any]:
    return {
        "row": line.row,
        "kind": line.kind.value,
        "number": line.number or None,
        "title": line.title,
        "cells": {
            name: {
                "sent": shown(cell.sent, language) if cell.known else None,
                "now": shown(cell.now, language),
                "proposed": cell.says(language),
                "conflict": cell.conflict,
                "trouble": language.text(cell.trouble) if cell.trouble else None,
            }
            for name, cell in line.cells.items()
            if cell.differs
        },
        "trouble": language.text(line.trouble) if line.trouble else None,
        "remark": language.text(line.remark) if line.remark else None,
    }

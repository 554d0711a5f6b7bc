"""Trackers, as Excel workbooks."""

from __future__ import annotations

import argparse

from desktop.codes import Audience
from desktop.commands.verbs import Verbs
from desktop.language import Language, LanguageCode
from desktop.outputs.trackers import export_tracker
from desktop.outputs.writing import document_language
from desktop.records.register import Register


def add(verbs: Verbs) -> None:
    """The verb that writes trackers: tracker."""
    text = verbs.text
    tracker = verbs.add("tracker", _tracker, text("write the tracker of the actions as an Excel workbook"))
    verbs.writes(tracker, ".xlsx")
    tracker.add_argument(
        "--institution", metavar="ACRONYM", help=text("only the actions this institution leads or supports")
    )
    verbs.speaks(tracker)
    verbs.is_for(tracker)


def _tracker(chosen: argparse.Namespace, language: Language) -> None:
    with Register.open(chosen.register) as register:
        code: LanguageCode = chosen.language or document_language(register)
        export_tracker(register, chosen.institution, code, chosen.out, audience=Audience(chosen.audience))
    print(language.text("The tracker is in {path}.", path=chosen.out))

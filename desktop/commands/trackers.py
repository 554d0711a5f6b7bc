"""Trackers, as Excel workbooks."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from desktop.codes import Audience
from desktop.commands.verbs import Verbs, languages
from desktop.language import Language, Refusal, message
from desktop.outputs.trackers import export_tracker, write_trackers
from desktop.records.follow_up.correspondence import list_in_charge
from desktop.records.follow_up.tracker_scope import Scope, find_scope
from desktop.records.people.institution import find_institution
from desktop.records.register import Register


def add(verbs: Verbs) -> None:
    """The verb that writes trackers: tracker."""
    text = verbs.text
    tracker = verbs.add("tracker", _tracker, text("write the tracker of the actions as an Excel workbook"))
    verbs.writes(tracker, ".xlsx")
    tracker.add_argument(
        "--institution", metavar="ACRONYM", help=text("only the actions this institution leads or supports")
    )
    _is_of(tracker, verbs)
    verbs.is_in(tracker)
    verbs.is_for(tracker)

    trackers = verbs.add("trackers", _trackers, text("write a tracker for each institution with unfinished actions"))
    trackers.add_argument("out", metavar="FOLDER", type=Path, help=text("the folder to write them into"))
    trackers.add_argument(
        "--institution", metavar="ACRONYM", action="append", help=text("only for this institution; may be repeated")
    )
    _is_of(trackers, verbs)
    verbs.is_in(trackers)
    verbs.is_for(trackers)


def _is_of(parser: argparse.ArgumentParser, verbs: Verbs) -> None:
    parser.add_argument(
        "--of",
        metavar="NAME",
        help=verbs.text("only the actions of this programme, plan or body: its code or its name"),
    )
    parser.add_argument(
        "--columns",
        metavar="NAME,…",
        type=lambda said: [name.strip() for name in said.split(",") if name.strip()],
        help=verbs.text("which columns it has besides those it cannot do without; all where nothing is said"),
    )


def _scope(chosen: argparse.Namespace, register: Register) -> Scope | None:
    if chosen.of is None:
        return None
    with register.reading() as session:
        return find_scope(session, chosen.of, Audience(chosen.audience))


def _tracker(chosen: argparse.Namespace, language: Language) -> None:
    with Register.open(chosen.register) as register:
        codes = languages(chosen, register)
        scope = _scope(chosen, register)
        audience = Audience(chosen.audience)
        export_tracker(
            register, chosen.institution, codes, chosen.out, audience=audience, scope=scope, columns=chosen.columns
        )
    print(language.text("The tracker is in {path}.", path=chosen.out))


def _trackers(chosen: argparse.Namespace, language: Language) -> None:
    audience = Audience(chosen.audience)
    with Register.open(chosen.register) as register:
        codes = languages(chosen, register)
        scope, today = _scope(chosen, register), dt.date.today()
        with register.reading() as session:
            acronyms = [each.institution.acronym for each in list_in_charge(session, today, audience, scope)]
            if chosen.institution:
                acronyms = [find_institution(session, each, audience).acronym for each in chosen.institution]
        if not acronyms:
            raise Refusal(message("No institution has an action that is not finished: there is nothing to ask for."))
        written = write_trackers(
            register, list(dict.fromkeys(acronyms)), codes, chosen.out, audience=audience, scope=scope,
            columns=chosen.columns,
        )  # fmt: skip
    for path in written:
        print(path)

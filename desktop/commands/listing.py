"""Printing what a register holds."""

from __future__ import annotations

import argparse
import json
import sys

from desktop.codes import Audience
from desktop.commands.verbs import Verbs
from desktop.documents.withheld import withheld_records
from desktop.language import Language
from desktop.printed_list import LISTED, plain, print_table
from desktop.records.commission.commission import find_commission
from desktop.records.listing import in_pages
from desktop.records.people.institution import find_institution
from desktop.records.register import Register

KINDS = tuple(LISTED)


def add(verbs: Verbs) -> None:
    """The verb that prints: list."""
    text = verbs.text
    listing = verbs.add("list", _list, text("print what the register holds"))
    # Named by its choices: "kind" is a word of the program's own, which no user has seen.
    listing.add_argument(
        "kind", choices=KINDS, metavar=text("WHAT"), help=f"{text('what to print')}: {', '.join(KINDS)}"
    )
    listing.add_argument("--search", default="", metavar="TEXT", help=text("only those that hold these words"))
    listing.add_argument("--overdue", action="store_true", help=text("only actions whose deadline has passed"))
    listing.add_argument("--institution", metavar="ACRONYM", help=text("only those that concern this institution"))
    listing.add_argument("--json", action="store_true", help=text("as JSON, for another program"))
    verbs.is_for(listing)


def _list(chosen: argparse.Namespace, language: Language) -> None:
    audience = Audience(chosen.audience)
    with Register.open(chosen.register) as register, register.reading() as session:
        here = Language(language.code, find_commission(session).country)
        concerned = find_institution(session, chosen.institution, audience).id if chosen.institution else None
        listed = LISTED[chosen.kind]
        narrowed = {"search": chosen.search, "institution_id": concerned}
        if chosen.overdue:
            narrowed["overdue"] = True  # of actions only
        every = listed.list_ids(session, listed.chosen(**narrowed), language.code)
        ids = listed.list_ids(session, listed.chosen(**narrowed, audience=audience), language.code)
        rows = in_pages(ids, lambda page: listed.list_rows(session, page, audience=audience))
        found = [listed.as_object(row) for row in rows]
    if chosen.json:
        json.dump([plain(each) for each in found], sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        if not found:
            print(language.text("Nothing found."), file=sys.stderr)
        print_table(found, here)
    if withheld := len(every) - len(ids):
        print(language.text(withheld_records(withheld)), file=sys.stderr)

"""The command line: the same work as the window's, without a window. Thin: it reads words, calls, prints."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop import outputs
from desktop.codes import Audience
from desktop.documents.withheld import withheld_records
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Message, Refusal, message, system_language
from desktop.records import backup
from desktop.records.commission.commission import find_commission
from desktop.records.demonstration.demonstration import create_demonstration
from desktop.records.follow_up.action import ActionFilter, list_action_ids, list_actions
from desktop.records.follow_up.recommendation import RecommendationFilter, list_recommendation_ids, list_recommendations
from desktop.records.listing import in_pages
from desktop.records.meetings.meeting import MeetingFilter, find_meeting_id, list_meeting_ids, list_meetings
from desktop.records.people.institution import (
    InstitutionFilter,
    find_institution,
    list_institution_ids,
    list_institutions,
)
from desktop.records.register import Register
from desktop.records.rows import ActionRow, InstitutionRow, MeetingRow, RecommendationRow
from desktop.records.sqlite_file import SUFFIX, check_new_file, check_readable, check_register_file
from desktop.settings import Settings

DONE, REFUSED, WRONG_USAGE = 0, 1, 2

VERBS = ("new", "demo", "list", "minutes", "tracker", "backup", "restore")
KINDS = ("meetings", "recommendations", "actions", "institutions")

AUDIENCES = tuple(each.value for each in (Audience.PUBLIC, Audience.PARTNERS, Audience.INTERNAL))

PARSER_WORDS = (
    message("usage: "),
    message("positional arguments"),
    message("options"),
    message("show this help message and exit"),
    message("%(prog)s: error: %(message)s\n"),
    message("the following arguments are required: %s"),
    message("unrecognized arguments: %s"),
    message("expected one argument"),
    message("argument %(argument_name)s: %(message)s"),
    message("invalid choice: %(value)r (choose from %(choices)s)"),
    message("ambiguous option: %(option)s could match %(matches)s"),
)
"""The words of argparse's own that a user can see, so that they are translated with ours."""


def run(arguments: Sequence[str]) -> int:
    """Do what the command line says. Gives the exit code: 0 done, 1 refused with a sentence, 2 wrong usage."""
    language = _users_language()
    _speak_utf8()
    try:
        parser = build_parser(language)
        chosen = parser.parse_args(arguments)
        if getattr(chosen, "overdue", False) and chosen.kind != "actions":
            parser.error(language.text("--overdue goes with actions only"))
    except SystemExit as left:  # argparse has printed the help, or what was wrong
        return int(left.code or DONE)
    try:
        chosen.run(chosen, language)
        sys.stdout.flush()
    except Refusal as refusal:
        print(language.text(refusal.message), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # Whoever read the list has seen enough; what is left goes nowhere, or Python would try once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def parse_window(arguments: Sequence[str]) -> argparse.Namespace | int:
    """What the window starts from: ``register``, None for the start page, and ``picture``; or an exit code."""
    language = _users_language()
    parser = _parser(language)
    parser.add_argument("register", nargs="?", metavar="REGISTER")
    parser.add_argument("--picture", type=Path)
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as left:
        return int(left.code or DONE)
    named = chosen.register
    if named and "://" not in named and (chosen.picture or not named.endswith(SUFFIX)):
        # Nobody looks at a window here, or what was meant is a command: the terminal is told.
        try:
            check_register_file(Path(named).absolute())
        except Refusal as refusal:
            print(language.text(refusal.message), file=sys.stderr)
            return REFUSED
    return chosen


def _parser(language: Language) -> argparse.ArgumentParser:
    # argparse asks a module-wide gettext for its own words; there is no other way in.
    setattr(argparse, "_", language.text)  # noqa: B010
    return argparse.ArgumentParser(
        prog="main.py",
        description=language.text(
            "Tawsiya: meetings, recommendations and their follow-up. Without a command it opens the window."
        ),
        usage="main.py [REGISTER] | main.py {" + ",".join(VERBS) + "} …",
    )


def build_parser(language: Language) -> argparse.ArgumentParser:
    """The parser of all verbs; its help speaks ``language``."""
    text = language.text
    parser = _parser(language)
    verbs = parser.add_subparsers(prog="main.py", metavar=text("COMMAND"), required=True)
    registry = text("the register: a file ending in .tawsiya, or a postgresql:// address")

    def verb(
        name: str, work: Callable[[argparse.Namespace, Language], None], explained: str
    ) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=explained, description=explained)
        added.add_argument("register", metavar="REGISTER", help=registry)
        added.set_defaults(run=work)
        return added

    def speaks(added: argparse.ArgumentParser, explained: str) -> None:
        added.add_argument("--language", choices=LANGUAGE_CODES, help=explained)

    def is_for(added: argparse.ArgumentParser) -> None:
        added.add_argument(
            "--audience",
            choices=AUDIENCES,
            default=Audience.INTERNAL.value,
            help=text("for whom it is: what lies above their level is left out and counted"),
        )

    new = verb("new", _new, text("make an empty register"))
    new.add_argument(
        "--country", required=True, metavar="CC", help=text("whose rules it starts from: MA, TN, JO, LB, MD")
    )
    speaks(new, text("the commission's working language"))

    demo = verb("demo", _demo, text("make the demonstration register"))
    speaks(demo, text("the commission's working language"))

    listing = verb("list", _list, text("print what the register holds"))
    # Named by its choices: "kind" is a word of the program's own, which no user has seen.
    listing.add_argument(
        "kind", choices=KINDS, metavar=text("WHAT"), help=f"{text('what to print')}: {', '.join(KINDS)}"
    )
    listing.add_argument("--search", default="", metavar="TEXT", help=text("only those that hold these words"))
    listing.add_argument("--overdue", action="store_true", help=text("only actions whose deadline has passed"))
    listing.add_argument("--institution", metavar="ACRONYM", help=text("only those that concern this institution"))
    listing.add_argument("--json", action="store_true", help=text("as JSON, for another program"))

    is_for(listing)

    minutes = verb("minutes", _minutes, text("write the minutes of a meeting as PDF"))
    minutes.add_argument("number", metavar="NUMBER", help=text("the meeting's number, as “list meetings” prints it"))
    minutes.add_argument("out", metavar="OUT.pdf", type=Path, help=text("the file to write"))
    speaks(minutes, text("the language of the document"))
    is_for(minutes)

    tracker = verb("tracker", _tracker, text("write the tracker of the actions as an Excel workbook"))
    tracker.add_argument("out", metavar="OUT.xlsx", type=Path, help=text("the file to write"))
    tracker.add_argument(
        "--institution", metavar="ACRONYM", help=text("only the actions this institution leads or supports")
    )
    speaks(tracker, text("the language of the document"))
    is_for(tracker)

    copying = verb("backup", _backup, text("make a copy of the register, and look through it"))
    copying.add_argument(
        "out", metavar="OUT", type=Path, help=text("a folder, where older copies are thinned out, or the file to write")
    )

    restoring = verb("restore", _restore, text("put a copy in the register's place, or make a new register of it"))
    restoring.add_argument("copy", metavar="COPY", type=Path, help=text("the copy, which stays as it is"))
    return parser


def _users_language() -> Language:
    """What the user chose in the window, or else what this computer speaks."""
    return Language(Settings.load().language or system_language())


def _speak_utf8() -> None:
    """A Windows console's own code page has no Arabic."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # What no encoding can say, such as half a character in a file's name, is not worth a failure.
            reconfigure(encoding="utf-8", errors="backslashreplace")


# --- verbs ------------------------------------------------------------------------------------------------------------


def _new(chosen: argparse.Namespace, language: Language) -> None:
    Register.create(chosen.register, country_code=chosen.country, language=chosen.language or language.code).close()
    print(language.text("The register {path} is ready.", path=chosen.register))


def _demo(chosen: argparse.Namespace, language: Language) -> None:
    create_demonstration(chosen.register, chosen.language or language.code).close()
    print(language.text("The demonstration register {path} is ready.", path=chosen.register))


def _minutes(chosen: argparse.Namespace, language: Language) -> None:
    with Register.open(chosen.register) as register:
        with register.reading() as session:
            meeting_id = find_meeting_id(session, chosen.number)
        code: LanguageCode = chosen.language or outputs.document_language(register)
        outputs.export_minutes(register, meeting_id, code, chosen.out, Audience(chosen.audience))
    print(language.text("The minutes are in {path}.", path=chosen.out))


def _tracker(chosen: argparse.Namespace, language: Language) -> None:
    with Register.open(chosen.register) as register:
        code: LanguageCode = chosen.language or outputs.document_language(register)
        outputs.export_tracker(register, chosen.institution, code, chosen.out, audience=Audience(chosen.audience))
    print(language.text("The tracker is in {path}.", path=chosen.out))


def _backup(chosen: argparse.Namespace, language: Language) -> None:
    out: Path = chosen.out
    if "://" in chosen.register:
        from desktop.records.transfer import copy_into_file

        with Register.open(chosen.register) as register:
            copy_into_file(register, out.absolute())
    else:
        path = Path(chosen.register).absolute()
        check_readable(path)
        if out.suffix != SUFFIX and not out.is_dir():
            raise Refusal(message("The folder {path} does not exist.", path=out))
        if out.is_dir():
            out = backup.back_up(path, out, backup.Keep()).path
        else:
            check_new_file(out.absolute())
            backup.make_copy(path, out.absolute())
    print(language.text("The copy {path} is made, and was found whole.", path=out))


def _restore(chosen: argparse.Namespace, language: Language) -> None:
    if "://" in chosen.register:
        raise Refusal(
            message("A copy is put back into a file only. Ask who looks after the server to put back a database.")
        )
    path = Path(chosen.register).absolute()
    if not path.exists():
        backup.restore_as(chosen.copy.absolute(), path)
        print(language.text("The register {path} is ready.", path=path))
        return
    kept = backup.restore_over(chosen.copy.absolute(), path)
    print(language.text("The copy is in the register's place. What was there before is kept in {path}.", path=kept))


def _list(chosen: argparse.Namespace, language: Language) -> None:
    code, search, audience = language.code, chosen.search, Audience(chosen.audience)
    with Register.open(chosen.register) as register, register.reading() as session:
        here = Language(code, find_commission(session).country)
        concerned = find_institution(session, chosen.institution, audience).id if chosen.institution else None
        match chosen.kind:
            case "meetings":
                meetings = MeetingFilter(search, institution_id=concerned)
                every = list_meeting_ids(session, meetings, code)
                ids = list_meeting_ids(session, replace(meetings, audience=audience), code)
                found = [_meeting(row) for row in in_pages(ids, lambda page: list_meetings(session, page, audience))]
            case "recommendations":
                recommendations = RecommendationFilter(search, institution_id=concerned)
                every = list_recommendation_ids(session, recommendations, code)
                ids = list_recommendation_ids(session, replace(recommendations, audience=audience), code)
                rows = in_pages(ids, lambda page: list_recommendations(session, page, audience))
                found = [_recommendation(row) for row in rows]
            case "actions":
                actions = ActionFilter(search, overdue=chosen.overdue, institution_id=concerned)
                every = list_action_ids(session, actions, code)
                ids = list_action_ids(session, replace(actions, audience=audience), code)
                found = [
                    _action(row) for row in in_pages(ids, lambda page: list_actions(session, page, audience=audience))
                ]
            case _:
                institutions = InstitutionFilter(search)
                every = list_institution_ids(session, institutions, code)
                ids = list_institution_ids(session, replace(institutions, audience=audience), code)
                if concerned:
                    every = ids = [each for each in ids if each == concerned]
                found = [
                    _institution(row) for row in in_pages(ids, lambda page: list_institutions(session, page, audience))
                ]
    if chosen.json:
        json.dump([_plain(each) for each in found], sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        if not found:
            print(language.text("Nothing found."), file=sys.stderr)
        _print_table(found, here)
    if withheld := len(every) - len(ids):
        print(language.text(withheld_records(withheld)), file=sys.stderr)


# --- rows as objects --------------------------------------------------------------------------------------------------

Object = dict[str, Any]


def _meeting(row: MeetingRow) -> Object:
    return {
        "number": row.number,
        "status": row.status,
        "title": row.title,
        "kind": row.kind,
        "body": row.body,
        "start": row.start,
        "end": row.end,
        "place": row.place,
        "mode": row.mode,
        "recommendations": row.recommendations,
    }


def _recommendation(row: RecommendationRow) -> Object:
    return {
        "number": row.number,
        "status": row.status,
        "title": row.title,
        "text": row.text,
        "position": row.position,
        "priority": row.priority,
        "meeting": row.meeting,
        "addressees": row.addressees,
        "countries": row.countries,
        "actions": row.actions,
    }


def _action(row: ActionRow) -> Object:
    return {
        "number": row.number,
        "status": row.status,
        "title": row.title,
        "lead": row.lead,
        "supporting": row.supporting,
        "due": row.due,
        "overdue": row.overdue,
        "progress": row.progress,
        "recommendations": row.recommendations,
    }


def _institution(row: InstitutionRow) -> Object:
    return {
        "number": row.acronym,
        "status": row.standing,
        "title": row.name,
        "kind": row.kind,
        "country": row.country,
        "votes": row.votes,
    }


def _plain(found: Object) -> Object:
    """The values as JSON has them: texts in three languages, ISO dates, codes."""

    def value(given: Any) -> Any:
        if hasattr(given, "as_dict"):
            return given.as_dict()
        return given.isoformat() if hasattr(given, "isoformat") else given

    return {name: value(given) for name, given in found.items()}


COLUMNS = {"number": 14, "status": 24, "start": 10, "lead": 10, "due": 10}
"""What a printed table shows before the title, and how wide."""


def _print_table(found: Iterable[Object], language: Language) -> None:
    for each in found:
        cells = [_cell(each[name], language).ljust(width) for name, width in COLUMNS.items() if name in each]
        late = " ".join(["!", language.text("late")]) if each.get("overdue") else ""
        title = language.best(each["title"] or each.get("text", each["title"]))
        print("  ".join([*cells, " ".join(title.split()), late]).rstrip())


def _cell(value: Any, language: Language) -> str:
    if value is None:
        return ""
    said = getattr(value, "label", None)
    if isinstance(said, Message):
        return language.text(said)
    return language.date(value, "short") if hasattr(value, "isoformat") else str(value)

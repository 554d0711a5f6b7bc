"""The command line: the same work as the window's, without a window. Thin: it reads words, calls, prints."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import permutations
from pathlib import Path

from desktop.codes import Audience
from desktop.documents.withheld import withheld_records
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Refusal, message, system_language
from desktop.outputs.convocations import BeforeMeeting, export_before, export_calendar
from desktop.outputs.minutes import export_minutes
from desktop.outputs.trackers import export_tracker
from desktop.outputs.writing import document_language
from desktop.printed_list import LISTED, plain, print_table
from desktop.records import backup
from desktop.records.commission.commission import find_commission
from desktop.records.demonstration.demonstration import create_demonstration
from desktop.records.listing import in_pages
from desktop.records.meetings.meeting import find_meeting_id
from desktop.records.people.institution import (
    find_institution,
)
from desktop.records.register import Register
from desktop.records.sqlite_file import SUFFIX, check_new_file, check_readable, check_register_file
from desktop.settings import Settings

DONE, REFUSED, WRONG_USAGE = 0, 1, 2

VERBS = ("new", "demo", "list", "notice", "calendar", "minutes", "tracker", "backup", "restore")
KINDS = tuple(LISTED)

AUDIENCES = tuple(each.value for each in (Audience.PUBLIC, Audience.PARTNERS, Audience.INTERNAL))

IN_LANGUAGES: Mapping[str, tuple[LanguageCode, ...]] = {
    "+".join(codes): codes for count in (1, 2) for codes in permutations(LANGUAGE_CODES, count)
}
"""What a document can be in: one language, or two side by side."""

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

    def is_in(added: argparse.ArgumentParser) -> None:
        explained = text("the language of the document, or two side by side: fr+ar")
        added.add_argument("--language", choices=tuple(IN_LANGUAGES), metavar="fr|ar|en|fr+ar", help=explained)

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

    notice = verb("notice", _notice, text("write the notice of a meeting, or another paper that goes out before it"))
    notice.add_argument("number", metavar="NUMBER", help=text("the meeting's number, as “list meetings” prints it"))
    notice.add_argument("out", metavar="OUT.pdf", type=Path, help=text("the file to write"))
    papers = [each.code for each in BeforeMeeting]
    notice.add_argument(
        "--paper", choices=papers, default=papers[0], help=f"{text('which paper')}: {', '.join(papers)}"
    )
    is_in(notice)
    is_for(notice)

    calendar = verb("calendar", _calendar, text("write the meetings to come as calendar entries (.ics)"))
    calendar.add_argument("out", metavar="OUT.ics", type=Path, help=text("the file to write"))
    calendar.add_argument("--meeting", metavar="NUMBER", help=text("only this meeting"))
    speaks(calendar, text("the language of the document"))
    is_for(calendar)

    minutes = verb("minutes", _minutes, text("write the minutes of a meeting as PDF"))
    minutes.add_argument("number", metavar="NUMBER", help=text("the meeting's number, as “list meetings” prints it"))
    minutes.add_argument("out", metavar="OUT.pdf", type=Path, help=text("the file to write"))
    is_in(minutes)
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


def _languages(chosen: argparse.Namespace, register: Register) -> tuple[LanguageCode, ...]:
    """One, or the two that stand side by side."""
    if chosen.language is None:
        return (document_language(register),)
    return IN_LANGUAGES[chosen.language]


def _notice(chosen: argparse.Namespace, language: Language) -> None:
    paper = next(each for each in BeforeMeeting if each.code == chosen.paper)
    with Register.open(chosen.register) as register:
        with register.reading() as session:
            meeting_id = find_meeting_id(session, chosen.number)
        codes = _languages(chosen, register)
        export_before(register, meeting_id, paper, codes, chosen.out, Audience(chosen.audience))
    print(language.text("{paper}: {path}", paper=paper.label, path=chosen.out))


def _calendar(chosen: argparse.Namespace, language: Language) -> None:
    with Register.open(chosen.register) as register:
        with register.reading() as session:
            meeting_id = find_meeting_id(session, chosen.meeting) if chosen.meeting else None
        code: LanguageCode = chosen.language or document_language(register)
        export_calendar(register, code, chosen.out, meeting_id, Audience(chosen.audience))
    print(language.text("The calendar is in {path}.", path=chosen.out))


def _minutes(chosen: argparse.Namespace, language: Language) -> None:
    with Register.open(chosen.register) as register:
        with register.reading() as session:
            meeting_id = find_meeting_id(session, chosen.number)
        export_minutes(register, meeting_id, _languages(chosen, register), chosen.out, Audience(chosen.audience))
    print(language.text("The minutes are in {path}.", path=chosen.out))


def _tracker(chosen: argparse.Namespace, language: Language) -> None:
    with Register.open(chosen.register) as register:
        code: LanguageCode = chosen.language or document_language(register)
        export_tracker(register, chosen.institution, code, chosen.out, audience=Audience(chosen.audience))
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

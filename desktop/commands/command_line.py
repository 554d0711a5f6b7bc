"""The command line: the same work as the window's, without a window. Thin: it reads words, calls, prints."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop.commands import imports, letters, listing, meetings, registers, reports, reviews, templates, trackers
from desktop.commands.verbs import Verbs
from desktop.language import Language, Refusal, message, system_language
from desktop.records.sqlite_file import SUFFIX, check_register_file
from desktop.settings import Settings

DONE, REFUSED, WRONG_USAGE = 0, 1, 2

VERBS = (
    "new", "demo", "list", "notice", "calendar", "minutes", "letters", "report", "communique", "tracker", "trackers",
    "review", "import", "template", "export", "backup", "restore",
)  # fmt: skip

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
    parser = _parser(language)
    verbs = Verbs(parser, language)
    registers.add_making(verbs)
    listing.add(verbs)
    meetings.add(verbs)
    letters.add(verbs)
    reports.add(verbs)
    trackers.add(verbs)
    templates.add(verbs)
    reviews.add(verbs)
    imports.add(verbs)
    registers.add_copying(verbs)
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

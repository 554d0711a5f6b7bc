"""What every verb of the command line says of itself, and how it is added."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from getpass import getpass
from itertools import permutations
from pathlib import Path

from desktop.codes import Audience
from desktop.language import LANGUAGE_CODES, Language, LanguageCode, Refusal, message
from desktop.outputs.writing import document_language
from desktop.records.register import Register

AUDIENCES = tuple(each.value for each in (Audience.PUBLIC, Audience.PARTNERS, Audience.INTERNAL))

IN_LANGUAGES: Mapping[str, tuple[LanguageCode, ...]] = {
    "+".join(codes): codes for count in (1, 2) for codes in permutations(LANGUAGE_CODES, count)
}
"""What a document can be in: one language, or two side by side."""

Work = Callable[[argparse.Namespace, Language], None]


class Verbs:
    """The verbs of the command line, whose help speaks ``language``."""

    def __init__(self, parser: argparse.ArgumentParser, language: Language) -> None:
        self.text = language.text
        self._parsers = parser.add_subparsers(prog="main.py", metavar=self.text("COMMAND"), required=True)

    def add(self, name: str, work: Work, explained: str) -> argparse.ArgumentParser:
        """A verb that works on a register."""
        added = self._parsers.add_parser(name, help=explained, description=explained)
        register = self.text("the register: a file ending in .tawsiya, or a postgresql:// address")
        added.add_argument("register", metavar="REGISTER", help=register)
        added.set_defaults(run=work)
        return added

    def speaks(self, added: argparse.ArgumentParser, explained: str | None = None) -> None:
        """``--language``: one of the three."""
        explained = explained or self.text("the language of the document")
        added.add_argument("--language", choices=LANGUAGE_CODES, help=explained)

    def is_in(self, added: argparse.ArgumentParser) -> None:
        """``--language``: one of the three, or two side by side."""
        explained = self.text("the language of the document, or two side by side: fr+ar")
        added.add_argument("--language", choices=tuple(IN_LANGUAGES), metavar="fr|ar|en|fr+ar", help=explained)

    def is_for(self, added: argparse.ArgumentParser, *, everyone: bool = False) -> None:
        """``--audience``; for those named, too, who see everything, where it is for ``everyone``."""
        added.add_argument(
            "--audience",
            choices=(*AUDIENCES, Audience.RESTRICTED.value) if everyone else AUDIENCES,
            default=Audience.INTERNAL.value,
            help=self.text("for whom it is: what lies above their level is left out and counted"),
        )

    def is_about_a_meeting(self, added: argparse.ArgumentParser) -> None:
        """The meeting's number."""
        explained = self.text("the meeting's number, as “list meetings” prints it")
        added.add_argument("number", metavar="NUMBER", help=explained)

    def writes(self, added: argparse.ArgumentParser, suffix: str) -> None:
        """The file to write, whose name ends as ``suffix`` says: ".ics"."""
        added.add_argument("out", metavar=f"OUT{suffix}", type=Path, help=self.text("the file to write"))

    def writes_a_paper(self, added: argparse.ArgumentParser) -> None:
        """The file to write, a PDF or one for Word; its languages, its audience, and a password."""
        added.add_argument(
            "out", metavar="OUT.pdf|OUT.docx", type=Path, help=self.text("the file to write: a PDF, or one for Word")
        )
        self.is_in(added)
        self.is_for(added)
        added.add_argument(
            "--protect",
            action="store_true",
            help=self.text("ask for a password, without which nobody opens the PDF (AES-256)"),
        )


def password(chosen: argparse.Namespace, language: Language) -> str:
    """The password that closes a document, asked for twice; nothing where none is wanted.

    It is no argument: other users of the computer see those.
    """
    if not chosen.protect:
        return ""
    if not sys.stdin.isatty():
        given = sys.stdin.readline().rstrip("\n")
    else:
        given = getpass(language.text("Password: "))
        if given != getpass(language.text("The same password again: ")):
            raise Refusal(message("The two passwords are not the same. Nothing was written."))
    if not given:
        raise Refusal(message("No password was given. Nothing was written."))
    return given


def languages(chosen: argparse.Namespace, register: Register) -> tuple[LanguageCode, ...]:
    """What a document is to be in: one language, or the two that stand side by side."""
    if chosen.language is None:
        return (document_language(register),)
    return IN_LANGUAGES[chosen.language]

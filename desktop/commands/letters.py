"""Letters to institutions."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.codes import Audience
from desktop.commands.verbs import Verbs, languages
from desktop.language import Language, Refusal, message, plural
from desktop.outputs.letters import LetterForm, LetterPurpose, LetterWish, list_concerned, write_letters
from desktop.records.meetings.meeting import find_meeting_id
from desktop.records.people.institution import find_institution
from desktop.records.register import Register


def add(verbs: Verbs) -> None:
    """The verb that writes letters: letters."""
    text = verbs.text
    letters = verbs.add("letters", _letters, text("write letters to institutions and enter them as sent"))
    letters.add_argument("out", metavar="FOLDER", type=Path, help=text("the folder to write them into"))
    purposes = [each.code for each in LetterPurpose]
    letters.add_argument(
        "--kind", choices=purposes, required=True, help=f"{text('what they are for')}: {', '.join(purposes)}"
    )
    letters.add_argument(
        "--meeting", metavar="NUMBER", help=text("the meeting whose recommendations are handed on (transmission)")
    )
    letters.add_argument(
        "--institution", metavar="ACRONYM", action="append", help=text("only to this institution; may be repeated")
    )
    forms = [each.code for each in LetterForm]
    letters.add_argument(
        "--as", dest="form", choices=forms, default=forms[0],
        help=f"{text('what they are written as; eml is a draft for the mail program')}: {', '.join(forms)}",
    )  # fmt: skip
    letters.add_argument(
        "--dry-run", action="store_true", help=text("only say to whom, and about how much; write and enter nothing")
    )
    verbs.is_in(letters)
    verbs.is_for(letters)


def _letters(chosen: argparse.Namespace, language: Language) -> None:
    purpose = next(each for each in LetterPurpose if each.code == chosen.kind)
    audience = Audience(chosen.audience)
    with Register.open(chosen.register) as register:
        with register.reading() as session:
            meeting_id = find_meeting_id(session, chosen.meeting) if chosen.meeting else None
            if purpose is LetterPurpose.TRANSMISSION and meeting_id is None:
                raise Refusal(message("Say which meeting's recommendations are handed on: --meeting NUMBER."))
            wish = LetterWish(purpose, languages(chosen, register), meeting_id, audience)
            concerned = list_concerned(session, wish)
            if chosen.institution:
                asked = [find_institution(session, each, audience).id for each in chosen.institution]
                concerned = [each for each in concerned if each.institution.id in asked]
        if not concerned:
            raise Refusal(message("There is nobody to write to: nothing is addressed to them, or nothing is late."))
        if chosen.dry_run:
            for each in concerned:
                print(f"{each.institution.acronym}\t{each.count}\t{language.best(each.institution.name)}")
            return
        form = next(each for each in LetterForm if each.code == chosen.form)
        written = write_letters(register, [each.institution.id for each in concerned], wish, form, chosen.out)
    for path in written:
        print(path)
    print(
        language.text(
            plural("{count} letter is written and entered.", "{count} letters are written and entered.", len(concerned))
        )
    )

"""Commands as words: every line of the menus, and those that take an institution or a meeting after them.

They are found in the language spoken: "new meeting", "nouvelle réunion", "محضر REU-2021-003".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.language import Language, Message, isolate, message
from desktop.records.meetings.meeting import MeetingFilter, list_meeting_ids, list_meetings
from desktop.records.people.institution import InstitutionFilter, list_institution_ids, list_institutions
from desktop.records.search.index import words_of

MOST = 4
"""How many commands are offered at once, and how many arguments of one."""

ONLY_COMMANDS = ">"
"""What is typed first to be offered commands alone, all of them while nothing else is typed."""

_WHOLE = 3
"""A word that is shorter says nothing by itself: "a", "de", "in"."""


@dataclass(frozen=True)
class Argument:
    """What a command is done with: a record, as it is offered."""

    value: str
    words: str


FindArguments = Callable[[Session, str, Language], Sequence[Argument]]


@dataclass(frozen=True)
class Command:
    """One thing that can be done."""

    title: Message
    run: Callable[[str], object]
    """Called with the argument's value, with nothing where the command takes none."""
    icon: str = ""
    keys: str = ""
    also: Message | None = None
    """Other words it is found by, in the language spoken."""
    find_arguments: FindArguments | None = None


@dataclass(frozen=True)
class Offered:
    """A command as it is offered for what was typed."""

    command: Command
    argument: Argument | None = None


def offer_commands(commands: Iterable[Command], typed: str, language: Language, session: Session) -> list[Offered]:
    """The commands whose words were typed, the best first; what is typed beyond them chooses the argument."""
    words = words_of(typed)
    found: list[tuple[tuple[int, int], Command, list[str]]] = []
    for place, command in enumerate(commands):
        known = words_of(" ".join(language.text(said) for said in (command.title, command.also) if said is not None))
        named = [word for word in words if _begins_any(word, known)]
        rest = [word for word in words if word not in named]
        if not any(len(word) >= _WHOLE for word in named) or (rest and command.find_arguments is None):
            continue
        # A sentence that begins with an argument's name is a search for it, not a command.
        if words[0] not in named:
            continue
        found.append(((len(rest) - len(named), place), command, rest))
    offered: list[Offered] = []
    for _, command, rest in sorted(found, key=lambda each: each[0]):
        if command.find_arguments is None:
            offered.append(Offered(command))
        else:
            offered += [
                Offered(command, each) for each in command.find_arguments(session, " ".join(rest), language)[:MOST]
            ]
    return offered[: 2 * MOST]


def list_commands(commands: Iterable[Command], typed: str, language: Language, session: Session) -> list[Offered]:
    """The commands one of whose words begin as each of those typed; all where nothing is typed.

    Those that take an argument are offered with it, as :func:`offer_commands` offers them.
    """
    words = words_of(typed)
    found = [
        Offered(command)
        for command in commands
        if command.find_arguments is None
        and all(_begins_any(word, words_of(language.text(command.title))) for word in words)
    ]
    seen = {each.command.title.text for each in found}
    more = offer_commands(commands, typed, language, session) if words else []
    return [*found, *(each for each in more if each.argument is not None or each.command.title.text not in seen)]


def _begins_any(word: str, known: Sequence[str]) -> bool:
    return any(each.startswith(word) for each in known)


def title_of(offered: Offered, language: Language) -> str:
    """What a command is called, with what it is done with."""
    said = language.text(offered.command.title).removesuffix("…")
    return said if offered.argument is None else f"{said} · {offered.argument.words}"


# --- what follows a command -------------------------------------------------------------------------------------------


def find_institutions(session: Session, typed: str, language: Language) -> list[Argument]:
    """The institutions whose name or acronym has these words; none while nothing is typed: there are too many."""
    if not typed:
        return []
    ids = list_institution_ids(session, InstitutionFilter(typed), language.code)[: 10 * MOST]
    rows = list_institutions(session, ids)
    # Who types an acronym means the one that is called so, not those whose names hold its letters.
    rows.sort(key=lambda row: not " ".join(words_of(row.acronym)).startswith(typed))
    return [Argument(row.acronym, f"{isolate(row.acronym)} · {isolate(language.best(row.name))}") for row in rows]


def find_meetings(session: Session, typed: str, language: Language) -> list[Argument]:
    """The latest meetings whose number or title has these words."""
    ids = list_meeting_ids(
        session, MeetingFilter(typed.replace(" ", "-") if _is_number(typed) else typed), language.code
    )
    rows = list_meetings(session, ids[:MOST])
    return [Argument(row.id, f"{isolate(row.number)} · {isolate(language.best(row.title))}") for row in rows]


def _is_number(typed: str) -> bool:
    """Whether the words are parts of a number: "reu 2021 003"."""
    return any(word.isdigit() for word in typed.split()) and len(typed.split()) > 1


TRACKER_WORDS = message("tracker for; follow-up table; Excel; matrix")
MINUTES_WORDS = message("minutes of; write the minutes; PDF")
NEW_WORDS = message("new; add; create")
GO_WORDS = message("go to; show; open; list")
LATE_WORDS = message("overdue; late; deadlines passed")

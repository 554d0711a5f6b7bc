"""Tawsiya's start: a command where one is given, else the window."""

from __future__ import annotations

import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Run a command, or open the window on the register named, if one is. Gives the exit code."""
    if len(arguments) == 2 and arguments[0] == "pdf-pages":  # asked by the window itself, see there
        from desktop.documents import pdf_pages

        return pdf_pages.run(arguments[1])
    if len(arguments) == 3 and arguments[0] == "read-table":  # likewise
        from desktop.documents.tables import child

        return child.run(*arguments[1:])
    if not arguments or (len(arguments) == 1 and arguments[0].endswith(".tawsiya")):
        # Nothing has to be understood first: a window is shown before the commands, and with them the register, load.
        return show_window(arguments[0] if arguments else None, None)
    from desktop.commands import command_line as commands

    asks_for_help = bool({"-h", "--help"} & set(arguments))
    if arguments and (asks_for_help or arguments[0] in commands.VERBS):
        return commands.run(arguments)
    return open_window(arguments)


def open_window(arguments: list[str]) -> int:
    """``[REGISTER] [--picture FILE]``: the second saves a picture of the window instead of waiting for its user."""
    from desktop.commands import command_line as commands

    chosen = commands.parse_window(arguments)
    if isinstance(chosen, int):
        return chosen
    return show_window(chosen.register, chosen.picture)


def show_window(register: str | None, picture: Path | None) -> int:
    from desktop.windows import application

    return application.run(register, picture)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

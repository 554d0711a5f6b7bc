"""Tawsiya's start: a command where one is given, else the window."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Run a command, or open the window on the register named, if one is. Gives the exit code."""
    if len(arguments) == 2 and arguments[0] == "pdf-pages":  # asked by the window itself, see there
        from desktop.documents import pdf_pages

        return pdf_pages.run(arguments[1])
    from desktop import commands

    asks_for_help = bool({"-h", "--help"} & set(arguments))
    if arguments and (asks_for_help or arguments[0] in commands.VERBS):
        return commands.run(arguments)
    return open_window(arguments)


def open_window(arguments: list[str]) -> int:
    """``[REGISTER] [--picture FILE]``: the second saves a picture of the window instead of waiting for its user."""
    from desktop import commands

    chosen = commands.parse_window(arguments)
    if isinstance(chosen, int):
        return chosen
    from desktop.windows import application

    return application.run(chosen.register, chosen.picture)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Making a register, copying it, putting a copy back, and writing all it holds as a workbook."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from desktop.codes import Audience
from desktop.commands.verbs import Verbs
from desktop.language import Language, LanguageCode, Refusal, message
from desktop.outputs.everything import export_everything
from desktop.outputs.writing import document_language
from desktop.records import backup
from desktop.records.demonstration.demonstration import create_demonstration
from desktop.records.register import Register
from desktop.records.sqlite_file import SUFFIX, check_new_file, check_readable


def add_making(verbs: Verbs) -> None:
    """The verbs that make a register: new, demo."""
    text = verbs.text
    new = verbs.add("new", _new, text("make an empty register"))
    new.add_argument(
        "--country", required=True, metavar="CC", help=text("whose rules it starts from: MA, TN, JO, LB, MD")
    )
    verbs.speaks(new, text("the commission's working language"))

    demo = verbs.add("demo", _demo, text("make the demonstration register"))
    verbs.speaks(demo, text("the commission's working language"))


def add_copying(verbs: Verbs) -> None:
    """The verbs that keep a register safe: export, backup, restore."""
    text = verbs.text
    exporting = verbs.add("export", _export, text("write all that the register holds as one Excel workbook"))
    verbs.writes(exporting, ".xlsx")
    verbs.speaks(exporting)
    verbs.is_for(exporting, everyone=True)

    copying = verbs.add("backup", _backup, text("make a copy of the register, and look through it"))
    copying.add_argument(
        "out", metavar="OUT", type=Path, help=text("a folder, where older copies are thinned out, or the file to write")
    )

    restoring = verbs.add("restore", _restore, text("put a copy in the register's place, or make a new register of it"))
    restoring.add_argument("copy", metavar="COPY", type=Path, help=text("the copy, which stays as it is"))


def _new(chosen: argparse.Namespace, language: Language) -> None:
    Register.create(chosen.register, country_code=chosen.country, language=chosen.language or language.code).close()
    print(language.text("The register {path} is ready.", path=chosen.register))


def _demo(chosen: argparse.Namespace, language: Language) -> None:
    create_demonstration(chosen.register, chosen.language or language.code).close()
    print(language.text("The demonstration register {path} is ready.", path=chosen.register))


def _export(chosen: argparse.Namespace, language: Language) -> None:
    with Register.open(chosen.register) as register:
        code: LanguageCode = chosen.language or document_language(register)
        export_everything(register, Audience(chosen.audience), code, chosen.out, dt.date.today())
    print(language.text("All that the register holds is in {path}.", path=chosen.out))


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

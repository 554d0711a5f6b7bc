"""Templates of documents: looked at, checked and changed."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.codes import Paper
from desktop.commands.verbs import Verbs
from desktop.language import Language
from desktop.outputs.templates import export_template, import_template, restore_template
from desktop.records.register import Register


def add(verbs: Verbs) -> None:
    """The verb that changes templates: template."""
    text = verbs.text
    template = verbs.add("template", _template, text("change the template a kind of document is made after"))
    papers = [each.value for each in Paper]
    template.add_argument("paper", choices=papers, metavar="PAPER", help=", ".join(papers))
    way = template.add_mutually_exclusive_group(required=True)
    way.add_argument("--save", type=Path, metavar="FILE", help=text("write it to a file"))
    way.add_argument("--take", type=Path, metavar="FILE", help=text("take it from a file, once it is in order"))
    way.add_argument("--restore", action="store_true", help=text("go back to the one that came with Tawsiya"))


def _template(chosen: argparse.Namespace, language: Language) -> None:
    paper = Paper(chosen.paper)
    with Register.open(chosen.register) as register:
        if chosen.save:
            export_template(register, paper, chosen.save)
        elif chosen.take:
            import_template(register, paper, chosen.take)
        else:
            restore_template(register, paper)
    if chosen.save:
        print(language.text("{paper}: {path}", paper=paper.label, path=chosen.save))
    else:
        print(language.text("Documents are made after it from now on: {paper}.", paper=paper.label))

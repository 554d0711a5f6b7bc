"""Reports and communiqués."""

from __future__ import annotations

import argparse

from desktop.codes import Audience
from desktop.commands.verbs import Verbs, languages, password
from desktop.language import Language
from desktop.outputs.reports import ReportKind, export_communique, export_report
from desktop.records.meetings.meeting import find_meeting_id
from desktop.records.register import Register


def add(verbs: Verbs) -> None:
    """The verbs that report: report, communique."""
    text = verbs.text
    report = verbs.add("report", _report, text("write a report on a programme, a cycle, an institution or a year"))
    kinds = [each.code for each in ReportKind]
    report.add_argument("kind", choices=kinds, metavar=text("KIND"), help=f"{text('on what')}: {', '.join(kinds)}")
    report.add_argument(
        "subject",
        metavar=text("SUBJECT"),
        help=text("the programme's code, the source's short name, the institution's acronym, or the year"),
    )
    verbs.writes_a_paper(report)
    report.add_argument(
        "--with-tracker", action="store_true", help=text("carry the follow-up table as a workbook inside the PDF")
    )

    communique = verbs.add("communique", _communique, text("write a communiqué of one page on a meeting"))
    verbs.is_about_a_meeting(communique)
    verbs.writes_a_paper(communique)
    communique.set_defaults(audience=Audience.PUBLIC.value)


def _report(chosen: argparse.Namespace, language: Language) -> None:
    kind = next(each for each in ReportKind if each.code == chosen.kind)
    with Register.open(chosen.register) as register:
        codes, closed = languages(chosen, register), password(chosen, language)
        export_report(
            register, kind, chosen.subject, codes, chosen.out, Audience(chosen.audience),
            with_tracker=chosen.with_tracker, password=closed,
        )  # fmt: skip
    print(language.text("{paper}: {path}", paper=kind.label, path=chosen.out))


def _communique(chosen: argparse.Namespace, language: Language) -> None:
    with Register.open(chosen.register) as register:
        with register.reading() as session:
            meeting_id = find_meeting_id(session, chosen.number)
        codes, closed = languages(chosen, register), password(chosen, language)
        export_communique(register, meeting_id, codes, chosen.out, Audience(chosen.audience), password=closed)
    print(language.text("The communiqué is in {path}.", path=chosen.out))

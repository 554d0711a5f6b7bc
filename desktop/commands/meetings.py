"""The papers of a meeting, and meetings as calendar entries."""

from __future__ import annotations

import argparse

from desktop.codes import Audience
from desktop.commands.verbs import Verbs, languages, password
from desktop.language import Language, LanguageCode
from desktop.outputs.convocations import BeforeMeeting, export_before, export_calendar
from desktop.outputs.minutes import MinutesPaper, MinutesWish, export_minutes
from desktop.outputs.writing import document_language
from desktop.records.meetings.meeting import find_meeting_id
from desktop.records.register import Register


def add(verbs: Verbs) -> None:
    """The verbs about a meeting: notice, calendar, minutes."""
    text = verbs.text
    notice = verbs.add(
        "notice", _notice, text("write the notice of a meeting, or another paper that goes out before it")
    )
    verbs.is_about_a_meeting(notice)
    verbs.writes_a_paper(notice)
    papers = [each.code for each in BeforeMeeting]
    notice.add_argument(
        "--paper", choices=papers, default=papers[0], help=f"{text('which paper')}: {', '.join(papers)}"
    )

    calendar = verbs.add("calendar", _calendar, text("write the meetings to come as calendar entries (.ics)"))
    verbs.writes(calendar, ".ics")
    calendar.add_argument("--meeting", metavar="NUMBER", help=text("only this meeting"))
    verbs.speaks(calendar)
    verbs.is_for(calendar)

    minutes = verbs.add(
        "minutes", _minutes, text("write the minutes of a meeting, a summary record, an extract or a corrigendum")
    )
    verbs.is_about_a_meeting(minutes)
    verbs.writes_a_paper(minutes)
    papers = [each.code for each in MinutesPaper]
    minutes.add_argument(
        "--paper", choices=papers, default=papers[0], help=f"{text('which paper')}: {', '.join(papers)}"
    )
    minutes.add_argument("--institution", metavar="ACRONYM", help=text("whom an extract is for"))
    minutes.add_argument(
        "--annexes", action="store_true", help=text("let the annexes that are PDFs follow page by page")
    )
    minutes.add_argument("--numbered", action="store_true", help=text("number the paragraphs of what was said"))


def _notice(chosen: argparse.Namespace, language: Language) -> None:
    paper = next(each for each in BeforeMeeting if each.code == chosen.paper)
    with Register.open(chosen.register) as register:
        with register.reading() as session:
            meeting_id = find_meeting_id(session, chosen.number)
        codes = languages(chosen, register)
        closed = password(chosen, language)
        export_before(register, meeting_id, paper, codes, chosen.out, Audience(chosen.audience), password=closed)
    print(language.text("{paper}: {path}", paper=paper.label, path=chosen.out))


def _calendar(chosen: argparse.Namespace, language: Language) -> None:
    with Register.open(chosen.register) as register:
        with register.reading() as session:
            meeting_id = find_meeting_id(session, chosen.meeting) if chosen.meeting else None
        code: LanguageCode = chosen.language or document_language(register)
        export_calendar(register, code, chosen.out, meeting_id, Audience(chosen.audience))
    print(language.text("The calendar is in {path}.", path=chosen.out))


def _minutes(chosen: argparse.Namespace, language: Language) -> None:
    paper = next(each for each in MinutesPaper if each.code == chosen.paper)
    wish = MinutesWish(paper, chosen.institution, chosen.numbered, chosen.annexes)
    with Register.open(chosen.register) as register:
        with register.reading() as session:
            meeting_id = find_meeting_id(session, chosen.number)
        codes, closed = languages(chosen, register), password(chosen, language)
        export_minutes(register, meeting_id, codes, chosen.out, Audience(chosen.audience), wish, password=closed)
    if paper is MinutesPaper.MINUTES:
        print(language.text("The minutes are in {path}.", path=chosen.out))
    else:
        print(language.text("{paper}: {path}", paper=paper.label, path=chosen.out))

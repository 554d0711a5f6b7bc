"""A communiqué of one page: that a meeting was held, and what it concluded, as far as the public may know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.codes import Paper
from desktop.documents.document import Block, Document, Prose, Run, Space
from desktop.documents.papers.phrases import Part, Phrases
from desktop.documents.papers.wordings import Wordings, capital
from desktop.language import Language, Message, Wording, isolate, label, plural
from desktop.records.rows import DecisionRow, Minutes, MinutesRecommendation

TITLE = label("document", "Press release")


def communique_paper(
    minutes: Minutes, language: Language, logo: bytes | None = None, most: int | None = None
) -> Document:
    """The communiqué on a meeting, with ``most`` of its decisions and as many of its recommendations, or with all."""
    words = Wordings(minutes.commission, language, logo)
    paper = _Communique(minutes, words, most)
    return words.document(words.said(TITLE), "", minutes.meeting.title, blocks=tuple(paper.blocks()))


def count_conclusions(minutes: Minutes) -> int:
    """How many decisions it has, or recommendations, whichever are more."""
    return max(sum(len(each) for each in kind) for kind in _concluded(minutes))


def _concluded(minutes: Minutes) -> tuple[list[Sequence[DecisionRow]], list[Sequence[MinutesRecommendation]]]:
    """Decisions and recommendations, item by item."""
    return [item.decisions for item in minutes.agenda], [item.recommendations for item in minutes.agenda]


class _Communique:
    def __init__(self, minutes: Minutes, words: Wordings, most: int | None) -> None:
        self.minutes = minutes
        self.words = words
        meeting = minutes.meeting
        decided, recommended = _concluded(minutes)
        decisions = [each.text for item in decided for each in item]
        recommendations = [each.title or each.text for item in recommended for each in item]
        self.decisions, self.recommendations = decisions[:most], recommendations[:most]
        self.others = len(decisions) + len(recommendations) - len(self.decisions) - len(self.recommendations)
        self.contact = words.language.best(words.commission.secretary_name)
        self.day = words.language.period(meeting.start, meeting.end)
        self.phrases = Phrases(
            words,
            Paper.COMMUNIQUE,
            date=self.day,
            meeting="".join(run.text for run in words.wording(meeting.title)),
            meeting_date=self.day,
            chair=isolate(minutes.chair) if minutes.chair else "",
            contact=isolate(self.contact) if self.contact else "",
        )

    def blocks(self) -> Iterator[Block]:
        words, phrases = self.words, self.phrases
        yield words.letterhead()
        yield words.title(words.said(TITLE), "", self.minutes.meeting.title)
        yield Space(10)
        decisions = plural("Decision taken", "Decisions taken", len(self.decisions))
        recommendations = plural("Recommendation made", "Recommendations made", len(self.recommendations))
        parts: dict[str, Part] = {
            "opening": self._opening,
            "decisions": lambda: self._points(decisions, self.decisions),
            "recommendations": lambda: self._points(recommendations, self.recommendations),
            "closing": lambda: phrases.texts("closing"),
            "contact": self._contact,
            "signatures": phrases.signatures,
        }
        yield from phrases.blocks(parts, self._others(), before=("closing", "contact", "signatures"))

    def _opening(self) -> Iterator[Block]:
        words = self.words
        city = words.language.best(words.commission.city)
        opening = words.said("{city}, {date}", city=city, date=self.day) if city else self.day
        texts = [words.text((Run(f"{opening} – ", bold=True), Run(capital(self.phrases.phrase("held")))), "body")]
        if self.minutes.chair and (chaired := self.phrases.phrase("chaired")):
            texts.append(words.text(chaired, "body"))
        yield Prose(tuple(texts))

    def _points(self, heading: Message, points: Sequence[Wording]) -> Iterator[Block]:
        words = self.words
        if points:
            yield words.heading(words.said(heading), lines=3)
            yield Prose(tuple(words.text((Run("– "), *words.wording(each)), "body") for each in points))

    def _others(self) -> Iterator[Block]:
        """How much more was adopted than there is room for."""
        if self.others:
            said = plural(
                "{count} other decision or recommendation was adopted.",
                "{count} other decisions and recommendations were adopted.",
                self.others,
            )
            yield Space(4)
            yield self.words.note(self.words.said(said))
        yield Space(10)

    def _contact(self) -> Iterator[Block]:
        if self.contact and (said := self.phrases.phrase("contact")):
            yield self.words.note(said)

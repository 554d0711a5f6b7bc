"""The user's guide as its files in ``docs`` hold it: sections, each with the pages of the window it tells about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop import paths
from desktop.language import LanguageCode
from desktop.records.search.words import fold

_PAGES = re.compile(r"<!--\s*pages:\s*([\w -]*?)\s*-->")
"""A comment before a heading names the pages it tells about; whoever reads the file elsewhere does not see it."""

_MARKUP = re.compile(r"^\s*(?:<!--.*?-->|</?div[^>]*>)\s*$\n?", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """One heading of the guide with what stands under it."""

    title: str
    text: str
    """Markdown, the heading included."""
    pages: tuple[str, ...]
    """Keys of the pages on which F1 leads here."""

    def holds(self, words: str) -> bool:
        """Whether every one of ``words`` stands in the section, whatever accents and case."""
        found = fold(self.text)
        return all(word in found for word in fold(words).split())


def read_guide(code: LanguageCode) -> list[Section]:
    """The guide in a language, in the order it is read in; the first section is its introduction."""
    source = (paths.guide() / f"guide-{code}.md").read_text(encoding="utf-8")
    return [_section(part) for part in re.split(r"^(?=<!--\s*pages:)", source, flags=re.MULTILINE)]


def _section(part: str) -> Section:
    pages = _PAGES.search(part)
    text = _MARKUP.sub("", part).strip()
    title = re.search(r"^#+\s+(.*)$", text, flags=re.MULTILINE)
    return Section(
        title=title[1].strip() if title else "",
        text=_without_languages(text),
        pages=tuple(pages[1].split()) if pages else (),
    )


def _without_languages(text: str) -> str:
    """The text without the line that leads to the guide's other languages: the window has its own way there."""
    return "\n".join(line for line in text.splitlines() if "guide-" not in line)


def place_of(sections: Sequence[Section], page: str) -> int:
    """Which section tells about a page; the introduction where none does."""
    return next((place for place, each in enumerate(sections) if page in each.pages), 0)

"""The files annexed to minutes: opened, to see which of them can follow page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from desktop.language import Language, Message, Refusal, isolate, message
from desktop.records.content import read_content
from desktop.records.rows import AnnexRow

if TYPE_CHECKING:
    from desktop.documents.pdf.annexing import Annex


@dataclass(frozen=True)
class OpenedAnnexes:
    """What became of the annexes, by their ids."""

    contents: Mapping[str, tuple[bytes, int]] = field(default_factory=dict)
    """Those that follow page by page, and how many pages they have."""
    unmerged: Mapping[str, Message] = field(default_factory=dict)
    """Why the others do not."""

    def annexes(self, rows: Sequence[AnnexRow], languages: Sequence[Language]) -> list[Annex]:
        """Those that follow, with the number each has in the list of ``rows``."""
        from desktop.documents.pdf.annexing import Annex

        return [
            Annex(" · ".join(dict.fromkeys(_title(row, number, each) for each in languages)), *self.contents[row.id])
            for number, row in enumerate(rows, start=1)
            if row.id in self.contents
        ]


def open_annexes(session: Session, rows: Sequence[AnnexRow]) -> OpenedAnnexes:
    """Read what was kept of each annex, and see whether it can follow."""
    from desktop.documents.pdf.annexing import NotMerged, look_into

    contents: dict[str, tuple[bytes, int]] = {}
    unmerged: dict[str, Message] = {}
    for row in rows:
        try:
            content = b"".join(read_content(session, row.sha256))
        except Refusal:
            unmerged[row.id] = NotMerged.DAMAGED.label
            continue
        found = look_into(content)
        if isinstance(found, NotMerged):
            unmerged[row.id] = found.label
        else:
            contents[row.id] = content, found
    return OpenedAnnexes(contents, unmerged)


def _title(row: AnnexRow, number: int, language: Language) -> str:
    name = language.best(row.title) or row.file_name
    return language.text(message("Annex {number} – {title}", number=number, title=isolate(name)))

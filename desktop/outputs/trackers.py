"""The trackers of what institutions have to do, as workbooks."""

from __future__ import annotations

from pathlib import Path

from desktop.codes import Audience
from desktop.language import Language, LanguageCode
from desktop.outputs.writing import Progress, written
from desktop.records.follow_up.tracker import find_tracker
from desktop.records.register import Register


def export_tracker(
    register: Register,
    acronym: str | None,
    code: LanguageCode,
    target: Path,
    progress: Progress | None = None,
    audience: Audience = Audience.INTERNAL,
) -> None:
    """Write the tracker of one institution, or of all, as ``audience`` may see it, as an Excel workbook.

    Raises :class:`Refusal` for an acronym that is not known, or where ``target`` cannot be written.
    """
    from desktop.documents.excel.tracker_xlsx import write_tracker

    with register.reading() as session:
        tracker = find_tracker(session, acronym, audience=audience)
    with written(register, target):
        write_tracker(tracker, Language(code, tracker.commission.country, tracker.commission.months), target, progress)

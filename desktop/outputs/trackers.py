"""The trackers of what institutions have to do, as workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.codes import Audience
from desktop.language import Language, LanguageCode
from desktop.outputs.writing import Progress, laid_together, written
from desktop.paths import safe_name
from desktop.records.follow_up.tracker import find_tracker
from desktop.records.follow_up.tracker_scope import Scope
from desktop.records.register import Register


def export_tracker(
    register: Register,
    acronym: str | None,
    code: LanguageCode,
    target: Path,
    progress: Progress | None = None,
    audience: Audience = Audience.INTERNAL,
    scope: Scope | None = None,
) -> None:
    """Write the tracker of one institution, or of all, as ``audience`` may see it, as an Excel workbook.

    ``scope`` keeps it to a programme, a plan or a body.

    Raises :class:`Refusal` for an acronym that is not known, or where ``target`` cannot be written.
    """
    from desktop.documents.excel.tracker_xlsx import write_tracker

    with register.reading() as session:
        tracker = find_tracker(session, acronym, audience=audience, scope=scope)
    with written(register, target):
        write_tracker(tracker, Language(code, tracker.commission.country, tracker.commission.months), target, progress)


def write_trackers(
    register: Register,
    acronyms: Sequence[str],
    code: LanguageCode,
    folder: Path,
    progress: Progress | None = None,
    audience: Audience = Audience.INTERNAL,
    scope: Scope | None = None,
) -> list[Path]:
    """Write the tracker of each of these institutions into ``folder``: all of them, or none.

    Gives the files; none where the user stopped. Raises :class:`Refusal` as :func:`export_tracker` does, and where a
    file of that name is there already.
    """
    name = Language(code).text("tracker")
    with laid_together(folder) as batch:
        for acronym in batch.each(acronyms, progress):
            target = batch.aside / f"{safe_name(f'{name}-{acronym}-{code}')}.xlsx"
            export_tracker(register, acronym, code, target, audience=audience, scope=scope)
            batch.made.append(target)
        batch.lay_ready()
    return batch.laid

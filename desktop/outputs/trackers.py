"""The trackers of what institutions have to do, as workbooks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
    codes: Sequence[LanguageCode],
    target: Path,
    progress: Progress | None = None,
    audience: Audience = Audience.INTERNAL,
    scope: Scope | None = None,
    columns: Collection[str] | None = None,
) -> None:
    """Write the tracker of one institution, or of all, as ``audience`` may see it, as an Excel workbook.

    ``codes`` is one language, or two that stand together in every row. ``scope`` keeps it to a programme, a plan or a
    body. ``columns`` names those it has of the ones it can do without; all where it is None.

    Raises :class:`Refusal` for an acronym or a column that is not known, or where ``target`` cannot be written.
    """
    from desktop.documents.excel.tracker_columns import EVERY_COLUMN, Layout
    from desktop.documents.excel.tracker_xlsx import write_tracker
    from desktop.documents.excel.two_languages import TwoLanguages

    layout = EVERY_COLUMN if columns is None else Layout.with_columns(columns)
    with register.reading() as session:
        tracker = find_tracker(session, acronym, audience=audience, scope=scope)
    with written(register, target):
        spoken = [Language(code, tracker.commission.country, tracker.commission.months) for code in codes]
        write_tracker(tracker, TwoLanguages(*spoken) if spoken[1:] else spoken[0], target, progress, layout)


def write_trackers(
    register: Register,
    acronyms: Sequence[str],
    codes: Sequence[LanguageCode],
    folder: Path,
    progress: Progress | None = None,
    audience: Audience = Audience.INTERNAL,
    scope: Scope | None = None,
    columns: Collection[str] | None = None,
) -> list[Path]:
    """Write the tracker of each of these institutions into ``folder``: all of them, or none.

    Gives the files; none where the user stopped. Raises :class:`Refusal` as :func:`export_tracker` does, and where a
    file of that name is there already.
    """
    name = Language(codes[0]).text("tracker")
    with laid_together(folder) as batch:
        for acronym in batch.each(acronyms, progress):
            target = batch.aside / f"{safe_name('-'.join((name, acronym, *codes)))}.xlsx"
            export_tracker(register, acronym, codes, target, audience=audience, scope=scope, columns=columns)
            batch.made.append(target)
        batch.lay_ready()
    return batch.laid

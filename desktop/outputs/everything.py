"""A whole register, as one workbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from desktop.codes import Audience
from desktop.language import Language, LanguageCode
from desktop.outputs.writing import Progress, written
from desktop.records.commission.commission import find_commission
from desktop.records.register import Register


def export_everything(
    register: Register,
    audience: Audience,
    code: LanguageCode,
    target: Path,
    today: dt.date,
    progress: Progress | None = None,
) -> None:
    """Write all that ``audience`` may see as one Excel workbook, which an empty register takes in again.

    Raises :class:`Refusal` where ``target`` cannot be written, and
    :class:`~desktop.documents.excel.list_xlsx.Stopped` where ``progress`` answers False.
    """
    from desktop.documents.excel.register_xlsx import write_register
    from desktop.records.everything.reading import read_everything

    with written(register, target), register.reading() as session:
        commission = find_commission(session)
        language = Language(code, commission.country, commission.months)
        write_register(read_everything(session, audience, code), commission, today, language, target, progress)

"""A list of records as one sees it, as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.language import Language
from desktop.outputs.writing import Progress, written
from desktop.records.register import Register

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.documents.listed import Listed


def export_list(
    register: Register,
    count: int,
    describe: Callable[[int], Listed],
    rows: Callable[[Session], Iterable[Sequence[Any]]],
    language: Language,
    target: Path,
    progress: Progress | None = None,
) -> None:
    """Write a list of so many records as an Excel workbook.

    ``rows`` reads with a session those its audience may see, and ``describe`` says of how many they turn out to be
    what stands above them. Raises :class:`Refusal` where ``target`` cannot be written.
    """
    from desktop.documents.excel.list_xlsx import STEP, Stopped, write_list

    def tell(done: int) -> None:
        if progress and not progress(done, 2 * count):
            raise Stopped

    def counted(done: int, _of: int) -> bool:
        return progress is None or progress(count + done, 2 * count)

    with written(register, target):
        shown: list[Sequence[Any]] = []
        # All are read before the first is written: what stands above them says how many were left out.
        with register.reading() as session:
            for each in rows(session):
                if len(shown) % STEP == 0:
                    tell(len(shown))
                shown.append(each)
        write_list(describe(len(shown)), shown, language, target, counted)

"""Charts as pictures in files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.language import Language
from desktop.outputs.writing import written
from desktop.paths import write_whole
from desktop.records.register import Register

if TYPE_CHECKING:
    from desktop.documents.charts.canvas import Format
    from desktop.documents.charts.chart import Chart


def export_chart(register: Register, chart: Chart, language: Language, target: Path) -> None:
    """Write a chart, titled and on white, as PNG, SVG or PDF: as the name of ``target`` ends.

    Raises :class:`Refusal` where ``target`` cannot be written.
    """
    from desktop.documents.charts.drawing import draw

    forms: Mapping[str, Format] = {".svg": "svg", ".pdf": "pdf"}
    picture = draw(chart, language, width=760, form=forms.get(target.suffix.lower(), "png"), titled=True)
    with written(register, target):
        write_whole(target, picture.content)

"""Where a document is to be saved, and as what: asked in the dialog that the computer has for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.outputs.writing import PDF, WORD
from desktop.paths import safe_name
from desktop.windows.desk import Desk


def choose_document_file(desk: Desk, name: str, parent: QWidget, *, word: bool = True) -> Path | None:
    """Ask for a file called ``name`` at first: a PDF, or one for Word unless ``word`` says that it can be none."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = desk.place.get("folder")
    proposed = str(Path(folder if isinstance(folder, str) else documents) / f"{safe_name(name)}{PDF}")
    kinds = {"PDF (*.pdf)": PDF, "Word (*.docx)": WORD} if word else {"PDF (*.pdf)": PDF}
    chosen, kind = QFileDialog.getSaveFileName(parent, desk.language.text("Save as"), proposed, ";;".join(kinds))
    if not chosen:
        return None
    target, suffix = Path(chosen), kinds.get(kind, PDF)
    if target.suffix.lower() not in kinds.values() or (kind in kinds and target.suffix.lower() != suffix):
        target = target.with_suffix(suffix) if target.suffix.lower() in (PDF, WORD) else Path(f"{target}{suffix}")
    desk.place["folder"] = str(target.parent)
    return target

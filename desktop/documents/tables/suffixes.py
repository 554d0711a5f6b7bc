"""Which files hold tables, by their names. Nothing slow is loaded for it."""

from __future__ import annotations

from pathlib import Path

TABLES = (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".csv", ".txt", ".tsv")


def is_table(path: Path) -> bool:
    """Whether a file looks, by its name, as if it held tables."""
    return path.suffix.lower() in TABLES

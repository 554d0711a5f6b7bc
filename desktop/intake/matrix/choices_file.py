"""What was decided about a matrix, as a small file: for the next one of the same kind.

source = "GRETA-MA-1"
[columns]
"Mesure proposée" = "action"
[institutions]
"Min. Intérieur" = "MI"
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from desktop.intake.matrix.columns import Part
from desktop.intake.matrix.importing import Choices
from desktop.language import Refusal, message


def read_choices(path: Path) -> Choices:
    """The choices a file holds. Raises :class:`Refusal`, naming the place, where it cannot be understood."""
    try:
        said: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Refusal(message("The file {name} cannot be opened.", name=path.name)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        why = message("{name} is not written as it should be: {reason}", name=path.name, reason=str(error))
        raise Refusal(why) from error
    parts: dict[str, Part] = {}
    for heading, part in _texts(said, "columns", path).items():
        try:
            parts[heading] = Part(part)
        except ValueError as error:
            known = ", ".join(each.value for each in Part)
            raise Refusal(
                message("“{part}” is nothing a column can hold. Choose one of {known}.", part=part, known=known)
            ) from error
    source = said.get("source")
    return Choices(
        parts=parts,
        institutions=_texts(said, "institutions", path),
        source=source if isinstance(source, str) else None,
    )


def _texts(said: dict[str, Any], name: str, path: Path) -> dict[str, str]:
    table = said.get(name, {})
    if not isinstance(table, dict) or not all(isinstance(each, str) for each in table.values()):
        raise Refusal(message("{name} is not written as it should be: {reason}", name=path.name, reason=f"[{name}]"))
    return table

"""A text saved while it is written is one step of the journal: its lines and those it goes on with become one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

NAMES = ("kind", "record_id", "operation", "field", "old", "new")
"""What a line of the journal says."""


def join_lines(before: Sequence[dict[str, Any]], lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]] | None:
    """The lines of two steps as those of one: from what was before the first to what is after the second.

    None where the two are not one work: other records, something made or removed, somebody else's words in between.
    Nor where nothing would be left of the two together: a step that changes nothing cannot be undone.
    """
    if len({(line["kind"], line["record_id"]) for line in (*before, *lines)}) != 1:
        return None
    if any(line["operation"] != "altered" for line in (*before, *lines)):
        return None
    joined = {line["field"]: dict(line) for line in before}
    for line in lines:
        known = joined.setdefault(line["field"], dict(line))
        if known["new"] not in (line["old"], line["new"]):
            return None
        known["new"] = line["new"]
    return [line for line in joined.values() if line["old"] != line["new"]] or None

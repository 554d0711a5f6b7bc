"""Who may see what: a record above an audience's level is left out and counted, and nothing linked to it betrays it.

Whoever sits at the register sees everything; that is what no audience, ``None``, stands for.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from desktop.codes import Audience
from desktop.records.base import Levelled

SMALLEST_COUNT = 5
"""A count of people below this may say who they are; a commission can set its own."""


def is_visible(kind: type[Levelled], audience: Audience | None) -> sa.ColumnElement[bool]:
    """The SQL of "this audience may see the record"."""
    return sa.true() if audience is None else kind.level.in_(audience.levels)


def sees(audience: Audience | None, record: Any) -> bool:
    """Whether there is such a record and this audience may see it; one without a level is as visible as its meeting."""
    if record is None:
        return False
    return audience is None or not isinstance(record, Levelled) or record.level in audience.levels


def masked(count: int, audience: Audience | None, threshold: int = SMALLEST_COUNT) -> int | None:
    """A count of people as this audience may see it: None for a small one, from 1 to below the threshold, that goes to
    partners or the public."""
    small = 0 < count < threshold
    return None if small and audience in (Audience.PUBLIC, Audience.PARTNERS) else count

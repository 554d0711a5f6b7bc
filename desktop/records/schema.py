"""Every table of a register, gathered in one place: importing this module declares them all."""

from __future__ import annotations

from desktop.records import (
    action,
    agenda,
    attendance,
    body,
    commission,
    decision,
    institution,
    journal,
    meeting,
    numbering,
    person,
    programme,
    progress,
    recommendation,
)
from desktop.records.base import Base

TABLES = (
    action, agenda, attendance, body, commission, decision, institution, journal, meeting, numbering, person,
    programme, progress, recommendation,
)  # fmt: skip
METADATA = Base.metadata

REVISION = "0001"
"""The migration that makes the schema these models declare; a register says which one it is at."""

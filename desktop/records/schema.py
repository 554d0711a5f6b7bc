"""Every table of a register, gathered in one place: importing this module declares them all."""

from __future__ import annotations

from desktop.records import attachment, content, journal, numbering
from desktop.records.base import Base
from desktop.records.commission import commission, reporting, term, working_calendar
from desktop.records.follow_up import action, addressee, letter, progress, recommendation, returned
from desktop.records.framework import good_practice, indicator, plan, programme, source
from desktop.records.meetings import (
    agenda,
    attendance,
    corrigendum,
    decision,
    headcount,
    meeting,
    minutes_version,
    sitting,
)
from desktop.records.people import body, institution, person
from desktop.records.search import index as search_index

TABLES = (
    action, addressee, agenda, attachment, attendance, body, commission, content, corrigendum, decision, good_practice,
    headcount, indicator, institution, journal, letter, meeting, minutes_version, numbering, person, plan, programme,
    progress, recommendation, reporting, returned, search_index, sitting, source, term, working_calendar,
)  # fmt: skip
METADATA = Base.metadata

REVISION = "0011"
"""The migration that makes the schema these models declare; a register says which one it is at."""

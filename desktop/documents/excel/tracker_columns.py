"""The columns of a tracker: what is shown, what the institution fills in, and where each stands.

Whoever writes a tracker and whoever reads one that comes back share this page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from openpyxl.utils import get_column_letter

from desktop.codes import ActionStatus
from desktop.documents.excel import workbook_style as look
from desktop.language import Message, Refusal, Wording, label, message
from desktop.records.rows import TrackerRow

TABLE_NAME = "Tracker"
"""The table's name in the workbook, in every language: whoever reads a returned tracker finds it by this."""

HEADING_ROW = 5
FIRST_ROW = HEADING_ROW + 1


class Part(Enum):
    """The three groups of columns, each under a band that says what it is for."""

    SHOWN = label("tracker", "The action"), look.TEAL
    FILLED_IN = label("tracker", "To be filled in by the institution"), look.AMBER
    MORE = label("tracker", "More about the action"), look.SLATE


class Kind(Enum):
    """What a column holds: horizontal alignment, number format."""

    TEXT = None, "General"
    WORD = "center", "General"
    DAY = "center", "dd/mm/yyyy"
    SHARE = "center", "0%"
    # Formatted as text, so that an answer may begin with a dash without becoming a formula.
    ANSWER = None, "@"


@dataclass(frozen=True, eq=False)
class Column:
    name: str
    """What it is called where columns are chosen by name."""
    heading: Message
    width: float
    """In characters, as Excel counts them."""
    kind: Kind
    part: Part
    value: Callable[[TrackerRow], Any]
    """What stands in the cell: a text, a number, a day, a wording, a code or nothing."""


def _recommendation(row: TrackerRow) -> Wording:
    """Numbers and wording in one cell, so that the page stays narrow enough to be read."""
    numbers = ", ".join(row.recommendation_numbers)
    texts = {code: f"{numbers}\n{text}" for code, text in row.recommendation.as_dict().items() if text}
    return Wording(**texts) if texts else Wording(fr=numbers, ar=numbers, en=numbers)


def _lead(row: TrackerRow) -> Wording | str | None:
    return row.lead_name or row.lead


def _supporting(row: TrackerRow) -> str:
    return ", ".join(row.supporting)


NUMBER = Column("number", label("tracker", "Number"), 13, Kind.WORD, Part.SHOWN, lambda row: row.number)
ACTION = Column("action", label("tracker", "Action"), 27, Kind.TEXT, Part.SHOWN, lambda row: row.title)
RECOMMENDATION = Column(
    "recommendation", label("tracker", "Recommendation"), 29, Kind.TEXT, Part.SHOWN, _recommendation
)
LEAD = Column("lead", label("tracker", "Lead institution"), 14, Kind.TEXT, Part.SHOWN, _lead)
PRIORITY = Column("priority", label("tracker", "Priority"), 9, Kind.WORD, Part.SHOWN, lambda row: row.priority)
DEADLINE = Column("deadline", label("tracker", "Deadline"), 11, Kind.DAY, Part.SHOWN, lambda row: row.due)
STATUS = Column("status", label("tracker", "Status"), 13, Kind.WORD, Part.FILLED_IN, lambda row: row.status)
PROGRESS = Column(
    "progress", label("tracker", "Progress"), 9.5, Kind.SHARE, Part.FILLED_IN, lambda row: row.progress / 100
)
NARRATIVE = Column(
    "narrative", label("tracker", "Progress made"), 28, Kind.ANSWER, Part.FILLED_IN, lambda row: row.narrative
)
OBSTACLES = Column(
    "obstacles", label("tracker", "Obstacles"), 20, Kind.ANSWER, Part.FILLED_IN, lambda row: row.obstacles
)
NEXT_STEP = Column(
    "next_step", label("tracker", "Next step"), 20, Kind.ANSWER, Part.FILLED_IN, lambda row: row.next_step
)
EVIDENCE = Column(
    "evidence", label("tracker", "Evidence or comment"), 20, Kind.ANSWER, Part.FILLED_IN, lambda row: None
)
REPORTED_ON = Column(
    "reported_on", label("tracker", "Reported on"), 11, Kind.DAY, Part.FILLED_IN, lambda row: row.reported_on
)
DESCRIPTION = Column(
    "description", label("tracker", "Description"), 34, Kind.TEXT, Part.MORE, lambda row: row.description
)
PILLAR = Column("pillar", label("tracker", "Pillar"), 14, Kind.TEXT, Part.MORE, lambda row: row.pillar)
SUPPORTING = Column("supporting", label("tracker", "Supporting institutions"), 18, Kind.TEXT, Part.MORE, _supporting)
START = Column("start", label("tracker", "Start"), 11, Kind.DAY, Part.MORE, lambda row: row.start)
# Hidden: by this a returned tracker is known again, even where numbers were typed over.
RECORD = Column("record", label("tracker", "Record"), 38, Kind.WORD, Part.MORE, lambda row: row.id)

COLUMNS = (
    *(NUMBER, ACTION, RECOMMENDATION, LEAD, PRIORITY, DEADLINE),
    *(STATUS, PROGRESS, NARRATIVE, OBSTACLES, NEXT_STEP, EVIDENCE, REPORTED_ON),
    *(DESCRIPTION, PILLAR, SUPPORTING, START, RECORD),
)
"""From the side where reading begins."""

CHOOSABLE = tuple(column for column in COLUMNS if column not in (NUMBER, ACTION, DEADLINE, STATUS, PROGRESS, RECORD))
"""What a tracker can do without. By the others an action is known, counted and reported on."""

STATUSES_OFFERED = tuple(status for status in ActionStatus if status is not ActionStatus.VERIFIED)
"""An institution reports, the secretariat verifies: what is offered to the one leaves the other's word out."""


class Layout:
    """The columns of one tracker, from the side where reading begins."""

    def __init__(self, columns: Sequence[Column] = COLUMNS) -> None:
        self.columns = tuple(columns)
        self._letters = {column: get_column_letter(place) for place, column in enumerate(self.columns, 1)}

    @classmethod
    def with_columns(cls, names: Collection[str]) -> Layout:
        """Those of :data:`CHOOSABLE` that are named, and all a tracker cannot do without.

        Raises :class:`Refusal` for a name that is none.
        """
        known = {column.name for column in CHOOSABLE}
        for name in names:
            if name not in known:
                raise Refusal(
                    message("“{name}” is no column of a tracker. Choose among {known}.", name=name,
                            known=", ".join(column.name for column in CHOOSABLE))
                )  # fmt: skip
        return cls([column for column in COLUMNS if column not in CHOOSABLE or column.name in names])

    def letter(self, column: Column) -> str:
        """The letter Excel gives the column."""
        return self._letters[column]

    @property
    def last_filled_in(self) -> Column:
        return [column for column in self.columns if column.part is Part.FILLED_IN][-1]


EVERY_COLUMN = Layout()

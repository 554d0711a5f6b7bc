"""Which columns trackers are to have: asked where they are written, and kept for the next time."""

from __future__ import annotations

from collections.abc import Collection

from desktop.language import message
from desktop.windows.desk import Desk
from desktop.windows.forms.chooser import Option
from desktop.windows.forms.form import Field, Kind

_PLACE = "tracker columns"
"""Under which name the columns left out are kept: a column that is new one day is there."""


def _options(desk: Desk) -> list[Option]:
    from desktop.documents.excel.tracker_columns import CHOOSABLE

    return [Option(column.name, desk.say(column.heading)) for column in CHOOSABLE]


FIELD = Field("columns", message("Columns"), Kind.CHOICES, options=_options)


def kept(desk: Desk) -> list[str]:
    """The columns chosen last, by name; all of them at first."""
    left_out = desk.place.get(_PLACE)
    names = [option.value for option in _options(desk)]
    return [name for name in names if not isinstance(left_out, list) or name not in left_out]


def keep(desk: Desk, names: Collection[str]) -> None:
    """Keep the columns chosen for the next time."""
    desk.place[_PLACE] = [option.value for option in _options(desk) if option.value not in names]

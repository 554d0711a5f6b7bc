"""Where charts are drawn: a thread of its own, for drawing takes a while, and the first time a good while.

It is always the same thread: what was learnt of the fonts is kept for a thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QObject, QThreadPool, Signal
from shiboken6 import isValid

from desktop.documents.charts.canvas import Format
from desktop.documents.charts.chart import PAPER, Chart, Palette
from desktop.language import Language
from desktop.windows.look.theme import Theme

log = logging.getLogger(__name__)


def palette_of(theme: Theme) -> Palette:
    """The colours of the window's look, for a chart on a card."""
    roles = ("accent", "green", "blue", "amber", "red", "grey")
    return Palette(
        ground=theme.surface,
        text=theme.text,
        muted=theme.muted,
        line=theme.border,
        colours={role: getattr(theme, role) for role in roles},
    )


@dataclass(frozen=True)
class Order:
    """A picture to be drawn."""

    chart: Chart
    language: Language
    palette: Palette = PAPER
    width: float = 720
    form: Format = "svg"
    titled: bool = False
    size: float = 12


class Easel(QObject):
    """Draws one order after the other. It lives in the main thread, where whoever ordered is given the picture."""

    _drawn = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._latest: dict[object, object] = {}
        self._drawn.connect(self._on_drawn)

    def draw(self, whom: object, order: Order, done: Callable[[object], object]) -> None:
        """Draw; ``done`` is given the picture in the main thread, unless ``whom`` has ordered another since.

        Where it cannot be drawn, ``done`` is given ``None``; the log says why.
        """
        ticket = (whom, done)
        self._latest[whom] = ticket
        self._pool.start(lambda: self._draw(ticket, order))

    @property
    def busy(self) -> bool:
        """Whether a picture is still to come."""
        return bool(self._latest)

    def _draw(self, ticket: tuple[object, object], order: Order) -> None:
        from desktop.documents.charts.drawing import draw

        picture = None
        if not isValid(self):
            return
        if self._latest.get(ticket[0]) is ticket:
            try:
                picture = draw(
                    order.chart, order.language, order.palette, order.width, order.form,
                    titled=order.titled, size=order.size,
                )  # fmt: skip
            except Exception:
                log.exception("a chart could not be drawn: %s", order.chart.title)
        # The window may be closed while its last picture is being drawn.
        with suppress(RuntimeError):
            self._drawn.emit(ticket, picture)

    def _on_drawn(self, ticket: tuple[object, Callable[[object], object]], picture: object) -> None:
        whom, done = ticket
        if self._latest.get(whom) is not ticket:
            return
        del self._latest[whom]
        done(picture)

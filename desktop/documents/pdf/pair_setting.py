"""Parts in two languages set side by side: level, and broken across pages together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from desktop.documents.document import (
    Addressee,
    Figure,
    Heading,
    Inset,
    Letterhead,
    Listed,
    Notice,
    Pair,
    Particulars,
    Prose,
    Text,
)
from desktop.documents.pdf.keeping import TALL, HeadingRoom
from desktop.documents.pdf.logo import Logo
from desktop.documents.pdf.look import ACCENT, style_of
from desktop.documents.pdf.ruled_table import table
from desktop.documents.pdf.side_by_side import GUTTER, SideBySide
from desktop.documents.pdf.typesetting import BAR_GAP, Paragraph

if TYPE_CHECKING:
    from desktop.documents.pdf.setting import Setting


class PairSetting:
    """Sets pairs for a document's :class:`Setting`."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.width = setting.width

    def pair(self, block: Pair) -> list[Flowable]:
        setting = self.setting
        match block.left, block.right:
            case Letterhead() as left, Letterhead() as right:
                return self._letterheads(left, right)
            case Heading() as left, Heading() as right:
                (first, room), (second, more) = setting.headed(left), setting.headed(right, outlined=False)
                return [HeadingRoom(max(room, more)), SideBySide(first, second)]
            case Notice() as left, Notice() as right:
                both = SideBySide(setting.noticed(left), setting.noticed(right))
                return [Spacer(1, 9), setting.framed(both, self.width)]
            case Prose(left), Prose(right):
                return list(self._beside(left, right))
            case Addressee(left), Addressee(right):
                return [Spacer(1, 12), *self._beside(left, right), Spacer(1, 8)]
            case Inset(left), Inset(right):
                return self._insets(left, right)
            case Listed(left), Listed(right):
                return self._lists(left, right)
            case Particulars(left), Particulars(right):
                return self._particulars(left, right)
            case Figure() as left, Figure() as right:
                side = (self.width - GUTTER) / 2
                return [self._level(setting.figure(left, side), setting.figure(right, side)), Spacer(1, 6)]
        return self._any(setting.set(block.left), setting.set(block.right))

    def _letterheads(self, left: Letterhead, right: Letterhead) -> list[Flowable]:
        logo = left.logo or right.logo
        middle = self.width * 0.2 if logo else GUTTER
        side = (self.width - middle) / 2
        cells = [self.setting.heads(left), [Logo(logo, middle)] if logo else [], self.setting.heads(right)]
        heads = table([cells], [side, middle, side], False, [("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
        return [heads, *self.setting.rules()]

    def _beside(
        self, left: Sequence[Text], right: Sequence[Text], bar: str | None = None, after: float | None = None
    ) -> list[SideBySide]:
        """Paragraphs beside each other; where one language has more of them, beside nothing."""

        def paragraph(text: Text | None) -> Paragraph | None:
            if text is None:
                return None
            style = style_of(text.style, text.code)
            return self.setting.paragraph(text, style if after is None else style.but(after=after))

        return [SideBySide(paragraph(first), paragraph(second), bar) for first, second in zip_longest(left, right)]

    def _insets(self, left: Sequence[Text], right: Sequence[Text]) -> list[Flowable]:
        made = self._beside(left, right, ACCENT, after=BAR_GAP)
        height = sum(pair.wrap(self.width, TALL)[1] + BAR_GAP for pair in made)
        return [CondPageBreak(height if height < 80 * mm else 25 * mm), Spacer(1, 7), *made, Spacer(1, 10 - BAR_GAP)]

    def _lists(self, left: Sequence[Text], right: Sequence[Text]) -> list[Flowable]:
        setting = self.setting
        first, second = setting.structure.child("L"), setting.structure.child("L")
        rows = []
        for number, (one, other) in enumerate(zip_longest(left, right), start=1):
            row: list[Flowable] = []
            for text, whole in ((one, first), (other, second)):
                element = whole.child("LI")
                cells: list[Flowable] = (
                    [setting.number(number, text, element), setting.item(text, element)] if text else [Spacer(0, 0)] * 2
                )
                row += cells if whole is first else reversed(cells)
            rows.append(row)
        side = self.width / 2 - 9 * mm
        return [table(rows, [9 * mm, side, side, 9 * mm], False, padding=3)] if rows else []

    def _particulars(
        self, left: Sequence[tuple[str, Text, Text]], right: Sequence[tuple[str, Text, Text]]
    ) -> list[Flowable]:
        setting = self.setting
        whole = setting.structure.child("Table")
        rows = []
        for (_, name, value), (_, other_name, other_value) in zip(left, right, strict=True):
            row = whole.child("TR")
            rows.append(
                [
                    setting.name(name, row),
                    setting.paragraph(value, kind="TD", parent=row),
                    setting.paragraph(other_value, kind="TD", parent=row),
                    setting.name(other_name, row),
                ]
            )
        shares = [self.width * share for share in (0.16, 0.34, 0.34, 0.16)]
        return [table(rows, shares, False, setting.LINES)] if rows else []

    def _any(self, left: list[Flowable], right: list[Flowable]) -> list[Flowable]:
        """Parts of any other kind: level paragraph by paragraph where they are nothing else."""
        texts = [part for part in (*left, *right) if isinstance(part, Paragraph)]
        if len(texts) == len(left) + len(right):
            pairs = zip_longest(texts[: len(left)], texts[len(left) :])
            return [SideBySide(first, second) for first, second in pairs]
        return [self._level(left, right)]

    def _level(self, left: list[Flowable], right: list[Flowable]) -> Flowable:
        """Two halves of the page."""
        gaps = [("RIGHTPADDING", (0, 0), (0, -1), GUTTER / 2), ("LEFTPADDING", (1, 0), (1, -1), GUTTER / 2)]
        return table([(left, right)], [self.width / 2] * 2, False, gaps, padding=0)

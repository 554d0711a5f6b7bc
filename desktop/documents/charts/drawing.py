"""Charts drawn: bars in parts, bars side by side, lines, and small panels one under the other.

Labels stand at what they name, and no colour stands alone: each series has a pattern or a shape of its own, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.documents.charts.chart import PAPER, Chart, ChartKind, Mark, Palette, Pattern
from desktop.documents.charts.ground import Dashes, Ground
from desktop.language import Language

if TYPE_CHECKING:
    from desktop.documents.charts.canvas import Format

SIZE = 12.0
"""Of the letters, in pixels."""

MARGIN = 8.0
SHAPES = ("o", "s", "^", "D", "v", "P")
DASHES: tuple[Dashes, ...] = ("-", "--", "-.", ":", (0, (6, 1, 1, 1)), "-")


@dataclass(frozen=True)
class Picture:
    content: bytes
    width: float
    height: float


def draw(
    chart: Chart,
    language: Language,
    palette: Palette = PAPER,
    width: float = 640,
    form: Format = "svg",
    *,
    titled: bool = False,
    size: float = SIZE,
) -> Picture:
    """Draw a chart ``width`` pixels wide (at 72 to the inch); how high it gets depends on what it has to say.

    ``titled`` writes the title above it, for a picture that stands alone. In an SVG, each :class:`Mark` is an element
    with the mark's ``id``.
    """
    from desktop.documents.charts.canvas import Sheet, drawing

    with drawing():
        sheet = Sheet(width, size, palette, language.right_to_left)
        draw_on(sheet, chart, language, titled=titled)
        return Picture(sheet.picture(form, chart.title), width, sheet.height)


def draw_on(sheet: Ground, chart: Chart, language: Language, *, titled: bool = False) -> None:
    """Draw a chart on ``sheet``, which is as high as that takes afterwards."""
    size, width, top = sheet.size, sheet.width, MARGIN
    if titled:
        for line in sheet.wrap(chart.title, (width - 2 * MARGIN) * 0.8, 2):
            sheet.words(line, MARGIN, top + size, size=size * 1.25, bold=True)
            top += size * 1.75
        top += size * 0.5
    if chart.empty:
        for line in sheet.wrap(chart.nothing, width - 2 * MARGIN, 4):
            sheet.words(line, MARGIN, top + size * 0.75, colour="muted")
            top += size * 1.5
    else:
        top = _KINDS[chart.kind](sheet, chart, language, top)
    for line in sheet.wrap(chart.note, width - 2 * MARGIN, 3):
        sheet.words(line, MARGIN, top + size * 0.9, colour="muted", size=size * 0.92)
        top += size * 1.4
    sheet.height = top + MARGIN


# --- bars -------------------------------------------------------------------------------------------------------------


def _legend(sheet: Ground, chart: Chart, top: float) -> float:
    """What each colour and pattern stands for, in the order of the parts; where it ends."""
    size = sheet.size
    x, y = MARGIN, top + size * 0.75
    for series in chart.series:
        room = size * 1.5 + sheet.measure(series.name)
        if x > MARGIN and x + room > sheet.width - MARGIN:
            x, y = MARGIN, y + size * 1.6
        sheet.box(x, y - size * 0.45, size * 1.1, size * 0.9, series.colour, series.pattern)
        sheet.words(series.name, x + size * 1.5, y, colour="muted")
        x += room + size * 1.4
    return y + size * 1.5


@dataclass(frozen=True)
class _Columns:
    """Where names end, where bars begin and end."""

    names: float
    bars: float
    end: float


def _columns(sheet: Ground, chart: Chart, after: float) -> _Columns:
    """``after`` is the room kept for what is said at the end of a bar."""
    most = sheet.width * 0.4
    widest = max((sheet.measure(row.name) for row in chart.rows), default=0)
    names = MARGIN + min(widest, most)
    flags = max((sheet.measure(row.flag) for row in chart.rows if row.flag), default=0)
    end = sheet.width - MARGIN - after - (flags + sheet.size if flags else 0)
    return _Columns(names, names + sheet.size * 0.75, max(end, names + 40))


def _name(sheet: Ground, name: str, columns: _Columns, top: float, height: float) -> float:
    """A row's name beside what is drawn from ``top`` on; how high the row gets, which may be higher than ``height``."""
    size = sheet.size
    lines = sheet.wrap(name, columns.names - MARGIN + 1, 2)
    whole = max(height, len(lines) * size * 1.25)
    for place, line in enumerate(lines):
        shift = (place - (len(lines) - 1) / 2) * size * 1.25
        sheet.words(line, columns.names, top + whole / 2 + shift, "end")
    return whole


def _stacked(sheet: Ground, chart: Chart, language: Language, top: float) -> float:
    size = sheet.size
    top = _legend(sheet, chart, top)
    totals = [sum(value or 1 for value in row.values if value is None or value) for row in chart.rows]
    said = [language.number(sum(value or 0 for value in row.values)) if chart.totals else "" for row in chart.rows]
    # A sum would give away what is masked.
    said = ["" if None in row.values else words for row, words in zip(chart.rows, said, strict=True)]
    columns = _columns(sheet, chart, max((sheet.measure(each, bold=True) for each in said), default=0) + size * 0.5)
    scale = (columns.end - columns.bars) / max(*totals, 1)
    height = size * 1.55
    for place, row in enumerate(chart.rows):
        whole = _name(sheet, row.name, columns, top, height)
        middle = top + whole / 2
        x = columns.bars
        for number, (series, value) in enumerate(zip(chart.series, row.values, strict=True)):
            if value == 0:
                continue
            mark = Mark(place, number)
            part = (value or 1) * scale
            # A part of a hundred thousand is still there to be seen and clicked on.
            shown = max(part - 1.5, 2.0)
            sheet.box(x, middle - height / 2, shown, height, series.colour, series.pattern, mark.id)
            label = chart.value(mark, language)
            plain, boxed = series.pattern is Pattern.PLAIN, series.pattern not in (Pattern.PLAIN, Pattern.HOLLOW)
            if sheet.measure(label) + size * (2 if boxed else 0.8) <= shown:
                sheet.words(label, x + shown / 2, middle, "middle", colour="ground" if plain else "text", boxed=boxed)
            x += max(part, shown + 1.5)
        sheet.words(said[place], x + size * 0.4, middle, bold=True)
        if row.flag:
            sheet.words(
                row.flag,
                sheet.width - MARGIN,
                middle,
                "end",
                colour="red",
                bold=True,
                name=Mark(place, len(chart.series)).id,
            )
        top += whole + size * 0.75
    return top


def _grouped(sheet: Ground, chart: Chart, language: Language, top: float) -> float:
    size = sheet.size
    if len(chart.series) > 1:
        top = _legend(sheet, chart, top)
    most = max((value or 1 for row in chart.rows for value in row.values), default=1)
    values = [chart.value(mark, language) for mark in chart.marks()]
    columns = _columns(sheet, chart, max(map(sheet.measure, values), default=0) + size * 0.75)
    scale = (columns.end - columns.bars) / max(most, 1)
    height = size * (1.2 if len(chart.series) > 1 else 1.5)
    for place, row in enumerate(chart.rows):
        group = height * (1.12 * len(chart.series) - 0.12)
        whole = _name(sheet, row.name, columns, top, group)
        for number, (series, value) in enumerate(zip(chart.series, row.values, strict=True)):
            mark, y = Mark(place, number), top + (whole - group) / 2 + number * height * 1.12
            if value == 0:
                sheet.words(language.number(0), columns.bars, y + height / 2, colour="muted")
                continue
            shown = max((value or 1) * scale, 2.0)
            colour, pattern = row.look or (series.colour, series.pattern)
            sheet.box(columns.bars, y, shown, height, colour, pattern, mark.id)
            sheet.words(chart.value(mark, language), columns.bars + shown + size * 0.4, y + height / 2)
        top += whole + size * (0.9 if len(chart.series) > 1 else 0.75)
    return top


# --- lines ------------------------------------------------------------------------------------------------------------


def _lines(sheet: Ground, chart: Chart, language: Language, top: float) -> float:
    top = _legend_of_lines(sheet, chart, top)
    everything = range(len(chart.series))
    count = 4
    room = _room(sheet, chart, language, everything, count)
    return _panel(sheet, chart, language, top, everything, sheet.size * 14, count, room, months=True)


def _multiples(sheet: Ground, chart: Chart, language: Language, top: float) -> float:
    count = 2
    # The panels share one axis of time, so their figures share one column.
    room = max(_room(sheet, chart, language, (number,), count) for number in range(len(chart.series)))
    for number, series in enumerate(chart.series):
        sheet.words(series.name, MARGIN, top + sheet.size * 0.75, bold=True)
        last = number == len(chart.series) - 1
        height = sheet.size * 3.6
        top = _panel(sheet, chart, language, top + sheet.size * 2.2, (number,), height, count, room, months=last)
    return top


def _legend_of_lines(sheet: Ground, chart: Chart, top: float) -> float:
    size = sheet.size
    x, y = MARGIN, top + size * 0.75
    for number, series in enumerate(chart.series):
        room = size * 2.6 + sheet.measure(series.name)
        if x > MARGIN and x + room > sheet.width - MARGIN:
            x, y = MARGIN, y + size * 1.6
        sheet.line([(x, y), (x + size * 2, y)], series.colour, 2, _dash(number))
        sheet.point(x + size, y, series.colour, SHAPES[number % len(SHAPES)], f"legend-{number}")
        sheet.words(series.name, x + size * 2.6, y, colour="muted")
        x += room + size * 1.4
    return y + size * 1.6


def _dash(number: int) -> Dashes:
    return DASHES[number % len(DASHES)]


def _scale(chart: Chart, shown: Sequence[int], count: int) -> list[int]:
    """The figures at the axis: some ``count`` steps from 0 to the largest value of the series ``shown``."""
    return _ticks(max((row.values[number] or 0 for row in chart.rows for number in shown), default=0), count)


def _room(sheet: Ground, chart: Chart, language: Language, shown: Sequence[int], count: int) -> float:
    return max(sheet.measure(language.number(tick)) for tick in _scale(chart, shown, count))


def _panel(
    sheet: Ground,
    chart: Chart,
    language: Language,
    top: float,
    shown: Sequence[int],
    height: float,
    count: int,
    room: float,
    *,
    months: bool,
) -> float:
    """One scale of ``count`` steps, ``room`` wide, and over it the lines of the series ``shown``; where it ends."""
    size = sheet.size
    ticks = _scale(chart, shown, count)
    # Half of the last month's name stands beyond the last point.
    beyond = sheet.measure(chart.rows[-1].name, size * 0.92) / 2
    left, right = MARGIN + room + size * 0.6, sheet.width - MARGIN - beyond
    step = (right - left) / max(len(chart.rows) - 1, 1)
    base = top + height

    def at(place: int, value: float) -> tuple[float, float]:
        return left + place * step if len(chart.rows) > 1 else (left + right) / 2, base - value / ticks[-1] * height

    for tick in ticks:
        y = at(0, tick)[1]
        sheet.line([(left, y), (right, y)], "line", 1)
        sheet.words(language.number(tick), left - size * 0.6, y, "end", colour="muted", size=size * 0.92)
    for number in shown:
        series = chart.series[number]
        places = [at(place, row.values[number] or 0) for place, row in enumerate(chart.rows)]
        if len(shown) == 1:
            sheet.area(places, base, series.colour)
        sheet.line(places, series.colour, 2, _dash(number) if len(shown) > 1 else "-")
        for place, row in enumerate(chart.rows):
            if row.values[number] != 0:
                shape = SHAPES[number % len(SHAPES)] if len(shown) > 1 else "o"
                sheet.point(*places[place], series.colour, shape, Mark(place, number).id)
    if months:
        _names_below(sheet, chart, [at(place, 0)[0] for place in range(len(chart.rows))], base + size * 1.1)
        return base + size * 2
    return base + size * 1.1


def _names_below(sheet: Ground, chart: Chart, places: Sequence[float], y: float) -> None:
    """The names of the rows under the axis: as many as there is room for, the last one among them."""
    size = sheet.size * 0.92
    widest = max(sheet.measure(row.name, size) for row in chart.rows) + size
    step = abs(places[-1] - places[0]) / max(len(places) - 1, 1)
    every = max(1, -int(-widest // step)) if step else 1
    for place in range(len(chart.rows) - 1, -1, -every):
        half = sheet.measure(chart.rows[place].name, size) / 2
        if places[place] - half >= MARGIN / 2:
            sheet.words(chart.rows[place].name, places[place], y, "middle", colour="muted", size=size)


def _ticks(most: int, count: int) -> list[int]:
    """Round whole numbers from 0 to ``most`` or a little above, some ``count`` steps apart."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            step = factor * power
            if step * count >= most:
                return [step * number for number in range(max(-(-most // step), 1) + 1)]
        power *= 10


_KINDS: Mapping[ChartKind, Callable[[Ground, Chart, Language, float], float]] = {
    ChartKind.STACKED: _stacked,
    ChartKind.GROUPED: _grouped,
    ChartKind.LINES: _lines,
    ChartKind.MULTIPLES: _multiples,
}

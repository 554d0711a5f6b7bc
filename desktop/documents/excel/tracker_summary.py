"""The sheets that go with a tracker's table: its summary with a chart, and a page on how to fill it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import AxDataSource, NumData, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from desktop.codes import FINISHED, ActionStatus
from desktop.documents.excel import workbook_style as look
from desktop.documents.excel.sheet_rows import Formula, Row, Value
from desktop.documents.excel.tracker_columns import EVIDENCE, Layout
from desktop.documents.withheld import withheld_records
from desktop.language import Language, Message, message
from desktop.records.rows import Tracker, TrackerRow

MEANINGS: dict[ActionStatus, Message] = {
    ActionStatus.PLANNED: message("Not begun yet."),
    ActionStatus.IN_PROGRESS: message("Work has begun; the progress says how far it is."),
    ActionStatus.BLOCKED: message("Work is stalled; please say why under the obstacles."),
    ActionStatus.REPORTED: message("Reported done by the institution; the secretariat has yet to verify it."),
    ActionStatus.VERIFIED: message("The secretariat has seen the evidence. Only the secretariat sets this."),
    ActionStatus.CANCELLED: message("Given up; please say why in the comment."),
}

_FIRST_STATUS_ROW = 5


@dataclass(frozen=True)
class Ranges:
    """Where the table of actions keeps what the summary counts."""

    sheet: str
    status_column: str
    deadline_column: str
    first_row: int
    last_row: int

    def of(self, column: str) -> str:
        return f"{quote_sheetname(self.sheet)}!${column}${self.first_row}:${column}${self.last_row}"


def is_late(row: TrackerRow, tracker: Tracker) -> bool:
    """Whether the deadline has passed, on the day the tracker is made, and the action is not finished."""
    return row.due is not None and row.due < tracker.made_on and row.status not in FINISHED


def lay_out(sheet: Worksheet, tracker: Tracker, language: Language, heading: str, ranges: Ranges) -> list[Row]:
    """Give the summary its chart, and return its rows: actions by status, their share, and how many are late."""
    for letter, width in zip("ABCD", (34, 12, 12, 4), strict=True):
        sheet.column_dimensions[letter].width = width
    reading = look.direction(language.code)
    lines = len(language.each)
    strong = look.style(
        sheet, size=15, bold=True, colour=look.TEAL, vertical="center", wrap=lines > 1,
        reading=look.BY_CONTENT if lines > 1 else reading,
        horizontal=None if lines == 1 else "right" if language.right_to_left else "left",
    )  # fmt: skip
    if lines > 1:
        sheet.merged_cells.add("A1:J1")  # two lines show only where they may wrap
    note = look.style(sheet, size=9, colour=look.GREY, vertical="center", reading=reading)
    head = look.style(
        sheet,
        bold=True,
        colour=look.WHITE,
        fill=look.TEAL,
        border=True,
        horizontal="center",
        vertical="center",
        wrap=True,
        reading=reading,
    )

    statuses, counts = list(ActionStatus), Counter(row.status for row in tracker.rows)
    first, total_row = _FIRST_STATUS_ROW, _FIRST_STATUS_ROW + len(statuses)
    total = len(tracker.rows)
    column = ranges.of(ranges.status_column)
    start = "right" if language.right_to_left else "left"

    def line(
        row: int, word: str, formula: Formula, fill: str | None, bold: bool = False, colour: str = look.INK
    ) -> Row:
        def style(number_format: str, centred: bool) -> int:
            return look.style(
                sheet,
                size=11,
                bold=bold,
                colour=colour,
                fill=fill,
                border=True,
                vertical="center",
                wrap=not centred,
                horizontal="center" if centred else start,
                indent=0 if centred else 1,
                number_format=number_format,
                reading=reading,
            )

        share = Formula(f"IF(B${total_row}=0,0,B{row}/B${total_row})", formula.value / total if total else 0)
        cells: list[tuple[int, Value]] = [
            (style("General", False), word),
            (style("#,##0", True), formula),
            (style("0%", True), share),
        ]
        return Row(cells, 20)

    rows = [
        Row([(strong, heading)], 2 + 24 * lines),
        Row([(note, language.text("Prepared on {day}. The figures follow the table.", day=tracker.made_on))], 16),
        Row([]),
        Row([(head, language.text(said)) for said in (message("Status"), message("Actions"), message("Share"))], 24),
    ]
    for row, status in enumerate(statuses, first):
        count = Formula(f"COUNTIF({column},A{row})", counts[status])
        rows.append(line(row, language.text(status.label), count, look.STATUS_TINT[status]))
    everything = Formula(f"SUM(B{first}:B{total_row - 1})", total)
    rows.append(line(total_row, language.text(message("Total")), everything, None, bold=True))
    finished = "".join(f',{column},"<>"&A{first + statuses.index(status)}' for status in FINISHED)
    late = Formula(
        f'COUNTIFS({ranges.of(ranges.deadline_column)},"<"&TODAY(){finished})',
        sum(is_late(row, tracker) for row in tracker.rows),
    )
    overdue = language.text(message("Overdue: the deadline has passed and the action is not done"))
    rows.append(
        line(total_row + 1, overdue, late, look.RED_LIGHT, bold=True, colour=look.RED)._replace(height=32 * lines)
    )

    if tracker.withheld:
        rows.append(Row([(note, language.text(withheld_records(tracker.withheld)))], 20))

    chart = _chart(sheet, language, statuses, [counts[status] for status in statuses])
    sheet.add_chart(chart, f"E{first - 1}")
    return rows


# --- the chart --------------------------------------------------------------------------------------------------------


def _chart(sheet: Worksheet, language: Language, statuses: Sequence[ActionStatus], counts: Sequence[int]) -> BarChart:
    """Actions by status as horizontal bars, from the top down, each in its status's colour, from the reading side."""
    first, last = _FIRST_STATUS_ROW, _FIRST_STATUS_ROW + len(statuses) - 1
    chart = BarChart()
    chart.type = "bar"
    chart.add_data(Reference(sheet, min_col=2, min_row=first, max_row=last))
    chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
    series = chart.series[0]
    # What the cells come to, for programs that show a chart before they calculate, such as Excel's protected view.
    words = [language.text(status.label) for status in statuses]
    series.val.numRef.numCache = NumData(
        formatCode="General", ptCount=len(counts), pt=[NumVal(idx=i, v=str(count)) for i, count in enumerate(counts)]
    )
    strings = StrData(ptCount=len(words), pt=[StrVal(idx=i, v=word) for i, word in enumerate(words)])
    series.cat = AxDataSource(strRef=StrRef(f=series.cat.numRef.f, strCache=strings))
    series.dPt = [
        DataPoint(idx=index, invertIfNegative=False, spPr=_filled(look.STATUS_COLOUR[status]))
        for index, status in enumerate(statuses)
    ]
    series.dLbls = DataLabelList(
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
        txPr=_text(1100, look.INK, bold=True),
    )
    chart.title = _title(language.text(message("Actions by status")), language.right_to_left)
    chart.legend = None
    chart.gapWidth = 45
    chart.x_axis.delete, chart.y_axis.delete = False, True
    chart.x_axis.scaling.orientation = "maxMin"  # the first status on top
    chart.x_axis.majorTickMark = "none"
    chart.x_axis.txPr = _text(1000, look.INK)
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=look.LINE))
    chart.y_axis.scaling.orientation = "maxMin" if language.right_to_left else "minMax"
    chart.y_axis.scaling.min = 0
    chart.y_axis.majorGridlines = None
    chart.roundedCorners = False
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
    chart.width, chart.height = 17, 9  # cm
    return chart


def _filled(colour: str) -> GraphicalProperties:
    return GraphicalProperties(solidFill=colour, ln=LineProperties(noFill=True))


def _characters(size: int, colour: str, bold: bool = False) -> CharacterProperties:
    """``size`` in hundredths of a point."""
    font = Font(typeface=look.FONT)
    return CharacterProperties(sz=size, b=bold, solidFill=colour, latin=font, cs=font)


def _text(size: int, colour: str, bold: bool = False) -> RichText:
    properties = ParagraphProperties(defRPr=_characters(size, colour, bold))
    return RichText(p=[Paragraph(pPr=properties, r=[], endParaRPr=CharacterProperties())])


def _title(text: str, right_to_left: bool) -> Title:
    characters = _characters(1300, look.TEAL, bold=True)
    paragraph = Paragraph(
        pPr=ParagraphProperties(rtl=right_to_left, defRPr=characters), r=[RegularTextRun(rPr=characters, t=text)]
    )
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


# --- how to fill it in ------------------------------------------------------------------------------------------------


def lay_out_guide(sheet: Worksheet, language: Language, layout: Layout) -> list[Row]:
    """Return the rows of the page that tells an institution what to do with the file."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 84
    reading = look.direction(language.code)
    strong = look.style(sheet, size=15, bold=True, colour=look.TEAL, vertical="center", reading=reading)
    start, end = ("right", "left") if language.right_to_left else ("left", "right")
    number = look.style(
        sheet, size=11, bold=True, colour=look.TEAL, horizontal=end, indent=1, vertical="center", reading=reading
    )
    each_its_own = reading if len(language.each) == 1 else look.BY_CONTENT
    text = look.style(sheet, size=11, wrap=True, horizontal=start, indent=1, vertical="center", reading=each_its_own)
    heading = look.style(sheet, size=12, bold=True, colour=look.TEAL, vertical="center", reading=reading)
    steps = [
        message("On the first sheet, fill in the columns under the amber headings. The others are locked."),
        message("Choose the status from the list; write the progress as a percentage from 0% to 100%."),
        message("Say what was done, what stands in the way and what comes next, in French, Arabic or English."),
        *_asked_for_evidence(layout),
        message("A number and a deadline in red: the deadline has passed and the action is not done."),
        message("A text marked [FR], [AR] or [EN] exists only in that language so far."),
        message(
            "On paper, only the columns up to “{column}” are printed; what stands beyond is for the screen.",
            column=layout.last_filled_in.heading,
        ),
        message("A line added below the table is understood as an action that you propose."),
        message("Save the file and send it back to the secretariat."),
    ]
    lines = len(language.each)

    def paragraphs(said: Message) -> str:
        return "\n".join(each.text(said) for each in language.each)

    rows = [Row([(strong, language.text(message("How to fill this in")))], 30)]
    rows += [Row([(number, count), (text, paragraphs(step))], 5 + 15 * lines) for count, step in enumerate(steps, 1)]
    rows += [Row([]), Row([(heading, language.text(message("What each status means")))], 22)]
    for status in ActionStatus:
        word = look.style(
            sheet,
            size=11,
            fill=look.STATUS_TINT[status],
            border=True,
            horizontal="center",
            vertical="center",
            wrap=True,
            reading=reading,
        )
        rows.append(Row([(word, language.text(status.label)), (text, paragraphs(MEANINGS[status]))], 5 + 15 * lines))
    return rows


def _asked_for_evidence(layout: Layout) -> Iterator[Message]:
    if EVIDENCE in layout.columns:
        yield message(
            "Under “{column}”, name the document that shows the result, and send it with this file.",
            column=EVIDENCE.heading,
        )
